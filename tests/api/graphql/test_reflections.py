"""Questions to reflect on over GraphQL: asked of everybody under an edition, and answered for oneself alone."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest

from domain.development.reflections import PromptUnknown
from domain.frameworks.edition import Prompt
from domain.frameworks.packs.shipped import present_edition
from tests.api.conftest import Served
from tests.api.graphql.conftest import Join
from tests.api.inputs import as_input

REFLECTIONS = """query ($id: ID!, $asOf: AsOf) { person(id: $id, asOf: $asOf) { reflections {
    prompts { prompt asks answered lastAnsweredOn }
    answers { reference fact { ... on LessonNoted { lesson prompt } } } } } }"""
ASKED = "query ($unit: ID!) { activeEdition(unit: $unit) { edition { prompts { name asks } } } }"
HISTORY = """query ($id: ID!) { person(id: $id) {
    developmentHistory(first: 50) { totalCount nodes { kind } } } }"""
PROMPTS = (Prompt("mistake", "What went wrong?"), Prompt("thanks", "Whom did you thank?"))
KEPT = "I blamed the night shift"


@pytest.fixture
def unit(served: Served, unit: str) -> str:
    """A unit whose edition asks two questions."""
    edition = replace(present_edition(), number=1, prompts=PROMPTS)
    brought = {"framework": f"framework-{uuid4().hex[:8]}", "effectiveOn": "2019-01-01", "imported": True}
    served.recorded("publishFramework", edition=as_input(edition), **brought)
    served.recorded("adoptFramework", unit=served.unit(unit), **brought)
    return unit


def told(served: Served, person: str, **as_of: Any) -> Any:
    return served.ask(REFLECTIONS, id=person, asOf=as_of or None)["person"]["reflections"]


@pytest.mark.mission("M25")
def test_questions_are_asked_of_everybody_and_what_they_answer_stays_theirs(
    served: Served, join: Join, unit: str
) -> None:
    ben = join("Ben Amari", unit)
    ada = join("Ada Okafor", unit, manager=ben)
    hers, leads = served.asked_by(ada), served.asked_by(ben)
    asked = served.ask(ASKED, unit=served.unit(unit))["activeEdition"]["edition"]["prompts"]
    assert asked == [{"name": one.name, "asks": one.asks} for one in PROMPTS]
    before = [leads.post(query, id=ada) for query in (REFLECTIONS, HISTORY)]

    answer = {"person": ada, "lesson": KEPT, "prompt": "mistake", "effectiveOn": "2024-05-06"}
    wrong = hers.record("noteLesson", {**answer, "prompt": "mistakes"})
    assert (wrong["rule"], wrong["field"]) == (PromptUnknown.__name__, "prompt")
    assert "did you mean “mistake”?" in wrong["why"]
    [noted] = hers.recorded("noteLesson", **answer)["entries"]
    hers.recorded("noteLesson", person=ada, lesson="Unasked", effectiveOn="2024-05-07")

    assert told(hers, ada) == {
        "prompts": [
            {"prompt": "thanks", "asks": "Whom did you thank?", "answered": 0, "lastAnsweredOn": None},
            {"prompt": "mistake", "asks": "What went wrong?", "answered": 1, "lastAnsweredOn": "2024-05-06"},
        ],
        "answers": [{"reference": noted, "fact": {"lesson": KEPT, "prompt": "mistake"}}],
    }
    assert told(hers, ada, effectiveOn="2024-05-05")["answers"] == []
    assert [leads.post(query, id=ada) for query in (REFLECTIONS, HISTORY)] == before, "nobody can tell whether she did"
    assert told(leads, ada) is None
    hers.recorded("retractEntry", entry=noted, reason="Said in anger")
    assert told(hers, ada)["answers"] == []
