"""`leadership signing-key add`: another key for the log, to change keys or where the last one is lost for good."""

from __future__ import annotations

from api.cli.console import Console
from api.keys import add_signing_key
from api.services import database
from api.settings import Settings


def add() -> None:
    """Add a key that signs for the log, and print its public half, by which others check; the secret is not shown."""
    settings = Settings()
    with database(settings) as url:
        key = add_signing_key(settings, url)
        path = settings.signing_key_path(settings.origin_of(url))
    console = Console(stderr=True)
    console.print(f"Added to {path}; it signs from the next start on. Give this line to all who check, by another way")
    console.print("than this ledger; those who know only earlier keys are told that they do not know it:")
    Console().print(str(key.verifier))
