"""What the recipe of docs/architecture.md comes to: run by tests/test_architecture.py in a copy that followed it."""
