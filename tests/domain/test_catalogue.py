"""The catalogue finds every word of the language, each has one meaning, and chapters stay inside their walls."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from types import UnionType
from typing import Any, Final, Union, get_args, get_origin, get_type_hints

import pytest

from domain.amendments.corrections import CorrectEntry
from domain.catalogue import COMMANDS, EVENTS, RECORDED_BY, REFUSALS, AnyCommand, below, modules
from domain.development.assessments import RecordAssessment
from domain.development.feedback import GiveFeedback
from domain.kernel.commands import Command
from domain.kernel.facts import Erased, Event
from domain.kernel.ids import UnitId
from domain.kernel.memories import Nothing
from domain.kernel.refusals import Refusal
from domain.organisation.appointments import EstablishRole
from domain.people.joining import JoinPerson
from domain.people.moving import MovePerson
from domain.promotions.panels.convening import ConvenePanel
from domain.succession.readiness import AssessReadiness

ROOT: Final = Path(__file__).parents[2]
CONTRACTS: Final = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
CHAPTERS: Final[dict[str, Any]] = next(contract for contract in CONTRACTS if contract["id"] == "chapters")
MEMORIES: Final = {event.memory for event in EVENTS.values()} | {command.memory for command in COMMANDS.values()}

IDS_FOR_WORDS: Final = {(JoinPerson, "unit"), (MovePerson, "unit"), (EstablishRole, "unit")}
"""Fields of commands that take ids, where old entries hold words."""
WORKED_OUT: Final = {
    (ConvenePanel, "quorum"),
    (RecordAssessment, "source"),
    (GiveFeedback, "source"),
    (AssessReadiness, "willing"),
}
"""Fields of commands that may be left out, and which the event says all the same."""


def classes() -> Iterator[type]:
    """Every public class of the language, by whatever it is built on."""
    for module in modules():
        for name, held in vars(module).items():
            if isinstance(held, type) and held.__module__ == module.__name__ and not name.startswith("_"):
                yield held


def chapter_of(word: type) -> str:
    """The chapter in which a class stands; empty where it stands in none."""
    _, chapter, *rest = word.__module__.split(".")
    return chapter if rest else ""


def test_no_two_classes_share_a_name() -> None:
    times = Counter(word.__name__ for word in classes())
    assert not (shared := [name for name in times if times[name] > 1]), f"one word, one meaning: {shared}"


@pytest.mark.parametrize(
    ("base", "found"),
    [(Event, EVENTS), (Command, COMMANDS), (Refusal, REFUSALS)],
    ids=["events", "commands", "refusals"],
)
def test_all_of_them_are_found_under_their_names(base: type, found: dict[str, type]) -> None:
    """Also those that are built on another one of them. A base says that it is one."""
    built_on_it: Iterator[type] = below(base)
    theirs = {word for word in built_on_it if not vars(word).get("abstract", False)}
    assert theirs
    assert {*found.values()} == theirs
    assert all(name == word.__name__ for name, word in found.items())


def test_every_word_stands_in_a_chapter() -> None:
    words = (*EVENTS.values(), *COMMANDS.values(), *REFUSALS.values(), *MEMORIES)
    elsewhere = [word.__name__ for word in words if chapter_of(word) not in CHAPTERS["layers"]]
    assert not elsewhere, f"these belong to no chapter: {elsewhere}"


def test_a_chapter_remembers_its_own_events() -> None:
    elsewhere = [
        f"{kind} in {chapter_of(event)}, remembered in {chapter_of(event.memory)}"
        for kind, event in EVENTS.items()
        if event.memory is not Nothing and chapter_of(event) != chapter_of(event.memory)
    ]
    assert not elsewhere, f"each chapter has its own memory of a stream: {elsewhere}"


def test_every_command_says_what_it_records() -> None:
    """But for a correction, which records another of what it corrects."""
    silent = [command for command in COMMANDS.values() if "records" not in vars(command)]
    assert silent == [CorrectEntry]
    assert all(command.records for command in COMMANDS.values() if command is not CorrectEntry)


def test_every_event_has_one_command_that_is_for_it() -> None:
    first = Counter(command.records[0].__name__ for command in COMMANDS.values() if command.records)
    assert {kind: first[kind] for kind in EVENTS} == dict.fromkeys(EVENTS, 1)
    assert {*RECORDED_BY} == {*EVENTS}


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_what_a_command_and_its_events_call_the_same_is_the_same(command: AnyCommand) -> None:
    """An event takes over what has the same name, so nothing of the same name may mean something else."""
    asked = get_type_hints(command)
    for event in command.records:
        told = get_type_hints(event)
        for name in {field.name for field in fields(command)} & {field.name for field in fields(event)}:  # type: ignore[arg-type]
            ways, borne = alternatives(asked[name]), alternatives(told[name]) | {Erased}
            if (command, name) in WORKED_OUT:
                ways -= {type(None)}
            if (command, name) in IDS_FOR_WORDS:
                ways, borne = ways - {UnitId}, borne - {str}
            assert ways <= borne, f"{name} is {asked[name]}, and {told[name]} in {event.__name__}"


def alternatives(hint: Any) -> set[Any]:
    """What a value of this type may be, one by one."""
    return {*get_args(hint)} if get_origin(hint) in (Union, UnionType) else {hint}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the language in which something can be planted, with the one contract on its chapters."""
    shutil.copytree(ROOT / "domain", tmp_path / "domain", ignore=shutil.ignore_patterns("__pycache__"))
    contract = (f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in CHAPTERS.items())
    text = '[tool.importlinter]\nroot_packages = ["domain"]\n\n[[tool.importlinter.contracts]]\n' + "\n".join(contract)
    (tmp_path / "pyproject.toml").write_text(text)
    return tmp_path


