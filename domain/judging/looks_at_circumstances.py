"""Looks at circumstances: what the ledger knows beside the file, of the person and of the role."""

from __future__ import annotations

from domain.frameworks.criteria import Criterion, Measure
from domain.frameworks.edition import Edition
from domain.judging.findings import File, Verdict
from domain.judging.found import Found, enough, met
from domain.judging.views import better_than_lowest, latest_words

INTEGRITY = ("integrity",)
"""What a low rating warns of where a criterion names no competencies, as those of the first editions do not."""


def no_integrity_concern(edition: Edition, criterion: Criterion, file: File) -> Found:
    """Only a closed procedure confirms a concern. The lowest rating is a reason to look, however many gave it."""
    if file.concerns is None:
        return Found(Verdict.NOT_JUDGED)
    if file.concerns:
        return Found(Verdict.NOT_MET, file.concerns)
    low = [
        assessment.at
        for of in criterion.competencies or INTEGRITY
        for assessment, value in latest_words(file.assessments(), of)
        if not better_than_lowest(edition, of, value)
    ]
    return Found(Verdict.WARNING if low else Verdict.MET, low)


def vacancy(edition: Edition, criterion: Criterion, file: File) -> Found:
    """A role without a holder of its own. Where no role is named, the need is in the grounds, for people to read."""
    return Found(Verdict.NOT_JUDGED if file.vacant is None else met(file.vacant))


def willing(edition: Edition, criterion: Criterion, file: File) -> Found:
    """Their own word that they want it. Who has not said, or is undecided, has not said that."""
    if file.wish is None:
        return Found(Verdict.NOT_ENOUGH_EVIDENCE)
    return Found(met(file.wish.willing), (file.wish.at,))


def assignment_live(edition: Edition, criterion: Criterion, file: File) -> Found:
    """They are on an assignment from which they learn."""
    return Found(Verdict.NOT_JUDGED if file.live_assignments is None else enough(bool(file.live_assignments)))


def leader_grown(edition: Edition, criterion: Criterion, file: File) -> Found:
    """Somebody whom they developed has become a leader. Who leads too few has had nobody to develop."""
    if file.leaders_grown is None or file.reports < criterion.number(Measure.REPORTS):
        return Found(Verdict.NOT_JUDGED)
    return Found(met(len(file.leaders_grown) >= criterion.number(Measure.LEADERS)))
