"""Two people agree to learn from each other, meet, look back, and end it."""

from dataclasses import replace
from datetime import date

import pytest

from domain.amendments.corrections import CorrectEntry, RetractEntry, SaidForGood
from domain.kernel.book import Line
from domain.kernel.facts import EntryRetracted, Reference
from domain.kernel.ids import MentorshipId
from domain.kernel.refusals import BeginsAfterItEnds, HoursOutOfRange, NothingSaid
from domain.mentoring.agreements import (
    AgreeMentorship,
    AlreadyAgreed,
    EndMentorship,
    HoldMentoringSession,
    MentoringSessionHeld,
    MentorOfThemselves,
    MentorshipAgreed,
    MentorshipEnded,
    NoAgreementThatDay,
    NoCadence,
    WhyEnded,
)
from domain.mentoring.evaluation import (
    Answer,
    AnswerCitesNothing,
    EvaluateMentoring,
    Extent,
    MentoringEvaluated,
    NotEveryQuestionOnce,
    Question,
)
from domain.mentoring.mentorship import NotAgreed
from domain.people.employment import NotHere
from domain.people.joining import PersonJoined
from domain.people.leaving import LeavingReason, PersonLeft
from tests.examples import ADA, BEN, CAI, PAIR
from tests.spec import Given, Written, given

JANUARY, MARCH, JUNE, DECEMBER = (date(2024, month, 8) for month in (1, 3, 6, 12))
AGREE = AgreeMentorship(PAIR, CAI, ADA, "Let others find it", 12.0, 30, ends_on=DECEMBER, effective_on=JANUARY)
AGREED = MentorshipAgreed(CAI, ADA, "Let others find it", 12.0, 30, DECEMBER, effective_on=JANUARY)
ENDED = MentorshipEnded(CAI, ADA, WhyEnded.GOALS_REACHED, effective_on=JUNE)
HELD = MentoringSessionHeld(CAI, ADA, 1.5, "Silence is a question", None, effective_on=MARCH)
SESSION = HoldMentoringSession(PAIR, 1.5, mentee_learned="Silence is a question", effective_on=MARCH)
ANSWERS = tuple(Answer(question, Extent.PARTLY, (Reference(PAIR, 2),)) for question in Question)
EVALUATE = EvaluateMentoring(PAIR, ADA, ANSWERS, "I ask first now", effective_on=DECEMBER)


def joined(name: str, left: date | None = None) -> tuple[Written, ...]:
    stay = PersonJoined(name, "Assembly", effective_on=date(2020, 3, 2))
    return (stay, PersonLeft(LeavingReason.RETIRED, effective_on=left)) if left else (stay,)


def pair(*stream: Written) -> Given:
    lines = given(*stream)
    return lines.and_on(ADA, *joined("Ada")).and_on(CAI, *joined("Cai")).and_on(BEN, *joined("Ben", left=MARCH))


def test_a_mentorship_is_an_agreement_with_goals_cadence_and_promised_time() -> None:
    pair().when(AGREE).then(AGREED)
    pair().when(replace(AGREE, ends_on=None)).then(replace(AGREED, ends_on=None))
    pair().when(replace(AGREE, cadence_days=1, ends_on=JANUARY)).then(replace(AGREED, cadence_days=1, ends_on=JANUARY))
    pair(AGREED).when(AGREE).refused(AlreadyAgreed, str(JANUARY))
    pair().when(replace(AGREE, goals=" ")).refused(NothingSaid)
    pair().when(replace(AGREE, hours_promised=0)).refused(HoursOutOfRange, "0")
    for much in (10_000.5, float("inf"), float("nan")):
        pair().when(replace(AGREE, hours_promised=much)).refused(HoursOutOfRange, f"hours_promised is {much}", "10,000")
    pair().when(replace(AGREE, cadence_days=0)).refused(NoCadence, "0")
    pair().when(replace(AGREE, ends_on=date(2024, 1, 7))).refused(BeginsAfterItEnds, "2024-01-07")


def test_whom_it_is_between_is_said_for_good() -> None:
    agreed, stands = Reference(PAIR, 1), pair(AGREED, HELD)
    slip = CorrectEntry(agreed, replace(AGREE, hours_promised=10.0), "Ten hours it was")
    told = replace(AGREED, hours_promised=10.0)
    stands.when(slip).then(Line(told, stream=PAIR, supersedes=1, reason=slip.reason))
    for another in (replace(AGREE, mentor=BEN), replace(AGREE, mentee=BEN)):
        stands.when(replace(slip, replacement=another)).refused(SaidForGood, PAIR)
        for written in (stands, pair(AGREED)):
            written.when(RetractEntry(agreed, "Another pair", another)).refused(SaidForGood, PAIR)
    elsewhere = replace(AGREE, mentorship=MentorshipId("mentorship-other"), mentor=BEN)
    retracted = Line(EntryRetracted(effective_on=JANUARY), stream=PAIR, supersedes=1, reason="Another pair")
    begun = Line(replace(AGREED, mentor=BEN), stream=elsewhere.mentorship)
    pair(AGREED).when(RetractEntry(agreed, "Another pair", elsewhere)).then(retracted, begun)


