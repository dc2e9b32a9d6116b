"""Where people stood when, from a second file, before or after the people themselves."""

from __future__ import annotations

from datetime import date

from ledger import Ledger
from tests.api.imports.command_output import histories, kinds, shape, units
from tests.api.imports.conftest import CommandLine

PEOPLE = (
    "id,name,department,job_title,manager,hired_on",
    "1,Ada,Tooling,Head,,2015-01-01",
    "2,Ben,Quality,Inspector,1,2016-01-01",
)
SPELLS = (
    "id,department,started_on,ended_on",
    "2,Quality,2019-07-01,",
    "2,Tooling,2016-01-01,2017-12-31",
    "2,Assembly,2018-01-01,2019-06-30",
)


def test_spells_put_right_where_somebody_began(leadership: CommandLine, ledger: Ledger) -> None:
    leadership.does("import", "people", leadership.file("people.csv", *PEOPLE))
    said = leadership.does("import", "spells", leadership.file("spells.csv", *SPELLS))
    assert "Recorded 3 entries about 1 person." in said
    assert kinds(ledger, leadership.since) == {
        "PersonJoined": 2,
        "PersonIdentified": 2,
        "PersonJoined, corrected": 1,
        "PersonMoved": 2,
    }
    corrected = [entry for entry in ledger.entries(after=leadership.since) if entry.supersedes]
    assert [entry.reason for entry in corrected] == ["told by spells.csv"]
    stood = histories(ledger, leadership.system)["2"].stays[0].stood
    assert [(one.on, units(ledger)[one.placement.unit], one.placement.job_title) for one in stood] == [
        (date(2016, 1, 1), "Tooling", None),
        (date(2018, 1, 1), "Assembly", None),
        (date(2019, 7, 1), "Quality", "Inspector"),
    ]


def test_both_files_together_need_no_correction(leadership: CommandLine, ledger: Ledger) -> None:
    people, spells = leadership.file("people.csv", *PEOPLE), leadership.file("spells.csv", *SPELLS)
    leadership.does("import", "people", people, "--history", spells)
    assert kinds(ledger, leadership.since) == {"PersonJoined": 2, "PersonIdentified": 2, "PersonMoved": 2}
    for words in (("people", people), ("spells", spells), ("people", people, "--history", spells)):
        assert "Nothing to record" in leadership.does("import", *words)


def test_people_who_are_met_in_spells_first_are_named_later(leadership: CommandLine, ledger: Ledger) -> None:
    said = leadership.does("import", "spells", leadership.file("spells.csv", *SPELLS))
    assert "1 person is called by the identifier until a file of people names them." in said
    leadership.does("import", "people", leadership.file("people.csv", *PEOPLE))
    [(name, left_on, stood)] = shape(ledger, leadership.system)["2"][0]
    assert (name, left_on) == ("Ben", None)
    assert [unit for _, unit, *_ in stood] == ["Tooling", "Assembly", "Quality"]
    assert stood[-1][-2:] == ("Inspector", "1")


def test_what_is_worth_knowing_of_spells_is_told_and_what_cannot_be_is_refused(leadership: CommandLine) -> None:
    file = leadership.file(
        "spells.csv",
        SPELLS[0],
        "7,Tooling,2016-01-01,2016-12-31",
        "7,Assembly,2018-01-01,2019-12-31",
        "7,Quality,2019-07-01,",
    )
    said = leadership.does("import", "spells", file)
    assert "row 3, started_on: “2018-01-01” is after a gap: told as still where row 2 says, up to that day" in said
    assert "row 4, started_on: “2019-07-01” is before row 3 has ended: told as having moved on that day" in said
    twice = leadership.file("twice.csv", SPELLS[0], "8,Tooling,2016-01-01,", "8,Quality,2016-01-01,")
    said = leadership.refuses("import", "spells", twice)
    assert (
        "row 3, started_on: “2016-01-01” is where row 2 begins too, in another place: keep the one that is right"
        in said
    )


def test_a_last_spell_that_has_ended_is_a_last_day_only_where_that_is_said(
    leadership: CommandLine, ledger: Ledger
) -> None:
    file = leadership.file("spells.csv", SPELLS[0], "9,Tooling,2016-01-01,2016-12-31")
    leadership.does("import", "spells", file)
    assert histories(ledger, leadership.system)["9"].stays[0].left_on is None
    leadership.does("import", "spells", file, "--ended-have-left")
    assert histories(ledger, leadership.system)["9"].stays[0].left_on == date(2016, 12, 31)
