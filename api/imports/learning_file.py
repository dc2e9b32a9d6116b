"""Learning as a learning system lists it: who completed what, when, how long it took, and what it cost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from api.formulas import unguarded
from api.imports.basis import RowsTold, first_of_all, in_words
from api.imports.batches import in_batches
from api.imports.learning_cells import COMPLETED, MODES, hours_in, money_in, says_minutes
from api.imports.problems import about_the_file
from api.imports.recording import Asked
from api.imports.rows import Row
from api.imports.wanted import Wanted
from api.imports.words import squeezed
from domain.amendments.corrections import CorrectEntry
from domain.development.learning import CompleteLearning, LearningCompleted, LearningMode
from domain.kernel.facts import Erased
from domain.kernel.ids import PersonId
from domain.kernel.standing import standing
from domain.kernel.words import folded
from domain.people.joining import PersonJoined
from ledger import Entry

LEARNING: Final = Wanted(
    ("learner", "learner_name", "topic", "mode", "hours", "completed_on", "completion", "module", "provider",
     "cost", "currency", "cancelled"),
    {"topic": "say what it was about"},
    ("completed_on", "completed_on"),
    one_of=(("learner", "learner_name"), ("completed_on",)),
)  # fmt: skip
ROWS_AT_ONCE: Final = 500
TAKEN: Final = ("mode", "topic", "hours", "provider", "module", "cost", "currency")
"""What is compared with what the ledger has."""
NO_MODULE: Final = "none"
"""What --module says of a code that stands for no module."""

Unreadable = ValueError


@dataclass
class LearningTold(RowsTold):
    """A file of learning records, held against a ledger."""

    modes: Mapping[str, LearningMode] = field(default_factory=dict, kw_only=True)
    """What whoever imports has said that kinds of courses mean."""
    modules: Mapping[str, str] = field(default_factory=dict, kw_only=True)
    """For which modules codes of courses stand, as whoever imports has said."""
    currency: str | None = field(default=None, kw_only=True)
    """The currency of amounts that name none."""
    told: dict[tuple[PersonId, str, date], tuple[int, CompleteLearning]] = field(default_factory=dict, kw_only=True)
    """Which row tells each thing that somebody learned."""
    met: Counter[tuple[str, str]] = field(default_factory=Counter, kw_only=True)
    """The kinds of courses, with the mode that each is taken for."""
    not_completed: list[str] = field(default_factory=list, kw_only=True)
    """The rows that tell of nothing that was completed."""
    corrected: list[str] = field(default_factory=list, kw_only=True)
    """What is told otherwise than it is recorded."""

    def __iter__(self) -> Iterator[list[Asked]]:
        self.begin()
        for each in (self.told, self.met, self.not_completed, self.corrected):
            each.clear()
        if next(self.basis.ledger.entries(kinds=(PersonJoined.__name__,), opened=False), None) is None:
            raise about_the_file("The ledger knows nobody yet: import people first (leadership import people FILE)")
        for rows in in_batches(self.understood(), ROWS_AT_ONCE):
            named = [
                (row, person)
                for row in rows
                if self.is_completed(row) and (person := self.person(row, "learner", "learner_name"))
            ]
            streams = self.basis.ledger.streams(
                list(dict.fromkeys(person for _, person in named)), kinds=(LearningCompleted.__name__,)
            )
            self.basis.ledger.keys.fetch(person for person, stream in streams.items() if stream)
            if asked := [one for row, person in named for one in self.about(row, person, streams.get(person, ()))]:
                yield asked

    def in_words(self) -> Iterator[str]:
        """What is to be told beside."""
        if self.met:
            yield f"{self.rows.heading('mode')} says how it was learned: {in_words(self.met)}."
        elif "mode" not in self.rows.headings():
            yield "No column says how it was learned: all is taken as a course; name one with --column mode=HEADING."
        if self.not_completed:
            rows = "a row tells" if len(self.not_completed) == 1 else f"{len(self.not_completed)} rows tell"
            yield f"Left out: {rows} of nothing that was completed, {first_of_all(self.not_completed)}."
        if times := len(self.corrected):
            what = "entry that is" if times == 1 else "entries that are"
            yield f"Corrected: {times} {what} recorded otherwise, {first_of_all(self.corrected)}."

    def is_completed(self, row: Row) -> bool:
        """Whether a row tells of something that was completed."""
        said = row.said.get("completion", "")
        state = COMPLETED.get(squeezed(said), None) if said else row.days["completed_on"] is not None
        if state is None:
            self.problem(row, "completion", "is no state that is known: write completed, or in progress")
        elif not state:
            self.not_completed.append(f"row {row.number} ({said or 'no day'})")
        elif row.days["completed_on"] is None:
            self.problem(row, "completed_on", "is empty: give the day on which it was completed")
            return False
        return bool(state)

    def about(self, row: Row, person: PersonId, stream: tuple[Entry[Any], ...]) -> Iterator[Asked]:
        """What is asked for about one row."""
        command = self.command(row, person)
        if command is None:
            return
        key = (person, folded(command.topic), command.effective_on)
        before, told = self.told.setdefault(key, (row.number, command))
        if told != command:
            self.problem(row, "topic", f"is told in row {before} too, and otherwise: keep the row that is right")
        if before != row.number:
            return
        whom = f"{self.basis.system} {row.said.get('learner') or row.said.get('learner_name')}"
        there = ((each.at, each.event) for each in standing(stream) if isinstance(each.event, LearningCompleted))
        known = next(((at, event) for at, event in there if is_the_same(event, command)), None)
        if known is None:
            yield self.asked(row, command, whom)
            return
        at, event = known
        if was := differences(event, command):
            name = self.basis.people.name_of(person)
            self.corrected.append(f"“{name}”, “{command.topic}”: {was}")
            yield self.asked(row, CorrectEntry(at, command, f"told by {self.called}"), whom, str(stream[-1].version))

    def command(self, row: Row, person: PersonId) -> CompleteLearning | None:
        """What a row says, as a command; None, and problems, where it says what cannot be."""
        before, day = len(self.problems), row.days["completed_on"]
        mode, hours, (cost, currency) = self.mode(row), self.hours(row), self.money(row)
        if len(self.problems) > before or mode is None or day is None:
            return None
        return CompleteLearning(
            person,
            mode,
            unguarded(row.said["topic"]),
            hours,
            unguarded(row.said.get("provider", "")) or None,
            self.module(row),
            cost,
            currency,
            imported=self.basis.is_history(day),
            effective_on=day,
        )

    def mode(self, row: Row) -> LearningMode | None:
        """How it was learned, by the kind of course; None, and a problem, for one that nobody knows."""
        said = row.said.get("mode", "")
        if not said:
            return LearningMode.COURSE
        mode = self.modes.get(said.casefold()) or MODES.get(squeezed(said))
        if mode is None:
            right = f"say what it is with --mode “{said}=MODE”, where MODE is one of {', '.join(LearningMode)}"
            self.problem(row, "mode", f"is no kind of learning that is known: {right}")
            return None
        self.met[said, mode] += 1
        return mode

    def hours(self, row: Row) -> float | None:
        """How long it took; None where nobody says."""
        said = row.said.get("hours", "")
        try:
            found = hours_in(said, minutes=says_minutes(self.rows.heading("hours"))) if said else 0
        except Unreadable as wrong:
            self.problem(row, "hours", str(wrong))
            return None
        return found or None

    def money(self, row: Row) -> tuple[str | None, str | None]:
        """What it cost, and in which currency."""
        said = row.said.get("cost", "")
        try:
            amount, named = money_in(said) if said else (None, "")
        except Unreadable as wrong:
            self.problem(row, "cost", str(wrong))
            return None, None
        currency = named or row.said.get("currency", "").upper() or self.currency
        if amount is not None and currency is None:
            self.problem(
                row, "cost", "is in no currency: name a column with --column currency=HEADING, or --currency EUR"
            )
        return (amount, currency) if amount is not None else (None, None)

    def module(self, row: Row) -> str | None:
        """The module for which the code of a course stands; what is none of the curriculum the rules refuse."""
        said = row.said.get("module", "")
        meant = self.modules.get(said.casefold(), said)
        return None if not meant or meant == NO_MODULE else meant


def is_the_same(known: LearningCompleted, command: CompleteLearning) -> bool:
    """Whether an entry tells of what a command does: of the same topic, on the same day."""
    if isinstance(known.topic, Erased) or known.effective_on != command.effective_on:
        return False
    return folded(known.topic) == folded(command.topic)


def differences(known: LearningCompleted, command: CompleteLearning) -> str:
    """What a command says otherwise than an entry, in words; nothing where it says the same."""
    pairs = ((name, getattr(known, name), getattr(command, name)) for name in TAKEN if name != "topic")
    return ", ".join(f"{name} from “{shown(was)}” to “{shown(now)}”" for name, was, now in pairs if was != now)


def shown(value: object) -> str:
    return "nothing" if value is None else str(value)
