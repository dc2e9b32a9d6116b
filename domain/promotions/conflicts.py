"""Who may judge a promotion, as of a day: what the ledger shows of reporting lines, mentorships, rivals and holders."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from domain.frameworks.framework import published
from domain.kernel.book import Book
from domain.kernel.dates import months_after
from domain.kernel.facts import Reference
from domain.kernel.ids import CaseId, PersonId
from domain.kernel.refusals import Refusal
from domain.mentoring.agreements import MentorshipAgreed
from domain.mentoring.mentorship import Mentorship
from domain.organisation.holders import holds_on, tenures
from domain.people.employment import Employment
from domain.people.reporting_lines import days_of_lines, other_managers
from domain.promotions.panels.panel import Conflict, Panel
from domain.promotions.promotion_case import PromotionCase, Proposal
from domain.promotions.proposals import PromotionProposed


@dataclass(frozen=True)
class Standing:
    """Where people stand towards a case on a day, as far as this book knows."""

    case: CaseId
    proposal: Proposal
    barred: frozenset[PersonId]
    mentorship_months: int
    on: date
    book: Book

    def managers_of(self, person: PersonId) -> frozenset[PersonId]:
        """Who leads somebody, in every line."""
        placement = self.book.recall(Employment, person, on=self.on).placement_on(self.on)
        others = other_managers(person, self.on, self.book)
        return others | {placement.manager} if placement and placement.manager else others

    def conflicts_of(self, person: PersonId) -> tuple[Conflict, ...]:
        """Everything that keeps this person from judging. What only people can tell, they declare."""
        return tuple(conflict for conflict, shown in SHOWN.items() if shown(self, person))

    def must_be_free(self, *people: PersonId, field: str | None = None, but: frozenset[Conflict] = frozenset()) -> None:
        """Refuses whoever may not judge this case, `but` for what the edition allows. No authority sets that aside."""
        for person in people:
            for conflict in self.conflicts_of(person):
                if conflict in but:
                    continue
                may_not = f"{field} “{person}” may not judge" if field else f"“{person}” may not vote on"
                raise ConflictedMember(
                    f"{may_not} “{self.proposal.candidate}” ({conflict} on {self.on}):"
                    f" {LEAVE_IT_TO.get(conflict, 'leave it to somebody without a conflict')}",
                    field=field,
                )


def standing_towards(case: CaseId, remembered: PromotionCase, proposal: Proposal, on: date, book: Book) -> Standing:
    """Where people stand towards a case on a day."""
    procedure = published(proposal.framework, proposal.edition, book).procedure
    return Standing(case, proposal, remembered.barred, procedure.mentorship_months, on, book)


def must_have_been_free(
    standing: Standing, *people: PersonId, field: str | None = None, but: frozenset[Conflict] = frozenset()
) -> None:
    """Refuses whoever has had a stake on any day since the proposal: nobody steps out of one for the day of a vote.

    And whoever had one when the case was proposed as the ledger knew it then: nobody writes one away afterwards.
    """
    for person in people:
        for earlier in earlier_standings(standing, person):
            earlier.must_be_free(person, field=field, but=but)


def earlier_standings(standing: Standing, person: PersonId) -> Iterator[Standing]:
    """Where people stood on each day since the proposal that may count, and where it was known then that they stood."""
    for day in sorted(days_of_change(standing, person)):
        yield replace(standing, on=day)
    known_then = standing.book.as_known_with(Reference(standing.case, 1))
    yield replace(standing, on=standing.proposal.proposed_on, book=known_then)


def conflicts_since_proposal(standing: Standing, person: PersonId) -> tuple[Conflict, ...]:
    """Everything that stands between somebody and a case on its day, or has on any day since the proposal."""
    days = sorted({standing.on, *days_of_change(standing, person)})
    found = (conflict for day in days for conflict in replace(standing, on=day).conflicts_of(person))
    return tuple(dict.fromkeys(found))


def days_of_change(standing: Standing, person: PersonId) -> set[date]:
    """The days since the proposal on which it may have changed how somebody stands towards the case."""
    proposal, book = standing.proposal, standing.book
    employments = (book.recall(Employment, one) for one in (person, proposal.candidate))
    days = {placed.on for employment in employments for placed in employment.placements}
    days |= {day for one in (person, proposal.candidate) for day in days_of_lines(one, book)}
    if proposal.role is not None:
        days |= {proposed.event.effective_on for proposed in book.concerning(proposal.role, PromotionProposed)}
        days |= {tenure.since for tenure in tenures(proposal.role, book)}
    return {proposal.proposed_on, *(day for day in days if proposal.proposed_on < day < standing.on)}


def declared_must_be_decided(panel: Panel, *people: PersonId) -> None:
    """Refuses to go on with somebody of whom a conflict is declared that others have yet to decide on."""
    for person in people:
        if panel.undecided(person):
            raise ConflictUndecided(f"A conflict of “{person}” is declared: others decide on it first")


def is_line_manager(standing: Standing, person: PersonId) -> bool:
    """In whichever line: whoever leads somebody in a project, or where they are seconded to, presents, too."""
    return person in standing.managers_of(standing.proposal.candidate)


def is_direct_report(standing: Standing, person: PersonId) -> bool:
    """In whichever line."""
    return standing.proposal.candidate in standing.managers_of(person)


def is_mentor(standing: Standing, person: PersonId) -> bool:
    """Now, or until lately: the last day of an agreement is the day it was to end, or it is on record that it ended."""
    since = months_after(standing.on, -standing.mentorship_months)
    for agreed in standing.book.concerning(standing.proposal.candidate, MentorshipAgreed, on=standing.on):
        pair = standing.book.recall(Mentorship, agreed.at.stream, on=standing.on)
        last = min((day for day in (pair.ends_on, pair.ended_on_record or pair.ended_on) if day), default=standing.on)
        if pair.mentor == person and last >= since:
            return True
    return False


def is_rival(standing: Standing, person: PersonId) -> bool:
    """A case is open until it has been decided, whenever that is recorded.

    Nobody makes a rival of a judge: whom candidate or proposer of this case proposed, and who let go of it, is none.
    """
    if standing.proposal.role is None:
        return False
    made_by = (standing.proposal.candidate, standing.proposal.proposed_by)
    for proposed in standing.book.concerning(standing.proposal.role, PromotionProposed, on=standing.on):
        stream = proposed.at.stream
        if stream != standing.case and proposed.event.candidate == person:
            case = standing.book.recall(PromotionCase, stream)
            if case.withdrawn_on and proposed.event.proposed_by in made_by:
                continue
            ended_on = case.decided_on or case.withdrawn_on
            if ended_on is None or ended_on > standing.on:
                return True
    return False


def is_incumbent(standing: Standing, person: PersonId) -> bool:
    role = standing.proposal.role
    return role is not None and holds_on(standing.on, person, role, standing.book) is not None


SHOWN: Final[Mapping[Conflict, Callable[[Standing, PersonId], bool]]] = {
    Conflict.CANDIDATE: lambda standing, person: person == standing.proposal.candidate,
    Conflict.PROPOSER: lambda standing, person: person == standing.proposal.proposed_by,
    Conflict.TOOK_PART: lambda standing, person: person in standing.barred,
    Conflict.LINE_MANAGER: is_line_manager,
    Conflict.DIRECT_REPORT: is_direct_report,
    Conflict.MENTOR: is_mentor,
    Conflict.RIVAL: is_rival,
    Conflict.INCUMBENT: is_incumbent,
}
"""The conflicts that the ledger shows, and how."""


LEAVE_IT_TO: Final[Mapping[Conflict, str]] = {
    Conflict.TOOK_PART: "what was remitted goes to people who took no part: leave it to one of them,"
    " or introduce somebody from outside and record that they take a seat",
}
"""What to do where it is not plain: in a small firm nearly all took part before an appeal."""


class ConflictedMember(Refusal):
    """Whoever has a conflict neither votes nor decides, and runs nothing of a case: no authority sets that aside."""

    instead = "Leave it to somebody without a conflict."


class ConflictUndecided(Refusal):
    """What was declared is decided on before anybody goes on."""

    instead = "Have others recuse the member, or retain them, first."
    field = "case"
