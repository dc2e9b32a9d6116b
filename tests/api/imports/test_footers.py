"""Footers that count the rows or say when they were printed are about nobody, in the main languages, and told."""

from __future__ import annotations

import pytest

from api.imports.heading_rows import is_about_nobody
from tests.api.imports.conftest import CommandLine


@pytest.mark.parametrize(
    "footer",
    [
        "Antal rader: 120|Utskrift 2026-11-29 07:14|||",
        "Počet řádků: 84|||Vytištěno: 29.11.2026 7:14|",
        "Rows: 120||||",
        "Liczba wierszy = 12|Wydruk: 29.11.2026|||",
        "|Stampato il: 29/11/2026|||",
        "Print date: 11/29/2026|Row count: 7|||",
        "Satır sayısı: 140||||",
    ],
)
def test_they_are_about_nobody(footer: str) -> None:
    assert is_about_nobody(footer.split("|"), 5)


@pytest.mark.parametrize(
    "row",
    [
        "17|Ina Falk|Tooling|2015-02-02|",
        "Print 2|Ina Falk|||",
        "Rows 7|Tooling|2015-02-02|Ina|",
        "A 17|Print shop 2|Ina||",
    ],
)
def test_people_are_not(row: str) -> None:
    assert not is_about_nobody(row.split("|"), 5)


def test_they_are_left_out_and_told(leadership: CommandLine) -> None:
    rows = ("17,Ina Falk,Tooling,2015-02-02", "Antal rader: 1,Utskrift 2026-11-29 07:14,,")
    file = leadership.file("p.csv", "Staff No,Full Name,Department,Start Date", *rows)
    said = leadership.does("import", "people", file)
    assert "Left out: row 3 is a total or a note, and about nobody: “Antal rader: 1 Utskrift 2026-11-29 07:14”" in said
