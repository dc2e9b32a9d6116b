"""A case of the demo while it is argued: proposed, filed, closed, decided by the nearest head above, and told."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Final

from demo.chart import Seat
from demo.chronicle import Life
from demo.organisation import Organisation
from demo.panels import stands_apart
from demo.phrasing import phrase
from demo.somebody import Somebody
from demo.working_days import working_day
from domain.frameworks.default_pack import DEFAULT_FRAMEWORK
from domain.judging.findings import EvidenceKind
from domain.kernel.dates import months_after
from domain.kernel.facts import Reference
from domain.kernel.ids import CaseId, PersonId
from domain.promotions.candidacies import HearCandidate
from domain.promotions.decisions import ApprovePromotion, DeclinePromotion, DeferPromotion
from domain.promotions.informing import Channel, InformPerson
from domain.promotions.promotion_case import Direction
from domain.promotions.promotion_file import CloseFile, FileEvidence
from domain.promotions.proposals import ProposePromotion

OUTCOMES: Final = ("approved", "approved", "declined", "approved", "deferred", "approved", "approved", "declined",
                   "approved", "approved")  # fmt: skip
"""What comes of ten cases, one after the other, whoever proposed them."""

THEMSELVES: Final = ("others", "others", "self", "others")
"""Of four cases that people could propose themselves, the one that they do."""


@dataclass(eq=False)
class Case:
    """A step for somebody, while it is argued; each verb asks for what people would ask for."""

    organisation: Organisation
    candidate: Somebody
    seat: Seat
    """Whose level and place it is about; for a step down, where they come to stand."""
    direction: Direction
    to_level: str
    ready: bool = False
    """Whether the last review found them ready for it."""
    case: CaseId = field(init=False)
    proposer: Somebody = field(init=False)
    outcome: str = field(init=False)

    def __post_init__(self) -> None:
        organisation, candidate = self.organisation, self.candidate
        self.case = CaseId(organisation.chronicle.new_id("case"))
        may_wait = self.direction is not Direction.ACTING and candidate.declined_on is None
        alone = candidate.manager is None or (may_wait and organisation.draw("proposer", THEMSELVES) == "self")
        self.proposer = candidate if alone or candidate.manager is None else candidate.manager
        certain = self.ready or self.direction is Direction.ACTING
        number = 0 if certain else organisation.chronicle.lots.turn("outcome", alone)
        self.outcome = OUTCOMES[number % len(OUTCOMES)]

    def propose(self) -> None:
        """The manager proposes; one in four proposes themselves."""
        candidate, on, by = self.candidate, self.organisation.on, self.proposer
        grounds = phrase(self.organisation, candidate, f"{self.direction}_grounds", aloud=by is candidate)
        role = None if self.direction is Direction.DOWN else self.seat.role
        step = role, self.direction, candidate.level, self.to_level, DEFAULT_FRAMEWORK, self.organisation.edition
        command = ProposePromotion(self.case, candidate.person, *step, by.person, grounds, effective_on=on)
        self.organisation.chronicle.write(command, by.person)
        candidate.on_case = candidate.on_file = True
        candidate.voices.clear()

    def file(self, entries: list[Reference], kind: EvidenceKind) -> None:
        """Put entries on the file. Whoever proposed does, or a talent partner in their place."""
        organisation = self.organisation
        by = self.proposer.person if self.proposer in organisation.here() else organisation.partner
        for at in entries:
            organisation.chronicle.write(FileEvidence(self.case, at, kind, by, effective_on=organisation.on), by)
        if kind is EvidenceKind.POTENTIAL:
            self.candidate.voices += organisation.voices_in(entries)

    def close(self) -> None:
        """A talent partner closes the file, or whoever else leads and has no stake in it."""
        leads = (*self.organisation.talent_leads(), *self.organisation.leading())
        by = next(lead.person for lead in leads if self.stands_apart(lead))
        self.organisation.chronicle.write(CloseFile(self.case, by, effective_on=self.organisation.on), by)

    def stands_apart(self, person: Somebody) -> bool:
        """Whether somebody is free to act on it."""
        return stands_apart(self.organisation, person, self.candidate, self.proposer)

    def decider(self) -> PersonId:
        """The nearest head above the seat who has no stake in the case; where there is none, the chair of the board."""
        above = self.seat.under
        while above is not None:
            if above.holder and above.holder.leaves_on is None and self.stands_apart(above.holder):
                return above.holder.person
            above = above.under
        return self.organisation.chair

    def hear(self) -> None:
        """Before it goes against them, the candidate is heard by whoever is about to decide."""
        by = self.decider()
        words = phrase(self.organisation, self.candidate, "heard")
        command = HearCandidate(self.case, by, words, effective_on=self.organisation.on)
        self.organisation.chronicle.write(command, by)

    def approve(self) -> Reference:
        by, why = self.decider(), phrase(self.organisation, self.candidate, f"{self.direction}_approved")
        command = ApprovePromotion(self.case, by, why, effective_on=self.organisation.on)
        self.candidate.granted = self.case
        return self.decided(self.organisation.chronicle.write(command, by))

    def decline(self) -> Reference:
        by, why = self.decider(), phrase(self.organisation, self.candidate, "declined")
        self.candidate.declined_on = self.organisation.on
        command = DeclinePromotion(self.case, by, why, effective_on=self.organisation.on)
        return self.decided(self.organisation.chronicle.write(command, by))

    def defer(self, until: date) -> Reference:
        by, why = self.decider(), phrase(self.organisation, self.candidate, "deferred")
        command = DeferPromotion(self.case, by, why, until, effective_on=self.organisation.on)
        self.candidate.on_file = False
        decision = self.organisation.chronicle.write(command, by)
        self.organisation.chronicle.begin(told(self.organisation, self.candidate, decision, by))
        return decision

    def decided(self, decision: Reference) -> Reference:
        """The talk with the candidate follows within days."""
        self.candidate.on_case = self.candidate.on_file = False
        by = self.organisation.chronicle.asked[-1].request.by
        self.organisation.chronicle.begin(told(self.organisation, self.candidate, decision, by))
        return decision


def told(organisation: Organisation, candidate: Somebody, decision: Reference, by: str) -> Life:
    """Whoever decided tells the candidate, most often face to face."""
    yield organisation.chronicle.after(1, 2)
    if candidate not in organisation.here():
        return
    how = organisation.dice.choices((Channel.IN_PERSON, Channel.IN_WRITING, Channel.BY_PHONE), (7, 2, 1))[0]
    gone = all(person.person != by for person in organisation.here()) and by != organisation.chair
    teller = organisation.partner if gone else PersonId(by)
    if teller != candidate.person:
        command = InformPerson(candidate.person, decision, how, teller, effective_on=organisation.on)
        organisation.chronicle.write(command, teller)


def board_after(day: date) -> date:
    """The next day on which the board sits: once in a quarter."""
    for months in range(4):
        sits = working_day(months_after(day.replace(day=1), months).replace(day=17))
        if sits.month % 3 == 0 and sits > day:
            return sits
    raise AssertionError("four months hold a quarter")
