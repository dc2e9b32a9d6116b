"""The commands that people type: what they say, and what they say when something is missing."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from itertools import takewhile
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest
from typer.main import get_command
from typer.testing import CliRunner

from api.access.callers import Scope
from api.cli import main as cli
from ledger import Ledger, Wrapping
from ledger.storage.migrations import NotMigrated, migrate
from ledger.storage.others_connected import InUse
from ledger.storage.remaking import remake
from projections import registry
from projections.engine.rebuilding import RebuildRunning

ROOT = Path(__file__).parents[2]
KEY = bytes(range(32))
FAR_OFF = datetime(2100, 1, 1, tzinfo=UTC)


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


def test_help_is_broken_where_there_is_room() -> None:
    """A paragraph of a command's description is one line: where one is broken in the source, it is on the screen."""
    for command in commands_of(get_command(cli.app)):
        for paragraph in (command.help or "").split("\n\n"):
            assert "\n" not in paragraph.strip(), command.name


def commands_of(group: Any) -> Iterator[Any]:
    """All commands, those of groups included."""
    for command in group.commands.values():
        yield command
        if hasattr(command, "commands"):
            yield from commands_of(command)


def test_a_locale_without_our_letters_is_no_obstacle(database_url: str, tmp_path: Path) -> None:
    """What it cannot say is spelled out; what programs read is in UTF-8."""
    locale = {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "LEADERSHIP_TIME_ZONE": "UTC"}
    (people := tmp_path / "people.csv").write_text(
        "id,name,department,hired_on,Größe\n1,Zoë Ångström,Öl,2020-01-01,3\n"
    )
    for words, said in (
        (("import", "people", str(people)), b"Gr\\xf6\\xdfe"),
        (("framework", "show", "leadership"), "’".encode()),
    ):
        command = [sys.executable, "-c", "from api.cli.main import main; main()", *words]
        ended = subprocess.run(
            command, env=environment(database_url, **locale), capture_output=True, cwd=ROOT, timeout=60, check=False
        )
        assert (ended.returncode, ended.stderr) == (0, b""), ended.stderr.decode()
        assert said in ended.stdout, ended.stdout


