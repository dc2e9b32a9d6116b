"""`leadership init`: a ledger gets its first steward, its first day, and a token to begin with."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Annotated

import typer

from api.access.callers import Scope, machine
from api.cli.console import Console
from api.cli.exit_codes import FAILED
from api.imports.recording import is_unused
from api.services import database, ledger_in
from api.settings import Settings
from domain.kernel.history import BeginLedger
from domain.kernel.ids import PersonId
from domain.kernel.refusals import Refusal
from domain.offices.stewards import NameSteward, StewardStands, stewards_from
from domain.people.introducing import IntroducePerson
from ledger import Ledger, new_id

A_YEAR = timedelta(days=365)

Day = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The first day; today if left out.")]
Until = Annotated[
    datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The steward's last day; a year on if left out.")
]


def initialise(
    name: Annotated[
        str | None, typer.Option(help="The steward's name, where the ledger does not know them yet.")
    ] = None,
    steward: Annotated[str | None, typer.Option(metavar="PERSON", help="The steward, where it does.")] = None,
    first_day: Day = None,
    until: Until = None,
) -> None:
    """Name the steward of a ledger that has none, say on which day it begins, and print a token for them, once."""
    settings = Settings()
    if (name is None) == (steward is None):
        raise typer.BadParameter("say whom: --name for somebody new, or --steward for a person of the ledger")
    with database(settings) as url, ledger_in(settings, url) as ledger:
        today = ledger.today()
        last = until.date() if until else today + A_YEAR
        person = PersonId(steward or new_id("person"))
        by = machine(ledger).recorded_by
        try:
            must_have_no_steward(today, ledger)
            if first_day is not None or is_unused(ledger):
                ledger.record(BeginLedger(effective_on=first_day.date() if first_day else today), by=by)
            if name is not None:
                ledger.record(IntroducePerson(person, name, effective_on=today), by=by)
            ledger.record(NameSteward(person, last, effective_on=today), by=by)
        except Refusal as refusal:
            Console(stderr=True).print(str(refusal), "red")
            raise typer.Exit(FAILED) from None
        expires_at = datetime(last.year, last.month, last.day, tzinfo=settings.time_zone) + timedelta(days=1)
        _, text = ledger.tokens.issue([Scope.READ, Scope.WRITE], expires_at, person=person)
    console = Console()
    console.print(f"“{person}” is steward until {last}.", "bold green")
    console.print("Their token, which is shown this once and never again:", "bold")
    console.print(text)


def must_have_no_steward(today: date, ledger: Ledger) -> None:
    """Refuses before anything is written."""
    if stewards := stewards_from(today, ledger.book()):
        raise StewardStands(f"“{stewards[0]}” is steward: they give mandates, and nothing was recorded")
