"""Somebody's own file: all that is about them, and nobody else in it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from api.cli.main import app
from domain.kernel.ids import PersonId
from ledger.storage.forms import sealed_for_others
from tests.api.conftest import KEY, Served
from tests.demo.seeded import Demo
from tests.demo.test_told import sentences

SOMEBODY = re.compile(r"person-[0-9a-f-]{36}")


@pytest.fixture(params=["Tomasz Wilk", "Jonas Petrauskas"])
def person(request: pytest.FixtureRequest, demo: Demo) -> PersonId:
    return PersonId(next(found[request.param] for found in demo.seeded.stories.values() if request.param in found))


def test_it_has_all_about_them_and_nobody_else(person: PersonId, demo: Demo, served: Served) -> None:
    told: list[dict[str, Any]] = served.asked_by(person).ask("{ myFile }")["myFile"]
    assert {entry.position for entry in demo.ledger.stream(person)} <= {entry["position"] for entry in told}
    assert {"PromotionProposed", "MentorshipAgreed"} & {entry["kind"] for entry in told}
    written = json.dumps(told, ensure_ascii=False)
    assert set(SOMEBODY.findall(written)) == {person}
    assert "another person" in written
    entries = demo.ledger.entries_at([entry["position"] for entry in told]).values()
    of_others, theirs = set[str](), set[str]()
    for entry in entries:
        sealed = sealed_for_others(entry, person)
        for name, value in vars(entry.event).items():
            (of_others if name in sealed else theirs).update(sentences(value))
    assert of_others - theirs, "there is something to leave out"
    assert all(words in written for words in theirs)
    assert not [words for words in of_others - theirs if words in written]


def test_a_system_has_no_file(served: Served) -> None:
    assert served.ask("{ myFile }") == {"myFile": None}


def test_it_is_written_for_whoever_asks_by_letter(person: PersonId, demo: Demo, served: Served, tmp_path: Path) -> None:
    environment = {"LEADERSHIP_DATABASE_URL": demo.database_url, "LEADERSHIP_KEY": KEY}
    path = tmp_path / "file.json"
    ran = CliRunner().invoke(app, ["export", "person", person, "--to", str(path)], env=environment)
    assert ran.exit_code == 0, ran.output
    assert json.loads(path.read_text()) == served.asked_by(person).ask("{ myFile }")["myFile"]
    assert path.stat().st_mode & 0o077 == 0, "for its owner's eyes"
    again = CliRunner().invoke(app, ["export", "person", person, "--to", str(path)], env=environment)
    assert (again.exit_code, "is there already" in again.output) == (2, True)
