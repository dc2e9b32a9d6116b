"""A log as others read it, over HTTP or from a folder (C2SP tlog-tiles): its checkpoint, and its leaves in order."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Protocol

from ledger.proofs.checkpoint import Checkpoint
from ledger.proofs.note import LARGEST_NOTE, Note
from ledger.proofs.tiles import LONGEST_ENTRY, WIDTH, Bundle, bundles_of, unbundled
from ledger.proofs.web import CannotBeReached, Site

LONGEST_BUNDLE: Final = WIDTH * (2 + LONGEST_ENTRY)
CHECKPOINT: Final = "checkpoint"


class LogUnread(Exception):
    """The log cannot be read, so that nothing is known of it; the message says why, and what would be right."""


class LogLacks(LogUnread):
    """The log is reached, and does not show what its checkpoint, or the bundle's, is about."""


class Log(Protocol):
    """Where the files of a log are."""

    where: str

    def read(self, path: str, longest: int) -> bytes | None:
        """A file of it; None if it is not there. Raises LogUnread."""


class ServedLog:
    """A log behind an address."""

    def __init__(self, site: Site) -> None:
        self.where, self._site = site.url, site

    def read(self, path: str, longest: int) -> bytes | None:
        try:
            answer = self._site.ask("GET", f"/{path}", longest=longest)
        except CannotBeReached as error:
            raise LogUnread(str(error)) from None
        if answer.status not in (200, 404, 410):
            raise LogUnread(f"“{self.where}/{path}” is answered with {answer.summary}")
        return answer.body if answer.status == 200 else None


class KeptLog:
    """A copy of a log in a folder."""

    def __init__(self, folder: Path) -> None:
        self.where, self._folder = str(folder), folder

    def read(self, path: str, longest: int) -> bytes | None:
        try:
            with (self._folder / path).open("rb") as file:
                return file.read(longest)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise LogUnread(f"“{self._folder / path}” cannot be read: {error.strerror}") from None


@contextmanager
def log_at(where: str, token: str | None = None) -> Iterator[Log]:
    """The log at an address, to which a token may be shown, or in a folder. Raises LogUnread if it is neither."""
    if where.startswith(("http://", "https://")):
        try:
            site = Site(where, token)
        except ValueError as error:
            raise LogUnread(str(error)) from None
        with site:
            yield ServedLog(site)
    elif Path(where).is_dir():
        yield KeptLog(Path(where))
    else:
        raise LogUnread(f"“{where}” is neither an address, as in https://ledger.example.com, nor a folder")


def last_checkpoint(log: Log) -> Checkpoint:
    """The last state that a log shows of itself; whoever reads its leaves can tell whether it is so."""
    note = log.read(CHECKPOINT, LARGEST_NOTE)
    if note is None:
        raise LogUnread(f"“{log.where}” has no “{CHECKPOINT}”: there is no log, or nothing in it yet")
    try:
        return Checkpoint.parse(Note.parse(note).text)
    except ValueError as error:
        raise LogUnread(f"“{log.where}/{CHECKPOINT}” is no checkpoint of a log: {error}") from None


def leaves_of(log: Log, size: int) -> Iterator[tuple[bytes, ...]]:
    """The first leaves of a log, bundle by bundle."""
    for bundle in bundles_of(size):
        content = log.read(bundle.path, LONGEST_BUNDLE)
        if content is None:  # a log that has gone on may have nothing but the full one
            content = log.read(Bundle(bundle.number).path, LONGEST_BUNDLE)
        if content is None:
            raise LogLacks(f"“{log.where}” has no “{bundle.path}”, which its checkpoint over {size} entries is about")
        try:
            leaves = unbundled(content)
        except ValueError as error:
            raise LogLacks(f"“{log.where}/{bundle.path}” is no bundle of entries: {error}") from None
        if len(leaves) < bundle.width:
            raise LogLacks(f"“{log.where}/{bundle.path}” has {len(leaves)} entries; there should be {bundle.width}")
        yield leaves[: bundle.width]
