"""A ledger as version 0.1.0 left it."""
