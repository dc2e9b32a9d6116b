"""Steps of the demo go in all directions, are decided alike whoever proposed them, and on what is on the file."""

from __future__ import annotations

import re
from collections import Counter

from tests.demo.history import History

OUTSIDE_THE_FILE = re.compile(
    r"\b(I (asked|know|have seen|saw|spoke|worked|heard)|working (together|with)|on my way|told me|told us unasked|"
    r"I would work for|nobody I spoke|we have seen)\b",
    re.IGNORECASE,
)


def test_steps_go_up_to_the_side_down_and_for_a_while(history: History) -> None:
    ways = Counter(str(entry.event.direction) for entry in history.of("PromotionProposed"))
    assert ways.total() >= 35
    assert 0.45 <= ways["up"] / ways.total() <= 0.75, ways
    assert min(ways["lateral"], ways["down"], ways["acting"]) >= 2, ways
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
    declined = history.of("PromotionDeclined")
    heard = {entry.stream for entry in history.of("CandidateHeard")}
    assert sum(entry.stream in heard for entry in declined) >= len(declined) - 2, "but for two stories of before"
    told = {entry.event.about for entry in history.of("PersonInformed")}
    decided = history.of("PromotionApproved", "PromotionDeclined", "PromotionDeferred")
    assert sum(entry.at in told for entry in decided) > 0.75 * len(decided)


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
