"""Memories: what later decisions must remember of a stream. Each chapter has its own, and no class remembers for all.

An event says in its base, `Event[Employment]`, which memory it is part of; a command, `Command[Employment]`, which one
it is decided on. A memory is a frozen dataclass, and blank if nothing has happened yet.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeVar, get_args

Memory = TypeVar("Memory")


@dataclass(frozen=True)
class Nothing:
    """The memory of what leaves nothing to remember."""


def memory_in(of: type) -> type | None:
    """The memory that a class names in its bases, as in `Event[Employment]`; None where it leaves that to its own."""
    named = (argument for base in getattr(of, "__orig_bases__", ()) for argument in get_args(base)[:1])
    return next((memory for memory in named if isinstance(memory, type) and memory is not Any), None)


def changed(memory: Memory, **what: Any) -> Memory:
    """The memory with something more in mind: dataclasses.replace, for memories, at a fifth of its time."""
    same = object.__new__(type(memory))
    same.__dict__.update(memory.__dict__, **what)
    return same
