"""A search at random for judgements that do not hold: cases are made up, and somebody else reads what was stored."""
