"""Every field asks whether whoever looks may see it, before anything is read for it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from typing import Any, Final

from graphql import GraphQLField, GraphQLNonNull, GraphQLObjectType, GraphQLSchema, default_field_resolver

from api.access.sight import OPEN_TO_ALL, Unknown
from api.access.sorts import Sorted
from api.graphql.told import FIELDS, About, about

NOT_TOLD = "Null where you may not see it."
ASKED_ABOUT: Final = "asked about"
"""Under which a field keeps of which sort it is, and about whom."""
Resolve = Callable[..., Any]


def guard(schema: GraphQLSchema) -> None:
    """Have the fields of a schema ask. What may be withheld may be null, and says so."""
    for of in schema.type_map.values():
        if isinstance(of, GraphQLObjectType) and of is not schema.mutation_type:
            for name, field in of.fields.items():
                what = about(of.name, name)
                if what is not None and not is_open(what, of.name):
                    withhold(f"{of.name}.{name}", field, what)


def is_open(what: About, of: str) -> bool:
    """Whether a field is told to everybody, whatever it is asked about."""
    return of in FIELDS and what.sort(None) in OPEN_TO_ALL


def withhold(name: str, field: GraphQLField, what: About) -> None:
    """Have one field ask."""
    if isinstance(field.type, GraphQLNonNull):
        field.type = field.type.of_type
    field.description = " ".join(filter(None, (field.description, NOT_TOLD)))
    field.extensions = {**field.extensions, ASKED_ABOUT: (name, what)}
    field.resolve = guarded(field, field.resolve or default_field_resolver)


def guarded(field: GraphQLField, resolve: Resolve) -> Resolve:
    """What resolves a field, asked only of what may be seen; whatever way a document is run, it is asked so."""
    if ASKED_ABOUT not in field.extensions:
        return resolve
    name, what = field.extensions[ASKED_ABOUT]

    async def awaited(told: Any, info: Any, ways: Iterable[Sorted], arguments: dict[str, Any]) -> Any:
        if not await info.context.tells_as(ways, is_a_look=what.is_a_look):
            return info.context.sight.withhold(name)
        answer = resolve(told, info, **arguments)
        return await answer if isinstance(answer, Awaitable) else answer

    def asked(told: Any, info: Any, **arguments: Any) -> Any:
        sort, sight = what.sort(told), info.context.sight
        if sort is None:
            return resolve(told, info, **arguments) if sight.all else sight.withhold(name)
        subject, entry = what.subject(told), what.entry(told)
        way = sight.way_to(sort, subject, entry)
        if way is None:
            also = [*what.also(told)]
            return awaited(told, info, also, arguments) if also else sight.withhold(name)
        if not isinstance(way, Unknown):
            if what.is_a_look:
                sight.note(sort, subject, way)
            return resolve(told, info, **arguments)

        return awaited(told, info, ((sort, subject, entry), *what.also(told)), arguments)

    return asked
