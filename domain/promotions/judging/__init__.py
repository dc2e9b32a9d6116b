"""Judging: what the rules find in a file of evidence, then and again."""
