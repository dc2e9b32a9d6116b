"""More than one row about somebody: stays, jobs, and what cannot all be right."""

from __future__ import annotations

from datetime import date

from ledger import Ledger
from tests.api.imports.command_output import histories, kinds, units
from tests.api.imports.conftest import CommandLine

STAYS = "id,name,department,job_title,hired_on,left_on"
JOBS = "id,name,department,job_title,hired_on,left_on,primary job,fte"


def stays_of(ledger: Ledger, leadership: CommandLine, who: str) -> list[tuple[object, ...]]:
    """First day, last day, unit and title of each stay."""
    called = units(ledger)
    return [
        (stay.joined_on, stay.left_on, called[stay.stood[-1].placement.unit], stay.stood[-1].placement.job_title)
        for stay in histories(ledger, leadership.system)[who].stays
    ]


def test_two_rows_that_follow_each_other_are_two_stays(leadership: CommandLine, ledger: Ledger) -> None:
    now = "1,Ada Okafor,Quality,Inspector,2021-02-01,"
    file = leadership.file("people.csv", STAYS, now, "1,Ada Okafor,Tooling,Setter,2015-03-30,2019-06-16")
    leadership.does("import", "people", file)
    both = [
        (date(2015, 3, 30), date(2019, 6, 16), "Tooling", "Setter"),
        (date(2021, 2, 1), None, "Quality", "Inspector"),
    ]
    assert stays_of(ledger, leadership, "1") == both
    assert "Nothing to record" in leadership.does("import", "people", file)
    alone = leadership.file("now.csv", STAYS, now)
    assert "Nothing to record" in leadership.does("import", "people", alone)


def test_a_column_for_coming_back_tells_of_two_stays_in_one_row(leadership: CommandLine, ledger: Ledger) -> None:
    file = leadership.file(
        "people.csv",
        "id,name,department,job_title,hire date,rehire date,termination date",
        "1,Ada Okafor,Tooling,Setter,2015-03-30,2021-02-01,2019-06-16",
        "2,Ben Lind,Tooling,Setter,2015-03-30,2021-02-01,2023-05-31",
        "3,Cai Moreau,Tooling,Setter,2015-03-30,2015-03-30,",
    )
    said = leadership.does("import", "people", file)
    assert "row 2, rehire date: “2021-02-01” is a second first day" in said
    assert "when the stay from 2015-03-30 ended is not told: only the later stay is recorded" in said
    assert stays_of(ledger, leadership, "1") == [
        (date(2015, 3, 30), date(2019, 6, 16), "Tooling", None),
        (date(2021, 2, 1), None, "Tooling", "Setter"),
    ]
    assert stays_of(ledger, leadership, "2") == [(date(2021, 2, 1), date(2023, 5, 31), "Tooling", "Setter")]
    assert stays_of(ledger, leadership, "3") == [(date(2015, 3, 30), None, "Tooling", "Setter")]
    assert "Nothing to record" in leadership.does("import", "people", file)


def test_somebody_who_was_thought_to_be_here_all_along_left_and_came_back(
    leadership: CommandLine, ledger: Ledger
) -> None:
    row = "1,Ada Okafor,Tooling,Setter,2015-03-30,"
    leadership.does("import", "people", leadership.file("june.csv", STAYS, row))
    told = ("1,Ada Okafor,Tooling,Setter,2015-03-30,2019-06-16", "1,Ada Okafor,Quality,Setter,2021-02-01,")
    leadership.does("import", "people", leadership.file("july.csv", STAYS, *told))
    assert kinds(ledger, leadership.since) == {"PersonJoined": 2, "PersonIdentified": 1, "PersonLeft": 1}
    assert [stay[:3] for stay in stays_of(ledger, leadership, "1")] == [
        (date(2015, 3, 30), date(2019, 6, 16), "Tooling"),
        (date(2021, 2, 1), None, "Quality"),
    ]


