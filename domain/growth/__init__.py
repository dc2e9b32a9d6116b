"""Development that is meant: plans, looked at again at least once a year, and actions that people take on."""
