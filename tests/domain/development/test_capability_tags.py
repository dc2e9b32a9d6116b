"""Capability tags: what evidence shows, by the tags of the edition in force, once each; and what is no evidence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final

import pytest

from domain.amendments.corrections import CorrectEntry, RetractEntry
from domain.development.capability_tags import (
    CapabilityTagged,
    NothingToTag,
    NotTaggable,
    TagCapability,
    TaggedBefore,
    TagUnknown,
)
from domain.development.conversations import ConversationHeld, ConversationKind
from domain.development.practice import LessonNoted, PracticeRecorded
from domain.frameworks.default_pack import DEFAULT_EDITION, DEFAULT_FRAMEWORK
from domain.frameworks.packs.shipped import present_edition
from domain.frameworks.publishing import FrameworkPublished
from domain.kernel.book import Line
from domain.kernel.facts import ERASED, EntryRetracted, Event, Reference
from domain.people.employment import NotYetJoined
from domain.people.joining import PersonJoined
from tests.examples import ADA, CAI
from tests.spec import Given, Written, given

JOINED: Final = PersonJoined("Ada", "Tooling", effective_on=date(2020, 3, 2))
MARCH, MAY = date(2024, 3, 4), date(2024, 5, 6)
PRACTISED: Final = PracticeRecorded("Chaired", effective_on=MARCH)
AT: Final = Reference(ADA, 2)
TAG: Final = TagCapability(ADA, AT, ("growth", "inspiring"), CAI, effective_on=MAY)
TAGGED: Final = CapabilityTagged(
    AT, ("growth", "inspiring"), DEFAULT_FRAMEWORK, present_edition().number, CAI, effective_on=MAY
)


def house(*stream: Written) -> Given:
    """The edition that ships, and Ada, who practised, and of whom more may be said."""
    published = FrameworkPublished(present_edition(), effective_on=date(2019, 1, 1))
    return given(JOINED, PRACTISED, *stream).and_on(DEFAULT_FRAMEWORK, published)


def test_evidence_is_tagged_by_the_edition_in_force() -> None:
    house().when(TAG).then(TAGGED)
    house().when(replace(TAG, tagged_by=ADA)).then(replace(TAGGED, tagged_by=ADA))
    house().when(replace(TAG, tags=("inspring",))).refused(
        TagUnknown, "tags has “inspring”", "did you mean “inspiring”? Else name one of “growth”", "navigating_challenge"
    )
    house().when(replace(TAG, tags=("humour",))).refused(TagUnknown, "“humour”", ": name one of “growth”")
    house().when(replace(TAG, tags=())).refused(TagUnknown, "tags is empty: name one of “growth”")


def test_without_an_edition_or_tags_in_it_nothing_is_tagged() -> None:
    given(JOINED, PRACTISED).when(TAG).refused(TagUnknown, "“growth”, “inspiring”", f"in force on {MAY}")
    without = FrameworkPublished(DEFAULT_EDITION, effective_on=date(2019, 1, 1))
    given(JOINED, PRACTISED).and_on(DEFAULT_FRAMEWORK, without).when(TAG).refused(TagUnknown, "has no tags")


def test_what_is_tagged_stands_by_then_and_is_about_them() -> None:
    house().when(replace(TAG, entry=Reference(ADA, 9))).refused(NothingToTag, f"{ADA}@9")
    house().when(replace(TAG, entry=Reference(CAI, 1))).refused(NothingToTag, f"{CAI}@1")
    house().when(replace(TAG, effective_on=MARCH - timedelta(1))).refused(NothingToTag, f"“{AT}” is later than")
    house(Line(EntryRetracted(effective_on=MAY), supersedes=2)).when(TAG).refused(NothingToTag, f"{AT}")
    house().when(replace(TAG, effective_on=date(2019, 3, 4))).refused(NotYetJoined)


@pytest.mark.parametrize(
    "private",
    [
        LessonNoted("I asked too late", effective_on=MARCH),
        ConversationHeld(ConversationKind.STAY, CAI, ADA, effective_on=MARCH),
        JOINED,
    ],
    ids=lambda event: type(event).__name__,
)
def test_what_is_private_or_no_step_of_the_loop_is_no_evidence(private: Event[Any]) -> None:
    entry = Reference(ADA, 1 if private is JOINED else 3)
    house(private).when(replace(TAG, entry=entry)).refused(NotTaggable, f"entry “{entry}”", "cite an assessment")


def test_an_entry_has_a_tag_once() -> None:
    house(TAGGED).when(TAG).refused(TaggedBefore, "“growth”", f"“{ADA}@3”", f"“{AT}”")
    house().when(replace(TAG, tags=("growth", "growth"))).refused(TaggedBefore, "“growth” twice")
    other = ("navigating_challenge",)
    house(TAGGED).when(replace(TAG, tags=other)).then(replace(TAGGED, tags=other))
    house(replace(TAGGED, tags=ERASED)).when(TAG).then(TAGGED)


def test_a_tag_is_corrected_and_retracted_and_an_entry_may_then_be_tagged_so_again() -> None:
    mended = replace(TAG, tags=("growth", "navigating_challenge"))
    assert house(TAGGED).when(CorrectEntry(Reference(ADA, 3), mended, "another one")).decided()
    [line] = house(TAGGED).when(RetractEntry(Reference(ADA, 3), "a slip")).decided()
    assert isinstance(line.event if hasattr(line, "event") else line, EntryRetracted)


def test_its_evidence_can_be_retracted_whatever_it_was_tagged_with() -> None:
    assert house(TAGGED).when(RetractEntry(AT, "twice")).decided()
