"""`leadership keys move`: the wrapped data keys, from beside the book into a database of their own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import typer

from api.access import second_wall
from api.cli.console import Console
from api.cli.exit_codes import FAILED
from api.cli.verification_report import print_exchanged
from api.keys import key_ring, wrapping_of
from api.services import database, database_as_it_is
from api.settings import Settings
from ledger.storage.belonging import SETTING
from ledger.storage.connections import place_in_words
from ledger.storage.key_commitments import keys_exchanged
from ledger.storage.moving_keys import Moved, move

SAID: Final[Mapping[Moved, str]] = {
    Moved.MOVED: "The data keys stand in {there} now, with tokens and sessions, and no longer beside the book.",
    Moved.PUT_ASIDE: (
        "The data keys in {there} say all that those of before did, and stay. Those of before stand in the schema"
        " “keys_removed” beside the book now, where nobody looks for any. Once `leadership verify --ledger --keys`"
        " finds all, drop it, as a dump of former keys that you destroy: DROP SCHEMA keys_removed CASCADE."
    ),
    Moved.NONE_BESIDE: "The data keys stand in {there}, and none beside the book. Nothing was changed.",
}


def move_keys() -> None:
    """Move the data keys into the database that LEADERSHIP_KEYS_DATABASE_URL names. Stop what runs first."""
    settings = Settings()
    if settings.keys_database_url is None:
        raise typer.BadParameter(f"say with {SETTING} into which database: an empty one")
    with database_as_it_is(settings) as url:
        done = move(url, settings.keys_database_url, key_ring(settings).of)
    console = Console()
    with database(settings, second_wall.migrate) as url:
        console.print(SAID[done].format(there=place_in_words(settings.keys_database_url)), "bold green")
        exchanged = keys_exchanged(url, wrapping_of(settings, url), settings.keys_database_url)
    if print_exchanged(console, exchanged):
        raise typer.Exit(FAILED)
