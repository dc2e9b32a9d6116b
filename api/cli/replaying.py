"""The decisions of one case judged again, for whoever names the case; and whether what they ask for is there."""

from __future__ import annotations

import typer

from api.access.gate import Gate
from api.cli.database_named import database_in_words
from api.settings import Settings
from audit.replay import NothingDecided, Replay, decisions_of, replay
from domain.frameworks.publishing import FrameworkPublished
from domain.kernel.ids import CaseId
from ledger import Ledger


def replays_of(ledger: Ledger, case: CaseId, as_of: int | None, edition: int | None) -> list[Replay]:
    """Every decision of a case, judged again. Raises NothingDecided and Unreadable."""
    decisions = decisions_of(ledger, case, as_of=as_of)
    if not decisions:
        raise NothingDecided(why_not(ledger, case, as_of))
    return [replay(ledger, decision, as_of=as_of, edition=edition) for decision in decisions]


def why_not(ledger: Ledger, case: CaseId, as_of: int | None) -> str:
    """Why a case has no decision to replay, and what would have one."""
    known = ledger.stream(case)
    if not known:
        return f"“{case}” is no case that anything is recorded of: name one that is decided, as in case-0198c0de-…"
    if as_of is not None and known[0].position > as_of:
        return f"“{case}” begins at position {known[0].position}: give --as-of a later one than {as_of}"
    if as_of is not None and decisions_of(ledger, case):
        return f"“{case}” is not decided yet at position {as_of}: give --as-of a later one"
    return f"“{case}” is not decided yet: name one that is decided, as in case-0198c0de-…"


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
