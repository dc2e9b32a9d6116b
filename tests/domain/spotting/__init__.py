"""Spotting potential: what it rests on, how long it counts, who is in which pool, and what groups are told."""
