"""What goes into learning is told of groups of five, and of none that follows from the others."""

from __future__ import annotations

from decimal import Decimal

import pytest

from domain.development.curriculum_figures import (
    NOTHING_TOLD,
    LearningPart,
    MoneySpent,
    completion_of,
    invested_by_group,
    invested_in_all,
)
from domain.frameworks.modules import CurriculumModule

MODULE = CurriculumModule("figures-1", "Reading figures", ("judgement",), 16.0, ("self", "others"))


def parts(group: str | None, people: int, hours: float | None = 2, cost: str | None = None) -> list[LearningPart]:
    money = (Decimal(cost), "EUR") if cost else (None, None)
    return [LearningPart(f"{group}-{number}", group, hours, *money) for number in range(people)]


def test_money_is_added_up_exactly_and_by_currency() -> None:
    francs = [LearningPart(f"self-{number}", "self", None, Decimal("0.1"), "CHF") for number in range(5)]
    whole = invested_in_all([*parts("self", 6, cost="0.10"), *francs])
    assert (whole.people, whole.entries, whole.without_hours, whole.without_cost) == (6, 11, 5, 0)
    assert (whole.people_with_hours, whole.hours) == (6, 12)
    assert whole.money == (MoneySpent("CHF", 5, "0.5"), MoneySpent("EUR", 6, "0.60"))


@pytest.mark.parametrize(
    ("sizes", "told"),
    [
        ({"self": 4}, ()),
        ({"self": 5}, ("self",)),
        ({"self": 9, "others": 6, "leaders": 1}, ("self",)),
        ({"self": 9, "others": 6, "leaders": 1, "function": 4}, ("others", "self")),
        ({"self": 9, None: 6}, (None, "self")),
    ],
)
def test_a_group_that_is_too_small_takes_the_next_with_it(
    sizes: dict[str | None, int], told: tuple[str | None, ...]
) -> None:
    found = invested_by_group(each for group, people in sizes.items() for each in parts(group, people))
    assert sorted((group for group, one in found.items() if one != NOTHING_TOLD), key=str) == sorted(told, key=str)
    assert {one.people for one in found.values() if one.people} == {sizes[group] for group in told}


def test_nobodys_hours_or_money_follow_from_those_of_others() -> None:
    costs = [*parts("self", 5, cost="10"), *parts("others", 5, cost="10"), *parts("leaders", 1, cost="99")]
    found = invested_by_group([*costs, *(LearningPart(f"leaders-{one}", "leaders", 2, None, None) for one in range(5))])
    assert found["leaders"].people == 5
    assert found["leaders"].money == (MoneySpent("EUR", None, None),)
    withheld = [group for group, one in found.items() if one.money[0].amount is None]
    assert sorted(map(str, withheld)) == ["leaders", "others"], "one alone would follow from the whole"
    found = invested_by_group([*parts("self", 9), *parts("others", 6), *parts("leaders", 5, None)])
    assert (found["leaders"].hours, found["leaders"].people_with_hours) == (None, 0)
    assert found["self"].people_with_hours == 9
    few = invested_by_group([*parts("self", 9), *parts("others", 4), *parts("others", 7, None)])
    assert {group: one.hours for group, one in few.items()} == {"self": None, "others": None}
    assert {one.people_with_hours for one in few.values()} == {None}
    assert invested_in_all(parts("self", 4)) == NOTHING_TOLD == invested_in_all([])


def test_a_module_is_completed_by_those_for_whom_it_is() -> None:
    people = [
        *((f"self-{number}", "self") for number in range(4)),
        ("dee", "others"),
        ("eve", "leaders"),
        ("fay", None),
    ]
    told = completion_of(MODULE, people, {"self-0", "self-1", "eve", "somebody gone"})
    assert (told.people, told.completed, told.ratio) == (5, 2, 0.4)
    few = completion_of(MODULE, people[1:], {"self-1"})
    assert (few.people, few.completed, few.ratio) == (4, None, None)
