"""The examples on streams that fit them, and entries as they stand in the book."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

from domain.kernel.facts import Event
from ledger.entry import Entry
from ledger.storage.forms import form_of
from ledger.storage.stored_form import StoredForm
from tests.examples import ADA, STREAMS
from tests.examples.streams import TOLD

EVENTS_ON: Final[dict[str, tuple[Event[Any], ...]]] = {
    stream: tuple(told.event for told in entries) for stream, entries in STREAMS.items()
}
"""What stands on every stream: the examples, and what they need."""
WRITTEN: Final = [(told.event, told.at.stream, told.at.version) for told in TOLD if told.is_example]
"""Every example with its stream and its version there."""


COMMAND: Final = UUID(int=1)
"""The command that wrote them."""


def entry_of(
    form: StoredForm,
    stored: bytes,
    kind: str,
    stream: str,
    version: int,
    *,
    command_id: UUID = COMMAND,
    opened: bool = True,
) -> Entry[Any]:
    """An entry with these stored bytes, as it is read from the book."""
    how = form.opened if opened else form.unopened
    return Entry(1, stream, version, kind, stored, 1, None, datetime(2024, 1, 1, tzinfo=UTC), ADA, command_id, how)


def encoded(form: StoredForm, event: Event[Any], stream: str, version: int) -> Entry[Any]:
    """The event, stored and ready to be read again."""
    return entry_of(form, form.encode(event, stream, COMMAND), type(event).__name__, stream, version)


def sealed_values(event: Event[Any]) -> dict[str, Any]:
    """What an event says that is somebody's own business."""
    open_names = form_of(type(event).__name__).open_names
    return {field.name: getattr(event, field.name) for field in fields(event) if field.name not in open_names}


def texts_in(value: Any) -> Iterator[str]:
    """Every text in a value, at any depth."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from texts_in(item)
    elif hasattr(value, "__dataclass_fields__"):
        yield from texts_in(tuple(vars(value).values()))


def words_in(value: Any) -> set[str]:
    """Every word of five letters and more, and every whole text."""
    whole = set(texts_in(value))
    return {word for text in whole for word in (text, *text.split()) if len(word) >= 5}
