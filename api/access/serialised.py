"""Events as plain JSON, wherever they are told: over GraphQL, in a replay, in a bundle."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Any

from domain.kernel.facts import Erased, Reference


def told(value: object) -> Any:
    """An event, or a part of one, as plain JSON under its stored names; what cannot be read any more says so."""
    match value:
        case Erased():
            return {"erased": True}
        case Reference() | Enum():
            return str(value)
        case date():
            return value.isoformat()
        case tuple():
            return [told(each) for each in value]
        case _ if is_dataclass(value):
            return {field.name: told(getattr(value, field.name)) for field in fields(value)}
        case _:
            return value
