"""Figures of the bench on benches made by hand, each as the language defines it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.development.aspirations import Willingness
from domain.frameworks.edition import Readiness
from domain.organisation.role import AppointmentKind
from domain.succession.retention import Grade
from projections.succession_bench import Judged, RoleBench, RoleHolder, Strength, Successor, figures
from projections.succession_bench.matching import Place, covered_after_the_chain, most_covered
from tests.projections.bench_oracle import APlace, filling, most

DAY = date(2024, 6, 1)
NOW, SOON, LATER, EMERGENCY = Readiness
MANY = 5


SUBSTANTIVE, ACTING_UP, INTERIM = AppointmentKind
WILLING, NOT_WILLING, UNDECIDED = Willingness
AT_EASE = Successor(
    "somebody", 1, True, None, NOW, DAY, date(2025, 6, 1), True, True, WILLING, True, False, DAY, False, None,
    "framework-x", 1, 7,
)  # fmt: skip


def somebody(person: str, readiness: Readiness = NOW, rank: int | None = 1, **said: Any) -> Successor:
    return replace(AT_EASE, person=person, readiness=readiness, rank=rank, **said)


def role(
    name: str,
    *successors: Successor,
    critical: bool = True,
    risk: Grade | None = None,
    held_by: str | None = "",
    kind: AppointmentKind = SUBSTANTIVE,
) -> RoleBench:
    """A role, held by somebody who holds nothing else if nothing is said, and by nobody if that is."""
    judged = None if risk is None else Judged(risk, DAY, date(2025, 1, 1), 3)
    holder = RoleHolder(held_by or f"holder of {name}", kind, DAY, 100, 2, judged, None)
    holders = () if held_by is None else (holder,)
    return RoleBench(name, name, "Assembly", "Production", "others", critical, holders, successors)


def filled(*roles: RoleBench) -> list[RoleBench]:
    """Enough roles to form shares: the rest of them uncovered."""
    return [*roles, *(role(f"empty {n}") for n in range(MANY - len(roles)))]


def test_strength_of_a_role_is_a_pair() -> None:
    bench = role("head", somebody("ada"), somebody("ben", SOON), somebody("cai", LATER), somebody("dee", NOW, None))
    assert bench.strength == Strength(ready_now=1, one_to_two_years=1)
    assert bench.covered
    assert not bench.single_point_of_failure


def test_shares_of_critical_roles() -> None:
    told = figures(
        filled(
            role("strong", somebody("ada"), somebody("ben", SOON)),
            role("nobody now", somebody("cai", SOON), somebody("dee", SOON)),
            role("one", somebody("eve")),
            role("not critical", critical=False),
        )
    )
    assert (told.strength.count, told.strength.n) == (1, 4)
    assert (told.coverage.count, told.coverage.n) == (3, 4)
    assert told.coverage.ratio is None, "below the minimum there are counts only"
    assert told.uncovered == ("empty 0",)
    assert told.roles_failing_with_one == ("one",)
    enough = figures(filled(role("one", somebody("eve"))))
    assert enough.coverage.ratio == 1 / MANY


def test_one_successor_on_three_benches_covers_one_role() -> None:
    ada = somebody("ada")
    told = figures(
        filled(role("cfo", ada), role("controller", ada), role("treasurer", ada), role("own", somebody("ben")))
    )
    assert (told.coverage.count, told.net_coverage.count) == (4, 2)
    assert told.on_several_benches == {"ada": ("cfo", "controller", "treasurer")}
    assert told.people_failing_alone == {"ada": ("cfo", "controller", "treasurer")}


def test_people_failing_alone_are_counted_over_critical_roles_only() -> None:
    ada = somebody("ada")
    told = figures(filled(role("cfo", ada), role("hobby", ada, critical=False)))
    assert told.people_failing_alone == {}
    assert told.on_several_benches == {"ada": ("cfo", "hobby")}
    assert told.roles_failing_with_one == ("cfo", "hobby")


def test_uncovered_roles_that_are_vacant_come_before_those_whose_holder_may_leave() -> None:
    told = figures(
        filled(
            role("at risk", somebody("ada", willingness=UNDECIDED), risk=Grade.HIGH),
            role("covered", somebody("ben"), risk=Grade.HIGH),
            role("calm", risk=Grade.LOW),
            role("empty", held_by=None),
            role("stood in for", kind=INTERIM),
        )
    )
    assert told.at_risk_uncovered == ("empty", "stood in for", "at risk")
    assert (told.vacant.count, told.vacant.n) == (2, 5)
    assert (told.held_for_now.count, told.held_for_now.n) == (1, 2)


@pytest.mark.parametrize("kind", AppointmentKind)
def test_vacant_is_without_a_holder_of_its_own(kind: AppointmentKind) -> None:
    bench = role("head", kind=kind)
    assert bench.vacant is (kind is not SUBSTANTIVE)
    assert bench.held_for_now is (kind is not SUBSTANTIVE)
    assert (role("head", held_by=None).vacant, role("head", held_by=None).held_for_now) == (True, False)


@pytest.mark.parametrize(
    "lacking",
    [
        {"rank": None},
        {"holds_it": True},
        {"willingness": None},
        {"willingness": UNDECIDED},
        {"willingness": NOT_WILLING},
        {"employed": False},
        {"unexpired": False},
        {"supported": False},
        {"readiness": EMERGENCY},
        {"readiness": None},
    ],
)
def test_nobody_stands_who_lacks_one_of_these(lacking: dict[str, Any]) -> None:
    if lacking != {"readiness": None}:
        assert AT_EASE.standing
        assert not replace(AT_EASE, **lacking).standing
    assert not replace(AT_EASE, **lacking).ready_now
    assert not role("head", replace(AT_EASE, **lacking)).covered


def test_ready_now_and_the_rate_of_potential_successors() -> None:
    ada = somebody("ada")
    told = figures(filled(role("one", ada), role("two", ada), role("three", somebody("ben", LATER)), role("four")))
    assert (told.ready_now_coverage.count, told.ready_now_coverage.ratio) == (2, 2 / MANY)
    assert (told.successor_coverage_rate.count, told.successor_coverage_rate.per_hundred) == (2, 40.0)
    assert figures([role("one", ada)]).successor_coverage_rate.per_hundred is None


def test_people_who_hold_several_roles_are_told() -> None:
    told = figures(
        filled(
            role("cfo", held_by="ada"),
            role("controller", held_by="ada", critical=False),
            role("treasurer", held_by="ada", kind=ACTING_UP),
        )
    )
    assert told.holding_several == {"ada": ("cfo", "controller")}


def test_after_the_chain_the_chair_of_whoever_moves_up_is_filled_too() -> None:
    head, lead = role("head", somebody("lea"), held_by="hal"), role("lead", somebody("ada"), held_by="lea")
    told = figures(filled(head, lead))
    assert (told.coverage.count, told.net_coverage.count, told.coverage_after_chain.count) == (2, 2, 1)
    alone = figures(filled(head, role("lead", held_by="lea")))
    assert (alone.net_coverage.count, alone.coverage_after_chain.count) == (1, 0)
    uncritical = figures(filled(head, role("lead", held_by="lea", critical=False)))
    assert uncritical.coverage_after_chain.count == 0, "a chair that is not critical is left empty, too"
    two = figures(filled(head, role("lead", somebody("ada"), somebody("ben"), held_by="lea")))
    assert two.coverage_after_chain.count == 1, "lea has left her own chair, and so cannot move up"
    swap = figures(filled(role("one", somebody("bo"), held_by="al"), role("two", somebody("al"), held_by="bo")))
    assert swap.coverage_after_chain.count == 0


ROLES, PEOPLE = "ABCD", "vwxy"


def test_a_role_with_two_places_takes_two_to_be_covered() -> None:
    """A bench of one was counted as if whichever place fell vacant were the only one."""
    lost = replace(role("shift", somebody("ada"), held_by="hal"), places=2)
    told = figures(filled(lost, role("own", somebody("ben"))))
    assert (lost.covered, lost.places_covered, lost.ready_now, lost.single_point_of_failure) == (False, 1, False, True)
    assert (told.coverage.count, told.coverage.n, told.ready_now_coverage.count) == (2, 6, 2)
    assert (told.net_coverage.count, told.coverage_after_chain.count, told.strength.count) == (2, 2, 0)
    assert told.uncovered == ("shift", "empty 0", "empty 1", "empty 2")
    assert (told.vacant.count, told.at_risk_uncovered) == (1, ("shift",)), "the place that nobody holds"
    strong = replace(lost, successors=tuple(map(somebody, "abcd")))
    told = figures(filled(strong))
    assert (told.strength.count, told.coverage.count, told.successor_coverage_rate.n) == (2, 2, 6)


def test_each_of_as_many_as_there_are_places_is_missed() -> None:
    ada, ben = somebody("ada"), somebody("ben")
    told = figures(filled(replace(role("one", ada, ben), places=2), replace(role("two", ada, ben), places=2)))
    assert told.people_failing_alone == {"ada": ("one", "two"), "ben": ("one", "two")}
    assert told.net_coverage.count == 2
    more = replace(role("one", ada, ben, somebody("cai")), places=2)
    assert figures(filled(more, role("two", ada))).people_failing_alone == {}


def test_two_who_share_a_place_are_followed_by_one() -> None:
    half = [replace(role("ward", held_by=name).incumbents[0], share=50) for name in ("al", "bo")]
    ward = replace(role("ward", somebody("ada")), incumbents=tuple(half))
    assert figures(filled(ward)).coverage_after_chain.count == 1
    up = [role("head", somebody("al")), role("chief", somebody("bo"))]
    assert figures(filled(ward, *up)).coverage_after_chain.count == 1, "only ada is free to come"
    uncritical = replace(ward, critical=False, successors=(somebody("ada"), somebody("cai")))
    assert figures(filled(uncritical, *up)).coverage_after_chain.count == 1, "one of the two moves up, and not both"


def test_whoever_holds_two_roles_leaves_both() -> None:
    """Whoever of two chairs was tried second counted as filled when the first one was."""
    two = [role("one", somebody("ada"), critical=False, held_by="al"), role("two", held_by="al")]
    assert figures(filled(*two)).coverage_after_chain.count == 0, "nobody comes after al in the second"
    both = [two[0], role("two", somebody("ben"), held_by="al")]
    assert figures(filled(*both)).coverage_after_chain.count == 1
    assert figures(filled(*both, role("head", somebody("al")))).coverage_after_chain.count == 1, "al moves nowhere"


def test_whoever_was_passed_on_in_vain_sits_where_they_sat() -> None:
    """Whoever had moved up for one of several chairs, another of which nobody took, was lost: no figure was told."""
    several = [
        role("nobody comes", held_by="al"),
        *(role(f"chair {n}", somebody(f"{n}"), held_by="al") for n in "abcdefghij"),
    ]
    own = [role(f"own {n}", somebody(f"after {n}"), held_by=n) for n in "abcdefghij"]
    assert figures([*several, *own]).coverage_after_chain.count == 10, (
        "al's chairs are not all filled, each other one is"
    )


ROLES, PEOPLE = "ABCD", "vwxy"
HELD = st.dictionaries(
    st.tuples(st.sampled_from(ROLES), st.integers(0, 1)), st.lists(st.sampled_from("vwhi"), unique=True, max_size=2)
)


@given(
    st.fixed_dictionaries({name: st.lists(st.sampled_from(PEOPLE + "hi"), unique=True, max_size=3) for name in ROLES}),
    HELD.filter(lambda held: len(held) <= 4),
    st.sets(st.sampled_from(ROLES), min_size=1),
)
def test_after_the_chain_as_many_as_can_be(
    successors: dict[str, list[str]], held: dict[tuple[str, int], list[str]], critical: set[str]
) -> None:
    places = [Place(*at, tuple(holders)) for at, holders in held.items()]
    here = {name: {one for place in places if place.role == name for one in place.holders} for name in ROLES}
    could_take = {name: [p for p in people if p not in here[name]] for name, people in successors.items()}
    found = covered_after_the_chain(places, critical, could_take)
    could_be = filling([APlace(*place) for place in places], could_take)
    assert could_be([APlace(*place) for place in found])
    holders = [holder for place in places for holder in place.holders]
    best = most([APlace(*place) for place in places if place.role in critical], could_be)
    assert len(found) == best if len({*holders}) == len(holders) else len(found) <= best


@given(
    st.dictionaries(
        st.sampled_from("ABCDE"), st.lists(st.sampled_from("vwxyz"), unique=True, max_size=4), min_size=1, max_size=4
    )
)
def test_as_many_places_are_covered_as_can_be(successors: dict[str, list[str]]) -> None:
    places = [Place(name, at) for name in successors for at in range(1 + (name in "AB"))]
    covered = most_covered(places, successors)
    assert all(person in successors[place.role] for place, person in covered.items())
    assert len(set(covered.values())) == len(covered)
    empty = [APlace(*place) for place in places]
    assert len(covered) == most(empty, filling(empty, successors))
