"""Panels that come along: whoever withdraws and is proposed again meets the people whom they withdrew from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from domain.kernel.book import Book
from domain.kernel.dates import months_after
from domain.kernel.ids import PersonId
from domain.kernel.refusals import Refusal
from domain.people.named import takes_part
from domain.promotions.conflicts import must_have_been_free
from domain.promotions.independence import must_have_nothing_declared
from domain.promotions.panels.panel_command import CaseWithPanelCommand
from domain.promotions.promotion_case import PromotionCase
from domain.promotions.proposals import PromotionProposed


def the_panel_comes_along(
    command: CaseWithPanelCommand, members: Sequence[PersonId], case: PromotionCase, book: Book
) -> None:
    """Refuses another panel than the one before which the candidate withdrew, for as long as the edition says.

    So withdrawing costs nobody anything, and wins nobody a panel that suits them better. Whoever cannot sit on it any
    more need not, and others may sit on it too, but for those of whom that panel found that they have a conflict.
    """
    months = command.procedure(book).same_panel_months
    for earlier in withdrawn_before(command, months, book) if months else ():
        for member in earlier.panel.seated if earlier.panel else ():
            if member not in members and may_sit(member, command, case, book):
                raise AnotherPanel(
                    f"members: “{member}” sat on the panel before which “{command.proposal(book).candidate}” withdrew"
                    f" on {earlier.withdrawn_on}: name them and whoever else sat on it"
                )
        for member in members:
            if member in earlier.recused:
                raise AnotherPanel(
                    f"members: “{member}” was recused before “{command.proposal(book).candidate}” withdrew"
                    f" on {earlier.withdrawn_on}: leave them out"
                )


def withdrawn_before(command: CaseWithPanelCommand, months: int, book: Book) -> Iterator[PromotionCase]:
    """The cases on the same step that the candidate withdrew from so shortly before this one was proposed."""
    proposal = command.proposal(book)
    for noted in book.concerning(proposal.candidate, PromotionProposed):
        proposed = noted.event
        step = (proposed.candidate, proposed.to_level, proposed.direction)
        if noted.at.stream == command.case or step != (proposal.candidate, proposal.to_level, proposal.direction):
            continue
        known = book.recall(PromotionCase, noted.at.stream)
        if known.withdrawn_on and proposal.proposed_on < months_after(known.withdrawn_on, months):
            yield known


def may_sit(member: PersonId, command: CaseWithPanelCommand, case: PromotionCase, book: Book) -> bool:
    """Whether somebody could sit on the panel of this case."""
    standing = command.standing(book)
    try:
        standing.must_be_free(member)
        must_have_been_free(standing, member)
        must_have_nothing_declared(case, member)
    except Refusal:
        return False
    return takes_part(member, command.effective_on, book) and member not in case.deferred_by


class AnotherPanel(Refusal):
    """Nobody withdraws from before one panel to be looked at by another."""

    instead = "Name whoever sat on the panel from before which the candidate withdrew, as far as they may sit."
    field = "members"
