"""Imports and what the organisation has: units are established once, grades become levels, ids are one person's."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import closing

import pytest

from domain.frameworks.default_pack import DEFAULT_EDITION, DEFAULT_FRAMEWORK
from domain.frameworks.publishing import PublishFramework
from domain.people.employment import Belonging, Employment
from domain.units.unit import Unit
from ledger import Ledger, Wrapping
from tests.api.imports.command_output import histories, kinds, units
from tests.api.imports.conftest import KEY, CommandLine
from tests.units import LONG_AGO, RECORDER

HEAD = "employee_id,name,department,hired_on"
OnItsOwn = Callable[[], CommandLine]


def opened(leadership: CommandLine) -> closing[Ledger]:
    return closing(Ledger.open(leadership.url, Wrapping(KEY)))


@pytest.mark.mission("M81")
def test_an_import_establishes_the_units_it_needs_and_says_so_once(on_its_own: OnItsOwn) -> None:
    leadership = on_its_own()
    rows = ("1,Ada,Plant North / Paint / Line 2,2019-03-01", "2,Ben,Paint,2015-05-01", "3,Cai,Sales,2018-01-15")
    file = leadership.file("people.csv", HEAD, *rows)
    said = leadership.does("import", "people", file, "--dry-run")
    assert "4 units are established, as the ledger has none of that name:" in said
    said = leadership.does("import", "people", file)
    assert "4 units are established" in said
    assert "“Plant North”" in said
    assert "Nothing to record" in leadership.does("import", "people", file)
    with opened(leadership) as ledger:
        named = {name: unit for unit, name in units(ledger).items()}
        book = ledger.book()
        line, paint, plant = (book.recall(Unit, named[name]) for name in ("Line 2", "Paint", "Plant North"))
        assert (line.parents[0].what, paint.parents[0].what) == (named["Paint"], named["Plant North"])
        assert plant.parents[0].what is None
        assert [str(unit.established_on) for unit in (line, paint, plant)] == ["2019-03-01", "2015-05-01", "2015-05-01"]
        assert kinds(ledger)["UnitEstablished"] == 4
    earlier = leadership.file("earlier.csv", HEAD, "4,Dee,Sales,2009-01-01", "5,Eve,plant north / paint,2020-01-01")
    assert "established" not in leadership.does("import", "people", earlier)
    with opened(leadership) as ledger:
        assert kinds(ledger)["UnitEstablished"] == 4
        assert str(ledger.book().recall(Unit, named["Sales"]).established_on) == "2009-01-01"
        assert histories(ledger, "hr")["5"].stays[0].stood[0].placement.unit == named["Paint"]


@pytest.mark.mission("M81")
def test_lines_establish_the_units_that_they_name_by_words(on_its_own: OnItsOwn) -> None:
    leadership = on_its_own()
    lines = [
        {"command": "JoinPerson", "person": {"id": "1"}, "name": "Ada", "unit": "Hall 1", "effective_on": "2020-01-01"},
        {"command": "JoinPerson", "person": {"id": "2"}, "name": "Ben", "unit": "Hall 1", "effective_on": "2018-01-01"},
        {"kind": "PersonMoved", "person": {"id": "1"}, "unit": "Hall 1 / Line 4", "effective_on": "2021-01-01"},
    ]
    file = leadership.file("lines.ndjson", *map(json.dumps, lines))
    said = leadership.does("import", "entries", file)
    assert "from 3 lines" in said
    assert "2 units are established" in said
    assert "Nothing to record" in leadership.does("import", "entries", file)
    with opened(leadership) as ledger:
        assert sorted(units(ledger).values()) == ["Hall 1", "Line 4"]
        hall = next(unit for unit, name in units(ledger).items() if name == "Hall 1")
        assert str(ledger.book().recall(Unit, hall).established_on) == "2018-01-01"


def test_a_name_that_several_units_have_is_asked_about(on_its_own: OnItsOwn) -> None:
    leadership = on_its_own()
    rows = ("1,Ada,North / Paint,2019-03-01", "2,Ben,South / Paint,2015-05-01")
    leadership.does("import", "people", leadership.file("people.csv", HEAD, *rows))
    said = leadership.refuses("import", "people", leadership.file("more.csv", HEAD, "3,Cai,Paint,2018-01-15"))
    assert "unit “Paint” is the name of 2 units: write the path to it" in said


def test_grades_become_levels_by_a_map_and_others_leave_the_level_open(on_its_own: OnItsOwn) -> None:
    leadership = on_its_own()
    head = f"{HEAD},grade"
    rows = ("1,Ada,Sales,2019-03-01,G7", "2,Ben,Sales,2015-05-01,Others", "3,Cai,Sales,2018-01-15,banana")
    file = leadership.file("people.csv", head, *rows)
    tried = leadership.does("import", "people", file, "--dry-run")
    assert "These mean no level, and leave it open: “G7” (1), “banana” (1)." in tried, "by the pack that ships"
    with opened(leadership) as ledger:
        publish = PublishFramework(DEFAULT_FRAMEWORK, DEFAULT_EDITION, effective_on=LONG_AGO, imported=True)
        ledger.record(publish, by=RECORDER)
    wrong = leadership.file("wrong.toml", 'G7 = "Selff"')
    assert "“Selff” is no level in force" in leadership.refuses("import", "people", file, "--levels", wrong)
    levels = leadership.file("levels.toml", '"G7" = "leaders"')
    said = leadership.does("import", "people", file, "--levels", levels)
    assert "These mean no level, and leave it open: “banana” (1)." in said
    with opened(leadership) as ledger:
        told = histories(ledger, "hr")
    assert [told[one].stays[0].stood[0].placement.level for one in "123"] == ["leaders", "others", None]


def test_site_employer_share_and_belonging_are_read_and_what_cannot_be_is_refused(on_its_own: OnItsOwn) -> None:
    leadership = on_its_own()
    head = f"{HEAD},location,legal entity,FTE,worker type,continuous service date"
    good = ("1,Ada,Sales,2019-03-01,Graz,Pumps GmbH,0.5,Contractor,2011-02-01", "2,Ben,Sales,2015-05-01,,,80 %,,")
    leadership.does("import", "people", leadership.file("people.csv", head, *good))
    with opened(leadership) as ledger:
        told = histories(ledger, "hr")
        ada, ben = (told[one].stays[0] for one in "12")
        placement = ada.stood[0].placement
        assert (placement.site, placement.employer, placement.share_of_full_time) == ("Graz", "Pumps GmbH", 50)
        assert (ada.belonging, str(ada.continuous_since)) == (Belonging.CONTRACTOR, "2011-02-01")
        assert (ben.stood[0].placement.share_of_full_time, ben.belonging) == (80, None)
    assert "Nothing to record" in leadership.does("import", "people", leadership.folder / "people.csv")
    for row, said in (
        ("3,Cai,Sales,1899-12-31,,,,,", "row 2, hired_on: “1899-12-31” lies before 1900"),
        ("3,Cai,Sales,2019-03-01,,,99999999999999999999,,", "row 2, FTE: “99999999999999999999” is no share of full"),
        ("3,Cai,Sales,2019-03-01,,,0,,", "row 2, FTE: “0” is no share of full time"),
    ):
        assert said in leadership.refuses("import", "people", leadership.file("wrong.csv", head, row))
    wizard = leadership.file("open.csv", head, "3,Cai,Sales,2019-03-01,,,,Wizard,")
    said = leadership.refuses("import", "people", wizard)
    assert "worker type: “Wizard” is no way of belonging that we know (once, first in row 2)" in said


def test_identifiers_are_trimmed_and_their_case_makes_no_difference(on_its_own: OnItsOwn) -> None:
    leadership = on_its_own()
    leadership.does("import", "people", leadership.file("june.csv", HEAD, "E-1,Ada,Sales,2019-03-01"))
    july = leadership.file("july.csv", HEAD, " e-1 ,Ada,Sales,2019-03-01")
    assert "Nothing to record" in leadership.does("import", "people", july, "--missing-have-left")
    twice = leadership.file("twice.csv", HEAD, "E-1,Ada,Sales,2019-03-01", "e-1,Ben,Sales,2015-05-01")
    assert "is in row 2 too" in leadership.refuses("import", "people", twice)
    mail = f"{HEAD},email"
    shared = ("E-2,Ben,Sales,2015-05-01,one@example.org", "E-3,Cai,Sales,2015-05-01,One@example.org")
    leadership.does("import", "people", leadership.file("first.csv", mail, shared[0]))
    said = leadership.refuses("import", "people", leadership.file("second.csv", mail, shared[1]))
    assert "identifier “One@example.org” is what “email” calls" in said


def test_case_is_told_apart_where_the_system_says_so(on_its_own: OnItsOwn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEADERSHIP_CASE_MATTERS_IN", "badge, hr")
    leadership = on_its_own()
    both = leadership.file("both.csv", HEAD, "E-1,Ada,Sales,2019-03-01", "e-1,Ben,Sales,2015-05-01")
    leadership.does("import", "people", both)
    with opened(leadership) as ledger:
        people = {entry.stream for entry in ledger.entries(kinds=["PersonIdentified"])}
        assert len(people) == 2
        assert all(ledger.book().recall(Employment, person).stays for person in people)


def test_a_name_with_a_slash_in_it_is_told_as_a_path_until_it_is_said_to_be_one(
    leadership: CommandLine, ledger: Ledger
) -> None:
    own = f"Pay{leadership.system} / Benefits"
    file = leadership.file("people.csv", "id,name,department,hired_on", f"1,Ada,{own},2015-01-01")
    said = leadership.does("import", "people", file, "--dry-run")
    assert f"Read as units within units: “{own}”. Where one of these is a single name, say --unit-name '{own}'." in said
    said = leadership.does("import", "people", file, "--unit-name", own)
    assert f"1 unit is established, as the ledger has none of that name: “{own}”." in said
    assert "Read as units" not in said
    assert own in units(ledger).values()
    assert "Nothing to record" in leadership.does("import", "people", file), "the ledger knows it by now"


def test_a_division_and_a_section_in_two_columns(leadership: CommandLine, ledger: Ledger) -> None:
    """Whoever stands in no section stands in the division itself."""
    file = leadership.file(
        "people.csv",
        "社員番号,氏名,部,課,入社日",
        "1,山田 太郎,製造部,第一課,2015-04-01",
        "2,高橋 さくら,製造部,,2012-04-01",
        "3,佐藤 健,営業部,第一課,2016-04-01",
    )
    said = " ".join(leadership.refuses("import", "people", file).split())
    assert "where one is within the other, say --column unit='" in said
    leadership.does("import", "people", file, "--column", "unit=部 + 課")
    called = units(ledger)
    stands = {who: one.stays[-1].stood[-1].placement.unit for who, one in histories(ledger, leadership.system).items()}
    assert {who: called[unit] for who, unit in stands.items()} == {"1": "第一課", "2": "製造部", "3": "第一課"}
    assert stands["1"] != stands["3"], "the first sections of two divisions are two units"
    assert "Nothing to record" in leadership.does("import", "people", file, "--column", "unit=部 + 課")
