"""Nobody who left stays silently: columns under unknown headings that may tell of it are asked about, or named."""

from __future__ import annotations

from datetime import date

from ledger import Ledger
from tests.api.imports.command_output import histories
from tests.api.imports.conftest import CommandLine

HEAD = "Staff No,Full Name,Department,Start Date,Qqz"
PEOPLE = (
    "17,Ina Falk,Tooling,2015-02-02,",
    "18,Oda Grau,Tooling,2016-03-01,2019-05-31",
    "19,Udo Hahn,Mill,2016-03-01,",
)


def test_days_mostly_blank_under_an_unknown_heading_are_asked_about(leadership: CommandLine, ledger: Ledger) -> None:
    file = leadership.file("p.csv", HEAD, *PEOPLE)
    said = leadership.refuses("import", "people", file)
    assert "Qqz: “2019-05-31” may say the last day" in said
    assert "--column left_on='Qqz'" in said
    assert "--column left_on=unused" in said
    leadership.does("import", "people", file, "--column", "left_on=Qqz")
    assert histories(ledger, leadership.system)["18"].stays[0].left_on == date(2019, 5, 31)


def test_that_no_column_says_the_last_day_can_be_said(leadership: CommandLine, ledger: Ledger) -> None:
    file = leadership.file("p.csv", HEAD, *PEOPLE)
    leadership.does("import", "people", file, "--column", "left_on=unused")
    assert histories(ledger, leadership.system)["18"].stays[0].left_on is None


def test_they_are_asked_about_where_the_first_day_is_said_for_all(leadership: CommandLine) -> None:
    rows = ("17,Ina Falk,Tooling,", "18,Oda Grau,Tooling,31.05.2019")
    file = leadership.file("p.csv", "Staff No,Full Name,Department,Qqz", *rows)
    assert "Qqz" in leadership.refuses("import", "people", file, "--first-day", "2011-01-01")


def test_days_before_a_first_day_and_last_days_that_are_known_ask_nothing(leadership: CommandLine) -> None:
    earlier = [row.replace("2019-05-31", "2009-05-31") for row in PEOPLE]
    assert "Qqz" in leadership.does("import", "people", leadership.file("p.csv", HEAD, *earlier))
    both = leadership.file("q.csv", f"{HEAD},Termination Date", *(f"{row}," for row in PEOPLE))
    leadership.does("import", "people", both)


def test_days_in_every_row_are_named_and_not_asked_about(leadership: CommandLine) -> None:
    full = [row if row.endswith("31") else f"{row}2020-01-31" for row in PEOPLE]
    said = leadership.does("import", "people", leadership.file("p.csv", HEAD, *full))
    assert "“Qqz” holds days as “2020-01-31”, and is not used: if it says the last day" in said


def test_words_of_a_status_are_known_under_any_heading_and_the_others_asked_about(leadership: CommandLine) -> None:
    words = ("aktivní", "Ukončen", "Zzgl", "aktivní")
    rows = [f"{21 + place},Person {word},Mill,2016-03-01,{word}" for place, word in enumerate(words)]
    said = leadership.refuses("import", "people", leadership.file("p.csv", HEAD, *rows))
    assert "Qqz status by its contents" in " ".join(said.split())
    assert "“Zzgl” is a status of which nobody knows what it means" in said


def test_a_column_of_few_words_that_nobody_knows_is_named(leadership: CommandLine) -> None:
    rows = [f"{21 + place},Person {word},Mill,2016-03-01,{word}" for place, word in enumerate(("Zzgl", "Vuu") * 2)]
    said = leadership.does("import", "people", leadership.file("p.csv", HEAD, *rows))
    assert "“Qqz” holds few words, as “Zzgl” (2), “Vuu” (2), and is not used" in said
    assert "--column status='Qqz'" in said
