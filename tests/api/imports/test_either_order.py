"""People first and their history then, the history first, or both at once: the ledger says the same on every day."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from datetime import date

from api.imports.histories import History
from api.imports.ids import KnownPeople
from ledger import Ledger, Wrapping
from tests.api.imports.command_output import histories, units
from tests.api.imports.conftest import KEY, CommandLine

PEOPLE = (
    "EMPLID,Name,Hired,Department,Job Title,Manager,FTE,Primary,Grade",
    "7,Ada Okafor,2015-01-01,Tooling,Setter,9,0.6,Y,others",
    "7,Ada Okafor,2016-01-01,Quality,Inspector,9,0.4,N,self",
    "8,Ben Lind,2015-01-01,Quality,Head,9,1.0,Y,leaders",
    "8,Ben Lind,2018-01-01,Tooling,Adjunct,9,0.2,N,self",
    "9,Cem Aydin,2010-01-01,Tooling,Boss,,1.0,Y,leaders",
)
HISTORY = (
    "EMPLID,EMPL RCD,EFFDT,Action,Department,Job Title,Manager,FTE,Grade",
    "7,0,2015-01-01,HIR,Tooling,Setter,9,0.6,others",
    "7,1,2016-01-01,HIR,Quality,Inspector,9,0.4,self",
    "8,0,2015-01-01,HIR,Tooling,Setter,,1.0,others",
    "8,0,2017-01-01,XFR,Quality,Head,9,1.0,leaders",
    "8,1,2018-01-01,HIR,Tooling,Adjunct,9,0.2,self",
    "9,0,2010-01-01,HIR,Tooling,Boss,,1.0,leaders",
)
DAYS = tuple(date(year, month, 1) for year in range(2010, 2027) for month in (1, 7))


def on_each_day(leadership: CommandLine) -> dict[tuple[str, date], object]:
    """Unit, title, level, manager and share of everybody on several days, as a ledger says them."""
    with closing(Ledger.open(leadership.url, Wrapping(KEY))) as ledger:
        people = {str(person): called for called, person in KnownPeople(ledger, {"hr"}).of("hr")}
        named = units(ledger)
        told = histories(ledger, "hr")
        return {(who, day): stood(told[who], day, named, people) for who in told for day in DAYS}


def stood(history: History, day: date, named: dict[str, str], people: dict[str, str]) -> object:
    """Where somebody stood on a day."""
    stay = history.stays[-1]
    if day < stay.joined_on:
        return None
    on = stay.stood_on(day).placement
    return named[on.unit], on.job_title, on.level, people.get(str(on.manager)), on.share_of_full_time


def test_people_then_history_is_the_history_alone(on_its_own: Callable[[], CommandLine]) -> None:
    alone, after, before, at_once = (on_its_own() for _ in range(4))
    people, history = alone.file("people.csv", *PEOPLE), alone.file("jobs.csv", *HISTORY)
    alone.does("import", "spells", history)
    after.does("import", "people", people)
    after.does("import", "spells", history)
    before.does("import", "spells", history)
    before.does("import", "people", people)
    at_once.does("import", "people", people, "--history", history)
    said = on_each_day(alone)
    assert said["7", date(2015, 7, 1)] == ("Tooling", "Setter", "others", "9", 60)
    assert said["7", date(2016, 1, 1)] == ("Tooling", "Setter", "others", "9", 100)
    assert said["8", date(2016, 7, 1)] == ("Tooling", "Setter", "others", None, 100)
    assert said["8", date(2018, 1, 1)] == ("Quality", "Head", "leaders", "9", 100)
    assert on_each_day(after) == said
    assert on_each_day(before) == said
    assert on_each_day(at_once) == said
    for one in (after, before, at_once):
        assert "Nothing to record" in one.does("import", "people", people)
        assert "Nothing to record" in one.does("import", "spells", history)


RCD = "EMP_ID,EMPL_RCD,EFFDT,ACTION,DEPARTMENT,JOB TITLE,FTE"


def shares(leadership: CommandLine, ledger: Ledger) -> list[tuple[date, str, int | None]]:
    """Where somebody stood from which day on, and how much they worked."""
    [stay] = histories(ledger, leadership.system)["7"].stays
    named = units(ledger)
    return [(one.on, named[one.placement.unit], one.placement.share_of_full_time) for one in stay.stood]


def test_the_share_is_that_of_all_jobs_for_as_long_as_they_are_held(leadership: CommandLine, ledger: Ledger) -> None:
    file = leadership.file(
        "jobs.csv",
        RCD,
        "7,0,2015-01-01,HIR,Tooling,Setter,0.5",
        "7,1,2015-01-01,HIR,Quality,Inspector,0.3",
        "7,1,2017-06-30,TER,Quality,Inspector,0.3",
        "7,2,2018-01-01,HIR,Assembly,Fitter,0.4",
        "7,0,2019-06-30,TER,Tooling,Setter,0.5",
    )
    said = leadership.does("import", "spells", file)
    assert shares(leadership, ledger) == [
        (date(2015, 1, 1), "Tooling", 80),
        (date(2017, 7, 1), "Tooling", 50),
        (date(2018, 1, 1), "Tooling", 90),
        (date(2019, 7, 1), "Assembly", 40),
    ]
    assert "row 3, EFFDT: “2015-01-01” tells of a job beside that of row 2" in said
    assert "of it the share alone is counted" in said


def test_a_larger_job_of_the_same_day_is_the_main_one_and_two_places_of_one_job_are_asked_about(
    leadership: CommandLine, ledger: Ledger
) -> None:
    two = ("7,0,2015-01-01,HIR,Tooling,Setter,0.4", "7,1,2015-01-01,HIR,Quality,Inspector,0.6")
    leadership.does("import", "spells", leadership.file("jobs.csv", RCD, *two))
    assert shares(leadership, ledger) == [(date(2015, 1, 1), "Quality", 100)]
    asked = leadership.file("asked.csv", RCD, *two, "7,1,2015-01-01,HIR,Assembly,Inspector,0.6")
    assert "“2015-01-01” is where row" in leadership.refuses("import", "spells", asked)
