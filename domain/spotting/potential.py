"""Potential, as it is judged: ability, aspiration and learning agility apart, each on its basis, until a day.

There is one way to say of somebody that they have potential, and this is it. An assessment says what one instrument saw
in one round; a mark that it gives for potential as a whole is evidence of that day, and no label: it neither stands nor
runs out. The aspects apart are judged here alone, where each says which entries of the person it rests on.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated

from domain.development.assessments import NothingRated, RatedTwice, RatingOffTheScale
from domain.frameworks.edition import Edition
from domain.frameworks.scales import Measured
from domain.kernel.acting import Acts
from domain.kernel.book import Book, Decision
from domain.kernel.facts import About, Erased, Event, Reference
from domain.kernel.ids import FrameworkId, PersonId
from domain.kernel.memories import Nothing
from domain.kernel.refusals import Refusal
from domain.kernel.words import listed
from domain.people.employment import PresentPersonCommand
from domain.people.named import Here
from domain.spotting.basis import events_cited, not_theirs, own_words, runs_out_on, shows_potential, unfit
from domain.succession.slates import must_not_report_to
from domain.units.adopting_frameworks import edition_that_holds


class AspectOfPotential(StrEnum):
    """What potential is made of."""

    ABILITY = "ability"
    """Whether they grasp what they have not met before, and bring people along."""
    ASPIRATION = "aspiration"
    """Whether they want the work of leading, by their own word."""
    LEARNING_AGILITY = "learning_agility"
    """Whether they change what they do after something new, and it lasts."""


@dataclass(frozen=True)
class AspectJudged:
    """How one aspect of somebody's potential was judged, and on which basis."""

    aspect: AspectOfPotential
    """Which one it is."""
    rating: int | None
    """On the edition's scale of potential; None where not enough was seen to tell."""
    basis: tuple[Reference, ...] = ()
    """References of the entries that it rests on."""


@dataclass(frozen=True)
class PotentialAssessed(Event[Nothing]):
    """Somebody's potential was judged, aspect by aspect, and until a day."""

    aspects: Annotated[tuple[AspectJudged, ...] | Erased, About("person")]
    """How each aspect was judged, and on which basis."""
    framework: FrameworkId
    edition: int
    """The number of the framework's edition on whose scale it was judged."""
    assessed_by: PersonId
    """Who judged it."""
    expires_on: date
    """The first day on which it no longer counts."""

    def concerns(self) -> tuple[str, ...]:
        return (self.assessed_by,)

    def rests_on(self, at: Reference, book: Book) -> tuple[Reference, ...]:
        if isinstance(self.aspects, Erased) or self.expires_on <= book.today:
            return ()
        return tuple(cited for judged in self.aspects for cited in judged.basis)

    def counts_on(self, day: date) -> bool:
        """Whether it rates anything, and has not run out; of what was erased nobody can tell any more."""
        rates = not isinstance(self.aspects, Erased) and any(one.rating is not None for one in self.aspects)
        return rates and day < self.expires_on


@dataclass(frozen=True)
class AssessPotential(PresentPersonCommand[Nothing]):
    """Judge somebody's potential, each aspect on its basis. It runs out, and the person is told all of it."""

    records = (PotentialAssessed,)

    aspects: tuple[AspectJudged, ...]
    framework: FrameworkId
    edition: int
    assessed_by: Annotated[PersonId, Here(), Acts()]

    def decide(self, nothing: Nothing, book: Book) -> Decision:
        if self.assessed_by == self.person:
            raise OwnPotentialJudged(f"assessed_by is “{self.assessed_by}”, the person themselves: let another judge")
        must_not_report_to(self.person, "assessed_by", self.assessed_by, self.effective_on, book)
        edition = edition_that_holds(self.unit_on_that_day(book), self.framework, self.edition, self.effective_on, book)
        self.must_be_on(edition)
        for judged in self.aspects:
            self.must_rest_on_its_basis(judged, book)
        expires_on = runs_out_on(self.effective_on, edition.windows.potential_months)
        return (self.becomes(PotentialAssessed, expires_on=expires_on),)

    def must_be_on(self, edition: Edition) -> None:
        """Refuses to judge nothing, one thing twice, what the edition does not ask about, and what is off its scale."""
        if not self.aspects:
            raise NothingRated("aspects is empty: judge at least one, or say that it was not observed", field="aspects")
        asked = [aspect.name for aspect in edition.potential_model] or [*AspectOfPotential]
        judged = [one.aspect for one in self.aspects]
        for one in self.aspects:
            if one.aspect not in asked:
                raise AspectNotAsked(f"aspect “{one.aspect}” is none of edition {edition.number}: name {listed(asked)}")
            if judged.count(one.aspect) > 1:
                raise RatedTwice(f"“{one.aspect}” is judged {judged.count(one.aspect)} times: once", field="aspects")
            scale = edition.scale_for(Measured.POTENTIAL)
            if one.rating is not None and not scale.has(one.rating):
                raise RatingOffTheScale(
                    f"“{one.aspect}” is rated {one.rating}: give one of {listed(scale.values)}, or none",
                    field="aspects",
                )

    def must_rest_on_its_basis(self, judged: AspectJudged, book: Book) -> None:
        """Refuses a rating without a basis, and a basis that does not show the aspect.

        Whether somebody wants to lead only they can say, so that rests on their own word.
        """
        if judged.rating is None and not judged.basis:
            return
        words = own_words(self.person, self.effective_on, book)
        of_their_will = judged.aspect is AspectOfPotential.ASPIRATION
        for at, event in events_cited("aspects", self.person, judged.basis, self.effective_on, book):
            if of_their_will and at not in words:
                raise NotTheirOwnWord(
                    f"basis “{at}” is no word of “{self.person}” on what they want, or was taken back:"
                    " cite what they stated"
                )
            if not of_their_will and not shows_potential(event):
                raise unfit("aspects", at, judged.aspect)

    def cited(self) -> Iterator[tuple[Reference, Refusal]]:
        """What the aspects rest on."""
        for judged in self.aspects:
            yield from ((at, not_theirs("aspects", self.person, at, self.effective_on)) for at in judged.basis)


class OwnPotentialJudged(Refusal):
    """Nobody judges their own potential; they say what they want, or nominate themselves for a pool."""

    instead = "Let somebody else judge it who leads them, or a talent partner."
    field = "assessed_by"


class AspectNotAsked(Refusal):
    """Potential is judged by what the edition says that it is made of."""

    instead = "Name aspects of the edition."
    field = "aspects"


class NotTheirOwnWord(Refusal):
    """Whether somebody wants to lead is theirs to say."""

    instead = "Cite what they stated that they want, and did not take back."
    field = "aspects"
