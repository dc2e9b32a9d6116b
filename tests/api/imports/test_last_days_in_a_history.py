"""Last days, ways of belonging and continuous service that a job history gives in columns beside the changes."""

from __future__ import annotations

from datetime import date

import pytest

from domain.people.employment import Belonging
from ledger import Ledger
from tests.api.imports.command_output import histories
from tests.api.imports.conftest import CommandLine

HEAD = "EMP_ID,Name,EFFDT,Action,Department,LWD"
OFF = "LWD: says the last day, and in 1 row the leaving that the change tells of is one day"


def left(ledger: Ledger, leadership: CommandLine, who: str = "7") -> list[tuple[date, date | None]]:
    """First and last day of each stay."""
    return [(stay.joined_on, stay.left_on) for stay in histories(ledger, leadership.system)[who].stays]


def test_a_last_day_to_come_is_recorded_from_a_history(leadership: CommandLine, ledger: Ledger) -> None:
    rows = (
        "7,Ada Okafor,2010-01-01,Hire,Tooling,2099-03-31",
        "7,Ada Okafor,2016-01-01,Transfer,Quality,2099-03-31",
        "8,Ben Lind,2010-01-01,Hire,Tooling,",
    )
    file = leadership.file("jobs.csv", HEAD, *rows)
    leadership.does("import", "spells", file)
    assert left(ledger, leadership) == [(date(2010, 1, 1), date(2099, 3, 31))]
    assert left(ledger, leadership, "8") == [(date(2010, 1, 1), None)]
    assert "Nothing to record" in leadership.does("import", "spells", file)


def test_last_days_stand_beside_spells_without_actions_too(leadership: CommandLine, ledger: Ledger) -> None:
    file = leadership.file(
        "spells.csv",
        "id,department,started on,ended on,last working day",
        "7,Tooling,2010-01-01,2011-12-31,2015-06-30",
        "7,Quality,2012-01-01,2015-06-30,2015-06-30",
        "7,Assembly,2018-01-01,,",
        "8,Tooling,2010-01-01,2014-12-31,",
        "8,Quality,2015-01-01,,2024-02-29",
    )
    leadership.does("import", "spells", file)
    assert left(ledger, leadership) == [(date(2010, 1, 1), date(2015, 6, 30)), (date(2018, 1, 1), None)]
    assert left(ledger, leadership, "8") == [(date(2010, 1, 1), date(2024, 2, 29))]


@pytest.mark.parametrize(
    ("said", "day", "told"),
    [
        ("gone", "2020-07-01", ""),
        ("ends", "2020-06-30", ""),
        ("ends", "2020-07-01", f"{OFF} after it (row 3 “2020-06-30”): this column is taken"),
        ("gone", "2020-06-30", f"{OFF} before it (row 3 “2020-06-30”): this column is taken"),
        ("gone", "2020-08-01", "row 3, LWD: “2020-06-30” is another last day than that of the change in row 3"),
        ("ends", "2019-01-15", "row 3, LWD: “2020-06-30” is another last day than that of the change in row 3"),
    ],
)
def test_the_column_decides_and_is_told_where_the_change_says_another_day(
    leadership: CommandLine, ledger: Ledger, said: str, day: str, told: str
) -> None:
    rows = ("7,Ada Okafor,2010-01-01,Hire,Tooling,2020-06-30", f"7,Ada Okafor,{day},Relieved,Tooling,2020-06-30")
    out = leadership.does("import", "spells", leadership.file("jobs.csv", HEAD, *rows), "--action", f"Relieved={said}")
    assert left(ledger, leadership) == [(date(2010, 1, 1), date(2020, 6, 30))]
    assert told in out
    assert told or ("LWD: says" not in out and "another last day" not in out)


