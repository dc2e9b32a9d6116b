"""What the judge named second decided, as it is to be replayed for good."""
