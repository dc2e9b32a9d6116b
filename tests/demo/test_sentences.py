"""People of the demo do not all say the same: hundreds of different sentences, and nothing of anybody's family."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

from tests.demo.history import History, texts

MOST_FREQUENT = 0.03
MANY = 100
"""Kinds of texts of which there are so many are looked at by their shares; of the others nothing is said often."""

PRIVATE = re.compile(
    r"\b(famil(y|ies)|child(ren)?|my (son|daughter|father|mother|wife|husband)|partner has|pregnan\w*|parental|"
    r"building a house|illness|divorce\w*)\b",
    re.IGNORECASE,
)
OF_A_STORY = "whose daughter my son has been living with"
"""A close relation that somebody declares, so as not to vote."""


def test_there_are_hundreds_of_different_sentences(history: History) -> None:
    said: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for entry in history.entries:
        for kind, text in texts(entry.event):
            said[kind][text] += 1
    often = {
        kind: counted.most_common(1)[0]
        for kind, counted in said.items()
        if counted.most_common(1)[0][1] > max(4, MOST_FREQUENT * counted.total())
    }
    assert often == {}
    assert len(set().union(*said.values())) > 5000
    for kind in ("AssessmentRecorded.summary", "FeedbackGiven.strengths", "FeedbackGiven.improvements",
                 "FeedbackRequested.topic", "AssignmentCompleted.outcome"):  # fmt: skip
        assert len(said[kind]) > 300, kind
    judged = said["ReadinessAssessed.rationale"]
    assert len(judged) > 0.8 * judged.total()
    small = {kind: counted for kind, counted in said.items() if 10 < counted.total() < MANY}
    assert all(len(counted) > 0.6 * counted.total() for counted in small.values())


def test_what_people_say_is_punctuated(history: History) -> None:
    wrong = [
        text
        for entry in history.entries
        for kind, text in texts(entry.event)
        if re.search(r"[a-z]\.[A-Z]|\.\.|\?\.|!\.|”\.“| \.|^[a-zäöü]", text)
    ]
    assert wrong == []


def test_nobody_writes_of_anybodys_family(history: History) -> None:
    private = [
        text
        for entry in history.entries
        for _, text in texts(entry.event)
        if PRIVATE.search(text) and OF_A_STORY not in text
    ]
    assert private == []
