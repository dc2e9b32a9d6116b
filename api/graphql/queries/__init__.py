"""What can be asked over GraphQL: one file for each read model, and for the book itself."""
