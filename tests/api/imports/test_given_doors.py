"""Small files that once went wrong, where they are beside the repository: what each gives now."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from ledger import Ledger, Wrapping
from tests.api.imports.command_output import histories, units
from tests.api.imports.conftest import KEY, CommandLine

BESIDE = Path(__file__).parents[4] / "shared" / "cases"
CASES = Path(os.environ.get("LEADERSHIP_CASES", BESIDE)) / "imports"
pytestmark = pytest.mark.skipif(
    not CASES.is_dir(), reason=f"no given cases in {CASES}: name them with LEADERSHIP_CASES"
)


def case(number: int) -> Path:
    """One of the files, by its number."""
    found = next(CASES.glob(f"{number:02}-*"), None)
    if found is None:
        pytest.skip(f"no case {number} in {CASES}")
    return found


@pytest.fixture
def new(on_its_own: Callable[[], CommandLine]) -> CommandLine:
    """A ledger that knows nobody."""
    return on_its_own()


def stays(new: CommandLine, who: str) -> list[tuple[date, date | None, list[tuple[date, str, object]]]]:
    """Each stay of somebody: first and last day, and where they stood since when, with which title."""
    with closing(Ledger.open(new.url, Wrapping(KEY))) as ledger:
        called = units(ledger)
        return [
            (
                stay.joined_on,
                stay.left_on,
                [(one.on, called[one.placement.unit], one.placement.job_title) for one in stay.stood],
            )
            for stay in histories(ledger, "hr")[who].stays
        ]


def test_assignments_of_one_person_are_one_stay_in_the_primary_one(new: CommandLine) -> None:
    days = ("--column", "joined_on=Enterprise Hire Date", "--column", "left_on=Actual Termination Date")
    new.does("import", "people", case(13), "--column", "manager=Manager Person Number", *days)
    day = date(2016, 4, 14)
    assert stays(new, "52") == [(day, date(2019, 6, 16), [(day, "Mill", "Sifter")])]


def test_a_chart_comes_in_with_a_first_day(new: CommandLine) -> None:
    said = new.does("import", "people", case(26), "--first-day", "2024-01-01")
    assert "1 of 1 manager found." in said
    assert stays(new, "Kim Birch")[0][:2] == (date(2024, 1, 1), None)


def test_a_shared_address_identifies_nobody(new: CommandLine) -> None:
    said = new.does("import", "people", case(46))
    assert "“info@example.org”" in said
    assert len(stays(new, "2")) == len(stays(new, "3")) == 1


def test_titles_and_departments_of_before(new: CommandLine) -> None:
    new.does("import", "spells", case(51))
    new.does("import", "spells", case(50))
    [(_, left_on, stood)] = stays(new, "1")
    assert (left_on, stood) == (
        None,
        [(date(2015, 3, 30), "Mill", "Sifter"), (date(2018, 5, 1), "Bakery", "Miller")],
    )


def test_two_jobs_are_one_person(new: CommandLine) -> None:
    said = new.does("import", "people", case(52))
    assert "“1” has 2 jobs: recorded in that of row 2" in said
    [(_, left_on, stood)] = stays(new, "1")
    assert (left_on, [title for *_, title in stood]) == (None, ["Miller"])


def test_a_directory_a_grid_and_a_plan_of_succession(new: CommandLine) -> None:
    assert "holds 1 of 2 people" in new.does("import", "scim", case(36), "--first-day", "2015-03-30")
    rest = new.file(
        "rest.csv", "id,name,department,hired", "2,Kim Birch,Mill,2016-04-14", "3,Lou Cedar,Mill,2016-04-14"
    )
    new.does("import", "people", rest)
    said = new.does("import", "reviews", case(37))
    assert "Performance rates results: “High” (1) 3 (exceptional performance)" in said
    new.does("import", "roles", new.file("roles.csv", "Role,Unit,Level,Critical,Incumbent,Since",
                                         "Mill Head,Mill,others,yes,1,2018-01-01"))  # fmt: skip
    said = new.does("import", "slates", case(38), "--as-of", "2023-12-31")
    assert "“Ready now” (1) now, “1-2 years” (1) 1-2y" in said
    assert "Nothing to record" in new.does("import", "slates", case(38), "--as-of", "2023-12-31")
