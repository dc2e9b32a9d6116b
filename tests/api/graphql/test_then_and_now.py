"""Then and now over GraphQL: what reads otherwise, side by side."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.conftest import Served
from tests.api.graphql.conftest import Join

ASKED = """
    query ($subject: ID!, $then: AsOf!, $asOf: AsOf) {
      thenAndNow(subject: $subject, then: $then, asOf: $asOf) {
        then { position effectiveOn }
        now { position effectiveOn }
        changes {
          change reference
          then { position event }
          now { position event }
          because { position reason recordedBy }
          fields { field then now }
        }
      }
    }"""


def told(served: Served, **asked: Any) -> Any:
    return served.ask(ASKED, **asked)["thenAndNow"]


@pytest.mark.mission("M65")
def test_what_changed_is_told_side_by_side(served: Served, join: Join) -> None:
    ada = join()
    moved = served.recorded("movePerson", person=ada, unit="Sails", effectiveOn="2024-05-06")
    then = {"position": moved["position"], "effectiveOn": "2024-06-03"}
    right = {"movePerson": {"person": ada, "unit": "Sales", "effectiveOn": "2024-05-07"}}
    mended = served.recorded("correctEntry", entry=moved["entries"][0], replacement=right, reason="No sails here")
    wrong = served.recorded("movePerson", person=ada, unit="Law", effectiveOn="2024-05-20")
    before_retraction = {"position": wrong["position"]}
    gone = served.recorded("retractEntry", entry=wrong["entries"][0], reason="Another Ada")

    answer = told(served, subject=ada, then=then, asOf=before_retraction)
    assert answer["then"] == then
    corrected, came = answer["changes"]
    assert (corrected["change"], corrected["reference"]) == ("CORRECTED", moved["entries"][0])
    sails, sales = served.unit("Sails"), served.unit("Sales")
    assert (corrected["then"]["event"]["unit"], corrected["now"]["event"]["unit"]) == (sails, sales)
    assert (corrected["because"]["position"], corrected["because"]["reason"]) == (mended["position"], "No sails here")
    assert corrected["fields"] == [
        {"field": "effective_on", "then": "2024-05-06", "now": "2024-05-07"},
        {"field": "unit", "then": sails, "now": sales},
    ]
    assert (came["change"], came["then"], came["fields"]) == ("CAME_TO_LIGHT", None, [])
    [retracted] = told(served, subject=ada, then=before_retraction)["changes"]
    assert (retracted["change"], retracted["now"], retracted["because"]["position"]) == (
        "RETRACTED", None, gone["position"],
    )  # fmt: skip


def test_moments_in_the_wrong_order_are_bad_input(served: Served, join: Join) -> None:
    ada = join()
    for then, now in (({}, {"position": 1}), ({"effectiveOn": "2024-05-07"}, {"effectiveOn": "2024-05-06"})):
        [error] = served.post(ASKED, subject=ada, then=then, asOf=now)["errors"]
        assert "is after asOf" in error["message"]
        assert error["extensions"]["code"] == "BAD_INPUT"


def test_a_subject_is_spelled_like_one(served: Served) -> None:
    for subject in ("", "entry-7", "person-7", "Ada"):
        [error] = served.post(ASKED, subject=subject, then={})["errors"]
        assert "person-0198c0de" in error["message"]
    assert told(served, subject="framework-nowhere", then={"position": 0})["changes"] == []
