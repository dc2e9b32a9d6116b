"""`leadership verify BUNDLE`: what whoever made a bundle says in it of its entries is judged again, or told apart."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from api.bundles import case_bundle
from audit.bundles.archive import packed, unpacked
from tests.audit.bundles.conftest import Audited, leadership
from tests.compatibility.version_1.restoring import FOLDER

OLD = FOLDER / "case-opened.zip"
"""Two decisions on one case by the judge named first: an approval with overrides after a decline that was remitted."""
Replays = list[dict[str, Any]]


@pytest.fixture(scope="module")
def opened(audited: Audited) -> Path:
    """An opened bundle of today."""
    return audited.bundle("opened-again.zip", "--opened")


def forged(bundle: Path, to: Path, name: str, forge: Callable[[Any], Any]) -> Path:
    """The bundle with another file in it, and sums that fit: what anybody can do who has it."""
    files = unpacked(bundle.read_bytes())
    to.write_bytes(packed({**files, name: json.dumps(forge(json.loads(files[name]))).encode()}))
    return to


def finding(replays: Replays, criterion: str) -> dict[str, Any]:
    [found] = [one for one in replays[0]["again"]["findings"] if one["criterion"] == criterion]
    return dict(found)


def with_finding(replays: Replays, criterion: str, **other: Any) -> Replays:
    """The first decision with another finding, and all that follows from it said so, too."""
    was, becomes = finding(replays, criterion), {**finding(replays, criterion), **other}
    first = replays[0]
    first["again"]["findings"] = [becomes if one == was else one for one in first["again"]["findings"]]
    first["differences"] = [{"criterion": criterion, "recorded": was, "again": becomes}]
    first["verdict"] = "differs"
    return replays


def with_other(replays: Replays, **other: Any) -> Replays:
    replays[0] |= other
    return replays


MISSTATED = [{"what": "to_level", "recorded": "others", "known": "self"}]
FORGERIES: dict[str, Callable[[Replays], Any]] = {
    "another verdict": lambda replays: with_other(replays, verdict="differs"),
    "not judged at all": lambda replays: with_other(replays, verdict="cannot_be_judged"),
    "another finding alone": lambda replays: [
        {
            **replays[0],
            "again": with_finding(json.loads(json.dumps(replays)), "work_values", verdict="met")[0]["again"],
        },
        *replays[1:],
    ],
    "another finding, and what follows": lambda replays: with_finding(replays, "work_values", verdict="warning"),
    "a finding that rests on nothing": lambda replays: with_finding(replays, "potential_evidence", rests_on=[]),
    "something misstated": lambda replays: with_other(replays, misstated=MISSTATED, verdict="differs"),
    "a difference that is none": lambda replays: with_other(replays, differences=[{"criterion": "work_values"}]),
    "a finding less": lambda replays: with_other(
        replays, again={**replays[0]["again"], "findings": replays[0]["again"]["findings"][1:]}
    ),
    "a decision less": lambda replays: replays[1:],
    "another decision": lambda replays: with_other(replays, decision="case-x@4"),
    "an obstacle": lambda replays: with_other(
        replays, again={**replays[0]["again"], "obstacle": "judge_unknown"}, verdict="cannot_be_judged"
    ),
    "another edition": lambda replays: with_other(replays, again={**replays[0]["again"], "edition": 7}),
    "no replay": lambda replays: {"verdict": "reproduced"},
    "nothing of use": lambda replays: [None],
}
SEEN_UNJUDGED = ("a decision less", "another decision", "no replay", "nothing of use")
"""Forgeries that are noticed also where nothing can be judged again."""


@pytest.mark.mission("M67")
@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_forged_replay_is_told(forgery: str, opened: Path, tmp_path: Path) -> None:
    for bundle in (OLD, opened) if forgery in SEEN_UNJUDGED else (OLD,):
        code, said = leadership("verify", forged(bundle, tmp_path / "forged.zip", "replay.json", FORGERIES[forgery]))
        assert code == 1, said
        assert "“replay.json” does not hold: " in said
        assert " holds." not in said


def test_a_replay_that_comes_out_so_is_said_to() -> None:
    code, said = leadership("verify", OLD)
    assert code == 0, said
    assert "Judged again from what is opened here: 9 criteria." in said
    assert "Whether vacancy_or_need came out so is a statement of whoever made the bundle." in said
    assert "What stood against the procedure, and what has come to light since, is a statement" in said


def test_a_judge_who_looked_beyond_the_case_is_not_said_to_have_been_checked(
    audited: Audited, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The present one looks at all of what is known of the candidate; where a bundle does not tell that, it says so."""
    monkeypatch.setattr(case_bundle, "looked_up_for", lambda ledger, case: ())
    silent = audited.bundle("silent.zip", "--opened")
    code, said = leadership("verify", silent)
    [decision] = [one["decision"] for one in json.loads(unpacked(silent.read_bytes())["replay.json"])]
    assert code == 0, said
    assert (
        f"The replay of {decision} is a statement of whoever made the bundle:"
        " it was not judged again here, as “looked-up.json” does not say what was looked up for it."
    ) in said
    assert "was judged again" not in said


def test_what_a_bundle_shows_too_little_of_is_said_to_be_a_statement(audited: Audited) -> None:
    """Nobody can judge from it whether the role had a holder; unopened, it shows nothing of what was judged."""
    changed = forged(
        OLD,
        audited.home / "vacant.zip",
        "replay.json",
        lambda replays: with_finding(replays, "vacancy_or_need", verdict="not_met"),
    )
    code, said = leadership("verify", changed)
    assert (code, "Whether vacancy_or_need came out so is a statement of whoever made the bundle." in said) == (0, True)
    shut = audited.bundle("shut.zip")
    code, said = leadership("verify", shut)
    [decision] = [one["decision"] for one in json.loads(unpacked(shut.read_bytes())["replay.json"])]
    assert code == 0, said
    assert f"The replay of {decision} is a statement of whoever made the bundle: it was not judged again here" in said
    code, said = leadership("verify", forged(shut, audited.home / "less.zip", "replay.json", lambda replays: []))
    assert (code, "it is not about the decisions that are in the bundle" in said) == (1, True), said


def test_what_is_opened_says_what_is_proved_where_that_can_be_seen(opened: Path, tmp_path: Path) -> None:
    files = unpacked(opened.read_bytes())
    [name] = [name for name in files if name.startswith("opened/") and b'"closed_by"' in files[name]]
    for forge, told in (
        (lambda said: {**said, "closed_by": "person-x"}, f"“{name}” says something else of “closed_by”"),
        (lambda said: {**said, "approved": True}, f"“{name}” has “approved”, which FileClosed has not"),
    ):
        code, said = leadership("verify", forged(opened, tmp_path / "forged.zip", name, forge))
        assert (code, told in said) == (1, True), said
    [vote] = [name for name in unpacked(OLD.read_bytes()) if name == "opened/100.json"]
    rated = forged(OLD, tmp_path / "rated.zip", vote, lambda said: {**said, "words": "Something else"})
    code, said = leadership("verify", rated)
    assert (code, "a statement of whoever made the bundle" in said) == (0, True), "only a key connects what is sealed"
