"""Re-scoring over GraphQL: one history under two editions, person by person."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest

from api.access.callers import Scope
from domain.frameworks.criteria import Bound, Criterion, Measure, Requirement
from domain.frameworks.default_pack import DEFAULT_EDITION
from tests.api.conftest import Served
from tests.api.graphql.conftest import Join
from tests.api.inputs import as_input

ASKED = """
    query (
      $framework: ID!, $edition: Int!, $insteadOf: Int!, $units: [String!], $toLevel: String, $asOf: AsOf
      $after: String
    ) {
      rescoring(
        first: 2, after: $after, framework: $framework, edition: $edition, insteadOf: $insteadOf, units: $units,
        toLevel: $toLevel, asOf: $asOf
      ) {
        totalCount
        pageInfo { hasNextPage endCursor }
        nodes {
          person { id name }
          toLevel
          before { edition obstacle }
          after { edition obstacle why }
          otherwise { criterion before { verdict } after { verdict restsOn } }
        }
      }
    }"""


@pytest.fixture
def framework(served: Served) -> str:
    """Two editions: the second one wants work values seen from one more side."""
    framework = f"framework-{uuid4().hex[:8]}"
    for number in (1, 2):
        bounds = (Bound(Measure.RATING, 3), Bound(Measure.SOURCES, number))
        edition = replace(DEFAULT_EDITION, number=number, promotion=(Criterion(Requirement.WORK_VALUES, bounds),))
        brought = {"framework": framework, "effectiveOn": "2019-01-01", "imported": True}
        served.recorded("publishFramework", edition=as_input(edition), **brought)
    return framework


@pytest.fixture
def asked(served: Served, framework: str, unit: str) -> Callable[..., Any]:
    def asked(**more: Any) -> Any:
        wanted = {"framework": framework, "edition": 2, "insteadOf": 1, "units": [served.unit(unit)], **more}
        return served.post(ASKED, **wanted)

    return asked


@pytest.mark.mission("M70")
def test_one_history_under_two_editions_person_by_person(
    served: Served, join: Join, unit: str, framework: str, asked: Callable[..., Any]
) -> None:
    manager = join("Manager", "Elsewhere")
    peer = join("Peer", "Elsewhere", manager=manager)
    people = [join(f"Person {number}", unit, level="self", manager=manager) for number in range(3)]
    seen = [[], [peer], [peer, manager]]
    words = [
        served.recorded(
            "recordAssessment", person=person, instrument="LEADERSHIP_ASSESSMENT", purpose="DECISION",
            assessor=assessor,
            level="others", ratings=[{"of": "work_values", "value": 4, "facts": ["seen"]}], framework=framework,
            edition=1, effectiveOn="2024-03-01",
        )
        for person, assessors in zip(people, seen, strict=True) for assessor in assessors
    ]  # fmt: skip
    first = asked()["data"]["rescoring"]
    assert (first["totalCount"], first["pageInfo"]["hasNextPage"]) == (3, True)
    rest = asked(after=first["pageInfo"]["endCursor"])["data"]["rescoring"]["nodes"]
    nobody, one, two = first["nodes"] + rest
    assert [told["person"]["name"] for told in (nobody, one, two)] == ["Person 0", "Person 1", "Person 2"]
    assert (one["toLevel"], one["before"]["edition"], one["after"]["edition"]) == ("others", 1, 2)
    assert one["otherwise"] == [
        {
            "criterion": "WORK_VALUES",
            "before": {"verdict": "MET"},
            "after": {"verdict": "NOT_ENOUGH_EVIDENCE", "restsOn": words[0]["entries"]},
        }
    ]
    assert (nobody["otherwise"], two["otherwise"]) == ([], [])

    before_it_was_seen = {"position": words[0]["position"] - 1}
    assert asked(asOf=before_it_was_seen)["data"]["rescoring"]["nodes"][1]["otherwise"] == []
    served.recorded("retractEntry", entry=words[0]["entries"][0], reason="Somebody else")
    assert asked()["data"]["rescoring"]["nodes"][1]["otherwise"] == []


def test_whoever_asks_is_written_down_beside_each_whom_they_are_told_of(
    served: Served, join: Join, unit: str, framework: str
) -> None:
    told_of, beyond = join("Told of", unit), join("Elsewhere", "Elsewhere")
    system = served.asked_by(None, Scope.READ, name="Calibration")
    system.ask(ASKED, framework=framework, edition=2, insteadOf=1, units=[served.unit(unit)])
    looks = "query ($id: ID!) { person(id: $id) { looks(first: 5) { nodes { by sorts } } } }"
    for person, sorts in ((told_of, [["ASSESSMENT"]]), (beyond, [])):
        found = served.asked_by(person).ask(looks, id=person)["person"]["looks"]["nodes"]
        assert [one["sorts"] for one in found] == sorts
        assert all(one["by"].startswith("token-") for one in found)


def test_who_has_no_level_above_has_nothing_to_be_judged_for(join: Join, unit: str, asked: Callable[..., Any]) -> None:
    join("No level", unit)
    join("The last", unit, level=DEFAULT_EDITION.ladder[-1])
    told = asked()["data"]["rescoring"]["nodes"]
    assert [(one["toLevel"], one["after"]["obstacle"]) for one in told] == [(None, "LEVEL_MISSING")] * 2
    told = asked(toLevel="others")["data"]["rescoring"]["nodes"]
    assert [(one["toLevel"], one["after"]["obstacle"]) for one in told] == [("others", None)] * 2


def test_editions_and_levels_that_there_are_not_are_bad_input(asked: Callable[..., Any]) -> None:
    for wrong, said in (
        ({"edition": 3}, "published are 1, 2"),
        ({"insteadOf": 0}, "published are 1, 2"),
        ({"framework": "framework-nowhere"}, "published are none"),
        ({"toLevel": "elsewhere"}, "“others”"),
    ):
        [error] = asked(**wrong)["errors"]
        assert said in error["message"]
        assert error["extensions"]["field"] == next(iter(wrong)) if "framework" not in wrong else "edition"
