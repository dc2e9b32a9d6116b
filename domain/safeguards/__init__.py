"""What the ledger writes of itself, so that others can hold it to that: the log of who looked, and its data keys."""
