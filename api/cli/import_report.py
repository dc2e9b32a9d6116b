"""What an import tells whoever runs it: how it reads a file, what it would record, what is wrong."""

from __future__ import annotations

import dataclasses
import re
import shlex
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from rich.markup import escape
from rich.table import Table
from rich.text import Text

from api.cli.console import Console, counted, visible
from api.imports.columns import as_said
from api.imports.days_unused import days_unused
from api.imports.levels import LevelsMeant
from api.imports.much_changed import MuchChanged
from api.imports.people_file import CALLED_BY, PEOPLE
from api.imports.problems import Problem
from api.imports.readiness_unused import readiness_unused
from api.imports.recording import Asked, Rehearsed, kind_of
from api.imports.rows import Rows
from api.imports.spells import SpellsRead
from api.imports.tables import BANNER, BANNERS, TAKEN
from api.imports.told_of_histories import blanks_in_a_history, names_in_a_history
from api.imports.who import Who
from api.imports.words_unused import words_unused
from domain.kernel.history import BeginLedger
from ledger import Entry, Request

SHOWN: Final = 3
NOTICES_PRINTED: Final = 10
DETAIL: Final = re.compile(r"“[^”]*”|\d+")
A_DAY: Final = re.compile(r"(?<!\d)\d{1,4}[./-]\d{1,2}[./-]\d{2,4}(?!\d)")
UNTOLD: Final = frozenset({"effective_on", "identifier_key", "belonging"})
"""What is told of an entry otherwise, or tells nobody anything."""


LOOKS_LIKE: Final[Mapping[tuple[str, bool], str]] = {
    ("left_on", False): (
        "“{heading}” has to do with leaving, and is not used: if it says the last day, say --column"
        " left_on='{heading}'."
    ),
    ("left_on", True): (
        "“{heading}” holds days as “{such_as}”, and is not used: if it says the last day, say --column"
        " left_on='{heading}'."
    ),
    ("why_left", False): (
        "“{heading}” has to do with why somebody left, and is not used: if its words say that, say --column"
        " status='{heading}', and what words mean that nobody knows with --status WORD=MEANING."
    ),
    ("status", True): (
        "“{heading}” holds few words, as {such_as}, and is not used: if it says who is here and who has left, say"
        " --column status='{heading}'."
    ),
}
"""What is told of columns that may tell who has left, and from which nothing is taken; some words of them, or none."""


def print_reading(console: Console, rows: Rows, system: str) -> None:
    """Which column is taken for what, and how the file is read."""
    console.print(f"{rows.table.path.name}: {rows.table.description}{dates_of(rows)}", "bold")
    print_columns(console, rows, system)
    print_statuses(console, rows)
    print_belongings(console, rows)
    print_hours(console, rows)
    print_left_out(console, rows)
    print_banners(console, rows)
    for told in (*days_unused(rows), *readiness_unused(rows), *blanks_in_a_history(rows), *names_in_a_history(rows)):
        console.print(told, "yellow")
    print_encoding(console, rows)
    for field in rows.fill_down:
        of = " of the same person" if "started_on" in rows.wanted.fields else ""
        console.print(f"Where “{rows.heading(field)}” is blank, what stands above it{of} is taken.", "yellow")
    if rows.months:
        console.print(
            "A month without a day is the day in it that is known, or else its first; at an end, its last.",
            "yellow",
        )
    if rows.survey.points:
        console.print(f"Identifiers as “17.0” are taken as “17” ({rows.survey.points}).", "yellow")
    fields = {column.field for column in rows.columns}
    if rows.wanted.fields is PEOPLE.fields and not fields & {"name", "given_name", "family_name"}:
        stand_in = next((name for name in CALLED_BY if name in fields), "identifier")
        console.print(f"No column gives a name: the {stand_in} stands in for it.", "yellow")


def print_encoding(console: Console, rows: Rows) -> None:
    """Where an encoding is guessed, or another is said than the bytes look like: some names, to be looked at."""
    encoding, letters = rows.table.encoding, rows.survey.letters or rows.table.headings[:SHOWN]
    if encoding is None or not (encoding.looks_like or (encoding.guessed and rows.survey.letters)):
        return
    named = ", ".join(f"“{cell}”" for cell in letters)
    told = (
        f"The encoding is guessed: if {named} are misspelled, name another than {encoding.description} with --encoding."
    )
    if encoding.looks_like:
        told = (
            f"By its bytes the file is {encoding.looks_like}, and it is read as {encoding.description}, as you said: if"
            f" {named} are misspelled, leave out --encoding."
        )
    console.print(told, "yellow")


