"""What entries say, typed: the same as their JSON, kind by kind, with what ids stand for in their place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import fields
from typing import Any

import pytest
from graphql import GraphQLInterfaceType, GraphQLObjectType, get_named_type, is_leaf_type
from pydantic import SecretStr

from api.graphql.facts import Fact
from api.graphql.outcome import camel
from api.graphql.schema import schema
from api.settings import Settings
from domain.catalogue import EVENTS
from domain.people.erased import PersonalDataErased
from domain.units.citing import unit_of
from ledger import Ledger, Wrapping
from ledger.storage.migrations import migrate
from tests.api.conftest import KEY, Served, serving
from tests.api.graphql.conftest import Join
from tests.api.graphql.test_promotion_case import Argued, argued, assess
from tests.examples import EXAMPLES
from tests.examples.streams import TOLD
from tests.projections.streams_written import Streams

__all__ = ["argued", "assess"]

ASKED_OF_ALL = {"effectiveOn", "erased", "headline", "people", "since", "subject", "withheld"}
ASKED = """query ($kind: String!) { entries(first: 20, kinds: [$kind]) {
    nodes { subject event fact { __typename effectiveOn erased withheld subject { id } ... on %s { %s } } } } }"""


def types() -> Mapping[str, GraphQLObjectType]:
    """The types of the schema that are facts."""
    interface = schema._schema.type_map[Fact.__name__]
    assert isinstance(interface, GraphQLInterfaceType)
    return {of.name: of for of in schema._schema.get_possible_types(interface)}


def asked(of: GraphQLObjectType, *, parts: bool = True) -> Iterator[str]:
    """All fields of a type; of people, roles and so on their ids; of what has parts what these hold themselves."""
    for name, field in of.fields.items():
        inner = get_named_type(field.type)
        if name in ASKED_OF_ALL:
            continue
        if is_leaf_type(inner):
            yield name
        elif isinstance(inner, GraphQLObjectType) and "id" in inner.fields:
            yield f"{name} {{ id }}"
        elif isinstance(inner, GraphQLObjectType) and parts:
            yield f"{name} {{ {' '.join(asked(inner, parts=False))} }}"


@pytest.fixture(scope="module")
def house(make_database: Callable[[], str]) -> Iterator[Served]:
    """A house whose ledger has one of every event."""
    url = make_database()
    migrate(url)
    with closing(Ledger.open(url, Wrapping(bytes.fromhex(KEY)))) as ledger:
        streams = Streams(url, ledger)
        for told in TOLD:
            if not isinstance(told.event, PersonalDataErased):
                streams.put(told.at.stream, told.event, supersedes=told.line.supersedes)
    with serving(Settings(database_url=url, key=SecretStr(KEY))) as served:
        served.ask(
            "query ($as: AsOf!) { people(first: 1, asOf: $as) { totalCount } }", **{"as": {"position": streams.last}}
        )
        yield served


def agree(told: Any, said: Any) -> bool:
    """Whether an answer says what is stored: of people their ids, of enums their names, of parts all that was said."""
    match said:
        case {"erased": True}:
            return told is None
        case dict():
            return all(agree(told[camel(name)], each) for name, each in said.items() if camel(name) in told)
        case list():
            return len(told) == len(said) and all(map(agree, told, said))
        case str():
            found = told["id"] if isinstance(told, dict) else told
            return found in (said, unit_of(said)) or found.lower() == said.lower()
        case _:
            return bool(told == said)


def defaults(kind: str) -> dict[str, Any]:
    """What the fields of a kind hold where nothing is said of them."""
    return {camel(each.name): each.default for each in fields(EVENTS[kind])}


def test_every_kind_has_a_type_of_its_own() -> None:
    assert sorted(types()) == sorted(EVENTS)


@pytest.mark.parametrize("kind", sorted({type(event).__name__ for event in EXAMPLES} - {"PersonalDataErased"}))
def test_a_fact_says_what_its_entry_says(house: Served, kind: str) -> None:
    nodes = house.ask(ASKED % (kind, " ".join(asked(types()[kind]))), kind=kind)["entries"]["nodes"]
    assert nodes
    for node in nodes:
        fact, said = node["fact"], node["event"]
        assert (fact.pop("__typename"), fact.pop("erased"), fact.pop("withheld")) == (kind, [], [])
        assert fact.pop("subject") in ({"id": node["subject"]}, None)
        for name in list(said):
            told, value = fact.pop(camel(name)), said[name]
            assert agree(told, value) if told is not None else value is None or unknown(house, value), (kind, name)
        if "until" not in defaults(kind):
            assert fact.pop("until") == said.get("ends_on")
        left = {name: value or None for name, value in fact.items()}
        assert left == {name: defaults(kind)[name] or None for name in left}, "what is not said is as if it were"


def unknown(house: Served, value: str) -> bool:
    """Whether this is the id of nothing that is there."""
    node = house.ask("query ($id: ID!) { node(id: $id) { id } }", id=value)["node"]
    return node is None


def test_the_giver_of_feedback_is_named_in_the_same_request(served: Served, join: Join) -> None:
    ada, ben = join("Ada Okafor"), join("Ben Ito")
    given = {
        "giver": ben,
        "purpose": "DEVELOPMENT",
        "strengths": "Asks.",
        "improvements": "",
        "effectiveOn": "2024-05-06",
    }
    served.recorded("giveFeedback", person=ada, **given)
    asked_for = """query ($id: ID!) { person(id: $id) { developmentHistory(first: 5, kinds: ["FeedbackGiven"]) {
        nodes { entry { fact { effectiveOn subject { ... on Person { name } }
        ... on FeedbackGiven { purpose strengths giver { name manager { name } } } } } } } } }"""
    [node] = served.ask(asked_for, id=ada)["person"]["developmentHistory"]["nodes"]
    assert node["entry"]["fact"] == {
        "effectiveOn": "2024-05-06",
        "subject": {"name": "Ada Okafor"},
        "purpose": "DEVELOPMENT",
        "strengths": "Asks.",
        "giver": {"name": "Ben Ito", "manager": None},
    }


HEADLINES = {
    "AssignmentGiven": ("Assignment given: Bring the two tool shops under one plan", {"supportedBy"}),
    "MentorshipEnded": ("Mentorship ended", {"mentor", "mentee"}),
    "PersonMoved": ("Person moved: Shift lead", {"manager"}),
    "SlateConfirmed": ("Slate confirmed", {"successors", "confirmedBy"}),
}


@pytest.mark.parametrize("kind", HEADLINES)
def test_a_fact_has_a_headline_days_and_people(house: Served, kind: str) -> None:
    asked_for = """query ($kind: String!) { entries(first: 20, kinds: [$kind]) {
        nodes { event fact { effectiveOn headline since until people { namedAs person { id } } } } } }"""
    nodes = house.ask(asked_for, kind=kind)["entries"]["nodes"]
    headline, named_as = HEADLINES[kind]
    assert headline in [node["fact"]["headline"] for node in nodes]
    assert named_as >= {each["namedAs"] for node in nodes for each in node["fact"]["people"]} != set()
    for node in nodes:
        fact, event = node["fact"], node["event"]
        assert (fact["since"], fact["until"]) == (event.get("starts_on", fact["effectiveOn"]), event.get("ends_on"))


def test_what_is_not_told_of_an_entry_is_not_told_of_its_fact(served: Served, argued: Argued) -> None:
    asked_for = """query ($p: Int!) { entry(position: $p) { event fact { __typename withheld erased
        ... on VoteCast { voter { id } choice words } } } }"""
    told = served.ask(asked_for, p=argued.votes[0])["entry"]["fact"]
    voter = {"id": argued.people[0]}
    assert told == {
        "__typename": "VoteCast", "voter": voter, "choice": None, "words": None,
        "withheld": ["choice", "words"], "erased": [],
    }  # fmt: skip
    answer = served.asked_by(argued.candidate).post(asked_for, p=argued.votes[0])
    assert answer["data"]["entry"] is None, "a candidate is not told how anybody votes"
    argued.step("closeVote", closedBy=argued.people[0])
    told = served.ask(asked_for, p=argued.votes[0])["entry"]["fact"]
    assert (told["choice"], told["words"], told["withheld"]) == ("IN_FAVOUR", f"Words of {argued.people[0]}", [])
