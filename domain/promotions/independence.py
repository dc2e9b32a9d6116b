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
from domain.promotions.conflicts import ConflictedMember, must_have_been_free, standing_towards
from domain.promotions.promotion_case import PromotionCase, Proposal, ProposedCaseCommand


@dataclass(frozen=True)
class Independent(FieldCheck):
    """Marks who acts on a case and may have no stake in it: `Annotated[PersonId, Here(), Independent()]`."""

    def ask(self, field: str, value: Any, command: Command[Any], book: Book) -> None:
        """Refuses whoever would not be free to vote on it. What comes before a proposal is refused elsewhere."""
        if not isinstance(command, ProposedCaseCommand):
            raise TypeError(f"{type(command).__name__}.{field}: only acts on a case have a case to be independent of")
        case = command.known(book)
        if case.proposal is not None:
            since_then = standing_towards(command.case, case, case.proposal, command.effective_on, book)
            must_have_been_free(since_then, value, field)
            standing = standing_towards(command.case, case, case.proposal, command.effective_on, book)
            standing.must_be_free(value, field=field)
            if case.panel is None or value not in case.panel.members:
                must_have_nothing_declared(case, value, field)


def must_stand_apart(
    case_id: CaseId, case: PromotionCase, proposal: Proposal, person: PersonId, on: date, book: Book
) -> None:
    """Refuses whoever has a stake in a case, or is not there to answer for it."""
    standing_towards(case_id, case, proposal, on, book).must_be_free(person)
    must_have_nothing_declared(case, person)
    must_take_part("decided_by", person, on, book)


def must_have_nothing_declared(case: PromotionCase, person: PersonId, field: str | None = None) -> None:
    """Refuses whoever is said to have a conflict. Of members with a seat others decide on it, before they vote."""
    seated = case.panel is not None and person in case.panel.seated
    if not seated and any(declared.member == person for declared in case.declared):
        name = field or "decided_by"
        raise ConflictedMember(
            f"{name} “{person}” is said to have a conflict: leave it to somebody without one", field=field
        )


def may_set_aside(
    case_id: CaseId, case: PromotionCase, proposal: Proposal, person: PersonId, on: date, book: Book
) -> None:
    """Refuses an authority with a stake, below the target level where the edition asks for it, or who voted."""
    must_stand_apart_and_high_enough(case_id, case, proposal, person, on, book)
    if case.panel is not None and person in case.panel.counted:
        raise AuthorityVoted(f"set_aside: “{person}” voted on the panel: name an authority who did not")


def must_stand_apart_and_high_enough(
    case_id: CaseId, case: PromotionCase, proposal: Proposal, person: PersonId, on: date, book: Book
) -> None:
    """The same, and refuses whoever stands below the target level where the edition asks for it."""
    must_stand_apart(case_id, case, proposal, person, on, book)
    edition = published(proposal.framework, proposal.edition, book)
    if edition.procedure.decider_at_target_level and not stands_at(proposal.to_level, person, edition, on, book):
        raise DecidesAbove(
            f"decided_by “{person}” does not stand at “{proposal.to_level}” or above on {on}: name somebody who does"
        )


def stands_at(level: str, person: PersonId, edition: Edition, on: date, book: Book) -> bool:
    """Whether somebody stands at a level or above, or sits there by a seat. Whose level nobody has said does not."""
    placement = placement_of(person, on, book)
    asked = edition.ladder[edition.ladder.index(level) :]
    seats = seats_of(person, on, book)
    counted = (counts.level for counts in edition.procedure.seats_count_as if counts.seat in seats)
    return any(stood in asked for stood in (placement.level if placement else None, *counted))


def placement_of(person: PersonId, on: date, book: Book) -> Placement | None:
    """Where somebody stands on a day; None where they do not stand anywhere."""
    return book.recall(Employment, person, on=on).placement_on(on)


class AuthorityVoted(Refusal):
    """A panel recommends; what stands in the way is set aside by somebody else."""

    instead = "Have somebody set it aside who did not vote."
    field = "set_aside"


class DecidesAbove(Refusal):
    """Whoever decides knows the work of the level: they stand at it, or above."""

    instead = "Have somebody decide who stands at the target level or above."
    field = "decided_by"
