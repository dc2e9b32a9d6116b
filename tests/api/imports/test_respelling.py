"""What was recorded misspelled is corrected by the same file under the right encoding: nobody is renamed or moved."""

from __future__ import annotations

import pytest

from api.imports.respelling import is_misspelled, mended_name
from ledger import Ledger
from tests.api.imports.command_output import histories, kinds, units
from tests.api.imports.conftest import CommandLine

HEAD = "id;name;department;job_title;hired_on"


@pytest.mark.parametrize(
    ("known", "right"),
    [
        ("Małgorzata".encode("cp1250").decode("cp1252"), "Małgorzata"),
        ("Jürgen".encode().decode("cp1252"), "Jürgen"),
        ("Şahin".encode("cp1254").decode("cp1252"), "Şahin"),
        ("山田".encode("cp932").decode("cp1252", "replace"), "山田"),
        ("Zoe\u0308", "Zoë"),
    ],
)
def test_a_text_read_in_another_encoding_is_the_same_text(known: str, right: str) -> None:
    assert is_misspelled(known, right)
    assert mended_name(known, right) == right


@pytest.mark.parametrize(("known", "name"), [("Jürgen", "Jörgen"), ("Zoe", "Zoë"), ("Ina Falk", "Ina Grün")])
def test_another_name_is_another_name(known: str, name: str) -> None:
    assert mended_name(known, name) == known


def test_a_name_turned_round_is_the_same_name() -> None:
    assert mended_name("Falk, Ina Maria", "Ina Maria Falk") == "Ina Maria Falk"


def test_the_right_encoding_corrects_names_titles_and_units(leadership: CommandLine, ledger: Ledger) -> None:
    file = leadership.folder / "people.csv"
    unit = "Nástrojárna Žďár"
    rows = f"{HEAD}\n1;Věra Říhová;{unit};Seřizovačka;2015-02-02\n2;Jan Novák;{unit};Mistr;2016-03-01\n"
    file.write_bytes(rows.encode("cp1250"))
    leadership.does("import", "people", file, "--encoding", "cp1252")
    garbled = histories(ledger, leadership.system)["1"].stays[0]
    assert garbled.name != "Věra Říhová"
    before = ledger.position()
    leadership.does("import", "people", file, "--encoding", "cp1250")
    assert set(kinds(ledger, before)) == {"UnitEstablished, corrected", "PersonJoined, corrected"}
    told = histories(ledger, leadership.system)["1"]
    [stood] = told.stays[0].stood
    assert (told.stays[0].name, told.names, stood.placement.job_title) == ("Věra Říhová", (), "Seřizovačka")
    assert units(ledger)[stood.placement.unit] == "Nástrojárna Žďár"
    assert "Nothing to record" in leadership.does("import", "people", file, "--encoding", "cp1250")


def test_a_name_that_was_taken_misspelled_is_corrected_where_it_was_taken(
    leadership: CommandLine, ledger: Ledger
) -> None:
    june = leadership.file("june.csv", HEAD, "1;Vera Novak;Tooling;Setter;2015-02-02")
    leadership.does("import", "people", june)
    july = leadership.folder / "july.csv"
    july.write_bytes(f"{HEAD}\n1;Vera Říhová;Tooling;Setter;2015-02-02\n".encode("cp1250"))
    leadership.does("import", "people", july, "--encoding", "cp1252", "--as-of", "2024-07-31")
    before = ledger.position()
    leadership.does("import", "people", july, "--encoding", "cp1250", "--as-of", "2024-08-31")
    assert kinds(ledger, before) == {"PersonRenamed, corrected": 1}
    assert [name.what for name in histories(ledger, leadership.system)["1"].names] == ["Vera Říhová"]
