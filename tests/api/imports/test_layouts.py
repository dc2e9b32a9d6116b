"""Files in the layouts of common systems, and in some that nobody has seen: people with unit, first day and manager."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from api.imports.heading_rows import forms
from api.imports.people_file import PEOPLE, PeopleRead, people_in
from api.imports.problems import CannotBeRead
from api.imports.rows import Rows
from api.imports.understanding import understood
from api.imports.wanted import Overruled

ON = date(2024, 6, 30)


def read(folder: Path, *lines: str, encoding: str = "utf-8", **overruled: str) -> tuple[Rows, PeopleRead]:
    """A file of people, as it is understood."""
    path = folder / "people.csv"
    path.write_bytes("".join(f"{line}\n" for line in lines).encode(encoding))
    rows = understood(path, PEOPLE, Overruled(overruled, on=ON))
    return rows, people_in(rows)


LAYOUTS = sorted((Path(__file__).parent / "layouts").glob("*.csv"))
"""One file for each system; all say the same of Ina and Oda."""


@pytest.mark.parametrize("path", LAYOUTS, ids=lambda path: path.stem)
def test_people_come_with_unit_first_day_and_manager_and_leavers_are_gone(path: Path) -> None:
    rows = understood(path, PEOPLE, Overruled({}, on=ON))
    people = people_in(rows)
    assert not people.problems
    first, second, *_ = people
    assert first.identifier.endswith("21001")
    assert (first.joined_on, first.left_on, first.gone) == (date(2015, 2, 2), None, None)
    assert first.said["unit"] == second.said["unit"] == "Tool Shop"
    assert first.manager == ""
    assert second.manager, rows.columns
    assert second.gone is not None or second.left_on == date(2019, 5, 31)
    assert second.left_on in (None, date(2019, 5, 31))
    assert "(" not in first.name


@pytest.mark.parametrize(
    ("heading", "form"),
    [
        ("Employee Name (Last Suffix First MI)", "employeename"),
        ("Hire Date [dd/mm/yyyy]", "hiredate"),
        ("Worker: Home Department Description", "homedepartmentdescription"),
        ("department_id/name", "department"),
        ("parent_id/id", "parent"),
        ("Legal Name - First Name", "firstname"),
        ("Supervisor - Email", "supervisor"),
    ],
)
def test_a_heading_says_the_same_with_and_without_its_trimmings(heading: str, form: str) -> None:
    assert form in forms(heading)


HEAD = "No,Who,Department,Start Date"
INA = "17,Ina Falk,Tool Shop,2015-02-02"
ODA = "18,Oda Grau,Tool Shop,2016-03-01"


def left_out(rows: Rows) -> list[int]:
    """The rows that are about nobody."""
    return [one.row for one in rows.survey.left_out]


@pytest.mark.parametrize(
    ("above", "below"),
    [
        (("Personnel of the Works",), ()),
        (("Personnel of the Works", "", "Printed by,Ida Korn"), ("", "Gesamt,2,,")),
        ((), (",,,2", "Average,,,34.5")),
        ((), ("Tool Shop subtotal,,2,", "Report generated on 30 June by Ida Korn")),
        ((), ("合計,2,,",)),
        ((), (HEAD, "19,Udo Hahn,Tool Shop,2016-03-01")),
    ],
)
def test_titles_totals_and_notes_are_about_nobody_and_told(
    tmp_path: Path, above: Sequence[str], below: Sequence[str]
) -> None:
    rows, people = read(tmp_path, *above, HEAD, INA, ODA, *below, identifier="No", name="Who")
    assert [row.name for row in people][:2] == ["Ina Falk", "Oda Grau"]
    assert not people.problems
    lines = [*above, HEAD, INA, ODA, *below]
    about_people = {lines.index(HEAD), *(place for place, line in enumerate(lines) if ",Tool Shop,20" in line)}
    assert left_out(rows) == [place + 1 for place, line in enumerate(lines) if line and place not in about_people]


def test_labels_beneath_headings_are_none_of_the_people(tmp_path: Path) -> None:
    rows, people = read(tmp_path, "USERID,NAME,DEPARTMENT,HIREDATE", "User ID,Full Name,Department,Hire Date", INA)
    assert ([row.identifier for row in people], left_out(rows)) == (["17"], [2])


def test_a_person_called_total_is_a_person(tmp_path: Path) -> None:
    total = ("17,Ina Total,Tool Shop,2015-02-02", "18,Total,Tool Shop,2016-03-01")
    rows, people = read(tmp_path, HEAD, *total, identifier="No", name="Who")
    assert ([row.name for row in people], left_out(rows)) == (["Ina Total", "Total"], [])


def test_a_person_of_whom_much_is_missing_is_told_and_not_left_out(tmp_path: Path) -> None:
    rows, people = read(tmp_path, HEAD, INA, "18,Oda Grau,,", identifier="No", name="Who")
    assert ([one.row for one in people.problems], left_out(rows)) == ([3, 3], [])


def test_headings_that_come_twice_are_asked_about(tmp_path: Path) -> None:
    lines = ("ID,Name,Unit,Unit,Hired", "17,Ina Falk,T,Tool Shop,2015-02-02")
    with pytest.raises(CannotBeRead) as caught:
        read(tmp_path, *lines)
    assert str(caught.value) == (
        "Unit: heads 2 columns that say different things: say --column unit='Unit#1' (“T”) or"
        " --column unit='Unit#2' (“Tool Shop”)"
    )
    _, people = read(tmp_path, *lines, unit="Unit#2")
    assert [row.said["unit"] for row in people] == ["Tool Shop"]
    _, people = read(tmp_path, lines[0], "17,Ina Falk,Tool Shop,Tool Shop,2015-02-02")
    assert not people.problems


@pytest.mark.parametrize("word", ["NULL", "N/A", "#N/A", "-", "None", "(blank)", "k.A.", "—"])
def test_words_for_nothing_are_blank_and_counted(tmp_path: Path, word: str) -> None:
    head = "ID,Name,Unit,Title,Manager,Hired,Left On"
    rows, people = read(tmp_path, head, f"17,Ina Null,Tool Shop,{word},{word},2015-02-02,{word}")
    [ina] = people
    assert (ina.name, ina.said["job_title"], ina.manager, ina.left_on) == ("Ina Null", None, "", None)
    assert rows.survey.blanks == {word: 3}


def test_short_rows_are_told_and_what_they_lack_is_not_said(tmp_path: Path) -> None:
    _, people = read(tmp_path, "ID,Name,Unit,Hired,Title", INA, f"{ODA},Miller", f"19{ODA[2:]},Miller,Extra")
    assert [str(one) for one in people.notices] == [
        "row 2: is short of cells (5 headings): nothing is taken as said there"
    ]
    assert ["job_title" in row.said for row in people] == [False, True]
    assert [str(one) for one in people.problems] == [
        "row 4: has 6 cells under 5 headings: quote what has the delimiter in it"
    ]


def test_one_broken_row_among_thousands_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    good = [f'{number},"Ina ""{number}"" Falk",Tool Shop,2015-02-02' for number in range(1, 4_001)]
    good[2_500] = '2501,"Ina Falk,Tool Shop,2015-02-02'
    _, people = read(tmp_path, "ID,Name,Unit,Hired", *good)
    assert ([one.row for one in people.problems], len(people.rows)) == ([2_502], 3_999)


@pytest.mark.parametrize(
    ("written", "joined", "left"),
    [
        ("42037,43616", date(2015, 2, 2), date(2019, 5, 31)),
        ("42037.0,43616.0", date(2015, 2, 2), date(2019, 5, 31)),
        ("02-Feb-15,31-May-19", date(2015, 2, 2), date(2019, 5, 31)),
        ("30-Okt-68,31-Dez-99", date(1968, 10, 30), date(1999, 12, 31)),
        ("13.02.15,31.05.19", date(2015, 2, 13), date(2019, 5, 31)),
        ("20150202000000.0Z,20190531000000.0Z", date(2015, 2, 2), date(2019, 5, 31)),
        ("2/2/2015 12:00:00 AM,5/31/2019 12:00:00 AM", date(2015, 2, 2), date(2019, 5, 31)),
        ("13-01-15,30-09-27", date(2015, 1, 13), date(2027, 9, 30)),
    ],
)
def test_days_are_read_however_spreadsheets_write_them(tmp_path: Path, written: str, joined: date, left: date) -> None:
    _, people = read(tmp_path, "ID,Name,Unit,Hired,Left On", f"17,Ina Falk,Tool Shop,{written}")
    assert [(row.joined_on, row.left_on) for row in people] == [(joined, left)]


def test_a_year_of_two_digits_that_can_be_no_first_day_is_asked_about(tmp_path: Path) -> None:
    lines = [f"{number},Ina Falk,Tool Shop,15/04/{year}" for number, year in enumerate(("68", "23", "27"), start=1)]
    _, people = read(tmp_path, "ID,Name,Unit,Hired", *lines)
    assert [row.joined_on.year for row in people] == [1968, 2023]
    assert [str(one) for one in people.problems] == [
        "row 4, Hired: “15/04/27” can be 1927 or 2027: write years with four digits"
    ]
