"""How dates, instants, references and positions are spelled, and what is said about one that is misspelled."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from typing import Any, Final, NewType
from uuid import UUID

import strawberry
from graphql import IntValueNode, StringValueNode, ValueNode
from strawberry.types.scalar import ScalarDefinition

from domain.kernel.facts import Reference

YEARS = range(1900, 2200)
"""Beyond them a year is mistyped."""
LAST_VERSION = 2**31 - 1
"""No stream is longer."""

LAST_POSITION: Final = 2**53 - 1
"""The largest whole number that every reader of JSON keeps to the last digit: JavaScript's numbers are floats.

A book in which a million entries were written every second would come to it after 285 years.
"""
MOST_DIGITS: Final = len(str(LAST_POSITION))

Json = NewType("Json", object)
Position = NewType("Position", int)
Count = NewType("Count", int)


def _read(parse: Callable[[str], Any], right: str) -> Callable[[object], Any]:
    def read(value: object) -> Any:
        if isinstance(value, str):
            with suppress(ValueError):
                return parse(value)
        raise ValueError(f"is not {right}")

    return read


def _day(text: str) -> date:
    if len(text) != len("2026-05-01"):
        raise ValueError
    day = date.fromisoformat(text)
    if day.year not in YEARS:
        raise ValueError
    return day


def _instant(text: str) -> datetime:
    instant = datetime.fromisoformat(text)
    if instant.tzinfo is None or instant.year not in YEARS:
        raise ValueError
    return instant


def _reference(text: str) -> Reference:
    reference = Reference.parse(text)
    if "\0" in text or not 1 <= reference.version <= LAST_VERSION:
        raise ValueError
    return reference


def _whole(right: str) -> Callable[[object], int]:
    """Reads a whole number, given as a number or as a text: clients that keep long ones as texts may send these."""

    def read(value: object) -> int:
        if isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) <= MOST_DIGITS:
            value = int(value)
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= LAST_POSITION:
            return value
        raise ValueError(f"is no {right}: give a whole number from 0 to {LAST_POSITION}")

    return read


def _literal(read: Callable[[object], int]) -> Callable[[ValueNode, object], int]:
    """The same as it stands in a document; of a number that is too long, no digit is read."""

    def literal(node: ValueNode, _: object = None) -> int:
        return read(node.value if isinstance(node, IntValueNode | StringValueNode) else None)

    return literal


def _written(value: object) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= LAST_POSITION:
        return value
    raise ValueError(f"{value!r} is no whole number from 0 to {LAST_POSITION}")


def _scalar(
    name: str, description: str, serialize: Any, parse: Any, specified_by: str | None = None
) -> ScalarDefinition:
    return strawberry.scalar(
        name=name, description=description, serialize=serialize, parse_value=parse, specified_by_url=specified_by
    )


def _long(name: str, description: str, right: str) -> ScalarDefinition:
    read = _whole(right)
    return strawberry.scalar(
        name=name, description=description, serialize=_written, parse_value=read, parse_literal=_literal(read)
    )


SCALARS: dict[object, ScalarDefinition] = {
    date: _scalar(
        "Date",
        "A day, from 1900 to 2199: a text as 2026-05-01, the `full-date` of RFC 3339.",
        date.isoformat,
        _read(_day, "a day from 1900 to 2199; write year, month and day, as in 2026-05-01"),
        "https://www.rfc-editor.org/rfc/rfc3339#section-5.6",
    ),
    datetime: _scalar(
        "DateTime",
        "An instant with its offset from UTC: a text as 2026-05-01T09:30:00+02:00, the `date-time` of RFC 3339.",
        datetime.isoformat,
        _read(_instant, "an instant from 1900 to 2199; write it with its offset, as in 2026-05-01T09:30:00+02:00"),
        "https://www.rfc-editor.org/rfc/rfc3339#section-5.6",
    ),
    Reference: _scalar(
        "Reference",
        "The address of an entry: a text, stream@version. It names the first of a chain of corrections: what stands.",
        str,
        _read(_reference, "a reference; write stream@version, as in person-0198c0de-7e57-7000-8000-000000000000@7"),
    ),
    UUID: _scalar(
        "UUID",
        "A universally unique identifier: a text as 0198c0de-7e57-7000-8000-000000000000.",
        str,
        _read(UUID, "a UUID; write it as in 0198c0de-7e57-7000-8000-000000000000"),
        "https://www.rfc-editor.org/rfc/rfc9562",
    ),
    Position: _long(
        "Position",
        f"A place in the ledger: a whole number from 0 to {LAST_POSITION} (2^53 - 1), which may be beyond 32 bits. It"
        " is written as a JSON number, and read as one or as a text of digits.",
        "position",
    ),
    Count: _long(
        "Count",
        f"How many there are of what may be beyond 32 bits: a whole number from 0 to {LAST_POSITION} (2^53 - 1),"
        " written as a JSON number.",
        "count",
    ),
    Json: _scalar(
        "Json",
        "Any JSON value.",
        lambda value: value,
        lambda value: value,
        "https://www.rfc-editor.org/rfc/rfc8259",
    ),
}
