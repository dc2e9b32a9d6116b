"""`leadership retention …`: for how long records of those who left are kept, and who has been gone for longer."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer
from rich.table import Table

from api.cli.asking import answering_steward, asker
from api.cli.console import Console, counted
from api.cli.erase_command import ask
from api.cli.hold_commands import By
from api.services import database, ledger_in
from api.settings import Settings
from domain.erasing.erasing import in_the_way
from domain.erasing.retention_period import Retention, SetRetentionPeriod, due_on
from domain.kernel.book import Book
from domain.kernel.facts import ORGANISATION
from domain.kernel.ids import PersonId
from domain.people.employment import Employment
from domain.people.leaving import PersonLeft
from ledger import Ledger


def set_retention(
    months: Annotated[int, typer.Argument(help="Months after the last day for which records are kept.")],
    by: By = None,
) -> None:
    """Say for how long records of those who left are kept. Nobody is erased by that."""
    settings = Settings()
    with database(settings) as url, ledger_in(settings, url) as ledger:
        caller = asker(settings, ledger)
        steward = answering_steward(by, caller, ledger)
        ask(SetRetentionPeriod(months, steward, effective_on=ledger.today()), caller, ledger)
    Console().print(f"Records of those who left are kept for {counted(months, 'month', 'months')}.", "bold green")


def list_due() -> None:
    """Show who has been gone for longer than records are kept, since when they are due, and what stands in the way."""
    settings, console = Settings(), Console()
    table = Table("person", "left on", "due since", "in the way", box=None, pad_edge=False)
    with database(settings) as url, ledger_in(settings, url) as ledger:
        book = ledger.book()
        period = book.recall(Retention, ORGANISATION)
        if period.months is None:
            console.print("Nobody has said for how long records are kept: `leadership retention set MONTHS`.", "yellow")
            return
        for due in due_on(book.today, last_days(ledger, book), period, book):
            obstacles = in_the_way(due.person, book.recall(Employment, due.person), book)
            rules = ", ".join(type(one).__name__ for one in obstacles)
            table.add_row(due.person, due.left_on.isoformat(), due.due_since.isoformat(), rules)
    console.print(f"Records of those who left are kept for {counted(period.months, 'month', 'months')}.")
    console.print_table(table)


def last_days(ledger: Ledger, book: Book) -> dict[PersonId, date]:
    """The last day of everybody who is gone, as far as they are known to be."""
    left = map(PersonId, {entry.stream for entry in ledger.entries(kinds=(PersonLeft.__name__,), opened=False)})
    stays = ((person, book.recall(Employment, person).stays) for person in left)
    days = ((person, [stay.left_on for stay in each]) for person, each in stays if each)
    return {person: max(last) for person, ended in days if len(last := [day for day in ended if day]) == len(ended)}
