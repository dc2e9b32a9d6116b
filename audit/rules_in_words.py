"""What each requirement asks of somebody, in words for them: a question, what was asked, and what would have met it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from domain.frameworks.criteria import Criterion, Requirement
from domain.judging.findings import Verdict

R = Requirement
SOURCES: Final = "{sources:person who sees|people who see}"
HOW: Final[Mapping[Verdict, str]] = {
    Verdict.MET: "It was met.",
    Verdict.NOT_MET: "It was not met.",
    Verdict.WARNING: "It was not met, and stood in nobody's way: whoever decided was to look.",
    Verdict.NOT_ENOUGH_EVIDENCE: "There was not enough on the file to tell. That is no mark against you.",
    Verdict.NOT_JUDGED: "It could not be judged, and counted neither for nor against you.",
}


class InWords(NamedTuple):
    """A requirement, with places for its numbers: `{sources:person|people}` is “one person”, or “3 people”."""

    question: str
    """What somebody asks whom it is about."""
    asked: str
    """What was asked."""
    to_change: str
    """What would have met it."""


IN_WORDS: Final[Mapping[Requirement, InWords]] = {
    R.PERFORMANCE_SUSTAINED: InWords(
        "Were your results good enough, for long enough?",
        "Your results were to average {rating} or better in the latest {cycles:round|rounds}, each on file.",
        "The latest {cycles:round|rounds} on the file, without a gap, with {rating} or better in each.",
    ),
    R.POTENTIAL_EVIDENCE: InWords(
        "Did anything show what you could grow into?",
        "Something on the file was to show more than results and craft: what you could grow into.",
        "An assessment or an assignment, filed as potential, in which somebody else saw you lead.",
    ),
    R.EVIDENCE_AT_TARGET_LEVEL: InWords(
        "Have others seen you lead as the new level asks?",
        f"You were to be seen leading as the new level asks, by {SOURCES} you from a place of their own.",
        f"Assessments for the new level, or a higher one, by {SOURCES} you from a place of their own.",
    ),
    R.DIALS_AT_LEAST: InWords(
        "Were your skills, your use of time and your work values rated well enough?",
        "Skills, time application and work values were each to be seen at the new level, and rated {rating} or better.",
        "A latest word of everybody who rated you of {rating} or better, in each of the three.",
    ),
    R.GAPS_AT_MOST: InWords(
        "Was too much of what the new level asks for still missing?",
        "At most {gaps:part|parts} of what the new level asks for could be rated below {rating}.",
        "No more than {gaps:part|parts} of it below {rating} in the latest word of whoever rated you.",
    ),
    R.WORK_VALUES: InWords(
        "Do you value the work that the new level asks for?",
        f"Your work values were to be rated {{rating}} or better by all who rated them, with {SOURCES} you from a place"
        " of their own among them.",
        f"No latest word below {{rating}}, and ratings of them by {SOURCES} you from a place of their own.",
    ),
    R.INDEPENDENT_SOURCES: InWords(
        "Have enough people seen you, from different places?",
        f"{SOURCES} you from a place of their own had to have assessed you within {{months:month|months}}.",
        f"Assessments within {{months:month|months}} by {SOURCES} you from a place of their own.",
    ),
    R.SOURCE_OUTSIDE_THE_LINE: InWords(
        "Has anybody assessed you who does not lead you?",
        "{sources:person who is|people who are} neither you nor your line manager had to have assessed you.",
        "An assessment by {sources:person who is|people who are} neither you nor your line manager.",
    ),
    R.WILLINGNESS: InWords(
        "Did you want the step?",
        "You were to have said yourself that you want the step.",
        "Your own word that you want it.",
    ),
    R.LIVE_PLAN: InWords(
        "Was there a plan for your development?",
        "There was to be a plan for your development.",
        "A plan that was agreed and under way.",
    ),
    R.LIVE_ASSIGNMENT: InWords(
        "Were you on an assignment from which you learn?",
        "You were to be on an assignment from which you learn.",
        "An assignment that was under way on the day.",
    ),
    R.CAN_HOLD: InWords(
        "Could you hold the role for a while?",
        "You were to be able to hold the role for {days:day|days}.",
        "Somebody's word that you can.",
    ),
    R.NO_CONFIRMED_INTEGRITY_CONCERN: InWords(
        "Was there anything against your integrity?",
        "No closed procedure was to have confirmed a concern about your integrity. Ratings confirm none.",
        "No such procedure, or one that had ended otherwise or expired.",
    ),
    R.VACANCY_OR_NEED: InWords(
        "Was the role free?", "The role was to have no holder of its own.", "The role being vacant on the day."
    ),
    R.TRANSITION_PLAN: InWords(
        "Was there a plan for the change of role?", "There was to be a plan for the change of role.", "Such a plan."
    ),
    R.LEADER_GROWN: InWords(
        "Have you helped others become leaders?",
        "If {reports:person reports|people report} to you, or more, {leaders:person|people} whom you developed had to"
        " have become a leader.",
        "{leaders:person whom you developed and who leads|people whom you developed and who lead} by now.",
    ),
    R.CARRIED_DEBT: InWords(
        "Was anything of an earlier level left to learn?",
        "Nothing of an earlier level was to be left to learn.",
        "What was left over being made up for.",
    ),
    R.EVIDENCE_OLDER_THAN: InWords(
        "Was what is on the file recent enough?",
        "Nothing on the file was to be older than {months:month|months}.",
        "A file without what was older.",
    ),
    R.ONE_SOURCE_DOMINATES: InWords(
        "Did one voice weigh too much?",
        "No one voice was to be more than {percent} percent of what the file says.",
        "More voices, from other places or by other people.",
    ),
    R.FILE_COMPLETE: InWords(
        "Was everything on the file that belongs there?",
        "All that was assessed for decisions within {months:month|months} was to be on the file.",
        "What was left off the file being put on it.",
    ),
}
"""Of each requirement, with its numbers."""


class Number:
    """A number of an edition in a sentence, with what it counts; “some” where nobody said how many."""

    def __init__(self, value: int | None) -> None:
        self._value = value

    def __format__(self, counted: str) -> str:
        one, _, several = counted.partition("|")
        if not counted:
            return "some" if self._value is None else str(self._value)
        if self._value == 1:
            return f"one {one}"
        return f"{'some' if self._value is None else self._value} {several}"


class _OrSome(dict[str, Number]):
    """Numbers by what they count."""

    def __missing__(self, _: str) -> Number:
        return Number(None)


def words_of(requirement: Requirement, criterion: Criterion | None) -> InWords:
    """The words for a requirement, with the numbers of the edition where it has them."""
    numbers = _OrSome({bound.of.value: Number(bound.value) for bound in criterion.bounds} if criterion else {})
    told = (text.format_map(numbers) for text in IN_WORDS[requirement])
    return InWords(*(text[0].upper() + text[1:] for text in told))
