"""How dates, instants, references and events are spelled, and what is said about one that is misspelled."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from typing import Any, NewType
from uuid import UUID

import strawberry
from strawberry.types.scalar import ScalarDefinition

from domain.kernel.facts import Reference

YEARS = range(1900, 2200)
"""Beyond them a year is mistyped."""
LAST_VERSION = 2**31 - 1
"""No stream is longer."""

Json = NewType("Json", object)


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


def _scalar(name: str, description: str, serialize: Any, parse: Any) -> ScalarDefinition:
    return strawberry.scalar(name=name, description=description, serialize=serialize, parse_value=parse)


SCALARS: dict[object, ScalarDefinition] = {
    date: _scalar(
        "Date",
        "A day, as 2026-05-01.",
        date.isoformat,
        _read(_day, "a day from 1900 to 2199; write year, month and day, as in 2026-05-01"),
    ),
    datetime: _scalar(
        "DateTime",
        "An instant with its offset from UTC, as 2026-05-01T09:30:00+02:00.",
        datetime.isoformat,
        _read(_instant, "an instant from 1900 to 2199; write it with its offset, as in 2026-05-01T09:30:00+02:00"),
    ),
    Reference: _scalar(
        "Reference",
        "The address of an entry, stream@version. It names the first of a chain of corrections: whatever stands.",
        str,
        _read(_reference, "a reference; write stream@version, as in person-0198c0de-7e57-7000-8000-000000000000@7"),
    ),
    UUID: _scalar(
        "UUID",
        "A universally unique identifier, as 0198c0de-7e57-7000-8000-000000000000.",
        str,
        _read(UUID, "a UUID; write it as in 0198c0de-7e57-7000-8000-000000000000"),
    ),
    Json: _scalar("Json", "Any JSON value.", lambda value: value, lambda value: value),
}
