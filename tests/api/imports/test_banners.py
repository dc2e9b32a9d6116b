"""Units that stand in a row of their own above their people, in lists that somebody keeps by hand."""

from __future__ import annotations

from datetime import date

import pytest

from ledger import Ledger
from tests.api.imports.command_output import histories, units
from tests.api.imports.conftest import CommandLine
from tests.api.imports.test_workbooks import written

HEAD = ("Matr.", "Nome", "Mansione", "Data assunzione")
ITALIAN = (
    ("Elenco del personale al 30/11/2026",),
    HEAD,
    ("REPARTO: Produzione",),
    ("101", "Aldo Neri", "Capo reparto", "13/02/2015"),
    ("102", "Bice Riva", "Operaia", "01/04/2018"),
    ("Totale reparto: 2",),
    ("REPARTO: Vendite (1)",),
    ("103", "Carlo Sala", "Venditore", "25/05/2021"),
    ("Totale: 3",),
)
GERMAN = (
    ("Personalnummer", "Name", "Eintrittsdatum"),
    ("Werk Nord",),
    ("Abteilung – Montage",),
    ("7", "Ina Falk", "13.02.2015"),
    ("",),
    ("Vertrieb",),
    ("8", "Ole Krog", "01.04.2018"),
)
POLISH = (
    ("Nr", "Imię i nazwisko", "Stanowisko", "Data zatrudnienia"),
    ("DZIAŁ KADR",),
    ("1", "Ewa Lis", "Kierowniczka", "2015-02-13"),
    ("2", "Jan Kos", "Specjalista", "2018-04-01"),
    ("LABORATORIUM",),
    ("3", "Ida Maj", "Analityczka", "2021-05-25"),
)
JAPANESE = (
    ("社員番号", "氏名", "入社日"),
    ("製造部（2名）",),
    ("11", "青木 花", "2015/02/13"),
    ("12", "井上 健", "2018/04/01"),
    ("営業部（1名）",),
    ("13", "上田 愛", "2021/05/25"),
)
LISTS = {
    "Italian": (ITALIAN, {"101": "Produzione", "102": "Produzione", "103": "Vendite"}),
    "German": (GERMAN, {"7": "Montage", "8": "Vertrieb"}),
    "Polish": (POLISH, {"1": "DZIAŁ KADR", "2": "DZIAŁ KADR", "3": "LABORATORIUM"}),
    "Japanese": (JAPANESE, {"11": "製造部", "12": "製造部", "13": "営業部"}),
}
AS_UNITS = ("--column", "unit=banners")


def places(ledger: Ledger, leadership: CommandLine) -> dict[str, str]:
    """In which unit everybody is, by its name."""
    called = units(ledger)
    return {
        who: called[told.stays[0].stood[0].placement.unit] for who, told in histories(ledger, leadership.system).items()
    }


@pytest.mark.parametrize("language", LISTS)
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_banners_are_units_where_that_is_said(
    leadership: CommandLine, ledger: Ledger, language: str, kind: str
) -> None:
    rows, right = LISTS[language]
    width = max(map(len, rows))
    if kind == "xlsx":
        file = written(leadership.folder, People=rows)
    else:
        file = leadership.file("people.csv", *(",".join((*row, *[""] * (width - len(row)))) for row in rows))
    refused = leadership.refuses("import", "people", file)
    assert "No column was recognised for unit" in refused
    assert "beneath, say --column unit=banners" in refused
    told = leadership.does("import", "people", file, *AS_UNITS)
    assert places(ledger, leadership) == right
    for unit in dict.fromkeys(right.values()):
        times = list(right.values()).count(unit)
        assert f"“{unit}” ({times} row{'s' if times > 1 else ''})" in told


def test_a_row_that_stands_alone_is_asked_about_where_a_column_gives_units(leadership: CommandLine) -> None:
    rows = ("no,name,unit,hired", "Mill,,,", "1,Ada Ash,,2015-02-13", "2,Ben Oak,Paint,2015-02-13")
    refused = leadership.refuses("import", "people", leadership.file("people.csv", *rows))
    assert "row 2: “Mill” stands alone: if it says the unit of the rows beneath, say --column unit=banners" in refused


def test_whoever_stands_above_the_first_banner_is_told(leadership: CommandLine) -> None:
    rows = ("no,name,hired", "1,Ada Ash,2015-02-13", "Mill,,", "2,Ben Oak,2015-02-13")
    refused = leadership.refuses("import", "people", leadership.file("people.csv", *rows), *AS_UNITS)
    assert "Above the first banner: 1 row." in refused
    assert "row 2, banners: is empty: say where they stand" in refused


def test_banners_name_roles_of_slates_too(leadership: CommandLine, ledger: Ledger) -> None:
    people = ("no,name,unit,hired", "1,Ida Sluys,Mill,2015-02-13", "2,Bo Weir,Mill,2015-02-13")
    leadership.does("import", "people", leadership.file("people.csv", *people))
    roles = leadership.file("roles.csv", "Role,Unit,Level,Critical", "Head of Sluices,Mill,others,yes")
    leadership.does("import", "roles", roles)
    rows = ("Successor,Readiness,Ranking", "Head of Sluices,,", "Ida Sluys,ready now,1", "Bo Weir,1-2 years,2")
    told = leadership.does(
        "import", "slates", leadership.file("slates.csv", *rows), "--column", "role=banners", "--dry-run"
    )
    assert "Banners are taken as the role of the rows beneath, the nearest one: “Head of Sluices” (2 rows)." in told


def test_blanks_are_not_filled_down_across_a_banner(leadership: CommandLine, ledger: Ledger) -> None:
    rows = (
        ("Nr", "Name", "Function", "Start date"),
        ("Mill",),
        ("1", "Ada Ash", "Craft", date(2015, 2, 13)),
        ("2", "Ben Oak", None, date(2015, 2, 13)),
        ("Paint",),
        ("3", "Cleo Elm", None, date(2015, 2, 13)),
    )
    file = written(leadership.folder, People=rows)
    leadership.does("import", "people", file, *AS_UNITS, "--fill-down", "function")
    stood = histories(ledger, leadership.system)
    functions = [stood[who].stays[0].stood[0].placement.function for who in "123"]
    assert functions == ["Craft", "Craft", None]
