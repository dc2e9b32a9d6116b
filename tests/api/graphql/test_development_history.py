"""A person's development over GraphQL: the learning loop is entered, told, mended, and told as it was known before."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.conftest import Served
from tests.api.graphql.conftest import Join

HISTORY = """
    query ($id: ID!, $first: Int!, $after: String, $asOf: AsOf, $stages: [Stage!], $kinds: [String!]) {
      person(id: $id, asOf: $asOf) {
        developmentHistory(first: $first, after: $after, stages: $stages, kinds: $kinds) {
          nodes { part stage kind effectiveOn position origin corrected entry { reference event recordedBy reason } }
          pageInfo { hasNextPage endCursor }
          totalCount
          asOf { position effectiveOn parked }
        }
      }
    }"""


def told(served: Served, person: str, **asked: Any) -> dict[str, Any]:
    history: dict[str, Any] = served.ask(HISTORY, id=person, **{"first": 100, **asked})["person"]["developmentHistory"]
    return history


@pytest.fixture
def loop(served: Served, join: Join, edition: dict[str, Any]) -> dict[str, str]:
    """One turn of the learning loop of somebody, beside their line manager."""
    ben = join("Ben Amari")
    ada = join("Ada Okafor", manager=ben)
    assessed = served.recorded(
        "recordAssessment",
        person=ada,
        instrument="LEADERSHIP_ASSESSMENT",
        purpose="DEVELOPMENT",
        source="LINE_MANAGER",
        assessor=ben,
        ratings=[{"of": "direction", "value": 3, "facts": ["The team explained the plan without her."]}],
        summary="Clear, and heard.",
        effectiveOn="2024-01-15",
        **edition,
    )
    given = served.recorded(
        "giveAssignment",
        person=ada,
        title="Merge the two tool shops",
        assignmentKind="PROJECT_LEAD",
        stretch=True,
        objectives=["Lead people who know more than you do"],
        supportedBy=ben,
        startsOn="2024-02-01",
        effectiveOn="2024-01-20",
        buildsOn=assessed["entries"],
    )
    [assignment] = given["made"]
    served.recorded("recordPractice", person=ada, situation="Told both shops together", hours=2.5,
                    assignment=assignment, effectiveOn="2024-03-01")  # fmt: skip
    served.recorded("recordCoaching", person=ada, coach=ben, topic="Listening", assignment=assignment,
                    effectiveOn="2024-03-02")  # fmt: skip
    served.recorded("noteLesson", person=ada, lesson="I spoke too long.", effectiveOn="2024-03-03")
    asked = served.recorded("requestFeedback", person=ada, asked=ben, topic="The merger", purpose="DEVELOPMENT",
                            effectiveOn="2024-04-01")  # fmt: skip
    served.recorded("giveFeedback", person=ada, giver=ben, source="LINE_MANAGER", purpose="DEVELOPMENT",
                    strengths="Calm", improvements="Shorter", requested=asked["entries"][0],
                    about=["direction"], effectiveOn="2024-04-08")  # fmt: skip
    served.recorded(
        "completeAssignment", person=ada, assignment=assignment, outcome="One shop", effectiveOn="2024-06-30"
    )
    return {"ada": ada, "ben": ben, "assignment": assignment, "given": given["entries"][0]}


def test_the_learning_loop_is_told_stage_by_stage(served: Served, loop: dict[str, str]) -> None:
    history = told(served, loop["ada"])
    assert [(node["kind"], node["stage"]) for node in history["nodes"]] == [
        ("AssignmentCompleted", "EXPOSURE"),
        ("FeedbackGiven", "FEEDBACK"),
        ("FeedbackRequested", "FEEDBACK"),
        ("LessonNoted", "PRACTICE"),
        ("CoachingHeld", "PRACTICE"),
        ("PracticeRecorded", "PRACTICE"),
        ("AssignmentGiven", "EXPOSURE"),
        ("AssessmentRecorded", "ASSESSMENT"),
        ("PersonJoined", None),
    ]
    given = history["nodes"][6]["entry"]
    assert given["event"]["title"] == "Merge the two tool shops"
    assert given["event"]["objectives"] == ["Lead people who know more than you do"]
    assert given["recordedBy"].startswith("token-")
    assert history["asOf"]["parked"] == []
    assert history["totalCount"] == 9


def test_what_somebody_did_for_others_is_on_their_timeline(served: Served, loop: dict[str, str]) -> None:
    parts = {(node["part"], node["kind"]) for node in told(served, loop["ben"])["nodes"]}
    assert {("ASSESSOR", "AssessmentRecorded"), ("SUPPORTER", "AssignmentGiven"), ("COACH", "CoachingHeld")} <= parts
    assert {("ASKED", "FeedbackRequested"), ("GIVER", "FeedbackGiven")} <= parts


def test_a_timeline_is_leafed_through_and_narrowed(served: Served, loop: dict[str, str]) -> None:
    first = told(served, loop["ada"], first=4)
    assert first["pageInfo"]["hasNextPage"]
    rest = told(served, loop["ada"], after=first["pageInfo"]["endCursor"])
    assert first["nodes"] + rest["nodes"] == told(served, loop["ada"])["nodes"]
    feedback = told(served, loop["ada"], stages=["FEEDBACK"])
    assert ({node["stage"] for node in feedback["nodes"]}, feedback["totalCount"]) == ({"FEEDBACK"}, 2)
    lessons = told(served, loop["ada"], kinds=["LessonNoted"])
    assert [node["kind"] for node in lessons["nodes"]] == ["LessonNoted"]


def test_a_timeline_ends_on_the_day_that_is_asked_about(served: Served, loop: dict[str, str]) -> None:
    until = told(served, loop["ada"], asOf={"effectiveOn": "2024-01-31"})
    assert [node["kind"] for node in until["nodes"]] == ["AssignmentGiven", "AssessmentRecorded", "PersonJoined"]


@pytest.mark.mission("M65")
def test_a_mistake_is_corrected_and_both_can_be_read(served: Served, loop: dict[str, str]) -> None:
    before = served.ask("{ position }")["position"]
    corrected = served.recorded(
        "correctEntry",
        entry=loop["given"],
        reason="It was no stretch for her.",
        replacement={
            "giveAssignment": {
                "person": loop["ada"],
                "assignment": loop["assignment"],
                "title": "Merge the two tool shops",
                "assignmentKind": "PROJECT_LEAD",
                "stretch": False,
                "startsOn": "2024-02-01",
                "effectiveOn": "2024-01-20",
            }
        },
    )
    now, then = (
        next(node for node in told(served, loop["ada"], asOf=as_of)["nodes"] if node["kind"] == "AssignmentGiven")
        for as_of in (None, {"position": before})
    )
    assert (now["corrected"], now["position"], now["origin"]) == (True, corrected["position"], then["position"])
    assert (now["entry"]["event"]["stretch"], then["entry"]["event"]["stretch"]) == (False, True)
    assert now["entry"]["reason"] == "It was no stretch for her."
    assert now["entry"]["reference"] == then["entry"]["reference"] == loop["given"]


def test_what_was_written_about_the_wrong_person_goes_to_the_right_one(served: Served, loop: dict[str, str]) -> None:
    lesson = next(n for n in told(served, loop["ada"])["nodes"] if n["kind"] == "LessonNoted")
    served.recorded(
        "retractEntry",
        entry=lesson["entry"]["reference"],
        reason="Ben wrote it.",
        instead={"noteLesson": {"person": loop["ben"], "lesson": "I spoke too long.", "effectiveOn": "2024-03-03"}},
    )
    assert "LessonNoted" not in {node["kind"] for node in told(served, loop["ada"])["nodes"]}
    assert "LessonNoted" in {node["kind"] for node in told(served, loop["ben"])["nodes"] if node["part"] == "OWN"}


def test_acts_are_not_corrected(served: Served, loop: dict[str, str], edition: dict[str, Any]) -> None:
    told = served.record("retractEntry", {"entry": f"{edition['framework']}@1", "reason": "Changed our minds."})
    assert (told["__typename"], told["rule"], told["field"]) == ("Refused", "ActsStand", "entry")


def test_a_mentorship_is_on_both_timelines(served: Served, join: Join) -> None:
    mentor, mentee = join("Ben Amari"), join("Ada Okafor")
    agreed = served.recorded("agreeMentorship", mentor=mentor, mentee=mentee, goals="Lead without doing it all",
                             hoursPromised=12, cadenceDays=30, effectiveOn="2024-01-10")  # fmt: skip
    [mentorship] = agreed["made"]
    assert agreed["subject"] == mentorship
    held = served.recorded("holdMentoringSession", mentorship=mentorship, hours=1.5, menteeLearned="To wait",
                           mentorLearned="To ask", effectiveOn="2024-02-10")  # fmt: skip
    questions = ("WIDER_RANGE_OF_STYLES", "ADAPTABLE_AND_RESILIENT", "TAKES_ROLES_AND_INFLUENCES")
    answers = [{"question": question, "extent": "YES", "cites": held["entries"]} for question in questions]
    served.recorded("evaluateMentoring", mentorship=mentorship, evaluatedBy=mentee, answers=answers,
                    inWords="It did.", effectiveOn="2024-12-01")  # fmt: skip
    served.recorded("endMentorship", mentorship=mentorship, why="GOALS_REACHED", effectiveOn="2024-12-20")
    kinds = ["MentorshipEnded", "MentoringEvaluated", "MentoringSessionHeld", "MentorshipAgreed", "PersonJoined"]
    for person, part in ((mentor, "MENTOR"), (mentee, "MENTEE")):
        nodes = told(served, person)["nodes"]
        assert [node["kind"] for node in nodes] == kinds
        assert {node["part"] for node in nodes[:-1]} == {part}


def test_leading_is_a_choice(served: Served, join: Join) -> None:
    ada = join()
    served.recorded("stateAspiration", person=ada, path="SPECIALIST", mobile=False, words="I like the bench.",
                    effectiveOn="2024-01-01")  # fmt: skip
    served.recorded("withdrawAspiration", person=ada, effectiveOn="2024-02-01")
    assert [node["kind"] for node in told(served, ada)["nodes"]][:2] == ["AspirationWithdrawn", "AspirationStated"]


def withheld(by: Served, person: str, **asked: Any) -> list[str]:
    """What is said to have been withheld of a timeline."""
    answer = by.post(HISTORY, id=person, **{"first": 9, **asked})
    return list(answer.get("extensions", {}).get("withheld", ()))


def test_a_timeline_that_is_not_told_says_so_whether_there_is_anything_or_not(
    served: Served, join: Join, loop: dict[str, str], steward: str
) -> None:
    peer, nothing = served.asked_by(join("Peer")), served.recorded("introducePerson", name="Nobody yet")["subject"]
    for person in (loop["ada"], nothing):
        assert told(peer, person)["totalCount"] == 0
        assert withheld(peer, person) == ["Person.developmentHistory"]
        assert withheld(peer, person, kinds=["LessonNoted"]) == ["Person.developmentHistory"]
        assert withheld(peer, person, kinds=["SecondmentAgreed"]) == [], "that is told to everybody"
        assert withheld(served, person) == []
    asks_boss, asks_ada, asks_steward = (served.asked_by(one) for one in (loop["ben"], loop["ada"], steward))
    assert withheld(asks_boss, loop["ada"]) == withheld(asks_ada, loop["ada"]) == []
    assert withheld(asks_boss, loop["ada"], kinds=["LessonNoted"]) == ["Person.developmentHistory"]
    assert withheld(asks_ada, loop["ada"], kinds=["LessonNoted"]) == []
    assert withheld(asks_steward, loop["ada"]) == [], "they are told since when somebody is here"
    assert withheld(asks_steward, loop["ada"], stages=["EXPOSURE"]) == ["Person.developmentHistory"]
