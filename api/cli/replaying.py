"""Whether what somebody asks to replay is there: a position, an edition."""

from __future__ import annotations

import typer

from api.access.gate import Gate
from api.cli.database_named import database_in_words
from api.settings import Settings
from domain.frameworks.publishing import FrameworkPublished
from ledger import Ledger


def must_be_reached(ledger: Ledger, as_of: int | None) -> None:
    """Raises BadParameter for a position that the ledger has not come to yet."""
    last = ledger.position()
    if as_of is not None and as_of > last:
        raise typer.BadParameter(
            f"nothing is known at {as_of}: the ledger goes up to {last}, in {database_in_words(Settings())}",
            param_hint="--as-of",
        )


def must_be_published(ledger: Ledger, edition: int | None, as_of: int | None) -> None:
    """Raises BadParameter for an edition that no framework has, naming those that there are."""
    if edition is None:
        return
    entries = Gate(ledger).disclose(ledger.entries(until=as_of, kinds=(FrameworkPublished.__name__,)))
    published = sorted((entry.stream, entry.value("edition").number) for entry in entries)
    if edition not in (number for _, number in published):
        there = ", ".join(f"{number} of {framework}" for framework, number in published) or "none"
        raise typer.BadParameter(f"no edition {edition} is published; there are {there}", param_hint="--edition")
