"""The benches of the demo, as they count: some ready, most not yet, a chair or two empty, and the ready ones used."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from contextlib import closing
from datetime import date, timedelta
from typing import Final

import pytest

from demo import seed
from domain.kernel.dates import months_after
from ledger import Ledger, Wrapping
from tests.api.conftest import KEY
from tests.demo.history import History
from tests.demo.seeded import TODAY

NOW, SOON = "now", "1-2y"
BAND = (0.15, 0.25)

AKIN: Final = {"Quality": {"Engineering", "Production"}, "Sales": {"Service"}, "Supply chain": {"Production"}}
OF_STORIES: Final = {
    "Chief financial officer", "Chief digital officer", "Head of Supply chain", "Group controller",
    "Head of Accounting", "Head of Mechanics",
}  # fmt: skip
WITHOUT_A_SLATE: Final = {"Head of Accounting", "Head of Logistics", "Plant manager South"}
"""Stories need these chairs to be without anybody who is ready."""

OTHER_DAYS: Final = (date(2025, 2, 17),)
"""Days on which others may seed it: after one talent review, and shortly before the next."""


@pytest.fixture(scope="module", params=[TODAY, *OTHER_DAYS], ids=str)
def history(request: pytest.FixtureRequest, make_database: Callable[[], str]) -> History:
    """What the ledger says of a demo of some day."""
    if request.param == TODAY:
        ours: History = request.getfixturevalue("history_of_today")
        return ours
    with closing(Ledger.open(make_database(), Wrapping(bytes.fromhex(KEY)))) as ledger:
        opens_on = seed(ledger, today=request.param).opens_on
        return History(list(ledger.entries()), opens_on, request.param)


def test_fifteen_to_twenty_five_in_a_hundred_are_ready_now(history: History) -> None:
    years: list[float] = []
    everybody: Counter[str | None] = Counter()
    for back in range(5):
        day = months_after(history.today, -12 * back)
        slates = Counter(ready for role in history.roles for ready in history.slate(role, day).values())
        assert slates.total() > 15
        years.append(slates[NOW] / slates.total())
        everybody += slates
    assert BAND[0] <= everybody[NOW] / everybody.total() <= BAND[1], everybody
    assert all(0.06 < share < 0.33 for share in years), years
    assert everybody["3-5y"] > 0
    assert everybody[None] > 0, "some do not count: unwilling, gone, or not supported by the rule"


def test_some_critical_roles_are_covered_some_are_not_and_few_are_vacant(history: History) -> None:
    critical = [role for role, said in history.roles.items() if said.critical]
    for back in range(5):
        day = months_after(history.today, -12 * back)
        ready = {role: set(history.slate(role, day).values()) for role in critical}
        covered = sum(bool(soon & {NOW, SOON}) for soon in ready.values())
        assert 0.25 * len(critical) < covered < 0.9 * len(critical)
        assert 1 <= sum(NOW in soon for soon in ready.values()) < 0.5 * len(critical)
        vacant = [role for role in history.roles if history.holder(role, day) is None]
        assert len(vacant) <= 4
    assert [role for role in history.roles if history.holder(role, history.today) is None]
    last = months_after(history.today, -12)
    risks = Counter(e.event.risk for e in history.of("RetentionRiskAssessed") if e.event.effective_on > last)
    assert 0.03 < risks["high"] / risks.total() < 0.3, risks


def test_where_a_chair_falls_vacant_somebody_is_mostly_ready_and_takes_it(history: History) -> None:
    ready = used = 0
    vacancies = [one for one in history.vacancies() if history.roles[one[0]].title not in WITHOUT_A_SLATE]
    assert len(vacancies) >= 4
    for role, since, until in vacancies:
        behind = history.slate(role, since - timedelta(1))
        if NOW in behind.values():
            ready += 1
            used += until is None or behind.get(history.holder(role, until) or "") == NOW
    assert ready >= len(vacancies) * 0.5, [(history.roles[role].title, since) for role, since, _ in vacancies]
    assert used >= 0.5 * ready


def test_successors_come_from_the_function_or_from_one_akin(history: History) -> None:
    for entry in history.of("SuccessorNominated"):
        role, on = history.roles[entry.stream], entry.event.effective_on
        placed = history.placement(entry.event.candidate, on)
        of_a_story = role.title in OF_STORIES
        assert (
            of_a_story
            or role.function == "Management"
            or placed.function in {role.function, *AKIN.get(role.function, ())}
        )


def test_somebody_is_named_for_an_emergency_where_nobody_is_ready(history: History) -> None:
    named = history.of("EmergencyCoverNamed")
    assert len(named) > 15
    assert len({entry.stream for entry in named}) > 8
