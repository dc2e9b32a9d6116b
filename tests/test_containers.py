"""The container and its compose file say what they must; with docker-compose at hand, the file is also resolved."""

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from api.settings import Settings

ROOT = Path(__file__).parents[1]
COMPOSE = (ROOT / "docker-compose.yml").read_text()
DOCKERFILE = (ROOT / "Dockerfile").read_text()
FINAL_STAGE = re.split(r"^FROM ", DOCKERFILE, flags=re.MULTILINE)[-1]
PASSWORD = "LEADERSHIP_DATABASE_PASSWORD"  # noqa: S105  # the name, not the secret


def resolved(without_settings: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """The compose file as docker-compose understands it in this environment, whatever .env lies here."""
    if shutil.which("docker-compose") is None:
        pytest.skip("docker-compose is not installed")
    without_settings.touch()
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith("LEADERSHIP_")}
    command = ["docker-compose", "--env-file", str(without_settings), "config"]
    return subprocess.run(command, cwd=ROOT, env=surroundings | environment, capture_output=True, text=True)


def test_the_compose_file_resolves(tmp_path: Path) -> None:
    done = resolved(tmp_path / ".env", **{PASSWORD: "a-long-secret"})
    assert done.returncode == 0, done.stderr
    for essential in (
        "image: postgres:18",
        "condition: service_healthy",
        "pg_isready",
        "/healthz",
        "LEADERSHIP_DATABASE_URL: postgresql://leadership@database:5432/leadership",
        "PGPASSWORD: a-long-secret",
        "home:/var/lib/leadership-ledger",
        "book:/var/lib/postgresql",
    ):
        assert essential in done.stdout


def test_without_a_password_of_ones_own_nobody_else_reaches_the_database(tmp_path: Path) -> None:
    done = resolved(tmp_path / ".env")
    assert done.returncode == 0, done.stderr
    database, ledger = re.findall(r"^  (?:database|ledger):\n((?:    .*\n)+)", COMPOSE, flags=re.MULTILINE)
    assert "networks: [private]\n" in database
    assert "ports:" not in database
    assert "networks: [private, default]\n" in ledger
    assert re.search(r"^networks:\n  private:\n    internal: true$", COMPOSE, flags=re.MULTILINE)


def set_for_the_ledger() -> dict[str, str]:
    """What the compose file sets for the application, as it stands there."""
    [ledger] = re.findall(r"^  ledger:\n((?:    .*\n)+)", COMPOSE, flags=re.MULTILINE)
    return dict(re.findall(r"^      (\w+): (\S+)", ledger, flags=re.MULTILINE))


def test_whatever_can_be_set_is_set_without_editing_the_file() -> None:
    by_the_image = {"home", "key_file", "signing_key_file", "database_url", "token", "log_token"}
    told = set_for_the_ledger()
    for name in set(Settings.model_fields) - by_the_image:
        variable = f"LEADERSHIP_{name.upper()}"
        default = "token" if name == "sign_in" else ""  # others reach it, so somebody has to be known to ask
        assert told.get(variable) == f"${{{variable}:-{default}}}", f"{variable} cannot be set for compose"


def test_a_password_of_any_characters_reaches_the_database(make_database: Callable[[], str]) -> None:
    """It stands beside the address, where nothing in it is read as part of one."""
    password, told = "p@ss/w#rd %40:?&", set_for_the_ledger()
    assert told["PGPASSWORD"] == f"${{{PASSWORD}:-leadership}}"
    assert "$" not in told["LEADERSHIP_DATABASE_URL"]
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setenv("PGPASSWORD", password)
        with psycopg.connect(make_database()) as connection:
            assert connection.info.password == password


def test_what_is_under_way_may_end_before_the_engine_kills_it() -> None:
    [grace] = re.findall(r"^    stop_grace_period: \$\{LEADERSHIP_STOP_GRACE:-(\d+)s\}", COMPOSE, flags=re.MULTILINE)
    assert int(grace) > Settings.model_fields["stop_within"].default


def test_what_make_takes_comes_from_outside_and_its_python_reads_utf8() -> None:
    made = {"PATH": os.environ["PATH"], "LC_ALL": "C", "PORT": "8765"}
    show = ["make", "--dry-run", "--print-data-base", "demo"]
    done = subprocess.run(show, cwd=ROOT, env=made, capture_output=True, text=True, check=False).stdout
    assert "leadership demo --port 8765" in done
    assert {"LC_ALL := C.UTF-8", "PYTHONUTF8 := 1"} <= set(done.splitlines())
    own = subprocess.run(show, cwd=ROOT, env=made | {"LC_ALL": "de_DE.UTF-8"}, capture_output=True, text=True).stdout
    assert "PYTHONUTF8 := 1" not in own.splitlines()


def test_one_volume_holds_all_that_the_ledger_owns() -> None:
    [home] = re.findall(r"LEADERSHIP_HOME=(\S+)$", FINAL_STAGE, flags=re.MULTILINE)
    assert re.findall(r"^VOLUME (.*)$", FINAL_STAGE, flags=re.MULTILINE) == [home]
    assert f"- home:{home} " in COMPOSE
    assert "KEY_FILE" not in COMPOSE + FINAL_STAGE


def test_the_image_runs_without_root_and_tells_its_health() -> None:
    user = re.search(r"^USER (\w+)$", FINAL_STAGE, flags=re.MULTILINE)
    assert user is not None
    assert user[1] not in {"root", "0"}
    assert re.search(r"^HEALTHCHECK .*\n.*/healthz", FINAL_STAGE, flags=re.MULTILINE)


def test_the_image_starts_with_a_command_that_exists() -> None:
    entry, command = (
        json.loads(re.findall(rf"^{word} (\[.*\])$", FINAL_STAGE, flags=re.MULTILINE)[-1])
        for word in ("ENTRYPOINT", "CMD")
    )
    assert [*entry, *command] == ["leadership", "serve", "--host", "0.0.0.0", "--port", "8000"]  # noqa: S104
    start = [sys.executable, "-c", "import sys; sys.argv[0] = 'leadership'; from api.cli.main import main; main()"]
    done = subprocess.run([*start, *command, "--help"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_the_build_gets_every_package_and_nothing_secret() -> None:
    wheel = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["hatch"]["build"]["targets"]["wheel"]
    rules = (ROOT / ".dockerignore").read_text().splitlines()
    assert rules[1] == "*", "everything is left out first"
    assert {f"!{package}" for package in wheel["packages"]} <= set(rules)


def test_all_that_is_copied_reaches_the_build() -> None:
    copied = re.findall(r"^COPY (?!--from)(\S+) ", DOCKERFILE, flags=re.MULTILINE)
    let_through = re.findall(r"^!(\S+)$", (ROOT / ".dockerignore").read_text(), flags=re.MULTILINE)
    assert set(copied) - {"."} <= set(let_through)
    for name in let_through:
        assert (ROOT / name).exists(), name
