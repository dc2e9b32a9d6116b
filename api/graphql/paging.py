"""Which page of a long list is asked for, the Relay way: forwards or backwards, between cursors that stay good."""

from __future__ import annotations

import base64
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Annotated, Any, Final, Self, TypeVar

import strawberry

from api.graphql.errors import BadInput
from api.graphql.limits import LONGEST_PAGE

T = TypeVar("T")
FIRST: Final = f"How many to answer, from 1 to {LONGEST_PAGE}."
MOST_DIGITS: Final = 18
"""No position of ours has more."""
IN_ANOTHER_ORDER: Final = "|"
"""Stands in cursors after the order that their place is of, where that is not the list's own."""

First = Annotated[int | None, strawberry.argument(description=f"{FIRST} Give this, or `last`.")]
After = Annotated[
    str | None,
    strawberry.argument(
        description="Only what follows this cursor: go on from the `endCursor` of a page. Left out: from the beginning."
    ),
]
Last = Annotated[
    int | None,
    strawberry.argument(description=f"How many to answer from the end, from 1 to {LONGEST_PAGE}, in the same order."),
]
Before = Annotated[
    str | None,
    strawberry.argument(
        description="Only what comes before this cursor: go back from the `startCursor` of a page. Left out: to the"
        " end."
    ),
]
OfThese = Annotated[int | None, strawberry.argument(description=f"{FIRST} Left out: all.")]
"""What a list without pages takes, that may be told as a whole."""


@dataclass(frozen=True)
class PageAsked:
    """So many of a list, after one place in it and before another: the first of them, or the last."""

    length: int
    after: str | None = None
    before: str | None = None
    from_end: bool = False
    order: str = ""
    """The order that its places are of; nothing for the list's own."""

    @property
    def begins_at(self) -> str | None:
        """The place from which it is counted."""
        return self.before if self.from_end else self.after

    @property
    def bounds(self) -> dict[str, Any]:
        """The same, as read models take it."""
        return {"first": self.length, "after": self.after, "before": self.before, "from_end": self.from_end}

    @property
    def as_kept(self) -> Self:
        """The same page of a list that is told from its other end, as the list itself has it."""
        return replace(self, after=self.before, before=self.after, from_end=not self.from_end) if self.order else self

    def as_told(self, kept: Sequence[T]) -> Sequence[T]:
        """What stands on such a page, as it is told."""
        return kept[::-1] if self.order else kept


@dataclass(frozen=True)
class Cut:
    """A page of a list that is at hand as a whole."""

    places: Sequence[str]
    more: bool
    """Whether others lie beyond it, in the direction of reading."""
    behind: bool
    """Whether others lie at the cursor that it began at, or behind that."""


def page_asked(
    first: int | None,
    after: str | None,
    last: int | None,
    before: str | None,
    ours: Callable[[str], object],
    order: Enum | None = None,
    own: Enum | None = None,
) -> PageAsked:
    """The page that is asked for. BadInput for one that is none, and for cursors of another list or order.

    `ours` says whether something is a place in this list; `order` is the one that is asked for, `own` the list's.
    """
    if first is not None and last is not None:
        raise BadInput("last", last, "is given beside `first`: give one of the two, to count from one end")
    if first is not None:
        length = page_length(first)
    elif last is not None:
        length = page_length(last, "last")
    else:
        raise BadInput("first", None, f"is missing, and so is `last`: say how many, from 1 to {LONGEST_PAGE}")
    named = "" if order is own or order is None else order.name
    return PageAsked(
        length,
        place_of("after", after, ours, named),
        place_of("before", before, ours, named),
        last is not None,
        named,
    )


def cut(places: Sequence[str], asked: PageAsked, wanted: Callable[[str], bool] = lambda place: True) -> Cut:
    """The page of a whole list, of those that are wanted; the places of the cursors are among the list."""
    begin = 0 if asked.after is None else places.index(asked.after) + 1
    end = len(places) if asked.before is None else places.index(asked.before)
    between = [place for place in places[begin:end] if wanted(place)]
    behind = places[end:] if asked.from_end else places[:begin]
    page = between[-asked.length :] if asked.from_end else between[: asked.length]
    return Cut(page, len(between) > asked.length, any(map(wanted, behind)))


def page_length(asked: int, field: str = "first") -> int:
    """How many are asked for, if that is within bounds."""
    if not 1 <= asked <= LONGEST_PAGE:
        raise BadInput(field, asked, f"is out of bounds: ask for 1 to {LONGEST_PAGE}")
    return asked


def opaque(place: str, order: str = "") -> str:
    """A place in a list as a cursor."""
    written = f"{order}{IN_ANOTHER_ORDER}{place}" if order else place
    return base64.urlsafe_b64encode(written.encode()).decode().rstrip("=")


def place_of(field: str, cursor: str | None, ours: Callable[[str], object], order: str = "") -> str | None:
    """The place that a cursor stands for. BadInput for one that is not `ours`: no place in the list that is asked."""
    if cursor is None:
        return None
    try:
        written = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
    except ValueError:
        raise not_ours(field, cursor) from None
    place = written.removeprefix(f"{order}{IN_ANOTHER_ORDER}") if order else written
    if opaque(place, order) != cursor or not ours(place):
        raise not_ours(field, cursor)
    return place


def is_number(place: str) -> bool:
    """Whether a place is a number that can be counted to."""
    return place.isascii() and place.isdecimal() and len(place) <= MOST_DIGITS


def not_ours(field: str, cursor: str) -> BadInput:
    """What is said about a cursor that this list, in this order, did not give out."""
    given = "the endCursor of a page before" if field == "after" else "the startCursor of a page after it"
    return BadInput(field, cursor, f"is no cursor of this list in this order: give {given}, or leave it out")
