"""Which forms there are: one for every fact that people write down themselves, and every answer to what stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final
from urllib.parse import urlencode

from api.graphql.described import purpose
from api.graphql.schema import schema
from api.pages.record.controls import Control, Kind, controls_of
from api.pages.templates import words
from domain.catalogue import COMMANDS, CORRECTABLE, AnyCommand

PATH: Final = "/record/{command}"
CHAPTERS: Final = {
    "Development": "domain.development",
    "Plans and actions": "domain.growth",
    "Mentoring": "domain.mentoring",
    "Potential and pools": "domain.spotting",
    "Succession": "domain.succession",
    "Background": "domain.background",
    "Documents": "domain.documents",
    "Leave": "domain.people.leave",
}
"""Where it is said what people write down one by one, by title; the facts of other chapters come out of systems."""
ANSWERS: Final = (
    "domain.amendments",
    "domain.promotions.appeals",
    "domain.promotions.appeal_decisions",
    "domain.promotions.panels.declarations",
)
"""Where it is said how people answer what stands, acts included: pages lead there from beside what it is about."""
OUTCOME: Final = """mutation Record($input: {name}Input!, $id: UUID!) {{
  outcome: {mutation}(input: $input, commandId: $id) {{
    ... on Recorded {{ position subject entries }}
    ... on Refused {{ rule why field }}
  }}
}}"""


@dataclass(frozen=True)
class Form:
    """A form by which one command is asked for."""

    command: AnyCommand
    controls: tuple[Control, ...]

    @property
    def mutation(self) -> str:
        """The mutation that it asks for, by its name in the schema."""
        name = self.command.__name__
        return name[0].lower() + name[1:]

    @property
    def title(self) -> str:
        """What it is called."""
        return words(self.mutation).capitalize()

    @property
    def purpose(self) -> str:
        """What it is for."""
        return purpose(self.command)

    @property
    def document(self) -> str:
        """What it asks."""
        return OUTCOME.format(name=self.command.__name__, mutation=self.mutation)

    @property
    def together(self) -> Control | None:
        """The field of whom it is about, where one form may record the same of several, one entry each.

        That is so where they are who the entry is written of, and nothing else has to be chosen for each of them.
        """
        of_each = (one for one in self.controls if one.kind is Kind.ROWS or (one.is_of_one and one.required))
        return self.about if self.about and self.about.name == self.command.subject and not any(of_each) else None

    @property
    def about(self) -> Control | None:
        """The field that names whom it is about: somebody else than who acts, who has to be named."""
        of_people = [one for one in self.controls if one.subject == "person" and one.kind is Kind.SEARCH]
        return next((one for one in of_people if not one.acts and one.required), None)

    def address(self, person: str) -> str:
        """Where it is, filled in with whom it is about."""
        name = self.about.name if self.about else "person"
        return f"{PATH.format(command=self.mutation)}?{urlencode({name: person})}"


@cache
def all_forms() -> Mapping[str, Form]:
    """Every form, by the mutation that it asks for."""
    types = schema._schema.type_map  # noqa: SLF001  strawberry keeps it under no public name
    facts = (command for command in CORRECTABLE if is_of(command, *CHAPTERS.values()))
    answers = (command for command in COMMANDS.values() if is_of(command, *ANSWERS))
    made = (Form(command, controls_of(command, types)) for command in (*facts, *answers) if not command.kept_from_doors)
    return {form.mutation: form_of_several(form) for form in made}


def form_of_several(form: Form) -> Form:
    """The same form; where it may be about several, its field says so."""
    together = form.together
    controls = (replace(one, several=True) if one == together else one for one in form.controls)
    return replace(form, controls=tuple(controls))


def by_chapter() -> Mapping[str, Sequence[Form]]:
    """The forms for facts, by the title of their chapter."""
    return {
        title: [form for form in all_forms().values() if is_of(form.command, chapter)]
        for title, chapter in CHAPTERS.items()
    }


def is_of(command: AnyCommand, *places: str) -> bool:
    """Whether a command is said in one of these modules, or in a module of one of these packages."""
    return any(f"{command.__module__}.".startswith(f"{place}.") for place in places)
