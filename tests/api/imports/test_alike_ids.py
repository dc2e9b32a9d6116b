"""Identifiers that a spreadsheet has rewritten are the same ones, and that is told; never two people silently."""

from __future__ import annotations

import pytest

from api.imports.alike_ids import loosened, without_point
from ledger import Ledger
from tests.api.imports.command_output import histories
from tests.api.imports.conftest import CommandLine

HEAD = "id,name,department,hired_on,manager_id"


@pytest.mark.parametrize(
    ("identifier", "loose"),
    [("0017", "17"), ("17.0", "17"), ("17", "17"), ("0", "0"), ("A017", "A017"), ("1.7", "1.7"), ("017.50", "017.50")],
)
def test_zeros_before_a_number_and_a_point_behind_it_make_no_difference(identifier: str, loose: str) -> None:
    assert loosened(identifier) == loose


def test_only_a_point_with_zeros_is_taken_away() -> None:
    assert [without_point(one) for one in ("0017.0", "17.00", "1.7")] == ["0017", "17", "1.7"]


def test_zeros_that_come_and_go_make_nobody_new(leadership: CommandLine, ledger: Ledger) -> None:
    leadership.does("import", "people", leadership.file("a.csv", HEAD, "7,Ina Falk,Tooling,2015-02-02,"))
    later = leadership.file(
        "b.csv",
        HEAD,
        "007,Ina Falk,Tooling,2015-02-02,",
        "0008,Oda Grau,Tooling,2016-03-01,7",
        "9.0,Udo Hahn,Tooling,2016-03-01,8",
    )
    said = leadership.does("import", "people", later)
    assert "row 2, id: “007” is taken for “7”, as the ledger writes it" in said
    assert "row 3, manager_id: “7” is taken for “007”" in said
    assert "Identifiers as “17.0” are taken as “17” (1)." in said
    told = histories(ledger, leadership.system)
    assert set(told) == {"7", "0008", "9"}
    assert all(told[one].stays[0].stood[0].placement.manager for one in ("0008", "9"))
    assert "Nothing to record" in leadership.does("import", "people", later)


def test_other_zeros_and_another_name_are_asked_about(leadership: CommandLine, ledger: Ledger) -> None:
    leadership.does("import", "people", leadership.file("a.csv", HEAD, "7,Ina Falk,Tooling,2015-02-02,"))
    before = ledger.position()
    other = leadership.file("b.csv", HEAD, "007,Oda Grau,Tooling,2016-03-01,")
    said = leadership.refuses("import", "people", other)
    assert "“007” is “Oda Grau” here, and “7”, which differs in zeros alone, is “Ina Falk” in the ledger" in said
    assert ledger.position() == before


def test_an_address_that_several_have_identifies_nobody(leadership: CommandLine, ledger: Ledger) -> None:
    head = "id,name,department,hired_on,email"
    mail = f"desk@{leadership.system}.example.org"
    rows = [f"{number},{name},Tooling,2015-02-02,{mail}" for number, name in enumerate(("Ina Falk", "Oda Grau"), 1)]
    said = leadership.does("import", "people", leadership.file("p.csv", head, *rows))
    assert f"row 2, email: “{mail}” is the address of several people: it identifies nobody" in said
    assert {i.system for one in histories(ledger, leadership.system).values() for i in one.identities} == {
        leadership.system
    }
