"""The language and the rules. Pure Python: no database, no web, no clock."""
