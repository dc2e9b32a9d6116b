"""`leadership erase`: somebody's personal data, for good; and what is to be done with copies of keys after it."""

from __future__ import annotations

from typing import Annotated, Any, Final, NoReturn
from uuid import uuid4

import typer

from api.access.admission import admitted
from api.access.callers import Caller
from api.access.gate import Gate
from api.cli.asking import answering_steward, asker
from api.cli.called import Called, named
from api.cli.console import Console, counted
from api.cli.exit_codes import FAILED
from api.cli.token_commands import somebody
from api.services import database, ledger_in
from api.settings import Settings
from domain.erasing.erasing import ErasePerson
from domain.kernel.commands import Command
from domain.kernel.ids import PersonId
from domain.kernel.refusals import Refusal
from domain.people.erased import ErasureGround
from ledger import Ledger, Receipt, Request

WHAT_HAPPENS: Final = (
    "What is sealed for them can never be read again, by anybody: names, texts, ratings, votes, and why they left."
    " That they were here stays, without a name. This cannot be taken back."
)
AFTER_IT: Final = (
    "Dumps and copies of data keys that were made until now open no more, also those of everybody else: save the keys"
    " now, by `leadership backup --keys`, and the key-encryption key. Books that were saved stay good with them."
)
NOT_DESTROYED: Final = (
    "It is on record, and their key could not be destroyed yet. The log above says why; any command on the ledger, and"
    " whoever serves it, tries again."
)


def erase(
    person: Annotated[str, typer.Argument(help="Whom: an id, or a name that only they have.")],
    ground: Annotated[ErasureGround, typer.Option(help="Why they are erased.")],
    by: Annotated[
        str | None, typer.Option(metavar="PERSON", help="The steward who answers for it, if there are several.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask for their name.")] = False,
) -> None:
    """Erase somebody's personal data, for good. Says what stands in the way, and asks for their name before it."""
    console, settings = Console(), Settings()
    with database(settings) as url, ledger_in(settings, url) as ledger:
        whom = PersonId(somebody(ledger, person))
        caller = asker(settings, ledger)
        today = ledger.today()
        command = ErasePerson(whom, ground, answering_steward(by, caller, ledger), effective_on=today)
        would_be = must_be_admitted(command, caller, ledger)
        if not would_be:
            console.print(f"{whom} has been erased before. Nothing was changed.", "bold")
            return
        name = Called(ledger, Gate(ledger)).person(whom, today)
        console.print(f"{named(whom, name)}: {counted(len(ledger.stream(whom)), 'entry', 'entries')} of their own.")
        console.print(WHAT_HAPPENS, "bold yellow")
        if not yes and typer.prompt("Their name, or their id, to erase them").strip() not in {name, whom}:
            Console(stderr=True).print("That is neither their name nor their id. Nothing was changed.", "red")
            raise typer.Exit(FAILED)
        ask(command, caller, ledger)
        left = ledger.keys.is_there(whom)
    if left:
        Console(stderr=True).print(NOT_DESTROYED, "red")
        raise typer.Exit(FAILED)
    console.print(f"{whom} is erased.", "bold green")
    console.print(AFTER_IT, "bold yellow")


def must_be_admitted(command: Command[Any], caller: Caller, ledger: Ledger) -> int:
    """How many entries a command would come to; ends with what stands in the way of it, and nothing is written."""
    try:
        admitted(command, caller, ledger.today(), ledger)
        ledger.destroying.must_be_possible()
        return len(ledger.rehearsal().decide(Request(command, caller.recorded_by, uuid4())))
    except Refusal as refusal:
        refused(refusal)


def ask(command: Command[Any], caller: Caller, ledger: Ledger) -> Receipt:
    """Have a command recorded for whoever asks; ends with what stands in the way of it."""
    try:
        by = admitted(command, caller, ledger.today(), ledger).recorded_by
        return ledger.record(command, by=by)
    except Refusal as refusal:
        refused(refusal)


def refused(refusal: Refusal) -> NoReturn:
    """Says what stands in the way, and what would be right."""
    console = Console(stderr=True)
    console.print(f"{type(refusal).__name__}: {refusal}", "red")
    console.print(refusal.instead)
    raise typer.Exit(FAILED) from None
