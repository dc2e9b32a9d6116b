"""Read models: each file is one question somebody asks of the ledger; its tables hold facts, its query answers at any moment."""
