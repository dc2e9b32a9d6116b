"""Panels: convened, freed of conflicts, voting, and recommending."""
