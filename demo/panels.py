"""Panels of the demo: people without a stake read a closed file, vote, now and then not all alike, and recommend."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from demo.chart import LEVELS, Seat
from demo.chronicle import Life
from demo.organisation import Organisation
from demo.phrasing import phrase
from demo.somebody import Somebody
from domain.kernel.dates import months_after
from domain.kernel.facts import Reference
from domain.kernel.ids import CaseId
from domain.people.joining import JoinPerson
from domain.people.moving import MovePerson
from domain.promotions.panels.convening import ConvenePanel, NameSubstitute
from domain.promotions.panels.panel import Choice
from domain.promotions.panels.recommendations import StateRecommendation
from domain.promotions.panels.vote_casting import CastVote
from domain.promotions.panels.vote_counting import CloseVote
from domain.promotions.panels.vote_opening import OpenVote

A_CASE_TAKES_MONTHS: Final = 12
"""From the proposal to the decision, at the longest."""


@dataclass
class Panel:
    """A panel on somebody's case; each verb asks for what its people would ask for."""

    organisation: Organisation
    case: CaseId
    candidate: Somebody
    convener: Somebody
    members: list[Somebody]
    """Those who have a seat; the first speaks for all."""
    rounds: int = 0

    def convene(self) -> Reference:
        """Called together. The line manager presents, and does not vote."""
        presents = self.candidate.manager.person if self.candidate.manager else None
        seats = tuple(member.person for member in self.members)
        organisation, by = self.organisation, self.convener.person
        command = ConvenePanel(self.case, seats, by, presents, effective_on=organisation.on)
        return organisation.chronicle.write(command, by)

    def substitute(self, member: Somebody, other: Somebody) -> Reference:
        """Somebody takes the seat of a member who was recused or has left."""
        by = self.convener.person
        command = NameSubstitute(self.case, member.person, other.person, by, effective_on=self.organisation.on)
        self.members[self.members.index(member)] = other
        return self.organisation.chronicle.write(command, by)

    def open(self, why_again: str | None = None) -> Reference:
        self.rounds += 1
        by = self.members[0].person
        return self.organisation.chronicle.write(
            OpenVote(self.case, by, why_again, effective_on=self.organisation.on), by
        )

    def vote(self, member: Somebody, choice: Choice, words: str | None = None) -> Reference:
        command = CastVote(self.case, member.person, choice, words, effective_on=self.organisation.on)
        return self.organisation.chronicle.write(command, member.person)

    def close(self) -> Reference:
        by = self.members[0].person
        return self.organisation.chronicle.write(CloseVote(self.case, by, effective_on=self.organisation.on), by)

    def recommend(self, why: str) -> Reference:
        by = self.members[0].person
        command = StateRecommendation(self.case, by, why, effective_on=self.organisation.on)
        return self.organisation.chronicle.write(command, by)


# Who sits


def panel_for(
    organisation: Organisation, case: CaseId, seat: Seat, candidate: Somebody, spoken: Iterable[Somebody]
) -> Panel:
    """Three to five without a stake; whoever has proposed or assessed the candidate has `spoken`."""
    spoken = tuple(spoken)
    leads = (*organisation.talent_leads(), *organisation.leading())
    convener = next(lead for lead in leads if stands_apart(organisation, lead, candidate, *spoken))
    panel = Panel(organisation, case, candidate, convener, [])
    found = without_a_stake(panel, seat, spoken)
    panel.members = organisation.dice.sample(found, min(len(found), organisation.dice.choice((3, 3, 4, 5))))
    for member in panel.members:
        member.judging += 1
    panel.convene()
    return panel


def without_a_stake(panel: Panel, seat: Seat, spoken: Iterable[Somebody]) -> list[Somebody]:
    """Who leads at that height, in other functions, neither above nor below, and has never been their mentor."""
    organisation, candidate = panel.organisation, panel.candidate
    known = {panel.convener, candidate, candidate.manager, *panel.members, *spoken}
    near = {candidate.seat.function, seat.function}
    mentors = mentors_of(organisation, candidate)
    return [
        lead
        for lead in organisation.leading()
        if lead.seat.rung >= min(seat.rung, LEVELS.index("function"))
        and lead.seat.function not in near
        and lead not in known
        and lead.person not in mentors
        and not (lead.quiet or lead.leaves_on or lead.on_case)
        and not (seat.is_under(lead.seat) or candidate.seat.is_under(lead.seat) or lead.seat.is_under(seat))
    ]


