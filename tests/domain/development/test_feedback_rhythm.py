"""The rhythm of feedback: how often, from where, who seeks it; and what is not said of few."""

from __future__ import annotations

from datetime import date

from domain.development.development import Source
from domain.development.feedback_rhythm import AskedAs, FeedbackCounted, feedback_figures_of

DAY = date(2024, 6, 15)
ASKED = (AskedAs.PEER, AskedAs.MANAGER)
ADA = FeedbackCounted(366, (Source.PEER, Source.PEER, Source.LINE_MANAGER), ASKED, 2)
QUIET = FeedbackCounted(366, (), (), 0)


def test_seeking_takes_two_requests_to_two_kinds_of_people() -> None:
    assert ADA.seeks
    assert not FeedbackCounted(366, (), (AskedAs.PEER, AskedAs.PEER), 0).seeks
    assert not FeedbackCounted(366, (), (AskedAs.PEER,), 0).seeks


def test_the_rhythm_of_five_is_told_with_what_it_rests_on() -> None:
    told = feedback_figures_of([ADA, QUIET, QUIET, QUIET, QUIET], DAY)
    assert (told.people, told.person_years, told.entries, told.requests) == (5, 5.01, 3, 2)
    assert (told.per_person_year, told.requests_per_person_year) == (0.6, 0.4)
    assert (told.seeking, told.share_seeking, told.about_competencies) == (1, 0.2, 2)
    assert [(one.source, one.n) for one in told.sources or ()] == [(Source.PEER, 2), (Source.LINE_MANAGER, 1)]
    assert (told.since, told.until) == (date(2023, 6, 15), DAY)


def test_of_four_it_is_told_how_many_they_are_and_nothing_else() -> None:
    told = feedback_figures_of([ADA] * 4, DAY)
    assert told.people == 4
    withheld = {name: value for name, value in vars(told).items() if name not in ("since", "until", "people")}
    assert set(withheld.values()) == {None}


def test_whoever_was_here_for_no_time_makes_no_rate() -> None:
    assert feedback_figures_of([FeedbackCounted(0, (), (), 0)] * 5, DAY).per_person_year is None
