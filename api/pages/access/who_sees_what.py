"""The table of who may see what, as a page tells it: made from the table that the gate goes by."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from api.access.relationships import Relationship
from api.access.table import TABLE, Information, may_see
from api.graphql.described import meaning
from api.pages.page import Answer


def access_shown(_: Answer) -> Mapping[str, object]:
    """Each sort of information with whom it is told to, and what sorts and relationships mean."""
    return {
        "relationships": [one.name for one in Relationship],
        "sight": [(sort.name, [may_see(sort, frozenset((one,))) for one in Relationship]) for sort in TABLE],
        "sorts_mean": meanings(Information),
        "relationships_mean": meanings(Relationship),
    }


def meanings(of: type[Enum]) -> Mapping[str, str]:
    """What the members of an enumeration mean, by their names."""
    return {one.name: meaning(of, one.name) or "" for one in of}
