"""Capabilities are told of groups of five, and of none that would follow from the whole and the others."""

from __future__ import annotations

from domain.development.capability_figures import TaggedPeople, tagged_among, tagged_by_group


def people(group: str | None, number: int) -> list[tuple[str, str | None]]:
    return [(f"{group}-{each}", group) for each in range(number)]


def test_a_share_is_of_all_who_are_meant() -> None:
    five = [person for person, _ in people("self", 5)]
    found = tagged_among(five, {"self-0", "self-1", "somebody else"})
    assert (found, found.ratio) == (TaggedPeople(5, 2), 0.4)
    few = tagged_among(five[:4], five)
    assert (few, few.ratio) == (TaggedPeople(4, None), None)


def test_of_a_small_group_nothing_is_told_and_of_the_next_smallest_neither() -> None:
    groups = tagged_by_group([*people("self", 9), *people("others", 6), *people("leaders", 1)], {"self-0", "others-0"})
    assert groups == {
        "self": TaggedPeople(9, 1),
        "others": TaggedPeople(6, None),
        "leaders": TaggedPeople(1, None),
    }
    assert tagged_by_group(people(None, 5), set()) == {None: TaggedPeople(5, 0)}
