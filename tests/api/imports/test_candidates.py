"""Where a file lacks what it has to say, the columns that could say it are named, and all columns are shown."""

from __future__ import annotations

import pytest

from tests.api.imports.conftest import CommandLine


def test_columns_that_could_say_what_is_missing_are_named(leadership: CommandLine) -> None:
    head = "Qq1,Full Name,Qq2,Qq3,Qq4,Qq5,Manager of them,Qq6"
    rows = (
        "A7,Ina Falk,Tooling,2015-02-02,,1,,x",
        "A8,Oda Grau,Mill,2016-03-01,2019-05-31,2,Ina,x",
        "A9,Udo Hahn,Mill,2016-03-01,,2,Ina,x",
        "A3,Eva Lund,Tooling,2016-03-01,,2,Ina,x",
    )
    said = " ".join(leadership.refuses("import", "people", leadership.file("p.csv", head, *rows)).split())
    assert "Qq1 identifier in" in said, "found by its contents"
    for told in ("unit='Qq2'", "joined_on='Qq3'", "left_on='Qq4'"):
        assert f"--column {told}" in said
    assert "Qq6'" not in said.split("Perhaps")[1]


def test_a_heading_nearly_known_is_named(leadership: CommandLine) -> None:
    rows = ("A7,Ina Falk,Tooling,2015-02-02,17", "A8,Oda Grau,Mill,2016-03-01,18")
    file = leadership.file("p.csv", "Staff No,Full Name,Departmnt,Start Date,Own level", *rows)
    said = leadership.refuses("import", "people", file)
    assert "--column unit='Departmnt'" in said
    assert "--column level='Own level'" in said


def test_files_of_roles_show_their_columns_where_they_are_refused(leadership: CommandLine) -> None:
    leadership.does(
        "import", "people", leadership.file("p.csv", "id,name,department,hired_on", "7,Ina Falk,Mill,2015-02-02")
    )
    file = leadership.file("r.csv", "Qq1,Unit,Roles here,Shoe", "x,Mill,Miller,7", "y,Mill,Baker,8")
    said = " ".join(leadership.refuses("import", "roles", file).split())
    assert "Unit unit by its heading" in said
    assert "Shoe – not recorded" in said


@pytest.mark.parametrize(
    "heading", ["Görevdeki şahıs", "Poste : qui", "Stelle besetzt", "Rolle von", "Position held by"]
)
def test_people_are_never_suggested_as_the_titles_of_roles(leadership: CommandLine, heading: str) -> None:
    leadership.does(
        "import", "people", leadership.file("p.csv", "id,name,department,hired_on", "7,Ina Falk,Mill,2015-02-02")
    )
    rows = ("Qa,Mill,others,Ina Falk", "Qb,Mill,others,Oda Grau", "Qc,Mill,others,Eva Lund")
    said = leadership.refuses("import", "roles", leadership.file("r.csv", f"Qq1,Unit,Level,{heading}", *rows))
    assert "No column was recognised for role" in said
    assert f"role='{heading}'" not in said


def test_titles_are_suggested_where_they_look_like_titles(leadership: CommandLine) -> None:
    leadership.does(
        "import", "people", leadership.file("p.csv", "id,name,department,hired_on", "7,Ina Falk,Mill,2015-02-02")
    )
    rows = ("Qa,Mill,others,Plant Manager", "Qb,Mill,others,Quality Manager", "Qc,Mill,others,Head Miller")
    said = leadership.refuses("import", "roles", leadership.file("r.csv", "Qq1,Unit,Level,Our roles", *rows))
    assert "role='Our roles'" in said


def test_what_was_before_is_not_suggested_for_what_is(leadership: CommandLine) -> None:
    rows = ("17,Ina Falk,2015-02-02,Mill", "18,Oda Grau,2015-02-02,Mill")
    file = leadership.file("p.csv", "Staff No,Full Name,Start Date,Ancien service", *rows)
    assert "unit='Ancien service'" not in leadership.refuses("import", "people", file)
