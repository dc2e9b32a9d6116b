"""What needs somebody: every flag that the rules raise, each kind of it declared once in `kinds/`, and found there."""
