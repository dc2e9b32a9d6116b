"""The schema of the last release, and what the present one breaks of it, and why; kept anew by running it at a release.

What breaks a client is what `find_breaking_changes` finds: the rules of graphql-js, in the library that the schema is
made with, so that they hold in every run, and where there is no npm. Over two hundred commits of this schema
graphql-inspector found the same, and one thing more that breaks nobody: a new input field with a default.
"""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from graphql import GraphQLSchema, build_schema, find_breaking_changes

from api.graphql.schema import CHECKED_IN

RELEASED: Final = Path(__file__).with_name("released.graphql.gz")
MEANT: Final[Mapping[str, str]] = {
    "Field RoleHeld.months changed type from Int! to Int.": "how long somebody has held a role is told less their"
    " leave, and so to whoever is told their bench alone; to all others days of leave would follow from it",
    "Argument Query.node(asOf:) was removed.": "Relay's specification has it take the id alone, and Relay's"
    " compiler accepts no other; each kind is asked for as of a moment by its own question, as `person(id, asOf)`",
}
"""What is broken on purpose since the last release, in the words of the check, and why a deprecation would not do."""


def released() -> GraphQLSchema:
    """The schema as clients of the last release know it."""
    return build_schema(gzip.decompress(RELEASED.read_bytes()).decode())


def broken(then: GraphQLSchema, now: GraphQLSchema) -> set[str]:
    """What clients of a schema could do then, and cannot now: a sentence each."""
    return {change.description for change in find_breaking_changes(then, now)}


if __name__ == "__main__":
    RELEASED.write_bytes(gzip.compress(CHECKED_IN.read_bytes(), mtime=0))
    if MEANT:
        print(f"Now empty MEANT in {Path(__file__).name}: the schema that is kept breaks nothing of itself")
