"""A promotion case: proposed, argued from a file of evidence, voted on by a panel, decided, appealed."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Final

from domain.frameworks.criteria import Requirement
from domain.frameworks.procedure import Procedure
from domain.judging.findings import EvidenceKind
from domain.kernel.book import Book
from domain.kernel.commands import Command, precondition
from domain.kernel.facts import Event, Reference
from domain.kernel.ids import CaseId, FrameworkId, PersonId, RoleId
from domain.kernel.refusals import Refusal
from domain.promotions.panels.panel import Declared, Panel


class Direction(StrEnum):
    """Which way the step goes; a step to the side is a step too."""

    UP = "up"
    LATERAL = "lateral"
    DOWN = "down"
    ACTING = "acting"


class AppealGround(StrEnum):
    """What was wrong with a decision. That somebody would have decided otherwise is none."""

    PROCEDURE = "procedure"
    ERROR_OF_FACT = "error_of_fact"
    NEW_EVIDENCE = "new_evidence"
    DISCRIMINATION = "discrimination"


@dataclass(frozen=True)
class FiledEvidence:
    """An entry of the ledger that was put on the file."""

    evidence_kind: EvidenceKind
    """Whether it shows results so far or what somebody could grow into."""
    evidence: Reference
    """Reference of the entry that is put on the file."""


@dataclass(frozen=True)
class Step:
    """What a panel recommends on: if the proposal is corrected to another, it has not recommended on that."""

    role: RoleId | None
    direction: Direction
    to_level: str
    framework: FrameworkId
    edition: int


@dataclass(frozen=True)
class Proposal:
    """What was proposed, as far as deciding needs it."""

    candidate: PersonId
    role: RoleId | None
    direction: Direction
    """Which way the step goes."""
    to_level: str
    """The level they would step to."""
    framework: FrameworkId
    edition: int
    """The number of the framework's edition that it is proposed under."""
    proposed_by: PersonId
    proposed_on: date
    """The day of the proposal."""

    @property
    def step(self) -> Step:
        return Step(self.role, self.direction, self.to_level, self.framework, self.edition)


REPEATED: Final = ("candidate", "role", "direction", "to_level", "framework", "edition")
"""What recommendations and decisions repeat of the proposal."""


@dataclass(frozen=True)
class Act:
    """Something that somebody did in a case for which they have to stand apart, on a day."""

    by: PersonId
    on: date


DEFERRED_OFTEN: Final = 2
"""From so many deferrals on, a deferral may be appealed."""


@dataclass(frozen=True)
class Appeal:
    """An appeal against the decision, as far as answering it needs it."""

    ground: AppealGround
    """What was wrong with the decision."""
    lodged_on: date
    """The day of the appeal."""
    due_on: date
    """The last day for an answer."""
    dismissed: bool = False
    """Whether it was dismissed."""
    of: Reference | None = None
    """The decision that it is about."""
    lodged_by: PersonId | None = None
    """Who appealed."""


@dataclass(frozen=True)
class AwaitedReview:
    """A look, months after a decision, at whether it was right to set a criterion aside."""

    decision: Reference
    """Reference of the decision in which it was set aside."""
    criterion: Requirement
    """Name of the criterion."""
    authorised_by: PersonId
    """Who set it aside."""
    due_on: date
    """The day from which on it is due."""


