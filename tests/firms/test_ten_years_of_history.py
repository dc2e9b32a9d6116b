"""Lindner Machines: ten years come in by files, and then life goes on by the rules of today.

What the files do not say is told as not known, and makes nobody ready, covers no chair and decides no case.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from domain.frameworks.default_pack import DEFAULT_FRAMEWORK
from domain.frameworks.packs.shipped import present_edition
from tests.firms.conftest import DIALS, Firm

PACK: dict[str, Any] = {"framework": DEFAULT_FRAMEWORK, "edition": present_edition().number}
FIRST = "2025-01-01"
"""The first day that the ledger accompanies."""
EVE = "2024-12-31"
HEADINGS = ("Employee ID", "Name", "Department", "Level", "Manager ID", "Hire Date")
STAFF = (
    ("l-1", "Lena Lindner", "Lindner", "business", "", "2009-01-05"),
    ("l-2", "Max Moll", "Lindner / Press", "leaders", "l-1", "2011-03-01"),
    ("l-3", "Nora Nagel", "Lindner / Press", "others", "l-2", "2014-09-01"),
    ("l-4", "Olaf Ost", "Lindner / Press", "self", "l-3", "2015-09-01"),
    ("l-5", "Pia Pohl", "Lindner / Tools", "others", "l-1", "2013-04-01"),
    ("l-6", "Quin Rabe", "Lindner / Tools", "self", "l-5", "2016-04-01"),
)
SPELLS = (
    ("l-3", "Lindner / Tools", "self", "2014-09-01", "2017-12-31"),
    ("l-3", "Lindner / Press", "self", "2018-01-01", "2020-02-29"),
    ("l-3", "Lindner / Press", "others", "2020-03-01", ""),
)
SPELLED = ("Employee ID", "Department", "Level", "From", "To")
WITHOUT = """query ($since: Date!) { appointmentsWithoutCase(since: $since) {
    person { id } role { id } level effectiveOn exempt } }"""
STATED = {"rationale": "Runs the press already"}


def staff(**changed: dict[str, str]) -> list[dict[str, object]]:
    """The list of everybody, with what has changed of some since the ledger began: `l_3={"Level": "leaders"}`."""
    rows = (dict(zip(HEADINGS, row, strict=True)) for row in STAFF)
    return [{**row, **changed.get(row["Employee ID"].replace("-", "_"), {})} for row in rows]


def who(identifier: str) -> dict[str, str]:
    """Somebody as a line of history names them."""
    return {"system": "hr", "id": identifier}


def evaluations() -> Iterator[dict[str, Any]]:
    """What each year's talk came to, of which nobody knows any more what it rested on, or who held it."""
    for identifier in ("l-3", "l-4", "l-6"):
        for year in range(2016, 2025):
            yield {
                "command": "RecordAssessment",
                "reference": f"{identifier} {year}",
                "assessment": f"assessment-{identifier}-{year}",
                "person": who(identifier),
                "instrument": "performance_evaluation",
                "purpose": "decision",
                "assessor": who("l-3") if identifier == "l-4" and year > 2021 else None,
                "ratings": [{"of": "performance", "value": 3}],
                "cycle": str(year),
                "effective_on": f"{year}-12-12",
                **PACK,
            }


@pytest.fixture
def lindner(firm: Firm) -> Firm:
    """The ledger on the eve of its first day, with all that the files could tell."""
    firm.begins("hanna", FIRST)
    spells = firm.table("spells.csv", *(dict(zip(SPELLED, row, strict=True)) for row in SPELLS))
    said = firm.imports(firm.table("people.csv", *staff()), EVE, "--history", spells)
    assert ("about 6 people" in said, "not stated" in said) == (True, False)
    said = firm.types("import", "entries", firm.lines("talks.ndjson", *evaluations()), "--as", firm.steward)
    assert "from 27 lines" in said
    return firm


def without_case(firm: Firm, since: str = "2010-01-01") -> list[tuple[str, str, str, str | None]]:
    """Who stepped up without a case, on which day, to which level, and why there was none."""
    told = firm.ask(WITHOUT, since=since)["appointmentsWithoutCase"]
    ids = {person: name for name, person in firm.called.items()}
    return [(ids[each["person"]["id"]], each["effectiveOn"], each["level"], each["exempt"]) for each in told]


