"""Judging a promotion again: what the rules say of what was known, beside what was recorded that they said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from domain.development.assessments import AssessmentRecorded
from domain.development.development import Purpose
from domain.frameworks.criteria import Requirement
from domain.frameworks.edition import Edition
from domain.frameworks.framework import Framework
from domain.judging.findings import Finding
from domain.kernel.book import Book
from domain.kernel.facts import Erased, Event
from domain.kernel.ids import CaseId
from domain.kernel.refusals import Refusal
from domain.kernel.standing import Noted
from domain.promotions.acts import nobody_may_have_had_a_stake
from domain.promotions.conflicts import must_have_been_free, standing_towards
from domain.promotions.decisions import PromotionApproved, PromotionDecision, PromotionDeferred
from domain.promotions.independence import borne_in_deciders
from domain.promotions.judging.files import filed_as
from domain.promotions.judging.judges import FIRST, JUDGES
from domain.promotions.overrides import reviews_after
from domain.promotions.promotion_case import REPEATED, FiledEvidence, PromotionCase


class ReplayVerdict(StrEnum):
    """What comes of replaying a decision."""

    REPRODUCED = "reproduced"
    """What was known then comes to what was recorded."""
    DIFFERS = "differs"
    """What was known then comes to something else than what was recorded."""
    CANNOT_BE_JUDGED = "cannot_be_judged"


class Obstacle(StrEnum):
    """Why something cannot be judged again."""

    BASIS_UNKNOWN = "basis_unknown"
    """The decision names a position as of which there was no such case, or that came after it."""
    EDITION_MISSING = "edition_missing"
    LEVEL_MISSING = "level_missing"
    """The edition knows no such level."""
    JUDGE_UNKNOWN = "judge_unknown"
    """The code that judged is not in this version."""
    EVIDENCE_ERASED = "evidence_erased"
    FINDINGS_ERASED = "findings_erased"
    """What the rules found then has been erased: there is nothing to compare with."""


@dataclass(frozen=True)
class Judgement:
    """What the rules find, or why they cannot find anything."""

    edition: int
    """The number of the framework's edition that it was judged under."""
    findings: tuple[Finding, ...] = ()
    """One for each criterion of the edition; empty where nothing could be judged."""
    obstacle: Obstacle | None = None
    """What stands in the way of judging; None where it could be judged."""
    why: str | None = None
    """The obstacle in words."""


@dataclass(frozen=True)
class Difference:
    """One criterion that comes out otherwise, or rests on something else."""

    criterion: Requirement
    """Name of the criterion."""
    recorded: Finding | None
    """As it was recorded; None if it was not."""
    again: Finding | None
    """As it comes out; None if the edition does not ask for it."""


@dataclass(frozen=True)
class Misstated:
    """Something that a decision says of its case, and that is not what the case said by then."""

    what: str
    """Which of the decision's fields."""
    recorded: str
    """As the decision has it."""
    known: str
    """As it was known."""


def judge_again(decision: PromotionDecision, case: PromotionCase, book: Book, editions: Framework) -> Judgement:
    """What the judge that the decision names finds, for the case as it is given, in a book."""
    judge, proposal, number = JUDGES.get(decision.judged_by), case.proposal, decision.edition
    if proposal is None:
        why = f"nothing is proposed as of position {book.basis}"
        return Judgement(number, obstacle=Obstacle.BASIS_UNKNOWN, why=why)
    edition = editions.edition(number)
    if edition is None:
        why = f"edition {number} of “{decision.framework}” is not published"
        return Judgement(number, obstacle=Obstacle.EDITION_MISSING, why=why)
    if proposal.to_level not in edition.ladder:
        return level_missing(proposal.to_level, edition)
    if judge is None:
        why = f"“{decision.judged_by}” judged, which this version does not have: it has {', '.join(JUDGES)}"
        return Judgement(number, obstacle=Obstacle.JUDGE_UNKNOWN, why=why)
    for filed in case.evidence:
        noted = book.noted(filed.evidence)
        if noted and isinstance(noted.event, AssessmentRecorded) and isinstance(noted.event.ratings, Erased):
            why = f"the ratings of “{filed.evidence}” have been erased"
            return Judgement(number, obstacle=Obstacle.EVIDENCE_ERASED, why=why)
    if isinstance(decision.findings, Erased):
        return Judgement(number, obstacle=Obstacle.FINDINGS_ERASED, why="what the rules found has been erased")
    return Judgement(number, judge.finds(edition, case, proposal, decision.effective_on, book))


def level_missing(level: str, edition: Edition) -> Judgement:
    """What is said where an edition does not know a level."""
    why = f"edition {edition.number} knows {', '.join(edition.ladder)}, and no level “{level}”"
    return Judgement(edition.number, obstacle=Obstacle.LEVEL_MISSING, why=why)


