"""Feedback cycles: several people say how somebody leads, group by group, and nobody can tell who said what."""
