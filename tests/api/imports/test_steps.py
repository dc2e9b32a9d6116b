"""Steps up in files: before the first day they are history, and from then on they name a case or are told of."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from datetime import date

from api.imports.changes import changes
from api.imports.histories import History, Stay, Stood
from api.imports.history_updates import Spell, with_spells
from api.imports.steps import Steps
from domain.amendments.corrections import CorrectEntry
from domain.kernel.facts import Reference
from domain.kernel.ids import CaseId, PersonId
from domain.people.employment import Placement
from domain.people.moving import MovePerson, PersonMoved
from domain.people.steps_up import Exemption
from ledger import Ledger, Wrapping
from tests.api.imports.conftest import KEY, CommandLine
from tests.spec import BookInMemory
from tests.units import TOOLING

ADA = PersonId("person-ada")
HEADINGS = "Employee ID,Name,Department,Level,Hire Date"


def exemptions(leadership: CommandLine) -> list[tuple[date, Exemption | None]]:
    """Every move, and what is said of how it came about."""
    with closing(Ledger.open(leadership.url, Wrapping(KEY))) as ledger:
        moved = [entry.event for entry in ledger.entries(kinds=(PersonMoved.__name__,))]
        return [(event.effective_on, event.exempt) for event in moved]


def test_a_monthly_file_with_a_step_up_is_taken_and_what_nobody_states_is_told(
    on_its_own: Callable[[], CommandLine],
) -> None:
    leadership = on_its_own()
    leadership.does("init", "--name", "Hanna Weiss", "--first-day", "2024-01-01")
    file = leadership.file("january.csv", HEADINGS, "1,Ada,Works,self,2015-03-02")
    monthly = leadership.file("february.csv", HEADINGS, "1,Ada,Works,others,2015-03-02")
    leadership.does("import", "people", file, "--as-of", "2023-12-31")
    said = leadership.does("import", "people", monthly, "--as-of", "2024-02-29")
    assert "1 step up is recorded as not stated, as no case grants it: hr 1 (row 2)" in said
    again = leadership.does("import", "people", monthly, "--as-of", "2024-03-31")
    assert ("Nothing to record" in again, "not stated" in again) == (True, False)
    before = leadership.file("before.csv", HEADINGS, "2,Ben,Works,self,2015-03-02")
    leadership.does("import", "people", before, "--as-of", "2023-11-30")
    up = leadership.file("up.csv", HEADINGS, "2,Ben,Works,others,2015-03-02")
    assert "not stated" not in leadership.does("import", "people", up, "--as-of", "2023-12-31")
    assert exemptions(leadership) == [
        (date(2024, 2, 29), Exemption.NOT_STATED),
        (date(2023, 12, 31), Exemption.BEFORE_LEDGER),
    ]


def test_what_a_file_corrects_keeps_its_case() -> None:
    at, case = Reference(ADA, 2), CaseId("case-0198c0de-0000-7000-8000-000000000001")
    day = date(2024, 5, 1)
    joined = Stood(date(2020, 1, 1), Placement(TOOLING, level="self"), Reference(ADA, 1))
    stepped = Stood(day, Placement(TOOLING, level="others"), at, case)
    before = History((Stay("Ada", (joined, stepped)),))
    steps = Steps(BookInMemory, date(2024, 1, 1))

    def asked(**more: str) -> MovePerson:
        after = with_spells(before, [Spell(day, None, {"unit": TOOLING, **more})], "17", day)
        [correction] = changes(before, after, ADA, day, "told by a file", steps)
        assert isinstance(correction, CorrectEntry)
        assert isinstance(correction.replacement, MovePerson)
        return correction.replacement

    same, other = asked(job_title="Shift lead"), asked(level="leaders")
    assert (same.case, same.exempt) == (case, None)
    assert (other.case, other.exempt) == (None, Exemption.NOT_STATED), "a case grants its own level"
