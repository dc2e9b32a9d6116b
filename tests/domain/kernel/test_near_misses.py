"""Near misses: what is meant by a word that is none, by how it begins, by its words, and by its spelling."""

from __future__ import annotations

import pytest

from domain.kernel.near_misses import near

UNITS = ("Hall 1", "Hall 2", "Pumpen", "Pumps & Valves", "Sales", "Human Resources")


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("Pumps", ["Pumps & Valves", "Pumpen"]),
        ("unit-pumps", ["Pumps & Valves"]),
        ("pumps and valves", ["Pumps & Valves"]),
        ("Valves", ["Pumps & Valves", "Sales"]),
        ("valvse", ["Pumps & Valves"]),
        ("Hal 1", ["Hall 1", "Hall 2"]),
        (" RESOURCES ", ["Human Resources"]),
        ("Sales of pumps", ["Sales"]),
        ("Zebra", []),
        ("H", []),
        ("", []),
    ],
)
def test_what_comes_near_is_named_the_nearest_first(asked: str, meant: list[str]) -> None:
    assert near(asked, UNITS) == meant


def test_words_are_known_however_they_are_put_together() -> None:
    assert near("Pumps", ["unit-pumps"]) == ["unit-pumps"]
    assert near("phase", ["casePhase", "units"]) == ["casePhase"]
    assert near("retired", ["RETIRED", "RESIGNED"])[0] == "RETIRED"
    assert near("profile", ["ROLE_PROFILE", "UNIT"]) == ["ROLE_PROFILE"]


def test_no_more_are_named_than_are_asked_for() -> None:
    assert near("hall", [f"Hall {number}" for number in range(9)]) == ["Hall 0", "Hall 1", "Hall 2"]
    assert near("hall", UNITS, most=1) == ["Hall 1"]
