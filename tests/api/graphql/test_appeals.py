"""How a case goes on over GraphQL: heard, put off, appealed by whom it concerns, answered by who took no part."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from domain.frameworks.calendars import SiteCalendar
from domain.frameworks.criteria import Criterion
from domain.frameworks.packs.shipped import present_edition
from tests.api.graphql.test_undeserved_promotion import LATE, PANEL, SEEN, STATED, WITH_STAKE, Firm, firm
from tests.api.inputs import as_input

__all__ = ["firm"]

APPEAL = {"ground": "PROCEDURE", "lodgedBy": "ada", "words": "I was not heard"}
ANSWER = {"rationale": "The panel met without its moderator"}


def under(
    firm: Firm,
    calendars: tuple[SiteCalendar, ...] = (),
    promotion: tuple[Criterion, ...] = present_edition().promotion,
    **procedure: Any,
) -> Firm:
    """The same firm under an edition of its own procedure, and the case anew under that one."""
    edition = replace(present_edition(), number=2, calendars=calendars, promotion=promotion)
    changed = replace(edition, procedure=replace(edition.procedure, **procedure))
    brought = {"framework": firm.framework, "effectiveOn": "2024-01-01", "imported": True}
    firm.served.recorded("publishFramework", edition=as_input(changed), **brought)
    firm.takes("withdrawCandidacy", candidate="ada")
    firm.case = firm.served.recorded("proposePromotion", **firm.step(edition=2))["subject"]
    return firm


def unit_of(firm: Firm) -> str:
    """The unit in which everybody is."""
    asked = "query ($id: ID!) { person(id: $id) { inUnit { id } } }"
    return str(firm.served.ask(asked, id=firm.people["ada"])["person"]["inUnit"]["id"])


def votes(firm: Firm) -> None:
    """The panel votes and recommends, for the first time or anew."""
    firm.takes("openVote", openedBy="convener", whyAgain="The file has grown")
    for voter in PANEL["members"]:
        firm.takes("castVote", voter=voter, choice="AGAINST")
    firm.takes("closeVote", closedBy="convener")
    firm.takes("stateRecommendation", statedBy="near0", **STATED)


def is_put_off(firm: Firm, until: str) -> str:
    """A decision is deferred, and the file closed anew on the day; the reference of the deferral."""
    put_off = firm.takes("deferPromotion", decidedBy="decider", revisitOn=until, **STATED)
    firm.day = until
    firm.takes("closeFile", closedBy="partner")
    votes(firm)
    return str(put_off["entries"][0])


def test_a_decision_is_put_off_twice_at_most_and_the_second_time_may_be_appealed(firm: Firm) -> None:
    firm.file_closes()
    firm.recommends("AGAINST")
    is_put_off(firm, "2024-05-21")
    firm.refuses("NothingToAppeal", "lodgeAppeal", **APPEAL)
    second = is_put_off(firm, "2024-05-28")
    later = {"decidedBy": "decider", "revisitOn": "2024-06-04", **STATED}
    assert "2 times of 2" in firm.refuses("DeferredTooOften", "deferPromotion", **later)
    firm.told_of(second)
    firm.takes("lodgeAppeal", **APPEAL)
    firm.refuses("AppealWaits", "declinePromotion", decidedBy="decider", **STATED)
    firm.takes("decideAppeal", outcome="REMITTED", decidedBy=["authority", "junior0"], **ANSWER)


def test_a_rival_appeals_procedure_and_nothing_else(firm: Firm) -> None:
    role = firm.served.recorded("establishRole", title="Shift lead", unit=unit_of(firm), function="Production",
                                level="others", effectiveOn="2021-01-04")["subject"]  # fmt: skip
    rival = firm.people["junior0"]
    firm.takes("withdrawCandidacy", candidate="ada")
    firm.served.recorded("proposePromotion", **firm.step(candidate=rival, proposedBy=rival, role=role))
    firm.case = firm.served.recorded("proposePromotion", **firm.step(role=role))["subject"]
    firm.is_declined()
    appeal = {**APPEAL, "lodgedBy": "junior0"}
    firm.refuses("NotTheirsToAppeal", "lodgeAppeal", **{**appeal, "ground": "ERROR_OF_FACT"})
    firm.refuses("NotTheirsToAppeal", "lodgeAppeal", **{**appeal, "lodgedBy": "junior1"})
    firm.takes("lodgeAppeal", **appeal)


def test_an_appeal_is_answered_in_time_by_people_who_took_no_part(firm: Firm) -> None:
    firm.is_declined()
    firm.day = LATE
    firm.takes("lodgeAppeal", **APPEAL)
    answer = {"outcome": "DISMISSED", **ANSWER}
    for took_part, rule in (("near0", "VoterDecidesAppeal"), ("moderator", "TookPart"), ("decider", "TookPart")):
        firm.refuses(rule, "decideAppeal", decidedBy=[took_part, "authority"], **answer)
    two = ["authority", "junior0"]
    firm.day = "2024-08-13"
    assert "2024-08-12" in firm.refuses("AppealOverdue", "decideAppeal", decidedBy=two, **answer)
    firm.takes("decideAppeal", decidedBy=two, **{**answer, "outcome": "REMITTED"})
    assert "took_part" in firm.refuses(WITH_STAKE, "convenePanel", **PANEL)
    firm.takes("closeFile", closedBy="junior2")
    others = ["chief", "near2", "junior1"]
    firm.takes("convenePanel", members=others, moderatedBy="junior2", convenedBy="junior2")
    firm.takes("openVote", openedBy="junior2")
    firm.takes("castVote", voter="near2", choice="IN_FAVOUR")
    asked = "query ($id: ID!) { promotionCase(id: $id) { votes { panel round withheld } } }"
    told = firm.served.ask(asked, id=firm.case)["promotionCase"]["votes"]
    assert [(vote["panel"], vote["round"]) for vote in told] == [(1, 1)] * 3 + [(2, 1)]


def test_acts_of_a_case_come_in_their_order_and_none_is_of_tomorrow(firm: Firm) -> None:
    firm.file_closes()
    firm.recommends("AGAINST")
    before, tomorrow = date.fromisoformat(SEEN) - timedelta(1), firm.served.app.state.services.ledger.today()
    for day, rule in ((before, "BackDated"), (tomorrow + timedelta(1), "NotYet")):
        firm.day = str(day)
        assert str(day) in firm.refuses(rule, "declinePromotion", decidedBy="decider", **STATED)


def test_a_candidate_is_heard_before_a_decline_where_the_edition_asks_for_it(firm: Firm) -> None:
    under(firm, hearing_required=True).file_closes()
    firm.recommends("AGAINST")
    decline = {"decidedBy": "decider", **STATED}
    firm.refuses("CandidateNotHeard", "declinePromotion", **decline)
    heard = {"words": "I led the night shift for a month"}
    firm.refuses(WITH_STAKE, "hearCandidate", heardBy="mona", **heard)
    firm.takes("hearCandidate", heardBy="decider", **heard)
    firm.takes("declinePromotion", **decline)


def test_the_holidays_of_their_site_are_no_working_days(firm: Firm) -> None:
    holidays = (date(2024, 5, 9), date(2024, 5, 10))
    under(firm, calendars=(SiteCalendar("Graz", holidays), SiteCalendar("Linz", (date(2024, 5, 8),))))
    ada = firm.people["ada"]
    firm.served.recorded("movePerson", person=ada, unit=unit_of(firm), level="self", function="Production",
                         manager=firm.people["mona"], site="Graz", effectiveOn="2024-01-08")  # fmt: skip
    firm.told_of(f"{firm.case}@1")
    firm.day = "2024-05-15"
    assert "until 2024-05-15" in firm.refuses("FileNotSeen", "closeFile", closedBy="partner")
    firm.day = "2024-05-16"
    firm.takes("closeFile", closedBy="partner")


@pytest.mark.parametrize(
    ("changed", "mutation", "given", "rule"),
    [
        ({"deferrals_at_most": 0}, "deferPromotion", {"revisitOn": "2024-05-21"}, "DeferredTooOften"),
        ({"deferrals_at_most": 1}, "deferPromotion", {"revisitOn": "2024-05-21"}, None),
        ({"decide_within_days": 7}, "declinePromotion", {}, "DecidedTooLate"),
        ({"decide_within_days": 8}, "declinePromotion", {}, None),
        ({"decider_at_target_level": False}, "declinePromotion", {"decidedBy": "junior0"}, None),
        ({}, "declinePromotion", {"decidedBy": "junior0"}, "DecidesAbove"),
    ],
)
def test_levels_time_limits_and_deferrals_are_data_of_the_edition(
    firm: Firm, changed: dict[str, Any], mutation: str, given: dict[str, Any], rule: str | None
) -> None:
    under(firm, **changed).file_closes()
    firm.recommends("AGAINST")
    told = firm.says(mutation, **{"decidedBy": "decider", **STATED, **given})
    assert told.get("rule") == rule, told


def test_who_sits_on_a_panel_is_data_of_the_edition(firm: Firm) -> None:
    asked: dict[str, Any] = {
        "at_target_level_percent": None,
        "outside_function": 0,
        "moderator_required": False,
        "quorum": 4,
    }
    under(firm, **asked).file_closes()
    juniors = {"members": ["junior0", "junior1", "junior2"], "convenedBy": "convener"}
    firm.refuses("QuorumNotMet", "convenePanel", **juniors)
    firm.takes("convenePanel", **{**juniors, "members": [*juniors["members"], "near0"]})


def test_a_seat_counts_at_the_level_that_the_edition_gives_it(firm: Firm) -> None:
    firm.file_closes()
    firm.recommends("AGAINST")
    chair = firm.served.recorded("introducePerson", name="Ina Brandt", effectiveOn="2020-01-01")["subject"]
    firm.people["chair"] = chair
    decline = {"decidedBy": "chair", **STATED}
    firm.refuses("NotHere", "declinePromotion", **decline)
    firm.served.recorded("takeSeat", person=chair, seat="PANEL_MEMBER", effectiveOn="2024-01-01")
    firm.refuses("DecidesAbove", "declinePromotion", **decline)
    firm.served.recorded("takeSeat", person=chair, seat="BOARD_MEMBER", effectiveOn="2024-01-01")
    firm.takes("declinePromotion", **decline)


def test_a_step_to_the_side_on_an_empty_file_is_cleared_by_nobody_for_themselves(firm: Firm) -> None:
    """It needs no panel, and whoever stands on its level decides; what is in the way somebody else sets aside."""
    firm.takes("withdrawCandidacy", candidate="ada")
    firm.case = firm.served.recorded("proposePromotion", **firm.step(direction="LATERAL", toLevel="self"))["subject"]
    firm.file_closes()
    approve = {"decidedBy": "junior0", **STATED}
    why = firm.refuses("CriterionNotMet", "approvePromotion", **approve)
    unmet = [named.split("”")[0].upper() for named in why.split("“")[1::2]]
    assert "POTENTIAL_EVIDENCE" in unmet, "each is named with what it came out as"
    for authority, rule in (("junior0", "AuthorityDecides"), ("report", WITH_STAKE), ("mona", WITH_STAKE)):
        aside = [{"criterion": name, "authorisedBy": authority, "reason": "We know her"} for name in unmet]
        firm.refuses(rule, "approvePromotion", setAside=aside, **approve)
