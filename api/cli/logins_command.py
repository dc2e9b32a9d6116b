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
from ledger.storage.connections import logs_in_by_parts
from ledger.storage.logins import have_no_part_log_in, have_parts_log_in

OURS: Final = "The embedded server lets in nobody but its own user: name a database with LEADERSHIP_DATABASE_URL."
BY_PARTS: Final = (
    "LEADERSHIP_DATABASE_URL names nobody: give the address of whoever may create roles, who made the parts as well."
)


def make_logins(
    file: Annotated[Path, typer.Argument(help="Where their passwords go: a file of the owner's alone, not there yet.")],
) -> None:
    """Give each part a login of its own, and write down by which address to serve; anew, with new passwords."""
    url = address_of_the_administrator()
    try:
        address = have_parts_log_in(url, file)
    except FileExistsError:
        Console(stderr=True).print(f"{file} is there already: name another, or remove it first.", "red")
        raise typer.Exit(WRONG_USE) from None
    console = Console(stderr=True)
    console.print(f"The parts log in with the passwords in {file}. From now on, serve by this address, which takes")
    console.print("no other role; migrate, back up and restore by the one that you gave:")
    Console().print(f"LEADERSHIP_DATABASE_URL={address}")


def end_logins() -> None:
    """Have nobody log in as a part any more: the way back. Whoever is connected stays so until they leave."""
    have_no_part_log_in(address_of_the_administrator())
    Console(stderr=True).print("Nobody logs in as a part any more.")


def address_of_the_administrator() -> str:
    """The database, brought to its present form by whoever may create roles."""
    settings = Settings()
    wrong = OURS if settings.database_url is None else BY_PARTS if logs_in_by_parts(settings.database_url) else None
    if wrong:
        Console(stderr=True).print(wrong, "red")
        raise typer.Exit(WRONG_USE)
    with database(settings, second_wall.migrate) as url:
        return url
