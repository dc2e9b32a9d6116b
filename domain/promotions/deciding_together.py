"""Deciding together: where the edition says so, somebody from a seat decides with whoever decides, and on appeals."""

from __future__ import annotations

from datetime import date

from domain.development.viewpoints import managers_above
from domain.frameworks.framework import published
from domain.kernel.book import Book
from domain.kernel.ids import CaseId, PersonId
from domain.kernel.refusals import Refusal
from domain.kernel.words import listed
from domain.promotions.independence import must_stand_apart, sits_at
from domain.promotions.promotion_case import PromotionCase, Proposal


def seat_must_decide_too(
    case_id: CaseId,
    case: PromotionCase,
    proposal: Proposal,
    decided_by: PersonId,
    decided_with: PersonId | None,
    on: date,
    book: Book,
) -> None:
    """Refuses whoever decides alone where two must, and a second who is no second: theirs, or from no seat."""
    edition = published(proposal.framework, proposal.edition, book)
    if decided_with is None:
        if edition.procedure.second_decider_from_seat:
            raise DecidesAlone(
                f"decided_with is missing: “{decided_by}” does not decide “{case_id}” alone:"
                f" name somebody with one of {listed(seats_that_count(proposal, book))},"
                " or record that somebody takes one"
            )
        return
    must_stand_apart(case_id, case, proposal, decided_with, on, book, field="decided_with")
    if decided_by in (decided_with, *managers_above(decided_with, on, book)):
        raise NoSecondVoice(
            f"decided_with “{decided_with}” is “{decided_by}”, or works under them on {on}: name somebody who does not"
        )
    if not sits_at(proposal.to_level, decided_with, edition, on, book):
        raise NoSeatThatCounts(
            f"decided_with “{decided_with}” has no seat on {on} that counts as “{proposal.to_level}” or above:"
            f" name somebody with one of {listed(seats_that_count(proposal, book))}, or record that somebody takes one"
        )
    if case.panel is not None and decided_with in case.panel.counted:
        raise SecondVoted(f"decided_with “{decided_with}” voted on the panel: name somebody who did not")


def nobody_decides_with(*asked: object) -> None:
    """The first judge knew one decider."""


def seat_must_answer(proposal: Proposal, deciders: tuple[PersonId, ...], on: date, book: Book) -> None:
    """Refuses an answer to an appeal in which nobody from a seat has a part, where the edition asks for one."""
    edition = published(proposal.framework, proposal.edition, book)
    if not edition.procedure.appeal_to_seat:
        return
    if not any(sits_at(proposal.to_level, person, edition, on, book) for person in deciders):
        raise NoSeatAnswers(
            f"decided_by names nobody with a seat on {on} that counts as “{proposal.to_level}” or above:"
            f" name somebody with one of {listed(seats_that_count(proposal, book))}, or record that somebody takes one"
        )


def seats_that_count(proposal: Proposal, book: Book) -> list[str]:
    """The seats that count high enough for a step."""
    edition = published(proposal.framework, proposal.edition, book)
    asked = edition.ladder[edition.ladder.index(proposal.to_level) :]
    return [counts.seat for counts in edition.procedure.seats_count_as if counts.level in asked]


class DecidesAlone(Refusal):
    """Where the edition asks for two, nobody decides alone: somebody from a seat decides with them."""

    instead = "Name somebody from a seat who decides with them; whoever is known can take one (`takeSeat`)."
    field = "decided_with"


class NoSecondVoice(Refusal):
    """Whoever decides with somebody is somebody else, and does not work under them."""

    instead = "Name somebody who does not work under whoever decides."
    field = "decided_with"


class NoSeatThatCounts(Refusal):
    """Whoever decides with somebody does so from a seat that the edition counts at the level of the step, or above."""

    instead = "Name somebody who holds such a seat on that day, or record that somebody takes one (`takeSeat`)."
    field = "decided_with"


class SecondVoted(Refusal):
    """A panel recommends, and others decide, both of them."""

    instead = "Have somebody decide with them who did not vote."
    field = "decided_with"


class NoSeatAnswers(Refusal):
    """Where the edition says so, an appeal goes to a seat."""

    instead = "Name somebody among those who answer it who holds such a seat on that day."
    field = "decided_by"
