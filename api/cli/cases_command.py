"""`leadership cases`: which promotion cases there are, found by state, person or text."""

from __future__ import annotations

from typing import Annotated

import typer

from api.access.gate import Gate
from api.cli.called import Called
from api.cli.case_list import CaseState, ListedCase, UnreadableCase, cases_of
from api.cli.console import Console, as_json_line, counted, write_for_programs
from api.cli.database_named import database_in_words
from api.cli.empty_ledger import print_what_to_do_first
from api.cli.exit_codes import FAILED
from api.services import database, ledger_in
from api.settings import Settings


def list_cases(
    text: Annotated[
        str | None, typer.Argument(help="Only where this stands in names, titles, levels, ids or grounds.")
    ] = None,
    state: Annotated[
        list[CaseState] | None, typer.Option(help="Only those that have come so far. May be repeated.")
    ] = None,
    person: Annotated[
        str | None, typer.Option(help="Only those of this candidate, proposer or decider: an id, or part of a name.")
    ] = None,
    as_lines: Annotated[bool, typer.Option("--json", help="One JSON object for each case, one a line.")] = False,
) -> None:
    """List promotion cases as they stand today: whom, which step, how far, how many days, and who decided."""
    settings, console, found, told, unread = Settings(), Console(stderr=as_lines), 0, 0, 0

    def tell(one: ListedCase | UnreadableCase, style: str = "") -> None:
        if as_lines:
            write_for_programs(as_json_line(one.in_json()))
        else:
            console.print(one.line, style)

    with database(settings) as url, ledger_in(settings, url) as ledger:
        for one in cases_of(Called(ledger, Gate(ledger))):
            found += 1
            if isinstance(one, UnreadableCase):  # whether it fits is not known
                unread += 1
                tell(one, "bold yellow")
                continue
            fits = (not state or one.state in state) and (person is None or one.is_about(person))
            if not fits or (text is not None and not one.mentions(text)):
                continue
            told += 1
            tell(one)
        if not found:
            print_what_to_do_first(console, settings, url, ledger)
    of = "" if told == found else f" of {found}"
    console.print(
        f"{counted(told, 'case') if not of else f'{told}{of} cases'}, in {database_in_words(settings)}.", "bold"
    )
    if unread:
        console.print(f"{counted(unread, 'case')} cannot be read; see `leadership verify --ledger --keys`.", "bold red")
        raise typer.Exit(FAILED)
