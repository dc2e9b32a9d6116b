"""Witnessing who looked: what goes on record, and that nothing does twice."""

from __future__ import annotations

from datetime import date

from domain.safeguards.own_streams import own_stream
from domain.safeguards.witnessing import LooksWitnessed, WitnessLooks
from tests.spec import given

DAY = date(2024, 12, 2)
FIRST = LooksWitnessed(3, "ab" * 32, effective_on=DAY)


def test_the_log_of_looks_is_witnessed_as_far_as_it_goes() -> None:
    given().when(WitnessLooks(3, "ab" * 32, effective_on=DAY)).then(FIRST)
    given(FIRST).when(WitnessLooks(5, "cd" * 32, effective_on=DAY)).then(LooksWitnessed(5, "cd" * 32, effective_on=DAY))


def test_nothing_is_witnessed_twice() -> None:
    """As where two processes come at once: the second finds what the first has written."""
    given(FIRST).when(WitnessLooks(3, "ab" * 32, effective_on=DAY)).then()
    given(FIRST).when(WitnessLooks(2, "ef" * 32, effective_on=DAY)).then()


def test_each_day_has_a_stream_of_its_own() -> None:
    assert WitnessLooks(3, "ab" * 32, effective_on=DAY).stream == own_stream(DAY) == "ledger-2024-12-02"
