"""Mentoring of somebody over GraphQL: with whom they agreed on it, how far it has come, and the chain it stands in."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated, Final, TypeVar

import strawberry

from api.access.sight import WHOLE
from api.graphql.context import Info
from api.graphql.derived import enum_of, row_type
from api.graphql.moment import Moment
from api.graphql.row_types import RowType, resolver
from domain.kernel.book import Book
from domain.kernel.ids import PersonId
from domain.mentoring import theory_and_practice as theory
from domain.mentoring.mentorship_kinds import (
    MentorEligible,
    MentorshipKind,
    MentorStands,
    eligible_as_told,
    mentor_stands,
)
from projections import mentoring_network as rows
from projections.engine.reading import Reading
from projections.leaves import leaves_begun

if TYPE_CHECKING:
    from api.graphql.queries.person import Person

AnyVerdict = TypeVar("AnyVerdict", MentorStands, MentorEligible)
Somebody = Annotated["Person", strawberry.lazy("api.graphql.queries.person")]
MENTORING: Final = "With whom they agreed on mentoring, on either side, and the chain of mentors that they stand in."
OFFER: Final = "What they offer as a mentor on the day; null where they offer nothing, or it has run out."
enum_of(MentorStands)
enum_of(MentorEligible)


@row_type(rows.MentoringKept)
class MentoringKept(RowType[rows.MentoringKept]):
    """How a pair keeps what it agreed."""


@row_type(rows.MentoringObjective)
class MentoringObjective(RowType[rows.MentoringObjective]):
    """An objective of a mentorship."""


@row_type(rows.InformalMentoring)
class InformalMentoring(RowType[rows.InformalMentoring]):
    """What somebody had of mentoring without an agreement, on either side, in the twelve months up to the day."""


@row_type(theory.TheoryAndPractice, without=("mentee",))
class TheoryAndPractice(RowType[theory.TheoryAndPractice]):
    """Theory beside practice of an apprentice, in the time of their apprenticeship."""


@row_type(rows.Pair, without=("mentorship", "mentor", "mentee", "position"))
class MentoringAgreement(RowType[rows.Pair]):
    """An agreement between two people to learn from each other."""

    @resolver("Its id.")
    def id(self) -> strawberry.ID:
        return strawberry.ID(self.row.mentorship)

    @resolver("Who mentors.")
    def mentor(self) -> Somebody | None:
        return person_of(self.moment, self.row.mentor)

    @resolver("Who is mentored.")
    def mentee(self) -> Somebody | None:
        return person_of(self.moment, self.row.mentee)

    @resolver("Whether it holds on the day.")
    def stands(self) -> bool:
        return self.row.stands_on(self.moment.reading.on)

    @resolver("The objectives of the agreement, and when they were met.", holds=5)
    async def objectives(self) -> list[MentoringObjective]:
        found = await self.moment.look_up(self.row.mentorship, rows.objectives_of) or ()
        return [MentoringObjective(each, self.moment) for each in found]

    @resolver(
        "On which level the mentor stood beside the mentee, on its first day. Below, it is reverse mentoring.", price=10
    )
    async def mentor_stands(self, info: Info) -> MentorStands:
        return await self._that_day(info, mentor_stands)

    @resolver(
        "Whether the mentor was fit for an apprenticeship on its first day: from a level above, or two years in the"
        " same function; null where it is none.",
        price=10,
    )
    async def mentor_eligible(self, info: Info) -> MentorEligible | None:
        if self.row.kind is not MentorshipKind.APPRENTICESHIP:
            return None
        return await self._that_day(info, eligible_as_told)

    @resolver("How the two keep what they agreed: for them, and for whoever answers for the programme.")
    async def kept(self) -> MentoringKept:
        sessions = await self.moment.look_up(self.row.mentorship, rows.sessions_under) or ()
        two = [await self.moment.look_up(one, leaves_begun) or () for one in (self.row.mentor, self.row.mentee)]
        until = min(self.moment.reading.on, self.moment.reading.known_on)
        return MentoringKept(rows.kept(self.row, sessions, until, [*two[0], *two[1]]), self.moment)

    @resolver(
        "What the mentee learned about, beside what they did, from its first day to its last; null where it is no"
        " apprenticeship."
    )
    async def theory_and_practice(self) -> TheoryAndPractice | None:
        found = await self.moment.look_up(self.row.mentorship, rows.theory_and_practice_of)
        return TheoryAndPractice(found, self.moment) if found else None

    async def _that_day(self, info: Info, what: Callable[[PersonId, PersonId, date, Book], AnyVerdict]) -> AnyVerdict:
        book = info.context.services.ledger.book(as_of=self.moment.reading.position)
        pair = PersonId(self.row.mentor), PersonId(self.row.mentee)
        return await asyncio.to_thread(what, *pair, self.row.agreed_on, book)


@row_type(rows.MentoringLink, without=("mentor", "mentee"))
class MentoringLink(RowType[rows.MentoringLink]):
    """A step of a chain of mentors. Who they are is told to whoever may be told that agreement."""

    @resolver("Who mentors.")
    def mentor(self) -> Somebody | None:
        return person_of(self.moment, self.row.mentor)

    @resolver("Who is mentored.")
    def mentee(self) -> Somebody | None:
        return person_of(self.moment, self.row.mentee)


class MentoringOf:
    """Whose mentoring is asked about."""

    def __init__(self, person: str) -> None:
        self.person = person


@strawberry.type(description="With whom somebody agreed on mentoring, and the chain of mentors that they stand in.")
class Mentoring:
    row: strawberry.Private[MentoringOf]
    moment: strawberry.Private[Moment]

    @resolver("Their agreements on either side by the day: those that stand first, then the latest first.", holds=4)
    async def agreements(self) -> list[MentoringAgreement]:
        found = await self.moment.look_up(self.row.person, rows.mentorships_of) or ()
        on = self.moment.reading.on
        ordered = sorted(found, key=lambda one: (one.stands_on(on), one.agreed_on), reverse=True)
        return [MentoringAgreement(one, self.moment) for one in ordered]

    @resolver("How often they were thanked as a mentor.")
    async def recognised(self) -> int:
        return await self.moment.look_up(self.row.person, rows.times_recognised) or 0

    @resolver("Mentoring that they had without an agreement in twelve months, on either side.")
    async def informal(self) -> InformalMentoring | None:
        found = await self.moment.look_up(self.row.person, rows.informal_mentoring)
        return InformalMentoring(found, self.moment) if found else None

    @resolver(
        "Who mentors them, who mentors these, and so on, by agreements that stand. Reverse ones are left out.", holds=5
    )
    async def chain(self) -> list[MentoringLink]:
        return [MentoringLink(one, self.moment) for one in rows.chain(*await self._asked())]

    @resolver("Whom they mentor, whom these mentor, and so on, likewise.", holds=5)
    async def descendants(self) -> list[MentoringLink]:
        return [MentoringLink(one, self.moment) for one in rows.descendants(*await self._asked())]

    @resolver("Whether the chain comes back to them: they mentor their own mentors, by however many steps.")
    async def in_circle(self) -> bool:
        return rows.is_in_a_circle(*await self._asked())

    async def _asked(self) -> tuple[str, Sequence[rows.Pair], date]:
        pairs = await self.moment.look_up(WHOLE, all_pairs) or ()
        return self.row.person, pairs, self.moment.reading.on


@row_type(rows.OfferKnown, without=("person",))
class MentoringOffer(RowType[rows.OfferKnown]):
    """What somebody offers as a mentor. All colleagues are told of it."""

    @resolver("Who offers it.")
    def person(self) -> Somebody | None:
        return person_of(self.moment, self.row.person)


async def all_pairs(reading: Reading, _: Sequence[str]) -> Mapping[str, Sequence[rows.Pair]]:
    """Every agreement, looked up once."""
    return {WHOLE: await rows.all_mentorships(reading)}


async def offer_of(moment: Moment, person: str) -> MentoringOffer | None:
    """What somebody offers; None for nothing."""
    found = await moment.look_up(person, rows.mentoring_offers)
    return MentoringOffer(found, moment) if found else None


def person_of(moment: Moment, person: str) -> Person | None:
    """Somebody at a moment; None where nothing is known of them then."""
    from api.graphql.queries.person import somebody  # noqa: PLC0415  a person knows their mentoring, too

    return somebody(moment, person)