def test_what_was_before_the_first_day_comes_in_and_tells_that_its_grounds_are_not_known(lindner: Firm) -> None:
    asked = """query ($id: ID!, $asOf: AsOf) { person(id: $id, asOf: $asOf) { level joinedOn unit } }"""
    then = [lindner.ask(asked, id="l-3", asOf={"effectiveOn": day})["person"] for day in ("2016-01-01", "2020-03-01")]
    assert [(each["unit"], each["level"], each["joinedOn"]) for each in then] == [
        ("Tools", "self", "2014-09-01"),
        ("Press", "others", "2014-09-01"),
    ]
    assert without_case(lindner) == [("l-3", "2020-03-01", "others", "BEFORE_LEDGER")]
    assert without_case(lindner, FIRST) == []
    told = lindner.ask('{ firstDay entries(first: 50, kinds: ["AssessmentRecorded"]) { nodes { event } } }')
    assert told["firstDay"] == FIRST
    said = [one["event"] for one in told["entries"]["nodes"]]
    assert {(one["source"], one["facts_unknown"]) for one in said} == {("unknown", True), ("line_manager", True)}
    refused = lindner.refuses("LedgerBegunBefore", "beginLedger", "2020-01-01")
    assert FIRST in refused


def test_nobody_but_a_steward_brings_history_in(lindner: Firm) -> None:
    nora = lindner.by("l-3")
    seen = {"person": "l-4", "situation": "Led the night shift"}
    assert FIRST in nora.refuses("HistoryIsImported", "recordPractice", "2019-03-01", **seen)
    up = {"person": "l-4", "unit": "Press", "level": "others", "manager": "l-2"}
    nora.refuses("KeptByOthers", "movePerson", "2025-02-03", **up)
    payroll = lindner.by_system("payroll")
    payroll.refuses("HistoryIsImported", "movePerson", "2025-02-03", exempt="NOT_STATED", **up)
    payroll.refuses("NotBeforeLedger", "movePerson", "2025-02-03", exempt="BEFORE_LEDGER", **up)
    payroll.refuses("CaseMissing", "movePerson", "2025-02-03", **up)


def press_lead(firm: Firm) -> None:
    """A chair on which the firm depends, held since before the ledger."""
    lead = {"unit": "Press", "function": "Press", "level": "others", "critical": True}
    firm.records("establishRole", "2020-03-01", "Press lead", title="Press lead", **lead)
    firm.records("appointToRole", "2020-03-01", role="Press lead", person="l-3", exempt="BEFORE_LEDGER")


def test_what_is_not_known_makes_nobody_ready_and_covers_nothing(lindner: Firm) -> None:
    press_lead(lindner)
    role, olaf = lindner.id("Press lead"), who("l-4")
    slate = (
        {"command": "NominateSuccessor", "candidate": olaf, "why": "On the list of 2024", "reference": "named"},
        {"command": "ConfirmSlate", "successors": [olaf], "confirmed_by": who("l-1"), "reference": "slate"},
        {"command": "AssessReadiness", "candidate": olaf, "readiness": "now", "facts": ["l-4 2022", "l-4 2023"],
         "rationale": "Ready, says the list of 2024", "reference": "ready", **PACK},
    )  # fmt: skip
    lines = [{**line, "role": role, "effective_on": "2024-11-04"} for line in slate]
    said = lindner.types("import", "entries", lindner.lines("list.ndjson", *lines), "--as", lindner.steward)
    assert "from 3 lines" in said
    told = lindner.bench("Press lead", FIRST)
    [listed] = told["successors"]
    assert (listed["readiness"], listed["supported"], listed["standing"]) == ("NOW", False, False)
    assert (told["covered"], told["vacant"]) == (False, False)
    again = {**lines[2], "effective_on": "2025-02-03", "reference": "ready again"}
    said = lindner.fails("import", "entries", lindner.lines("later.ndjson", again), "--as", lindner.steward)
    assert "assessed_by is missing" in said, "from the first day on a file may say no less than anybody"

    lindner.records("stateAspiration", "2025-02-03", person="l-4", path="LEADERSHIP", mobile=True)
    seen = [lindner.assessed("l-4", by, "2025-02-10", DIALS, **PACK) for by in ("l-3", "l-5")]
    judged = {"role": "Press lead", "candidate": "l-4", "readiness": "NOW", "assessedBy": "l-2", **STATED, **PACK}
    lindner.records("assessReadiness", "2025-02-11", facts=seen, **judged)
    assert lindner.bench("Press lead", "2025-02-11")["covered"] is True


