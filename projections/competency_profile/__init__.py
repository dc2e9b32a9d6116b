"""Competency profiles: how somebody was rated in time; and of groups, by what people are assessed and how alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from domain.development.development import Instrument, LeadershipContext, Purpose, Source
from domain.development.rating_series import RatingTold
from projections.competency_profile.of_groups import GroupRated, RatedAlike, group_rated
from projections.competency_profile.rating_tables import COMPETENCY_PROFILE
from projections.engine.reading import Reading
from projections.engine.visibility import visible

__all__ = ["COMPETENCY_PROFILE", "GroupRated", "RatedAlike", "group_rated", "ratings_of"]

RATINGS: Final = f"""
    SELECT fact.person, fact.effective_on, each.rated, each.given, fact.source, fact.assessor, fact.instrument,
           fact.purpose, fact.context, fact.level, fact.framework, fact.edition, fact.facts_unknown, fact.position
    FROM read_models.assessments_rated fact,
         unnest(fact.rated, fact.given) WITH ORDINALITY AS each (rated, given, place)
    WHERE fact.person = ANY (%(people)s) AND {visible("fact")}
    ORDER BY fact.effective_on, fact.origin, each.place"""


async def ratings_of(reading: Reading, people: Sequence[str]) -> Mapping[str, Sequence[RatingTold]]:
    """All that stands of how each of these people was rated, the earliest first."""
    found: dict[str, list[RatingTold]] = {person: [] for person in people}
    for person, on, of, value, source, assessor, instrument, purpose, context, *rest in await reading.rows(
        RATINGS, {"people": [*people]}, about=people
    ):
        seen_in = None if context is None else LeadershipContext(context)
        how = (Source(source), assessor, Instrument(instrument), Purpose(purpose), seen_in)
        found[person].append(RatingTold(on, of, value, *how, *rest))
    return found
