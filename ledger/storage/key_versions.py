"""Under which keys an entry is found: those of today, those of when it was written, and what was filled in since."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import psycopg

from domain.catalogue import EVENTS
from domain.kernel.facts import Event
from ledger.storage.earlier_forms import EARLIER_FORMS
from ledger.storage.forms import UnknownKind, kinds_that_touch_no_other, kinds_today
from ledger.storage.forms_read import as_written, fields_unopened


class KeyVersions:
    """In which ways the entries of one database were given keys, by the kind as it is stored and where they stand."""

    def __init__(self, rows: Iterable[tuple[str, int, int]]) -> None:
        self._changes: dict[str, list[tuple[int, int]]] = {}
        for kind, version, since in sorted(rows):
            self._changes.setdefault(kind, []).append((version, since))

    def latest(self) -> Mapping[str, int]:
        """By kind the way of now, where that is not the first."""
        return {kind: changes[-1][0] for kind, changes in self._changes.items()}

    def never_changed(self, kind: str) -> bool:
        """Whether entries of this kind have been given keys in one way only."""
        return kind not in self._changes

    def at(self, kind: str, position: int) -> list[int]:
        """The ways in which an entry there was given keys: when it was written, and whenever some were filled in."""
        changes = self._changes.get(kind, ())
        written = [version for version, since in changes if since <= position]
        return [*(written or [1])[-1:], *(version for version, since in changes if since > position)]


def key_versions(connection: psycopg.Connection[Any]) -> KeyVersions:
    """Those of the database that a connection leads to; one that was migrated by an earlier version has none."""
    if connection.execute("SELECT to_regclass('ledger.key_versions')").fetchone() == (None,):
        return KeyVersions(())
    return KeyVersions(connection.execute("SELECT kind, version, since FROM ledger.key_versions").fetchall())


def versions_of_today() -> Mapping[str, int]:
    """By kind the way in which entries are given keys today, where that is not the first.

    A kind that has been renamed goes on counting under both names. One that has become several counts for all of them:
    when one of these gets further keys, the others repeat theirs.
    """
    ways = {
        kind: {1 + len(EVENTS[today].earlier_keys) for today in kinds_today(kind)} for kind in (*EVENTS, *EARLIER_FORMS)
    }
    return {kind: max(versions) for kind, versions in ways.items() if max(versions) > 1}


def keys_of(event: Event[Any], version: int) -> tuple[str, ...]:
    """The other subjects that an event touched in the understanding of that version. Raises UnknownKind."""
    if version <= len(event.earlier_keys):
        return event.earlier_keys[version - 1](event)
    if version > len(event.earlier_keys) + 1:
        raise UnknownKind(f"{type(event).__name__} has keys of version {version}, which only a later one knows")
    return event.concerns()


def subjects_touched(kind: str, stored: bytes, found: KeyVersions, position: int) -> tuple[str, ...]:
    """The other subjects that an entry touches, as the index has them at a position: its own, or of what corrects it.

    Nothing sealed has to be opened for that. Raises UnknownKind.
    """
    if kind in kinds_that_touch_no_other() and found.never_changed(kind):
        return ()
    event = event_unopened(kind, stored)
    return tuple(subject for version in found.at(kind, position) for subject in keys_of(event, version))


def event_unopened(kind: str, stored: bytes) -> Event[Any]:
    """The event of an entry, nothing sealed in it opened."""
    written, as_stored = as_written(kind, stored)
    form, fields = fields_unopened(written, as_stored.open)
    return form.make(fields)
