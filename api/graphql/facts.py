"""What entries say, typed by their kinds: the ids in them are answered with what they stand for."""

from __future__ import annotations

import asyncio
import dataclasses
import types
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from textwrap import shorten
from typing import TYPE_CHECKING, Annotated, Any, Final, NewType, Union, cast, get_args, get_origin, get_type_hints

import strawberry

from api.access.disclosed import Disclosed
from api.graphql.context import Info
from api.graphql.costs import HOLDS, WITHIN_A_ROW
from api.graphql.derived import field_type, snake
from api.graphql.described import meaning, purpose
from api.graphql.moment import Moment
from api.graphql.node import Node, is_person_id, node_types
from api.graphql.outcome import camel
from api.graphql.row_types import RowType, resolver
from domain.catalogue import EVENTS, ID_TYPES, AnyEvent
from domain.kernel.facts import Erased
from domain.kernel.ids import PersonId, UnitId
from domain.units.citing import CitesUnit, unit_of

if TYPE_CHECKING:
    from api.graphql.queries.person import Person

OF_ALL: Final = frozenset(("effective_on",))
"""What every kind says, and the interface tells."""
LAST_DAYS: Final = ("until", "ends_on")
"""Where kinds say up to which day something is so."""
ONE_LINE: Final = 120
"""Characters of what was said that a headline takes."""


@strawberry.type(description="Somebody whom an entry names.")
class PersonNamed:
    moment: strawberry.Private[Moment]
    who: strawberry.Private[str]
    named_as: str = strawberry.field(description="As what: the field that names them, as `giver`.")

    @resolver("Who; null where nothing is known of them at that moment.")
    async def person(self, info: Info) -> Annotated[Person, strawberry.lazy("api.graphql.queries.person")] | None:
        return await person_of(info, self.moment, self.who)


@strawberry.interface(description="What an entry says, by its kind: each has a type of its own.")
class Fact:
    disclosed: strawberry.Private[Disclosed]
    moment: strawberry.Private[Moment]

    @resolver("The day it was true, or true from.")
    def effective_on(self) -> date:
        return self.disclosed.effective_on

    @resolver("What happened, in one line: its kind in words, and the first of what was said.")
    def headline(self) -> str:
        said = (self.disclosed.value(name) for name in texts_of(self.disclosed.kind))
        words = next((text for text in said if text), None)
        kind = snake(self.disclosed.kind).replace("_", " ").capitalize()
        return f"{kind}: {shorten(words, ONE_LINE, placeholder='…')}" if words else kind

    @resolver("The day from which on it is so: where one is planned or agreed, that one.")
    def since(self) -> date:
        begins: date | None = self.disclosed.value("starts_on")
        return begins or self.disclosed.effective_on

    @resolver("The last day on which it is so, as far as the entry says one.")
    def until(self) -> date | None:
        ends: date | None = next(filter(None, map(self.disclosed.value, LAST_DAYS)), None)
        return ends

    @resolver("Everybody whom it names, beside whose stream it stands on.", holds=3)
    def people(self) -> list[PersonNamed]:
        named = ((name, self.disclosed.value(name)) for name in people_in(self.disclosed.kind))
        each = ((name, who) for name, held in named for who in (held if isinstance(held, tuple) else (held,)) if who)
        return [PersonNamed(moment=self.moment, who=who, named_as=camel(name)) for name, who in each]

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


async def person_of(info: Info, moment: Moment, value: str) -> Person | None:
    """Whose id this is; None for the id of anything else, as a token's, and where nothing is known of them."""
    found = await node_types()["person"].find(info, moment, value) if is_person_id(value) else None
    return cast("Person | None", found)


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
        of = field_type(name, hints[name]) if node is None else list[node] if several else node | None  # type: ignore[valid-type]
        annotations[name] = of
        fields[name] = strawberry.field(
            resolver=resolving(name, of, node, several=several),
            description=meaning(event, name),
            metadata={HOLDS: WITHIN_A_ROW} if several else {},
        )
    made = type(event.__name__, (Fact,), {"__annotations__": annotations, **fields})
    built = strawberry.type(made, name=event.__name__, description=purpose(event))
    built.__init__ = vars(Fact)["__init__"]  # type: ignore[misc]  # strawberry would want every field named
    return cast("type[Fact]", built)


@cache
def texts_of(kind: str) -> tuple[str, ...]:
    """The fields of a kind that hold what somebody said, as far as it is one text, in their order."""
    hints = get_type_hints(EVENTS[kind])
    return tuple(
        each.name for each in dataclasses.fields(EVENTS[kind]) if {str, Erased} <= {*get_args(hints[each.name])}
    )


@cache
def people_in(kind: str) -> tuple[str, ...]:
    """The fields of a kind that name people, in their order."""
    hints = get_type_hints(EVENTS[kind])
    return tuple(each.name for each in dataclasses.fields(EVENTS[kind]) if PersonId in ids_in(hints[each.name]))


def ids_in(hint: Any) -> list[Any]:
    """The types of the ids that a field holds, be it several or perhaps none."""
    return [each for each in (hint, *get_args(hint)) if isinstance(each, NewType)]


def node_named(event: AnyEvent, name: str, hint: Any) -> type[Node] | None:
    """What the id in a field is one of, if it can be asked for by that. Old entries name units by a word."""
    if name == "unit" and issubclass(event, CitesUnit):
        hint = UnitId
    ids = ids_in(hint)
    return node_types().get(ID_TYPES.get(ids[0].__name__, "")) if ids else None


def is_several(hint: Any) -> bool:
    """Whether a field holds several of what it holds."""
    options = get_args(hint) if get_origin(hint) in (Union, types.UnionType) else (hint,)
    return any(get_origin(option) is tuple for option in options)


def resolving(name: str, of: Any, node: type[Node] | None, *, several: bool) -> Callable[..., Any]:
    """What answers a field: with what its ids stand for, with a row shown at the moment, or with what it holds."""
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
        return row(value, self.moment) if row and value is not None else value

    ask: Callable[..., Any] = show if node is None else each if several else one
    ask.__annotations__["return"] = of
    return ask


def row_type_in(annotation: Any) -> type[RowType[Any]] | None:
    """The type of rows that an annotation asks for, be it that it may be missing; None for all others."""
    options = (annotation, *get_args(annotation))
    return next((each for each in options if isinstance(each, type) and issubclass(each, RowType)), None)
