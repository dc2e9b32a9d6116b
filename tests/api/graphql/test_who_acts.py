"""Who is said to act is who asks, or is told to have left it to them: number 18 of what could be misused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest

from api.access.callers import Scope
from domain.kernel.ids import PersonId
from tests.api.conftest import Served
from tests.api.graphql.conftest import Join

DAY = "2024-05-06"
ENTRY = "query ($p: Int!) { entry(position: $p) { recordedBy onBehalf } }"


def days_from_now(days: int) -> str:
    return str(datetime.now(UTC).date() + timedelta(days))


@dataclass
class Case:
    """A case whose vote is open: whom it is about, who argues it, three on the panel, and two others."""

    id: str
    candidate: str
    boss: str
    proposer: str
    panel: list[str]
    others: list[str]
    role: str

    def asked(self, mutation: str, by: Served, **given: Any) -> dict[str, Any]:
        return by.record(mutation, {"case": self.id, "effectiveOn": DAY, **given})


@pytest.fixture
def case(served: Served, join: Join, edition: dict[str, Any]) -> Case:
    boss, proposer, *people = [join(f"Person {number}") for number in range(7)]
    candidate = join("The candidate", manager=boss)
    role = served.recorded(
        "establishRole", title="Planner", unit="Assembly", function="Production", level="others", effectiveOn=DAY
    )["subject"]
    step = {"candidate": candidate, "role": role, "direction": "UP", "fromLevel": "self", "toLevel": "others"}
    proposed = served.recorded(
        "proposePromotion", **step, proposedBy=proposer, grounds="Leads already", effectiveOn=DAY, **edition
    )
    case = Case(proposed["subject"], candidate, boss, proposer, people[:3], people[3:], role)
    for mutation, given in (
        ("closeFile", {"closedBy": people[3]}),
        ("convenePanel", {"members": case.panel, "convenedBy": people[3]}),
        ("openVote", {"openedBy": people[0]}),
    ):
        told = case.asked(mutation, served, **given)
        assert told["__typename"] == "Recorded", told
    return case


@pytest.mark.mission("M61")
def test_one_actor_casts_no_votes_of_three_members_and_closes_no_vote(served: Served, case: Case) -> None:
    """As one made-up actor, three members' votes were cast and the vote closed."""
    one = served.asked_by(case.others[0])
    everything = served.asked_by(None, *Scope, name="A system that may do everything")
    for by in (one, everything, served.asked_by(case.panel[0])):
        for voter in case.panel[1:]:
            refused = case.asked("castVote", by, voter=voter, choice="IN_FAVOUR")
            assert (refused["rule"], refused["field"]) == ("NotTheirsToSay", "voter")
            assert voter in refused["why"]
    refused = case.asked("closeVote", one, closedBy=case.panel[0])
    assert (refused["rule"], refused["field"]) == ("NotTheirsToSay", "closedBy")
    assert case.others[0] in refused["why"]
    cast = case.asked("castVote", served.asked_by(case.panel[0]), voter=case.panel[0], choice="IN_FAVOUR")
    assert cast["__typename"] == "Recorded"
    assert served.ask(ENTRY, p=cast["position"])["entry"]["recordedBy"] == case.panel[0]


@pytest.mark.mission("M65")
def test_what_is_recorded_for_others_is_told(served: Served, join: Join) -> None:
    ada, ben = join(), join("Ben Ito")
    spoken = {"person": ada, "giver": ben, "purpose": "DEVELOPMENT", "effectiveOn": DAY}
    words = {"strengths": "Asks before she answers.", "improvements": ""}
    refused = served.asked_by(ada).record("giveFeedback", {**spoken, **words})
    assert (refused["rule"], refused["field"]) == ("NotTheirsToSay", "giver")
    refused = served.asked_by(None, Scope.WRITE, name="Payroll").record("giveFeedback", {**spoken, **words})
    assert refused["rule"] == "NotTheirsToSay"
    own = served.asked_by(ben).recorded("giveFeedback", **spoken, **words)
    assert served.ask(ENTRY, p=own["position"])["entry"] == {"recordedBy": ben, "onBehalf": False}
    hr = served.asked_by(None, Scope.WRITE, Scope.RECORD_FOR_OTHERS, name="HR")
    brought = hr.recorded("giveFeedback", **spoken, strengths="Listens first.", improvements="")
    told = served.ask(ENTRY, p=brought["position"])["entry"]
    assert (told["onBehalf"], told["recordedBy"].startswith("token-")) == (True, True)
    joined = served.ask('{ entries(first: 1, kinds: ["PersonJoined"]) { nodes { onBehalf } } }')
    assert joined["entries"]["nodes"] == [{"onBehalf": None}]


