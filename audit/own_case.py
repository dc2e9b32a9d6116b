"""One's own case in plain words: what each rule asked, how it came out, and what would have changed that."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from audit.replay import Replay
from domain.frameworks.criteria import Criterion, Requirement
from domain.frameworks.framework import published
from domain.judging.findings import Finding, Verdict
from domain.kernel.book import Book
from domain.kernel.facts import Reference
from domain.promotions.decisions import PromotionApproved
from domain.promotions.informing import days_later
from domain.promotions.judging.files import criteria_asked
from domain.promotions.judging.replaying import ReplayVerdict, numbered
from domain.promotions.notices import told_of_decision

R = Requirement
IN_WORDS: Final[Mapping[Requirement, tuple[str, str]]] = {
    R.PERFORMANCE_SUSTAINED: (
        "Your results were to average {rating} or better in each of your latest {cycles} rounds, all on file.",
        "{cycles} rounds in a row on the file, whole, with {rating} or better in each.",
    ),
    R.POTENTIAL_EVIDENCE: (
        "Something on the file was to show more than results and craft: what you could grow into.",
        "An assessment or an assignment, filed as potential, in which somebody else saw you lead.",
    ),
    R.EVIDENCE_AT_TARGET_LEVEL: (
        "You were to be seen leading as the new level asks, by {sources} who see you from different places.",
        "Assessments for the new level, or a higher one, by {sources} who see you from different places.",
    ),
    R.DIALS_AT_LEAST: (
        "Skills, time application and work values were each to be seen at the new level, and rated {rating} or better.",
        "A latest word of everybody who rated you of {rating} or better, in each of the three.",
    ),
    R.GAPS_AT_MOST: (
        "At most {gaps} of what the new level asks for were to be rated below {rating}.",
        "No more than {gaps} of them below {rating} in the latest word of whoever rated you.",
    ),
    R.WORK_VALUES: (
        "Your work values were to be rated {rating} or better by all who rated them, {sources} of different places.",
        "No latest word below {rating}, and {sources} from different places who rated them.",
    ),
    R.INDEPENDENT_SOURCES: (
        "{sources} different people were to have seen you from different places within {months} months.",
        "{sources} assessments within {months} months, by different people who see you from different places.",
    ),
    R.SOURCE_OUTSIDE_THE_LINE: (
        "{sources} who are neither you nor your line manager were to have assessed you.",
        "An assessment by {sources} who are neither you nor your line manager.",
    ),
    R.WILLINGNESS: ("You were to have said yourself that you want the step.", "Your own word that you want it."),
    R.LIVE_PLAN: ("There was to be a plan for your development.", "A plan that was agreed and under way."),
    R.LIVE_ASSIGNMENT: (
        "You were to be on an assignment from which you learn.",
        "An assignment that was under way on the day.",
    ),
    R.CAN_HOLD: ("You were to be able to hold the role for {days} days.", "Somebody's word that you can."),
    R.NO_CONFIRMED_INTEGRITY_CONCERN: (
        "No closed procedure was to have confirmed a concern about your integrity. Ratings confirm none.",
        "No such procedure, or one that had ended otherwise or expired.",
    ),
    R.VACANCY_OR_NEED: ("The role was to have no holder of its own.", "The role being vacant on the day."),
    R.TRANSITION_PLAN: ("There was to be a plan for the change of role.", "Such a plan."),
    R.LEADER_GROWN: (
        "If {reports} or more report to you, {leaders} whom you developed were to have become leaders.",
        "{leaders} whom you developed, and who lead by now.",
    ),
    R.CARRIED_DEBT: ("Nothing of an earlier level was to be left to learn.", "What was left over being made up for."),
    R.EVIDENCE_OLDER_THAN: (
        "Nothing on the file was to be older than {months} months.",
        "A file without what was older.",
    ),
    R.ONE_SOURCE_DOMINATES: (
        "No one voice was to be more than {percent} percent of what the file says.",
        "More voices, from other places or by other people.",
    ),
    R.FILE_COMPLETE: (
        "All that was assessed for decisions within {months} months was to be on the file.",
        "What was left off the file being put on it.",
    ),
}
"""Of each requirement, with its numbers: what it asks, and what would have met it."""
HOW: Final[Mapping[Verdict, str]] = {
    Verdict.MET: "It was met.",
    Verdict.NOT_MET: "It was not met.",
    Verdict.WARNING: "It was not met, and stood in nobody's way: whoever decided was to look.",
    Verdict.NOT_ENOUGH_EVIDENCE: "There was not enough on the file to tell. That is no mark against you.",
    Verdict.NOT_JUDGED: "It could not be judged, and counted neither for nor against you.",
}


@dataclass(frozen=True)
class RuleInWords:
    """One rule, for whom it was about."""

    criterion: Requirement
    """Name of the criterion."""
    verdict: Verdict
    """How it came out, as it was recorded."""
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


def in_plain_words(replay: Replay, book: Book) -> OwnCase:
    """A decision for whom it is about, by its replay, and by a book as known now."""
    decision, at = replay.decision.event, replay.decision.at
    told_on = told_of_decision(decision, at, None, book)
    edition = published(decision.framework, decision.edition, book)
    until = None
    if told_on is not None:
        until = days_later(decision.candidate, told_on, edition.procedure.appeal_working_days, edition, book)
    criteria = criteria_asked(edition, decision.to_level)
    rules = tuple(rules_in_words(replay, criteria))
    return OwnCase(
        at, replay.decision.kind, decision.effective_on, replay.verdict, rules, replay.objection, told_on, until
    )


def rules_in_words(replay: Replay, criteria: tuple[Criterion, ...]) -> Iterator[RuleInWords]:
    """What was recorded, rule by rule, beside what is known now."""
    decision = replay.decision.event
    overrides = decision.overrides if isinstance(decision, PromotionApproved) else ()
    aside = {override.criterion for override in overrides}
    now = dict(numbered(replay.since.now.judgement.findings)) if replay.since else {}
    by_criterion = numbered_criteria(criteria)
    for key, finding in numbered(decision.found):
        asked, to_change = words_of(finding, by_criterion.get(key))
        again = now.get(key)
        yield RuleInWords(
            finding.criterion,
            finding.verdict,
            asked,
            HOW[finding.verdict],
            None if finding.verdict in (Verdict.MET, Verdict.NOT_JUDGED) else to_change,
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


def words_of(finding: Finding, criterion: Criterion | None) -> tuple[str, str]:
    """What was asked and what would have changed it, with the numbers of the edition where it has them."""
    asked, to_change = IN_WORDS[finding.criterion]
    numbers = {bound.of.value: bound.value for bound in criterion.bounds} if criterion else {}
    said = _OrSome(numbers)
    return asked.format_map(said), to_change.format_map(said)


class _OrSome(dict[str, int]):
    """Numbers by what they count; “some” where nobody has said how many."""

    def __missing__(self, _: str) -> str:
        return "some"
