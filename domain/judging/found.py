"""What one look at a file finds, before the severity of its criterion is weighed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from domain.judging.findings import Verdict
from domain.kernel.facts import Reference


@dataclass(frozen=True)
class Found:
    """How something came out, what that rests on, and what did not count."""

    verdict: Verdict
    rests_on: Iterable[Reference] = ()
    not_counted: Iterable[Reference] = ()


def met(holds: bool) -> Verdict:
    """Met or not, where there is something to judge by."""
    return Verdict.MET if holds else Verdict.NOT_MET


def enough(holds: bool) -> Verdict:
    """Met, or too little to say."""
    return Verdict.MET if holds else Verdict.NOT_ENOUGH_EVIDENCE
