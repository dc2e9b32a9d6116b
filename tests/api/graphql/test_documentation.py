"""What the documentation shows of GraphQL can be asked: every document there is one of the schema."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from graphql import parse, validate

from tests.api.crawling import SCHEMA

ROOT = Path(__file__).parents[3]
LISTED = subprocess.run(["git", "ls-files", "*.md"], cwd=ROOT, capture_output=True, text=True).stdout.split()
SHOWN = re.compile(r"^```(?:graphql\n|text\n(?=\{\n))(.*?)^```", re.MULTILINE | re.DOTALL)
DOCUMENTS = [(name, shown) for name in LISTED for shown in SHOWN.findall((ROOT / name).read_text())]


def test_there_are_documents() -> None:
    assert {"README.md", "docs/guide/promoting.md", "docs/guide/the-demo.md"} <= {name for name, _ in DOCUMENTS}


@pytest.mark.parametrize(("page", "document"), DOCUMENTS, ids=[f"{name}-{n}" for n, (name, _) in enumerate(DOCUMENTS)])
def test_every_document_is_of_the_schema(page: str, document: str) -> None:
    wrong = [error.message for error in validate(SCHEMA, parse(document))]
    assert not wrong, f"{page}: {wrong}"


def test_the_mutations_that_the_course_of_a_promotion_names_are_there() -> None:
    course = (ROOT / "docs/guide/promoting.md").read_text()
    rows = [row.split("|")[2] for row in course.splitlines() if re.match(r"\| \d", row)]
    named = {name for row in rows for name in re.findall(r"`(\w+)`", row)}
    assert SCHEMA.mutation_type
    assert named
    assert named <= set(SCHEMA.mutation_type.fields), named - set(SCHEMA.mutation_type.fields)
