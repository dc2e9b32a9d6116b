"""Whatever has an id of its own, and how it is found again by it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from uuid import UUID

import strawberry

from api.graphql.errors import BadInput
from api.graphql.moment import Moment
from api.graphql.shown import tells

AN_ID = "An opaque id, the same wherever it appears, and for good."


@strawberry.interface(description="Something with an id of its own.")
class Node:
    @tells(AN_ID)
    def id(self) -> strawberry.ID:
        raise NotImplementedError


Finder = Callable[[Moment, str], Awaitable[Node | None]]


def checked_id(field: str, value: str, kind: str) -> str:
    """`value`, if it is spelled like the id of such a subject: anything else is a slip, and not just unknown."""
    begins, _, rest = value.partition("-")
    if begins != kind or not (is_uuid(rest) if kind != "framework" else rest):
        right = "framework-default" if kind == "framework" else f"{kind}-0198c0de-7e57-7000-8000-000000000000"
        code = "ID_MISSING" if not value else "BAD_ID"
        raise BadInput(field, value, f"is no id of a {kind}: they are spelled as in {right}", code)
    return value


def is_uuid(text: str) -> bool:
    """Whether `text` spells a UUID as ids do."""
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False
