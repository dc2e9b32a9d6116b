"""Mentoring: agreements between two people."""
