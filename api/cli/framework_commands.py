"""`leadership framework …`: frameworks as files, tried and published; and those that are."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from api.access.gate import Gate
from api.cli.asking import importer
from api.cli.console import Console, counted, write_for_programs
from api.cli.exit_codes import FAILED
from api.cli.files_named import new_file, spooled
from api.cli.import_options import As, ends_reported
from api.imports.packs import pack_in, unused_in
from api.services import database, ledger_in
from api.settings import Settings
from audit.judged import not_judged
from domain.frameworks.edition import Edition
from domain.frameworks.packs import shipped
from domain.frameworks.publishing import FrameworkPublished, PublishFramework
from domain.kernel.commands import Command
from domain.kernel.refusals import Refusal
from domain.units.adopting_frameworks import AdoptFramework
from ledger import Ledger


class Shipped(StrEnum):
    """The packs that ship with the ledger."""

    LEADERSHIP = shipped.LEADERSHIP
    SMALL_FIRM = shipped.SMALL_FIRM
    PASSAGES = shipped.PASSAGES
    LOOP = shipped.LOOP


PackFile = Annotated[
    Path,
    typer.Argument(
        dir_okay=False,
        readable=True,
        callback=spooled,
        help="The file of the pack; - is standard input.",
    ),
]
Adopt = Annotated[bool, typer.Option("--adopt", help="Let it hold for the whole organisation, too.")]

Since = Annotated[
    datetime | None,
    typer.Option(formats=["%Y-%m-%d"], help="Since when people live by it, where that is before today."),
]


def check_framework(file: PackFile) -> None:
    """Whether a pack can be published as it stands, and what in it nobody judges or can use."""
    console = Console()
    with ends_reported(console):
        pack = pack_in(file)
        unused = unused_in(file, pack)
    edition = pack.edition
    levels = counted(len(edition.levels), "level")
    competencies = counted(len(edition.competencies), "competency", "competencies")
    what = f"edition {edition.number} of {pack.framework}, {levels}, {competencies}"
    console.print(f"It can be published: {what}.", "bold green")
    print_not_judged(console, edition)
    for one in unused:
        console.print(f"{one} (it can be published all the same)", "yellow")


def publish_framework(file: PackFile, adopt: Adopt = False, since: Since = None, as_: As = None) -> None:
    """Publish a pack, from today on, or since when people live by it. What is published is not recorded again."""
    settings, console = Settings(), Console()
    with ends_reported(console):
        pack = pack_in(file)
    what = f"edition {pack.edition.number} of {pack.framework}"
    with database(settings) as url, ledger_in(settings, url) as ledger:
        today, who = ledger.today(), importer(settings, as_, ledger).recorded_by
        day = since.date() if since else today
        brought = day < today
        publish = PublishFramework(pack.framework, pack.edition, effective_on=day, imported=brought)
        if recorded(ledger, publish, who, console):
            console.print(f"Published: {what}.", "bold green")
            print_not_judged(console, pack.edition)
        else:
            console.print(f"Nothing to record: {what} is published.", "bold")
        adopting = AdoptFramework(pack.framework, effective_on=day, imported=brought)
        if adopt and recorded(ledger, adopting, who, console):
            from_then = "today" if day == today else str(day)
            console.print(f"{pack.framework} holds for the whole organisation from {from_then} on.", "bold green")


def recorded(ledger: Ledger, command: Command[Any], by: str, console: Console) -> bool:
    """Whether a command changed anything; a refusal is told, and ends the program."""
    try:
        return bool(ledger.record(command, by=by).references)
    except Refusal as refusal:
        console.print(f"{refusal} ({type(refusal).__name__})", "red")
        console.print("Nothing was recorded.", "bold")
        raise typer.Exit(FAILED) from None


def list_frameworks() -> None:
    """The editions that are published, each with its first day, and the packs that ship."""
    settings, console = Settings(), Console()
    with database(settings) as url, ledger_in(settings, url) as ledger:
        for entry in Gate(ledger).disclose([*ledger.entries(kinds=(FrameworkPublished.__name__,))]):
            edition: Edition | None = entry.value("edition")
            if edition:
                console.print(f"{entry.stream}, edition {edition.number}, from {entry.effective_on}: {edition.title}")
    console.print(f"Packs that ship: {', '.join(Shipped)} (leadership framework show …)", "dim")


def show_framework(
    name: Annotated[Shipped, typer.Argument(help="A pack that ships with the ledger.")],
    to: Annotated[Path | None, typer.Option("-o", "--to", callback=new_file, help="A new file to write it to.")] = None,
) -> None:
    """The file of a pack that ships, to be copied and reworded."""
    if to is None:
        write_for_programs(shipped.text_of(name))
        return
    to.write_text(shipped.text_of(name), encoding="utf-8", newline="\n")


def print_not_judged(console: Console, edition: Edition) -> None:
    """What the pack asks for in vain, as yet."""
    if asked := not_judged(edition):
        console.print(f"Nobody judges as yet: {', '.join(asked)}. Findings will say so.", "yellow")
