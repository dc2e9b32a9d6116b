"""Mentoring: agreed, held, ended. Both learn."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar, Final

from domain.facts import About, Book, Decision, Erased, Event, Reference, Refusal, Stage
from domain.mentorship import Mentorship, MentorshipCommand
from domain.person import Person, PersonId

HOURS_IN_A_DAY: Final = 24


class WhyEnded(StrEnum):
    """Why a mentorship ended."""

    GOALS_REACHED = "goals_reached"
    TIME_UP = "time_up"
    REORGANISED = "reorganised"
    STALLED = "stalled"
    NOT_A_MATCH = "not_a_match"
    LEFT = "left"


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
class MentorshipEnded(Event[Mentorship]):
    """The agreement came to its end; that day was its last."""

    mentor: PersonId
    mentee: PersonId
    why: WhyEnded

    def concerns(self) -> tuple[str, ...]:
        return (self.mentor, self.mentee)

    def evolve(self, mentorship: Mentorship, at: Reference) -> Mentorship:
        return replace(mentorship, ended_on=self.effective_on)


@dataclass(frozen=True)
class AgreeMentorship(MentorshipCommand):
    """Bring two people together. Either may be the more senior; both are there to learn."""

    mentor: PersonId
    mentee: PersonId
    goals: str
    hours_promised: float
    cadence_days: int
    ends_on: date | None = None

    def decide(self, mentorship: Mentorship, book: Book) -> Decision:
        if mentorship.agreed_on is not None:
            raise AlreadyAgreed(f"“{self.mentorship}” was agreed on {mentorship.agreed_on}: a new pair is a new page")
        if self.mentor == self.mentee:
            raise MentorOfThemselves(f"mentee “{self.mentee}” is the mentor too: name two people")
        for not_here, person in ((MentorNotHere, self.mentor), (MenteeNotHere, self.mentee)):
            if not book.recall(Person(), person).is_here_on(self.effective_on):
                raise not_here(
                    f"{not_here.field} “{person}” is not with the organisation on {self.effective_on}:"
                    " name somebody who is"
                )
        self.must_be_a_promise()
        return (
            MentorshipAgreed(
                self.mentor,
                self.mentee,
                self.goals,
                self.hours_promised,
                self.cadence_days,
                self.ends_on,
                effective_on=self.effective_on,
            ),
        )

    def must_be_a_promise(self) -> None:
        """More than pairing: goals, time, and how often."""
        if not self.goals.strip():
            raise NoGoals(f"goals is “{self.goals}”: say what the mentee wants to reach")
        if self.hours_promised <= 0:
            raise NoTimePromised(f"hours_promised is {self.hours_promised:g}: promise more than 0 hours")
        if self.cadence_days < 1:
            raise NoCadence(f"cadence_days is {self.cadence_days}: say how many days apart they meet, 1 or more")
        if self.ends_on is not None and self.ends_on < self.effective_on:
            raise EndsBeforeItBegins(f"ends_on {self.ends_on} is before {self.effective_on}: give a later day, or none")


@dataclass(frozen=True)
class HoldMentoringSession(MentorshipCommand):
    """Record that the two met, how long, and what either learned, as far as they want to tell."""

    hours: float
    mentee_learned: str | None = None
    mentor_learned: str | None = None

    def decide(self, mentorship: Mentorship, book: Book) -> Decision:
        mentor, mentee = self.pair(mentorship)
        if not mentorship.stands_on(self.effective_on):
            raise NoAgreementThatDay(
                f"“{self.mentorship}” does not stand on {self.effective_on}: give a day within it, or agree anew"
            )
        if not 0 < self.hours <= HOURS_IN_A_DAY:
            raise NoSuchHours(f"hours is {self.hours:g}: give more than 0 and at most {HOURS_IN_A_DAY}")
        return (
            MentoringSessionHeld(
                mentor,
                mentee,
                self.hours,
                self.mentee_learned,
                self.mentor_learned,
                effective_on=self.effective_on,
            ),
        )


@dataclass(frozen=True)
class EndMentorship(MentorshipCommand):
    """Record a mentorship's last day."""

    why: WhyEnded

    def decide(self, mentorship: Mentorship, book: Book) -> Decision:
        mentor, mentee = self.pair(mentorship)
        if mentorship.ended_on is not None or not mentorship.stands_on(self.effective_on):
            raise NoAgreementThatDay(
                f"“{self.mentorship}” does not stand on {self.effective_on}: there is no end to it"
            )
        return (MentorshipEnded(mentor, mentee, self.why, effective_on=self.effective_on),)


class AlreadyAgreed(Refusal):
    """A mentorship is agreed once; another agreement is another mentorship."""

    field = "mentorship"


class MentorOfThemselves(Refusal):
    """Nobody is their own mentor."""

    field = "mentee"


class MentorNotHere(Refusal):
    """Who mentors is with the organisation on the day of the agreement."""

    field = "mentor"


class MenteeNotHere(Refusal):
    """Who is mentored is with the organisation on the day of the agreement."""

    field = "mentee"


class NoGoals(Refusal):
    """A mentorship is for something."""

    field = "goals"


class NoTimePromised(Refusal):
    """A mentorship is a promise of time."""

    field = "hours_promised"


class NoCadence(Refusal):
    """A mentorship says how often the two meet."""

    field = "cadence_days"


class EndsBeforeItBegins(Refusal):
    """An agreement does not end before it begins."""

    field = "ends_on"


class NoAgreementThatDay(Refusal):
    """What belongs to an agreement happens while it stands."""

    field = "effective_on"


class NoSuchHours(Refusal):
    """A session takes some part of a day."""

    field = "hours"
