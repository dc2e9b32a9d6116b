"""What people bring along over GraphQL, and who brings what is looked for, as a turnaround, or Portuguese."""

from __future__ import annotations

from collections.abc import Sequence
from inspect import isawaitable
from typing import TYPE_CHECKING, Annotated, Final

import strawberry
from babel import Locale

from api.access.table import Information
from api.graphql.as_of import moment_of
from api.graphql.context import Info
from api.graphql.derived import enum_of, row_type
from api.graphql.errors import BadInput
from api.graphql.groups_asked import AsOfThen, Exactly, OfUnits, people_told_of
from api.graphql.narrowing import one_of
from api.graphql.queries import Questions
from api.graphql.queries.entries import Entry, entry_of
from api.graphql.queries.units import units_meant
from api.graphql.row_types import RowType, resolver
from domain.background.background import ExperienceKind, Proficiency
from domain.background.languages import CODE
from projections import background as rows

if TYPE_CHECKING:
    from api.graphql.queries.person import Person

BACKGROUND: Final = "What they bring along, from before they joined too. Null for whoever was erased."
IN_ENGLISH: Final = Locale("en").languages
LANGUAGES: Final = "Only people who speak all of these languages: each by its English name or its code by ISO 639."
EXPERIENCES: Final = "Only people who have been through all of these."
AT_LEAST: Final = "How well each language is to be spoken at least."
WOULD_MOVE: Final = "Only people who would move, by their own word (true), or would not, or have not said (false)."
CONFIRMED: Final = "Whether only what somebody else has vouched for counts."


@row_type(rows.Brought, without=("person", "confirmed_by"))
class Brought(RowType[rows.Brought]):
    """One thing that somebody brings along."""

    @resolver("The entry that says it, with what it is called and about.")
    async def entry(self) -> Entry | None:
        found = await self.moment.reading.entries([self.row.position], about=[self.row.person])
        if self.row.position not in found:
            return None
        told = entry_of(self.moment, found[self.row.position])
        return await told if isawaitable(told) else told

    @resolver("The language by its English name.")
    def language_name(self) -> str | None:
        return IN_ENGLISH.get(self.row.language, self.row.language) if self.row.language else None

    @resolver("Who vouched for it; null for nobody.")
    async def confirmed_by(self) -> Annotated[Person, strawberry.lazy("api.graphql.queries.person")] | None:
        from api.graphql.queries.person import person_at  # noqa: PLC0415  a person has a background, too

        return await person_at(self.moment, self.row.confirmed_by) if self.row.confirmed_by else None


@row_type(rows.Background, without=("experiences", "languages", "qualifications"))
class Background(RowType[rows.Background]):
    """What somebody brings along on a day."""

    @resolver("What they have been through, the latest first.", holds=5)
    def experiences(self) -> list[Brought]:
        return self._told(self.row.experiences)

    @resolver("The languages that they speak, the best spoken first.", holds=3)
    def languages(self) -> list[Brought]:
        return self._told(self.row.languages)

    @resolver("What they are qualified for on the day, the latest first; what has run out is left out.", holds=3)
    def qualifications(self) -> list[Brought]:
        return self._told(self.row.qualifications)

    def _told(self, brought: Sequence[rows.Brought]) -> list[Brought]:
        return [Brought(one, self.moment) for one in brought]


@strawberry.type
class BackgroundQueries(Questions):
    @resolver(
        "Whoever is here and brings all that is looked for, of those of whom you are told that, by id.",
        holds=20,
        price=200,
    )
    async def who_brings(
        self,
        info: Info,
        experiences: Annotated[
            list[enum_of(ExperienceKind)] | None, strawberry.argument(description=EXPERIENCES)  # type: ignore[valid-type]
        ] = None,
        languages: Annotated[list[str] | None, strawberry.argument(description=LANGUAGES)] = None,
        at_least: Annotated[enum_of(Proficiency), strawberry.argument(description=AT_LEAST)] = Proficiency.B2,  # type: ignore[valid-type]
        would_move: Annotated[bool | None, strawberry.argument(description=WOULD_MOVE)] = None,
        confirmed: Annotated[bool, strawberry.argument(description=CONFIRMED)] = False,
        units: OfUnits = None,
        exactly: Exactly = False,
        as_of: AsOfThen = None,
    ) -> list[Annotated[Person, strawberry.lazy("api.graphql.queries.person")]]:
        from api.graphql.queries.person import people_at  # noqa: PLC0415  a person has a background, too

        if not experiences and not languages:
            raise BadInput("experiences", None, "and languages are both left out: say what is looked for")
        sought = rows.Sought(
            tuple(experiences or ()), dict.fromkeys(codes(languages or ()), at_least), would_move, confirmed
        )
        moment = await moment_of(info.context, as_of)
        within = await units_meant(moment, units, exactly=exactly)
        among = await people_told_of(info.context, moment, within, Information.DEVELOPMENT)
        found = await rows.who_brings(moment.reading, sought, among=among)
        return await people_at(moment, [*found])


def codes(languages: Sequence[str]) -> list[str]:
    """Languages by their codes. BadInput for what none is called."""
    by_name = {name.casefold(): code for code, name in IN_ENGLISH.items() if CODE.fullmatch(code)}
    known = [*by_name.values(), *by_name]
    one_of("languages", [each.casefold() for each in languages], known, "language, by its English name or its code")
    return [by_name.get(each.casefold(), each.casefold()) for each in languages]
