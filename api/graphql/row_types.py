"""What every answer's types have in common: a row of a read model, and the moment it was read at."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import Any, Generic, TypeVar, cast

import strawberry
from strawberry.types.nodes import SelectedField, Selection

from api.graphql.costs import HOLDS, PRICE, PRICE_IN_ORDER
from api.graphql.moment import Moment
from domain.kernel.facts import Erased

Row = TypeVar("Row")
Method = TypeVar("Method", bound=Callable[..., Any])


def resolver(
    description: str, *, holds: int | None = None, price: int = 0, price_in_order: int = 0, instead: str | None = None
) -> Callable[[Method], Method]:
    """A field that a method answers; to other methods it stays the method that it is.

    What it `holds`, as a list, its `price`, and that of an order are what limits count with. One that stays only for
    those who ask for it already names the field to ask for `instead`.
    """
    declared = {PRICE: price, PRICE_IN_ORDER: price_in_order} | ({} if holds is None else {HOLDS: holds})
    deprecated = None if instead is None else f"Ask for `{instead}`."
    field = strawberry.field(description=description, metadata=declared, deprecation_reason=deprecated)
    return cast("Callable[[Method], Method]", field)


class RowType(Generic[Row]):
    """Shows a row: a field that its type does not resolve itself is the row's attribute of that name."""

    def __init__(self, row: Row, moment: Moment) -> None:
        self.row, self.moment = row, moment

    def __getattr__(self, name: str) -> Any:
        return getattr(self.row, name)


def attribute(of: object, name: str) -> object:
    """What a plain field answers; text whose key is destroyed reads as null."""
    value = getattr(of, name)
    return None if isinstance(value, Erased) else value


def selects(selected: Iterable[Selection], names: Collection[str]) -> bool:
    """Whether a field of one of these names is asked for, however deep."""
    return any(
        (isinstance(each, SelectedField) and each.name in names) or selects(each.selections, names) for each in selected
    )
