"""Judging a file of evidence: one pure function, for promotions and for readiness."""

from __future__ import annotations

from collections.abc import Iterable

from domain.frameworks.criteria import Criterion, Severity
from domain.frameworks.edition import Edition
from domain.judging.findings import File, Finding, Verdict
from domain.judging.found import Found
from domain.judging.looks import LOOKS, NEVER_GATES


def judge(edition: Edition, criteria: Iterable[Criterion], file: File) -> tuple[Finding, ...]:
    """One finding for every criterion. They inform whoever decides; they are no decision."""
    return tuple(find(edition, criterion, file) for criterion in criteria)


def find(edition: Edition, criterion: Criterion, file: File) -> Finding:
    """How one criterion comes out. What only warns does so where it is not met, and is silent where nothing is seen."""
    look = LOOKS.get(criterion.requirement)
    found = look(edition, criterion, file) if look else Found(Verdict.NOT_JUDGED)
    only_warns = criterion.severity is Severity.WARNS or criterion.requirement in NEVER_GATES
    in_the_way = found.verdict in (Verdict.NOT_MET, Verdict.NOT_ENOUGH_EVIDENCE)
    verdict = Verdict.WARNING if only_warns and in_the_way else found.verdict
    return Finding(
        criterion.requirement,
        verdict,
        tuple(dict.fromkeys(found.rests_on)),
        tuple(dict.fromkeys(found.not_counted)),
    )
