"""What the ledger writes of itself, so that others can hold it to that: what was in the log of who looked."""
