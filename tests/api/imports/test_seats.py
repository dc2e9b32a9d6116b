"""Lists of seats, codes beside words, and two files at once: what a row says is not taken for what another does."""

from __future__ import annotations

import pytest

from api.imports.statuses import Standing, meaning_of
from domain.people.leaving import LeavingReason
from ledger import Ledger
from tests.api.imports.command_output import shape
from tests.api.imports.conftest import CommandLine


@pytest.mark.parametrize(
    ("status", "standing", "why"),
    [
        ("D - Demitido", Standing.GONE, LeavingReason.UNKNOWN),
        ("A - Ativo", Standing.HERE, None),
        ("T - Af.Ac.Trabalho", None, None),
        ("L (Active)", Standing.HERE, None),
        ("1 - 退職", Standing.GONE, LeavingReason.UNKNOWN),
        ("退職 (正社員)", Standing.GONE, LeavingReason.UNKNOWN),
        ("T", Standing.GONE, LeavingReason.UNKNOWN),
    ],
)
def test_a_letter_beside_words_is_a_code_of_the_system(
    status: str, standing: Standing | None, why: LeavingReason | None
) -> None:
    meaning = meaning_of(status)
    assert (meaning and meaning.standing, meaning and meaning.why) == (standing, why)


def test_a_row_of_one_file_is_none_of_the_other(leadership: CommandLine, ledger: Ledger) -> None:
    people = leadership.file(
        "people.csv",
        "id,name,department,hired_on,share of full time",
        "1,Ann Ash,Tooling,2011-03-01,100",
        "9,Cy Cox,Tooling,2011-03-01,400",
        "2,Bo Birk,Tooling,2024-04-01,100",
    )
    history = leadership.file(
        "history.csv",
        "id,start,action,unit",
        "1,2011-03-01,hire,Tooling",
        "2,2024-04-01,hire,Paint",
        "2,2026-05-01,transfer,Tooling",
    )
    said = leadership.does("import", "people", people, "--history", history, "--skip-bad-rows")
    assert "1 person is left out with all their rows: 9." not in said, "that row tells of nobody who is known"
    assert set(shape(ledger, leadership.system)) == {"1", "2"}


def test_whoever_is_left_out_leaves_nobody_out_of_the_same_row_of_the_other_file(
    leadership: CommandLine, ledger: Ledger
) -> None:
    """Eve has left, nobody knows when; Ben would manage himself, by row 4 of the history; Ann and Cem stay."""
    people = leadership.file(
        "people.csv",
        "id,name,department,hired_on,status",
        "8,Eve Fox,Tooling,2012-01-01,Terminated",
        "1,Ann Ash,Tooling,2011-03-01,Active",
        "3,Cem Aydin,Tooling,2011-03-01,Active",
    )
    history = leadership.file(
        "history.csv",
        "id,name,start,action,unit,manager",
        "1,Ann Ash,2011-03-01,hire,Tooling,",
        "2,Ben Lind,2009-01-01,hire,Tooling,",
        "2,Ben Lind,2012-01-01,transfer,Quality,2",
    )
    said = leadership.does("import", "people", people, "--history", history, "--skip-bad-rows")
    assert "1 person is left out with all their rows: 2." in said
    assert set(shape(ledger, leadership.system)) == {"1", "3"}


@pytest.mark.parametrize("vacant", ["unbesetzt", "VACANT", "Vacant (budgeted)", "空席"])
def test_a_seat_that_nobody_fills_is_told_and_left_out(leadership: CommandLine, ledger: Ledger, vacant: str) -> None:
    people = leadership.file(
        "people.csv",
        "id,name,department,hired_on,share of full time",
        "1,Ann Ash,Tooling,2011-03-01,100",
        f"00000000,{vacant},Tooling,00.00.0000,0",
    )
    said = leadership.does("import", "people", people)
    assert f"“{vacant}” is a place that nobody fills: left out" in " ".join(said.split())
    assert set(shape(ledger, leadership.system)) == {"1"}


def test_columns_of_a_history_are_named_by_its_own_option(leadership: CommandLine) -> None:
    people = leadership.file("people.csv", "id,name,department,hired_on", "1,Ann Ash,Tooling,2011-03-01")
    history = leadership.file("history.csv", "id,DT.MUD,SEC", "1,2011-03-01,Tooling")
    said = " ".join(leadership.refuses("import", "people", people, "--history", history).split())
    assert "--history-column, where this file comes beside another" in said


def test_hours_that_are_no_share_say_how_they_are_read(leadership: CommandLine) -> None:
    people = leadership.file(
        "people.csv", "id,name,department,hired_on,share of full time", "1,Ann Ash,Tooling,2011-03-01,220"
    )
    assert "--full-time 40" in " ".join(leadership.refuses("import", "people", people).split())


def test_names_that_stand_in_for_identifiers_are_told(leadership: CommandLine) -> None:
    people = leadership.file("people.csv", "CHAPA,name,department,hired_on", "17,Ann Ash,Tooling,2011-03-01")
    said = " ".join(leadership.does("import", "people", people, "--dry-run").split())
    assert "name: stands in for an identifier" in said
    assert "--column identifier=HEADING" in said


def test_a_column_of_people_is_no_unit(leadership: CommandLine) -> None:
    slates = leadership.file(
        "slates.csv",
        "Role,Wer folgt,Bereitschaft,Released",
        "Setter,Urs Moser,sofort,Barbara Grünig",
        "Setter,Eva Roth,sofort,Barbara Grünig",
    )
    said = leadership.refuses("import", "slates", slates)
    assert "--column unit='Released'" not in said
