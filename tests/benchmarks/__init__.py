"""Measurements: that what they ask is still what can be asked."""
