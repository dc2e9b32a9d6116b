"""Brandt Tools: thirty people, led by the woman who founded the firm, who decides together with her board.

One who keeps the books keeps the ledger, too. A team leader retires, somebody follows him who was ready, another is
declined, appeals, and is answered by somebody else than the founder.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.firms.conftest import DIALS, Firm

SMALL = {"framework": "framework-small-firm", "edition": 1}
TEAMS = (("Milling", "tom"), ("Assembly", "uta"), ("Sales", "sven"))
LEADERS = {"tom": "Tom Adler", "uta": "Uta Bauer", "sven": "Sven Castell"}
STATED = {"rationale": "She runs the shift already, and the team follows her"}


def staff() -> Iterator[dict[str, object]]:
    """The list that payroll keeps: thirty people."""
    joined = "2016-05-02"
    yield row("greta", "Greta Brandt", "Brandt Tools", "Leading", "enterprise", "2004-01-02", "")
    yield row("hanna", "Hanna Weiss", "Office", "Office", "self", joined, "greta")
    yield row("ida", "Ida Voss", "Office", "Office", "self", joined, "greta")
    for team, leader in TEAMS:
        yield row(leader, LEADERS[leader], team, team, "others", joined, "greta")
        for number in range(8):
            yield row(f"{team.lower()}{number}", f"{team} {number}", team, team, "self", joined, leader)


def row(
    identifier: str, name: str, unit: str, function: str, level: str, joined: str, manager: str
) -> dict[str, object]:
    within = unit if unit == "Brandt Tools" else f"Brandt Tools / {unit}"
    return {"Employee ID": identifier, "Name": name, "Department": within, "Function": function, "Level": level,
            "Hire Date": joined, "Manager ID": manager}  # fmt: skip


@pytest.fixture
def brandt(firm: Firm) -> Firm:
    """The firm as its ledger begins: the pack, the people, the board, who leads what."""
    pack = firm.folder / "brandt.toml"
    firm.types("framework", "show", "small-firm", "--to", pack)
    assert "It can be published: edition 1 of framework-small-firm, 3 levels" in firm.types("framework", "check", pack)
    firm.begins("hanna", "2024-01-02")
    said = firm.types("framework", "publish", pack, "--adopt", "--since", "2000-01-01", "--as", firm.steward)
    assert "holds for the whole organisation from 2000-01-01 on" in said
    hr = firm.by_system("payroll")
    hr.records("identifyPerson", "2024-01-02", person="hanna", system="hr", identifier="hanna")
    assert "about 30 people" in firm.imports(firm.table("staff.csv", *staff()), "2024-01-02")
    for name, seat in (("ina", "BOARD_MEMBER"), ("otto", "PANEL_MEMBER"), ("paula", "OWNER")):
        firm.records("introducePerson", "2024-01-02", name, name=name.title())
        firm.records("takeSeat", "2024-01-02", person=name, seat=seat)
    for team, leader in TEAMS:
        role = f"Head of {team}"
        firm.records("establishRole", "2024-01-02", role, title=role, unit=team, function=team, level="others",
                     critical=True)  # fmt: skip
        firm.records("appointToRole", "2024-01-02", role=role, person=leader, exempt="REORGANISATION")
    return firm


def ready_for_milling(firm: Firm) -> list[str]:
    """Milling 0, whom the firm calls Ada, wants to lead, and two people of her firm have seen that she can."""
    firm.called["ada"] = firm.id("milling0")
    firm.records("stateAspiration", "2024-02-05", person="ada", path="LEADERSHIP", mobile=False)
    return [
        firm.assessed("ada", by, "2024-03-04", {**DIALS, "integrity": 4, "empowering": 4}, **SMALL)
        for by in ("tom", "uta")
    ]


def test_the_firm_has_somebody_ready_before_a_chair_is_empty(brandt: Firm) -> None:
    seen = ready_for_milling(brandt)
    judged = {
        "role": "Head of Milling",
        "candidate": "ada",
        "readiness": "NOW",
        "assessedBy": "greta",
        **SMALL,
        **STATED,
    }
    slate = {"role": "Head of Milling", "successors": ["ada"], "confirmedBy": "greta"}
    brandt.records(
        "nominateSuccessor", "2024-03-11", role="Head of Milling", candidate="ada", nominatedBy="tom", why="Leads"
    )
    brandt.records("confirmSlate", "2024-03-11", **slate)
    brandt.records("assessReadiness", "2024-03-11", facts=seen[:1], **judged)
    told = brandt.bench("Head of Milling", "2024-03-11")
    [alone] = told["successors"]
    assert (alone["supported"], told["covered"]) == (False, False), "one voice, her own manager's, is not enough"
    brandt.records("assessReadiness", "2024-03-12", facts=seen, **judged)
    told = brandt.bench("Head of Milling", "2024-03-12")
    assert (told["covered"], told["readyNow"], told["singlePointOfFailure"]) == (True, True, True)

    brandt.records("leavePerson", "2024-06-28", person="tom", reason="RETIRED")
    assert brandt.bench("Head of Milling", "2024-06-28")["vacant"] is False, "he holds it through his last day"
    cover = {"role": "Head of Milling", "person": "uta", "canHoldDays": 90, "namedBy": "greta", "until": "2024-10-31"}
    brandt.records("nameEmergencyCover", "2024-06-24", **cover)
    told = brandt.bench("Head of Milling", "2024-07-01")
    assert (told["vacant"], told["heldForNow"], told["readyNow"]) == (True, False, True)
    assert [each["person"]["id"] for each in told["emergencyCovers"]] == [brandt.id("uta")]
    assert brandt.bench("Head of Milling", "2025-03-13")["covered"] is False, "after a year it is judged anew"


def proposed(firm: Firm, whom: str, role: str, case: str, by: str = "uta") -> None:
    """A step to leading a team, with its file complete and seen, and a recommendation by somebody from outside."""
    step = {"direction": "UP", "fromLevel": "self", "toLevel": "others", "proposedBy": by, "grounds": "Leads already"}
    firm.records("proposePromotion", "2024-07-01", case, candidate=whom, role=role, **step, **SMALL)


def recommended(firm: Firm, whom: str, case: str, evidence: dict[str, str], choice: str) -> None:
    """The file is complete and seen, and Otto, from outside, recommends."""
    last = f"{firm.id(case)}@1"
    for entry, kind in evidence.items():
        last = firm.records("fileEvidence", "2024-07-02", case=case, evidence=entry, evidenceKind=kind, filedBy="hanna")
    firm.records("informPerson", "2024-07-02", person=whom, about=last, how="IN_PERSON", informedBy="hanna")
    assert "until 2024-07-09" in firm.refuses("FileNotSeen", "closeFile", "2024-07-09", case=case, closedBy="hanna")
    firm.records("closeFile", "2024-07-10", case=case, closedBy="hanna")
    near = {"case": case, "members": ["assembly7"], "convenedBy": "hanna"}
    if whom.startswith("assembly"):
        assert "“Assembly”" in firm.refuses("TooFewFromOutside", "convenePanel", "2024-07-10", **near)
    firm.records("convenePanel", "2024-07-10", case=case, members=["otto"], convenedBy="hanna")
    firm.records("openVote", "2024-07-10", case=case, openedBy="hanna")
    firm.refuses("NotTheirsToSay", "castVote", "2024-07-10", case=case, voter="otto", choice=choice)
    firm.by("otto").records("castVote", "2024-07-10", case=case, voter="otto", choice=choice)
    firm.records("closeVote", "2024-07-10", case=case, closedBy="hanna")
    firm.records("stateRecommendation", "2024-07-10", case=case, statedBy="otto", rationale="Seen for two days")


def test_the_founder_decides_with_somebody_from_the_board_and_never_alone(brandt: Firm) -> None:
    seen = ready_for_milling(brandt)
    results = [brandt.evaluated("ada", "tom", year, 2, **SMALL) for year in (2022, 2023)]
    brandt.records("leavePerson", "2024-06-28", person="tom", reason="RETIRED")
    proposed(brandt, "ada", "Head of Milling", "case ada")
    filed = {**dict.fromkeys(results, "PERFORMANCE"), **dict.fromkeys(seen, "POTENTIAL")}
    recommended(brandt, "ada", "case ada", filed, "IN_FAVOUR")

    approve = {"case": "case ada", "decidedBy": "greta", **STATED}
    assert "does not decide" in brandt.refuses("DecidesAlone", "approvePromotion", "2024-07-11", **approve)
    brandt.refuses("DecidesAlone", "declinePromotion", "2024-07-11", **approve)
    for second, rule in (
        ("greta", "NoSecondVoice"),
        ("ida", "NoSecondVoice"),
        ("otto", "SecondVoted"),
        ("uta", "ConflictedMember"),
    ):
        brandt.refuses(rule, "approvePromotion", "2024-07-11", decidedWith=second, **approve)
    brandt.by("greta").refuses("NotTheirsToSay", "approvePromotion", "2024-07-11", decidedWith="ina", **approve)
    brandt.records("approvePromotion", "2024-07-11", decidedWith="ina", **approve)
    told = brandt.ask(
        """query ($id: ID!) { promotionCase(id: $id) { decision { decidedBy decidedWith overrides { criterion }
             findings { criterion verdict } } replay { verdict objection } } }""",
        id="case ada",
    )["promotionCase"]
    decision = told["decision"]
    assert (decision["decidedBy"], decision["decidedWith"]) == (brandt.id("greta"), brandt.id("ina"))
    assert {one["verdict"] for one in decision["findings"]} == {"MET"}
    assert (told["replay"]["verdict"], told["replay"]["objection"]) == ("REPRODUCED", None)

    ben = {"role": "Head of Milling", "person": "milling1"}
    brandt.refuses("CaseMissing", "appointToRole", "2024-08-01", **ben)
    brandt.refuses("NotGranted", "appointToRole", "2024-08-01", case="case ada", **ben)
    brandt.records("appointToRole", "2024-08-01", role="Head of Milling", person="ada", case="case ada")
    assert brandt.bench("Head of Milling", "2024-08-01")["vacant"] is False
    rows = [{**one, "Level": "others"} if one["Employee ID"] == "milling0" else one for one in staff()]
    left = [one for one in rows if one["Employee ID"] != "tom"]
    moved = [{**one, "Manager ID": "milling0"} if one["Manager ID"] == "tom" else one for one in left]
    moved = [{**one, "Manager ID": "greta"} if one["Employee ID"] == "milling0" else one for one in moved]
    assert "not stated" not in brandt.imports(brandt.table("august.csv", *moved), "2024-08-01")
    without = brandt.ask('{ appointmentsWithoutCase(since: "2024-01-03") { person { id } } }')
    assert without["appointmentsWithoutCase"] == [], "the step that payroll tells of is the one that was granted"


def test_nobody_is_promoted_by_a_mentor_or_a_relation_and_an_appeal_goes_to_somebody_else(brandt: Firm) -> None:
    brandt.records("agreeMentorship", "2024-02-01", mentor="greta", mentee="assembly0", goals="Lead a team",
                   hoursPromised=10.0, cadenceDays=30)  # fmt: skip
    for whom in ("assembly0", "assembly1", "ida"):
        brandt.records("stateAspiration", "2024-02-05", person=whom, path="LEADERSHIP", mobile=False)
        proposed(brandt, whom, "Head of Sales", f"case {whom}", by="otto" if whom != "ida" else "paula")
    brandt.records("declareConflict", "2024-07-01", case="case assembly1", member="greta", conflict="CLOSE_RELATION",
                   declaredBy="greta", words="My nephew")  # fmt: skip
    for whom, why in (("assembly0", "mentor"), ("assembly1", "said to have a conflict")):
        decline = {"case": f"case {whom}", "decidedBy": "greta", "decidedWith": "ina", **STATED}
        assert why in brandt.refuses("ConflictedMember", "declinePromotion", "2024-07-02", **decline)

    recommended(brandt, "ida", "case ida", {}, "AGAINST")
    decline = {"case": "case ida", "decidedBy": "greta", "decidedWith": "ina", "rationale": "Nothing on file yet"}
    brandt.refuses("CandidateNotHeard", "declinePromotion", "2024-07-11", **decline)
    heard = {"case": "case ida", "heardBy": "hanna", "words": "I thought that others would file something"}
    brandt.records("hearCandidate", "2024-07-11", **heard)
    decision = brandt.records("declinePromotion", "2024-07-11", **decline)
    brandt.records("informPerson", "2024-07-12", person="ida", about=decision, how="IN_PERSON", informedBy="hanna")
    appeal = {"case": "case ida", "ground": "PROCEDURE", "lodgedBy": "ida", "words": "Nobody asked me for a file"}
    brandt.by("ida").records("lodgeAppeal", "2024-08-08", **appeal)
    answer = {"case": "case ida", "outcome": "REMITTED", "rationale": "She is right"}
    brandt.refuses("ConflictedMember", "decideAppeal", "2024-08-12", decidedBy=["greta"], **answer)
    brandt.refuses("TookPart", "decideAppeal", "2024-08-12", decidedBy=["ina"], **answer)
    brandt.refuses("NoSeatAnswers", "decideAppeal", "2024-08-12", decidedBy=["uta"], **answer)
    brandt.refuses("ConflictedMember", "decideAppeal", "2024-08-12", decidedBy=["paula"], **answer)
    brandt.records("introducePerson", "2024-08-12", "rolf", name="Rolf Stern")
    brandt.records("takeSeat", "2024-08-12", person="rolf", seat="BOARD_MEMBER")
    brandt.records("decideAppeal", "2024-08-13", decidedBy=["rolf"], **answer)
    again = {"case": "case ida", "decidedBy": "greta", "decidedWith": "rolf", **STATED}
    why = brandt.refuses("ConflictedMember", "approvePromotion", "2024-08-14", **again)
    assert ("took_part" in why, "record that they take a seat" in why) == (True, True)
    decided_anew(brandt)


def decided_anew(firm: Firm) -> None:
    """A remitted case in a firm of thirty: others of the staff run and decide it, and one more sits on the board."""
    case = {"case": "case ida"}
    for ran in ("hanna", "otto"):
        firm.refuses("ConflictedMember", "convenePanel", "2024-08-14", members=["tom"], convenedBy=ran, **case)
    firm.records("convenePanel", "2024-08-14", members=["tom"], convenedBy="sales7", **case)
    firm.records("openVote", "2024-08-14", openedBy="sales7", **case)
    firm.by("tom").records("castVote", "2024-08-14", voter="tom", choice="AGAINST", **case)
    firm.records("closeVote", "2024-08-14", closedBy="sales7", **case)
    firm.records("stateRecommendation", "2024-08-14", statedBy="tom", rationale="Nothing on file yet", **case)
    firm.records("hearCandidate", "2024-08-15", heardBy="sales7", words="Then I shall ask for a file", **case)
    decline = {**case, "decidedBy": "uta", "rationale": "Nothing on file yet"}
    assert "board_member" in firm.refuses("DecidesAlone", "declinePromotion", "2024-08-16", **decline)
    for took_part in ("ina", "rolf"):
        firm.refuses("ConflictedMember", "declinePromotion", "2024-08-16", decidedWith=took_part, **decline)
    why = firm.refuses("NoSeatThatCounts", "declinePromotion", "2024-08-16", decidedWith="milling2", **decline)
    assert "record that somebody takes one" in why
    firm.records("introducePerson", "2024-08-16", "sonja", name="Sonja Tann")
    firm.records("takeSeat", "2024-08-16", person="sonja", seat="BOARD_MEMBER")
    firm.records("declinePromotion", "2024-08-16", decidedWith="sonja", **decline)
