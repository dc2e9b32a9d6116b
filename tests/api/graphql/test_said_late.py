"""What is dated back, ended or said late, over GraphQL, in a ledger that is kept: it wins nobody anything."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import pytest
from pydantic import SecretStr

from api.settings import Settings
from domain.frameworks.default_pack import DEFAULT_FRAMEWORK
from domain.frameworks.packs.shipped import present_edition
from domain.kernel.facts import ORGANISATION
from domain.kernel.history import LedgerBegun
from domain.kernel.ids import CaseId, PersonId
from domain.promotions.promotion_file import FileClosed
from ledger import Ledger
from tests.api.conftest import KEY, Served, serving
from tests.api.inputs import as_input
from tests.ledger.commands_recorded import past_the_rules

KEPT_SINCE = date(2024, 1, 1)


@dataclass
class Kept:
    """A house whose ledger has been kept since years, and people in it."""

    served: Served
    ledger: Ledger
    people: dict[str, str]
    joined: dict[str, str]

    def day(self, ago: int) -> str:
        """So many days ago, by the ledger's clock."""
        return str(self.ledger.today() - timedelta(days=ago))

    def proposed(self, ago: int) -> str:
        """A case of a step to the side, for which no panel is asked, said to be of so many days ago."""
        ada = self.people["ada"]
        step = {"candidate": ada, "proposedBy": ada, "direction": "LATERAL", "fromLevel": "self", "toLevel": "self"}
        edition = {"framework": DEFAULT_FRAMEWORK, "edition": present_edition().number}
        told = self.served.recorded("proposePromotion", **step, **edition, grounds="Mine", effectiveOn=self.day(ago))
        return str(told["subject"])

    def refuses(self, rule: str, mutation: str, **given: Any) -> str:
        told = self.served.record(mutation, given)
        assert (told["__typename"], told.get("rule")) == ("Refused", rule), told
        return str(told["why"])

    def hears(self, case: str, who: str) -> dict[str, Any]:
        """What comes of it if somebody hears the candidate today."""
        heard = {"case": case, "heardBy": self.people[who], "words": "She answered"}
        return self.served.record("hearCandidate", heard)


@pytest.fixture(scope="module")
def kept(make_database: Callable[[], str]) -> Iterator[Kept]:
    settings = Settings(database_url=make_database(), key=SecretStr(KEY))
    with serving(settings) as served:
        ledger = served.app.state.services.ledger
        past_the_rules(ledger, ORGANISATION, LedgerBegun(effective_on=KEPT_SINCE))
        unit = served.unit("Assembly")
        people: dict[str, str] = {}
        joined: dict[str, str] = {}
        for name, level, manager in (
            ("boss", "others", None),
            ("ada", "self", "boss"),
            ("other", "others", None),
            ("mia", "self", None),
            ("clerk", "self", None),
            ("head", "others", None),
        ):
            led = {"manager": people[manager]} if manager else {}
            told = served.recorded("joinPerson", name=name, unit=unit, level=level, **led, effectiveOn="2024-01-08")
            people[name], joined[name] = told["subject"], told["entries"][0]
        yield Kept(served, ledger, people, joined)


def ends(kept: Kept, case: str) -> None:
    """The candidate withdraws, so that another case may begin."""
    kept.served.recorded("withdrawCandidacy", case=case, candidate=kept.people["ada"])


@pytest.mark.mission("M61")
def test_the_time_to_comment_runs_from_when_it_is_on_record_that_they_saw_the_file(kept: Kept) -> None:
    case = kept.proposed(30)
    told = {"person": kept.people["ada"], "how": "IN_PERSON", "informedBy": kept.people["clerk"]}
    kept.served.recorded("informPerson", **told, about=f"{case}@1", effectiveOn=kept.day(29))
    close = {"case": case, "closedBy": kept.people["clerk"]}
    for ago in (10, 0):
        assert "may comment until" in kept.refuses("FileNotSeen", "closeFile", **close, effectiveOn=kept.day(ago))
    ends(kept, case)


