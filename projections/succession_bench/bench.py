"""The bench of one role: who holds it, who might come after them, and how strong that is.

None of these rows is ever changed. Those of which an answer has thousands are not frozen all the same: to set their
fields past the guard would cost more than all else that is done to them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from domain.development.aspirations import Willingness
from domain.frameworks.edition import Readiness
from domain.kernel.facts import Reference
from domain.organisation.role import WHOLE, AppointmentKind
from domain.succession.retention import Grade, RetentionReason


@dataclass(frozen=True, slots=True)
class Judged:
    """A judgement about somebody, and until when it counts."""

    grade: Grade
    """How high, or how heavy."""
    effective_on: date
    """The day it was true, or true from."""
    expires_on: date
    """The first day on which it no longer counts."""
    position: int
    """Position of the entry that says so."""
    reason: RetentionReason | None = None
    """Why they might leave; None for a loss, and where no reason was coded."""


@dataclass(slots=True)
class RoleHolder:
    """Somebody who holds the role on the day."""

    person: str
    appointment_kind: AppointmentKind
    """On what footing they hold the role."""
    since: date
    """Since when they hold it."""
    share: int
    """How much of a place they hold, in percent."""
    position: int
    """Of the appointment."""
    retention_risk: Judged | None
    """How likely they are to leave; None if nobody has said, or what was said no longer counts."""
    impact_of_loss: Judged | None
    """What would be lost with them; None likewise."""

    @property
    def substantive(self) -> bool:
        """Whether they hold the role as their own."""
        return self.appointment_kind is AppointmentKind.SUBSTANTIVE


@dataclass(frozen=True, slots=True)
class RoleHeld:
    """A role that somebody holds on the day."""

    person: str
    role: str
    appointment_kind: AppointmentKind
    """On what footing they hold the role."""
    since: date
    """Since when they hold it."""
    share: int
    """How much of a place they hold, in percent."""
    months: int
    """For how many whole months they have held it."""


@dataclass(frozen=True, slots=True)
class EmergencyCover:
    """Somebody who could hold the role for a while. That alone makes nobody a successor."""

    person: str
    until: date
    """The last day on which it counts."""
    can_hold_days: int
    """For how many days they could hold it."""
    position: int
    """Of the naming."""


@dataclass(slots=True)
class Successor:
    """Somebody who might come after, as they stand on the day."""

    person: str
    rank: int | None
    """Their place on the confirmed slate, from 1; None if they are only nominated."""
    nominated: bool
    """Whether somebody named them, or they did."""
    nominated_by: str | None
    """None also where nobody has said who it was."""
    readiness: Readiness | None
    """As last assessed, also when that no longer counts; None if it never was, or if that has been erased."""
    assessed_on: date | None
    """When their readiness was last assessed; null if it never was."""
    expires_on: date | None
    """The first day on which the readiness no longer counts."""
    unexpired: bool
    """Whether their readiness still counts on the day."""
    supported: bool
    """Whether the edition's rule supports their readiness; false also where it was judged before findings were kept."""
    willingness: Willingness | None
    """Their own word on the role, as it stands on the day; None if they have given none."""
    employed: bool
    """Whether they are employed here on the day, and come neither from an agency nor on a contract of their own."""
    holds_it: bool
    """Whether they hold the role as their own on the day."""
    in_level_since: date | None
    """Since when they have been in their present level; None where nobody has said which it is."""
    under_a_year_in_level: bool
    """A warning: they have been in their present level for less than 12 months, leave left out."""
    cited: str | None
    """The references of what the readiness rests on, as they are stored; None where there is no readiness."""
    framework: str | None
    """The framework that their readiness was judged under."""
    edition: int | None
    """The number of the framework's edition that their readiness was judged under."""
    position: int
    """Of the readiness assessment; of the slate or the nomination where there is none."""
    role: str = ""
    """The role that they might take up."""

    @property
    def facts(self) -> tuple[Reference, ...]:
        """What the readiness rests on."""
        return tuple(map(Reference.parse, self.cited.split())) if self.cited else ()

    @property
    def self_nominated(self) -> bool:
        """Whether they named themselves."""
        return self.nominated_by == self.person

    @property
    def confirmed(self) -> bool:
        """Whether they are on the confirmed slate."""
        return self.rank is not None

    @property
    def willing(self) -> bool:
        """Whether their own word on the role is a yes. Undecided, and not asked, is none."""
        return self.willingness is Willingness.WILLING

    @property
    def standing(self) -> bool:
        """On a confirmed slate, not the holder, willing by their own word, employed, and ready as far as counts.

        Readiness counts until it expires, if the rule supports it; who is emergency cover only is no successor.
        """
        return (
            self.confirmed
            and not self.holds_it
            and self.willing
            and self.employed
            and self.unexpired
            and self.supported
            and self.readiness is not Readiness.EMERGENCY
        )

    @property
    def ready_now(self) -> bool:
        """A standing successor who could take the role today."""
        return self.standing and self.readiness is Readiness.NOW

    @property
    def within_two_years(self) -> bool:
        """A standing successor who could take the role today or within two years."""
        return self.standing and self.readiness in (Readiness.NOW, Readiness.ONE_TO_TWO_YEARS)


