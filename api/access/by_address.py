"""Who comes in by an address alone, as calendar programs do: by a token that is good for that, and for nothing else.

What stands in an address is kept by programs, proxies and histories. So no token that is good for more comes in by one,
and one that is good for this comes in nowhere else.
"""

from __future__ import annotations

from dataclasses import dataclass

from api.access.callers import Caller, Scope
from api.access.entrance import Entrance, NotKnown, Shown
from domain.kernel.ids import PersonId


@dataclass(frozen=True)
class CalendarEntrance(Entrance):
    """Lets in whoever has a calendar's address, to read what its person would; and others as everywhere."""

    by_address: bool = False
    """Whether nothing but what stands in the address counts."""

    def caller(self, shown: Shown) -> Caller | None:
        """Who asks. Raises NotKnown."""
        token = None if shown.token is None else self.ledger.tokens.presented(shown.token)
        if token is not None and token.person is not None and token.scopes == [Scope.CALENDAR]:
            person = PersonId(token.person)
            return Caller(person, person, frozenset((Scope.READ,)))
        if self.by_address:
            raise NotKnown("this address is good for nothing, or not any more")
        return super().caller(shown)
