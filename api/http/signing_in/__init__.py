"""Signing in and out: by OpenID Connect, with the code flow and PKCE, into a session that a cookie carries."""
