"""Managers who are named by the position that they hold are asked about, and found by whoever holds it today."""

from __future__ import annotations

from collections.abc import Mapping

from ledger import Ledger
from tests.api.imports.command_output import shape
from tests.api.imports.conftest import CommandLine

HEAD = "Staff No,Full Name,Department,Start Date,Last Day,Seat,Supervisor"
PEOPLE = (
    "101,Ina Falk,Board,2015-02-02,,900,",
    "102,Oda Grau,Mill,2016-03-01,,103,900",
    "103,Udo Hahn,Mill,2016-03-01,2020-01-31,104,103",
    "104,Eva Lund,Mill,2016-03-01,,105,103",
    "105,Per Moen,Mill,2016-03-01,,106,777",
    "106,Rut Noll,Mill,2016-03-01,,107,104",
)


def above(ledger: Ledger, system: str) -> Mapping[str, str | None]:
    """Who manages whom in the end, by identifiers."""
    return {one: stays[-1][2][-1][4] for one, (stays, *_) in shape(ledger, system).items()}


def test_numbers_that_fit_another_column_better_are_never_taken_for_those_of_people(leadership: CommandLine) -> None:
    file = leadership.file("p.csv", HEAD, *PEOPLE)
    said = leadership.refuses("import", "people", file)
    assert "Supervisor: names managers by what stands in “Seat” (3 of 4) rather than in “Staff No” (2)" in said
    assert "say --column position='Seat'" in said
    leadership.does("import", "people", file, "--column", "position=unused")


def test_whoever_holds_the_position_is_the_manager_and_a_vacant_one_is_told(
    leadership: CommandLine, ledger: Ledger
) -> None:
    file = leadership.file(
        "p.csv", HEAD, *PEOPLE, "107,Siv Ohm,Mill,2016-03-01,,109,108", "0,VACANT,Mill,2016-03-01,,108,101"
    )
    said = leadership.does("import", "people", file, "--column", "position=Seat", "--as-of", "2024-06-30")
    assert "Supervisor: names managers by “Seat”: whoever holds that position on 2024-06-30" in said
    assert "row 7, Supervisor: “104” is a position that nobody holds: recorded without a manager" in said
    assert "row 6, Supervisor: “777” is no position in the file: recorded without a manager" in said
    assert "row 8, Supervisor: “108” is a position that nobody holds: recorded without a manager" in said
    assert above(ledger, leadership.system) == {
        "101": None,
        "102": "101",
        "103": "102",
        "104": "102",
        "105": None,
        "106": None,
        "107": None,
    }
    again = leadership.does("import", "people", file, "--column", "position=Seat", "--as-of", "2024-06-30")
    assert "Nothing to record" in again


def test_a_known_heading_is_taken_only_where_managers_are_named_by_it(leadership: CommandLine, ledger: Ledger) -> None:
    head = HEAD.replace("Seat", "Position Number")
    leadership.does("import", "people", leadership.file("p.csv", head, *PEOPLE))
    assert above(ledger, leadership.system)["104"] == "102"
    by_number = [row.replace(",900,", ",9,").replace("900", "101") for row in PEOPLE if "777" not in row]
    said = leadership.does("import", "people", leadership.file("q.csv", head, *by_number), "--system", "other")
    assert "managers are not named by it" in said
    assert above(ledger, "other")["104"] == "103"


def test_a_position_of_several_is_answered_with_a_person(leadership: CommandLine, ledger: Ledger) -> None:
    two = "107,Sam Orre,Mill,2016-03-01,,103,900"
    file = leadership.file("p.csv", HEAD, *PEOPLE, two)
    seats = ("import", "people", file, "--column", "position=Seat")
    said = leadership.does(*seats, "--dry-run")
    assert "“103” is a position that 2 people hold (“102” and “107”): recorded without a manager" in said
    assert "say which person it is, by identifier, with --who 103=102" in said
    leadership.does(*seats, "--who", "103=107", "--who", "777=Rut Noll")
    found = above(ledger, leadership.system)
    assert (found["104"], found["105"]) == ("107", "106")


def test_a_position_is_still_an_answer(leadership: CommandLine, ledger: Ledger) -> None:
    file = leadership.file("p.csv", HEAD, *PEOPLE)
    leadership.does("import", "people", file, "--column", "position=Seat", "--who", "777=900")
    assert above(ledger, leadership.system)["105"] == "101"
