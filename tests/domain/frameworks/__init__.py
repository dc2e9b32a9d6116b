"""Frameworks: editions that are complete and consistent."""
