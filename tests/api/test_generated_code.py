"""Generators of code take the schema as it is, with the guide's table of scalars: Relay and GraphQL Code Generator."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest
from graphql import GraphQLScalarType, build_schema, is_specified_scalar_type

from api.graphql.schema import CHECKED_IN
from tests.api.conftest import CLIENTS, Served

GUIDE: Final = (Path(__file__).parents[2] / "docs" / "guide" / "asking.md").read_text()
ROWS: Final = re.compile(r"^\| `(\w+)` \| `(\w+)` \|", re.MULTILINE)
CONFIG: Final = re.compile(r"^  scalars: \{ (.+) \}$", re.MULTILINE)
SCALARS: Final = dict(ROWS.findall(GUIDE))
"""What generators should take for each scalar: the table of the guide, with which everything here is generated."""
RELAY: Final = "node_modules/relay-compiler/cli.js"
TSC: Final = "node_modules/typescript/bin/tsc"
STRICTLY: Final = ("--noEmit", "--strict", "--target", "es2022", "--lib", "es2022", "--module", "nodenext")

Project = Callable[..., Path]


def test_the_guide_has_a_line_for_every_scalar_and_shows_the_configuration_that_it_comes_to() -> None:
    types = build_schema(CHECKED_IN.read_text()).type_map.values()
    ours = {of.name for of in types if isinstance(of, GraphQLScalarType) and not is_specified_scalar_type(of)}
    [shown] = CONFIG.findall(GUIDE)
    assert {*SCALARS} == ours
    assert dict(one.split(": ") for one in shown.split(", ")) == SCALARS


@pytest.fixture
def compiled(tmp_path: Path, node: Callable[..., str]) -> Project:
    """Compiles the project of Relay, in which something may be written otherwise; the folder with what was made."""

    def compiled(written: str = "", otherwise: str = "") -> Path:
        source = (CLIENTS / "relay" / "People.js").read_text()
        assert written in source
        (tmp_path / "src").mkdir()
        (tmp_path / "src" / "People.js").write_text(source.replace(written, otherwise) if written else source)
        shutil.copy(CHECKED_IN, tmp_path / "schema.graphql")
        config = {"src": "src", "schema": "schema.graphql", "language": "typescript", "customScalarTypes": SCALARS}
        (tmp_path / "relay.config.json").write_text(json.dumps(config))
        node(RELAY, "relay.config.json", within=tmp_path)
        return tmp_path / "src" / "__generated__"

    return compiled


def asked_by_relay(made: Path, name: str) -> str:
    """The text that Relay sends for an operation."""
    [text] = re.findall(r'^ +"text": (".*")', (made / f"{name}.graphql.ts").read_text(), re.MULTILINE)
    told: str = json.loads(text)
    return told


def test_what_relay_compiles_is_answered_page_by_page_and_somebody_again_by_their_id(
    served: Served, compiled: Project
) -> None:
    made = compiled()
    unit = served.unit("The mill of Relay")
    ada, ben, cleo = (
        served.recorded("joinPerson", name=name, unit=unit, jobTitle="Hand", effectiveOn="2020-03-02")["subject"]
        for name in ("Ada", "Ben", "Cleo")
    )
    first = served.ask(asked_by_relay(made, "PeopleQuery"), units=[unit])
    assert [edge["node"]["id"] for edge in first["people"]["edges"]] == [ada, ben]
    assert [entry["fact"]["name"] for entry in first["entries"]["nodes"]] == ["Ada", "Ben", "Cleo"]
    end = first["people"]["pageInfo"]["endCursor"]
    rest = served.ask(asked_by_relay(made, "PeopleListQuery"), units=[unit], cursor=end)["people"]
    assert [edge["node"]["id"] for edge in rest["edges"]] == [cleo]
    assert not rest["pageInfo"]["hasNextPage"]
    again = served.ask(asked_by_relay(made, "PeoplePersonQuery"), id=ada)["node"]
    assert {"id": ada, "name": "Ada", "jobTitle": "Hand"}.items() <= again.items()
    move = {"person": ada, "unit": unit, "jobTitle": "Miller", "effectiveOn": "2024-02-01"}
    moved = served.ask(asked_by_relay(made, "PeopleMoveMutation"), input=move)["movePerson"]
    assert moved["changed"] == {"__typename": "Person", "id": ada, "jobTitle": "Miller"}


def test_relay_s_types_are_those_of_the_guide(compiled: Project) -> None:
    types = (compiled() / "PeopleQuery.graphql.ts").read_text().partition("const node")[0]
    told = {name: re.findall(rf"readonly {name}: ([^;]+);", types) for name in ("position", "recordedAt", "event")}
    assert told == {"position": ["number"], "recordedAt": ["string"], "event": ["unknown | null | undefined"]}


@pytest.mark.parametrize(
    ("written", "otherwise", "said"),
    [
        ("jobTitle\n", "jobTitel\n", "has no field `jobTitel`"),
        ("orderBy: NAME", "orderBy: NAMES", "Expected a value of type"),
        ("PeopleMoveMutation($input: MovePersonInput!", "PeopleMoveMutation($input: Person!", "input type"),
    ],
)
def test_relay_compiles_nothing_that_the_schema_does_not_have(
    compiled: Project, written: str, otherwise: str, said: str
) -> None:
    with pytest.raises(AssertionError, match=re.escape(said)):
        compiled(written, otherwise)


@pytest.fixture
def typed(tmp_path: Path, node: Callable[..., str]) -> Callable[..., str]:
    """Writes the types of the dashboard's documents, and has the compiler check the dashboard against them."""

    def typed(scalars: dict[str, str]) -> str:
        config: dict[str, Any] = {"scalars": scalars, "strictScalars": True}
        for file in (CLIENTS / "typed").iterdir():
            shutil.copy(file, tmp_path)
        documents, types = tmp_path / "dashboard.graphql", tmp_path / "generated.ts"
        node("codegen.mjs", str(CHECKED_IN), str(documents), str(types), json.dumps(config))
        return node(TSC, *STRICTLY, "dashboard.ts", within=tmp_path)

    return typed


def test_a_dashboard_is_typed_by_the_table_of_the_guide(typed: Callable[..., str]) -> None:
    assert typed(SCALARS) == ""


def test_a_scalar_that_the_table_does_not_have_is_told(typed: Callable[..., str]) -> None:
    with pytest.raises(AssertionError, match="Unknown scalar type Json"):
        typed({name: type_ for name, type_ in SCALARS.items() if name != "Json"})
