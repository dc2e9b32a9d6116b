"""Words for a place that nobody holds, as holder of a role and as manager."""

from __future__ import annotations

import pytest

from api.imports.names import says_vacant
from ledger import Ledger
from tests.api.imports.command_output import shape
from tests.api.imports.conftest import CommandLine
from tests.api.imports.three_people import after, title

WORDS = (
    "n.b.", "n. b.", "N.N.", "vakant", "Vacant", "VACANT", "TBD", "tbh", "unbesetzt", "nicht besetzt", "à pourvoir",
    "poste vacant", "未定", "空席", "欠員", "(vacant)", "<vacant>", "Vacant - recruiting", "Not filled.",
    "Vacant since 01/2024", "vacante", "da coprire", "niet ingevuld", "wakat", "boş", "em aberto", "未補充",
)  # fmt: skip


@pytest.mark.parametrize("word", WORDS)
def test_a_word_says_that_a_place_is_vacant(word: str) -> None:
    assert says_vacant(word)


@pytest.mark.parametrize("name", ["Robin Ash", "Vacant (Robin Ash acting)", "Freitag", "NB", "Vaca", "1001"])
def test_whoever_is_named_is_somebody(name: str) -> None:
    assert not says_vacant(name)


def test_nobody_holds_a_vacant_role(three: CommandLine, ledger: Ledger) -> None:
    head, role = "Role,Unit,Level,Critical,Incumbent,Since", title(three)
    rows = [f"{role} {number},Tooling,others,no,{word},2020-01-01" for number, word in enumerate(WORDS)]
    three.does("import", "roles", three.file("roles.csv", head, *rows))
    assert len(after(ledger, three, "RoleEstablished")) == len(WORDS)
    assert not after(ledger, three, "AppointmentMade")


def test_a_vacant_place_above_is_told_and_leaves_the_manager_open(leadership: CommandLine, ledger: Ledger) -> None:
    rows = [f"{number},Person{number} Son,Tooling,2015-01-01,{word}" for number, word in enumerate(WORDS[:5], 1)]
    file = leadership.file("people.csv", "id,name,department,hired_on,manager", *rows)
    said = leadership.does("import", "people", file)
    assert "row 2, manager: “n.b.” says that the place above is vacant: recorded without a manager" in said
    assert "nobody we know" not in said
    assert {stood[-1][-1] for [(_, _, stood)], _, _ in shape(ledger, leadership.system).values()} == {None}


def test_it_is_so_in_a_history(leadership: CommandLine) -> None:
    file = leadership.file(
        "jobs.csv", "id,name,effective date,action,department,manager", "1,Ada,2015-01-01,Hire,Tooling,à pourvoir"
    )
    said = leadership.does("import", "spells", file, "--dry-run")
    assert "manager: “à pourvoir” says that the place above is vacant: recorded without a manager" in said
