"""Four firms, carried through some years of their life by what anybody can do with the ledger from outside."""