def test_a_correction_says_for_nobody_else_what_it_carries(served: Served, join: Join) -> None:
    ada, ben, cai = join(), join("Ben Ito"), join("Cai Berg")
    spoken = {"person": ada, "purpose": "DEVELOPMENT", "strengths": "Asks.", "improvements": "", "effectiveOn": DAY}
    said = served.asked_by(ben).recorded("giveFeedback", **spoken, giver=ben)
    replacement = {"giveFeedback": {**spoken, "giver": cai}}
    mend = {"entry": said["entries"][0], "reason": "It was Cai", "replacement": replacement}
    refused = served.asked_by(ben).record("correctEntry", mend)
    assert (refused["rule"], refused["field"]) == ("NotTheirsToSay", "replacement")
    assert f"giver is “{cai}”" in refused["why"]


def test_each_of_several_is_who_asks_or_covered(served: Served, case: Case) -> None:
    decide = {"member": case.panel[1], "decidedBy": [case.panel[0], case.panel[2]], "why": "Kin"}
    refused = case.asked("recuseMember", served.asked_by(case.panel[0]), **decide)
    assert (refused["rule"], refused["field"]) == ("NotTheirsToSay", "decidedBy")
    assert case.panel[2] in refused["why"]
    assert f"“{case.panel[0]}”, who asks, acts together with them: have it written down by" in refused["why"]


@pytest.mark.mission("M83")
def test_a_deputy_acts_in_their_place_and_never_past_a_conflict(
    served: Served, join: Join, case: Case, edition: dict[str, Any]
) -> None:
    chair, deputy = case.others[0], case.others[1]
    close = {"closedBy": case.panel[0]}
    named = {"matters": ["PROMOTIONS"], "effectiveOn": DAY, "until": days_from_now(30)}
    until = {**named, "until": "2029-05-01"}
    refused = served.asked_by(deputy).record("nameDeputy", {"person": case.panel[0], "deputy": deputy, **until})
    assert (refused["rule"], refused["field"]) == ("NotTheirsToSay", "person")
    refused = served.asked_by(chair).record("nameDeputy", {"person": chair, "deputy": chair, **until})
    assert (refused["rule"], refused["field"]) == ("OwnOffice", "deputy")
    related = join("A cousin")
    declared = {"member": related, "conflict": "CLOSE_RELATION", "declaredBy": related, "words": "They are cousins"}
    said = case.asked("declareConflict", served.asked_by(related), **declared)
    assert said["__typename"] == "Recorded", said
    for one in (deputy, case.boss, case.candidate, case.proposer, related):
        served.asked_by(case.panel[0]).recorded("nameDeputy", person=case.panel[0], deputy=one, **until)
    for one, rule in (
        (case.candidate, "NotTheirsToSay"),
        (case.proposer, "NotTheirsToSay"),
        (case.boss, "DeputyInConflict"),
        (related, "DeputyInConflict"),
    ):
        refused = case.asked("closeVote", served.asked_by(one), **close)
        assert refused["rule"] == rule
        assert one in refused["why"]
    for voter in case.panel:
        cast = case.asked("castVote", served.asked_by(voter), voter=voter, choice="IN_FAVOUR")
        assert cast["__typename"] == "Recorded", cast
    refused = case.asked("castVote", served.asked_by(deputy), voter=case.panel[0], choice="AGAINST")
    assert refused["rule"] == "NotTheirsToSay"
    closed = case.asked("closeVote", served.asked_by(deputy), **close)
    assert closed["__typename"] == "Recorded", closed
    assert served.ask(ENTRY, p=closed["position"])["entry"] == {"recordedBy": deputy, "onBehalf": True}


def test_without_a_token_nothing_is_written_and_everything_is_read(served: Served, join: Join) -> None:
    ada = join()
    rename = f'mutation {{ renamePerson(input: {{person: "{ada}", name: "X"}}) {{ ... on Refused {{ rule }} }} }}'
    with httpx.Client(base_url=served.url) as nobody:
        told = nobody.post("/graphql", json={"query": rename}, headers={"leadership-actor": ada}).json()
        assert told["data"]["renamePerson"] == {"rule": "TokenMissing"}
        assert nobody.post("/graphql", json={"query": "{ position }"}).json()["data"]["position"] > 0
    refused = served.asked_by(ada, Scope.READ).record("renamePerson", {"person": ada, "name": "Ada Lind"})
    assert refused["rule"] == "NotInScope"


