"""Promotions: proposed, argued from a file, voted on by a panel, decided, appealed."""
