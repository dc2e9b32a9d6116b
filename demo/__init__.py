"""A believable organisation of 300 people over six years, seeded through the same commands that people use."""

from demo.queries import ReadyMade, ready_made
from demo.seeding import NotTheDemo, Seeded, script, seed

__all__ = ["NotTheDemo", "ReadyMade", "Seeded", "ready_made", "script", "seed"]
