"""What whoever imports can say on the command line, whatever is imported."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from api.cli.console import Console
from api.cli.exit_codes import FAILED, STOPPED
from api.cli.files_named import spooled
from api.cli.import_report import print_problems
from api.imports.problems import CannotBeRead
from api.imports.statuses import CALLED, Meaning
from api.imports.wanted import Overruled
from api.imports.words import squeezed
from api.imports.words_said import WordsSaid
from api.settings import Settings
from domain.people.employment import Belonging

File = Annotated[
    Path,
    typer.Argument(
        dir_okay=False,
        readable=True,
        callback=spooled,
        help="The file to read; - is standard input.",
    ),
]
System = Annotated[str, typer.Option(help="The system whose identifiers these are.")]
AsOf = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The day of the export; today if left out.")]
FirstDay = Annotated[
    datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The first day of everybody of whom the file gives none.")
]
ActionWords = Annotated[
    list[str] | None,
    typer.Option("--action", metavar="WORD=ACT", help="What a word of a job history tells: begins, moves, ends …"),
]
WhoIs = Annotated[
    list[str] | None, typer.Option("--who", metavar="NAME=ID", help="Whom the column of managers means by a name.")
]
WhoNamed = Annotated[
    list[str] | None, typer.Option("--who", metavar="NAME=ID", help="Whom a cell means that names somebody.")
]
FillDown = Annotated[
    list[str] | None,
    typer.Option("--fill-down", metavar="FIELD", help="A column in which a blank says what stands above it, as unit."),
]
UnitNames = Annotated[
    list[str] | None,
    typer.Option("--unit-name", metavar="NAME", help="A unit's name with “ / ” in it, and no path: as HR / Payroll."),
]
Columns = Annotated[
    list[str] | None, typer.Option("--column", metavar="FIELD=HEADING", help="What a column is to be taken for.")
]
DateFormat = Annotated[
    str | None,
    typer.Option(
        help="How dates that are texts are written, as DD/MM/YYYY; MMM YYYY where months alone mean their first day."
    ),
]
Encoding = Annotated[str | None, typer.Option(help="The file's encoding, as utf-8 or cp1250.")]
Delimiter = Annotated[str | None, typer.Option(help="What separates the cells.")]
Sheet = Annotated[str | None, typer.Option(help="Which sheet of a workbook.")]
Status = Annotated[
    list[str] | None,
    typer.Option("--status", metavar="WORD=MEANING", help="What a status means: here, left, retired, resigned …"),
]
BelongingWords = Annotated[
    list[str] | None,
    typer.Option(
        "--belonging",
        metavar="WORD=WAY",
        help="In which way somebody belongs by a word: employed, transferred, agency or contractor.",
    ),
]
FullTime = Annotated[
    float | None, typer.Option(min=1, help="How many hours are full time, where a column says hours: 40.")
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what would be recorded, and record nothing.")]
SkipBadRows = Annotated[bool, typer.Option("--skip-bad-rows", help="Record the rest where rows are wrong.")]
ManyChanges = Annotated[
    bool, typer.Option("--many-changes", help="Record the file though it changes most of what is known.")
]
Renamed = Annotated[
    list[str] | None,
    typer.Option("--renamed", metavar="ID", help="Somebody who took another name, of which no word is the same."),
]
HistorySheet = Annotated[str | None, typer.Option(help="Which sheet of a workbook that is given with --history.")]
MissingHaveLeft = Annotated[
    bool, typer.Option("--missing-have-left", help="Whoever is not in the file any more left on the day of the export.")
]
EndedHaveLeft = Annotated[bool, typer.Option("--ended-have-left", help="Whose last spell has ended left on that day.")]
UnitBefore = Annotated[
    str,
    typer.Option(
        "--unit-before",
        metavar="UNIT",
        help="The unit that stands for that before the first move of a history, where nobody knows it: 'Not known'.",
    ),
]
Levels = Annotated[
    Path | None,
    typer.Option(
        dir_okay=False,
        callback=spooled,
        help='Which levels grades mean (TOML): lines as "Grade 7" = "others".',
    ),
]
As = Annotated[
    str | None, typer.Option("--as", metavar="PERSON", help="The steward who records this, as in person-0198c0de-….")
]
History = Annotated[
    Path | None,
    typer.Option(
        dir_okay=False,
        callback=spooled,
        help="A second file: in which unit people were when.",
    ),
]


@dataclass(frozen=True)
class ImportOptions:
    """What was said on the command line, whatever is imported."""

    settings: Settings
    console: Console
    system: str
    on: date | None
    """The day of the export; None where it is that of today."""
    steward: str | None
    """Who records this, where it is said."""
    dry_run: bool
    skip_bad_rows: bool
    many_changes: bool = False
    """Whether the file is right, though it changes most of what is known."""
    who: WordsSaid[str] = field(default_factory=lambda: WordsSaid("--who", {}))
    """Whom cells mean that name somebody, squeezed; of roles, slates and reviews."""
    levels: Path | None = None
    """A file that says which levels grades mean."""
    unit_names: WordsSaid[str] = field(default_factory=lambda: WordsSaid("--unit-name", {}))
    """Names of units that are no paths, squeezed."""


def completed(
    system: str,
    as_of: datetime | None,
    steward: str | None,
    *,
    dry_run: bool,
    skip_bad_rows: bool,
    many_changes: bool = False,
    who: Sequence[str] | None = None,
    levels: Path | None = None,
    unit_names: Sequence[str] | None = None,
) -> ImportOptions:
    """What was said, completed by the settings."""
    on = as_of.date() if as_of else None
    return ImportOptions(
        Settings(),
        Console(),
        system,
        on,
        steward,
        dry_run,
        skip_bad_rows,
        many_changes,
        people_meant(who),
        levels,
        WordsSaid("--unit-name", {name: name for name in unit_names or ()}, squeezed),
    )


def named(columns: Sequence[str] | None) -> dict[str, str]:
    """The fields and headings that --column names."""
    pairs = [column.partition("=") for column in columns or ()]
    for name, equals, _ in pairs:
        if not equals:
            raise typer.BadParameter(f"“{name}” names no heading; write FIELD=HEADING", param_hint="--column")
    return {field.strip().replace("-", "_"): heading.strip() for field, _, heading in pairs}


def read_as(
    column: Sequence[str] | None,
    date_format: str | None,
    encoding: str | None,
    delimiter: str | None,
    sheet: str | None,
    fill_down: Sequence[str] | None,
) -> Overruled:
    """What was said of how a table of roles, slates or reviews is to be read."""
    return Overruled(named(column), date_format, encoding, delimiter, sheet=sheet, fill_down=tuple(fill_down or ()))


def people_meant(names: Sequence[str] | None) -> WordsSaid[str]:
    """The names and identifiers that --who names, by the names as they are compared."""
    pairs = [name.rpartition("=") for name in names or ()]
    for name, _, identifier in pairs:
        if not (squeezed(name) and identifier.strip()):
            raise typer.BadParameter(f"“{name or identifier}” names nobody; write NAME=ID", param_hint="--who")
    return WordsSaid("--who", {name.strip(): identifier.strip() for name, _, identifier in pairs}, squeezed)


def acts_named(actions: Sequence[str] | None) -> WordsSaid[str]:
    """The words and acts that --action names."""
    pairs = [action.rpartition("=") for action in actions or ()]
    for word, _, act in pairs:
        if not word:
            raise typer.BadParameter(f"“{act}” names no act; write WORD=ACT", param_hint="--action")
    return WordsSaid("--action", {word.strip(): act.strip() for word, _, act in pairs}, squeezed)


def meanings(statuses: Sequence[str] | None) -> WordsSaid[Meaning]:
    """The words and meanings that --status names."""
    said: dict[str, Meaning] = {}
    for status in statuses or ():
        word, _, name = status.rpartition("=")
        if name.strip() not in CALLED:
            right = f"write WORD=MEANING, with one of {', '.join(CALLED)}"
            raise typer.BadParameter(f"“{status}” says no meaning; {right}", param_hint="--status")
        said[word.strip()] = CALLED[name.strip()]
    return WordsSaid("--status", said, squeezed)


def belongings(words: Sequence[str] | None) -> WordsSaid[Belonging]:
    """The words and ways of belonging that --belonging names."""
    said: dict[str, Belonging] = {}
    for one in words or ():
        word, _, way = one.rpartition("=")
        if not word or way.strip() not in list(Belonging):
            right = f"write WORD=WAY, with one of {', '.join(Belonging)}"
            raise typer.BadParameter(f"“{one}” says no way of belonging; {right}", param_hint="--belonging")
        said[word.strip()] = Belonging(way.strip())
    return WordsSaid("--belonging", said, squeezed)


def print_not_met(console: Console, *said: WordsSaid[Any]) -> None:
    """The words of options that a file has nowhere. They are no mistake where a command is said again and again."""
    for one in sorted(told for words in said for told in words.not_met()):
        console.print(one, "yellow")


@contextmanager
def ends_reported(console: Console) -> Iterator[None]:
    """What cannot be read at all is reported, and ends the import; so does Ctrl-C."""
    try:
        yield
    except CannotBeRead as error:
        print_problems(console, error.problems)
        console.print("Nothing was recorded.", "bold")
        raise typer.Exit(FAILED) from None
    except KeyboardInterrupt:
        console.print("Stopped: nothing was recorded.", "bold")
        raise typer.Exit(STOPPED) from None
