"""Figures of the bench over GraphQL: nobody and nothing is counted twice, and no place as covered that is not."""

from __future__ import annotations

from typing import Any

from tests.api.graphql.test_readiness import only, refused
from tests.api.graphql.test_succession_bench import House, house

__all__ = ["house"]


def test_whoever_was_appointed_is_no_longer_their_own_successor(house: House) -> None:
    role = house.role()
    house.stands(role, house.ready)
    house.served.recorded("appointToRole", role=role, person=house.ready, exempt="REORGANISATION",
                          effectiveOn="2024-06-15")  # fmt: skip
    before, after = (only(house.bench(on=on)) for on in ("2024-06-14", "2024-06-15"))
    assert (before["covered"], before["vacant"]) == (True, True)
    assert (after["covered"], after["vacant"]) == (False, False)
    assert (after["successors"][0]["holdsIt"], after["successors"][0]["standing"]) == (True, False)


def test_a_chair_held_by_an_interim_is_vacant_and_first_in_the_alarm(house: House) -> None:
    at_risk, interim = house.role("A: at risk"), house.role("B: stood in for")
    house.served.recorded("appointToRole", role=at_risk, person=house.boss, exempt="REORGANISATION",
                          effectiveOn="2021-02-01")  # fmt: skip
    house.served.recorded("assessRetentionRisk", person=house.boss, risk="HIGH", reason="PAY",
                          effectiveOn="2024-06-01", **house.edition)  # fmt: skip
    house.served.recorded("appointToRole", role=interim, person=house.peer, appointmentKind="INTERIM",
                          source="EXTERNAL", effectiveOn="2024-06-01")  # fmt: skip
    bench = house.bench()
    held, stood_in = bench["roles"]
    assert [(one["vacant"], one["heldForNow"]) for one in (held, stood_in)] == [(False, False), (True, True)]
    figures = bench["figures"]
    assert figures["atRiskUncovered"] == [interim, at_risk]
    assert (figures["vacant"], figures["heldForNow"]) == ({"count": 1, "n": 2}, {"count": 1, "n": 1})


def test_net_after_the_chain_and_two_appointments_are_told(house: House) -> None:
    top, below = house.role("A: top"), house.role("B: below")
    house.served.recorded("appointToRole", role=top, person=house.head, exempt="REORGANISATION",
                          effectiveOn="2021-02-01")  # fmt: skip
    house.served.recorded("appointToRole", role=below, person=house.boss, exempt="REORGANISATION",
                          effectiveOn="2021-02-01")  # fmt: skip
    house.wishes(house.boss)
    house.served.recorded("nominateSuccessor", role=top, candidate=house.boss, why="Leads", effectiveOn="2023-01-01")
    house.served.recorded("confirmSlate", role=top, successors=[house.boss], confirmedBy=house.head,
                          effectiveOn="2023-02-01")  # fmt: skip
    house.judged(top, house.boss, house.seen(house.boss, house.head, house.peer), assessedBy=house.head)
    house.stands(below, house.ready)
    figures = house.bench()["figures"]
    assert [figures[name]["count"] for name in ("coverage", "readyNowCoverage", "netCoverage")] == [2, 2, 2]
    assert figures["coverageAfterChain"] == {"count": 1, "n": 2}
    assert figures["successorCoverageRate"] == {"count": 2, "n": 2, "perHundred": None}
    third = house.role("C: third", critical=False)
    house.served.recorded("appointToRole", role=third, person=house.boss, exempt="REORGANISATION",
                          effectiveOn="2024-06-20")  # fmt: skip
    [two] = house.bench()["figures"]["holdingSeveral"]
    assert two == {"person": {"name": "Holder"}, "roles": [below, third]}


