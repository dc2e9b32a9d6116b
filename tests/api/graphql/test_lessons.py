"""A lesson is read by whoever judges its author only if they release it, and nobody can tell what they keep back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from api.access.acting import NotTheirsToSay
from domain.kernel.ids import PersonId
from domain.kernel.refusals import Refusal
from domain.promotions.lessons import LessonsAreFiled, NotTheirLesson
from domain.promotions.promotion_file import ProtectedNote
from tests.api.conftest import Served
from tests.api.graphql.conftest import Join

DAY = "2024-05-06"
CASE = """query ($id: ID!, $asOf: AsOf) { promotionCase(id: $id, asOf: $asOf) {
    steps { kind event } lessons { position kind event reference } } }"""
ENTRY = "query ($p: Int!) { entry(position: $p) { kind event } }"
HISTORY = """query ($id: ID!) { person(id: $id) {
    developmentHistory(first: 20) { totalCount nodes { kind position } } } }"""
KEPT, TOLD = "I blamed the night shift.", "I fixed it myself, and nobody learned how."


@dataclass
class Candidacy:
    """A case whose file is open; its candidate has noted two lessons."""

    served: Served
    case: str
    candidate: str
    boss: str
    member: str
    """Of the panel."""
    clerk: str
    """Who convenes it, and closes the file."""
    outsider: str
    kept: dict[str, Any]
    told: dict[str, Any]

    def asked(self, lesson: dict[str, Any]) -> dict[str, Any]:
        """What is asked about one of the candidate's lessons."""
        return {
            "person": self.candidate,
            "lesson": lesson["entries"][0],
            "case": self.case,
            "effectiveOn": DAY,
        }

    def step(self, mutation: str, **given: Any) -> None:
        self.served.recorded(mutation, case=self.case, effectiveOn=DAY, **given)

    def lessons(self, asker: str, **as_of: Any) -> list[dict[str, Any]]:
        told = self.served.asked_by(asker).ask(CASE, id=self.case, **as_of)["promotionCase"]
        return list(told["lessons"])


@pytest.fixture
def candidacy(served: Served, join: Join, edition: dict[str, Any]) -> Candidacy:
    boss = join("Boss")
    ada, *people = (join(f"Person {number}", manager=boss) for number in range(6))
    step = {"candidate": ada, "direction": "UP", "fromLevel": "self", "toLevel": "others"}
    case = served.recorded(
        "proposePromotion", **step, proposedBy=boss, grounds="Leads already", effectiveOn=DAY, **edition
    )["subject"]
    noted = [
        served.asked_by(ada).recorded("noteLesson", person=ada, lesson=words, effectiveOn=DAY) for words in (KEPT, TOLD)
    ]
    candidacy = Candidacy(served, case, ada, boss, people[0], people[3], people[4], *noted)
    candidacy.step("convenePanel", members=people[:3], convenedBy=people[3])
    return candidacy


@pytest.mark.mission("M6")
def test_what_is_released_is_read_once_the_file_closes_and_what_is_kept_back_leaves_no_trace(
    candidacy: Candidacy,
) -> None:
    hers = candidacy.served.asked_by(candidacy.candidate)
    seen_before = everything(candidacy, candidacy.member)
    for mutation, lesson in (
        ("releaseLesson", candidacy.told),
        ("releaseLesson", candidacy.kept),
        ("revokeLessonRelease", candidacy.kept),
    ):
        hers.recorded(mutation, **candidacy.asked(lesson))
    for asker in (candidacy.member, candidacy.boss, candidacy.outsider):
        assert everything(candidacy, asker).items() >= {"lessons": [], "told": None, "kept": None}.items()
    assert everything(candidacy, candidacy.member) == seen_before

    before = candidacy.served.ask("{ position }")["position"]
    candidacy.step("closeFile", closedBy=candidacy.clerk)
    [read] = candidacy.lessons(candidacy.member)
    assert (read["kind"], read["event"]["lesson"]) == ("LessonNoted", TOLD)
    assert read["reference"] == candidacy.told["entries"][0]
    after = everything(candidacy, candidacy.member)
    assert after["told"]["event"]["lesson"] == TOLD
    assert after["kept"] is None
    assert after["history"] == seen_before["history"]
    assert everything(candidacy, candidacy.outsider)["told"] is None
    assert candidacy.lessons(candidacy.member, asOf={"position": before}) == []


def everything(candidacy: Candidacy, asker: str) -> dict[str, Any]:
    """What somebody is told who asks at every door that could lead to a lesson."""
    asks = candidacy.served.asked_by(asker)
    case = asks.post(CASE, id=candidacy.case)["data"]["promotionCase"] or {}
    return {
        "lessons": case.get("lessons") or [],
        "steps": case.get("steps"),
        "told": asks.ask(ENTRY, p=candidacy.told["position"])["entry"],
        "kept": asks.ask(ENTRY, p=candidacy.kept["position"])["entry"],
        "history": asks.ask(HISTORY, id=candidacy.candidate)["person"]["developmentHistory"],
    }


@pytest.mark.mission("M6")
def test_nobody_else_releases_and_it_is_no_evidence(candidacy: Candidacy, steward: PersonId) -> None:
    served, hers = candidacy.served, candidacy.served.asked_by(candidacy.candidate)
    release = candidacy.asked(candidacy.told)
    for asker in (candidacy.boss, steward):
        refused(served.asked_by(asker).record("releaseLesson", release), NotTheirsToSay, candidacy.candidate)
    filed = {"evidence": candidacy.told["entries"][0], "evidenceKind": "POTENTIAL", "filedBy": candidacy.boss}
    refused(served.record("fileEvidence", {"case": candidacy.case, "effectiveOn": DAY, **filed}), ProtectedNote)
    joining = release | {"lesson": f"{candidacy.candidate}@1"}
    refused(hers.record("releaseLesson", joining), NotTheirLesson, f"{candidacy.candidate}@1")
    candidacy.step("closeFile", closedBy=candidacy.clerk)
    for mutation in ("releaseLesson", "revokeLessonRelease"):
        refused(hers.record(mutation, release), LessonsAreFiled, candidacy.case)
    assert candidacy.lessons(candidacy.boss) == []


def refused(told: dict[str, Any], rule: type[Refusal], *why: str) -> None:
    assert (told["__typename"], told.get("rule")) == ("Refused", rule.__name__), told
    assert all(each in told["why"] for each in why), told["why"]
