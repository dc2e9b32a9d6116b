"""Pages by the Relay cursor specification, forwards and backwards: the same of every list that has pages."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from graphql import GraphQLObjectType, parse
from hypothesis import given
from hypothesis import strategies as st

from api.graphql.limits import cost
from api.graphql.paging import Cut, PageAsked, cut
from api.graphql.schema import schema
from tests.api.conftest import Served
from tests.api.graphql.conftest import Join

PAGING = "first: $first, after: $after, last: $last, before: $before"
DECLARED = "$first: Int, $after: String, $last: Int, $before: String"
PAGE = "edges { cursor node { %s } } totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor }"
Asked = Callable[..., Any]
OF_THE_BOOK = ("rescoring", "entries", "entries of kinds", "entries, the latest first")
LISTS = {
    "people": f"query ($unit: String!, {DECLARED}) {{ list: people(units: [$unit], {PAGING}) {{ {PAGE % 'id'} }} }}",
    "search": f"""query ($unit: String!, {DECLARED}) {{
        list: people(search: "paged", units: [$unit], {PAGING}) {{ {PAGE % "id"} }} }}""",
    "roles": f"query ($unit: String!, {DECLARED}) {{ list: roles(units: [$unit], {PAGING}) {{ {PAGE % 'id'} }} }}",
    "roles by strength": f"""query ($unit: String!, {DECLARED}) {{
        list: roles(units: [$unit], orderBy: STRENGTH, {PAGING}) {{ {PAGE % "id"} }} }}""",
    "rescoring": f"""query ($unit: String!, {DECLARED}) {{
        list: rescoring(units: [$unit], edition: 2, insteadOf: 1, {PAGING}) {{ {PAGE % "person { id }"} }} }}""",
    "entries": f"""query ({DECLARED}) {{
        list: entries(asOf: {{position: 7}}, {PAGING}) {{ {PAGE % "position"} }} }}""",
    "entries of kinds": f"""query ($fifth: Position!, {DECLARED}) {{
        list: entries(asOf: {{position: $fifth}}, kinds: ["PersonJoined"], {PAGING}) {{ {PAGE % "position"} }} }}""",
    "timeline": f"""query ($person: ID!, {DECLARED}) {{ person(id: $person) {{
        list: developmentHistory({PAGING}) {{ {PAGE % "position"} }} }} }}""",
    "entries, the latest first": f"""query ({DECLARED}) {{
        list: entries(asOf: {{position: 7}}, orderBy: LATEST_FIRST, {PAGING}) {{ {PAGE % "position"} }} }}""",
    "timeline, the earliest first": f"""query ($person: ID!, {DECLARED}) {{ person(id: $person) {{
        list: developmentHistory(orderBy: EARLIEST_FIRST, {PAGING}) {{ {PAGE % "position"} }} }} }}""",
    "looks, the earliest first": f"""query ($person: ID!, {DECLARED}) {{ person(id: $person) {{
        list: looks(orderBy: EARLIEST_FIRST, {PAGING}) {{ {PAGE % "at"} }} }} }}""",
    "looks": f"""query ($person: ID!, {DECLARED}) {{ person(id: $person) {{
        list: looks({PAGING}) {{ {PAGE % "at"} }} }} }}""",
}


@pytest.fixture
def asked(served: Served, join: Join, unit: str) -> Asked:
    """A unit with five people and five roles; the first of them has a timeline of five, and five who looked.

    They ask for a page of one list. That of the whole book a system asks for.
    """
    people = [join(f"Paged {number}", unit) for number in "abcde"]
    placed = {"unit": served.unit(unit), "function": "Engineering", "level": "others", "critical": True}
    for number in range(5):
        served.recorded("establishRole", title=f"Role {number}", effectiveOn="2020-01-01", **placed)
    for month in range(1, 5):
        moved = {"person": people[0], "unit": unit, "jobTitle": f"Title {month}", "effectiveOn": f"2024-0{month}-01"}
        served.recorded("movePerson", **moved)
    for _ in range(5):
        served.asked_by(None, name="Dashboard").ask("query ($id: ID!) { person(id: $id) { leftOn } }", id=people[0])

    joined = served.ask('{ entries(first: 5, kinds: ["PersonJoined"]) { edges { node { position } } } }')["entries"]
    fifth = nodes(joined)[-1]["position"]

    def ask(name: str, **page: Any) -> Any:
        asks = served if name in OF_THE_BOOK else served.asked_by(people[0])
        given = {"unit": unit, "person": people[0], "fifth": fifth}
        told = asks.post(LISTS[name], **{key: of for key, of in given.items() if f"${key}:" in LISTS[name]}, **page)
        if "errors" in told:
            [error] = told["errors"]
            assert error["extensions"]["code"] == "BAD_INPUT"
            return error["message"]
        return (told["data"].get("person") or told["data"])["list"]

    return ask


def nodes(page: Any) -> list[Any]:
    return [edge["node"] for edge in page["edges"]]


def ends(page: Any) -> tuple[bool, bool]:
    return page["pageInfo"]["hasPreviousPage"], page["pageInfo"]["hasNextPage"]


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_the_same_forwards_and_backwards(asked: Asked, name: str) -> None:
    whole = asked(name, first=100)
    every, count = nodes(whole), whole["totalCount"]
    assert len(every) == count >= 5
    assert nodes(asked(name, last=100)) == every
    assert ends(whole) == ends(asked(name, last=100)) == (False, False)

    def leafed(way: str, at: str, end: str, further: int) -> Iterator[list[Any]]:
        cursor = None
        while True:
            page = asked(name, **{way: 2, at: cursor})
            yield nodes(page)
            assert ends(page)[1 - further] == (cursor is not None)
            if not ends(page)[further]:
                return
            cursor = page["pageInfo"][end]

    forwards = list(leafed("first", "after", "endCursor", 1))
    backwards = list(leafed("last", "before", "startCursor", 0))
    assert [each for page in forwards for each in page] == every
    assert [each for page in reversed(backwards) for each in page] == every
    assert [len(page) for page in backwards][:-1] == [2] * (len(backwards) - 1)

    cursors = [edge["cursor"] for edge in whole["edges"]]
    middle = asked(name, last=2, after=cursors[0], before=cursors[4])
    assert (nodes(middle), ends(middle)) == (every[2:4], (True, True))
    middle = asked(name, first=2, after=cursors[0], before=cursors[4])
    assert (nodes(middle), ends(middle)) == (every[1:3], (True, True))
    alone = asked(name, first=9, after=cursors[0], before=cursors[4])
    assert (nodes(alone), ends(alone)) == (every[1:4], (True, False)), "by the specification `before` is no next page"
    assert nodes(asked(name, first=9, after=cursors[3], before=cursors[1])) == []


@pytest.mark.parametrize("name", LISTS)
def test_what_is_no_page_is_refused_with_the_reason(asked: Asked, name: str) -> None:
    def refused(**page: Any) -> str:
        return str(asked(name, **page))

    assert refused(first=2, last=2).startswith("last: “2” is given beside `first`")
    assert refused().startswith("first: is missing, and so is `last`")
    assert refused(last=0).startswith("last: “0” is out of bounds: ask for 1 to 100")
    assert refused(last=101).startswith("last: “101” is out of bounds")
    other = base64.urlsafe_b64encode(b"of another list").decode().rstrip("=")
    assert refused(last=2, before=other).startswith(f"before: “{other}” is no cursor of this list")
    assert refused(first=2, after=other).startswith(f"after: “{other}” is no cursor of this list")


@pytest.mark.parametrize("name", [name for name in LISTS if "first" in name])
def test_a_list_is_told_from_its_other_end(asked: Asked, name: str) -> None:
    own, _, _ = name.partition(",")
    assert nodes(asked(name, first=100)) == nodes(asked(own, first=100))[::-1]
    cursor = asked(own, first=1)["pageInfo"]["endCursor"]
    assert "is no cursor of this list in this order" in asked(name, first=1, after=cursor)


def test_a_cursor_of_another_order_is_refused(asked: Asked) -> None:
    cursor = asked("roles", first=1)["pageInfo"]["endCursor"]
    weakest = asked("roles by strength", first=1)["pageInfo"]["endCursor"]
    for name, foreign in (("roles", weakest), ("roles by strength", cursor)):
        assert "is no cursor of this list in this order" in asked(name, first=1, after=foreign)
    assert len(nodes(asked("roles by strength", first=9, after=weakest))) == 4


def test_every_connection_pages_both_ways_and_costs_the_same() -> None:
    """Found in the schema: whatever answers with pages takes the four arguments, none of which is required."""
    connections = [
        (of.name, name, field)
        for of in schema._schema.type_map.values()
        if isinstance(of, GraphQLObjectType)
        for name, field in of.fields.items()
        if str(field.type).rstrip("!").endswith("Connection")
    ]
    assert len(connections) >= 6
    for of, name, field in connections:
        said = {arg: str(field.args[arg].type) for arg in ("first", "after", "last", "before")}
        assert said == {"first": "Int", "after": "String", "last": "Int", "before": "String"}, f"{of}.{name}"


@pytest.mark.parametrize(
    ("paged", "same"),
    [
        ("last: 50", "first: 50"),
        ("last: $n", "first: 100"),
        ("first: null, last: 50", "first: 50"),
        ("first: 1, last: 70", "first: 70"),
        ("first: $n, last: 1", "first: 100"),
    ],
)
def test_the_last_cost_what_the_first_do(paged: str, same: str) -> None:
    asked = "query ($n: Int) { people(%s) { nodes { reports { id } } } }"
    assert cost(schema._schema, parse(asked % paged)) == cost(schema._schema, parse(asked % same))


PLACE = st.none() | st.integers(0, 8)


@given(st.integers(0, 9), st.sets(st.integers(0, 8)), PLACE, PLACE, st.integers(1, 5), st.booleans())
def test_a_list_at_hand_is_cut_as_the_specification_says(
    length: int, unwanted: set[int], after: int | None, before: int | None, most: int, from_end: bool
) -> None:
    """The algorithm of the Relay cursor specification, on all that is wanted."""
    places = [str(n) for n in range(length)]
    after, before = (None if at is None or at >= length else at for at in (after, before))
    edges = [n for n in range(length) if n not in unwanted]
    within = [n for n in edges if (after is None or n > after) and (before is None or n < before)]
    page = within[-most:] if from_end else within[:most]
    following = [n for n in edges if before is not None and n >= before]
    preceding = [n for n in edges if after is not None and n <= after]
    behind = following if from_end else preceding
    bounds = [None if at is None else str(at) for at in (after, before)]
    asked = PageAsked(most, bounds[0], bounds[1], from_end)
    expected = Cut([str(n) for n in page], len(within) > most, bool(behind))
    assert cut(places, asked, lambda place: int(place) not in unwanted) == expected
    told_otherwise = replace(asked, order="LATEST_FIRST")
    other = cut(places[::-1], told_otherwise.as_kept, lambda place: int(place) not in unwanted)
    assert replace(other, places=told_otherwise.as_told(other.places)) == expected


def test_a_list_within_another_is_asked_for_a_page_or_refused_before_anything_is_read(served: Served) -> None:
    document = "{ people(first: 9) { nodes { unit developmentHistory%s { totalCount } } } }"
    for arguments in ("", "(after: null)", "(first: null, last: null)"):
        answer = served.post(document % arguments)
        [error] = answer["errors"]
        assert error["message"].startswith("first: is missing, and so is `last`")
        assert "data" not in answer, "it was not even begun"