def test_a_last_day_before_coming_back_is_of_the_stay_before(leadership: CommandLine, ledger: Ledger) -> None:
    rows = (
        "7,Ada Okafor,2010-01-01,Hire,Tooling,2015-06-30",
        "7,Ada Okafor,2018-01-01,Rehire,Quality,2015-06-30",
        "7,Ada Okafor,2020-01-01,Transfer,Tooling,",
    )
    leadership.does("import", "spells", leadership.file("jobs.csv", HEAD, *rows))
    assert left(ledger, leadership) == [(date(2010, 1, 1), date(2015, 6, 30)), (date(2018, 1, 1), None)]


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (
            ("2010-01-01,Hire,Tooling,2015-06-30", "2018-01-01,Transfer,Quality,2015-06-30"),
            "“2015-06-30” is before row 3, which tells of no coming back: not used",
        ),
        (
            ("2010-01-01,Hire,Tooling,2009-06-30", "2018-01-01,Transfer,Quality,"),
            "row 2, LWD: “2009-06-30” is before the first day that the file tells of: not used",
        ),
    ],
)
def test_a_last_day_that_cannot_be_is_told(
    leadership: CommandLine, ledger: Ledger, rows: tuple[str, ...], told: str
) -> None:
    file = leadership.file("jobs.csv", HEAD, *(f"7,Ada Okafor,{row}" for row in rows))
    assert told in leadership.does("import", "spells", file)
    assert left(ledger, leadership) == [(date(2010, 1, 1), None)]


def test_of_two_last_days_the_latest_row_says_which(leadership: CommandLine, ledger: Ledger) -> None:
    rows = ("7,Ada,2010-01-01,Hire,Tooling,2099-06-30", "7,Ada,2018-01-01,Transfer,Quality,2099-12-31")
    said = leadership.does("import", "spells", leadership.file("jobs.csv", HEAD, *rows))
    assert "row 2, LWD: “2099-06-30” is another last day than row 3 says, 2099-12-31: that one is taken" in said
    assert left(ledger, leadership) == [(date(2010, 1, 1), date(2099, 12, 31))]


BELONGING = "EMP_ID,Name,EFFDT,Action,Department,Employment Type,Group DOJ"


def test_belonging_and_continuous_service_are_taken_from_a_history(leadership: CommandLine, ledger: Ledger) -> None:
    rows = (
        "7,Ada Okafor,2010-01-01,Hire,Tooling,Contractor,2004-05-06",
        "7,Ada Okafor,2016-01-01,Transfer,Quality,Contractor,2004-05-06",
        "8,Ben Lind,2010-01-01,Hire,Tooling,Contractor,",
        "8,Ben Lind,2016-01-01,Transfer,Quality,Regular,2012-01-01",
    )
    file = leadership.file("jobs.csv", BELONGING, *rows)
    told = ("--column", "belonging=Employment Type", "--belonging", "Regular=employed")
    said = leadership.does("import", "spells", file, *told)
    stays = {who: history.stays for who, history in histories(ledger, leadership.system).items()}
    assert [(one.belonging, one.continuous_since) for one in stays["7"]] == [(Belonging.CONTRACTOR, date(2004, 5, 6))]
    assert [(one.belonging, one.continuous_since) for one in stays["8"]] == [(Belonging.EMPLOYED, None)]
    assert f"row 5, Employment Type: “{Belonging.EMPLOYED}” is another way of belonging than in row 4" in said
    assert "row 5, Group DOJ: “2012-01-01” is after the first day that the file tells of, 2010-01-01: not used" in said
    assert "Nothing to record" in leadership.does("import", "spells", file, *told)


def test_what_ends_and_gone_mean_is_said_where_it_is_asked(leadership: CommandLine) -> None:
    rows = ("7,Ada Okafor,2010-01-01,Hire,Tooling,", "7,Ada Okafor,2020-07-01,Waved off,Tooling,2020-06-30")
    said = " ".join(leadership.refuses("import", "spells", leadership.file("jobs.csv", HEAD, *rows)).split())
    assert "Nobody knows what these tell: “Waved off”" in said
    assert "ends (left; the day of the row is the last one here)" in said
    assert "gone (left; the day of the row is the first one on which they are no longer here)" in said


def test_an_unknown_status_of_a_history_is_asked_about_as_an_action(leadership: CommandLine, ledger: Ledger) -> None:
    rows = ("7,Ada,2010-01-01,Active,Tooling", "7,Ada,2012-01-01,Zzgl,Tooling")
    file = leadership.file("jobs.csv", "EMP_ID,Name,EFFDT,Status,Department", *rows)
    refused = " ".join(leadership.refuses("import", "spells", file).split())
    assert '--action "Zzgl=moves"' in refused
    assert "--status" not in refused
    leadership.does("import", "spells", file, "--action", "Zzgl=ends")
    assert left(ledger, leadership) == [(date(2010, 1, 1), date(2012, 1, 1))]
