"""Who holds a role by a row of a table: since when, and on what footing; and what is odd about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from api.imports.basis import RowsTold
from api.imports.footing import Footing, footing_in, kind_of
from api.imports.names import names_nobody
from api.imports.rows import Row
from api.imports.words import FILE_WORDS, squeezed
from domain.kernel.ids import PersonId
from domain.organisation.role import AppointmentKind
from domain.people.employment import Employment, Stay

FLAGS: Final[Mapping[str, AppointmentKind]] = {
    **dict.fromkeys(FILE_WORDS["flags"]["yes"], AppointmentKind.ACTING_UP),
    **dict.fromkeys(FILE_WORDS["flags"]["no"], AppointmentKind.SUBSTANTIVE),
}
"""What the answers mean where a column asks whether somebody is acting."""


@dataclass(frozen=True)
class Holder:
    """Somebody who holds a role."""

    person: PersonId
    since: date
    row: Row
    kind: AppointmentKind

    @property
    def substantive(self) -> bool:
        """Whether they hold it as their own."""
        return self.kind is AppointmentKind.SUBSTANTIVE


@dataclass
class HoldersTold(RowsTold):
    """The holders that a file of roles names, held against a ledger."""

    since: date | None = field(default=None, kw_only=True)
    """Since when incumbents hold their roles, where the file does not say."""
    not_before_joining: bool = field(default=False, kw_only=True)
    """Whether whoever is said to hold a role since before they joined holds it from their first day on."""
    footings: Mapping[str, AppointmentKind] = field(default_factory=dict, kw_only=True)
    """What whoever imports has said that marks beside names mean, in lower case."""
    unheld: set[int] = field(default_factory=set, kw_only=True)
    """Rows of which the role is right, and who holds it is not."""

    def is_wanted(self, row: Row) -> bool:
        """Whether anything is recorded of a row: the role is, also where the appointment cannot be."""
        return super().is_wanted(row) or row.number in self.unheld

    def days_of(self, row: Row) -> tuple[date, ...]:
        """The day since when they hold it, and that of the export: a list of holders tells where these stand now."""
        since = row.days["since"] or self.since
        return (since, self.basis.on) if since else (self.basis.on,)

    def holders(self, row: Row) -> tuple[Holder, ...]:
        """Whoever holds the role, by a row; a problem where that cannot be said."""
        said = row.said.get("incumbent") or row.said.get("incumbent_name", "")
        if row.number in self.left_out or not said or names_nobody(said):
            return ()
        footing = self.footing(row, said)
        if footing is None:
            return ()
        of = "incumbent" if row.said.get("incumbent") else "incumbent_name"
        called = said if self.basis.people.is_said(said) else footing.name
        bare = row._replace(said={**row.said, of: called})
        person, since = (
            self.person(bare, "incumbent", "incumbent_name", "incumbent_unit"),
            row.days["since"] or self.since,
        )
        if since is None:
            self.problem(row, "since", "is empty: say since when they hold it, or with --since for all")
        first = self.first_day(row, person, since) if person and since else None
        if not (person and first):
            return ()
        kind = self.kind_for(row, of, person, first, footing.kind or AppointmentKind.SUBSTANTIVE)
        return (Holder(person, first, row, kind),) if kind else ()

    def kind_for(self, row: Row, of: str, person: PersonId, on: date, kind: AppointmentKind) -> AppointmentKind | None:
        """How somebody can hold a role: whoever is employed elsewhere stands in for an interim, and does not act up."""
        if kind is AppointmentKind.INTERIM or self.basis.book.recall(Employment, person).counts_on(on):
            return kind
        name = self.basis.people.name_of(person)
        if kind is AppointmentKind.ACTING_UP:
            what = f"acts, and “{name}” is not employed here on {on}, but from an agency or on a contract: recorded as"
            self.notice(row, of, f"{what} interim instead")
            return AppointmentKind.INTERIM
        self.unheld.add(row.number)
        what = f"is “{name}”, who is not employed here on {on}, but from an agency or on a contract: name who holds it,"
        self.problem(row, of, f"{what} or write “(interim)” behind the name where they stand in for a while")
        return None

    def footing(self, row: Row, said: str) -> Footing | None:
        """On what footing they hold it, by the cell or a column of its own; None, and a problem, where nobody knows."""
        of = "incumbent" if row.said.get("incumbent") else "incumbent_name"
        own = frozenset(row.said.get(each, "").casefold() for each in ("role", "unit", "function"))
        found = footing_in(said, self.footings, own)
        if found.kind and not self.basis.people.is_known(found.name) and self.basis.people.is_known(said):
            found = Footing(said)
        if of == "incumbent" and not found.mark:
            called = footing_in(row.said.get("incumbent_name", ""), self.footings, own)
            found, of = (replace(called, name=said), "incumbent_name") if called.mark else (found, of)
        if found.mark and not found.kind:
            kinds = ", ".join(AppointmentKind)
            self.problem(
                row, of, f'has “{found.mark}” beside the name, which may be how it is held ({kinds}): say which with'
                f' --footing "{found.mark}=…"'
            )  # fmt: skip
            return None
        if found.kind and not self.footings.get(found.mark.casefold()):
            self.notice(row, of, f"holds it “{found.mark}”: recorded as {found.kind.value.replace('_', ' ')}")
        word = row.said.get("footing", "")
        if not word or (names_nobody(word) and squeezed(word) not in map(squeezed, FLAGS)):
            return found
        kind = kind_of(word, self.footings) or FLAGS.get(word.casefold())
        if kind is None:
            self.problem(
                row, "footing", f'is none of {", ".join(AppointmentKind)}: say which with --footing "{word}=…"'
            )
            return None
        return Footing(found.name, kind, word)

    def first_day(self, row: Row, person: PersonId, since: date) -> date | None:
        """From when on they hold it; None, and a problem, where they were not here then."""
        stays = self.basis.book.recall(Employment, person).stays
        name, on = self.basis.people.name_of(person), self.basis.on
        stay = next((one for one in stays if one.includes(since)), None)
        if stay is None:
            return self.after_joining(row, name, stays, since)
        if stay.left_on and stay.left_on < on:
            what = f"names “{name}”, who left on {stay.left_on}: nobody holds it for them from then on"
            self.notice(row, "incumbent" if row.said.get("incumbent") else "incumbent_name", what)
        if since > on:
            self.notice(
                row, "since", f"has not come on {on}: “{name}” is to hold it from that day on, and does not yet"
            )
        return since

    def after_joining(self, row: Row, name: str, stays: tuple[Stay, ...], since: date) -> date | None:
        """The first day on which somebody was here after one on which they were not, where that is wanted."""
        joined = min((stay.joined_on for stay in stays if stay.joined_on > since), default=None)
        day = "" if row.said.get("since") else f"{since} "
        if joined and self.not_before_joining:
            self.notice(row, "since", f"{day}is before “{name}” joined on {joined}: taken from that day on")
            return joined
        self.unheld.add(row.number)
        left = max((stay.left_on for stay in stays if stay.left_on), default=None)
        if joined:
            what = f"is before “{name}” joined on {joined}: give a later day, or say --not-before-joining for that one"
        else:
            what = f"is after “{name}” left on {left}: name who holds it now" if left else f"is no day of “{name}” here"
        self.problem(row, "since", day + what)
        return None
