"""Circles, crosses and ticks as yes and no."""

from __future__ import annotations

import pytest

from api.imports.flags import Flags
from ledger import Ledger
from tests.api.imports.conftest import CommandLine
from tests.api.imports.three_people import after, title

HEAD = "Role,Unit,Level,Critical,Incumbent,Since"


@pytest.mark.parametrize(
    ("heading", "cells", "taken"),
    [
        ("重要", ("○", "×", ""), ("yes", "no", "")),
        ("Critical", ("◯", "✗"), ("yes", "no")),
        ("Critical", ("✓", "✔", "●", "☑"), ("yes", "yes", "yes", "yes")),
        ("Critical", ("x", ""), ("yes", "")),
        ("Critical", ("×", ""), ("yes", "")),
        ("重要", ("×", ""), ("×", "")),
        ("Critical", ("✗", ""), ("✗", "")),
        ("Critical", ("✓", "x"), ("yes", "no")),
        ("Critical", ("yes", "×"), ("yes", "no")),
        ("Critical", ("x", "no"), ("yes", "no")),
        ("Critical", ("☒", "☐"), ("yes", "no")),
    ],
)
def test_signs_are_read_beside_each_other(heading: str, cells: tuple[str, ...], taken: tuple[str, ...]) -> None:
    flags = Flags(heading)
    for cell in filter(None, cells):
        flags.add(cell)
    assert tuple(flags.in_words(cell) for cell in cells) == taken


def test_critical_roles_by_circles_and_crosses(three: CommandLine, ledger: Ledger) -> None:
    role = title(three)
    rows = [f"{role} {number},Tooling,others,{sign},," for number, sign in enumerate(("○", "×", "◎", ""))]
    three.does("import", "roles", three.file("roles.csv", HEAD, *rows))
    critical = {one.event.title: one.event.critical for one in after(ledger, three, "RoleEstablished")}
    assert critical == {f"{role} 0": True, f"{role} 1": False, f"{role} 2": True, f"{role} 3": False}


def test_a_cross_alone_that_may_be_either_is_asked_about(three: CommandLine) -> None:
    file = three.file("roles.csv", HEAD, f"{title(three)},Tooling,others,✗,,")
    assert "“✗” is neither a yes nor a no: write yes or no" in three.refuses("import", "roles", file)


def test_a_tick_says_that_a_holder_acts(three: CommandLine, ledger: Ledger) -> None:
    rows = (f"{title(three)},Tooling,others,no,1,2020-01-01,✓", f"{title(three)} b,Tooling,others,no,2,2020-01-01,")
    three.does("import", "roles", three.file("roles.csv", f"{HEAD},Acting", *rows))
    kinds = sorted(one.event.appointment_kind.value for one in after(ledger, three, "AppointmentMade"))
    assert kinds == ["acting_up", "substantive"]


def test_a_tick_says_which_job_is_the_primary_one(leadership: CommandLine) -> None:
    rows = ("1,Ada,Tooling,2015-01-01,✓", "1,Ada,Quality,2015-01-01,")
    file = leadership.file("people.csv", "id,name,department,hired_on,primary job", *rows)
    said = leadership.does("import", "people", file, "--dry-run")
    assert "has 2 jobs: recorded in that of row 2, as it is flagged as primary" in said


def test_signs_say_who_is_here(leadership: CommandLine) -> None:
    rows = ("1,Ada,Tooling,2015-01-01,○", "2,Ben,Quality,2015-01-01,×")
    file = leadership.file("people.csv", "id,name,department,hired_on,active", *rows)
    said = leadership.does("import", "people", file, "--dry-run")
    assert "has left by their status, nobody knows when" in said
