"""Whether the database has room on its disk: looked at where the server is ours, else remembered as it says it itself.

PostgreSQL stops altogether where its write-ahead log finds no room, and does not start again before there is some. So
that reading goes on, nothing more is written to a server of ours while there is still enough left for the log.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from psycopg import conninfo
from psycopg.errors import DiskFull

from ledger.storage.addresses import host_of

__all__ = ["NEEDED", "DiskFull", "Room", "is_served_from", "room_of"]

NEEDED: Final = 64 * 2**20
"""Bytes that are left free: four files of the write-ahead log, of which one has to fit in wherever one is full."""
FULL: Final = (
    "The disk of the database is full: nothing is written until there is room; what stands in it can be read as long as"
    " it answers. Make room; all goes on by itself then."
)


class Room:
    """The disk of one database."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._was_full = False

    def must_be_there(self) -> None:
        """Raises DiskFull, before anything is written, where the disk is known to be short of room."""
        if self._folder is not None and free(self._folder) < NEEDED:
            raise DiskFull(FULL)

    def heard(self, error: BaseException) -> None:
        """Remember that the database itself found no room."""
        self._was_full = self._was_full or isinstance(error, DiskFull)

    def written(self) -> None:
        """Something has been written: there is room."""
        self._was_full = False

    @property
    def alarm(self) -> str | None:
        """What is said as long as there is none; of a database elsewhere, as it was when it last was to write."""
        if self._folder is not None:
            return FULL if free(self._folder) < NEEDED else None
        return FULL if self._was_full else None


def free(folder: Path) -> int:
    """The bytes that a server in a folder can still write there."""
    found = os.statvfs(folder)
    return found.f_bavail * found.f_frsize


_folders: dict[str, Path] = {}
"""By the host of their addresses, where servers of ours keep their data."""
_rooms: dict[str, Room] = {}
"""By database: everybody in this process who writes there hears what one has found."""


def is_served_from(url: str, folder: Path) -> None:
    """Say where the server of an address, which is ours, keeps its data."""
    _folders[host_of(url)] = folder


def room_of(url: str) -> Room:
    """The room of the database that `url` names."""
    given = conninfo.conninfo_to_dict(url)
    place = f"{host_of(url)}:{given.get('port')}/{given.get('dbname')}"
    return _rooms.setdefault(place, Room(_folders.get(host_of(url))))
