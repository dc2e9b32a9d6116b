"""What the rules refuse of a file of rows, in the words of that file: its headings, and names for ids."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Final

from api.imports.basis import Basis
from api.imports.problems import Problem
from api.imports.roles_known import RolesKnown
from api.imports.rows import Rows
from domain.kernel.ids import PersonId, RoleId

AN_ID: Final = re.compile(r"(?P<kind>person|role|unit)-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
DAYS: Final = ("judged_on", "since", "completed_on", "cycle")
HEADED: Final[Mapping[str, Sequence[str]]] = {
    "person": ("incumbent", "incumbent_name", "reviewed", "reviewed_name", "learner", "learner_name"),
    "candidate": ("successor", "successor_name"),
    "successors": ("successor", "successor_name"),
    "confirmed_by": ("judged_by", "judged_by_name"),
    "nominated_by": ("judged_by", "judged_by_name"),
    "assessed_by": ("judged_by", "judged_by_name"),
    "effective_on": DAYS,
    "assessment": DAYS[::-1],
    "facts": ("evidence", *DAYS),
    "ratings": ("results", "leadership", "potential"),
    "places": ("role",),
}
"""Under which headings a file says what the fields of commands are called; of others, under the same word."""


class InTheFilesWords:
    """Says refusals anew; the ledger is asked for roles when the first of them is met."""

    def __init__(self, rows: Rows, basis: Basis) -> None:
        self._headings, self._basis = rows.headings(), basis

    def __call__(self, problems: Sequence[Problem]) -> list[Problem]:
        """The same problems, so that whoever has the file open finds what is meant."""
        return [self.said(problem) for problem in problems]

    def said(self, problem: Problem) -> Problem:
        """One problem in the words of the file."""
        of = problem.column
        named = (self._headings[field] for field in HEADED.get(of, (of,)) if field in self._headings)
        what = AN_ID.sub(self.called, problem.what)
        if of:
            what = re.sub(rf"^{re.escape(of)}(?: is)?:? (?:“”: )?(?=[“\w])", "", what)
        return replace(problem, column=next(named, "" if of in HEADED else of), what=what)

    def called(self, found: re.Match[str]) -> str:
        """What an id of the ledger stands for."""
        if found["kind"] == "person":
            return self._basis.people.name_of(PersonId(found[0])) or found[0]
        if found["kind"] == "unit":
            return next((name for unit, name in self._basis.units.names().items() if unit == found[0]), found[0])
        known = self._roles.by_id.get(RoleId(found[0]))
        return known.title if known else found[0]

    @cached_property
    def _roles(self) -> RolesKnown:
        return RolesKnown(self._basis.ledger)
