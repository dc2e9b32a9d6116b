"""Learning is recorded with the hours that were counted; the mix is told where there are enough of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from domain.development.development import Development
from domain.development.learning import (
    CompleteLearning,
    LearningCompleted,
    LearningMode,
    LearningToldBefore,
    ModuleUnknown,
)
from domain.development.learning_loop import NothingToBuildOn
from domain.development.learning_mix import LearnedBy, LearnedInMode, LearnedTogether, mix_of, mix_of_group
from domain.frameworks.default_pack import DEFAULT_FRAMEWORK
from domain.frameworks.modules import CurriculumModule
from domain.frameworks.packs.shipped import present_edition
from domain.frameworks.publishing import FrameworkPublished
from domain.kernel.facts import ERASED, ORGANISATION, Reference
from domain.kernel.history import LedgerBegun
from domain.kernel.money import AmountNotExact, CurrencyNotKnown
from domain.kernel.refusals import HoursOutOfRange, NothingSaid
from domain.people.joining import PersonJoined
from tests.examples import ADA
from tests.spec import given

JOINED = PersonJoined("Ada", "Tooling", effective_on=date(2020, 3, 2))
LEARN = CompleteLearning(ADA, LearningMode.PEERS, "Reading a balance sheet", 2.5, effective_on=date(2024, 5, 2))
WITH_MODULES = replace(
    present_edition(),
    number=4,
    modules=(CurriculumModule("figures-1", "Reading figures", ("judgement",), 16.0, cost="450.00", currency="EUR"),),
)
IN_2024 = FrameworkPublished(WITH_MODULES, effective_on=date(2024, 1, 1))
LEARNED = LearningCompleted(LearningMode.PEERS, "Reading a balance sheet", 2.5, effective_on=date(2024, 5, 2))
COURSE, PEERS, WORK = LearningMode.COURSE, LearningMode.PEERS, LearningMode.ON_THE_JOB


def test_learning_takes_hours_where_they_were_counted() -> None:
    given(JOINED).when(LEARN).then(LEARNED)
    given(JOINED).when(replace(LEARN, hours=None)).then(replace(LEARNED, hours=None))
    given(JOINED).when(replace(LEARN, hours=0.0)).refused(HoursOutOfRange, "0")
    for much in (10_001.0, 1.7e308, float("inf"), float("nan")):
        given(JOINED).when(replace(LEARN, hours=much)).refused(HoursOutOfRange, f"hours is {much}", "at most 10,000")
    given(JOINED).when(replace(LEARN, hours=10_000.0)).then(replace(LEARNED, hours=10_000.0))
    given(JOINED).when(replace(LEARN, topic=" ")).refused(NothingSaid, "topic")
    given(JOINED).when(replace(LEARN, builds_on=(Reference(ADA, 9),))).refused(NothingToBuildOn, f"{ADA}@9")
    assert LEARNED.evolve(Development(), Reference(ADA, 2)) == Development()


def test_what_somebody_learned_is_told_once() -> None:
    here = given(JOINED, LEARNED)
    again = replace(LEARN, topic=" reading a  BALANCE sheet", hours=None, provider="A school")
    here.when(again).refused(LearningToldBefore, f"{ADA}@2", "2024-05-02")
    here.when(replace(again, module="strange")).refused(ModuleUnknown, "strange")
    for other in ({"topic": "Reading"}, {"effective_on": date(2024, 5, 3)}, {"mode": LearningMode.COURSE}):
        assert here.when(replace(LEARN, **other)).decided()
    given(JOINED, replace(LEARNED, topic=ERASED)).when(LEARN).then(LEARNED)
    given(JOINED, replace(LEARNED, module="figures-1", framework=DEFAULT_FRAMEWORK, edition=4)).when(LEARN).then(
        LEARNED
    )


def test_a_module_is_one_of_the_edition_in_force_where_they_stand() -> None:
    here = given(JOINED).and_on(DEFAULT_FRAMEWORK, IN_2024)
    module = replace(LEARN, module="figures-1")
    pinned = replace(LEARNED, module="figures-1", framework=DEFAULT_FRAMEWORK, edition=4)
    here.when(module).then(pinned)
    here.when(replace(LEARN, module="figures1")).refused(ModuleUnknown, "“figures1”", "edition 4", "“figures-1”?")
    here.when(replace(LEARN, module="rhetoric")).refused(ModuleUnknown, "name one of “figures-1”")
    before = replace(module, effective_on=date(2023, 5, 2))
    here.when(before).refused(ModuleUnknown, "none of any edition in force on 2023-05-02: leave it out")
    given(JOINED).when(module).refused(ModuleUnknown, "leave it out")


def test_what_an_earlier_record_tells_is_a_module_of_todays_curriculum() -> None:
    begun = LedgerBegun(effective_on=date(2024, 1, 1))
    here = given(JOINED).and_on(DEFAULT_FRAMEWORK, IN_2024).and_on(ORGANISATION, begun)
    early = replace(LEARN, module="figures-1", imported=True, effective_on=date(2019, 5, 2))
    pinned = replace(LEARNED, module="figures-1", framework=DEFAULT_FRAMEWORK, edition=4)
    here.when(early).then(replace(pinned, effective_on=early.effective_on))
    here.when(replace(early, module="rhetoric")).refused(ModuleUnknown, "“figures-1”")


def test_money_is_exact_and_in_a_currency() -> None:
    here = given(JOINED)
    here.when(replace(LEARN, cost="1250.50", currency="CHF")).then(replace(LEARNED, cost="1250.50", currency="CHF"))
    for cost in ("0", "0.00", "-3", "12,50", "1e3", "12.", "1" * 13, "NaN", "١٢"):
        here.when(replace(LEARN, cost=cost, currency="CHF")).refused(AmountNotExact, f"“{cost}”", "450.00")
    here.when(replace(LEARN, currency="CHF")).refused(AmountNotExact, "“CHF”", "both")
    here.when(replace(LEARN, cost="3")).refused(CurrencyNotKnown, "both")
    for currency, right in (("chf", "CHF"), ("CHFX", "EUR"), ("Fr.", "EUR"), ("CHX", "EUR")):
        here.when(replace(LEARN, cost="3", currency=currency)).refused(CurrencyNotKnown, f"“{currency}”", right)


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


def by(mode: LearningMode, people: str, hours: float | None = 4) -> list[LearnedBy]:
    """What each of some people, of a letter each, learned in one mode."""
    return [(person, LearnedInMode(mode, 1, int(hours is None), hours or 0)) for person in people]


def test_of_a_group_modes_of_few_are_told_together() -> None:
    learned = [*by(WORK, "abcdefg"), *by(PEERS, "a"), *by(LearningMode.COMMUNITY, "abcd"), *by(COURSE, "ghijklmn")]
    mix = mix_of_group(learned)
    assert [(each.mode, each.hours) for each in mix.modes] == [(COURSE, 32)]
    assert mix.together == (LearnedTogether(True, 12, 0, 48),), "of a to d alone the rest would tell"
    assert (mix.hours, mix.embedded, mix.modes[0].share) == (80, 0.6, 0.4)
    own = mix_of(each for person, each in learned if person == "a")
    assert ({each.mode for each in own.modes}, own.together) == ({WORK, PEERS, LearningMode.COMMUNITY}, ())


def test_of_a_group_nothing_tells_the_hours_of_few() -> None:
    one_in_work = mix_of_group([*by(WORK, "a", 20), *by(COURSE, "bcdef"), *by(LearningMode.READING, "bcdefg")])
    assert [each.mode for each in one_in_work.modes] == [LearningMode.READING]
    assert one_in_work.together == (LearnedTogether(None, 6, 0, 40),)
    assert (one_in_work.enough, one_in_work.embedded, one_in_work.training_only) == (True, None, False)
    one_counted = mix_of_group([*by(COURSE, "abcde", None), *by(COURSE, "f", 30)])
    assert (one_counted.modes, one_counted.together) == ((), (LearnedTogether(False, 6, 5, None),))
    assert (one_counted.hours, one_counted.enough, one_counted.training_only) == (None, False, True)
    uncounted = mix_of_group([*by(COURSE, "abcdef"), *by(WORK, "abcde", None), *by(PEERS, "a", None)])
    assert [(each.mode, each.hours, each.share) for each in uncounted.modes] == [(COURSE, 24, None)]
