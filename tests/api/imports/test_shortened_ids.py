"""Files of roles, slates and reviews find people by identifiers without the zeros or letters before these."""

from __future__ import annotations

import pytest

from ledger import Ledger
from tests.api.imports.command_output import kinds
from tests.api.imports.conftest import CommandLine

REVIEWS = "Employee ID,Employee Name,Review Period,Performance,Reviewer"


def people(leadership: CommandLine, *identifiers: str) -> None:
    """People of these identifiers, and of names of their own."""
    rows = [f"{one},{called(leadership, place)},Tooling,2015-02-02" for place, one in enumerate(identifiers)]
    leadership.does("import", "people", leadership.file("people.csv", "id,name,department,hired_on", *rows))


def called(leadership: CommandLine, place: int) -> str:
    return f"{('Robin', 'Kim', 'Lou')[place]} {leadership.system.title()}"


@pytest.mark.parametrize("written", ["00013,00044,00102", "KPC0013,KPC0044,KPC0102", "hr-13,hr-44,hr-102"])
def test_they_are_found_and_that_is_told_once(leadership: CommandLine, ledger: Ledger, written: str) -> None:
    people(leadership, *written.split(","))
    rows = [f"{number},{called(leadership, place)},2022,3,102" for place, number in enumerate((13, 44))]
    said = leadership.does("import", "reviews", leadership.file("r.csv", REVIEWS, *rows))
    first = written.split(",", maxsplit=1)[0]
    told = " ".join(said.split())
    assert "Taken for identifiers that lack what stands before the number: “13” for “" + first in told
    assert "and so 2 others" in told
    assert sum(kinds(ledger, leadership.since).values()) > 2
    assert "Recorded" in said


def test_a_number_that_several_have_is_refused(leadership: CommandLine) -> None:
    people(leadership, "KPC0013", "KXX013", "00044")
    row = f"13,{called(leadership, 0)},2022,3,44"
    said = leadership.refuses("import", "reviews", leadership.file("r.csv", REVIEWS, row))
    assert "is the number of “KPC0013” and “KXX013”: write it in full" in said


def test_the_name_beside_it_must_fit(leadership: CommandLine) -> None:
    people(leadership, "KPC0013", "KPC0044")
    row = f"13,{called(leadership, 1)},2022,3,44"
    said = leadership.refuses("import", "reviews", leadership.file("r.csv", REVIEWS, row))
    assert "is not what “13” is called" in said
