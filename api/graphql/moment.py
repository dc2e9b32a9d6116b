"""One moment that is answered as of, and what has been looked up at it: each thing once, however many ask."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Hashable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar, cast

import strawberry

from api.graphql.disclosing import Disclosing
from api.graphql.gathering import Gathering
from api.graphql.scalars import Position
from ledger.as_of import Known
from projections.engine.reading import Reading

K = TypeVar("K", bound=Hashable)
T = TypeVar("T")
Shown = TypeVar("Shown")
LookUp = Callable[[Reading, Sequence[str]], Awaitable[Mapping[str, T]]]
"""What read models answer about many subjects with one statement."""


@strawberry.type(description="The moment that an answer is given as of.")
class Answered:
    position: Position = strawberry.field(
        description="What was known: the ledger up to this position. Ask with it again for the same answer."
    )
    effective_on: date = strawberry.field(description="What was true: facts effective on this day or before.")
    parked: list[Position] = strawberry.field(
        description="Positions of entries that could not be told and are missing here: none, as a rule."
    )


class Moment:
    """A reading, with loaders that gather what is asked of it and ask once; and the gate that its entries pass."""

    def __init__(self, reading: Reading, disclosing: Disclosing) -> None:
        self.reading = reading
        self.disclosing = disclosing
        self.parked: set[int] = set()
        """Positions that answers have named so far as missing from them."""
        self._loaders: dict[Hashable, Gathering[Any, Any]] = {}
        self._at_hand: dict[LookUp[Any], dict[str, Any]] = {}

    @property
    def known(self) -> Known:
        """The same, as the ledger takes it."""
        return Known(self.reading.position, self.reading.on)

    def answered(self, parked: Iterable[int]) -> Answered:
        """This moment as an answer tells it, with the entries that are missing from the answer."""
        missing = sorted({*parked, *self.reading.unread})
        self.note(missing)
        at = Position(self.reading.position)
        return Answered(position=at, effective_on=self.reading.on, parked=[*map(Position, missing)])

    @property
    def missing(self) -> set[int]:
        """Positions of all that is missing from what was answered so far."""
        return self.parked | self.reading.unread

    def note(self, parked: Iterable[int]) -> None:
        """Remembers entries that are missing, so that the whole answer names them even where nobody asks."""
        self.parked.update(parked)

    async def look_up(self, subject: str, what: LookUp[T], **how: Hashable) -> T | None:
        """What a read model says about `subject`; all subjects asked for meanwhile are asked about together."""
        key = (what, *how.items())
        if key not in self._loaders:

            async def load(subjects: list[str]) -> list[T | None]:
                found = await what(self.reading, subjects, **how)
                self.note(await self.reading.parked(subjects))
                return [found.get(each) for each in subjects]

            self._loaders[key] = Gathering(load)
        found: T | None = await self._loaders[key].load(subject)
        return found

    def gathering(self, what: Hashable, load: Callable[[list[K]], Awaitable[Sequence[Any]]]) -> Gathering[K, Any]:
        """What gathers all that is asked of one sort at this moment; begun where there is none."""
        found: Gathering[K, Any] = self._loaders.setdefault(what, Gathering(load))
        return found

    async def fetch(self, subjects: Iterable[str], what: LookUp[T]) -> Mapping[str, T]:
        """Looks up many subjects before they are asked for; then they are at hand."""
        asked = list(dict.fromkeys(subjects))
        found = await what(self.reading, asked) if asked else {}
        self.note(await self.reading.parked(asked))
        self._at_hand.setdefault(what, {}).update({each: found.get(each) for each in asked})
        return found

    def shown(self, subject: str, what: LookUp[T], show: Callable[[T, Moment], Shown]) -> Shown | None:
        """What a field answers: at once where it has been fetched, else with what GraphQL waits for, which is dear."""
        at_hand = self._at_hand.get(what, {})
        if subject not in at_hand:
            return cast("Shown | None", self._shown_later(subject, what, show))
        return None if at_hand[subject] is None else show(at_hand[subject], self)

    async def _shown_later(self, subject: str, what: LookUp[T], show: Callable[[T, Moment], Shown]) -> Shown | None:
        found = await self.look_up(subject, what)
        return None if found is None else show(found, self)