@pytest.mark.mission("M83")
def test_who_holds_which_office_on_a_day(served: Served, join: Join, steward: PersonId) -> None:
    ada, by = join(), served.asked_by(steward)
    until = days_from_now(200)
    given = {"person": ada, "mandate": "AUDITOR", "until": until, "givenBy": steward}
    before = served.ask("{ position }")["position"]
    by.recorded("giveMandate", **given)
    by.recorded("takeSeat", person=ada, seat="PANEL_MEMBER")
    asked = """query ($id: ID!, $asOf: AsOf) {
        offices(asOf: $asOf) { person officeKind called until unit }
        person(id: $id, asOf: $asOf) { offices { officeKind called until } }
    }"""
    now = served.ask(asked, id=ada)
    mandate = {"officeKind": "MANDATE", "called": "auditor", "until": until}
    seat = {"officeKind": "SEAT", "called": "panel_member", "until": None}
    assert now["person"]["offices"] == [mandate, seat]
    assert {"person": ada, **mandate, "unit": None} in now["offices"]
    then = served.ask(asked, id=ada, asOf={"position": before})
    assert [one for one in then["offices"] if one["person"] == ada] == []
    yesterday = served.ask(asked, id=ada, asOf={"effectiveOn": days_from_now(-1)})
    assert [one for one in yesterday["offices"] if one["person"] == ada] == []
    changes = served.ask('{ entries(first: 100, kinds: ["MandateGiven"]) { nodes { subject recordedBy } } }')
    assert {"subject": ada, "recordedBy": steward} in changes["entries"]["nodes"]


@pytest.mark.mission("M83")
def test_nobody_gives_themselves_an_office(served: Served, join: Join, steward: PersonId) -> None:
    ada = join()
    until = days_from_now(200)
    everything = (Scope.READ, Scope.WRITE, Scope.RECORD_FOR_OTHERS)
    own, hers = served.asked_by(steward), served.asked_by(ada, *everything)
    mandate = {"mandate": "AUDITOR", "until": until, "givenBy": steward}
    assert own.record("giveMandate", {**mandate, "person": steward})["rule"] == "OwnOffice"
    assert hers.record("giveMandate", {**mandate, "person": ada})["rule"] == "NotTheirsToSay"
    assert own.record("giveMandate", {**mandate, "person": ada, "until": "2040-01-01"})["rule"] == "OfficeTooLong"
    accredit = {"instrument": "ASSESSMENT_CENTRE", "until": until, "accreditedBy": steward}
    assert hers.record("accreditAssessor", {**accredit, "person": ada})["rule"] == "NotTheirsToSay"
    assert hers.record("takeSeat", {"person": ada, "seat": "BOARD_MEMBER"})["rule"] == "NotASteward"
    assert own.record("takeSeat", {"person": steward, "seat": "BOARD_MEMBER"})["rule"] == "NotASteward"
    assert hers.record("nameSteward", {"person": ada, "until": until})["rule"] == "OnlyAtTheMachine"


@pytest.mark.parametrize("field", ["replacement", "instead"])
@pytest.mark.parametrize(
    ("carried", "rule"),
    [
        ({"takeSeat": {"seat": "BOARD_MEMBER", "effectiveOn": DAY}}, "NotASteward"),
        ({"noteLesson": {"lesson": "Ask.", "imported": True, "effectiveOn": DAY}}, "HistoryIsImported"),
    ],
)
def test_nobody_asks_within_another_command_for_what_they_may_not_ask_for(
    served: Served, join: Join, field: str, carried: dict[str, Any], rule: str
) -> None:
    ada = join()
    by = served.asked_by(ada)
    said = by.recorded("noteLesson", person=ada, lesson="Ask first.", effectiveOn=DAY)
    inner = {name: {"person": ada, **given} for name, given in carried.items()}
    mend = {"entry": said["entries"][0], "reason": "Not so", field: inner}
    mutation = {"replacement": "correctEntry", "instead": "retractEntry"}[field]
    assert by.record(mutation, mend).get("rule") == rule


