"""What a page is: where it is found, what it asks, and what its template is told beside the answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any, NamedTuple

from api import pages

Questions = Sequence[tuple[str, str]]
"""Titles and queries that somebody can begin with."""
Answer = Mapping[str, Any]
"""The data of a GraphQL answer."""
Shown = Callable[[Answer], Mapping[str, object]]
"""What is worked out for the template: drawings, rows in another order."""


class Persona(NamedTuple):
    """Somebody as whom one may look round in a demo."""

    path: str
    """Where one becomes them."""
    title: str


def nothing_further(_: Answer) -> Mapping[str, object]:
    """What most templates need beside the answer."""
    return {}


@dataclass(frozen=True)
class Page:
    """One page. Its package holds `page.graphql` and `page.html`, and `table.graphql` where it is a table, too."""

    package: str
    path: str
    """Where it is found, with its parameters in braces, as `/people/{person}`: they are variables of the document."""
    about: str = ""
    """The field of the answer without which there is nothing to show."""
    shown: Shown = nothing_further
    menu: str | None = None
    """What it is called in the menu; None where it is about one of many."""
    same: Mapping[str, str] = field(default_factory=dict)
    """Further variables, by what they say again: a parameter of the path that the schema wants under two types."""
    rank: int = 0
    """Its place in the menu."""
    compares: bool = True
    """Whether two moments of it can be compared; not where it is the same at any, or leads to forms."""
    printed: bool = False
    """Whether it is a file for paper, too."""
    leafed: Sequence[str] = ()
    """Where the connection stands through which a reader leafs, and which is printed whole."""

    @property
    def name(self) -> str:
        """What its folder is called."""
        return self.package.rpartition(".")[2]

    @property
    def subject(self) -> str | None:
        """The parameter that says whom or what it is about; None where it is about nobody alone."""
        return self.path.partition("{")[2].partition("}")[0] or None if self.about else None

    @property
    def document(self) -> str:
        """What it asks."""
        return document_in(self.package, "page")

    @property
    def table(self) -> str | None:
        """What it asks to be a table; None where it is none."""
        return document_in(self.package, "table") or None


@cache
def document_in(package: str, name: str) -> str:
    """A document of a page; empty where there is none."""
    file = Path(str(import_module(package).__file__)).with_name(f"{name}.graphql")
    return file.read_text(encoding="utf-8") if file.exists() else ""


@cache
def all_pages() -> tuple[Page, ...]:
    """Every page that there is: each folder here that says it is one, in the order of the menu."""
    packages = (import_module(f"{pages.__name__}.{one.name}") for one in iter_modules(pages.__path__) if one.ispkg)
    return tuple(sorted((package.PAGE for package in packages), key=lambda page: (page.rank, page.path)))


def path_about(subject: str) -> str | None:
    """Where the page about somebody or something is; None where there is none."""
    kind = subject.partition("-")[0]
    found = (page.path for page in all_pages() if page.path.endswith(f"/{{{kind}}}"))
    return next((path.replace(f"{{{kind}}}", subject) for path in found), None)
