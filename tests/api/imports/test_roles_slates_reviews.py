"""Roles, slates and reviews as tables list them, into the ledger by the rules of all commands."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest

from api.imports import reviews_file, roles_file, slates_file
from api.imports.cycles_meant import CycleEnds
from api.imports.marks_meant import step_meant
from api.imports.readiness_meant import readiness_meant
from api.imports.wanted import Wanted
from domain.frameworks.packs.shipped import LEADERSHIP, shipped
from ledger import Ledger
from tests.api.imports.command_output import kinds
from tests.api.imports.conftest import CommandLine
from tests.api.imports.three_people import A_DAY_BEFORE, PEOPLE, REVIEWS, ROLES, SLATES, after, name, title


def test_after_people_the_next_step_is_told(three: CommandLine) -> None:
    row = f"4,{name(three, 'Max')},Tooling,2016-04-14,1,"
    said = three.does("import", "people", three.file("more.csv", PEOPLE, row))
    assert "Next: leadership import roles FILE, import reviews FILE, import slates FILE." in said


def test_a_file_of_people_is_refused_as_one_of_anything_else_in_a_line(three: CommandLine) -> None:
    people = three.file("people.csv", "id,name,department,hired_on,manager,left_on", "1,Robin,Tooling,2015-03-30,,")
    for what, missing in (
        ("reviews", "cycle or judged_on, nor for results or leadership or potential"),
        ("slates", "recognised for role among"),
        ("roles", "recognised for role"),
    ):
        said = three.refuses("import", what, people)
        assert said.count(missing) == 1, said
        assert "row " not in said, said
        assert what != "reviews" or "or take it to another command, as `leadership import people`" in said, said


def test_roles_come_in_with_whoever_holds_them(three: CommandLine, ledger: Ledger) -> None:
    rows = (f"{title(three)},Tooling,others,Yes,1,2018-01-01", f"{title(three, 'Vice')},Tooling,Others,,vacant,")
    file = three.file("roles.csv", ROLES, *rows)
    said = three.does("import", "roles", file, "--dry-run")
    assert "AppointmentMade  1" in said
    position = ledger.position()
    three.does("import", "roles", file)
    head, vice = after(ledger, three, "RoleEstablished")
    assert (head.event.title, head.event.level, head.event.critical) == (title(three), "others", True)
    assert (head.event.effective_on, head.event.function) == (date(2018, 1, 1), "Tooling")
    assert (vice.event.critical, vice.event.effective_on) == (False, ledger.today())
    [made] = after(ledger, three, "AppointmentMade")
    assert (made.stream, made.event.effective_on, made.event.exempt) == (head.stream, date(2018, 1, 1), "before_ledger")
    assert ledger.position() == position + 3
    assert "Nothing to record" in three.does("import", "roles", file)


def test_a_role_that_has_changed_is_described_anew_and_says_why_it_is_critical(
    three: CommandLine, ledger: Ledger
) -> None:
    three.does("import", "roles", three.file("roles.csv", ROLES, f"{title(three)},Tooling,others,No,1,2018-01-01"))
    now = f"{title(three)},Tooling,others,Yes,1,2018-01-01"
    said = three.refuses("import", "roles", three.file("now.csv", ROLES, now))
    assert "it has to be said why the organisation depends on it" in said
    three.does("import", "roles", three.file("why.csv", f"{ROLES},Why", f"{now},Nobody else can set the press"))
    [defined] = after(ledger, three, "RoleProfileDefined")
    assert (defined.event.critical, defined.event.why) == (True, "Nobody else can set the press")
    assert "Nothing to record" in three.does("import", "roles", three.folder / "why.csv")


def test_two_who_hold_a_role_of_one_title_take_two_places(three: CommandLine, ledger: Ledger) -> None:
    rows = [f"{title(three)},Tooling,others,No,{who},2018-01-01" for who in "23"]
    three.does("import", "roles", three.file("roles.csv", ROLES, *rows))
    assert [entry.event.places for entry in after(ledger, three, "RoleProfileDefined")] == [2]
    assert len(after(ledger, three, "AppointmentMade")) == 2


def test_roles_of_which_nobody_says_whether_they_are_critical_are_told(three: CommandLine) -> None:
    lines = ("Role,Unit,Level,Priority", f"{title(three)},Tooling,others,A")
    told = "No column says which roles are critical, so no new one is: name it with --column critical=HEADING."
    assert told in three.does("import", "roles", three.file("roles.csv", *lines), "--dry-run")
    lines = ("Role,Unit,Level,Mission Critical (Y/N)", f"{title(three)},Tooling,others,N")
    assert told not in three.does("import", "roles", three.file("roles.csv", *lines), "--dry-run")


def test_what_is_wrong_in_the_same_way_with_many_rows_is_told_once(three: CommandLine) -> None:
    rows = [f"{title(three, str(number))},Tooling,colonel,Yes,1,2018-01-01" for number in range(4)]
    rows.insert(3, f"{title(three)},Tooling,others,Yes,1,someday")
    said = three.refuses("import", "roles", three.file("roles.csv", ROLES, *rows)).splitlines()
    [level] = [line for line in said if "is no level there" in line]
    assert level.startswith("row 2, Level: “colonel” is no level there")
    assert level.endswith(" (so are 3–4, 6)")
    assert [line for line in said if "someday" in line] == [
        "row 5, Since: “someday” is no date of the form YYYY-MM-DD: write it like the others"
    ]
    assert said[-1].startswith("Nothing was recorded: put 5 problems right")


def test_what_is_wrong_with_roles_is_told_by_row_column_and_value(three: CommandLine, ledger: Ledger) -> None:
    file = three.file(
        "roles.csv",
        ROLES,
        f"{title(three, 'A')},Tooling,colonel,Yes,1,2018-01-01",
        f"{title(three, 'B')},Tooling,others,perhaps,1,2018-01-01",
        f"{title(three, 'C')},Tooling,others,Yes,99,2018-01-01",
        f"{title(three, 'D')},Tooling,others,Yes,1,",
        f"{title(three, 'E')},Tooling,others,Yes,1,2014-01-01",
    )
    position = ledger.position()
    said = three.refuses("import", "roles", file)
    assert "row 2, Level: “colonel” is no level there: name one of self, others, leaders" in said
    assert "row 3, Critical: “perhaps” is neither a yes nor a no: write yes or no" in said
    assert "row 4, Incumbent ID: “99” is nobody whom the ledger knows" in said
    assert "row 5, Since: is empty: say since when they hold it, or with --since for all" in said
    assert "row 6" in said, "nobody holds a role before they came"
    assert ledger.position() == position
    three.does("import", "roles", file, "--since", "2019-01-01", "--skip-bad-rows")
    [made] = after(ledger, three, "AppointmentMade")
    assert made.event.effective_on == date(2019, 1, 1)


def test_slates_are_nominations_an_order_and_judgements_of_before(three: CommandLine, ledger: Ledger) -> None:
    three.does("import", "roles", three.file("roles.csv", ROLES, f"{title(three)},Tooling,others,Yes,1,2018-01-01"))
    rows = (
        f"{title(three)},1,2,Ready now,2nd,{A_DAY_BEFORE},1",
        f"{title(three)},1,{name(three, 'Lou')},1–2 years,1.,{A_DAY_BEFORE},1",
    )
    file = three.file("slates.csv", SLATES, *rows)
    said = three.does("import", "slates", file)
    assert "“Ready now” (1) now, “1–2 years” (1) 1-2y" in said
    lou, kim = (entry.event.candidate for entry in after(ledger, three, "SuccessorNominated"))
    [confirmed] = after(ledger, three, "SlateConfirmed")
    assert confirmed.event.successors == (lou, kim)
    judged = [entry.event for entry in after(ledger, three, "ReadinessAssessed")]
    assert [(one.candidate, one.readiness) for one in judged] == [(lou, "1-2y"), (kim, "now")]
    assert not any(one.supported for one in judged), "a table does not say what it rests on, so nothing supports it"
    assert "Nothing to record" in three.does("import", "slates", file)


def test_without_a_judge_slates_are_not_confirmed_and_today_readiness_has_to_cite(
    three: CommandLine, ledger: Ledger
) -> None:
    three.does("import", "roles", three.file("roles.csv", ROLES, f"{title(three)},Tooling,others,Yes,1,2018-01-01"))
    head = "Position,Incumbent ID,Successor ID,Readiness,Rank"
    file = three.file("slates.csv", head, f"{title(three)},1,2,Ready now,1", f"{title(three)},1,3,1-2 years,2")
    said = three.does("import", "slates", file, "--as-of", A_DAY_BEFORE)
    assert "Not confirmed: 1 slate, as nobody says by whom" in said
    assert "\nConfirmed: " not in said
    assert kinds(ledger, three.since).keys() >= {"SuccessorNominated", "ReadinessAssessed"}
    said = three.does("import", "slates", file, "--as-of", A_DAY_BEFORE, "--by", name(three, "Robin"))
    assert "\nConfirmed: 1 slate." in said
    assert len(after(ledger, three, "SlateConfirmed")) == 1
    assert "Nothing to record" in three.does("import", "slates", file, "--as-of", A_DAY_BEFORE, "--by", "1")


def test_of_the_ledgers_own_time_a_table_says_too_little(on_its_own: Callable[[], CommandLine]) -> None:
    new = on_its_own()
    assert "import people first" in new.refuses("import", "roles", new.file("roles.csv", ROLES, "A,B,others,,,"))
    people = new.file("people.csv", PEOPLE, "1,Robin Ash,Mill,2015-03-30,,", "2,Kim Birch,Mill,2016-04-14,1,")
    new.does("import", "people", people)
    new.does("import", "roles", new.file("roles.csv", ROLES, "Mill Head,Mill,others,Yes,1,2018-01-01"))
    file = new.file("slates.csv", "Role,Person,Readiness,Rank", "Mill Head,2,Ready now,1")
    said = new.does("import", "slates", file, "--by", "1")
    assert "Left out: 1 judgement of readiness from the ledger’s first day on" in said
    assert "Recorded 2 entries." in said
    reviews = new.file("reviews.csv", "Person,Review date,Results,By", f"2,{date.today()},2,1")  # noqa: DTZ011
    said = new.refuses("import", "reviews", reviews)
    assert "rests on nothing: cite what was seen" in said
    evidence = new.file("evidence.csv", "Person,Review date,Results,By,Evidence", f"2,{date.today()},2,1,All by June")  # noqa: DTZ011
    new.does("import", "reviews", evidence)


def test_what_has_to_come_first_is_said_once(on_its_own: Callable[[], CommandLine]) -> None:
    new = on_its_own()
    reviews = new.file("reviews.csv", "Person,Review date,Results", *(f"{one},2020-01-31,2" for one in (1, 2)))
    said = new.refuses("import", "reviews", reviews, "--dry-run")
    assert said.count("import people first (leadership import people FILE)") == 1
    people = new.file("people.csv", PEOPLE, "1,Robin Ash,Mill,2015-03-30,,", "2,Kim Birch,Mill,2016-04-14,1,")
    new.does("import", "people", people)
    slates = new.file("slates.csv", "Role,Person", "Mill Head,2", "Mill Clerk,1")
    said = new.refuses("import", "slates", slates, "--dry-run")
    assert said.count("import roles first (leadership import roles FILE)") == 1
    assert "row 2" not in said


def test_what_would_be_recorded_is_said_in_words(three: CommandLine) -> None:
    file = three.file("reviews.csv", "Person,Review date,Results,By", f"2,{A_DAY_BEFORE},2,1")
    said = three.does("import", "reviews", file, "--dry-run")
    assert "AssessmentRecorded on" in said
    assert re.search(r"\w+\(\w+=|<\w+[.:]|\['|\('", said) is None, said


@pytest.mark.parametrize(
    ("command", "wanted"),
    [("reviews", reviews_file.REVIEWS), ("roles", roles_file.ROLES), ("slates", slates_file.SLATES)],
)
def test_every_field_stands_in_the_guide(command: str, wanted: Wanted) -> None:
    guide = (Path(__file__).parents[3] / "docs" / "guide" / "importing.md").read_text()
    [row] = re.findall(rf"^\| `leadership import {command}` \|(.*?)\|", guide, re.MULTILINE)
    assert set(re.findall(r"`(\w+)`", row)) == set(wanted.fields)


def test_what_is_wrong_with_slates_is_told(three: CommandLine, ledger: Ledger) -> None:
    three.does("import", "roles", three.file("roles.csv", ROLES, f"{title(three)},Tooling,others,Yes,1,2018-01-01"))
    position = ledger.position()
    file = three.file(
        "slates.csv",
        SLATES,
        f"Nothing of the kind,,2,now,1,{A_DAY_BEFORE},1",
        f"{title(three)},,2,2-3 years,first,{A_DAY_BEFORE},1",
        f"{title(three)},,77,now,1,{A_DAY_BEFORE},1",
        f"{title(three)},,1,now,1,{A_DAY_BEFORE},2",
    )
    said = three.refuses("import", "slates", file)
    assert "row 2, Position: “Nothing of the kind” is no role that the ledger knows: import roles first" in said
    assert (
        'row 3, Readiness: “2-3 years” is none of now, 1-2y, 3-5y, emergency, none: say which with --readiness "2-3'
        in said
    )
    assert "row 3, Rank: “first” is no number: write 1 for the first" in said
    assert "row 4, Successor ID: “77” is nobody whom the ledger knows" in said
    assert "row 5" in said, "nobody comes after themselves"
    assert ledger.position() == position
    right = three.file("right.csv", SLATES, f"{title(three)},,2,2-3 years,1,{A_DAY_BEFORE},1")
    assert "is none: name one of" in three.refuses("import", "slates", right, "--readiness", "2-3 years=soon")
    three.does("import", "slates", right, "--readiness", "2-3 Years=3-5y")


def test_reviews_are_assessments_of_before_on_scales_of_their_own(three: CommandLine, ledger: Ledger) -> None:
    robin, kim = name(three, "Robin"), name(three, "Kim")
    file = three.file(
        "reviews.csv",
        REVIEWS,
        f"1,{robin},2023,High,4,Medium,High Performer,{kim}",
        f"2,{kim},FY2023,2 - full performance,not observed,Low,,Somebody Else",
        f"2,{kim},2022 H1,3,,High,,{robin}",
    )
    said = three.does("import", "reviews", file)
    first, second, third = (entry.event for entry in after(ledger, three, "AssessmentRecorded"))
    assert [(one.of, one.value) for one in first.ratings] == [("performance", 3), ("leadership", 4), ("potential", 2)]
    assert [(one.of, one.value) for one in second.ratings] == [("performance", 2), ("potential", 1)]
    days = [(one.cycle, one.effective_on) for one in (first, second, third)]
    assert days == [("2023", date(2023, 12, 31)), ("FY2023", date(2023, 12, 31)), ("2022 H1", date(2022, 6, 30))]
    assert (first.source, second.source, third.source) == ("direct_report", "unknown", "line_manager")
    assert all(one.facts_unknown for one in (first, second, third))
    assert "Performance rates results: “High” (1) 3 (exceptional performance)" in said
    assert "“Somebody Else” is nobody whom the ledger knows" in said
    assert "Nothing to record" in three.does("import", "reviews", file)
    other = three.file("other.csv", REVIEWS, f"1,{robin},2023,Medium,4,Medium,,{kim}")
    three.does("import", "reviews", other)
    assert kinds(ledger, three.since)["AssessmentRecorded, corrected"] == 1
    assert "Nothing to record" in three.does("import", "reviews", other)


def test_numbers_beside_one_that_is_no_step_are_of_another_scale(three: CommandLine, ledger: Ledger) -> None:
    head = "PersNr,Beurteilungsjahr,Note Leistung"
    file = three.file("grades.csv", head, "1,2022,1", "2,2022,3", "3,2022,5")
    said = three.refuses("import", "reviews", file, "--rating", "results:5=1")
    assert "row 2, Note Leistung: “1” is of another scale than ours, as “5” stands in its column" in said
    assert "row 3, Note Leistung: “3” is of another scale than ours" in said
    three.does("import", "reviews", file, *(f"--rating=results:{mark}={step}" for mark, step in ("13", "32", "51")))
    assert [one.event.ratings[0].value for one in after(ledger, three, "AssessmentRecorded")] == [3, 2, 1]
    three.does("import", "reviews", three.file("steps.csv", head, "1,2023,1", "2,2023,3"))
    assert [one.event.ratings[0].value for one in after(ledger, three, "AssessmentRecorded")][3:] == [1, 3]


def test_what_is_wrong_with_reviews_is_told(three: CommandLine, ledger: Ledger) -> None:
    position = ledger.position()
    kim = name(three, "Kim")
    file = three.file(
        "reviews.csv",
        REVIEWS,
        f"1,{kim},2023,High,,,,",
        f"2,{kim},last year,High,,,,",
        f"2,{kim},2023,5,,,,",
        "9,Nobody At All,2023,3,,,,",
    )
    said = three.refuses("import", "reviews", file)
    robin = name(three, "Robin")
    assert f"row 2, Employee Name: “{kim}” is not what “1” is called, which is “{robin}”: put one of them right" in said
    assert "row 3, Review Period: “last year” names no year: give the day of the review" in said
    assert "row 4, Performance: “5” is no step of 1 (not yet full performance), 2 (full performance)" in said
    assert '--rating "results:5=…"' in said
    assert "row 5, Employee ID: “9” is nobody whom the ledger knows" in said
    assert ledger.position() == position
    three.does("import", "reviews", file, "--rating", "results:5=3", "--skip-bad-rows")
    assert len(after(ledger, three, "AssessmentRecorded")) == 1


def test_a_number_is_nobodys_name(three: CommandLine, ledger: Ledger) -> None:
    """Though whoever another system knows by their number alone is called by it."""
    number = str(uuid4().int)[:12]
    rows = three.file("other.csv", "employee_id,department,started_on", f"{number},Tooling,2020-01-01")
    three.does("import", "spells", rows, "--system", f"other than {three.system}")
    assert [entry.event.name for entry in after(ledger, three, "PersonJoined")][-1] == number
    file = three.file("reviews.csv", REVIEWS, f"{number},,2023,3,,,,")
    assert f"“{number}” is nobody whom the ledger knows" in three.refuses("import", "reviews", file)


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("Ready Now", "now"),
        ("0-1 years", None),
        ("Binnen 1 jaar", None),
        ("1 a 2 anos", "1-2y"),
        ("3-5 jaar", "3-5y"),
        ("within 12 months", None),
        ("Ready in 1 to 2 yrs", "1-2y"),
        ("12–24 months", "1-2y"),
        ("3-5 years", "3-5y"),
        ("Emergency only", "emergency"),
        ("2-3 years", None),
        ("someday", None),
        ("1-2 yıl", "1-2y"),
        ("1-2 YIL İÇİNDE", "1-2y"),
        ("HEMEN", "now"),
        ("Immédiatement", "now"),
        ("entre 1 et 2 ans", "1-2y"),
        ("tra 3 e 5 anni", "3-5y"),
        ("1 až 2 roky", "1-2y"),
        ("1 do 2 lat", "1-2y"),
        ("3-5 år", "3-5y"),
        ("12-24 ay", "1-2y"),
        ("1～2年以内", "1-2y"),
        ("12-24个月", "1-2y"),
        ("Natychmiast", "now"),
        ("Ihned", "now"),
        ("0-1 yıl", None),
        ("2-3 ans", None),
    ],
)
def test_readiness_in_the_words_of_tables(words: str, meant: str | None) -> None:
    assert readiness_meant(words) == meant


@pytest.mark.parametrize(
    ("cycle", "day"),
    [
        ("2023", date(2023, 12, 31)),
        ("FY 2022/2023", None),
        ("2024-25", None),
        ("AY 2024/25", None),
        ("24/25", None),
        ("H1 2024/25", None),
        ("Fall 2024", None),
        ("Sep 2024 - Aug 2025", date(2025, 8, 31)),
        ("Nov 2024 – Feb 2025", date(2025, 2, 28)),
        ("09/2024 - 08/2025", date(2025, 8, 31)),
        ("2024-09-01 to 2025-08-31", date(2025, 8, 31)),
        ("März 2024", date(2024, 3, 31)),
        ("H1 2023", date(2023, 6, 30)),
        ("2023-Q3", date(2023, 9, 30)),
        ("Feb 2024", date(2024, 2, 29)),
        ("2024-02", date(2024, 2, 29)),
        ("last", None),
        ("3 March 2025", date(2025, 3, 31)),
        ("2024/9", date(2024, 9, 30)),
        ("Samtale i 2024", date(2024, 12, 31)),
        ("2024 Dönemi", date(2024, 12, 31)),
        ("2024年度上期", None),
        ("1er semestre 2024-2025", None),
    ],
)
def test_cycles_end_on_their_last_day(cycle: str, day: date | None) -> None:
    assert CycleEnds().last_day_of(cycle) == day


def test_low_to_high_fits_scales_of_three_alone() -> None:
    edition = shipped(LEADERSHIP).edition
    steps = [step_meant(mark, edition.scale_of("potential")) for mark in ("Low", "medium", "HIGH", "3", "4")]
    assert [step.value if step else None for step in steps] == [1, 2, 3, 3, None]
    assert step_meant("High", edition.scale_of("leadership")) is None, "of five steps nobody knows which"
