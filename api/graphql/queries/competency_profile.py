"""Competency profiles over GraphQL: of one person to whoever reads how they were rated, and of groups as figures."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Iterable, Sequence
from typing import Annotated, Final, cast

import strawberry

from api.access.sight import WHOLE
from api.access.table import Information
from api.graphql.as_of import moment_of
from api.graphql.context import Info
from api.graphql.derived import enum_of, output_of, row_type
from api.graphql.errors import BadInput
from api.graphql.groups_asked import AsOfThen, Exactly, OfUnits
from api.graphql.moment import Answered, Moment
from api.graphql.node import checked_id
from api.graphql.queries import Questions
from api.graphql.queries.units import units_meant
from api.graphql.release_points import AS_RELEASED, released
from api.graphql.row_types import RowType, resolver
from domain.cycles.cycle import CycleId
from domain.cycles.gaps import SelfOthersGap, gaps_in
from domain.cycles.results import views_of
from domain.development import competency_profile as profiles
from domain.development import rater_share as shares
from domain.development import rating_series as series
from domain.development.development import Instrument
from domain.frameworks.adopting import Active, active_edition, edition_at
from domain.frameworks.framework import Framework
from domain.frameworks.shared_names import name_in
from domain.kernel.book import Book
from domain.kernel.ids import FrameworkId, PersonId
from domain.offices.offices import units_of
from ledger import Ledger
from projections import competency_profile as rows
from projections import feedback_cycles
from projections.leaves import leaves_begun

PROFILE: Final = (
    "How they were rated in time, competency by competency and side by side, whichever framework it was under. Null for"
    " whoever was erased, and before any framework was published."
)
enum_of(series.ApartBy)
BY_SIDE: Final = (series.ApartBy.CONTEXT,)
ApartFrom = Annotated[
    list[series.ApartBy] | None,
    strawberry.argument(description="By what ratings are told apart, beside side and scale. Left out: by context."),
]
OfFramework = Annotated[
    strawberry.ID | None,
    strawberry.argument(description="In whose names lines are told. Left out: what holds where they stand."),
]
OfEdition = Annotated[
    int | None, strawberry.argument(description="Its edition; left out, the newest. Only beside a framework.")
]
AssessedBy = output_of(shares.AssessedBy)
RaterShare = output_of(shares.RaterShare)
Gap = output_of(SelfOthersGap)
InstrumentUsed = output_of(profiles.InstrumentUsed)


@row_type(series.RatingTold, without=("assessor",))
class RatingTold:
    """What one assessment says of one competency or dial. Who assessed, its entry tells."""


@row_type(series.RatingSeries, without=("ratings",))
class RatingSeries:
    """Ratings of one side on one scale. What each of them says, the profile tells beside its lines."""


@row_type(profiles.CompetencyLine, without=("series",))
class CompetencyLine:
    """How somebody was rated in one competency, or on one dial of a level."""

    @resolver("The ratings, side by side and told apart; no number stands for several sides.", holds=2)
    def series(self) -> list[RatingSeries]:
        return cast("list[RatingSeries]", [*cast("profiles.CompetencyLine", self).series])


@row_type(profiles.CompetencyProfile, without=("person", "lines", "instruments"))
class CompetencyProfile(RowType[profiles.CompetencyProfile]):
    """How somebody was rated in time. No number stands for several sides, and what is known by few is told as that."""

    @resolver("Dials first, then competencies, each as far as it was rated.", holds=3)
    def lines(self) -> list[CompetencyLine]:
        return cast("list[CompetencyLine]", [*self.row.lines])

    @resolver("All ratings of these, and where something was not observed; line by line, the earliest first.", holds=4)
    def ratings(self) -> list[RatingTold]:
        told = [each for line in self.row.lines for one in line.series for each in one.ratings]
        return cast("list[RatingTold]", told)

    @resolver("By what they were assessed, the most frequent first.", holds=2)
    def instruments(self) -> list[InstrumentUsed]:  # type: ignore[valid-type]
        return [*self.row.instruments]

    @resolver(
        "How far they and groups of others see a competency apart, in each feedback cycle that has closed and whose"
        " result is told to whoever asks; the latest first, each group by itself. Groups that were too small are not in"
        " it.",
        holds=2,
        price=20,
    )
    async def self_others_gaps(self, info: Info) -> list[Gap]:  # type: ignore[valid-type]
        return list(await gaps_of(info, self.moment, self.row))


@row_type(shares.AssessmentFigures, without=("instruments", "rater_shares"))
class AssessmentFigures(RowType[shares.AssessmentFigures]):
    """How the people of a group were assessed in a year, and how far that hangs on who rates. Of nobody it says how."""

    @resolver(
        "By what they were assessed, the most frequent first; a closed feedback cycle is one assessment. What fewer"
        " than five people were assessed by is left out. Null where there are too few people.",
        holds=5,
    )
    def instruments(self) -> list[AssessedBy] | None:  # type: ignore[valid-type]
        return None if self.row.instruments is None else [*self.row.instruments]

    @resolver(
        "The rater effect by instrument: of ratings by others, the latest of each. Where several rated fewer than five"
        " people it is left out. Null where there are too few people.",
        holds=5,
    )
    def rater_shares(self) -> list[RaterShare] | None:  # type: ignore[valid-type]
        return None if self.row.rater_shares is None else [*self.row.rater_shares]

    @resolver(AS_RELEASED)
    def as_of(self) -> Answered:
        return self.moment.answered(())


@strawberry.type
class CompetencyProfileQueries(Questions):
    @resolver(
        "By what the people of some units, or all, were assessed over the year up to the day, and how much of the"
        " spread of ratings comes from who rates.",
        price=500,
    )
    async def assessment_figures(
        self, info: Info, units: OfUnits = None, exactly: Exactly = False, as_of: AsOfThen = None
    ) -> AssessmentFigures:
        asked, each = await moment_of(info.context, as_of), Information.ASSESSMENT_TO_DEVELOP
        at = await released(info.context, asked, each, WHOLE, {"units": units})

        async def found(moment: Moment) -> shares.AssessmentFigures:
            return await assessment_figures_of(info, moment, await units_meant(moment, units, exactly=exactly))

        return AssessmentFigures(await at.told("assessmentFigures", shares.AssessmentFigures, found), at.moment)


async def assessment_figures_of(info: Info, moment: Moment, units: Sequence[str] | None) -> shares.AssessmentFigures:
    """How the people of some units, or all, were assessed over the year up to the day."""
    found = await rows.group_rated(moment.reading, units)
    editions = await editions_of(info, moment, {(one.framework, one.edition) for one in found.by_several})
    assessed = [(Instrument(instrument), person) for instrument, person in found.assessed]
    rated = [rated_by_several(one, editions) for one in found.by_several]
    return shares.assessment_figures_of(found.people, assessed, rated, found.until)


def rated_by_several(told: rows.RatedAlike, editions: profiles.Editions) -> shares.RatedBySeveral:
    """Ratings as shares of the range of their scale."""
    values = editions[told.framework, told.edition].scale_of(told.of).values
    of = (told.framework, str(told.edition), told.of, told.level)
    standing = tuple((value - values[0]) / (values[-1] - values[0]) for value in told.values)
    return shares.RatedBySeveral(Instrument(told.instrument), told.person, of, standing)


async def competency_profile_of(
    info: Info,
    moment: Moment,
    person: str,
    apart: Sequence[series.ApartBy] | None,
    framework: str | None,
    edition: int | None,
) -> CompetencyProfile | None:
    """How somebody was rated in time, told in the names of one edition.

    Raises BadInput for an edition that had not come out by then, and for one of no framework.
    """
    told_in = await asyncio.to_thread(edition_asked, info.context.services.ledger, moment, person, framework, edition)
    if told_in is None:
        return None
    ratings = cast("Sequence[series.RatingTold]", await moment.look_up(person, rows.ratings_of))
    editions = await editions_of(info, moment, {(told.framework, told.edition) for told in ratings})
    told_apart = BY_SIDE if apart is None else apart
    leaves = await moment.look_up(person, leaves_begun) or ()
    profile = profiles.profile_of(person, ratings, editions, told_in, told_apart, moment.reading.on, leaves)
    return CompetencyProfile(profile, moment)


def edition_asked(
    ledger: Ledger, moment: Moment, person: str, framework: str | None, edition: int | None
) -> Active | None:
    """The edition whose names a profile is told in: the one asked for, or what holds where they stand. Blocks."""
    book, on = ledger.book(as_of=moment.reading.position), moment.reading.on
    if framework is None:
        if edition is not None:
            raise BadInput("edition", edition, "is of no framework: give that, too, or leave it out")
        return active_edition(units_of(PersonId(person), on, book), on, book)
    asked = FrameworkId(checked_id("framework", framework, "framework"))
    found = edition_at(asked, edition, on, book)
    if found is None:
        out = sorted(book.recall(Framework, asked, on=on).editions)
        right = f"published are {', '.join(map(str, out))}" if out else f"nothing of “{asked}” is published"
        raise BadInput("edition" if out else "framework", edition if out else framework, f"had not come out: {right}")
    return found


async def editions_of(info: Info, moment: Moment, named: Iterable[tuple[str, int]]) -> profiles.Editions:
    """Editions by framework and number, as they were published."""
    ledger, asked = info.context.services.ledger, sorted(named)
    return await asyncio.to_thread(lambda: published_in(ledger.book(as_of=moment.reading.position), asked))


def published_in(book: Book, named: Collection[tuple[str, int]]) -> profiles.Editions:
    """Editions by framework and number. Blocks."""
    found = {(each, number): book.recall(Framework, each).edition(number) for each, number in named}
    return {key: edition for key, edition in found.items() if edition is not None}


async def gaps_of(info: Info, moment: Moment, profile: profiles.CompetencyProfile) -> list[SelfOthersGap]:
    """The gaps in what was released about somebody, the latest first, in the names of a profile."""
    cycles = await moment.look_up(profile.person, feedback_cycles.cycles_about) or ()
    gaps: list[SelfOthersGap] = []
    closed = [(one, one.closing, one.closed_on) for one in cycles if one.framework and one.closing and one.closed_on]
    under = {(one.framework, one.edition) for one, _, _ in closed}
    editions = await editions_of(info, moment, {*under, (profile.framework, profile.edition)})
    told_in = editions[profile.framework, profile.edition]
    for one, closing, closed_on in sorted(closed, key=lambda each: each[2], reverse=True):
        if not await info.context.tells_as([(Information.CYCLE_RESULT, one.cycle, None)]):
            continue
        of_cycle = editions[one.framework, one.edition]
        names = {of: name_in(told_in, of_cycle, of) or of for of in one.competencies}
        ratings = (await moment.disclosing.one(closing)).value("ratings") or ()
        gaps += gaps_in(views_of(ratings, one.groups), CycleId(one.cycle), closed_on, names)
    return gaps
