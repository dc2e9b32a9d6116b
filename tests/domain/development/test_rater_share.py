"""The rater effect: what it is where all agree, where nobody does, and of how few nothing is told."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest

from domain.development.development import Instrument
from domain.development.rater_share import RatedBySeveral, assessment_figures_of, rater_share, rater_shares

PEER, CENTRE = Instrument.THREE_SIXTY, Instrument.ASSESSMENT_CENTRE
DAY = date(2024, 6, 15)
Rated = tuple[RatedBySeveral, ...]


def rated(*people: tuple[float, ...], of: str = "direction") -> Rated:
    """What several rated in each of these people."""
    return tuple(RatedBySeveral(PEER, f"person-{number}", (of,), each) for number, each in enumerate(people))


AGREEING = rated(*((value,) * 3 for value in (0.0, 0.25, 0.5, 0.75, 1.0) * 2))
QUARRELLING = rated(*((0.0, 0.5, 1.0),) * 10)


def test_where_all_agree_it_is_nothing_and_where_people_are_not_told_apart_all() -> None:
    assert [(one.people, one.n, one.share) for one in rater_shares(AGREEING)] == [(10, 30, 0.0)]
    assert [one.share for one in rater_shares(QUARRELLING)] == [1.0]
    assert [one.share for one in rater_shares(rated(*((0.5, 0.5, 0.5),) * 10))] == [None]


def test_it_is_one_less_the_intraclass_correlation_of_a_single_rating() -> None:
    """The example of Shrout and Fleiss (1979, table 2): ICC(1,1) is .17, of six targets and four judges."""
    judged = ((9, 2, 5, 8), (6, 1, 3, 2), (8, 4, 6, 8), (7, 1, 2, 6), (10, 5, 6, 9), (6, 2, 4, 7))
    [one] = rater_shares((*rated(*judged), *rated(*judged, of="courage")))
    assert (one.n, one.people) == (48, 6)
    assert one.share == pytest.approx(1 - 0.17, abs=0.01)
    assert one.share == round(one.share or 0, 2)


def test_what_is_rated_strictly_by_all_counts_for_nothing() -> None:
    strict = tuple(
        RatedBySeveral(PEER, one.person, ("courage",), tuple(0.1 * x for x in one.shares)) for one in AGREEING
    )
    assert rater_share(PEER, (*AGREEING, *strict)).share == 0.0


def test_below_thirty_ratings_their_number_alone_is_told_and_below_five_people_nothing() -> None:
    [few] = rater_shares(AGREEING[:9])
    assert (few.n, few.share) == (27, None)
    [nearly] = rater_shares((*AGREEING[:9], *rated((0.5, 0.5), of="direction")))
    assert (nearly.n, nearly.share) == (29, None)
    [five] = rater_shares(rated(*((0.0, 0.5, 1.0) * 2,) * 5))
    assert (five.people, five.n) == (5, 30)
    four = rated(*((0.0, 0.5) * 5,) * 4)
    assert rater_shares(four) == ()
    alone = tuple(RatedBySeveral(PEER, f"person-{n}", (f"of {n}",), (0.0, 1.0)) for n in range(20))
    assert rater_shares(alone) == ()


def test_the_mix_leaves_out_what_fewer_than_five_were_assessed_by() -> None:
    people = [f"person-{number}" for number in range(6)]
    assessed = [*product((PEER,), people), (PEER, people[0]), *product((CENTRE,), people[:4])]
    told = assessment_figures_of(6, assessed, AGREEING, DAY)
    assert [(one.instrument, one.people, one.assessments) for one in told.instruments or ()] == [(PEER, 6, 7)]
    assert (told.since, told.until, told.people) == (date(2023, 6, 15), DAY, 6)
    assert len(told.rater_shares or ()) == 1
    few = assessment_figures_of(4, assessed, AGREEING, DAY)
    assert (few.people, few.instruments, few.rater_shares) == (4, None, None)
