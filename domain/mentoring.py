"""Mentoring: agreed, held, looked back on, ended. Both learn."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar

from domain.facts import About, Erased, Event, Reference, Stage
from domain.mentorship import Mentorship
from domain.person import PersonId


class WhyEnded(StrEnum):
    """Why a mentorship ended."""

    GOALS_REACHED = "goals_reached"
    TIME_UP = "time_up"
    REORGANISED = "reorganised"
    STALLED = "stalled"
    NOT_A_MATCH = "not_a_match"
    LEFT = "left"


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
    extent: Extent
    cites: tuple[Reference, ...]


@dataclass(frozen=True)
class MentorshipAgreed(Event[Mentorship]):
    """Two people agreed what the mentee wants to reach, how often they meet, and how much time is promised."""

    stage: ClassVar[Stage | None] = Stage.EXPOSURE

    mentor: PersonId
    mentee: PersonId
    goals: Annotated[str | Erased, About("mentee")]
    hours_promised: float
    """Over the whole of the agreement."""
    cadence_days: int
    """Days from one session to the next."""
    ends_on: date | None

    def concerns(self) -> tuple[str, ...]:
        return (self.mentor, self.mentee)

    def evolve(self, mentorship: Mentorship, at: Reference) -> Mentorship:
        return replace(
            mentorship, mentor=self.mentor, mentee=self.mentee, agreed_on=self.effective_on, ends_on=self.ends_on
        )


@dataclass(frozen=True)
class MentoringSessionHeld(Event[Mentorship]):
    """The two met. What each learned is theirs: both may write, neither has to."""

    stage: ClassVar[Stage | None] = Stage.EXPOSURE

    mentor: PersonId
    mentee: PersonId
    hours: float
    mentee_learned: Annotated[str | Erased | None, About("mentee")]
    mentor_learned: Annotated[str | Erased | None, About("mentor")]

    def concerns(self) -> tuple[str, ...]:
        return (self.mentor, self.mentee)


@dataclass(frozen=True)
class MentoringEvaluated(Event[Mentorship]):
    """Did it work? Three answers, each citing entries."""

    stage: ClassVar[Stage | None] = Stage.FEEDBACK

    mentor: PersonId
    mentee: PersonId
    evaluated_by: PersonId
    answers: tuple[Answer, ...]
    in_words: Annotated[str | Erased, About("mentee")]

    def concerns(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((self.mentor, self.mentee, self.evaluated_by)))


@dataclass(frozen=True)
class MentorshipEnded(Event[Mentorship]):
    """The agreement came to its end; that day was its last."""

    mentor: PersonId
    mentee: PersonId
    why: WhyEnded

    def concerns(self) -> tuple[str, ...]:
        return (self.mentor, self.mentee)

    def evolve(self, mentorship: Mentorship, at: Reference) -> Mentorship:
        return replace(mentorship, ended_on=self.effective_on)
