"""Values of the domain as plain JSON. Events are serialised by the gate alone, which says what may be told of them."""

from __future__ import annotations

from dataclasses import is_dataclass
from datetime import date
from enum import Enum
from typing import Any

from domain.kernel.facts import Erased, Reference
from domain.kernel.later import fields_said


def serialised(value: object) -> Any:
    """A value, or an event with all its parts, as plain JSON under stored names; what is erased says so."""
    match value:
        case Erased():
            return {"erased": True}
        case Reference() | Enum():
            return str(value)
        case date():
            return value.isoformat()
        case tuple():
            return [serialised(each) for each in value]
        case _ if is_dataclass(value):
            return {field.name: serialised(getattr(value, field.name)) for field in fields_said(value)}
        case _:
            return value
