"""Nobody who subtracts finds a rater or a hidden answer; with a rule broken they do, so the search sees something."""

from __future__ import annotations

import pytest

from tests.search.differencing import BROKEN, attack

PAIRS = 60


def test_nothing_is_left_by_subtraction() -> None:
    found = attack(1, PAIRS)
    assert found.faults == []
    assert found.released > PAIRS, "there was something to subtract"
    assert found.near > PAIRS // 3, "and results that were near each other, with raters in both"


@pytest.mark.parametrize("rule", BROKEN)
def test_with_a_rule_broken_something_is_found(rule: str) -> None:
    with BROKEN[rule]():
        assert attack(1, PAIRS // 2).faults
