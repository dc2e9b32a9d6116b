"""What the documentation and the workbench ask can be asked."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from graphql import parse, validate

from api.graphql.limits import excess
from tests.api.crawling import SCHEMA

ROOT = Path(__file__).parents[3]
WORKBENCH = ROOT / "api" / "http" / "graphiql" / "page" / "page.js"
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
DOCUMENTS = {
    f"{page.relative_to(ROOT)} {number}": text
    for page in PAGES
    for number, text in enumerate(re.findall(r"```graphql\n(.*?)```", page.read_text(), re.DOTALL), start=1)
} | {"the workbench": re.findall(r"`(.*?)`", WORKBENCH.read_text(), re.DOTALL)[0]}


@pytest.mark.parametrize("document", DOCUMENTS.values(), ids=DOCUMENTS)
def test_a_document_that_people_are_shown_can_be_asked(document: str) -> None:
    read = parse(document)
    assert [error.message for error in (*validate(SCHEMA, read), *excess(SCHEMA, read))] == []
