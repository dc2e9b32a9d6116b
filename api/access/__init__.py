"""Who may ask for what, and what is shown to whom."""
