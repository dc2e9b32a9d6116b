"""The words that everything else is said with, and what commands must always keep."""
