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


HEAD = "Staff No,Full Name,Department,Start Date,Grade"
INA = "17,Ina Falk,Tooling,2015-02-02,A"


@pytest.mark.parametrize(
    "row",
    [
        "Sous-total Usinage,,,,", "SOUS-TOTAL USINAGE,,,,", "ARA TOPLAM,,,,", "Ara toplam Kaynak,,,12,",
        "Kaynak Ara Toplam,,,,",
        "Ara toplam,Kaynak,12,,", "Zwischensumme Fräserei,,,,", "ZWISCHENSUMME FRÄSEREI: 12,,,,",
        "Subtotale Officina,,,,",
        "Subtotal Taller,,,12 personas,", "Mezisoučet lisovna,,,,", "Delsumma Lackering,,,,", "小計,,,12,",
    ],
)  # fmt: skip
def test_totals_of_groups_are_left_out_and_name_no_unit(leadership: CommandLine, row: str) -> None:
    said = leadership.does("import", "people", leadership.file("p.csv", HEAD, INA, row), "--dry-run")
    assert "Left out: row 3 is a total or a note, and about nobody" in said
    assert "unit=banners" not in leadership.refuses(
        "import", "people", leadership.file("q.csv", HEAD.replace("Department", "Qq"), INA.replace("Tooling", "7"), row)
    )


@pytest.mark.parametrize(
    "row",
    [
        "Hazırlayan: İK Özlük", "HAZIRLAYAN: İK ÖZLÜK", "Erstellt von Personalwesen", "Établi par le service paie",
        "ÉTABLI PAR LE SERVICE PAIE", "Prepared by HR", "Compilato da Ufficio Personale", "Elaborado por RRHH",
        "Opgesteld door P&O", "Sporządził: Dział Kadr", "Vypracovala: Personalistika", "作成者：人事部",
    ],
)  # fmt: skip
def test_a_note_on_who_made_the_table_is_left_out(leadership: CommandLine, row: str) -> None:
    said = leadership.does("import", "people", leadership.file("p.csv", HEAD, INA, f"{row},,,,"), "--dry-run")
    assert f"Left out: row 3 is a total or a note, and about nobody: “{row}”" in said


def test_units_and_people_are_no_totals() -> None:
    for row in (
        "PRODUCTION||||",
        "EXPORT||||",
        "Usinage||||",
        "Ara Güler|Mill|Miller||",
        "Sub Zero|Mill|2015-02-02|x|",
    ):
        assert not is_about_nobody(row.split("|"), 5) or row.startswith("EXPORT")
