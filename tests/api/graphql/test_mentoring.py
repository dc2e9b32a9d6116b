"""Mentoring over GraphQL: kinds, objectives, rhythm, chains, offers: told to whom it is, at any moment."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from api.settings import Settings
from domain.kernel.ids import PersonId
from tests.api.conftest import KEY, Served, publish_editions_of_before, serving
from tests.api.graphql.conftest import Join
from tests.api.imports.conftest import CommandLine

MENTORING = """query ($id: ID!, $asOf: AsOf) { person(id: $id, asOf: $asOf) { mentoring {
    agreements { id kind stands mentor { id } mentee { id } acceptedOn mentorStands mentorEligible hoursPromised
                 objectives { number inWords metOn }
                 kept { sessions hours lastOn dueOn stalled } }
    recognised informal { sessions hours lastOn } inCircle
    chain { generation mentor { id } mentee { id } } descendants { generation mentor { id } mentee { id } } } } }"""
THEORY = """query ($id: ID!, $asOf: AsOf) { person(id: $id, asOf: $asOf) { mentoring { agreements { theoryAndPractice {
    since until theory { entries withoutHours hours } practice { entries withoutHours hours } enough theoryToPractice
} } } } }"""
OFFER = "query ($id: ID!, $asOf: AsOf) { person(id: $id, asOf: $asOf) { mentoringOffer { capacity free strengths } } }"
MENTORS = "query ($strengths: [String!], $asOf: AsOf) { mentors(strengths: $strengths, asOf: $asOf) {"
MENTORS += " person { id } strengths free } }"
TIMELINE = """query ($id: ID!) { person(id: $id) { developmentHistory(first: 9) {
    nodes { kind entry { event } } } } }"""
JANUARY, MARCH, MAY, LATER = "2024-01-08", "2024-03-04", "2024-05-06", "2024-06-01"
AGREE = {"goals": "Let others find it", "hoursPromised": 12.0, "cadenceDays": 30, "effectiveOn": JANUARY}
Charged = Callable[..., str]


@pytest.fixture
def charged(served: Served, join: Join, steward: PersonId) -> Charged:
    """Gives somebody a mandate for some units, or for all; returns who holds it."""

    def charge(mandate: str, *units: str) -> str:
        person = join(f"A {mandate.lower()}")
        today = served.app.state.services.ledger.today()
        given = {"person": person, "mandate": mandate, "until": str(today + timedelta(days=90)), "givenBy": steward}
        given |= {"unit": units[0]} if units else {}
        served.asked_by(steward).recorded("giveMandate", **given)
        return person

    return charge


def told(asks: Served, person: str, **as_of: Any) -> dict[str, Any]:
    return dict(asks.ask(MENTORING, id=person, asOf={"effectiveOn": LATER, **as_of})["person"]["mentoring"])


def agreed(served: Served, mentor: str, mentee: str, **said: Any) -> str:
    return str(served.recorded("agreeMentorship", mentor=mentor, mentee=mentee, **{**AGREE, **said})["subject"])


def agreed_by_both(served: Served, mentor: str, mentee: str, **said: Any) -> str:
    """An agreement that the mentee accepted: from then on the mentor reads of them."""
    pair = agreed(served, mentor, mentee, **said)
    accept = {"mentorship": pair, "acceptedBy": mentee, "effectiveOn": AGREE["effectiveOn"]}
    served.asked_by(mentee).recorded("acceptMentorship", **accept)
    return pair


def refused(told: dict[str, Any], rule: str, field: str) -> str:
    assert (told["__typename"], told.get("rule"), told.get("field")) == ("Refused", rule, field), told
    return str(told["why"])


@pytest.mark.mission("M14")
def test_an_apprenticeship_has_objectives_and_a_fit_mentor_and_tells_what_was_met_by_when(
    served: Served, join: Join
) -> None:
    ada, cai = join("Ada", level="self", function="Tooling"), join("Cai", level="others", function="Paint")
    peer = join("Peer", level="self", function="Paint")
    asked = {**AGREE, "mentor": cai, "mentee": ada, "mentorshipKind": "APPRENTICESHIP"}
    assert "at least one" in refused(served.record("agreeMentorship", asked), "NoObjective", "objectives")
    asked["objectives"] = ["Hand over a shift", "Let a meeting run"]
    why = refused(served.record("agreeMentorship", {**asked, "mentor": peer}), "MentorNotEligible", "mentor")
    assert peer in why
    assert ada in why
    pair = served.recorded("agreeMentorship", **asked)["subject"]
    before = served.ask("{ position }")["position"]
    meet = {"mentorship": pair, "objective": 1, "facts": "Three hand-overs", "effectiveOn": MAY}
    refused(served.record("meetObjective", {**meet, "objective": 3}), "NotAnObjective", "objective")
    served.asked_by(ada).recorded("meetObjective", **meet)
    refused(served.record("meetObjective", meet), "ObjectiveMetBefore", "objective")

    def objectives(**as_of: Any) -> list[tuple[int, str, str | None]]:
        [one] = told(served, ada, **as_of)["agreements"]
        assert (one["kind"], one["mentorStands"], one["mentorEligible"]) == ("APPRENTICESHIP", "ABOVE", "ELIGIBLE")
        return [(each["number"], each["inWords"], each["metOn"]) for each in one["objectives"]]

    still_open = [(1, "Hand over a shift", None), (2, "Let a meeting run", None)]
    assert objectives() == [(1, "Hand over a shift", MAY), still_open[1]]
    assert objectives(effectiveOn="2024-05-05") == still_open
    assert objectives(position=before) == still_open


@pytest.mark.mission("M14")
def test_theory_is_told_beside_practice_in_the_time_of_an_apprenticeship(
    served: Served, join: Join, charged: Charged
) -> None:
    boss, cai = join("Boss"), join("Cai", level="others", function="Paint")
    ada = join("Ada", level="self", function="Paint", manager=boss)
    asked = {"mentorshipKind": "APPRENTICESHIP", "endsOn": MAY}
    refused(
        served.record("agreeMentorship", {**AGREE, **asked, "mentor": cai, "mentee": ada}), "NoObjective", "objectives"
    )
    pair = agreed_by_both(served, cai, ada, **asked, objectives=["Hand over a shift"])
    before = served.ask("{ position }")["position"]
    eve = join("Eve")
    agreed(served, cai, eve)
    served.recorded("holdMentoringSession", mentorship=pair, hours=2, effectiveOn=MARCH)

    def did(mutation: str, on: str = MARCH, **said: Any) -> None:
        served.recorded(mutation, person=ada, effectiveOn=on, **said)

    did("completeLearning", mode="COURSE", topic="Shifts", hours=4)
    did("completeLearning", mode="READING", topic="Shifts")
    did("completeLearning", mode="PEERS", topic="Shifts", hours=1.5)
    did("recordCoaching", coach=cai, topic="Shifts", hours=2.5)

    def ratio(asks: Served = served, **as_of: Any) -> dict[str, Any]:
        told = asks.ask(THEORY, id=ada, asOf={"effectiveOn": LATER, **as_of})["person"]["mentoring"]["agreements"]
        return dict(told[0]["theoryAndPractice"])

    theory = {"entries": 2, "withoutHours": 1, "hours": 4}
    assert ratio() == {
        "since": JANUARY, "until": MAY, "theory": theory, "enough": False, "theoryToPractice": None,
        "practice": {"entries": 3, "withoutHours": 0, "hours": 6},
    }  # fmt: skip
    did("recordPractice", MAY, situation="Handed over", hours=10)
    did("recordPractice", LATER, situation="After its last day", hours=99)
    did("completeLearning", "2023-12-01", mode="COURSE", topic="Before its first day", hours=99)
    found = ratio()
    assert (found["practice"]["hours"], found["enough"], found["theoryToPractice"]) == (16, True, 0.25)
    assert ratio(effectiveOn="2024-05-05")["practice"]["hours"] == 6
    nothing = {"entries": 0, "withoutHours": 0, "hours": 0}
    assert (ratio(position=before)["theory"], ratio(position=before)["practice"]) == (nothing, nothing)
    assert ratio(served.asked_by(ada)) == ratio(served.asked_by(charged("TALENT_PARTNER"))) == found
    answer = served.asked_by(boss).post(THEORY, id=ada)
    assert answer["data"]["person"]["mentoring"]["agreements"] == [{"theoryAndPractice": None}]
    assert answer["extensions"]["withheld"] == ["MentoringAgreement.theoryAndPractice"]
    [other] = served.ask(THEORY, id=eve)["person"]["mentoring"]["agreements"]
    assert other == {"theoryAndPractice": None}, "it is no apprenticeship"


def test_what_a_file_brings_over_is_let_in_and_told_as_not_known(
    make_database: Callable[[], str], tmp_path: Path
) -> None:
    settings = Settings(database_url=make_database(), key=SecretStr(KEY))
    publish_editions_of_before(settings)
    with serving(settings) as house:
        house.recorded("beginLedger", effectiveOn="2024-01-01")
        leadership = CommandLine(str(settings.database_url), tmp_path, "hr", 0)
        unit = house.unit("Tooling")
        leadership.does("import", "entries", leadership.file("told.ndjson", *brought_over(unit)))
        as_of = {"position": house.app.state.services.ledger.position(), "effectiveOn": "2024-01-07"}
        people = "query ($asOf: AsOf) { people(first: 2, asOf: $asOf) { nodes { id name } } }"
        found = {one["name"]: one["id"] for one in house.ask(people, asOf=as_of)["people"]["nodes"]}
        [one] = told(house, found["Ada"], **as_of)["agreements"]
        assert (one["kind"], one["mentorStands"], one["mentorEligible"]) == (
            "APPRENTICESHIP",
            "ON_THE_SAME",
            "NOT_KNOWN",
        )
        asked = {**AGREE, "mentor": found["Cai"], "mentee": found["Ada"], "mentorshipKind": "APPRENTICESHIP"}
        refused(house.record("agreeMentorship", {**asked, "imported": True}), "NoObjective", "objectives")


def brought_over(unit: str) -> list[str]:
    """A file as another system writes it: two on one level, in two functions, and an apprenticeship without a goal."""
    ada, cai = {"id": "17"}, {"id": "18"}
    joined = {"command": "JoinPerson", "unit": unit, "level": "self", "effective_on": "2022-04-01"}
    apprenticeship = {"mentor": cai, "mentee": ada, "mentorship_kind": "apprenticeship", "imported": True}
    promise = {"goals": "Let others find it", "hours_promised": 12.0, "cadence_days": 30, "effective_on": "2023-05-01"}
    lines: list[dict[str, Any]] = [
        {**joined, "person": ada, "name": "Ada", "function": "Tooling"},
        {**joined, "person": cai, "name": "Cai", "function": "Paint"},
        {"command": "AgreeMentorship", "mentorship": "ref:pair", **apprenticeship, **promise},
    ]
    return [json.dumps(line) for line in lines]


@pytest.mark.mission("M35")
def test_a_chain_of_mentors_is_followed_a_circle_flagged_and_reverse_mentoring_said_to_be_so(
    served: Served, join: Join
) -> None:
    ada, cai, eve = join("Ada", level="self"), join("Cai", level="others"), join("Eve", level="leaders")
    agreed(served, cai, ada)
    before = served.ask("{ position }")["position"]
    upper = agreed(served, eve, cai)

    def links(of: str, way: str, asks: Served = served, **as_of: Any) -> list[tuple[int, str | None, str | None]]:
        return [
            (one["generation"], *((one[who] or {}).get("id") for who in ("mentor", "mentee")))
            for one in told(asks, of, **as_of)[way]
        ]

    assert links(ada, "chain") == [(1, cai, ada), (2, eve, cai)]
    assert links(ada, "chain", position=before) == [(1, cai, ada)]
    assert links(eve, "descendants") == [(1, eve, cai), (2, cai, ada)]
    assert links(ada, "chain", served.asked_by(ada)) == [(1, cai, ada), (2, None, None)], "how far, and not who"
    assert not told(served, ada)["inCircle"]
    served.recorded("endMentorship", mentorship=upper, why="TIME_UP", effectiveOn=MARCH)
    assert links(ada, "chain") == [(1, cai, ada)]

    reverse = agreed(served, ada, cai, mentorshipKind="REVERSE")
    [one] = [one for one in told(served, cai)["agreements"] if one["id"] == reverse]
    assert (one["kind"], one["mentorStands"]) == ("REVERSE", "BELOW")
    assert not told(served, ada)["inCircle"], "which runs the other way on purpose"
    unsaid = agreed(served, ada, cai)
    [one] = [one for one in told(served, cai)["agreements"] if one["id"] == unsaid]
    assert (one["kind"], one["mentorStands"]) == ("MENTORING", "BELOW")
    assert told(served, ada)["inCircle"]
    assert told(served, cai)["inCircle"]


@pytest.mark.mission("M37")
def test_hours_and_rhythm_are_told_to_the_two_and_to_whoever_answers_for_the_programme(
    served: Served, join: Join, unit: str, charged: Charged
) -> None:
    boss = join("Boss", unit)
    ada, cai = join("Ada", unit, manager=boss), join("Cai", unit, manager=boss)
    pair = agreed_by_both(served, cai, ada)
    session = {"mentorship": pair, "hours": 1.5, "menteeLearned": "To wait", "effectiveOn": MARCH}
    refused(served.record("holdMentoringSession", {**session, "effectiveOn": "2024-01-07"}), "NoAgreementThatDay",
            "effectiveOn")  # fmt: skip
    served.asked_by(ada).recorded("holdMentoringSession", **session)
    partner = charged("TALENT_PARTNER", served.unit(unit))

    def kept(asks: Served, **as_of: Any) -> dict[str, Any] | None:
        [one] = told(asks, ada, **as_of)["agreements"]
        assert one["hoursPromised"] == 12.0
        found: dict[str, Any] | None = one["kept"]
        return found

    held = {"sessions": 1, "hours": 1.5, "lastOn": MARCH, "dueOn": "2024-04-03", "stalled": True}
    for asker in (ada, cai, partner):
        assert kept(served.asked_by(asker)) == held, "two times thirty days are over"
    assert kept(served, effectiveOn="2024-05-03") == {**held, "stalled": False}
    nothing = {"sessions": 0, "hours": 0.0, "lastOn": None, "dueOn": "2024-02-07", "stalled": False}
    assert kept(served, effectiveOn="2024-03-03") == nothing
    answer = served.asked_by(boss).post(MENTORING, id=ada, asOf={"effectiveOn": LATER})
    assert {"MentoringAgreement.kept", "Mentoring.informal"} <= {*answer["extensions"]["withheld"]}
    assert kept(served.asked_by(boss)) is None
    assert served.asked_by(join("Stranger")).ask(MENTORING, id=ada)["person"] == {"mentoring": None}


@pytest.mark.mission("M37")
def test_a_session_without_an_agreement_is_welcome_and_told_apart(served: Served, join: Join) -> None:
    ada, cai, ben = join("Ada"), join("Cai"), join("Ben")
    hold = {"person": ada, "mentor": cai, "toldBy": ada, "hours": 0.5, "menteeLearned": "To ask", "effectiveOn": MAY}
    refused(served.asked_by(ben).record("holdInformalMentoring", {**hold, "toldBy": ben}), "NotOneOfTheTwo", "toldBy")
    served.asked_by(ada).recorded("holdInformalMentoring", **hold)
    for one in (ada, cai):
        asks = served.asked_by(one)
        mentoring = told(asks, one)
        assert mentoring["informal"] == {"sessions": 1, "hours": 0.5, "lastOn": MAY}
        assert mentoring["agreements"] == []
        found = asks.ask(TIMELINE, id=one)["person"]["developmentHistory"]["nodes"]
        [held] = [node for node in found if node["kind"] == "InformalMentoringHeld"]
        assert held["entry"]["event"]["mentee_learned"] == "To ask"
    assert told(served, ada, effectiveOn="2024-05-05")["informal"] == {"sessions": 0, "hours": 0.0, "lastOn": None}


@pytest.mark.mission("M37", "M73")
def test_a_mentor_offers_strengths_and_room_and_takes_no_more(served: Served, join: Join, steward: PersonId) -> None:
    ada, ben, cai = join("Ada"), join("Ben"), join("Cai")
    mark = f"Strength {cai}"
    offer = {"person": cai, "strengths": [mark, "improvement"], "capacity": 1, "effectiveOn": JANUARY}
    refused(served.asked_by(cai).record("offerMentoring", {**offer, "capacity": -1}), "CapacityBelowNone", "capacity")
    served.asked_by(cai).recorded("offerMentoring", **offer)
    as_of = {"effectiveOn": LATER}
    asks = served.asked_by(ben)
    assert asks.ask(OFFER, id=cai, asOf=as_of)["person"]["mentoringOffer"] == {
        "capacity": 1, "free": 1, "strengths": [mark, "improvement"]
    }  # fmt: skip
    found = asks.ask(MENTORS, strengths=[mark.upper(), "Nothing else"], asOf=as_of)["mentors"]
    assert [(one["person"]["id"], one["free"]) for one in found] == [(cai, 1)]
    pair = agreed(served, cai, ada)
    assert asks.ask(OFFER, id=cai, asOf=as_of)["person"]["mentoringOffer"]["free"] == 0
    assert asks.ask(OFFER, id=cai, asOf={"effectiveOn": "2024-01-07"})["person"]["mentoringOffer"] is None
    assert asks.ask(MENTORS, strengths=[mark], asOf=as_of)["mentors"] == []
    why = refused(served.record("agreeMentorship", {**AGREE, "mentor": cai, "mentee": ben}), "OverCapacity", "mentor")
    assert "offered to mentor 1 at once, and mentors 1" in why

    accept = {"mentorship": pair, "acceptedBy": ada, "effectiveOn": "2024-01-09"}
    by_the_mentor = served.asked_by(cai).record("acceptMentorship", {**accept, "acceptedBy": cai})
    refused(by_the_mentor, "NotTheMentee", "acceptedBy")
    assert told(served, ada)["agreements"][0]["acceptedOn"] is None
    file = "query ($id: ID!) { person(id: $id) { developmentHistory(first: 1) { totalCount } } }"
    assert served.asked_by(cai).ask(file, id=ada)["person"]["developmentHistory"]["totalCount"] == 0, "their word"
    for another in (served.asked_by(steward), served):
        refused(another.record("acceptMentorship", accept), "NotTheirsToSay", "acceptedBy")
    served.asked_by(ada).recorded("acceptMentorship", **accept)
    assert told(served, ada)["agreements"][0]["acceptedOn"] == "2024-01-09"
    assert served.asked_by(cai).ask(file, id=ada)["person"]["developmentHistory"]["totalCount"] > 0


@pytest.mark.mission("M39")
def test_a_mentor_is_thanked_by_somebody_else(served: Served, join: Join) -> None:
    ada, cai = join("Ada"), join("Cai")
    pair = agreed(served, cai, ada)
    thank = {"person": cai, "mentorship": pair, "recognisedBy": ada, "inWords": "I ask first", "effectiveOn": MAY}
    why = refused(served.record("recogniseMentor", {**thank, "recognisedBy": cai}), "RecognisedByThemselves",
                  "recognisedBy")  # fmt: skip
    assert cai in why
    served.asked_by(ada).recorded("recogniseMentor", **thank)
    assert told(served, cai)["recognised"] == 1
    assert told(served, cai, effectiveOn="2024-05-05")["recognised"] == 0


def test_what_the_two_said_is_told_to_whom_that_entry_names(
    served: Served, join: Join, charged: Charged, steward: PersonId
) -> None:
    ada, ben, cai = join("Ada"), join("Ben"), join("Cai")
    pair = agreed(served, cai, ada)
    again = {**AGREE, "mentorship": pair, "mentor": cai, "mentee": ada}
    session = {"mentorship": pair, "hours": 1.0, "menteeLearned": "To wait", "effectiveOn": MARCH}
    [held] = served.asked_by(ada).recorded("holdMentoringSession", **session)["entries"]
    position = served.ask("{ position }")["position"]
    keeps = served.asked_by(steward)
    another = {"agreeMentorship": {**again, "mentor": ben}}
    slip = {"entry": f"{pair}@1", "reason": "Another mentor"}
    refused(keeps.record("correctEntry", {**slip, "replacement": another}), "NothingToCorrect", "entry")
    day = str(served.app.state.services.ledger.today())
    keeps.recorded("takeAccess", person=ada, takenBy=steward, until=day, reason="Another mentor")
    refused(keeps.record("correctEntry", {**slip, "replacement": another}), "SaidForGood", "replacement")
    own = {"agreeMentorship": {**again, "mentor": steward}}
    refused(keeps.record("correctEntry", {**slip, "replacement": own}), "NotNearEnough", "replacement")
    refused(keeps.record("retractEntry", {**slip, "instead": another}), "SaidForGood", "instead")

    def learned(who: str) -> Any:
        entry = "query ($position: Position!) { entry(position: $position) { event } }"
        return ((served.asked_by(who).post(entry, position=position)["data"]["entry"] or {}).get("event") or {}).get(
            "mentee_learned"
        )

    assert (learned(ada), learned(cai), learned(steward)) == ("To wait", "To wait", None)
    refused(keeps.record("retractEntry", {"entry": held, "reason": "Never met"}), "NothingToCorrect", "entry")
    served.asked_by(ada).recorded("retractEntry", entry=held, reason="Never met")
    keeps.recorded("retractEntry", entry=f"{pair}@1", reason="Never agreed")
    told = served.record("agreeMentorship", {**again, "mentor": steward, "mentee": ben})
    assert (told["__typename"], told["rule"]) == ("Refused", "BegunForOthers"), told
    served.recorded("agreeMentorship", **again)
    assert (learned(ada), learned(cai), learned(steward), learned(ben)) == ("To wait", "To wait", None, None)


NETWORK = """query ($units: [String!], $levels: [String!], $asOf: AsOf) {
  mentoringNetwork(units: $units, levels: $levels, asOf: $asOf) {
    pairs stalled { n minimum count ratio } promised { n value } held { n value } informal { n value }
    acrossFunctions { n count } acrossUnits { n count } reciprocity { n value } withoutMentor { n count }
    unrecognised { n count } daysToMentor { n value } waiting { n count } circles { value } obstaclesOf
    obstacles { obstacle pairs } participation { level takingPart { n count } } } }"""
SUCCESS = """query ($units: [String!], $asOf: AsOf) { mentoringSuccess(units: $units, asOf: $asOf) {
    mentorships minimum evaluated byMentees byMentors answers { question yes partly notYet } } }"""
QUESTIONS = ("WIDER_RANGE_OF_STYLES", "ADAPTABLE_AND_RESILIENT", "TAKES_ROLES_AND_INFLUENCES")


def pairs_of(served: Served, join: Join, unit: str, number: int) -> list[tuple[str, str, str]]:
    """So many pairs in a unit: mentors from Sales, on a level above, and mentees who joined in January."""
    found = []
    for each in range(number):
        mentor = join(f"Mentor {each}", unit, level="others", function="Sales")
        mentee = join(f"Mentee {each}", unit, "2024-01-01", level="self", function="Tooling")
        found.append((mentor, mentee, agreed(served, mentor, mentee)))
    return found


def network(asks: Served, unit: str, *levels: str, **as_of: Any) -> dict[str, Any]:
    given = {"units": [unit], "levels": [*levels] or None, "asOf": {"effectiveOn": LATER, **as_of}}
    return dict(asks.ask(NETWORK, **given)["mentoringNetwork"])


@pytest.mark.mission("M36", "M38", "M39", "M40", "M41")
def test_the_network_is_told_as_figures_and_below_five_pairs_not_at_all(
    served: Served, join: Join, unit: str, charged: Charged
) -> None:
    pairs = pairs_of(served, join, unit, 4)
    few = network(served, unit)
    assert (few["pairs"], few["stalled"]) == (4, {"n": 4, "minimum": 5, "count": None, "ratio": None})
    assert few["promised"] == few["held"] == few["reciprocity"] | {"n": 4} == {"n": 4, "value": None}
    before = served.ask("{ position }")["position"]
    pairs += pairs_of(served, join, unit, 1)
    for number, (mentor, mentee, pair) in enumerate(pairs):
        both = {"menteeLearned": "To wait", "mentorLearned": "To ask"}
        for day in range(3):
            learned = both if day < number else {"menteeLearned": "To wait"}
            held = {"mentorship": pair, "hours": 1.0, "effectiveOn": f"2024-02-0{day + 1}", **learned}
            served.recorded("holdMentoringSession", **held)
        raised = {"mentorship": pair, "obstacle": "TIME" if number else "STYLE", "raisedBy": mentee}
        refused(served.record("raiseObstacle", {**raised, "raisedBy": join("Else"), "inWords": "No"}), "BetweenTheTwo",
                "raisedBy")  # fmt: skip
        served.recorded("raiseObstacle", **raised, inWords="Tuesdays", effectiveOn=MARCH)
        if number:
            thanks = {"person": mentor, "mentorship": pair, "recognisedBy": mentee, "inWords": "Thank you"}
            served.recorded("recogniseMentor", **thanks, effectiveOn=MAY)
    newcomer = join("Newcomer", unit, "2024-05-01", level="self", function="Tooling")
    told = network(served, unit)
    assert told["stalled"] == {"n": 5, "minimum": 5, "count": 5, "ratio": 1.0}
    assert (told["promised"], told["held"]) == ({"n": 5, "value": 60.0}, {"n": 5, "value": 15.0})
    assert (told["acrossFunctions"], told["acrossUnits"]) == ({"n": 5, "count": 5}, {"n": 5, "count": 0})
    assert told["reciprocity"] == {"n": 5, "value": pytest.approx(2 / 3)}
    assert (told["withoutMentor"], told["unrecognised"]) == ({"n": 5, "count": 5}, {"n": 5, "count": 1})
    assert told["daysToMentor"] == {"n": 5, "value": 7.0}
    assert told["waiting"] == {"n": 6, "count": 1}, newcomer
    assert told["obstacles"] == [{"obstacle": "TIME", "pairs": 4}, {"obstacle": "STYLE", "pairs": 1}]
    assert {one["level"]: one["takingPart"] for one in told["participation"]} == {
        "others": {"n": 5, "count": 5},
        "self": {"n": 6, "count": 5},
    }
    assert network(served, unit, "others")["participation"] == [{"level": "others", "takingPart": {"n": 5, "count": 5}}]
    assert network(served, unit, position=before) == few
    assert network(served, unit, effectiveOn="2024-02-29")["stalled"]["count"] == 0
    assert network(served.asked_by(charged("TALENT_PARTNER")), unit) == told
    for stranger in (pairs[0][0], charged("TALENT_PARTNER", served.unit(unit))):
        answer = served.asked_by(stranger).post(NETWORK, units=[unit])
        assert answer["data"] == {"mentoringNetwork": None}


@pytest.mark.mission("M42")
def test_what_people_found_who_looked_back_is_counted_from_five_mentorships_on(
    served: Served, join: Join, unit: str, charged: Charged
) -> None:
    pairs = pairs_of(served, join, unit, 5)

    def success(asks: Served = served, **as_of: Any) -> dict[str, Any]:
        return dict(asks.ask(SUCCESS, units=[unit], asOf={"effectiveOn": LATER, **as_of})["mentoringSuccess"])

    for number, (mentor, mentee, pair) in enumerate(pairs):
        assert success() == {
            "mentorships": number, "minimum": 5, "evaluated": None, "byMentees": None, "byMentors": None, "answers": []
        }  # fmt: skip
        session = {"mentorship": pair, "hours": 1.0, "effectiveOn": MARCH}
        [shown] = served.recorded("holdMentoringSession", **session)["entries"]
        extents = ("YES", "NOT_YET" if number else "PARTLY", "YES")
        answers = [{"question": q, "extent": e, "cites": [shown]} for q, e in zip(QUESTIONS, extents, strict=True)]
        look = {
            "mentorship": pair,
            "evaluatedBy": mentee if number else mentor,
            "inWords": "I wait",
            "effectiveOn": MAY,
        }
        unfounded = [{**answer, "cites": []} for answer in answers]
        refused(served.record("evaluateMentoring", {**look, "answers": unfounded}), "AnswerCitesNothing", "answers")
        served.recorded("evaluateMentoring", **look, answers=answers)
    parts = served.asked_by(charged("TALENT_PARTNER")).post(SUCCESS, units=[unit])
    assert "is a part, told only to whoever" in parts["errors"][0]["message"]
    told = success()
    assert (told["evaluated"], told["byMentees"], told["byMentors"]) == (5, 4, 1)
    assert [(one["question"], one["yes"], one["partly"], one["notYet"]) for one in told["answers"]] == [
        (QUESTIONS[0], 5, 0, 0),
        (QUESTIONS[1], 0, 1, 4),
        (QUESTIONS[2], 5, 0, 0),
    ]
    assert success(effectiveOn="2024-05-05")["mentorships"] == 0
    assert served.asked_by(pairs[0][1]).post(SUCCESS)["data"] == {"mentoringSuccess": None}