def print_columns(console: Console, rows: Rows, system: str) -> None:
    """What each column is taken for, those apart in which nothing stands."""
    table = Table("column", "taken as", "", box=None, pad_edge=False)
    unused_words = words_unused(rows)
    for column in rows.columns:
        if column.place in rows.survey.empty and column.field is None:
            continue
        taken = "–" if column.field is None else taken_as(column.field, system)
        such_as = ", ".join(f"“{word}”" for word in unused_words.get(column.place, ()))
        not_taken = f"not recorded ({column.why}{', as ' if such_as else ''}{such_as})"
        why = not_taken if column.field is None else column.why
        heading = column.heading or f"(column {column.place + 1})"
        table.add_row(*cells(heading, taken, why), style="dim" if column.field is None else None)
    console.print_table(table)
    unused = [column for column in rows.columns if column.looks_like and column.place not in rows.survey.empty]
    for column in unused if "left_on" in rows.wanted.fields else ():
        if told := LOOKS_LIKE.get((column.looks_like, bool(column.such_as))):
            console.print(told.format(heading=as_said(column.place, rows.columns), such_as=column.such_as), "yellow")


def print_statuses(console: Console, rows: Rows) -> None:
    """Each word of a status, how often it comes, and what it is taken for."""
    words = list(rows.statuses.taken())
    if not words or rows.wanted.fields is not PEOPLE.fields:
        return
    table = Table(escape(visible(rows.statuses.heading)) or "status", "rows", "taken as", box=None, pad_edge=False)
    for word, times, meaning in words:
        table.add_row(*cells(f"“{word}”" if word else "(blank)", str(times), str(meaning or "not known")))
    console.print_table(table)
    for word, _, _ in words:
        if A_DAY.search(word):
            what = "holds a day, of which nothing is recorded: where it is a last day, give it in a column of its own"
            console.print(f"“{word}” {what}.", "yellow")


def print_belongings(console: Console, rows: Rows) -> None:
    """Each word for a way of belonging, how often it comes, and what it is taken for."""
    if words := rows.belongings.counts.most_common():
        table = Table(escape(visible(rows.belongings.heading)), "rows", "taken as", box=None, pad_edge=False)
        for word, times in words:
            table.add_row(*cells(f"“{word}”", str(times), str(rows.belongings.meaning(word) or "not known")))
        console.print_table(table)


def print_hours(console: Console, rows: Rows) -> None:
    """How many hours are taken for full time."""
    hours = rows.survey.hours
    if hours.counts and hours.whole and hours.full_time is None:
        console.print(
            f"“{hours.heading}” says hours: {hours.whole:g}, which most work, are taken as full time; where that is"
            f" wrong, say it with --full-time.",
            "yellow",
        )


def print_left_out(console: Console, rows: Rows) -> None:
    """What of the file is taken as nothing: rows about nobody, and words for a blank."""
    left_out = [one for one in rows.survey.left_out if TAKEN not in one.what]
    for one in left_out[:NOTICES_PRINTED]:
        console.print(f"Left out: row {one.row} {one.what}", "yellow")
    if (more := len(left_out) - NOTICES_PRINTED) > 0:
        console.print(f"Left out: {counted(more, 'more row')} of the kind.", "yellow")
    if cancelled := rows.survey.cancelled.in_words():
        console.print(cancelled, "yellow")
    if "unit" in rows.wanted.fields and any(BANNER in one.what for one in left_out):
        console.print(f"If banners say the unit of the rows beneath, say --column unit={BANNERS}.", "yellow")
    if rows.survey.dittos:
        signs = ", ".join(f"“{sign}” ({times})" for sign, times in rows.survey.dittos.most_common())
        console.print(f"Taken for what stands above: {signs}.", "yellow")
    if rows.survey.blanks:
        words = ", ".join(f"“{word}” ({times})" for word, times in rows.survey.blanks.most_common())
        console.print(f"Taken as blank: {words}.", "yellow")


def print_banners(console: Console, rows: Rows) -> None:
    """What banners are taken for, and of how many rows."""
    if not rows.survey.banners:
        return
    field = next(column.field for column in rows.columns if column.heading == BANNERS)
    words = in_short([f"“{word}” ({counted(times, 'row')})" for word, times in rows.survey.banners.items() if word])
    console.print(f"Banners are taken as the {field} of the rows beneath, the nearest one: {words}.", "yellow")
    if above := rows.survey.banners[""]:
        console.print(f"Above the first banner: {counted(above, 'row')}.", "yellow")


def cells(*texts: str) -> list[Text]:
    """Cells of a table, as they stand and not as markup."""
    return [Text(visible(text)) for text in texts]


