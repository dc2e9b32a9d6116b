"""Values of the domain as plain JSON. Events are serialised by the gate alone, which says what may be told of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Any, Final

from domain.kernel.facts import Erased, Reference
from domain.kernel.later import fields_said, has_later_fields

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

PLAIN: Final = frozenset((str, int, bool, float, type(None)))
"""What is JSON as it is."""
WAYS: Final[dict[type[Any], Callable[[Any], Any]]] = {}
"""How values of a class are serialised, as far as any were."""


def serialised(value: object) -> Any:
    """A value, or an event with all its parts, as plain JSON under stored names; what is erased says so."""
    of: type[Any] = type(value)
    if of in PLAIN:
        return value
    if of not in WAYS:
        WAYS[of] = way_of(of)
    return WAYS[of](value)


def way_of(of: type[Any]) -> Callable[[Any], Any]:
    """How a value of a class is serialised, which has to be found out once."""
    if issubclass(of, Erased):
        return lambda _: {"erased": True}
    if issubclass(of, Reference | Enum):
        return str
    if issubclass(of, date):
        return of.isoformat
    if issubclass(of, tuple):
        return lambda several: [serialised(each) for each in several]
    if is_dataclass(of):
        return of_dataclass(of)
    return lambda value: value


def of_dataclass(of: type[DataclassInstance]) -> Callable[[Any], Any]:
    """Field by field; those that came later only where they say something."""
    if has_later_fields(of):
        return lambda value: {each.name: serialised(getattr(value, each.name)) for each in fields_said(value)}
    names = tuple(each.name for each in fields(of))
    return lambda value: {name: serialised(getattr(value, name)) for name in names}
