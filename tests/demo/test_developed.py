"""What the demo tells of needs, plans, the curriculum, questions to reflect on, documents and the first months."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import timedelta
from typing import Any, Final

from demo.curriculum import EACH_AT_MOST
from demo.editions import EDITION_OF_THE_HOUSE, begins_on
from domain.documents.filing import DocumentKind
from domain.growth.needs import NeedOutcome
from domain.kernel.facts import Reference
from tests.api.conftest import Served
from tests.demo.history import History
from tests.demo.seeded import TODAY

AS_OF: Final = f'asOf: {{effectiveOn: "{TODAY}"}}'
SHOWN_BY: Final = {
    DocumentKind.CERTIFICATE: {"LearningCompleted", "QualificationRecorded"},
    DocumentKind.REPORT: {"AssessmentRecorded"},
    DocumentKind.AGREEMENT: {"DevelopmentPlanAgreed"},
}


def kinds_at(history: History) -> dict[Reference, str]:
    """Of which kind the entry at an address is."""
    return {entry.at: entry.kind for entry in history.entries}


def of(history: History, kind: str) -> list[Any]:
    """What entries of a kind say."""
    return [entry.event for entry in history.of(kind)]


def test_a_third_to_a_half_of_what_is_done_was_planned(served: Served) -> None:
    asked = (
        f"{{ growthPlans({AS_OF}) {{ all {{ planned {{ count n }} }} byLevel {{ level planned {{ count n }} }} }} }}"
    )
    told = served.ask(asked)["growthPlans"]
    shares = {one["level"]: one["planned"]["count"] / one["planned"]["n"] for one in told["byLevel"] if one["planned"]}
    assert 0.25 < told["all"]["planned"]["count"] / told["all"]["planned"]["n"] < 0.6, shares
    assert shares["self"] < shares["others"] < 0.95, "whoever leads plans more"


def test_needs_are_taken_from_what_others_saw_and_most_that_are_settled_were_met(history: History) -> None:
    kinds = kinds_at(history)
    needs = of(history, "DevelopmentNeedIdentified")
    assert {kinds[at] for event in needs for at in event.basis} == {"AssessmentRecorded"}
    assert len({event.competency for event in needs}) > 6
    outcomes = Counter(event.outcome for event in of(history, "DevelopmentNeedSettled"))
    assert outcomes[NeedOutcome.MET] > outcomes[NeedOutcome.DROPPED] > 0
    assert outcomes.total() < len(needs)


def test_needs_are_served_by_plans_and_by_learning(history: History) -> None:
    identified = {entry.at for entry in history.of("DevelopmentNeedIdentified")}
    planned = {at for event in of(history, "DevelopmentPlanAgreed") for at in event.identified_needs}
    learned = [at for event in of(history, "LearningCompleted") for at in event.builds_on if at in identified]
    assert 10 < len(planned & identified) < len(identified)
    assert len(learned) > 15


def test_every_module_is_completed_by_some_and_paid_for(history: History) -> None:
    taken = [entry for entry in history.of("LearningCompleted") if entry.event.module]
    modules = Counter(entry.event.module for entry in taken)
    assert set(modules) == {module.name for module in EDITION_OF_THE_HOUSE.modules}
    assert min(modules.values()) >= 5
    assert max(Counter(entry.stream for entry in taken).values()) <= EACH_AT_MOST
    assert {entry.event.currency for entry in taken} == {"EUR"}
    assert len({entry.event.cost for entry in taken}) > len(modules), "some booked early"


def test_questions_are_answered_by_some_each_in_their_own_time(history: History) -> None:
    answers = [entry for entry in history.of("LessonNoted") if entry.event.prompt]
    assert {entry.event.prompt for entry in answers} == {prompt.name for prompt in EDITION_OF_THE_HOUSE.prompts}
    first = begins_on(TODAY, EDITION_OF_THE_HOUSE)
    assert min(entry.event.effective_on for entry in answers) >= first
    by_whom = Counter(entry.stream for entry in answers)
    assert len(by_whom) > 6
    assert len(set(by_whom.values())) > 2
    assert len({entry.event.effective_on for entry in answers}) > 0.8 * len(answers)


def test_some_candidates_let_their_panel_read_a_lesson_while_the_file_is_open(history: History) -> None:
    closed = {entry.stream: entry for entry in history.of("FileClosed")}
    released = [(entry.position, entry.event) for entry in history.of("LessonReleased")]
    assert released
    for position, event in released:
        file = closed.get(event.case)
        assert file is None or (position < file.position and event.lesson in file.event.lessons)


def test_a_document_belongs_to_what_it_shows(history: History) -> None:
    kinds, found = kinds_at(history), defaultdict(set)
    for event in of(history, "DocumentFiled"):
        found[event.document_kind].add(kinds[event.belongs_to])
    assert found == SHOWN_BY
    certified = {event.belongs_to for event in of(history, "DocumentFiled")}
    assert {entry.at for entry in history.of("QualificationRecorded")} <= certified


def test_newcomers_have_a_mentor_in_time_but_for_one(served: Served, history: History) -> None:
    targets = served.ask(
        f"{{ mentoringNetwork({AS_OF}) {{ targets {{ daysToMentor {{ aimedAt late {{ count n }} }} }} }} }}"
    )["mentoringNetwork"]["targets"]["daysToMentor"]
    assert targets["aimedAt"] == 90
    assert 1 <= targets["late"]["count"] <= 2 < targets["late"]["n"]
    agreed = [event.mentee for event in of(history, "MentorshipAgreed")]
    joined = [
        e for e in history.of("PersonJoined") if TODAY - timedelta(300) < e.event.effective_on < TODAY - timedelta(90)
    ]
    assert sum(entry.stream in agreed for entry in joined) >= 0.7 * len(joined)


def test_the_apprentice_has_theory_beside_practice(served: Served, history: History) -> None:
    [pair] = [event for event in of(history, "MentorshipAgreed") if event.mentorship_kind == "apprenticeship"]
    asked = f"""query ($id: ID!) {{ person(id: $id, {AS_OF}) {{
        mentoring {{ agreements {{ theoryAndPractice {{ enough theoryToPractice }} }} }} }} }}"""
    agreements = served.ask(asked, id=pair.mentee)["person"]["mentoring"]["agreements"]
    [told] = [one["theoryAndPractice"] for one in agreements if one["theoryAndPractice"]]
    assert told["enough"]
    assert 0.2 < told["theoryToPractice"] < 1


def test_some_are_ready_for_harder_work_and_with_some_a_skill_is_short(served: Served, history: History) -> None:
    looked_at = {entry.stream for entry in history.of("AssessmentRecorded") if entry.event.context}
    asked = f"""query ($id: ID!) {{ person(id: $id, {AS_OF}) {{
        competencyProfile {{ readinessForChallenge {{ ready skills {{ competency raters holding }} }} }} }} }}"""
    told = [served.ask(asked, id=person)["person"]["competencyProfile"] for person in sorted(looked_at)]
    ready = [one["readinessForChallenge"] for one in told]
    assert all(skill["competency"] for one in ready for skill in one["skills"])
    short = [one for one in ready if one["ready"] is False]
    assert 0 < len(short) < len(ready)
