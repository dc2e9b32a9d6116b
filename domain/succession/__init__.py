"""Succession: who might come after whom, how ready they are, and what is at risk."""
