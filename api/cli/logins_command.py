"""`leadership logins`: each part of the ledger logs in to the database as itself."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

import typer

from api.access import second_wall
from api.cli.console import Console
from api.cli.exit_codes import WRONG_USE
from api.services import database
from api.settings import Settings
from ledger.storage.belonging import SETTING
from ledger.storage.connections import logs_in_by_parts
from ledger.storage.logins import have_no_part_log_in, have_parts_log_in

OURS: Final = "The embedded server lets in nobody but its own user: name a database with LEADERSHIP_DATABASE_URL."
BY_PARTS: Final = (
    "LEADERSHIP_DATABASE_URL, or that of the keys, names nobody: give the address of whoever may create roles, who made"
    " the parts as well."
)


def make_logins(
    file: Annotated[Path, typer.Argument(help="Where their passwords go: a file of the owner's alone, not there yet.")],
) -> None:
    """Give each part a login of its own, and write down by which address to serve; anew, with new passwords."""
    url, kept = addresses_of_the_administrator()
    try:
        addresses = have_parts_log_in(url, file, kept)
    except FileExistsError:
        Console(stderr=True).print(f"{file} is there already: name another, or remove it first.", "red")
        raise typer.Exit(WRONG_USE) from None
    console = Console(stderr=True)
    console.print(f"The parts log in with the passwords in {file}. From now on, serve by what follows, which takes")
    console.print("no other role; migrate, back up and restore by the one that you gave:")
    for name, address in zip(("LEADERSHIP_DATABASE_URL", SETTING), addresses, strict=False):
        Console().print(f"{name}={address}")


def end_logins() -> None:
    """Have nobody log in as a part any more: the way back. Whoever is connected stays so until they leave."""
    have_no_part_log_in(*addresses_of_the_administrator())
    Console(stderr=True).print("Nobody logs in as a part any more.")


def addresses_of_the_administrator() -> tuple[str, str | None]:
    """The database, and that of its keys where they have their own, in present form by whoever may create roles."""
    settings = Settings()
    named = [address for address in (settings.database_url, settings.keys_database_url) if address]
    wrong = OURS if not named else BY_PARTS if any(map(logs_in_by_parts, named)) else None
    if wrong:
        Console(stderr=True).print(wrong, "red")
        raise typer.Exit(WRONG_USE)
    with database(settings, second_wall.migrate) as url:
        return url, settings.keys_database_url
