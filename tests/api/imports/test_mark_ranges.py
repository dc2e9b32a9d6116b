"""Ratings out of a hundred: said in ranges, however decimals are written, and asked about in one line."""

from __future__ import annotations

import pytest

from ledger import Ledger
from tests.api.imports.conftest import CommandLine
from tests.api.imports.three_people import after

HEAD = "Employee ID;Cycle;Performance"
RANGES = ("--rating", "results:0-59=1", "--rating", "results:60-84=2", "--rating", "results:85-100=3")


def test_ranges_say_which_step_a_number_is(three: CommandLine, ledger: Ledger) -> None:
    file = three.file("scores.csv", HEAD, "1;2022;64,0", "2;2022;85", "3;2022;83.5")
    three.does("import", "reviews", file, *RANGES)
    rated = [one.event.ratings[0].value for one in after(ledger, three, "AssessmentRecorded")]
    assert sorted(rated) == [2, 2, 3]


def test_a_number_between_two_ranges_is_asked_about(three: CommandLine) -> None:
    file = three.file("between.csv", HEAD, "1;2022;84,5")
    assert "“84,5” is no step of" in three.refuses("import", "reviews", file, *RANGES)


def test_a_number_is_one_mark_however_its_decimals_are_written(three: CommandLine, ledger: Ledger) -> None:
    file = three.file("one.csv", HEAD, "1;2022;64,0", "2;2022;64.0", "3;2022;64")
    three.does("import", "reviews", file, "--rating", "results:64=2")
    assert [one.event.ratings[0].value for one in after(ledger, three, "AssessmentRecorded")] == [2, 2, 2]


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [("0-60", "60-100", "both have 60 in them"), ("0-70", "60-100", "both have 60"), ("9-5", "10-11", "ends before")],
)
def test_ranges_that_meet_or_are_upside_down_are_refused(
    three: CommandLine, first: str, second: str, told: str
) -> None:
    file = three.file("meet.csv", HEAD, "1;2022;64")
    said = three.refuses("import", "reviews", file, "--rating", f"results:{first}=1", "--rating", f"results:{second}=2")
    assert told in said


def test_many_numbers_are_asked_about_together(three: CommandLine) -> None:
    rows = [f"{1 + at % 3};{2018 + at // 3};{50 + at},5" for at in range(12)]
    said = three.refuses("import", "reviews", three.file("many.csv", HEAD, *rows))
    assert said.count("12 different numbers from 50.5 to 61.5") == 1, "one line a column"
    assert "results:LEAST-MOST=" in said
