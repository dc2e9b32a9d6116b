"""People by their names: as they are written, or with initials, titles and signs left out, where that is one person."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import Generic, TypeVar

from api.imports.names import AFFIXES, Forms, forms_of, is_short_for, keys_in, keys_of, may_be_one

T = TypeVar("T")


class NameIndex(Generic[T]):
    """Finds whoever a name can mean. Names are gone through when the first is asked for."""

    def __init__(self, named: Callable[[], Iterable[tuple[T, str]]], name_of: Callable[[T], str]) -> None:
        self._named = named
        self.name_of = name_of

    def find(self, called: str) -> tuple[T, ...]:
        """Whoever is called that; else whoever can be, as names are written shorter or longer."""
        if not self._by_key and not self._by_core:
            return ()
        forms = tuple(forms_of(called))
        exact = [one for key in keys_in(forms) for one in self._by_key.get(key, ())]
        return tuple(dict.fromkeys(exact or self._shortened(forms) or self._alike(forms) or self._abbreviated(forms)))

    def _shortened(self, forms: Forms) -> list[T]:
        """Whoever has the same words in their name, some initials and titles apart."""
        near = (one for key in map(core_of, forms) for one in self._by_core.get(key, ()))
        return [one for one in near if self._can_be(forms, one)]

    def _alike(self, forms: Forms) -> list[T]:
        """Whoever has an initial where the other has a word: a word, and a beginning, are the same in both."""
        near = (one for words in forms for pair in pairs_in(words) for one in self._by_pair.get(pair, ()))
        return [one for one in dict.fromkeys(near) if self._can_be(forms, one)]

    def _abbreviated(self, forms: Forms) -> list[T]:
        """Whoever has more family names than those that stand behind an initial."""
        near = (one for words in forms for pair in pairs_in(words) for one in self._by_pair.get(pair, ()))
        return [one for one in dict.fromkeys(near) if self._is_short(forms, one)]

    def _is_short(self, forms: Forms, one: T) -> bool:
        own = tuple(forms_of(self.name_of(one)))
        return any(is_short_for(words, name) for words in forms for name in own)

    def _can_be(self, forms: Forms, one: T) -> bool:
        own = tuple(forms_of(self.name_of(one)))
        return any(may_be_one(words, name) for words in forms for name in own)

    @cached_property
    def _by_key(self) -> dict[str, tuple[T, ...]]:
        return indexed(self._named(), keys_of)

    @cached_property
    def _by_core(self) -> dict[str, tuple[T, ...]]:
        return indexed(self._named(), lambda name: dict.fromkeys(map(core_of, forms_of(name))))

    @cached_property
    def _by_pair(self) -> dict[str, tuple[T, ...]]:
        return indexed(self._named(), lambda name: {pair: None for words in forms_of(name) for pair in pairs_in(words)})


def indexed(named: Iterable[tuple[T, str]], keys: Callable[[str], Iterable[str]]) -> dict[str, tuple[T, ...]]:
    """Whoever has each key."""
    index: dict[str, tuple[T, ...]] = {}
    for one, name in named:
        for key in keys(name):
            index[key] = (*index[key], one) if key in index else (one,)
    return index


def core_of(words: Sequence[str]) -> str:
    """The words of a name without initials and titles, whichever comes first."""
    return " ".join(sorted(word for word in words if len(word) > 1 and word not in AFFIXES))


def pairs_in(words: Sequence[str]) -> Iterator[str]:
    """Each word of a name with the beginning of each other."""
    for place, word in enumerate(words):
        if len(word) > 1 and word not in AFFIXES:
            yield from (f"{word} {other[0]}" for number, other in enumerate(words) if number != place)
