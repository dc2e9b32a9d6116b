"""Proving the book: a tree of hashes over all entries, signed checkpoints, and proofs that others can check."""