def print_problems(console: Console, problems: Sequence[Problem]) -> None:
    """Everything that is wrong, in the order of the file; what is wrong in the same way with many rows, once."""
    alike: dict[tuple[str, str, str], list[Problem]] = {}
    for problem in sorted(problems, key=lambda one: one.row):
        alike.setdefault((problem.column, problem.value, problem.what), []).append(problem)
    for first, *others in alike.values():
        rows = sorted({one.row for one in others} - {first.row})
        also = f" ({'so is' if len(rows) == 1 else 'so are'} {in_ranges(rows)})" if rows else ""
        console.print(f"{first}{also}", "red")


def in_ranges(rows: Sequence[int]) -> str:
    """The numbers of rows, those that follow each other as one: “3–36, 40”."""
    ranges: list[list[int]] = []
    for row in rows:
        if ranges and row - ranges[-1][-1] <= 1:
            ranges[-1][1:] = [row]
        else:
            ranges.append([row])
    return ", ".join("–".join(map(str, ends)) for ends in ranges)


def print_left_out_people(console: Console, identifiers: Sequence[str]) -> None:
    """Of whom nothing is recorded, as something is wrong with a row of theirs."""
    if identifiers:
        people = counted(len(identifiers), "person is", "people are")
        console.print(f"{people} left out with all their rows: {in_short(identifiers)}.", "yellow")


def print_notices(console: Console, notices: Sequence[Problem]) -> None:
    """What is worth knowing, once each: of each kind the first few, and how many more there are."""
    times = Counter((one.column, one.value, one.what) for one in notices if one.value)
    kinds: dict[tuple[str, str], dict[tuple[str, str], Problem]] = {}
    for notice in sorted(notices, key=lambda one: one.row):
        said = (notice.value, notice.what) if notice.value else ("", str(notice))
        kinds.setdefault((notice.column, DETAIL.sub("", notice.what)), {}).setdefault(said, notice)
    for of_a_kind in kinds.values():
        for notice in list(of_a_kind.values())[:NOTICES_PRINTED]:
            rows = times[notice.column, notice.value, notice.what]
            console.print(f"{notice} ({rows} rows)" if rows > 1 else str(notice), "yellow")
        if len(of_a_kind) > NOTICES_PRINTED:
            console.print(f"… and {len(of_a_kind) - NOTICES_PRINTED} more of the kind.", "yellow")


def print_managers(console: Console, who: Who) -> None:
    """How many of those who are named as managers are found, and what was taken for whom."""
    told = who.managers
    if told and (told.named or told.themselves):
        console.print(f"{told.found + len(who.met)} of {counted(told.named, 'manager')} found.")
    if otherwise := {**(told.otherwise if told else {}), **who.otherwise}:
        taken = in_short([f"“{cell}” for “{name}”" for cell, name in otherwise.items()])
        console.print(f"Taken, as each of them fits one person alone: {taken}.", "yellow")
    if told and told.themselves:
        people = counted(len(told.themselves), "person reports", "people report")
        console.print(f"{people} to themselves: nobody is above them ({in_short(who.themselves(), 3)}).", "yellow")


LAST_DAYS: Final = (
    "The day of a leaving is taken for the last one here; where it is the first one away, as in PeopleSoft, say it as"
    " in {}."
)


def print_acts(console: Console, spells: SpellsRead | None) -> None:
    """What each word of a job history was taken for."""
    if spells and (words := spells.actions.in_words()):
        console.print(f"What rows tell: {', '.join(words)}.")
        if words := list(spells.actions.last_days):
            console.print(LAST_DAYS.format(" ".join(f"--action {shlex.quote(f'{word}=gone')}" for word in words)))


def in_short(parts: Sequence[str], few: int = NOTICES_PRINTED) -> str:
    """The first few, and how many more there are."""
    more = f" and {len(parts) - few} more" if len(parts) > few else ""
    return ", ".join(parts[:few]) + more


def print_beginning(console: Console, begins: Request | None, *, recorded: bool) -> None:
    """On which day the ledger begins, where this import is its first: that day stays, and another is said before."""
    if begins is None or not isinstance(begins.command, BeginLedger):
        return
    day = begins.command.effective_on
    if recorded:
        console.print(f"The ledger begins on {day}, today, once and for all: this is its first import.", "yellow")
    else:
        console.print(
            f"With the first import the ledger begins, today ({day}), once and for all. Where it is to begin earlier,"
            " say so before you import: leadership init --name NAME --first-day DAY.",
            "yellow",
        )


