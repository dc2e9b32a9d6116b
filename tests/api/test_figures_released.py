"""Figures that were released: to whoever is told figures alone they are told again as they were, whoever is erased."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

import psycopg
import pytest
from graphql import GraphQLNonNull, GraphQLObjectType, GraphQLOutputType, get_named_type
from pydantic import SecretStr

from api.settings import Settings
from domain.kernel.ids import PersonId
from domain.offices.mandates import GiveMandate
from domain.offices.offices import Mandate
from domain.offices.stewards import NameSteward
from domain.safeguards.figures_released import FiguresReleased
from tests.api.conftest import ADDRESS, KEY, Served, serving
from tests.api.crawling import questions

FIGURES: Final = (
    *(
        "assessmentFigures",
        "capabilityFigures",
        "conversations",
        "curriculumFigures",
        "developmentNeeds",
        "feedbackRhythm",
        "growthPlans",
        "learningLoops",
    ),
    *("learningMix", "mentoringNetwork", "mentoringSuccess", "opportunityFigures", "potentialFigures"),
)
"""Every figure of a group that is released."""
HEARD: Final = {"purpose": "DEVELOPMENT", "strengths": "Asks first", "improvements": ""}


@dataclass(frozen=True)
class House:
    served: Served
    people: list[str]
    steward: str
    council: str
    auditor: str


def joined(served: Served, name: str) -> str:
    where = {"unit": "Tooling", "level": "self", "effectiveOn": "2020-03-02"}
    person: str = served.recorded("joinPerson", name=name, **where)["subject"]
    return person


@pytest.fixture(scope="module")
def house(make_database: Callable[[], str]) -> Iterator[House]:
    """Six people of whom something was said two months ago."""
    url = make_database()
    with serving(Settings(database_url=url, key=SecretStr(KEY), address=ADDRESS)) as served:
        people = [joined(served, f"Person {number}") for number in range(6)]
        for person, giver in zip(people, people[1:] + people[:1], strict=True):
            served.recorded("giveFeedback", person=person, giver=giver, **HEARD, effectiveOn=str(earlier()))
        told_long_ago(url)
        ledger = served.app.state.services.ledger
        steward, council, auditor = (joined(served, name) for name in ("The steward", "The council", "The auditor"))
        on, machine = ledger.today(), ledger.tokens.of_the_machine().id
        until = on + timedelta(days=300)
        ledger.record(NameSteward(PersonId(steward), until, effective_on=on), by=machine)
        for person, mandate in ((council, Mandate.COUNCIL), (auditor, Mandate.AUDITOR)):
            ledger.record(GiveMandate(PersonId(person), mandate, until, PersonId(steward), effective_on=on), by=steward)
        yield House(served, people, steward, council, auditor)


def told_long_ago(url: str) -> None:
    """Have everything been written two months ago."""
    then = datetime.now(UTC) - timedelta(days=62)
    with psycopg.connect(url) as owner:
        owner.execute("ALTER TABLE ledger.entries DISABLE TRIGGER append_only")
        owner.execute("UPDATE ledger.entries SET recorded_at = %s", (then,))
        owner.execute("ALTER TABLE ledger.entries ENABLE ALWAYS TRIGGER append_only")


def selected(of: GraphQLOutputType, depth: int = 4) -> str:
    """Everything that a type tells without being asked for more; but for units, whose names say nothing more here."""
    named = get_named_type(of)
    if not isinstance(named, GraphQLObjectType):
        return ""
    fields = {
        name: selected(field.type, depth - 1)
        for name, field in named.fields.items()
        if depth and not any(isinstance(one.type, GraphQLNonNull) for one in field.args.values()) and name != "inUnit"
    }
    return "{ " + " ".join(f"{name} {inner}" for name, inner in fields.items()) + " }"


def asked(served: Served, figure: str, as_of: str = "") -> Any:
    return served.ask(f"{{ {figure}{as_of} {selected(questions()[figure].type)} }}")[figure]


def releases(house: House) -> list[FiguresReleased]:
    ledger = house.served.app.state.services.ledger
    return [entry.event for entry in ledger.entries(kinds=(FiguresReleased.__name__,))]


@pytest.mark.parametrize("figure", FIGURES)
def test_a_figure_that_was_told_goes_on_record_and_is_told_again_as_it_was(house: House, figure: str) -> None:
    """A figure's form may grow: what is new then has a default, so that what was told before still reads."""
    council = house.served.asked_by(house.council)
    first = asked(council, figure)
    [release] = [one for one in releases(house) if one.figure == figure]
    last_month = datetime.now(UTC).date().replace(day=1) - timedelta(days=1)
    assert (release.until, release.least) == (last_month, 5)
    assert json.loads(release.told)
    assert asked(council, figure) == first
    assert len([one for one in releases(house) if one.figure == figure]) == 1


def test_whoever_is_erased_afterwards_is_not_told_by_the_difference(house: House) -> None:
    council, machine = house.served.asked_by(house.council), house.served
    before = asked(council, "growthPlans")
    assert [one["people"] for one in before["byLevel"]] == [6]
    today, gone = house.served.app.state.services.ledger.today(), house.people[0]
    house.served.recorded("leavePerson", person=gone, reason="RESIGNED", effectiveOn=str(today - timedelta(days=1)))
    why = {"person": gone, "ground": "REQUESTED", "erasedBy": house.steward, "effectiveOn": str(today)}
    assert house.served.asked_by(house.steward).record("erasePerson", why)["__typename"] == "Recorded"
    then = f"{before['asOf']['effectiveOn']}T23:59:59Z"
    anew = asked(machine, "growthPlans", f'(asOf: {{recordedAt: "{then}"}})')
    assert [one["people"] for one in anew["byLevel"]] == [5, 1], "on which level they were is known no more"
    assert asked(council, "growthPlans") == before


def test_who_asks_at_once_is_told_the_same_and_it_is_on_record_once(house: House) -> None:
    document = '{ conversations(asOf: {effectiveOn: "%s"}) { people share } }' % earlier()  # noqa: UP031
    council = house.served.asked_by(house.council)
    with ThreadPoolExecutor(4) as pool:
        told = list(pool.map(lambda _: council.ask(document), range(4)))
    assert all(one == told[0] for one in told)
    months = [one.until for one in releases(house) if one.figure == "conversations"]
    assert len(months) == len(set(months))


def earlier() -> date:
    """A day two months ago."""
    return (datetime.now(UTC).date().replace(day=1) - timedelta(days=1)).replace(day=1) - timedelta(days=5)


def test_of_what_nothing_was_known_by_then_nothing_goes_on_record(house: House) -> None:
    """Else whoever asks for each month of a thousand years would fill the book."""
    before = len(releases(house))
    asked(house.served.asked_by(house.council), "learningLoops", '(asOf: {effectiveOn: "1999-05-06"})')
    assert len(releases(house)) == before


def test_what_whoever_is_told_of_each_asks_is_no_release(house: House) -> None:
    before = len(releases(house))
    asked(house.served, "learningLoops")
    assert len(releases(house)) == before
