"""Files of moves, or of titles, that do not show how somebody began: nobody is put anywhere for days nobody tells."""

from __future__ import annotations

from datetime import date

import pytest

from api.imports.columns import guessed
from api.imports.spells import SPELLS
from ledger import Ledger
from tests.api.imports.command_output import histories, units
from tests.api.imports.conftest import CommandLine

PEOPLE = (
    "id,name,department,title,manager,hired_on",
    "1,Ada Okafor,Quality,Head,2,2012-01-01",
    "2,Ben Lind,Assembly,Chief,,2012-01-01",
)
MOVES = ("id,transfer date,new department", "1,2018-03-01,Quality")
ACTIONS = ("id,effective date,action,department", "1,2018-03-01,Transfer,Quality")
WITH_OLD = ("id,effective date,from department,to department", "1,2018-03-01,Tooling,Quality")
ASKED = "“1” joined on 2012-01-01, and nothing tells in which unit they stood until 2018-03-01"
Stood = list[tuple[date, str, object]]


def stood(ledger: Ledger, leadership: CommandLine, who: str = "1") -> Stood:
    """Where somebody stood, and as what."""
    called = units(ledger)
    [stay] = histories(ledger, leadership.system)[who].stays
    return [(one.on, called[one.placement.unit], one.placement.job_title) for one in stay.stood]


FROM_TOOLING: Stood = [(date(2012, 1, 1), "Tooling", None), (date(2018, 3, 1), "Quality", "Head")]


@pytest.mark.parametrize("moves", [MOVES, ACTIONS])
def test_the_unit_before_the_first_move_is_asked_for(
    leadership: CommandLine, ledger: Ledger, moves: tuple[str, ...]
) -> None:
    people, history = leadership.file("people.csv", *PEOPLE), leadership.file("moves.csv", *moves)
    both = ("import", "people", people, "--history", history)
    said = leadership.refuses(*both)
    assert ASKED in said
    assert "--history-column unit_before=HEADING" in said
    assert "--unit-before 'Not known'" in said
    leadership.does(*both, "--unit-before", "Tooling")
    assert stood(ledger, leadership) == FROM_TOOLING
    for again in (both, ("import", "people", people), ("import", "spells", history)):
        assert "Nothing to record" in leadership.does(*again)


def test_the_unit_that_people_came_from_is_taken_and_told(leadership: CommandLine, ledger: Ledger) -> None:
    people, history = leadership.file("people.csv", *PEOPLE), leadership.file("moves.csv", *WITH_OLD)
    said = leadership.does("import", "people", people, "--history", history)
    assert "moved from “Tooling” on 2018-03-01: taken as there since their first day, 2012-01-01" in said
    assert stood(ledger, leadership) == FROM_TOOLING


def test_it_is_asked_for_after_the_people_too(leadership: CommandLine, ledger: Ledger) -> None:
    leadership.does("import", "people", leadership.file("people.csv", *PEOPLE))
    said = leadership.refuses("import", "spells", leadership.file("moves.csv", *ACTIONS))
    assert ASKED in said
    assert "--column unit_before=HEADING" in said
    leadership.does("import", "spells", leadership.file("old.csv", *WITH_OLD))
    assert stood(ledger, leadership) == FROM_TOOLING


def test_it_is_asked_for_where_the_people_come_after_the_moves(leadership: CommandLine, ledger: Ledger) -> None:
    said = leadership.does("import", "spells", leadership.file("moves.csv", *ACTIONS))
    assert "tells of a move, and nothing of before: here from that day on" in said
    people = leadership.file("people.csv", *PEOPLE)
    assert ASKED in leadership.refuses("import", "people", people)
    leadership.does("import", "people", people, "--unit-before", "Tooling")
    assert stood(ledger, leadership) == FROM_TOOLING
    assert "Nothing to record" in leadership.does("import", "people", people)


@pytest.mark.parametrize("as_of", [(), ("--as-of", "2017-01-01")])
def test_the_unit_that_the_ledger_knows_before_stays(
    leadership: CommandLine, ledger: Ledger, as_of: tuple[str, ...]
) -> None:
    before = leadership.file("before.csv", "id,name,department,hired_on", "1,Ada Okafor,Tooling,2012-01-01")
    leadership.does("import", "people", before, "--as-of", "2017-01-01")
    leadership.does("import", "spells", leadership.file("moves.csv", *ACTIONS), *as_of)
    assert [unit for _, unit, _ in stood(ledger, leadership)] == ["Tooling", "Quality"]


def test_an_export_that_may_be_of_a_later_day_tells_nothing_of_before(leadership: CommandLine, ledger: Ledger) -> None:
    export = leadership.file("export.csv", PEOPLE[0], "1,Ada Okafor,Assembly,Setter,,2012-01-01")
    leadership.does("import", "people", export, "--as-of", "2017-01-01")
    moves = leadership.file("moves.csv", *ACTIONS)
    assert ASKED in leadership.refuses("import", "spells", moves)
    leadership.does("import", "spells", moves, "--as-of", "2017-01-01")
    assert [unit for _, unit, _ in stood(ledger, leadership)] == ["Assembly", "Quality"]