def test_a_home_that_is_none_is_told_with_how_to_name_another(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.delenv("LEADERSHIP_DATABASE_URL", raising=False)
    for home in ("/proc/none", "/proc/none/deep", str(tmp_path / "file")):
        monkeypatch.setenv("LEADERSHIP_HOME", home)
        monkeypatch.setattr(sys, "argv", ["leadership", "cases"])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        said = capsys.readouterr().err
        assert (ended.value.code, said.count("\n")) == (3, 1), said
        assert f"The home of the ledger is {home}: set LEADERSHIP_HOME to a folder" in said


def test_nothing_that_is_there_is_written_over(
    database_url: str, leadership: Callable[..., tuple[int, str]], tmp_path: Path
) -> None:
    (file := tmp_path / "file").write_text("mine")
    for words in (
        ("audit-bundle", "case-1"),
        ("export", "entries"),
        ("framework", "show", "leadership"),
    ):
        code, told = leadership(database_url, *words, "-o", str(file), COLUMNS="300")
        assert (code, "is there already: name a new file" in told, file.read_text()) == (2, True, "mine"), told
    code, told = leadership(database_url, "export", "entries", "-o", "/dev/null")
    assert code == 0, told


def test_a_token_is_issued_for_somebody_by_name_and_says_its_last_day(
    make_database: Callable[[], str], leadership: Callable[..., tuple[int, str]], tmp_path: Path
) -> None:
    url = make_database()
    (people := tmp_path / "people.csv").write_text(
        "id,name,department,hired_on\n1,Anna Müller,Tooling,2020-01-01\n2,Ben Amari,Tooling,2020-01-01\n"
        "3,Ben Amari,Tooling,2020-01-01\n"
    )
    assert leadership(url, "import", "people", str(people))[0] == 0
    code, told = leadership(url, "token", "issue", "--for", "Anna Müller", "--expires", "2031-03-02")
    assert (code, re.search(r"for person-\S+, until 2031-03-01, to read, write", told) is not None) == (0, True), told
    assert "2031-03-01" in leadership(url, "token", "list", COLUMNS="300")[1]
    for called, said in (
        ("Ben Amari", r"are 2 people: give the id of one, person-\S+, person-"),
        ("Cy", "is nobody of"),
    ):
        code, told = leadership(url, "token", "issue", "--for", called, COLUMNS="300")
        assert (code, re.search(said, told) is not None) == (2, True), told


def test_the_version_is_that_of_the_package() -> None:
    for words in (["version"], ["--version"]):
        assert re.fullmatch(r"\d+\.\d+\.\d+\n", CliRunner().invoke(cli.app, words).output)


def test_the_database_is_migrated_and_read_models_are_rebuilt(
    database_url: str, leadership: Callable[..., tuple[int, str]]
) -> None:
    assert leadership(database_url, "migrate") == (0, "The database is in its present form.\n")
    with closing(Ledger.open(database_url, Wrapping(KEY))) as ledger:
        last = ledger.position()
    assert last > 0, "the units of the organisation"
    assert leadership(database_url, "rebuild") == (0, f"The read models are rebuilt up to position {last}.\n")


def test_what_stands_in_the_way_is_told_in_a_line(
    database_url: str, leadership: Callable[..., tuple[int, str]], tmp_path: Path
) -> None:
    Ledger.open(database_url, Wrapping(KEY)).close()
    to = str(tmp_path / "case.zip")
    other = {"LEADERSHIP_KEY": "ff" * 32}
    for url, more, said in (
        (database_url, other, "are wrapped by the key-encryption key"),
        (database_url, {"LEADERSHIP_KEY": "short"}, "LEADERSHIP_KEY holds no key: write 32 bytes"),
        (
            "postgresql://nobody:secret@/nothing?host=/nowhere",
            {},
            "database “nothing” at /nowhere",
        ),
    ):
        for words in (("export", "entries"), ("verify", "--ledger", "--keys"), ("audit-bundle", "case-1", "-o", to)):
            code, told = leadership(url, *words, **more)
            assert (code, said in told, "Traceback" in told, "secret" in told) == (3, True, False, False), told
            assert "does not hold" not in told
    code, told = leadership(database_url, "export", "entries", LEADERSHIP_TIME_ZONE="Mars")
    assert (code, told) == (2, told)
    assert "LEADERSHIP_TIME_ZONE: “Mars” is no time zone" in told
    assert told.count("\n") == 1, "what is wrong only because of that is left out"


def test_serving_tells_it_in_a_line_too(
    database_url: str, leadership: Callable[..., tuple[int, str]], tmp_path: Path
) -> None:
    port = str(free_port())
    for url, more, said in (
        ("postgresql://nobody@127.0.0.1:1/nothing", {}, "the database “nothing” at 127.0.0.1:1"),
        (database_url, {"LEADERSHIP_SIGNING_KEY_FILE": str(tmp_path)}, f"{tmp_path}: Is a directory"),
        (database_url, {"LEADERSHIP_SIGNING_KEY_FILE": "/proc/none/a.key"}, "/proc/none"),
    ):
        code, told = leadership(url, "serve", "--port", port, **more)
        assert (code, said in told, "Traceback" in told) == (3, True, False), told


def test_a_place_to_serve_is_looked_at_before_anything_is_done(leadership: Callable[..., tuple[int, str]]) -> None:
    nowhere = "postgresql://nobody@127.0.0.1:1/nothing"
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        for command in ("serve", "demo"):
            code, told = leadership(nowhere, command, "--port", str(port))
            assert (code, "choose another with --port" in told) == (3, True), told
    code, told = leadership(nowhere, "serve", "--host", "nowhere.invalid")
    assert (code, "“nowhere.invalid” is no address of this machine" in told) == (3, True), told
    code, told = leadership(nowhere, "serve", "--port", "70000")
    assert (code, "65535" in told) == (2, True), told


@pytest.mark.parametrize("host", ["0.0.0.0", "::"])  # noqa: S104  (what is refused)
def test_nobody_is_let_in_from_elsewhere_who_does_not_sign_in(
    host: str, leadership: Callable[..., tuple[int, str]]
) -> None:
    nowhere = "postgresql://nobody@127.0.0.1:1/nothing"
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    for command in ("serve", "demo"):
        code, told = leadership(nowhere, command, "--host", host, "--port", port)
        assert (code, "whoever came would read everything" in told) == (3, True), told
        code, told = leadership(nowhere, command, "--host", host, "--port", port, LEADERSHIP_SIGN_IN="token")
        assert (code, "the database “nothing”" in told) == (3, True), told


def test_files_and_folders_that_are_not_to_be_had_are_named(
    database_url: str, leadership: Callable[..., tuple[int, str]]
) -> None:
    code, told = leadership(database_url, "export", "entries", "--to", "/nowhere/at/all")
    assert (code, "/nowhere/at" in told, "is not there" in told) == (2, True, True), told
    code, told = leadership(database_url, "import", "people", "/etc")
    assert (code, "“" in told or "'/etc' is a directory" in told) == (2, True), told


def test_a_file_that_is_no_bundle_at_all_could_not_be_looked_at(
    tmp_path: Path, leadership: Callable[..., tuple[int, str]]
) -> None:
    """A bundle that is damaged does not hold; something else is none."""
    page, folder, broken = tmp_path / "page.html", tmp_path / "folder", tmp_path / "broken.zip"
    page.write_text("<html>")
    folder.mkdir()
    broken.write_bytes(b"PK\x03\x04 and no more of it")
    for path, right in ((page, 3), (folder, 3), (broken, 1)):
        code, told = leadership("", "verify", str(path))
        assert (code, path.name in told) == (right, True), told


def test_a_database_that_others_hold_is_not_made_anew(
    make_database: Callable[[], str], leadership: Callable[..., tuple[int, str]]
) -> None:
    database_url = make_database()
    migrate(database_url, registry.migrate)
    with closing(Ledger.open(database_url, Wrapping(KEY))), pytest.raises(InUse, match="stop what serves it first"):
        remake(database_url)
    before = leadership(database_url, "export", "entries")
    code, told = leadership(database_url, "demo", "--anew", "--port", str(free_port()))
    assert (code, "names a database of yours" in told) == (2, True), told
    assert leadership(database_url, "export", "entries") == before
    remake(database_url)
    with pytest.raises(NotMigrated):
        Ledger.open(database_url, Wrapping(KEY))
    migrate(database_url)


def test_a_rebuild_beside_another_is_told_in_a_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def busy() -> None:
        raise RebuildRunning("the read models are being rebuilt by another process: wait for it, or stop it")

    monkeypatch.setattr(cli, "app", busy)
    with pytest.raises(SystemExit) as stopped:
        cli.main()
    assert (stopped.value.code, "by another process: wait for it" in capsys.readouterr().err) == (3, True)


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
            became = as_a_persona(f"http://127.0.0.1:{port}")
        finally:
            running.terminate()
    assert "errors" not in asked.json()
    assert became == {"talent partner", "auditor", "council", "steward", "Tomasz Wilk", "Greta Lindqvist"}
    told = "".join(said)
    assert told.count('{\n  "data": {') == 3, "three answers"
    early, people, *_ = told.splitlines()
    assert early == f"It will be served at http://127.0.0.1:{port}, as soon as it is there."
    assert re.fullmatch(r"\d+ people, 300 of them here, in \d+ entries\.", people)


def as_a_persona(url: str) -> set[str]:
    """As whom one may look round in a served demo: each is tried, and writes; nobody else is to be had."""
    ask = {"query": 'mutation { establishUnit(input: {name: "Paint", effectiveOn: "2026-01-01"}) { __typename } }'}
    became: set[str] = set()
    with httpx.Client(base_url=url, headers={"origin": url}, timeout=60) as browser:
        refused = browser.post("/graphql", json=ask).json()
        assert refused["data"]["establishUnit"]["__typename"] == "Refused", "nobody is the steward who has not said so"
        buttons = re.findall(r'action="/(persona/[^"]+)"><button[^>]*>([^<]+)<', browser.get("/").text)
        for path, title in buttons:
            name, _, office = title.partition(", ")
            assert browser.post(f"/{path}").status_code == 303
            assert f">{name}</a>" in browser.get("/").text
            told = browser.post("/graphql", json=ask).json()["data"]["establishUnit"]["__typename"]
            assert (told == "Recorded") == (office == "steward"), title
            became.add(office if office in {"talent partner", "auditor", "council", "steward"} else name)
        assert browser.post("/persona/person-0190a000-0000-7000-8000-0000000000ad").status_code == 404
        assert browser.post(f"/{path}", headers={"origin": "https://evil.example"}).status_code == 403
    return became


def test_a_write_that_hangs_does_not_keep_it_from_stopping(make_database: Callable[[], str]) -> None:
    """Somebody holds the turn of all appends, so that a write waits for ever: SIGTERM does not."""
    url, port = make_database(), free_port()
    command = [sys.executable, "-u", "-c", "from api.cli.main import main; main()", "serve", "--port", str(port)]
    settings = environment(url, LEADERSHIP_STOP_WITHIN="1")
    with subprocess.Popen(command, env=settings, stdout=subprocess.PIPE, text=True, cwd=ROOT) as running:
        assert running.stdout is not None
        assert running.stdout.readline() == f"It will be served at http://127.0.0.1:{port}, as soon as it is there.\n"
        assert running.stdout.readline().startswith("GraphQL is served at")
        with closing(Ledger.open(url, Wrapping(KEY))) as ledger, psycopg.connect(url) as holding:
            token, text = ledger.tokens.issue({Scope.WRITE, Scope.RECORD_FOR_OTHERS}, FAR_OFF, name="A system")
            assert token.id
            holding.execute("LOCK TABLE ledger.append_turn")
            query = 'mutation { establishUnit(input: {name: "Paint", effectiveOn: "2024-01-01"}) { __typename } }'
            with ThreadPoolExecutor(1) as pool:
                headers = {"authorization": f"Bearer {text}"}
                asked = f"http://127.0.0.1:{port}/graphql"
                hanging = pool.submit(httpx.post, asked, json={"query": query}, headers=headers, timeout=60)
                time.sleep(1.5)
                assert not hanging.done()
                running.terminate()
                began = time.monotonic()
                running.wait(timeout=30)
                assert time.monotonic() - began < 15
                assert hanging.exception() is not None


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
