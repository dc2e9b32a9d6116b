"""What folds ask for is opened before they see it; what nobody asked for, and anybody's own words, stay shut."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest

from domain.cycles.closing import FeedbackCycleClosed
from domain.development.assessments import AssessmentRecorded
from domain.frameworks.criteria import Requirement
from domain.frameworks.edition import Readiness
from domain.judging.findings import Finding, Verdict
from domain.kernel.facts import ERASED
from domain.organisation.appointments import RoleEstablished
from domain.people.joining import PersonJoined
from domain.succession.readiness import ReadinessAssessed
from domain.succession.retention import Grade, RetentionRiskAssessed
from domain.succession.slates import SuccessorNominated
from ledger import Ledger
from projections.engine.opening import without_words
from projections.engine.sealed_entry import CannotBeOpened, SealedEntry
from projections.registry import READ_MODELS, rebuild
from projections.succession_bench import succession_bench
from tests.databases import WRAPPING
from tests.ledger.by_hand import connect
from tests.projections.lives import ONE_OF_EACH
from tests.projections.streams_written import Streams, a_person, a_role
from tests.projections.test_development_history import on

Ask = Callable[..., Any]
FOUND = Finding(Requirement.DIALS_AT_LEAST, Verdict.MET, ())


def readiness_of(url: str, person: str) -> list[tuple[Any, ...]]:
    """What the bench was told of somebody."""
    with psycopg.connect(url) as connection:
        statement = "SELECT readiness, supported FROM read_models.readiness WHERE person = %s"
        return connection.execute(statement, (person,)).fetchall()


def risk_of(url: str, person: str) -> list[tuple[Any, ...]]:
    with psycopg.connect(url) as connection:
        return connection.execute(
            "SELECT grade FROM read_models.retention_risks WHERE person = %s", (person,)
        ).fetchall()


def ready(streams: Streams, readiness: Readiness = Readiness.NOW) -> tuple[str, str]:
    """Somebody judged for a role; the role and the person."""
    role, person = a_role(), a_person()
    streams.put(person, on(PersonJoined, 0))
    streams.put(role, on(RoleEstablished, 0))
    streams.put(role, on(SuccessorNominated, 1, candidate=person))
    streams.put(role, on(ReadinessAssessed, 2, candidate=person, readiness=readiness, findings=(FOUND,)))
    return role, person


def test_what_is_sealed_is_told_to_the_folds_that_ask_for_it(streams: Streams, url: str, follow: Ask) -> None:
    _, person = ready(streams, Readiness.ONE_TO_TWO_YEARS)
    streams.put(person, on(RetentionRiskAssessed, 3, risk=Grade.HIGH))
    follow()
    assert readiness_of(url, person) == [("1-2y", True)]
    assert risk_of(url, person) == [("high",)]


def test_words_stay_shut(ledger: Ledger) -> None:
    words = "Led two teams through the move"
    event = on(ReadinessAssessed, 2, readiness=Readiness.NOW, findings=(FOUND,), rationale=words)
    seen = without_words(event)
    assert (seen.readiness, seen.findings, seen.rationale) == (Readiness.NOW, (FOUND,), ERASED)
    first, *_ = vars(without_words(ONE_OF_EACH[AssessmentRecorded]))["ratings"]
    assert (first.of, first.value, first.facts) == ("empowering", 4, ERASED)
    closed = ONE_OF_EACH[FeedbackCycleClosed]
    released = vars(without_words(closed))
    assert (released["ratings"], released["pieces"]) == (vars(closed)["ratings"], ERASED)
    assert event.rationale == "Led two teams through the move"


def test_whoever_is_erased_is_folded_and_nothing_told_of_them(
    streams: Streams, url: str, follow: Ask, ask: Ask
) -> None:
    role, person = ready(streams)
    follow()
    assert readiness_of(url, person) == [("now", True)]
    streams.ledger.keys.destroy(person)
    for rebuilt in (1, 2):
        rebuild(url, WRAPPING, processes=rebuilt)
        assert readiness_of(url, person) == [(None, False)]
    bench = ask(lambda reading: succession_bench(reading, roles=[role]))
    assert bench.parked == ()
    [successor] = bench.roles[0].successors
    assert (successor.readiness, successor.standing, bench.roles[0].covered) == (None, False, False)


def test_an_entry_that_does_not_open_is_parked_and_stops_no_other(
    streams: Streams, url: str, follow: Ask, ask: Ask
) -> None:
    """A key that is merely gone is an alarm, and no erasure."""
    role, person = ready(streams)
    alarm = streams.last
    other, another = ready(streams)
    with without_key(streams.ledger, person):
        streams.ledger.keys._ciphers.clear()
        follow()
    bench = ask(lambda reading: succession_bench(reading, roles=[role, other]))
    assert bench.parked == (alarm,)
    assert readiness_of(url, person) == []
    assert readiness_of(url, another) == [("now", True)]


@contextmanager
def without_key(ledger: Ledger, person: str) -> Iterator[None]:
    with connect(ledger._url, "keeper") as keeper:
        kept = keeper.execute("DELETE FROM keys.data_keys WHERE person = %s RETURNING *", (person,)).fetchall()
        keeper.commit()
        yield
        keeper.execute("INSERT INTO keys.data_keys VALUES (%s, %s, %s)", kept[0])


def test_keys_of_a_batch_are_fetched_together(
    streams: Streams, url: str, follow: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[list[str]] = []
    people = {ready(streams)[1] for _ in range(5)}
    keys = streams.ledger.keys
    opened = keys._opened
    keys._ciphers.clear()

    def noted(persons: list[str]) -> Any:
        asked.append(persons)
        return opened(persons)

    monkeypatch.setattr(keys, "_opened", noted)
    follow()
    assert len(asked) == 1
    assert people <= set(asked[0])


def test_what_nobody_asks_for_is_not_opened(streams: Streams, follow: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    keys = streams.ledger.keys
    follow()
    streams.put(a_person(), on(PersonJoined, 0))
    keys._ciphers.clear()
    monkeypatch.setattr(keys, "_opened", lambda persons: pytest.fail(f"asked for the keys of {persons}"))
    follow()


def test_what_is_opened_is_folded() -> None:
    for table in READ_MODELS.tables:
        assert set(table.opened) <= set(table.folds), f"{table.name} opens what it does not fold"


def test_an_alarm_is_raised_when_the_event_is_asked_for() -> None:
    entry: SealedEntry[Any] = SealedEntry(1, a_person(), 1, "PersonJoined", b"{}", 1, None, alarm="KeyMissing: none")
    with pytest.raises(CannotBeOpened, match="KeyMissing"):
        _ = entry.event
