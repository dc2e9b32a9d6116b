"""Facts that are read once say of two moments the same, unless a turn lies between these."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from projections.engine.facts_read import NEVER, Fact, FactsRead, Turns
from projections.engine.points import Point

FIRST_DAY = date(2024, 1, 1)
DAYS = st.integers(0, 12).map(lambda days: FIRST_DAY + timedelta(days))
POSITIONS = st.integers(1, 12)
FACTS = st.builds(Fact, POSITIONS, POSITIONS | st.just(NEVER), DAYS, POSITIONS, st.integers(0, 2), st.tuples(DAYS))
POINTS = st.builds(Point, DAYS, st.integers(0, 13))
KEY = ("role-1",)


@given(st.lists(FACTS, max_size=5), POINTS, POINTS)
def test_nothing_changes_between_two_turns(facts: list[Fact], one: Point, other: Point) -> None:
    turns = Turns(facts, (fact.said[0] for fact in facts))
    if turns.passed(one) == turns.passed(other):
        read = FactsRead((KEY, fact) for fact in facts)
        assert [*read.visible(KEY, one)] == [*read.visible(KEY, other)]
        assert read.state(KEY, one) == read.state(KEY, other)
        assert [fact.said[0] > one.on for fact in facts] == [fact.said[0] > other.on for fact in facts]


@given(st.lists(FACTS, min_size=1, max_size=5), st.data())
def test_what_becomes_visible_or_ceases_to_be_is_a_turn(facts: list[Fact], data: st.DataObject) -> None:
    fact, turns = data.draw(st.sampled_from(facts)), Turns(facts, ())
    day_before = Point(fact.effective_on - timedelta(days=1), fact.position)
    assert turns.passed(day_before) != turns.passed(day_before._replace(on=fact.effective_on))
    for position in {fact.position, fact.superseded_at}:
        at = Point(fact.effective_on, position)
        assert turns.passed(at) != turns.passed(at._replace(position=position - 1))
