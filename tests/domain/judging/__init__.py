"""What the rules find in evidence, looked for by one table of looks."""
