"""Histories of jobs: a row a change with what it was, titles alone, and departments with days that never come."""

from __future__ import annotations

from datetime import date

import pytest

from ledger import Ledger
from tests.api.imports.command_output import histories, kinds, units
from tests.api.imports.conftest import CommandLine

HEAD = "EMP_ID,EFFDT,EFFSEQ,ACTION,DEPARTMENT,JOB TITLE"
Told = list[tuple[date | None, list[tuple[date, str, str | None]]]]


def told(ledger: Ledger, leadership: CommandLine, who: str) -> Told:
    """Last day and standings of each stay."""
    called = units(ledger)
    return [
        (stay.left_on, [(s.on, called[s.placement.unit], title(s.placement.job_title)) for s in stay.stood])
        for stay in histories(ledger, leadership.system)[who].stays
    ]


def title(said: object) -> str | None:
    return said if isinstance(said, str) else None


CHANGES = (
    "7,2015-03-01,0,HIR,Tooling,Setter",
    "7,2016-05-01,0,DTA,Tooling,Setter",
    "7,2016-05-01,1,XFR,Quality,Inspector",
    "7,2018-01-01,0,LOA,Quality,Inspector",
    "7,2018-06-01,0,RFL,Quality,Inspector",
    "7,2019-06-16,0,TER,Quality,Inspector",
    "7,2019-07-01,0,PAY,Quality,Inspector",
    "7,2021-02-01,0,REH,Tooling,Setter",
    "7,2022-02-01,0,PRO,Tooling,Head of tooling",
    "8,2014-01-01,0,DTA,Tooling,Setter",
    "8,2020-09-30,0,RET,Tooling,Setter",
)
SEVEN: Told = [
    (date(2019, 6, 16), [(date(2015, 3, 1), "Tooling", "Setter"), (date(2016, 5, 1), "Quality", "Inspector")]),
    (None, [(date(2021, 2, 1), "Tooling", "Setter"), (date(2022, 2, 1), "Tooling", "Head of tooling")]),
]


def test_a_row_a_change_tells_of_moves_leavings_and_coming_back(leadership: CommandLine, ledger: Ledger) -> None:
    file = leadership.file("jobs.csv", HEAD, *reversed(CHANGES))
    said = leadership.does("import", "spells", file)
    assert told(ledger, leadership, "7") == SEVEN
    assert told(ledger, leadership, "8") == [(date(2020, 9, 30), [(date(2014, 1, 1), "Tooling", "Setter")])]
    assert histories(ledger, leadership.system)["8"].stays[0].why_left == "retired"
    assert "“TER” (1) last day" in said
    assert "“LOA” (1) away" in said
    assert "“2019-07-01” is after they left, by row 7, and tells of no coming back: left out" in said
    assert "Nothing to record" in leadership.does("import", "spells", file)


def test_where_the_day_of_a_leaving_is_the_first_one_away_that_can_be_said(
    leadership: CommandLine, ledger: Ledger
) -> None:
    file = leadership.file("jobs.csv", HEAD, *CHANGES)
    said = leadership.does("import", "spells", file, "--action", "TER=gone", "--action", "RET=gone")
    assert told(ledger, leadership, "7")[0][0] == date(2019, 6, 15)
    assert told(ledger, leadership, "8")[0][0] == date(2020, 9, 29)
    assert histories(ledger, leadership.system)["8"].stays[0].why_left == "retired"
    assert "“TER” (1) the day after the last" in said
    assert "taken for the last one here" not in said
    with_last_days = leadership.does("import", "spells", file, "--dry-run")
    assert "where it is the first one away, as in PeopleSoft, say it as in --action TER=gone" in with_last_days


@pytest.mark.parametrize("joined", ["2015-03-01", "2021-02-01"])
def test_it_comes_to_the_same_after_the_people(leadership: CommandLine, ledger: Ledger, joined: str) -> None:
    head, row = "id,name,department,job title,manager,hired on", f"7,Ada,Tooling,Head of tooling,9,{joined}"
    people = leadership.file("people.csv", head, row, "9,Ben,Tooling,Head of all,,2010-01-01")
    leadership.does("import", "people", people)
    leadership.does("import", "spells", leadership.file("jobs.csv", HEAD, *CHANGES[:9]))
    assert told(ledger, leadership, "7") == SEVEN
    stays = histories(ledger, leadership.system)["7"].stays
    assert stays[0].stood[0].placement.manager is None, "who manages somebody today did not in another stay"
    assert stays[1].stood[-1].placement.manager is not None
    for words in (("people", people), ("spells", leadership.folder / "jobs.csv")):
        assert "Nothing to record" in leadership.does("import", *words)


