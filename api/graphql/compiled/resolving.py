"""What asks for the value of a field: the method that strawberry was given, without what it does around each call."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

import strawberry
from graphql import GraphQLField, get_argument_values, get_named_type, is_leaf_type
from strawberry.types.arguments import convert_arguments
from strawberry.types.field import StrawberryField

from api.graphql.compiled.filling import Run
from api.graphql.guarding import ASKED_ABOUT, guarded

if TYPE_CHECKING:
    from api.graphql.compiled.plans import PlannedField

Resolve = Callable[[Any, Run], Any]
"""The value of a field of something, or what has to be waited for."""
DEFINITION: Final = "strawberry-definition"
"""Under which strawberry keeps what a field was made of."""


class NotCompiled(Exception):
    """Something that is left to graphql-core."""


def resolving(field: GraphQLField, planned: PlannedField) -> Resolve:
    """How the value of a field is asked for, by way of the gate."""
    return guarded(field, of_method(definition_of(field), planned))


def is_plain(field: GraphQLField) -> bool:
    """Whether it is a single value that lies ready, and never has to be waited for."""
    return (
        definition_of(field).base_resolver is None
        and ASKED_ABOUT not in field.extensions
        and is_leaf_type(get_named_type(field.type))
    )


def definition_of(field: GraphQLField) -> StrawberryField:
    """What strawberry made a field of."""
    found = field.extensions.get(DEFINITION)
    if not isinstance(found, StrawberryField) or found.extensions:
        raise NotCompiled
    return found


def of_method(made_of: StrawberryField, planned: PlannedField) -> Resolve:
    """The same without the gate."""
    by = made_of.base_resolver
    if by is None:
        name, read = made_of.python_name, made_of.default_resolver
        return lambda source, run: read(source, name)
    if by.parent_parameter or by.root_parameter or not by.self_parameter:
        raise NotCompiled
    method: Callable[..., Any] = by.wrapped_func  # type: ignore[assignment]
    info, asks = by.info_parameter, bool(made_of.arguments)
    if info is None:
        if not asks:
            return lambda source, run: method(source)
        return lambda source, run: method(source, **run.arguments(planned))
    name = info.name
    return lambda source, run: method(
        source, **run.arguments(planned), **{name: strawberry.Info(_raw_info=run.info(planned), _field=made_of)}
    )


def arguments(field: GraphQLField, planned: PlannedField, run: Run) -> dict[str, Any]:
    """What a field is asked with, as its method takes it."""
    made_of, schema = definition_of(field), run.plan.strawberry_schema
    given = get_argument_values(field, planned.nodes[0], run.variables)
    return convert_arguments(
        given,
        made_of.arguments,
        scalar_registry=schema.schema_converter.scalar_registry,
        config=schema.config,
        info=strawberry.Info(_raw_info=run.info(planned), _field=made_of),
    )
