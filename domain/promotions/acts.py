"""What was done in a case, looked at again: whether all who acted stood apart on the day, as is known by now."""

from __future__ import annotations

from dataclasses import replace

from domain.kernel.book import Book
from domain.kernel.ids import CaseId
from domain.kernel.refusals import Refusal
from domain.people.employment import is_here
from domain.people.seats import holds_seat
from domain.promotions.conflicts import must_have_been_free, standing_towards
from domain.promotions.independence import must_stand_apart
from domain.promotions.panels.panel import Panel
from domain.promotions.promotion_case import Act, PromotionCase, Proposal


def acts_must_stand(case_id: CaseId, case: PromotionCase, proposal: Proposal, book: Book) -> None:
    """Refuses to go on with what people did who, as is known now, had a stake in it or had left.

    A file that such a person closed is opened by a deferral and closed anew; a panel that they ran is convened anew.
    Whoever closed a file on which a further panel decides took part before that one, as they should.
    """
    for act in case.acts:
        must_stand(case_id, case, proposal, act, book)
    if case.file_closing:
        must_stand(case_id, replace(case, barred=frozenset()), proposal, case.file_closing, book)
    if case.panel is not None:
        voters_must_have_been_there(case_id, case.panel, book)
        voters_must_have_been_free(case_id, case, proposal, case.panel, book)


def voters_must_have_been_free(
    case_id: CaseId, case: PromotionCase, proposal: Proposal, panel: Panel, book: Book
) -> None:
    """Refuses a closed round in which somebody was counted who, as is known now, had a stake since the proposal."""
    if panel.closed_on is not None:
        must_have_been_free(standing_towards(case_id, case, proposal, panel.closed_on, book), *panel.counted)


def tainted(case_id: CaseId, case: PromotionCase, proposal: Proposal, book: Book) -> bool:
    """Whether somebody who ran the panel had a stake, or a voter was gone, as is known now: another one is convened."""
    try:
        for act in case.acts:
            must_stand(case_id, case, proposal, act, book)
            must_have_had_none(case_id, case, proposal, act, book)
        if case.panel is not None:
            voters_must_have_been_there(case_id, case.panel, book)
    except Refusal:
        return True
    return False


def must_stand(case_id: CaseId, case: PromotionCase, proposal: Proposal, act: Act, book: Book) -> None:
    """Refuses one act of somebody who did not stand apart on its day, or had a stake since the proposal."""
    must_stand_apart(case_id, case, proposal, act.by, act.on, book)
    must_have_been_free(standing_towards(case_id, case, proposal, act.on, book), act.by)


def voters_must_have_been_there(case_id: CaseId, panel: Panel, book: Book) -> None:
    """Refuses a round in which somebody voted who, as is known now, had left by then."""
    for ballot in panel.ballots:
        on = ballot.on
        if on is not None and not is_here(ballot.voter, on, book) and not holds_seat(ballot.voter, on, book):
            raise VoterWasGone(
                f"“{case_id}”: “{ballot.voter}” voted on {on}, and was not here any more: convene the panel anew"
            )


def nobody_may_have_had_a_stake(case_id: CaseId, case: PromotionCase, proposal: Proposal, book: Book) -> None:
    """Refuses to go on with what people did who, as is known by now, had a stake after the proposal and before that.

    A stake that was over when they acted counts all the same: it is asked of them when they act, and here again, of
    what was written since.
    """
    for act in case.acts:
        must_have_had_none(case_id, case, proposal, act, book)
    if case.file_closing:
        must_have_had_none(case_id, replace(case, barred=frozenset()), proposal, case.file_closing, book)
    if case.panel is not None and case.panel.closed_on is not None:
        for voter in case.panel.counted:
            must_have_had_none(case_id, case, proposal, Act(voter, case.panel.closed_on), book)


def must_have_had_none(case_id: CaseId, case: PromotionCase, proposal: Proposal, act: Act, book: Book) -> None:
    """Refuses an act of somebody who had a stake since the proposal."""
    must_have_been_free(standing_towards(case_id, case, proposal, act.on, book), act.by)


def nothing_to_look_back_at(case_id: CaseId, case: PromotionCase, proposal: Proposal, book: Book) -> None:
    """The first judge did not ask who had acted."""


class VoterWasGone(Refusal):
    """Whoever votes is here when they do."""

    instead = "Convene the panel anew, or correct the day on which they left."
    field = "case"
