"""A believable organisation of 300 people over six years, seeded through the same commands that people use."""

from api.demo.seeding import NotTheDemo, Seeded, seed, told

__all__ = ["NotTheDemo", "Seeded", "seed", "told"]
