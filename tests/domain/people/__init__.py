"""People: joining, moving, leaving, coming back."""
