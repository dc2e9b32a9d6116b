"""Questions to reflect on: those of the edition that holds, and which were left longest."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from domain.development.development import Development
from domain.development.practice import LessonNoted, NoteLesson
from domain.development.reflections import PromptStanding, PromptUnknown, prompts_standing
from domain.frameworks.default_pack import DEFAULT_EDITION, DEFAULT_FRAMEWORK
from domain.frameworks.edition import Prompt
from domain.frameworks.publishing import FrameworkPublished
from domain.kernel.facts import ERASED, Reference
from domain.people.joining import PersonJoined
from tests.examples import ADA
from tests.spec import Given, given
from tests.units import ASSEMBLY

MISTAKE, THANKS = Prompt("mistake", "What went wrong?"), Prompt("thanks", "Whom did you thank?")
MAY = date(2024, 5, 2)
JOINED = PersonJoined("Ada", ASSEMBLY, effective_on=date(2020, 3, 2))
ANSWER = NoteLesson(ADA, "I fixed it myself", prompt="mistake", effective_on=MAY)
ANSWERED = LessonNoted("I fixed it myself", prompt="mistake", effective_on=MAY)


def asked(*prompts: Prompt) -> Given:
    edition = replace(DEFAULT_EDITION, prompts=prompts)
    return given(JOINED).and_on(DEFAULT_FRAMEWORK, FrameworkPublished(edition, effective_on=date(2019, 1, 1)))


def test_an_answer_is_a_lesson_to_a_question_of_the_edition_that_holds() -> None:
    asked(MISTAKE, THANKS).when(ANSWER).then(ANSWERED)
    asked(MISTAKE, THANKS).when(replace(ANSWER, prompt="mistakes")).refused(PromptUnknown, "did you mean “mistake”?")
    asked(MISTAKE, THANKS).when(replace(ANSWER, prompt="weather")).refused(PromptUnknown, "mistake", "thanks")
    asked().when(ANSWER).refused(PromptUnknown, "leave it out")
    given(JOINED).when(ANSWER).refused(PromptUnknown, "leave it out")
    given(JOINED).when(replace(ANSWER, prompt=None)).then(replace(ANSWERED, prompt=None))


def test_an_answer_is_protected_as_every_lesson_is() -> None:
    at = Reference(ADA, 2)
    for answer in (ANSWERED, replace(ANSWERED, lesson=ERASED, prompt=ERASED)):
        assert answer.evolve(Development(), at).protected == {at}


def test_what_was_never_answered_comes_first_and_then_what_was_longest_ago() -> None:
    third = Prompt("hours", "Where did they go?")
    answers = [("mistake", MAY), ("mistake", date(2024, 1, 8)), ("hours", date(2024, 3, 4)), ("gone", MAY)]
    assert prompts_standing((MISTAKE, THANKS, third), answers) == [
        PromptStanding("thanks", "Whom did you thank?", 0, None),
        PromptStanding("hours", "Where did they go?", 1, date(2024, 3, 4)),
        PromptStanding("mistake", "What went wrong?", 2, MAY),
    ]
