"""Naming units: by id; and by the word that stood for one before units had streams of their own."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Final
from uuid import UUID, uuid5

from domain.kernel.facts import Event
from domain.kernel.ids import UnitId
from domain.kernel.memories import Memory

WORDS: Final = UUID("6f1b0a52-3f0e-5c8e-9d0b-7a5c1f2e4d83")
"""The namespace of the ids that words stand for: written once, and never changed."""
UNIT: Final = "unit-"


class CitesUnit(Event[Memory], abstract=True):
    """Something that places somebody or something in a unit. Old entries hold the word that stood for it then."""

    unit: str

    @property
    def in_unit(self) -> UnitId:
        """The unit that it cites, by whichever name."""
        return unit_of(self.unit)


@lru_cache(maxsize=10_000)
def unit_of(cited: str) -> UnitId:
    """The unit that is cited: by its id, or by a word, which is the same root unit wherever it stands."""
    return UnitId(cited if is_unit_id(cited) else f"{UNIT}{uuid5(WORDS, cited)}")


def is_unit_id(text: str) -> bool:
    """Whether a text is spelled like the id of a unit, and is no word for one."""
    spelled = text.removeprefix(UNIT)
    try:
        return spelled != text and str(UUID(spelled)) == spelled
    except ValueError:
        return False


def kinds_that_cite_units() -> tuple[type[CitesUnit[Any]], ...]:
    """Every kind of event that places something in a unit, whichever chapter it stands in."""
    return tuple(kind for kind in below(CitesUnit) if not kind.abstract)


def below(kind: type[CitesUnit[Any]]) -> Iterator[type[CitesUnit[Any]]]:
    for child in kind.__subclasses__():
        yield child
        yield from below(child)
