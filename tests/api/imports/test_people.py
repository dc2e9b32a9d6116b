"""People as HR systems export them, from the command line into the ledger."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from domain.kernel.ids import PersonId
from domain.offices.stewards import NameSteward
from domain.people.introducing import IntroducePerson
from ledger import Entry, Ledger, new_id
from tests.api.imports.command_output import histories, kinds, units
from tests.api.imports.conftest import CommandLine

HEAD = "employee_id,name,department,job_title,manager_id,hired_on,left_on"
ADA = "1,Ada Okafor,Tooling,Head of tooling,,2019-03-01,"
BEN = "2,Ben Lind,Tooling,Setter,1,2020-05-01,"
ONE_BLANK = "leave one of them blank, or name another"
CAI = "3,Cai Moreau,Assembly,Fitter,2,2018-01-15,2023-12-31"


def first(ledger: Ledger, leadership: CommandLine) -> Entry[Any]:
    """The first entry that was written in a test."""
    return next(iter(ledger.entries(after=leadership.since, kinds=["PersonJoined"])))


def test_the_guess_is_told_and_then_people_are_recorded(leadership: CommandLine, ledger: Ledger) -> None:
    file = leadership.file("people.csv", HEAD + ",gender", *(row + ",x" for row in (BEN, CAI, ADA)))
    said = leadership.does("import", "people", file)
    assert "people.csv: UTF-8, comma-separated, dates as YYYY-MM-DD" in said
    assert f"employee_id  identifier in “{leadership.system}”  by its heading" in said
    assert "not recorded (gender: no development data)" in said
    assert "Recorded 7 entries about 3 people.\n" in said
    told = histories(ledger, leadership.system)
    assert [told[i].stays[0].joined_on for i in "123"] == [date(2019, 3, 1), date(2020, 5, 1), date(2018, 1, 15)]
    assert told["3"].stays[0].left_on == date(2023, 12, 31)
    ada = first(ledger, leadership)
    assert ada.event.name == "Ada Okafor", "managers come before their reports, wherever the file has them"
    assert told["2"].stays[0].stood[0].placement.manager == ada.stream
    assert not any("gender" in str(entry.event) for entry in ledger.entries())


def test_a_dry_run_shows_what_would_be_recorded_and_records_nothing(leadership: CommandLine, ledger: Ledger) -> None:
    said = leadership.does("import", "people", leadership.file("people.csv", HEAD, ADA, BEN), "--dry-run")
    assert "PersonJoined      2" in said
    hr = leadership.system
    ben = f"row 3, {hr} 2: PersonJoined on 2020-05-01 (name Ben Lind, unit Tooling, job_title Setter, manager {hr} 1)"
    assert ben in said
    assert said.endswith("Nothing was recorded (--dry-run).\n")
    assert ledger.position() == leadership.since


def test_a_dry_run_names_no_row_for_a_unit_that_several_ask_for(leadership: CommandLine) -> None:
    file = leadership.file("people.csv", HEAD, ADA.replace("Tooling", "Forge"), BEN.replace("Tooling", "Foundry"))
    said = leadership.does("import", "people", file, "--dry-run").splitlines()
    assert "  UnitEstablished on 2019-03-01 (name Forge)" in said
    assert "  UnitEstablished on 2020-05-01 (name Foundry)" in said


def test_twice_is_once(leadership: CommandLine, ledger: Ledger) -> None:
    file = leadership.file("people.csv", HEAD, ADA, BEN, CAI)
    leadership.does("import", "people", file)
    before = ledger.position()
    assert "Nothing to record: the ledger says all of this already." in leadership.does("import", "people", file)
    assert ledger.position() == before


def test_a_newer_export_records_what_has_changed_on_its_day(leadership: CommandLine, ledger: Ledger) -> None:
    leadership.does("import", "people", leadership.file("june.csv", HEAD, ADA, BEN, CAI))
    moved = BEN.replace("Tooling,Setter", "Assembly,Lead setter")
    new = "4,Dee Novak,Quality,Inspector,2,2024-07-01,"
    july = leadership.file("july.csv", HEAD, ADA.replace("Okafor", "Okafor-Lind"), moved, CAI, new)
    said = leadership.does("import", "people", july, "--as-of", "2024-07-31")
    assert "Recorded 4 entries about 3 people." in said
    assert kinds(ledger, leadership.since) == {
        "PersonJoined": 4,
        "PersonIdentified": 4,
        "PersonLeft": 1,
        "PersonMoved": 1,
        "PersonRenamed": 1,
    }
    [_, stood] = histories(ledger, leadership.system)["2"].stays[0].stood
    assert (stood.on, units(ledger)[stood.placement.unit]) == (date(2024, 7, 31), "Assembly")


def test_the_missing_have_left_only_where_that_is_said(leadership: CommandLine, ledger: Ledger) -> None:
    leadership.does("import", "people", leadership.file("june.csv", HEAD, ADA, BEN, CAI))
    july = leadership.file("july.csv", HEAD, ADA)
    assert "Nothing to record" in leadership.does("import", "people", july, "--as-of", "2024-07-31")
    said = leadership.does("import", "people", july, "--as-of", "2024-07-31", "--missing-have-left")
    assert "Recorded 1 entry about 1 person." in said
    assert histories(ledger, leadership.system)["2"].stays[0].left_on == date(2024, 7, 31)
    assert histories(ledger, leadership.system)["3"].stays[0].left_on == date(2023, 12, 31)


def test_everything_that_is_wrong_is_told_at_once_and_nothing_is_recorded(
    leadership: CommandLine, ledger: Ledger
) -> None:
    file = leadership.file(
        "people.csv",
        HEAD,
        ADA,
        "2,Ben Lind,,Setter,1,2020-05-01,",
        "3,Cai Moreau,Assembly,Fitter,1,2018-15-01,",
        "4,Dee Novak,Quality,Inspector,1,2020-01-01,2019-01-01",
        "1,Ada Okafor,Assembly,Head of tooling,,2019-03-01,",
        "6,Eve Sand,Quality,Inspector,7,2020-01-01,",
        "7,Fay Rost,Quality,Inspector,6,2020-01-01,",
        "8,Gus Holm,Quality,Inspector,8,2020-01-01,",
        ",Hal Bern,Quality,Inspector,1,2020-01-01,",
        "9,Ida Korn,Quality,Inspector,1,2020-01-01,,too,many",
        "10,Jon Weit,Quality,Inspector,1,n/a,",
    )
    said = leadership.refuses("import", "people", file)
    assert [line for line in said.splitlines() if line.startswith("row ")] == [
        "row 3, department: is empty: say where they stand",
        "row 4, hired_on: “2018-15-01” is no date of the form YYYY-MM-DD: write it like the others",
        "row 5, left_on: “2019-01-01” is before hired_on “2020-01-01”: give a later day, or an earlier one there",
        "row 6, employee_id: “1” is in row 2 too, which says something else of them: keep the one that is right",
        f"row 7, manager_id: “7” leads round in a circle (“6” reports to “7” reports to “6”): {ONE_BLANK}",
        f"row 8, manager_id: “6” leads round in a circle (“6” reports to “7” reports to “6”): {ONE_BLANK}",
        "row 10, employee_id: is empty: give what the system calls them, so that they are found again",
        "row 11: has 9 cells under 7 headings: quote what has the delimiter in it",
        "row 12, hired_on: is empty: give their first day",
    ]
    assert said.endswith("Nothing was recorded: put 9 problems right, or leave those out with --skip-bad-rows.\n")
    assert ledger.position() == leadership.since


def test_bad_rows_can_be_left_out(leadership: CommandLine, ledger: Ledger) -> None:
    file = leadership.file("people.csv", HEAD, ADA, "2,Ben Lind,,Setter,1,2020-05-01,", CAI.replace(",2,", ",1,"))
    said = leadership.does("import", "people", file, "--skip-bad-rows")
    assert "row 3, department: is empty" in said
    assert "Recorded 5 entries about 2 people." in said
    assert set(histories(ledger, leadership.system)) == {"1", "3"}


def test_what_the_rules_refuse_is_told_with_its_row_before_anything_is_recorded(
    leadership: CommandLine, ledger: Ledger
) -> None:
    leadership.does("import", "people", leadership.file("june.csv", HEAD, ADA, CAI.replace(",2,", ",1,")))
    before = ledger.position()
    back = CAI.replace(",2023-12-31", ",").replace(",2,", ",1,")
    said = leadership.refuses("import", "people", leadership.file("july.csv", HEAD, ADA, back, BEN))
    left = (
        "row 3, employee_id: “3” left on 2023-12-31, as is recorded: give that day here, or a later one on which they"
    )
    assert left in said
    assert ledger.position() == before


def test_managers_whom_nobody_knows_are_left_out_and_said_to_be(leadership: CommandLine, ledger: Ledger) -> None:
    file = leadership.file("people.csv", HEAD, ADA, BEN.replace(",1,", ",99,"))
    said = leadership.does("import", "people", file)
    assert "row 3, manager_id: “99” is nobody we know: recorded without" in said
    assert histories(ledger, leadership.system)["2"].stays[0].stood[0].placement.manager is None


def test_managers_who_are_not_in_the_file_are_found_in_the_ledger(leadership: CommandLine, ledger: Ledger) -> None:
    leadership.does("import", "people", leadership.file("heads.csv", HEAD, ADA))
    said = leadership.does("import", "people", leadership.file("others.csv", HEAD, BEN))
    assert "nobody we know" not in said
    assert (
        histories(ledger, leadership.system)["2"].stays[0].stood[0].placement.manager
        == first(ledger, leadership).stream
    )


@pytest.mark.parametrize("named", ["ada@example.org", "Okafor, Ada", "Ada Okafor", "ADA@example.org"])
def test_managers_can_be_named_by_mail_or_name(leadership: CommandLine, ledger: Ledger, named: str) -> None:
    mail = f"{leadership.system}.example.org"
    file = leadership.file(
        "people.csv",
        "Personalnummer;Vorname;Nachname;E-Mail;Abteilung;Vorgesetzter;Eintritt",
        f"2;Ben;Lind;ben@{mail};Tooling;{named.replace('example.org', mail)};01.05.2020",
        f"1;Ada;Okafor;ada@{mail};Tooling;;13.03.2019",
    )
    leadership.does("import", "people", file)
    told = histories(ledger, leadership.system)
    assert told["2"].stays[0].joined_on == date(2020, 5, 1)
    assert told["2"].stays[0].stood[0].placement.manager == first(ledger, leadership).stream


def test_a_status_says_who_is_gone(leadership: CommandLine, ledger: Ledger) -> None:
    head = "id,name,department,hired_on,status"
    leadership.does("import", "people", leadership.file("june.csv", head, "1,Ada,Tooling,2019-03-01,active"))
    july = leadership.file("july.csv", head, "1,Ada,Tooling,2019-03-01,retired")
    leadership.does("import", "people", july, "--as-of", "2024-07-31")
    assert histories(ledger, leadership.system)["1"].stays[0].left_on == date(2024, 7, 31)
    before = ledger.position()
    said = leadership.does("import", "people", leadership.file("other.csv", head, "2,Ben,Tooling,2019-03-01,left"))
    assert "“2” has left by their status, nobody knows when, and the ledger does not know them: left out" in said
    assert ledger.position() == before


def test_what_can_be_two_days_is_asked_about_and_can_be_said(leadership: CommandLine, ledger: Ledger) -> None:
    file = leadership.file("people.csv", HEAD, ADA.replace("2019-03-01", "01/03/2019"))
    said = leadership.refuses("import", "people", file)
    assert "hired_on: “01/03/2019” can be DD/MM/YYYY or MM/DD/YYYY: say which with --date-format" in said
    leadership.does("import", "people", file, "--date-format", "MM/DD/YYYY")
    assert histories(ledger, leadership.system)["1"].stays[0].joined_on == date(2019, 1, 3)


def test_whoever_imports_has_the_last_word_on_columns_and_systems(leadership: CommandLine, ledger: Ledger) -> None:
    file = leadership.file("people.csv", "badge,who,group,since", "A7,Ada Okafor,Tooling,2019-03-01")
    said = leadership.does(
        "import", "people", file, "--system", "badges", "--column", "identifier=badge", "--column", "name=who",
        "--column", "unit=group", "--column", "joined-on=since",
    )  # fmt: skip
    assert "identifier in “badges”  as you said" in said
    assert histories(ledger, "badges")["A7"].stays[0].name == "Ada Okafor"


def test_one_person_in_two_rows_is_recorded_once(leadership: CommandLine, ledger: Ledger) -> None:
    leadership.does("import", "people", leadership.file("people.csv", HEAD, ADA, ADA))
    assert kinds(ledger, leadership.since) == {"PersonJoined": 1, "PersonIdentified": 1}


def test_whoever_has_been_erased_is_not_written_about(leadership: CommandLine, ledger: Ledger) -> None:
    leadership.does("import", "people", leadership.file("june.csv", HEAD, ADA))
    ledger.keys.destroy(first(ledger, leadership).stream)
    july = leadership.file("july.csv", HEAD, ADA.replace("Tooling", "Assembly"))
    assert "“1” has been erased: take them out of the file" in leadership.refuses("import", "people", july)
    assert ledger.position() == leadership.since + 2


def test_a_steward_records_in_their_own_name_and_nobody_else_does(leadership: CommandLine, ledger: Ledger) -> None:
    ada, ben = PersonId(new_id("person")), PersonId(new_id("person"))
    for person in (ada, ben):
        ledger.record(IntroducePerson(person, "Noor", effective_on=date(2024, 1, 8)), by=ada)
    ledger.record(NameSteward(ada, ledger.today() + timedelta(days=9), effective_on=ledger.today()), by=ada)
    file = leadership.file("people.csv", HEAD, ADA)
    for nobody in (ben, "Ada Okafor"):
        code, said = leadership.run("import", "people", file, "--as", nobody)
        assert (code, f"“{nobody}” is no steward" in said) == (2, True)
    since = ledger.position()
    leadership.does("import", "people", file, "--as", ada)
    assert {entry.recorded_by for entry in ledger.entries(after=since)} == {ada}
