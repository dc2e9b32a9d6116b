"""Event to stored bytes and back: typed JSON, `{open, sealed}`, personal parts sealed with their person's key."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any, Final
from uuid import UUID

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from eventsourcing.persistence import Mapper, StoredEvent

from domain.kernel.facts import ERASED, ORGANISATION, Erased, Event
from domain.kernel.refusals import WrittenAboutErased
from ledger.entry import Entry
from ledger.identifiers import has_a_key
from ledger.storage.earlier_forms import EarlierForm, Fields
from ledger.storage.forms import (
    Form,
    Sealed,
    Stored,
    form_of,
    key_holder,
    kinds_sealed_for_the_organisation,
    kinds_sealed_for_the_stream_only,
)
from ledger.storage.forms_read import as_written, carried_forward, fields_unopened
from ledger.storage.keys import KEY_BYTES, NONCE_BYTES, KeyMissing, Keys, WrongKeyEncryptionKey
from ledger.storage.padding import OF_TEXTS, in_class
from ledger.storage.secret_keys import SecretKeys
from ledger.storage.unsaid import as_before

encoded = msgspec.json.Encoder().encode
REASON: Final = "reason"
BOUND_TO_VERSION: Final = 1
"""The first byte of sealed parts that are bound to the version of their entry: as they were written at first."""
BOUND_TO_COMMAND: Final = 2
"""Of those that are bound to the command that wrote them: which version that comes to, only the append knows."""


class SealedAltered(Exception):
    """Sealed bytes do not open under the key and the place that they claim: they were moved or changed."""


class StoredForm(Mapper[str]):
    """How events stand in the database; the eventsourcing library's mapper, with our own form."""

    def __init__(self, keys: Keys) -> None:
        self.keys = keys
        self.secret_keys: SecretKeys | None = None
        """Those of the ledger that it is the form of, for whoever decides there."""

    def encode(
        self, event: Event[Any], stream: str, command_id: UUID, *, reason: str | None = None, about: str | None = None
    ) -> bytes:
        """The bytes to store for an event on a stream; `about` is the person for whom a `reason` is sealed.

        Raises CannotBeStored for what could not be read back.
        """
        form = form_of(type(event).__name__)
        sealed = {}
        for whom, names in form.sealed_names.items():
            part = {name: getattr(event, name) for name in names}
            text = written(part, form, form.decode_sealed[whom])
            missing = form.missing[whom]
            text = in_class(text, missing(event) if missing else 0, form.least[whom])
            holder = form.holder(event, stream, whom)
            cipher = self.keys.cipher(holder) or self._cipher_of_erased(holder, part)
            sealed[whom] = seal(cipher, text, place(holder, stream, command_id.hex, form.kind, whom, BOUND_TO_COMMAND))
        why: str | Sealed | None = reason
        if reason is not None and about is not None:
            text = in_class(encoded(reason), 0, OF_TEXTS)
            cipher = self.keys.cipher(about) or self._cipher_of_erased(about, {REASON: reason})
            bound_to = place(about, stream, command_id.hex, form.kind, REASON, BOUND_TO_COMMAND)
            why = Sealed(about, seal(cipher, text, bound_to))
        opened = written({name: getattr(event, name) for name in form.open_names}, form, form.decode_open)
        return encoded(Stored(msgspec.Raw(opened), sealed, why, form.version, whole=bool(sealed)))

    def entries(self, rows: Sequence[tuple[Any, ...]], *, opened: bool = True) -> list[Entry[Any]]:
        """Rows of ledger.entries as entries; the keys of all of them are fetched when the first is opened."""
        how = OpenedTogether(self, rows) if opened else self.unopened
        return [Entry(*(*row, how)) for row in rows]

    def opened(self, entry: Entry[Any]) -> tuple[Event[Any], str | Erased | None]:
        """The event of an entry and the reason for it, with everything sealed opened."""
        form, stored = as_written(entry.kind, entry.stored)
        values = stored.open
        for whom, names in form.sealed_names.items():
            sealed = stored.sealed.get(whom)
            if sealed is None:
                if stored.whole or whom in form.never_absent:
                    where = f"{entry.stream}@{entry.version} ({entry.kind})"
                    raise SealedAltered(f"“{whom}” of {where} has been taken away")
                values.update(dict.fromkeys(names))
                continue
            holder = key_holder(values.get(whom, entry.stream), whom)
            part = self._unseal(holder, entry, whom, sealed)
            values.update(dict.fromkeys(names, ERASED) if part is None else form.decode_sealed[whom](part))
        event = form.make(values) if isinstance(form, Form) else self._as_of_today(form, values, entry.stream)
        reason = stored.reason
        if isinstance(reason, Sealed):
            text = self._unseal(reason.person, entry, REASON, reason.ciphertext)
            return event, ERASED if text is None else msgspec.json.decode(text, type=str)
        return event, reason

    def _as_of_today(self, written: EarlierForm, values: Fields, stream: str) -> Event[Any]:
        """What was written in an earlier form, as an event of today.

        What is sealed today and was open then stands in the book for good; it is not told of whoever has been erased.
        """
        form, values = carried_forward(written, values)
        for whom, names in form.sealed_names.items():
            told = any(values.get(name) is not None for name in names)
            if told and self._is_erased(values.get(whom, stream), whom):
                values.update(dict.fromkeys(names, ERASED))
        return form.make(values)

    def _is_erased(self, named: object, whom: str) -> bool:
        with suppress(KeyMissing, ValueError):  # the organisation is never erased, and nobody has no key
            return whom != ORGANISATION and self.keys.cipher(key_holder(named, whom)) is None
        return False

    @staticmethod
    def unopened(entry: Entry[Any]) -> tuple[Event[Any], str | Erased | None]:
        """The event of an entry with its sealed fields left shut: they read as ERASED. For folding."""
        written, stored = as_written(entry.kind, entry.stored)
        form, fields = fields_unopened(written, stored.open)
        return form.make(fields), ERASED if isinstance(stored.reason, Sealed) else stored.reason

    @staticmethod
    def _cipher_of_erased(person: str, part: Fields) -> AESGCM:
        """Where there is nothing in a part, it may be one of somebody erased: nobody will open it."""
        if any(value is not None for value in part.values()):
            raise WrittenAboutErased(f"“{person}” has been erased: nothing more can be written about them")
        return AESGCM(os.urandom(KEY_BYTES))

    def _unseal(self, person: str, entry: Entry[Any], field: str, sealed: bytes) -> bytes | None:
        cipher = self.keys.cipher(person)
        if cipher is None:
            return None
        binding, nonce, text = int.from_bytes(sealed[:1]), sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
        by = str(entry.version) if binding == BOUND_TO_VERSION else entry.command_id.hex
        bound_to = place(person, entry.stream, by, entry.kind, field, binding)
        try:
            return cipher.decrypt(nonce, text, bound_to)
        except (InvalidTag, ValueError):
            raise SealedAltered(
                f"“{field}” of {entry.stream}@{entry.version} ({entry.kind}) does not open: moved or changed"
            ) from None

    def to_stored_event(self, domain_event: Any) -> StoredEvent:
        """An entry for the eventsourcing library."""
        entry: Entry[Any] = domain_event
        return StoredEvent(entry.stream, entry.version, entry.kind, entry.stored)

    def to_domain_event(self, stored_event: StoredEvent) -> Any:
        """An entry from the eventsourcing library; the recorder hands out entries already."""
        return stored_event


