"""How what resolvers answer becomes what clients are told, worked out once for each type and selection."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from graphql import (
    GraphQLError,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLUnionType,
    is_leaf_type,
)
from graphql.pyutils import is_iterable

from api.graphql.compiled.filling import Complete, Path, Run, fill
from api.graphql.compiled.leaves import leaf

if TYPE_CHECKING:
    from api.graphql.compiled.plans import PlannedField

Fields = Callable[[GraphQLObjectType], Sequence["PlannedField"]]
"""What is asked of an object of a type."""


def completing(of: GraphQLOutputType, field: PlannedField, fields: Fields) -> Complete:
    """How a value of a type is told, of a field, and of its objects these fields."""
    if isinstance(of, GraphQLNonNull):
        return never_null(completing(of.of_type, field, fields), field)
    if isinstance(of, GraphQLList):
        return of_list(of, field, fields)
    if isinstance(of, GraphQLObjectType):
        return of_object(of, field, fields)
    if isinstance(of, GraphQLInterfaceType | GraphQLUnionType):
        return of_one_of_several(of, field, fields)
    tell = leaf(of)
    return lambda value, run, path: None if value is None else tell(value)


def never_null(complete: Complete, field: PlannedField) -> Complete:
    """Where null is not told."""
    said = f"Cannot return null for non-nullable field {field.parent}.{field.name}."

    def completed(value: Any, run: Run, path: Path) -> Any:
        if value is None:
            raise TypeError(said)
        return complete(value, run, path)

    return completed


def of_object(of: GraphQLObjectType, field: PlannedField, fields: Fields) -> Complete:
    """An object of one type."""
    asked = cache(partial(fields, of))
    fits = Fitting(of, field)

    def completed(value: Any, run: Run, path: Path) -> Any:
        if value is None:
            return None
        fits.check(value, run)
        return fill(asked(), value, run, path)

    return completed


def of_one_of_several(of: GraphQLInterfaceType | GraphQLUnionType, field: PlannedField, fields: Fields) -> Complete:
    """An object of one of several types; which one its class says, so that each class is asked about once."""
    known: dict[type, Complete] = {}

    def completed(value: Any, run: Run, path: Path) -> Any:
        if value is None:
            return None
        complete = known.get(type(value))
        if complete is None:
            complete = known[type(value)] = of_object(type_of(value, of, run.info(field)), field, fields)
        return complete(value, run, path)

    return completed


def type_of(value: Any, of: GraphQLInterfaceType | GraphQLUnionType, info: Any) -> GraphQLObjectType:
    """The type of an object."""
    named = of.resolve_type(value, info, of) if of.resolve_type else None
    found = info.schema.type_map.get(named)
    if not isinstance(found, GraphQLObjectType) or not info.schema.is_sub_type(of, found):
        raise GraphQLError(f"“{type(value).__name__}” is no type of “{of}”")
    return found


class Fitting:
    """Whether values are of the type that they are told as; each class is asked about once."""

    def __init__(self, of: GraphQLObjectType, field: PlannedField) -> None:
        self._of, self._field = of, field
        self._fit: set[type] = set()

    def check(self, value: Any, run: Run) -> None:
        """Raises where a value is of another type."""
        if self._of.is_type_of is None or type(value) in self._fit:
            return
        if not self._of.is_type_of(value, run.info(self._field)):
            raise GraphQLError(f"“{type(value).__name__}” is no value of “{self._of}”")
        self._fit.add(type(value))


def of_list(of: GraphQLList[Any], field: PlannedField, fields: Fields) -> Complete:
    """A list, each of its items for itself."""
    complete = completing(of.of_type, field, fields)
    nullable = not isinstance(of.of_type, GraphQLNonNull)
    item_of = of.of_type if nullable else of.of_type.of_type
    may_wait = not is_leaf_type(item_of)

    def completed(value: Any, run: Run, path: Path) -> Any:
        if value is None:
            return None
        if not is_iterable(value):
            raise GraphQLError(f"“{type(value).__name__}” is no list")
        told: list[Any] = []
        for place, item in enumerate(value):
            here = (path, place, nullable)
            try:
                if may_wait and hasattr(type(item), "__await__"):
                    told.append(None)
                    run.later(told, place, item, complete, field, here)
                else:
                    told.append(complete(item, run, here))
            except Exception as why:
                told.append(None)
                run.failed(why, field, here)
        return told

    return completed
