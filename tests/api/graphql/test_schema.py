"""The schema: what is checked in is what is served, and everything in it says what it means."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    is_specified_directive,
    is_specified_scalar_type,
)

from api.graphql.commands import Mutation
from api.graphql.derived import snake
from api.graphql.feedback import BESIDE_THE_COMMANDS
from api.graphql.schema import CHECKED_IN, schema
from domain.catalogue import COMMANDS, CORRECTABLE
from tests.api.conftest import Served
from tests.api.crawling import SCHEMA

WRITE = "write it anew with: make generate"


def test_the_schema_that_is_checked_in_is_the_one_that_is_served() -> None:
    assert CHECKED_IN.read_text() == schema.as_str() + "\n", WRITE


def described() -> Iterator[tuple[str, str | None]]:
    for name, of in SCHEMA.type_map.items():
        if name.startswith("__") or is_specified_scalar_type(of):
            continue
        yield name, of.description
        if isinstance(of, GraphQLObjectType | GraphQLInterfaceType | GraphQLInputObjectType):
            for field_name, field in of.fields.items():
                yield f"{name}.{field_name}", field.description
                for argument_name, argument in getattr(field, "args", {}).items():
                    yield f"{name}.{field_name}({argument_name})", argument.description
    for directive in SCHEMA.directives:
        if not is_specified_directive(directive):
            yield f"@{directive.name}", directive.description


def test_every_type_field_and_argument_says_what_it_means() -> None:
    assert [name for name, description in described() if not (description or "").strip()] == []


def test_nobody_has_to_know_python_to_read_a_description() -> None:
    assert [name for name, description in described() if re.search(r"\bNone\b(?! of)", description or "")] == []


def test_every_question_of_the_read_models_can_be_asked_of_any_moment() -> None:
    timeless = {
        "position",
        "entry",
        "myFile",
        "myCredentials",
    }  # where the book ends now; a line that never changes; all there is
    timeless |= {"myFeedbackRequests", "feedbackRequest"}  # what waits now, beside the ledger
    timeless |= {"myCalendarAddresses"}  # which are good now, beside the ledger
    timeless |= {"myCase"}  # as it was decided, and what is known now
    timeless |= {"node"}  # by one argument, as Relay's specification wants it; each kind has a question with a moment
    assert SCHEMA.query_type is not None
    assert {name for name, field in SCHEMA.query_type.fields.items() if "asOf" not in field.args} == timeless


def test_every_command_of_the_domain_can_be_asked_for() -> None:
    asked = {field.python_name for field in Mutation.__strawberry_definition__.fields}
    kept = {snake(name) for name, command in COMMANDS.items() if command.kept_from_doors}
    beside = {*BESIDE_THE_COMMANDS}
    assert asked == {snake(name) for name in COMMANDS} - kept | beside


def test_every_command_for_a_fact_can_stand_in_a_correction_and_no_other() -> None:
    replacement = SCHEMA.type_map["ReplacementInput"]
    assert isinstance(replacement, GraphQLInputObjectType)
    asked = {command.__name__ for command in CORRECTABLE}
    assert {snake(field) for field in replacement.fields} == {snake(name) for name in asked}
    assert {"RecordAssessment", "JoinPerson"} < asked
    assert not {"CastVote", "ApprovePromotion", "PublishFramework", "CorrectEntry", "RetractEntry"} & asked


def test_enums_are_spelled_as_clients_expect() -> None:
    for of in SCHEMA.type_map.values():
        if isinstance(of, GraphQLEnumType) and not of.name.startswith("__"):
            assert all(value == value.upper() for value in of.values), of.name


def test_what_is_deprecated_names_what_stands_beside_it_instead() -> None:
    for of in SCHEMA.type_map.values():
        fields = of.fields if isinstance(of, GraphQLObjectType | GraphQLInterfaceType) else {}
        standing = {name for name, field in fields.items() if field.deprecation_reason is None}
        for name in fields.keys() - standing:
            reason = fields[name].deprecation_reason or ""
            assert standing & {*re.findall(r"`(\w+)`", reason)}, f"{of.name}.{name}: say what to ask for instead"


def test_every_default_can_be_told(served: Served) -> None:
    asked = "{ __schema { types { inputFields { defaultValue } fields { args { defaultValue } } } } }"
    assert served.ask(asked)["__schema"]["types"]
