"""Slates as a table lists them: who might come after a role's holder, in which order, and how ready they are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from api.imports.basis import RowsTold, in_words
from api.imports.names import names_nobody
from api.imports.readiness_meant import readiness_meant
from api.imports.recording import Asked
from api.imports.roles_known import KnownRole, NoRole, RolesKnown
from api.imports.rows import Row, Wanted
from api.imports.units_meant import SeveralUnits
from domain.frameworks.edition import Readiness
from domain.kernel.ids import PersonId, RoleId, UnitId
from domain.kernel.standing import standing
from domain.succession.readiness import AssessReadiness, ReadinessAssessed
from domain.succession.slates import ConfirmSlate, NominateSuccessor, Slate

SLATES: Final = Wanted(
    ("role", "role_id", "unit", "successor", "successor_name", "rank", "readiness", "judged_on", "judged_by",
     "judged_by_name", "why"),
    {"role": "say for which role"},
    ("judged_on", "judged_on"),
    once=("successor", "successor_name"),
    one_of=(("successor", "successor_name"),),
)  # fmt: skip
UNRANKED: Final = 1 << 30
ORDINAL: Final = re.compile(r"(?<=\d)(\.0?|st|nd|rd|th|er|ère|e|ème|º|ª|°)$", re.IGNORECASE)
"""What stands behind the number of a rank: “1st”, “2.”, “1º”."""


@dataclass(frozen=True)
class SuccessorTold:
    """What one row says."""

    row: Row
    person: PersonId | None
    """None where it says that there is nobody."""
    rank: int
    readiness: Readiness | None
    by: PersonId | None


@dataclass
class SlatesTold(RowsTold):
    """A file of slates, held against a ledger."""

    by: PersonId | None = field(default=None, kw_only=True)
    """Who confirmed the slates, and judged, where the file does not say."""
    said: Mapping[str, Readiness] = field(default_factory=dict, kw_only=True)
    """What whoever imports has said that words mean, in lower case."""
    met: Counter[tuple[str, str]] = field(default_factory=Counter, kw_only=True)
    """The words for readiness, with what each is taken for."""
    unconfirmed: int = field(default=0, kw_only=True)
    """How many slates nobody is said to have confirmed."""
    unfounded: int = field(default=0, kw_only=True)
    """How many judgements of readiness rest on nothing that the file says, and are of the ledger's own time."""

    def __iter__(self) -> Iterator[list[Asked]]:
        self.begin()
        self.met.clear()
        self.unconfirmed = self.unfounded = 0
        known = RolesKnown(self.basis.ledger)
        slates: dict[tuple[RoleId, date], tuple[KnownRole, list[SuccessorTold]]] = {}
        for row in self.understood():
            role, told = self.role(row, known), self.successor(row)
            if role and told:
                on = row.days["judged_on"] or self.basis.on
                slates.setdefault((role.role, on), (role, []))[1].append(told)
        asked = [one for (_, on), (role, told) in sorted(slates.items()) for one in self.about(role, on, told)]
        if asked:
            yield asked

    def in_words(self) -> Iterator[str]:
        """What is to be told beside."""
        yield from self.taken_in_words()
        if self.met:
            yield f"Readiness: {in_words(self.met)}."
        if self.unconfirmed:
            yield (
                f"Not confirmed: {self.unconfirmed} slate{'s' * (self.unconfirmed > 1)}, as nobody says by whom: the"
                " nominations are recorded. Say it in a column “Confirmed by”, or with --by for all."
            )
        if self.unfounded:
            yield (
                f"Left out: {self.unfounded} judgement{'s' * (self.unfounded > 1)} of readiness from the ledger’s first"
                " day on, which have to cite entries. Record them by hand, or say with --as-of when they were made."
            )

    def role(self, row: Row, known: RolesKnown) -> KnownRole | None:
        """The role that a row names."""
        try:
            if own := row.said.get("role_id"):
                if role := known.by_id.get(RoleId(self.basis.ids.subject("role", self.basis.system, own))):
                    return role
                self.problem(row, "role_id", "is no role that was imported under it: import roles first")
                return None
            unit = self.basis.units.meant(row.said["unit"]) if row.said.get("unit") else None
            return known.one(row.said["role"], unit)
        except (NoRole, SeveralUnits) as error:
            self.problem(row, "role" if isinstance(error, NoRole) else "unit", str(error))
            return None

    def successor(self, row: Row) -> SuccessorTold | None:
        """Who might follow, by a row; None, and a problem, where that cannot be said."""
        before = len(self.problems)
        said = row.said.get("successor") or row.said.get("successor_name", "")
        if not said:
            self.problem(row, "successor", "is empty: name the successor, or write that there is none")
        person = None if not said or names_nobody(said) else self.person(row, "successor", "successor_name")
        rank = ORDINAL.sub("", row.said.get("rank", ""))
        if rank and not rank.isdecimal():
            self.problem(row, "rank", "is no number: write 1 for the first")
        ready, by = self.ready(row), self.judge(row)
        if len(self.problems) > before:
            return None
        return SuccessorTold(row, person, int(rank or UNRANKED), ready, by)

    def ready(self, row: Row) -> Readiness | None:
        """How ready they are, by a row; None where it does not say, or, with a problem, where nobody knows the word."""
        word = row.said.get("readiness", "")
        if not word or names_nobody(word):
            return None
        meant = self.said.get(word.casefold()) or readiness_meant(word)
        if meant is None:
            words = ", ".join(readiness.value for readiness in Readiness)
            self.problem(row, "readiness", f'is none of {words}: say which with --readiness "{word}=1-2y"')
        else:
            self.met[word, meant.value] += 1
        return meant

    def judge(self, row: Row) -> PersonId | None:
        """Who confirmed and judged, by a row."""
        if row.said.get("judged_by") or row.said.get("judged_by_name"):
            return self.person(row, "judged_by", "judged_by_name")
        return self.by

    def about(self, role: KnownRole, on: date, told: Sequence[SuccessorTold]) -> Iterator[Asked]:
        """What is asked for about one slate of one role."""
        ranked = self.ranked(told)
        slate = self.basis.book.recall(Slate, role.role, on=on)
        for one in ranked:
            if one.person not in slate.nominated and one.person:
                why = one.row.said.get("why") or f"stands on the slate in {self.called}"
                command = NominateSuccessor(role.role, one.person, why, one.by, effective_on=on)
                yield self.asked(one.row, command, role.title)
        successors = tuple(one.person for one in ranked if one.person)
        judges = dict.fromkeys(one.by for one in told)
        by = next(iter(judges))
        if by is None or len(judges) > 1:
            self.unconfirmed += 1
        elif slate.confirmed != successors or not (successors or self.was_confirmed(role.role, on)):
            yield self.asked(told[0].row, ConfirmSlate(role.role, successors, by, effective_on=on), role.title)
        for one in ranked:
            if one.person and one.readiness:
                yield from self.judged(role, one.person, one, on)

    def was_confirmed(self, role: RoleId, on: date) -> bool:
        """Whether a slate was confirmed by a day, if only to say that there is nobody."""
        stream = self.basis.ledger.streams([role], kinds=("SlateConfirmed",))[role]
        return any(entry.event.effective_on <= on for entry in stream)

    def ranked(self, told: Sequence[SuccessorTold]) -> list[SuccessorTold]:
        """Those of one slate in their order, each once; equals in the order of the file, which is told."""
        ranked: dict[PersonId | None, SuccessorTold] = {}
        ranks: set[int] = set()
        for one in sorted(told, key=lambda one: (one.rank, one.row.number)):
            if one.person in ranked:
                self.problem(one.row, "successor", "stands twice on one slate: keep the row that is right")
                continue
            if one.rank in ranks and len(told) > 1:
                self.notice(one.row, "rank", "is no rank of their own: taken in the order of the file")
            ranks.add(one.rank)
            ranked[one.person] = one
        return list(ranked.values())

    def judged(self, role: KnownRole, person: PersonId, told: SuccessorTold, on: date) -> Iterator[Asked]:
        """How ready somebody was; of the ledger's own time a table does not say enough."""
        if not self.basis.is_history(on):
            self.unfounded += 1
            return
        stream = self.basis.ledger.streams([role.role], kinds=("ReadinessAssessed", "EntryRetracted"))[role.role]
        for noted in standing(stream):
            known = noted.event
            if isinstance(known, ReadinessAssessed) and (known.candidate, known.effective_on) == (person, on):
                if known.readiness != told.readiness:
                    self.problem(
                        told.row, "readiness", f"is recorded as “{known.readiness}” on {on}: correct “{noted.at}”"
                    )
                return
        active = self.basis.edition(UnitId(role.unit), on)
        if active is None or told.readiness is None:
            return
        rationale = told.row.said.get("why") or f"told by {self.called}, which does not say what it rests on"
        command = AssessReadiness(
            role.role,
            person,
            told.readiness,
            (),
            active.framework,
            active.edition.number,
            rationale,
            told.by,
            effective_on=on,
            imported=True,
        )
        yield self.asked(told.row, command, role.title)
