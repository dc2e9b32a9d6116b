"""Learning is recorded with the hours that were counted; the mix is told where there are enough of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from domain.development.development import Development
from domain.development.learning import CompleteLearning, LearningCompleted, LearningMode
from domain.development.learning_loop import NothingToBuildOn
from domain.development.learning_mix import LearnedInMode, mix_of
from domain.kernel.facts import Reference
from domain.kernel.refusals import HoursOutOfRange, NothingSaid
from domain.people.joining import PersonJoined
from tests.examples import ADA
from tests.spec import given

JOINED = PersonJoined("Ada", "Tooling", effective_on=date(2020, 3, 2))
LEARN = CompleteLearning(ADA, LearningMode.PEERS, "Reading a balance sheet", 2.5, effective_on=date(2024, 5, 2))
LEARNED = LearningCompleted(LearningMode.PEERS, "Reading a balance sheet", 2.5, effective_on=date(2024, 5, 2))
COURSE, PEERS, WORK = LearningMode.COURSE, LearningMode.PEERS, LearningMode.ON_THE_JOB


def test_learning_takes_hours_where_they_were_counted() -> None:
    given(JOINED).when(LEARN).then(LEARNED)
    given(JOINED).when(replace(LEARN, hours=None)).then(replace(LEARNED, hours=None))
    given(JOINED).when(replace(LEARN, hours=0.0)).refused(HoursOutOfRange, "0")
    given(JOINED).when(replace(LEARN, topic=" ")).refused(NothingSaid, "topic")
    given(JOINED).when(replace(LEARN, builds_on=(Reference(ADA, 9),))).refused(NothingToBuildOn, f"{ADA}@9")
    assert LEARNED.evolve(Development(), Reference(ADA, 2)) == Development()


def test_the_mix_is_told_from_twenty_hours_on() -> None:
    mix = mix_of([LearnedInMode(WORK, 2, 0, 15.0), LearnedInMode(COURSE, 1, 0, 5.0)])
    assert [(each.mode, each.share) for each in mix.modes] == [(COURSE, 0.25), (WORK, 0.75)]
    assert (mix.hours, mix.entries, mix.embedded, mix.training_only) == (20.0, 3, 0.75, False)
    less = mix_of([LearnedInMode(WORK, 2, 0, 14.5), LearnedInMode(COURSE, 1, 0, 5.0)])
    assert (less.enough, less.embedded, [each.share for each in less.modes]) == (False, None, [None, None])


def test_the_mix_is_told_where_at_most_two_in_five_entries_are_without_hours() -> None:
    assert mix_of([LearnedInMode(PEERS, 5, 2, 30.0)]).embedded == 1.0
    assert mix_of([LearnedInMode(PEERS, 5, 3, 30.0)]).embedded is None


def test_training_alone_is_told_as_such_whatever_its_hours() -> None:
    assert mix_of([LearnedInMode(COURSE, 1, 1, 0.0)]).training_only
    assert not mix_of([]).training_only
