"""One command on its way to entries: decided on a view of the ledger, sealed, appended, placed."""
