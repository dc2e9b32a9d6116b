"""Names that begin with a surname in capitals are kept, and told."""

from __future__ import annotations

from tests.api.imports.conftest import CommandLine

HEAD = "Staff No,Full Name,Department,Start Date"


def test_they_are_told(leadership: CommandLine) -> None:
    rows = ("17,FALK Ina,Tooling,2015-02-02", "18,GRAU Oda,Tooling,2015-02-02", "19,Udo Hahn,Tooling,2015-02-02")
    said = leadership.does("import", "people", leadership.file("p.csv", HEAD, *rows))
    assert "Full Name: names as “FALK Ina” begin with the surname in capitals (2 of 3)" in " ".join(said.split())


def test_other_names_are_not(leadership: CommandLine) -> None:
    rows = ("17,INA FALK,Tooling,2015-02-02", "18,Oda GRAU,Tooling,2015-02-02", "19,Udo Hahn,Tooling,2015-02-02")
    said = leadership.does("import", "people", leadership.file("p.csv", HEAD, *rows))
    assert "in capitals" not in said
