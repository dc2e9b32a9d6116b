"""Every requirement is told in plain words, with the numbers that it has and no others."""

from __future__ import annotations

from string import Formatter

import pytest

from audit.own_case import HOW, IN_WORDS
from domain.frameworks.criteria import MEASURES, Requirement
from domain.judging.findings import Verdict


@pytest.mark.parametrize("requirement", Requirement)
def test_every_requirement_is_told_with_its_own_numbers(requirement: Requirement) -> None:
    for text in IN_WORDS[requirement]:
        named = {name for _, name, *_ in Formatter().parse(text) if name}
        assert named <= {measure.value for measure in MEASURES[requirement]}
        assert text.endswith(".")


def test_every_verdict_has_words() -> None:
    assert set(HOW) == set(Verdict)
