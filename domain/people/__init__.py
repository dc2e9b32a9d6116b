"""People: they join, move, change their name, leave, and may come back. One stream for life."""
