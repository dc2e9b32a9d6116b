"""What a field costs, as it is declared where the field is: how many a list holds, and the price of a dear one."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, Final

from graphql import GraphQLField, GraphQLList, GraphQLNonNull, GraphQLOutputType, is_leaf_type

HOLDS: Final = "holds"
"""Under which a list of objects without pages says how many it holds, as a rule at most; where it is told how many are
asked for, these are counted."""
PRICE: Final = "price"
"""Under which a field says what answering it costs, beside the objects in its answer and in as many of them."""
PRICE_IN_ORDER: Final = "price in order"
"""Under which it says what it costs beside that where an order is asked for: all of the list may have to be read."""
ORDER_BY: Final = "orderBy"
WITHIN_A_ROW: Final = 10
"""What a list holds that stands whole in one entry or row, as the criteria of an edition."""
COUNTED_BY_ITS_PAGE: Final[Mapping[str, int]] = {HOLDS: 0}
"""What a page's own lists declare: where the page is asked for, its `first` says how many there are."""
INTROSPECTION: Final[Mapping[str, int]] = {"__schema": 4_000, "__type": 200}
"""What is told of the schema itself, in objects."""


def declared(field: GraphQLField) -> Mapping[str, Any]:
    """What the declaration of a field says that it costs."""
    definition = (field.extensions or {}).get("strawberry-definition")
    return definition.metadata if definition is not None else {}


def holds(field: GraphQLField) -> int:
    """How many objects a field answers with, where its arguments do not say."""
    said: int = declared(field).get(HOLDS, 1)
    return said


def price(field: GraphQLField, arguments: Collection[str] = ()) -> int:
    """What answering a field costs beside, where it is asked with these arguments."""
    said = declared(field)
    in_order: int = said.get(PRICE_IN_ORDER, 0) if ORDER_BY in arguments else 0
    return int(said.get(PRICE, 0)) + in_order


def is_list_of_objects(of: GraphQLOutputType) -> bool:
    """Whether a field of this type answers with objects one after the other."""
    if isinstance(of, GraphQLNonNull):
        of = of.of_type
    if not isinstance(of, GraphQLList):
        return False
    inner = of.of_type
    return not is_leaf_type(inner.of_type if isinstance(inner, GraphQLNonNull) else inner)
