"""A book with a decided case among other entries, in the environment of the command line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from pydantic import SecretStr
from typer.testing import CliRunner

import tests.commands_built_once  # noqa: F401  (done by being there)
from api.cli.main import app
from api.keys import decoded_signing_keys
from api.settings import Settings
from ledger.proofs.signing import VerifierKey
from tests.api.conftest import Served, serving
from tests.audit.bundles.cases import Decided, decide
from tests.ledger.proofs.conftest import Book, opened

KEY = bytes(range(32)).hex()
ORIGIN = "ledger.example/book"


@dataclass(frozen=True)
class Audited:
    """A house with a case, and the folder of its keys and files."""

    book: Book
    decided: Decided
    home: Path

    @property
    def key(self) -> VerifierKey:
        """The log's."""
        [key] = decoded_signing_keys(Settings(key_file=self.home / "ledger.key").signing_key_path(ORIGIN), ORIGIN)
        return key.verifier

    def bundle(self, name: str, *options: object) -> Path:
        """What `leadership audit-bundle` writes."""
        path = self.home / name
        path.unlink(missing_ok=True)  # nothing is written over
        code, said = leadership("audit-bundle", self.decided.case, "-o", path, *options)
        assert code == 0, said
        return path


def leadership(*arguments: object) -> tuple[int, str]:
    """A command of ours: its exit code, and what it says, in lines that no long path breaks."""
    result = CliRunner().invoke(app, [str(argument) for argument in arguments], env={"COLUMNS": "400"})
    return result.exit_code, result.output


@pytest.fixture(scope="module")
def audited(make_database: Callable[[], str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Audited]:
    """A house with a decided case."""
    home = tmp_path_factory.mktemp("audited")
    with opened(make_database()) as book, pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setenv("LEADERSHIP_DATABASE_URL", book.url)
        monkeypatch.setenv("LEADERSHIP_KEY", KEY)
        monkeypatch.setenv("LEADERSHIP_KEY_FILE", str(home / "ledger.key"))
        monkeypatch.setenv("LEADERSHIP_LOG_ORIGIN", ORIGIN)
        book.write(249)
        decided = decide(book.ledger)  # across the end of the first tile
        book.write(50)
        yield Audited(book, decided, home)


@pytest.fixture
def served(audited: Audited) -> Iterator[Served]:
    """The log of that house over HTTP, as `leadership serve` has it."""
    audited.bundle("signed-up.zip")
    key_file = audited.home / "ledger.key"
    settings = Settings(database_url=audited.book.url, key=SecretStr(KEY), key_file=key_file, log_origin=ORIGIN)
    with serving(settings) as served:
        yield served
