"""People of the demo do not all say the same: hundreds of different sentences, and none that its days refute."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from importlib.resources import files
from typing import Any, Final

from demo.words import read
from tests.demo.history import History, texts

PLACE: Final = files("demo.words")
WORDS: Final = [(one.name,) for one in PLACE.iterdir() if one.name.endswith(".toml")] + [
    ("undertakings", one.name) for one in PLACE.joinpath("undertakings").iterdir()
]
"""All files of words, as `read` is asked for them."""

MOST_FREQUENT = 0.03
MANY = 100
"""Kinds of texts of which there are so many are looked at by their shares; of the others nothing is said often."""

PRIVATE = re.compile(
    r"\b(famil(y|ies)|child(ren)?|(son|daughter|father|mother|wife|husband)s?|partner has|pregnan\w*|parental|"
    r"building a house|ill|illness(es)?|sick|hospital stay|long leave|divorce\w*)\b",
    re.IGNORECASE,
)
"""What is nobody else's business: families, and health."""

SEASON: Final = re.compile(r"\b(spring|summer|autumn|winter)s?\b", re.IGNORECASE)
OF_A_STORY: Final = "I have led Final assembly through two hard winters"
"""A claim that is looked up: whoever has led for two years has seen two winters."""

SOMEBODY: Final = re.compile(r"\b(he|she|his|her|him|hers)\b", re.IGNORECASE)
TRADE: Final = re.compile(r"\b(fitter|setter|buyer|planner|technician|apprentice|workshop|drawing)s?\b", re.IGNORECASE)
SO_LONG: Final = re.compile(r"\b(for|in) (a|half a) year\b|\b(three|six) months\b|\bfor a quarter\b", re.IGNORECASE)


def test_there_are_hundreds_of_different_sentences(history: History) -> None:
    said: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for entry in history.entries:
        for kind, text in texts(entry.event):
            said[kind][text] += 1
    often = {
        kind: counted.most_common(1)[0]
        for kind, counted in said.items()
        if counted.most_common(1)[0][1] > max(5, MOST_FREQUENT * counted.total())
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


def test_nobody_writes_of_anybodys_family_or_health(history: History) -> None:
    private = [text for entry in history.entries for _, text in texts(entry.event) if PRIVATE.search(text)]
    assert private == []


def test_no_season_is_named_that_another_day_would_refute(history: History) -> None:
    said = [text for entry in history.entries for _, text in texts(entry.event) if SEASON.search(text)]
    assert [text for text in said if OF_A_STORY not in text] == []
    assert [words for name in WORDS for words in sentences(read(*name)) if SEASON.search(words)] == []


def test_what_is_said_of_anybody_fits_anybody() -> None:
    of_anybody = [("facts.toml",), ("phrases.toml",), ("feedback.toml",), ("mentoring.toml",)]
    assert [words for name in of_anybody for words in sentences(read(*name)) if SOMEBODY.search(words)] == []
    of_every_function = [("facts.toml",), ("phrases.toml",), ("feedback.toml",), ("undertakings", "leading.toml")]
    assert [words for name in of_every_function for words in sentences(read(*name)) if TRADE.search(words)] == []


def test_no_work_says_how_long_it_takes() -> None:
    works = [work for name in WORDS if name[0] == "undertakings" for work in read(*name)["undertaking"]]
    said = [words for work in works for words in (work["title"], *work["objectives"])]
    assert len(said) > 100
    assert [words for words in said if SO_LONG.search(words)] == []


def sentences(said: Any) -> Iterator[str]:
    """All that stands in a file of words."""
    if isinstance(said, str):
        yield said
    else:
        for part in said.values() if isinstance(said, dict) else said if isinstance(said, list) else ():
            yield from sentences(part)