def test_two_people_agree_who_are_both_here_that_day() -> None:
    pair().when(replace(AGREE, mentor=ADA)).refused(MentorOfThemselves, ADA)
    pair().when(replace(AGREE, mentor=BEN)).then(replace(AGREED, mentor=BEN))
    pair().when(replace(AGREE, mentor=BEN, effective_on=JUNE)).refused(NotHere, BEN, str(JUNE))
    pair().when(replace(AGREE, mentee=BEN, effective_on=JUNE)).refused(NotHere, BEN, str(JUNE))


def test_a_session_tells_what_either_learned_as_far_as_they_want() -> None:
    pair(AGREED).when(SESSION).then(HELD)
    pair(AGREED).when(replace(SESSION, mentor_learned="How a night is")).then(
        replace(HELD, mentor_learned="How a night is")
    )
    pair(AGREED).when(replace(SESSION, mentee_learned=None)).then(replace(HELD, mentee_learned=None))


def test_a_session_belongs_to_an_agreement_that_stands_that_day() -> None:
    pair().when(SESSION).refused(NotAgreed, PAIR, "coaching")
    pair(AGREED).when(replace(SESSION, effective_on=date(2024, 1, 7))).refused(NoAgreementThatDay, "2024-01-07")
    pair(AGREED).when(replace(SESSION, effective_on=date(2024, 12, 9))).refused(NoAgreementThatDay, "2024-12-09")
    pair(AGREED, ENDED).when(replace(SESSION, effective_on=date(2024, 6, 9))).refused(NoAgreementThatDay)
    pair(AGREED, ENDED).when(SESSION).then(HELD)
    for first_or_last in (JANUARY, DECEMBER):
        pair(AGREED).when(replace(SESSION, effective_on=first_or_last)).then(replace(HELD, effective_on=first_or_last))


def test_an_agreement_that_was_retracted_holds_no_sessions() -> None:
    retracted = Line(EntryRetracted(effective_on=JANUARY), supersedes=1, reason="never agreed")
    pair(AGREED, retracted).when(SESSION).refused(NotAgreed)


@pytest.mark.parametrize("hours", [0.0, -1.0, 24.5])
def test_a_session_takes_some_part_of_a_day(hours: float) -> None:
    pair(AGREED).when(replace(SESSION, hours=hours)).refused(HoursOutOfRange, f"{hours:g}")


def test_looking_back_answers_three_questions_citing_entries() -> None:
    pair(AGREED, HELD, ENDED).when(EVALUATE).then(
        MentoringEvaluated(CAI, ADA, ADA, ANSWERS, "I ask first now", effective_on=DECEMBER)
    )
    pair(AGREED, HELD).when(replace(EVALUATE, answers=ANSWERS[:2])).refused(NotEveryQuestionOnce, ANSWERS[2].question)
    pair(AGREED, HELD).when(replace(EVALUATE, answers=(*ANSWERS, ANSWERS[0]))).refused(NotEveryQuestionOnce)
    pair(AGREED, HELD).when(replace(EVALUATE, answers=())).refused(NotEveryQuestionOnce, "none")
    pair().when(EVALUATE).refused(NotAgreed)


@pytest.mark.parametrize(
    "cites", [(), (Reference(PAIR, 9),), (Reference(CAI, 1),), (Reference(PAIR, 2), Reference(BEN, 1))]
)
def test_an_answer_rests_on_entries_about_the_mentee(cites: tuple[Reference, ...]) -> None:
    unfounded = (*ANSWERS[:2], replace(ANSWERS[2], cites=cites))
    pair(AGREED, HELD).when(replace(EVALUATE, answers=unfounded)).refused(AnswerCitesNothing, ANSWERS[2].question)


def test_an_answer_does_not_rest_on_what_came_later() -> None:
    pair(AGREED, HELD).when(replace(EVALUATE, effective_on=JANUARY)).refused(AnswerCitesNothing, str(JANUARY))


def test_a_mentorship_ends_once_while_it_stands() -> None:
    end = EndMentorship(PAIR, WhyEnded.GOALS_REACHED, effective_on=JUNE)
    pair(AGREED).when(end).then(ENDED)
    pair(AGREED, ENDED).when(replace(end, effective_on=MARCH)).refused(NoAgreementThatDay, f"ended on {JUNE} already")
    late, early = (replace(end, effective_on=day) for day in (date(2025, 1, 1), date(2024, 1, 7)))
    pair(AGREED).when(late).refused(NoAgreementThatDay, f"on 2025-01-01: give a day from {JANUARY} to {DECEMBER}")
    pair(replace(AGREED, ends_on=None)).when(early).refused(NoAgreementThatDay, f"a day from {JANUARY} on, or")
    pair().when(end).refused(NotAgreed)
