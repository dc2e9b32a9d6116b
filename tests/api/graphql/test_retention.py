"""Whoever has been gone for longer than records are kept is due: stewards see who, and what is in the way of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from domain.kernel.dates import months_after
from domain.kernel.ids import PersonId
from tests.api.conftest import Served
from tests.api.graphql.conftest import Join

RETENTION = """query ($asOf: AsOf) { retention(asOf: $asOf) {
    months dueCount due(first: 50) { person { id } leftOn dueSince inTheWay { rule why } } } }"""
MONTHS = 36


@pytest.mark.mission("M68")
def test_who_has_left_long_ago_is_due_and_is_not_erased_for_that_before(
    served: Served, join: Join, steward: PersonId
) -> None:
    today = served.app.state.services.ledger.today()
    over = months_after(today, -MONTHS)
    gone, held, later, back = (join(name) for name in ("Gone", "Held", "Later", "Back"))
    for person, day in ((gone, over), (held, over - timedelta(30)), (later, over + timedelta(30)), (back, over)):
        served.recorded("leavePerson", person=person, reason="RESIGNED", effectiveOn=str(day))
    served.recorded("joinPerson", person=back, name="Back", unit="Tooling", effectiveOn=str(today))
    asks = served.asked_by(steward)
    hold = {"person": held, "reason": "Proceedings", "placedBy": steward, "effectiveOn": str(today)}
    asks.recorded("placeHold", **hold)

    def due(**as_of: Any) -> dict[str, tuple[str, str, list[str]]]:
        found = asks.ask(RETENTION, asOf=as_of or None)["retention"]["due"]
        ours = {gone, held, later, back}
        rows = ((one["person"]["id"], one) for one in found if one["person"]["id"] in ours)
        return {
            person: (one["leftOn"], one["dueSince"], [each["rule"] for each in one["inTheWay"]]) for person, one in rows
        }

    if asks.ask(RETENTION)["retention"]["months"] is None:
        assert due() == {}, "nobody is due before somebody has said so"
    period = {"months": MONTHS, "setBy": steward, "effectiveOn": str(today)}
    told = served.asked_by(gone).record("setRetentionPeriod", period)
    assert (told["__typename"], told["rule"]) == ("Refused", "NotTheirsToSay")
    said = asks.recorded("setRetentionPeriod", **period)
    held_on = over - timedelta(30)
    assert due() == {
        gone: (str(over), str(today), []),
        held: (str(held_on), str(months_after(held_on, MONTHS)), ["LegalHold"]),
    }
    assert due(position=said["position"] - 1) == {}, "before that was said nobody was"
    sees = served.asked_by(join("Colleague")).post(RETENTION)
    assert (sees["data"]["retention"], sees["extensions"]["withheld"]) == (None, ["Query.retention"])

    erase = {"ground": "RETENTION_OVER", "erasedBy": steward, "effectiveOn": str(today)}
    for person, rule in ((later, "RetentionNotOver"), (held, "LegalHold"), (back, "StillHere")):
        told = asks.record("erasePerson", {"person": person, **erase})
        assert (told["__typename"], told["rule"]) == ("Refused", rule)
