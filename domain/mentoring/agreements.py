"""Mentoring: agreed, held, ended. Both learn."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar

from domain.kernel.acting import Acts
from domain.kernel.book import Book, Decision
from domain.kernel.commands import Said
from domain.kernel.facts import About, Erased, Event, Reference, Stage
from domain.kernel.history import is_brought_over, is_history, written_later
from domain.kernel.hours import HOURS_AT_MOST, HOURS_OF_A_DAY, hours_must_be_possible
from domain.kernel.ids import MentorshipId, PersonId
from domain.kernel.later import LATER
from domain.kernel.refusals import BeginsAfterItEnds, Refusal
from domain.mentoring.mentorship import MentoringProgress, Mentorship, MentorshipCommand
from domain.mentoring.mentorship_kinds import (
    MentorEligible,
    MentorNotEligible,
    MentorshipKind,
    NoObjective,
    ObjectiveMetAlready,
    mentor_eligible,
)
from domain.mentoring.offers import MentoringOffers, OverCapacity
from domain.people.employment import Employment
from domain.people.named import Employed, Here


class WhyEnded(StrEnum):
    """Why a mentorship ended."""

    GOALS_REACHED = "goals_reached"
    TIME_UP = "time_up"
    REORGANISED = "reorganised"
    STALLED = "stalled"
    NOT_A_MATCH = "not_a_match"
    LEFT = "left"


@dataclass(frozen=True)
class NamesTheTwo(Event[Mentorship], abstract=True):
    """Says who the two are, for good: what they say to each other is for nobody else."""

    for_good: ClassVar[tuple[str, ...]] = ("mentor", "mentee")


@dataclass(frozen=True)
class MentorshipAgreed(NamesTheTwo):
    """Two people agreed what the mentee wants to reach, how often they meet, and how much time is promised."""

    stage: ClassVar[Stage | None] = Stage.EXPOSURE

    mentor: PersonId
    """The mentor."""
    mentee: PersonId
    """The mentee."""
    goals: Annotated[str | Erased, About("mentee")]
    """What the mentee wants to reach."""
    hours_promised: float
    """Hours promised, over the whole of the agreement."""
    cadence_days: int
    """Days from one session to the next."""
    ends_on: date | None
    """Its last day, where one was named."""
    mentorship_kind: MentorshipKind | None = field(default=None, metadata=LATER)
    """What it is; None reads as mentoring."""
    objectives: Annotated[tuple[str, ...] | Erased, About("mentee")] = field(default=(), metadata=LATER)
    """What is to be learned, one by one; an objective is named by its number, counted from 1."""

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
    """The mentor."""
    mentee: PersonId
    """The mentee."""
    hours: float
    """How long they met, in hours."""
    mentee_learned: Annotated[str | Erased | None, About("mentee")]
    """What the mentee learned, as far as they want to tell."""
    mentor_learned: Annotated[str | Erased | None, About("mentor")]
    """What the mentor learned, as far as they want to tell."""

    def concerns(self) -> tuple[str, ...]:
        return (self.mentor, self.mentee)


@dataclass(frozen=True)
class MentorshipEnded(Event[Mentorship]):
    """The agreement came to its end; that day was its last."""

    mentor: PersonId
    """The mentor."""
    mentee: PersonId
    """The mentee."""
    why: WhyEnded
    """Why it ended."""
    written_on: date | None = field(default=None, metadata=LATER)
    """The day on which that was written down, where it is a later one; None also where nobody kept it."""

    def concerns(self) -> tuple[str, ...]:
        return (self.mentor, self.mentee)

    def evolve(self, mentorship: Mentorship, at: Reference) -> Mentorship:
        return replace(mentorship, ended_on=self.effective_on, ended_on_record=self.written_on or self.effective_on)


@dataclass(frozen=True)
class AgreeMentorship(MentorshipCommand):
    """Bring two people together. Either may be the more senior; both are there to learn."""

    records = (MentorshipAgreed,)
    creates = "mentorship"

    mentor: Annotated[PersonId, Here(), Acts()]
    """Who promises their time, and says so: nobody has a mentor without their word."""
    mentee: Annotated[PersonId, Employed()]
    goals: Annotated[str, Said("say what the mentee wants to reach")]
    hours_promised: float
    cadence_days: int
    ends_on: date | None = None
    mentorship_kind: MentorshipKind | None = field(default=None, metadata=LATER)
    objectives: tuple[str, ...] = field(default=(), metadata=LATER)
    imported: bool = field(default=False, kw_only=True, metadata=LATER)
    """Brought over from an earlier record: what nobody can mend any more is told, and not refused."""

    def decide(self, mentorship: Mentorship, book: Book) -> Decision:
        if mentorship.agreed_on is not None:
            raise AlreadyAgreed(f"“{self.mentorship}” was agreed on {mentorship.agreed_on}: a new pair is a new stream")
        if self.mentor == self.mentee:
            raise MentorOfThemselves(f"mentee “{self.mentee}” is the mentor too: name two people")
        self.must_be_a_promise()
        if is_history(self.effective_on, book) and not self.imported:
            raise AgreedBeforeTheLedger(
                f"effective_on is {self.effective_on}, which is before the first day of this ledger: import it, or give"
                " a later day"
            )
        last = max(book.recall(MentoringProgress, self.mentorship).met, default=0)
        if len(self.objectives) < last:
            raise ObjectiveMetAlready(f"objectives are {len(self.objectives)}, and number {last} was met: keep it")
        if not is_brought_over(self.effective_on, book, imported=self.imported):
            self.must_have_room(book)
            if self.mentorship_kind is MentorshipKind.APPRENTICESHIP:
                self.must_be_an_apprenticeship(book)
        return (self.becomes(MentorshipAgreed),)

    def must_have_room(self, book: Book) -> None:
        """No more mentees at once than the mentor offered. Of whoever offered nothing, nothing is known."""
        room = book.recall(MentoringOffers, self.mentor).room_on(self.effective_on)
        if room is None:
            return
        taken = mentees_of(self.mentor, self.effective_on, book)
        if len(taken) >= room.capacity:
            raise OverCapacity(
                f"mentor “{self.mentor}” offered to mentor {room.capacity} at once, and mentors {len(taken)} on"
                f" {self.effective_on}: name another, or let them offer more"
            )

    def must_be_an_apprenticeship(self, book: Book) -> None:
        """An objective, and a mentor who may guide an apprentice; where nobody can know, it is told so."""
        if not self.objectives:
            raise NoObjective("objectives are none: an apprenticeship names at least one")
        eligible = mentor_eligible(self.mentor, self.mentee, self.effective_on, book)
        if eligible is MentorEligible.NOT_ELIGIBLE:
            raise MentorNotEligible(
                f"mentor “{self.mentor}” stands no level above “{self.mentee}” on {self.effective_on}, and has not been"
                " two years in the same function: name somebody who does, or has"
            )

    def must_be_a_promise(self) -> None:
        """More than pairing: time, and how often."""
        hours_must_be_possible("hours_promised", self.hours_promised, HOURS_AT_MOST)
        if self.cadence_days < 1:
            raise NoCadence(f"cadence_days is {self.cadence_days}: say how many days apart they meet, 1 or more")
        if self.ends_on is not None and self.ends_on < self.effective_on:
            raise BeginsAfterItEnds(
                f"ends_on {self.ends_on} is before {self.effective_on}: give a later day, or none", field="ends_on"
            )


@dataclass(frozen=True)
class HoldMentoringSession(MentorshipCommand):
    """Record that the two met, how long, and what either learned, as far as they want to tell."""

    records = (MentoringSessionHeld,)
    for_the_record = True

    hours: float
    mentee_learned: str | None = None
    mentor_learned: str | None = None

    def decide(self, mentorship: Mentorship, book: Book) -> Decision:
        mentor, mentee = self.pair(mentorship)
        must_stand(self, mentorship)
        hours_must_be_possible("hours", self.hours, HOURS_OF_A_DAY)
        return (self.becomes(MentoringSessionHeld, mentor=mentor, mentee=mentee),)


@dataclass(frozen=True)
class EndMentorship(MentorshipCommand):
    """Record a mentorship's last day."""

    records = (MentorshipEnded,)
    for_the_record = True

    why: WhyEnded

    def decide(self, mentorship: Mentorship, book: Book) -> Decision:
        mentor, mentee = self.pair(mentorship)
        if mentorship.ended_on is not None:
            raise NoAgreementThatDay(
                f"“{self.mentorship}” ended on {mentorship.ended_on} already: correct that entry if it was another day"
            )
        must_stand(self, mentorship)
        written_on = written_later(self.effective_on, book)
        return (self.becomes(MentorshipEnded, mentor=mentor, mentee=mentee, written_on=written_on),)