def test_where_somebody_stood_in_a_stay_before_is_corrected(leadership: CommandLine, ledger: Ledger) -> None:
    head = "id,name,department,job title,hire date,rehire date,termination date"
    people = leadership.file("people.csv", head, "7,Ada,Assembly,Fitter,2015-03-01,2021-02-01,2019-06-16")
    leadership.does("import", "people", people)
    jobs = leadership.file("jobs.csv", HEAD, *CHANGES[:9])
    leadership.does("import", "spells", jobs)
    assert told(ledger, leadership, "7")[0] == SEVEN[0]
    assert "Nothing to record" in leadership.does("import", "spells", jobs)


def test_it_comes_to_the_same_with_the_people(leadership: CommandLine, ledger: Ledger) -> None:
    head, row = "id,name,department,job title,hired on", "7,Ada,Tooling,Head of tooling,2015-03-01"
    people, jobs = leadership.file("people.csv", head, row), leadership.file("jobs.csv", HEAD, *CHANGES[:9])
    leadership.does("import", "people", people, "--history", jobs)
    assert told(ledger, leadership, "7") == SEVEN
    assert not any("corrected" in kind for kind in kinds(ledger, leadership.since))


def test_words_that_nobody_knows_are_asked_for(leadership: CommandLine, ledger: Ledger) -> None:
    rows = ("7,2015-03-01,0,Welcomed,Tooling,Setter", "7,2019-06-16,0,Waved goodbye,,")
    file = leadership.file("jobs.csv", HEAD, *rows)
    said = leadership.refuses("import", "spells", file)
    assert "Nobody knows what these tell: “Welcomed”, “Waved goodbye”." in said
    assert '--action "Welcomed=moves"' in said
    words = ("--action", "welcomed=begins", "--action", "Waved goodbye=ends")
    leadership.does("import", "spells", file, *words)
    assert told(ledger, leadership, "7") == [(date(2019, 6, 16), [(date(2015, 3, 1), "Tooling", "Setter")])]
    assert "is no act" in leadership.refuses("import", "spells", file, "--action", "Welcomed=hopes")


def test_a_status_alone_tells_who_has_left_and_come_back(leadership: CommandLine, ledger: Ledger) -> None:
    file = leadership.file(
        "jobs.csv",
        "id,effective date,status,department",
        "7,2015-03-01,Active,Tooling",
        "7,2019-06-16,Terminated,Tooling",
        "7,2019-07-01,Terminated,Tooling",
        "7,2021-02-01,Active,Quality",
    )
    leadership.does("import", "spells", file)
    assert told(ledger, leadership, "7") == [
        (date(2019, 6, 16), [(date(2015, 3, 1), "Tooling", None)]),
        (None, [(date(2021, 2, 1), "Quality", None)]),
    ]


TITLES = ("emp_no,title,from_date,to_date", "1,Sifter,2015-03-30,2018-05-01", "1,Miller,2018-05-01,9999-01-01")


def test_titles_alone_are_told_of_people_whose_unit_is_known(leadership: CommandLine, ledger: Ledger) -> None:
    titles = leadership.file("titles.csv", *TITLES)
    said = leadership.refuses("import", "spells", titles)
    assert "“1” stands in no unit that this file or the ledger tells of: import them as people first" in said
    row = "1,Ada,Tooling,Miller,,2015-03-30"
    people = leadership.file("people.csv", "id,name,department,title,manager,hired on", row)
    leadership.does("import", "people", people)
    leadership.does("import", "spells", titles)
    both: Told = [(None, [(date(2015, 3, 30), "Tooling", "Sifter"), (date(2018, 5, 1), "Tooling", "Miller")])]
    assert told(ledger, leadership, "1") == both
    for words in (("people", people), ("spells", titles), ("people", people, "--history", titles)):
        assert "Nothing to record" in leadership.does("import", *words)


def test_titles_and_departments_are_told_one_after_the_other(leadership: CommandLine, ledger: Ledger) -> None:
    departments = leadership.file(
        "departments.csv",
        "emp_no,dept_no,dept_name,from_date,to_date",
        "1,d1,Tooling,2014-03-30,2017-05-01",
        "1,d2,Quality,2017-05-01,9999-01-01",
    )
    people = leadership.file("people.csv", "id,name,department,title,hired on", "1,Ada,Quality,Miller,2015-03-30")
    said = leadership.does("import", "people", people, "--history", departments)
    assert "before row 2 has ended" not in said, "one ends on the day on which the next begins"
    leadership.does("import", "spells", leadership.file("titles.csv", *TITLES))
    assert told(ledger, leadership, "1") == [
        (
            None,
            [
                (date(2014, 3, 30), "Tooling", None),
                (date(2015, 3, 30), "Tooling", "Sifter"),
                (date(2017, 5, 1), "Quality", "Sifter"),
                (date(2018, 5, 1), "Quality", "Miller"),
            ],
        )
    ]


def test_titles_come_with_people_in_one_go(leadership: CommandLine, ledger: Ledger) -> None:
    people = leadership.file("people.csv", "id,name,department,title,hired on", "1,Ada,Tooling,Miller,2015-03-30")
    leadership.does("import", "people", people, "--history", leadership.file("titles.csv", *TITLES))
    assert kinds(ledger, leadership.since) == {"PersonJoined": 1, "PersonIdentified": 1, "PersonMoved": 1}


