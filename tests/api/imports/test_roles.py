"""Roles as firms keep them: acting holders, months for days, newer files, and holders who were not here yet."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from ledger import Ledger
from tests.api.imports.conftest import CommandLine
from tests.api.imports.three_people import ROLES, after, name, title

NAMED = "Cargo,Unit,Level,Critical,Ocupante,Since"


def appointed(ledger: Ledger, leadership: CommandLine) -> list[tuple[str, date]]:
    """How, and since when, roles came to be held."""
    made = after(ledger, leadership, "AppointmentMade")
    return [(entry.event.appointment_kind, entry.event.effective_on) for entry in made]


@pytest.mark.parametrize(
    ("holder", "kind"),
    [
        ("{} (acting)", "acting_up"),
        ("{} (komm.)", "acting_up"),
        ("{} i.V.", "acting_up"),
        ("{} (bis 31.12.2049)", "acting_up"),
        ("{} (p.o.)", "acting_up"),
        ("Acting: {}", "acting_up"),
        ("{} ad interim", "interim"),
        ("{} (a.i.)", "interim"),
        ("{}", "substantive"),
    ],
)
def test_what_stands_beside_a_holder_says_how_they_hold_it(
    three: CommandLine, ledger: Ledger, holder: str, kind: str
) -> None:
    called = holder.format(name(three, "Kim"))
    file = three.file("roles.csv", NAMED, f"{title(three)},Tooling,others,No,{called},2019-01-01")
    said = three.does("import", "roles", file)
    assert appointed(ledger, three) == [(kind, date(2019, 1, 1))]
    assert (f": recorded as {kind.replace('_', ' ')}" in said) is (kind != "substantive")
    assert "Nothing to record" in three.does("import", "roles", file)


def test_a_mark_that_nobody_knows_is_asked_about(three: CommandLine, ledger: Ledger) -> None:
    called = f"{name(three, 'Kim')} (ersatzweise)"
    file = three.file("roles.csv", NAMED, f"{title(three)},Tooling,others,No,{called},2019-01-01")
    said = three.refuses("import", "roles", file)
    assert "has “ersatzweise” beside the name" in said
    assert '--footing "ersatzweise=…"' in said
    assert "is none: name one of" in three.refuses("import", "roles", file, "--footing", "ersatzweise=somehow")
    three.does("import", "roles", file, "--footing", "ersatzweise=acting_up")
    assert appointed(ledger, three) == [("acting_up", date(2019, 1, 1))]


@pytest.mark.parametrize("mark", ["officiating", "ersatzweise"])
def test_a_mark_beside_the_name_counts_where_a_number_says_who_it_is(
    three: CommandLine, ledger: Ledger, mark: str
) -> None:
    headings = "Role,Unit,Level,Critical,Incumbent ID,Incumbent Name,Since"
    row = f"{title(three)},Tooling,others,No,2,{name(three, 'Kim')} ({mark}),2019-01-01"
    file = three.file("roles.csv", headings, row)
    if mark == "ersatzweise":
        assert '--footing "ersatzweise=…"' in three.refuses("import", "roles", file)
    three.does("import", "roles", file, "--footing", "ersatzweise=acting_up")
    assert appointed(ledger, three) == [("acting_up", date(2019, 1, 1))]


def test_a_mark_that_the_file_has_nowhere_is_told(three: CommandLine) -> None:
    headings = "Role,Unit,Level,Critical,Incumbent ID,Since,Zzrem"
    row = f"{title(three)},Tooling,others,No,2,2019-01-01,zzgl"
    said = three.does("import", "roles", three.file("roles.csv", headings, row), "--footing", "zzgl=acting_up")
    assert "“zzgl” of --footing stands in nothing that is read for it" in said
    assert "--column footing=HEADING" in said


def test_a_column_says_who_is_acting(three: CommandLine, ledger: Ledger) -> None:
    headings = "Role,Unit,Level,Acting,Incumbent,Since"
    rows = (
        f"{title(three, 'A')},Tooling,others,Yes,2,2019-01-01",
        f"{title(three, 'B')},Tooling,others,No,3,2019-01-01",
    )
    three.does("import", "roles", three.file("roles.csv", headings, *rows))
    assert [kind for kind, _ in appointed(ledger, three)] == ["acting_up", "substantive"]


def test_whoever_acts_beside_a_holder_takes_no_place(three: CommandLine, ledger: Ledger) -> None:
    rows = (
        f"{title(three)},Tooling,others,No,{name(three, 'Kim')},2019-01-01",
        f"{title(three)},Tooling,others,No,{name(three, 'Lou')} (acting),2020-01-01",
    )
    three.does("import", "roles", three.file("roles.csv", NAMED, *rows))
    assert [kind for kind, _ in appointed(ledger, three)] == ["substantive", "acting_up"]
    assert not after(ledger, three, "RoleProfileDefined")


@pytest.mark.parametrize("word", ["vago", "vacature", "N.N.", "offen", "TBC", "vacante", "vakant", "obsazeno ne"])
def test_vacant_in_the_words_of_tables(three: CommandLine, ledger: Ledger, word: str) -> None:
    three.does("import", "roles", three.file("roles.csv", ROLES, f"{title(three)},Tooling,others,No,{word},"))
    assert not appointed(ledger, three)


def test_a_month_alone_is_its_first_day_and_told(three: CommandLine, ledger: Ledger) -> None:
    rows = (
        f"{title(three, 'A')},Tooling,others,No,2,Jan 2021",
        f"{title(three, 'B')},Tooling,others,No,3,02/2021",
    )
    said = three.does("import", "roles", three.file("roles.csv", ROLES, *rows))
    assert "row 2, Since: “Jan 2021” gives a month alone: taken as its first day, 2021-01-01" in said
    assert [on for _, on in appointed(ledger, three)] == [date(2021, 1, 1), date(2021, 2, 1)]
    slate = f"{title(three, 'A')},3,Mai 2023,1"
    three.does("import", "slates", three.file("slates.csv", "Role,Successor,Stand,Confirmed by", slate))
    [confirmed] = after(ledger, three, "SlateConfirmed")
    assert confirmed.event.effective_on == date(2023, 5, 1)


def test_a_role_held_since_before_the_holder_came_goes_in_without_them_or_from_their_first_day_on(
    three: CommandLine, ledger: Ledger
) -> None:
    early = three.file("roles.csv", NAMED, f"{title(three)},Tooling,others,Yes,{name(three, 'Kim')},2014-10-02")
    said = three.refuses("import", "roles", early)
    what = f"row 2, Since: “2014-10-02” is before “{name(three, 'Kim')}” joined on 2016-04-14: give a later day"
    assert what in said
    assert "person-" not in said
    three.does("import", "roles", early, "--skip-bad-rows")
    assert len(after(ledger, three, "RoleEstablished")) == 1
    assert not appointed(ledger, three)
    said = three.does("import", "roles", early, "--not-before-joining")
    assert "joined on 2016-04-14: taken from that day on" in said
    assert appointed(ledger, three) == [("substantive", date(2016, 4, 14))]
    assert "Nothing to record" in three.does("import", "roles", early, "--not-before-joining")


def test_who_holds_a_role_from_a_later_day_or_has_left_is_told(three: CommandLine, ledger: Ledger) -> None:
    gone = f"4,{name(three, 'Max')},Tooling,2016-04-14,1,2019-06-16"
    three.does("import", "people", three.file("gone.csv", "id,name,department,hired_on,manager,left_on", gone))
    ahead = ledger.today() + timedelta(days=90)
    rows = (
        f"{title(three, 'A')},Tooling,others,No,{name(three, 'Kim')},{ahead}",
        f"{title(three, 'B')},Tooling,others,No,{name(three, 'Max')},2017-01-01",
    )
    file = three.file("roles.csv", NAMED, *rows)
    said = three.does("import", "roles", file)
    assert f"row 2, Since: “{ahead}” has not come on {ledger.today()}" in said
    assert f"row 3, Ocupante: “{name(three, 'Max')}” names “{name(three, 'Max')}”, who left on 2019-06-16" in said
    assert after(ledger, three, "RoleEstablished")[0].event.effective_on == ledger.today()
    assert "Nothing to record" in three.does("import", "roles", file)
    late = three.file("late.csv", NAMED, f"{title(three, 'C')},Tooling,others,No,{name(three, 'Max')},2021-01-01")
    assert f"is after “{name(three, 'Max')}” left on 2019-06-16" in three.refuses("import", "roles", late)


def test_the_reason_of_a_role_that_is_not_critical_is_told_and_changes_nothing(
    three: CommandLine, ledger: Ledger
) -> None:
    file = three.file(
        "roles.csv", f"{ROLES},Justificativa", f"{title(three)},Tooling,others,No,2,2018-01-01,Rare skills"
    )
    said = three.does("import", "roles", file)
    assert "Justificativa: “Rare skills” is not kept: of critical roles alone it is said why they are" in said
    assert not after(ledger, three, "RoleProfileDefined")
    for day in (ledger.today(), ledger.today() - timedelta(days=1)):
        assert "Nothing to record" in three.does("import", "roles", file, "--as-of", str(day))


def test_another_holder_in_a_newer_file_is_told_by_name_and_takes_over_where_that_is_said(
    three: CommandLine, ledger: Ledger
) -> None:
    three.does("import", "roles", three.file("old.csv", ROLES, f"{title(three)},Tooling,others,No,2,2018-01-01"))
    newer = three.file("new.csv", ROLES, f"{title(three)},Tooling,others,No,3,2022-03-01")
    said = three.refuses("import", "roles", newer)
    assert f"takes up on 2022-03-01 what the ledger has held by “{name(three, 'Kim')}” since 2018-01-01" in said
    assert "say --hand-over moved" in said
    said = three.does("import", "roles", newer, "--hand-over", "stepped_down")
    assert f"follows “{name(three, 'Kim')}” since 2018-01-01, who gave it up on 2022-03-01 (stepped_down)" in said
    [vacated] = after(ledger, three, "RoleVacated")
    assert (vacated.event.why, vacated.event.effective_on) == ("stepped_down", date(2022, 3, 1))
    assert appointed(ledger, three) == [("substantive", date(2018, 1, 1)), ("substantive", date(2022, 3, 1))]
    assert "Nothing to record" in three.does("import", "roles", newer)
    vacant = three.file("vacant.csv", ROLES, f"{title(three)},Tooling,others,No,vacant,")
    assert f"the ledger has “{name(three, 'Lou')}” since 2022-03-01" in three.does("import", "roles", vacant)


def test_number_and_name_of_a_holder_have_to_fit(three: CommandLine) -> None:
    headings = "Cargo,Unit,Level,Matrícula,Ocupante,Since"
    row = f"{title(three)},Tooling,others,2,{name(three, 'Lou')},2019-01-01"
    said = three.refuses("import", "roles", three.file("both.csv", headings, row))
    assert f"Ocupante: “{name(three, 'Lou')}” is not what “2” is called, which is “{name(three, 'Kim')}”" in said


def test_what_the_rules_refuse_is_told_under_the_headings_of_the_file_and_by_name(three: CommandLine) -> None:
    row = f"{title(three, 'A')},Tooling,others,No,{name(three, 'Kim')},2019-01-01"
    three.does("import", "roles", three.file("roles.csv", NAMED, row))
    slate = three.file("slates.csv", "Role,Opvolger,Agreed by", f"{title(three, 'A')},{name(three, 'Kim')},1")
    said = three.refuses("import", "slates", slate)
    assert f"row 2, Opvolger: “{name(three, 'Kim')}” holds “{title(three, 'A')}” already" in said
    assert "person-" not in said
    why = three.file("why.csv", f"{NAMED},Justificativa", row.replace("No", "Yes") + ",")
    said = three.refuses("import", "roles", why)
    assert "row 2, Justificativa: “" in said
    assert "it has to be said why the organisation depends on it" in said


def test_remarks_are_no_reason_and_a_word_in_them_for_how_a_role_is_held_is_asked_about(
    three: CommandLine, ledger: Ledger
) -> None:
    headings = "Role,Unit,Level,Critical,Incumbent ID,Since,Açıklama"
    file = three.file("roles.csv", headings, f"{title(three)},Tooling,others,Yes,2,2019-01-01,Vekâleten")
    said = three.refuses("import", "roles", file)
    assert "“Vekâleten” is a word for how a role is held: say --column footing='Açıklama'" in said
    three.does("import", "roles", file, "--column", "footing=Açıklama")
    assert appointed(ledger, three) == [("acting_up", date(2019, 1, 1))]
    profiles = [entry.event for entry in after(ledger, three) if entry.kind == "RoleProfileDefined"]
    assert not any(profile.why for profile in profiles)


@pytest.mark.parametrize("remark", ["(acting)", "Ad interim, until spring", "Nachfolge offen; kommissarisch"])
@pytest.mark.parametrize("column", ["Bemerkungen", "Note"])
def test_a_word_for_how_a_role_is_held_is_found_in_a_remark(three: CommandLine, column: str, remark: str) -> None:
    headings = f"Role,Unit,Level,Critical,Incumbent ID,Since,{column}"
    file = three.file("roles.csv", headings, f'{title(three)},Tooling,others,No,2,2019-01-01,"{remark}"')
    assert "is a word for how a role is held" in three.refuses("import", "roles", file)
    three.does("import", "roles", file, "--column", "footing=unused")


def test_a_remark_in_brackets_says_how_a_role_is_held(three: CommandLine, ledger: Ledger) -> None:
    headings = "Role,Unit,Level,Critical,Incumbent ID,Since,Bemerkungen"
    file = three.file("roles.csv", headings, f"{title(three)},Tooling,others,No,2,2019-01-01,(acting)")
    three.does("import", "roles", file, "--column", "footing=Bemerkungen")
    assert appointed(ledger, three) == [("acting_up", date(2019, 1, 1))]


def test_some_words_of_what_is_not_taken_are_shown(three: CommandLine) -> None:
    headings = "Role,Unit,Level,Critical,Incumbent ID,Since,Zz remarks"
    row = f"{title(three)},Tooling,others,Yes,2,2019-01-01,zz means it for a while"
    said = three.does("import", "roles", three.file("roles.csv", headings, row))
    assert "not recorded (not asked for, as “zz means it for a while”)" in said


def test_what_is_told_otherwise_of_known_roles_is_said(three: CommandLine) -> None:
    three.does("import", "roles", three.file("old.csv", ROLES, f"{title(three)},Tooling,others,No,2,2018-01-01"))
    head = ROLES.replace("Level", "Function,Level")
    newer = three.file("new.csv", head, f"{title(three)},Tooling,Milling,others,No,2,2018-01-01")
    said = three.does("import", "roles", newer)
    told = f"“{title(three)}”: function from “Tooling” to “Milling”"
    assert f"Described anew: a role that is told otherwise than in the ledger, {told}." in said
    assert "Described anew" not in three.does("import", "roles", newer)


def test_whoever_acted_and_holds_a_role_now_is_told(three: CommandLine) -> None:
    head = ROLES.replace("Incumbent ID", "Incumbent")
    row = f"{title(three)},Tooling,others,No,{name(three, 'Kim')}"
    three.does("import", "roles", three.file("old.csv", head, f"{row} (acting),2018-01-01"))
    said = three.does("import", "roles", three.file("new.csv", head, f"{row},2019-01-01"))
    assert "held it acting up since 2018-01-01: from 2019-01-01 on it is substantive" in said


def test_nobody_takes_over_from_whom_a_row_may_name_that_is_left_out(three: CommandLine, ledger: Ledger) -> None:
    three.does("import", "roles", three.file("old.csv", ROLES, f"{title(three)},Tooling,others,No,2,2018-01-01"))
    rows = [f"{title(three)},Tooling,others,No,{who}" for who in ("2,30/30/2018", "3,2022-03-01")]
    options = ("--skip-bad-rows", "--hand-over", "moved")
    said = three.does("import", "roles", three.file("new.csv", ROLES, *rows), *options)
    assert "another row of the role is left out, which may name them: put that right first" in said
    assert not after(ledger, three, "RoleVacated")
    assert len(after(ledger, three, "AppointmentMade")) == 1
