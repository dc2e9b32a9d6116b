"""The fields of commands, and of the values that they carry, as far as reading a line needs them."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from functools import cache
from typing import Any, get_type_hints


@dataclasses.dataclass(frozen=True)
class FieldOf:
    """A field of a dataclass, as far as reading one needs it."""

    name: str
    hint: Any
    required: bool


@cache
def fields_of(of: type) -> Mapping[str, FieldOf]:
    """The fields of a command, or of a value that one carries."""
    hints = get_type_hints(of)
    return {
        one.name: FieldOf(
            one.name,
            hints[one.name],
            one.default is dataclasses.MISSING and one.default_factory is dataclasses.MISSING,
        )
        for one in dataclasses.fields(of)
    }
