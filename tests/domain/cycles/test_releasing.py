"""What is released: small groups together, or nobody; words without their group; the gap, and what may rest on it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from domain.cycles.answering import CompetencyRated, RatersAnswer
from domain.cycles.rater_groups import GroupTold, RaterGroup, merged
from domain.cycles.releasing import GroupsAnswer, RatingsReleased, Released, released
from domain.cycles.results import GroupsView, views_of
from tests.domain.cycles.team import MANAGER, OTHERS, PEERS, REPORTS, SELF, groups

HIDDEN = (PEERS, REPORTS, OTHERS)


def said(group: RaterGroup, value: int | None, words: str = "") -> GroupsAnswer:
    return GroupsAnswer(group, RatersAnswer((CompetencyRated("direction", value),), words))


def of(group: RaterGroup, *values: int | None) -> list[GroupsAnswer]:
    return [said(group, value) for value in values]


def told(answers: Sequence[GroupsAnswer], *, too_near: bool = False) -> dict[RaterGroup, tuple[int, ...]]:
    all_groups = (*groups(), GroupTold(OTHERS, 3, 3, 8))
    out = released(("direction",), all_groups, answers, too_near=too_near)
    return {each.group: each.values for each in out.ratings}


def test_groups_that_are_large_enough_are_told_by_themselves_in_the_order_of_the_scale() -> None:
    answers = [*of(SELF, 5), *of(MANAGER, 3), *of(PEERS, 4, 2, 3), *of(REPORTS, 5, 1, 4, 4)]
    assert told(answers) == {SELF: (5,), MANAGER: (3,), PEERS: (2, 3, 4), REPORTS: (1, 4, 4, 5)}


@pytest.mark.parametrize(
    ("peers", "reports", "others", "expected"),
    [
        (3, 4, 3, {PEERS: 3, REPORTS: 4, OTHERS: 3}),
        (2, 4, 3, {REPORTS: 4, OTHERS: 5}),
        (2, 4, 5, {REPORTS: 4, OTHERS: 7}),
        (3, 1, 0, {OTHERS: 4}),
        (3, 3, 0, {OTHERS: 6}),
        (2, 1, 0, {}),
        (2, 0, 1, {OTHERS: 3}),
        (0, 3, 0, {}),
        (5, 2, 1, {OTHERS: 8}),
        (3, 0, 0, {PEERS: 3}),
    ],
)
def test_a_small_group_goes_with_the_others_and_a_remainder_with_the_next_smallest(
    peers: int, reports: int, others: int, expected: dict[RaterGroup, int]
) -> None:
    answers = [*of(PEERS, *[3] * peers), *of(REPORTS, *[3] * reports), *of(OTHERS, *[3] * others)]
    assert {group: len(values) for group, values in told(answers).items()} == expected


def test_whoever_knows_too_little_is_not_counted() -> None:
    unsure = GroupsAnswer(PEERS, RatersAnswer((), knows_too_little=True))
    assert told([*of(PEERS, 4, 2, None), unsure, *of(MANAGER, 3)]) == {MANAGER: (3,)}
    assert told([*of(PEERS, 4, 2, 1, None), unsure]) == {PEERS: (1, 2, 4)}


def test_near_an_earlier_result_only_what_hides_nobody_is_told() -> None:
    answers = [*of(SELF, 5), *of(MANAGER, 3), *of(PEERS, 4, 2, 3), said(PEERS, 3, "Well."), said(MANAGER, 3, "Good.")]
    assert told(answers, too_near=True) == {SELF: (5,), MANAGER: (3, 3)}
    assert released(("direction",), groups(), answers, too_near=True).pieces == ("Good.",)


def pieces(*texts: str, group: RaterGroup = PEERS) -> tuple[str, ...]:
    answers = [said(group, 3, text) for text in texts]
    return released(("direction",), groups(), answers, too_near=False).pieces


def test_words_are_told_sentence_by_sentence_where_few_wrote_and_not_at_all_where_too_few_did() -> None:
    assert pieces("She asks. Then she waits.\nGood.", "Clear.", "") == (
        "She asks.",
        "Then she waits.",
        "Good.",
        "Clear.",
    )
    assert pieces("She asks.", "Clear.") == (), "two peers are too few, and so are their words"
    unsure = GroupsAnswer(PEERS, RatersAnswer((), knows_too_little=True))
    two_and_unsure = [said(PEERS, 3, "Clear."), said(PEERS, 3, "Brisk."), unsure]
    assert released(("direction",), groups(), two_and_unsure, too_near=False).pieces == (), "nor with one who is unsure"
    many = ["One. Two.\n\nThree."] * 8
    assert pieces(*many)[:2] == ("One. Two.", "Three.")


def test_the_gap_is_told_group_by_group_and_whether_anything_may_rest_on_it() -> None:
    ratings = (
        RatingsReleased("direction", SELF, (5,)),
        RatingsReleased("direction", PEERS, (2, 3, 3)),
        RatingsReleased("direction", REPORTS, (4,) * 9),
        RatingsReleased("courage", PEERS, (4, 4, 4)),
    )
    assert views_of(ratings, groups()) == (
        GroupsView("direction", SELF, 1, 5.0, None, None),
        GroupsView("direction", PEERS, 3, 2.67, 2.33, reliable=False),
        GroupsView("direction", REPORTS, 9, 4.0, 1.0, reliable=True),
        GroupsView("courage", PEERS, 3, 4.0, None, reliable=False),
    )


def test_others_are_relied_on_by_the_most_that_any_group_in_them_asks_for() -> None:
    (view,) = views_of((RatingsReleased("direction", OTHERS, (4,) * 8),), groups())
    assert view.reliable is False
    (view,) = views_of((RatingsReleased("direction", OTHERS, (4,) * 9),), groups())
    assert view.reliable is True


def test_every_part_that_is_told_is_as_large_as_was_promised() -> None:
    """All ways in which up to eight of each group can answer: no part is too small, and none has a small remainder."""
    for peers in range(9):
        for reports in range(9):
            for others in range(9):
                there = (
                    GroupTold(PEERS, peers, 3, 8),
                    GroupTold(REPORTS, reports, 4, 9),
                    GroupTold(OTHERS, others, 3, 8),
                )
                parts = merged(there)
                if None in parts.values():
                    assert {parts[one.group] for one in there if one.raters} == {None}
                    continue
                for part in {*parts.values()}:
                    inside = [one for one in there if parts[one.group] is part and one.raters]
                    assert not inside or sum(one.raters for one in inside) >= max(one.at_least for one in inside)


def test_nothing_answered_releases_nothing() -> None:
    assert released(("direction",), groups(), (), too_near=False) == Released((), ())
