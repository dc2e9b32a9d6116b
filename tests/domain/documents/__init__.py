"""Documents: filed once of each person, and known by the hash of their file."""
