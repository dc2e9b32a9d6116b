"""Frameworks over GraphQL: what an edition asks of leaders, as it was published."""

from __future__ import annotations

import asyncio
from typing import Annotated

import strawberry

from api.graphql.as_of import DESCRIPTION, AsOfInput, moment_of
from api.graphql.context import Info
from api.graphql.derived import enum_of, row_type
from api.graphql.moment import Answered, Moment
from api.graphql.narrowing import subject_meant
from api.graphql.node import AN_ID, Node, checked_id
from api.graphql.queries import Questions
from api.graphql.row_types import RowType, resolver
from audit.judged import not_judged
from domain.frameworks import edition
from domain.frameworks import framework as rows
from domain.frameworks.adopting import Active
from domain.frameworks.criteria import Requirement
from domain.frameworks.default_pack import DEFAULT_FRAMEWORK
from domain.frameworks.edition import Edition as PublishedEdition
from domain.kernel.ids import UnitId
from domain.kernel.standing import recall, standing
from domain.units.adopting_frameworks import edition_for
from projections.units import units_listed

NEWEST = "Its number. Left out: the newest at that moment."


@row_type(edition.Edition, without=("ratable", "ladder"))
class Edition(RowType[edition.Edition]):
    """One published state of a framework. Assessments and decisions name the one they were made under."""

    @resolver("What it asks for, of promotions and of readiness, and nobody judges as yet: findings say so.")
    def not_judged(self) -> list[enum_of(Requirement)]:  # type: ignore[valid-type]  # derived from the language
        return list(not_judged(self.row))


@strawberry.type(description="A leadership framework with its editions: what each level asks of a leader.")
class Framework(Node):
    prefix = "framework"
    framework: strawberry.Private[str]
    known: strawberry.Private[rows.Framework]
    moment: strawberry.Private[Moment]

    @resolver(AN_ID)
    def id(self) -> strawberry.ID:
        return strawberry.ID(self.framework)

    @classmethod
    async def find(cls, info: Info, moment: Moment, value: str) -> Framework | None:
        return await framework_at(info, moment, checked_id("id", value, cls.prefix))

    @resolver("The numbers of all editions, the oldest first.")
    def editions(self) -> list[int]:
        return sorted(self.known.editions)

    @resolver("One edition; null if there is none of that number.")
    def edition(self, number: Annotated[int | None, strawberry.argument(description=NEWEST)] = None) -> Edition | None:
        found = self.edition_of_number(number)
        return Edition(found, self.moment) if found else None

    def edition_of_number(self, number: int | None) -> PublishedEdition | None:
        """One edition as it was published; the newest where no number is given."""
        return self.known.edition(self.known.newest if number is None else number)

    @resolver("The moment that this is answered as of.")
    def as_of(self) -> Answered:
        return self.moment.answered(())


@strawberry.type(description="The edition that holds for a unit on a day.")
class ActiveEdition:
    framework: strawberry.ID = strawberry.field(description="The framework, by id.")
    edition: Edition = strawberry.field(description="Its edition.")


UNIT = "The unit, by id. Left out: the whole organisation."


@strawberry.type
class FrameworkQueries(Questions):
    @resolver(
        "What holds for a unit: the framework that it has adopted, or the nearest unit above it, or the organisation;"
        " else the one that ships with the ledger. Null before anything was published."
    )
    async def active_edition(
        self,
        info: Info,
        unit: Annotated[strawberry.ID | None, strawberry.argument(description=UNIT)] = None,
        as_of: Annotated[AsOfInput | None, strawberry.argument(description=DESCRIPTION)] = None,
    ) -> ActiveEdition | None:
        moment = await moment_of(info.context, as_of)
        asked = None if unit is None else UnitId(await subject_meant("unit", unit, "unit", moment, units_listed))
        found = await asyncio.to_thread(active_at, info, asked, moment)
        return found and ActiveEdition(framework=strawberry.ID(found.framework), edition=Edition(found.edition, moment))

    @resolver("A framework by id; null if nothing of it was published by that moment.")
    async def framework(
        self,
        info: Info,
        id: Annotated[strawberry.ID, strawberry.argument(description="Its id.")] = strawberry.ID(DEFAULT_FRAMEWORK),  # noqa: A002, B008
        as_of: Annotated[AsOfInput | None, strawberry.argument(description=DESCRIPTION)] = None,
    ) -> Framework | None:
        moment = await moment_of(info.context, as_of)
        return await framework_at(info, moment, checked_id("id", id, "framework"))


def active_at(info: Info, unit: UnitId | None, moment: Moment) -> Active | None:
    """What held for a unit at a moment."""
    return edition_for(unit, moment.reading.on, info.context.services.ledger.book(as_of=moment.reading.position))


async def framework_at(info: Info, moment: Moment, framework: str) -> Framework | None:
    """A framework at a moment; None if nothing of it was published by then."""
    stream = await asyncio.to_thread(info.context.services.ledger.stream, framework, as_of=moment.reading.position)
    known = recall(rows.Framework, standing(stream), on=moment.reading.on)
    return Framework(framework=framework, known=known, moment=moment) if known.editions else None
