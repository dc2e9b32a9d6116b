"""Measurements: each figure beside its physical limit or a peer, taken in the same run on the same machine."""
