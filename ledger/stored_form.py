"""Event to stored bytes and back: typed JSON, `{open, sealed}`, personal parts sealed with their person's key."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Annotated, Any, Final, Required, TypedDict, Union, cast, get_args, get_origin, get_type_hints

import msgspec
from cryptography.exceptions import InvalidTag
from eventsourcing.persistence import Mapper, StoredEvent

import domain
from domain.facts import ERASED, About, Erased, Event
from ledger.entry import Entry
from ledger.identifiers import is_person
from ledger.keys import NONCE_BYTES, Keys

REASON: Final = "reason"
KEY_VERSION: Final = 1
Upcast = Callable[[dict[str, Any]], tuple[str, dict[str, Any]]]

UPCASTS: dict[str, Upcast] = {}
"""Kinds that are no longer written, each with how its open part is read today: the kind it has become, and its fields.

A field that was added later needs no upcast if it has a default."""


def stored_as(*kinds: str) -> tuple[str, ...]:
    """The kinds under which there may be entries that read as one of these."""
    return (*kinds, *UPCASTS)


def reads_as(entry: Entry[Any], kinds: Sequence[str]) -> bool:
    """Whether an entry reads as one of these kinds today."""
    return (type(entry.event).__name__ if entry.kind in UPCASTS else entry.kind) in kinds


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


class Form:
    """What is open and what is sealed in one class of events."""

    def __init__(self, event: type[Event[Any]]) -> None:
        hints = get_type_hints(event, include_extras=True)
        owners = {field.name: owner_of(hints[field.name]) for field in fields(event)}
        self.event = event
        self.kind = event.__name__
        self.open_names = tuple(name for name, whom in owners.items() if whom is None)
        self.sealed_names: dict[str, tuple[str, ...]] = {}
        for name, whom in owners.items():
            if whom is not None:
                self.sealed_names[whom] = (*self.sealed_names.get(whom, ()), name)
        self.decode_open = decoder(event, {name: plain(hints[name]) for name in self.open_names})
        self.decode_sealed = {
            whom: decoder(event, {name: plain(hints[name]) for name in names})
            for whom, names in self.sealed_names.items()
        }
        self.never_absent = {
            whom
            for whom, names in self.sealed_names.items()
            if any(type(None) not in get_args(plain(hints[name])) and not hasattr(event, name) for name in names)
        }
        """Those for whom something is always sealed: a part is left out only where there is nothing in it."""
        self.all_erased = {name: ERASED for names in self.sealed_names.values() for name in names}

    def make(self, values: dict[str, Any]) -> Event[Any]:
        """The event itself. Set in one go: `__init__` of a frozen dataclass would cost more than reading the JSON."""
        event = object.__new__(self.event)
        event.__dict__.update(values)
        return event


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
        stored, form, values = self._open_part(entry)
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

    def unopened(self, entry: Entry[Any]) -> tuple[Event[Any], str | Erased | None]:
        """The event of an entry with its sealed fields left shut: they read as ERASED. For folding."""
        stored, form, values = self._open_part(entry)
        values.update(form.all_erased)
        return form.make(values), ERASED if isinstance(stored.reason, Sealed) else stored.reason

    def _open_part(self, entry: Entry[Any]) -> tuple[Stored, Form, dict[str, Any]]:
        stored = decode_stored(entry.stored)
        upcast = UPCASTS.get(entry.kind)
        if upcast is None:
            form = form_of(entry.kind)
            return stored, form, form.decode_open(stored.open)
        kind, values = upcast(msgspec.json.decode(stored.open))
        form = form_of(kind)
        return stored, form, form.decode_open(msgspec.json.encode(values))

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


def whose(values: Mapping[str, Any], stream: str, whom: str) -> str:
    """The person for whom a field is sealed: named by another field of the event, or by the page it stands on."""
    person = values.get(whom, stream)
    if not isinstance(person, str) or not is_person(person):
        raise ValueError(f"a field sealed about “{whom}” needs a person there or on the page; found “{person}”")
    return person


def persons_of(event: Event[Any], stream: str) -> tuple[str, ...]:
    """Those for whom something in this event is sealed; on a person's own page, that person first."""
    named = [whose(event.__dict__, stream, whom) for whom in form_of(type(event).__name__).sealed_names]
    return tuple(dict.fromkeys((stream, *named) if is_person(stream) else named))


def owner_of(hint: Any) -> str | None:
    """The `whom` of a sealed field's annotation; None for an open field."""
    if get_origin(hint) is Annotated:
        return next((mark.whom for mark in get_args(hint)[1:] if isinstance(mark, About)), None)
    return None


def plain(hint: Any) -> Any:
    """The type that is stored: without marks, and without `Erased`, which is never written."""
    if get_origin(hint) is Annotated:
        return plain(get_args(hint)[0])
    options = get_args(hint)
    if Erased in options:
        return Union[tuple(option for option in options if option is not Erased)]  # noqa: UP007 (built at run time)
    return hint


def decoder(event: type, hints: dict[str, Any]) -> Callable[[bytes | msgspec.Raw], dict[str, Any]]:
    """Reads a part of the event's fields, each as its type; one that has no default must be there."""
    asked = {name: hint if hasattr(event, name) else Required[hint] for name, hint in hints.items()}
    shape: Any = TypedDict(f"{event.__name__}Part", asked, total=False)  # type: ignore[misc] # the fields of any event
    return cast("Callable[[bytes | msgspec.Raw], dict[str, Any]]", msgspec.json.Decoder(shape).decode)


decode_stored = msgspec.json.Decoder(Stored).decode


@cache
def forms() -> dict[str, Form]:
    """Every class of events by its kind."""
    for module in iter_modules(domain.__path__):
        import_module(f"domain.{module.name}")
    return {event.__name__: Form(event) for event in subclasses(Event)}


def form_of(kind: str) -> Form:
    """The form of one kind. Raises UnknownKind."""
    try:
        return forms()[kind]
    except KeyError:
        raise UnknownKind(f"no event is called “{kind}”: was it written by a newer version?") from None


class UnknownKind(Exception):
    """The book holds a kind of event that this version does not know."""


def subclasses(cls: type[Any]) -> list[type[Event[Any]]]:
    """All concrete events, at any depth."""
    found: list[type[Event[Any]]] = []
    for child in cls.__subclasses__():
        below = subclasses(child)
        found += below or [child]
    return found
