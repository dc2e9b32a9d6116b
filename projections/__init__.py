"""Read models: each is one question asked of the ledger; its tables hold facts, its query answers as of any moment."""
