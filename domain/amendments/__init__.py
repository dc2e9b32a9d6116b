"""Amendments: entries are corrected, retracted and remarked on, by further entries."""
