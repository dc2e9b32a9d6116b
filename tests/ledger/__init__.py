"""The book, on a real PostgreSQL."""
