"""What whoever asks an empty ledger should do first, and where a demo is that they may mean instead."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote, urlsplit

from api.cli.console import Console
from api.imports.recording import is_unused
from api.services import DEMO
from api.settings import Settings
from ledger import Ledger
from ledger.storage.connections import beside, place_in_words, roles_of


def print_what_to_do_first(console: Console, settings: Settings, url: str, ledger: Ledger) -> None:
    """Where nothing is recorded yet: what would be, and the demos of the same server. Nothing otherwise."""
    if not is_unused(ledger):
        return
    console.print("This ledger is empty: bring people in first (leadership import people FILE).", "yellow")
    for place in demos_beside(settings, url):
        console.print(
            f"A demo stands beside it; as long as that is served, other commands find it by {place}", "yellow"
        )


def demos_beside(settings: Settings, url: str) -> Iterator[str]:
    """How demos of the same server are found: as the demo says it itself, or in words where the server is another's."""
    for other in beside(url):
        name = roles_of(other).database
        if name.startswith(DEMO):
            address = urlsplit(url)._replace(path=f"/{quote(name)}").geturl()
            own = settings.database_url is None
            yield (
                f'LEADERSHIP_DATABASE_URL="{address}"'
                if own
                else f"LEADERSHIP_DATABASE_URL, as {place_in_words(other)}"
            )