def test_how_people_roles_and_rules_stand_is_recorded_by_whoever_keeps_records(
    served: Served, join: Join, steward: PersonId, edition: dict[str, Any]
) -> None:
    """With a token that writes, people moved and appointed themselves, and published the rules they were judged by."""
    ada, ben = join(), join("Ben Ito")
    hers, hr = served.asked_by(ada), served.asked_by(None, Scope.WRITE, Scope.RECORD_FOR_OTHERS, name="HR")
    own = served.asked_by(ada, Scope.WRITE, Scope.RECORD_FOR_OTHERS)
    role = {"title": "Planner", "unit": "Tooling", "function": "Production", "level": "others", "effectiveOn": DAY}
    refused = hers.record("establishRole", role)
    assert (refused["rule"], ada in refused["why"]) == ("KeptByOthers", True)
    role["role"] = hr.recorded("establishRole", **role)["subject"]
    up = {"unit": "Tooling", "level": "others", "exempt": "REORGANISATION", "effectiveOn": DAY}
    to_role = {"role": role["role"], "exempt": "REORGANISATION", "effectiveOn": DAY}
    profile = {**role, "level": "enterprise"}
    for mutation, given in (
        ("movePerson", {**up, "person": ben}),
        ("leavePerson", {"person": ben, "effectiveOn": DAY}),
        ("appointToRole", {**to_role, "person": ben}),
        ("defineRoleProfile", profile),
        ("nominateSuccessor", {"role": role["role"], "candidate": ben, "why": "She could", "effectiveOn": DAY}),
        ("establishUnit", {"name": "Ours", "effectiveOn": DAY}),
        ("assessImpactOfLoss", {"person": ben, "impact": "HIGH", "why": "x", "effectiveOn": DAY, **edition}),
    ):
        assert hers.record(mutation, given).get("rule") == "KeptByOthers", mutation
    for mutation, given in (("movePerson", up), ("appointToRole", to_role)):
        refused = own.record(mutation, {**given, "person": ada})
        assert (refused["rule"], refused["field"]) == ("KeptByOthers", "person")
        assert hr.record(mutation, {**given, "person": ada})["__typename"] == "Recorded"
    for by in (hers, hr):
        adopted = by.record("adoptFramework", {"unit": served.unit("Tooling"), "framework": edition["framework"]})
        assert adopted["rule"] == "NotASteward"


def test_nobody_finds_a_rival_at_fault(served: Served, join: Join, steward: PersonId) -> None:
    """What is found in a procedure stands in the way of a promotion for two years, and cannot be taken back."""
    ada, ben = join(), join("Ben Ito")
    closing = {"person": ada, "upheld": True, "personHeard": True, "closedBy": ben}
    refused = served.asked_by(ben).record("closeIntegrityProcedure", closing)
    assert (refused["rule"], refused["field"]) == ("MayNotClose", "closedBy")
    until = days_from_now(200)
    served.asked_by(steward).recorded("giveMandate", person=ben, mandate="AUDITOR", until=until, givenBy=steward)
    assert served.asked_by(ben).record("closeIntegrityProcedure", closing)["__typename"] == "Recorded"


def test_a_steward_with_a_stake_in_a_case_writes_nothing_for_others_in_it(
    served: Served, join: Join, steward: PersonId, case: Case, edition: dict[str, Any]
) -> None:
    """As the rival of a candidate, a steward could write down that somebody else declined them."""
    step = {"candidate": steward, "role": case.role, "direction": "UP", "fromLevel": "self", "toLevel": "others"}
    rival = served.recorded("proposePromotion", **step, proposedBy=case.others[1], grounds="Hers", effectiveOn=DAY,
                            **edition)["subject"]  # fmt: skip
    refused = case.asked("closeVote", served.asked_by(steward), closedBy=case.panel[0])
    assert (refused["rule"], "rival" in refused["why"]) == ("DeputyInConflict", True)
    served.recorded("withdrawCandidacy", case=rival, candidate=steward, effectiveOn=DAY)


