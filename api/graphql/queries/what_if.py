"""What if, over GraphQL: the figures of the bench if some left and some were appointed, and what falls vacant then."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, Final, TypeVar

import strawberry

from api.access.table import Information
from api.graphql.as_of import DESCRIPTION, AsOfInput, moment_of
from api.graphql.context import Info
from api.graphql.errors import BadInput
from api.graphql.moment import Answered, Moment
from api.graphql.narrowing import subject_meant
from api.graphql.queries import Questions
from api.graphql.queries.bench_figures import Figures
from api.graphql.queries.person import Person, person_at, somebody
from api.graphql.queries.role import Role, Successor, role_at, roles_by_id
from api.graphql.queries.roles_wanted import told_among
from api.graphql.queries.units import UNITS, units_meant
from api.graphql.row_types import resolver
from domain.organisation.role import WHOLE, AppointmentKind
from projections import people as listing
from projections import succession_bench as rows

T = TypeVar("T")

MOST_SUPPOSED: Final = 50
LEAVES = f"Who would leave, by id: up to {MOST_SUPPOSED}."
APPOINT = f"Who would be appointed to what: up to {MOST_SUPPOSED}, each of them once."
SEEN = "Only benches that you may see are counted."


@strawberry.input(description="Somebody who would be given a role as their own. They give up whatever they held.")
class SupposedAppointment:
    role: strawberry.ID = strawberry.field(description="The role, by id.")
    person: strawberry.ID = strawberry.field(description="Who would take it up, by id.")


@strawberry.type(description=f"The bench as it would be. {SEEN} Nothing is stored.")
class WhatIf:
    moment: strawberry.Private[Moment]
    present: strawberry.Private[rows.Bench]
    supposed: strawberry.Private[rows.Bench]

    @resolver("How deep the bench would be.")
    def figures(self) -> Figures:
        return Figures(self.supposed.figures, self.moment)

    @resolver("How deep it is.")
    def before(self) -> Figures:
        return Figures(self.present.figures, self.moment)

    @resolver("The moment that this is answered as of.")
    def as_of(self) -> Answered:
        return self.moment.answered(self.present.parked)


@strawberry.type(description="A role in which a place falls vacant because whoever held it moves up.")
class Vacancy:
    row: strawberry.Private[rows.Vacancy]
    moment: strawberry.Private[Moment]

    @resolver("The role.")
    async def role(self) -> Role | None:
        return await role_at(self.moment, self.row.role)

    @resolver("Who moves up from it.")
    def left_by(self) -> Person | None:
        return somebody(self.moment, self.row.left_by)

    @resolver(
        "Its standing successors who are ready now and have not moved before, in the order of the slate.", holds=5
    )
    def ready(self) -> list[Successor]:
        return [Successor(each, self.moment) for each in self.row.ready]

    @resolver("The first of them on the slate, with whom the chain goes on; null where nobody is ready: it ends there.")
    def taken_by(self) -> Person | None:
        return somebody(self.moment, self.row.taken_by) if self.row.taken_by else None


@strawberry.type(description="What would fall vacant one after the other. Each role and each person is in it once.")
class VacancyChain:
    row: strawberry.Private[Sequence[rows.Vacancy]]
    moment: strawberry.Private[Moment]
    parked: strawberry.Private[Sequence[int]]

    @resolver("The roles, in the order in which they would fall vacant; none where the person holds nothing.", holds=10)
    def vacancies(self) -> list[Vacancy]:
        return [Vacancy(row=row, moment=self.moment) for row in self.row]

    @resolver("The moment that this is answered as of.")
    def as_of(self) -> Answered:
        return self.moment.answered(self.parked)


@strawberry.type
class SupposingQueries(Questions):
    @resolver("The figures of the bench as they would be if some left and some were appointed.", price=500)
    async def what_if(
        self,
        info: Info,
        leaves: Annotated[list[strawberry.ID] | None, strawberry.argument(description=LEAVES)] = None,
        appoint: Annotated[list[SupposedAppointment] | None, strawberry.argument(description=APPOINT)] = None,
        units: Annotated[list[str] | None, strawberry.argument(description=UNITS)] = None,
        as_of: Annotated[AsOfInput | None, strawberry.argument(description=DESCRIPTION)] = None,
    ) -> WhatIf:
        moment = await moment_of(info.context, as_of)
        gone = [await here("leaves", each, moment) for each in few("leaves", leaves)]
        appointed = await holders_supposed(moment, few("appoint", appoint), gone)
        counted = await units_meant(moment, units)
        bench = await rows.succession_bench(moment.reading, beside={rows.Beside.SUCCESSORS, rows.Beside.JUDGEMENTS})
        supposed = rows.what_if(bench.roles, gone, appointed)
        must_fit(supposed, appointed)
        told = await told_among(info.context, Information.SUCCESSION, [role.role for role in bench.roles])

        def seen(roles: Iterable[rows.RoleBench]) -> rows.Bench:
            kept = (role for role in roles if role.role in told and (counted is None or role.unit in counted))
            return rows.Bench(tuple(kept), bench.position, bench.on, bench.parked)

        return WhatIf(moment=moment, present=seen(bench.roles), supposed=seen(supposed))

    @resolver(
        "What falls vacant if somebody is appointed to a role, who is ready there, and so on. A chain goes on with the"
        " first of those on the slate who are ready now, as far as you may see benches.",
        price=500,
    )
    async def vacancy_chain(
        self,
        info: Info,
        role: Annotated[strawberry.ID, strawberry.argument(description="The role, by id.")],
        person: Annotated[strawberry.ID, strawberry.argument(description="Who would take it up, by id.")],
        as_of: Annotated[AsOfInput | None, strawberry.argument(description=DESCRIPTION)] = None,
    ) -> VacancyChain:
        moment = await moment_of(info.context, as_of)
        who = await here("person", person, moment)
        await role_to_take("role", role, who, moment)
        bench = await rows.succession_bench(moment.reading, beside={rows.Beside.SUCCESSORS})
        chain = rows.vacancy_chain(bench.roles, role, who)
        return VacancyChain(row=chain, moment=moment, parked=bench.parked)


def few(field: str, given: Sequence[T] | None) -> Sequence[T]:
    """What is supposed, if it is not too much."""
    if given is not None and len(given) > MOST_SUPPOSED:
        raise BadInput(field, len(given), f"are too many: suppose up to {MOST_SUPPOSED}")
    return given or ()


async def here(field: str, person: str, moment: Moment) -> str:
    """Somebody who is with the organisation on the day. BadInput for anybody else."""
    await subject_meant(field, person, "person", moment, listing.listed)
    known = await person_at(moment, person)
    if known is None or not known.row.here:
        raise BadInput(field, person, "is not with the organisation on that day: name somebody who is")
    return person


async def role_to_take(field: str, role: str, person: str, moment: Moment) -> str:
    """A role that somebody could take up. BadInput for one that is not there, is closed, or that they hold."""
    await subject_meant(field, role, "role", moment, roles_by_id)
    known = await role_at(moment, role)
    if known is None or known.row.closed_on is not None:
        raise BadInput(field, role, "is closed on that day: name a role that is open")
    if any(holder.substantive and holder.person == person for holder in known.row.incumbents):
        raise BadInput(field, role, f"is held by “{person}” as their own: name somebody who does not hold it")
    return role


async def holders_supposed(
    moment: Moment, appoint: Sequence[SupposedAppointment], gone: Sequence[str]
) -> Mapping[str, Sequence[rows.RoleHolder]]:
    """By role, those who would hold it, with what is told of their risk of leaving."""
    found: dict[str, list[rows.RoleHolder]] = {}
    people = [await here("appoint.person", each.person, moment) for each in appoint]
    for at, person in enumerate(people):
        if person in gone or person in people[:at]:
            raise BadInput("appoint.person", person, "is named twice: somebody leaves, or takes up one role")
    judged = await rows.judged_of(moment.reading, people)
    for each in appoint:
        role = await role_to_take("appoint.role", each.role, each.person, moment)
        holder = rows.RoleHolder(
            each.person, AppointmentKind.SUBSTANTIVE, moment.reading.on, WHOLE, moment.reading.position,
            *judged[each.person],
        )  # fmt: skip
        found.setdefault(role, []).append(holder)
    return found


def must_fit(roles: Iterable[rows.RoleBench], appointed: Mapping[str, object]) -> None:
    """BadInput for a role to which more would be appointed than it has places."""
    for role in roles:
        if role.role in appointed and rows.is_overfull(role):
            others = ", ".join(f"“{holder.person}”" for holder in role.incumbents if holder.substantive)
            raise BadInput(
                "appoint.role",
                role.role,
                f"would be held by {others}, which are more than it has places: say who leaves",
            )