def test_an_announced_move_asks_for_nothing(leadership: CommandLine, ledger: Ledger) -> None:
    people = leadership.file("people.csv", *PEOPLE)
    ahead = leadership.file("ahead.csv", ACTIONS[0], "1,2018-03-01,Transfer,Tooling")
    leadership.does("import", "people", people, "--history", ahead, "--as-of", "2017-06-30")
    assert [unit for _, unit, _ in stood(ledger, leadership)] == ["Quality", "Tooling"]


def test_a_row_of_a_hiring_begins_as_it_says(leadership: CommandLine, ledger: Ledger) -> None:
    jobs = leadership.file("jobs.csv", ACTIONS[0], "1,2012-01-01,Hire,Tooling", ACTIONS[1])
    leadership.does("import", "people", leadership.file("people.csv", *PEOPLE), "--history", jobs)
    assert stood(ledger, leadership) == FROM_TOOLING


def test_whence_somebody_came_is_compared_with_the_row_before(leadership: CommandLine) -> None:
    rows = (*WITH_OLD, "1,2020-01-01,Assembly,Tooling")
    said = leadership.does("import", "spells", leadership.file("moves.csv", *rows), "--dry-run")
    assert "row 3, from department: “Assembly” is not where row 2 has them until then" in said


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Alte Abteilung", "Neue Abteilung"),
        ("Ancien service", "Nouveau service"),
        ("異動前部署", "異動後部署"),
        ("Poprzedni dział", "Nowy dział"),
        ("Department", "New department"),
    ],
)
def test_old_and_new_units_are_told_apart(old: str, new: str) -> None:
    rows = (("1", "2018-03-01", "Tooling", "Quality"),)
    fields = [one.field for one in guessed(("id", "date of move", old, new), SPELLS.fields, rows, {})]
    assert fields == ["identifier", "started_on", None if old == "Department" else "unit_before", "unit"]


def test_a_title_of_today_is_not_that_of_the_days_before_a_history_of_titles(
    leadership: CommandLine, ledger: Ledger
) -> None:
    people = leadership.file("people.csv", *PEOPLE)
    titles = leadership.file("titles.csv", "id,title,from", "1,Setter,2015-01-01", "1,Head,2018-03-01")
    leadership.does("import", "people", people)
    said = leadership.does("import", "spells", titles)
    assert "“2015-01-01” is the first day of which title is told, and they joined on 2012-01-01" in said
    assert stood(ledger, leadership) == [
        (date(2012, 1, 1), "Quality", None),
        (date(2015, 1, 1), "Quality", "Setter"),
        (date(2018, 3, 1), "Quality", "Head"),
    ]
    for again in (("people", people), ("spells", titles), ("people", people, "--history", titles)):
        assert "Nothing to record" in leadership.does("import", *again)


def test_titles_of_people_by_name(leadership: CommandLine, ledger: Ledger) -> None:
    own = leadership.system.title()
    people = leadership.file("people.csv", PEOPLE[0], f"1,Ada {own},Quality,Head,,2012-01-01")
    titles = leadership.file(
        "titles.csv", "Person,Title,From", f"Ada {own},Setter,2012-01-01", f"Ada {own},Head,2018-03-01"
    )
    assert "in no unit that this file or the ledger tells of" in leadership.refuses("import", "spells", titles)
    both = leadership.refuses("import", "people", people, "--history", titles)
    assert "The history names people, and the file of people gives identifiers" in both
    leadership.does("import", "people", people)
    said = leadership.does("import", "spells", titles)
    assert "Person: stands in for an identifier, as no column gives one" in said
    assert [(on, of) for on, _, of in stood(ledger, leadership)] == [
        (date(2012, 1, 1), "Setter"),
        (date(2018, 3, 1), "Head"),
    ]
    assert {one.identifier for one in histories(ledger, leadership.system)["1"].identities} == {"1"}
    assert "Nothing to record" in leadership.does("import", "spells", titles)


def test_a_name_of_several_is_asked_about(leadership: CommandLine) -> None:
    own = leadership.system.title()
    rows = (f"1,Ada {own},Quality,Head,,2012-01-01", f"2,Ada {own},Tooling,Head,,2012-01-01")
    leadership.does("import", "people", leadership.file("people.csv", PEOPLE[0], *rows))
    titles = leadership.file("titles.csv", "Person,Title,From", f"Ada {own},Setter,2012-01-01")
    said = leadership.refuses("import", "spells", titles)
    assert "is what several people are called: give their identifiers" in said


def test_moves_by_their_headings_alone_are_told(leadership: CommandLine) -> None:
    said = leadership.does("import", "spells", leadership.file("moves.csv", *MOVES), "--dry-run")
    assert "tells of a move, and nothing of before: here from that day on" in said
