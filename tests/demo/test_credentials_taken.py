"""What people of the demo take along: all that they completed and others attest, and nobody else in it.

Nobody else is in it by name, nor in words.
"""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode
from typing import Any

from api.credentials.achievements import ASSIGNMENT
from domain.development.assignments import AssignmentCompleted, AssignmentGiven
from domain.mentoring.agreements import MentorshipAgreed, MentorshipEnded, WhyEnded
from tests.api.conftest import Served
from tests.demo.seeded import Demo, everybody
from tests.demo.test_told import sentences

MINE = "{ myCredentials { achievement outcome jwt } }"
PEOPLE = 40
SEEN = "Somebody who saw it"


def payload(token: str) -> str:
    """What a credential says, whoever signed it."""
    part = token.split(".")[1]
    return urlsafe_b64decode(part + "=" * (-len(part) % 4)).decode()


def test_they_have_all_that_they_completed_and_nobody_else_in_it(demo: Demo, served: Served) -> None:
    employed = everybody(demo.ledger)
    names = {person: {str(one.what) for one in who.names} for person, who in employed.items()}
    entries = list(demo.ledger.entries())
    done = [one for one in entries if one.kind == AssignmentCompleted.__name__]
    reached = [
        one for one in entries if isinstance(one.event, MentorshipEnded) and one.event.why is WhyEnded.GOALS_REACHED
    ]
    busy = sorted({one.stream for one in done})[:PEOPLE]
    asked = [*busy, *(reached[-1].event.concerns() if reached else ())]
    told_of: dict[str, list[dict[str, Any]]] = {}
    begun = {one.event.assignment: one for one in entries if isinstance(one.event, AssignmentGiven)}
    agreed = {one.stream: one for one in entries if isinstance(one.event, MentorshipAgreed)}
    for person in asked:
        told_of[person] = served.asked_by(person).ask(MINE)["myCredentials"]
        standing = {
            str(one.at)
            for one in done
            if one.stream == person and {one.recorded_by, begun[one.event.assignment].recorded_by} != {person}
        }
        together = {
            one.stream
            for one in reached
            if person in one.event.concerns() and {one.recorded_by, agreed[one.stream].recorded_by} != {person}
        }
        assert len(told_of[person]) == len(standing) + len(together)
    titles = [one["achievement"] for told in told_of.values() for one in told]
    assert titles.count(ASSIGNMENT) < len(titles) / 10
    for person, told in told_of.items():
        written = [payload(one["jwt"]) for one in told]
        others = {name for other, several in names.items() if other != person for name in several} - names[person]
        assert not [(name, one) for name in others for one in written if name in one]
        assert not [one for one in written if "person-" in one or "assignment-" in one or "mentorship-" in one]
        beside = [
            one.replace(name, "") for one, name in zip(written, (each["achievement"] for each in told), strict=True)
        ]
        words_of_others = written_by_others(entries, person) - names[person]
        assert not [words for words in words_of_others for one in beside if words in one]
        assert {one.recorded_by for one in done if one.stream == person} <= {person}
        assert not [one for one in written if SEEN in one], "whom they name themselves has not said so"
        assert all(
            json.loads(one)["credentialSubject"]["identifier"][0]["identityHash"] in names[person] for one in written
        )


def written_by_others(entries: list[Any], person: str) -> set[str]:
    """The texts of several words that others wrote down about somebody, and they themselves did not."""
    said: dict[bool, set[str]] = {True: set(), False: set()}
    for entry in entries:
        if person in (entry.stream, *entry.event.concerns()):
            said[entry.recorded_by == person].update(sentences(entry.event))
    return said[False] - said[True]
