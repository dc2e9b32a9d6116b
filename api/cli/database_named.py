"""Which databases a command reads, in words: every message about one names them."""

from __future__ import annotations

from api.settings import Settings
from ledger.storage.connections import place_in_words


def database_in_words(settings: Settings) -> str:
    """The database that the settings name, and that of its keys where they have their own, without any password."""
    if settings.database_url is None:
        return f"the embedded PostgreSQL in {settings.embedded_directory}"
    book = place_in_words(settings.database_url)
    kept = settings.keys_database_url
    return book if kept is None else f"{book}, with its keys in {place_in_words(kept)}"
