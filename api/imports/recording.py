"""Asking the rules: first in rehearsal, where nothing is written, then for the ledger, in bulk."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID, uuid4

from api.imports.problems import Problem
from api.services import holds_a_framework, publication
from domain.kernel.commands import Command
from domain.kernel.history import BeginLedger
from domain.kernel.refusals import Refusal
from domain.people.moving import PersonMoved
from domain.people.steps_up import Exemption
from ledger import Entry, Ledger, Receipt, Request
from ledger.identifiers import is_person

REHEARSAL: Final = "rehearsal"
SHOWN: Final = 8
"""How many entries a rehearsal keeps to show."""


@dataclass(frozen=True)
class Asked:
    """A command, and where in which file it comes from."""

    row: int
    whom: str
    """Whom it is about, as the file calls them."""
    command: Command[Any]
    command_id: UUID
    counted: str = "row"
    beside: bool = False
    """Whether the file does not say it itself, and needs it all the same: as a unit that is established for it."""
    identifier: str = ""
    """Of whom nothing else is recorded either where the rules refuse it, by the file's own identifier."""

    def request(self, by: str) -> Request:
        """The same, as it is asked of the ledger."""
        return Request(self.command, by, self.command_id)

    def refused(self, refusal: Refusal) -> Problem:
        """The rules' no, in the words of the file."""
        what = str(refusal).replace(f"“{self.command.stream}”", f"“{self.whom}”") if self.whom else str(refusal)
        return Problem(self.row, refusal.field or "", "", what, self.counted, self.identifier)


@dataclass
class Rehearsed:
    """What would become of everything that is asked for."""

    kinds: Counter[str] = field(default_factory=Counter)
    samples: list[tuple[Asked, Entry[Any]]] = field(default_factory=list)
    commands: int = 0
    about: set[str] = field(default_factory=set)
    """About whom something would be recorded."""
    problems: list[Problem] = field(default_factory=list)
    not_stated: list[Asked] = field(default_factory=list)
    """Steps up of which nobody says how they came about."""

    @property
    def people(self) -> int:
        """About how many people."""
        return len(self.about)


@dataclass
class Recorded:
    """What has become of what was asked for, as far as it has come."""

    entries: int = 0
    commands: int = 0
    row: int = 0
    """The last row of which all is recorded."""
    problems: list[Problem] = field(default_factory=list)


def kind_of(entry: Entry[Any]) -> str:
    """What an entry says, and whether it takes another one's place."""
    return f"{entry.kind}, corrected" if entry.supersedes and entry.kind != "EntryRetracted" else entry.kind


def is_not_stated(entry: Entry[Any]) -> bool:
    """Whether it is a step up of which nobody says how it came about."""
    return isinstance(entry.event, PersonMoved) and entry.event.exempt is Exemption.NOT_STATED


def is_unused(ledger: Ledger) -> bool:
    """Whether nothing has been recorded but frameworks."""
    return all(entry.stream.startswith("framework-") for entry in ledger.entries(opened=False))


def beginning(ledger: Ledger, by: str) -> Request | None:
    """What the first import into an empty ledger says before all else: that the ledger begins today."""
    return Request(BeginLedger(effective_on=ledger.today()), by, uuid4()) if is_unused(ledger) else None


def rehearse(
    ledger: Ledger,
    plan: Iterable[list[Asked]],
    looked_at: Callable[[str], bool] = lambda name: False,
    begins: Request | None = None,
) -> Rehearsed:
    """What would become of a plan, batch by batch.

    Commands of one batch look at what another would write only on streams that are `looked_at`.
    """
    rehearsal, rehearsed = ledger.rehearsal(), Rehearsed()
    without_framework = not holds_a_framework(ledger)
    for batch in plan:
        rehearsal.turn_over([asked.command for asked in batch], looked_at)
        if without_framework:
            rehearsal.decide(Request(publication(), REHEARSAL, uuid4()))
        if begins:
            rehearsal.decide(begins)
        for asked in batch:
            try:
                entries = rehearsal.decide(asked.request(REHEARSAL))
            except Refusal as refusal:
                rehearsed.problems.append(asked.refused(refusal))
                continue
            rehearsed.kinds.update(map(kind_of, entries))
            if any(is_not_stated(entry) for entry in entries):
                rehearsed.not_stated.append(asked)
            rehearsed.samples += [(asked, entry) for entry in entries[: SHOWN - len(rehearsed.samples)]]
        rehearsed.commands += len(batch)
        rehearsed.about.update(asked.command.stream for asked in batch if is_person(asked.command.stream))
    return rehearsed


def record(
    ledger: Ledger, plan: Iterable[list[Asked]], by: str, recorded: Recorded, progress: Callable[[int], None]
) -> None:
    """Record a plan; `recorded` is brought forward as it is, so that it holds also where this is stopped half-way."""
    on_their_way: deque[Asked] = deque()

    def requests() -> Iterator[Request]:
        for batch in plan:
            for asked in batch:
                on_their_way.append(asked)
                yield asked.request(by)

    for result in ledger.record_many(requests(), progress=progress):
        asked = on_their_way.popleft()
        recorded.commands += 1
        recorded.row = asked.row
        if isinstance(result, Receipt):
            recorded.entries += 0 if result.repeated else len(result.references)
        else:
            recorded.problems.append(asked.refused(result))
