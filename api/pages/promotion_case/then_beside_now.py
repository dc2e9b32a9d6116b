"""A replay as an auditor reads it: each criterion as it came out then and comes out now, with what it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from api.graphql.described import meaning
from api.pages.page import Answer
from api.pages.wording import message
from domain.frameworks.criteria import Requirement
from domain.promotions.judging.replaying import ReplayVerdict
from domain.promotions.phases import CasePhase

Told = Mapping[str, Any]
"""Something of the answer."""
ONLY_THEN: Final = message("Judged only then")
ONLY_NOW: Final = message("Judged only now")
NEITHER: Final = message("Not judged")
LEFT_OFF: Final = Requirement.FILE_COMPLETE.name
"""The criterion that rests on what was left off the file."""

APPEALABLE: Final = frozenset((CasePhase.APPROVED.name, CasePhase.DECLINED.name, CasePhase.DEFERRED.name))
"""Where a case stands when there may be something to appeal."""
OPEN: Final = frozenset(CasePhase.__members__) - {
    CasePhase.APPROVED.name,
    CasePhase.DECLINED.name,
    CasePhase.WITHDRAWN.name,
}
"""Where it stands while anybody still judges in it."""


class Beside(NamedTuple):
    """One criterion: what was recorded, and what the rules find in what was known then and is known now."""

    criterion: str
    recorded: Told | None
    then: Told | None
    now: Told | None
    set_aside: Told | None
    """By whom it was set aside, and why; None where it was not."""

    @property
    def as_recorded(self) -> bool:
        """Whether judging it again comes to what was recorded."""
        return same(self.recorded, self.then)

    @property
    def in_words(self) -> str:
        """How now differs from then."""
        if self.then is None or self.now is None:
            return ONLY_THEN if self.then else ONLY_NOW if self.now else NEITHER
        if self.then["verdict"] != self.now["verdict"]:
            return message("Comes out otherwise")
        return message("The same") if same(self.then, self.now) else message("The same, resting on other entries")


def same(one: Told | None, other: Told | None) -> bool:
    """Whether two findings come to the same, on the same entries."""
    return weighed(one) == weighed(other)


def weighed(finding: Told | None) -> object:
    """What a finding comes to, whatever the order of its entries."""
    return finding and (finding["verdict"], sorted(finding["restsOn"]), sorted(finding["notCounted"]))


def case_shown(answer: Answer) -> Mapping[str, object]:
    """What the page of a case works out of the answer."""
    case = answer["promotionCase"]
    return {
        "phase_means": meaning(CasePhase, case["phase"]) if case["phase"] else None,
        "recommended": recommended(case),
        "beside_decision": lambda step: beside_decision(step, case),
        **may_be_done(answer),
        "overrides": {one["entry"]["reference"]: set_aside(one) for one in case["decisions"] or ()},
        **replay_shown(case),
    }


def may_be_done(answer: Answer) -> Mapping[str, object]:
    """What whoever looks may do in a case today, as far as the case tells: the rules say the rest when they do."""
    case, me = answer["promotionCase"], (answer["me"] or {}).get("id")
    proposal, appeal, decisions = case["proposal"] or {}, case["appeal"] or {}, case["decisions"] or ()
    theirs = {one["id"] for one in (proposal.get("candidate"), proposal.get("proposedBy")) if one}
    latest = decisions[-1]["entry"]["reference"] if decisions else None
    notice = next((one for one in case["notices"] or () if one["about"] == latest), None)
    in_time = notice is not None and (
        notice["toldOn"] is None or (notice["until"] or "") >= case["asOf"]["effectiveOn"]
    )
    waits = bool(appeal) and not appeal["dismissed"]
    return {
        "may_appeal": notice if me in theirs and in_time and not appeal and case["phase"] in APPEALABLE else None,
        "may_answer": waits,
        "may_take_back": waits and appeal["lodgedBy"] == me,
        "may_declare": bool(me) and case["phase"] in OPEN,
    }


def beside_decision(step: Told, case: Told) -> str:
    """How a step stands to the latest decision: known then, true then and written down later, or not so yet then."""
    decisions = case["decisions"] or ()
    decision = decisions[-1]["entry"] if decisions else None
    if decision is None or int(step["position"]) < int(decision["position"]):
        return message("known then")
    if step["position"] == decision["position"]:
        return message("the decision")
    before = step["effectiveOn"] < decision["effectiveOn"]
    return message("true before it, and written down after it") if before else message("came after it")


def recommended(case: Told) -> Told | None:
    """The step in which the panel recommended, as it stands."""
    reference = (case["panel"] or {}).get("recommendation")
    return next((step for step in case["steps"] or () if step["reference"] == reference), None)


def set_aside(decision: Told) -> Sequence[Told]:
    """The criteria that a decision set aside, each with its reason as far as that is told."""
    reasons = (decision["entry"]["fact"] or {}).get("overrideReasons") or ()
    overrides: Sequence[Told] = decision["overrides"]
    told = [*reasons, *[None] * (len(overrides) - len(reasons))]
    return [{**one, "reason": reason} for one, reason in zip(overrides, told, strict=True)]


def replay_shown(case: Told) -> Mapping[str, object]:
    """The replay of a case, where there is one that is told: its verdict, its rows, and the entries behind them."""
    replay = case["replay"]
    if replay is None:
        return {"replay": None}
    decision = next(one for one in case["decisions"] if one["entry"]["position"] == replay["decision"]["position"])
    since = replay["sinceThen"] or {}
    rows = [*beside(decision, replay)]
    return {
        "replay": replay,
        "replayed": decision,
        "verdict_means": meaning(ReplayVerdict, replay["verdict"]) or f"{replay['again']['why']}.",
        "rows": rows,
        "otherwise": [row for row in rows if row.in_words != "The same"],
        "cited": {entry["reference"]: entry for entry in replay["cited"]},
        "came": {light["reference"]: light for light in since.get("cameToLight", ())},
        "left_off": next((row.then["restsOn"] for row in rows if row.criterion == LEFT_OFF and row.then), ()),
    }


def beside(decision: Told, replay: Told) -> Iterable[Beside]:
    """Each criterion that was judged then or is judged now, in the order in which the edition asks."""
    recorded, then = by_criterion(decision["findings"]), by_criterion(replay["again"]["findings"])
    since = replay["sinceThen"]
    now = by_criterion(since["now"]["judgement"]["findings"]) if since else {}
    aside = {one["criterion"]: one for one in set_aside(decision)}
    for name in dict.fromkeys((*recorded, *then, *now)):
        yield Beside(name, recorded.get(name), then.get(name), now.get(name), aside.get(name))


def by_criterion(findings: Iterable[Told]) -> Mapping[str, Told]:
    """Findings by the names of their criteria."""
    return {finding["criterion"]: finding for finding in findings}
