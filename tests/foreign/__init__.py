"""Tools that are not ours, which check what we prove."""