def test_a_case_that_has_lapsed_is_not_decided_by_an_earlier_day(kept: Kept) -> None:
    case = kept.proposed(100)
    closed = FileClosed(PersonId(kept.people["ada"]), PersonId(kept.people["clerk"]), 1,
                        effective_on=kept.ledger.today() - timedelta(days=95))  # fmt: skip
    past_the_rules(kept.ledger, CaseId(case), closed)
    decline = {"case": case, "decidedBy": kept.people["head"], "rationale": "Not now"}
    why = kept.refuses("DecidedTooLate", "declinePromotion", **decline, effectiveOn=kept.day(94))
    assert f"written on {kept.day(0)}" in why
    kept.proposed(0)  # as that one has lapsed, on whichever day it is said to have been decided


def test_a_mentorship_ends_for_a_case_when_that_is_on_record(kept: Kept) -> None:
    pair = {"mentor": kept.people["mia"], "mentee": kept.people["ada"], "goals": "Let others answer"}
    agreed = kept.served.recorded(
        "agreeMentorship", **pair, hoursPromised=12.0, cadenceDays=30, effectiveOn="2024-02-05"
    )
    ended = {"mentorship": agreed["subject"], "why": "TIME_UP"}
    kept.served.recorded("endMentorship", **ended, effectiveOn="2024-06-03")
    case = open_case(kept)
    refused = kept.hears(case, "mia")
    assert (refused["rule"], "mentor" in refused["why"]) == ("ConflictedMember", True), refused


def test_nobody_writes_a_stake_away_once_a_case_is_proposed(kept: Kept) -> None:
    case = open_case(kept)
    before = {"person": kept.people["ada"], "name": "ada", "unit": kept.served.unit("Assembly"), "level": "self"}
    led = {**before, "manager": kept.people["other"], "effectiveOn": "2024-01-08"}
    corrected = {"entry": kept.joined["ada"], "reason": "A slip", "replacement": {"joinPerson": led}}
    kept.served.recorded("correctEntry", **corrected)
    for manager in ("boss", "other"):
        refused = kept.hears(case, manager)
        assert (refused["rule"], "line_manager" in refused["why"]) == ("ConflictedMember", True), refused
    assert kept.hears(case, "head")["__typename"] == "Recorded"


def test_no_framework_is_brought_over_into_the_time_of_the_ledger(kept: Kept) -> None:
    edition = as_input(replace(present_edition(), number=1))
    brought = {"framework": "framework-lenient", "edition": edition, "imported": True}
    for day in (str(KEPT_SINCE), kept.day(1)):
        kept.refuses("RulesChangedInThePast", "publishFramework", **brought, effectiveOn=day)
    kept.served.recorded("publishFramework", **brought, effectiveOn=str(KEPT_SINCE - timedelta(days=1)))
    adopt = {"framework": "framework-lenient", "unit": kept.served.unit("Paint"), "imported": True}
    kept.refuses("RulesChangedInThePast", "adoptFramework", **adopt, effectiveOn=kept.day(1))
    kept.served.recorded("adoptFramework", **adopt, effectiveOn=str(KEPT_SINCE - timedelta(days=1)))


def open_case(kept: Kept) -> str:
    """The case that is open, or one that is proposed today."""
    begun = kept.ledger.entries(kinds=["PromotionProposed"])
    cases = [entry.stream for entry in begun if entry.event.effective_on == kept.ledger.today()]
    return cases[-1] if cases else kept.proposed(0)


def test_of_whoever_joined_before_the_first_day_nobody_asks_whether_they_found_a_mentor(kept: Kept) -> None:
    """What was agreed with them by then nobody has written down here."""
    led = {"unit": kept.served.unit("Assembly"), "manager": kept.people["boss"]}
    before = kept.served.recorded("joinPerson", name="eve", **led, effectiveOn="2023-12-04")["subject"]
    which = 'first: 9, asOf: {effectiveOn: "2024-08-01"}, kinds: ["FirstMentorDue"]'
    asked = f"{{ attention({which}) {{ nodes {{ whom {{ id }} }} }} }}"
    flagged = [one["whom"]["id"] for one in kept.served.asked_by(kept.people["boss"]).ask(asked)["attention"]["nodes"]]
    assert kept.people["boss"] in flagged, "who joined a week after it"
    assert before not in flagged
