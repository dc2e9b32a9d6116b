"""What is told from outside is checked when it is read."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from api.settings import Settings

KEY = bytes(range(32))


@pytest.fixture(autouse=True)
def _nothing_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATABASE_URL", "KEYS_DATABASE_URL", "HOME", "KEY", "KEY_FILE", "TIME_ZONE", "TOKEN"):
        monkeypatch.delenv(f"LEADERSHIP_{name}", raising=False)


def test_everything_has_a_default() -> None:
    settings = Settings()
    assert (settings.database_url, settings.key, str(settings.time_zone)) == (None, None, "UTC")
    assert settings.key_file.is_absolute()


def test_all_that_a_ledger_on_this_machine_owns_is_in_one_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", "/somewhere")
    settings = Settings()
    owned = (settings.embedded_directory, settings.key_file, settings.signing_key_path("ledger.example/book"))
    assert {path.parent for path in owned} == {settings.home}
    monkeypatch.setenv("LEADERSHIP_HOME", "/srv/ledger")
    assert Settings().embedded_directory == Path("/srv/ledger/postgresql")
    assert Settings().key_file == Path("/srv/ledger/key-encryption.key")
    monkeypatch.setenv("LEADERSHIP_KEY_FILE", "/secret/ledger.key")
    assert Settings().signing_key_path("ledger.example/book").parent == Path("/secret")


def test_the_environment_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEADERSHIP_TIME_ZONE", "Europe/Berlin")
    monkeypatch.setenv("LEADERSHIP_DATABASE_URL", "")
    monkeypatch.setenv("LEADERSHIP_KEY", KEY.hex())
    monkeypatch.setenv("LEADERSHIP_TOKEN", "leadership_secret")
    settings = Settings()
    assert settings.token
    assert settings.token.get_secret_value() == "leadership_secret"
    assert "leadership_secret" not in repr(settings)
    assert (settings.time_zone.key, settings.database_url) == ("Europe/Berlin", None)
    assert settings.key
    assert settings.key.get_secret_value() == KEY.hex()
    assert KEY.hex() not in repr(settings)


def test_what_is_empty_counts_as_not_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    as_if_unset = Settings()
    for name in Settings.model_fields:
        monkeypatch.setenv(f"LEADERSHIP_{name.upper()}", "")
    assert Settings() == as_if_unset


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("TIME_ZONE", "Berlin", "“Berlin” is no time zone; write one of the IANA database, as in Europe/Berlin"),
        ("TIME_ZONE", "../../etc/passwd", "is no time zone"),
        ("DATABASE_URL", "postgres//somewhere", "this is no connection string of PostgreSQL"),
        ("KEYS_DATABASE_URL", "postgres//somewhere", "this is no connection string of PostgreSQL"),
        ("KEYS_DATABASE_URL", "postgresql:///keys", "is set, and LEADERSHIP_DATABASE_URL is not: the embedded server"),
    ],
)
def test_what_cannot_be_meant_is_said(monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str) -> None:
    monkeypatch.setenv(f"LEADERSHIP_{name}", value)
    with pytest.raises(ValidationError, match=said.replace(".", r"\.")):
        Settings()
