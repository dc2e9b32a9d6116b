"""Lists without pages that have grown in time: the same from either end."""

from __future__ import annotations

from datetime import timedelta

from domain.kernel.ids import PersonId
from tests.api.conftest import Served
from tests.api.graphql.conftest import Join

ASKED = """query ($since: Date!, $order: TimeOrder!) {
    appointmentsWithoutCase(since: $since, orderBy: $order) { person { id } effectiveOn }
    overrides(since: $since, orderBy: $order) { case criterion }
    charges(since: $since, orderBy: $order) { id }
}"""


def test_a_list_is_told_from_either_end(served: Served, join: Join, steward: PersonId, unit: str) -> None:
    for month in ("02", "03"):
        stepped = join("Stepped up", unit, level="self")
        up = {"person": stepped, "unit": unit, "level": "others", "exempt": "BEFORE_LEDGER"}
        served.recorded("movePerson", **up, effectiveOn=f"2023-{month}-01")
    today = served.app.state.services.ledger.today()
    given = {"mandate": "TALENT_PARTNER", "unit": served.unit(unit), "givenBy": steward, "effectiveOn": str(today)}
    for name in ("Another", "A third"):
        until = str(today + timedelta(days=90))
        served.asked_by(steward).recorded("giveMandate", **given, person=join(name), until=until)
    earliest, latest = (served.ask(ASKED, since="2023-01-01", order=f"{end}_FIRST") for end in ("EARLIEST", "LATEST"))
    assert {name: told[::-1] for name, told in earliest.items()} == latest
    assert len(earliest["appointmentsWithoutCase"]) >= 2
    assert len(earliest["charges"]) >= 2
    days = [step["effectiveOn"] for step in earliest["appointmentsWithoutCase"]]
    assert days == sorted(days)
