"""Safeguards: what the ledger writes of itself, and when it has nothing to write."""