def test_who_manages_somebody_today_is_not_told_of_an_earlier_title(leadership: CommandLine, ledger: Ledger) -> None:
    rows = ("1,Ada,Tooling,Miller,2,2015-03-30", "2,Ben,Tooling,Head,,2010-01-01")
    people = leadership.file("people.csv", "id,name,department,title,manager,hired on", *rows)
    leadership.does("import", "people", people)
    leadership.does("import", "spells", leadership.file("titles.csv", *TITLES))
    sifter, miller = histories(ledger, leadership.system)["1"].stays[0].stood
    assert sifter.placement.manager is None
    assert miller.placement.manager is not None


BESIDE = (
    "9,0,2015-03-01,HIR,Tooling,Setter,0.6",
    "9,1,2017-03-01,HIR,Quality,Inspector,0.4",
    "9,0,2018-03-01,PRO,Tooling,Head of tooling,0.6",
    "9,1,2019-03-01,PAY,Quality,Inspector,0.4",
    "9,0,2020-02-29,TER,Tooling,Head of tooling,0.6",
    "9,1,2022-03-31,TER,Quality,Inspector,0.4",
)


def test_a_job_beside_the_main_one_is_no_move_and_its_end_no_leaving(leadership: CommandLine, ledger: Ledger) -> None:
    head = "EMP_ID,EMPL_RCD,EFFDT,ACTION,DEPARTMENT,JOB TITLE,FTE"
    said = leadership.does("import", "spells", leadership.file("jobs.csv", head, *BESIDE))
    main = [
        (date(2015, 3, 1), "Tooling", "Setter"),
        (date(2017, 3, 1), "Tooling", "Setter"),  # from here on full time, in both
        (date(2018, 3, 1), "Tooling", "Head of tooling"),
    ]
    assert told(ledger, leadership, "9") == [(date(2022, 3, 31), [*main, (date(2020, 3, 1), "Quality", "Inspector")])]
    beside = "tells of a job beside that of row"
    assert f"row 3, EFFDT: “2017-03-01” {beside} 2, which is not the main one: of it the share alone is counted" in said
    assert f"row 5, EFFDT: “2019-03-01” {beside} 4, which is not the main one: left out" in said


def test_a_larger_job_becomes_the_main_one(leadership: CommandLine, ledger: Ledger) -> None:
    head = "EMP_ID,EMPL_RCD,EFFDT,ACTION,DEPARTMENT,JOB TITLE,FTE"
    rows = (
        "9,0,2015-03-01,HIR,Tooling,Setter,0.4",
        "9,1,2017-03-01,HIR,Quality,Inspector,0.6",
        "9,0,2018-03-01,TER,,,",
    )
    leadership.does("import", "spells", leadership.file("jobs.csv", head, *rows))
    places = [(date(2015, 3, 1), "Tooling", "Setter"), (date(2017, 3, 1), "Quality", "Inspector")]
    assert told(ledger, leadership, "9") == [(None, [*places, (date(2018, 3, 2), "Quality", "Inspector")])]


@pytest.mark.parametrize(
    ("taken_up", "given_up"), [("兼務", "兼務解除"), ("겸직", "겸직해제"), ("Additional Job", "End additional job")]
)
def test_a_further_post_beside_the_main_one_is_no_move(
    leadership: CommandLine, ledger: Ledger, taken_up: str, given_up: str
) -> None:
    file = leadership.file(
        "jobs.csv",
        HEAD,
        "7,2015-03-01,0,HIR,Tooling,Setter",
        f"7,2017-04-01,0,{taken_up},Quality,Inspector",
        f"7,2018-04-01,0,{given_up},,",
        "7,2019-04-01,0,XFR,Assembly,Fitter",
    )
    said = leadership.does("import", "spells", file)
    assert told(ledger, leadership, "7") == [
        (None, [(date(2015, 3, 1), "Tooling", "Setter"), (date(2019, 4, 1), "Assembly", "Fitter")])
    ]
    assert f"“{taken_up}” (1) beside" in said
    assert "“2017-04-01” tells of a further post beside the main one, which stays what it is: left out" in said
    assert "Nothing to record" in leadership.does("import", "spells", file)


def test_a_word_for_a_further_post_can_be_said(leadership: CommandLine, ledger: Ledger) -> None:
    file = leadership.file(
        "jobs.csv", HEAD, "7,2015-03-01,0,HIR,Tooling,Setter", "7,2017-04-01,0,double hat,Quality,Inspector"
    )
    assert "beside (a further post beside the main one, taken up or given up)" in leadership.refuses(
        "import", "spells", file
    )
    leadership.does("import", "spells", file, "--action", "double hat=beside")
    assert told(ledger, leadership, "7") == [(None, [(date(2015, 3, 1), "Tooling", "Setter")])]