def test_of_several_jobs_the_primary_one_is_recorded_and_told(leadership: CommandLine, ledger: Ledger) -> None:
    file = leadership.file(
        "people.csv",
        JOBS,
        "1,Ada,Tooling,Setter,2015-01-01,,N,",
        "1,Ada,Quality,Inspector,2015-01-01,,Y,",
        "2,Ben,Tooling,Setter,2016-01-01,,,30%",
        "2,Ben,Quality,Inspector,2015-01-01,,,60%",
        "3,Cai,Tooling,Setter,2015-01-01,2020-12-31,Y,",
        "3,Cai,Quality,Inspector,2015-01-01,,N,",
        "4,Dee,Tooling,Setter,2015-01-01,2019-12-31,,0.5",
        "4,Dee,Quality,Inspector,2015-01-01,2020-12-31,,0.5",
    )
    said = leadership.does("import", "people", file)
    assert "“1” has 2 jobs: recorded in that of row 3, as it is flagged as primary" in said
    assert "“2” has 2 jobs: recorded in that of row 5, as its share is the largest" in said
    assert "“3” has 2 jobs: recorded in that of row 7, as the others have ended" in said
    assert "“4” has 2 jobs: recorded in that of row 8, the first of those with the largest share" in said
    joined = date(2015, 1, 1)
    assert stays_of(ledger, leadership, "1") == [(joined, None, "Quality", "Inspector")]
    assert stays_of(ledger, leadership, "2") == [(joined, None, "Quality", "Inspector")]
    assert stays_of(ledger, leadership, "3") == [(joined, None, "Quality", "Inspector")]
    assert stays_of(ledger, leadership, "4") == [(joined, date(2020, 12, 31), "Tooling", "Setter")]
    shares = [one.placement.share_of_full_time for one in histories(ledger, leadership.system)["2"].stays[0].stood]
    assert shares == [60, 90], "the second job began a year later"
    assert "Nothing to record" in leadership.does("import", "people", file)


def test_what_cannot_all_be_right_is_asked_for(leadership: CommandLine, ledger: Ledger) -> None:
    file = leadership.file(
        "people.csv",
        JOBS,
        "1,Ada,Tooling,Setter,2015-01-01,,,",
        "1,Ada,Quality,Inspector,2015-01-01,,,",
        "2,Ben,Tooling,Setter,2015-01-01,2016-01-01,,",
        "2,Cai,Quality,Inspector,2018-01-01,,,",
        "3,Dee,Tooling,Setter,2015-01-01,,Y,",
        "3,Dee,Quality,Setter,2015-01-01,,Y,",
    )
    said = leadership.refuses("import", "people", file)
    told = [line.partition(",")[0] for line in said.splitlines() if "which says something else of them" in line]
    assert told == ["row 3", "row 5", "row 7"]
    [two_names] = [line for line in said.splitlines() if line.endswith("name its numbers with --system")]
    assert two_names.startswith("row 5, "), "one number for two people, as where companies number alike"
    assert ledger.position() == leadership.since


CHART = "Name,Title,Department,Reports To"


def test_a_chart_of_names_comes_in_with_a_first_day_for_all(leadership: CommandLine, ledger: Ledger) -> None:
    rows = ("Ada Okafor,Head of tooling,Tooling,", "Ben Lind,Setter,Tooling,Ada Okafor", "Cai Moreau,Setter,Quality,")
    file = leadership.file("chart.csv", CHART, *rows)
    said = leadership.refuses("import", "people", file)
    assert "No column was recognised for joined_on" in said
    assert "give one for all with --first-day 2024-01-01" in said
    leadership.does("import", "people", file, "--first-day", "2024-01-01")
    told = histories(ledger, leadership.system)
    assert set(told) == {"Ada Okafor", "Ben Lind", "Cai Moreau"}
    assert {person.stays[0].joined_on for person in told.values()} == {date(2024, 1, 1)}
    assert told["Ben Lind"].stays[0].stood[0].placement.manager is not None
    assert "Nothing to record" in leadership.does("import", "people", file, "--first-day", "2024-01-01")
    assert "Nothing to record" in leadership.does("import", "people", file, "--first-day", "2024-05-01"), "no later one"
    twice = leadership.file("twice.csv", CHART, *rows, rows[1])
    said = leadership.refuses("import", "people", twice, "--first-day", "2024-01-01")
    assert "row 5, Name: “Ben Lind” is the name in row 3 too: give both an identifier" in said


def test_a_first_day_for_all_is_for_those_alone_who_have_none(leadership: CommandLine, ledger: Ledger) -> None:
    file = leadership.file("people.csv", STAYS, "1,Ada,Tooling,,2015-01-01,", "2,Ben,Tooling,,,")
    leadership.does("import", "people", file, "--first-day", "2024-01-01")
    told = histories(ledger, leadership.system)
    assert [told[who].stays[0].joined_on for who in "12"] == [date(2015, 1, 1), date(2024, 1, 1)]
