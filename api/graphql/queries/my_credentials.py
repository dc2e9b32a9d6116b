"""Whoever asks, and what they have completed: as credentials to take along."""

from __future__ import annotations

import asyncio
from datetime import date

import strawberry
from graphql import GraphQLError

from api.credentials import issuing
from api.credentials.issuing import Issuing, NowhereToBeVerified
from api.graphql.context import Info
from api.graphql.queries import Questions
from api.graphql.row_types import resolver
from api.services import Services
from domain.kernel.ids import PersonId


@strawberry.type(description="Something that you have completed, to be shown to whom you like (Open Badges 3.0).")
class Credential:
    id: strawberry.ID = strawberry.field(
        description="Its own id: the same as long as nothing of it is corrected. It tells nothing of you."
    )
    achievement: str = strawberry.field(
        description="What it was: a mentorship, or an assignment by its title, unless you wrote that yourself, or it"
        " names somebody else or has links or markup in it."
    )
    begun_on: date | None = strawberry.field(
        description="Its first day; null where nobody but you says it, or where that was before you joined."
    )
    ended_on: date | None = strawberry.field(
        description="The day on which it was completed; null where nobody but you says it, or as above."
    )
    issued_on: date = strawberry.field(description="Since when all of it is on record, as it stands now.")
    outcome: str | None = strawberry.field(
        description="What came of it, where you wrote that yourself, it names nobody else and is plain words."
    )
    jwt: str = strawberry.field(
        description="The credential itself, signed: what you hand on. It has your name in it, and nobody else’s."
    )


@strawberry.type
class OwnCredentialQueries(Questions):
    @resolver(
        "What whoever asks has completed, the latest first, as credentials that others can verify; null where no person"
        " asks. What rests on their own word alone, how it began and that it was seen through, is attested by nobody"
        " and is not here: it is in `myFile`. Refused where LEADERSHIP_ADDRESS is not set.",
        holds=50,
        price=300,
    )
    async def my_credentials(self, info: Info) -> list[Credential] | None:
        caller = info.context.caller
        if caller is None or caller.person is None:
            return None
        try:
            found = await asyncio.to_thread(credentials_of, caller.person, info.context.services)
        except NowhereToBeVerified as why:
            raise GraphQLError(str(why), extensions={"code": "ADDRESS_NOT_SET"}) from why
        return [told(one) for one in found]


def credentials_of(person: PersonId, services: Services) -> list[issuing.Credential]:
    """Somebody's credentials, as this server signs them. Raises NowhereToBeVerified."""
    made = Issuing(services.ledger, services.address, services.signing_keys, services.time_zone)
    return made.credentials_of(person)


def told(one: issuing.Credential) -> Credential:
    """A credential as its holder reads it."""
    return Credential(
        id=strawberry.ID(one.id),
        achievement=one.achievement.name,
        begun_on=one.begun_on,
        ended_on=one.ended_on,
        issued_on=one.issued_on,
        outcome=one.achievement.narrative,
        jwt=one.jwt,
    )
