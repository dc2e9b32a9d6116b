"""Who is here and where: the directory, the org chart, and who is who in other systems."""

from projections.people.directory import (
    Described,
    Directory,
    PersonListed,
    directory,
    directory_counted,
    introductions,
    listed,
    names,
)
from projections.people.identities import Identity, as_sorted, identified, identities, search
from projections.people.leavers import Leaver, leavers
from projections.people.org_chart import chain_of_managers, org_chart, reports
from projections.people.other_lines import other_lines, secondments
from projections.people.people_tables import PEOPLE
from projections.people.placing_words import Placing, not_placing, placing_words
from projections.people.standings import Standing, everybody_described, standings

__all__ = [
    "PEOPLE",
    "Described",
    "Directory",
    "Identity",
    "Leaver",
    "PersonListed",
    "Placing",
    "Standing",
    "as_sorted",
    "chain_of_managers",
    "directory",
    "directory_counted",
    "everybody_described",
    "identified",
    "identities",
    "introductions",
    "leavers",
    "listed",
    "names",
    "not_placing",
    "org_chart",
    "other_lines",
    "placing_words",
    "reports",
    "search",
    "secondments",
    "standings",
]
