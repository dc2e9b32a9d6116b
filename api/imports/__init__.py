"""What comes in from outside, and goes out again: one file per source, each yields commands, and the rules decide."""
