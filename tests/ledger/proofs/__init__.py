"""Proofs: that they are as the specifications have them, and that nothing else passes for one."""
