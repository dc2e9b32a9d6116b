"""`leadership status`: where a ledger is, what is in it, whether it is served, and where its keys are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from api.cli.console import Console, counted
from api.cli.database_named import database_in_words
from api.keys import key_place
from api.services import database_as_it_is, ledger_in
from api.settings import Settings
from domain.frameworks.framework import Framework
from domain.frameworks.publishing import FrameworkPublished
from domain.kernel.history import first_day
from ledger import Ledger
from ledger.embedded_postgres import has_data
from ledger.storage.connections import beside, place_in_words
from ledger.storage.keys import wrapped_by
from ledger.storage.state import State, state_of
from projections.engine.following_supervision import Following

NOTHING_YET: Final = (
    "Nothing is recorded yet: `leadership init` or an import begins a ledger, `leadership demo` shows one."
)


def tell_status() -> None:
    """Say where the ledger is, how large, whether somebody serves it, and where its keys are. Nothing is changed."""
    console, settings = Console(), Settings()
    console.print(f"Home: {settings.home}")
    if settings.database_url is None and not has_data(settings.embedded_directory):
        console.print(NOTHING_YET, "bold")
        return
    with database_as_it_is(settings) as url:
        state = state_of(url, Following.name)
        console.print(f"Database: {database_in_words(settings)}{'' if state is None else f', {of_server(state)}'}")
        if settings.database_url is None:
            for other in beside(url):
                console.print(f"Beside it: {place_in_words(other)}", "dim")
        if state is None or not (state.entries or wrapped_by(settings.keys_database_url or url)):
            console.print(NOTHING_YET, "bold")
            return
        for line in lines_of(state):
            console.print(line)
        signing_key = settings.signing_key_path(settings.origin_of(url))
        console.print(f"Key-encryption key: {key_place(settings)}")
        console.print(f"Signing key: {signing_key if signing_key.exists() else none_yet(signing_key)}")
        with ledger_in(settings, url) as ledger:
            for line in rules_of(ledger):
                console.print(line)
            for alarm in ledger.destroying.alarms():
                console.print(alarm, "bold yellow")


def of_server(state: State) -> str:
    """What answers, and how much it holds."""
    return f"PostgreSQL {state.server}, {state.size}"


def lines_of(state: State) -> Iterator[str]:
    """How far the ledger goes, and whether somebody is at work on it."""
    last = f", the last of {state.last_at:%Y-%m-%d %H:%M} UTC" if state.last_at else ""
    yield f"Entries: {state.entries}{last}"
    behind = state.entries - (state.followed_to or 0)
    far = f"{counted(behind, 'entry', 'entries')} behind" if behind else "up to the last entry"
    yield f"Served: {'yes' if state.served else 'by nobody'}, with read models {far}"


def rules_of(ledger: Ledger) -> Iterator[str]:
    """Since when the ledger is kept, and which edition of each framework is in force."""
    book, today = ledger.book(), ledger.today()
    yield f"First day: {first_day(book) or 'not said yet'}"
    published = ledger.entries(kinds=(FrameworkPublished.__name__,), opened=False)
    for stream in dict.fromkeys(entry.stream for entry in published):
        framework = book.recall(Framework, stream, on=today)
        edition = framework.edition(framework.newest)
        if edition is not None:
            yield f"In force: edition {edition.number} of {stream}, “{edition.title}”"


def none_yet(path: Path) -> str:
    """What is said of a key that is made with the log."""
    return f"none yet; it will be made in {path}"
