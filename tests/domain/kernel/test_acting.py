"""Who is said to act is marked as such in the language: every field that holds a person says what they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from inspect import isclass
from typing import Annotated, Any, Final, get_args, get_type_hints

import pytest

from domain.amendments.corrections import CorrectEntry
from domain.catalogue import COMMANDS, AnyCommand
from domain.development.aspirations import StateAspiration
from domain.development.conversations import RecordConversation
from domain.development.opportunities import AnswerOpportunity, ApplyForOpportunity
from domain.growth.actions import AgreeAction, CompleteAction, DropAction, RenegotiateAction
from domain.kernel.acting import Acts, acting_fields, actors_of
from domain.kernel.facts import Reference
from domain.kernel.ids import PersonId
from domain.mentoring.accepting import AcceptMentorship
from domain.mentoring.informal import HoldInformalMentoring
from domain.mentoring.offers import OfferMentoring
from domain.promotions.appeal_decisions import DecideAppeal
from domain.promotions.overrides import SetAside
from domain.promotions.panels.vote_casting import CastVote
from tests.examples import ADA, BEN

THEIRS_ALONE: Final[tuple[AnyCommand, ...]] = (
    AcceptMentorship,
    AgreeAction,
    AnswerOpportunity,
    ApplyForOpportunity,
    CompleteAction,
    DropAction,
    HoldInformalMentoring,
    OfferMentoring,
    RecordConversation,
    RenegotiateAction,
)
"""What somebody says of themselves, and nobody for them."""
SPOKEN_OF: Final = frozenset(
    (
        "agreed_with",
        "asked",
        "candidate",
        "co_owners",
        "coach",
        "deputy",
        "host_manager",
        "manager",
        "member",
        "members",
        "mentee",
        "mentor",
        "moderated_by",
        "owner",
        "person",
        "presented_by",
        "shared_with",
        "substitute",
        "successors",
        "supported_by",
        "with_whom",
    )
)
"""Fields in which somebody is named, and does not act by that."""


def holds_people(hint: Any) -> bool:
    return hint is PersonId or any(holds_people(part) for part in get_args(hint))


def parts(of: type) -> Iterator[type]:
    """A command, and the values that it carries."""
    yield of
    for hint in get_type_hints(of).values():
        for inner in (hint, *get_args(hint)):
            if isclass(inner) and is_dataclass(inner) and inner is not Reference:
                yield from parts(inner)


def unmarked(of: type) -> list[str]:
    """The fields with people in them of which nobody says what these are."""
    hints = get_type_hints(of)
    held = {field.name for field in fields(of) if holds_people(hints[field.name])}
    return sorted(held - SPOKEN_OF - {*acting_fields(of)})


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_whoever_is_named_acts_or_is_spoken_of(command: AnyCommand) -> None:
    silent = [f"{part.__name__}.{name}" for part in parts(command) for name in unmarked(part)]
    assert silent == [], "mark who acts, Annotated[PersonId, …, Acts()], or say in SPOKEN_OF that they do not"


def test_a_field_that_says_nothing_is_found() -> None:
    @dataclass(frozen=True)
    class Said:
        person: PersonId
        said_by: PersonId
        heard_by: Annotated[PersonId, Acts()] | None

    assert unmarked(Said) == ["said_by"]


def test_actors_are_found_in_tuples_in_parts_and_in_what_is_corrected() -> None:
    decide = dict.fromkeys((field.name for field in fields(DecideAppeal)), "")
    appeal = DecideAppeal(**{**decide, "decided_by": (ADA, BEN), "effective_on": date(2024, 1, 1)})  # type: ignore[arg-type]
    assert [(actor.person, actor.field) for actor in actors_of(appeal)] == [(ADA, "decided_by"), (BEN, "decided_by")]
    corrected = CorrectEntry(Reference("case-1", 2), appeal, "Misspelled")
    assert [(actor.person, actor.command) for actor in actors_of(corrected)] == [(ADA, appeal), (BEN, appeal)]
    assert {*acting_fields(SetAside)} == {"authorised_by"}


def test_nobody_votes_for_another_and_wishes_are_ones_own() -> None:
    assert acting_fields(CastVote) == {"voter": Acts(in_person=True)}
    for command in THEIRS_ALONE:
        assert [mark.in_person for mark in acting_fields(command).values()] == [True], command
    assert acting_fields(StateAspiration) == {"person": Acts(), "stated_by": Acts()}
