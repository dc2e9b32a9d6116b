"""Whatever has an id of its own, and how it is found again by it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Self
from uuid import UUID

import strawberry

from api.graphql.context import Info
from api.graphql.errors import BadInput
from api.graphql.moment import Moment
from api.graphql.row_types import resolver

AN_ID = "An opaque id, the same wherever it appears, and for good."


@strawberry.interface(description="Something with an id of its own.")
class Node:
    prefix: ClassVar[str]
    """The first word of its ids."""

    @resolver(AN_ID)
    def id(self) -> strawberry.ID:
        raise NotImplementedError

    @classmethod
    async def find(cls, info: Info, moment: Moment, value: str) -> Self | None:
        """Whatever has this id at a moment; None if it was not there then. BadInput for what is no such id."""
        raise NotImplementedError


def node_types() -> Mapping[str, type[Node]]:
    """Everything that is found by its id, by the first word of that."""
    return {of.prefix: of for of in sorted(Node.__subclasses__(), key=lambda of: of.prefix)}


async def node_at(info: Info, moment: Moment, value: str) -> Node | None:
    """Whatever has this id at a moment; KeyError for ids of a kind that cannot be asked for."""
    return await node_types()[value.partition("-")[0]].find(info, moment, value)


def checked_id(field: str, value: str, kind: str) -> str:
    """`value`, if it is spelled like the id of such a subject: anything else is a slip, and not just unknown."""
    begins, _, rest = value.partition("-")
    if begins != kind or not (is_uuid(rest) if kind != "framework" else rest):
        right = "framework-default" if kind == "framework" else f"{kind}-0198c0de-7e57-7000-8000-000000000000"
        code = "ID_MISSING" if not value else "BAD_ID"
        raise BadInput(field, value, f"is no id of a {kind}: they are spelled as in {right}", code)
    return value


def is_person_id(text: str) -> bool:
    """Whether `text` is spelled like the id of a person."""
    return is_id_of("person", text)


def is_id_of(kind: str, text: str) -> bool:
    """Whether `text` is spelled like the id of a subject of a kind."""
    begins, _, rest = text.partition("-")
    return begins == kind and is_uuid(rest)


def is_uuid(text: str) -> bool:
    """Whether `text` spells a UUID as ids do."""
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False
