"""Every requirement is told in plain words, with the numbers that it has and no others."""

from __future__ import annotations

from string import Formatter

import pytest

from audit.rules_in_words import HOW, IN_WORDS, words_of
from domain.frameworks.criteria import MEASURES, Bound, Criterion, Measure, Requirement
from domain.judging.findings import Verdict


@pytest.mark.parametrize("requirement", Requirement)
def test_every_requirement_is_told_with_its_own_numbers(requirement: Requirement) -> None:
    for text in IN_WORDS[requirement]:
        named = {name for _, name, *_ in Formatter().parse(text) if name}
        assert named <= {measure.value for measure in MEASURES[requirement]}
    question, *told = IN_WORDS[requirement]
    assert question.endswith("?")
    assert all(text.endswith(".") for text in told)


@pytest.mark.parametrize(
    ("sources", "said"),
    [(1, "by one person who sees you from"), (3, "by 3 people who see you from"), (None, "by some people who see you")],
)
def test_numbers_stand_in_sentences_as_people_say_them(sources: int | None, said: str) -> None:
    asked = Requirement.EVIDENCE_AT_TARGET_LEVEL
    bounds = () if sources is None else (Bound(Measure.SOURCES, sources),)
    assert said in words_of(asked, Criterion(asked, bounds)).asked


def test_every_verdict_has_words() -> None:
    assert set(HOW) == set(Verdict)
