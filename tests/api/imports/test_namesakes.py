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
    assert f"is not where “{name(namesakes, 'Kim')}” stood on 2023-05-02, by the ledger" in namesakes.does(
        "import", "slates", file
    )


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


@pytest.fixture
def moved(namesakes: CommandLine) -> CommandLine:
    """The same two, of whom the first went to Dyeing in 2020, and the other from there to Weaving."""
    rows = (f"8,{name(namesakes, 'Noa')},Dyeing,2016-04-14,1,", f"9,{name(namesakes, 'Noa')},Weaving,2016-04-14,1,")
    namesakes.does("import", "people", namesakes.file("moved.csv", PEOPLE, *rows), "--as-of", "2020-02-01")
    return namesakes


@pytest.mark.parametrize(("day", "identifier"), [("2018-11-20", "8"), ("2021-11-20", "9")])
def test_the_unit_is_that_of_the_day_of_the_review(
    moved: CommandLine, ledger: Ledger, day: str, identifier: str
) -> None:
    heads = ("Name,Department,Review date,Performance", "Name,Department,Cycle,Performance")
    for head, when in zip(heads, (day, day[:4]), strict=True):
        file = moved.file("r.csv", head, f"{name(moved, 'Noa')},Weaving,{when},High")
        said = moved.does("import", "reviews", file)
        assert "by the ledger" not in said, "nothing is odd about where they stood then"
    recorded = after(ledger, moved, "AssessmentRecorded")
    assert [one.stream for one in recorded] == [who(ledger, moved, identifier)] * 2


def test_the_unit_of_a_successor_is_that_of_the_day_of_the_slate(moved: CommandLine, ledger: Ledger) -> None:
    row = f"{title(moved)},{name(moved, 'Noa')},Weaving,1,2019-05-02,1"
    file = moved.file("slate.csv", "Post,Successor,Successor Dept,Rank,Date,Confirmed by", row)
    moved.does("import", "slates", file)
    assert after(ledger, moved, "SuccessorNominated")[0].event.candidate == who(ledger, moved, "8")


def test_the_unit_of_a_row_without_a_day_is_that_of_the_day_of_its_slate(moved: CommandLine, ledger: Ledger) -> None:
    rows = (f"{title(moved)},2,Tooling,1,2019-05-02,1", f"{title(moved)},{name(moved, 'Noa')},Weaving,2,,1")
    file = moved.file("slate.csv", "Post,Successor,Successor Dept,Rank,Date,Confirmed by", *rows)
    said = moved.does("import", "slates", file)
    assert "is not where" not in said
    assert after(ledger, moved, "SuccessorNominated")[1].event.candidate == who(ledger, moved, "8")


def test_a_holder_is_asked_for_where_the_unit_then_and_now_is_that_of_two(moved: CommandLine, ledger: Ledger) -> None:
    heads = "Role,Unit,Level,Critical,Incumbent,Incumbent Dept,Since"
    row = f"{title(moved, 'Deputy')},Tooling,others,Yes,{name(moved, 'Noa')},Weaving"
    assert "several people" in moved.refuses("import", "roles", moved.file("then.csv", heads, f"{row},2018-01-01"))
    moved.does("import", "roles", moved.file("now.csv", heads, f"{row},2022-01-01"))
    appointed = after(ledger, moved, "AppointmentMade")
    assert who(ledger, moved, "9") in {str(getattr(one.event, "person", one.stream)) for one in appointed}


def test_where_somebody_stood_or_stands_is_not_told_as_odd(moved: CommandLine) -> None:
    head, called = "ID,Name,Department,Review date,Performance", name(moved, "Noa")
    for unit in ("Weaving", "Dyeing"):
        file = moved.file("r.csv", head, f"8,{called},{unit},2018-11-20,High")
        assert "is not where" not in moved.does("import", "reviews", file, "--dry-run")
    file = moved.file("r.csv", head, f"8,{called},Tooling,2018-11-20,High")
    told = f"“Tooling” is not where “{called}” stood on 2018-11-20, by the ledger"
    assert told in moved.does("import", "reviews", file, "--dry-run")


