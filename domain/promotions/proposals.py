"""Promotions: a step is proposed for somebody, by anybody, also by themselves."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated

from domain.frameworks.edition import Edition
from domain.frameworks.framework import LevelUnknown, published
from domain.kernel.acting import Acts
from domain.kernel.book import Book, Decision, entry_about
from domain.kernel.dates import months_after
from domain.kernel.facts import About, Erased, Event, Reference
from domain.kernel.history import counts_from, is_history
from domain.kernel.ids import FrameworkId, PersonId, RoleId, UnitId
from domain.kernel.refusals import Refusal
from domain.kernel.words import listed
from domain.organisation.role import Role, role_must_be_known
from domain.people.employment import Employment
from domain.people.levels import rung
from domain.people.named import Here, OnTheStaff
from domain.promotions.promotion_case import CaseCommand, Direction, PromotionCase, Proposal, Step
from domain.units.adopting_frameworks import edition_that_holds
from domain.units.citing import unit_of


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

    def missed(self, at: Reference, book: Book) -> None:
        """Refuses to take away what was decided or acted on: the candidate alone lets go of it, by withdrawing."""
        case = book.recall(PromotionCase, at.stream)
        if case.decision is not None:
            raise ProposalDecided(
                f"“{at.stream}” was decided by “{case.decision}”: what was proposed stays", field="entry"
            )
        if case.acted_on:
            raise ProposalActedOn(
                f"“{at.stream}” was acted on by {case.last_act_on}: the candidate may withdraw", field="entry"
            )


@dataclass(frozen=True)
class ProposePromotion(CaseCommand):
    """Propose a step up, to the side, down, or for a while. Anybody may, and anybody may propose themselves."""

    records = (PromotionProposed,)
    creates = "case"

    candidate: Annotated[PersonId, OnTheStaff()]
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
        if self.role is not None:
            role_must_be_known(self.role, book)
        self.must_leave_acts_standing(case, book)
        edition = self.edition_of_the_day(book)
        self.must_be_a_step(edition)
        self.must_begin_where_they_stand(edition, book)
        self.must_be_the_only_one(book)
        if self.candidate == self.proposed_by:
            self.must_bring_something_new(book)
        return (self.becomes(PromotionProposed),)

    def edition_of_the_day(self, book: Book) -> Edition:
        """The edition that holds where they would work on the day; refuses any other, perhaps of less procedure."""
        return edition_that_holds(self.unit_of_the_work(book), self.framework, self.edition, self.effective_on, book)

    def unit_of_the_work(self, book: Book) -> UnitId | None:
        """The unit of the role that they would take; where none is named, their own."""
        profile = book.recall(Role, self.role).profile_on(self.effective_on) if self.role else None
        if profile is not None:
            return profile.unit
        placement = book.recall(Employment, self.candidate, on=self.effective_on).placement_on(self.effective_on)
        return unit_of(placement.unit) if placement else None

    def must_leave_acts_standing(self, case: PromotionCase, book: Book) -> None:
        """Refuses to change what was decided, or whom and what people have acted on; words may be mended."""
        if case.decision is not None:
            raise ProposalDecided(f"“{self.case}” was decided by “{case.decision}”: what was proposed stays")
        before = book.whole().recall(PromotionCase, self.case).proposal
        if not case.acted_on:
            return
        if before is None or (before.candidate, before.step, before.proposed_on) != (
            self.candidate,
            Step(self.role, self.direction, self.to_level, self.framework, self.edition),
            self.effective_on,
        ):
            raise ProposalActedOn(f"“{self.case}” was acted on by {case.last_act_on}: candidate, step and day stay")
        if self.proposed_by != before.proposed_by and self.proposed_by in case.took_part:
            raise ProposalActedOn(f"proposed_by “{self.proposed_by}” has acted on “{self.case}”: name another")

    def must_begin_where_they_stand(self, edition: Edition, book: Book) -> None:
        """Where the ledger knows their level, that is the one that the step begins from; else it is no higher one."""
        placement = book.recall(Employment, self.candidate, on=self.effective_on).placement_on(self.effective_on)
        level = placement.level if placement else None
        if level in edition.ladder and level != self.from_level:
            raise NotTheirLevel(f"from_level “{self.from_level}”: “{self.candidate}” stands on “{level}”: name that")
        stands = max(0, rung(level, placement.unit, self.effective_on, book)) if placement else 0
        higher = level not in edition.ladder and edition.ladder.index(self.from_level) > stands
        if higher and not is_history(self.effective_on, book):
            raise NotTheirLevel(
                f"from_level “{self.from_level}”: nobody has said that “{self.candidate}” stands so high:"
                f" record that they do, or name “{edition.ladder[stands]}”"
            )

    def must_be_the_only_one(self, book: Book) -> None:
        """Refuses a second open case on the same step, with or without a role. When one lapses, its edition says."""
        for other in book.concerning(self.candidate, PromotionProposed):
            proposed, known = other.event, book.recall(PromotionCase, other.at.stream)
            same = proposed.candidate == self.candidate and proposed.to_level == self.to_level
            if not same or other.at.stream == self.case or proposed.direction != self.direction:
                continue
            theirs = published(proposed.framework, proposed.edition, book)
            last = known.decide_by(proposed.effective_on, theirs.procedure)
            lapsed = last is not None and last < counts_from(self.effective_on, book)
            if known.is_open and not lapsed and (None in (proposed.role, self.role) or proposed.role == self.role):
                raise AlreadyUnderWay(
                    f"candidate “{self.candidate}”: “{other.at.stream}” on this step is open: wait for its decision"
                )

    def must_be_a_step(self, edition: Edition) -> None:
        """From one level of the edition to another, in the direction that is said."""
        for name, level in (("from_level", self.from_level), ("to_level", self.to_level)):
            if level not in edition.ladder:
                raise LevelUnknown(
                    f"{name} “{level}” is none of this edition: name one of {listed(edition.ladder)}", field=name
                )
        rungs = edition.ladder.index(self.to_level) - edition.ladder.index(self.from_level)
        leads = Direction.UP if rungs > 0 else Direction.DOWN if rungs < 0 else Direction.LATERAL
        if self.direction not in (leads, Direction.ACTING):
            raise AnotherDirection(
                f"direction “{self.direction}”: from “{self.from_level}” to “{self.to_level}” is “{leads}”,"
                f" or “{Direction.ACTING}” for a while"
            )

    def must_bring_something_new(self, book: Book) -> None:
        """After a decline, whoever proposes themselves waits, or brings facts that were not on that file.

        For how long, the edition says under which it was declined; no day before the decline gets round it.
        """
        day = counts_from(self.effective_on, book)
        for earlier in book.concerning(self.candidate, PromotionProposed):
            case = book.recall(PromotionCase, earlier.at.stream)
            same = earlier.event.candidate == self.candidate and earlier.event.to_level == self.to_level
            if not same or not case.declined or case.decided_on is None:
                continue
            theirs = published(earlier.event.framework, earlier.event.edition, book)
            again_on = months_after(case.decided_on, theirs.windows.self_nomination_months)
            known = {filed.evidence for filed in case.evidence}
            about_them = {at for at in self.new_facts if entry_about(self.candidate, at, self.effective_on, book)}
            if day < again_on and not about_them - known and not is_history(self.effective_on, book):
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


class ProposalDecided(Refusal):
    """What was decided on stays as it was when it was decided on."""

    instead = "Appeal the decision, or propose the promotion anew."
    field = "case"


class ProposalActedOn(Refusal):
    """Once people have acted on a proposal, its step stays, and none of them becomes candidate or proposer."""

    instead = "Leave candidate, step and day as they are, and name as proposer nobody who has acted on it."
    field = "case"


class AlreadyUnderWay(Refusal):
    """One step of one person is one case at a time."""

    instead = "Wait for the decision on the case that is open."
    field = "candidate"


class NotTheirLevel(Refusal):
    """A step begins where somebody stands."""

    instead = "Name the level that the candidate stands on, or record first that they moved."
    field = "from_level"


class AnotherDirection(Refusal):
    """A step goes where its two levels lead."""

    instead = "Say the direction in which the two levels lead, or that it is for a while."
    field = "direction"


class DeclinedRecently(Refusal):
    """After a decline, time or new facts come before proposing oneself again."""

    instead = "Cite entries that were not on that file, or wait until the edition lets you propose yourself again."
    field = "new_facts"
