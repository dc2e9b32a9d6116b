"""Every mutation turns one input into one command: what is left out is filled in, what is repeated is recorded once."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.graphql.derived import snake
from api.graphql.outcome import camel
from api.graphql.schema import schema
from domain.catalogue import COMMANDS
from domain.frameworks.publishing import PublishFramework
from domain.kernel.commands import Command
from domain.kernel.refusals import Refusal
from tests.api.any_command import register
from tests.api.conftest import Served
from tests.api.graphql.conftest import Join
from tests.api.inputs import as_input

register()


class Told(Refusal):
    """Tells the command instead of recording it."""


class Overhearing:
    """A context in which commands are only overheard."""

    services = SimpleNamespace(today=lambda: date(2024, 5, 17))
    heard: Command[Any]

    async def record(self, command: Command[Any], _: UUID | None) -> None:
        self.heard = command
        raise Told


def heard(command: type, given_input: dict[str, Any], *, command_id: UUID | None = None) -> Any:
    """The command that an input comes to."""
    context, name = Overhearing(), camel(snake(command.__name__))
    document = f"""mutation ($input: {command.__name__}Input!, $id: UUID) {{
        {name}(input: $input, commandId: $id) {{ ... on Refused {{ rule }} }}
    }}"""
    variables = {"input": given_input, "id": str(command_id) if command_id else None}
    result = asyncio.run(schema.execute(document, variables, context_value=context))
    assert not result.errors, result.errors
    return context.heard


@pytest.mark.parametrize("command", [one for one in COMMANDS.values() if not one.kept_from_doors])
def test_an_input_comes_to_the_command_that_it_spells(command: type) -> None:
    examples = 2 if command is PublishFramework else 8  # a whole framework is as long as all others together

    @settings(max_examples=examples, suppress_health_check=list(HealthCheck))
    @given(st.from_type(command))
    def check(meant: Any) -> None:
        assert heard(command, as_input(meant)) == meant

    check()


@pytest.mark.parametrize("command", [command for command in COMMANDS.values() if command.creates])
def test_what_begins_gets_an_id_and_the_same_again_for_the_same_request(command: type[Command[Any]]) -> None:
    field = str(command.creates)

    @settings(max_examples=3, suppress_health_check=list(HealthCheck))
    @given(st.from_type(command))
    def check(meant: Any) -> None:
        asked = as_input(meant)
        del asked[field], asked["effectiveOn"]
        spelled_out = {**asked, field: None, "effectiveOn": None}
        request = uuid4()
        first, other = heard(command, asked, command_id=request), heard(command, asked)
        again = heard(command, spelled_out, command_id=request)
        assert getattr(first, field).startswith(f"{field}-")
        assert first == again
        assert getattr(first, field) != getattr(other, field)
        assert first.effective_on == Overhearing.services.today()

    check()


def test_today_is_the_organisations_own(served: Served) -> None:
    position = served.recorded("joinPerson", name="Ada Okafor", unit="Tooling")["position"]
    told = served.ask("query ($p: Int!) { entry(position: $p) { effectiveOn recordedAt } }", p=position)["entry"]
    recorded_at = datetime.fromisoformat(told["recordedAt"]).astimezone(ZoneInfo("Europe/Berlin"))
    assert told["effectiveOn"] == recorded_at.date().isoformat()


def test_the_same_request_is_recorded_once(served: Served) -> None:
    asked = """mutation ($input: JoinPersonInput!, $id: UUID!) { joinPerson(input: $input, commandId: $id) {
        ... on Recorded { position subject entries repeated } ... on Refused { rule field why }
    } }"""
    given_input = {"name": "Ada Okafor", "unit": served.unit("Tooling"), "effectiveOn": "2024-01-01"}
    request = str(uuid4())
    first = served.ask(asked, input=given_input, id=request)["joinPerson"]
    again = served.ask(asked, input=given_input, id=request)["joinPerson"]
    assert again == {**first, "repeated": True}
    other = served.ask(asked, input={**given_input, "name": "Ben Amari"}, id=request)["joinPerson"]
    assert (other["rule"], other["field"]) == ("CommandIdReused", "commandId")
    assert request in other["why"]


def test_whoever_acts_is_written_down(served: Served, join: Join) -> None:
    ada = join()
    asked = """mutation ($input: RenamePersonInput!) { renamePerson(input: $input) { ... on Recorded { position } } }"""
    variables = {"input": {"person": ada, "name": "Ada Lind", "effectiveOn": "2024-01-01"}}
    position = served.asked_by(ada).ask(asked, **variables)["renamePerson"]["position"]
    told = served.ask("query ($p: Int!) { entry(position: $p) { recordedBy } }", p=position)
    assert told["entry"]["recordedBy"] == ada


def test_nothing_is_waited_for_that_nobody_waits_for(served: Served, join: Join) -> None:
    asked = """mutation ($input: RenamePersonInput!) {
        renamePerson(input: $input, wait: false) { ... on Recorded { readable recordedAt } }
    }"""
    told = served.ask(asked, input={"person": join(), "name": "Ada Lind"})["renamePerson"]
    assert not told["readable"]
    assert datetime.fromisoformat(told["recordedAt"]) <= datetime.now(UTC)


def test_what_is_so_already_is_recorded_as_nothing(served: Served, join: Join) -> None:
    ada = join("Ada Okafor")
    told = served.recorded("renamePerson", person=ada, name="Ada Okafor", effectiveOn="2024-01-01")
    assert (told["entries"], told["recordedAt"]) == ([], None)


def test_a_command_inside_another_says_everything_itself(served: Served, join: Join) -> None:
    ada = join()
    replacement = {"renamePerson": {"person": ada, "name": "Ada Lind"}}
    asked = "mutation ($input: CorrectEntryInput!) { correctEntry(input: $input) { __typename } }"
    given_input = {"entry": f"{ada}@1", "reason": "Misspelled", "replacement": replacement}
    [error] = served.post(asked, input=given_input)["errors"]
    assert error["extensions"]["field"] == "input.replacement.renamePerson.effectiveOn"
    assert "is missing" in error["message"]


def test_a_number_without_an_end_is_no_number(served: Served) -> None:
    """Written into the document itself, it is read as infinity; as JSON there is none."""
    ada = served.recorded("joinPerson", name="Ada", unit="Tooling", effectiveOn="2020-03-02")["subject"]
    asked = """mutation ($person: ID!) {
        recordPractice(input: { person: $person, situation: "Led the unit", hours: 1e999 }) { __typename }
    }"""
    [error] = served.post(asked, person=ada)["errors"]
    assert (error["extensions"]["code"], error["extensions"]["field"]) == ("BAD_INPUT", "input.hours")
