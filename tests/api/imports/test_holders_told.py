"""Holders of roles whom the domain does not take as they stand: from elsewhere, or two of one critical role."""

from __future__ import annotations

import pytest

from domain.organisation.role import AppointmentKind
from ledger import Ledger
from tests.api.imports.conftest import CommandLine
from tests.api.imports.three_people import after, name, title

HEAD = "Role,Unit,Level,Critical,Incumbent,Since"


def from_elsewhere(three: CommandLine) -> str:
    """The name of somebody on a contract."""
    called = name(three, "Con")
    head = "id,name,department,hired_on,employee type"
    three.does("import", "people", three.file("more.csv", head, f"11,{called},Tooling,2015-01-01,contractor"))
    return called


@pytest.mark.parametrize("mark", ["(acting)", "ad interim", "kommissarisch", "i.V.", "p.i.", "- acting", "(f.f.)"])
def test_whoever_acts_on_a_contract_stands_in_for_an_interim(three: CommandLine, ledger: Ledger, mark: str) -> None:
    called = from_elsewhere(three)
    row = f"{title(three)},Tooling,others,no,{called} {mark},2020-01-01"
    said = three.does("import", "roles", three.file("roles.csv", HEAD, row))
    [made] = after(ledger, three, "AppointmentMade")
    assert made.event.appointment_kind is AppointmentKind.INTERIM
    assert ("recorded as interim instead" in said) == (mark not in ("ad interim", "p.i."))


def test_a_holder_of_their_own_on_a_contract_is_asked_about(three: CommandLine) -> None:
    called = from_elsewhere(three)
    file = three.file("roles.csv", HEAD, f"{title(three)},Tooling,others,no,{called},2020-01-01")
    said = three.refuses("import", "roles", file)
    assert f"is “{called}”, who is not employed here on 2020-01-01, but from an agency or on a contract" in said
    assert "write “(interim)” behind the name where they stand in for a while" in said


def both(three: CommandLine, critical: str = "yes") -> tuple[str, ...]:
    return HEAD, *(f"{title(three)},Tooling,others,{critical},{who},2020-01-01" for who in ("1", "2"))


def test_two_holders_of_a_critical_role_need_a_reason_and_the_message_says_how(
    three: CommandLine, ledger: Ledger
) -> None:
    said = three.refuses("import", "roles", three.file("roles.csv", *both(three)))
    held = f"“{title(three)}” is critical, and “{name(three, 'Robin')}” and “{name(three, 'Kim')}” hold it"
    assert held in said
    assert "--column why=HEADING" in said
    assert "--why 'TEXT'" in said
    assert "write “(acting)” behind the name" in said
    assert "no free place" not in said
    three.does("import", "roles", three.file("roles.csv", *both(three)), "--why", "Both shifts rest on it")
    assert len(after(ledger, three, "AppointmentMade")) == 2
    [defined] = after(ledger, three, "RoleProfileDefined")
    assert (defined.event.places, defined.event.why) == (2, "Both shifts rest on it")


def test_left_out_with_both_rows(three: CommandLine, ledger: Ledger) -> None:
    three.does("import", "roles", three.file("roles.csv", *both(three)), "--skip-bad-rows")
    assert not after(ledger, three, "AppointmentMade", "RoleEstablished")


def test_a_column_gives_the_reason(three: CommandLine, ledger: Ledger) -> None:
    head, *rows = both(three)
    three.does("import", "roles", three.file("roles.csv", f"{head},Why", *(f"{row},One a shift" for row in rows)))
    assert [one.event.why for one in after(ledger, three, "RoleProfileDefined")] == ["One a shift"]


def test_a_critical_role_that_is_told_otherwise_is_asked_about_in_the_same_way(three: CommandLine) -> None:
    role = title(three)
    three.does("import", "roles", three.file("roles.csv", HEAD, f"{role},Tooling,others,yes,1,2020-01-01"))
    changed = three.file("changed.csv", f"{HEAD},Function", f"{role},Tooling,others,yes,1,2020-01-01,Production")
    said = three.refuses("import", "roles", changed)
    assert f"“{role}” is critical, and told otherwise than in the ledger" in said
    three.does("import", "roles", changed, "--why", "All lines stop without it", "--dry-run")
