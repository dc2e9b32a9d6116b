"""What an import tells whoever runs it: how it reads a file, what it would record, what is wrong, how far it is."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Final

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from api.imports.people import CALLED_BY, PEOPLE
from api.imports.problems import Problem
from api.imports.recording import Asked, Rehearsed, kind_of
from api.imports.rows import Rows
from ledger import Entry

NOTICES_SHOWN: Final = 10


class Shown:
    """A terminal, or a file of text."""

    def __init__(self, console: Console | None = None) -> None:
        self.console = console or Console(highlight=False)

    def say(self, text: str, style: str | None = None) -> None:
        """One line, however long."""
        self.console.print(text, style=style, markup=False, highlight=False, soft_wrap=True)

    def guess(self, rows: Rows, system: str) -> None:
        """Which column is taken for what, and how the file is read."""
        self.say(f"{rows.table.path.name}: {rows.table.told}{dates_told(rows)}", "bold")
        table = Table("column", "taken as", "", box=None, pad_edge=False)
        for column in rows.columns:
            taken = "–" if column.field is None else taken_as(column.field, system)
            why = f"not recorded ({column.why})" if column.field is None else column.why
            table.add_row(column.heading, taken, why, style="dim" if column.field is None else None)
        self.console.print(table)
        fields = {column.field for column in rows.columns}
        if rows.wanted is PEOPLE and not fields & {"name", "given_name", "family_name"}:
            stand_in = next((name for name in CALLED_BY if name in fields), "identifier")
            self.say(f"No column gives a name: the {stand_in} stands in for it.", "yellow")

    def problems(self, problems: Sequence[Problem]) -> None:
        """Everything that is wrong, in the order of the file."""
        for problem in sorted(problems, key=lambda one: one.row):
            self.say(str(problem), "red")

    def notices(self, notices: Sequence[Problem]) -> None:
        """What is worth knowing; the first few, and how many more there are."""
        for notice in sorted(notices, key=lambda one: one.row)[:NOTICES_SHOWN]:
            self.say(str(notice), "yellow")
        if len(notices) > NOTICES_SHOWN:
            self.say(f"… and {len(notices) - NOTICES_SHOWN} more of the kind.", "yellow")

    def would_be(self, rehearsed: Rehearsed) -> None:
        """What would be recorded: how much of what, and the first of it."""
        self.counts(rehearsed.kinds, "entries")
        called = {asked.command.stream: asked.whom for asked, _ in rehearsed.shown}
        for asked, entry in rehearsed.shown:
            self.say(f"  row {asked.row}, {told(asked, entry, called)}", "dim")

    def counts(self, counts: Counter[str], what: str) -> None:
        """How many of each."""
        table = Table("", what, box=None, pad_edge=False)
        for name, times in counts.most_common():
            table.add_row(name, str(times))
        self.console.print(table)

    @contextmanager
    def progress(self, what: str, total: int | None = None) -> Iterator[Callable[..., None]]:
        """A bar that is told how many are done, and of how many; only shown on a terminal."""
        parts = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        shown = Progress(*parts, console=self.console, transient=True, disable=not self.console.is_terminal)
        with shown:
            task = shown.add_task(what, total=total)
            yield lambda done, of=total: shown.update(task, completed=done, total=of)


def dates_told(rows: Rows) -> str:
    """How dates are written, in words."""
    ways = dict.fromkeys(agreed.name for agreed in rows.dates.values())
    return f", dates as {' and '.join(ways)}" if ways else ""


def taken_as(field: str, system: str) -> str:
    """What a field is, in words."""
    return f"identifier in “{system}”" if field == "identifier" else field.replace("_", " ")


def told(asked: Asked, entry: Entry[Any], called: Mapping[str, str]) -> str:
    """An entry that would be recorded, in a line; people in it as the file calls them, where that is known."""
    event = entry.event
    said = {one.name: getattr(event, one.name) for one in dataclasses.fields(event) if one.name != "effective_on"}
    parts = [f"{name} {called.get(str(value), value)}" for name, value in said.items() if value not in (None, (), "")]
    return f"{asked.whom}: {kind_of(entry)} on {event.effective_on} ({', '.join(parts)})"