@dataclass(frozen=True, slots=True)
class Strength:
    """The bench strength of a role: its standing successors as a pair."""

    ready_now: int
    """How many are ready now."""
    one_to_two_years: int
    """How many are ready in one to two years."""


@dataclass(slots=True)
class RoleBench:
    """One role, who holds it, and who might come after them."""

    role: str
    title: str
    """What the role is called."""
    unit: str
    """The organisational unit that it belongs to."""
    function: str
    """The function that it belongs to, as “Finance”."""
    level: str
    """The level of leadership that it is on, as the framework names it."""
    critical: bool
    """Whether the organisation depends on it."""
    incumbents: tuple[RoleHolder, ...]
    successors: tuple[Successor, ...]
    """Those on the slate by rank, then those only nominated, in the order in which they were."""
    emergency_covers: tuple[EmergencyCover, ...] = ()
    """Those who could hold it for a while, in the order in which they were named."""
    places: int = 1
    """How many may hold it as their own at a time; a place may be shared."""
    owner: str | None = None
    """Who answers for its succession; None where nobody does."""
    review_on: date | None = None
    """When its succession is to be looked at again; None where no day is set."""
    closed_on: date | None = None
    """From which day on the role is no more; None as long as it is."""

    @property
    def vacant(self) -> bool:
        """Whether nobody holds it as their own. Who acts up or stands in is told beside, and fills no chair."""
        return not any(holder.substantive for holder in self.incumbents)

    @property
    def share_open(self) -> int:
        """How much of its places nobody holds as their own, in percent of one: 50 where one of two who share has left.

        A role with several places, or a shared one, is not vacant as long as somebody holds a part of it.
        """
        held = sum(holder.share for holder in self.incumbents if holder.substantive)
        return max(0, WHOLE * self.places - held)

    @property
    def places_vacant(self) -> int:
        """How many whole places nobody holds as their own; of a place that two share there may be a part left over."""
        return self.share_open // WHOLE

    @property
    def held_for_now(self) -> bool:
        """Whether it is vacant, and somebody acts up or stands in for the time being."""
        return self.vacant and bool(self.incumbents)

    @property
    def strength(self) -> Strength:
        """How many of its standing successors are ready now, and how many within two years."""
        ready_now = sum(successor.ready_now for successor in self.successors)
        return Strength(ready_now, sum(successor.within_two_years for successor in self.successors) - ready_now)

    @property
    def places_covered(self) -> int:
        """How many of its places have a standing successor of their own who is ready within two years."""
        return min(self.places, sum(successor.within_two_years for successor in self.successors))

    @property
    def covered(self) -> bool:
        """Whether each of its places has a standing successor of its own who is ready within two years."""
        return self.places_covered == self.places

    @property
    def ready_now(self) -> bool:
        """Whether each of its places could be taken today by a standing successor of its own."""
        return self.strength.ready_now >= self.places

    @property
    def single_point_of_failure(self) -> bool:
        """Whether exactly one standing successor is ready within two years, however many places it has."""
        return sum(successor.within_two_years for successor in self.successors) == 1
