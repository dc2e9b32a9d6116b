"""What each class of events looks like when stored: what is open, what is sealed and for whom, how it is read."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import fields
from functools import cache
from typing import (
    Annotated,
    Any,
    Final,
    Generic,
    Literal,
    Required,
    TypedDict,
    TypeVar,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)

import msgspec

from domain.catalogue import EVENTS
from domain.kernel.facts import ERASED, ORGANISATION, About, Erased, Event
from ledger.entry import Entry
from ledger.identifiers import is_person
from ledger.storage.earlier_forms import EARLIER_FORMS, Fields
from ledger.storage.padding import least_of, missing_in_fields
from ledger.storage.unsaid import holds_what_may_leave_unsaid

TEXT: Final = (str, str | None, tuple[str, ...])


def leads_to(kind: str, version: int) -> frozenset[str]:
    """The kinds of today that something stored in this form of a kind may read as."""
    earlier = EARLIER_FORMS.get(kind, ())
    if version > len(earlier):
        return frozenset((kind,))
    return frozenset().union(*(leads_to(*form) for form in earlier[version - 1].becomes.items()))


@cache
def kinds_today(kind: str) -> frozenset[str]:
    """The kinds of today that entries stored under a kind may read as."""
    earlier = range(1, len(EARLIER_FORMS.get(kind, ())) + 1)
    own = {kind} if kind in EVENTS else set()
    return frozenset(own).union(*(leads_to(kind, version) for version in earlier))


@cache
def stored_as(*kinds: str) -> tuple[str, ...]:
    """The kinds under which there may be entries that read as one of these."""
    earlier = (kind for kind in EARLIER_FORMS if not kinds_today(kind).isdisjoint(kinds))
    return tuple(dict.fromkeys((*kinds, *earlier)))


def sealed_in(entry: Entry[Any], *, but: Collection[str] = ()) -> frozenset[str]:
    """The fields that are sealed in an entry, as its kind is stored today; but for closed values of some people.

    Closed values are whatever is no name and no free text of its own.
    """
    form = form_of(type(entry.event).__name__)
    told = {whom for whom in form.sealed_names if form.holder(entry.event, entry.stream, whom) in but}
    parts = form.sealed_names.items()
    return frozenset(name for whom, names in parts for name in names if whom not in told or name in form.texts)


def sealed_for_others(entry: Entry[Any], person: str) -> frozenset[str]:
    """The fields that are sealed in an entry, but for somebody else, as its kind is stored today."""
    form = form_of(type(entry.event).__name__)
    parts = form.sealed_names.items()
    return frozenset(
        name for whom, names in parts for name in names if form.holder(entry.event, entry.stream, whom) != person
    )


def kind_today(entry: Entry[Any]) -> str:
    """What an entry reads as today. It is opened only where its kind has become several."""
    if entry.kind not in EARLIER_FORMS:
        return entry.kind
    first, *others = kinds_today(entry.kind)
    return type(entry.event).__name__ if others else first


def reads_as(entry: Entry[Any], kinds: Sequence[str]) -> bool:
    """Whether an entry reads as one of these kinds today."""
    return kind_today(entry) in kinds


class Sealed(msgspec.Struct):
    """A part that only its person's key opens: key version, nonce, ciphertext and tag."""

    person: str
    ciphertext: bytes


Open = TypeVar("Open")
Version = TypeVar("Version")


class Stored(msgspec.Struct, Generic[Open, Version], omit_defaults=True):
    """The stored bytes of one entry, as JSON. `sealed` is keyed by the field that names the person (see `About`)."""

    open: Open
    sealed: dict[str, bytes] = {}
    reason: str | Sealed | None = None
    version: Version = 1  # type: ignore[assignment]  # a decoder says which one it reads, at no cost
    """Of the form that its kind had when it was written."""
    whole: bool = False
    """Whether every sealed part is there, also where it is empty: what is missing has been taken away."""


