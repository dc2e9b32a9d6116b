"""A story of the demo: beside how people develop it tells how promotions are decided and who might come after whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from demo.chart import Seat
from demo.chronicle import Life
from demo.panels import heard, panel_for
from demo.somebody import Somebody
from demo.story_verbs import Telling
from demo.working_days import working_day
from domain.development.aspirations import Path, StateAspiration
from domain.frameworks.default_pack import DEFAULT_FRAMEWORK
from domain.frameworks.edition import Readiness
from domain.judging.findings import EvidenceKind
from domain.kernel.dates import months_after
from domain.kernel.facts import Reference
from domain.kernel.ids import CaseId, PersonId
from domain.promotions.candidacies import HearCandidate
from domain.promotions.decisions import ApprovePromotion, DeclinePromotion
from domain.promotions.informing import Channel, InformPerson
from domain.promotions.promotion_case import Direction
from domain.promotions.promotion_file import CloseFile, FileEvidence
from domain.promotions.proposals import ProposePromotion
from domain.succession.emergency_cover import NameEmergencyCover
from domain.succession.readiness import AssessReadiness
from domain.succession.retention import AssessImpactOfLoss, AssessRetentionRisk, Grade, RetentionReason
from domain.succession.slates import ConfirmSlate, NominateSuccessor, RemoveSuccessor, WhyRemoved


@dataclass
class Story(Telling):
    """One story while it is told, and where to find it afterwards."""

    def want(self, somebody: Somebody, path: Path, words: str) -> Reference:
        """Somebody says what they want next."""
        somebody.path = path
        command = StateAspiration(somebody.person, path, False, words, effective_on=self.today)
        return self.organisation.chronicle.write(command, somebody.person)

    # Deciding

    def propose(
        self,
        whom: Somebody,
        seat: Seat,
        proposer: Somebody,
        grounds: str,
        new_facts: tuple[Reference, ...] = (),
    ) -> CaseId:
        case = CaseId(self.organisation.chronicle.new_id("case"))
        command = ProposePromotion(
            case,
            whom.person,
            seat.role,
            Direction.UP,
            whom.level,
            seat.level,
            DEFAULT_FRAMEWORK,
            self.organisation.edition,
            proposer.person,
            grounds,
            new_facts,
            effective_on=self.today,
        )
        self.organisation.chronicle.write(command, proposer.person)
        whom.granted, self.cases[case] = case, whom
        whom.voices.clear()
        return case

    def file(self, case: CaseId, by: Somebody, kind: EvidenceKind, *evidence: Reference) -> None:
        self.candidate(case).on_file = True
        if kind is EvidenceKind.POTENTIAL:
            self.candidate(case).voices += self.organisation.voices_in(evidence)
        for at in evidence:
            command = FileEvidence(case, at, kind, by.person, effective_on=self.today)
            self.organisation.chronicle.write(command, by.person)

    def candidate(self, case: CaseId) -> Somebody:
        """Whom a case of this story is about."""
        return self.cases[case]

    def close(self, case: CaseId, by: PersonId | None = None) -> None:
        by = by or self.organisation.partner
        self.organisation.chronicle.write(CloseFile(case, by, effective_on=self.today), by)

    def hear(self, case: CaseId, whom: Somebody, seat: Seat, *spoken: Somebody) -> Life:
        """A panel of people who have no part in the story recommends the step."""
        whom.on_case = True
        yield from heard(panel_for(self.organisation, case, seat, whom, spoken), "approved")
        whom.on_case = False

    def approve(self, case: CaseId, by: PersonId, why: str) -> Reference:
        self.candidate(case).on_file = False
        command = ApprovePromotion(case, by, why, effective_on=self.today)
        return self.told(case, self.organisation.chronicle.write(command, by), by)

    def decline(self, case: CaseId, by: Somebody, why: str) -> Reference:
        self.candidate(case).on_file = False
        self.candidate(case).declined_on = self.today
        command = DeclinePromotion(case, by.person, why, effective_on=self.today)
        return self.told(case, self.organisation.chronicle.write(command, by.person), by.person)

    def listen(self, case: CaseId, by: Somebody, words: str) -> Reference:
        """The candidate is heard by whoever is about to decide."""
        command = HearCandidate(case, by.person, words, effective_on=self.today)
        return self.organisation.chronicle.write(command, by.person)

    def told(self, case: CaseId, decision: Reference, by: PersonId) -> Reference:
        """The candidate hears of a decision on the next working day, from whoever took it, face to face."""
        self.organisation.chronicle.begin(self.telling(self.candidate(case), decision, by))
        return decision

    def telling(self, candidate: Somebody, decision: Reference, by: PersonId) -> Life:
        yield working_day(self.today + timedelta(1))
        command = InformPerson(candidate.person, decision, Channel.IN_PERSON, by, effective_on=self.today)
        self.organisation.chronicle.write(command, by)

    # Succession

    def nominate(self, seat: Seat, whom: Somebody, by: Somebody, why: str) -> None:
        seat.nominated.append(whom)
        command = NominateSuccessor(seat.stream, whom.person, why, by.person, effective_on=self.today)
        self.organisation.chronicle.write(command, by.person)

    def remove(self, seat: Seat, whom: Somebody, why: WhyRemoved, note: str = "") -> Reference:
        seat.nominated.remove(whom)
        command = RemoveSuccessor(seat.stream, whom.person, why, note, effective_on=self.today)
        return self.organisation.chronicle.write(command, self.organisation.partner)

    def ready(self, seat: Seat, whom: Somebody, readiness: Readiness, why: str, *facts: Reference) -> Reference:
        edition, by = self.organisation.edition, self.organisation.partner
        command = AssessReadiness(
            seat.stream, whom.person, readiness, facts, DEFAULT_FRAMEWORK, edition, why, by, effective_on=self.today
        )
        return self.organisation.chronicle.write(command, by)

    def cover(self, seat: Seat, whom: Somebody, days: int, months: int) -> Reference:
        """Somebody could hold the role for a while, if it came to that."""
        by, until = self.organisation.partner, months_after(self.today, months)
        command = NameEmergencyCover(seat.stream, whom.person, until, days, by, effective_on=self.today)
        return self.organisation.chronicle.write(command, by)

    def confirm(self, seat: Seat, by: Somebody, *ranked: Somebody) -> Reference:
        command = ConfirmSlate(seat.stream, tuple(one.person for one in ranked), by.person, effective_on=self.today)
        return self.organisation.chronicle.write(command, by.person)

    def might_leave(self, whom: Somebody, risk: Grade, reason: RetentionReason) -> Reference:
        by = whom.manager.person if whom.manager else self.organisation.partner
        edition = self.organisation.edition
        command = AssessRetentionRisk(whom.person, risk, DEFAULT_FRAMEWORK, edition, reason, effective_on=self.today)
        return self.organisation.chronicle.write(command, by)

    def would_be_missed(self, whom: Somebody, impact: Grade, why: str) -> Reference:
        by = whom.manager.person if whom.manager else self.organisation.partner
        edition = self.organisation.edition
        command = AssessImpactOfLoss(whom.person, impact, DEFAULT_FRAMEWORK, edition, why, effective_on=self.today)
        return self.organisation.chronicle.write(command, by)
