"""Judging: what the rules of an edition find in evidence about somebody. One table of looks, for all who judge."""
