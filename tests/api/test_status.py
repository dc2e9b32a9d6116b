"""`leadership status`: where a ledger is and what is in it, asked before anything is begun, and while it is served."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pydantic import SecretStr
from typer.testing import CliRunner

from api.cli.main import app
from api.settings import Settings
from domain.frameworks.packs.shipped import present_edition
from tests.api.conftest import KEY, serving


def status() -> tuple[int, str]:
    """What is said, in one piece."""
    result = CliRunner().invoke(app, ["status"], env={"COLUMNS": "300"})
    return result.exit_code, result.output


def test_where_nothing_is_nothing_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LEADERSHIP_DATABASE_URL", raising=False)
    monkeypatch.setenv("LEADERSHIP_HOME", str(home := tmp_path / "home"))
    code, said = status()
    assert (code, f"Home: {home}\n" in said, "Nothing is recorded yet" in said) == (0, True, True), said
    assert not home.exists()


def test_a_ledger_says_how_it_stands(
    make_database: Callable[[], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url, home = make_database(), tmp_path / "home"
    told = {"DATABASE_URL": url, "HOME": str(home), "KEY": KEY, "LOG_ORIGIN": "ledger.example/book"}
    for name, value in told.items():
        monkeypatch.setenv(f"LEADERSHIP_{name}", value)
    assert "Nothing is recorded yet" in status()[1]
    assert not home.exists(), "no key is made for what is not there"
    settings = Settings(database_url=url, home=home, key=SecretStr(KEY), log_origin="ledger.example/book")
    with serving(settings) as served:
        served.recorded("joinPerson", name="Ada Okafor", unit="Tooling", effectiveOn="2020-03-02")
        last = served.ask("{ position }")["position"]
        code, said = status()
    assert code == 0, said
    for line in (
        f"Entries: {last}, the last of ",
        "Served: yes, with read models up to the last entry",
        f"In force: edition {present_edition().number} of framework-leadership, “Leadership pipeline”",
        "Key-encryption key: LEADERSHIP_KEY",
        f"Signing key: {settings.signing_key_path('ledger.example/book')}",
        "First day: ",
    ):
        assert line in said, said
    assert "Served: by nobody, with read models " in status()[1]
