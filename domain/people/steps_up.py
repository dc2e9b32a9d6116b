"""Steps up: whoever comes to a role or a level of leadership got there by a case, or it is said why by none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final, Protocol

from domain.kernel.book import Book
from domain.kernel.dates import months_after
from domain.kernel.facts import Event, Reference
from domain.kernel.history import first_day, is_history
from domain.kernel.ids import CaseId, FrameworkId, PersonId, RoleId
from domain.kernel.refusals import Refusal
from domain.kernel.standing import Folds
from domain.kernel.words import listed
from domain.people.employment import Employment
from domain.units.adopting_frameworks import edition_for
from domain.units.citing import unit_of


class Exemption(StrEnum):
    """Why somebody came to a role or a level of leadership without a case."""

    EXTERNAL_HIRE = "external_hire"
    INTERIM = "interim"
    REORGANISATION = "reorganisation"
    BEFORE_LEDGER = "before_ledger"
    """It was so before the ledger began, and how it came about is not known."""
    NOT_STATED = "not_stated"
    """A personnel file tells of it, and not how it came about. Only whoever imports says so."""


@dataclass(frozen=True)
class Grant:
    """What a case granted, if it did. Cases stand above people, so this knows their entries by name alone."""

    candidate: PersonId | None = None
    role: RoleId | None = None
    to_level: str | None = None
    framework: FrameworkId | None = None
    """Under which framework it was judged."""
    on: date = date.min
    """The day of the approval."""


class Approval(Protocol):
    """A decision that grants a step."""

    @property
    def candidate(self) -> PersonId: ...
    @property
    def role(self) -> RoleId | None: ...
    @property
    def to_level(self) -> str: ...
    @property
    def framework(self) -> FrameworkId: ...
    @property
    def direction(self) -> str: ...
    @property
    def effective_on(self) -> date: ...


class AppealAnswer(Protocol):
    """What came of an appeal."""

    @property
    def outcome(self) -> str: ...


def approved(known: Grant, event: Approval, at: Reference) -> Grant:
    if event.direction == ACTING:
        return Grant()
    return Grant(event.candidate, event.role, event.to_level, event.framework, event.effective_on)


def appeal_answered(known: Grant, event: AppealAnswer, at: Reference) -> Grant:
    return known if event.outcome == DISMISSED else Grant()


MONTHS_OUTSIDE: Final = 12
"""So long somebody was elsewhere before they come from outside, and so long after they came they may have."""
ACTING: Final = "acting"
"""A step for a while, which grants nothing for good."""
DISMISSED: Final = "dismissed"
"""An appeal after which the decision stands; after any other the case is decided anew."""
GRANTS: Final[Folds] = {"PromotionApproved": approved, "AppealDecided": appeal_answered}


@dataclass(frozen=True)
class StepUp:
    """A step to a level of leadership, perhaps to a role, with what is said of how it came about."""

    person: PersonId
    role: RoleId | None
    unit: str
    """Where the work is: the unit of the role, or the one in which they are placed."""
    level: str
    on: date
    case: CaseId | None
    exempt: Exemption | None

    def must_be_granted(self, by: type[Event[Any]], book: Book) -> None:
        """Refuses a step that no case granted, or one that was taken already by an entry of the same kind.

        Where it is said why no case was needed, that is so.
        """
        if self.case is None:
            if self.exempt is Exemption.EXTERNAL_HIRE and not is_history(self.on, book):
                self.must_come_from_outside(book)
            if self.exempt is Exemption.BEFORE_LEDGER and (first := first_day(book)) and first <= self.on:
                raise NotBeforeLedger(f"exempt “{self.exempt}”: the ledger began on {first}, and this is of {self.on}")
            if self.exempt is None and not is_history(self.on, book):
                raise CaseMissing(
                    f"case: “{self.person}” would step to “{self.level}” on {self.on} without one:"
                    f" name the case that granted it, or say by exempt why there is none: {listed(Exemption)}"
                )
            return
        if self.exempt is not None:
            raise ExemptAndGranted(f"exempt “{self.exempt}” beside case “{self.case}”: leave one of them out")
        grant = book.recall(Grant, self.case, on=self.on, folds=GRANTS)
        elsewhere = self.role is not None and grant.role not in (None, self.role)
        if elsewhere or grant.candidate != self.person or grant.to_level != self.level:
            raise NotGranted(f"case “{self.case}” {self.grants(grant)}: name one that grants “{self.level}” to them")
        self.must_be_judged_there(grant, book)
        for taken in book.concerning(self.case, by):
            raise CaseTaken(f"case “{self.case}” granted “{taken.at}”: a step is taken once, name another case")

    def must_be_judged_there(self, grant: Grant, book: Book) -> None:
        """Refuses a step to where another framework holds than the one under which the case was judged.

        Levels of two frameworks may be called alike, and ask for different things.
        """
        held = [edition_for(unit_of(self.unit), day, book) for day in (grant.on, self.on)]
        there = [active.framework for active in held if active]
        if there and grant.framework not in there:
            raise NotGranted(
                f"case “{self.case}” was judged under “{grant.framework}”, and “{there[-1]}” holds for “{self.unit}”:"
                " name a case that was judged under that"
            )

    def must_come_from_outside(self, book: Book) -> None:
        """Refuses whoever has long been here, or had been until shortly before they came back."""
        stays = book.recall(Employment, self.person).stays
        stay = next((stay for stay in stays if stay.includes(self.on)), None)
        if stay is None:
            return
        left = [earlier.left_on for earlier in stays if earlier.left_on and earlier.left_on < stay.joined_on]
        away = all(months_after(day, MONTHS_OUTSIDE) <= stay.joined_on for day in left)
        if not away or months_after(stay.joined_on, MONTHS_OUTSIDE) <= self.on:
            raise NotFromOutside(
                f"exempt “{self.exempt}”: “{self.person}” was here within {MONTHS_OUTSIDE} months before they joined on"
                f" {stay.joined_on}, or is here for longer: name the case that granted it, or another exemption"
            )

    def grants(self, grant: Grant) -> str:
        if grant.candidate is None:
            return f"has granted nothing by {self.on}"
        of_role = f" as “{grant.role}”" if grant.role else ""
        return f"grants “{grant.to_level}”{of_role} to “{grant.candidate}”"


class CaseMissing(Refusal):
    """Nobody comes to a role or a level of leadership by no way that can be told."""

    instead = "Name the promotion case that granted it, or say why there is none."
    field = "case"


class NotBeforeLedger(Refusal):
    """What was before the ledger lies before its first day."""

    instead = "Name the case that granted it, or the exemption that holds since the ledger began."
    field = "exempt"


class NotGranted(Refusal):
    """A case grants the step that it was approved for, to its candidate, from the day of its approval on."""

    instead = "Name the approved case of this person, for this role or level."
    field = "case"


class CaseTaken(Refusal):
    """A case grants one step: to one level, and to one role."""

    instead = "Name the case that granted this step, or leave it out where they took it before."
    field = "case"


class NotFromOutside(Refusal):
    """Who is hired from outside was not here before."""

    instead = "Name the case that granted it, or the exemption that holds."
    field = "exempt"


class ExemptAndGranted(Refusal):
    """What a case granted needs no exemption."""

    instead = "Leave the case out, or the exemption."
    field = "exempt"