def test_nobody_is_made_a_mentor_without_their_word(served: Served, join: Join) -> None:
    """An agreement bars the mentor from judging the mentee: anybody could bar anybody."""
    ada, ben = join(), join("Ben Ito")
    pair = {"mentor": ben, "mentee": ada, "goals": "Lead", "hoursPromised": 6.0, "cadenceDays": 30, "effectiveOn": DAY}
    for by in (served.asked_by(ada), served.asked_by(join("Cai Berg"))):
        refused = by.record("agreeMentorship", pair)
        assert (refused["rule"], refused["field"]) == ("NotTheirsToSay", "mentor")
    refused = served.asked_by(ben).record("agreeMentorship", pair)
    assert (refused["rule"], refused["field"]) == ("NotNearEnough", "mentor"), (
        "or he would read her file by his word alone"
    )
    agreed = served.recorded("agreeMentorship", **pair)["subject"]
    met = {"mentorship": agreed, "hours": 1.0, "effectiveOn": DAY}
    assert served.asked_by(join("Cai Berg")).record("holdMentoringSession", met)["rule"] == "KeptByOthers"
    assert served.asked_by(ada).record("holdMentoringSession", met)["__typename"] == "Recorded"


def test_a_mandate_is_given_by_a_steward_in_person(served: Served, join: Join, steward: PersonId) -> None:
    """Whoever may record for others could make stewards in a steward's name."""
    ada, hr = join(), served.asked_by(None, *Scope, name="HR")
    mandate = {"person": ada, "mandate": "STEWARD", "until": days_from_now(200)}
    refused = hr.record("giveMandate", {**mandate, "givenBy": steward})
    assert (refused["rule"], refused["field"]) == ("NotTheirsToSay", "givenBy")
    deputy = {"person": steward, "deputy": ada, "matters": ["PROMOTIONS"], "until": days_from_now(20)}
    assert hr.record("nameDeputy", deputy)["rule"] == "NotTheirsToSay"


def test_stewards_are_those_with_a_mandate(served: Served, join: Join, steward: PersonId) -> None:
    ben = join("Ben Ito")
    ada = join(manager=ben)
    said = served.asked_by(ben).recorded("renamePerson", person=ada, name="Ada Lynd", effectiveOn=DAY)
    mend = {"entry": said["entries"][0], "reason": "Not so"}
    cai = join("Cai Berg")
    assert served.asked_by(cai).record("retractEntry", mend)["rule"] == "NotTheirsToMend"
    until = days_from_now(200)
    by = served.asked_by(steward)
    by.recorded("giveMandate", person=cai, mandate="STEWARD", until=until, givenBy=steward)
    by.recorded("endMandate", person=cai, mandate="STEWARD", endedBy=steward)
    assert served.asked_by(cai).record("retractEntry", mend)["rule"] == "NotTheirsToMend"
    by.recorded("giveMandate", person=cai, mandate="STEWARD", until=days_from_now(201), givenBy=steward)
    assert served.asked_by(cai).record("retractEntry", mend)["__typename"] == "Recorded"


def test_what_nobody_knows_the_grounds_of_is_imported_by_whoever_may(served: Served, join: Join) -> None:
    ada = join()
    lesson = {"person": ada, "imported": True, "effectiveOn": "2019-01-07"}
    shadowed: Callable[[Served], dict[str, Any]] = lambda by: by.record(  # noqa: E731  one line, asked twice
        "noteLesson", {**lesson, "lesson": "Ask first."}
    )
    refused = shadowed(served.asked_by(ada))
    assert (refused["rule"], refused["field"]) == ("HistoryIsImported", "imported")
    assert shadowed(served)["__typename"] == "Recorded"


def test_an_id_that_another_has_used_is_taken(served: Served, case: Case) -> None:
    """It answered with the other's vote, and one's own was not cast."""
    document = """mutation ($i: CastVoteInput!, $id: UUID) { castVote(input: $i, commandId: $id) {
        ... on Recorded { position repeated } ... on Refused { rule } } }"""
    used = str(uuid4())

    def cast(voter: str, command_id: str | None) -> dict[str, Any] | None:
        said = {"case": case.id, "voter": voter, "choice": "IN_FAVOUR", "effectiveOn": DAY}
        told = served.asked_by(voter).post(document, i=said, id=command_id)
        answer: dict[str, Any] | None = (told.get("data") or {}).get("castVote")
        return answer

    first, second, _ = case.panel
    mine = cast(first, used)
    assert mine is not None
    assert mine["repeated"] is False
    assert cast(first, used) == {**mine, "repeated": True}
    assert "position" not in (cast(second, used) or {})
    own = cast(second, None)
    assert own is not None
    assert own["position"] > mine["position"]
