"""What the bench is read from: roles, who holds them, who might come after, how ready they are, what is at risk."""

from __future__ import annotations

from typing import Any, Final, TypeVar

from domain.development.aspirations import AspirationStated, AspirationWithdrawn
from domain.kernel.facts import Erased
from domain.organisation.appointments import RoleEstablished
from domain.organisation.profiles import RoleClosed, RoleProfileDefined
from domain.organisation.role import AppointmentMade, RoleVacated, WhyVacated
from domain.people.joining import PersonJoined
from domain.people.moving import PersonMoved
from domain.succession.emergency_cover import EmergencyCoverNamed
from domain.succession.readiness import ReadinessAssessed, is_supported
from domain.succession.retention import ImpactOfLossAssessed, RetentionRiskAssessed
from domain.succession.slates import SlateConfirmed, SuccessorNominated, SuccessorRemovedFromSlate
from projections.engine.read_model import ReadModel, Row, Table
from projections.engine.sealed_entry import SealedEntry
from projections.engine.visibility import NEWEST_FIRST
from projections.engine.walls import OPEN, Wall

SUCCESSION: Final = (Wall("succession", ("role", "person")),)
RISK: Final = (Wall("risk", ("person",)),)

T = TypeVar("T")

OF_ROLE: Final = f"role, {NEWEST_FIRST}"
OF_PERSON: Final = f"person, {NEWEST_FIRST}"
OF_BOTH: Final = f"role, person, {NEWEST_FIRST}"


def established(entry: SealedEntry[RoleEstablished]) -> tuple[Row, ...]:
    """A role's title is the organisation's, is never erased, and names it in every answer: it is held here in clear."""
    event = entry.event
    return ((entry.stream, event.title, event.in_unit, event.function, event.level, event.critical, 1, None, None),)


def defined(entry: SealedEntry[RoleProfileDefined]) -> tuple[Row, ...]:
    """The whole profile, but for its words, which stay in the book."""
    event = entry.event
    said = (event.title, event.in_unit, event.function, event.level, event.critical, event.places)
    return ((entry.stream, *said, event.owner, event.review_on),)


def closed(entry: SealedEntry[RoleClosed]) -> tuple[Row, ...]:
    return ((entry.stream, entry.event.into),)


def appointed(entry: SealedEntry[AppointmentMade]) -> tuple[Row, ...]:
    event = entry.event
    said = (event.person, True, event.appointment_kind, event.share, event.case, event.exempt)
    return ((entry.stream, *said, None, None),)


def vacated(entry: SealedEntry[RoleVacated]) -> tuple[Row, ...]:
    """Where they left, together with the command, which may have been that of their leaving."""
    why = entry.event.why
    left = entry.command_id if why is WhyVacated.LEFT else None
    return ((entry.stream, entry.event.person, False, None, None, None, None, why, left),)


def placed(entry: SealedEntry[Any]) -> tuple[Row, ...]:
    """Joining and moving both say the level."""
    return ((entry.stream, entry.event.level),)


def confirmed(entry: SealedEntry[SlateConfirmed]) -> list[Row]:
    """One row a rank. An empty slate is a slate too: it takes the place of the one before."""
    return [(entry.stream, person, rank) for rank, person in enumerate(entry.event.successors or (None,), start=1)]


def nominated(entry: SealedEntry[SuccessorNominated]) -> tuple[Row, ...]:
    return ((entry.stream, entry.event.candidate, True, entry.event.nominated_by),)


def removed(entry: SealedEntry[SuccessorRemovedFromSlate]) -> tuple[Row, ...]:
    return ((entry.stream, entry.event.candidate, False, None),)


def told(value: T | Erased) -> T | None:
    """A value, as far as it has not been erased."""
    return None if isinstance(value, Erased) else value


def assessed(entry: SealedEntry[ReadinessAssessed]) -> tuple[Row, ...]:
    event = entry.event
    facts = " ".join(map(str, event.facts))
    return (
        (
            entry.stream,
            event.candidate,
            told(event.readiness),
            is_supported(event.findings),
            event.level,
            event.expires_on,
            event.framework,
            event.edition,
            facts,
        ),
    )


def at_risk(entry: SealedEntry[RetentionRiskAssessed]) -> tuple[Row, ...]:
    return ((entry.stream, told(entry.event.risk), told(entry.event.reason), entry.event.expires_on),)


def lost(entry: SealedEntry[ImpactOfLossAssessed]) -> tuple[Row, ...]:
    return ((entry.stream, told(entry.event.impact), None, entry.event.expires_on),)


def covering(entry: SealedEntry[EmergencyCoverNamed]) -> tuple[Row, ...]:
    event = entry.event
    return ((entry.stream, event.person, event.until, event.can_hold_days),)


def stated(entry: SealedEntry[AspirationStated]) -> tuple[Row, ...]:
    event = entry.event
    return ((entry.stream, event.role, event.level, event.word),)


