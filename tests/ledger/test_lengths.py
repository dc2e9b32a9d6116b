"""From the length of what is stored, and from what is there at all, nobody can tell what is sealed in it."""

from __future__ import annotations

import json
from dataclasses import dataclass, is_dataclass, replace
from datetime import date
from enum import StrEnum
from inspect import isclass
from types import NoneType
from typing import Any, Final, NewType, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.kernel.facts import ORGANISATION, Event
from ledger import Ledger
from ledger.storage.forms import form_of, plain
from ledger.storage.padding import OF_TEXTS, longest_of, members_of, missing_in
from ledger.storage.stored_form import StoredForm
from tests.examples import ADA, EVERYBODY
from tests.ledger.entries_written import COMMAND, WRITTEN, entry_of, sealed_values


def type_of(event: Event[Any], name: str) -> Any:
    """The type of a field as it is stored."""
    return plain(get_type_hints(type(event), include_extras=True)[name])


SEALED: Final = [(event, stream, name) for event, stream, _ in WRITTEN for name in sealed_values(event)]
each_sealed_field = pytest.mark.parametrize(
    ("event", "stream", "name"), SEALED, ids=[f"{type(event).__name__}.{name}" for event, _, name in SEALED]
)
SHORT: Final = st.text(st.characters(codec="ascii"), max_size=30)
"""Texts that fall into the first class of length whatever stands beside them in the examples."""


@pytest.fixture(scope="module")
def form(ledger: Ledger) -> StoredForm:
    ledger.keys.ensure((*EVERYBODY, ORGANISATION))
    return ledger.form


def values_like(hint: Any, value: Any) -> st.SearchStrategy[Any]:
    """Other values of a field of this type: any of a closed type, and any short text; as many as these of several."""
    if longest_of(hint) is not None:
        return closed(hint)
    if is_dataclass(hint) and isclass(hint):
        others = {name: values_like(plain(inner), getattr(value, name)) for name, inner in members_of(hint).items()}
        return st.builds(hint, **others)
    options = [option for option in get_args(hint) if option not in (Ellipsis, NoneType)]
    if get_origin(hint) is tuple:
        return st.tuples(*(values_like(options[0], one) for one in value))
    if hint is str or isinstance(hint, NewType):
        return st.just(value)
    return st.one_of(*(values_like(option, value) for option in options)) if value is not None else st.none()


def closed(hint: Any) -> st.SearchStrategy[Any]:
    """Any value of a closed type."""
    st.register_type_strategy(int, st.integers(0, 10**9))
    return st.from_type(hint)


def stored(form: StoredForm, event: Event[Any], stream: str) -> tuple[int, Any]:
    """How long it is, and what is there."""
    stored = form.encode(event, stream, COMMAND, reason="So", about=ADA)
    said = json.loads(stored)
    return len(stored), {whom: len(part) for whom, part in said["sealed"].items()} | {"": sorted(said)}


@each_sealed_field
@given(data=st.data())
@settings(max_examples=6)
def test_any_two_values_are_stored_alike(
    form: StoredForm, event: Event[Any], stream: str, name: str, data: st.DataObject
) -> None:
    """However long a text beside them is: at some length one class ends and the next begins."""
    other: dict[str, Any] = {name: data.draw(values_like(type_of(event, name), getattr(event, name)))}
    for length in range(OF_TEXTS) if (texts := texts_beside(event, name)) else (0,):
        beside: dict[str, Any] = dict.fromkeys(texts, "x" * length)
        told = replace(event, **beside)
        assert stored(form, replace(told, **other), stream) == stored(form, told, stream)


def texts_beside(event: Event[Any], name: str) -> list[str]:
    """The texts that are sealed together with a field."""
    [part] = [names for names in form_of(type(event).__name__).sealed_names.values() if name in names]
    return [
        other
        for other in part
        if other != name
        and str in (type_of(event, other), *get_args(type_of(event, other)))
        and get_origin(type_of(event, other)) is not tuple
    ]


TEXTS: Final = [
    (event, stream, name)
    for event, stream, name in SEALED
    if get_origin(hint := type_of(event, name)) is not tuple and str in (hint, *get_args(hint))
]


@pytest.mark.parametrize(
    ("event", "stream", "name"), TEXTS, ids=[f"{type(event).__name__}.{name}" for event, _, name in TEXTS]
)
@given(data=st.data())
@settings(max_examples=8)
def test_so_are_any_two_short_texts_and_none(
    form: StoredForm, event: Event[Any], stream: str, name: str, data: st.DataObject
) -> None:
    unsaid: dict[str, Any] = {n: None for n in sealed_values(event) if n != name and may_be_none(event, n)}
    values = SHORT | st.none() if may_be_none(event, name) else SHORT
    one, other = ({**unsaid, name: data.draw(values)} for _ in range(2))
    assert stored(form, replace(event, **one), stream) == stored(form, replace(event, **other), stream)


def may_be_none(event: Event[Any], name: str) -> bool:
    return NoneType in get_args(type_of(event, name))


@given(one=SHORT, other=SHORT)
@settings(max_examples=30)
def test_so_are_reasons(form: StoredForm, one: str, other: str) -> None:
    event, stream, _ = WRITTEN[0]
    lengths = {len(form.encode(event, stream, COMMAND, reason=reason, about=ADA)) for reason in (one, other)}
    assert len(lengths) == 1


def test_a_long_text_tells_its_class_only_and_reads_as_it_was_written(form: StoredForm) -> None:
    event, stream, name = next(one for one in TEXTS if one[2] == "lesson")
    lengths = []
    for length in (1, OF_TEXTS // 2, OF_TEXTS, 400, 600, 900, 1100, 2000):
        told: dict[str, Any] = {name: "x" * length}
        longer = replace(event, **told)
        entry = entry_of(form, form.encode(longer, stream, COMMAND), type(event).__name__, stream, 1)
        assert entry.event == longer
        lengths.append(stored(form, longer, stream)[0])
    assert len(set(lengths)) == 4
    assert lengths == sorted(lengths)


class Grade(StrEnum):
    LOW = "low"
    OVERWHELMING = "overwhelming"


@dataclass(frozen=True)
class Seen:
    grade: Grade
    times: int
    sure: bool
    on: date | None
    words: str = ""


def test_what_is_closed_has_a_longest_value() -> None:
    assert longest_of(Grade) == len('"overwhelming"')
    assert longest_of(Grade | None) == len('"overwhelming"')
    assert longest_of(date | None) == len('"2024-01-01"')
    assert longest_of(str) is None
    assert longest_of(tuple[Grade, ...]) is None
    assert longest_of(Seen) is None


def test_what_is_open_misses_what_is_closed_in_it() -> None:
    missing = missing_in(tuple[Seen, ...])
    assert missing is not None
    short, long = Seen(Grade.LOW, 1, True, None), Seen(Grade.OVERWHELMING, 10**9, False, date(2024, 1, 1))
    assert missing((long,)) == 0
    assert missing((short, short)) == 2 * missing((short,)) == 2 * (9 + 9 + 1 + 8)
    assert missing_in(str) is None
