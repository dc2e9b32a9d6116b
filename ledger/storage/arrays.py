"""Arrays in PostgreSQL's binary form, written a column at a time: the driver's own way costs as much as the append."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from struct import Struct
from typing import Any, Final
from uuid import UUID

import msgspec
from psycopg import pq
from psycopg.abc import AdaptContext
from psycopg.adapt import Dumper

HEADER: Final = Struct("!iiIii")
"""Dimensions, whether there are nulls, the element's type, how many, the first index."""
LENGTH: Final = Struct("!i").pack
INTEGER: Final = Struct("!ii").pack
LONG_INTEGER: Final = Struct("!iq").pack
NULL: Final = LENGTH(-1)


class Array(msgspec.Struct):
    """A column of values as one parameter."""

    type: str
    """Of the elements, as PostgreSQL names it."""
    values: Sequence[Any]


def varying(values: Sequence[bytes]) -> bytes:
    """Elements of any length, each behind its length."""
    return b"".join([LENGTH(len(value)) + value for value in values])


def texts(values: Sequence[str | None]) -> bytes:
    """The elements of a text[], some of which may be null."""
    return b"".join([NULL if value is None else LENGTH(len(text := value.encode())) + text for value in values])


def uuids(values: Sequence[UUID]) -> bytes:
    """The elements of a uuid[]."""
    return varying([value.bytes for value in values])


def integers(values: Sequence[int]) -> bytes:
    """The elements of an int[]."""
    return b"".join([INTEGER(4, value) for value in values])


def long_integers(values: Sequence[int | None]) -> bytes:
    """The elements of a bigint[], some of which may be null."""
    return b"".join([NULL if value is None else LONG_INTEGER(8, value) for value in values])


ELEMENTS: Final[dict[str, tuple[int, Callable[[Any], bytes]]]] = {
    "bytea": (17, varying),
    "bigint": (20, long_integers),
    "int": (23, integers),
    "text": (25, texts),
    "uuid": (2950, uuids),
}


EMPTY: Final = {kind: HEADER.pack(0, 0, oid, 0, 0)[:12] for kind, (oid, _) in ELEMENTS.items()}
MAY_HOLD_NULLS: Final = 1
"""PostgreSQL sees by itself, element by element, whether there are any."""


class ArrayDumper(Dumper):
    """Hands an Array to the driver."""

    format = pq.Format.BINARY

    def dump(self, obj: Array) -> bytes:
        """The array as PostgreSQL receives it."""
        if not obj.values:
            return EMPTY[obj.type]
        oid, elements = ELEMENTS[obj.type]
        return HEADER.pack(1, MAY_HOLD_NULLS, oid, len(obj.values), 1) + elements(obj.values)


def register(context: AdaptContext) -> None:
    """Let a connection (or the cursors of one) take Arrays."""
    context.adapters.register_dumper(Array, ArrayDumper)
