"""Tests of the house, in its rooms."""
