"""Keys are made with what they are for, and with nothing else: where a ledger stands, none is made in their place."""

from __future__ import annotations

import base64
import shutil
import stat
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest
from pydantic import SecretStr
from typer.testing import CliRunner

from api import keys
from api.cli.main import app
from api.keys import NotItsKey, make_key_file, signing_keys_of, wrapping_of
from api.services import ledger_with_a_framework
from api.settings import KEY_FILE, Settings
from ledger.embedded_postgres import start
from ledger.proofs.publishing import Publisher
from ledger.proofs.signing import SigningKey
from ledger.storage.connections import in_role, place_in_words, roles_of
from ledger.storage.key_file import NotAKey, decoded_key
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


@pytest.fixture
def embedded_home() -> Iterator[Path]:
    """A home whose path is short enough to name a socket in, and open to whom a server runs as."""
    folder = Path(tempfile.mkdtemp(prefix="ledger-test-", dir="/tmp"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)  # the server may just be removing a file of its own


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
    with pytest.raises(NotItsKey, match="are wrapped by the key-encryption key") as told:
        wrapping(others)
    assert str(others.key_file) in str(told.value)
    given = begun.model_copy(update={"key": SecretStr(KEY.hex())})
    with pytest.raises(NotItsKey, match="the one in LEADERSHIP_KEY is"):
        wrapping(given)


def test_a_key_is_only_named_where_it_is_that_of_the_ledger(
    begun: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another ledger's key in the home of whoever runs this, or of before, is nobody's help."""
    own, default, former = begun.key_file.read_text(), tmp_path / "default", tmp_path / "former"
    monkeypatch.setattr(keys, "default_home", lambda: default)
    monkeypatch.setattr(keys, "former_homes", lambda: (former,))
    for home in (default, former):
        make_key_file(home / KEY_FILE)
    asked = begun.model_copy(update={"home": tmp_path / "asked", "key_file": tmp_path / "asked" / KEY_FILE})
    given = asked.model_copy(update={"key": SecretStr(KEY.hex())})
    cases: tuple[tuple[Path | None, Settings, str], ...] = (
        (None, asked, "Put it back from where you keep it"),
        (former, asked, f"It is in {former / KEY_FILE}, where earlier versions kept it: move it to {asked.key_file}."),
        (default, asked, f'It is in {default / KEY_FILE}: set LEADERSHIP_HOME="{default}".'),
        (default, given, f'set LEADERSHIP_KEY_FILE="{default / KEY_FILE}", and no LEADERSHIP_KEY.'),
    )
    for place, settings, said in cases:
        if place is not None:
            (place / KEY_FILE).write_text(own)
        with pytest.raises(NotItsKey) as told:
            wrapping(settings)
        assert said in str(told.value), told.value
        assert (str(former) in str(told.value)) is (place == former), told.value


def test_the_key_of_an_embedded_ledger_is_found_by_its_address(tmp_path: Path, embedded_home: Path) -> None:
    settings = Settings(home=embedded_home, key_file=embedded_home / KEY_FILE)
    with start(settings.embedded_directory, lambda _: None) as running:
        migrate(running.url, registry.migrate)
        with ledger_with_a_framework(settings, running.url):
            pass
        with pytest.raises(NotItsKey, match=f'set LEADERSHIP_HOME="{embedded_home}"') as told:
            wrapping(Settings(home=tmp_path, key_file=tmp_path / KEY_FILE, database_url=running.url))
    assert str(embedded_home / KEY_FILE) in str(told.value)


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
    with psycopg.connect(in_role(url, roles_of(url).publisher), autocommit=True) as connection:
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