def stands_apart(organisation: Organisation, person: Somebody, candidate: Somebody, *others: Somebody) -> bool:
    """Whether somebody is free to act on a case: neither near the candidate lately, nor their mentor, nor on a case."""
    near = (candidate, candidate.manager, *others)
    return (
        person not in near
        and person.manager is not candidate
        and not person.on_case
        and person.person not in mentors_of(organisation, candidate)
        and person.person not in managers_lately(organisation, candidate)
        and candidate.person not in managers_lately(organisation, person)
    )


def managers_lately(organisation: Organisation, somebody: Somebody) -> set[str]:
    """Whoever has led somebody within the time that a case may take, and be it for some weeks."""
    since = months_after(organisation.on, -A_CASE_TAKES_MONTHS)
    managers: dict[bool, list[str]] = {True: [], False: []}
    for one in organisation.chronicle.of(somebody.person):
        command = one.request.command
        if isinstance(command, JoinPerson | MovePerson) and command.manager:
            managers[command.effective_on >= since].append(command.manager)
    return {*managers[True], *managers[False][-1:]}


def mentors_of(organisation: Organisation, mentee: Somebody) -> set[str]:
    """Whoever has ever agreed to be somebody's mentor, as it was written down."""
    return {pair.mentor for pair in organisation.pairs if pair.mentee == mentee.person}


# How they vote

LEANINGS: Final[Mapping[str, tuple[Choice, str]]] = {
    "approved": (Choice.IN_FAVOUR, "recommended"),
    "declined": (Choice.AGAINST, "advised_against"),
    "deferred": (Choice.AGAINST, "too_thin"),
}
"""By what will come of the case: how most vote, and where the reasons of the panel are found."""

DISSENT: Final = {Choice.IN_FAVOUR: (Choice.AGAINST, "dissent"), Choice.AGAINST: (Choice.IN_FAVOUR, "spoken_for")}
"""How the one votes who sees it otherwise, and where their words are found."""


def heard(panel: Panel, outcome: str) -> Life:
    """One round, from the vote to the recommendation; at most one sees it otherwise."""
    chronicle, dice = panel.organisation.chronicle, panel.organisation.dice
    choice, reasons = LEANINGS[outcome]
    yield chronicle.after(2, 2)
    why_again = phrase(panel.organisation, panel.candidate, "again") if panel.rounds else None
    panel.open(why_again)
    dissenter = dice.choice(panel.members) if dice.random() < 0.4 else None
    on_the_day = len(panel.members) // 2
    for number, member in enumerate(panel.members):
        if number == on_the_day:
            yield chronicle.after(1, 1)
        cast(panel, member, choice, member is dissenter)
    panel.close()
    yield chronicle.after(0, 1)
    panel.recommend(phrase(panel.organisation, panel.candidate, reasons))
    for member in panel.members:
        member.judging -= 1


def cast(panel: Panel, member: Somebody, choice: Choice, dissents: bool) -> None:
    """A vote. Whoever dissents or is against it says why; of the others about half do."""
    organisation, candidate = panel.organisation, panel.candidate
    if dissents:
        other, pile = DISSENT[choice]
        panel.vote(member, other, phrase(organisation, candidate, pile))
    elif organisation.dice.random() < 0.5 or choice is Choice.AGAINST:
        panel.vote(member, choice, phrase(organisation, candidate, choice))
    else:
        panel.vote(member, choice)


def fill_up(panel: Panel, seat: Seat, spoken: Iterable[Somebody]) -> None:
    """Before a further round: substitutes for members who are not there any more."""
    here = panel.organisation.here()
    for member in [member for member in panel.members if member not in here]:
        panel.substitute(member, panel.organisation.dice.choice(without_a_stake(panel, seat, spoken)))
    for member in panel.members:
        member.judging += 1
