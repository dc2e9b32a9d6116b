"""What entries say, typed by their kinds: the ids in them are answered with what they stand for."""

from __future__ import annotations

import asyncio
import dataclasses
import types
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from typing import Any, Final, NewType, Union, cast, get_args, get_origin, get_type_hints

import strawberry

from api.access.disclosed import Disclosed
from api.graphql.context import Info
from api.graphql.costs import HOLDS, WITHIN_A_ROW
from api.graphql.derived import graphql_type, output_of
from api.graphql.described import meaning, purpose
from api.graphql.moment import Moment
from api.graphql.node import Node, node_types
from api.graphql.outcome import camel
from api.graphql.row_types import RowType, resolver
from domain.catalogue import EVENTS, ID_TYPES, AnyEvent
from domain.kernel.ids import UnitId
from domain.units.citing import CitesUnit, unit_of

OF_ALL: Final = frozenset(("effective_on",))
"""What every kind says, and the interface tells."""


@strawberry.interface(description="What an entry says, by its kind: each has a type of its own.")
class Fact:
    disclosed: strawberry.Private[Disclosed]
    moment: strawberry.Private[Moment]

    @resolver("The day it was true, or true from.")
    def effective_on(self) -> date:
        return self.disclosed.effective_on

    @resolver("Whose stream it stands on: a person, a role, a case; null where that has no id to be asked for by.")
    async def subject(self, info: Info) -> Node | None:
        of = node_types().get(self.disclosed.stream.partition("-")[0])
        return await of.find(info, self.moment, self.disclosed.stream) if of else None

    @resolver("The fields that are null because they were erased.")
    def erased(self) -> list[str]:
        return [camel(name) for name in self.disclosed.fields_erased]

    @resolver("The fields that are null, or empty, because they are not told yet.")
    def withheld(self) -> list[str]:
        return [camel(name) for name in sorted(self.disclosed.withheld)]

    def __getattr__(self, name: str) -> Any:
        if name not in self.disclosed.fields:
            raise AttributeError(name)
        return self.disclosed.value(name)


def fact_of(disclosed: Disclosed, moment: Moment) -> Fact | None:
    """What an entry says at a moment; None where it cannot be read."""
    of = None if disclosed.unreadable else fact_types().get(disclosed.kind)
    return of(disclosed=disclosed, moment=moment) if of else None


@cache
def fact_types() -> Mapping[str, type[Fact]]:
    """The type of every kind. Whatever is found by an id has to be known before this is asked first."""
    return {kind: fact_type(event) for kind, event in EVENTS.items()}


def fact_type(event: AnyEvent) -> type[Fact]:
    """The type of one kind: its fields by name, and what ids stand for in their place."""
    hints = get_type_hints(event)
    fields: dict[str, Any] = {}
    annotations: dict[str, Any] = {}
    for name in (each.name for each in dataclasses.fields(event) if each.name not in OF_ALL):
        node, several = node_named(event, name, hints[name]), is_several(hints[name])
        of = graphql_type(hints[name], output_of) if node is None else list[node] if several else node | None  # type: ignore[valid-type]
        annotations[name] = of
        fields[name] = strawberry.field(
            resolver=cast("Any", resolving(name, of, node, several=several)),
            description=meaning(event, name),
            metadata={HOLDS: WITHIN_A_ROW} if several else {},
        )
    made = type(event.__name__, (Fact,), {"__annotations__": annotations, **fields})
    built = strawberry.type(made, name=event.__name__, description=purpose(event))
    built.__init__ = vars(Fact)["__init__"]  # type: ignore[misc]  # strawberry would want every field named
    return cast("type[Fact]", built)


def node_named(event: AnyEvent, name: str, hint: Any) -> type[Node] | None:
    """What the id in a field is one of, if it can be asked for by that. Old entries name units by a word."""
    if name == "unit" and issubclass(event, CitesUnit):
        hint = UnitId
    ids = [each for each in (hint, *get_args(hint)) if isinstance(each, NewType)]
    return node_types().get(ID_TYPES.get(ids[0].__name__, "")) if ids else None


def is_several(hint: Any) -> bool:
    """Whether a field holds several of what it holds."""
    options = get_args(hint) if get_origin(hint) in (Union, types.UnionType) else (hint,)
    return any(get_origin(option) is tuple for option in options)


def resolving(name: str, of: Any, node: type[Node] | None, *, several: bool) -> Callable[..., Any] | None:
    """What answers a field: with what its ids stand for, or with a row shown at the moment; None for what it holds."""
    row = row_type_in(of)

    async def find(self: Fact, info: Info, value: str) -> Node | None:
        return await node.find(info, self.moment, unit_of(value) if name == "unit" else value) if node else None

    async def one(self: Fact, info: Info) -> Any:
        value = self.disclosed.value(name)
        return await find(self, info, value) if value else None

    async def each(self: Fact, info: Info) -> Any:
        found = await asyncio.gather(*(find(self, info, value) for value in self.disclosed.value(name) or ()))
        return [one for one in found if one is not None]

    def show(self: Fact) -> Any:
        value = self.disclosed.value(name)
        return row(value, self.moment) if row and value is not None else None

    ask: Callable[..., Any] | None = (each if several else one) if node else show if row else None
    if ask is not None:
        ask.__annotations__["return"] = of
    return ask


def row_type_in(annotation: Any) -> type[RowType[Any]] | None:
    """The type of rows that an annotation asks for, be it that it may be missing; None for all others."""
    options = (annotation, *get_args(annotation))
    return next((each for each in options if isinstance(each, type) and issubclass(each, RowType)), None)
