"""Keys are made with what they are for, and with nothing else: where a ledger stands, none is made in their place."""

from __future__ import annotations

import base64
import stat
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest
from pydantic import SecretStr
from typer.testing import CliRunner

from api.cli.main import app
from api.keys import NotAKey, NotItsKey, decoded_key, make_key_file, signing_keys_of, wrapping_of
from api.services import ledger_with_a_framework
from api.settings import Settings
from ledger.proofs.publishing import Publisher
from ledger.proofs.signing import SigningKey
from ledger.storage.connections import in_role, place_in_words, roles_of
from ledger.storage.migrations import migrate
from projections import registry

KEY = bytes(range(32))
ORIGIN = "ledger.example/book"


@pytest.fixture
def settings(make_database: Callable[[], str], tmp_path: Path) -> Settings:
    """Those of a house that begins."""
    url = make_database()
    migrate(url, registry.migrate)
    return Settings(home=tmp_path / "home", key_file=tmp_path / "home" / "a.key", database_url=url, log_origin=ORIGIN)


@pytest.fixture
def begun(settings: Settings) -> Iterator[Settings]:
    """Those of a house whose ledger stands."""
    with ledger_with_a_framework(settings, str(settings.database_url)):
        yield settings


def wrapping(settings: Settings) -> bytes:
    return wrapping_of(settings, str(settings.database_url)).key


def signing(settings: Settings) -> tuple[SigningKey, ...]:
    return signing_keys_of(settings, str(settings.database_url))


def made_in(settings: Settings) -> list[str]:
    return sorted(path.name for path in settings.home.iterdir()) if settings.home.exists() else []


@pytest.mark.parametrize("spelled", [KEY.hex(), base64.b64encode(KEY).decode(), f"  {KEY.hex().upper()}\n"])
def test_a_key_is_read_however_it_is_spelled(spelled: str) -> None:
    assert decoded_key(spelled, "here") == KEY


@pytest.mark.parametrize("spelled", ["", "secret", KEY[:16].hex(), base64.b64encode(KEY + KEY).decode()])
def test_a_key_that_is_none_is_refused_without_being_shown(spelled: str) -> None:
    with pytest.raises(NotAKey, match="64 hexadecimal digits or in base64") as refused:
        decoded_key(spelled, "here")
    assert not spelled or spelled not in str(refused.value)


def test_a_file_that_is_no_text_holds_no_key(settings: Settings) -> None:
    settings.home.mkdir()
    settings.key_file.write_bytes(bytes(range(128, 160)))
    with pytest.raises(NotAKey, match=f"The key file {settings.key_file} holds no key"):
        wrapping(settings)
    settings.signing_key_path(ORIGIN).write_bytes(bytes(range(128, 160)))
    with pytest.raises(NotAKey, match="The signing key file"):
        signing(settings)


def test_with_a_new_ledger_a_key_is_made_once_for_its_owners_eyes_only(settings: Settings) -> None:
    made = wrapping(settings)
    assert (len(made), wrapping(settings)) == (32, made)
    assert stat.S_IMODE(settings.key_file.stat().st_mode) == 0o600


def test_of_those_that_make_it_at_once_all_have_the_same(settings: Settings, tmp_path: Path) -> None:
    path = tmp_path / "own.key"
    make_key_file(path)
    first = path.read_text()
    make_key_file(path)
    assert path.read_text() == first
    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(lambda _: wrapping(settings), range(8)))) == 1


def test_a_key_that_is_missing_to_a_ledger_is_not_made_anew(begun: Settings) -> None:
    begun.key_file.unlink()
    with pytest.raises(NotItsKey) as told:
        wrapping(begun)
    assert str(begun.key_file) in str(told.value), "where it should be"
    assert place_in_words(str(begun.database_url)) in str(told.value), "and of which ledger"
    assert "verify --ledger` still tells" in str(told.value), "what still works"
    assert made_in(begun) == []


def test_nothing_is_sealed_under_the_key_of_another_ledger(begun: Settings) -> None:
    make_key_file(begun.home / "b.key")
    others = begun.model_copy(update={"key_file": begun.home / "b.key"})
    with pytest.raises(NotItsKey, match="was begun with the key-encryption key") as told:
        wrapping(others)
    assert str(others.key_file) in str(told.value)
    given = begun.model_copy(update={"key": SecretStr(KEY.hex())})
    with pytest.raises(NotItsKey, match="the one in LEADERSHIP_KEY is"):
        wrapping(given)


def test_a_signing_key_is_made_with_a_new_log_and_never_shown(settings: Settings) -> None:
    made = signing(settings)
    assert signing(settings) == made
    path = settings.signing_key_path(ORIGIN)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.write_text(f"{made[0].text[:-3]}\n")
    with pytest.raises(NotAKey, match="PRIVATE") as refused:
        signing(settings)
    assert made[0].text[-20:-3] not in str(refused.value)
    path.write_text(f"{SigningKey.generate('ledger.example/other').text}\n")
    with pytest.raises(NotAKey, match="holds keys of “ledger"):
        signing(settings)


@pytest.fixture
def signed(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Those of a house whose log was signed."""
    url = str(settings.database_url)
    with psycopg.connect(in_role(url, roles_of(url).projector), autocommit=True) as connection:
        Publisher(connection, signing(settings)).begin()
    for name, value in (("DATABASE_URL", settings.database_url), ("KEY_FILE", settings.key_file)):
        monkeypatch.setenv(f"LEADERSHIP_{name}", str(value))
    monkeypatch.setenv("LEADERSHIP_HOME", str(settings.home))
    monkeypatch.setenv("LEADERSHIP_LOG_ORIGIN", ORIGIN)
    return settings


def test_a_signing_key_that_is_missing_to_a_log_is_not_replaced_in_silence(signed: Settings) -> None:
    path = signed.signing_key_path(ORIGIN)
    path.unlink()
    with pytest.raises(NotItsKey, match="`leadership signing-key add` makes another") as told:
        signing(signed)
    assert str(path) in str(told.value)
    assert not path.exists()
    path.write_text(f"{SigningKey.generate(ORIGIN).text}\n")
    with pytest.raises(NotItsKey, match="has ever signed for the log"):
        signing(signed)


def test_another_signing_key_is_added_by_a_command(signed: Settings) -> None:
    path = signed.signing_key_path(ORIGIN)
    [first] = signing(signed)
    done = CliRunner().invoke(app, ["signing-key", "add"])
    assert done.exit_code == 0, done.output
    [kept, second] = signing(signed)
    assert (kept, str(second.verifier) in done.stdout, second.text in done.output) == (first, True, False)
    path.unlink()
    assert CliRunner().invoke(app, ["signing-key", "add"]).exit_code == 0
    [third] = signing(signed)
    assert third not in (first, second), "where the others are lost for good, one is made and let in"
