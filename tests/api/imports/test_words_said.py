"""What is said of words that a file has nowhere is told, whichever option says it, and is no error."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
import typer
from typer.main import get_command

from api.cli.main import app
from api.imports.words_said import WordsSaid
from tests.api.imports.conftest import CommandLine

PEOPLE = (
    "Staff No,Full Name,Department,Start Date,Manager",
    "17,Ina Falk,Mill,2015-02-02,",
    "18,Oda Grau,Mill,2015-02-02,17",
)
FILES = {
    "people": PEOPLE,
    "spells": ("employee,department,from,to", "17,Mill,2015-02-02,"),
    "roles": ("role,unit,level,critical,function", "Head of Mill,Mill,others,no,Production"),
    "reviews": ("person,cycle,results", "17,2024,3"),
    "learning": ("learner,topic,completed_on", "17,Figures,2024-05-06"),
    "slates": ("role,successor,rank", "Head of Mill,18,1"),
}
MEANINGS = {
    "--status": "left", "--belonging": "agency", "--action": "begins", "--who": "17", "--footing": "acting_up",
    "--unit-name": "", "--rating": "3", "--readiness": "now", "--cycle-ends": "2024-06-30",
}  # fmt: skip
"""For each option that says what a word means, what it may mean."""
SAYS_WORDS = re.compile(r"\[?(?:WORD|NAME|MARK|COLUMN:MARK|CYCLE)(?:=|$)")


def options() -> Iterator[tuple[str, str]]:
    """Every option of an import that says what a word means."""
    imports = get_command(app).commands["import"]  # type: ignore[attr-defined]  # a group
    for name, command in imports.commands.items():
        for option in command.params:
            if isinstance(option, typer.core.TyperOption) and SAYS_WORDS.match(option.metavar or ""):
                yield name, option.opts[0]


@pytest.mark.parametrize(("kind", "option"), sorted(options()))
def test_a_word_that_stands_nowhere_is_told(leadership: CommandLine, kind: str, option: str) -> None:
    leadership.does("import", "people", leadership.file("p.csv", *PEOPLE))
    if kind in {"reviews", "slates"}:
        leadership.does("import", "roles", leadership.file("r.csv", *FILES["roles"]))
    words = (
        ("--history", leadership.file("h.csv", *FILES["spells"])) if (kind, option) == ("people", "--action") else ()
    )
    word = "results:zzgl" if option == "--rating" else "zzgl"
    file = leadership.file("f.csv", *FILES[kind])
    for dry in (("--dry-run",), ()):
        said = leadership.does("import", kind, file, *words, option, f"{word}={MEANINGS[option]}".rstrip("="), *dry)
        assert f"“{word}” of {option} stands in nothing that is read for it." in " ".join(said.split()), said


def test_a_word_that_was_looked_up_has_been_met() -> None:
    said = WordsSaid("--status", {"Zz Gl": 1, "other": 2}, str.casefold)
    assert said.get("none") is None
    assert [*said.not_met()] != []
    assert (said["zz gl"], said.meaning(str).get("other"), [*said.not_met()]) == (1, "2", [])
