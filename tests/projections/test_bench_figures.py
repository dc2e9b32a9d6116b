"""Figures of the bench on benches made by hand, each as the language defines it."""

from __future__ import annotations

from datetime import date
from itertools import combinations, permutations

from hypothesis import given
from hypothesis import strategies as st

from domain.frameworks.edition import Readiness
from domain.organisation.role import AppointmentKind
from domain.succession.retention import Grade
from projections.succession_bench import Judged, RoleBench, RoleHolder, Strength, Successor, figures
from projections.succession_bench.matching import most_covered

DAY = date(2024, 6, 1)
NOW, SOON, LATER, EMERGENCY = Readiness
MANY = 5


def somebody(person: str, readiness: Readiness = NOW, rank: int | None = 1, *, willing: bool = True) -> Successor:
    return Successor(
        person, rank, True, None, readiness, DAY, date(2025, 6, 1), True, willing, True, (), "framework-x", 1, 7
    )


def role(name: str, *successors: Successor, critical: bool = True, risk: Grade | None = None) -> RoleBench:
    judged = None if risk is None else Judged(risk, DAY, date(2025, 1, 1), 3)
    holder = RoleHolder(f"holder of {name}", AppointmentKind.SUBSTANTIVE, DAY, 2, judged, None)
    return RoleBench(name, name, "Assembly", "Production", "others", critical, (holder,), successors)


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


def test_uncovered_roles_whose_incumbent_may_leave() -> None:
    told = figures(
        filled(
            role("at risk", somebody("ada", willing=False), risk=Grade.HIGH),
            role("covered", somebody("ben"), risk=Grade.HIGH),
            role("calm", risk=Grade.LOW),
        )
    )
    assert told.at_risk_uncovered == ("at risk",)


@given(
    st.dictionaries(
        st.sampled_from("ABCDE"), st.lists(st.sampled_from("vwxyz"), unique=True, max_size=5), min_size=1, max_size=5
    )
)
def test_as_many_roles_are_covered_as_can_be(successors: dict[str, list[str]]) -> None:
    covered = most_covered(successors)
    assert all(person in successors[name] for name, person in covered.items())
    assert len(set(covered.values())) == len(covered)
    assert len(covered) == max(
        len(roles)
        for size in range(len(successors) + 1)
        for roles in combinations(successors, size)
        if any(
            all(person in successors[name] for name, person in zip(roles, people, strict=True))
            for people in permutations("vwxyz", size)
        )
    )