def print_units(
    console: Console, names: Sequence[str], paths: Sequence[str] = (), otherwise: Mapping[str, str] | None = None
) -> None:
    """Which units are established as the ledger had none of these names, which were read as paths, or otherwise."""
    if otherwise:
        taken = in_short([f"“{name}” for “{known}”" for name, known in otherwise.items()])
        console.print(f"Units taken, as only accents or signs differ: {taken}.", "yellow")
    if names:
        units = "1 unit is" if len(names) == 1 else f"{len(names)} units are"
        named = in_short([f"“{name}”" for name in names])
        console.print(f"{units} established, as the ledger has none of that name: {named}.", "yellow")
    if paths:
        console.print(
            f"Read as units within units: {in_short([f'“{words}”' for words in paths])}. Where one of these is a single"
            f" name, say --unit-name {shlex.quote(paths[0])}.",
            "yellow",
        )


def print_units_taken(console: Console, system: str, names: Sequence[str]) -> None:
    """That the first file of another system has people stand in units that are known from elsewhere."""
    if names:
        taken = in_short([f"“{name}”" for name in names])
        units = "one unit of it is taken for one" if len(names) == 1 else f"{len(names)} units of it are taken for ones"
        console.print(
            f"Nobody is known by “{system}” yet, and {units} that the ledger knows by the name: {taken}. Where they are"
            f" another company's, write them as paths, as in “{system} / {names[0]}”.",
            "yellow",
        )


def print_changed(console: Console, much: MuchChanged, names: Mapping[str, str], on: date) -> None:
    """What files of a day change of some whom the ledger knows; what they change of most is asked about instead."""
    for told in (*much.told(names), *much.later(on)):
        console.print(told, "yellow")


def print_levels(console: Console, levels: LevelsMeant) -> None:
    """Which grades mean no level; and where no framework is published, that nobody has looked."""
    if levels.without:
        grades = ", ".join(f"“{grade}” ({times})" for grade, times in levels.without.most_common())
        console.print(f"These mean no level, and leave it open: {grades}. Say what they mean with --levels.", "yellow")
    if levels.unchecked:
        console.print("No framework is in force: levels are taken as the file has them, and not checked.", "yellow")


def print_steps(console: Console, rehearsed: Rehearsed) -> None:
    """Who steps up, since the ledger began, by nothing that the ledger knows of."""
    if asked := rehearsed.not_stated:
        whom = in_short([f"{one.whom} (row {one.row})" for one in asked])
        steps = "1 step up is recorded as not stated" if len(asked) == 1 else f"{len(asked)} steps up are not stated"
        right = "appointmentsWithoutCase tells of them until a correction names the case, or why there is none"
        console.print(f"{steps}, as no case grants it: {whom}. {right}.", "yellow")


def print_rehearsal(console: Console, rehearsed: Rehearsed, units: Mapping[str, str]) -> None:
    """What would be recorded: how much of what, and the first of it."""
    print_counts(console, rehearsed.kinds, "entries")
    called = {**units, **{asked.command.stream: asked.whom for asked, _ in rehearsed.samples if asked.whom}}
    for asked, entry in rehearsed.samples:
        console.print(f"  {in_a_line(asked, entry, called)}", "dim")


def print_counts(console: Console, counts: Counter[str], what: str) -> None:
    """How many of each."""
    table = Table("", what, box=None, pad_edge=False)
    for name, times in counts.most_common():
        table.add_row(name, str(times))
    console.print_table(table)


def dates_of(rows: Rows) -> str:
    """How dates are written, in words."""
    ways = dict.fromkeys(agreed.name for agreed in rows.dates.values())
    return f", dates as {' and '.join(ways)}" if ways else ""


def taken_as(field: str, system: str) -> str:
    """What a field is, in words."""
    return f"identifier in “{system}”" if field == "identifier" else field.replace("_", " ")


def in_a_line(asked: Asked, entry: Entry[Any], called: Mapping[str, str]) -> str:
    """An entry that would be recorded, with the row that it is about; people as the file calls them, where known."""
    event = entry.event
    said = {one.name: getattr(event, one.name) for one in dataclasses.fields(event) if one.name not in UNTOLD}
    parts = [f"{name} {words}" for name, value in said.items() if (words := value_in_words(value, called))]
    of_row = f"row {asked.row}, {asked.whom}: " if asked.whom else ""
    return f"{of_row}{kind_of(entry)} on {event.effective_on} ({', '.join(parts)})"


def value_in_words(value: object, called: Mapping[str, str]) -> str:
    """What a field of an entry says, whatever it consists of; nothing where it says nothing."""
    if isinstance(value, tuple | frozenset):
        return "; ".join(filter(None, (value_in_words(each, called) for each in value)))
    if dataclasses.is_dataclass(value):
        own = (getattr(value, one.name) for one in dataclasses.fields(value))
        return " ".join(filter(None, (value_in_words(each, called) for each in own)))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else called.get(str(value), str(value))
