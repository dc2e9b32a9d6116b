"""What the README and the guide show runs: their commands, and their queries."""

from __future__ import annotations

import re
import shlex
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.api.conftest import Served
from tests.api.test_guides import run, tables_of

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs" / "guide").glob("*.md"))]
GONE_THROUGH = {"by-hand.md", "feedback-cycles.md", "first-bench.md"}
"""Pages whose queries build on each other; they are gone through in test_guides.py."""
SERVES = {"serve", "demo"}
"""Commands that do not end by themselves; they have tests of their own."""
OF_ONE_PERSON = {"hold", "erase", "digest"}
"""Commands about somebody who is only here by name; test_erase.py and test_guides.py go through them."""

KEPT = "--checkpoint"
"""What was kept elsewhere nobody has here; test_backup.py goes through that."""

PEOPLE = """employee_id,name,department,job_title,manager_id,hired_on
1,Ada Okafor,Tooling,Head of Tooling,,2019-03-01
2,Ben Ito,Tooling,Engineer,1,2021-05-17
"""
SPELLS = "employee_id,department,started_on,ended_on\n2,Tooling,2021-05-17,\n"
ENTRIES = (
    '{"command": "GiveFeedback", "reference": "f-1", "person": {"system": "hr", "id": "2"},'
    ' "giver": {"system": "hr", "id": "1"}, "source": "line_manager", "purpose": "development",'
    ' "strengths": "Explains why.", "improvements": "Hand over earlier.", "effective_on": "2022-02-01"}\n'
)


def blocks(language: str) -> list[tuple[str, str]]:
    """The code of one language, each under the page it stands on."""
    fenced = re.compile(rf"^```{language}\n(.*?)^```", re.MULTILINE | re.DOTALL)
    return [(page.name, code) for page in PAGES for code in fenced.findall(page.read_text())]


def commands(program: str) -> list[str]:
    """The lines of shell that call a program, each once."""
    lines = [line.split("  #")[0].strip() for _, code in blocks("sh") for line in code.splitlines()]
    return list(dict.fromkeys(line for line in lines if line.startswith(f"{program} ")))


@pytest.mark.parametrize("command", commands("make"))
def test_what_is_made_can_be_made(command: str) -> None:
    subprocess.run([*shlex.split(command), "--dry-run"], cwd=ROOT, check=True, capture_output=True)


def test_the_commands_run_in_their_order(make_database: Callable[[], str], tmp_path: Path) -> None:
    database = make_database()
    for name, content in (("people.csv", PEOPLE), ("department_history.csv", SPELLS), ("entries.ndjson", ENTRIES)):
        (tmp_path / name).write_text(content)
    for page in PAGES:
        tables_of(page, tmp_path)
    ran = []
    for command in commands("leadership"):
        _, *words = shlex.split(command)
        if words[0] in SERVES | OF_ONE_PERSON or KEPT in words:
            continue
        run(database, tmp_path, command)
        ran.append(words[0])
    assert {"import", "rebuild"} <= set(ran)


@pytest.mark.usefixtures("editions")
@pytest.mark.parametrize(
    ("page", "query"),
    [one for one in blocks("graphql") if one[0] not in GONE_THROUGH and not one[1].startswith("subscription")],
)
def test_the_queries_are_answered(served: Served, page: str, query: str) -> None:
    joined = served.recorded("joinPerson", name="Ada Okafor", unit="Tooling", effectiveOn="2020-03-02")
    given = {
        "person": joined["subject"],
        "id": joined["subject"],
        "name": "Ben Ito",
        "position": joined["position"],
        "day": "2024-05-06",
    }
    wanted = set(re.findall(r"\$(\w+)", query))
    assert served.ask(query, **{name: value for name, value in given.items() if name in wanted})
