"""Namesakes in slates, roles and reviews: the unit beside a name decides which of them is meant."""

from __future__ import annotations

import pytest

from ledger import Ledger
from tests.api.imports.conftest import CommandLine
from tests.api.imports.three_people import PEOPLE, ROLES, after, name, title


@pytest.fixture
def namesakes(three: CommandLine) -> CommandLine:
    """Two people of one name in different units, beside three others, and a role that the first holds."""
    called = name(three, "Noa")
    rows = (f"8,{called},Weaving,2016-04-14,1,", f"9,{called},Dyeing,2016-04-14,1,")
    three.does("import", "people", three.file("two.csv", PEOPLE, *rows))
    three.does("import", "roles", three.file("roles.csv", ROLES, f"{title(three)},Tooling,others,Yes,1,2018-01-01"))
    return three


def who(ledger: Ledger, leadership: CommandLine, identifier: str) -> str:
    """The person of a row of the file of two."""
    joined = [one for one in after(ledger, leadership, "PersonJoined") if one.event.name == name(leadership, "Noa")]
    return str(joined[int(identifier) - 8].stream)


@pytest.mark.parametrize(("unit", "identifier"), [("Weaving", "8"), ("DYEING", "9")])
@pytest.mark.parametrize("heading", ["Successor Dept", "Adayın Bölümü", "Abteilung des Nachfolgers"])
def test_the_unit_of_a_successor_decides(
    namesakes: CommandLine, ledger: Ledger, unit: str, identifier: str, heading: str
) -> None:
    row = f"{title(namesakes)},{name(namesakes, 'Noa')},{unit},1,2023-05-02,1"
    file = namesakes.file("slate.csv", f"Post,Successor,{heading},Rank,Date,Confirmed by", row)
    namesakes.does("import", "slates", file)
    [nominated] = after(ledger, namesakes, "SuccessorNominated")
    assert nominated.event.candidate == who(ledger, namesakes, identifier)


def test_where_no_unit_decides_the_column_that_would_is_named(namesakes: CommandLine) -> None:
    row = f"{title(namesakes)},{name(namesakes, 'Noa')},1,2023-05-02,1"
    file = namesakes.file("slate.csv", "Post,Successor,Rank,Date,Confirmed by", row)
    said = namesakes.refuses("import", "slates", file)
    assert "is what several people are called" in said
    assert "--column successor_unit=HEADING" in said


def test_a_unit_that_is_not_theirs_is_told(namesakes: CommandLine) -> None:
    row = f"{title(namesakes)},{name(namesakes, 'Kim')},Weaving,1,2023-05-02,1"
    file = namesakes.file("slate.csv", "Post,Successor,Successor Dept,Rank,Date,Confirmed by", row)
    assert f"is not where “{name(namesakes, 'Kim')}” stands" in namesakes.does("import", "slates", file)


def test_the_unit_of_whoever_is_reviewed_decides(namesakes: CommandLine, ledger: Ledger) -> None:
    file = namesakes.file("r.csv", "Name,Department,Cycle,Performance", f"{name(namesakes, 'Noa')},Dyeing,2022,High")
    namesakes.does("import", "reviews", file)
    [recorded] = after(ledger, namesakes, "AssessmentRecorded")
    assert recorded.stream == who(ledger, namesakes, "9")


def test_the_unit_of_a_holder_decides(namesakes: CommandLine, ledger: Ledger) -> None:
    heads = "Role,Unit,Level,Critical,Incumbent,Incumbent Dept,Since"
    row = f"{title(namesakes, 'Deputy')},Tooling,others,Yes,{name(namesakes, 'Noa')},Weaving,2018-01-01"
    namesakes.does("import", "roles", namesakes.file("more.csv", heads, row))
    appointed = after(ledger, namesakes, "AppointmentMade")
    assert who(ledger, namesakes, "8") in {str(getattr(one.event, "person", one.stream)) for one in appointed}


def test_a_unit_in_brackets_behind_the_name_decides(namesakes: CommandLine, ledger: Ledger) -> None:
    head, called = "Post,Successor,Rank,Date,Confirmed by", f"{title(namesakes)},{name(namesakes, 'Noa')}"
    file = namesakes.file("s.csv", head, f"{called} (Tooling),1,2023-05-02,1")
    assert "several people" in namesakes.refuses("import", "slates", file)
    namesakes.does("import", "slates", namesakes.file("slate.csv", head, f"{called} (Dyeing),1,2023-05-02,1"))
    [nominated] = after(ledger, namesakes, "SuccessorNominated")
    assert nominated.event.candidate == who(ledger, namesakes, "9")
