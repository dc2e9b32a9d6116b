"""The demo's organisation has the shape of one: spans that can be led, and work that is not always full time."""

from __future__ import annotations

from collections import Counter

from tests.demo.history import History

LEAST, MOST = 5, 12
OUTSIDE = 0.02
"""Of all leaders at all quarter ends, how many may stand outside the span: a leaver is replaced in the month after,
and an empty seat leaves its team with the head above, for days."""

EMPTY_CHAIRS = 3
"""How many chairs stand empty today: until somebody stands in, their teams are led from above."""


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
            if stood[person].level != "others" and span <= 1
        ]
        assert alone == [], f"on {day}"


def test_spans_differ(history: History) -> None:
    today = Counter(history.spans(history.today).values())
    assert len(today) >= 4
    assert sum(count for span, count in today.items() if not LEAST <= span <= MOST) <= EMPTY_CHAIRS, today


def test_some_work_at_a_site_and_some_roles_say_what_they_are(history: History) -> None:
    sites = Counter(placed.site for placed in history.placements(history.today).values())
    assert {"North works", "South works", None} == set(sites)
    assert min(sites.values()) > 15
    defined = history.of("RoleProfileDefined")
    assert len(defined) == 3
    for entry in defined:
        established = history.roles[entry.stream]
        kept = established.title, established.unit, established.level, established.critical
        assert (entry.event.title, entry.event.unit, entry.event.level, entry.event.critical) == kept
        assert entry.event.why
        assert history.is_here(entry.event.owner, entry.event.effective_on)


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
