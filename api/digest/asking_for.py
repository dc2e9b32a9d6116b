"""Documents asked for somebody who does not ask themselves: as them, through the gate, and written down as theirs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from strawberry.types.graphql import OperationType

from api.access.callers import Caller, Scope
from api.access.entrance import Entrance, Shown
from api.graphql.context import Context
from api.graphql.errors import serialised
from api.graphql.schema import schema
from api.services import Services
from domain.kernel.ids import PersonId

NO_COOKIE = ""


class NotAnswered(Exception):
    """A question of ours went wrong: whom it was asked for is told nothing."""


@dataclass(frozen=True)
class InTheirName:
    """Somebody for whom something is asked, who may read and nothing else."""

    services: Services
    person: PersonId

    async def ask(self, document: str, **variables: Any) -> Mapping[str, Any]:
        """What they are told. Raises NotAnswered."""
        entrance = OneWhoReads(self.services.ledger, NO_COOKIE, guarded=True, person=self.person)
        async with Context(self.services, entrance, Shown()) as context:
            reading = OperationType.from_http("GET")
            ran = await schema.execute(document, variables, context, allowed_operation_types=reading)
            await context.write_down()
        if ran.data is None or ran.errors:
            why = "; ".join(each["message"] for each in serialised(ran.errors or []))
            raise NotAnswered(f"{self.person}: {why}")
        return ran.data


@dataclass(frozen=True, kw_only=True)
class OneWhoReads(Entrance):
    """An entrance by which one person alone comes in."""

    person: PersonId

    def caller(self, shown: Shown) -> Caller:
        """They, whatever is shown."""
        del shown
        return Caller(self.person, self.person, frozenset((Scope.READ,)))
