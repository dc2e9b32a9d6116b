"""Whoever knows the id of a case, pair or cycle, and is told nothing of it, is refused as if there were none."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any, Final
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from api.access.unseen import TOLD_TO_FEW
from api.graphql.commands import subjects_in
from api.graphql.derived import created_by
from api.graphql.outcome import camel
from domain.catalogue import COMMANDS
from tests.api.any_command import register
from tests.api.conftest import Served
from tests.api.graphql.conftest import Join
from tests.api.graphql.test_promotion_case import Argued, argued, assess
from tests.api.inputs import as_input

__all__ = ["argued", "assess"]

Named = dict[str, str]
"""An id of each of those subjects, by its prefix."""
FEW: Final = re.compile(rf"\b({'|'.join(TOLD_TO_FEW)})-[0-9a-f-]{{36}}")
PERSON: Final = re.compile(r"\bperson-[0-9a-f-]{36}")
DAY: Final = re.compile(r'"\d{4}-\d\d-\d\d"')
DAYS: Final = ("2024-01-08", "2024-05-06", "2024-06-03", "2024-09-02")

ALIKE: Final = ("closeFeedbackCycle", "takeUpFeedbackRequest")
"""The mutations that are asked for with a cycle alone."""


def names_few() -> Iterator[str]:
    """The commands that name a case, pair or cycle, other than one that they begin."""
    for name, of in COMMANDS.items():
        fields = {field for field, subject in subjects_in(of).items() if subject in TOLD_TO_FEW}
        if fields - {created_by(of)} and not of.kept_from_doors:
            yield name


@pytest.fixture
def named(argued: Argued, join: Join) -> Named:
    """A case with open votes, a pair that nobody has accepted yet, and a cycle that is planned."""
    served, (mentor, mentee) = argued.served, argued.people[:2]
    agree = {"goals": "Let others find it", "hoursPromised": 12.0, "cadenceDays": 30, "effectiveOn": "2024-01-08"}
    closes_on = str(served.app.state.services.ledger.today() + timedelta(days=14))
    cycle = {"person": mentee, "purpose": "DEVELOPMENT", "closesOn": closes_on, "plannedBy": mentee}
    return {
        "case": argued.case,
        "mentorship": served.recorded("agreeMentorship", mentor=mentor, mentee=mentee, **agree)["subject"],
        "cycle": served.recorded("planFeedbackCycle", **cycle, competencies=["direction"])["subject"],
    }


def made_up() -> Named:
    return {subject: f"{subject}-{uuid4()}" for subject in TOLD_TO_FEW}


def refused(by: Served, mutation: str, asked: str, named: Named) -> str:
    """How it is refused about these, in words that do not say which they were."""
    told = by.record(mutation, json.loads(FEW.sub(lambda found: named[found[1]], asked)))
    assert told["__typename"] == "Refused", told
    return FEW.sub(r"\1", json.dumps(told, ensure_ascii=False))


@pytest.mark.parametrize("command", list(names_few()))
def test_an_id_that_is_known_is_refused_like_one_that_is_made_up(
    argued: Argued, named: Named, join: Join, command: str
) -> None:
    outsider = join("Outsider")
    by, people = argued.served.asked_by(outsider), (outsider, outsider, argued.candidate, *argued.people[:2])
    of, mutation = COMMANDS[command], command[0].lower() + command[1:]
    register()

    @settings(max_examples=10, suppress_health_check=[*HealthCheck], deadline=None, phases=[Phase.generate])
    @given(st.from_type(of), st.randoms(use_true_random=False))
    def ask(made: Any, drawn: Any) -> None:
        input_ = {key: value for key, value in as_input(made).items() if key != camel(created_by(of) or "")}
        asked = PERSON.sub(lambda _: drawn.choice(people), json.dumps(input_))
        asked = DAY.sub(lambda _: f'"{drawn.choice(DAYS)}"', asked)
        assert refused(by, mutation, asked, named) == refused(by, mutation, asked, made_up())

    ask()


@pytest.mark.parametrize(
    ("mutation", "given_"),
    [
        ("nominateRaters", {"raters": []}),
        ("openFeedbackCycle", {}),
        ("cancelFeedbackCycle", {"why": "No time"}),
        ("closeFeedbackCycle", {}),
        ("takeUpFeedbackRequest", {}),
    ],
)
def test_a_cycle_is_run_by_nobody_to_whom_it_is_not_told(
    argued: Argued, named: Named, join: Join, mutation: str, given_: dict[str, Any]
) -> None:
    by = argued.served.asked_by(join("Outsider"))
    of = "FeedbackCycle" if mutation in ALIKE else mutation[0].upper() + mutation[1:]
    asked = f"""mutation ($input: {of}Input!) {{
        {mutation}(input: $input) {{ ... on Refused {{ rule why field }} }} }}"""
    told = [
        FEW.sub(r"\1", json.dumps(by.ask(asked, input={"cycle": one["cycle"], **given_}), ensure_ascii=False))
        for one in (named, made_up())
    ]
    assert told[0] == told[1]
    assert '"rule"' in told[0]
