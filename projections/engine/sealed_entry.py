"""Entries as folding reads them: what is sealed stays shut unless it was opened, and who wrote them when is left."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, Field, fields
from functools import cache
from inspect import isfunction
from typing import Any, Final, Generic, Literal, TypeVar, get_type_hints
from uuid import UUID

import msgspec

from domain.kernel.facts import ERASED, Event
from ledger.storage.earlier_forms import EARLIER_FORMS
from ledger.storage.forms import form_of, plain
from ledger.storage.forms_read import decode_as_it_was, earlier_form, fields_unopened

E_co = TypeVar("E_co", bound=Event[Any], covariant=True)

COLUMNS: Final = "position, stream, version, kind, stored, origin, supersedes, command_id"


class SealedEntry(msgspec.Struct, Generic[E_co], gc=False):
    """An entry, unopened. Its first fields are the columns of ledger.entries that folding needs."""

    position: int
    stream: str
    version: int
    kind: str
    stored: bytes
    origin: int
    supersedes: int | None
    command_id: UUID | None = None
    """Of the command that wrote it; what one command wrote together may be one thing."""
    likeness: E_co | None = None
    alarm: str | None = None
    """Why it could not be opened, where it should have been."""

    @property
    def event(self) -> E_co:
        """What happened, in the likeness of its event: open fields as they were written, sealed ones as ERASED.

        Raises CannotBeOpened.
        """
        if self.likeness is None:
            if self.alarm is not None:
                raise CannotBeOpened(self.alarm)
            self.likeness = reader_of(self.kind)(self.stored)
        return self.likeness


class CannotBeOpened(Exception):
    """What a fold is to see of an entry does not open; the message says why."""


@cache
def reader_of(kind: str) -> Callable[[bytes], Any]:
    """How the stored form of one kind is read. Raises UnknownKind."""
    if kind not in EARLIER_FORMS:
        decode = decoder_of(kind)
        return lambda stored: decode(stored).open

    def of_its_time(stored: bytes) -> Any:
        earlier = earlier_form(kind, stored)
        if earlier is None:
            return decoder_of(kind)(stored).open
        form, told = fields_unopened(earlier, decode_as_it_was(stored).open)
        return likeness_of(form.kind)(**told)

    return of_its_time


@cache
def decoder_of(kind: str) -> Callable[[bytes], Any]:
    """Reads the open part straight into a likeness of the event, which is far faster than making the event itself."""
    version = form_of(kind).version
    of_today: tuple[str, Any, int] = ("version", Literal[version], version)
    return msgspec.json.Decoder(msgspec.defstruct("Stored", [("open", likeness_of(kind)), of_today], gc=False)).decode


@cache
def likeness_of(kind: str) -> type[msgspec.Struct]:
    """A struct with the fields of an event, and whatever else its class says."""
    form = form_of(kind)
    hints = get_type_hints(form.event, include_extras=True)
    members: list[tuple[str, Any] | tuple[str, Any, Any]] = [
        (field.name, plain(hints[field.name]), *default_of(field))
        if field.name in form.open_names
        else (field.name, Any, ERASED)
        for field in fields(form.event)
    ]
    return msgspec.defstruct(kind, members, namespace=beside_fields(form.event), kw_only=True, gc=False)


def default_of(field: Field[Any]) -> tuple[Any, ...]:
    """What a field reads as in entries that were written before there was one."""
    if field.default is not MISSING:
        return (field.default,)
    return () if field.default_factory is MISSING else (msgspec.field(default_factory=field.default_factory),)


def beside_fields(event: type[Event[Any]]) -> dict[str, Any]:
    """An event's properties and constants. Methods may lean on the class that they are in, and stay there."""
    names = {field.name for field in fields(event)}
    lineage = [cls for cls in reversed(event.__mro__) if issubclass(cls, Event)]
    return {
        name: value
        for cls in lineage
        for name, value in vars(cls).items()
        if name not in names and not name.startswith("_") and not isfunction(value)
    }
