"""Slates as a table lists them: who might come after a role's holder, in which order, and how ready they are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Final

from api.imports.basis import TOLD, RowsTold, first_of_all, in_words
from api.imports.columns import as_said
from api.imports.names import IN_BRACKETS, names_nobody
from api.imports.names_repeated import repeated_in_words, with_names_repeated
from api.imports.people_named import Nobody
from api.imports.people_twice import HOLDERS, is_headed
from api.imports.problems import about_the_file
from api.imports.readiness_meant import NONE, means_none, readiness_meant
from api.imports.recording import Asked
from api.imports.roles_known import KnownRole, NoRole, RolesKnown
from api.imports.rows import Row
from api.imports.slates_grouped import UNRANKED, SlateTold, SuccessorTold, slates_of, with_days
from api.imports.units_meant import SeveralUnits
from api.imports.wanted import Wanted
from api.imports.words import FILE_WORDS
from domain.frameworks.edition import Readiness
from domain.kernel.ids import PersonId, RoleId, UnitId
from domain.kernel.standing import standing
from domain.succession.readiness import AssessReadiness, ReadinessAssessed
from domain.succession.slates import ConfirmSlate, NominateSuccessor, Slate

SLATES: Final = Wanted(
    ("role", "role_id", "unit", "successor", "successor_name", "successor_unit", "rank", "readiness",
     "judged_on", "judged_by", "judged_by_name", "why", "cancelled"),
    {"role": "say for which role; where a blank is what stands above, --fill-down role"},
    ("judged_on", "judged_on"),
    months=True,

    nobody=("successor", "successor_name"),
    one_of=(("successor", "successor_name"),),
)  # fmt: skip
LOOKED_AT: Final = 200
"""In so many rows it is looked for people whom nobody has asked about."""
NO_SUCCESSOR: Final = frozenset(FILE_WORDS["nobody"]["successor"])
NUMBERS: Final = re.compile(r"\d+")
"""What stands behind the number of a rank: “1st”, “2.”, “1º”."""


@dataclass
class SlatesTold(RowsTold):
    """A file of slates, held against a ledger."""

    by: PersonId | None = field(default=None, kw_only=True)
    """Who confirmed the slates, and judged, where the file does not say."""
    said: Mapping[str, str] = field(default_factory=dict, kw_only=True)
    """What whoever imports has said that words mean, in lower case."""
    met: Counter[tuple[str, str]] = field(default_factory=Counter, kw_only=True)
    """The words for readiness, with what each is taken for."""
    confirmed: int = field(default=0, kw_only=True)
    """How many slates somebody is said to have confirmed."""
    unconfirmed: int = field(default=0, kw_only=True)
    """How many slates nobody is said to have confirmed."""
    by_several: list[str] = field(default_factory=list, kw_only=True)
    """The roles of slates that several are said to have confirmed."""
    judges: dict[str, PersonId] = field(default_factory=dict, kw_only=True)
    """Who confirmed, where the file says it otherwise than by who they are."""
    whole: list[str] = field(default_factory=list, kw_only=True)
    """The slates that are left out as a row of theirs is, in words."""
    replaced: list[str] = field(default_factory=list, kw_only=True)
    """Of which role the ledger has a confirmed slate in whose place another one comes; from whom to whom."""
    unfounded: int = field(default=0, kw_only=True)
    """How many judgements of readiness rest on nothing that the file says, and are of the ledger's own time."""

    def __post_init__(self) -> None:
        self.rows = with_names_repeated(self.rows, self.basis.people, "successor", "successor_name")
        self.basis.people.begin()

    def __iter__(self) -> Iterator[list[Asked]]:
        self.begin()
        self.met.clear()
        self.by_several.clear()
        self.judges.clear()
        self.whole.clear()
        self.replaced.clear()
        self.confirmed = self.unconfirmed = self.unfounded = 0
        known = RolesKnown(self.basis.ledger)
        if not known.by_id:
            raise about_the_file("The ledger knows no role yet: import roles first (leadership import roles FILE)")
        rows = list(self.understood())
        unread = self.roles_unread(self.left_out - {row.number for row in rows}, known)
        told: dict[RoleId, tuple[KnownRole, list[Row]]] = {}
        for row in rows:
            if role := self.role(row, known):
                told.setdefault(role.role, (role, []))[1].append(row)
        asked = [
            one
            for role, of in told.values()
            for one in self.about_role(role, list(map(self.successor, self.dated(of))), unread.get(role.role, ()))
        ]
        if asked:
            yield asked

    def is_wanted(self, row: Row) -> bool:
        """Every row is read, also one of which nothing is recorded: its slate is left out as a whole."""
        return True

    def roles_unread(self, numbers: Set[int], known: RolesKnown) -> Mapping[RoleId, Sequence[int]]:
        """The rows that cannot be read, by the role that they are about; that of the row above where they name none.

        One of which nothing can be read may be about any of them.
        """
        found: dict[RoleId, list[int]] = {}
        above: KnownRole | None = None
        names = set[int]()
        for number, said in self.rows.cells_said() if numbers else ():
            names.add(number)
            if said.get("role") or said.get("role_id"):
                with suppress(NoRole, SeveralUnits):
                    above = self.role_named(said, known)
            if number in numbers and above:
                found.setdefault(above.role, []).append(number)
        for role in known.by_id if (lost := sorted(numbers - names - {0})) else ():
            found.setdefault(role, []).extend(lost)
        return found

    def dated(self, rows: Sequence[Row]) -> Iterator[Row]:
        """The rows of one role with their days, where one is told once for all of them."""
        for row, dated in zip(rows, with_days(rows), strict=True):
            day = dated.days["judged_on"]
            if row.days["judged_on"] is None and day not in (None, self.basis.on):
                self.notice(row, "judged_on", f"is empty: taken as {day}, the one day told of this role")
            yield dated

    def in_words(self) -> Iterator[str]:
        """What is to be told beside."""
        yield from self.taken_in_words()
        yield from self.whole
        if self.met:
            yield f"Readiness: {in_words(self.met)}."
        yield from self.columns_in_words()
        for called, person in self.judges.items():
            yield f"Confirmed by “{called}”: taken for “{self.basis.people.name_of(person)}”."
        if self.confirmed:
            yield f"Confirmed: {self.confirmed} slate{'s' * (self.confirmed > 1)}."
        if self.replaced:
            slates = "a confirmed slate" if len(self.replaced) == 1 else f"{len(self.replaced)} confirmed slates"
            yield f"Replaces {slates}: {first_of_all(self.replaced)}."
        if self.by_several:
            roles = ", ".join(f"“{title}”" for title in self.by_several[:TOLD])
            yield (
                f"Not confirmed: the slate{'s' * (len(self.by_several) > 1)} of {roles}, as not all of their rows name"
                " the same who confirmed: the nominations are recorded. Where a slate was confirmed as a whole, name"
                " who did in each of its rows."
            )
        if self.unconfirmed:
            yield (
                f"Not confirmed: {self.unconfirmed} slate{'s' * (self.unconfirmed > 1)}, as nobody says by whom:"
                " proposals only, recorded without their order. Name in a column “Confirmed by”, or for all with --by,"
                " who did confirm this order on that day; leave it out where nobody did."
            )
        if self.unfounded:
            yield (
                f"Left out: {self.unfounded} judgement{'s' * (self.unfounded > 1)} of readiness from the ledger’s first"
                " day on, which have to cite entries. Record them by hand, or say with --as-of when they were made."
            )

    def columns_in_words(self) -> Iterator[str]:
        """What is to be told of the columns of the file."""
        yield from repeated_in_words(self.rows, "successor_name")
        if self.met and "rank" not in self.rows.headings():
            yield "No column gives ranks: successors are ranked in the order of the file."
        for heading in self.naming_others():
            what = f"if they are successors, say which with --column successor_2='{heading}'"
            yield f"“{heading}” names people, and is not used: {what}."

    def naming_others(self) -> Iterator[str]:
        """The headings of columns that name people, as one for a second successor would, and are not used."""
        rows = [cells for _, cells in islice(self.rows.table.rows(), LOOKED_AT)]
        for column in self.rows.columns:
            cells = {row[column.place] for row in rows if column.place < len(row) and row[column.place]}
            if column.field is None and cells and not is_headed(column.heading, HOLDERS):
                people = sum(self.basis.people.is_known(cell) for cell in cells if any(map(str.isalpha, cell)))
                if 2 * people > len(cells):
                    yield as_said(column.place, self.rows.columns)

    def role(self, row: Row, known: RolesKnown) -> KnownRole | None:
        """The role that a row names; None, and a problem, where that is none."""
        try:
            return self.role_named(row.said, known)
        except NoRole as error:
            self.problem(row, "role_id" if row.said.get("role_id") else "role", str(error))
        except SeveralUnits as error:
            self.problem(row, "unit", str(error))
        return None

    def role_named(self, said: Mapping[str, str], known: RolesKnown) -> KnownRole:
        """The role that the cells of a row name. Raises NoRole, or SeveralUnits."""
        if own := said.get("role_id"):
            if role := known.by_id.get(RoleId(self.basis.ids.subject("role", self.basis.system, own))):
                return role
            raise NoRole("is no role that was imported under it: import roles first")
        return known.one(said["role"], self.basis.units.meant(said["unit"]) if said.get("unit") else None)

    def successor(self, row: Row) -> SuccessorTold:
        """Who might follow, by a row; with a problem, and as wrong, where that cannot be said."""
        before = len(self.problems)
        said = row.said.get("successor") or row.said.get("successor_name", "")
        if not said:
            self.problem(row, "successor", "is empty: name the successor, or write “nobody” where there is none")
        nobody = not said or names_nobody(said) or said.casefold() in NO_SUCCESSOR
        person = None if nobody else self.person(row, "successor", "successor_name", "successor_unit")
        rank = row.said.get("rank", "")
        if names_nobody(rank):
            rank = ""
        elif len(numbers := NUMBERS.findall(rank.removesuffix(".0"))) == 1:
            [rank] = numbers
        if rank and not rank.isdecimal():
            self.problem(row, "rank", "is no number: write 1 for the first")
        ready, by = self.ready(row), self.judge(row)
        wrong = len(self.problems) > before
        proposed = person is not None and IN_BRACKETS.fullmatch(said.strip()) is not None
        if proposed and by is not None:
            self.notice(row, "successor", "stands in brackets: nominated, and not confirmed with the others")
        on = row.days["judged_on"] or self.basis.on
        place = int(rank) if rank.isdecimal() else UNRANKED
        return SuccessorTold(row, person, place, ready, by, on, proposed, wrong or row.number in self.left_out)

    def ready(self, row: Row) -> Readiness | None:
        """How ready they are, by a row; None where it does not say, or, with a problem, where nobody knows the word."""
        word = row.said.get("readiness", "")
        meant = self.said.get(word.casefold()) or ("" if means_none(word) else readiness_meant(word))
        if meant is None:
            words = ", ".join((*Readiness, NONE))
            self.problem(row, "readiness", f'is none of {words}: say which with --readiness "{word}=…"')
        elif word:
            self.met[word, meant or NONE] += 1
        return Readiness(meant) if meant and meant != NONE else None

    def judge(self, row: Row) -> PersonId | None:
        """Who confirmed and judged, by a row: a person, whoever holds a post alone, or whoever is named for all."""
        said = row.said.get("judged_by") or row.said.get("judged_by_name", "")
        if not said or names_nobody(said):
            return self.by
        if self.basis.people.is_known(said):
            return self.person(row, "judged_by", "judged_by_name")
        try:
            judge = self.basis.posts.holder(said, row.days["judged_on"] or self.basis.on) or self.by
        except Nobody as error:
            if (judge := self.by) is None:
                self.problem(row, "judged_by" if row.said.get("judged_by") else "judged_by_name", str(error))
                return None
        if judge is None:
            return self.person(row, "judged_by", "judged_by_name")
        self.judges[said] = judge
        return judge

    def about_role(self, role: KnownRole, told: Sequence[SuccessorTold], unread: Sequence[int]) -> Iterator[Asked]:
        """What is asked for about the slates of one role, each after the one before; nothing where some are unread."""
        before: tuple[PersonId, ...] | None = None
        named = set[PersonId]()
        if unread:
            self.whole.append(f"Left out: all rows of “{role.title}”, as {rows_in_words(unread)} cannot be read.")
            return
        for slate in slates_of(role, told):
            ranked = self.ranked([one for one in slate.told if not one.wrong])
            if left_out := [number for number in slate.wrong if number in self.left_out]:
                what = f"as a whole, as {rows_in_words(left_out)} cannot be taken: the others alone are another one"
                self.whole.append(f"Left out: the slate of “{role.title}” on {slate.on} {what}.")
                continue
            if len(slate.days) > 1:
                days = ", ".join(map(str, slate.days))
                what = f"is not the day of all rows of this slate ({days}): taken as one, confirmed on the latest"
                self.notice(slate.told[0].row, "judged_on", what)
            stands = self.basis.book.recall(Slate, role.role, on=slate.on)
            confirmed = stands.confirmed if before is None else before
            successors = tuple(one.person for one in ranked if one.person and not one.proposed)
            yield from self.nominated(slate, stands.nominated | named, ranked)
            named.update(one.person for one in ranked if one.person)
            judges = dict.fromkeys(one.by for one in slate.told)
            by = next(iter(judges))
            if len(judges) > 1:
                self.by_several.append(role.title)
            elif by is None or all(one.proposed for one in ranked):
                self.unconfirmed += 1
            else:
                self.confirmed += 1
                self.tell_gaps(slate, [one for one in ranked if one.person and not one.proposed])
                if confirmed != successors or not (successors or self.was_confirmed(role.role, slate.on)):
                    self.tell_dropped(slate, confirmed, successors)
                    self.tell_replaced(slate, stands.confirmed if before is None else (), successors)
                    command = ConfirmSlate(role.role, successors, by, effective_on=slate.on)
                    yield self.asked(slate.told[0].row, command, role.title)
                    before = successors
            for one in ranked:
                if one.person and one.readiness:
                    yield from self.judged(role, one.person, one, one.on)

    def nominated(
        self, slate: SlateTold, stand: frozenset[PersonId], ranked: Sequence[SuccessorTold]
    ) -> Iterator[Asked]:
        """The nominations of those who have none."""
        for one in ranked:
            if one.person and one.person not in stand:
                why = one.row.said.get("why") or f"stands on the slate in {self.called}"
                command = NominateSuccessor(slate.role.role, one.person, why, one.by, effective_on=one.on)
                yield self.asked(one.row, command, slate.role.title)

    def tell_replaced(self, slate: SlateTold, before: Sequence[PersonId], now: Sequence[PersonId]) -> None:
        """Tells in whose place a slate comes that the ledger has."""
        if before:
            was, is_now = self.names_in_order(before), self.names_in_order(now)
            self.replaced.append(f"“{slate.role.title}” on {slate.on}, from “{was}” to “{is_now}”")

    def names_in_order(self, people: Sequence[PersonId]) -> str:
        """Those of a slate by their names."""
        return ", ".join(self.basis.people.name_of(person) or person for person in people) or "nobody"

    def tell_dropped(self, slate: SlateTold, before: Sequence[PersonId], now: Sequence[PersonId]) -> None:
        """Tells by name who stands confirmed, and will not any more with this slate."""
        if gone := [self.basis.people.name_of(person) or person for person in before if person not in now]:
            names = ", ".join(f"“{name}”" for name in gone)
            what = f"has {names} on its confirmed slate, and that of {slate.on} here has not: they are on it no longer"
            self.notice(slate.told[0].row, "role", f"{what}, unless the file names them, too")

    def tell_gaps(self, slate: SlateTold, confirmed: Sequence[SuccessorTold]) -> None:
        """Tells where the ranks of those confirmed leave some out: the ledger counts them from 1."""
        ranks = [one.rank for one in confirmed if one.rank != UNRANKED]
        if ranks and ranks != list(range(1, len(ranks) + 1)) and len(set(ranks)) == len(ranks):
            what = f"is of {', '.join(map(str, ranks))} on this slate: the ledger counts from 1, in this order"
            self.notice(confirmed[0].row, "rank", what)

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
            if one.rank in ranks and "rank" in self.rows.headings():
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


def rows_in_words(numbers: Sequence[int]) -> str:
    """Rows by their numbers, the first few."""
    few = ", ".join(map(str, numbers[:TOLD]))
    more = f" and {len(numbers) - TOLD} more" if len(numbers) > TOLD else ""
    return f"row{'s' * (len(numbers) > 1)} {few}{more}"
