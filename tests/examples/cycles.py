"""Ada, seen by others: planned, opened, extended, closed, gone through and shown to her mentor; another given up."""

from __future__ import annotations

from datetime import date
from typing import Final

from domain.cycles.closing import FeedbackCycleClosed
from domain.cycles.cycle import CycleId
from domain.cycles.debriefing import FeedbackCycleDebriefed, FeedbackCycleShared
from domain.cycles.keeping_open import FeedbackCycleCancelled, FeedbackCycleExtended
from domain.cycles.opening import FeedbackCycleOpened
from domain.cycles.planning import FeedbackCyclePlanned
from domain.cycles.rater_groups import GroupAsked, GroupTold, RaterGroup
from domain.cycles.releasing import RatingsReleased
from domain.development.development import Purpose
from domain.frameworks.default_pack import DEFAULT_FRAMEWORK
from tests.examples.frameworks import PUBLISHED
from tests.examples.people import ADA, BEN, CAI
from tests.examples.streams import example, needed

CYCLE: Final = CycleId("cycle-0190a000-0000-7000-8000-000000000001")
"""What others see in Ada."""
GIVEN_UP: Final = CycleId("cycle-0190a000-0000-7000-8000-000000000002")

GROUPS: Final = (
    GroupTold(RaterGroup.SELF, 1, 1, 1),
    GroupTold(RaterGroup.MANAGER, 1, 1, 4),
    GroupTold(RaterGroup.PEERS, 4, 3, 8),
)
CYCLE_PLANNED: Final = example(
    CYCLE,
    FeedbackCyclePlanned(
        ADA,
        Purpose.DEVELOPMENT,
        DEFAULT_FRAMEWORK,
        PUBLISHED.edition.number,
        ("direction", "courage"),
        closes_on=date(2024, 10, 18),
        planned_by=ADA,
        effective_on=date(2024, 9, 30),
    ),
)
CYCLE_OPENED: Final = example(
    CYCLE,
    FeedbackCycleOpened(
        ADA,
        tuple(GroupAsked(told.group, told.raters) for told in GROUPS),
        GROUPS,
        BEN,
        effective_on=date(2024, 10, 1),
    ),
)
CYCLE_EXTENDED: Final = example(
    CYCLE, FeedbackCycleExtended(ADA, date(2024, 10, 31), BEN, effective_on=date(2024, 10, 16))
)
CYCLE_CLOSED: Final = example(
    CYCLE,
    FeedbackCycleClosed(
        ADA,
        Purpose.DEVELOPMENT,
        GROUPS,
        ratings=(
            RatingsReleased("direction", RaterGroup.SELF, (4,)),
            RatingsReleased("direction", RaterGroup.MANAGER, (3,)),
            RatingsReleased("direction", RaterGroup.PEERS, (2, 3, 4)),
        ),
        pieces=("She asks before she answers.", "The Friday round tells us why."),
        effective_on=date(2024, 11, 1),
    ),
)
SHOWN: Final = example(CYCLE, FeedbackCycleShared(ADA, CAI, effective_on=date(2024, 11, 4)))
DEBRIEFED: Final = example(CYCLE, FeedbackCycleDebriefed(ADA, CAI, effective_on=date(2024, 11, 8)))

needed(
    GIVEN_UP,
    FeedbackCyclePlanned(
        ADA,
        Purpose.DECISION,
        DEFAULT_FRAMEWORK,
        PUBLISHED.edition.number,
        ("direction",),
        closes_on=date(2024, 12, 20),
        planned_by=BEN,
        effective_on=date(2024, 12, 2),
    ),
)
CANCELLED: Final = example(
    GIVEN_UP, FeedbackCycleCancelled(ADA, "The last one is only a month old", BEN, effective_on=date(2024, 12, 3))
)
