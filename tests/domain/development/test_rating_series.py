"""Ratings in time: what is held beside what, what is no rating, and from when on a trend is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from domain.development.development import Instrument, LeadershipContext, Purpose, Source
from domain.development.rating_series import ApartBy, RatingSeries, RatingTold, Trend, series_of, trend_of
from domain.frameworks.scales import Measured, MeasureScale, Scale, ScalePoint, Up
from domain.kernel.ids import FrameworkId
from domain.people.leave import Leave

SCALE = Scale(tuple(ScalePoint(value, "") for value in range(1, 6)), "not observed")
SHORT = Scale(SCALE.points[:3], "not observed")
MARKS = MeasureScale(SCALE.points, "not observed", Measured.LEADERSHIP, Up.LOWER)
RATED = RatingTold(
    date(2022, 1, 1), "direction", 2, Source.PEER, "person-cai", Instrument.LEADERSHIP_ASSESSMENT, Purpose.DEVELOPMENT,
    None, "others", FrameworkId("framework-1"), 1, False, 7,
)  # fmt: skip


def rated(year: int, value: int | None, **more: object) -> RatingTold:
    return replace(RATED, rated_on=date(year, 1, 1), value=value, **more)  # type: ignore[arg-type]


def one(*ratings: RatingTold, scale: Scale = SCALE, apart: tuple[ApartBy, ...] = ()) -> RatingSeries:
    [series] = series_of([(each, scale) for each in ratings], apart)
    return series


def test_a_trend_takes_three_days_and_says_how_many_there_are() -> None:
    assert one(rated(2022, 2), rated(2023, 3), rated(2023, 5)).trend == Trend(2, None)
    assert one(rated(2022, 2), rated(2023, 3), rated(2024, 4)).trend == Trend(3, 1.0)
    assert one(rated(2022, 4), rated(2023, 3), rated(2024, 2)).trend == Trend(3, -1.0)


def test_one_rating_out_of_line_does_not_turn_it() -> None:
    years = [(date(2019 + year, 1, 1), float(value)) for year, value in enumerate((1, 2, 3, 4, 1))]
    assert (trend_of(years).per_year or 0) > 0


def test_a_trend_leaves_out_days_of_leave() -> None:
    years = [(date(year, 1, 1), float(value)) for year, value in ((2022, 2), (2023, 3), (2024, 4))]
    half = [Leave(date(2022, 1, 1), date(2022, 7, 2)), Leave(date(2023, 1, 1), date(2023, 7, 2))]
    assert (trend_of(years).per_year, trend_of(years, half).per_year) == (1.0, 2.0)
    assert trend_of(years, [Leave(date(2021, 1, 1), None)]) == Trend(3, None), "they were not here at all"


def test_where_the_lower_mark_is_better_a_falling_one_gets_better() -> None:
    told = one(rated(2022, 4), rated(2023, 3), rated(2024, 2), scale=MARKS)
    assert (told.trend.per_year, told.worst, told.best) == (1.0, 5, 1)


def test_not_observed_is_told_and_is_no_rating() -> None:
    told = one(rated(2022, 2), rated(2023, None, assessor="person-ben"), rated(2024, 4))
    assert (told.n, told.raters, told.not_observed, told.trend.days, len(told.ratings)) == (2, 1, 1, 2, 3)
    assert one(rated(2022, None)).latest == ()


def test_the_latest_are_all_of_the_latest_day() -> None:
    told = one(rated(2024, 4), rated(2022, 2), rated(2024, 5, assessor="person-ben"), rated(2025, None))
    assert (told.latest, told.raters) == ((4, 5), 2)


def test_sides_and_scales_are_never_held_beside_each_other() -> None:
    manager = rated(2023, 3, source=Source.LINE_MANAGER)
    told = series_of([(rated(2022, 2), SCALE), (manager, SCALE), (rated(2024, 3), SHORT)], ())
    assert [(each.source, each.best, each.n) for each in told] == [
        (Source.LINE_MANAGER, 5, 1), (Source.PEER, 3, 1), (Source.PEER, 5, 1)
    ]  # fmt: skip


def test_what_is_asked_for_is_told_apart() -> None:
    pressed = rated(2023, 3, context=LeadershipContext.UNDER_PRESSURE, level="function")
    ratings = [(rated(2022, 2), SCALE), (pressed, SCALE)]
    assert [each.n for each in series_of(ratings, ())] == [2]
    by_context = [(each.context, each.level, each.n) for each in series_of(ratings, (ApartBy.CONTEXT,))]
    assert by_context == [(None, None, 1), (LeadershipContext.UNDER_PRESSURE, None, 1)]
    assert [each.level for each in series_of(ratings, (ApartBy.LEVEL,))] == ["function", "others"]
    [by_instrument] = series_of(ratings, (ApartBy.INSTRUMENT,))
    assert by_instrument.instrument is Instrument.LEADERSHIP_ASSESSMENT
