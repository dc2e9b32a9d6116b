"""Counting the votes of a bundle again: what is opened of each vote, against the tally that is opened of its round."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from audit.bundles.checking import Holds
from audit.bundles.contents import Bundled
from audit.bundles.linked import stream_in
from audit.bundles.rejudging import MARKS
from domain.promotions.panels.convening import PromotionPanelConvened
from domain.promotions.panels.panel import Choice
from domain.promotions.panels.vote_casting import VoteCast
from domain.promotions.panels.vote_counting import VoteClosed


@dataclass(frozen=True)
class Recounted:
    """One round of voting that was closed, and whose tally is opened."""

    round: str
    """Which one, in words."""
    wrong: str | None
    """What does not come out so; None if nothing does not."""
    shut: int
    """Votes of it that are not opened, and can be any."""


def recounted(holds: Holds) -> Iterator[Recounted]:
    """Each closed round of the case, counted again."""
    cast: dict[tuple[int, str], Any] = {}
    """How somebody voted in a round of the present panel."""
    for one in stream_in(holds.case, holds.entries):
        said = holds.says.get(one.position, {})
        if one.told.kind == PromotionPanelConvened.__name__:
            cast.clear()
        elif one.told.kind == VoteCast.__name__ and said:
            cast[said["round"], said["voter"]] = said["choice"]
        elif one.told.kind == VoteClosed.__name__ and said and said["tally"] not in MARKS:
            yield counted_again(one, said, [cast.get((said["round"], voter)) for voter in said["counted"]])


def counted_again(one: Bundled, said: dict[str, Any], votes: Sequence[Any]) -> Recounted:
    """One round: no more votes of a kind than its tally has, and as many in all."""
    opened = [vote for vote in votes if vote is not None and vote not in MARKS]
    found, tally = Counter(opened), {choice: said["tally"][choice] for choice in Choice}
    which = f"round {said['round']}, closed by entry {one.position}"
    shut = len(votes) - len(opened)
    unlike = [
        f"{found[choice]} {choice.replace('_', ' ')}, and its tally says {tally[choice]}"
        for choice in Choice
        if found[choice] > tally[choice] or (not shut and found[choice] != tally[choice])
    ]
    if not unlike and sum(tally.values()) != len(votes):
        unlike = [f"{len(votes)} votes, and its tally says {sum(tally.values())}"]
    return Recounted(which, f"what is opened of {which} comes to {'; '.join(unlike)}" if unlike else None, shut)
