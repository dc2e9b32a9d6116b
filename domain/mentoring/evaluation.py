"""Did the mentoring work? Three questions, each answered from entries."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, ClassVar

from domain.kernel.acting import Acts
from domain.kernel.book import Book, Decision, must_be_about
from domain.kernel.facts import About, Erased, Event, Reference, Stage
from domain.kernel.ids import PersonId
from domain.kernel.refusals import Refusal
from domain.mentoring.mentorship import Mentorship, MentorshipCommand
from domain.people.named import Known


class Question(StrEnum):
    """What is asked when looking back on a mentorship."""

    WIDER_RANGE_OF_STYLES = "wider_range_of_styles"
    ADAPTABLE_AND_RESILIENT = "adaptable_and_resilient"
    TAKES_ROLES_AND_INFLUENCES = "takes_roles_and_influences"


class Extent(StrEnum):
    """How far something came true."""

    YES = "yes"
    PARTLY = "partly"
    NOT_YET = "not_yet"


@dataclass(frozen=True)
class Answer:
    """One question answered, and the entries that the answer rests on."""

    question: Question
    """Which question it answers."""
    extent: Extent
    """How far it came true."""
    cites: tuple[Reference, ...]
    """References of the entries that it rests on."""


@dataclass(frozen=True)
class MentoringEvaluated(Event[Mentorship]):
    """Did it work? Three answers, each citing entries."""

    stage: ClassVar[Stage | None] = Stage.FEEDBACK

    mentor: PersonId
    """The mentor."""
    mentee: PersonId
    """The mentee."""
    evaluated_by: PersonId
    """Who looks back."""
    answers: tuple[Answer, ...]
    """One answer to each question."""
    in_words: Annotated[str | Erased, About("mentee")]
    """The whole in words."""

    def concerns(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((self.mentor, self.mentee, self.evaluated_by)))


@dataclass(frozen=True)
class EvaluateMentoring(MentorshipCommand):
    """Look back on a mentorship: every question answered once, and every answer citing entries."""

    records = (MentoringEvaluated,)

    evaluated_by: Annotated[PersonId, Known(), Acts()]
    answers: tuple[Answer, ...]
    in_words: str

    def decide(self, mentorship: Mentorship, book: Book) -> Decision:
        mentor, mentee = self.pair(mentorship)
        asked = sorted(answer.question for answer in self.answers)
        if asked != sorted(Question):
            raise NotEveryQuestionOnce(
                f"answers are to {', '.join(asked) or 'none'}: answer each of {', '.join(Question)} once"
            )
        self.must_cite(mentee, book)
        return (self.becomes(MentoringEvaluated, mentor=mentor, mentee=mentee),)

    def must_cite(self, mentee: PersonId, book: Book) -> None:
        """An answer rests on entries about the mentee."""
        empty = next((answer.question for answer in self.answers if not answer.cites), None)
        if empty:
            raise AnswerCitesNothing(f"“{empty}” cites nothing: cite entries that show it, as stream@version")
        for at, refusal in self.cited():
            must_be_about(mentee, at, self.effective_on, book, refusal)

    def cited(self) -> Iterator[tuple[Reference, Refusal]]:
        """What its answers rest on."""
        for answer in self.answers:
            for at in answer.cites:
                yield (
                    at,
                    AnswerCitesNothing(
                        f"“{answer.question}” cites “{at}”, no entry about the mentee from up to {self.effective_on}:"
                        " cite one"
                    ),
                )


class NotEveryQuestionOnce(Refusal):
    """Looking back answers every question, and each of them once."""

    instead = "Answer every question once."
    field = "answers"


class AnswerCitesNothing(Refusal):
    """An answer rests on entries about the mentee."""

    instead = "Cite entries about the mentee that show it."
    field = "answers"
