"""Every command is of one way, by which it is asked for; what is of none nobody may ask for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

import pytest

from api.access.admission import ASKED, AskedByNobody, admitted
from api.access.callers import Caller, Scope
from api.access.ways import Way, way_to, ways_to
from domain.catalogue import COMMANDS
from domain.kernel.book import Book, Decision
from domain.kernel.commands import Command
from domain.kernel.memories import Nothing
from ledger import Ledger


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_every_command_is_of_a_way(command: type[Command[Any]]) -> None:
    of_itself = command.kept_from_files  # what the ledger writes of itself nobody asks for
    assert bool(ways_to(command)) is not of_itself, "say in api/access/ways.py who may ask for it"


def test_something_is_asked_on_every_way() -> None:
    assert set(ASKED) == set(Way) == {way for command in COMMANDS.values() for way in ways_to(command)}


@dataclass(frozen=True)
class Stray(Command[Nothing]):
    """A command of which nobody said who may ask for it."""

    subject: ClassVar[str] = "of"
    of: str

    def decide(self, memory: Nothing, book: Book) -> Decision:
        return ()


def test_what_is_of_no_way_nobody_may_ask_for(ledger: Ledger) -> None:
    everything = Caller("token-of-a-system", None, frozenset(Scope))
    stray = Stray("house")
    assert way_to(stray, acts=False) is None
    with pytest.raises(AskedByNobody, match="Stray"):
        admitted(stray, everything, date(2030, 1, 1), ledger)
