"""Some at a time, so that what is long need not be in memory as a whole."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")


def in_batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """The items, `size` at a time."""
    source = iter(items)
    while batch := list(islice(source, size)):
        yield batch
