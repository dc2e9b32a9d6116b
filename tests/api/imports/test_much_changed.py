"""What a file would change of most people whom the ledger knows is asked about, and who is missing from it is told."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import replace

import pytest

from ledger import Ledger
from tests.api.imports.command_output import kinds, shape
from tests.api.imports.conftest import CommandLine

HEAD = ("No", "Name", "Department", "Title", "Manager", "Hired")
ROWS = (
    ("101", "Ann Ash", "Weaving", "Foreman", "", "2011-02-01"),
    ("102", "Bo Birk", "Weaving", "Operator", "101", "2012-03-01"),
    ("103", "Cy Cox", "Dyeing", "Foreman", "101", "2013-04-01"),
    ("104", "Di Dahl", "Dyeing", "Operator", "103", "2014-05-01"),
    ("105", "Ed Eck", "Sales", "Clerk", "101", "2015-06-01"),
    ("106", "Flo Ford", "Sales", "Engineer", "105", "2016-07-01"),
    ("107", "Gus Gill", "Sales", "Foreman", "105", "2017-08-01"),
)
Row = Sequence[str]


@pytest.fixture
def leadership(leadership: CommandLine) -> CommandLine:
    """The command line, as it is for everybody."""
    return replace(leadership, asks_for_much=True)


def file(leadership: CommandLine, rows: Sequence[Row] = ROWS) -> str:
    """The path of a file with these people, with names of their own in each ledger."""
    own = leadership.system[-4:]
    text = io.StringIO()
    names = {row[1] for row in ROWS}
    told = ([f"{cell} {own}" if cell in names else cell for cell in row] for row in rows)
    csv.writer(text, lineterminator="\n").writerows(told)
    return str(leadership.file("people.csv", ",".join(HEAD), text.getvalue()))


def named(leadership: CommandLine, told: str) -> str:
    """The same words, with that name as this ledger has it."""
    return told.replace("Ann Ash", f"Ann Ash {leadership.system[-4:]}")


def swapped(one: str, other: str) -> list[Row]:
    """The rows with two columns taken for one another."""
    places = [*range(len(HEAD))]
    first, second = HEAD.index(one), HEAD.index(other)
    places[first], places[second] = second, first
    return [[row[place] for place in places] for row in ROWS]


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        (
            "Department",
            "Title",
            "7 of 7 people who are known get another unit (“101” from “Weaving” to “Foreman”",
        ),
        ("Title", "Manager", "7 people who are known get another job title ("),
    ],
)
@pytest.mark.parametrize("leaving_out", [(), ("--skip-bad-rows",)])
def test_two_columns_that_are_swapped(
    leadership: CommandLine, ledger: Ledger, one: str, other: str, told: str, leaving_out: tuple[str, ...]
) -> None:
    leadership.does("import", "people", file(leadership), "--as-of", "2024-01-01")
    before = shape(ledger, leadership.system)
    said = leadership.refuses("import", "people", file(leadership, swapped(one, other)), *leaving_out)
    assert named(leadership, told) in said
    assert "where it is so, say --many-changes" in said
    assert shape(ledger, leadership.system) == before
    dry = leadership.does("import", "people", file(leadership, swapped(one, other)), *leaving_out, "--dry-run")
    assert named(leadership, told) in dry


@pytest.mark.parametrize("other", ["Title", "Department"])
def test_names_that_are_swapped_for_what_are_none(leadership: CommandLine, ledger: Ledger, other: str) -> None:
    leadership.does("import", "people", file(leadership), "--as-of", "2024-01-01")
    before = shape(ledger, leadership.system)
    said = leadership.refuses("import", "people", file(leadership, swapped("Name", other)))
    assert "where columns or rows are shifted, mend the file" in said
    leadership.run("import", "people", file(leadership, swapped("Name", other)), "--skip-bad-rows")
    assert shape(ledger, leadership.system) == before


def test_a_file_that_changes_most_is_recorded_where_that_is_said(leadership: CommandLine, ledger: Ledger) -> None:
    leadership.does("import", "people", file(leadership), "--as-of", "2024-01-01")
    merged = [(*row[:2], "Textiles", *row[3:]) for row in ROWS]
    assert "another unit" in leadership.refuses("import", "people", file(leadership, merged))
    leadership.does("import", "people", file(leadership, merged), "--many-changes")
    assert kinds(ledger, leadership.since)["PersonMoved"] == len(ROWS)


def test_half_of_the_people_may_well_move(leadership: CommandLine) -> None:
    leadership.does("import", "people", file(leadership), "--as-of", "2024-01-01")
    moved = [(*row[:2], "Textiles", *row[3:]) if place % 2 else row for place, row in enumerate(ROWS)]
    leadership.does("import", "people", file(leadership, moved))


def test_what_is_completed_is_no_change(leadership: CommandLine) -> None:
    bare = [(*row[:3], "", "", row[5]) for row in ROWS]
    leadership.does("import", "people", file(leadership, bare), "--as-of", "2024-01-01")
    leadership.does("import", "people", file(leadership))


def test_identifiers_alone_are_nobodys_new_names(leadership: CommandLine, ledger: Ledger) -> None:
    leadership.does("import", "people", file(leadership), "--as-of", "2024-01-01")
    rows = [f"{row[0]},{row[2]},{row[5]}" for row in ROWS]
    unnamed = leadership.file("unnamed.csv", "No,Department,Hired", *rows)
    assert "Nothing to record" in leadership.does("import", "people", unnamed)


def test_people_who_are_known_by_other_identifiers_are_told(leadership: CommandLine, ledger: Ledger) -> None:
    leadership.does("import", "people", file(leadership), "--as-of", "2024-01-01")
    other = [(f"P{row[0]}", *row[1:4], "", row[5]) for row in ROWS]
    said = leadership.refuses("import", "people", file(leadership, other))
    assert (
        "7 of 7 new people are called as people who are known by another identifier, and came on the same day" in said
    )
    one = file(leadership, [*ROWS, ("207", "Ann Ash", "Weaving", "Clerk", "", "2011-02-01")])
    said = leadership.does("import", "people", one)
    twin = "row 9, Name: “Ann Ash” is called as somebody who is known by another identifier"
    assert named(leadership, twin) in said
    assert len(shape(ledger, leadership.system)) == len(ROWS) + 1


def test_most_of_the_people_do_not_leave_at_once(leadership: CommandLine, ledger: Ledger) -> None:
    leadership.does("import", "people", file(leadership), "--as-of", "2024-01-01")
    said = leadership.refuses("import", "people", file(leadership, ROWS[:2]), "--missing-have-left")
    assert "5 of 7 people who are here leave" in said
    leadership.does("import", "people", file(leadership, ROWS[:2]), "--missing-have-left", "--many-changes")
    assert kinds(ledger, leadership.since)["PersonLeft"] == len(ROWS) - 2


def test_whoever_is_missing_is_told_where_most_are_named(leadership: CommandLine, ledger: Ledger) -> None:
    leadership.does("import", "people", file(leadership), "--as-of", "2024-01-01")
    said = leadership.does("import", "people", file(leadership, ROWS[:5]))
    assert "2 people are here by the ledger and not in the file (“106”, “107”), and stay as they are" in said
    assert "--missing-have-left" in said
    part = leadership.does("import", "people", file(leadership, ROWS[:2]))
    assert f"The file names 2 of 7 people known in “{leadership.system}”: the others stay as they are." in part
    leadership.does("import", "people", file(leadership, ROWS[:6]), "--missing-have-left")
    assert "not in the file" not in leadership.does("import", "people", file(leadership, ROWS[:6]))


def test_what_a_history_tells_of_earlier_times_is_no_mistake(leadership: CommandLine) -> None:
    """Where all began elsewhere than an export was read back to, that is told and recorded."""
    leadership.does("import", "people", file(leadership), "--as-of", "2024-01-01")
    rows = [f"{row[0]},Stores,{row[5]},2018-12-31\n{row[0]},{row[2]},2019-01-01," for row in ROWS]
    said = leadership.does("import", "spells", leadership.file("history.csv", "Staff No,Department,From,To", *rows))
    assert "7 of 7 people who are known stood elsewhere then, as is corrected (“101” from “Weaving” to “Stores”" in said
