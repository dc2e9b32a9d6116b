"""Differences as rows that a person reads: where something stands, what became of it, and what it said then and now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from api.pages.differences import Difference
from api.pages.templates import in_words
from api.pages.told_in_words import Named, Words
from api.pages.wording import message, said

IN_WORDS: Final = {"added": message("added"), "gone": message("gone"), "otherwise": message("reads otherwise")}
ANOTHER: Final = message("another")
NO_NEWS: Final = frozenset(
    ("entry", "fact", "nodes", "own", "now", "person", "role", "unit", "feedbackCycle", "promotionCase")
)
"""Steps that say nothing to whoever knows which page they are on."""


@dataclass(frozen=True)
class DifferenceRow:
    """One difference."""

    where: Sequence[Named]
    change: str
    then: Sequence[Named]
    now: Sequence[Named]

    @property
    def in_line(self) -> str:
        """The same on one line."""
        where, then, now = (" ".join(one.text for one in each) for each in (self.where, self.then, self.now))
        what = {"added": now, "gone": then}.get(self.change, f"{then} → {now}")
        return f"{where}: {self.called}: {what}"

    @property
    def called(self) -> str:
        """What became of it."""
        return said(IN_WORDS[self.change])


def rows_of(found: Sequence[Difference], told: Words) -> list[DifferenceRow]:
    """Each difference as a row."""
    return [row_of(one, told) for one in found]


def row_of(one: Difference, told: Words) -> DifferenceRow:
    """One of them. A row of a list that was added, or is gone, is told as what it says, and not as where it stands."""
    whole = one.then if one.now is None else one.now
    steps = one.steps[:-1] if len(one.steps) > 1 and one.steps[-1] == whole else one.steps
    where = [step_of(step, told) for step in steps if not isinstance(step, str) or step not in NO_NEWS]
    first, *others = where or [step_of(steps[-1], told)]
    then, now = (told.value(each) for each in (one.then, one.now))
    if then == now:  # it is told in words that do not tell them apart, as “an entry”
        now = [Named(said(ANOTHER))]
    return DifferenceRow([first._replace(text=first.text[:1].upper() + first.text[1:]), *others], one.change, then, now)


def step_of(step: Any, told: Words) -> Named:
    """One step of the way."""
    return Named(in_words(step)) if isinstance(step, str) else told.row(step)
