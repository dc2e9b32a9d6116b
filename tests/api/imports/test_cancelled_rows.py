"""Rows that are cancelled or void: nothing is made of them, and how many there are is told."""

from __future__ import annotations

import pytest

from api.imports.cancelled_rows import answered, says_cancelled
from ledger import Ledger
from tests.api.imports.command_output import shape
from tests.api.imports.conftest import CommandLine

HISTORY = "id,name,effective date,action,department"
HIRED = "1,Ada,2015-01-01,Hire,Tooling"


@pytest.mark.parametrize(
    ("heading", "stands", "cancelled"),
    [
        ("status", "Active", "Cancelled"),
        ("status", "Active", "Rescinded by HR – void"),
        ("Transaction Status", "Successfully Completed", "Voided"),
        ("status", "Active", "denied"),
        ("cancelled", "N", "Y"),
        ("Storniert am", "", "03.02.2018"),
        ("Annulé", "non", "oui"),
        ("取消", "", "○"),
    ],
)
def test_a_cancelled_row_of_a_history_is_left_out_and_told(
    leadership: CommandLine, ledger: Ledger, heading: str, stands: str, cancelled: str
) -> None:
    rows = (f"{HIRED},{stands}", f"1,Ada,2018-01-01,Transfer,Quality,{cancelled}")
    said = leadership.does("import", "spells", leadership.file("jobs.csv", f"{HISTORY},{heading}", *rows))
    assert f"Left out: 1 row that is cancelled, as row 3 (“{cancelled}” in “{heading}”)." in said
    [(_, _, stood)] = shape(ledger, leadership.system)["1"][0]
    assert [unit for _, unit, *_ in stood] == ["Tooling"]


def test_a_cancelled_row_of_people_is_nobody(leadership: CommandLine, ledger: Ledger) -> None:
    rows = ("1,Ada,2015-01-01,Tooling,Active", "2,Ben,2018-01-01,Quality,annulée", "3,Cem,2018-01-01,Quality,Void")
    file = leadership.file("people.csv", "id,name,hired on,department,status", *rows)
    said = leadership.does("import", "people", file)
    assert "Left out: 2 rows that are cancelled, as row 3 (“annulée” in “status”), row 4 (“Void” in “status”)." in said
    assert set(shape(ledger, leadership.system)) == {"1"}


def test_what_a_word_means_can_be_said_otherwise(leadership: CommandLine, ledger: Ledger) -> None:
    rows = ("1,Ada,2015-01-01,Tooling,Active", "2,Ben,2018-01-01,Quality,Cancelled")
    file = leadership.file("people.csv", "id,name,hired on,department,status", *rows)
    leadership.does("import", "people", file, "--status", "Cancelled=here")
    assert set(shape(ledger, leadership.system)) == {"1", "2"}
    jobs = leadership.file("jobs.csv", HISTORY, HIRED, "1,Ada,2018-01-01,Void,Quality")
    assert "cancelled" not in leadership.does("import", "spells", jobs, "--action", "Void=moves", "--dry-run")


def test_an_answer_that_nobody_knows_is_asked_about(leadership: CommandLine) -> None:
    rows = (f"{HIRED},no", "1,Ada,2018-01-01,Transfer,Quality,perhaps")
    file = leadership.file("jobs.csv", f"{HISTORY},cancelled", *rows)
    assert "cancelled: “perhaps” is neither a yes nor a no (once)" in leadership.refuses("import", "spells", file)
    leadership.does("import", "spells", file, "--column", "cancelled=unused", "--dry-run")


def test_a_word_in_another_column_is_asked_about(leadership: CommandLine, ledger: Ledger) -> None:
    rows = (f"{HIRED},gebucht", "1,Ada,2018-01-01,Transfer,Quality,storniert")
    file = leadership.file("jobs.csv", f"{HISTORY},Buchung", *rows)
    said = leadership.refuses("import", "spells", file)
    assert "Buchung: “storniert” may say that a row is cancelled: if it does, say --column cancelled='Buchung'" in said
    leadership.does("import", "spells", file, "--column", "cancelled=unused", "--dry-run")
    said = leadership.does("import", "spells", file, "--column", "cancelled=Buchung")
    assert "Left out: 1 row that is cancelled, as row 3 (“storniert” in “Buchung”)." in said
    assert [unit for _, unit, *_ in shape(ledger, leadership.system)["1"][0][0][2]] == ["Tooling"]


def test_a_cancelled_change_makes_no_job_history_of_people(leadership: CommandLine) -> None:
    rows = ("1,Ada,2015-01-01,Tooling,approved", "1,Ada,2016-01-01,Quality,cancelled")
    file = leadership.file("people.csv", "id,name,effective date,department,record status", *rows)
    leadership.does("import", "people", file, "--column", "joined_on=effective date", "--dry-run")


def test_words_in_many_languages_say_it() -> None:
    for word in ("Cancelled", "STORNIERT", "annulé", "Anulado", "annullato", "geannuleerd", "取消", "iptal", "sztornó"):
        assert says_cancelled(word), word
    assert not says_cancelled("Transfer")
    assert answered("2018-02-03", "cancelled on") is True
    assert answered("approved", "cancelled") is False
    assert answered("perhaps", "cancelled") is None