@dataclass(frozen=True)
class PromotionCase:
    """What later decisions must remember of a case."""

    proposal: Proposal | None = None
    candidate: PersonId | None = None
    """Whom the file is about: once something is filed, even a corrected proposal is about nobody else."""
    evidence: tuple[FiledEvidence, ...] = ()
    file_open: bool = True
    decided_on: date | None = None
    declined: bool = False
    panel: Panel | None = None
    recommended: Step | None = None
    """What the latest recommendation was on."""
    appeal: Appeal | None = None
    appellants: frozenset[tuple[Reference | None, PersonId]] = frozenset()
    """Who has appealed which decision, and has not taken it back."""
    took_part: frozenset[PersonId] = frozenset()
    """Whoever had a hand in it, beside candidate and proposer: they decide no appeal."""
    barred: frozenset[PersonId] = frozenset()
    """Whoever had taken part when an appeal sent the case to a new panel: they do not sit on that one."""
    last_act_on: date = date.min
    decision: Reference | None = None
    """The latest decision, deferrals included."""
    deferred_by: frozenset[PersonId] = frozenset()
    """Who has put the decision off: they have decided on it, and do not recommend to whoever does next."""
    deferrals: int = 0
    """How often it was deferred."""
    heard: bool = False
    """Whether the candidate has been heard since the last decision."""
    withdrawn_on: date | None = None
    """The day on which the candidate withdrew; None while they have not."""
    filed_last: Reference | None = None
    """What somebody other than the candidate put on the file last."""
    acts: tuple[Act, ...] = ()
    """What was done for the present panel by people who must stand apart."""
    file_closing: Act | None = None
    """The closing of the file, as long as it is closed."""
    declared: tuple[Declared, ...] = ()
    """Conflicts that were declared of anybody, and that nobody has looked into and found to be none."""
    recused: frozenset[PersonId] = frozenset()
    """Of whom others have found that they have a conflict, on whichever panel."""
    reviews: tuple[AwaitedReview, ...] = ()
    """The reviews of overrides that are still to come, or due."""
    waits_since: date | None = None
    """From when the time to decide runs, where that is not the proposal: a deferral's day, or that of a remittal."""

    @property
    def is_open(self) -> bool:
        """Whether it is neither decided nor withdrawn."""
        return self.decided_on is None and self.withdrawn_on is None

    @property
    def appealable(self) -> bool:
        """Whether there is something to appeal: a decision, or deferrals without end."""
        return self.decided_on is not None or self.deferrals >= DEFERRED_OFTEN

    @property
    def acted_on(self) -> bool:
        """Whether anybody has done anything about what was proposed."""
        return self.last_act_on > date.min

    def decide_by(self, proposed_on: date, procedure: Procedure) -> date | None:
        """The last day to decide, where the edition sets one."""
        within = procedure.decide_within_days
        return None if within is None else (self.waits_since or proposed_on) + timedelta(days=within)

    @property
    def remitted(self) -> bool:
        """Whether an appeal sent it to a new panel."""
        return bool(self.barred)

    @property
    def recommendation(self) -> Reference | None:
        """What a panel recommended, as it stands."""
        return self.panel.recommendation if self.panel else None

    def after(self, act: Event[PromotionCase], *people: PersonId, **changed: Any) -> PromotionCase:
        """The case with an act of these people in mind."""
        return replace(self, took_part=self.took_part | {*people}, last_act_on=act.effective_on, **changed)

    def run_by(self, act: Event[PromotionCase], *people: PersonId) -> PromotionCase:
        """The case with people in mind who did something for its panel, and have to stand apart."""
        return replace(self, acts=(*self.acts, *(Act(person, act.effective_on) for person in people)))

    def with_panel(self, act: Event[PromotionCase], *people: PersonId, **changed: Any) -> PromotionCase:
        """The case with an act of these people that changed something about its panel."""
        return self.after(act, *people, panel=replace(self.panel, **changed) if self.panel else None)


@dataclass(frozen=True)
class CaseCommand(Command[PromotionCase], abstract=True):
    """Something asked for on a case's stream."""

    subject = "case"

    case: CaseId
    effective_on: date = field(kw_only=True)


@dataclass(frozen=True)
class ProposedCaseCommand(CaseCommand, abstract=True):
    """Something asked of a case that was proposed, decided or not: the acts of a case come one after the other."""

    def known(self, book: Book) -> PromotionCase:
        """The case as it stands."""
        return book.recall(PromotionCase, self.case)

    def proposal(self, book: Book) -> Proposal:
        """What the case is about; refuses what comes before it."""
        proposal = self.known(book).proposal
        if proposal is None:
            raise NotProposed(f"“{self.case}” has not been proposed: propose the promotion first")
        return proposal

    @precondition
    def must_be_proposed(self, book: Book) -> None:
        """Refuses what comes before there is a proposal."""
        self.proposal(book)

    @precondition
    def must_not_be_back_dated(self, book: Book) -> None:
        """Refuses what is said to have happened before the last act of the case."""
        earliest = max(self.proposal(book).proposed_on, self.known(book).last_act_on)
        if self.effective_on < earliest:
            raise BackDated(f"effective_on {self.effective_on} is before the last act: give a day from {earliest} on")


@dataclass(frozen=True)
class OpenCaseCommand(ProposedCaseCommand, abstract=True):
    """Something asked of a case that is not decided yet."""

    @precondition
    def must_be_undecided(self, book: Book) -> None:
        """Refuses what comes after the decision."""
        decided_on = self.known(book).decided_on
        if decided_on is not None:
            raise AlreadyDecided(f"“{self.case}” was decided on {decided_on}: propose the promotion anew")
        withdrawn_on = self.known(book).withdrawn_on
        if withdrawn_on is not None:
            raise CandidateWithdrew(f"“{self.case}”: the candidate withdrew on {withdrawn_on}: leave it")


def file_must_be_closed(case_id: CaseId, case: PromotionCase) -> None:
    """Nobody votes or decides on a file that may still change."""
    if case.file_open:
        raise FileStillOpen(f"“{case_id}” still takes evidence: close the file first")


class NotProposed(Refusal):
    """A case begins with a proposal."""

    instead = "Propose the promotion first."
    field = "case"


class AlreadyDecided(Refusal):
    """A decision ends a case."""

    instead = "Appeal the decision, or propose the promotion anew."
    field = "case"


class CandidateWithdrew(Refusal):
    """Once the candidate has withdrawn, nothing more is asked of a case."""

    instead = "Leave the case as it is; another one may be proposed."
    field = "case"


class FileStillOpen(Refusal):
    """What is decided on lies on the table, complete."""

    instead = "Close the file first."
    field = "case"


class BackDated(Refusal):
    """The acts of a case come one after the other."""

    instead = "Give a day no earlier than that of the last act of the case."
    field = "effective_on"