def test_as_many_are_needed_as_there_are_places(house: House) -> None:
    """One successor made a role with two places a covered one, and a chain through it counted as complete."""
    role = house.role()
    two = {"role": role, "title": "Heads of tooling", "unit": house.unit, "function": "Engineering", "level": "others",
           "critical": True, "why": "All of it", "places": 2}  # fmt: skip
    house.served.recorded("defineRoleProfile", **two, effectiveOn="2021-02-01")
    house.stands(role, house.ready)
    shares = ("coverage", "readyNowCoverage", "netCoverage", "coverageAfterChain", "vacant")

    def counted() -> tuple[Any, ...]:
        bench = house.bench()
        told, figures = only(bench), bench["figures"]
        counts = [figures[name]["count"] for name in shares]
        return told["covered"], told["readyNow"], told["placesCovered"], counts, figures["coverage"]["n"]

    assert counted() == (False, False, 1, [1, 1, 1, 1, 2], 2)
    figures = house.bench()["figures"]
    assert (figures["uncovered"], figures["atRiskUncovered"]) == ([role], [role]), "two are vacant, and one is ready"
    house.wishes(house.peer)
    named = {"role": role, "candidate": house.peer, "nominatedBy": house.boss, "why": "Builds leaders"}
    house.served.recorded("nominateSuccessor", **named, effectiveOn="2023-01-01")
    house.served.recorded("confirmSlate", role=role, successors=[house.ready, house.peer], confirmedBy=house.head,
                          effectiveOn="2024-06-02")  # fmt: skip
    house.judged(role, house.peer, house.seen(house.peer, house.ready, house.head))
    assert counted() == (True, True, 2, [2, 2, 2, 2, 2], 2)
    above = house.role("A: above")
    for since, half in (("2024-06-10", house.ready), ("2024-06-11", house.peer)):
        house.served.recorded("appointToRole", role=role, person=half, share=50, exempt="REORGANISATION",
                              effectiveOn=since)  # fmt: skip
    house.on_the_slate(above, house.ready)
    house.judged(above, house.ready, house.seen(house.ready, house.peer, house.head))
    figures = house.bench()["figures"]
    assert [figures[name]["count"] for name in shares] == [1, 1, 1, 0, 2], "they share one place, and nobody follows"


def test_a_year_in_their_level_and_a_last_day(house: House) -> None:
    role = house.role()
    house.stands(role, house.ready)
    house.served.recorded("movePerson", person=house.ready, unit=house.unit, level="others", manager=house.boss,
                          exempt="REORGANISATION", effectiveOn="2024-06-10")  # fmt: skip
    [told] = only(house.bench())["successors"]
    assert (told["inLevelSince"], told["underAYearInLevel"], told["standing"]) == ("2024-06-10", True, True)
    [before] = only(house.bench(on="2024-06-09"))["successors"]
    assert (before["inLevelSince"], before["underAYearInLevel"]) == ("2020-03-02", False)
    house.served.recorded("recordLeave", person=house.ready, effectiveOn="2020-04-01")
    house.served.recorded("endLeave", person=house.ready, effectiveOn="2023-12-31")
    [rested] = only(house.bench(on="2024-06-09"))["successors"]
    assert (rested["inLevelSince"], rested["underAYearInLevel"]) == ("2020-03-02", True), "most of that was leave"
    house.served.recorded("leavePerson", person=house.ready, effectiveOn="2024-06-30")
    assert [only(house.bench(on=on))["covered"] for on in ("2024-06-30", "2024-07-01")] == [True, False]


def test_a_holder_holds_through_their_last_day_and_comes_back_with_the_leaving_retracted(house: House) -> None:
    role = house.role()
    house.served.recorded("appointToRole", role=role, person=house.peer, exempt="REORGANISATION",
                          effectiveOn="2021-02-01")  # fmt: skip
    left = house.served.recorded("leavePerson", person=house.peer, effectiveOn="2024-06-20")["entries"][0]
    assert [only(house.bench(on=on))["vacant"] for on in ("2024-06-20", "2024-06-21")] == [False, True]
    house.served.recorded("retractEntry", entry=left, reason="They stay after all")
    assert not only(house.bench(on="2024-06-21"))["vacant"]


def test_emergency_cover_is_named_and_covers_nothing_else(house: House) -> None:
    role = house.role()
    named = {"role": role, "person": house.peer, "until": "2024-12-31", "canHoldDays": 60, "namedBy": house.boss,
             "effectiveOn": "2024-06-01"}  # fmt: skip
    refused(house.served.record("nameEmergencyCover", {**named, "namedBy": house.peer}), "CoverNamedThemselves")
    house.served.recorded("nameEmergencyCover", **named)
    told = only(house.bench())
    cover = {"person": {"name": "Peer"}, "until": "2024-12-31", "canHoldDays": 60}
    assert (told["emergencyCovers"], told["covered"], told["successors"]) == ([cover], False, [])
    assert only(house.bench(on="2025-01-01"))["emergencyCovers"] == []
    house.served.recorded("appointToRole", role=role, person=house.peer, exempt="REORGANISATION",
                          effectiveOn="2024-06-10")  # fmt: skip
    refused(house.served.record("nameEmergencyCover", {**named, "effectiveOn": "2024-06-11"}), "CoversThemselves")
    assert only(house.bench())["emergencyCovers"] == [], "the holder stands in for nobody"
