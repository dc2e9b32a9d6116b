"""Promotions: a step is proposed for somebody, by anybody, also by themselves."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated

from domain.frameworks.edition import Edition
from domain.frameworks.framework import Framework, LevelUnknown, published
from domain.kernel.acting import Acts
from domain.kernel.book import Book, Decision, entry_about
from domain.kernel.dates import months_after
from domain.kernel.facts import About, Erased, Event, Reference
from domain.kernel.ids import FrameworkId, PersonId, RoleId
from domain.kernel.refusals import Refusal
from domain.organisation.role import role_must_be_known
from domain.people.employment import must_be_here
from domain.people.named import Here
from domain.promotions.promotion_case import CaseCommand, Direction, PromotionCase, Proposal


@dataclass(frozen=True)
class PromotionProposed(Event[PromotionCase]):
    """A step was proposed for somebody, by another or by themselves."""

    candidate: PersonId
    """Who would take the step."""
    role: RoleId | None
    """The role that they would take; None where none is named."""
    direction: Direction
    """Which way the step goes."""
    from_level: str
    """The level they stand on."""
    to_level: str
    """The level they would step to."""
    framework: FrameworkId
    edition: int
    """The number of the framework's edition that it is proposed under."""
    proposed_by: PersonId
    """Who proposes it, perhaps the candidate."""
    grounds: Annotated[str | Erased, About("candidate")]
    """The reasons, in words."""
    new_facts: tuple[Reference, ...] = ()
    """Entries that were not on the file of a declined case, for whoever proposes themselves again."""

    @property
    def self_nominated(self) -> bool:
        return self.proposed_by == self.candidate

    def concerns(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(subject for subject in (self.candidate, self.role, self.proposed_by) if subject))

    def evolve(self, case: PromotionCase, at: Reference) -> PromotionCase:
        proposal = Proposal(
            self.candidate,
            self.role,
            self.direction,
            self.to_level,
            self.framework,
            self.edition,
            self.proposed_by,
            self.effective_on,
        )
        return replace(case, proposal=proposal)


@dataclass(frozen=True)
class ProposePromotion(CaseCommand):
    """Propose a step up, to the side, down, or for a while. Anybody may, and anybody may propose themselves."""

    records = (PromotionProposed,)
    creates = "case"

    candidate: Annotated[PersonId, Here()]
    role: RoleId | None
    direction: Direction
    from_level: str
    to_level: str
    framework: FrameworkId
    edition: int
    proposed_by: Annotated[PersonId, Here(), Acts()]
    grounds: str
    new_facts: tuple[Reference, ...] = ()

    def decide(self, case: PromotionCase, book: Book) -> Decision:
        if case.proposal is not None:
            raise AlreadyProposed(
                f"“{self.case}” was proposed on {case.proposal.proposed_on}: a new case is a new stream"
            )
        if case.candidate not in (None, self.candidate):
            raise AnotherCandidate(f"candidate “{self.candidate}”: what is on the file is about “{case.candidate}”")
        must_be_here("candidate", self.candidate, self.effective_on, book)
        if self.role is not None:
            role_must_be_known(self.role, book)
        edition = published(self.framework, self.edition, book)
        in_force = book.recall(Framework, self.framework, on=self.effective_on).newest
        if self.edition < in_force:
            raise EditionSuperseded(f"edition “{self.edition}”: on {self.effective_on} edition {in_force} was in force")
        self.must_be_a_step(edition)
        if self.candidate == self.proposed_by:
            self.must_bring_something_new(edition, book)
        return (self.becomes(PromotionProposed),)

    def must_be_a_step(self, edition: Edition) -> None:
        """From one level of the edition to another, in the direction that is said."""
        for name, level in (("from_level", self.from_level), ("to_level", self.to_level)):
            if level not in edition.ladder:
                raise LevelUnknown(
                    f"{name} “{level}” is none of this edition: name one of {list(edition.ladder)}", field=name
                )
        rungs = edition.ladder.index(self.to_level) - edition.ladder.index(self.from_level)
        leads = Direction.UP if rungs > 0 else Direction.DOWN if rungs < 0 else Direction.LATERAL
        if self.direction not in (leads, Direction.ACTING):
            raise AnotherDirection(
                f"direction “{self.direction}”: from “{self.from_level}” to “{self.to_level}” is “{leads}”,"
                f" or “{Direction.ACTING}” for a while"
            )

    def must_bring_something_new(self, edition: Edition, book: Book) -> None:
        """After a decline, whoever proposes themselves waits, or brings facts that were not on that file."""
        for earlier in book.concerning(self.candidate, PromotionProposed):
            case = book.recall(PromotionCase, earlier.at.stream)
            if not case.declined or case.decided_on is None or earlier.event.to_level != self.to_level:
                continue
            again_on = months_after(case.decided_on, edition.windows.self_nomination_months)
            known = {filed.evidence for filed in case.evidence}
            about_them = {at for at in self.new_facts if entry_about(self.candidate, at, self.effective_on, book)}
            if case.decided_on <= self.effective_on < again_on and not about_them - known:
                raise DeclinedRecently(
                    f"new_facts: this step was declined on {case.decided_on}; cite what was not on that file,"
                    f" or propose yourself from {again_on} on"
                )


class AlreadyProposed(Refusal):
    """A case is one proposal."""

    instead = "Correct the proposal, or begin another case."
    field = "case"


class AnotherCandidate(Refusal):
    """A file is about one person."""

    instead = "Propose whom the file is about, or begin another case."
    field = "candidate"


class EditionSuperseded(Refusal):
    """A case is proposed under the rules of its day, and nobody chooses older ones, with less procedure."""

    instead = "Propose under the edition that is in force on that day."
    field = "edition"


class AnotherDirection(Refusal):
    """A step goes where its two levels lead."""

    instead = "Say the direction in which the two levels lead, or that it is for a while."
    field = "direction"


class DeclinedRecently(Refusal):
    """After a decline, time or new facts come before proposing oneself again."""

    instead = "Cite entries that were not on that file, or wait until the edition lets you propose yourself again."
    field = "new_facts"
