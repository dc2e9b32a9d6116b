"""The two times of a page, as its address says them."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

import pytest
from starlette.exceptions import HTTPException

from api.pages.time_bar import TimesShown

TODAY = date(2026, 6, 1)
BERLIN = ZoneInfo("Europe/Berlin")


def as_of(**said: str) -> dict[str, object] | None:
    return TimesShown.of("/people/x", said).as_asked(TODAY, BERLIN)


def test_nothing_said_is_now() -> None:
    assert as_of() is None
    assert as_of(known="", effective="") is None
    assert as_of(known=str(TODAY)) is None, "today is not over yet"
    assert not TimesShown.of("/people/x", {"search": "Ada"}).past


def test_a_day_is_known_to_its_end_where_the_organisation_is() -> None:
    assert as_of(known="2026-03-01") == {"recordedAt": "2026-03-01T23:59:59.999999+01:00"}
    assert as_of(known="2026-03-28") == {"recordedAt": "2026-03-28T23:59:59.999999+01:00"}
    assert as_of(known="2026-03-29") == {"recordedAt": "2026-03-29T23:59:59.999999+02:00"}, "the clocks have changed"


def test_both_times_are_asked_for() -> None:
    assert as_of(known="17", effective="2026-02-01") == {"position": 17, "effectiveOn": "2026-02-01"}
    assert as_of(effective="2027-01-01") == {"effectiveOn": "2027-01-01"}, "what is planned lies ahead"


@pytest.mark.parametrize("said", [{"known": "yesterday"}, {"effective": "17"}, {"effective": "2026-02-30"}])
def test_what_is_no_day_is_told_by_its_name(said: dict[str, str]) -> None:
    [(name, value)] = said.items()
    with pytest.raises(HTTPException) as refused:
        as_of(**said)
    assert refused.value.status_code == 400
    assert refused.value.detail.startswith(f"{name}: “{value}” is no day: give a day, as 2026-03-01")


def test_addresses_keep_both_times_and_what_else_is_said() -> None:
    times = TimesShown.of("/people", {"search": "Ada & Ben", "known": "17", "effective": "2026-02-01"})
    assert times.address() == "/people?search=Ada+%26+Ben&known=17&effective=2026-02-01"
    assert times.address("/people/x") == "/people/x?known=17&effective=2026-02-01"
    assert times.address(known=None, effective=None) == "/people?search=Ada+%26+Ben"
    assert times.as_data("json") == "/people.json?search=Ada+%26+Ben&known=17&effective=2026-02-01"
    assert TimesShown.of("/people", {}).address() == "/people"
