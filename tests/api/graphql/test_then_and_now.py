"""Then and now over GraphQL: what reads otherwise, side by side."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.conftest import Served
from tests.api.graphql.conftest import Join
from tests.api.graphql.test_promotion_case import Argued, argued, assess

__all__ = ["argued", "assess"]

DAY = {"effectiveOn": "2024-05-06"}

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


def changes(served: Served, subject: str, then: int) -> list[str]:
    """The references of what reads otherwise since a position."""
    answer = told(served, subject=subject, then={"position": then})
    return [change["reference"] for change in answer["changes"]]


def test_each_change_is_told_to_whom_its_entry_is(served: Served, join: Join) -> None:
    boss, stranger = join("Bao Lin"), join("A stranger")
    ada, cai = join(manager=boss), join("Cai Roe", manager=boss)
    then = served.ask("{ position }")["position"]
    said = {"purpose": "DEVELOPMENT", "strengths": "Asks.", "improvements": "", **DAY}
    [of_ada] = served.recorded("giveFeedback", person=ada, giver=cai, **said)["entries"]
    [of_cai] = served.recorded("giveFeedback", person=cai, giver=ada, **said)["entries"]
    [line] = served.recorded("setReportingLine", person=ada, line="PROJECT", manager=boss, **DAY)["entries"]
    assert changes(served, ada, then) == [of_ada, of_cai, line], "of whom the book is, all that touches her"
    assert changes(served.asked_by(boss), ada, then) == [of_ada, line], "what she said of others is hers"
    assert changes(served.asked_by(ada), ada, then) == [of_ada, line]
    assert changes(served.asked_by(stranger), ada, then) == [line], "what stands in the directory"
    assert changes(served.asked_by(cai), ada, then) == [line]


def test_of_whoever_rated_nobody_is_told_by_what_a_panel_reads(
    served: Served, join: Join, argued: Argued, edition: dict[str, Any]
) -> None:
    """A panel is told that somebody was rated for their development, and not by whom."""
    then, rater = served.ask("{ position }")["position"], join("The rater")
    how = {"instrument": "LEADERSHIP_ASSESSMENT", "purpose": "DEVELOPMENT", "level": "others", **DAY, **edition}
    ratings = [{"of": "direction", "value": 4, "facts": ["seen"]}]
    [rated] = served.recorded("recordAssessment", person=argued.candidate, assessor=rater, ratings=ratings, **how)[
        "entries"
    ]
    assert rated in changes(served, rater, then)
    panel = served.asked_by(argued.people[0])
    assert changes(panel, argued.candidate, then) == [rated]
    assert rated not in changes(panel, rater, then)
    voted = [one for one in changes(served, argued.people[0], 0) if one.startswith(argued.case)]
    assert voted, "that somebody votes touches them"
    assert {*voted}.isdisjoint(changes(served.asked_by(argued.boss), argued.people[0], 0)), "and is not their leader's"


def test_what_was_taken_back_is_told_and_why_to_whom_the_book_is(served: Served, join: Join) -> None:
    ada = join()
    wrong = served.recorded("movePerson", person=ada, unit="Law", effectiveOn="2024-05-20")
    served.recorded("retractEntry", entry=wrong["entries"][0], reason="Another Ada")
    for asks, why in ((served, "Another Ada"), (served.asked_by(ada), None)):
        [gone] = told(asks, subject=ada, then={"position": wrong["position"]})["changes"]
        assert (gone["change"], gone["because"]["reason"]) == ("RETRACTED", why)


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
