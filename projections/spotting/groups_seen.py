"""What figures of groups count of each person: whether a judgement of their potential counts, and beside which equals.

How results were rated is sealed, and read from the entries: of each person the latest evaluation, for decisions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import fmean
from typing import Any, Final

from domain.development.assessments import AssessmentRecorded
from domain.frameworks.edition import Overall
from domain.kernel.facts import ORGANISATION, Erased
from domain.spotting.potential_figures import PotentialSeen
from projections.engine.reading import Reading
from projections.engine.seeing import POTENTIAL_COUNTED
from projections.engine.visibility import latest
from projections.spotting.spotting_tables import LATEST_ASPECTS
from projections.staff import Member

COUNTING: Final = (
    f"SELECT person, rating, framework, edition FROM ({LATEST_ASPECTS}) latest"
    " WHERE rating IS NOT NULL AND expires_on > %(on)s ORDER BY person, aspect"
)
EVALUATED: Final = (
    "SELECT person, position FROM ("
    + latest("results_evaluated", "person", where="fact.person = ANY (%(people)s)")
    + ") evaluated"
)
Rated = tuple[str, int, int]
"""How results were rated: under which framework, in which edition, and how."""


async def potential_seen(reading: Reading, group: Mapping[Member, str | None]) -> tuple[PotentialSeen, ...]:
    """What counts of each of a group of people, by the group within it that they are put in."""
    asked = {"people": [one.person for one in group]}
    judged: dict[str, list[Sequence[Any]]] = {one.person: [] for one in group}
    for row in await reading.rows(COUNTING, asked, about=(ORGANISATION,), by=POTENTIAL_COUNTED, prepare=False):
        judged[row[0]].append(row)
    results = await results_of(reading, [person for person, rows in judged.items() if rows])
    return tuple(seen(put_in, judged[one.person], results.get(one.person)) for one, put_in in group.items())


def seen(group: str | None, judged: Sequence[Sequence[Any]], results: Rated | None) -> PotentialSeen:
    """One person: equal are those whose results were rated the same, where potential was judged on one scale."""
    if not judged:
        return PotentialSeen(group, False)
    potential = fmean(rating for _, rating, _, _ in judged)
    scales = {(framework, edition) for _, _, framework, edition in judged}
    if results is None or len(scales) > 1:
        return PotentialSeen(group, True, potential)
    return PotentialSeen(group, True, potential, (results, *scales))


async def results_of(reading: Reading, people: Sequence[str]) -> Mapping[str, Rated]:
    """How the results of each of these people were rated last, as far as they were."""
    rows = await reading.rows(
        EVALUATED, {"people": [*people]}, about=(ORGANISATION,), by=POTENTIAL_COUNTED, prepare=False
    )
    entries = await reading.entries((row[1] for row in rows), about=(ORGANISATION,), by=POTENTIAL_COUNTED)
    rated = {person: rated_in(entries[position].event) for person, position in rows if position in entries}
    return {person: how for person, how in rated.items() if how is not None}


def rated_in(evaluation: Any) -> Rated | None:
    """How an evaluation rates results; None where it does not, or was erased."""
    if not isinstance(evaluation, AssessmentRecorded) or isinstance(evaluation.ratings, Erased):
        return None
    value = next((one.value for one in evaluation.ratings if one.of == Overall.PERFORMANCE), None)
    return None if value is None else (evaluation.framework, evaluation.edition, value)
