"""Refusals are public codes: each name once, with its meaning and with what to do, on a page that is up to date."""

from __future__ import annotations

import inspect
from collections import Counter
from pathlib import Path

from domain.catalogue import REFUSALS
from tests.refusals_page import PAGE, meaning, page, refusals

HOUSE = Path(__file__).parents[1]


def test_every_name_names_one_refusal() -> None:
    names = Counter(of.__name__ for of in refusals())
    assert [name for name, times in names.items() if times > 1] == []
    assert set(REFUSALS) < set(names)


def test_every_refusal_says_what_holds_and_what_to_do() -> None:
    missing = [of for of in refusals() if not meaning(of) or not of.instead.strip()]
    places = [f"{of.__name__}: say what holds, and `instead` what to do, in {place(of)}" for of in missing]
    assert places == []


def test_what_to_do_is_one_sentence() -> None:
    assert [of.__name__ for of in refusals() if not of.instead.endswith(".") or ". " in of.instead] == []


def test_the_page_is_the_one_that_the_code_makes() -> None:
    assert PAGE.read_text() == page(), "write it anew with: make generate"


def place(of: type) -> Path:
    return Path(inspect.getfile(of)).relative_to(HOUSE)
