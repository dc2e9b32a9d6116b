"""History from elsewhere, one JSON object a line, with its own days, its own references and its own keys."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any, Final
from uuid import UUID, uuid4

from api.access.admission import admitted
from api.access.callers import Caller
from api.imports.command_reader import Cite, CommandReader, Unreadable
from api.imports.ids import KnownPeople, SameIds
from api.imports.joined_later import JoinedLater
from api.imports.lines import Line, lines
from api.imports.problems import Problem, about_the_file
from api.imports.recording import Asked, Recorded
from api.imports.references import References
from api.imports.units_meant import UnitsMeant
from domain.frameworks.publishing import PublishFramework
from domain.kernel.facts import Reference
from domain.kernel.refusals import Refusal
from ledger import CommandIdReused, Ledger, Receipt, Request

AT_ONCE: Final = 2_000
REMEMBERED: Final = 20_000
"""References that are kept in memory; older ones are looked up in the ledger."""
LEDGER: Final = "ledger"
"""In the first line of an export: which ledger it comes from."""
NOWHERE: Final = Reference("nowhere", 1)
LINE: Final = "line"


@dataclass
class Entries:
    """A file of lines, as it is to be recorded."""

    path: Path
    ledger: Ledger
    system: str
    caller: Caller
    """Whoever imports."""
    ids: SameIds
    known: KnownPeople
    units: UnitsMeant
    problems: list[Problem] = field(default_factory=list)
    bad: set[int] = field(default_factory=set)
    """Numbers of the lines that are left out."""
    commands: Counter[str] = field(default_factory=Counter)
    joined_later: JoinedLater = field(default_factory=JoinedLater)
    told_before: set[int] = field(default_factory=set)
    """Numbers of the lines that the ledger has recorded before, word for word: nothing is asked of it for them."""
    breaks_off_at: int | None = None
    """The line that is not whole, where the file ends in the middle of one."""

    @property
    def by(self) -> str:
        """How entries name whoever imports."""
        return self.caller.recorded_by

    @property
    def brings_a_framework(self) -> bool:
        """Whether it publishes one itself, as an export does."""
        return bool(self.commands[PublishFramework.__name__])

    def check(self, progress: Callable[[int], None] = lambda line: None) -> None:
        """Look at every line without recording any; what is wrong with them is in `problems` afterwards.

        Raises CannotBeRead for a file without any.
        """
        reader, asked, number = self.reader(lambda cited: NOWHERE), AskedBefore(self.ledger, self.told_before), 0
        for line in lines(self.path):
            number = line.number
            if line.content is None and line.broken_off:
                self.breaks_off_at = line.number
            elif line.content is None:
                self.bad.add(line.number)
                self.problems.append(Problem(line.number, line.field, "", line.wrong, LINE))
            elif not self.heads(line.content):
                self.check_line(line, line.content, reader, asked)
            progress(line.number)
        asked.look()
        if not number:
            raise about_the_file(f"“{self.path.name}” is empty: there is no line in it that says anything")

    def check_line(self, line: Line, content: dict[str, Any], reader: CommandReader, asked: AskedBefore) -> None:
        command, by = reader.command(content), None
        wrong = list(reader.wrong)
        try:
            by = reader.by(content.get("by"))
        except Unreadable as error:
            wrong.append(error)
        if command is None or wrong:
            self.bad.add(line.number)
            self.problems += problems_of(line, wrong)
        else:
            self.commands[type(command).__name__] += 1
            named = self.joined_later.look_at(line, command)
            if NOWHERE.stream not in named:
                asked.add(line.number, Request(command, by or self.by, self.command_id(line)))

    def heads(self, content: dict[str, Any]) -> bool:
        """Whether this is the first line of an export. Raises CannotBeRead if it was made from this very ledger."""
        if LEDGER not in content or "command" in content or "kind" in content:
            return False
        if content[LEDGER] == str(self.ids.command(LEDGER)):
            raise about_the_file(f"“{self.path.name}” was exported from this very ledger: all of it is here already")
        return True

    def reader(self, cite: Cite) -> CommandReader:
        """Understands the file from its beginning."""
        return CommandReader(self.system, self.known, self.ids, cite, self.units)

    def record(self, recorded: Recorded, progress: Callable[[int], None] = lambda commands: None) -> None:
        """Record every line that is not left out; `recorded` is brought forward meanwhile."""
        recorded.commands = len(self.told_before)
        recorded.row = next(number for number in count(1) if number not in self.told_before) - 1
        references = References(self.ledger, self.ids, self.system)
        reader = self.reader(references.find)
        waiting: list[tuple[Asked, str]] = []
        for line in self.in_order():
            if line.content is None:
                continue
            if len(waiting) == AT_ONCE or references.on_their_way(line.content):
                self.put_down(waiting, references, recorded, progress)
            command = reader.command(line.content)
            if command is None:
                recorded.problems += problems_of(line, reader.wrong)
                continue
            by = reader.by(line.content.get("by")) or self.by
            if self.caller.person is not None and command.stream in {asked.command.stream for asked, _ in waiting}:
                self.put_down(waiting, references, recorded, progress)  # what a line may ask depends on those before
            try:
                self.caller.must_write_as(by)
                admitted(command, self.caller, self.ledger.today(), self.ledger, from_a_file=True)
            except Refusal as refusal:
                recorded.problems.append(Asked(line.number, "", command, uuid4(), LINE).refused(refusal))
                continue
            for before in self.units.asked_before((command,), f"told by {self.path.name}"):
                command_id = self.ids.command("unit", repr(before))
                waiting.append((Asked(line.number, "", before, command_id, LINE, beside=True), by))
            whom = str(line.content.get("reference") or "")
            asked = Asked(line.number, whom, command, self.command_id(line), LINE)
            references.sent(line.content.get("reference"))
            waiting.append((asked, by))
        self.put_down(waiting, references, recorded, progress)

    def in_order(self) -> Iterator[Line]:
        """Every line that is not left out; whoever is named in one has joined before it, as far as the file tells."""
        reader = self.reader(lambda cited: NOWHERE)
        for line in lines(self.path, but=self.told_before):
            if line.content is None or line.number in self.bad or self.heads(line.content):
                continue
            if line.number not in self.joined_later.brought:
                yield from self.after_joinings(line, reader)

    def after_joinings(self, line: Line, reader: CommandReader) -> Iterator[Line]:
        """A line, after those that tell of the joining of whom it names."""
        if self.joined_later.lines and (command := reader.command(line.content or {})):
            for before in self.joined_later.before(command):
                yield from self.after_joinings(before, reader)
        yield line

    def put_down(
        self,
        waiting: list[tuple[Asked, str]],
        references: References,
        recorded: Recorded,
        progress: Callable[[int], None],
    ) -> None:
        """Record what is waiting."""
        requests = [Request(asked.command, by, asked.command_id) for asked, by in waiting]
        for (asked, _), result in zip(waiting, self.ledger.record_many(requests), strict=True):
            recorded.commands += not asked.beside
            if asked.row not in self.joined_later.brought:
                recorded.row = asked.row
            if isinstance(result, Receipt):
                recorded.entries += 0 if result.repeated else len(result.references)
                references.came(asked.command_id, result.references)
            elif isinstance(result, CommandIdReused):
                what = (
                    "is the reference of a line that says something else, or that somebody else recorded:"
                    " give this one its own, or correct the other with “CorrectEntry”"
                )
                recorded.problems.append(Problem(asked.row, "reference", asked.whom, what, LINE))
            else:
                recorded.problems.append(asked.refused(result))
        references.all_came()
        waiting.clear()
        progress(recorded.commands)

    def command_id(self, line: Line) -> UUID:
        """The same whenever the line is recorded: by its reference, or by all that it says."""
        reference = (line.content or {}).get("reference")
        if reference is None:
            return self.ids.command("line", self.system, line.raw.strip().decode())
        return self.ids.command("reference", self.system, str(reference))


@dataclass
class AskedBefore:
    """Finds the lines that the ledger has recorded before, many in one look; those that cite others it leaves out."""

    ledger: Ledger
    known: set[int]
    waiting: dict[UUID, tuple[int, Request]] = field(default_factory=dict)

    def add(self, number: int, request: Request) -> None:
        """One more line."""
        if request.command_id in self.waiting or len(self.waiting) == AT_ONCE:
            self.look()
        self.waiting[request.command_id] = number, request

    def look(self) -> None:
        """Ask for all that wait."""
        before = self.ledger.asked_before(request for _, request in self.waiting.values())
        self.known.update(self.waiting[command_id][0] for command_id in before)
        self.waiting.clear()


def problems_of(line: Line, wrong: Iterable[Unreadable]) -> list[Problem]:
    """What could not be understood of a line."""
    return [Problem(line.number, one.where, abbreviated(one.value), one.what, LINE) for one in wrong]


def abbreviated(value: object) -> str:
    """A value of a line, short enough to be told."""
    if isinstance(value, dict) and "id" in value:
        return f"{value.get('system', '')} {value['id']}".strip()
    text = str(value)
    return text if len(text) <= 60 else text[:57] + "…"
