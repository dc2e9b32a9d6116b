"""Data keys that have a database of their own."""
