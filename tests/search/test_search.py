"""A search at random: nobody in conflict, junior or unknown has a hand in a decision, and no readiness is hollow."""

from __future__ import annotations

import ast
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from api.access.acting import must_be_theirs_to_say
from api.access.callers import Caller
from domain.kernel.commands import Command
from domain.kernel.facts import Reference
from domain.kernel.refusals import Refusal
from ledger import Ledger
from ledger.deciding.view import View
from tests.search.bench import Bench
from tests.search.chance import Chance
from tests.search.course import Course
from tests.search.memory_ledger import MemoryLedger, row_of
from tests.search.mutants import MUTANTS, broken
from tests.search.organisation import AnyLedger, Organisation
from tests.search.searching import FaultFound, Searched, must_be_right, search

CASES = 200
"""`python -m benchmarks searching` looks at 10,000, and at every mutant."""
CONFLICTS = {
    *("candidate", "proposer", "line_manager", "direct_report", "mentor", "rival", "incumbent", "took_part"),
    *("close_relation", "other"),
}
FOUNDED = 5
"""Commands with which an organisation begins, which a ledger that is there already may have seen."""
FOUND_SOON = (
    "nobody is asked for a stake",
    "a line manager has no conflict",
    "whoever is gone acts",
    "what is declared counts for nothing",
    "anybody says it for anybody",
    "acts are dated before the last",
    "undecided is willing",
)
"""Mutants that few cases are enough for."""


def test_a_search_finds_nobody_who_acts_and_may_not_and_no_readiness_without_support() -> None:
    met: Counter[str] = Counter()
    looked = approved = standing = 0

    def look(found: Searched) -> None:
        nonlocal looked, approved, standing
        must_be_right(found)
        looked, approved, standing = looked + 1, approved + found.approved, standing + found.standing
        met.update(found.conflicts)

    search(CASES, look, shrink=True)
    assert approved * 5 >= looked
    assert standing * 10 >= looked
    assert {*met} == CONFLICTS


@pytest.mark.parametrize("rule", FOUND_SOON)
def test_a_search_finds_a_rule_that_is_broken(rule: str) -> None:
    with broken(MUTANTS[rule]), pytest.raises(FaultFound):
        search(2 * CASES, must_be_right)


@pytest.mark.parametrize("module", ["known", "case_told", "acts_told", "cases_oracle", "readiness_oracle", "rows"])
def test_whoever_looks_knows_nothing_of_the_rules(module: str) -> None:
    text = Path(__file__).with_name(f"{module}.py").read_text()
    imported = {node.module or "" for node in ast.walk(ast.parse(text)) if isinstance(node, ast.ImportFrom)}
    own = {name for name in imported if name.startswith("tests.")}
    assert own <= {f"tests.search.{name}" for name in ("known", "case_told", "acts_told", "rows")}
    assert not {name.partition(".")[0] for name in imported} & {"domain", "ledger", "api", "audit", "projections"}


def test_what_is_found_is_told_as_small_as_it_can_be_found_in() -> None:
    told = []
    with broken(MUTANTS["a line manager has no conflict"]):
        for shrink in (False, True):
            with pytest.raises(FaultFound) as fault:
                search(CASES, must_be_right, shrink=shrink)
            told.append(len(fault.value.__notes__))
    assert told[1] < told[0]


class Kept:
    """The ledger itself, asked as at a door."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.told: list[str] = []

    def ask(self, command: Command[Any], caller: Caller) -> tuple[Reference, ...]:
        try:
            must_be_theirs_to_say(command, caller, self.ledger.today(), self.ledger)
            receipt = self.ledger.record(command, by=caller.recorded_by)
        except Refusal as refusal:
            self.told.append(f"{type(command).__name__} {type(refusal).__name__}")
            raise
        self.told.append(f"{type(command).__name__} None")
        return receipt.references

    def version(self, stream: str) -> int:
        return len(self.ledger.stream(stream))

    def book(self) -> View:
        return self.ledger.book()


def test_the_ledger_itself_says_the_same_and_keeps_the_same(ledger: Ledger) -> None:
    """What stands in for it in a search decides as it does, and writes what it writes."""
    for number in range(3):
        kept, quick = Kept(ledger), MemoryLedger.of(ledger.today())
        for where in (kept, quick):
            goes_its_way(where, ledger.today(), number)
        told = [f"{attempt.command} {attempt.refused}" for attempt in quick.attempts]
        assert kept.told[FOUNDED:] == told[FOUNDED:]
        streams = {row.stream for row in quick.rows if f"-{number}x" in row.stream}
        written = [row_of(entry, ledger.form) for stream in sorted(streams) for entry in ledger.stream(stream)]
        expected = sorted(
            (row for row in quick.rows if row.stream in streams), key=lambda row: (row.stream, row.version)
        )
        assert list(map(without_place, written)) == list(map(without_place, expected))


def goes_its_way(ledger: AnyLedger, today: date, number: int) -> None:
    organisation, chance = Organisation(ledger, today, f"{number}x"), Chance(str(number))
    organisation.open()
    course = Course(organisation, chance)
    course.begin()
    course.run()
    Bench(course, chance).run()


def without_place(row: Any) -> Any:
    """A row without where it stands in the whole ledger."""
    said = {name: value for name, value in row.said.items() if name != "basis"}
    return row._replace(position=0, said=said)
