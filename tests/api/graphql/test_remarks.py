"""What people say of what is written of them, over GraphQL: it is told beside the entry that it is about."""

from __future__ import annotations

from typing import Any

import pytest

from domain.kernel.ids import PersonId
from tests.api.conftest import Served
from tests.api.graphql.conftest import Join

ASKED = """
    query ($person: ID!, $asOf: AsOf) {
      person(id: $person, asOf: $asOf) {
        developmentHistory(first: 20) { nodes { kind position remarks { about entry { kind event } } } }
      }
    }"""


def told(served: Served, person: str, **asked: Any) -> dict[int, list[dict[str, Any]]]:
    """What is told beside each milestone, by its position."""
    nodes = served.ask(ASKED, person=person, **asked)["person"]["developmentHistory"]["nodes"]
    return {node["position"]: node["remarks"] for node in nodes if node["remarks"]}


@pytest.mark.mission("M65")
def test_remarks_stand_beside_what_they_are_about(served: Served, join: Join) -> None:
    ada, ben = join(), join("Ben Ito")
    moved = served.recorded("movePerson", person=ada, unit="Sales", effectiveOn="2024-05-06")
    [entry] = moved["entries"]
    said = served.recorded(
        "attachStatement", person=ada, entry=entry, words="I had asked to stay", effectiveOn="2024-05-07"
    )
    asked = served.recorded(
        "requestRectification", person=ada, entry=entry, words="It was Law", effectiveOn="2024-05-08"
    )
    right = {"movePerson": {"person": ada, "unit": "Law", "effectiveOn": "2024-05-06"}}
    answer = {"outcome": "MENDED", "answeredBy": ben, "words": "So it was", "effectiveOn": "2024-05-09"}
    told_too_soon = served.record("answerRectification", {"person": ada, "request": asked["entries"][0], **answer})
    assert told_too_soon.get("rule") == "NothingMended", told_too_soon
    mended = served.recorded("correctEntry", entry=entry, replacement=right, reason="It was Law")
    served.recorded("answerRectification", person=ada, request=asked["entries"][0], **answer)

    [(position, remarks)] = told(served, ada).items()
    assert position == mended["position"]
    assert [(one["about"], one["entry"]["kind"]) for one in remarks] == [
        (entry, kind) for kind in ("StatementAttached", "RectificationRequested", "RectificationAnswered")
    ]
    assert [one["entry"]["event"]["words"] for one in remarks] == ["I had asked to stay", "It was Law", "So it was"]
    before = {"position": said["position"]}
    assert [len(remarks) for remarks in told(served, ada, asOf=before).values()] == [1]
    assert told(served, ada, asOf={"position": moved["position"]}) == {}


def test_a_candidate_has_their_say_beside_a_decision(served: Served, join: Join, edition: dict[str, Any]) -> None:
    ada, cai = join(), join("Cai Berg")
    proposed = served.recorded(
        "proposePromotion", candidate=ada, direction="LATERAL", fromLevel="self", toLevel="self", proposedBy=cai,
        grounds="Wants to see the other side", effectiveOn="2024-05-06", **edition,
    )  # fmt: skip
    served.recorded(
        "attachStatement", person=ada, entry=proposed["entries"][0], words="Nobody asked me", effectiveOn="2024-05-07"
    )
    asked = "query ($id: ID!) { promotionCase(id: $id) { remarks { about entry { subject event } } } }"
    [remark] = served.ask(asked, id=proposed["subject"])["promotionCase"]["remarks"]
    assert (remark["about"], remark["entry"]["subject"]) == (proposed["entries"][0], ada)
    assert remark["entry"]["event"]["words"] == "Nobody asked me"


ENTRY = "query ($position: Int!) { entry(position: $position) { kind event } }"


def reads(served: Served, person: str, remark: dict[str, Any]) -> bool:
    """Whether somebody reads a remark, by its place in the book."""
    told = served.asked_by(person).ask(ENTRY, position=remark["position"])["entry"]
    assert told is None or told["event"]["words"]
    return told is not None


def test_a_remark_is_told_to_whoever_is_told_what_it_stands_beside(
    served: Served, join: Join, steward: PersonId
) -> None:
    """The manager is told of work and not of accounts, the steward of accounts and not of work, the mentor of work."""
    boss, mentor, stranger = join("Boss"), join("Mentor"), join("Stranger")
    ada = join("Ada", manager=boss)
    pair = {"mentor": mentor, "mentee": ada, "goals": "Let others answer", "hoursPromised": 24, "cadenceDays": 30}
    agreed = served.recorded("agreeMentorship", **pair, effectiveOn="2024-01-08")["subject"]
    accept = {"mentorship": agreed, "acceptedBy": ada, "effectiveOn": "2024-01-08"}
    served.asked_by(ada).recorded("acceptMentorship", **accept)
    work = {
        "title": "Night shift",
        "assignmentKind": "STRETCH_WORK",
        "objectives": ["Lead it"],
        "startsOn": "2024-02-05",
    }
    given = served.recorded("giveAssignment", person=ada, **work, effectiveOn="2024-02-05")
    named = served.recorded("identifyPerson", person=ada, system="hr", identifier="A-17", effectiveOn="2024-02-06")

    def remarks(mutation: str, entry: str, **said: Any) -> dict[str, Any]:
        return served.recorded(mutation, person=ada, entry=entry, effectiveOn="2024-02-07", words="Not so", **said)

    of_work, of_account = (remarks("attachStatement", one["entries"][0]) for one in (given, named))
    asked = remarks("requestRectification", named["entries"][0])
    answer = {"request": asked["entries"][0], "outcome": "DECLINED", "answeredBy": steward, "words": "It is"}
    answered = served.recorded("answerRectification", person=ada, **answer, effectiveOn="2024-02-08")
    on_the_answer = served.recorded(
        "attachStatement", person=ada, entry=answered["entries"][0], words="It is not", effectiveOn="2024-02-09"
    )
    everybody = (ada, boss, mentor, steward, stranger)
    assert [person for person in everybody if reads(served, person, of_work)] == [ada, boss, mentor]
    for remark in (of_account, asked, answered, on_the_answer):
        assert [person for person in everybody if reads(served, person, remark)] == [ada, steward]

    def beside(person: str) -> list[str]:
        nodes = served.asked_by(person).ask(ASKED, person=ada)["person"]["developmentHistory"]["nodes"]
        return [one["about"] for node in nodes for one in node["remarks"]]

    assert beside(ada) == [answered["entries"][0], given["entries"][0]]
    assert [beside(person) for person in (boss, mentor)] == [given["entries"]] * 2
