"""The command line: `leadership …`."""
