"""From which end a list is told that has grown in time."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import Annotated, TypeVar

import strawberry

from api.graphql.derived import enum_of

T = TypeVar("T")


class TimeOrder(Enum):
    """From which end a list is told that has grown in time."""

    EARLIEST_FIRST = "earliest"
    LATEST_FIRST = "latest"


enum_of(TimeOrder)
InTime = Annotated[TimeOrder, strawberry.argument(description="From which end it is told.")]


def in_time(earliest_first: Sequence[T], order: TimeOrder) -> list[T]:
    """The same in the order that is asked for."""
    return list(earliest_first if order is TimeOrder.EARLIEST_FIRST else reversed(earliest_first))
