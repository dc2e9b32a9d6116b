"""What insiders tried, each in their own name: what they read by writing, by asking aside, and by mending."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from api.access.callers import Scope
from domain.kernel.ids import PersonId
from tests.api.conftest import Served
from tests.api.graphql.conftest import Join
from tests.api.graphql.test_promotion_case import Argued, argued, assess

__all__ = ["argued", "assess"]

DAY = "2024-05-06"
PAIR = {"goals": "Lead", "hoursPromised": 6.0, "cadenceDays": 30, "effectiveOn": DAY}
FEEDBACK = {"purpose": "DEVELOPMENT", "strengths": "Asks.", "improvements": "", "effectiveOn": DAY}
TIMELINE = """query ($id: ID!) { person(id: $id) {
    developmentHistory(first: 50) { totalCount nodes { part kind entry { event } } } } }"""
CHANGES = """query ($id: ID!, $then: AsOf!) { thenAndNow(subject: $id, then: $then) {
    changes { now { event } fields { field now } } } }"""
STEPS = "query ($id: ID!) { promotionCase(id: $id) { steps { kind } } }"
VOTES = "query ($id: ID!) { promotionCase(id: $id) { votes { choice } steps { kind } } }"


@pytest.fixture
def charged(served: Served, join: Join, steward: PersonId) -> Callable[[str], str]:
    """Somebody new who holds a mandate for all."""

    def charge(mandate: str) -> str:
        person, until = join(f"The {mandate}"), served.app.state.services.ledger.today() + timedelta(30)
        given = {"person": person, "mandate": mandate, "until": str(until), "givenBy": steward}
        served.asked_by(steward).recorded("giveMandate", **given)
        return person

    return charge


def refused(told: dict[str, Any], rule: str = "NotNearEnough") -> str:
    """Why it is refused; by that rule."""
    assert (told["__typename"], told.get("rule")) == ("Refused", rule), told
    return str(told["why"])


@pytest.mark.parametrize(
    ("name", "said", "by_a_system"),
    [
        ("noteLesson", {"lesson": "I hid it"}, False),
        ("noteLesson", {"lesson": "I hid it"}, True),
        ("agreeAction", {"what": "Ask her", "dueOn": "2099-01-01", "action": f"action-{uuid4()}"}, False),
    ],
)
def test_a_steward_mends_nothing_that_is_somebodys_alone_and_learns_of_none(
    served: Served, join: Join, steward: PersonId, name: str, said: dict[str, Any], by_a_system: bool
) -> None:
    ada = join()
    asks, writes = served.asked_by(steward), served if by_a_system else served.asked_by(ada)
    noted = {**said, "person": ada, "effectiveOn": DAY}
    [entry] = writes.recorded(name, **noted)["entries"]
    for mutation, more in (("correctEntry", {"replacement": {name: noted}}), ("retractEntry", {})):
        for reason in ("A guess", ""):

            def why(at: str, mutation: str = mutation, more: Any = more, reason: str = reason) -> str:
                told = asks.record(mutation, {"entry": at, "reason": reason, **more})
                return refused(told, "NothingToCorrect").replace(at, "")

            assert why(entry) == why(f"{ada}@99"), "as of what there is not"
    served.asked_by(ada).recorded("retractEntry", entry=entry, reason="Not so")


def test_an_auditor_reads_no_protected_lesson_by_what_was_corrected_in_it(
    served: Served, join: Join, charged: Callable[[str], str]
) -> None:
    ada = join()
    noted = {"person": ada, "lesson": "I hid it", "effectiveOn": DAY}
    said = served.asked_by(ada).recorded("noteLesson", **noted)
    mend = {"entry": said["entries"][0], "reason": "Misspelled"}
    served.asked_by(ada).recorded("correctEntry", **mend, replacement={"noteLesson": {**noted, "lesson": "I hid them"}})
    then = {"position": said["position"]}
    for by, fields in ((charged("AUDITOR"), []), (None, [{"field": "lesson", "now": "I hid them"}])):
        asks = served.asked_by(by) if by else served
        [change] = asks.ask(CHANGES, id=ada, then=then)["thenAndNow"]["changes"]
        assert change["fields"] == fields
    looks = "query ($id: ID!) { person(id: $id) { looks(first: 5) { nodes { by } } } }"
    assert served.ask(looks, id=ada)["person"]["looks"]["nodes"], "whoever asks what was otherwise is written down"


def test_nobody_reads_a_file_by_proposing_whom_it_is_about_or_mentoring_them(
    served: Served, join: Join, edition: dict[str, Any]
) -> None:
    ada, stranger = join(), join("A stranger")
    served.recorded("giveFeedback", person=ada, giver=join("Ben Ito"), **FEEDBACK)
    asks = served.asked_by(stranger)
    step = {"candidate": ada, "proposedBy": stranger, "direction": "UP", "fromLevel": "self", "toLevel": "others"}
    proposed = {**step, **edition, "grounds": "Able", "effectiveOn": DAY}
    first = refused(asks.record("proposePromotion", proposed))
    served.recorded("proposePromotion", **{**proposed, "proposedBy": join("Her boss")})
    assert refused(asks.record("proposePromotion", proposed)) == first, "whether there is a case is not told"
    refused(asks.record("agreeMentorship", {"mentor": stranger, "mentee": ada, **PAIR}))
    assert asks.ask(TIMELINE, id=ada)["person"]["developmentHistory"]["totalCount"] == 0


def test_a_stranger_gets_no_hand_in_a_case(served: Served, join: Join, argued: Argued) -> None:
    stranger, member = join("A stranger"), argued.people[0]
    asks = served.asked_by(stranger)
    on: dict[str, Any] = {"case": argued.case, "effectiveOn": "2024-06-03"}
    attempts: dict[str, dict[str, Any]] = {
        "declareConflict": {"member": member, "conflict": "OTHER", "declaredBy": stranger, "words": "x"},
        "fileEvidence": {"evidence": f"{argued.candidate}@1", "evidenceKind": "PERFORMANCE", "filedBy": stranger},
        "closeFile": {"closedBy": stranger},
        "convenePanel": {"members": [member], "convenedBy": stranger},
        "openVote": {"openedBy": stranger},
        "closeVote": {"closedBy": stranger},
        "hearCandidate": {"heardBy": stranger, "words": "Made up"},
    }
    for mutation, said in attempts.items():
        why = refused(asks.record(mutation, {**on, **said}))
        nowhere = {**on, **said, "case": f"case-{uuid4()}"}
        assert refused(asks.record(mutation, nowhere)) == why, "of what is not there it says the same"
    told = {"person": argued.candidate, "about": f"{argued.case}@1", "how": "IN_PERSON", "informedBy": stranger}
    refused(asks.record("informPerson", {**told, "effectiveOn": "2024-06-03"}))
    argued.step("closeVote", closedBy=member)
    own = {"member": stranger, "conflict": "CLOSE_RELATION", "declaredBy": stranger, "words": "A cousin"}
    assert asks.record("declareConflict", {**on, **own})["__typename"] == "Recorded"
    assert asks.post(VOTES, id=argued.case)["data"]["promotionCase"] is None


def test_a_panel_reads_nothing_that_was_assessed_for_development(
    served: Served, argued: Argued, edition: dict[str, Any]
) -> None:
    ada, juror = argued.candidate, argued.people[0]
    seen = {"person": ada, "instrument": "LEADERSHIP_ASSESSMENT", "purpose": "DEVELOPMENT", "level": "others"}
    ratings = [{"of": "direction", "value": 1, "facts": ["Lost"]}]
    served.recorded(
        "recordAssessment", **seen, **edition, assessor=argued.boss, ratings=ratings, effectiveOn="2024-03-02"
    )

    def purposes(by: str) -> list[str | None]:
        nodes = served.asked_by(by).ask(TIMELINE, id=ada)["person"]["developmentHistory"]["nodes"]
        events = [one["entry"]["event"] for one in nodes if one["kind"] == "AssessmentRecorded"]
        return sorted(event["purpose"] if event else "withheld" for event in events)

    assert purposes(juror) == ["decision", "withheld"]
    assert purposes(argued.boss) == ["decision", "development"]


def test_the_steps_of_a_case_name_nobody_who_voted_or_declared_a_conflict_but_to_those_told_that(
    served: Served, argued: Argued
) -> None:
    own = {
        "member": argued.people[2],
        "conflict": "CLOSE_RELATION",
        "declaredBy": argued.people[2],
        "words": "A cousin",
    }
    argued.step("declareConflict", **own)

    def kinds(by: str) -> set[str]:
        return {step["kind"] for step in served.asked_by(by).ask(STEPS, id=argued.case)["promotionCase"]["steps"]}

    assert kinds(argued.people[0]) >= {"VoteCast", "ConflictDeclared", "PromotionProposed"}, "who sits on the panel"
    assert kinds(argued.boss) & {"VoteCast", "ConflictDeclared"} == set() != kinds(argued.boss)
    assert kinds(argued.candidate) & {"VoteCast"} == set() != kinds(argued.candidate)


def test_nobody_judges_for_a_decision_whom_they_do_not_lead(
    served: Served, join: Join, edition: dict[str, Any]
) -> None:
    boss, stranger = join("Her boss"), join("A stranger")
    ada = join(manager=boss)
    seen = {"person": ada, "instrument": "PERFORMANCE_EVALUATION", "purpose": "DECISION", **edition}
    seen |= {"ratings": [{"of": "performance", "value": 1, "facts": ["Late"]}], "effectiveOn": DAY}
    for assessor in (stranger, ada):
        refused(served.asked_by(assessor).record("recordAssessment", {**seen, "assessor": assessor}))
    meant = {**seen, "assessor": stranger, "purpose": "DEVELOPMENT"}
    said = served.asked_by(stranger).recorded("recordAssessment", **meant)
    mend = {"entry": said["entries"][0], "reason": "It was meant for deciding"}
    for purpose, of in (("DECISION", "Refused"), ("DEVELOPMENT", "Recorded")):
        again = {"recordAssessment": {**meant, "assessment": said["made"][0], "level": "self", "purpose": purpose}}
        told = served.asked_by(stranger).record("correctEntry", {**mend, "replacement": again})
        assert told["__typename"] == of, told
    told = served.asked_by(boss).record("recordAssessment", {**seen, "assessor": boss})
    assert told["__typename"] == "Recorded", told


def test_refusals_about_a_bench_say_the_same_whoever_is_on_it(served: Served, join: Join, unit: str) -> None:
    place = {"unit": served.unit(unit), "function": "Production", "level": "others", "critical": False}
    role = served.recorded("establishRole", title="Head", **place, effectiveOn="2020-01-01")["subject"]
    on, off, stranger = join("On it"), join("Not on it"), join("A stranger")
    served.recorded("nominateSuccessor", role=role, candidate=on, why="Able", nominatedBy=join("Mona"), effectiveOn=DAY)
    asks = served.asked_by(stranger)
    for mutation, said in (
        ("confirmSlate", lambda who: {"successors": [who], "confirmedBy": stranger}),
        ("nominateSuccessor", lambda who: {"candidate": who, "why": "Able", "nominatedBy": stranger}),
    ):
        first, second = (
            refused(asks.record(mutation, {"role": role, "effectiveOn": DAY, **said(w)})) for w in (on, off)
        )
        assert first == second


def test_a_steward_opens_no_file_to_themselves_and_takes_nothing_away_that_is_about_them(
    served: Served, join: Join, steward: PersonId
) -> None:
    ada, asks = join(), served.asked_by(steward)
    line = {"person": ada, "line": "PROJECT", "manager": steward, "effectiveOn": DAY}
    assert "opens to them" in refused(asks.record("setReportingLine", line), "KeptByOthers")
    moved = {"person": ada, "unit": "Tooling", "manager": steward, "effectiveOn": DAY}
    assert "opens to them" in refused(asks.record("movePerson", moved), "KeptByOthers")
    said = served.recorded("giveFeedback", person=steward, giver=ada, **{**FEEDBACK, "effectiveOn": str(today(served))})
    taken = {"entry": said["entries"][0], "reason": "I do not like it"}
    assert "another steward mends it" in refused(asks.record("retractEntry", taken), "NotTheirsToMend")


def today(served: Served) -> Any:
    """The day, as the ledger has it."""
    return served.app.state.services.ledger.today()


def test_the_council_is_told_no_name_by_figures(served: Served, charged: Callable[[str], str]) -> None:
    asked = """{ successionBench(roles: []) { figures { coverage { n } uncovered atRiskUncovered
        onSeveralBenches { roles } peopleFailingAlone { roles } rolesFailingWithOne } } }"""
    told = served.asked_by(charged("COUNCIL")).post(asked)["data"]["successionBench"]["figures"]
    assert {name for name, value in told.items() if value is not None} == {"coverage"}
    told = served.asked_by(charged("AUDITOR")).post(asked)["data"]["successionBench"]["figures"]
    assert {name for name, value in told.items() if value is None} == {"atRiskUncovered"}
    told = served.asked_by(charged("TALENT_PARTNER")).post(asked)["data"]["successionBench"]["figures"]
    assert None not in told.values()


def test_nobody_learns_which_entries_there_are_by_telling_themselves_of_them(served: Served, join: Join) -> None:
    ada, stranger = join(), join("A stranger")
    asks = served.asked_by(stranger)
    told = {"person": stranger, "how": "IN_PERSON", "informedBy": stranger, "effectiveOn": DAY}
    there, not_there = (refused(asks.record("informPerson", {**told, "about": f"{ada}@{n}"})) for n in (1, 99))
    assert there == not_there


def test_a_token_that_may_not_read_reads_nothing_by_writing(served: Served, join: Join) -> None:
    ada = join()
    asks = served.asked_by(ada, Scope.WRITE)
    document = """mutation ($input: NoteLessonInput!) { noteLesson(input: $input) {
        ... on Recorded { position changed { ... on Person { joinedOn } } } } }"""
    answer = asks.post(document, input={"person": ada, "lesson": "Ask first", "effectiveOn": DAY})
    assert answer["data"]["noteLesson"]["position"] > 0
    assert answer["data"]["noteLesson"]["changed"] is None
    assert answer["errors"][0]["extensions"]["code"] == "FORBIDDEN"


def test_identifiers_are_found_by_those_who_are_told_them(
    served: Served, join: Join, charged: Callable[[str], str]
) -> None:
    number = f"E{uuid4().hex[:8]}"
    ada = join(identities=[{"system": "hr", "identifier": number}])
    found = "query ($w: String!) { people(first: 5, search: $w) { nodes { id } } }"
    by_id = """query ($n: String!) { person(externalId: {system: "hr", identifier: $n}) { id } }"""
    for by, told in ((join("A stranger"), False), (charged("AUDITOR"), True), (charged("STEWARD"), True)):
        asks = served.asked_by(by)
        assert [one["id"] for one in asks.ask(found, w=number[:5])["people"]["nodes"]] == ([ada] if told else [])
        assert (asks.ask(by_id, n=number)["person"] is not None) is told
    assert served.asked_by(ada).ask(by_id, n=number)["person"] == {"id": ada}


def test_a_timeline_tells_no_reader_whom_somebody_told_what(served: Served, join: Join) -> None:
    boss = join("Her boss")
    ada, cai = join(manager=boss), join("Cai Berg")
    served.asked_by(ada).recorded("giveFeedback", person=cai, giver=ada, **FEEDBACK)
    parts = {by: {one["part"] for one in timeline(served.asked_by(by), ada)} for by in (boss, ada)}
    assert parts == {boss: {"OWN"}, ada: {"OWN", "GIVER"}}
    counted = served.asked_by(boss).ask(TIMELINE, id=ada)["person"]["developmentHistory"]
    assert counted["totalCount"] == len(counted["nodes"])


def timeline(asks: Served, person: str) -> list[dict[str, Any]]:
    """What is told of somebody."""
    nodes: list[dict[str, Any]] = asks.ask(TIMELINE, id=person)["person"]["developmentHistory"]["nodes"]
    return nodes


def test_ones_own_file_has_no_case_of_others_in_which_one_is_named(served: Served, join: Join, argued: Argued) -> None:
    cousin = join("A cousin")
    said = {"member": cousin, "conflict": "CLOSE_RELATION", "declaredBy": cousin, "words": "We are cousins"}
    on = {"case": argued.case, "effectiveOn": "2024-06-03"}
    served.asked_by(cousin).recorded("declareConflict", **on, **said)
    kinds = [one["kind"] for one in served.asked_by(cousin).ask("{ myFile }")["myFile"]]
    assert "ConflictDeclared" in kinds
    assert not {"PromotionProposed", "FileClosed", "VoteOpened"} & {*kinds}


def test_nobody_writes_into_a_pair_that_is_not_theirs(served: Served, join: Join) -> None:
    ada, ben, stranger = join(), join("Ben Ito"), join("A stranger")
    pair = served.recorded("agreeMentorship", mentor=ben, mentee=ada, **PAIR)["subject"]
    met = {"mentorship": pair, "hours": 1.0, "menteeLearned": stranger, "effectiveOn": DAY}
    refused(served.asked_by(stranger).record("holdMentoringSession", met), "KeptByOthers")
    answers = [{"question": "GOALS_REACHED", "extent": "FULLY"}]
    valued = {"mentorship": pair, "evaluatedBy": stranger, "answers": answers, "effectiveOn": DAY}
    told = served.asked_by(stranger).post(
        "mutation ($i: EvaluateMentoringInput!) { evaluateMentoring(input: $i) { ... on Refused { rule } } }", i=valued
    )
    assert "errors" in told or told["data"]["evaluateMentoring"] == {"rule": "NotNearEnough"}


def test_requests_to_rectify_are_answered_by_those_who_may(served: Served, join: Join, steward: PersonId) -> None:
    ada, stranger = join(), join("A stranger")
    served.asked_by(ada).recorded("requestRectification", person=ada, entry=f"{ada}@1", words="Not so", effectiveOn=DAY)
    answered = {"person": ada, "request": f"{ada}@2", "outcome": "DECLINED", "words": "No", "effectiveOn": DAY}
    refused(served.asked_by(stranger).record("answerRectification", {**answered, "answeredBy": stranger}))
    told = served.asked_by(steward).record("answerRectification", {**answered, "answeredBy": steward})
    assert told["__typename"] == "Recorded", told


def test_whoever_led_somebody_once_does_not_rename_them(served: Served, join: Join) -> None:
    before, now = join("The former one"), join("The present one")
    ada = join(manager=before, effectiveOn="2020-03-02")
    served.recorded("movePerson", person=ada, unit="Tooling", manager=now, effectiveOn="2024-01-01")
    named = {"person": ada, "name": "Ada Loser", "effectiveOn": "2023-05-02"}
    refused(served.asked_by(before).record("renamePerson", named), "NotTheirsToTell")
    assert served.asked_by(now).record("renamePerson", named)["__typename"] == "Recorded"
