"""The commands that people type: what they say, and what they say when something is missing."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from itertools import takewhile
from pathlib import Path

import httpx
import pytest
from typer.testing import CliRunner

from api.cli import main as cli
from ledger import Ledger, Wrapping
from projections.engine.rebuilding import RebuildRunning

ROOT = Path(__file__).parents[2]
KEY = bytes(range(32))


def environment(url: str, **more: str) -> dict[str, str]:
    """What a process is told from outside."""
    return {**os.environ, "LEADERSHIP_DATABASE_URL": url, "LEADERSHIP_KEY": KEY.hex(), **more}


@pytest.fixture
def leadership(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str]]:
    """`leadership …`, as a process would begin it: the exit code, and all that is said."""

    def run(url: str, *words: str, **more: str) -> tuple[int, str]:
        with monkeypatch.context() as told:
            for name, value in environment(url, **more).items():
                told.setenv(name, value)
            told.setattr(sys, "argv", ["leadership", *words])
            with pytest.raises(SystemExit) as ended:
                cli.main()
        said = capsys.readouterr()
        return int(ended.value.code or 0), said.out + said.err

    return run


def test_every_command_says_what_it_does() -> None:
    said = CliRunner().invoke(cli.app, ["--help"], env={"COLUMNS": "200"}).output
    for command in ("serve", "demo", "import", "export", "migrate", "rebuild", "version"):
        assert re.search(rf"\b{command}\b +\w", said), command
    for words in (["import"], ["export"]):
        assert "entries" in CliRunner().invoke(cli.app, words, env={"COLUMNS": "200"}).output


def test_the_version_is_that_of_the_package() -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+\n", CliRunner().invoke(cli.app, ["version"]).output)


def test_the_database_is_migrated_and_read_models_are_rebuilt(
    database_url: str, leadership: Callable[..., tuple[int, str]]
) -> None:
    assert leadership(database_url, "migrate") == (0, "The database is in its present form.\n")
    with closing(Ledger.open(database_url, Wrapping(KEY))) as ledger:
        last = ledger.position()
    assert last > 0, "the units of the organisation"
    assert leadership(database_url, "rebuild") == (0, f"The read models are rebuilt up to position {last}.\n")


def test_what_stands_in_the_way_is_told_in_a_line(
    database_url: str, leadership: Callable[..., tuple[int, str]]
) -> None:
    Ledger.open(database_url, Wrapping(KEY)).close()
    other = {"LEADERSHIP_KEY": "ff" * 32}
    for url, more, said in (
        (database_url, other, "was wrapped by key-encryption key"),
        (database_url, {"LEADERSHIP_KEY": "short"}, "LEADERSHIP_KEY holds no key: write 32 bytes"),
        (database_url, {"LEADERSHIP_TIME_ZONE": "Mars"}, "LEADERSHIP_TIME_ZONE: “Mars” is no time zone"),
        ("postgresql://nobody@/nothing?host=/nowhere", {}, "connection to server on socket"),
    ):
        code, told = leadership(url, "export", "entries", **more)
        assert (code, said in told, "Traceback" in told) == (1, True, False), told


def test_a_rebuild_beside_another_is_told_in_a_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def busy() -> None:
        raise RebuildRunning("the read models are being rebuilt by another process: wait for it, or stop it")

    monkeypatch.setattr(cli, "app", busy)
    with pytest.raises(SystemExit) as stopped:
        cli.main()
    assert (stopped.value.code, "by another process: wait for it" in capsys.readouterr().err) == (1, True)


def free_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def test_the_demo_is_seeded_served_and_asked_three_questions(make_database: Callable[[], str]) -> None:
    port = free_port()
    command = [sys.executable, "-u", "-c", "from api.cli.main import main; main()", "demo", "--port", str(port)]
    settings = environment(make_database())
    with subprocess.Popen(command, env=settings, stdout=subprocess.PIPE, text=True, cwd=ROOT) as running:
        try:
            assert running.stdout is not None
            said = list(takewhile(lambda line: not line.startswith("GraphQL is served at"), running.stdout))
            url = f"http://127.0.0.1:{port}/graphql"
            asked = httpx.post(url, json={"query": "{ people(first: 1) { nodes { name } } }"})
        finally:
            running.terminate()
    assert "errors" not in asked.json()
    told = "".join(said)
    assert told.count('{\n  "data": {') == 3, "three answers"
    assert re.match(r"\d+ people, 300 of them here, in \d+ entries\.\n", told)
    assert "http://" not in told, "one URL, and it comes last"


@pytest.mark.parametrize(
    "words",
    [
        *(("import", what) for what in ("people", "spells", "scim", "reviews", "roles", "slates", "entries")),
        ("export", "entries"),
    ],
)
def test_every_option_stands_in_the_guide(words: tuple[str, ...]) -> None:
    help_text = CliRunner().invoke(cli.app, [*words, "--help"], env={"COLUMNS": "200"}).output
    guide = (ROOT / "docs" / "guide" / "importing.md").read_text()
    options = set(re.findall(r"--[a-z-]+", help_text)) - {"--help"}
    assert {option for option in options if option not in guide} == set()


def test_the_guide_shows_lines_that_can_be_imported(
    database_url: str, tmp_path: Path, leadership: Callable[..., tuple[int, str]]
) -> None:
    guide = (ROOT / "docs" / "guide" / "importing.md").read_text()
    [lines] = re.findall(r"```json\n(.*?)```", guide, re.DOTALL)
    file = tmp_path / "history.ndjson"
    file.write_text(lines)
    code, said = leadership(database_url, "import", "entries", str(file))
    assert (code, said) == (0, "Recorded 6 entries from 5 lines.\n")
