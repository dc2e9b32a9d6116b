"""Reviews of overrides: months later somebody else looks whether setting a criterion aside was right."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, ClassVar

from domain.frameworks.criteria import Requirement
from domain.kernel.acting import Acts
from domain.kernel.book import Book, Decision, entry_about
from domain.kernel.facts import Event, Reference
from domain.kernel.ids import PersonId
from domain.kernel.refusals import Refusal
from domain.people.named import Here
from domain.promotions.promotion_case import AwaitedReview, PromotionCase, ProposedCaseCommand


class HeldUp(StrEnum):
    """Whether what was set aside turned out not to matter."""

    HELD_UP = "held_up"
    DID_NOT = "did_not"
    MIXED = "mixed"


@dataclass(frozen=True)
class OverrideReviewed(Event[PromotionCase]):
    """Somebody looked whether it had been right to set a criterion aside."""

    act: ClassVar[bool] = True

    candidate: PersonId
    """Who is to take the step."""
    decision: Reference
    """Reference of the decision in which it was set aside."""
    criterion: Requirement
    """Name of the criterion."""
    outcome: HeldUp
    """Whether it held up."""
    facts: tuple[Reference, ...]
    """References of the entries that this rests on."""
    reviewed_by: PersonId
    """Who looked."""

    def concerns(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((self.candidate, self.reviewed_by)))

    def evolve(self, case: PromotionCase, at: Reference) -> PromotionCase:
        awaited = first_awaited(case, self.decision, self.criterion)
        return case.after(self, self.reviewed_by, reviews=tuple(one for one in case.reviews if one is not awaited))


@dataclass(frozen=True)
class ReviewOverride(ProposedCaseCommand):
    """Say whether it was right to set a criterion aside, once the day for that has come."""

    records = (OverrideReviewed,)

    decision: Reference
    criterion: Requirement
    outcome: HeldUp
    facts: tuple[Reference, ...]
    reviewed_by: Annotated[PersonId, Here(), Acts()]

    def decide(self, case: PromotionCase, book: Book) -> Decision:
        candidate, awaited = self.proposal(book).candidate, first_awaited(case, self.decision, self.criterion)
        if awaited is None:
            raise NoReviewAwaited(f"criterion “{self.criterion}”: no review of it is awaited after “{self.decision}”")
        if self.effective_on < awaited.due_on:
            raise OverrideReviewTooEarly(f"effective_on {self.effective_on}: it is reviewed from {awaited.due_on} on")
        if self.reviewed_by in (awaited.authorised_by, candidate):
            raise ReviewsTheirOwn(f"reviewed_by “{self.reviewed_by}” set it aside, or gained by it: name another")
        self.must_rest_on_what_came_since(candidate, book)
        return (self.becomes(OverrideReviewed, candidate=candidate),)

    def must_rest_on_what_came_since(self, candidate: PersonId, book: Book) -> None:
        """Refuses a look at nothing, at others, or at what was known when the criterion was set aside."""
        decided = book.noted(self.decision)
        found = [(at, entry_about(candidate, at, self.effective_on, book)) for at in self.facts]
        for at, noted in found:
            if noted is None:
                raise NoFactOfReview(f"facts “{at}” is no entry about “{candidate}”: point to one that is")
        on = decided.event.effective_on if decided else self.effective_on
        if not any(noted.event.effective_on > on for _, noted in found if noted):
            raise NoFactOfReview(f"facts name nothing from after {on}: point to what has been seen since")


def first_awaited(case: PromotionCase, decision: Reference, criterion: Requirement) -> AwaitedReview | None:
    """The review of an override that is awaited next."""
    awaited = (one for one in case.reviews if (one.decision, one.criterion) == (decision, criterion))
    return min(awaited, key=lambda one: one.due_on, default=None)


class NoReviewAwaited(Refusal):
    """What was set aside is reviewed as often as the decision says."""

    instead = "Name a criterion that this decision set aside, and whose reviews are not all done."
    field = "criterion"


class OverrideReviewTooEarly(Refusal):
    """Whether it was right shows in time."""

    instead = "Wait for the day that the decision set for the review."
    field = "effective_on"


class ReviewsTheirOwn(Refusal):
    """Nobody reviews what they set aside themselves, or gained by."""

    instead = "Have somebody else look at it."
    field = "reviewed_by"


class NoFactOfReview(Refusal):
    """A review rests on entries about the candidate, and on some that came after the decision."""

    instead = "Point to entries about the candidate that stand by that day, and show what came of it."
    field = "facts"
