"""Somebody over GraphQL: where they stand, with whom they work, and how they have developed."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated, Final

import strawberry

from api.graphql.connections import Connection
from api.graphql.context import Info
from api.graphql.derived import output_of, row_type
from api.graphql.moment import Answered, Moment
from api.graphql.node import AN_ID, Node, checked_id
from api.graphql.paging import After, Before, First, Last, is_number, page_asked
from api.graphql.queries.accesses import TakenAccess, accesses_to
from api.graphql.queries.background import BACKGROUND, Background
from api.graphql.queries.capability_tags import TAGS, CapabilityShown, capabilities_of
from api.graphql.queries.competency_profile import (
    PROFILE,
    ApartFrom,
    CompetencyProfile,
    OfEdition,
    OfFramework,
    competency_profile_of,
)
from api.graphql.queries.conversations import (
    RHYTHM,
    TEAM,
    ConversationFigures,
    Conversations,
    conversations_of,
    team_conversations_of,
)
from api.graphql.queries.development_history import (
    KINDS,
    OF_THE_ENTRY,
    OF_THEIR_OWN,
    STAGES,
    Timeline,
    is_withheld,
    timeline_of,
)
from api.graphql.queries.development_needs import NEEDS, DevelopmentNeed, needs_of
from api.graphql.queries.development_plans import (
    COMMITMENTS,
    LEARNING,
    PLAN,
    Commitments,
    GrowthPlan,
    Learning,
    commitments_of,
    learning_of,
    plan_of,
)
from api.graphql.queries.exposure import EXPOSURE, Exposure, exposure_of
from api.graphql.queries.feedback_rhythm import RHYTHM as FEEDBACK_RHYTHM
from api.graphql.queries.feedback_rhythm import FeedbackRhythm, feedback_rhythm_of
from api.graphql.queries.filed_documents import DOCUMENTS, THIS_FILE, FiledDocument, documents_of
from api.graphql.queries.learning_loops import LOOP, LearningLoop
from api.graphql.queries.looks import Look, looks_at
from api.graphql.queries.mentoring import MENTORING, OFFER, Mentoring, MentoringOf, MentoringOffer, offer_of
from api.graphql.queries.offices import OfficeHeld, offices_of
from api.graphql.queries.potential import POTENTIAL, Potential, potential_of
from api.graphql.queries.practice import PRACTICE, SINCE, Practice, practice_of
from api.graphql.queries.reflections import REFLECTIONS, Reflections, reflections_of
from api.graphql.queries.units import Unit, name_of_unit, unit_at, unit_shown
from api.graphql.row_types import RowType, resolver, selects
from api.graphql.time_order import InTime, TimeOrder
from domain.kernel.facts import Stage
from domain.people import leave
from domain.people import reporting_lines as lines
from projections import background, learning_loop, leaves
from projections import people as rows
from projections.development_history import is_cursor

if TYPE_CHECKING:
    from api.graphql.queries.case_hearings import Informing
    from api.graphql.queries.feedback_cycles import FeedbackCycle
    from api.graphql.queries.role import Role

TIMELINE: Final = "Person.developmentHistory"
"""As what it is named where it is withheld."""
Identity = output_of(rows.Identity)
Leave = output_of(leave.Leave)


@row_type(lines.OtherLine, without=("manager",))
class OtherLine(RowType[lines.OtherLine]):
    """A manager beside the line manager, from a day on and until a day."""

    @resolver("Who leads them; null where nothing is known of them at that moment.")
    async def manager(self) -> Annotated[Person, strawberry.lazy("api.graphql.queries.person")] | None:
        return await person_at(self.moment, self.row.manager)


@row_type(lines.Secondment, without=("unit", "manager"))
class Secondment(RowType[lines.Secondment]):
    """Work for another unit for a while, with the place at home kept."""

    @resolver("The unit for which they work.")
    async def unit(self) -> Unit | None:
        return await unit_at(self.moment, self.row.unit)

    @resolver("Who leads them there; null where nobody has said.")
    async def manager(self) -> Annotated[Person, strawberry.lazy("api.graphql.queries.person")] | None:
        return await person_at(self.moment, self.row.manager) if self.row.manager else None


@row_type(rows.PersonListed, without=("person", "manager", "unit", "cursor"))
class Person(RowType[rows.PersonListed], Node):
    """Somebody, as known at one moment and true on one day."""

    prefix = "person"

    @resolver(AN_ID)
    def id(self) -> strawberry.ID:
        return strawberry.ID(self.row.person)

    @classmethod
    async def find(cls, info: Info, moment: Moment, value: str) -> Person | None:
        return await person_at(moment, checked_id("id", value, cls.prefix))

    @resolver("Whether their personal data has been erased: names and texts read as null, for good.")
    def erased(self) -> bool:
        return self.row.name is not None and not isinstance(self.row.name, str)

    @resolver("Since when they are known, if they were introduced without joining, as for a seat on the board.")
    async def introduced_on(self) -> date | None:
        return await self.moment.look_up(self.row.person, rows.introductions)

    @resolver("The organisational unit, as it is called; null for whoever was introduced and has not joined.")
    def unit(self) -> str | None:
        return name_of_unit(self.moment, self.row.unit) if self.row.unit else None

    @resolver("The unit in which they stand; null for whoever was introduced and has not joined.")
    def in_unit(self) -> Unit | None:
        return unit_shown(self.moment, self.row.unit) if self.row.unit else None

    @resolver("Who manages them; null for whoever has nobody above, or if that person is not known.")
    async def manager(self) -> Person | None:
        return await person_at(self.moment, self.row.manager) if self.row.manager else None

    @resolver("Everybody above them, the nearest first.", holds=8)
    async def managers(self) -> list[Person]:
        above: dict[str, Person] = {self.row.person: self}
        here: Person | None = self
        while here and (here := await here.manager()) and here.row.person not in above:
            above[here.row.person] = here
        return list(above.values())[1:]

    @resolver("Who reports to them directly.", holds=10)
    async def reports(self) -> list[Person]:
        reporting = await self.moment.look_up(self.row.person, rows.reports) or ()
        return await people_at(self.moment, reporting)

    @resolver("What they are called in other systems.", holds=3)
    async def identities(self) -> list[Identity]:  # type: ignore[valid-type]
        return list(await self.moment.look_up(self.row.person, rows.identities) or ())

    @resolver("The offices that they hold: mandates, seats, accreditations, and in whose place they act.", holds=4)
    async def offices(self, info: Info) -> list[OfficeHeld]:  # type: ignore[valid-type]
        return list(await offices_of(info.context.services.ledger, self.row.person, self.moment))

    @resolver(
        "Who leads them beside their line manager: in a function, in projects, or where they are seconded to.", holds=3
    )
    async def other_lines(self) -> list[OtherLine]:
        found = await self.moment.look_up(self.row.person, rows.other_lines) or ()
        return [OtherLine(line, self.moment) for line in found]

    @resolver(
        "For which units they work for a while on the day. They stay placed and counted where they stand.", holds=2
    )
    async def secondments(self) -> list[Secondment]:
        found = await self.moment.look_up(self.row.person, rows.secondments) or ()
        return [Secondment(one, self.moment) for one in found]

    @resolver("When they were away for long, the earliest first; why, nobody wrote down.", holds=1)
    async def leaves(self) -> list[Leave] | None:  # type: ignore[valid-type]
        if self.erased():
            return None
        return list(await self.moment.look_up(self.row.person, leaves.leaves_begun) or ())

    @resolver(
        "What has been done for their development, and by them for others. Where nothing of what is asked for is told"
        " to you but what everybody is told, `extensions.withheld` names it, whether there is anything or not."
    )
    async def development_history(
        self,
        info: Info,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
        stages: Annotated[list[Stage] | None, strawberry.argument(description=STAGES)] = None,
        kinds: Annotated[list[str] | None, strawberry.argument(description=KINDS)] = None,
        order_by: InTime = TimeOrder.LATEST_FIRST,
    ) -> Timeline:
        asked = page_asked(first, after, last, before, is_cursor, order_by, TimeOrder.LATEST_FIRST)
        told = await info.context.kinds_told(self.row.person)
        parts = () if await info.context.is_told_of_others_too(self.row.person) else OF_THEIR_OWN
        opened = selects(info.selected_fields, OF_THE_ENTRY)
        narrowed = (stages or (), kinds or (), told, parts)
        if is_withheld(stages or (), kinds or (), told):
            info.context.sight.withhold(TIMELINE)
        return await timeline_of(self.moment, self.row.person, asked, *narrowed, opened=opened)

    @resolver(PRACTICE, price=20)
    async def practice(
        self, info: Info, since: Annotated[date | None, strawberry.argument(description=SINCE)] = None
    ) -> Practice | None:
        return None if self.erased() else await practice_of(info, self.moment, self.row.person, since)

    @resolver(BACKGROUND)
    async def background(self) -> Background | None:
        found = None if self.erased() else await self.moment.look_up(self.row.person, background.backgrounds)
        return Background(found, self.moment) if found else None

    @resolver(NEEDS, holds=3, price=10)
    async def development_needs(self) -> list[DevelopmentNeed] | None:
        return None if self.erased() else await needs_of(self.moment, self.row.person)

    @resolver(TAGS, holds=3, price=10)
    async def capability_tags(self) -> list[CapabilityShown] | None:
        return None if self.erased() else await capabilities_of(self.moment, self.row.person)

    @resolver(DOCUMENTS, holds=3, price=20)
    async def documents(
        self, sha256: Annotated[str | None, strawberry.argument(description=THIS_FILE)] = None
    ) -> list[FiledDocument] | None:
        return None if self.erased() else await documents_of(self.moment, self.row.person, sha256)

    @resolver(PLAN, price=10)
    async def growth_plan(self) -> GrowthPlan | None:
        return None if self.erased() else await plan_of(self.moment, self.row.person)

    @resolver(LEARNING, price=20)
    async def learning(self) -> Learning | None:  # type: ignore[valid-type]
        return None if self.erased() else await learning_of(self.moment, self.row.person)

    @resolver(COMMITMENTS, price=10)
    async def commitments(self, info: Info) -> Commitments | None:
        return None if self.erased() else await commitments_of(info, self.moment, self.row.person)

    @resolver(REFLECTIONS, price=20)
    async def reflections(self) -> Reflections | None:
        return None if self.erased() else await reflections_of(self.moment, self.row.person)

    @resolver(MENTORING, price=20)
    def mentoring(self) -> Mentoring | None:
        return None if self.erased() else Mentoring(row=MentoringOf(self.row.person), moment=self.moment)

    @resolver(OFFER, price=10)
    async def mentoring_offer(self) -> MentoringOffer | None:
        return None if self.erased() else await offer_of(self.moment, self.row.person)

    @resolver(POTENTIAL, price=10)
    async def potential(self) -> Potential | None:
        return None if self.erased() else await potential_of(self.moment, self.row.person)

    @resolver(EXPOSURE, price=20)
    async def exposure(self) -> Exposure | None:
        return None if self.erased() else await exposure_of(self.moment, self.row.person)

    @resolver(FEEDBACK_RHYTHM, price=20)
    async def feedback_rhythm(self) -> FeedbackRhythm | None:
        return None if self.erased() else await feedback_rhythm_of(self.moment, self.row.person)

    @resolver(PROFILE, price=50)
    async def competency_profile(
        self, info: Info, apart: ApartFrom = None, framework: OfFramework = None, edition: OfEdition = None
    ) -> CompetencyProfile | None:
        if self.erased():
            return None
        return await competency_profile_of(info, self.moment, self.row.person, apart, framework, edition)

    @resolver(RHYTHM, price=20)
    async def conversations(self) -> Conversations | None:
        return None if self.erased() else await conversations_of(self.moment, self.row.person)

    @resolver(TEAM, price=100)
    async def team_conversations(self) -> ConversationFigures | None:  # type: ignore[valid-type]
        return await team_conversations_of(self.moment, self.row.person)

    @resolver(LOOP, price=20)
    async def learning_loop(self) -> LearningLoop | None:
        found = None if self.erased() else await self.moment.look_up(self.row.person, learning_loop.learning_loops)
        return LearningLoop(found, self.moment) if found else None

    @resolver("The roles for which they are on the slate or nominated.", holds=4)
    async def benches(self) -> list[Annotated[Role, strawberry.lazy("api.graphql.queries.role")]]:
        from api.graphql.queries.role import benches_of  # noqa: PLC0415  a role knows its people, too

        return await benches_of(self.moment, self.row.person)

    @resolver("The feedback cycles about them, the latest first.", holds=2)
    async def feedback_cycles(
        self,
    ) -> list[Annotated[FeedbackCycle, strawberry.lazy("api.graphql.queries.feedback_cycles")]]:
        from api.graphql.queries.feedback_cycles import cycles_of  # noqa: PLC0415  a cycle knows its person, too

        return await cycles_of(self.moment, self.row.person)

    @resolver(
        "What they were told of, as of a decision on their case: how, by whom and when, in the order of writing.",
        holds=5,
    )
    async def informed(
        self, info: Info
    ) -> list[Annotated[Informing, strawberry.lazy("api.graphql.queries.case_hearings")]]:
        from api.graphql.queries.case_hearings import told_to  # noqa: PLC0415  who told them is a person, too

        return await told_to(self.row.person, self.moment, info.context.services.ledger)

    @resolver("Who has looked at what is told of them: all that was written down until now.")
    async def looks(
        self,
        info: Info,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
        order_by: InTime = TimeOrder.LATEST_FIRST,
    ) -> Connection[Look]:
        asked = page_asked(first, after, last, before, is_number, order_by, TimeOrder.LATEST_FIRST)
        return await looks_at(info, self.moment, self.row.person, asked)

    @resolver(
        "Which stewards took access to what of them is not theirs to see, and why, in the order of writing.", holds=3
    )
    async def access_taken(self, info: Info) -> list[TakenAccess]:
        return await accesses_to(info.context.services.ledger, self.row.person, self.moment)

    @resolver("The moment that this is answered as of.")
    async def as_of(self) -> Answered:
        return self.moment.answered(await self.moment.reading.parked((self.row.person,)))


async def person_at(moment: Moment, person: str) -> Person | None:
    """Somebody at a moment; None if they were not known then."""
    row = await moment.look_up(person, rows.listed)
    return Person(row, moment) if row else None


def somebody(moment: Moment, person: str) -> Person | None:
    """The same as a field answers it."""
    return moment.shown(person, rows.listed, Person)


async def people_at(moment: Moment, people: Sequence[str]) -> list[Person]:
    """Those of these people who were known at a moment, in the same order."""
    found = await asyncio.gather(*(person_at(moment, each) for each in people))
    return [person for person in found if person]
