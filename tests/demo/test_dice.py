"""Chance in the demo is in parts: a changed sentence changes that sentence, and turns no life another way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from enum import Enum
from typing import Any, Final

import pytest

from demo import script
from demo.lots import Lots
from demo.seeding import SEED, Script
from demo.words import read
from tests.demo.seeded import TODAY

CHANGED: Final = (
    (read("facts.toml")["skills"], "fair", 0),
    (read("facts.toml")["work_values"], "high", 1),
    (read("phrases.toml")["summaries_fair"], "year", 0),
    (read("phrases.toml")["cut_short"], "why", 0),
    (read("mentoring.toml"), "mentee_learned", 0),
    (read("claims.toml")["reports"], "said", 0),
    (read("undertakings", "leading.toml")["undertaking"][0], "situations", 0),
    (read("undertakings", "production.toml")["undertaking"][0], "outcomes", 0),
)
"""A sentence of each kind: where its pile is, what that is called, and where in it."""

OTHER: Final = "Quite another sentence, without a blank."


def texts(said: Any) -> Iterator[str]:
    """All sentences of a command, deep in it too."""
    if isinstance(said, str):
        yield from [said] if " " in said else []
    elif isinstance(said, tuple):
        for part in said:
            yield from texts(part)
    elif hasattr(said, "__dict__"):
        yield from texts(tuple(vars(said).values()))


def without_texts(said: Any) -> Any:
    """A command, its sentences left out."""
    if isinstance(said, str) and " " in said:
        return "…"
    if isinstance(said, tuple):
        return tuple(without_texts(part) for part in said)
    if hasattr(said, "__dict__") and not isinstance(said, Enum):
        return type(said).__name__, {name: without_texts(part) for name, part in vars(said).items()}
    return said


def test_a_changed_sentence_changes_that_sentence_only(as_told: Script, monkeypatch: pytest.MonkeyPatch) -> None:
    before = as_told.chronicle.asked
    known = [kinds[pile][number] for kinds, pile, number in CHANGED]
    assert any("{" in sentence for sentence in known)
    for kinds, pile, number in CHANGED:
        said = kinds[pile]
        monkeypatch.setitem(kinds, pile, [*said[:number], OTHER, *said[number + 1 :]])
    after = script(SEED, TODAY).chronicle.asked
    assert len(before) == len(after)
    others = [(one, other) for one, other in zip(before, after, strict=True) if one != other]
    assert len(others) > len(CHANGED)
    for one, other in others:
        assert one.at == other.at
        assert replace(one.request, command=other.request.command) == other.request
        assert without_texts(one.request.command) == without_texts(other.request.command)
        pairs = zip(texts(one.request.command), texts(other.request.command), strict=True)
        assert all(OTHER in now for then, now in pairs if then != now)


def test_a_lot_hangs_on_nothing_drawn_before() -> None:
    once, again = Lots("seed"), Lots("seed")
    assert [again.lot("somebody else", number) for number in range(9)]
    assert once.lot("somebody", 1) == again.lot("somebody", 1) != once.lot("somebody", 2)
    assert 0 <= once.chance("anything") < 1
    assert once.dice("a", 1).random() == again.dice("a", 1).random() != Lots("other").dice("a", 1).random()
