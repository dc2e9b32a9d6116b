"""The organisation: its roles, and who holds them."""
