"""What is told from outside is checked when it is read, and a key is never lost between two processes."""

from __future__ import annotations

import base64
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pydantic import SecretStr, ValidationError

from api.settings import Settings, make_key_file

KEY = bytes(range(32))


@pytest.fixture(autouse=True)
def _nothing_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATABASE_URL", "KEY", "KEY_FILE", "TIME_ZONE", "TOKEN"):
        monkeypatch.delenv(f"LEADERSHIP_{name}", raising=False)


def test_everything_has_a_default() -> None:
    settings = Settings()
    assert (settings.database_url, settings.key, str(settings.time_zone)) == (None, None, "UTC")
    assert settings.key_file.is_absolute()


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
    assert settings.key_encryption_key() == KEY
    assert KEY.hex() not in repr(settings)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("TIME_ZONE", "Berlin", "“Berlin” is no time zone; write one of the IANA database, as in Europe/Berlin"),
        ("TIME_ZONE", "../../etc/passwd", "is no time zone"),
        ("DATABASE_URL", "postgres//somewhere", "this is no connection string of PostgreSQL"),
    ],
)
def test_what_cannot_be_meant_is_said(monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str) -> None:
    monkeypatch.setenv(f"LEADERSHIP_{name}", value)
    with pytest.raises(ValidationError, match=said.replace(".", r"\.")):
        Settings()


@pytest.mark.parametrize("spelled", [KEY.hex(), base64.b64encode(KEY).decode(), f"  {KEY.hex().upper()}\n"])
def test_a_key_is_read_however_it_is_spelled(spelled: str) -> None:
    assert Settings(key=SecretStr(spelled)).key_encryption_key() == KEY


@pytest.mark.parametrize("spelled", ["", "secret", KEY[:16].hex(), base64.b64encode(KEY + KEY).decode()])
def test_a_key_that_is_none_is_refused_without_being_shown(spelled: str) -> None:
    with pytest.raises(ValueError, match="64 hexadecimal digits or in base64") as refused:
        Settings(key=SecretStr(spelled)).key_encryption_key()
    assert not spelled or spelled not in str(refused.value)


def test_a_key_is_made_once_for_its_owners_eyes_only(tmp_path: Path) -> None:
    settings = Settings(key_file=tmp_path / "house" / "own.key")
    made = settings.key_encryption_key()
    assert len(made) == 32
    assert settings.key_encryption_key() == made
    assert stat.S_IMODE(settings.key_file.stat().st_mode) == 0o600
    assert stat.S_IMODE(settings.key_file.parent.stat().st_mode) == 0o700


def test_of_two_that_make_it_at_once_both_have_the_same(tmp_path: Path) -> None:
    path = tmp_path / "own.key"
    make_key_file(path)
    first = path.read_text()
    make_key_file(path)
    assert path.read_text() == first
    assert list(tmp_path.iterdir()) == [path]
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda _: Settings(key_file=tmp_path / "other.key").key_encryption_key(), range(8)))
    assert len(keys) == 1
