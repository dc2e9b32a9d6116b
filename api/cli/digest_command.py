"""`leadership digest`: what moved in a week of what is somebody's to see, by mail."""

from __future__ import annotations

import asyncio
import csv
from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from api.access import second_wall
from api.cli.console import Console, counted
from api.cli.exit_codes import COULD_NOT_LOOK, FAILED
from api.cli.token_commands import somebody
from api.digest.period import Period
from api.digest.posting import NoServer
from api.services import services
from api.settings import Settings
from domain.kernel.ids import PersonId
from ledger import Ledger

if TYPE_CHECKING:
    from api.digest.sending import Run

DAY: Final = ["%Y-%m-%d"]
COLUMNS: Final = ("person", "address")


def send_digests(
    to: Annotated[
        list[str] | None, typer.Option(metavar="PERSON", help="Who gets one: an id, or a name that only they have.")
    ] = None,
    addresses: Annotated[
        Path | None,
        typer.Option(exists=True, dir_okay=False, help="A CSV with columns person and address: who wants one."),
    ] = None,
    since: Annotated[
        datetime | None, typer.Option(formats=DAY, help="The first day; Monday of the last full week if left out.")
    ] = None,
    until: Annotated[datetime | None, typer.Option(formats=DAY, help="The last day; Sunday of that week.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Print the mails, and send none.")] = False,
) -> None:
    """Mail each of these people how much moved in a week of what is theirs to see: counts and links, no words."""
    settings = Settings()
    if settings.address is None:
        raise typer.BadParameter("is not set, and mails lead there", param_hint="LEADERSHIP_ADDRESS")
    if not dry_run and (settings.smtp_host is None or settings.smtp_from is None):
        hint = "LEADERSHIP_SMTP_HOST, LEADERSHIP_SMTP_FROM"
        raise typer.BadParameter("both are needed to send mails: set them, or try --dry-run", param_hint=hint)
    if not to and addresses is None:
        raise typer.BadParameter("say who gets one: --to a person, or --addresses with those who want it")
    show = print_mail if dry_run else None
    asyncio.run(send_all(settings, to or [], addresses, (since, until), show))


async def send_all(
    settings: Settings,
    to: list[str],
    addresses: Path | None,
    days: tuple[datetime | None, datetime | None],
    show: Callable[[str], None] | None,
) -> None:
    """Send everybody theirs, and say what became of it. typer.Exit where not all was well."""
    from api.digest.sending import Run  # noqa: PLC0415  the schema takes a second to build, and others need none

    async with services(settings, second_wall.migrate) as opened:
        period = period_of(*days, opened.today())
        whom = await asyncio.to_thread(readers, opened.ledger, to, addresses)
        run, away = Run(opened, settings, period, show), None
        try:
            await run.send(whom)
        except NoServer as error:
            away = error
    tell(run)
    if away is not None:
        print_problem(f"{away}. Run it again to go on: whoever has theirs gets no second one.")
        raise typer.Exit(COULD_NOT_LOOK)
    if run.failed:
        raise typer.Exit(FAILED)


def print_mail(mail: str) -> None:
    """A mail as it would be sent."""
    for line in (*mail.splitlines(), ""):
        Console().print(line)


def print_problem(text: str) -> None:
    """What is wrong, where it is not lost among what is printed."""
    Console(stderr=True).print(text, "red")


def period_of(since: datetime | None, until: datetime | None, today: date) -> Period:
    """The days that are meant. typer.BadParameter for days that are not over, or in the wrong order."""
    week = Period.last_week(today)
    last = until.date() if until else week.until
    first = since.date() if since else (Period.last_week(last).since if until else week.since)
    if first > last:
        raise typer.BadParameter(f"{first} is after {last}: give the earlier day first", param_hint="--since")
    if last >= today:
        raise typer.BadParameter(f"{last} is not over: give a day before {today}", param_hint="--until")
    return Period(first, last)


def readers(ledger: Ledger, to: list[str], addresses: Path | None) -> Mapping[PersonId, str | None]:
    """Who gets one, and where, as far as a table says so. typer.BadParameter for who is nobody."""
    listed = {somebody(ledger, one, "--addresses"): address for one, address in rows_of(addresses)}
    named = [somebody(ledger, one, "--to") for one in to]
    return {one: listed.get(one) for one in named or listed}


def rows_of(addresses: Path | None) -> list[tuple[str, str]]:
    """People and their addresses. typer.BadParameter for a table without these columns."""
    if addresses is None:
        return []
    with addresses.open(encoding="utf-8-sig", newline="") as file:
        table = csv.DictReader(file)
        if not {*COLUMNS} <= {*(table.fieldnames or ())}:
            raise typer.BadParameter(f"“{addresses}” has no columns {' and '.join(COLUMNS)}", param_hint="--addresses")
        return [(row["person"].strip(), row["address"].strip()) for row in table if row["person"] and row["address"]]


def tell(run: Run) -> None:
    """What became of it."""
    told = [f"{counted(run.sent, 'digest')} {'sent' if run.show is None else 'would be sent (--dry-run)'}"]
    told += [f"{run.before} had theirs already"] if run.before else []
    told += [f"of {counted(run.nothing, 'person', 'people')} nothing moved"] if run.nothing else []
    Console().print(f"{'; '.join(told)}.", "bold green")
    for why in run.failed:
        print_problem(f"Not sent: {why}")
