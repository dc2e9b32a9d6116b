"""Small groups: how many people there are at least in what is told of a group, so that it tells of nobody."""

from __future__ import annotations

from typing import Final

LEAST_COUNTED: Final = 5
"""People, pairs or places of whom a figure speaks at least: of fewer, counts alone are told, or nothing."""
