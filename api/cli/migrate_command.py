"""`leadership migrate`: the database in its present form."""

from __future__ import annotations

from api.access import second_wall
from api.cli.console import Console
from api.services import database
from api.settings import Settings


def migrate() -> None:
    """Bring the database to the form that this version needs. Safe to run at any time, by several at once."""
    with database(Settings(), second_wall.migrate):
        Console().print("The database is in its present form.", "bold green")
