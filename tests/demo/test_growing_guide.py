"""What the guide shows of growing is what the demo answers."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Final

import pytest

from tests.api.conftest import Served

PAGE: Final = (Path(__file__).parents[2] / "docs" / "guide" / "growing.md").read_text()
SHOWN: Final = re.findall(r"^```graphql\n(.*?)^```\n\n^```json\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
ABOUT: Final = re.compile(r"# about ([^,\n]+)(, asked by themselves)?\n")


@pytest.mark.parametrize(("query", "answer"), SHOWN, ids=[f"{number}" for number, _ in enumerate(SHOWN, 1)])
def test_each_question_is_answered_as_it_is_shown(query: str, answer: str, served: Served) -> None:
    about = ABOUT.match(query)
    asks, given = served, {}
    if about:
        given["id"] = person = named(about[1], served)
        asks = served.asked_by(person) if about[2] else served
    told = asks.ask(query, **given)
    assert told == json.loads(answer), json.dumps(told, ensure_ascii=False, indent=2)


def test_the_page_shows_no_question_without_its_answer() -> None:
    assert len(SHOWN) == PAGE.count("```graphql") > 8


def named(name: str, served: Served) -> str:
    """The id of the one person of a name."""
    [found] = served.ask("query ($s: String) { people(first: 2, search: $s) { nodes { id } } }", s=name)["people"][
        "nodes"
    ]
    return str(found["id"])
