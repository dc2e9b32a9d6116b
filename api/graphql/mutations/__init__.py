"""What can be recorded over GraphQL: one file for each concept of the domain, one line for each of its commands."""