def taken_back(entry: SealedEntry[AspirationWithdrawn]) -> tuple[Row, ...]:
    return ((entry.stream, None, None, None),)


ROLES: Final = Table(
    "roles",
    {
        "role": "text NOT NULL",
        "title": "text NOT NULL",
        "unit": "text NOT NULL",
        "function": "text NOT NULL",
        "level": "text NOT NULL",
        "critical": "boolean NOT NULL",
        "places": "integer NOT NULL",
        "owner": "text",
        "review_on": "date",
    },
    {RoleEstablished: established, RoleProfileDefined: defined},
    walls=OPEN,
    indexes=(OF_ROLE,),
    opened=(RoleEstablished, RoleProfileDefined),
)
CLOSED_ROLES: Final = Table(
    "closed_roles",
    {"role": "text NOT NULL", "into_role": "text"},
    {RoleClosed: closed},
    walls=OPEN,
    indexes=(OF_ROLE,),
)
INCUMBENCIES: Final = Table(
    "incumbencies",
    {
        "role": "text NOT NULL",
        "person": "text NOT NULL",
        "holds": "boolean NOT NULL",
        "appointment_kind": "text",
        "share": "integer",
        "case_of": "text",
        "exempt": "text",
        "why": "text",
        "left_by": "uuid",
    },
    {AppointmentMade: appointed, RoleVacated: vacated},
    walls=OPEN,
    indexes=(OF_BOTH, "person"),
    coarse={"case_of": None, "exempt": None},
)
SLATES: Final = Table(
    "slates",
    {"role": "text NOT NULL", "person": "text", "rank": "integer NOT NULL"},
    {SlateConfirmed: confirmed},
    walls=SUCCESSION,
    indexes=(OF_ROLE, "person"),
)
NOMINATIONS: Final = Table(
    "nominations",
    {"role": "text NOT NULL", "person": "text NOT NULL", "stands": "boolean NOT NULL", "nominated_by": "text"},
    {SuccessorNominated: nominated, SuccessorRemovedFromSlate: removed},
    walls=SUCCESSION,
    indexes=(OF_BOTH, "person"),
)
READINESS: Final = Table(
    "readiness",
    {
        "role": "text NOT NULL",
        "person": "text NOT NULL",
        "readiness": "text",
        "supported": "boolean NOT NULL",
        "held_against": "text",
        "expires_on": "date NOT NULL",
        "framework": "text NOT NULL",
        "edition": "integer NOT NULL",
        "facts": "text NOT NULL",
    },
    {ReadinessAssessed: assessed},
    walls=SUCCESSION,
    indexes=(OF_BOTH,),
    opened=(ReadinessAssessed,),
    coarse={"readiness": None, "supported": False, "held_against": None, "facts": ""},
)
RETENTION_RISKS: Final = Table(
    "retention_risks",
    {"person": "text NOT NULL", "grade": "text", "reason": "text", "expires_on": "date NOT NULL"},
    {RetentionRiskAssessed: at_risk},
    walls=RISK,
    indexes=(OF_PERSON,),
    opened=(RetentionRiskAssessed,),
    coarse={"grade": None, "reason": None},
)
IMPACTS_OF_LOSS: Final = Table(
    "impacts_of_loss",
    {"person": "text NOT NULL", "grade": "text", "reason": "text", "expires_on": "date NOT NULL"},
    {ImpactOfLossAssessed: lost},
    walls=RISK,
    indexes=(OF_PERSON,),
    opened=(ImpactOfLossAssessed,),
    coarse={"grade": None, "reason": None},
)
ASPIRATIONS: Final = Table(
    "aspirations",
    {"person": "text NOT NULL", "role": "text", "level": "text", "willingness": "text"},
    {AspirationStated: stated, AspirationWithdrawn: taken_back},
    walls=(Wall("development", ("person",)),),
    indexes=(OF_PERSON,),
    coarse={"role": None, "level": None, "willingness": None},
)
EMERGENCY_COVERS: Final = Table(
    "emergency_covers",
    {"role": "text NOT NULL", "person": "text NOT NULL", "until": "date NOT NULL", "can_hold_days": "integer NOT NULL"},
    {EmergencyCoverNamed: covering},
    walls=SUCCESSION,
    indexes=(OF_BOTH,),
)
BENCH_LEVELS: Final = Table(
    "bench_levels",
    {"person": "text NOT NULL", "level": "text"},
    {PersonJoined: placed, PersonMoved: placed},
    walls=OPEN,
    indexes=(OF_PERSON,),
    coarse={"level": None},
)

SUCCESSION_BENCH: Final = ReadModel(
    "succession_bench",
    (
        ROLES,
        CLOSED_ROLES,
        INCUMBENCIES,
        SLATES,
        NOMINATIONS,
        READINESS,
        RETENTION_RISKS,
        IMPACTS_OF_LOSS,
        ASPIRATIONS,
        EMERGENCY_COVERS,
        BENCH_LEVELS,
    ),
)
