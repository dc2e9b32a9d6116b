"""Every event has an example: what the rules come to where it stands, citing what is there as what it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from inspect import isclass
from typing import Any, Final, get_args, get_type_hints

import pytest

from domain.amendments.corrections import RetractEntry
from domain.amendments.remarks import RectificationRequested
from domain.catalogue import EVENTS, RECORDED_BY
from domain.development.aspirations import AspirationStated
from domain.development.feedback import FeedbackRequested
from domain.development.practice import LessonNoted
from domain.erasing.holds import HoldPlaced
from domain.frameworks.framework import FrameworkCommand
from domain.growth.needs import DevelopmentNeedIdentified
from domain.kernel.book import Line
from domain.kernel.commands import Command
from domain.kernel.facts import Event, Reference
from domain.mentoring.accepting import MentorshipAccepted
from domain.promotions.decisions import PromotionApproved
from domain.promotions.overrides import SetAside
from domain.promotions.panels.recommendations import PanelRecommended
from tests.examples import EXAMPLES, STREAMS
from tests.examples.streams import TOLD, Told
from tests.spec import BookInMemory


def test_every_event_has_exactly_one_example() -> None:
    told = Counter(type(event).__name__ for event in EXAMPLES)
    missing, twice = sorted(set(EVENTS) - set(told)), sorted(kind for kind, times in told.items() if times > 1)
    assert missing == [], "write one of each, marked `example`, into the chapter's module in tests/examples/"
    assert twice == [], "one of each is an example; what another needs is `needed`"


def whom(told: Told) -> str:
    """Whom something that was told is about: who is named as such, or else whose stream it stands on."""
    names = ("candidate", "mentee")
    return next((getattr(told.event, name) for name in names if hasattr(told.event, name)), told.at.stream)


def about_the_same(citing: Told, cited: Told) -> bool:
    """Whether what is cited is about whom the citing is about, and had happened by then."""
    touched = (cited.at.stream, *cited.event.concerns())
    return whom(citing) in touched and cited.event.effective_on <= citing.event.effective_on


def of_kind(kind: type[Event[Any]]) -> Callable[[Told, Told], bool]:
    """Whether what is cited is of a kind, and about the same person."""
    return lambda citing, cited: isinstance(cited.event, kind) and about_the_same(citing, cited)


CITED_AS: Final[Mapping[str, Callable[[Told, Told], bool]]] = {
    "about": about_the_same,
    "answers": about_the_same,
    "aspects": about_the_same,
    "basis": about_the_same,
    "belongs_to": about_the_same,
    "builds_on": about_the_same,
    "entry": about_the_same,
    "decision": of_kind(PromotionApproved),
    "evidence": about_the_same,
    "facts": about_the_same,
    "findings": about_the_same,
    "follows_from": about_the_same,
    "identified_needs": of_kind(DevelopmentNeedIdentified),
    "hold": of_kind(HoldPlaced),
    "lesson": of_kind(LessonNoted),
    "lessons": of_kind(LessonNoted),
    "new_facts": about_the_same,
    "recommendation": of_kind(PanelRecommended),
    "request": of_kind(RectificationRequested),
    "requested": of_kind(FeedbackRequested),
    "wish": of_kind(AspirationStated),
}
"""What a field of an event may cite."""


def cited_in(value: Any) -> Iterator[Reference]:
    """The references in a value, at any depth."""
    if isinstance(value, Reference):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from cited_in(item)
    elif is_dataclass(value):
        for field in fields(value):
            yield from cited_in(getattr(value, field.name))


def references_in(hint: Any) -> bool:
    """Whether a field of this type can cite entries."""
    parts = get_args(hint) or (tuple(get_type_hints(hint).values()) if isclass(hint) and is_dataclass(hint) else ())
    return hint is Reference or any(references_in(part) for part in parts)


each_told = pytest.mark.parametrize("told", TOLD, ids=lambda told: f"{told.at.stream[:4]}-{type(told.event).__name__}")


@each_told
def test_what_is_cited_is_there_and_is_what_it_is_cited_as(told: Told) -> None:
    before = {earlier.at: earlier for earlier in TOLD[: TOLD.index(told)]}
    for field in fields(told.event):
        for at in cited_in(getattr(told.event, field.name)):
            assert at in before, f"{field.name} cites {at}, where nothing stands: cite what was told, as at(ASSESSED)"
            kind = type(before[at].event).__name__
            assert CITED_AS[field.name](told, before[at]), f"{field.name} may not cite {at}, a {kind}: see CITED_AS"


def test_every_field_that_cites_says_what() -> None:
    citing = {
        name
        for event in EVENTS.values()
        for name, hint in get_type_hints(event).items()
        if name not in vars(Event) and references_in(hint)
    }
    assert citing == {*CITED_AS}, "say in CITED_AS what these may cite"


@each_told
def test_what_is_told_is_what_the_rules_come_to(told: Told) -> None:
    """Asked for where it stands, on all that was told before, by the command that is for it."""
    command = asked_for(told)
    decided = ledger_after(TOLD.index(told)).decide(command)
    events = [line.event if isinstance(line, Line) else line for line in decided]
    assert told.event in events
    assert {type(event) for event in events} <= {*command.records}, "the command says in `records` what it comes to"


@cache
def ledger_after(telling: int) -> BookInMemory:
    """The ledger after so many of all that was told."""
    if not telling:
        return BookInMemory()
    last = TOLD[telling - 1]
    return ledger_after(telling - 1).with_lines(last.at.stream, (last.line,))


def asked_for(told: Told) -> Command[Any]:
    """The command that comes to what was told: it says what the event says, on the event's stream."""
    if told.retracts is not None:
        return RetractEntry(told.retracts, "It had never begun")
    event = told.event
    command = RECORDED_BY[type(event).__name__]
    said: dict[str, Any] = {command.subject: told.at.stream} if command.subject else {}
    for field in fields(command):  # type: ignore[arg-type]  # every command is a dataclass
        if hasattr(event, field.name) and field.name not in said:
            said[field.name] = getattr(event, field.name)
    if issubclass(command, FrameworkCommand):
        said["imported"] = True  # of before today
    if isinstance(event, MentorshipAccepted):
        said["accepted_by"] = event.mentee
    if isinstance(event, PromotionApproved):
        said["set_aside"] = set_aside_in(event)
    return command(**said)


def set_aside_in(event: PromotionApproved) -> tuple[SetAside, ...]:
    """What was asked to be set aside, which the event tells apart from why."""
    assert isinstance(event.override_reasons, tuple)
    overrides = zip(event.overrides, event.override_reasons, strict=True)
    return tuple(SetAside(one.criterion, one.authorised_by, reason) for one, reason in overrides)


@pytest.mark.parametrize("stream", STREAMS)
def test_every_stream_is_borne_by_every_memory_of_it(stream: str) -> None:
    book = ledger_after(len(TOLD))
    assert [noted.at for noted in book.stream(stream)] == places_in_effect(stream)
    for memory in {told.event.memory for told in STREAMS[stream]}:
        assert isinstance(book.recall(memory, stream), memory)


def places_in_effect(stream: str) -> list[Reference]:
    """Where what was told on a stream still stands, by day and then in the order of telling."""
    retracted = {told.retracts for told in STREAMS[stream]}
    left = [told for told in STREAMS[stream] if told.retracts is None and told.at not in retracted]
    return [told.at for told in sorted(left, key=lambda told: told.event.effective_on)]
