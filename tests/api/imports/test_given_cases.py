"""Small files that once went wrong, kept outside the repository: each comes in as it should, or is asked about."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from ledger import Ledger, Wrapping
from tests.api.imports.command_output import histories, units
from tests.api.imports.conftest import KEY, CommandLine

BESIDE = Path(__file__).parents[4] / "shared" / "cases"
CASES = Path(os.environ.get("LEADERSHIP_CASES", BESIDE))
ASH, BIRCH, LEFT = date(2015, 3, 30), date(2016, 4, 14), date(2019, 6, 16)

pytestmark = pytest.mark.skipif(not CASES.exists(), reason=f"no cases in {CASES}: name a folder with LEADERSHIP_CASES")

COME_IN = {
    "04-totals-row": [("401", ASH, None), ("402", BIRCH, None)],
    "05-title-lines": [("501", ASH, None), ("502", BIRCH, None)],
    "06-excel-serials": [("601", ASH, None), ("602", BIRCH, LEFT)],
    "07-two-digit-years": [
        ("701", date(1968, 4, 13), date(1999, 6, 14)),
        ("702", date(1971, 10, 2), None),
        ("703", date(2005, 1, 21), None),
    ],
    "11-successfactors": [("u1", ASH, None), ("u2", BIRCH, None)],
    "14-adp": [("A01", ASH, None), ("A02", date(2021, 2, 1), None), ("A03", date(2017, 7, 20), date(2020, 1, 9))],
    "15-personio": [("1", ASH, None), ("2", BIRCH, LEFT)],
    "16-ukg": [("61", ASH, None), ("62", date(2021, 2, 1), None), ("63", date(2017, 7, 20), date(2020, 1, 9))],
    "18-odoo": [("hr.e1", ASH, None), ("hr.e2", BIRCH, LEFT)],
    "19-japanese": [("1001", ASH, None), ("1002", BIRCH, LEFT)],
    "20-japanese-sjis": [("1001", ASH, None), ("1002", BIRCH, LEFT)],
    "21-turkish-1254": [("1", ASH, None), ("2", BIRCH, None)],
    "29-leading-zero": [("000101", ASH, None), ("000102", BIRCH, None)],
}
"""What each file tells: identifier, first and last day of the last stay."""
MANAGED = {"11-successfactors", "14-adp", "15-personio", "16-ukg", "18-odoo", "19-japanese", "29-leading-zero"}
SAID = {
    "04-totals-row": "Left out: row 5 is a total or a note, and about nobody: “Total 2”",
    "05-title-lines": "Left out: row 1 stands above the headings: “Active Headcount Report”",
    "11-successfactors": "Left out: row 2 says the headings again",
    "21-turkish-1254": "if “Çiğdem Işık”, “Ömer Güneş” are misspelled, name another than CP1254",
    "29-leading-zero": "“101” is taken for “000101”",
}


@pytest.mark.parametrize("case", COME_IN)
def test_people_come_in_with_their_days_and_managers(on_its_own: Callable[[], CommandLine], case: str) -> None:
    leadership = on_its_own()
    said = leadership.does("import", "people", CASES / "imports" / f"{case}.csv")
    assert SAID.get(case, "") in said
    with closing(Ledger.open(leadership.url, Wrapping(KEY))) as ledger:
        told, called = histories(ledger, leadership.system), units(ledger)
    stays = [(one, told[one].stays[-1]) for one in sorted(told)]
    assert [(one, stay.joined_on, stay.left_on) for one, stay in stays] == COME_IN[case]
    assert all(called[stay.stood[-1].placement.unit] for _, stay in stays)
    if case in MANAGED:
        assert stays[1][1].stood[-1].placement.manager


def test_headings_that_come_twice_are_asked_about(leadership: CommandLine) -> None:
    said = leadership.refuses("import", "people", CASES / "imports" / "24-duplicate-headings.csv")
    assert "--column unit='Department#1' (“100”) or --column unit='Department#2' (“Mill”)" in said


def test_an_address_that_two_have_identifies_nobody(on_its_own: Callable[[], CommandLine]) -> None:
    said = on_its_own().does("import", "people", CASES / "imports" / "46-shared-email.csv", "--dry-run")
    assert "row 3, Email: “info@example.org” is the address of several people: it identifies nobody" in said


def test_years_of_two_digits(leadership: CommandLine) -> None:
    said = leadership.refuses(
        "import", "people", CASES / "behaviour" / "08_two_digit_years.csv", "--as-of", "2026-11-28"
    )
    assert said.count("write years with four digits") == 1
    assert "row 5, hired_on: “17/04/27” can be 1927 or 2027" in said


def test_identifiers_that_a_spreadsheet_has_rewritten(leadership: CommandLine, ledger: Ledger) -> None:
    leadership.does("import", "people", CASES / "behaviour" / "12_ids_before.csv")
    said = leadership.does("import", "people", CASES / "behaviour" / "12_ids_after.csv")
    assert "“002” is taken for “2”" in said
    assert set(histories(ledger, leadership.system)) == {"1", "2"}