def test_a_case_of_today_is_not_decided_on_what_nobody_knows(lindner: Firm) -> None:
    press_lead(lindner)
    told = lindner.ask('{ entries(first: 50, kinds: ["AssessmentRecorded"]) { nodes { reference subject event } } }')
    talks = [
        one["reference"]
        for one in told["entries"]["nodes"]
        if one["subject"] == lindner.id("l-6") and int(one["event"]["cycle"]) > 2021
    ]
    step = {"candidate": "l-6", "direction": "UP", "fromLevel": "self", "toLevel": "others", "proposedBy": "l-6"}
    lindner.records("proposePromotion", "2025-03-03", "case", role=None, grounds="Nine full years", **step, **PACK)
    last = ""
    for at in talks:
        last = lindner.records(
            "fileEvidence", "2025-03-03", case="case", evidence=at, evidenceKind="PERFORMANCE", filedBy="l-5"
        )
    lindner.records("informPerson", "2025-03-03", person="l-6", about=last, how="IN_WRITING", informedBy="l-5")
    lindner.records("closeFile", "2025-03-11", case="case", closedBy="l-4")
    panel = {"members": ["l-2", "l-3", "l-1"], "convenedBy": "l-4", "moderatedBy": "l-4"}
    lindner.refuses("TooFewFromOutside", "convenePanel", "2025-03-11", case="case", **panel)
    rows = [{**row, "Function": row["Department"].split(" / ")[-1]} for row in staff()]  # type: ignore[attr-defined]
    lindner.imports(lindner.table("functions.csv", *rows), "2025-03-10")
    lindner.records("convenePanel", "2025-03-11", case="case", **panel)
    lindner.records("openVote", "2025-03-11", case="case", openedBy="l-4")
    for voter in ("l-2", "l-3", "l-1"):
        lindner.by(voter).records("castVote", "2025-03-11", case="case", voter=voter, choice="IN_FAVOUR")
    lindner.records("closeVote", "2025-03-11", case="case", closedBy="l-4")
    lindner.records("stateRecommendation", "2025-03-11", case="case", statedBy="l-2", **STATED)
    lindner.records("introducePerson", "2025-03-11", "ina", name="Ina")
    lindner.records("takeSeat", "2025-03-11", person="ina", seat="BOARD_MEMBER")
    decide = {"case": "case", "decidedBy": "ina", **STATED}
    why = lindner.refuses("CriterionNotMet", "approvePromotion", "2025-03-12", **decide)
    assert "“performance_sustained” came out as “not_enough_evidence”" in why, "nine talks of which nobody knows a fact"
    lindner.records("declinePromotion", "2025-03-12", **decide)
    found = lindner.ask(
        "query ($id: ID!) { promotionCase(id: $id) { decision { findings { criterion verdict notCounted } } } }",
        id="case",
    )["promotionCase"]["decision"]["findings"]
    [results] = [one for one in found if one["criterion"] == "PERFORMANCE_SUSTAINED"]
    assert sorted(results["notCounted"]) == sorted(talks[-2:]), "what did not count is told"


def test_monthly_files_go_on_and_what_they_do_not_state_is_told_until_it_is(lindner: Firm) -> None:
    february = staff(l_4={"Level": "others"}, l_5={"Department": "Lindner / Press"})[:-1]
    new = dict(zip(HEADINGS, ("l-7", "Rosa Sand", "Lindner / Tools", "leaders", "l-1", "2025-02-17"), strict=True))
    said = lindner.imports(lindner.table("february.csv", *february, new), "2025-02-28", "--missing-have-left")
    assert "1 step up is recorded as not stated, as no case grants it: hr l-4 (row 5)" in said
    assert without_case(lindner, FIRST) == [("l-4", "2025-02-28", "others", "NOT_STATED")]
    gone = lindner.ask("query ($id: ID!) { person(id: $id) { here leftOn } }", id="l-6")["person"]
    assert gone == {"here": False, "leftOn": "2025-02-28"}

    step = lindner.ask('{ entries(first: 50, kinds: ["PersonMoved"]) { nodes { reference subject effectiveOn } } }')
    [at] = [one["reference"] for one in step["entries"]["nodes"] if one["subject"] == lindner.id("l-4")]
    stood = {"person": "l-4", "unit": "Press", "level": "others", "manager": "l-3", "effectiveOn": "2025-02-28"}
    replaced = {"movePerson": {**stood, "exempt": "REORGANISATION"}}
    lindner.records("correctEntry", "", entry=at, replacement=replaced, reason="Two shifts were joined")
    assert without_case(lindner, FIRST) == [("l-4", "2025-02-28", "others", "REORGANISATION")]
    said = lindner.imports(lindner.table("march.csv", *february, new), "2025-03-31", "--missing-have-left")
    assert "Nothing to record" in said, "what was said since stays said"

    late = firm_spells(lindner, ("l-2", "Lindner / Press", "others", "2011-03-01", "2019-05-31"),
                       ("l-2", "Lindner / Press", "leaders", "2019-06-01", "2025-03-31"),
                       ("l-2", "Lindner / Press", "function", "2025-04-01", ""))  # fmt: skip
    april = [{**row, "Level": "function"} if row["Employee ID"] == "l-2" else row for row in february]
    said = lindner.imports(lindner.table("april.csv", *april, new), "2025-04-30", "--history", late)
    assert "1 step up is recorded as not stated" in said
    assert [step for step in without_case(lindner) if step[0] == "l-2"] == [
        ("l-2", "2019-06-01", "leaders", "BEFORE_LEDGER"),
        ("l-2", "2025-04-01", "function", "NOT_STATED"),
    ], "rows from before the first day are history, and those after it are not"


def firm_spells(firm: Firm, *rows: tuple[str, ...]) -> Any:
    """A file of spells that turns up late."""
    return firm.table("late.csv", *(dict(zip(SPELLED, row, strict=True)) for row in rows))
