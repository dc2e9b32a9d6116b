"""Which database a command reads, in words: every message about one names it."""

from __future__ import annotations

from api.settings import Settings
from ledger.storage.connections import place_in_words


def database_in_words(settings: Settings) -> str:
    """The database that the settings name, without any password."""
    if settings.database_url is None:
        return f"the embedded PostgreSQL in {settings.embedded_directory}"
    return place_in_words(settings.database_url)
