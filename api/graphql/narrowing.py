"""What questions are narrowed by has to be there: a slip is told with what is meant, and never answered by nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Final

from api.graphql.context import Context
from api.graphql.editions_held import levels_of_editions
from api.graphql.errors import BadInput
from api.graphql.moment import LookUp, Moment
from api.graphql.node import checked_id
from domain.kernel.near_misses import near
from projections import people

LISTED_AT_MOST: Final = 30


def what_there_is(asked: str, there: Iterable[str]) -> str:
    """What is meant by a word that is none: those that come near, or else those that there are."""
    names = {each.casefold(): each for each in there}
    if close := near(asked, names.values()):
        return f"did you mean {' or '.join(f'“{each}”' for each in close)}?"
    listed = [f"“{each}”" for each in list(names.values())[:LISTED_AT_MOST]]
    more = len(names) - len(listed)
    return f"there are {', '.join(listed) or 'none'}{f', and {more} more' if more else ''}"


def one_of(field: str, asked: Sequence[str], there: Collection[str], what: str) -> Sequence[str]:
    """What was asked for, if all of it is there. BadInput for the first that is not."""
    for each in asked:
        if each not in there:
            raise BadInput(field, each, f"is no {what}: {what_there_is(each, there)}")
    return asked


async def placing_meant(
    context: Context, moment: Moment, placing: people.Placing, asked: Sequence[str] | None
) -> Sequence[str] | None:
    """Functions or levels, if anybody was ever placed so or, of levels, an edition that holds has them."""
    strange = asked and await people.not_placing(moment.reading, placing, asked)
    if strange:
        there = await people.placing_words(moment.reading, placing)
        if placing == "level":
            there += await levels_of_editions(context, moment)
        one_of(f"{placing}s", strange, dict.fromkeys(there), f"{placing} of anybody at that moment")
    return asked


async def subject_meant(field: str, asked: str, kind: str, moment: Moment, what: LookUp[object]) -> str:
    """The id of a subject that is known at the moment. BadInput for any other."""
    if await moment.look_up(checked_id(field, asked, kind), what) is None:
        raise BadInput(field, asked, f"is no {kind} that is known at that moment: give the id of one, as answers do")
    return asked
