"""Everything is asked as people of the demo, of everything: what is not theirs to see comes out nowhere."""

from __future__ import annotations

import dataclasses
import random
import re
from collections import Counter, defaultdict, deque
from collections.abc import Iterator, Sequence
from functools import cache
from html import unescape
from itertools import product
from typing import Any

import pytest

from api.access.relationships import relationships
from api.access.sight import WHOLE
from api.access.sorts import SORTS
from api.access.table import Information, may_see
from api.pages.page import all_pages
from demo.personas import holding
from domain.kernel.ids import PersonId
from domain.offices.offices import Mandate
from ledger import Entry
from tests.api.conftest import Served
from tests.api.crawling import answers, questions
from tests.demo.seeded import Demo

SEED = 20
PER_KIND = 6
"""Entries of each kind that are asked for one by one, as everybody."""
ALIASES = 50
MET = 2
"""How many of each sort of subject everything is asked about."""
OFFICES = ("steward", "talent_partner", "auditor", "council")
OTHERS = ("Tomasz Wilk", "Greta Lindqvist", "Jonas Petrauskas")
"""A candidate, who leads a team; who leads him and proposed him; one of a pair."""
LINK = re.compile(r'<a [^>]*href="(/[^"#]*)')
OF_EACH_SORT = 2
"""How many pages that differ by an id or by what is filtered alone are opened."""
WHOLE_FILE = "/my-file"
"""The page that has everything about whoever asks, as the law has it."""
IN_THE_DIRECTORY = ("name", "job_title", "title")
"""What entries say that everybody reads of people and roles anyway."""
VIEWERS = (*OFFICES, *OTHERS)


class Looking:
    """Somebody of the demo, and what of its entries is theirs to see."""

    def __init__(self, person: PersonId, demo: Demo, entries: Sequence[Entry[Any]], house: Served) -> None:
        self.person, self.entries = person, entries
        self.asks = house.asked_by(person)
        book = demo.ledger.book()
        self.stands = cache(lambda stream: relationships(person, stream, book))

    def may_see(self, entry: Entry[Any]) -> bool:
        """Whether an entry is theirs to see."""
        sort = SORTS[entry.kind]
        closest = str(entry.at) if sort is Information.LEARNED else entry.stream
        return sort is not None and may_see(sort, self.stands(closest))

    def words_of_others(self) -> set[str]:
        """What is said in entries that are not, and in none that are."""
        told: dict[bool, set[Any]] = {True: set(), False: set()}
        for entry in self.entries:
            told[self.may_see(entry)] |= set(sentences(entry.event))
            told[True] |= {getattr(entry.event, name, None) for name in IN_THE_DIRECTORY}
        return told[False] - told[True]


def sentences(value: Any) -> Iterator[str]:
    """The texts of several words in an event."""
    if isinstance(value, str):
        if value.count(" ") > 1:
            yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from sentences(each)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from sentences(getattr(value, field.name))


@pytest.fixture(scope="module")
def entries(demo: Demo) -> list[Entry[Any]]:
    return list(demo.ledger.entries())


@pytest.fixture(params=VIEWERS)
def looking(request: pytest.FixtureRequest, demo: Demo, entries: list[Entry[Any]], served: Served) -> Looking:
    name: str = request.param
    if name in OFFICES:
        person = next(holding(Mandate(name), demo.ledger.today(), demo.ledger))
    else:
        person = PersonId(next(found[name] for found in demo.seeded.stories.values() if name in found))
    return Looking(person, demo, entries, served)


def some_of_each_kind(entries: Sequence[Entry[Any]]) -> list[Entry[Any]]:
    """A few entries of every kind."""
    by_kind: defaultdict[str, list[Entry[Any]]] = defaultdict(list)
    for entry in random.Random(SEED).sample(entries, len(entries)):
        by_kind[entry.kind].append(entry)
    return [entry for found in by_kind.values() for entry in found[:PER_KIND]]


def test_an_entry_is_told_to_those_whom_the_table_names(looking: Looking, entries: list[Entry[Any]]) -> None:
    asked = some_of_each_kind(entries)
    own = [entry for entry in entries if entry.stream == looking.person]
    asked += some_of_each_kind(own)
    for start in range(0, len(asked), ALIASES):
        several = asked[start : start + ALIASES]
        document = " ".join(
            f"e{one.position}: entry(position: {one.position}) {{ kind event }}"
            for one in {one.position: one for one in several}.values()
        )
        told = looking.asks.ask(f"{{ {document} }}")
        for one in several:
            seen = told[f"e{one.position}"]
            assert (seen is not None and seen["event"] is not None) == looking.may_see(one), (one.kind, one.position)


HISTORY = """query ($id: ID!, $after: String) {
    person(id: $id) {
      developmentHistory(first: 100, after: $after) {
        totalCount nodes { kind part position } pageInfo { hasNextPage endCursor }
      } } }"""


def timeline(asks: Served, person: str) -> tuple[list[dict[str, Any]], int]:
    """All that somebody is told of a timeline, and how much it is said to be."""
    told: list[dict[str, Any]] = []
    after: str | None = None
    while True:
        page = asks.ask(HISTORY, id=person, after=after)["person"]["developmentHistory"]
        told += page["nodes"]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            return told, page["totalCount"]


