"""Reviews brought in again: what they tell otherwise is said before that is corrected, and may be asked about."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from ledger import Ledger
from tests.api.imports.conftest import CommandLine
from tests.api.imports.three_people import PEOPLE, after, name

HEAD = "Matricule,Cycle,Performance,Potentiel"
MARKS = ((1, 3), (2, 1), (3, 2), (1, 2), (2, 2))
"""The marks of five people, of whom the last has the same twice."""


@pytest.fixture
def five(three: CommandLine) -> CommandLine:
    """Five people with a review each."""
    rows = (f"{number},{name(three, f'Max{number}')},Tooling,2016-04-14,1," for number in (4, 5))
    three.does("import", "people", three.file("more.csv", PEOPLE, *rows))
    told(three, MARKS)
    return three


def told(leadership: CommandLine, marks: Iterable[tuple[int, int]], *options: str, head: str = HEAD) -> str:
    """What is said where their reviews have these marks."""
    rows = (f"{number},2021,{first},{second}" for number, (first, second) in enumerate(marks, start=1))
    code, said = leadership.run("import", "reviews", leadership.file("again.csv", head, *rows), *options)
    assert code in (0, 1)
    return said


def marks_of(ledger: Ledger, leadership: CommandLine) -> list[list[int | None]]:
    """The marks that a test recorded, in order."""
    return [[one.value for one in each.event.ratings] for each in after(ledger, leadership, "AssessmentRecorded")]


def test_marks_of_most_reviews_are_changed_only_if_that_is_said(five: CommandLine, ledger: Ledger) -> None:
    swapped = "Matricule,Cycle,Potentiel,Performance"
    position = ledger.position()
    said = told(five, MARKS, head=swapped)
    kim = f"“{name(five, 'Kim')}, 2021” from “performance 2, potential 1” to “performance 1, potential 2”"
    assert "4 of 5 reviews that are known get other marks (" in said
    assert kim in said
    assert "where it is so, say --many-changes" in said
    assert "Nothing was recorded." in said
    assert ledger.position() == position
    assert "4 of 5 reviews" in told(five, MARKS, "--dry-run", head=swapped)
    assert ledger.position() == position
    said = told(five, MARKS, "--many-changes", head=swapped)
    assert "Corrected: 4 assessments that are recorded otherwise, " in said
    assert f"“{name(five, 'Kim')}”, 2021: from “performance 2, potential 1” to “performance 1, potential 2”" in said
    assert " and 1 more." in said
    assert len(marks_of(ledger, five)) == 9


def test_few_corrections_are_told_and_recorded(five: CommandLine, ledger: Ledger) -> None:
    said = told(five, ((1, 3), (2, 3), *MARKS[2:]))
    assert "Corrected: 1 assessment that is recorded otherwise, " in said
    assert f"“{name(five, 'Kim')}”, 2021: from “performance 2, potential 1” to “performance 2, potential 3”." in said
    assert marks_of(ledger, five)[-1] == [2, 3]
    assert "Corrected" not in told(five, ((1, 3), (2, 3), *MARKS[2:]))


def test_three_of_five_known_reviews_are_most_of_them(five: CommandLine) -> None:
    assert "3 of 5 reviews" in told(five, ((3, 3), (3, 1), (1, 2), *MARKS[3:]))
    assert "Corrected: 2 assessments" in told(five, ((3, 3), (3, 1), *MARKS[2:]))


def test_a_column_that_the_file_has_not_takes_no_mark_away(five: CommandLine, ledger: Ledger) -> None:
    said = told(five, MARKS, head="Matricule,Cycle,Performance,Zz note")
    assert "Nothing to record" in said
    told(five, ((2, 0), *MARKS[1:]), head="Matricule,Cycle,Performance,Zz note")
    assert marks_of(ledger, five)[-1] == [2, 3]


def test_a_reviewer_who_is_known_later_is_told_as_correction(five: CommandLine) -> None:
    row = "2,2020,2,1,Pat Nobody"
    five.does("import", "reviews", five.file("by.csv", f"{HEAD},Reviewer", row))
    five.does("import", "people", five.file("pat.csv", PEOPLE, f"9,{name(five, 'Pat')},Tooling,2016-04-14,,"))
    row = f"2,2020,2,1,{name(five, 'Pat')}"
    said = five.does("import", "reviews", five.file("by.csv", f"{HEAD},Reviewer", row))
    assert f"from “by nobody who is known” to “by {name(five, 'Pat')}”" in said
