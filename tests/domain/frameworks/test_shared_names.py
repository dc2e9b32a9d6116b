"""Names that frameworks share: what is one thing under two names, and what is not."""

from __future__ import annotations

from dataclasses import replace

from domain.frameworks.competencies import Competency, Facet
from domain.frameworks.default_pack import DEFAULT_EDITION
from domain.frameworks.edition import Edition
from domain.frameworks.shared_names import name_in


def edition(**called: tuple[str, ...]) -> Edition:
    """An edition with these competencies, by name, each with its aliases."""
    competencies = (Competency(name, Facet.SKILL, "low", "high", aliases) for name, aliases in called.items())
    return replace(DEFAULT_EDITION, competencies=tuple(competencies))


OURS = edition(direction=("a shared vision",), courage=())


def test_the_same_name_is_the_same_thing_however_it_is_spelled() -> None:
    assert name_in(OURS, edition(Direction=()), "Direction") == "direction"
    assert name_in(edition(growth_mindset=()), edition(**{"Growth Mindset": ()}), "Growth Mindset") == "growth_mindset"


def test_an_alias_on_either_side_is_enough_and_so_is_one_that_both_have() -> None:
    assert name_in(OURS, edition(a_shared_vision=()), "a_shared_vision") == "direction"
    assert name_in(OURS, edition(aim=("direction",)), "aim") == "direction"
    assert name_in(OURS, edition(aim=("A shared  vision",)), "aim") == "direction"


def test_what_shares_no_name_and_what_one_of_them_splits_is_not_joined() -> None:
    assert name_in(OURS, edition(aim=()), "aim") is None
    assert name_in(OURS, edition(both=("direction", "courage")), "both") is None
    split = edition(aim=("direction",), picture=("a shared vision",))
    assert [name_in(OURS, split, each) for each in ("aim", "picture")] == [None, None]
    assert name_in(OURS, OURS, "performance") is None
