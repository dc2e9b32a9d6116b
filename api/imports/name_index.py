"""People by their names: as they are written, or with initials, titles and signs left out, where that is one person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import Generic, TypeVar

from api.imports.names import forms_of, keys_of, may_be_one

T = TypeVar("T")


class NameIndex(Generic[T]):
    """Finds whoever a name can mean. Names are gone through when the first is asked for."""

    def __init__(self, named: Callable[[], Iterable[tuple[T, str]]], name_of: Callable[[T], str]) -> None:
        self._named = named
        self.name_of = name_of

    def find(self, called: str) -> tuple[T, ...]:
        """Whoever is called that; else whoever can be, as names are written shorter or longer."""
        exact = [one for key in keys_of(called) for one in self._by_key.get(key, ())]
        return tuple(dict.fromkeys(exact or self._alike(called)))

    def _alike(self, called: str) -> Iterator[T]:
        for words in forms_of(called):
            lists = [self._by_word[word] for word in words if word in self._by_word]
            for one in dict.fromkeys(one for near in lists for one in near):
                if any(may_be_one(words, name) for name in forms_of(self.name_of(one))):
                    yield one

    @cached_property
    def _by_key(self) -> dict[str, tuple[T, ...]]:
        index: dict[str, tuple[T, ...]] = {}
        for one, name in self._named():
            for key in keys_of(name):
                index[key] = (*index.get(key, ()), one)
        return index

    @cached_property
    def _by_word(self) -> dict[str, list[T]]:
        index: defaultdict[str, list[T]] = defaultdict(list)
        for one, name in self._named():
            for word in dict.fromkeys(word for form in forms_of(name) for word in form if len(word) > 1):
                index[word].append(one)
        return dict(index)
