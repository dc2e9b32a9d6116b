"""Opening, of the kinds that folds ask for, what is sealed in a closed value; anybody's own words stay shut."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import is_dataclass, replace
from functools import cache
from inspect import isclass
from typing import Annotated, Any, Final, TypeVar, get_args, get_origin, get_type_hints

import psycopg

from domain.kernel.facts import ERASED, NAME_OF_AN_EDITION, ORGANISATION, Erased, Event, Reference
from ledger.storage.connections import pool_of_the_keeper
from ledger.storage.forms import form_of, plain
from ledger.storage.keys import Keys, Wrapping
from ledger.storage.recorder import COLUMNS
from ledger.storage.stored_form import StoredForm
from projections.engine.sealed_entry import SealedEntry

E = TypeVar("E", bound=Event[Any])

WHOLE: Final = f"SELECT {COLUMNS} FROM ledger.entries WHERE position = ANY (%s)"


@contextmanager
def form_over(url: str, wrapping: Wrapping, keys_url: str | None = None) -> Iterator[StoredForm]:
    """The stored form, with the keys of a book at hand, which stand beside it or in a database of their own."""
    with pool_of_the_keeper(url, keys_url, size=2) as pool:
        yield StoredForm(Keys(pool, wrapping))


def open_those(
    kinds: frozenset[str],
    entries: Sequence[SealedEntry[Any]],
    form: StoredForm,
    connection: psycopg.Connection[tuple[Any, ...]],
) -> None:
    """Let folds see what is sealed in entries of some kinds; their keys are fetched together.

    One that does not open raises that when it is folded, so that it is parked, and stops no other.
    """
    asked = {entry.position: entry for entry in entries if entry.kind in kinds}
    if not asked:
        return
    rows = connection.cursor(binary=True).execute(WHOLE, (list(asked),), prepare=True).fetchall()
    for opened in form.entries(rows):
        entry = asked[opened.position]
        try:
            entry.likeness = without_words(opened.event)
        except psycopg.Error:
            raise  # the keys cannot be reached, which is no fault of the entry
        except Exception as error:
            entry.alarm = f"{type(error).__name__}: {error}"


def without_words(event: E) -> E:
    """An event as folds may see it: what somebody said in their own words reads as ERASED."""
    kind = type(event).__name__
    shut = {name: without_words_in(getattr(event, name), hint) for name, hint in words_of(kind).items()}
    return form_of(kind).make(vars(event) | shut)  # type: ignore[return-value]  # of the same class


@cache
def words_of(kind: str) -> dict[str, Any]:
    """What is sealed for persons in a kind and holds words, with its type. What is the organisation's is nobody's."""
    form = form_of(kind)
    hints = get_type_hints(form.event, include_extras=True)
    sealed = (name for whom, names in form.sealed_names.items() if whom != ORGANISATION for name in names)
    return {name: plain(hints[name]) for name in sealed if holds_words(plain(hints[name]))}


def without_words_in(value: Any, hint: Any) -> Any:
    """A value of a type, its words shut: in each of its parts, where it has any; else all of it."""
    if isinstance(value, Erased) or not holds_words(hint):
        return value
    if is_shape(hint):
        hints = get_type_hints(hint, include_extras=True)
        return replace(value, **{name: without_words_in(getattr(value, name), each) for name, each in hints.items()})
    if get_origin(hint) is tuple and is_shape(get_args(hint)[0]):
        return tuple(without_words_in(each, get_args(hint)[0]) for each in value)
    return ERASED


def holds_words(hint: Any) -> bool:
    """Whether there is free text in a value of this type, at any depth. An id, a reference and a name are none."""
    if get_origin(hint) is Annotated:
        return NAME_OF_AN_EDITION not in hint.__metadata__ and holds_words(hint.__origin__)
    if is_shape(hint):
        return any(holds_words(inner) for inner in get_type_hints(hint, include_extras=True).values())
    return hint is str or any(holds_words(part) for part in get_args(hint))


def is_shape(hint: Any) -> bool:
    """Whether it is a value made of others, each of a name."""
    return isclass(hint) and is_dataclass(hint) and hint is not Reference
