"""The peer's tables, filled with the rows that our answers hold: so it serves the same, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

import httpx
import psycopg
from psycopg import sql
from psycopg.types.json import Json

from benchmarks.dashboards.questions import ENTRY, LISTED, MILESTONE, ROLES

TABLES: Final = Path(__file__).with_suffix(".sql")
PAGE: Final = "pageInfo { hasNextPage endCursor }"
EVERYBODY: Final = f"""query ($after: String) {{
    page: people(first: 100, after: $after, here: null) {{ nodes {{ id {LISTED} inUnit {{ id }} }} {PAGE} }} }}"""
DEVELOPMENT: Final = f"""query ($id: ID!, $after: String) {{ person(id: $id) {{
    page: developmentHistory(first: 100, after: $after) {{
        nodes {{ {MILESTONE} entry {{ {ENTRY} }} }} {PAGE} }} }} }}"""
BENCH: Final = f"{{ successionBench {{ {ROLES.replace('{ id', '{ id inUnit { id }', 1)} }} }}"

Found = dict[str, Any]


def fill(url: str, address: str, developed: Iterable[str]) -> None:
    """Make the tables in a database, of what the ledger served at an address tells of it; and look at all its tables.

    Milestones are filled in for those whose development is asked about.
    """
    with httpx.Client(base_url=address, timeout=60) as client, psycopg.connect(url) as connection:
        connection.execute(TABLES.read_text())
        everybody = list(pages(client, EVERYBODY))
        roles = ask(client, BENCH)["successionBench"]["roles"]
        units = {each["inUnit"]["id"] for each in (*everybody, *roles) if each["inUnit"]}
        write(connection, "units", ({"id": unit} for unit in units))
        write(connection, "people", map(placed, everybody))
        for person in developed:
            write_development(connection, person, list(pages(client, DEVELOPMENT, id=person)))
        write_roles(connection, roles)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("VACUUM (ANALYZE)")


def ask(client: httpx.Client, query: str, **variables: Any) -> Found:
    """What a question is answered with."""
    told: Found = client.post("/graphql", json={"query": query, "variables": variables}).raise_for_status().json()
    if "errors" in told:
        raise AssertionError(told["errors"])
    found: Found = told["data"]
    return found


def pages(client: httpx.Client, query: str, **variables: Any) -> Iterator[Found]:
    """All of a long list, one page after the other."""
    after = None
    while True:
        told = ask(client, query, after=after, **variables)
        page = told.get("person", told)["page"]
        yield from page["nodes"]
        if not page["pageInfo"]["hasNextPage"]:
            return
        after = page["pageInfo"]["endCursor"]


def write(connection: psycopg.Connection[Any], table: str, rows: Iterable[Found], **beside: Any) -> None:
    """Rows, by the names that answers have, under those of the columns. What is there already stays."""
    rows = [{column(name): value for name, value in (row | beside).items()} for row in rows]
    if not rows:
        return
    insert = sql.SQL("INSERT INTO peer.{} ({}) VALUES ({}) ON CONFLICT DO NOTHING").format(
        sql.Identifier(table),
        sql.SQL(", ").join(map(sql.Identifier, rows[0])),
        sql.SQL(", ").join(map(sql.Placeholder, rows[0])),
    )
    connection.cursor().executemany(insert, rows)


def column(name: str) -> str:
    """What a field is called in SQL."""
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)


def without(row: Found, *names: str) -> Found:
    """A row without some of its fields."""
    return {name: value for name, value in row.items() if name not in names}


def placed(row: Found) -> Found:
    """A row with the unit's id in the place of the unit."""
    return {**without(row, "inUnit"), "unit": row["inUnit"] and row["inUnit"]["id"]}


def write_development(connection: psycopg.Connection[Any], person: str, milestones: list[Found]) -> None:
    """Somebody's milestones, numbered as they are told, and the entries of which these are."""
    told = [(each, each["entry"]) for each in milestones]
    entries = ({**entry, "event": Json(entry["event"]), "position": each["position"]} for each, entry in told)
    write(connection, "entries", entries)
    numbered = enumerate(milestones, start=1)
    write(connection, "milestones", ({**without(each, "entry"), "place": n} for n, each in numbered), person=person)


def write_roles(connection: psycopg.Connection[Any], roles: list[Found]) -> None:
    """Roles, numbered as they are told, with holders and successors likewise."""
    rows = (without(placed(each), "incumbents", "successors") for each in roles)
    write(connection, "roles", ({**row, "place": place} for place, row in enumerate(rows)))
    for table, those in (("holders", "incumbents"), ("successors", "successors")):
        for role in roles:
            found = enumerate(role[those])
            rows = ({**each, "person": each["person"]["id"], "place": place} for place, each in found)
            write(connection, table, rows, role=role["id"])
