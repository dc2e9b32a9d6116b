"""What a file would change of most whom the ledger knows: more often a mistake than a change, so it has to be said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Final, NamedTuple

from api.imports.histories import History
from api.imports.problems import Problem


class Change(NamedTuple):
    """One kind of change: how it is told, and whether it is asked about where it is one of most."""

    words: str
    """Who it is about, and what becomes of them, after how many of how many."""
    sample: str = "“{who}” from “{was}” to “{told}”"
    asked: bool = True
    """Not what a history tells of earlier times: that is what it is for."""
    many_known: bool = False
    """Whether it can be a mistake as soon as so many are known, and not only where so many change."""


PLACED: Final[Mapping[str, str]] = {"unit": "unit", "job_title": "job title", "level": "level", "manager": "manager"}
"""What is compared of a placement, in words."""
NAME: Final = "name"
LAST_DAY: Final = "last_day"
THEN: Final = "then"
MARKS: Final = "marks"
LEFT: Final = "left_on"
ANEW: Final = "joined"
CHANGES: Final[Mapping[str, Change]] = {
    NAME: Change("people who are known get another name"),
    **{name: Change(f"people who are known get another {words}") for name, words in PLACED.items()},
    LAST_DAY: Change("people who are known get another last day"),
    THEN: Change("people who are known stood elsewhere then, as is corrected", asked=False),
    MARKS: Change("reviews that are known get other marks", many_known=True),
    LEFT: Change("people who are here leave", "“{who}” on {told}"),
    ANEW: Change(
        "new people are called as people who are known by another identifier, and came on the same day",
        "“{who}”, {told}",
    ),
}
"""Whatever is counted."""
FEWEST: Final = 5
"""So many people at least are most of them; fewer may well change all at once."""
SHOWN: Final = 3
OR: Final = (
    "two columns may be swapped, rows left out, the identifiers another firm's, or the day another: mend it, or name"
    " another --system or --as-of; where it is so, say --many-changes"
)
"""What may be the matter, and what to do."""


@dataclass
class MuchChanged:
    """Of how many whom the ledger knows something was known, and is told otherwise of the day of the export."""

    asked: bool = True
    """Whether that is asked about; not where whoever imports has said that the file is right."""
    known: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    overtaken: dict[str, date] = field(default_factory=dict)
    """Who stands elsewhere from the day of the export on, and of whom the ledger was told after it, with that day."""
    shown: dict[str, list[tuple[str, str, str]]] = field(default_factory=dict)
    """The first of them, by field: who, what was known, and what is told."""

    def begin(self) -> None:
        """Nobody has been looked at yet."""
        self.known.clear()
        self.changed.clear()
        self.overtaken.clear()
        self.shown.clear()

    def add(self, identifier: str, before: History, after: History, on: date, recorded_on: date) -> None:
        """Take somebody into account, as the ledger knows them and as it would; it was last told of them on a day."""
        if not before.stays:
            return
        stay, last = before.stays[-1], after.stays[-1]
        if stay.left_on is not None and len(before.stays) == len(after.stays):
            self.note(LAST_DAY, identifier, str(stay.left_on), str(last.left_on or ""))
        was, told = stood_otherwise(before, after)
        self.note(THEN, identifier, was, told)
        if stay.left_on is not None and stay.left_on < on:
            return
        self.note(LEFT, identifier, "", str(last.left_on) if last.left_on and not stay.left_on else "")
        taken = after.names != before.names and len(after.names) > len(before.names)
        self.note(NAME, identifier, before.name_on(on), after.name_on(on) if taken else "")
        stood, stands = stay.stood_on(on), last.stood_on(on)
        if stands.at is None and stands.on == on < recorded_on:
            self.overtaken[identifier] = recorded_on
        for name in PLACED:
            if was := getattr(stood.placement, name):
                told = getattr(stands.placement, name) if stands.at is None else ""
                self.note(name, identifier, str(was), str(told or ""))

    def note(self, name: str, identifier: str, was: str, told: str) -> None:
        """One field of somebody: what was known, and what is told otherwise, if anything is."""
        self.known[name] += 1
        if told and told != was:
            self.changed[name] += 1
            samples = self.shown.setdefault(name, [])
            if len(samples) < SHOWN:
                samples.append((identifier, was, told))

    def leaves(self, identifier: str, on: date) -> None:
        """Somebody who is here, of whom the file does not tell, and who leaves for that."""
        self.note(LEFT, identifier, "", str(on))

    def met(self, identifier: str, called: str, *, is_twin: bool) -> None:
        """Somebody new; a twin is called as somebody whom the ledger knows, and came on the same day."""
        self.note(ANEW, identifier, "", called if is_twin else "")

    def most(self) -> Iterator[str]:
        """What would be changed of most of them, where that is asked about."""
        return (name for name, times in self.changed.items() if self.asked and self.is_most(CHANGES[name], name, times))

    def is_most(self, change: Change, name: str, times: int) -> bool:
        """Whether so many changes of a kind are more likely a mistake."""
        known = self.known[name]
        return change.asked and (known if change.many_known else times) >= FEWEST and 2 * times > known

    def told(self, names: Mapping[str, str]) -> Iterator[str]:
        """What is changed of some of them, in words."""
        asked = {ANEW, *self.most()}
        return (f"{self.in_words(name, names)}." for name in self.changed if name not in asked)

    def later(self, on: date) -> Iterator[str]:
        """That a file is older than what the ledger was told since, where it has somebody stand elsewhere."""
        if self.overtaken:
            listed = ", ".join(f"“{one}” on {day}" for one, day in islice(self.overtaken.items(), SHOWN))
            more = " …" if len(self.overtaken) > SHOWN else ""
            people = "1 person stands" if len(self.overtaken) == 1 else f"{len(self.overtaken)} people stand"
            yield (
                f"{people} elsewhere from {on} on, and the ledger was told of them after that day ({listed}{more}):"
                " where that was by a file of a later day, import that file again after this one."
            )

    def problems(self, names: Mapping[str, str]) -> Iterator[Problem]:
        """What has to be said before that is recorded; `names` are those of units and people, by their ids."""
        for name in self.most():
            yield Problem(0, "", "", f"{self.in_words(name, names)}: {OR}")

    def in_words(self, name: str, names: Mapping[str, str]) -> str:
        """How many are told otherwise, and some of them."""
        times, shown, change = self.changed[name], self.shown[name], CHANGES[name]
        samples = [
            change.sample.format(who=who, was=names.get(was, was), told=names.get(told, told))
            for who, was, told in shown
        ]
        more = " …" if times > len(shown) else ""
        return f"{times} of {self.known[name]} {change.words} ({', '.join(samples)}{more})"


def stood_otherwise(before: History, after: History) -> tuple[str, str]:
    """The unit that an entry has somebody stand in, and that in which it will; the first such, or nothing."""
    known = {stood.at: stood.placement.unit for stay in before.stays for stood in stay.stood}
    for stood in (stood for stay in after.stays for stood in stay.stood if stood.at):
        was = known.get(stood.at, stood.placement.unit)
        if was != stood.placement.unit:
            return str(was), str(stood.placement.unit)
    return "", ""
