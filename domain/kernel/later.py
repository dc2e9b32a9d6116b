"""Fields that came once there were entries: where they say nothing, all reads, exports and repeats as before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import Field, fields
from types import MappingProxyType
from typing import Any, Final

LATER: Final[Mapping[str, bool]] = MappingProxyType({"later": True})
"""Marks such a field: `field(default=None, metadata=LATER)`. What it says by default is how it was before it came."""


def fields_said(value: Any) -> Iterator[Field[Any]]:
    """The fields of a dataclass, without those that came later and say nothing."""
    return (each for each in fields(value) if "later" not in each.metadata or getattr(value, each.name) != each.default)


def has_later_fields(of: type) -> bool:
    """Whether a dataclass itself has fields that came later."""
    return any("later" in each.metadata for each in fields(of))
