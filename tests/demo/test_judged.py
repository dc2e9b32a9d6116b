"""How people of the demo are judged: calibrated, spread over the scale, and by nobody who could not say it freely."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, timedelta

from domain.succession.retention import Grade, RetentionReason
from tests.demo.history import LEADS, History

TOP, LOW = 5, 2
BAND = (0.02, 0.125)
"""The share of top ratings in a cycle, after calibration."""


def test_results_are_calibrated_and_do_not_climb(history: History) -> None:
    cycles: defaultdict[str, Counter[int]] = defaultdict(Counter)
    for entry in history.of("AssessmentRecorded"):
        for rating in entry.event.ratings:
            if rating.of == "performance" and entry.event.cycle:
                cycles[entry.event.cycle][rating.value] += 1
    shares = {cycle: rated[TOP] / rated.total() for cycle, rated in sorted(cycles.items()) if rated.total() > 100}
    assert len(shares) >= 6
    assert [share for share in shares.values() if not BAND[0] < share < BAND[1]] == [], shares
    average = [sum(value * n for value, n in cycles[cycle].items()) / cycles[cycle].total() for cycle in shares]
    assert max(average) - min(average) < 0.25, average
    low = {cycle: sum(cycles[cycle][value] for value in range(1, LOW + 1)) / cycles[cycle].total() for cycle in shares}
    assert min(low.values()) > 0.01, low


def test_potential_is_spread_over_its_scale(history: History) -> None:
    rated = Counter(
        rating.value
        for entry in history.of("AssessmentRecorded")
        for rating in entry.event.ratings
        if rating.of == "potential"
    )
    assert set(rated) == {1, 2, 3, 4, 5}
    assert rated.most_common(1)[0][1] < 0.5 * rated.total()
    assert 0.08 < (rated[1] + rated[2]) / rated.total() < 0.4, rated
    assert (rated[4] + rated[5]) / rated.total() < 0.6, rated


def test_nobody_assesses_their_own_manager_by_name(history: History) -> None:
    upward = [
        entry.at
        for entry in history.of("AssessmentRecorded")
        if entry.event.assessor
        and entry.event.assessor != entry.stream
        and led_by(history, entry.event.assessor, entry.event.effective_on) == {entry.stream}
    ]
    assert upward == []


def led_by(history: History, person: str, day: date) -> set[str | None]:
    """To whom somebody reported on a day and on the day before: a move of the same day may be written after it."""
    stood = (history.placement(person, each) for each in (day - timedelta(1), day))
    return {placed.manager for placed in stood if placed}


def test_why_somebody_may_leave_is_coded_and_varied(history: History) -> None:
    judged = [entry.event for entry in history.of("RetentionRiskAssessed")]
    assert all(event.why is None and event.reason is not None for event in judged)
    assert {event.reason for event in judged if event.risk is not Grade.LOW} == set(RetentionReason)
    risks = Counter(event.risk for event in judged)
    assert risks[Grade.LOW] > risks[Grade.MEDIUM] > risks[Grade.HIGH] > 0


def test_nobody_is_coached_from_below(history: History) -> None:
    rung = {level: number for number, level in enumerate(("self", *LEADS))}
    held = [entry for entry in history.of("CoachingHeld") if entry.event.coach]
    managers: defaultdict[str, set[str | None]] = defaultdict(set)
    for entry in history.of("PersonJoined", "PersonMoved"):
        managers[entry.stream].add(entry.event.manager)
    assert len(held) > 500
    for entry in held:
        on = entry.event.effective_on
        coached, coach = history.placement(entry.stream, on), history.placement(entry.event.coach, on)
        leads = entry.event.coach in managers[entry.stream]
        assert leads or rung[coach.level or "self"] >= max(1, rung[coached.level]), entry.at