def run(copy: Path, *command: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=copy, capture_output=True, text=True)


PLANTED: Final = '''
"""Planted."""

from __future__ import annotations

from dataclasses import dataclass

from domain.kernel.refusals import Refusal
from domain.people.moving import PersonMoved


@dataclass(frozen=True)
class PersonTransplanted(PersonMoved):
    """They stand elsewhere for good."""


class TooDry(Refusal):
    """Nothing grows there."""
'''
ASKED: Final = (
    "from domain.catalogue import EVENTS, REFUSALS; print('PersonTransplanted' in EVENTS, 'TooDry' in REFUSALS)"
)


def test_a_new_chapter_is_found_by_being_there(copy: Path) -> None:
    """At any depth, and an event that is built on another event like any other."""
    assert run(copy, sys.executable, "-c", ASKED).stdout.split() == ["False", "False"]
    garden = copy / "domain" / "gardening" / "beds"
    garden.mkdir(parents=True)
    for package in (garden, garden.parent):
        (package / "__init__.py").write_text('"""Planted."""\n')
    (garden / "transplanting.py").write_text(PLANTED)
    done = run(copy, sys.executable, "-c", ASKED)
    assert done.stdout.split() == ["True", "True"], done.stderr


PLANTS: Final = {
    "an upward import": ("people/planted.py", '"""Planted."""\n\nimport domain.promotions.proposals as planted\n'),
    "an import from the kernel": (
        "kernel/planted.py",
        '"""Planted."""\n\nimport domain.frameworks.edition as planted\n',
    ),
    "a module beside the chapters": ("planted.py", '"""Planted."""\n'),
}


@pytest.mark.parametrize("plant", [None, *PLANTS])
def test_one_contract_holds_the_walls_between_chapters(copy: Path, plant: str | None) -> None:
    if plant is not None:
        path, text = PLANTS[plant]
        (copy / "domain" / path).write_text(text)
    done = run(copy, Path(sys.executable).parent / "lint-imports", "--no-cache")
    assert (done.returncode == 0) == (plant is None), done.stdout + done.stderr
    assert plant is None or "planted" in done.stdout
