"""What counts as evidence, over GraphQL: closed lists, known grounds, and procedures in which somebody was heard."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from domain.frameworks.criteria import Criterion, Requirement
from tests.api.graphql.test_appeals import under
from tests.api.graphql.test_succession_bench import House, house
from tests.api.graphql.test_undeserved_promotion import STATED, Firm, firm

__all__ = ["firm", "house"]

FINDINGS = "findings { criterion verdict restsOn notCounted }"
DECIDED = f"query ($id: ID!) {{ promotionCase(id: $id) {{ decision {{ {FINDINGS} }} }} }}"
LOWEST = [{"of": "integrity", "value": 1, "facts": ["Signed for work that was not done"]}]


def found(firm: Firm, criterion: Requirement) -> dict[str, Any]:
    """What a decision found of one criterion."""
    told = firm.served.ask(DECIDED, id=firm.case)["promotionCase"]["decision"]["findings"]
    [finding] = [one for one in told if one["criterion"] == criterion.name]
    return dict(finding)


def says_of_herself(firm: Firm) -> str:
    said = {"person": firm.people["ada"], "path": "LEADERSHIP", "mobile": True, "effectiveOn": firm.day}
    return str(firm.served.recorded("stateAspiration", **said)["entries"][0])


def is_remarked_on(firm: Firm) -> str:
    told = {"person": firm.people["ada"], "entry": firm.evaluations[0], "words": "I led it", "effectiveOn": firm.day}
    return str(firm.served.recorded("attachStatement", **told)["entries"][0])


def may_leave(firm: Firm) -> str:
    ada = firm.people["ada"]
    role = firm.served.recorded("establishRole", title="Planner", unit="Assembly", function="Production", level="self",
                                critical=True, effectiveOn="2021-01-04")["subject"]  # fmt: skip
    firm.served.recorded("appointToRole", role=role, person=ada, effectiveOn="2021-01-04")
    risk = {"person": ada, "risk": "HIGH", "reason": "GROWTH", "framework": firm.framework, "edition": 1}
    return str(firm.served.recorded("assessRetentionRisk", **risk, effectiveOn=firm.day)["entries"][0])


def rates_herself(firm: Firm) -> str:
    rated = {"person": firm.people["ada"], "instrument": "LEADERSHIP_ASSESSMENT", "purpose": "DECISION",
             "framework": firm.framework, "edition": 1, "level": "others", "effectiveOn": firm.day,
             "ratings": [{"of": "skills", "value": 5, "facts": ["I led the night shift"]}]}  # fmt: skip
    return str(firm.served.recorded("recordAssessment", **rated, assessor=firm.people["ada"])["entries"][0])


def is_voted_on(firm: Firm) -> str:
    """In an earlier case, from which nothing is left but the votes."""
    firm.is_declined()
    kinds = '{ entries(first: 100, kinds: ["VoteCast"]) { nodes { subject reference } } }'
    cast = firm.served.ask(kinds)["entries"]["nodes"]
    vote = next(one["reference"] for one in cast if one["subject"] == firm.case)
    firm.case = firm.served.recorded(
        "proposePromotion", **firm.step(proposedBy=firm.people["mona"], effectiveOn=firm.day)
    )["subject"]
    return str(vote)


@pytest.mark.parametrize("kind", ["PERFORMANCE", "POTENTIAL"])
@pytest.mark.parametrize("written", [says_of_herself, rates_herself, is_remarked_on, may_leave, is_voted_on])
def test_what_nobody_saw_is_no_evidence(firm: Firm, written: Any, kind: str) -> None:
    entry = written(firm)
    told = firm.says("fileEvidence", evidence=entry, evidenceKind=kind, filedBy="partner")
    assert (told["__typename"], told["rule"]) == ("Refused", "NotEvidenceOf"), told


def test_a_year_that_nobody_knows_the_grounds_of_is_weighed_as_not_known_and_told(firm: Firm) -> None:
    year = {"person": firm.people["ada"], "instrument": "PERFORMANCE_EVALUATION", "purpose": "DECISION", "edition": 1,
            "framework": firm.framework, "assessor": firm.people["mona"], "level": "self", "cycle": "2024",
            "ratings": [{"of": "performance", "value": 3, "facts": []}], "imported": True}  # fmt: skip
    unknown = firm.served.recorded("recordAssessment", **year, effectiveOn="2024-04-29")["entries"][0]
    for evaluation in (firm.evaluations[3], unknown):
        firm.takes("fileEvidence", evidence=evaluation, evidenceKind="PERFORMANCE", filedBy="ada")
    firm.is_declined()
    sustained = found(firm, Requirement.PERFORMANCE_SUSTAINED)
    assert (sustained["verdict"], sustained["notCounted"]) == ("NOT_ENOUGH_EVIDENCE", [unknown])
    assert sustained["restsOn"] == [firm.evaluations[3]]


@pytest.mark.parametrize("known", [True, False], ids=["known", "not known"])
def test_what_nobody_knows_the_grounds_of_makes_nobody_ready(house: House, known: bool) -> None:
    role = house.role()
    house.wishes(house.ready)
    house.on_the_slate(role, house.ready)
    facts = ["seen"] if known else []
    dials = [{"of": dial, "value": 4, "facts": facts} for dial in ("skills", "time_application", "work_values")]
    seen = [
        house.served.recorded("recordAssessment", person=house.ready, instrument="LEADERSHIP_ASSESSMENT",
                              purpose="DECISION", assessor=assessor, level="others", ratings=dials, imported=True,
                              effectiveOn="2024-03-01", **house.edition)["entries"][0]
        for assessor in (house.peer, house.head)
    ]  # fmt: skip
    house.judged(role, house.ready, seen)
    [told] = house.bench()["roles"]
    assert (told["covered"], told["successors"][0]["supported"]) == (known, known)


@pytest.fixture
def lately(firm: Firm) -> Firm:
    """The same firm, with a case of these weeks, whose candidate has just seen the file."""
    today = firm.served.app.state.services.ledger.today()
    firm.takes("withdrawCandidacy", candidate="ada")
    firm.day = str(today - timedelta(20))
    firm.case = firm.served.recorded("proposePromotion", **firm.step(effectiveOn=firm.day))["subject"]
    return firm


def is_rated_lowest(firm: Firm, *assessors: str, of: str = "integrity") -> list[str]:
    rated = {"person": firm.people["ada"], "instrument": "LEADERSHIP_ASSESSMENT", "purpose": "DECISION",
             "framework": firm.framework, "edition": 1, "level": "self", "effectiveOn": firm.day}  # fmt: skip
    entries = []
    for assessor in assessors:
        ratings = [{**LOWEST[0], "of": of}]
        told = firm.served.recorded("recordAssessment", **rated, assessor=firm.people[assessor], ratings=ratings)
        entries.append(str(told["entries"][0]))
        firm.takes("fileEvidence", evidence=entries[-1], evidenceKind="POTENTIAL", filedBy="ada")
    return entries


def closes_today(firm: Firm) -> None:
    """The file closes and the panel recommends, today."""
    firm.told_of(f"{firm.case}@1")
    firm.day = str(firm.served.app.state.services.ledger.today())
    firm.takes("closeFile", closedBy="partner")
    firm.recommends("IN_FAVOUR")


def test_a_concern_is_confirmed_by_a_closed_procedure_and_by_no_second_low_rating(lately: Firm, steward: str) -> None:
    low = is_rated_lowest(lately, "mona", "report")
    closes_today(lately)
    approve = {"decidedBy": "decider", **STATED}
    assert "integrity" not in lately.refuses("CriterionNotMet", "approvePromotion", **approve)
    procedure = {"person": lately.people["ada"], "upheld": True, "personHeard": True, "closedBy": steward,
                 "effectiveOn": lately.day}  # fmt: skip
    for changed, rule in (({"personHeard": False}, "NotHeard"), ({"closedBy": lately.people["ada"]}, "OwnProcedure")):
        told = lately.served.record("closeIntegrityProcedure", {**procedure, **changed})
        assert (told["__typename"], told["rule"]) == ("Refused", rule), told
    lately.served.recorded("closeIntegrityProcedure", **{**procedure, "upheld": False})
    assert "integrity" not in lately.refuses("CriterionNotMet", "approvePromotion", **approve)
    upheld = lately.served.recorded("closeIntegrityProcedure", **procedure)["entries"][0]
    assert "integrity" in lately.refuses("CriterionNotMet", "approvePromotion", **approve)
    lately.takes("declinePromotion", **approve)
    finding = found(lately, Requirement.NO_CONFIRMED_INTEGRITY_CONCERN)
    assert (finding["verdict"], finding["restsOn"]) == ("NOT_MET", [upheld])
    assert low[0] != upheld


@pytest.mark.parametrize("named", ["integrity", "courage"])
def test_low_ratings_of_what_a_criterion_names_are_a_warning(firm: Firm, named: str) -> None:
    asked = Criterion(Requirement.NO_CONFIRMED_INTEGRITY_CONCERN, competencies=(named,))
    under(firm, promotion=(asked,))
    low = is_rated_lowest(firm, "mona", "report", of="courage")
    firm.is_declined()
    finding = found(firm, Requirement.NO_CONFIRMED_INTEGRITY_CONCERN)
    assert finding["verdict"] == ("WARNING" if named == "courage" else "MET")
    assert sorted(finding["restsOn"]) == (sorted(low) if named == "courage" else [])
