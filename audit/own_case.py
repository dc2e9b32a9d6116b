"""One's own case in plain words: what each rule asked, how it came out, and what would have changed that."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from audit.replay import Replay
from audit.rules_in_words import HOW, words_of
from domain.frameworks.criteria import Criterion, Requirement
from domain.frameworks.framework import published
from domain.judging.findings import Verdict
from domain.kernel.book import Book
from domain.kernel.facts import Reference
from domain.kernel.ids import CaseId, PersonId
from domain.promotions.decisions import PromotionApproved
from domain.promotions.informing import days_later
from domain.promotions.judging.files import criteria_asked
from domain.promotions.judging.replaying import ReplayVerdict, numbered
from domain.promotions.notices import may_be_appealed_by, told_of_decision
from domain.promotions.promotion_case import PromotionCase


@dataclass(frozen=True)
class RuleInWords:
    """One rule, for whom it was about."""

    criterion: Requirement
    """Name of the criterion."""
    verdict: Verdict
    """How it came out, as it was recorded."""
    question: str
    """What somebody asks whom it is about, which this answers."""
    asked: str
    """What was asked."""
    came_out: str
    """How it came out, in words."""
    would_have_changed: str | None
    """What would have changed it; None where it was met, or could not be judged."""
    set_aside: bool
    """Whether somebody with authority set it aside."""
    rests_on: tuple[Reference, ...]
    """References of the entries that this rests on."""
    not_counted: tuple[Reference, ...]
    """References of entries that did not count: on which facts they rest, or from where they see, nobody knows."""
    known_now: Verdict | None
    """How it comes out with what has come to light since, where that is otherwise."""


@dataclass(frozen=True)
class OwnCase:
    """A decision on somebody, rule by rule, as they read it themselves."""

    decision: Reference
    """Reference of the decision."""
    outcome: str
    """What was decided: the kind of the entry, as `PromotionDeclined`."""
    decided_on: date
    """The day of the decision."""
    replayed: ReplayVerdict
    """What came of judging it again."""
    rules: tuple[RuleInWords, ...]
    """Rule by rule, in the order of the framework's edition; none where it was erased, or not to be judged."""
    objection: str | None
    """What stood against the procedure, as known then; None if nothing did."""
    told_on: date | None
    """The day on which it is on record that you were told; until then the time to appeal does not run."""
    appeal_until: date | None
    """The last day for an appeal; None as long as that time does not run."""
    may_appeal: bool
    """Whether you may appeal it today: it is in time, no appeal waits for its answer, and you have lodged none."""


def in_plain_words(replay: Replay, book: Book) -> OwnCase:
    """A decision for whom it is about, by its replay, and by a book as known now."""
    decision, at = replay.decision.event, replay.decision.at
    told_on = told_of_decision(decision, at, None, book)
    edition = published(decision.framework, decision.edition, book)
    until = None
    if told_on is not None:
        until = days_later(decision.candidate, told_on, edition.procedure.appeal_working_days, edition, book)
    rules = tuple(rules_in_words(replay, criteria_asked(edition, decision.to_level)))
    return OwnCase(
        at,
        replay.decision.kind,
        decision.effective_on,
        replay.verdict,
        rules,
        replay.objection,
        told_on,
        until,
        may_still_appeal(decision.candidate, at, until, book),
    )


def may_still_appeal(candidate: PersonId, decision: Reference, until: date | None, book: Book) -> bool:
    """Whether somebody may appeal a decision on them today; as long as no time runs, it is not over."""
    case = book.recall(PromotionCase, CaseId(decision.stream))
    stands = case.decision == decision and case.appealable and may_be_appealed_by(candidate, case)
    return stands and (until is None or book.today <= until)


def rules_in_words(replay: Replay, criteria: tuple[Criterion, ...]) -> Iterator[RuleInWords]:
    """What was recorded, rule by rule, beside what is known now."""
    decision = replay.decision.event
    overrides = decision.overrides if isinstance(decision, PromotionApproved) else ()
    aside = {override.criterion for override in overrides}
    now = dict(numbered(replay.since.now.judgement.findings)) if replay.since else {}
    by_criterion = numbered_criteria(criteria)
    for key, finding in numbered(decision.found):
        words = words_of(finding.criterion, by_criterion.get(key))
        again = now.get(key)
        yield RuleInWords(
            finding.criterion,
            finding.verdict,
            words.question,
            words.asked,
            HOW[finding.verdict],
            None if finding.verdict in (Verdict.MET, Verdict.NOT_JUDGED) else words.to_change,
            finding.criterion in aside,
            finding.rests_on,
            finding.not_counted,
            again.verdict if again is not None and again.verdict is not finding.verdict else None,
        )


def numbered_criteria(criteria: tuple[Criterion, ...]) -> dict[tuple[Requirement, int], Criterion]:
    """Criteria as findings are numbered: an edition may ask for the same one twice."""
    return {
        (one.requirement, sum(each.requirement is one.requirement for each in criteria[:place])): one
        for place, one in enumerate(criteria)
    }
