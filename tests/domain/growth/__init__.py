"""Growth as it is meant: plans that are looked at again, and actions that people take on."""
