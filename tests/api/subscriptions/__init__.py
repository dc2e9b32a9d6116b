"""Real servers and real clients: what moves is told over server-sent events and WebSocket, and ends when it should."""