def test_a_reviewer_can_be_told_by_the_unit_in_brackets(moved: CommandLine, ledger: Ledger) -> None:
    row = f"2,2018-11-20,High,{name(moved, 'Noa')} (Weaving)"
    moved.does("import", "reviews", moved.file("r.csv", "ID,Review date,Performance,Reviewer", row))
    [recorded] = after(ledger, moved, "AssessmentRecorded")
    assert recorded.event.assessor == who(ledger, moved, "8")


def test_whom_a_name_means_can_be_said_in_every_column(namesakes: CommandLine, ledger: Ledger) -> None:
    called = name(namesakes, "Noa")
    said = f"{called}=9"
    slate = namesakes.file(
        "s.csv", "Post,Successor,Rank,Date,Confirmed by", f"{title(namesakes)},2,1,2023-05-02,{called}"
    )
    assert "--who NAME=ID" in namesakes.refuses("import", "slates", slate)
    namesakes.does("import", "slates", slate, "--who", said)
    [confirmed] = after(ledger, namesakes, "SlateConfirmed")
    assert confirmed.event.confirmed_by == who(ledger, namesakes, "9")
    review = namesakes.file("r.csv", "Name,Cycle,Performance,Reviewer", f"{called},2022,High,Somebody Q.")
    assert "--who NAME=ID" in namesakes.refuses("import", "reviews", review)
    told = namesakes.does("import", "reviews", review, "--who", said, "--who", "Somebody Q.=1", "--who", "Nobody=2")
    assert "“Nobody” of --who stands in nothing" in told
    [recorded] = after(ledger, namesakes, "AssessmentRecorded")
    assert recorded.stream == who(ledger, namesakes, "9")
    assert recorded.event.assessor
    row = f"{title(namesakes, 'Deputy')},Tooling,others,Yes,{called} (acting),2018-01-01"
    role = namesakes.file("more.csv", ROLES.replace("Incumbent ID", "Incumbent"), row)
    assert "--who NAME=ID" in namesakes.refuses("import", "roles", role)
    for way in (f"{called}=9", f"{called} (acting)=9"):
        assert "AppointmentMade  1" in namesakes.does("import", "roles", role, "--who", way, "--dry-run")


def test_whom_a_name_is_said_to_mean_has_to_be_known(namesakes: CommandLine) -> None:
    row = f"{title(namesakes)},Somebody Q.,1,2023-05-02,1"
    file = namesakes.file("s.csv", "Post,Successor,Rank,Date,Confirmed by", row)
    said = namesakes.refuses("import", "slates", file, "--who", "Somebody Q.=77")
    assert "“Somebody Q.” is said to mean “77”, whom the ledger does not know: name another with --who" in said


@pytest.fixture
def married(three: CommandLine) -> CommandLine:
    """Two of three people, one of whom took another name."""
    three.does("import", "roles", three.file("roles.csv", ROLES, f"{title(three)},Tooling,others,Yes,1,2018-01-01"))
    row = f"2,Kim {three.system.title()[::-1]},Tooling,2016-04-14,1,"
    three.does("import", "people", three.file("p.csv", PEOPLE, row), "--as-of", "2020-02-01")
    return three


def test_a_name_that_somebody_had_before_is_theirs(married: CommandLine, ledger: Ledger) -> None:
    before = name(married, "Kim")
    review = married.file("r.csv", "ID,Name,Cycle,Performance", f"2,{before},2019,High")
    married.does("import", "reviews", review)
    heads = "Post,Successor ID,Successor,Rank,Date,Confirmed by"
    for number, called in (("2", before), ("", before), ("", f"{before} (2)")):
        row = f"{title(married)},{number},{called},1,2019-05-02,1"
        assert "SuccessorNominated  1" in married.does(
            "import", "slates", married.file("s.csv", heads, row), "--dry-run"
        )
    row = f"{title(married)},2,{name(married, 'Lou')},1,2019-05-02,1"
    assert "is not what “2” is called" in married.refuses("import", "slates", married.file("s.csv", heads, row))


def test_a_name_that_one_has_and_another_had_is_asked_about(married: CommandLine) -> None:
    before = name(married, "Kim")
    married.does("import", "people", married.file("n.csv", PEOPLE, f"5,{before},Weaving,2021-04-14,1,"))
    heads = "Post,Successor,Rank,Date,Confirmed by"
    row = f"{title(married)},{before},1,2022-05-02,1"
    assert "is what several people are called" in married.refuses("import", "slates", married.file("s.csv", heads, row))
