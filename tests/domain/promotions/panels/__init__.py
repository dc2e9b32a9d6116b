"""Panels: who sits on them, and how they vote."""
