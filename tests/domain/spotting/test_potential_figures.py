"""Potential in groups: coverage, the gap where results are equal, and what is withheld."""

from __future__ import annotations

import ast
from collections.abc import Hashable
from pathlib import Path

import pytest

import domain
from domain.spotting.potential_figures import NOTHING, PotentialSeen, figures_of_all, potential_by_group


def seen(group: str, potential: float | None, equals: Hashable = 3, times: int = 1) -> list[PotentialSeen]:
    return [PotentialSeen(group, potential is not None, potential, equals)] * times


def test_the_gap_compares_people_of_equal_results_and_says_nothing_of_the_rest() -> None:
    everybody = (
        *seen("a", 3.0, equals="good", times=5),
        *seen("b", 2.0, equals="good", times=5),
        *seen("a", 1.0, equals="fair", times=5),
        *seen("b", 1.0, equals="fair", times=5),
        *seen("b", None, times=2),
        *seen("b", 3.0, equals=None, times=1),
        *seen("a", 3.0, equals="rare", times=4),
    )
    found = potential_by_group(everybody)
    a, b = found["a"], found["b"]
    assert (a.people, a.assessed, a.not_assessed, a.share_assessed, a.compared) == (14, 14, 0, 1.0, 10)
    assert (b.people, b.assessed, b.not_assessed, b.share_assessed, b.compared) == (13, 11, 2, 11 / 13, 10)
    assert [a.gap, b.gap] == pytest.approx([0.25, -0.25]), "half a step for half of them: the others are judged alike"
    whole = figures_of_all(everybody)
    assert (whole.people, whole.assessed, whole.compared, whole.gap) == (27, 25, 20, None)


def test_small_groups_are_withheld_with_the_next_and_their_people_compared_with_nobody() -> None:
    few = (*seen("a", 3.0, times=9), *seen("b", 2.0, times=6), *seen("c", 1.0, times=4))
    found = potential_by_group(few)
    assert found["c"] == found["b"] == NOTHING
    assert (found["a"].people, found["a"].gap) == (9, None), "one group alone has nobody beside it"
    assert figures_of_all(few[:4]) == NOTHING
    unrated = figures_of_all(seen("a", 3.0, equals=None, times=5))
    assert (unrated.people, unrated.compared) == (5, None), "nobody's results were rated"


def test_gaps_are_withheld_together_as_they_come_to_nothing_together() -> None:
    unrated = seen("b", 2.0, equals=None, times=5)
    found = potential_by_group((*seen("a", 3.0, times=6), *seen("b", 2.0, times=4), *unrated, *seen("c", 1.0, times=7)))
    assert [found[group].gap is None for group in "abc"] == [True, True, False]
    assert found["b"].people == 9, "that is told all the same"


def test_no_rule_anywhere_asks_who_was_spotted() -> None:
    """Being spotted or not opens and closes no access to development: nothing that decides reads this chapter."""
    room = Path(str(domain.__file__)).parent
    reading = {
        path.relative_to(room).parts[0]
        for path in room.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("domain.spotting")
    }
    assert reading == {"spotting"}
