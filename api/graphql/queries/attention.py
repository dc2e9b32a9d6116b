"""What needs somebody, over GraphQL: every flag in one place, whom it concerns, since when, and what clears it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from enum import Enum
from typing import Annotated, Final

import strawberry

from api.graphql.as_of import DESCRIPTION, AsOfInput, moment_of
from api.graphql.connections import Connection, connection_of
from api.graphql.context import Context, Info
from api.graphql.derived import enum_of
from api.graphql.errors import BadInput
from api.graphql.flagged.attention_asked import AttentionAsked
from api.graphql.flagged.flags_found import FlagRaised, flag_kinds, flags_raised
from api.graphql.moment import Moment
from api.graphql.narrowing import one_of, subject_meant
from api.graphql.paging import After, Before, First, Last, PageAsked, cut, page_asked
from api.graphql.queries import Questions
from api.graphql.queries.person import Person, somebody
from api.graphql.queries.role import Role, role_at
from api.graphql.queries.units import EXACTLY, units_meant
from api.graphql.row_types import resolver
from domain.kernel.ids import PersonId
from projections import people

WHOSE: Final = (
    "Whose attention: a person's. What is told is what they are told, and you. Left out: yours, or, where no person"
    " asks, that of everybody."
)
OF_UNITS: Final = (
    "Instead of a person's: all that concerns people who stand in these units on the day, or in what belongs to them,"
    " and the roles there. Each by its id or its name. What is told to people themselves alone is found for them only."
)
KINDS: Final = "Only flags of these kinds, as `PlanReviewDue`."
AHEAD: Final = "Whether to tell also what does not press yet: whose day is farther off."
OWN: Final = (
    "Whether only what is a person's own is meant, and the roles for which they answer: nothing of whoever reports to"
    " them, and no cases of others."
)
A_PLACE: Final = re.compile(r"\d{4}-\d\d-\d\d \d{4}-\d\d-\d\d \w+ .+")


class FlagOrder(Enum):
    """In which order flags are told."""

    SINCE = "since"
    """What has waited longest first; what waits since no day that is known stands last."""
    DUE = "due"
    """By their days, those that are past first; what has no day stands last."""


enum_of(FlagOrder)
InOrder = Annotated[FlagOrder, strawberry.argument(description="In which order they are told.")]


@strawberry.type(description="A flag: something that needs somebody, by a rule, until it is cleared.")
class Attention:
    row: strawberry.Private[FlagRaised]
    moment: strawberry.Private[Moment]

    @resolver("Of which kind it is, as `PlanReviewDue`.")
    def kind(self) -> str:
        return self.row.of.name

    @resolver("The row of the language of the ledger that it comes from, as `M17`.")
    def row_of_language(self) -> str:
        return self.row.of.row

    @resolver("When a flag of this kind is raised, in words.")
    def rule(self) -> str:
        return self.row.of.rule

    @resolver("What clears a flag of this kind, in words.")
    def clears(self) -> str:
        return self.row.of.clears

    @resolver("The mutation that clears it; null where several do, or none does.")
    def cleared_by(self) -> str | None:
        return self.row.of.command

    @resolver("What of, as an id or a reference: the same as long as the same thing waits.")
    def about(self) -> str:
        return self.row.flag.about

    @resolver("The person whom it concerns; null for nobody, and where nothing is known of them at that moment.")
    def whom(self) -> Person | None:
        return None if self.row.flag.whom is None else somebody(self.moment, self.row.flag.whom)

    @resolver("The role that it is about, where it is about one.")
    async def role(self) -> Role | None:
        return None if self.row.flag.role is None else await role_at(self.moment, self.row.flag.role)

    @resolver("Id of the promotion case that it is about, where it is about one.")
    def case(self) -> strawberry.ID | None:
        return None if self.row.flag.case is None else strawberry.ID(self.row.flag.case)

    @resolver("Since when it waits; null where no such day is known.")
    def since(self) -> date | None:
        return self.row.flag.since

    @resolver("Its day; null where it has none.")
    def due(self) -> date | None:
        return self.row.flag.due

    @resolver("How long it lasts, where it does whatever anybody does, as access that was taken; else null.")
    def until(self) -> date | None:
        return self.row.flag.until

    @resolver("Whether its day is past, on the day asked for.")
    def overdue(self) -> bool:
        return self.row.flag.due is not None and self.row.flag.due < self.moment.reading.on

    @resolver(
        "What is to be read with it: the title of an assignment, what somebody took on, a criterion or a period by its"
        " name, a reason; null where there is nothing, or it was erased."
    )
    async def words(self) -> str | None:
        flag = self.row.flag
        return flag.words if flag.entry is None else await title_at(self.moment, flag.entry, flag.subject)

    @resolver("The level of leadership that a case of their own is about.")
    def level(self) -> str | None:
        return self.row.flag.level

    @resolver("Hours held so far, where hours of mentoring were promised.")
    def hours_held(self) -> float | None:
        return self.row.flag.hours_held

    @resolver("Hours of mentoring that were promised.")
    def hours_promised(self) -> float | None:
        return self.row.flag.hours_promised

    @resolver("The same, less those of days on which one of the two was away.")
    def hours_owed(self) -> float | None:
        return self.row.flag.hours_owed


@strawberry.type
class AttentionQueries(Questions):
    @resolver(
        "What needs somebody: every flag that a rule raises, until it is cleared; each told only to whom the"
        " information behind it is told. Days of leave are left out of whatever falls due.",
        price=400,
    )
    async def attention(
        self,
        info: Info,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
        for_: Annotated[strawberry.ID | None, strawberry.argument(name="for", description=WHOSE)] = None,
        units: Annotated[list[str] | None, strawberry.argument(description=OF_UNITS)] = None,
        exactly: Annotated[bool, strawberry.argument(description=EXACTLY)] = False,
        own: Annotated[bool, strawberry.argument(description=OWN)] = False,
        kinds: Annotated[list[str] | None, strawberry.argument(description=KINDS)] = None,
        ahead: Annotated[bool, strawberry.argument(description=AHEAD)] = False,
        order_by: InOrder = FlagOrder.SINCE,
        as_of: Annotated[AsOfInput | None, strawberry.argument(description=DESCRIPTION)] = None,
    ) -> Connection[Attention]:
        names = flag_kinds() if kinds is None else one_of("kinds", kinds, flag_kinds(), "kind of flags")
        page = page_asked(first, after, last, before, A_PLACE.fullmatch, order_by, FlagOrder.SINCE)
        if for_ is not None and units is not None:
            raise BadInput("units", None, "is given beside `for`: give one of the two, a person or units")
        moment = await moment_of(info.context, as_of)
        meant = await units_meant(moment, units, exactly=exactly)
        asked = await asked_of(info.context, moment, for_, meant, own=own)
        return await shown(asked, await flags_raised(asked, frozenset(names), ahead=ahead), page)


async def asked_of(
    context: Context, moment: Moment, person: str | None, units: Sequence[str] | None, *, own: bool
) -> AttentionAsked:
    """Whose attention is meant. BadInput for a person who is not known, and for what is their own of units."""
    if units is None:
        asks = None if context.caller is None else context.caller.person
        whose = asks if person is None else await subject_meant("for", person, "person", moment, people.listed)
        if whose is not None:
            led = () if own else await moment.look_up(whose, people.reports) or ()
            return AttentionAsked(context, moment, PersonId(whose), (whose, *led), of_their_own=own)
        if own:
            return AttentionAsked(context, moment, None, (), of_their_own=True)
    elif own:
        raise BadInput("own", own, "is of a person: leave out `units`, and give one as `for` where it is not you")
    return AttentionAsked(context, moment, None, await people.everybody_described(moment.reading, units=units), units)


async def shown(asked: AttentionAsked, raised: Sequence[FlagRaised], page: PageAsked) -> Connection[Attention]:
    """A page of flags, in order. What is shown of them is looked at; what was cleared since may be gone on from."""
    at = {one.presses if page.order else one.waits: one for one in raised}
    told = cut(sorted({*at, *filter(None, (page.after, page.before))}), page, at.__contains__)
    flags = [at[place] for place in told.places]
    for one in flags:
        await asked.context.tells_as(((one.of.sort, one.flag.subject, None),))
    await asked.moment.fetch({one.flag.whom for one in flags if one.flag.whom}, people.listed)

    async def counted() -> int:
        return len(at)

    return connection_of(
        [(place, Attention(row=at[place], moment=asked.moment)) for place in told.places],
        page,
        more=told.more,
        behind=told.behind,
        as_of=asked.moment.answered(await asked.moment.reading.parked({one.flag.subject for one in flags})),
        counted=counted,
    )


async def title_at(moment: Moment, position: int, person: str) -> str | None:
    """The title that an entry about somebody gives; None once it was erased, and where it is withheld. All that are
    asked for are opened at once."""

    async def load(asked: list[tuple[int, str]]) -> list[str | None]:
        about = {subject for _, subject in asked}
        entries = await moment.reading.entries({at for at, _ in asked}, about=about)
        disclosed = {one.position: one for one in await moment.disclosing.all([*entries.values()])}
        return [disclosed[at].value("title") if at in disclosed else None for at, _ in asked]

    title: str | None = await moment.gathering(title_at, load).load((position, person))
    return title
