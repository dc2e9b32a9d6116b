"""The organisation: roles and who holds them."""
