"""Re-scoring: what one person's history comes to under one edition of a framework, and under another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from domain.development.assessments import AssessmentRecorded
from domain.development.development import Development
from domain.frameworks.criteria import Requirement
from domain.frameworks.edition import Edition
from domain.judging.admissible import for_decisions
from domain.judging.findings import Evidence, File, Finding, Verdict
from domain.judging.judging import judge
from domain.kernel.facts import Erased, Event
from domain.kernel.ids import PersonId
from domain.kernel.standing import Noted, recall
from domain.promotions.judging.files import filed_as
from domain.promotions.judging.replaying import Judgement, Obstacle, differences, level_missing


@dataclass(frozen=True)
class Otherwise:
    """One criterion that comes out otherwise under another edition."""

    criterion: Requirement
    """Name of the criterion."""
    before: Finding | None
    """As it comes out under the one; None if that does not ask for it."""
    after: Finding | None
    """As it comes out under the other; None if that does not ask for it."""


@dataclass(frozen=True)
class Rescored:
    """What the rules find in all that was assessed of somebody, for one step, under two editions."""

    person: PersonId
    to_level: str | None
    """The level that the step leads to; None where there is none: theirs is not known, or the last."""
    before: Judgement
    """Under the edition that is held to."""
    after: Judgement
    """Under the edition that is tried."""

    @property
    def otherwise(self) -> tuple[Otherwise, ...]:
        """Where the two come out differently; empty where one of them cannot be judged."""
        if self.before.obstacle or self.after.obstacle:
            return ()
        return tuple(
            Otherwise(one.criterion, one.recorded, one.again)
            for one in differences(self.before.findings, self.after.findings)
            if verdict_of(one.recorded) is not verdict_of(one.again)
        )


def verdict_of(finding: Finding | None) -> Verdict | None:
    """How it came out, if it was looked for."""
    return finding.verdict if finding else None


def rescore(
    person: PersonId,
    stream: Iterable[Noted[Event[Any]]],
    to_level: str | None,
    before: Edition,
    after: Edition,
    on: date,
) -> Rescored:
    """What somebody's stream, as far as it was true on a day, comes to for the step to a level under two editions."""
    if to_level is None:
        why = "there is no step: the level is not known, or there is none above it"
        nowhere = [Judgement(edition.number, obstacle=Obstacle.LEVEL_MISSING, why=why) for edition in (before, after)]
        return Rescored(person, None, *nowhere)
    file = everything_assessed(stream, to_level, on)
    return Rescored(person, to_level, score(file, before), score(file, after))


def level_above(level: str | None, edition: Edition) -> str | None:
    """The next level, if an edition has it."""
    return dict(pairwise(edition.ladder)).get(level or "")


def everything_assessed(stream: Iterable[Noted[Event[Any]]], to_level: str, on: date) -> File:
    """A file of all that was assessed of somebody for decisions; whether a role waits is not the question."""
    true = {noted.at: noted for noted in stream if noted.event.effective_on <= on}
    assessed = [one for one in recall(Development, true.values()).assessments if for_decisions(one)]
    evidence = (Evidence(filed_as(one.instrument), one.at, true[one.at].event, one) for one in assessed)
    return File(to_level, on, None, tuple(evidence), on_record=tuple(assessed))


def score(file: File, edition: Edition) -> Judgement:
    """What an edition's criteria find in a file, or why they cannot be asked."""
    if file.to_level not in edition.ladder:
        return level_missing(file.to_level, edition)
    for filed in file.evidence:
        if isinstance(filed.event, AssessmentRecorded) and isinstance(filed.event.ratings, Erased):
            why = f"the ratings of “{filed.at}” have been erased"
            return Judgement(edition.number, obstacle=Obstacle.EVIDENCE_ERASED, why=why)
    return Judgement(edition.number, judge(edition, edition.criteria_for(file.to_level), file))
