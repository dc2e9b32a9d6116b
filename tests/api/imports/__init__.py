"""Tests of what comes in from outside, and goes out again."""
