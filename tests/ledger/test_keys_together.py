"""Keys of people whose entries are read together are fetched together, whoever they are and however these are read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from domain.amendments.corrections import RetractEntry
from domain.kernel.facts import Event
from domain.mentoring.agreements import MentoringSessionHeld
from domain.organisation.appointments import AppointToRole
from ledger import Entry, KeyMissing, Ledger, WrongKeyEncryptionKey, new_id
from ledger.storage.forms import UnknownKind
from tests.ledger.by_hand import connect
from tests.ledger.commands_recorded import BY, DAY, past_the_rules, person_id, some_role, somebody

HOW_MANY = 7

WAYS: dict[str, Callable[[Ledger, int, list[str]], list[Entry[Any]]]] = {
    "entries": lambda ledger, after, _: list(ledger.entries(after=after)),
    "entries_at": lambda ledger, after, _: list(ledger.entries_at(range(after + 1, ledger.position() + 1)).values()),
    "streams": lambda ledger, _, names: [entry for stream in ledger.streams(names).values() for entry in stream],
}
each_way = pytest.mark.parametrize("way", WAYS)


def fetched(ledger: Ledger) -> int:
    """How often the keeper of the keys has been asked for something."""
    return int(ledger._keeper.get_stats()["requests_num"])


def write(ledger: Ledger, stream: str, event: Event[Any], kind: str | None = None) -> str:
    past_the_rules(ledger, stream, event, kind=kind)
    return stream


def session(ledger: Ledger, kind: str | None = None) -> str:
    """A page of two people, with a part for each."""
    mentee, mentor = person_id(), person_id()
    ledger.keys.ensure((mentee, mentor))
    held = MentoringSessionHeld(mentor, mentee, 1.0, "Silence is a question", "Four in the morning", effective_on=DAY)
    return write(ledger, new_id("mentorship"), held, kind)


def retracted(ledger: Ledger) -> str:
    """A role whose holder was appointed by mistake; why is sealed for them, who stand on another page."""
    role = some_role(ledger)
    at = ledger.record(AppointToRole(role, somebody(ledger), effective_on=DAY), by=BY).references[0]
    ledger.record(RetractEntry(at, "Somebody misheard the name"), by=BY)
    return role


@each_way
@pytest.mark.parametrize("page", [somebody, session, retracted], ids=["of one", "of two", "with a reason"])
def test_entries_that_are_read_together_ask_for_their_keys_once(
    ledger: Ledger, another_ledger: Callable[[], Ledger], way: str, page: Callable[[Ledger], str]
) -> None:
    after = ledger.position()
    streams = [page(ledger) for _ in range(HOW_MANY)]
    known = [(entry.event, entry.reason) for entry in WAYS[way](ledger, after, streams)]
    cold = another_ledger()
    before = fetched(cold)
    for _ in range(2):
        assert [(entry.event, entry.reason) for entry in WAYS[way](cold, after, streams)] == known
    assert fetched(cold) == before + 1


def test_what_is_not_opened_asks_for_no_keys(ledger: Ledger, another_ledger: Callable[[], Ledger]) -> None:
    ada = somebody(ledger)
    cold = another_ledger()
    before = fetched(cold)
    assert [entry.kind for entry in cold.stream(ada)] == ["PersonJoined"]
    assert fetched(cold) == before


@each_way
def test_an_entry_says_itself_that_it_cannot_be_opened(
    ledger: Ledger, another_ledger: Callable[[], Ledger], way: str
) -> None:
    """Those that were read with it are opened all the same, and in whatever order."""
    after = ledger.position()
    streams = [somebody(ledger), somebody(ledger), somebody(ledger), session(ledger, "SessionSlept"), somebody(ledger)]
    with connect(ledger._url, "keeper") as keeper:
        keeper.execute("DELETE FROM keys.data_keys WHERE person = %s", (streams[1],))
        keeper.execute("UPDATE keys.data_keys SET wrapped = 'of no use' WHERE person = %s", (streams[2],))
    ada, gone, altered, unknown, ben = WAYS[way](another_ledger(), after, streams)
    assert (ada.event.name, ben.event.name) == ("Ada Okafor", "Ada Okafor")
    for entry, alarm in ((gone, KeyMissing), (altered, WrongKeyEncryptionKey), (unknown, UnknownKind)):
        with pytest.raises(alarm):
            _ = entry.event
