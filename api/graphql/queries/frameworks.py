"""Frameworks over GraphQL: what an edition asks of leaders, as it was published."""

from __future__ import annotations

import asyncio
from typing import Annotated

import strawberry

from api.graphql.as_of import DESCRIPTION, AsOfInput, moment_of
from api.graphql.context import Info
from api.graphql.derived import row_type
from api.graphql.moment import Answered, Moment
from api.graphql.node import AN_ID, Node, checked_id
from api.graphql.queries import Questions
from api.graphql.row_types import RowType, resolver
from domain.frameworks import edition
from domain.frameworks import framework as rows
from domain.frameworks.default_pack import DEFAULT_FRAMEWORK
from domain.frameworks.edition import Edition as PublishedEdition
from domain.kernel.standing import recall, standing

NEWEST = "Its number. Left out: the newest at that moment."


@row_type(edition.Edition, without=("ratable", "ladder"))
class Edition(RowType[edition.Edition]):
    """One published state of a framework. Assessments and decisions name the one they were made under."""


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


@strawberry.type
class FrameworkQueries(Questions):
    @resolver("A framework by id; null if nothing of it was published by that moment.")
    async def framework(
        self,
        info: Info,
        id: Annotated[strawberry.ID, strawberry.argument(description="Its id.")] = strawberry.ID(DEFAULT_FRAMEWORK),  # noqa: A002, B008
        as_of: Annotated[AsOfInput | None, strawberry.argument(description=DESCRIPTION)] = None,
    ) -> Framework | None:
        moment = await moment_of(info.context, as_of)
        return await framework_at(info, moment, checked_id("id", id, "framework"))


async def framework_at(info: Info, moment: Moment, framework: str) -> Framework | None:
    """A framework at a moment; None if nothing of it was published by then."""
    stream = await asyncio.to_thread(info.context.services.ledger.stream, framework, as_of=moment.reading.position)
    known = recall(rows.Framework, standing(stream), on=moment.reading.on)
    return Framework(framework=framework, known=known, moment=moment) if known.editions else None
