"""Judging: what the rules find in a file, now and under another edition."""
