"""Feedback cycles between the ledger and what waits beside it: who is asked, what they answer, and the close."""
