"""Subscriptions: what is told as it moves, over server-sent events and WebSocket."""
