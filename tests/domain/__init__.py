"""The language and its rules."""
