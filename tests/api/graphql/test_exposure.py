"""Exposure over GraphQL: breadth, stretch and pace as of any moment, and a stretch that nobody stands by."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.conftest import Served
from tests.api.graphql.conftest import Join

EXPOSURE = """query ($id: ID!, $asOf: AsOf) { person(id: $id, asOf: $asOf) { exposure {
    until functions assignments monthsSinceStretch yearsHere assignmentsAYear
    openAssignments { assignmentKind stretch startsOn flagged entry { reference event } } } } }"""
LATER = "2024-06-15"


def told(served: Served, person: str, **as_of: Any) -> dict[str, Any]:
    return dict(served.ask(EXPOSURE, id=person, asOf={"effectiveOn": LATER, **as_of})["person"]["exposure"])


def given(served: Served, person: str, name: str, on: str, **more: Any) -> str:
    said = {"person": person, "assignment": f"assignment-{name}", "title": name, "assignmentKind": "PROJECT_LEAD"}
    [entry] = served.recorded("giveAssignment", **said, startsOn=on, effectiveOn=on, **more)["entries"]
    return str(entry)


@pytest.mark.mission("M5")
def test_breadth_comes_out_as_of_any_moment_and_a_stretch_without_support_is_flagged(
    served: Served, join: Join
) -> None:
    cai, ada = join("Cai Berg"), join("Ada Okafor", function="Production", effectiveOn="2022-06-16")
    start = served.ask("{ position }")["position"]
    assert (told(served, ada)["functions"], told(served, ada)["monthsSinceStretch"]) == (["Production"], None)
    supported = {"stretch": True, "supportedBy": cai, "function": "Engineering"}
    given(served, ada, "tools", "2023-01-10", **supported)
    served.recorded(
        "completeAssignment", person=ada, assignment="assignment-tools", outcome="One list", effectiveOn="2024-03-16"
    )
    assert told(served, ada)["monthsSinceStretch"] == 2
    assert told(served, ada, effectiveOn="2024-03-01")["monthsSinceStretch"] == 0
    alone = given(served, ada, "nights", "2024-04-02", stretch=True)
    now = told(served, ada)
    assert (now["assignments"], now["yearsHere"], now["assignmentsAYear"]) == (2, 2.0, 1.0)
    assert (now["functions"], now["monthsSinceStretch"], now["until"]) == (["Engineering", "Production"], 0, LATER)
    [open_one] = now["openAssignments"]
    assert (open_one["entry"]["reference"], open_one["stretch"], open_one["entry"]["event"]["title"]) == (
        alone, True, "nights"
    )  # fmt: skip
    assert open_one["flagged"] == "supported_by is empty, and “assignment-nights” is a stretch: name who stands by them"
    assert told(served, ada, position=start)["assignments"] == 0
    with_support = {
        "giveAssignment": {
            "person": ada, "assignment": "assignment-nights", "title": "nights", "assignmentKind": "PROJECT_LEAD",
            "startsOn": "2024-04-02", "stretch": True, "supportedBy": cai, "effectiveOn": "2024-04-02",
        }
    }  # fmt: skip
    served.recorded("correctEntry", entry=alone, reason="Cai stands by", replacement=with_support)
    assert told(served, ada)["openAssignments"][0]["flagged"] is None


def test_exposure_is_told_to_whoever_reads_the_development_and_to_nobody_else(served: Served, join: Join) -> None:
    ben = join("Ben Amari")
    ada, cai = join("Ada Okafor", manager=ben), join("Cai Berg", manager=ben)
    for asker in (ada, ben):
        assert told(served.asked_by(asker), ada)["assignments"] == 0
    answer = served.asked_by(cai).post(EXPOSURE, id=ada)
    assert answer["data"]["person"]["exposure"] is None
    assert answer["extensions"]["withheld"] == ["Person.exposure"]
