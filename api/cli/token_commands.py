"""`leadership token …`: who may ask over HTTP and in imports, by tokens that are shown once."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Annotated, Final
from zoneinfo import ZoneInfo

import typer
from rich.table import Table

from api.access.callers import Scope
from api.cli.console import Console
from api.cli.exit_codes import FAILED
from api.imports.names_known import NamesKnown
from api.services import database, ledger_in
from api.settings import Settings
from domain.kernel.ids import PersonId
from ledger import Ledger
from ledger.storage.tokens import Token

GOOD_FOR: Final = timedelta(days=365)
"""How long a token is good where nothing is said."""

NAMED: Final = 10
"""How many people of one name are named."""

Written = Annotated[
    list[str] | None,
    typer.Option(
        "--scope", metavar="SCOPE", help=f"What it is good for: {', '.join(s.replace('_', '-') for s in Scope)}."
    ),
]


def issue_token(
    person: Annotated[
        str | None,
        typer.Option("--for", metavar="PERSON", help="Who will ask by it: an id, or a name that only they have."),
    ] = None,
    name: Annotated[
        str | None, typer.Option(help="What it is called, where a system will: never a person's name.")
    ] = None,
    scope: Written = None,
    expires: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The first day without it; a year on if left out.")
    ] = None,
) -> None:
    """Issue a token, for a person or for a system, and print it: once, as only a hash of it is kept."""
    if (person is None) == (name is None):
        raise typer.BadParameter("say whose it is: --for a person, or --name for a system")
    scopes = scopes_in(scope)
    settings = Settings()
    with database(settings) as url, ledger_in(settings, url) as ledger:
        now = ledger.now()
        expires_at = expires.replace(tzinfo=settings.time_zone) if expires else now + GOOD_FOR
        if expires_at <= now:
            raise typer.BadParameter(f"“{expires_at.date()}” has come: give a later day", param_hint="--expires")
        who = None if person is None else somebody(ledger, person)
        token, text = ledger.tokens.issue(scopes, expires_at, person=who, name=name)
    Console(stderr=True).print(
        f"{token.id}{f' for {who}' if who else ''}, until {last_day(expires_at, settings.time_zone)}, to"
        f" {in_words(token.scopes)}. It is shown this once:",
        "bold",
    )
    Console().print(text)


def list_tokens() -> None:
    """List the tokens that were issued: whose, what for, until when. They themselves are not to be had."""
    settings = Settings()
    with database(settings) as url, ledger_in(settings, url) as ledger:
        tokens, zone = ledger.tokens.listed(), settings.time_zone
    table = Table("token", "whose", "good for", "issued", "until", box=None, pad_edge=False)
    for token in tokens:
        table.add_row(
            token.id, token.person or token.name, in_words(token.scopes), str(token.issued_at.date()), ends(token, zone)
        )
    Console().print_table(table)


def revoke_token(token: Annotated[str, typer.Argument(help="Its id, as in token-0198c0de-….")]) -> None:
    """Revoke a token: from now on nobody asks by it."""
    settings = Settings()
    with database(settings) as url, ledger_in(settings, url) as ledger:
        revoked = ledger.tokens.revoke(token)
    if not revoked:
        Console(stderr=True).print(f"“{token}” is no token that is good: `leadership token list` tells them", "red")
        raise typer.Exit(FAILED)
    Console().print(f"{token} is revoked.", "bold green")


def scopes_in(written: list[str] | None) -> list[Scope]:
    """What was written, in the order of the scopes; to read and to write where nothing was. typer.BadParameter."""
    wanted = {one.replace("-", "_") for one in written or ("read", "write")}
    if strange := sorted(wanted - {*Scope}):
        known = ", ".join(scope.replace("_", "-") for scope in Scope)
        raise typer.BadParameter(f"“{strange[0]}” is none: give some of {known}", param_hint="--scope")
    return [scope for scope in Scope if scope in wanted]


def in_words(scopes: list[str]) -> str:
    """What a token is good for."""
    return ", ".join(scope.replace("_", " ") for scope in scopes)


def ends(token: Token, zone: ZoneInfo) -> str:
    """The last day on which a token is good, or that it is no more."""
    if token.revoked_at is not None:
        return f"revoked {token.revoked_at.date()}"
    return str(last_day(token.expires_at, zone)) if token.expires_at else "–"


def last_day(expires_at: datetime, zone: ZoneInfo) -> date:
    """The last day, in the organisation's zone, on which something is good that ends at an instant."""
    return (expires_at.astimezone(zone) - timedelta.resolution).date()


def somebody(ledger: Ledger, called: str, option: str = "--for") -> PersonId:
    """A person of the ledger by id, or by a name that nobody else has. typer.BadParameter names those that have it."""
    if ledger.stream(called):
        return PersonId(called)
    found = NamesKnown(ledger).find(called)
    if not found:
        why = "is nobody of this ledger: give the id or the name of somebody who is in it, or let them join first"
    elif len(found) > 1:
        why = f"are {len(found)} people: give the id of one, {', '.join(found[:NAMED])}{', …' * (len(found) > NAMED)}"
    else:
        return found[0]
    raise typer.BadParameter(f"“{called}” {why}", param_hint=option)
