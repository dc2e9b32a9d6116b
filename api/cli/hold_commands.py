"""`leadership hold …`: legal holds on somebody's data, which stand in the way of their erasure."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.table import Table

from api.cli.asking import answering_steward, asker
from api.cli.console import Console
from api.cli.erase_command import ask
from api.cli.token_commands import somebody
from api.services import database, ledger_in
from api.settings import Settings
from domain.erasing.holds import HoldPlaced, PlaceHold, Preservation, ReleaseHold
from domain.kernel.facts import ORGANISATION, Reference
from domain.kernel.ids import PersonId

By = Annotated[str | None, typer.Option(metavar="PERSON", help="The steward who answers for it, if there are several.")]


def place_hold(
    person: Annotated[str, typer.Argument(help="Whose data: an id, or a name that only they have.")],
    reason: Annotated[str, typer.Option(help="What they are kept for; it outlasts an erasure, so name nobody.")],
    by: By = None,
) -> None:
    """Keep somebody's data from being erased, and print the reference by which the hold is released."""
    settings = Settings()
    with database(settings) as url, ledger_in(settings, url) as ledger:
        caller = asker(settings, ledger)
        steward = answering_steward(by, caller, ledger)
        whom = PersonId(somebody(ledger, person))
        receipt = ask(PlaceHold(whom, reason, steward, effective_on=ledger.today()), caller, ledger)
    Console().print(str(receipt.references[0]))


def release_hold(
    hold: Annotated[str, typer.Argument(help="The reference that `leadership hold place` printed.")], by: By = None
) -> None:
    """End a hold on somebody's data; others go on standing."""
    settings = Settings()
    try:
        at = Reference.parse(hold)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None
    with database(settings) as url, ledger_in(settings, url) as ledger:
        caller = asker(settings, ledger)
        steward = answering_steward(by, caller, ledger)
        ask(ReleaseHold(PersonId(at.stream), at, steward, effective_on=ledger.today()), caller, ledger)
    Console().print(f"{at} is released.", "bold green")


def list_holds() -> None:
    """Show the holds that stand: their references, whose data they keep, and since when."""
    settings = Settings()
    table = Table("hold", "person", "since", box=None, pad_edge=False)
    with database(settings) as url, ledger_in(settings, url) as ledger:
        book = ledger.book()
        for person in dict.fromkeys(noted.at.stream for noted in book.concerning(ORGANISATION, HoldPlaced)):
            for at, since in book.recall(Preservation, person).holds.items():
                table.add_row(str(at), person, since.isoformat())
    Console().print_table(table)
