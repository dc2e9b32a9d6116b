"""Feedback cycles: who is asked, what is answered, and what comes out."""
