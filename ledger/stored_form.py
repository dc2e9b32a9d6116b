"""Event to stored bytes and back: typed JSON, `{open, sealed}`, personal parts sealed with their person's key."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any, Final

import msgspec
from cryptography.exceptions import InvalidTag
from eventsourcing.persistence import Mapper, StoredEvent

from domain.facts import ERASED, Erased, Event
from ledger.entry import Entry
from ledger.forms import UPCASTS, Form, form_of, whose
from ledger.keys import NONCE_BYTES, Keys

REASON: Final = "reason"
KEY_VERSION: Final = 1


class SealedAltered(Exception):
    """Sealed bytes do not open under the key and the place that they claim: they were moved or changed."""


class Sealed(msgspec.Struct):
    """A part that only its person's key opens: key version, nonce, ciphertext and tag."""

    person: str
    ciphertext: bytes


class Stored(msgspec.Struct, omit_defaults=True):
    """The stored bytes of one entry, as JSON. `sealed` is keyed by the field that names the person (see `About`)."""

    open: msgspec.Raw
    sealed: dict[str, bytes] = {}
    reason: str | Sealed | None = None


class StoredForm(Mapper[str]):
    """How events stand in the database; the eventsourcing library's mapper, with our own form."""

    def __init__(self, keys: Keys) -> None:
        self.keys = keys

    def encode(
        self, event: Event[Any], stream: str, version: int, *, reason: str | None = None, about: str | None = None
    ) -> bytes:
        """The bytes to store for an event at its place; `about` is the person for whom a `reason` is sealed.

        Raises CannotBeStored for what could not be read back.
        """
        form = form_of(type(event).__name__)
        sealed = {}
        for whom, names in form.sealed_names.items():
            part = {name: getattr(event, name) for name in names}
            if any(value is not None for value in part.values()):
                person = whose(event.__dict__, stream, whom)
                text = written(part, form.decode_sealed[whom], form.kind)
                sealed[whom] = self._seal(person, stream, version, form.kind, whom, text)
        opened = {name: getattr(event, name) for name in form.open_names}
        stored = Stored(msgspec.Raw(written(opened, form.decode_open, form.kind)), sealed)
        if reason is not None:
            stored.reason = reason
            if about is not None:
                text = msgspec.json.encode(reason)
                stored.reason = Sealed(about, self._seal(about, stream, version, form.kind, REASON, text))
        return msgspec.json.encode(stored)

    def opened(self, entry: Entry[Any]) -> tuple[Event[Any], str | Erased | None]:
        """The event of an entry and the reason for it, with everything sealed opened."""
        stored, form, values = open_part(entry)
        for whom, names in form.sealed_names.items():
            sealed = stored.sealed.get(whom)
            if sealed is None:
                if whom in form.never_absent:
                    where = f"{entry.stream}@{entry.version} ({entry.kind})"
                    raise SealedAltered(f"“{whom}” of {where} has been taken away")
                values.update(dict.fromkeys(names))
                continue
            part = self._unseal(whose(values, entry.stream, whom), entry, whom, sealed)
            values.update(dict.fromkeys(names, ERASED) if part is None else form.decode_sealed[whom](part))
        reason = stored.reason
        if isinstance(reason, Sealed):
            text = self._unseal(reason.person, entry, REASON, reason.ciphertext)
            return form.make(values), ERASED if text is None else msgspec.json.decode(text, type=str)
        return form.make(values), reason

    @staticmethod
    def unopened(entry: Entry[Any]) -> tuple[Event[Any], str | Erased | None]:
        """The event of an entry with its sealed fields left shut: they read as ERASED. For folding."""
        stored, form, values = open_part(entry)
        values.update(form.all_erased)
        return form.make(values), ERASED if isinstance(stored.reason, Sealed) else stored.reason

    def _seal(self, person: str, stream: str, version: int, kind: str, field: str, text: bytes) -> bytes:
        cipher = self.keys.cipher(person)
        if cipher is None:
            raise WrittenAboutErased(f"“{person}” has been erased: nothing more can be written about them")
        nonce = os.urandom(NONCE_BYTES)
        return bytes((KEY_VERSION,)) + nonce + cipher.encrypt(nonce, text, place(person, stream, version, kind, field))

    def _unseal(self, person: str, entry: Entry[Any], field: str, sealed: bytes) -> bytes | None:
        cipher = self.keys.cipher(person)
        if cipher is None:
            return None
        try:
            return cipher.decrypt(
                sealed[1 : 1 + NONCE_BYTES],
                sealed[1 + NONCE_BYTES :],
                place(person, entry.stream, entry.version, entry.kind, field, int.from_bytes(sealed[:1])),
            )
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


class CannotBeStored(TypeError):
    """An event holds what its class does not allow; written down, it could never be read again."""


class WrittenAboutErased(Exception):
    """Nothing can be sealed for a person whose key has been destroyed."""


def open_part(entry: Entry[Any]) -> tuple[Stored, Form, dict[str, Any]]:
    """What is stored of an entry, its form as of today, and the values that need no key."""
    stored = decode_stored(entry.stored)
    upcast = UPCASTS.get(entry.kind)
    if upcast is None:
        form = form_of(entry.kind)
        return stored, form, form.decode_open(stored.open)
    kind, values = upcast(msgspec.json.decode(stored.open))
    form = form_of(kind)
    return stored, form, form.decode_open(msgspec.json.encode(values))


def written(part: dict[str, Any], read: Callable[[bytes], object], kind: str) -> bytes:
    """A part of an event as JSON, read back at once: what is written for good must be readable for good."""
    try:
        text = msgspec.json.encode(part)
        read(text)
    except (TypeError, msgspec.ValidationError) as error:
        raise CannotBeStored(f"{kind}: {error}") from error
    return text


def place(person: str, stream: str, version: int, kind: str, field: str, key_version: int = KEY_VERSION) -> bytes:
    """What a sealed part is bound to: taken elsewhere, it does not open."""
    return f"{person}|{stream}|{version}|{kind}|{field}|{key_version}".encode()


decode_stored = msgspec.json.Decoder(Stored).decode
