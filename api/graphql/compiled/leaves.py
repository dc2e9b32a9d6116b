"""What clients are told of single values: as their types say, and at once where a value is what it should be."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import Any, Final

from graphql import (
    GraphQLBoolean,
    GraphQLEnumType,
    GraphQLID,
    GraphQLInt,
    GraphQLLeafType,
    GraphQLString,
    Undefined,
)

Leaf = Callable[[Any], Any]
OF_INT: Final = range(-(2**31), 2**31)


def leaf(of: GraphQLLeafType) -> Leaf:
    """How a value of a type is told; raises what graphql-core raises where it is none."""

    def slowly(value: Any) -> Any:
        told = of.coerce_output_value(value)
        if told is None or told is Undefined:
            raise TypeError(f"{of}: {value!r} is told as nothing")
        return told

    if of in (GraphQLString, GraphQLID):
        return lambda value: value if type(value) is str else slowly(value)
    if of is GraphQLBoolean:
        return lambda value: value if type(value) is bool else slowly(value)
    if of is GraphQLInt:
        return lambda value: value if type(value) is int and value in OF_INT else slowly(value)
    return of_enum(of, slowly) if isinstance(of, GraphQLEnumType) else slowly


def of_enum(of: GraphQLEnumType, slowly: Leaf) -> Leaf:
    """The name of a member, which is looked up once."""
    names: dict[Any, str] = {}

    def told(value: Any) -> Any:
        if not isinstance(value, Enum):  # a text may be equal to a member, and is none
            return slowly(value)
        if (name := names.get(value)) is None:
            name = names[value] = slowly(value)
        return name

    return told
