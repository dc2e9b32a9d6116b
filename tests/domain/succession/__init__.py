"""Succession: slates and readiness."""
