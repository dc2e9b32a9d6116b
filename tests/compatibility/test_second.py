"""What the judge named `second` decided is replayed word for word, whatever else changes.

Where one of these tests fails, something that `second` goes by has changed, and with it the replay of decisions. Before
a version is out whose decisions name `second`, that may be meant: `python -m tests.compatibility.second.make` makes the
data anew, and the commit says what is judged otherwise; where decisions replay as before and only a digest has changed,
`… make digests` does. Once it is out it never is: docs/adr/0011 says what to do.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any, Final

import pytest

from audit.coming_to_light import CameAs
from domain.frameworks.criteria import Requirement
from domain.judging.findings import Verdict
from domain.judging.looks import LOOKS
from domain.promotions.judging.judges import SECOND
from domain.promotions.judging.replaying import ReplayVerdict
from domain.promotions.promotion_case import Direction
from ledger import Ledger
from tests.compatibility.second.code_recalled import changed
from tests.compatibility.second.kinds_asked import DECISIONS, kinds_asked, never_written
from tests.compatibility.second.replayed import replays_told
from tests.compatibility.second.restoring import FOLDER, RECALLED, REPLAYS, restore, unpacked
from tests.databases import WRAPPING

TO_DO: Final = (
    "is gone by `second`, and says something else than it did: decisions that name `second` may now replay otherwise."
    " Before the first version with such decisions is out, run `python -m tests.compatibility.second.make` and say in"
    " the commit what is judged otherwise; after that, leave it, and see docs/adr/0011, “What is left”"
)


@pytest.fixture(scope="module")
def ledger(make_database: Callable[[], str]) -> Iterator[Ledger]:
    """A ledger with those decisions."""
    with closing(Ledger.open(make_database(), WRAPPING)) as ledger:
        restore(ledger)
        yield ledger


def kept() -> list[dict[str, Any]]:
    """What came of replaying them."""
    return [json.loads(line) for line in unpacked(REPLAYS)]


def test_every_decision_is_replayed_word_for_word(ledger: Ledger) -> None:
    again = [json.loads(line) for line in replays_told(ledger)]
    assert [one["decision"] for one in again] == [one["decision"] for one in kept()]
    unlike = [one for one, was in zip(again, kept(), strict=True) if one != was]
    assert unlike == [], f"{len(unlike)} of {len(again)} replay otherwise; what they rest on {TO_DO}"


def test_no_code_that_it_goes_by_has_changed() -> None:
    """Also where none of the decisions shows it."""
    recalled = json.loads((FOLDER / RECALLED).read_text())
    assert {"domain.judging.looks:LOOKS", "domain.people.joining:PersonJoined.evolve"} <= recalled.keys()
    defaults = {"domain.frameworks.procedure:Procedure", "domain.judging.findings:Finding"}
    members = {"domain.judging.findings:Verdict", "domain.promotions.panels.panel:Conflict"}
    assert defaults | members <= recalled.keys()
    assert changed(recalled) == [], TO_DO


def test_the_decisions_show_every_way_in_which_it_judges() -> None:
    """Or a change could go unseen."""
    replays = kept()
    found = {(one["criterion"], one["verdict"]) for each in replays for one in each["again"]["findings"]}
    assert {criterion for criterion, _ in found} == {*Requirement}
    assert {verdict for _, verdict in found} == {*Verdict}
    verdicts = Counter(criterion for criterion, _ in found)
    assert [one for one in LOOKS if verdicts[one] < 2] == [Requirement.WILLINGNESS], "which nobody is asked for a step"
    assert {one["verdict"] for one in replays} == {*ReplayVerdict}
    assert any(one["objection"] for one in replays)
    light = {each["how"] for one in replays if one["since"] for each in one["since"]["came_to_light"]}
    assert light == {*CameAs}
    assert {bool(one["since"]["objection"]) for one in replays if one["since"]} == {True, False}


def test_nothing_that_it_asks_for_is_never_there(ledger: Ledger) -> None:
    """Every kind of entry that it recalls, or looks for, has been written."""
    assert len(kinds_asked(ledger)) > 30
    assert never_written(ledger) == []


def test_they_are_of_every_kind(ledger: Ledger) -> None:
    decisions = [entry.event for entry in ledger.entries(kinds=DECISIONS)]
    assert {type(one).__name__ for one in decisions} == {*DECISIONS}
    assert {one.judged_by for one in decisions} == {SECOND}
    assert {one.direction for one in decisions} == {*Direction}
    assert any(getattr(one, "overrides", ()) for one in decisions)
    assert any(one.recommendation for one in decisions)
    assert {type(one).__name__ for one in decisions if one.decided_with} == {*DECISIONS}
    assert list(ledger.entries(kinds=("AppealDecided",)))
