"""Audit bundles: one case with all that proves it, in a file that is checked without us."""
