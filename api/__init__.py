"""Every door into the ledger: GraphQL, imports, the command line."""
