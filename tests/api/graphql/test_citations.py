"""Citing tells nobody of an entry that they are not told: it is refused as if there were none."""

from __future__ import annotations

from typing import Any

import pytest

from domain.development.learning_loop import NothingToBuildOn
from domain.growth.actions import NothingToFollowFrom
from domain.mentoring.evaluation import AnswerCitesNothing, Question
from tests.api.conftest import Served
from tests.api.graphql.conftest import Join
from tests.api.graphql.test_mentoring import agreed_by_both

SAID = {"purpose": "DEVELOPMENT", "strengths": "Calm", "improvements": "Slow", "effectiveOn": "2024-05-02"}


def why(refused: Any, entry: str) -> tuple[str, str]:
    """The rule, and what it said but for the entry."""
    return refused["rule"], refused["why"].replace(entry, "")


def practised(served: Served, person: str) -> str:
    [entry] = served.recorded("recordPractice", person=person, situation="Chaired", effectiveOn="2024-03-04")["entries"]
    return str(entry)


@pytest.mark.parametrize("day", ["2024-05-02", "2024-01-08"], ids=["after it", "before it"])
def test_a_stranger_is_refused_the_same_whatever_there_is(served: Served, join: Join, unit: str, day: str) -> None:
    ada, cai, eve = (join(name, unit) for name in ("Ada Okafor", "Cai Lindqvist", "Eve Sato"))
    said = {**SAID, "person": ada, "giver": eve, "source": "LINE_MANAGER", "effectiveOn": day}
    asks = served.asked_by(eve)
    cited = [practised(served, ada), practised(served, cai), f"{ada}@99"]
    feedback = {why(asks.record("giveFeedback", {**said, "buildsOn": [at]}), at) for at in cited}
    assert [rule for rule, _ in feedback] == [NothingToBuildOn.__name__]
    act = {"person": eve, "what": "Ask her", "dueOn": "2099-01-01", "effectiveOn": day}
    action = {why(asks.record("agreeAction", {**act, "followsFrom": at}), at) for at in cited}
    assert [rule for rule, _ in action] == [NothingToFollowFrom.__name__]


def test_whoever_is_told_an_entry_cites_it_and_a_correction_what_it_cites(
    served: Served, join: Join, unit: str
) -> None:
    ben, dee = join("Ben Amari", unit), join("Dee Park", unit)
    ada = join("Ada Okafor", unit, manager=ben)
    practice = practised(served, ada)
    said = {**SAID, "person": ada, "giver": ben, "buildsOn": [practice]}
    [feedback] = served.asked_by(ben).recorded("giveFeedback", **said)["entries"]
    served.recorded("movePerson", person=ada, unit=unit, manager=dee, effectiveOn="2024-06-03")
    again = served.asked_by(ben).record("giveFeedback", {**said, "effectiveOn": "2024-06-10"})
    assert again["rule"] == NothingToBuildOn.__name__
    mended = {"giveFeedback": {**said, "strengths": "Calm, and clear"}}
    served.asked_by(ben).recorded("correctEntry", entry=feedback, replacement=mended, reason="I forgot that")
    more = {"giveFeedback": {**said, "buildsOn": [practice, practised(served, ada)]}}
    refused = served.asked_by(ben).record("correctEntry", {"entry": feedback, "replacement": more, "reason": "More"})
    assert refused["rule"] == NothingToBuildOn.__name__


def test_a_mentor_rests_an_answer_on_nothing_that_they_are_not_told(served: Served, join: Join, unit: str) -> None:
    ben, ada = join("Ben Amari", unit), join("Ada Okafor", unit)
    pair = agreed_by_both(served, ben, ada, effectiveOn="2024-01-08")
    hers = {"person": ada, "what": "Speak up", "dueOn": "2099-01-01", "effectiveOn": "2024-03-04"}
    [action] = served.asked_by(ada).recorded("agreeAction", **hers)["entries"]
    practice = practised(served, ada)

    def looked_back(cites: str) -> Any:
        answers = [{"question": one.name, "extent": "YES", "cites": [cites]} for one in Question]
        look = {"mentorship": pair, "evaluatedBy": ben, "answers": answers, "inWords": "It did"}
        return served.asked_by(ben).record("evaluateMentoring", {**look, "effectiveOn": "2024-06-03"})

    assert why(looked_back(action), action) == why(looked_back(f"{ada}@99"), f"{ada}@99")
    assert looked_back(action)["rule"] == AnswerCitesNothing.__name__
    assert looked_back(practice)["__typename"] == "Recorded"
