"""What may be forgotten."""
