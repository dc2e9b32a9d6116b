"""The composition of a panel: how many stand at the level of the step, how many come from elsewhere, who leads it."""

from __future__ import annotations

from typing import Final

from domain.frameworks.framework import published
from domain.kernel.book import Book
from domain.kernel.ids import PersonId
from domain.kernel.refusals import Refusal
from domain.people.employment import is_here
from domain.people.seats import holds_seat
from domain.promotions.independence import placement_of, stands_at
from domain.promotions.panels.panel_command import CaseWithPanelCommand

IN_PERCENT: Final = 100


def must_be_well_composed(command: CaseWithPanelCommand, voters: tuple[PersonId, ...], book: Book) -> None:
    """Refuses voters of whom too few stand high enough, or too few come from outside the candidate's function."""
    proposal, on = command.proposal(book), command.effective_on
    edition = published(proposal.framework, proposal.edition, book)
    percent, outside_asked = edition.procedure.at_target_level_percent, edition.procedure.outside_function
    high = [voter for voter in voters if stands_at(proposal.to_level, voter, edition, on, book)]
    if percent is not None and IN_PERCENT * len(high) < percent * len(voters):
        raise TooFewAtTheLevel(
            f"“{command.case}”: {len(high)} of {len(voters)} stand at “{proposal.to_level}” or above,"
            f" and the edition asks for {percent} percent: name others"
        )
    theirs = function_of(proposal.candidate, command, book)
    outside = [voter for voter in voters if is_outside(voter, theirs, command, book)]
    if len(outside) < outside_asked:
        raise TooFewFromOutside(
            f"“{command.case}”: {len(outside)} come from outside the function “{theirs}”,"
            f" and the edition asks for {outside_asked}: name others"
        )


def is_outside(voter: PersonId, function: str | None, command: CaseWithPanelCommand, book: Book) -> bool:
    """Whether somebody comes from outside a function: another one, or none of the organisation's, from a seat alone."""
    if not is_here(voter, command.effective_on, book):
        return holds_seat(voter, command.effective_on, book)
    return function_of(voter, command, book) not in (None, function)


def function_of(person: PersonId, command: CaseWithPanelCommand, book: Book) -> str | None:
    """The function in which somebody stands on the day of a command; None where nobody has said."""
    placement = placement_of(person, command.effective_on, book)
    return placement.function if placement else None


class TooFewAtTheLevel(Refusal):
    """A step is judged by people who know the work of its level, as far as the edition asks for them."""

    instead = "Name members who stand at the target level or above."
    field = "members"


class TooFewFromOutside(Refusal):
    """Somebody looks from outside the candidate's function, as far as the edition asks for it."""

    instead = "Name members from other functions."
    field = "members"
