"""The demo's organisation has the shape of one: spans that can be led, and work that is not always full time."""

from __future__ import annotations

from collections import Counter

from tests.demo.history import History

LEAST, MOST = 5, 12
OUTSIDE = 0.04
"""Of all leaders at all quarter ends, how many may stand outside the span: a leaver is replaced in the month after,
a team that begins fills within weeks, and an empty seat leaves its team with the head above."""


def test_leaders_lead_five_to_twelve(history: History) -> None:
    spans = [span for day in history.quarter_ends() for span in history.spans(day).values()]
    outside = Counter(span for span in spans if not LEAST <= span <= MOST)
    assert outside.total() < OUTSIDE * len(spans), outside
    assert max(spans) <= MOST + LEAST


def test_nobody_leads_leaders_with_one_report(history: History) -> None:
    for day in history.quarter_ends():
        stood = history.placements(day)
        alone = [
            stood[person].job_title
            for person, span in history.spans(day).items()
            if stood[person].level != "others" and span < LEAST - 1
        ]
        assert alone == [], f"on {day}"


def test_some_work_part_time_and_some_change_how_much(history: History) -> None:
    shares = Counter(placed.share_of_full_time for placed in history.placements(history.today).values())
    part = sum(count for share, count in shares.items() if share != 100)
    assert 0.08 < part / shares.total() < 0.35, shares
    changed = 0
    for person in history.people:
        stood = [*history.page(person, history.today, "PersonJoined", "PersonMoved")]
        said = [placed.share_of_full_time for placed in stood if placed.share_of_full_time]
        changed += len(set(said)) > 1
    assert changed > 10
