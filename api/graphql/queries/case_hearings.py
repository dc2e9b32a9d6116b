"""Who was heard in a promotion case, and who was told of what stands in it: how, by whom and when."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from datetime import date

import strawberry

from api.access.disclosed import Disclosed
from api.graphql.derived import enum_of
from api.graphql.moment import Moment
from api.graphql.queries.entries import Entry
from api.graphql.queries.person import Person, person_at
from api.graphql.row_types import resolver
from domain.kernel.facts import Reference
from domain.promotions import informing
from domain.promotions.candidacies import CandidateHeard
from ledger import Ledger

Channel = enum_of(informing.Channel)


@strawberry.type(description="The candidate was heard on what may be decided, or was offered to be.")
class Hearing:
    moment: strawberry.Private[Moment]
    disclosed: strawberry.Private[Disclosed]

    @resolver("The entry that says so.")
    def entry(self) -> Entry:
        return Entry(disclosed=self.disclosed, moment=self.moment)

    @resolver("The day on which they were heard.")
    def heard_on(self) -> date:
        return self.disclosed.effective_on

    @resolver("Who heard them; null where nothing is known of them at that moment.")
    async def heard_by(self) -> Person | None:
        return await person_at(self.moment, self.disclosed.value("heard_by"))

    @resolver("Whether they were offered to be heard, and did not want to be.")
    def waived(self) -> bool:
        return bool(self.disclosed.value("waived"))

    @resolver("What they said, or how it was offered; null if it was erased.")
    def words(self) -> str | None:
        words: str | None = self.disclosed.value("words")
        return words


@strawberry.type(description="Somebody was told of an entry about them, as of the decision on their case.")
class Informing:
    moment: strawberry.Private[Moment]
    disclosed: strawberry.Private[Disclosed]

    @resolver("The entry that says so, on the stream of whoever was told.")
    def entry(self) -> Entry:
        return Entry(disclosed=self.disclosed, moment=self.moment)

    @resolver("Who was told; null where nothing is known of them at that moment.")
    async def person(self) -> Person | None:
        return await person_at(self.moment, self.disclosed.stream)

    @resolver("Reference of the entry that they were told of.")
    def about(self) -> Reference:
        about: Reference = self.disclosed.value("about")
        return about

    @resolver("How they were told.")
    def how(self) -> Channel:  # type: ignore[valid-type]
        how: informing.Channel = self.disclosed.value("how")
        return how

    @resolver("The day on which they were told.")
    def informed_on(self) -> date:
        return self.disclosed.effective_on

    @resolver("Who told them; null where nothing is known of them at that moment.")
    async def informed_by(self) -> Person | None:
        return await person_at(self.moment, self.disclosed.value("informed_by"))

    @resolver("The day on which that was written down, where it is a later one.")
    def written_on(self) -> date | None:
        day: date | None = self.disclosed.value("written_on")
        return day


async def told_to(person: str, moment: Moment, ledger: Ledger) -> list[Informing]:
    """Each time that somebody was told of an entry about them, in the order in which it was written."""
    kinds = (informing.PersonInformed.__name__,)
    written = (await asyncio.to_thread(ledger.streams, (person,), kinds=kinds))[person]
    told = await moment.disclosing.all([one for one in written if one.position <= moment.reading.position])
    return [Informing(moment=moment, disclosed=one) for one in told if one.effective_on <= moment.reading.on]


def hearings_in(stream: Iterable[Disclosed], moment: Moment) -> list[Hearing]:
    """Each time that the candidate was heard, as it stands."""
    return [Hearing(moment=moment, disclosed=step) for step in stream if step.kind == CandidateHeard.__name__]


async def informed_of(case: str, moment: Moment, ledger: Ledger) -> list[Informing]:
    """Each time that somebody was told of an entry of a case, in the order in which it was written."""
    touching = await asyncio.to_thread(ledger.touching, case, after=0, until=moment.reading.position)
    told = [one for one in await moment.disclosing.all(touching) if one.kind == informing.PersonInformed.__name__]
    return [
        Informing(moment=moment, disclosed=one)
        for one in told
        if one.effective_on <= moment.reading.on and one.value("about").stream == case
    ]
