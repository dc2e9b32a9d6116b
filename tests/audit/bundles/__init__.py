"""Audit bundles: what they show, and that nothing in them can be changed unseen."""
