"""Talent pools: who is in one, on which basis and until when, put there by others or by nominating themselves.

To be in a pool opens no door to development, and not to be in one closes none: no rule asks who is in a pool. This
chapter stands above all others that decide anything of people, so none of them can.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Annotated

from domain.kernel.acting import Acts
from domain.kernel.book import Book, Decision
from domain.kernel.commands import Said
from domain.kernel.facts import Event, Reference
from domain.kernel.ids import PersonId, UnitId
from domain.kernel.memories import changed
from domain.kernel.refusals import Refusal
from domain.kernel.words import folded
from domain.people.employment import PresentPersonCommand
from domain.people.named import Here
from domain.spotting.basis import (
    TOLD_BEFORE,
    events_cited,
    is_running_out,
    not_theirs,
    own_words,
    runs_out_on,
    shows_potential,
    unfit,
)
from domain.spotting.potential import PotentialAssessed
from domain.units.unit import unit_must_stand


class WhyPoolLeft(StrEnum):
    """Why somebody is in a pool no longer."""

    OWN_WISH = "own_wish"
    """They want it so, which says nothing of them."""
    ROLE_TAKEN_UP = "role_taken_up"
    """They took up what it was to lead to."""
    BASIS_NO_LONGER_HOLDS = "basis_no_longer_holds"
    POOL_ENDED = "pool_ended"
    """The pool itself is no more."""


@dataclass(frozen=True)
class PoolStep:
    """Somebody entered a pool, or left it."""

    pool: str
    unit: UnitId | None
    expires_on: date | None
    """The first day on which they are in it no longer; None where they left."""


@dataclass(frozen=True)
class TalentPools:
    """The pools that somebody entered and left, in the order of days."""

    steps: tuple[PoolStep, ...] = ()

    def in_until(self, pool: str, unit: UnitId | None, on: date) -> date | None:
        """The day on which they are in a pool no longer, which they are in on a day; None where they are not."""
        key = (folded(pool), unit)
        last = next((one for one in reversed(self.steps) if (folded(one.pool), one.unit) == key), None)
        return last.expires_on if last and last.expires_on and on < last.expires_on else None


@dataclass(frozen=True)
class TalentPoolEntered(Event[TalentPools]):
    """Somebody is in a talent pool, until a day. To enter again shortly before it goes on from there."""

    pool: str
    """What the pool is called. Case, and how many blanks there are, make no other pool of it."""
    basis: tuple[Reference, ...]
    """References of the entries that it rests on."""
    nominated_by: PersonId
    """Who put them in: somebody else, or they themselves."""
    expires_on: date
    """The first day on which they are in it no longer."""
    unit: UnitId | None = None
    """The unit whose pool it is; None where it is the organisation's."""

    def concerns(self) -> tuple[str, ...]:
        return (self.nominated_by, self.unit) if self.unit else (self.nominated_by,)

    def rests_on(self, at: Reference, book: Book) -> tuple[Reference, ...]:
        pools = book.recall(TalentPools, at.stream, on=book.today)
        left = pools.in_until(self.pool, self.unit, book.today) is None
        return () if left or self.expires_on <= book.today else self.basis

    def evolve(self, pools: TalentPools, at: Reference) -> TalentPools:
        return changed(pools, steps=(*pools.steps, PoolStep(self.pool, self.unit, self.expires_on)))


@dataclass(frozen=True)
class TalentPoolLeft(Event[TalentPools]):
    """Somebody is in a talent pool no longer, from this day on."""

    pool: str
    """What the pool is called."""
    why: WhyPoolLeft
    """Why they are in it no longer."""
    left_by: PersonId
    """Who says so: somebody else, or they themselves."""
    unit: UnitId | None = None
    """The unit whose pool it is; None where it is the organisation's."""

    def concerns(self) -> tuple[str, ...]:
        return (self.left_by, self.unit) if self.unit else (self.left_by,)

    def evolve(self, pools: TalentPools, at: Reference) -> TalentPools:
        return changed(pools, steps=(*pools.steps, PoolStep(self.pool, self.unit, None)))


@dataclass(frozen=True)
class PoolCommand(PresentPersonCommand[TalentPools], abstract=True):
    """Something asked of somebody's place in a pool."""

    pool: Annotated[str, Said("say what the pool is called")]
    unit: UnitId | None = field(default=None, kw_only=True)

    def in_until(self, book: Book) -> date | None:
        """Until when they are in the pool on the day; None where they are not."""
        then = book.recall(TalentPools, self.person, on=self.effective_on)
        return then.in_until(self.pool, self.unit, self.effective_on)


@dataclass(frozen=True)
class EnterTalentPool(PoolCommand):
    """Put somebody in a talent pool, or nominate yourself for one, and say what it rests on."""

    records = (TalentPoolEntered,)

    basis: tuple[Reference, ...]
    nominated_by: Annotated[PersonId, Here(), Acts()]

    def decide(self, pools: TalentPools, book: Book) -> Decision:
        day = self.effective_on
        if self.unit is not None:
            unit_must_stand("unit", self.unit, day, book)
        self.must_rest_on_its_basis(book)
        until = self.in_until(book)
        if until is not None and not is_running_out(until, day):
            raise InThePoolAlready(
                f"pool “{self.pool}”: “{self.person}” is in it until {until}: enter them again"
                f" from {until - TOLD_BEFORE} on"
            )
        return (self.becomes(TalentPoolEntered, expires_on=runs_out_on(day)),)

    def must_rest_on_its_basis(self, book: Book) -> None:
        """Refuses a place without a basis, and a basis that shows no potential."""
        day = self.effective_on
        words = own_words(self.person, day, book)
        for at, event in events_cited("basis", self.person, self.basis, day, book):
            judged = isinstance(event, PotentialAssessed) and event.counts_on(day)
            if not (judged or at in words or shows_potential(event)):
                raise unfit("basis", at, "potential", ", a judgement of their potential that counts, or what they want")

    def cited(self) -> Iterator[tuple[Reference, Refusal]]:
        """What it rests on."""
        yield from ((at, not_theirs("basis", self.person, at, self.effective_on)) for at in self.basis)


@dataclass(frozen=True)
class LeaveTalentPool(PoolCommand):
    """Say that somebody is in a pool no longer. It takes nothing from them."""

    records = (TalentPoolLeft,)

    why: WhyPoolLeft
    left_by: Annotated[PersonId, Here(), Acts()]

    def decide(self, pools: TalentPools, book: Book) -> Decision:
        if self.in_until(book) is None:
            raise NotInThePool(
                f"pool “{self.pool}”: “{self.person}” is not in it on {self.effective_on}: name one that they are in"
            )
        if self.why is WhyPoolLeft.OWN_WISH and self.left_by != self.person:
            raise WishIsTheirs(f"why is “{self.why}”, and left_by “{self.left_by}”: let “{self.person}” say so")
        return (self.becomes(TalentPoolLeft),)


class InThePoolAlready(Refusal):
    """Whoever is in a pool is put in again once their time in it is about to run out."""

    instead = "Wait until two months before it runs out."
    field = "pool"


class NotInThePool(Refusal):
    """Only a pool that somebody is in can be left."""

    instead = "Name a pool that they are in on that day, and the unit whose pool it is."
    field = "pool"


class WishIsTheirs(Refusal):
    """That somebody wants to leave a pool is theirs to say."""

    instead = "Let them say so, or give another reason."
    field = "why"
