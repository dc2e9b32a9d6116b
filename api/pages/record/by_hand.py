"""Which forms there are: one for every fact of the chapters in which people write down what they have seen and said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final
from urllib.parse import urlencode

from api.graphql.described import purpose
from api.graphql.schema import schema
from api.pages.record.controls import Control, Kind, controls_of
from api.pages.templates import words
from domain.catalogue import CORRECTABLE, AnyCommand

PATH: Final = "/record/{command}"
CHAPTERS: Final = {"development": "Development", "mentoring": "Mentoring", "succession": "Succession"}
"""Chapters whose facts people write down one by one; those of others come out of systems, or are acts of a case."""
OUTCOME: Final = """mutation Record($input: {name}Input!, $id: UUID!) {{
  outcome: {mutation}(input: $input, commandId: $id) {{
    ... on Recorded {{ position subject }}
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
    def about(self) -> Control | None:
        """The field that names whom it is about: somebody else than who acts."""
        of_people = [one for one in self.controls if one.subject == "person" and one.kind is Kind.SEARCH]
        return next((one for one in of_people if not one.acts), None)

    def address(self, person: str) -> str:
        """Where it is, filled in with whom it is about."""
        name = self.about.name if self.about else "person"
        return f"{PATH.format(command=self.mutation)}?{urlencode({name: person})}"


@cache
def all_forms() -> Mapping[str, Form]:
    """Every form, by the mutation that it asks for."""
    types = schema._schema.type_map  # noqa: SLF001  strawberry keeps it under no public name
    made = (Form(command, controls_of(command, types)) for command in CORRECTABLE if chapter_of(command) in CHAPTERS)
    return {form.mutation: form for form in made}


def by_chapter() -> Mapping[str, Sequence[Form]]:
    """The forms of each chapter."""
    return {
        title: [form for form in all_forms().values() if chapter_of(form.command) == chapter]
        for chapter, title in CHAPTERS.items()
    }


def chapter_of(command: AnyCommand) -> str:
    """The chapter of the language that a command belongs to."""
    return command.__module__.split(".")[1]