def mentees_of(mentor: PersonId, on: date, book: Book) -> tuple[PersonId, ...]:
    """Whom somebody mentors on a day, by agreements that stand then."""
    own = (noted for noted in book.concerning(mentor, MentorshipAgreed, on=on) if noted.event.mentor == mentor)
    known = ((noted, book.recall(Mentorship, MentorshipId(noted.at.stream))) for noted in own)
    return tuple(noted.event.mentee for noted, pair in known if pair.stands_on(on) and not one_left(pair, on, book))


def one_left(mentorship: Mentorship, on: date, book: Book) -> bool:
    """Whether one of the two left after they had agreed, and was gone by a day: with them went the agreement."""
    agreed_on, two = mentorship.agreed_on, (mentorship.mentor, mentorship.mentee)
    stays = (book.recall(Employment, one) for one in two if one is not None)
    return agreed_on is not None and any(employment.left_after(agreed_on, on) for employment in stays)


def objectives_of(mentorship: MentorshipId, mentee: PersonId, book: Book) -> int:
    """How many objectives were agreed."""
    agreed = (one.event for one in book.concerning(mentee, MentorshipAgreed) if one.at.stream == mentorship)
    return sum(0 if isinstance(one.objectives, Erased) else len(one.objectives) for one in agreed)


def must_stand(command: MentorshipCommand, mentorship: Mentorship) -> None:
    """Refuses a day on which the agreement does not stand."""
    if not mentorship.stands_on(command.effective_on):
        raise NoAgreementThatDay(
            f"“{command.mentorship}” does not stand on {command.effective_on}: give a day from {mentorship.agreed_on}"
            f"{f' to {last}' if (last := mentorship.last_on) else ' on'}, or agree anew"
        )


class AlreadyAgreed(Refusal):
    """A mentorship is agreed once; another agreement is another mentorship."""

    instead = "Begin another mentorship."
    field = "mentorship"


class AgreedBeforeTheLedger(Refusal):
    """Of a pair from before the ledger nobody asks the mentee any more: it is brought over, and nobody just says it."""

    instead = "Give a day since the ledger began, or have a steward import it."
    field = "effective_on"


class MentorOfThemselves(Refusal):
    """Nobody is their own mentor."""

    instead = "Name two people."
    field = "mentee"


class NoCadence(Refusal):
    """A mentorship says how often the two meet."""

    instead = "Say how many days apart they meet."
    field = "cadence_days"


class NoAgreementThatDay(Refusal):
    """What belongs to an agreement happens while it stands."""

    instead = "Give a day on which the agreement stands, or agree anew."
    field = "effective_on"
