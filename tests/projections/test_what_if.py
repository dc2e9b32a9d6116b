"""What if: the same figures as of a bench on which it had come to that, and chains of vacancies that come to an end."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from domain.frameworks.edition import Readiness
from domain.succession.retention import Grade
from projections.succession_bench import RoleBench, RoleHolder, Vacancy, figures, is_overfull, vacancy_chain, what_if
from tests.projections.bench_oracle import APlace, filling, most
from tests.projections.test_bench_figures import INTERIM, NOW, SOON, role, somebody

ROLES, PEOPLE = "ABCD", "stuvwx"
HELD = st.dictionaries(st.sampled_from(ROLES), st.sampled_from(PEOPLE), max_size=4)
SLATES = st.fixed_dictionaries(
    {name: st.dictionaries(st.sampled_from(PEOPLE), st.sampled_from([NOW, SOON]), max_size=3) for name in ROLES}
)
RISKS = st.dictionaries(st.sampled_from(PEOPLE), st.sampled_from(Grade))
Slates = dict[str, dict[str, Readiness]]


def bench(
    held: dict[str, str], slates: Slates, risks: dict[str, Grade], gone: frozenset[str] = frozenset()
) -> tuple[RoleBench, ...]:
    """A bench on which it has come to that."""
    return tuple(
        role(
            name,
            *(
                somebody(who, ready, rank, holds_it=held.get(name) == who, employed=who not in gone)
                for rank, (who, ready) in enumerate(slates[name].items(), start=1)
            ),
            held_by=held.get(name),
            risk=risks.get(held.get(name, "")),
            critical=name != "D",
        )
        for name in ROLES
    )


def holding(person: str, risks: dict[str, Grade]) -> RoleHolder:
    """Somebody who would hold a role, with what is known of their risk."""
    [holder] = role("any", held_by=person, risk=risks.get(person)).incumbents
    return holder


@given(HELD, SLATES, RISKS, st.sets(st.sampled_from(PEOPLE), max_size=3), st.permutations(PEOPLE), st.data())
def test_figures_are_those_of_a_bench_on_which_it_had_come_to_that(
    held: dict[str, str], slates: Slates, risks: dict[str, Grade], gone: set[str], order: list[str], data: Any
) -> None:
    stay = [person for person in order if person not in gone]
    taken = data.draw(st.lists(st.sampled_from(ROLES), unique=True, max_size=min(2, len(stay))))
    appointed = dict(zip(taken, stay, strict=False))
    kept = {name: who for name, who in held.items() if who not in gone and who not in appointed.values()}
    after = kept | appointed
    roles = bench(held, slates, risks)
    supposed = what_if(roles, gone, {name: [holding(who, risks)] for name, who in appointed.items()})
    assert {one.role for one in supposed if is_overfull(one)} == kept.keys() & appointed.keys()
    if not kept.keys() & appointed.keys():
        told = figures(supposed)
        assert told == figures(bench(after, slates, risks, frozenset(gone)))
        soon = {name: [who for who in slates[name] if who not in gone and after.get(name) != who] for name in ROLES}
        critical = [APlace(name, 0) for name in ROLES if name != "D"]
        assert told.net_coverage.count == most(critical, filling(critical, soon))
        assert told.coverage.count == sum(bool(soon[place.role]) for place in critical)
        assert told.vacant.count == sum(place.role not in after for place in critical)
    assert what_if(roles, (), {}) == roles
    assert roles == bench(held, slates, risks), "nothing is changed in what was read"


@given(HELD, SLATES, st.sampled_from(ROLES), st.sampled_from(PEOPLE))
def test_a_chain_is_what_is_found_step_by_step(held: dict[str, str], slates: Slates, to: str, person: str) -> None:
    chain = vacancy_chain(bench(held, slates, {}), to, person)
    moved, filled, waiting = [person], [to], [(name, person) for name, who in sorted(held.items()) if who == person]
    expected = []
    while waiting:
        name, by = waiting.pop(0)
        if name in filled:
            continue
        ready = [w for w, r in slates[name].items() if r is NOW and w not in moved and held.get(name) != w]
        expected.append((name, by, ready))
        filled.append(name)
        if ready:
            moved.append(ready[0])
            waiting += [(name, ready[0]) for name, who in sorted(held.items()) if who == ready[0]]
    assert [(one.role, one.left_by, [each.person for each in one.ready]) for one in chain] == expected
    assert [one.taken_by for one in chain] == [ready[0] if ready else None for _, _, ready in expected]
    assert len({one.role for one in chain}) == len(chain) <= len(ROLES)


def test_a_chain_that_comes_round_ends_where_it_began() -> None:
    round_ = [
        role("one", somebody("ben"), held_by="ada"),
        role("two", somebody("ada"), held_by="ben"),
        role("top", somebody("ada"), held_by=None),
    ]
    found = vacancy_chain(round_, "top", "ada")
    assert [(each.role, each.left_by, each.taken_by) for each in found] == [("one", "ada", "ben"), ("two", "ben", None)]
    assert isinstance(found[0], Vacancy)
    assert vacancy_chain(round_, "two", "cai") == ()


def test_whoever_is_appointed_gives_up_what_they_held_for_now_too() -> None:
    acting = role("one", somebody("ben"), held_by="ada", kind=INTERIM)
    [holder] = role("two", held_by="ada").incumbents
    one, two = what_if([acting, role("two", held_by=None)], (), {"two": [holder]})
    assert (one.incumbents, one.held_for_now, two.vacant) == ((), False, False)
    shared = replace(two, places=2)
    assert (is_overfull(what_if([shared], (), {"two": [replace(holder, person="cai")]})[0])) is False
    assert is_overfull(what_if([two], (), {"two": [replace(holder, person="cai")]})[0])
