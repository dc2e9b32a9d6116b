"""A job history that is given as a file of people is told as one: nobody who left is recorded as being here."""

from __future__ import annotations

import shlex

import pytest

from ledger import Ledger
from tests.api.imports.conftest import CommandLine

POINTED = "leadership import spells"
ROWS = (
    "7,Ada Okafor,2015-03-01,HIR,A,Tooling",
    "7,Ada Okafor,2019-06-16,TER,T,Tooling",
    "8,Ben Lind,2014-01-01,HIR,A,Quality",
)


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ("EMP_ID,Name,EFFDT,Action,Empl Status,Department", ()),
        ("EMP_ID,Name,EFFDT,Action,Empl Status,Department", ("--column", "joined_on=EFFDT")),
        ("Personalnummer,Name,Gültig ab,Maßnahme,Status,Abteilung", ("--column", "joined_on=Gültig ab")),
        ("EMP_ID,Name,Effective Date,Remark,Status,Department", ("--first-day", "2014-01-01")),
    ],
)
def test_people_in_rows_of_changes_are_a_job_history(
    leadership: CommandLine, ledger: Ledger, head: str, said: tuple[str, ...]
) -> None:
    refused = leadership.refuses("import", "people", leadership.file("jobs.csv", head, *ROWS), *said)
    assert "one person stands in several rows, on different days" in refused
    assert POINTED in refused
    assert ledger.position() == leadership.since


REGISTER = (
    "Emp,Name,Eff From,Eff To,Action,Department,LWD",
    "7,Ada Okafor,2015-03-01,2018-12-31,Joining,Tooling,",
    "7,Ada Okafor,2019-01-01,9999-12-31,Switch,Quality,",
    "8,Ben Lind,2014-01-01,2020-05-31,Joining,Quality,2020-05-31",
    "8,Ben Lind,2020-06-01,9999-12-31,Waved off,Quality,2020-05-31",
)


@pytest.mark.parametrize(
    "said",
    [
        (),
        ("--column", "joined_on=Eff From"),
        ("--column", "joined_on=Eff From", "--column", "status=Action"),
        ("--column", "joined_on=Eff From", "--column", "identifier=Emp"),
        ("--first-day", "2014-01-01"),
    ],
)
def test_a_register_with_last_days_is_told_at_once_with_the_command_that_is_right(
    leadership: CommandLine, said: tuple[str, ...]
) -> None:
    file = leadership.file("register.csv", *REGISTER)
    refused = " ".join(leadership.refuses("import", "people", file, *said).split())
    assert refused.count("This looks like a job history") == 1
    assert "“Action”, 2 people stand in several rows, on different days, as “7” in rows 2, 3" in refused
    command = refused.split("Import it with `leadership ")[1].split("`")[0]
    assert "put" not in refused.split("`")[-1]
    shown = shlex.split(command)
    done = leadership.does(*shown, "--action", "Switch=moves", "--action", "Waved off=gone", "--dry-run")
    assert "PersonJoined" in done


def test_the_command_has_the_columns_that_were_said(leadership: CommandLine) -> None:
    rows = [row.replace("Eff From", "Wirksam per").replace("Department", "Halle") for row in REGISTER]
    said = ("--column", "joined_on=Wirksam per", "--column", "unit=Halle")
    refused = " ".join(leadership.refuses("import", "people", leadership.file("r.csv", *rows), *said).split())
    assert "--column 'started_on=Wirksam per' --column unit=Halle`" in refused


def test_stays_with_an_action_are_no_job_history(leadership: CommandLine) -> None:
    rows = ("7,Ada Okafor,2015-03-01,Joining,Tooling,2016-12-31", "7,Ada Okafor,2019-01-01,Rejoining,Quality,")
    head = "Emp,Name,joined on,Action,Department,left on"
    leadership.does("import", "people", leadership.file("stays.csv", head, *rows), "--dry-run")


def test_many_people_with_rows_from_different_days_are_told_once(leadership: CommandLine) -> None:
    rows = [f"{n},Person {n},201{year}-01-01,Tooling,100" for n in range(1, 6) for year in (2, 5)]
    refused = leadership.refuses("import", "people", leadership.file("p.csv", "id,name,hired on,department,fte", *rows))
    assert "5 people have several rows from different days on" in refused
    assert "“1” (row 3), “2” (row 5), “3” (row 7)" in refused
    assert "--column 'started_on=hired on'" in refused
    assert "put 1 problem right" in refused


def test_a_row_a_person_is_none_whatever_its_headings_say(leadership: CommandLine) -> None:
    file = leadership.file("now.csv", "EMP_ID,Name,EFFDT,Action,Empl Status,Department", ROWS[0], ROWS[2])
    leadership.does("import", "people", file, "--column", "joined_on=EFFDT", "--dry-run")


def test_whoever_has_left_by_a_later_row_is_not_here_by_an_earlier_one(leadership: CommandLine, ledger: Ledger) -> None:
    rows = ("7,Ada,2015-03-01,Active,Tooling", "7,Ada,2019-06-16,Terminated,Tooling", "8,Ben,2014-01-01,Active,Quality")
    file = leadership.file("people.csv", "id,name,hired on,status,department", *rows)
    said = leadership.refuses("import", "people", file)
    assert "row 3, id: “7” has left by their status here, in a row that begins later than row 2" in said
    assert POINTED in said
    ended = leadership.file(
        "ended.csv",
        "id,name,hired on,left on,status,department,primary",
        "7,Ada,2015-03-01,,Active,Tooling,Y",
        "7,Ada,2019-06-16,2020-01-31,Terminated,Quality,N",
    )
    leadership.does("import", "people", ended, "--dry-run")


def test_two_whole_jobs_from_different_days_on_are_one_after_the_other(leadership: CommandLine) -> None:
    rows = ("7,Ada,2015-03-01,Tooling,1.0", "7,Ada,2019-06-16,Quality,1.0")
    said = leadership.refuses("import", "people", leadership.file("p.csv", "id,name,hired on,department,fte", *rows))
    assert "row 3, id: “7” is in row 2 too, from another day on, and both jobs are more than full time" in said
