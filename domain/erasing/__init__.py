"""What may be forgotten: legal holds, and the erasure of what is sealed for a person."""
