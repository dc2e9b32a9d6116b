"""Which code of `domain/` runs when `second` judges again, and whether it still says what it said."""

from __future__ import annotations

import ast
import importlib.util
import sys
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from types import FrameType
from typing import Any, Final

ROOT: Final = Path(__file__).parents[3]
DOMAIN: Final = str(ROOT / "domain")
NESTED: Final = "<"
"""In the names of what has none of its own: it stands inside something that has."""
Definition = ast.FunctionDef | ast.ClassDef | ast.Assign | ast.AnnAssign


def code_run_by(work: Callable[[], object]) -> dict[str, str]:
    """Digests of the functions of the domain that run, by module and name; and of the constants and classes they name.

    Of a class, it is of what its fields are by default, or its members; and of those of the classes that it is made of.
    """
    run: set[tuple[str, str]] = set()

    def see(frame: FrameType, what: str, _: Any) -> None:
        code = frame.f_code
        if what == "call" and code.co_filename.startswith(DOMAIN) and NESTED not in code.co_qualname:
            run.add((str(frame.f_globals["__name__"]), code.co_qualname))

    sys.setprofile(see)
    try:
        work()
    finally:
        sys.setprofile(None)
    found = {(module, name) for module, name in run if name in definitions(module)}
    constants = {constant for module, name in found for constant in constants_named(module, name)}
    classes = classes_behind(found | constants)
    return {f"{module}:{name}": digest(module, name) for module, name in sorted(found | constants | classes)}


def changed(recalled: Mapping[str, str]) -> list[str]:
    """What is there no more, or says something else."""
    return [where for where, was in recalled.items() if digest(*where.split(":")) != was]


def digest(module: str, name: str) -> str:
    """Of what something says, whatever the space between; of a function without its docstring. Empty if it is gone.

    Of a class it is of the values that it gives.
    """
    node = definitions(module).get(name)
    return "" if node is None else sha256("".join(said(module, node).split()).encode()).hexdigest()[:16]


def said(module: str, node: Definition) -> str:
    """Its lines, those that document it left out."""
    if isinstance(node, ast.ClassDef):
        return "\n".join(said(module, value) for value in values_in(node))
    first = min([node.lineno, *(each.lineno for each in getattr(node, "decorator_list", ()))])
    lines = range(first, (node.end_lineno or first) + 1)
    documented = range(0)
    if isinstance(node, ast.FunctionDef) and ast.get_docstring(node) is not None:
        documented = range(node.body[0].lineno, (node.body[0].end_lineno or 0) + 1)
    source = source_of(module)
    return "\n".join(source[number - 1] for number in lines if number not in documented)


@cache
def source_of(module: str) -> tuple[str, ...]:
    """The lines of a module."""
    found = importlib.util.find_spec(module)
    return tuple(Path(str(found.origin)).read_text("utf-8").splitlines()) if found else ()


@cache
def tree_of(module: str) -> ast.Module:
    """Its syntax."""
    return ast.parse("\n".join(source_of(module)))


@cache
def definitions(module: str) -> dict[str, Definition]:
    """Functions, methods and constants of a module, by their qualified names."""
    return dict(defined_in(tree_of(module).body, ""))


def defined_in(body: list[ast.stmt], prefix: str) -> Iterator[tuple[str, Definition]]:
    """Those of a class, or of the module itself."""
    for node in body:
        match node:
            case ast.ClassDef():
                yield prefix + node.name, node
                yield from defined_in(node.body, f"{prefix}{node.name}.")
            case ast.FunctionDef():
                yield prefix + node.name, node
            case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
                yield prefix + name, node


def values_in(node: ast.ClassDef) -> list[ast.Assign | ast.AnnAssign]:
    """What a class gives a value to: its fields by default, its members."""
    return [each for each in node.body if isinstance(each, ast.Assign | ast.AnnAssign) and each.value is not None]


def classes_behind(named: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """The classes that definitions name, or stand in, and those that these are made of; where they give any values."""
    waiting, seen = list(named), set(named)
    while waiting:
        module, name = waiting.pop()
        for one in {*classes_named(module, name), *((module, name.rpartition(".")[0]),)} - seen:
            if isinstance(definitions(one[0]).get(one[1]), ast.ClassDef):
                seen.add(one)
                waiting.append(one)
    return {(module, name) for module, name in seen - named if values_in(class_at(module, name))}


def class_at(module: str, name: str) -> ast.ClassDef:
    """A class that is known to be there."""
    node = definitions(module)[name]
    assert isinstance(node, ast.ClassDef)
    return node


def classes_named(module: str, name: str) -> Iterator[tuple[str, str]]:
    """The classes of the domain that a definition names; of a class, those that it derives from or is made of."""
    node = definitions(module)[name]
    imported = {
        (alias.asname or alias.name): (str(each.module), alias.name)
        for each in ast.walk(tree_of(module))
        if isinstance(each, ast.ImportFrom)
        for alias in each.names
    }
    made_of = [each for each in node.body if isinstance(each, ast.AnnAssign)] if isinstance(node, ast.ClassDef) else []
    looked_at = [*node.bases, *made_of] if isinstance(node, ast.ClassDef) else [node]
    for within in looked_at:
        for each in ast.walk(within):
            if isinstance(each, ast.Name):
                where, meant = imported.get(each.id, (module, each.id))
                if where.startswith("domain."):
                    yield where, meant


def constants_named(module: str, name: str) -> Iterator[tuple[str, str]]:
    """The constants of modules that a function names, each where it is defined."""
    imported = {
        (alias.asname or alias.name): (str(node.module), alias.name)
        for node in tree_of(module).body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    for node in ast.walk(definitions(module)[name]):
        if isinstance(node, ast.Name):
            where, constant = imported.get(node.id, (module, node.id))
            of_the_domain = where.startswith("domain.") and constant.isupper() and len(constant) > 1
            if of_the_domain and isinstance(definitions(where).get(constant), ast.Assign | ast.AnnAssign):
                yield where, constant
