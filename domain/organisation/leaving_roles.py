"""Leaving, across people and roles: whoever goes gives up what they hold."""

from __future__ import annotations

from dataclasses import dataclass

from domain.kernel.book import Book, Decision, Line
from domain.kernel.ids import RoleId
from domain.organisation.role import Role, RoleVacated, WhyVacated, roles_held_by
from domain.people.employment import AlreadyLeft, Employment, PresentPersonCommand
from domain.people.leaving import LeavingReason, PersonLeft


@dataclass(frozen=True)
class LeavePerson(PresentPersonCommand[Employment]):
    """Say goodbye on somebody's last day. The roles they hold become vacant."""

    records = (PersonLeft, RoleVacated)
    may_lie_ahead = True

    reason: LeavingReason = LeavingReason.UNKNOWN

    def decide(self, employment: Employment, book: Book) -> Decision:
        left_on = next(stay.left_on for stay in employment.stays if stay.includes(self.effective_on))
        if left_on is not None:
            raise AlreadyLeft(f"“{self.person}” left on {left_on}: correct that entry if the day is wrong")
        return (self.becomes(PersonLeft), *self.roles_vacated(book))

    def roles_vacated(self, book: Book) -> tuple[Line[RoleVacated], ...]:
        """Every role held on that day, and every one they were to take up later, which they now will not."""
        roles = dict.fromkeys(
            (*roles_held_by(self.person, book, on=self.effective_on), *roles_held_by(self.person, book))
        )
        return tuple(Line(self.vacated(role, book), stream=role) for role in roles)

    def vacated(self, role: RoleId, book: Book) -> RoleVacated:
        held = book.recall(Role, role).held_by(self.person)
        day = max(self.effective_on, held.since) if held else self.effective_on
        return RoleVacated(self.person, WhyVacated.LEFT, effective_on=day)
