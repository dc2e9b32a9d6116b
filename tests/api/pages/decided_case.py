"""A promotion case for the tests of pages: filed, voted, declined; and what was written down too late for it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from tests.api.conftest import Served

DAY = "2024-05-06"


@dataclass(frozen=True)
class DecidedCase:
    """A case that was declined on one voice, and the second voice that came late."""

    case: str
    candidate: str
    boss: str
    voter: str
    before: int
    """The position before it was decided."""
    decided: int
    """The position of the decision."""
    late: int
    """The position of what came late."""


def decided_case(served: Served, framework: str, *, approved: bool = False) -> DecidedCase:
    """Lays such a case down; or one that was approved, with all that stood in the way set aside by Zoe Amsel."""

    def joined(name: str, **more: Any) -> str:
        subject: str = served.recorded("joinPerson", name=name, unit="Tooling", effectiveOn="2020-03-02", **more)[
            "subject"
        ]
        return subject

    def assessed(by: str, on: str, **ratings: int) -> dict[str, Any]:
        rated = [{"of": of, "value": value, "facts": ["seen"]} for of, value in ratings.items()]
        of = {"person": ada, "assessor": by, "level": "others", "framework": framework, "edition": 1}
        how = {"instrument": "LEADERSHIP_ASSESSMENT", "purpose": "DECISION", "effectiveOn": on}
        return served.recorded("recordAssessment", **of, **how, ratings=rated, summary=f"As seen on {on}")

    def step(mutation: str, **given: Any) -> dict[str, Any]:
        return served.recorded(mutation, case=case, effectiveOn=DAY, **given)

    boss = joined("Bao Lin")
    ada, cai, *people = [joined(name, manager=boss) for name in ("Ada Okafor", "Cai Roe", "Vera", "Wim", "Xin", "Yun")]
    chair = {"title": "Planner", "unit": "Tooling", "function": "Production", "level": "others"}
    role = served.recorded("establishRole", **chair, effectiveOn=DAY)["subject"]
    filed = assessed(cai, "2024-03-01", direction=4, work_values=4)
    left_off = assessed(boss, "2024-03-02", direction=4)
    assert left_off["entries"]
    proposed = {"candidate": ada, "role": role, "direction": "UP", "fromLevel": "self", "toLevel": "others"}
    of = {"framework": framework, "edition": 1, "proposedBy": cai, "grounds": "Leads already", "effectiveOn": DAY}
    case = served.recorded("proposePromotion", **proposed, **of)["subject"]
    step("fileEvidence", evidence=filed["entries"][0], evidenceKind="POTENTIAL", filedBy=cai)
    step("closeFile", closedBy=people[3])
    step("convenePanel", members=people[:3], convenedBy=people[3])
    step("openVote", openedBy=people[0])
    for voter, choice in zip(people, ("IN_FAVOUR", "AGAINST", "IN_FAVOUR"), strict=False):
        step("castVote", voter=voter, choice=choice, words=f"Words of {choice}")
    step("closeVote", closedBy=people[0])
    before = step("stateRecommendation", statedBy=people[0], rationale="The shift plans itself")["position"]
    if approved:
        granted = {"case": case, "decidedBy": people[3], "rationale": "The chair cannot wait", "effectiveOn": DAY}
        authority = joined("Zoe Amsel")
        in_the_way = re.findall(r"“(\w+)” came out", served.record("approvePromotion", granted)["why"])
        aside = [
            {"criterion": one.upper(), "authorisedBy": authority, "reason": f"{one} can wait"} for one in in_the_way
        ]
        decided = served.recorded("approvePromotion", **granted, setAside=aside)["position"]
    else:
        decided = step("declinePromotion", decidedBy=people[3], rationale="One voice only")["position"]
    late = assessed(boss, "2024-04-02", work_values=5)["position"]
    return DecidedCase(case, ada, boss, people[1], before, decided, late)
