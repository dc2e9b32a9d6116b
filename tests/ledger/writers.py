"""Several threads that write in the book and are never discouraged; also as a process of its own.

    python -m tests.ledger.writers URL THREADS COMMANDS PERSON…

Each thread writes on a stream of its own and on the streams of everybody named, so that it gets in others' way. What is
acknowledged to it is told line by line: command id, position and references.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import eventsourcing.persistence
import psycopg

from domain.development.practice import RecordPractice
from domain.kernel.commands import Command
from domain.kernel.ids import PersonId
from domain.people.naming import RenamePerson
from ledger import Ledger, Receipt, TooManyConflicts
from tests.databases import WRAPPING
from tests.ledger.commands_recorded import BY, DAY, joining, person_id

DISCOURAGING = (psycopg.Error, eventsourcing.persistence.PersistenceError, TooManyConflicts)


@dataclass(frozen=True)
class Acknowledged:
    """A command, and what came back."""

    command_id: UUID
    receipt: Receipt

    def __str__(self) -> str:
        return f"{self.command_id} {self.receipt.position} {' '.join(map(str, self.receipt.references))}"


def ask_until_acknowledged(ledger: Ledger, command: Command[Any]) -> Acknowledged:
    """Ask, and where the answer is lost ask again under the same id, as a door would."""
    command_id = uuid4()
    while True:
        try:
            return Acknowledged(command_id, ledger.record(command, by=BY, command_id=command_id))
        except DISCOURAGING:
            continue


def write(ledger: Ledger, commands: int, shared: Sequence[PersonId]) -> list[Acknowledged]:
    """What one writer does."""
    own = person_id()
    acknowledged = [ask_until_acknowledged(ledger, joining(own))]
    for number in range(commands):
        day = DAY + timedelta(days=number)
        command: Command[Any] = RenamePerson(own, f"Name {number}", effective_on=day)
        if shared and number % 2:
            everybody = shared[number % len(shared)]
            command = RecordPractice(everybody, f"Chaired a meeting with {own}", 1.0, effective_on=day)
        acknowledged.append(ask_until_acknowledged(ledger, command))
    return acknowledged


def write_in_threads(ledger: Ledger, threads: int, commands: int, shared: Sequence[PersonId]) -> list[Acknowledged]:
    """What several writers on one ledger do."""
    with ThreadPoolExecutor(threads) as pool:
        writers = [pool.submit(write, ledger, commands, shared) for _ in range(threads)]
        return [each for writer in writers for each in writer.result()]


if __name__ == "__main__":
    url, how_many, commands_each, *shared = sys.argv[1:]
    book = Ledger.open(url, WRAPPING)
    print("open", flush=True)
    sys.stdin.readline()
    for line in write_in_threads(book, int(how_many), int(commands_each), [PersonId(one) for one in shared]):
        print(line)
    book.close()