class Form:
    """What is open and what is sealed in one class of events."""

    def __init__(self, event: type[Event[Any]]) -> None:
        hints = get_type_hints(event, include_extras=True)
        owners = {field.name: owner_of(hints[field.name]) for field in fields(event)}
        self.event = event
        self.kind = event.__name__
        self.version: int = 1 + len(EARLIER_FORMS.get(self.kind, ()))
        """Of the form in which it is written today."""
        self.names = frozenset(owners)
        self.holds_later = holds_what_may_leave_unsaid(event)
        """Whether there are fields that came later in what it holds: where they say nothing, they are not written."""
        self.open_names = tuple(name for name, whom in owners.items() if whom is None)
        self.sealed_names: dict[str, tuple[str, ...]] = {}
        for name, whom in owners.items():
            if whom is not None:
                self.sealed_names[whom] = (*self.sealed_names.get(whom, ()), name)
        sealed = {whom: {name: plain(hints[name]) for name in names} for whom, names in self.sealed_names.items()}
        self.texts = frozenset(name for part in sealed.values() for name, hint in part.items() if hint in TEXT)
        """Sealed fields that are a name or free texts."""
        self.least = {whom: least_of(tuple(part.values())) for whom, part in sealed.items()}
        """Of each sealed part, the first class of lengths."""
        self.missing = {whom: missing_in_fields(part) for whom, part in sealed.items()}
        """What is missing, in each sealed part of an event, to the longest closed values."""
        open_part: Any = part_of(event, {name: plain(hints[name]) for name in self.open_names})
        self.decode_open: Callable[[bytes], Fields] = msgspec.json.Decoder(open_part).decode
        of_today: Any = Literal[self.version]
        self.decode: Callable[[bytes], Stored[Fields, int]] = msgspec.json.Decoder(Stored[open_part, of_today]).decode
        self.decode_sealed: dict[str, Callable[[bytes], Fields]] = {
            whom: msgspec.json.Decoder(part_of(event, part)).decode for whom, part in sealed.items()
        }
        self.named = frozenset(self.sealed_names).intersection(self.open_names)
        """Those for whom something is sealed who are named by another field; the others are those of the stream."""
        self.never_absent = {
            whom
            for whom, names in self.sealed_names.items()
            if any(type(None) not in get_args(plain(hints[name])) and not hasattr(event, name) for name in names)
        }
        """Those for whom something was sealed also when empty parts were still left out."""
        self.of_stream_only = not self.named and ORGANISATION not in self.sealed_names
        """Whether all that is sealed in it is sealed for the person whose stream it is."""
        self.all_erased = {name: ERASED for names in self.sealed_names.values() for name in names}

    def holder(self, event: Event[Any], stream: str, whom: str) -> str:
        """For whom a part is sealed: whose key opens it."""
        return key_holder(getattr(event, whom) if whom in self.named else stream, whom)

    def make(self, values: dict[str, Any]) -> Event[Any]:
        """The event itself. Set in one go: `__init__` of a frozen dataclass would cost more than reading the JSON."""
        event = object.__new__(self.event)
        event.__dict__.update(values)
        return event


@cache
def forms() -> dict[str, Form]:
    """Every class of events of the language by its kind."""
    return {kind: Form(event) for kind, event in EVENTS.items()}


@cache
def kinds_sealed_for_the_stream_only() -> frozenset[str]:
    """Kinds in which nothing is sealed but for the person whose stream it stands on."""
    return frozenset(kind for kind, form in forms().items() if not form.named and kind not in EARLIER_FORMS)


@cache
def kinds_that_touch_no_other() -> frozenset[str]:
    """Kinds that touch no other subject than the one whose stream it is, and never did."""
    events = {kind: form.event for kind, form in forms().items() if kind not in EARLIER_FORMS}
    return frozenset(kind for kind, e in events.items() if e.concerns is Event.concerns and not e.earlier_keys)


@cache
def form_of(kind: str) -> Form:
    """The form of one kind. Raises UnknownKind."""
    try:
        return forms()[kind]
    except KeyError:
        raise UnknownKind(f"no event is called “{kind}”: was it written by a newer version?") from None


class UnknownKind(Exception):
    """The book holds a kind of event that this version does not know."""


@cache
def kinds_sealed_for_the_organisation() -> frozenset[str]:
    """Kinds in which something is sealed for the organisation, now or in an earlier form."""
    today = {kind for kind, form in forms().items() if ORGANISATION in form.sealed_names}
    return frozenset(
        today | {k for k, those in EARLIER_FORMS.items() if any(ORGANISATION in f.sealed_names for f in those)}
    )


def key_holder(named: object, whom: str) -> str:
    """For whom a field is sealed: the organisation, or the person whom another field, or the stream, names."""
    if whom == ORGANISATION:
        return ORGANISATION
    if not isinstance(named, str) or not is_person(named):
        raise ValueError(f"a field sealed about “{whom}” needs a person there or on the stream; found “{named}”")
    return named


def holders_of(event: Event[Any], stream: str) -> tuple[str, ...]:
    """Those whose keys this event needs; on a person's own stream, that person first, and the organisation last."""
    form = form_of(type(event).__name__)
    if form.of_stream_only and is_person(stream):
        return (stream,)
    holders = [stream] if is_person(stream) else []
    holders += sorted([form.holder(event, stream, whom) for whom in form.sealed_names], key=ORGANISATION.__eq__)
    return tuple(dict.fromkeys(holders))


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


def part_of(event: type, hints: dict[str, Any]) -> Any:
    """The type of a part of the event's fields, each as its own; one that has no default must be there."""
    asked = {name: hint if hasattr(event, name) else Required[hint] for name, hint in hints.items()}
    part: Any = TypedDict(f"{event.__name__}Part", asked, total=False)  # type: ignore[misc] # the fields of any event
    return part
