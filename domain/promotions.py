"""Promotions: a step is proposed for somebody, by anybody, also by themselves."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated

from domain.facts import About, Book, Decision, Erased, Event, Reference, Refusal
from domain.framework import Edition, Framework, FrameworkId
from domain.grounds import entry_about, months_after, published
from domain.person import Person, PersonId
from domain.promotion_case import CaseCommand, Direction, PromotionCase, Proposal
from domain.role import Role, RoleId


@dataclass(frozen=True)
class PromotionProposed(Event[PromotionCase]):
    """A step was proposed for somebody, by another or by themselves."""

    candidate: PersonId
    role: RoleId | None
    direction: Direction
    from_level: str
    to_level: str
    framework: FrameworkId
    edition: int
    proposed_by: PersonId
    grounds: Annotated[str | Erased, About("candidate")]
    new_facts: tuple[Reference, ...] = ()
    """What was not on the file of an earlier case that was declined."""

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

    candidate: PersonId
    role: RoleId | None
    direction: Direction
    from_level: str
    to_level: str
    framework: FrameworkId
    edition: int
    proposed_by: PersonId
    grounds: str
    new_facts: tuple[Reference, ...] = ()

    def decide(self, case: PromotionCase, book: Book) -> Decision:
        if case.proposal is not None:
            raise AlreadyProposed(
                f"“{self.case}” was proposed on {case.proposal.proposed_on}: a new case is a new page"
            )
        if case.candidate not in (None, self.candidate):
            raise AnotherCandidate(f"candidate “{self.candidate}”: what is on the file is about “{case.candidate}”")
        if not book.recall(Person(), self.candidate).is_here_on(self.effective_on):
            raise CandidateNotHere(
                f"candidate “{self.candidate}” is not with the organisation on {self.effective_on}:"
                " propose somebody who is"
            )
        if self.role is not None and not book.recall(Role(), self.role).established:
            raise RoleNotEstablished(f"role “{self.role}” is not established: establish it first, or name none")
        edition = published(self.framework, self.edition, book)
        in_force = book.recall(Framework(), self.framework, on=self.effective_on).newest
        if self.edition < in_force:
            raise EditionSuperseded(f"edition “{self.edition}”: on {self.effective_on} edition {in_force} was in force")
        self.must_be_a_step(edition)
        if self.candidate == self.proposed_by:
            self.must_bring_something_new(edition, book)
        return (
            PromotionProposed(
                self.candidate,
                self.role,
                self.direction,
                self.from_level,
                self.to_level,
                self.framework,
                self.edition,
                self.proposed_by,
                self.grounds,
                self.new_facts,
                effective_on=self.effective_on,
            ),
        )

    def must_be_a_step(self, edition: Edition) -> None:
        """From one level of the edition to another, in the direction that is said."""
        for unknown, level in ((FromLevelUnknown, self.from_level), (ToLevelUnknown, self.to_level)):
            if level not in edition.ladder:
                raise unknown(f"{unknown.field} “{level}” is none of this edition: name one of {list(edition.ladder)}")
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
            case = book.recall(PromotionCase(), earlier.at.stream)
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

    field = "case"


class AnotherCandidate(Refusal):
    """A file is about one person."""

    field = "candidate"


class CandidateNotHere(Refusal):
    """Who is proposed is with the organisation."""

    field = "candidate"


class RoleNotEstablished(Refusal):
    """A step into a role is a step into one that exists."""

    field = "role"


class EditionSuperseded(Refusal):
    """A case is proposed under the rules of its day, and nobody chooses older ones, with less procedure."""

    field = "edition"


class FromLevelUnknown(Refusal):
    """Levels are named as the edition names them."""

    field = "from_level"


class ToLevelUnknown(Refusal):
    """Levels are named as the edition names them."""

    field = "to_level"


class AnotherDirection(Refusal):
    """A step goes where its two levels lead."""

    field = "direction"


class DeclinedRecently(Refusal):
    """After a decline, time or new facts come before proposing oneself again."""

    field = "new_facts"
