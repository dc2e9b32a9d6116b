"""What the read models answer, and how they keep up with the ledger."""
