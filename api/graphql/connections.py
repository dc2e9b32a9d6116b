"""Pages of long lists, the Relay way: so many after an opaque cursor, which stays good while the ledger grows."""

from __future__ import annotations

import base64
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

import strawberry

from api.graphql.costs import COUNTED_BY_ITS_PAGE
from api.graphql.errors import BadInput
from api.graphql.limits import LONGEST_PAGE
from api.graphql.moment import Answered
from api.graphql.row_types import resolver

Node = TypeVar("Node")

FIRST = f"How many to answer, from 1 to {LONGEST_PAGE}."
MOST_DIGITS = 18
"""No position of ours has more."""
AFTER = "Go on after this cursor, from the `endCursor` of the page before. Left out: from the beginning."


@strawberry.type(description="Where a page lies in the whole list.")
class PageInfo:
    has_next_page: bool = strawberry.field(description="Whether more follow.")
    has_previous_page: bool = strawberry.field(description="Whether this page began after a cursor.")
    start_cursor: str | None = strawberry.field(description="Cursor of the first on this page; null if it is empty.")
    end_cursor: str | None = strawberry.field(
        description="Cursor of the last on this page; give it as `after`. Null if it is empty."
    )


@strawberry.type(description="One of a page, with its cursor.")
class Edge(Generic[Node]):
    cursor: str = strawberry.field(description="Its place in the list; opaque.")
    node: Node = strawberry.field(description="What stands there.")


@strawberry.type(description="A page of a list, and the moment it is answered as of.")
class Connection(Generic[Node]):
    edges: list[Edge[Node]] = strawberry.field(
        description="What is on this page, each with its cursor.", metadata=COUNTED_BY_ITS_PAGE
    )
    nodes: list[Node] = strawberry.field(
        description="What is on this page, without cursors.", metadata=COUNTED_BY_ITS_PAGE
    )
    page_info: PageInfo = strawberry.field(description="Where this page lies in the whole list.")
    as_of: Answered = strawberry.field(description="The moment that this is answered as of.")
    counted: strawberry.Private[Callable[[], Awaitable[int]]]

    @resolver("How many there are on all pages together. Counted only if asked for.", price=20)
    async def total_count(self) -> int:
        return await self.counted()


def connection_of(
    nodes: Sequence[tuple[str, Node]],
    *,
    more: bool,
    after: str | None,
    as_of: Answered,
    counted: Callable[[], Awaitable[int]],
) -> Connection[Node]:
    """A page of nodes, each with its place in the list."""
    edges = [Edge(cursor=opaque(place), node=node) for place, node in nodes]
    info = PageInfo(
        has_next_page=more,
        has_previous_page=after is not None,
        start_cursor=edges[0].cursor if edges else None,
        end_cursor=edges[-1].cursor if edges else None,
    )
    return Connection(edges=edges, nodes=[node for _, node in nodes], page_info=info, as_of=as_of, counted=counted)


def page_length(first: int) -> int:
    """`first`, if it is within bounds."""
    if not 1 <= first <= LONGEST_PAGE:
        raise BadInput("first", first, f"is out of bounds: ask for 1 to {LONGEST_PAGE}")
    return first


def opaque(place: str) -> str:
    """A place in a list as a cursor."""
    return base64.urlsafe_b64encode(place.encode()).decode().rstrip("=")


def place_of(cursor: str | None, ours: Callable[[str], object]) -> str | None:
    """The place that a cursor stands for. BadInput for one that is not `ours`: no place in the list that is asked."""
    if cursor is None:
        return None
    try:
        place = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
    except ValueError:
        raise not_ours(cursor) from None
    if opaque(place) != cursor or not ours(place):
        raise not_ours(cursor)
    return place


def is_number(place: str) -> bool:
    """Whether a place is a number that can be counted to."""
    return place.isascii() and place.isdecimal() and len(place) <= MOST_DIGITS


def not_ours(cursor: str) -> BadInput:
    """What is said about a cursor that this list did not give out."""
    return BadInput("after", cursor, "is no cursor of this list: give the endCursor of a page before, or leave it out")
