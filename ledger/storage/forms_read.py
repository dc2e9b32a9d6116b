"""Stored bytes in the form in which they were written, and carried from there to the form of today."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import get_type_hints

import msgspec

from domain.kernel.facts import ERASED
from ledger.storage.earlier_forms import EARLIER_FORMS, EarlierForm, Fields
from ledger.storage.forms import Form, Stored, UnknownKind, form_of, part_of, plain


class Versioned(msgspec.Struct):
    """All that is looked at to find the form in which something was written."""

    version: int = 1


version_of = msgspec.json.Decoder(Versioned).decode
decode_as_it_was = msgspec.json.Decoder(Stored[Fields, int]).decode


def earlier_form(kind: str, stored: bytes) -> EarlierForm | None:
    """The form in which an entry of a kind that has had others was written; None if that is today's."""
    earlier = EARLIER_FORMS[kind]
    version = version_of(stored).version
    return earlier[version - 1] if 1 <= version <= len(earlier) else None


def as_written(kind: str, stored: bytes) -> tuple[Form | EarlierForm, Stored[Fields, int]]:
    """An entry in the form in which it was written, what is sealed in it still shut. Raises UnknownKind."""
    if kind in EARLIER_FORMS and (earlier := earlier_form(kind, stored)) is not None:
        return earlier, decode_as_it_was(stored)
    form = form_of(kind)
    try:
        return form, form.decode(stored)
    except msgspec.ValidationError:
        if (version := version_of(stored).version) != form.version:
            later = f"“{kind}” in form {version}; known is form {form.version}: was it written by a newer version?"
            raise UnknownKind(later) from None
        raise


def carried_forward(earlier: EarlierForm, fields: Fields) -> tuple[Form, Fields]:
    """The form of today, and the fields that an entry has in it."""
    while True:
        kind, fields = earlier.carry(fields)
        version, known = earlier.becomes[kind], EARLIER_FORMS.get(kind, ())
        if version > len(known):
            return form_of(kind), typed(kind, fields)
        earlier = known[version - 1]


def fields_unopened(written: Form | EarlierForm, fields: Fields) -> tuple[Form, Fields]:
    """The form of today, and the fields that an entry has in it if nothing sealed is opened: that is ERASED."""
    if isinstance(written, Form):
        return written, fields | written.all_erased
    form, fields = carried_forward(written, fields | written.all_erased)
    return form, fields | form.all_erased


def typed(kind: str, fields: Fields) -> Fields:
    """The fields of an event, each as its type; what has been erased stays so, whatever the type."""
    erased = frozenset(name for name, value in fields.items() if value is ERASED)
    told = {name: value for name, value in fields.items() if name not in erased}
    names = form_of(kind).names
    return reader_without(kind, erased)(msgspec.json.encode(told)) | dict.fromkeys(erased & names, ERASED)


@cache
def reader_without(kind: str, erased: frozenset[str]) -> Callable[[bytes], Fields]:
    """Reads the fields of an event other than these."""
    event = form_of(kind).event
    hints = get_type_hints(event, include_extras=True)
    left = {name: plain(hints[name]) for name in sorted(form_of(kind).names - erased)}
    return msgspec.json.Decoder(part_of(event, left)).decode
