"""Independence: whoever acts on a case has no stake in it, and whoever decides stands high enough to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from domain.frameworks.edition import Edition
from domain.frameworks.framework import published
from domain.kernel.book import Book
from domain.kernel.commands import Command, FieldCheck
from domain.kernel.ids import CaseId, PersonId
from domain.kernel.refusals import Refusal
from domain.people.employment import Employment, Placement
from domain.people.named import must_take_part
from domain.people.seats import seats_of
from domain.promotions.conflicts import (
    ConflictedMember,
    declared_must_be_decided,
    must_have_been_free,
    standing_towards,
)
from domain.promotions.panels.panel import Conflict, Declared
from domain.promotions.promotion_case import PromotionCase, Proposal, ProposedCaseCommand


@dataclass(frozen=True)
class Independent(FieldCheck):
    """Marks who acts on a case and may have no stake in it: `Annotated[PersonId, Here(), Independent()]`."""

    decides: bool = False
    """Whether it is who decides: a line manager may, where somebody from a seat decides with them."""

    def ask(self, field: str, value: Any, command: Command[Any], book: Book) -> None:
        """Refuses whoever would not be free to vote on it. What comes before a proposal is refused elsewhere."""
        if not isinstance(command, ProposedCaseCommand):
            raise TypeError(f"{type(command).__name__}.{field}: only acts on a case have a case to be independent of")
        case = command.known(book)
        if case.proposal is not None:
            standing = standing_towards(command.case, case, case.proposal, command.effective_on, book)
            but = borne_in_deciders(case.proposal, book) if self.decides else frozenset()
            must_have_been_free(standing, value, field=field, but=but)
            standing.must_be_free(value, field=field, but=but)
            must_have_nothing_declared(case, value, field)


def borne_in_deciders(proposal: Proposal, book: Book) -> frozenset[Conflict]:
    """What keeps nobody from deciding with a seat: whoever leads a small firm is the manager of many in it."""
    procedure = published(proposal.framework, proposal.edition, book).procedure
    return frozenset({Conflict.LINE_MANAGER}) if procedure.second_decider_from_seat else frozenset()


def must_stand_apart(
    case_id: CaseId,
    case: PromotionCase,
    proposal: Proposal,
    person: PersonId,
    on: date,
    book: Book,
    *,
    field: str | None = None,
    but: frozenset[Conflict] = frozenset(),
) -> None:
    """Refuses whoever has a stake in a case, or is not there to answer for it."""
    standing_towards(case_id, case, proposal, on, book).must_be_free(person, field=field, but=but)
    must_have_nothing_declared(case, person, field)
    must_take_part(field or "decided_by", person, on, book)


def declared_of(case: PromotionCase, person: PersonId) -> tuple[Declared, ...]:
    """What was declared of somebody and stands in their way: by themselves, by a steward, or found so by a panel.

    What anybody else says is told beside the case. It would otherwise keep out whomever they do not want to decide.
    """
    declared = tuple(one for one in case.declared if one.member == person)
    if person in case.recused:
        return declared
    return tuple(one for one in declared if one.declared_by == person or one.by_steward)


def must_have_nothing_declared(case: PromotionCase, person: PersonId, field: str | None = None) -> None:
    """Refuses whoever is said to have a conflict. Of members with a seat others decide on it, before they act."""
    if case.panel is not None and person in case.panel.seated:
        declared_must_be_decided(case.panel, person)
    elif declared_of(case, person):
        name = field or "decided_by"
        raise ConflictedMember(
            f"{name} “{person}” is said to have a conflict: leave it to somebody without one", field=field
        )


def may_set_aside(
    case_id: CaseId, case: PromotionCase, proposal: Proposal, person: PersonId, on: date, book: Book
) -> None:
    """Refuses an authority with a stake, below the target level where the edition asks for it, or who voted."""
    must_stand_apart(case_id, case, proposal, person, on, book)
    must_stand_high_enough(proposal, person, on, book)
    if case.panel is not None and person in case.panel.counted:
        raise AuthorityVoted(f"set_aside: “{person}” voted on the panel: name an authority who did not")


def must_stand_apart_and_high_enough(
    case_id: CaseId, case: PromotionCase, proposal: Proposal, person: PersonId, on: date, book: Book
) -> None:
    """Refuses who may not decide: with a stake, or below the target level where the edition asks for it."""
    must_stand_apart(case_id, case, proposal, person, on, book, but=borne_in_deciders(proposal, book))
    must_stand_high_enough(proposal, person, on, book)


def must_stand_high_enough(proposal: Proposal, person: PersonId, on: date, book: Book) -> None:
    """Refuses whoever stands below the target level, where the edition asks for it."""
    edition = published(proposal.framework, proposal.edition, book)
    if edition.procedure.decider_at_target_level and not stands_at(proposal.to_level, person, edition, on, book):
        raise DecidesAbove(
            f"decided_by “{person}” does not stand at “{proposal.to_level}” or above on {on}: name somebody who does"
        )


def stands_at(level: str, person: PersonId, edition: Edition, on: date, book: Book) -> bool:
    """Whether somebody stands at a level or above, or sits there by a seat. Whose level nobody has said does not."""
    placement = placement_of(person, on, book)
    asked = edition.ladder[edition.ladder.index(level) :]
    return (placement.level if placement else None) in asked or sits_at(level, person, edition, on, book)


def sits_at(level: str, person: PersonId, edition: Edition, on: date, book: Book) -> bool:
    """Whether somebody holds a seat that the edition counts at a level or above."""
    asked, seats = edition.ladder[edition.ladder.index(level) :], seats_of(person, on, book)
    return any(counts.level in asked for counts in edition.procedure.seats_count_as if counts.seat in seats)


def placement_of(person: PersonId, on: date, book: Book) -> Placement | None:
    """Where somebody stands on a day; None where they do not stand anywhere, as whoever has left, seat or not."""
    employment = book.recall(Employment, person, on=on)
    return employment.placement_on(on) if employment.is_here_on(on) else None


class AuthorityVoted(Refusal):
    """A panel recommends; what stands in the way is set aside by somebody else."""

    instead = "Have somebody set it aside who did not vote."
    field = "set_aside"


class DecidesAbove(Refusal):
    """Whoever decides knows the work of the level: they stand at it, or above."""

    instead = "Have somebody decide who stands at the target level or above."
    field = "decided_by"
