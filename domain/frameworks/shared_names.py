"""Names that frameworks share: as what an edition tells a competency that was rated under another one."""

from __future__ import annotations

from domain.frameworks.competencies import Competency
from domain.frameworks.edition import Edition


def plain_name(name: str) -> str:
    """A name without what is no difference: case, spacing, and whether words are joined."""
    return " ".join(name.replace("_", " ").casefold().split())


def names_of(competency: Competency) -> frozenset[str]:
    """All that a competency is called, plainly: by its edition, and by other frameworks."""
    return frozenset(map(plain_name, (competency.name, *competency.aliases)))


def name_in(edition: Edition, other: Edition, rated: str) -> str | None:
    """What an edition calls a competency that was rated under another; None where that is not plain.

    The same name is the same thing. Else one name that either of the two knows the other by is enough, as long as it
    leads from one competency to one, both ways: where one splits what the other holds together, nothing is joined.
    """
    same = [one.name for one in edition.competencies if plain_name(one.name) == plain_name(rated)]
    if same:
        return same[0]
    asked = next((one for one in other.competencies if one.name == rated), None)
    found = [] if asked is None else sharing(asked, edition)
    back = sharing(found[0], other) if len(found) == 1 else []
    return found[0].name if [one.name for one in back] == [rated] else None


def sharing(competency: Competency, edition: Edition) -> list[Competency]:
    """The competencies of an edition that share a name with one."""
    return [one for one in edition.competencies if not names_of(one).isdisjoint(names_of(competency))]
