"""Mentoring: agreements between two people to learn from each other."""
