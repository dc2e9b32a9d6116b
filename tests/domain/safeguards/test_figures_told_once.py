"""Releasing figures: what was told goes on record once, and what would be told later is not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from domain.safeguards.figures_released import FiguresReleased, ReleaseFigures
from tests.spec import given

UNTIL, DAY = date(2024, 11, 30), date(2024, 12, 2)
RELEASED = FiguresReleased("conversations", UNTIL, 12, 5, '{"share":null}', effective_on=DAY)
ASKED = ReleaseFigures("conversations", UNTIL, 12, 5, '{"share":null}', effective_on=DAY)


def test_a_figure_that_is_told_goes_on_record() -> None:
    given().when(ASKED).then(RELEASED)


def test_nothing_is_released_twice() -> None:
    """As where two ask at once: the second is told what the first was."""
    given(RELEASED).when(replace(ASKED, told='{"share":0.5}')).then()


def test_each_release_has_a_stream_of_its_own() -> None:
    assert ASKED.stream == "ledger-conversations-2024-11-30"