def differences(recorded: tuple[Finding, ...], again: tuple[Finding, ...]) -> tuple[Difference, ...]:
    """Finding by finding, in the order in which they were recorded, and then what was not recorded at all."""
    were, are = dict(numbered(recorded)), dict(numbered(again))
    return tuple(Difference(key[0], were.get(key), are.get(key)) for key in were | are if were.get(key) != are.get(key))


def numbered(findings: tuple[Finding, ...]) -> Iterator[tuple[tuple[Requirement, int], Finding]]:
    """Findings by their criterion; an edition may ask for the same one twice, as for two groups of levels."""
    for place, finding in enumerate(findings):
        yield (finding.criterion, sum(one.criterion is finding.criterion for one in findings[:place])), finding


def misstated(decision: PromotionDecision, case: PromotionCase) -> Iterator[Misstated]:
    """What the decision says of its case and its findings, and what is not so."""
    known = {name: getattr(case.proposal, name, None) for name in REPEATED} | {"recommendation": case.recommendation}
    for name, value in known.items():
        if getattr(decision, name) != value:
            yield Misstated(name, str(getattr(decision, name)), str(value))
    if isinstance(decision, PromotionApproved):
        if not isinstance(decision.findings, Erased):
            in_the_way = sorted(finding.criterion for finding in decision.findings if finding.stands_in_the_way)
            set_aside = sorted(override.criterion for override in decision.overrides)
            if in_the_way != set_aside:
                yield Misstated("overrides", in_words(set_aside), in_words(in_the_way))
        reviews = reviews_after(decision.effective_on)
        for override in decision.overrides:
            if override.reviews_on != reviews:
                yield Misstated("reviews_on", in_words(override.reviews_on), in_words(reviews))
        reasons = decision.override_reasons
        if not isinstance(reasons, Erased) and len(reasons) != len(decision.overrides):
            yield Misstated("override_reasons", str(len(reasons)), str(len(decision.overrides)))


def in_words(several: Iterable[object]) -> str:
    """All of them, or that there is none."""
    return ", ".join(map(str, several)) or "none"


def objection(decision: PromotionDecision, case_id: CaseId, case: PromotionCase, book: Book) -> str | None:
    """What stands against how it came to be decided, as far as a book knows; None if nothing does.

    Procedure is that of the judge whom the decision names: a rule that came later is not held against it.
    """
    judge = JUDGES.get(decision.judged_by)
    if case.proposal is None or judge is None:
        return None
    if case.file_open:
        return f"“{case_id}” still took evidence when it was decided"
    if case.decided_on is not None:
        return f"“{case_id}” had been decided already, on {case.decided_on}"
    if decision.effective_on < (last := max(case.proposal.proposed_on, case.last_act_on)):
        return f"“{case_id}” was decided on {decision.effective_on}, before its last act on {last}"
    try:
        judge.may_decide(case_id, case, case.proposal, decision.decided_by, decision.effective_on, book)
        judge.decide_together(
            case_id, case, case.proposal, decision.decided_by, decision.decided_with, decision.effective_on, book
        )
        judge.objects(case_id, case, case.proposal, decision.decided_by, book)
        if not isinstance(decision, PromotionDeferred):
            judge.looks_back(case_id, case, case.proposal, book)
        for override in decision.overrides if isinstance(decision, PromotionApproved) else ():
            judge.may_override(case_id, case, case.proposal, override.authorised_by, decision.effective_on, book)
    except Refusal as refusal:
        return str(refusal)
    return None


def stake(decision: PromotionDecision, case_id: CaseId, case: PromotionCase, book: Book) -> str | None:
    """Who had a stake after the proposal that was over when they acted, as far as a book knows; None if nobody had.

    It is asked of whoever acts, and no rule of any judge: what is written later of the time before is told by this.
    """
    if case.proposal is None or decision.judged_by == FIRST or decision.judged_by not in JUDGES:
        return None
    standing = standing_towards(case_id, case, case.proposal, decision.effective_on, book)
    overrides = decision.overrides if isinstance(decision, PromotionApproved) else ()
    others = (decision.decided_with, *(override.authorised_by for override in overrides))
    try:
        if not isinstance(decision, PromotionDeferred):
            nobody_may_have_had_a_stake(case_id, case, case.proposal, book)
        must_have_been_free(standing, decision.decided_by, but=borne_in_deciders(case.proposal, book))
        must_have_been_free(standing, *filter(None, others))
    except Refusal as refusal:
        return str(refusal)
    return None


def with_late_evidence(case: PromotionCase, late: tuple[Noted[Event[object]], ...]) -> PromotionCase:
    """The case as if assessments that came late had been on its file: results as such, anything else as potential."""
    filed = tuple(
        FiledEvidence(filed_as(noted.event.instrument), noted.at)
        for noted in late
        if isinstance(noted.event, AssessmentRecorded)
        and noted.event.purpose is Purpose.DECISION
        and case.proposal is not None
        and noted.at.stream == case.proposal.candidate
    )
    return replace(case, evidence=(*case.evidence, *filed))
