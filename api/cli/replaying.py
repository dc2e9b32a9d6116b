"""The decisions of one case judged again, for whoever names the case."""

from __future__ import annotations

from audit.replay import NothingDecided, Replay, decisions_of, replay
from domain.kernel.ids import CaseId
from ledger import Ledger


def replays_of(ledger: Ledger, case: CaseId, as_of: int | None, edition: int | None) -> list[Replay]:
    """Every decision of a case, judged again. Raises NothingDecided and Unreadable."""
    decisions = decisions_of(ledger, case, as_of=as_of)
    if not decisions:
        why = "is not decided yet" if ledger.stream(case, as_of=as_of) else "is no case that anything is recorded of"
        raise NothingDecided(f"“{case}” {why}: name one that is decided, as in case-0198c0de-…")
    return [replay(ledger, decision, as_of=as_of, edition=edition) for decision in decisions]
