"""Pages of long lists as they are answered, the Relay way, with the moment that they are answered as of."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

import strawberry

from api.graphql.costs import COUNTED_BY_ITS_PAGE
from api.graphql.moment import Answered
from api.graphql.paging import PageAsked, opaque
from api.graphql.row_types import resolver
from api.graphql.scalars import Count

Node = TypeVar("Node")


@strawberry.type(description="Where a page lies in the whole list.")
class PageInfo:
    has_next_page: bool = strawberry.field(
        description="Whether more follow: of a page of the `last`, whether it ended before a cursor."
    )
    has_previous_page: bool = strawberry.field(
        description="Whether others come before: of a page of the `first`, whether it began after a cursor."
    )
    start_cursor: str | None = strawberry.field(
        description="Cursor of the first on this page; give it as `before`. Null if it is empty."
    )
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
    async def total_count(self) -> Count:
        return Count(await self.counted())


def connection_of(
    nodes: Sequence[tuple[str, Node]],
    asked: PageAsked,
    *,
    more: bool,
    behind: bool | None = None,
    as_of: Answered,
    counted: Callable[[], Awaitable[int]],
) -> Connection[Node]:
    """A page of nodes, each with its place in the list.

    There are `more` in the direction of reading; what is `behind` the page, where nobody has looked, is what was at the
    cursor that it began at.
    """
    edges = [Edge(cursor=opaque(place, asked.order), node=node) for place, node in nodes]
    at_cursor = asked.begins_at is not None if behind is None else behind
    info = PageInfo(
        has_next_page=at_cursor if asked.from_end else more,
        has_previous_page=more if asked.from_end else at_cursor,
        start_cursor=edges[0].cursor if edges else None,
        end_cursor=edges[-1].cursor if edges else None,
    )
    return Connection(edges=edges, nodes=[node for _, node in nodes], page_info=info, as_of=as_of, counted=counted)