class OpenedTogether:
    """Opens entries that were read together: their keys are fetched in one go, when the first of them is opened."""

    def __init__(self, form: StoredForm, rows: Sequence[tuple[Any, ...]]) -> None:
        self._form = form
        self._rows = rows

    def __call__(self, entry: Entry[Any]) -> tuple[Event[Any], str | Erased | None]:
        """The event of an entry and the reason for it."""
        if self._rows:
            rows, self._rows = self._rows, ()
            with suppress(WrongKeyEncryptionKey):  # whoever opens an entry that needs that key is told
                self._form.keys.fetch(filter(has_a_key, sealed_for(rows)))
        return self._form.opened(entry)


class CannotBeStored(TypeError):
    """An event holds what its class does not allow; written down, it could never be read again."""


def sealed_for(rows: Sequence[tuple[Any, ...]]) -> set[str]:
    """The streams of these rows of ledger.entries, and whoever else there is for whom something in them is sealed."""
    subjects, of_the_stream_only = {row[1] for row in rows} - {ORGANISATION}, kinds_sealed_for_the_stream_only()
    if not kinds_sealed_for_the_organisation().isdisjoint(row[3] for row in rows):
        subjects.add(ORGANISATION)
    for row in rows:
        if row[3] not in of_the_stream_only or row[6] is not None:
            with suppress(Exception):  # what cannot be read says so itself when it is opened
                subjects |= named_in(Entry(*(*row, StoredForm.unopened)))
    return subjects


def named_in(entry: Entry[Any]) -> set[str]:
    """For whom something is sealed in an entry, now or when it was written, but the person whose stream it is."""
    written, stored = as_written(entry.kind, entry.stored)
    form, fields = fields_unopened(written, stored.open)
    named = {str(fields.get(whom)) for whom in form.named}
    if isinstance(written, EarlierForm):
        named |= {str(stored.open[whom]) for whom in written.sealed_names if whom in stored.open}
    return named | {stored.reason.person} if isinstance(stored.reason, Sealed) else named


def written(part: dict[str, Any], form: Form, read: Callable[[bytes], object]) -> bytes:
    """A part of an event as JSON, read back at once: what is written for good must be readable for good."""
    try:
        text = encoded(as_before(part) if form.holds_later else part)
        read(text)
    except (TypeError, msgspec.ValidationError) as error:
        raise CannotBeStored(f"{form.kind}: {error}") from error
    return text


def seal(cipher: AESGCM, text: bytes, bound_to: bytes) -> bytes:
    """A part, sealed, with how it is bound before it."""
    nonce = os.urandom(NONCE_BYTES)
    return b"%c%b%b" % (BOUND_TO_COMMAND, nonce, cipher.encrypt(nonce, text, bound_to))


def place(person: str, stream: str, by: str, kind: str, field: str, binding: int) -> bytes:
    """What a sealed part is bound to: taken elsewhere, it does not open."""
    return f"{person}|{stream}|{by}|{kind}|{field}|{binding}".encode()
