"""Retention: how likely somebody is to leave, and what would be lost with them. Both judgements expire."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Annotated

from domain.frameworks.framework import in_force, published
from domain.kernel.book import Book, Decision
from domain.kernel.commands import Said
from domain.kernel.dates import a_year_before, months_after
from domain.kernel.facts import About, Erased, Event
from domain.kernel.history import is_brought_over
from domain.kernel.ids import FrameworkId, PersonId
from domain.kernel.later import LATER
from domain.kernel.memories import Nothing
from domain.kernel.refusals import Refusal
from domain.kernel.words import listed
from domain.organisation.holders import is_critical, roles_held_by
from domain.people.employment import PresentPersonCommand
from domain.succession.standing_successors import is_standing_successor


class Grade(StrEnum):
    """How high a risk, or how heavy a loss."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class RetentionReason(StrEnum):
    """Why somebody might leave, as far as work can do something about it. Nothing of family or health."""

    PAY = "pay"
    GROWTH = "growth"
    MANAGER = "manager"
    COMMUTE = "commute"
    MARKET = "market"
    UNSPECIFIED = "unspecified"


@dataclass(frozen=True)
class RetentionRiskAssessed(Event[Nothing]):
    """How likely somebody is to leave, as judged on a day and until a day."""

    risk: Annotated[Grade | Erased, About("person")]
    """How likely they are to leave."""
    framework: FrameworkId
    edition: int
    """The number of the framework's edition that it was made under."""
    expires_on: date
    """The first day on which it no longer counts."""
    why: Annotated[str | Erased | None, About("person")] = None
    """The reasons in words, in entries from before they were coded."""
    reason: Annotated[RetentionReason | Erased | None, About("person")] = field(default=None, metadata=LATER)
    """Why they might leave; None in entries from before reasons were coded."""


@dataclass(frozen=True)
class ImpactOfLossAssessed(Event[Nothing]):
    """What it would mean if somebody left, as judged on a day and until a day."""

    impact: Annotated[Grade | Erased, About("person")]
    """How heavy the loss would be."""
    framework: FrameworkId
    edition: int
    """The number of the framework's edition that it was made under."""
    expires_on: date
    """The first day on which it no longer counts."""
    why: Annotated[str | Erased, About("person")]
    """The reasons, in words."""


@dataclass(frozen=True)
class AssessRetentionRisk(PresentPersonCommand[Nothing]):
    """Judge how likely somebody is to leave on whom much depends. A conversation with them comes first."""

    records = (RetentionRiskAssessed,)
    for_the_record = True

    risk: Grade
    framework: FrameworkId
    edition: int
    why: str | None = field(default=None, kw_only=True)
    """The reasons in words, of an earlier record; today they are coded."""
    reason: RetentionReason | None = None
    """Why they might leave; only an earlier record may leave it out."""
    imported: bool = field(default=False, kw_only=True)
    """Brought over from an earlier record, from before the ledger's first day: it may say less, and of more people."""

    def decide(self, nothing: Nothing, book: Book) -> Decision:
        brought_over = is_brought_over(self.effective_on, book, imported=self.imported)
        if not brought_over:
            self.must_be_coded()
            self.much_must_depend_on_them(book)
        expires_on = counts_until(self.framework, self.edition, self.effective_on, book, imported=brought_over)
        return (self.becomes(RetentionRiskAssessed, expires_on=expires_on),)

    def must_be_coded(self) -> None:
        """Refuses free words, which so easily tell of family or health."""
        if self.reason is None:
            raise ReasonNotCoded(f"reason is missing: give one of {listed(RetentionReason)}")
        if self.why is not None:
            raise ReasonNotCoded("why is given in words: leave it out, the reason says enough", field="why")

    def much_must_depend_on_them(self, book: Book) -> None:
        """Refuses to judge people of whom there is no need to know."""
        if holds_critical_role(self.person, self.effective_on, book):
            return
        if not is_standing_successor(self.person, self.effective_on, book):
            raise NothingDependsOnThem(
                f"person “{self.person}” neither holds a critical role nor is a standing successor on"
                f" {self.effective_on}: leave it out"
            )


@dataclass(frozen=True)
class AssessImpactOfLoss(PresentPersonCommand[Nothing]):
    """Judge what it would mean if somebody left."""

    records = (ImpactOfLossAssessed,)
    for_the_record = True

    impact: Grade
    framework: FrameworkId
    edition: int
    why: Annotated[str, Said("say what would be lost")]
    imported: bool = field(default=False, kw_only=True)
    """Brought over from an earlier record, under the edition that it names."""

    def decide(self, nothing: Nothing, book: Book) -> Decision:
        brought_over = is_brought_over(self.effective_on, book, imported=self.imported)
        expires_on = counts_until(self.framework, self.edition, self.effective_on, book, imported=brought_over)
        return (self.becomes(ImpactOfLossAssessed, expires_on=expires_on),)


def counts_until(framework: FrameworkId, edition: int, judged_on: date, book: Book, *, imported: bool) -> date:
    """The first day on which a judgement of risk or impact no longer counts, as the edition of the day has it."""
    judged_under = published(framework, edition, book) if imported else in_force(framework, edition, judged_on, book)
    return months_after(judged_on, judged_under.windows.retention_risk_months)


def holds_critical_role(person: PersonId, on: date, book: Book) -> bool:
    """Whether somebody holds a role on which the organisation depends, on whichever footing."""
    return any(is_critical(role, on, book) for role in roles_held_by(person, book, on=on))


def no_stay_conversation(judged_on: date, talked_on: Iterable[date]) -> str | None:
    """The warning that nobody asked somebody what keeps them before it was judged that they may leave; None if one did.

    `talked_on` are the days of their stay conversations, with whomever.
    """
    since = a_year_before(judged_on)
    if any(since < day <= judged_on for day in talked_on):
        return None
    return f"no stay conversation from {since} to {judged_on}: talk with them about what keeps them, and judge again"


class ReasonNotCoded(Refusal):
    """Why somebody might leave is coded, and not written out."""

    instead = "Give one of the reasons, and no words."
    field = "reason"


class NothingDependsOnThem(Refusal):
    """Whether somebody may leave is judged only of holders of critical roles and of standing successors."""

    instead = "Leave it out, or have them confirmed as a successor first."
    field = "person"
