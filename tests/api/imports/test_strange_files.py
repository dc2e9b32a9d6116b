"""Files as people keep them by hand, or as systems print them, that no list of headings foresaw."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from api.imports.belonging import percentage
from api.imports.columns import guessed
from api.imports.people_file import PEOPLE
from api.imports.problems import CannotBeRead
from api.imports.reviews_file import REVIEWS
from api.imports.roles_file import ROLES, critical_said
from api.imports.slates_file import SLATES
from api.imports.wanted import Wanted
from tests.api.imports.test_layouts import left_out, read


def taken(wanted: Wanted, headings: str, *sample: str) -> dict[str, str | None]:
    """What the columns of a file are taken for."""
    columns = guessed(headings.split(";"), wanted.fields, [row.split(";") for row in sample], {})
    return {column.heading: column.field for column in columns}


@pytest.mark.parametrize(
    "dates",
    [("12-03-2015", "30-09-2016"), ("2015-03-12", "2016-09-30"), ("20150312", "20160930"), ("3 Mar 15", "1 May 16")],
)
def test_days_that_all_differ_are_no_identifiers(dates: Sequence[str]) -> None:
    sample = [f"A;Ina Falk;{dates[0]}", f"A;Oda Grau;{dates[1]}"]
    assert taken(PEOPLE, "Shift;Name;Counted from", *sample)["Counted from"] is None


def test_numbers_that_all_differ_are_identifiers_even_where_a_spreadsheet_could_read_days_in_them() -> None:
    assert taken(PEOPLE, "Mark;Name", "42037;Ina Falk", "42038;Oda Grau")["Mark"] == "identifier"


@pytest.mark.parametrize("heading", ["Medewerker", "Mitarbeiter", "Worker", "Pracownik", "Salarié"])
def test_nobody_is_called_by_a_number(heading: str) -> None:
    found = taken(PEOPLE, f"{heading};Vorname;Nachname", "103;Jan;Boer", "106;Piet;Vries")
    assert found[heading] == "identifier"
    assert taken(PEOPLE, f"{heading};Mark", "Jan Boer;103", "Piet Vries;106")[heading] == "name"


def test_a_column_of_crosses_says_which_positions_are_key_and_names_none() -> None:
    found = taken(ROLES, "Stelle;Bereich;Schlüsselposition", "Leitung Labor;Labor;x", "Pförtner;Tor;")
    assert (found["Stelle"], found["Schlüsselposition"]) == ("role", "critical")
    found = taken(ROLES, "Schlüsselposition;Bereich", "Leitung Labor;Labor", "Leitung Küche;Küche")
    assert found["Schlüsselposition"] == "role"


@pytest.mark.parametrize("heading", ["Emplid", "Matrícula", "PersNr", "Staff No", "工号"])
def test_people_are_named_in_other_tables_as_in_that_of_people(heading: str) -> None:
    assert taken(REVIEWS, f"{heading};Rating", "17;2", "17;3")[heading] == "reviewed"
    assert taken(SLATES, f"Role;{heading}", "Head;17")[heading] == "successor"


def test_no_column_is_taken_for_what_its_table_cannot_say() -> None:
    assert taken(ROLES, "Role;Mark", "Head;17", "Vice;18")["Mark"] is None


@pytest.mark.parametrize(
    ("headings", "row", "name"),
    [
        ("Roepnaam,Voorvoegsel,Achternaam", "Jan,van der,Berg", "Jan van der Berg"),
        ("Achternaam,Tussenvoegsel,Voornaam", "Berg,,Jan", "Jan Berg"),
        ("Vorname,Vorsatzwort,Nachname", "Ina,von,Falk", "Ina von Falk"),
        ("Nombre,Primer Apellido,Segundo Apellido", "Ana,García,López", "Ana García López"),
        ("Surname,Name", "Ivanova,Anna", "Anna Ivanova"),
        ("Name,Vorname", "Falk,Ina", "Ina Falk"),
        ("Name,First Name", "Ina Falk,Ina", "Ina Falk"),
        ("Name,Surname", "Falk Ina,Falk", "Falk Ina"),
        ("Name,Vorname,Nachname", "Ina Falk-Grau,Ina,Falk", "Ina Falk-Grau"),
    ],
)
def test_no_part_of_a_name_is_lost_and_none_is_taken_for_the_whole(
    tmp_path: Path, headings: str, row: str, name: str
) -> None:
    _, people = read(tmp_path, f"ID,{headings},Unit,Hired", f"17,{row},Tool Shop,2015-02-02")
    assert [one.name for one in people] == [name]


@pytest.mark.parametrize(
    "heading", ["Resigned Date", "Dismissed", "Redundancy date", "Ontslagdatum", "Licenciement le"]
)
def test_a_column_of_days_that_has_to_do_with_leaving_is_taken_for_last_days(tmp_path: Path, heading: str) -> None:
    _, people = read(tmp_path, f"ID,Name,Unit,Hired,{heading}", "17,Ina Falk,Tool Shop,2015-02-02,2019-05-31")
    assert [one.left_on for one in people] == [date(2019, 5, 31)]


@pytest.mark.parametrize(
    ("written", "percent"), [("3/4", 75), ("%80", 80), ("37,5/40", 94), ("1/1", 100), ("0,5", 50), ("5/4", None)]
)
def test_a_share_of_full_time_can_be_a_fraction(written: str, percent: int | None) -> None:
    assert percentage(written) == percent


@pytest.mark.parametrize("mask", ["/  /", "__-__-____", "00/00/00", "..", "0000-00-00 00:00:00", "--/--/----"])
def test_a_mask_that_nobody_has_filled_in_is_no_day(tmp_path: Path, mask: str) -> None:
    _, people = read(tmp_path, "ID,Name,Unit,Hired,Left On", f"17,Ina Falk,Tool Shop,2015-02-02,{mask}")
    assert ([one.left_on for one in people], people.problems) == ([None], [])


@pytest.mark.parametrize(
    "line",
    [
        "-----,-----,-----,-----",
        "=====,,,",
        'Total 1.01.001,12 funcionários,,"152.748,00"',
        "Status: here / on leave / serving notice / has left us,,,",
    ],
)
def test_rules_counts_and_sentences_are_about_nobody(tmp_path: Path, line: str) -> None:
    rows, people = read(tmp_path, "ID,Name,Unit,Hired", line, "17,Ina Falk,Tool Shop,2015-02-02", line)
    assert ([row.identifier for row in people], people.problems, left_out(rows)) == (["17"], [], [2, 4])


def test_somebody_alone_in_a_row_is_refused_and_not_left_out(tmp_path: Path) -> None:
    rows, people = read(
        tmp_path, "ID,Name,Unit,Hired", "17,Ina Falk,Tool Shop,2015-02-02", ",Maria da Luz de Sousa Braga,,"
    )
    assert ([one.row for one in people.problems], left_out(rows)) == ([3], [])
    assert "stands alone" in str(people.problems[0])


def test_a_day_of_coming_back_stands_in_for_the_first_day_only_where_everybody_has_one(tmp_path: Path) -> None:
    lines = (
        "ID,Name,Unit,Came,Rehire Date",
        "17,Ina Falk,Tool Shop,2015-02-02,",
        "18,Oda Grau,Tool Shop,2010-02-02,2016-03-01",
    )
    with pytest.raises(CannotBeRead, match="No column was recognised for joined_on"):
        read(tmp_path, *lines)
    _, people = read(tmp_path, *lines, joined_on="Came")
    assert [one.joined_on for one in people] == [date(2015, 2, 2), date(2016, 3, 1)]


@pytest.mark.parametrize(
    ("word", "critical"),
    [("Sim", True), ("Não", False), ("Tak", True), ("nee", False), ("x", True), ("", False), ("?", None)],
)
def test_yes_and_no_are_read_in_every_language_that_we_know(word: str, critical: bool | None) -> None:
    assert critical_said(word) is critical


def test_names_under_a_heading_for_numbers_are_names() -> None:
    found = taken(PEOPLE, "No.;Employee;Mark", "1;Ina Falk;T-3", "2;Oda Grau;T-9")
    assert found == {"No.": None, "Employee": "name", "Mark": "identifier"}, "and rows that are numbered say nothing"
    assert taken(PEOPLE, "Employee;Called", "ifalk;Ina Falk", "ograu;Oda Grau")["Employee"] == "identifier"


def test_a_day_of_the_same_kind_that_differs_is_told() -> None:
    rows = [("17", "2015-02-02", "2011-05-01"), ("18", "2016-03-01", "2016-03-01")]
    columns = guessed(["ID", "Original Hire Date", "Start Date"], PEOPLE.fields, rows, {})
    assert [(column.field, column.why) for column in columns[1:]] == [
        ("joined_on", "by its heading"),
        (None, "“Original Hire Date” is taken, and says another day in some rows"),
    ]
