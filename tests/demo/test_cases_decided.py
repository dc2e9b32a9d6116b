"""Steps of the demo go in all directions, are decided alike whoever proposed them, and on what is on the file."""

from __future__ import annotations

import re
from collections import Counter
from datetime import timedelta
from typing import Final

from demo.working_days import working_day
from domain.kernel.dates import months_after
from tests.demo.history import History
from tests.demo.seeded import Demo

DAYS_UNTIL_TOLD: Final = 10
"""A talk follows a decision within days, holidays between."""

OUTSIDE_THE_FILE = re.compile(
    r"\b(I (asked|know|have seen|saw|spoke|worked|heard)|working (together|with)|on my way|told me|told us unasked|"
    r"I would work for|nobody I spoke|we have seen)\b",
    re.IGNORECASE,
)


def test_steps_go_up_to_the_side_down_and_for_a_while(history: History) -> None:
    ways = Counter(str(entry.event.direction) for entry in history.of("PromotionProposed"))
    assert ways.total() >= 30
    assert 0.4 <= ways["up"] / ways.total() <= 0.8, ways
    assert min(ways["lateral"], ways["down"], ways["acting"]) >= 1, ways
    assert ways["lateral"] + ways["down"] + ways["acting"] >= 8, ways
    assert ways["acting"] <= ways["up"] / 1.5


def test_who_proposed_themselves_is_decided_on_like_the_others(history: History) -> None:
    proposed = {entry.stream: entry.event for entry in history.of("PromotionProposed")}
    decided: Counter[tuple[bool, str]] = Counter()
    for entry in history.of("PromotionApproved", "PromotionDeclined"):
        if proposed[entry.stream].direction != "acting":
            decided[proposed[entry.stream].self_nominated, entry.kind] += 1
    rates = {}
    for alone in (True, False):
        of_these = decided[alone, "PromotionApproved"], decided[alone, "PromotionDeclined"]
        assert min(of_these) >= 1, decided
        rates[alone] = of_these[0] / sum(of_these)
    assert abs(rates[True] - rates[False]) < 0.2, decided


def test_jurors_speak_of_what_is_on_the_file(history: History) -> None:
    said = [entry.event.words for entry in history.of("VoteCast") if entry.event.words]
    said += [entry.event.rationale for entry in history.of("PanelRecommended")]
    assert len(said) > 20
    assert [words for words in said if OUTSIDE_THE_FILE.search(words)] == []


def test_nobody_is_declined_unheard_and_everybody_is_told(history: History) -> None:
    heard = {entry.stream: entry.event.effective_on for entry in history.of("CandidateHeard")}
    for entry in history.of("PromotionDeclined"):
        candidate = candidate_of(history, entry.stream)
        leaves = not history.is_here(candidate, entry.event.effective_on + timedelta(14))
        assert leaves or heard[entry.stream] < entry.event.effective_on, entry.at
    told = {entry.event.about: entry for entry in history.of("PersonInformed")}
    for entry in history.of("PromotionApproved", "PromotionDeclined", "PromotionDeferred"):
        by = working_day(entry.event.effective_on + timedelta(DAYS_UNTIL_TOLD))
        candidate = candidate_of(history, entry.stream)
        if by <= history.today and history.is_here(candidate, by):
            assert told[entry.at].stream == candidate
            assert entry.event.effective_on < told[entry.at].event.effective_on <= by


def test_what_the_stories_decide_is_told_on_the_next_working_day(history: History, demo: Demo) -> None:
    told = {entry.event.about: entry.event for entry in history.of("PersonInformed")}
    names = [name for name in demo.seeded.positions if "decision on" in name]
    assert len(names) == 7
    for name in names:
        decision = demo.at(name)
        on = working_day(decision.event.effective_on + timedelta(1))
        assert (told[decision.at].effective_on, told[decision.at].informed_by) == (on, decision.event.decided_by), name


def test_nobody_is_proposed_anew_within_a_year_of_a_decline(history: History, demo: Demo) -> None:
    of_a_story = demo.story("The report that came late", "Nadia Haddad")
    proposed = [(entry.event.candidate, entry.event.effective_on) for entry in history.of("PromotionProposed")]
    declined = history.of("PromotionDeclined")
    assert len(declined) > 3
    for entry in declined:
        candidate, on = candidate_of(history, entry.stream), entry.event.effective_on
        anew = [day for one, day in proposed if one == candidate and on < day < months_after(on, 12)]
        assert anew == [] or candidate == of_a_story, (candidate, on, anew)


def test_moves_say_of_a_step_alone_why_it_had_no_case(history: History) -> None:
    moves = history.of("PersonMoved")
    why = Counter(str(entry.event.exempt) for entry in moves)
    assert set(why) <= {"None", "before_ledger", "external_hire"}, why
    days = Counter((entry.stream, entry.event.effective_on) for entry in moves)
    assert sum(count > 1 for count in days.values()) <= 0.05 * len(days)


def candidate_of(history: History, case: str) -> str:
    return next(str(e.event.candidate) for e in history.streams[case] if e.kind == "PromotionProposed")


def test_what_was_set_aside_is_looked_at_twice(history: History) -> None:
    outcomes = [str(entry.event.outcome) for entry in history.of("OverrideReviewed")]
    assert outcomes == ["did_not", "mixed"]


def test_offices_are_held(history: History) -> None:
    kinds = Counter(entry.kind for entry in history.entries)
    for kind in ("MandateGiven", "AssessorAccredited", "DeputyNamed", "SeatTaken", "StewardNamed", "UnitEstablished"):
        assert kinds[kind] > 0, f"there is no {kind}"
    assert {str(entry.event.mandate) for entry in history.of("MandateGiven")} >= {
        "talent_partner",
        "council",
        "auditor",
    }
