"""Decisions by the judge who looks at the whole record, judged again from an opened bundle, and forged ones told."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import pytest

from api.bundles import case_bundle
from audit.bundles import looked_up
from audit.bundles.archive import packed, unpacked
from audit.bundles.contents import in_json
from audit.bundles.looked_up import LookedUp
from domain.judging.findings import Verdict
from domain.kernel.ids import CaseId
from domain.promotions.decisions import PromotionDecision
from domain.promotions.promotion_case import PromotionCase
from ledger import Entry, Ledger
from tests.audit.bundles.conftest import KEY, ORIGIN, leadership
from tests.audit.bundles.test_completeness import copied_from
from tests.audit.bundles.test_replay_offline import FORGERIES, forged
from tests.compatibility.second.restoring import restore
from tests.databases import WRAPPING

DECISIONS: Final = ("PromotionApproved", "PromotionDeclined", "PromotionDeferred")
Information = Callable[[Sequence[Entry[Any]]], bool]


def kinds(stream: Sequence[Entry[Any]]) -> list[str]:
    return [entry.kind for entry in stream]


def honest(stream: Sequence[Entry[Any]]) -> bool:
    """Whether none of its decisions went past the rules: those come after all others."""
    return all(entry.event.basis == entry.position - 1 for entry in stream if entry.kind in DECISIONS)


SORTS: Final[dict[str, Information]] = {
    "approved with overrides": lambda of: (
        honest(of) and kinds(of).count("PromotionApproved") == 1 and any(getattr(e.event, "overrides", ()) for e in of)
    ),
    "declined": lambda of: honest(of) and kinds(of).count("PromotionDeclined") == 1 and "AppealLodged" not in kinds(of),
    "deferred, and decided later": lambda of: (
        honest(of) and "PromotionDeferred" in kinds(of) and sum(kind in DECISIONS for kind in kinds(of)) > 1
    ),
    "appealed, and decided again": lambda of: (
        honest(of) and "AppealDecided" in kinds(of) and sum(kind in DECISIONS for kind in kinds(of)) > 1
    ),
}


@dataclass(frozen=True)
class Kept:
    """A ledger of many decided cases, and the folder of its files."""

    url: str
    home: Path
    ledger: Ledger

    def case(self, sort: Information) -> str:
        """The case of that sort with the most in its file: where there is little, little can be forged."""
        cases = dict.fromkeys(entry.stream for entry in self.ledger.entries(kinds=DECISIONS))
        streams = {case: self.ledger.stream(case) for case in cases}
        of_that_sort = [case for case, stream in streams.items() if sort(stream)]
        return max(of_that_sort, key=lambda case: kinds(streams[case]).count("EvidenceFiled"))

    def bundle(self, case: str, *options: str) -> Path:
        """What `leadership audit-bundle` writes."""
        path = self.home / f"{case}{''.join(options)}.zip"
        if not path.exists():
            code, said = leadership("audit-bundle", case, "-o", path, *options)
            assert code == 0, said
        return path


@pytest.fixture(scope="module")
def kept(make_database: Callable[[], str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kept]:
    home, url = tmp_path_factory.mktemp("kept"), make_database()
    with pytest.MonkeyPatch.context() as environment, closing(Ledger.open(url, WRAPPING)) as ledger:
        restore(ledger)
        for name, value in {
            "DATABASE_URL": url,
            "KEY": KEY,
            "KEY_FILE": home / "ledger.key",
            "LOG_ORIGIN": ORIGIN,
        }.items():
            environment.setenv(f"LEADERSHIP_{name}", str(value))
        yield Kept(url, home, ledger)


@pytest.fixture(scope="module")
def declined(kept: Kept) -> Path:
    """An opened bundle of one of those cases."""
    return kept.bundle(kept.case(SORTS["declined"]), "--opened")


@pytest.mark.mission("M67")
@pytest.mark.parametrize("sort", SORTS)
def test_a_decision_is_judged_again_from_the_bundle_alone(
    kept: Kept, sort: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    bundle = kept.bundle(kept.case(SORTS[sort]), "--opened")
    monkeypatch.setenv("LEADERSHIP_DATABASE_URL", "postgresql://nowhere.invalid/nothing")
    code, said = leadership("verify", bundle)
    assert code == 0, said
    replays = json.loads(unpacked(bundle.read_bytes())["replay.json"])
    for one in replays:
        assert f"{one['decision']} was judged again here, by “second”, from what is opened: reproduced." in said
    assert said.count(" was judged again here") == len(replays)
    assert "20 criteria, the procedure, and what answers" in said
    assert "That nothing else answers what the judge asked, and what has come to light since, is a statement of" in said


def test_a_decision_past_the_rules_comes_out_otherwise_from_the_bundle_alone(kept: Kept) -> None:
    """Whoever decided was the candidate: the ledger says so, and so does what the bundle opens."""
    own = kept.case(lambda of: any(e.kind in DECISIONS and e.event.decided_by == e.event.candidate for e in of))
    bundle = kept.bundle(own, "--opened")
    code, said = leadership("verify", bundle)
    assert code == 0, said
    assert ", from what is opened: differs." in said
    assert "Against the procedure stands: " in said
    silent = forged(bundle, kept.home / "silent.zip", "replay.json", without_objections)
    code, said = leadership("verify", silent)
    assert (code, "something else of what stood against the procedure" in said) == (1, True), said


def without_objections(replays: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """All said to be as it should."""
    for one in replays:
        if one["objection"]:
            wrong = one["differences"] or one["misstated"]
            one |= {"objection": None, "verdict": "differs" if wrong else "reproduced"}
    return replays


@pytest.mark.mission("M67")
@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_forged_replay_is_told(declined: Path, forgery: str, tmp_path: Path) -> None:
    code, said = leadership("verify", forged(declined, tmp_path / "forged.zip", "replay.json", FORGERIES[forgery]))
    assert (code, "“replay.json” does not hold: " in said, " holds." in said) == (1, True, False), said


def rated(declined: Path) -> tuple[str, dict[str, Any]]:
    """A rating that is opened although the case does not cite it, and that the judge went by."""
    files = unpacked(declined.read_bytes())
    beside = json.loads(files["case.json"])["looked_up"]
    for position in beside:
        said = json.loads(files[f"opened/{position}.json"])
        if isinstance(said.get("ratings"), list) and said["purpose"] == "decision":
            return f"opened/{position}.json", said
    raise AssertionError("nothing was left off the file")


def test_what_was_opened_falsely_comes_out_otherwise(kept: Kept) -> None:
    """Of what was left off the file, somebody says that it was for development."""
    left_off = kept.case(lambda of: SORTS["declined"](of) and any(
        finding.criterion == "file_complete" and finding.verdict is Verdict.WARNING
        for entry in of if isinstance(entry.event, PromotionDecision) for finding in entry.event.found
    ))  # fmt: skip
    bundle = kept.bundle(left_off, "--opened")
    name, _ = rated(bundle)
    other = forged(
        bundle, kept.home / "other.zip", name, lambda said: {**said, "ratings": [], "purpose": "development"}
    )
    code, said = leadership("verify", other)
    assert (code, f"“{name}” says something else of “purpose” than the entry does" in said) == (1, True), said


def test_ratings_that_are_opened_as_others_come_out_otherwise(declined: Path, tmp_path: Path) -> None:
    """They are sealed, so only a key tells that they are others; but the findings that were recorded tell, too."""
    files = unpacked(declined.read_bytes())
    for name in [name for name in files if name.startswith("opened/")]:
        said = json.loads(files[name])
        if isinstance(said.get("ratings"), list):
            said["ratings"] = [{**one, "value": 1} for one in said["ratings"]]
            files[name] = json.dumps(said).encode()
    (tmp_path / "worse.zip").write_bytes(packed(files))
    code, said = leadership("verify", tmp_path / "worse.zip")
    assert (code, "which does not come out so" in said) == (1, True), said


def asked(question: str, forge: Callable[[list[dict[str, Any]]], object]) -> Callable[[Any], Any]:
    """What is told of one sort of questions, forged for every decision."""

    def told(several: list[dict[str, Any]]) -> list[dict[str, Any]]:
        for one in several:
            forge(one[question])
        return several

    return told


def test_what_was_asked_cannot_be_kept_back_or_answered_otherwise(declined: Path, tmp_path: Path) -> None:
    """A question less cannot be judged again, and says which; an entry less is one without a reason to be there."""
    file = tmp_path / "forged.zip"
    code, said = leadership("verify", forged(declined, file, "looked-up.json", asked("streams", list.clear)))
    assert code == 1, "entries are there for nothing"
    assert "has nothing to do with" in said or "does not say what the entries say" in said
    whole = unpacked(declined.read_bytes())
    told = json.loads(whole["looked-up.json"])
    several = [each for each in told[0]["streams"] if len(each["positions"]) > 1]
    several[0]["positions"].pop()
    code, said = leadership("verify", resealed(whole, told, file))
    assert (code, "“replay.json” does not hold: it rests on “looked-up.json”, where the answer to" in said) == (
        1,
        True,
    ), said
    told = json.loads(whole["looked-up.json"])
    gone = told[0]["streams"].pop()
    told[0]["entries"].append({"entry": f"{gone['stream']}@1", "positions": gone["positions"]})
    code, said = leadership("verify", resealed(whole, told, file))
    assert (code, "it was not judged again here, as the judge asks what" in said) == (0, True), said
    code, said = leadership("verify", resealed(whole, [], file, keep=True))
    assert code == 1, said
    for nonsense in NONSENSE:
        code, said = leadership("verify", forged(declined, file, "looked-up.json", saying(nonsense)))
        assert (code, "“looked-up.json” does not say what was asked" in said) == (1, True), said


NONSENSE: Final[tuple[Any, ...]] = (
    {},
    [{"decision": 7}],
    [{"decision": "case-x@1", "streams": [], "entries": [], "index": [], "more": 1}],
)


def saying(other: Any) -> Callable[[Any], Any]:
    """Whatever stands there, this does instead."""
    return lambda _: other


def resealed(files: dict[str, bytes], told: list[dict[str, Any]], to: Path, *, keep: bool = False) -> Path:
    """The bundle with other answers, and a table of contents that fits them if it can."""
    contents = json.loads(files["case.json"])
    named = {
        at for one in told for sort in ("streams", "entries", "index") for each in one[sort] for at in each["positions"]
    }
    if not keep:
        contents["looked_up"] = sorted(named & {*contents["looked_up"]})
    gone = {*json.loads(files["case.json"])["looked_up"]} - {*contents["looked_up"]}
    assert not gone or keep, "every entry still answers something"
    to.write_bytes(packed({**files, "looked-up.json": json.dumps(told).encode(), "case.json": in_json(contents)}))
    return to


def test_what_corrected_an_answer_by_then_cannot_be_left_out(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    """By somebody who makes the bundle with the log's own keys: without the log it is their word, and not with it."""
    asked_honestly = looked_up.looked_up_for
    case, gone = next(
        (case, entry)
        for case in dict.fromkeys(entry.stream for entry in kept.ledger.entries(kinds=DECISIONS))
        for entry in amended_beside(kept, case, asked_honestly(kept.ledger, CaseId(case)))
    )

    def asked_dishonestly(ledger: Ledger, case: CaseId) -> tuple[LookedUp, ...]:
        return tuple(
            replace(one, answers={question: found[: found.index(gone)] if gone in found else found
                                  for question, found in one.answers.items()})
            for one in asked_honestly(ledger, case)
        )  # fmt: skip

    monkeypatch.setattr(case_bundle, "looked_up_for", asked_dishonestly)
    monkeypatch.setattr(case_bundle, "replays_in_json", lambda ledger, case: None)
    less = kept.home / "less.zip"
    assert leadership("audit-bundle", case, "-o", less, "--opened")[0] == 0
    assert leadership("verify", less)[0] == 0, "the bundle alone does not show it"
    code, said = leadership("verify", less, "--log", copied_from(kept.url, kept.home / "log"))
    assert (code, f"position {gone}: what corrects or retracts person-" in said) == (1, True), said


