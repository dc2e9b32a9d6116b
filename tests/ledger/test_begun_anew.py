"""What was retracted as a whole begins anew for those alone for whom it was begun."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import pytest

from domain.amendments.corrections import RetractEntry
from domain.development.development import AssignmentKind
from domain.development.opportunities import ApplyForOpportunity, OfferOpportunity, OpenOpportunity
from domain.kernel.ids import MentorshipId, OpportunityId
from domain.mentoring.agreements import AgreeMentorship
from ledger import Ledger, new_id
from ledger.deciding.draft import BegunForOthers
from tests.ledger.commands_recorded import BY, DAY, somebody
from tests.units import TOOLING

WHY: Final = "Begun too early"


def all_retracted(ledger: Ledger, stream: str) -> None:
    """The latest first, as what rests on another goes before it."""
    for entry in reversed(ledger.stream(stream)):
        ledger.record(RetractEntry(entry.at, WHY), by=BY)


def test_an_opportunity_of_somebody_else_is_another_one(ledger: Ledger) -> None:
    ada, bao, cai = (somebody(ledger) for _ in range(3))
    hall = OpportunityId(new_id("opportunity"))
    opened = OpenOpportunity(
        hall, "Move the press shop", AssignmentKind.PROJECT_LEAD, TOOLING, ada, DAY, effective_on=DAY
    )
    ledger.record(opened, by=BY)
    ledger.record(ApplyForOpportunity(hall, bao, "For her eyes alone", effective_on=DAY), by=BY)
    all_retracted(ledger, hall)
    with pytest.raises(BegunForOthers, match=f"opened_by was “{ada}”"):
        ledger.record(replace(opened, opened_by=cai), by=BY)
    with pytest.raises(BegunForOthers):
        ledger.record(OfferOpportunity(hall, bao, cai, "For you", AssignmentKind.PROJECT_LEAD, effective_on=DAY), by=BY)
    ledger.record(opened, by=BY)
    ledger.record(replace(opened, opportunity=OpportunityId(new_id("opportunity")), opened_by=cai), by=BY)


def test_a_mentorship_of_others_is_another_one(ledger: Ledger) -> None:
    ada, bao, cai = (somebody(ledger) for _ in range(3))
    pair = MentorshipId(new_id("mentorship"))
    agreed = AgreeMentorship(pair, ada, bao, "Lead", 6.0, 30, effective_on=DAY)
    ledger.record(agreed, by=BY)
    all_retracted(ledger, pair)
    for others in (replace(agreed, mentor=cai), replace(agreed, mentee=cai)):
        with pytest.raises(BegunForOthers):
            ledger.record(others, by=BY)
    ledger.record(agreed, by=BY)
