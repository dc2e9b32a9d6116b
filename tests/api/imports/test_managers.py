"""Managers are found however each row names them; whoever is not is told once, and nobody is taken for another."""

from __future__ import annotations

import pytest

from api.imports.names import may_be_one, words_of
from ledger import Ledger
from tests.api.imports.command_output import shape
from tests.api.imports.conftest import CommandLine

HEAD = "id,name,department,hired_on,email,manager"


def managers_in(ledger: Ledger, leadership: CommandLine) -> dict[str, str | None]:
    """Who stands above whom, as the HR system calls them."""
    return {who: told[0][-1][2][-1][-1] for who, told in shape(ledger, leadership.system).items()}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Quist, Ida B.", "Ida B. Quist", True),
        ("Quist, Ida", "Ida B. Quist", True),
        ("I. B. Quist", "Ida Berit Quist", True),
        ("Dr. Ida Quist", "Quist, Ida, Jr.", False),
        ("Ida Quist", "Ida Quist Jr.", True),
        ("Ida C. Quist", "Ida B. Quist", False),
        ("Ida Quist", "Ida Berit Quist", False),
        ("Quist", "Ida Quist", False),
        ("I. Q.", "Ida Quist", False),
        ("Robin I. Ash", "Robin Ash III", False),
        ("José d’Arc", "Jose DArc", True),
    ],
)
def test_two_names_are_one_persons_only_where_nothing_speaks_against_it(one: str, other: str, same: bool) -> None:
    assert may_be_one(words_of(one), words_of(other)) is same
    assert may_be_one(words_of(other), words_of(one)) is same


def test_each_row_may_name_its_manager_in_a_way_of_its_own(leadership: CommandLine, ledger: Ledger) -> None:
    file = leadership.file(
        "people.csv",
        HEAD,
        '0041,"Müller-Łos, Ana B.",Tooling,2015-01-01,ana@example.org,NO_MANAGER',
        "0042,Kai Nørgård,Tooling,2015-01-01,kai@example.org,0042",
        "43,Ben A,Tooling,2016-01-01,,Ana Muller Los",
        "44,Ben B,Tooling,2016-01-01,,41",
        '45,Ben C,Tooling,2016-01-01,,"Mueller-Los, A. B. (0041)"',
        "46,Ben D,Tooling,2016-01-01,,ANA@example.org",
        '47,Ben E,Tooling,2016-01-01,,"Norgard, Kai"',
        "48,Ben F,Tooling,2016-01-01,,0042 - Kai Norgaard",
        '49,Ben G,Tooling,2016-01-01,,"CN=Noergaard\\, Kai,OU=Tooling,DC=example"',
        "50,Ben H,Tooling,2016-01-01,,Zed Unknown",
        "51,Ben I,Tooling,2016-01-01,,Zed Unknown",
        "52,Ben J,Tooling,2016-01-01,,n/a",
    )
    said = leadership.does("import", "people", file)
    above = managers_in(ledger, leadership)
    assert [above[str(number)] for number in range(43, 47)] == ["0041"] * 4
    assert [above[str(number)] for number in range(47, 50)] == ["0042"] * 3
    assert {above[who] for who in ("0041", "0042", "50", "51", "52")} == {None}
    assert "2 of 3 managers found." in said
    assert "“41” is taken for “0041”" in said, "what is not quite as it stands there is told"
    assert "“Ana Muller Los”" in said
    assert "1 person reports to themselves: nobody is above them (“Kai Nørgård” in row 3)." in said
    assert said.count("“Zed Unknown”") == 1
    assert "row 11, manager: “Zed Unknown” is nobody we know: recorded without; say who it is with --who" in said
    assert "--who 'Zed Unknown=ID' (2 rows)" in said


def test_a_manager_is_found_by_name_in_the_ledger_where_the_file_tells_of_new_people_alone(
    leadership: CommandLine, ledger: Ledger
) -> None:
    name = f"Una {leadership.system.title()}"
    leadership.does("import", "people", leadership.file("all.csv", HEAD, f"1,{name},Tooling,2015-01-01,,"))
    later = leadership.file("new.csv", HEAD, f'2,Ben,Tooling,2016-01-01,,"{leadership.system}, Una"')
    said = leadership.does("import", "people", later)
    assert "1 of 1 manager found." in said
    assert managers_in(ledger, leadership)["2"] == "1"


def test_a_name_that_several_have_is_asked_for(leadership: CommandLine) -> None:
    rows = ("1,Ida B. Quist,Tooling,2015-01-01,,", "2,Ida C. Quist,Tooling,2015-01-01,,")
    file = leadership.file("people.csv", HEAD, *rows, "3,Ben,Tooling,2016-01-01,,Ida Quist")
    said = leadership.refuses("import", "people", file)
    assert "row 4, manager: “Ida Quist” is what several people are called" in said


@pytest.mark.parametrize("cell", ["Ida Quist / Bob Uhl", "Quist Ida | Uhl Bob"])
def test_of_two_managers_in_one_cell_none_is_taken_without_asking(leadership: CommandLine, cell: str) -> None:
    rows = ("1,Ida Quist,Tooling,2015-01-01,,", "2,Bob Uhl,Tooling,2015-01-01,,")
    file = leadership.file("people.csv", HEAD, *rows, f"3,Ben,Tooling,2016-01-01,,{cell}")
    said = leadership.refuses("import", "people", file)
    assert f"row 4, manager: “{cell}” names more than one person" in said


def test_an_address_that_several_share_identifies_nobody(leadership: CommandLine, ledger: Ledger) -> None:
    at = f"@{leadership.system}.example"
    file = leadership.file(
        "people.csv",
        HEAD,
        f"1,Ada,Tooling,2015-01-01,ada{at},",
        f"2,Ben,Tooling,2015-01-01,office{at},ADA{at}",
        f"3,Cai,Tooling,2015-01-01,Office{at},office{at}",
    )
    said = leadership.does("import", "people", file)
    told = shape(ledger, leadership.system)
    assert told["1"][2] == {"1", f"ada{at}"}
    assert (told["2"][2], told["3"][2]) == ({"2"}, {"3"})
    assert f"“office{at}” is the address of several people: it identifies nobody, and is not recorded" in said
    assert f"“office{at}” is nobody we know: recorded without" in said
    new = leadership.file("new.csv", HEAD, f"4,Dee,Tooling,2015-01-01,ada{at},")
    assert "is what “email” calls" in leadership.refuses("import", "people", new), "one is in the ledger"
    assert "Nothing to record" in leadership.does("import", "people", file)


def test_three_of_those_who_report_to_themselves_are_named(leadership: CommandLine) -> None:
    rows = [f"{number},Person{number} Ash,Tooling,2015-01-01,,{number}" for number in range(1, 6)]
    said = leadership.does("import", "people", leadership.file("people.csv", HEAD, *rows), "--dry-run")
    first = "“Person1 Ash” in row 2, “Person2 Ash” in row 3, “Person3 Ash” in row 4 and 2 more"
    assert f"5 people report to themselves: nobody is above them ({first})." in said