def test_a_timeline_neither_lists_nor_counts_what_is_not_theirs(looking: Looking, demo: Demo, served: Served) -> None:
    """Tomasz Wilk's, whom many see something of; and their own."""
    for person in (demo.story("The best engineer", "Tomasz Wilk"), looking.person):
        whole, _ = timeline(served, person)
        told, counted = timeline(looking.asks, person)
        sorts = {each["kind"]: SORTS[each["kind"]] for each in whole}
        theirs = {kind for kind, sort in sorts.items() if sort and may_see(sort, looking.stands(person))}
        all_parts = person == looking.person or may_see(Information.BOOK, looking.stands(WHOLE))
        parts = {each["part"] for each in whole} if all_parts else {"OWN", "MENTEE", "MENTOR"}
        assert told == [each for each in whole if each["kind"] in theirs and each["part"] in parts]
        assert counted == len(told)


@pytest.mark.parametrize("looking", ["council", "Tomasz Wilk"], indirect=True)
def test_what_is_not_theirs_comes_out_nowhere(looking: Looking, entries: list[Entry[Any]]) -> None:
    needles = looking.words_of_others()
    assert len(needles) > 500
    found = [way for told in everything_asked(looking, entries) for way in ways_to(needles, told)]
    assert not found, found[:5]


@pytest.mark.parametrize("looking", ["council", "auditor", "Greta Lindqvist"], indirect=True)
def test_pages_lead_to_pages_and_tell_nobody_what_is_not_theirs(looking: Looking, demo: Demo) -> None:
    """What is said in entries that name them may be theirs, too: what they gave, saw or proposed."""
    theirs = (one for one in looking.entries if looking.may_see(one) or looking.person in one.event.concerns())
    own = "\n".join(text for one in theirs for text in sentences(one.event))
    needles = {text for text in looking.words_of_others() if text not in own}
    assert len(needles) > 300
    begin = ["/", *(page.path for page in all_pages() if page.menu), f"/people/{looking.person}"]
    begin += [f"/people/{demo.story('The best engineer', name)}" for name in ("Tomasz Wilk", "Greta Lindqvist")]
    waiting, seen = deque(begin), dict.fromkeys(begin, 0)
    of_each: Counter[str] = Counter()
    while waiting:
        path = waiting.popleft()
        answer = looking.asks.client.get(path, headers={**looking.asks.headers}, follow_redirects=True)
        assert answer.status_code in {200, 404}, (path, answer.status_code, answer.text[:500])
        assert path not in begin or answer.status_code == 200, path
        text = unescape(answer.text)
        assert path.startswith(WHOLE_FILE) or not [needle for needle in needles if needle in text], path
        for link in map(unescape, LINK.findall(answer.text)):
            sort = re.sub(r"-[0-9a-f-]{36}", "", link.partition("?")[0])
            if link not in seen and of_each[sort] < OF_EACH_SORT:
                of_each[sort] += 1
                seen[link] = seen[path] + 1
                waiting.append(link)


def ways_to(needles: set[str], told: Any, way: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Where in an answer one of these texts stands."""
    if isinstance(told, str):
        if told in needles:
            yield way
    elif isinstance(told, list):
        for each in told:
            yield from ways_to(needles, each, way)
    elif isinstance(told, dict):
        for name, each in told.items():
            yield from ways_to(needles, each, (*way, name))


def everything_asked(looking: Looking, entries: Sequence[Entry[Any]]) -> Iterator[Any]:
    """What every question is answered with, about themselves and about others."""
    chance = random.Random(SEED)
    subjects: defaultdict[str, set[str]] = defaultdict(set)
    for entry in entries:
        subjects[entry.stream.partition("-")[0]].add(entry.stream)
    met = [one for several in subjects.values() for one in chance.sample(sorted(several), min(MET, len(several)))]
    unseen = [entry for entry in some_of_each_kind(entries) if not looking.may_see(entry)]
    ids = [looking.person, *met, *(f"entry-{entry.position}" for entry in chance.sample(unseen, MET))]
    people, roles = ([one for one in ids if one.startswith(of)] for of in ("person-", "role-"))
    may_be: dict[str, Sequence[Any]] = {
        "role": roles, "person": people, "people": [people],
        "id": ids, "subject": ids, "position": [entry.position for entry in chance.sample(unseen, 2 * MET)],
        "then": [{"position": len(entries) // 2}], "first": [10], "edition": [1], "insteadOf": [1],
        "since": ["1900-01-01"], "critical": [True], "population": ["DECISIONS"], "n": [5], "seed": ["x"],
        "secret": ["none that was handed out"], "from": ["2024-01-31"], "to": ["2024-03-31"], "every": ["MONTH"],
    }  # fmt: skip
    for question, field in questions().items():
        names = [name for name in field.args if name in may_be]
        declared = ", ".join(f"${name}: {field.args[name].type}" for name in names)
        given = ", ".join(f"{name}: ${name}" for name in names)
        asked = f"query ({declared}) {{ __typename {question}({given}) {{…}} }}" if names else f"{{ {question} {{…}} }}"
        every = product(*(may_be[name] for name in names))
        yield from answers(
            looking.asks, asked, field.type, *(dict(zip(names, values, strict=True)) for values in every)
        )
