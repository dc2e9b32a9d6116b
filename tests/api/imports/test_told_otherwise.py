"""What a file says otherwise than the ledger, or its own history, or than can well be: asked or told, never silent."""

from __future__ import annotations

from datetime import date

from ledger import Ledger
from tests.api.imports.command_output import histories, kinds
from tests.api.imports.conftest import CommandLine

HEAD = "id,name,department,hired_on,left_on,manager"
JOBS = "EMP_ID,Name,EFFDT,EFFSEQ,ACTION,STATUS,DEPARTMENT,JOB TITLE,FTE,SUPERVISOR NAME"


def test_a_number_that_was_given_to_somebody_else_is_no_renaming(leadership: CommandLine, ledger: Ledger) -> None:
    leadership.does("import", "people", leadership.file("old.csv", HEAD, "121,Marijke Bos,Tooling,2021-03-19,,"))
    reused = leadership.file("new.csv", HEAD, "121,Piet Vlek,Tooling,2025-03-19,,")
    said = leadership.refuses("import", "people", reused)
    assert "row 2, id: “121” is “Piet Vlek”, here since 2025-03-19, and in the ledger “Marijke Bos”" in said
    assert "PersonRenamed" not in kinds(ledger, leadership.since)
    renamed = leadership.file("renamed.csv", HEAD, "121,Marijke Vlek,Tooling,2021-03-20,,")
    said = leadership.does("import", "people", renamed)
    assert "“2021-03-20” is another first day than 2021-03-19, which is known: that stays, and this is not rec" in said
    married = leadership.file("married.csv", HEAD, "121,Riet Anders,Tooling,2021-03-19,,")
    assert "“121” is “Riet Anders”, and in the ledger “Marijke Vlek”" in leadership.refuses("import", "people", married)
    assert "another first day" not in leadership.does("import", "people", married, "--renamed", "121")


def test_days_and_managers_that_can_hardly_be_are_told(leadership: CommandLine) -> None:
    rows = (
        "1,Ada,Tooling,1925-01-15,2022-12-31,",
        "2,Ben,Tooling,2015-01-01,2127-03-31,1",
        "3,Cai,Tooling,2015-01-01,2027-03-31,2",
        "4,Dee,Tooling,2015-01-01,2020-03-31,1",
    )
    said = leadership.does("import", "people", leadership.file("people.csv", HEAD, *rows), "--as-of", "2026-06-30")
    assert "row 2, hired_on: “1925-01-15” is more than 70 years ago" in said
    assert "row 3, left_on: “2127-03-31” is more than 5 years ahead" in said
    assert "“2027-03-31”" not in said
    assert "row 3, manager: “1” had left by 2026-06-30 (on 2022-12-31)" in said
    assert "row 5" not in said, "somebody who has left, too, may have been managed by them"
    new = leadership.file("new.csv", HEAD, "5,Eva,Tooling,2025-01-01,,1")
    said = leadership.does("import", "people", new, "--as-of", "2026-06-30")
    assert "row 2, manager: “1” had left by 2026-06-30 (on 2022-12-31)" in said


CHANGES = (
    "47,Gil Roth,2010-03-01,0,HIR,A,Tooling,Tutor,0.5,",
    "47,Gil Roth,2013-08-08,0,TER,T,Tooling,Tutor,0.5,",
    '47,Gil Roth,2016-09-01,0,REH,A,Quality,Adjunct,0.4,"Oak, Tom"',
    '50,"Oak, Tom",2009-10-06,0,HIR,A,Quality,Chair,1,',
)


def test_people_first_and_their_history_after_is_one_and_the_same(leadership: CommandLine, ledger: Ledger) -> None:
    people = leadership.file(
        "people.csv",
        "id,name,department,job title,fte,manager,hired on",
        '47,Gil Roth,Quality,Adjunct,0.4,"Oak, Tom",2010-03-01',
        '50,"Oak, Tom",Quality,Chair,1,,2009-10-06',
    )
    jobs = leadership.file("jobs.csv", JOBS, *CHANGES)
    leadership.does("import", "people", people)
    leadership.does("import", "spells", jobs, "--action", "TER=gone", "--action", "T=gone")
    one_by_one = histories(ledger, leadership.system)["47"]
    assert [stay.left_on for stay in one_by_one.stays] == [date(2013, 8, 7), None]
    assert [[stood.on for stood in stay.stood] for stay in one_by_one.stays] == [[date(2010, 3, 1)], [date(2016, 9, 1)]]
    last = one_by_one.stays[-1].stood[-1].placement
    assert (last.job_title, last.share_of_full_time, last.manager is None) == ("Adjunct", 40, False)
    other = CommandLine(leadership.url, leadership.folder, f"{leadership.system}b", 0)
    other.does("import", "people", people, "--history", jobs, "--action", "TER=gone", "--action", "T=gone")
    at_once = histories(ledger, other.system)["47"]
    assert [stay.joined_on for stay in at_once.stays] == [stay.joined_on for stay in one_by_one.stays]
    place = at_once.stays[-1].stood[-1].placement
    assert (place.job_title, place.share_of_full_time, place.unit) == ("Adjunct", 40, last.unit)


def test_a_last_day_that_is_not_that_of_the_history_is_told(leadership: CommandLine) -> None:
    people = leadership.file("p.csv", HEAD.replace("left_on", "Last day"), "47,Gil Roth,Tooling,2010-03-01,2013-08-08,")
    jobs = leadership.file("jobs.csv", JOBS, *CHANGES[:2])
    words = ("import", "people", people, "--history", jobs, "--dry-run")
    said = leadership.does(*words)
    assert "say it as in --action TER=gone" in said
    assert "another last day" not in said
    said = leadership.does(*words, "--action", "TER=gone")
    assert (
        "row 2, Last day: “2013-08-08” is another last day than that of the history, 2013-08-07: this one is taken"
        in said
    )
    assert "say it as in" not in said


def test_all_words_are_named_that_are_taken_for_a_last_day(leadership: CommandLine) -> None:
    rows = (*CHANGES[:2], "48,Eva Roth,2010-03-01,0,HIR,A,Tooling,,,", "48,Eva Roth,2014-03-01,0,PAY,T,Tooling,,,")
    jobs = leadership.file("jobs.csv", JOBS, *rows)
    said = leadership.does("import", "spells", jobs, "--dry-run")
    assert "say it as in --action TER=gone --action T=gone." in said
    said = leadership.does("import", "spells", jobs, "--dry-run", "--action", "TER=ends", "--action", "T=gone")
    assert "say it as in" not in said
