"""Roles by what they lack, the most urgent first; and by asking so nothing is learned of benches that are not told."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.graphql.queries.roles_wanted import BY_BENCH, RoleOrder, RolesWanted, Told
from domain.frameworks.edition import Readiness
from domain.succession.retention import Grade
from projections.succession_bench import Judged, RoleBench
from tests.api.graphql.test_succession_bench import House, house
from tests.projections.test_bench_figures import DAY, role, somebody

__all__ = ["house"]

DECLARED = """$units: [String!], $functions: [String!], $levels: [String!], $critical: Boolean, $vacant: Boolean,
    $covered: Boolean, $atRisk: Boolean, $readiness: [Readiness!], $owner: ID, $orderBy: RoleOrder! = TITLE,
    $asOf: AsOf"""
GIVEN = """units: $units, functions: $functions, levels: $levels, critical: $critical, vacant: $vacant,
    covered: $covered, atRisk: $atRisk, readiness: $readiness, owner: $owner, orderBy: $orderBy, asOf: $asOf"""
PAGE = f"""query ($first: Int! = 50, $after: String, {DECLARED}) {{ roles(first: $first, after: $after, {GIVEN}) {{
    nodes {{ title }} totalCount pageInfo {{ endCursor hasNextPage }} }} }}"""
WHOLE = f"""query ({DECLARED}) {{ successionBench({GIVEN}) {{ roles {{ title }} }} }}"""
CONDITIONS: Sequence[Mapping[str, Any]] = (
    {"covered": True}, {"covered": False}, {"atRisk": True}, {"atRisk": False}, {"readiness": ["NOW"]},
    {"readiness": ["ONE_TO_TWO_YEARS", "THREE_TO_FIVE_YEARS", "EMERGENCY"]},
)  # fmt: skip


@dataclass
class Seen:
    """Four roles: Head leads who holds the first two, and stands to the others as any colleague does."""

    house: House
    roles: dict[str, str]
    stranger: str

    def titles(self, by: str | None = None, **asked: Any) -> list[str]:
        """The titles of the roles that are wanted, by either question."""
        asks = self.house.served.asked_by(by) if by else self.house.served
        given = {"units": [self.house.unit], "asOf": {"effectiveOn": "2024-07-01"}, **asked}
        page = asks.ask(PAGE, **given)["roles"]
        told = [one["title"] for one in page["nodes"]]
        assert told == [one["title"] for one in asks.ask(WHOLE, **given)["successionBench"]["roles"]]
        assert page["totalCount"] == len(told)
        return told

    def all_answers(self, by: str) -> list[list[str]]:
        """What somebody is answered under every condition, in every order."""
        return [self.titles(by, **one, orderBy=order.name) for one, order in product(({}, *CONDITIONS), RoleOrder)]


@pytest.fixture
def seen(house: House) -> Seen:
    stranger = house.join("Stranger", house.unit)
    titles = {"A: covered": house.boss, "B: bare": house.peer, "C: hidden": stranger, "D: hidden": stranger}
    roles = {title: house.role(title, level="self" if title[0] in "BD" else "others") for title in titles}
    for title, holder in titles.items():
        held = {"role": roles[title], "person": holder, "exempt": "BEFORE_LEDGER", "effectiveOn": "2021-02-01"}
        house.served.recorded("appointToRole", **held)
    house.stands(roles["A: covered"], house.ready)
    at_risk(house, house.boss)
    return Seen(house, roles, stranger)


def at_risk(house: House, person: str) -> None:
    """Somebody may well leave."""
    judged = {"person": person, "risk": "HIGH", "reason": "MARKET", "effectiveOn": "2024-06-01", **house.edition}
    house.served.recorded("assessRetentionRisk", **judged)


def test_a_bench_that_is_not_told_meets_neither_a_condition_nor_its_opposite(seen: Seen) -> None:
    head, house = seen.house.head, seen.house
    a, b, c, d = seen.roles
    assert seen.titles(head) == [a, b, c, d]
    before = seen.all_answers(head)
    assert [seen.titles(head, **one) for one in CONDITIONS] == [[a], [b], [a], [b], [a], []]
    assert [seen.titles(**one) for one in CONDITIONS[:2]] == [[a], [b, c, d]]
    house.join("Another", house.unit)
    house.wishes(house.peer)
    house.on_the_slate(seen.roles[c], house.peer)
    house.judged(seen.roles[c], house.peer, house.seen(house.peer, house.ready, house.head))
    at_risk(house, seen.stranger)
    assert [seen.titles(**one) for one in CONDITIONS] == [[a, c], [b, d], [a, c, d], [b], [a, c], []]
    assert seen.all_answers(head) == before, "what became of benches that they may not see is not told by asking"
    assert seen.titles(seen.stranger, covered=False) == seen.titles(seen.stranger, covered=True) == []
    assert seen.titles(seen.stranger, orderBy="STRENGTH") == [a, b, c, d]


def test_the_weakest_come_first_and_what_is_not_told_last(seen: Seen) -> None:
    a, b, c, d = seen.roles
    assert seen.titles(seen.house.head, orderBy="STRENGTH") == [b, a, c, d]
    assert seen.titles(orderBy="STRENGTH") == [b, c, d, a]
    assert seen.titles(orderBy="READINESS", covered=False) == [b, c, d]
    assert seen.titles(orderBy="LEVEL") == [a, c, b, d], "from the highest level down"
    empty = seen.house.role("E: empty")
    assert seen.titles(orderBy="STRENGTH") == ["E: empty", b, c, d, a], "of the equally weak the vacant one first"
    assert seen.titles(orderBy="STRENGTH", asOf={"effectiveOn": "2023-01-01"}) == ["E: empty", a, b, c, d]
    assert (seen.titles(vacant=True), seen.titles(vacant=False)) == (["E: empty"], [a, b, c, d])
    below = seen.house.served.recorded("establishUnit", name="Aa first", parent=seen.house.served.unit(seen.house.unit),
                                       effectiveOn="2021-01-01")["subject"]  # fmt: skip
    profile = {"role": empty, "title": "E: empty", "unit": below, "function": "Finance", "level": "self",
               "critical": False, "why": "Books", "owner": seen.house.head, "effectiveOn": "2024-01-01"}  # fmt: skip
    seen.house.served.recorded("defineRoleProfile", **profile)
    assert seen.titles(orderBy="UNIT") == ["E: empty", a, b, c, d]
    assert seen.titles(functions=["Finance"]) == seen.titles(owner=seen.house.head) == ["E: empty"]
    assert seen.titles(levels=["self"], functions=["Engineering"]) == [b, d]
    assert seen.titles(levels=["self"], critical=False, vacant=True, covered=False) == ["E: empty"]


def test_a_cursor_stays_good_when_its_role_is_wanted_no_more(seen: Seen) -> None:
    _, b, c, d = seen.roles
    given = {"units": [seen.house.unit], "orderBy": "STRENGTH", "covered": False, "first": 1,
             "asOf": {"effectiveOn": "2024-07-01"}}  # fmt: skip
    first = seen.house.served.ask(PAGE, **given)["roles"]
    assert ([one["title"] for one in first["nodes"]], first["pageInfo"]["hasNextPage"]) == ([b], True)
    rest = {**given, "first": 9, "after": first["pageInfo"]["endCursor"]}
    assert [one["title"] for one in seen.house.served.ask(PAGE, **rest)["roles"]["nodes"]] == [c, d]
    rest |= {"covered": None, "readiness": ["NOW"]}
    told = seen.house.served.ask(PAGE, **rest)["roles"]
    assert [one["title"] for one in told["nodes"]] == ["A: covered"], "its own role is not among these"
    [error] = seen.house.served.post(PAGE, **{**rest, "units": [seen.house.served.unit("Elsewhere")]})["errors"]
    assert "is no cursor of this list" in error["message"]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"functions": ["Enginering"]}, "functions: “Enginering” is no function of any role at that moment: did you"),
        ({"levels": ["othrs"]}, "levels: “othrs” is no level of any role at that moment: did you mean “others”"),
        ({"owner": "person-0198c0de-7e57-7000-8000-000000000000"}, "is no person that is known at that moment"),
    ],
)
def test_a_slip_is_told_with_what_is_meant(seen: Seen, asked: dict[str, Any], said: str) -> None:
    for document in (PAGE, WHOLE):
        [error] = seen.house.served.post(document, **asked)["errors"]
        assert said in error["message"]
    assert seen.titles(levels=["enterprise"]) == [], "a level that the framework has, and no role is on"


def test_whoever_compares_benches_has_looked_at_them(seen: Seen) -> None:
    looked: list[Any] = []
    services = seen.house.served.app.state.services
    write = services.looks.write_as

    async def noted(reader: str, line: str) -> None:
        looked.append((reader, json.loads(line)))
        await write(reader, line)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(type(services.looks), "write_as", lambda _, *said: noted(*said))
        seen.titles(seen.house.head, covered=False, atRisk=False)
    told = {(subject, sort) for _, subjects in looked for subject, sorts in subjects.items() for sort in sorts}
    mine = [seen.roles["A: covered"], seen.roles["B: bare"]]
    assert {one for one in told if one[1] == "succession"} == {(each, "succession") for each in mine}
    assert {one for one in told if one[1] == "risk"} == {(each, "risk") for each in (seen.house.boss, seen.house.peer)}


READY = st.sampled_from(Readiness)
SUCCESSORS = st.lists(
    st.builds(
        somebody, st.sampled_from("vwxyz"), READY,
        rank=st.none() | st.integers(1, 3), unexpired=st.booleans(), supported=st.booleans(),
    ), max_size=3, unique_by=lambda one: one.person,
)  # fmt: skip
BENCHES = st.lists(
    st.tuples(SUCCESSORS, st.sampled_from([None, "ada", "ben", "cai"]), st.sampled_from([None, *Grade]), st.booleans()),
    min_size=1, max_size=5,
)  # fmt: skip
MAYBE = st.sampled_from([None, True, False])


def made(benches: Sequence[tuple[Any, ...]]) -> list[RoleBench]:
    return [role(f"{at}", *those, held_by=who, risk=risk) for at, (those, who, risk, _) in enumerate(benches)]


@given(
    BENCHES, BENCHES, st.sets(st.sampled_from(["ada", "ben", "cai"])), MAYBE, MAYBE, MAYBE, st.none() | st.sets(READY)
)
def test_what_is_wanted_is_what_is_plainly_so_and_hangs_on_nothing_hidden(
    benches: list[Any], others: list[Any], risks: set[str], vacant: Any, covered: Any, at_risk: Any, ready: Any
) -> None:
    roles = made(benches)
    told = Told(frozenset(str(at) for at, one in enumerate(benches) if one[3]), frozenset(risks))
    wanted = RolesWanted(vacant, covered, at_risk, ready)
    found = [one.role for one in wanted.narrowed(roles, told)]

    def plainly(at: int) -> bool:
        those, who, risk, sees = benches[at]
        good = [one for one in those if one.rank and one.unexpired and one.supported]
        is_covered = any(one.readiness.value in ("now", "1-2y") for one in good)
        leaves = None if who and who not in risks else bool(who and risk is Grade.HIGH)
        holds = [vacant in (None, who is None), at_risk is None or leaves is at_risk]
        holds += [covered is None or (sees and is_covered is covered)]
        return all(holds) and (ready is None or (sees and any(o.unexpired and o.readiness in ready for o in those)))

    assert found == [str(at) for at in range(len(benches)) if plainly(at)]
    hidden = [
        replace(one, successors=one.successors if benches[at][3] else made(others)[at % len(others)].successors)
        for at, one in enumerate(roles)
    ]
    rumour = Judged(Grade.HIGH, DAY, date(2025, 1, 1), 3)
    hidden = [
        replace(one, incumbents=tuple(h if h.person in risks else replace(h, retention_risk=rumour)
                                      for h in one.incumbents))
        for one in hidden
    ]  # fmt: skip
    assert [one.role for one in wanted.narrowed(hidden, told)] == found


def test_every_order_that_compares_benches_reads_them() -> None:
    assert all(RolesWanted(order=order).beside for order in BY_BENCH)
    assert not RolesWanted(vacant=True).beside
    assert not RolesWanted(vacant=True).only_titles
