"""The decisions to whose moments the time bar leads: on the page of a person, and on that of a case."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final, NamedTuple

from api.pages.page import Answer
from api.pages.templates import words
from domain.catalogue import EVENTS
from domain.mentoring.agreements import MentorshipAgreed
from domain.organisation.role import AppointmentMade
from domain.promotions.appeal_decisions import AppealDecided
from domain.promotions.appeals import AppealLodged
from domain.promotions.candidacies import CandidacyWithdrawn
from domain.promotions.decisions import PromotionDecision
from domain.promotions.override_reviews import OverrideReviewed

DECIDED: Final = "decided"
"""The field of an answer in which a page asks for them, as all know it now, whatever moment it shows."""
FURTHER: Final = (AppealLodged, AppealDecided, OverrideReviewed, CandidacyWithdrawn, AppointmentMade, MentorshipAgreed)
KINDS: Final = frozenset(
    kind for kind, event in EVENTS.items() if issubclass(event, PromotionDecision) or event in FURTHER
)
"""The kinds of entries by which somebody decided."""


class DecisionTold(NamedTuple):
    """Something that was decided, and where it stands in the book."""

    called: str
    on: date
    position: int
    """As known up to it, it is decided; up to the one before, it is not."""


def decisions_told(answer: Answer) -> list[DecisionTold]:
    """Those that an answer has, the latest first; none of a page that asks for none."""
    found = {told["position"]: told for told in told_in(answer.get(DECIDED) or {}) if told["kind"] in KINDS}
    return [
        DecisionTold(words(one["kind"]).capitalize(), date.fromisoformat(one["effectiveOn"]), position)
        for position, one in sorted(found.items(), reverse=True)
    ]


def told_in(decided: Mapping[str, Any]) -> Iterable[Mapping[str, Any]]:
    """The milestones of a person, or the steps of a case."""
    timeline = decided.get("developmentHistory")
    return timeline["nodes"] if timeline else decided.get("steps") or ()
