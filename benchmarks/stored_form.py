"""Which library reads and writes the stored form: msgspec beside pydantic, on the same event."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import msgspec
from pydantic import TypeAdapter

from benchmarks.figures import Bar, Figure, in_pairs
from benchmarks.histories import FIRST_DAY, people
from domain.organisation.role import AppointmentKind, AppointmentMade, AppointmentSource
from ledger.storage.forms import Stored, forms

ROUNDS = 5_000


def stored_form(_: str) -> Iterator[Figure]:
    """Writing and reading an event of which nothing is sealed, so that both do the same."""
    [person] = people(1)
    event = AppointmentMade(person, AppointmentKind.SUBSTANTIVE, AppointmentSource.INTERNAL, effective_on=FIRST_DAY)
    form = forms()["AppointmentMade"]
    adapter = TypeAdapter(AppointmentMade)
    stored, entry = msgspec.json.encode(event), msgspec.json.encode(Stored(event))
    yield in_pairs(
        "stored form: write, msgspec",
        "events/s",
        lambda: rate(lambda: msgspec.json.encode({name: getattr(event, name) for name in form.open_names})),
        "pydantic",
        lambda: rate(lambda: adapter.dump_json(event)),
        Bar(1.0),
    )
    yield in_pairs(
        "stored form: read, msgspec",
        "events/s",
        lambda: rate(lambda: form.make(form.decode(entry).open)),
        "pydantic",
        lambda: rate(lambda: adapter.validate_json(stored)),
        Bar(1.0),
    )


def rate(once: Callable[[], object]) -> float:
    """Times a second."""
    start = time.perf_counter()
    for _ in range(ROUNDS):
        once()
    return ROUNDS / (time.perf_counter() - start)
