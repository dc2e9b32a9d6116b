"""Workbooks are read like text: the sheet with the people, dates as dates, whole numbers without a point."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from xlsxwriter import Workbook

from api.imports.people_file import PEOPLE, people_in
from api.imports.problems import CannotBeRead
from api.imports.tables import table
from api.imports.understanding import understood
from api.imports.wanted import Overruled
from api.imports.workbooks import text_of
from ledger import Ledger
from tests.api.imports.command_output import histories
from tests.api.imports.conftest import CommandLine

PEOPLE_SHEET = (
    ("People of the Works",),
    (),
    ("Staff No", "Name", "Department", "Start Date", "Leaving Date", "Active"),
    (17.0, "Ina Falk", "Tooling", date(2015, 2, 2), None, True),
    ("018", "Zoë Groß", "Tooling", date(2016, 3, 1), date(2019, 5, 31), False),
    ("Total", None, None, None, None, 2),
)
Sheet = tuple[tuple[object, ...], ...]


def written(folder: Path, **sheets: Sheet) -> Path:
    """A workbook with these sheets."""
    path = folder / "people.xlsx"
    with Workbook(path) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for place, cell in enumerate(row):
                    if cell is not None:
                        sheet.write(number, place, cell, *((day,) if isinstance(cell, date) else ()))
    return path


def test_the_sheet_with_people_is_read(tmp_path: Path) -> None:
    path = written(tmp_path, Notes=(("Ask Ida",),), People=PEOPLE_SHEET)
    rows = understood(path, PEOPLE, Overruled({}))
    people = people_in(rows)
    assert rows.table.description == "workbook, sheet “People” (not read: “Notes”; name another with --sheet)"
    assert not people.problems
    assert [(row.number, row.identifier, row.name, row.joined_on, row.left_on) for row in people] == [
        (4, "17", "Ina Falk", date(2015, 2, 2), None),
        (5, "018", "Zoë Groß", date(2016, 3, 1), date(2019, 5, 31)),
    ]
    assert [one.row for one in rows.survey.left_out] == [1, 6]


def test_other_sheets_are_named_and_hidden_ones_are_said_to_be_so(tmp_path: Path) -> None:
    path = tmp_path / "people.xlsx"
    with Workbook(path) as book:
        for name in ("People", "Old", "Left"):
            sheet = book.add_worksheet(name)
            for number, row in enumerate(PEOPLE_SHEET):
                for place, cell in enumerate(row):
                    sheet.write(number, place, str(cell or ""))
            if name == "Old":
                sheet.hide()
    assert table(path, sheet="Left").description == (
        "workbook, sheet “Left” (not read: “People”, “Old”, which is hidden; name another with --sheet)"
    )
    assert "sheet “Old”, which is hidden (not read:" in table(path, sheet="Old").description


def test_two_sheets_of_people_are_asked_about(tmp_path: Path) -> None:
    path = written(tmp_path, North=PEOPLE_SHEET, South=PEOPLE_SHEET)
    with pytest.raises(CannotBeRead, match=r"holds several sheets \(North, South\): say which with --sheet"):
        table(path)
    assert table(path, sheet="South").headings_in == 3
    with pytest.raises(CannotBeRead, match="has no sheet “West”: name one of North, South"):
        table(path, sheet="West")


def test_a_workbook_goes_all_the_way(leadership: CommandLine, ledger: Ledger) -> None:
    path = written(leadership.folder, People=PEOPLE_SHEET)
    assert "workbook, sheet “People”, dates as YYYY-MM-DD" in leadership.does("import", "people", path)
    told = histories(ledger, leadership.system)
    assert {one: told[one].stays[0].left_on for one in told} == {"17": None, "018": date(2019, 5, 31)}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"%PDF-1.7", "is a PDF, and no table: export it as .xlsx or CSV"),
        (b"PK\x03\x04 nothing of the kind", "looks like a workbook and cannot be read as one"),
        (b"\xd0\xcf\x11\xe0 nothing of the kind", "looks like a workbook and cannot be read as one"),
        (b"<html><table>", "is a web page or XML, and no table"),
        (b'{"Resources": []}', "is JSON, and no table"),
        (b"\x1f\x8b\x08", "is packed (gzip), and no table: unpack it first"),
    ],
)
def test_what_is_no_table_is_named_as_what_it_is(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes(content)
    with pytest.raises(CannotBeRead) as caught:
        table(path)
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("cell", "text"),
    [(17.0, "17"), (0.5, "0.5"), (True, "TRUE"), (datetime(2015, 2, 2), "2015-02-02"), ("", ""), (1e300, "1e+300")],  # noqa: DTZ001
)
def test_a_cell_says_what_csv_would_say(cell: float | str | datetime, text: str) -> None:
    assert text_of(cell) == text
