"""All that pages say, found in what says it; `python -m tests.api.pages.messages` brings the catalogues up to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from enum import Enum
from io import BytesIO
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po
from graphql import FieldNode, GraphQLEnumType, TypeInfo, TypeInfoVisitor, VariableNode, Visitor, parse, visit

from api.access.relationships import Relationship
from api.access.table import Information
from api.feedback_cycles.answering import READERS
from api.graphql.described import meaning
from api.graphql.outcome import camel
from api.graphql.schema import schema
from api.pages import wording
from api.pages.page import all_pages
from api.pages.record.by_hand import all_forms, by_chapter
from api.pages.record.controls import Control
from api.pages.templates import HERE, words
from domain.catalogue import EVENTS, SUBJECTS
from domain.promotions.judging.replaying import ReplayVerdict
from domain.promotions.phases import CasePhase

TEMPLATE: Final = wording.CATALOGUES / "messages.pot"
METHODS: Final = [("**.html", "jinja2.ext:babel_extract"), ("**.py", "python")]
OPTIONS: Final = {"**.html": {"trimmed": "true", "silent": "false", "trim_blocks": "true", "lstrip_blocks": "true"}}
KEYWORDS: Final = {"_": None, "gettext": None, "ngettext": (1, 2), "said": None, "message": None, "counted": (1, 2)}
WIDTH: Final = 120
WITH_MEANINGS: Final[tuple[type[Enum], ...]] = (CasePhase, Information, Relationship, ReplayVerdict)
"""Closed values of which a page also says what they mean."""


def found() -> Catalog:
    """Every message, in the order of what it says."""
    catalogue = Catalog(project="Leadership Ledger", header_comment="# What pages say; made by `make generate`.")
    for text in sorted({*written(), *derived()}, key=str):
        catalogue.add(text)
    return catalogue


def written() -> Iterator[str | tuple[str, str]]:
    """What stands in templates and in code."""
    for _, _, text, _, _ in extract_from_dir(HERE, METHODS, OPTIONS, KEYWORDS):
        yield text if isinstance(text, str) else (text[0], text[1])


def derived() -> Iterator[str]:
    """What follows from the language: kinds, closed values, and the fields of forms with what they mean."""
    for kind in EVENTS:
        yield words(kind).capitalize()
        yield from (words(camel(field.name)) for field in fields(EVENTS[kind]))
    yield from map(words, SUBJECTS)
    for of in schema._schema.type_map.values():
        if isinstance(of, GraphQLEnumType) and not of.name.startswith("__"):
            yield from map(words, of.values)
    for enumeration in WITH_MEANINGS:
        yield from filter(None, (meaning(enumeration, one.name) for one in enumeration))
    for page in all_pages():
        yield from map(words, names_in(page.document))
    yield from by_chapter()
    yield from READERS
    for form in all_forms().values():
        yield from (form.title, form.purpose)
        yield from of_controls(form.controls)


def names_in(document: str) -> Iterator[str]:
    """What a page can be narrowed by, and the fields that a comparison of it or what is left out is told by."""
    names: set[str] = set()

    types = TypeInfo(schema._schema)

    class Names(Visitor):
        def enter_variable(self, node: VariableNode, *_: object) -> None:
            names.add(node.name.value)

        def enter_field(self, node: FieldNode, *_: object) -> None:
            names.update((node.name.value, str(types.get_parent_type())))

    visit(parse(document), TypeInfoVisitor(types, Names()))
    yield from sorted(names)


def of_controls(controls: tuple[Control, ...]) -> Iterator[str]:
    """What stands beside fields."""
    for control in controls:
        yield control.label
        yield from filter(None, (control.hint, *(text for _, text in control.choices)))
        yield from of_controls(control.parts)


def text_of(catalogue: Catalog) -> bytes:
    """A catalogue as it is kept."""
    kept = BytesIO()
    write_po(kept, catalogue, width=WIDTH, no_location=True, omit_header=False, sort_output=True, ignore_obsolete=True)
    return b"".join(line for line in kept.getvalue().splitlines(True) if not line.startswith(DATED))


DATED: Final = (
    *(b'"POT-Creation-Date', b'"PO-Revision-Date', b'"Generated-By', b'"Last-Translator', b'"Language-Team'),
    b'"Report-Msgid-Bugs-To',
)
"""What stands in the head of a catalogue and says nothing here: it would differ each time, or names nobody."""


def kept_in(file: Path) -> Catalog:
    """A catalogue that is kept."""
    with file.open("rb") as written_down:
        return read_po(written_down, locale=None if file.suffix == ".pot" else file.stem)


def main() -> None:
    """Write the messages down, and bring each catalogue up to them: what is new there is empty."""
    messages = found()
    TEMPLATE.write_bytes(text_of(messages))
    for file in sorted(wording.CATALOGUES.glob("*.po")):
        catalogue = kept_in(file)
        catalogue.update(messages, no_fuzzy_matching=True)
        file.write_bytes(text_of(catalogue))


if __name__ == "__main__":
    main()