def amended_beside(kept: Kept, case: str, looked_up: tuple[LookedUp, ...]) -> list[int]:
    """What corrects or retracts something by the time of the decision, and stands at the end of every answer."""
    cited = {evidence.evidence for evidence in kept.ledger.book().recall(PromotionCase, case).evidence}
    answers = [found for one in looked_up for found in one.answers.values()]
    return [
        entry.position
        for entry in kept.ledger.entries_at([found[-1] for found in answers if found]).values()
        if entry.supersedes and entry.at not in cited
        if all(found[-1] == entry.position for found in answers if entry.position in found)
    ]


def test_an_unopened_bundle_tells_nothing_of_it(kept: Kept, declined: Path) -> None:
    case = kept.case(SORTS["declined"])
    shut, opened = unpacked(kept.bundle(case).read_bytes()), unpacked(declined.read_bytes())
    assert "looked-up.json" not in shut
    assert not any(name.startswith("opened/") for name in shut)
    beside = {*json.loads(opened["case.json"])["looked_up"]}
    assert beside
    assert not any(name.startswith(f"entries/{position}/") for name in shut for position in beside)


def test_of_what_was_looked_up_only_what_the_judge_went_by_is_opened(declined: Path) -> None:
    """No names, no texts, nothing that is sealed for others, and nothing that was said for development."""
    files = unpacked(declined.read_bytes())
    withheld = {"withheld": True}
    looked_at = dict[str, int]()
    for position in json.loads(files["case.json"])["looked_up"]:
        said = json.loads(files[f"opened/{position}.json"])
        for name in ("name", "job_title", "summary", "title", "grounds", "goals", "rationale"):
            if name in said:
                looked_at[name] = looked_at.get(name, 0) + 1
                assert said[name] in (withheld, None), f"{name} of entry {position}"
        if said.get("purpose") == "development" and "ratings" in said:
            assert said["ratings"] == withheld
    assert looked_at.keys() >= {"name", "job_title", "summary"}
