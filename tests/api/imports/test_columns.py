"""Columns are known by their headings in several languages, by their contents, and by what whoever imports says."""

from __future__ import annotations

from pathlib import Path

import pytest

from api.imports.columns import guessed
from api.imports.people_file import PEOPLE
from api.imports.problems import CannotBeRead
from api.imports.spells import SPELLS
from api.imports.understanding import understood
from api.imports.wanted import Overruled
from api.imports.words import FILE_WORDS, squeezed


def taken(headings: str, *sample: str, **overruled: str) -> dict[str, str | None]:
    """What the columns of a file of people are taken for."""
    columns = guessed(headings.split(","), PEOPLE.fields, [row.split(",") for row in sample], overruled)
    return {column.heading: column.field for column in columns}


@pytest.mark.parametrize(
    "headings",
    [
        "Employee ID,First Name,Last Name,E-Mail,Department,Job Title,Manager ID,Hire Date,Termination Date",
        "Personalnummer,Vorname,Nachname,E-Mail-Adresse,Abteilung,Stelle,Führungskraft,Eintrittsdatum,Austrittsdatum",
        "matricule,prénom,nom,courriel,service,poste,responsable,date d'embauche,date de sortie",
        "EMP_ID,GIVEN_NAME,SURNAME,EMAIL,ORG_UNIT,POSITION,REPORTS_TO,START_DATE,END_DATE",
    ],
)
def test_headings_are_known_in_several_languages(headings: str) -> None:
    fields = [
        "identifier",
        "given_name",
        "family_name",
        "email",
        "unit",
        "job_title",
        "manager",
        "joined_on",
        "left_on",
    ]
    assert list(taken(headings).values()) == fields


def test_one_field_has_one_column_and_the_first_has_it() -> None:
    assert taken("id,employee id,department") == {"id": "identifier", "employee id": None, "department": "unit"}


def test_contents_tell_where_headings_do_not() -> None:
    sample = (
        "1,Ada Okafor,Tooling,,ada@example.org",
        "2,Ben Lind,Tooling,1,ben@example.org",
        "3,Cai,Tooling,1,c@a.org",
    )
    assert taken("no.,who,department,above,contact", *sample) == {
        "no.": "identifier",
        "who": None,
        "department": "unit",
        "above": "manager",
        "contact": "email",
    }


def test_whoever_imports_has_the_last_word() -> None:
    assert taken("id,badge,department,group", identifier="badge", unit="group") == {
        "id": None,
        "badge": "identifier",
        "department": None,
        "group": "unit",
    }


@pytest.mark.parametrize(
    ("overruled", "said"),
    [
        ({"unit": "Depatment"}, "No column is headed “Depatment”: did you mean “Department”?"),
        ({"unit": "zzz"}, "No column is headed “zzz”: the headings are id, Department"),
        ({"shoe_size": "id"}, "“shoe_size” is no field; name one of identifier, name"),
    ],
)
def test_what_is_said_wrongly_is_told(overruled: dict[str, str], said: str) -> None:
    with pytest.raises(CannotBeRead) as caught:
        taken("id,Department", **overruled)
    assert said in str(caught.value)


def test_what_is_no_development_data_is_left_out_and_said_to_be() -> None:
    columns = guessed(["id", "department", "Gender", "born_on", "Gehalt", "shoe size"], PEOPLE.fields, [], {})
    assert [(column.field, column.why) for column in columns[2:]] == [
        (None, "gender: no development data"),
        (None, "birth date: no development data"),
        (None, "pay: no development data"),
        (None, "not asked for"),
    ]


def test_a_file_that_does_not_say_enough_is_told_what_it_lacks(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("a,b\nx y,z z\n")
    with pytest.raises(CannotBeRead) as caught:
        understood(path, PEOPLE, Overruled({}))
    assert str(caught.value) == (
        "No column was recognised for identifier, unit, joined_on among “a”, “b”: say which with"
        " --column identifier=HEADING --column unit=HEADING --column joined_on=HEADING"
    )


def test_every_field_has_headings_and_no_heading_has_two_meanings_in_one_file() -> None:
    """But for the end of a spell, which is told apart from a last day here: that comes first."""
    for wanted, shared in ((PEOPLE, set[str]()), (SPELLS, {"ended_on", "left_on"})):
        meanings: dict[str, set[str]] = {}
        for field in wanted.fields:
            for heading in FILE_WORDS["said"][field]:
                meanings.setdefault(squeezed(heading), set()).add(field)
        assert all(len(fields) == 1 or fields == shared for fields in meanings.values())
    assert SPELLS.fields.index("ended_on") < SPELLS.fields.index("left_on")
