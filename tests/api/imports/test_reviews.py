"""Reviews as firms keep them: cycles over two years, people named twice, and days that cannot be."""

from __future__ import annotations

from datetime import date

import pytest

from ledger import Ledger
from tests.api.imports.conftest import CommandLine
from tests.api.imports.three_people import after, name


def days(ledger: Ledger, leadership: CommandLine) -> list[date]:
    """The days of what was reviewed."""
    return [entry.event.effective_on for entry in after(ledger, leadership, "AssessmentRecorded")]


@pytest.mark.parametrize("cycle", ["2021-22", "2021/22", "2021-2022", "AY 2021/2022"])
def test_the_last_day_of_a_cycle_of_two_years_is_asked_for(three: CommandLine, ledger: Ledger, cycle: str) -> None:
    file = three.file("years.csv", "Employee ID,Academic Year,Performance", f"2,{cycle},High")
    said = three.refuses("import", "reviews", file)
    assert f"row 2, Academic Year: “{cycle}” is of two years: say on which day such cycles end" in said
    assert "names no day" in three.refuses("import", "reviews", file, "--cycle-ends", "August")
    said = three.does("import", "reviews", file, "--cycle-ends", "08-31")
    assert f"gives cycles, each dated to its last day: “{cycle}” (1) 2022-08-31." in said
    assert days(ledger, three) == [date(2022, 8, 31)]
    assert "Nothing to record" in three.does("import", "reviews", file, "--cycle-ends", "08-31")


def test_one_cycle_can_be_given_its_own_last_day(three: CommandLine, ledger: Ledger) -> None:
    file = three.file("fall.csv", "Employee ID,Cycle,Performance", "2,Fall 2022,High", "3,2022,High")
    said = three.refuses("import", "reviews", file)
    assert '“Fall 2022” does not say on which day it ends: say so with --cycle-ends "Fall 2022=YYYY-MM-DD"' in said
    three.does("import", "reviews", file, "--cycle-ends", "Fall 2022=2022-12-20")
    assert days(ledger, three) == [date(2022, 12, 20), date(2022, 12, 31)]


@pytest.mark.parametrize(
    "head",
    ["Matrícula;Nome", "Medewerker;Naam", "PersNr;Nachname", "Employee ID;Employee Name", "Nom complet;Matricule"],
)
def test_number_and_name_of_whoever_is_reviewed_have_to_fit(three: CommandLine, ledger: Ledger, head: str) -> None:
    pair = ["2", name(three, "Kim")] if not head.startswith("Nom complet") else [name(three, "Kim"), "2"]
    other = ["3" if cell == "2" else cell for cell in pair]
    headings = f"{head};Ano;Performance"
    wrong = three.file("wrong.csv", headings, f"{';'.join(other)};2022;High")
    said = three.refuses("import", "reviews", wrong)
    assert f"“{name(three, 'Kim')}” is not what “3” is called, which is “{name(three, 'Lou')}”" in said
    three.does("import", "reviews", three.file("right.csv", headings, f"{';'.join(pair)};2022;High"))
    assert len(days(ledger, three)) == 1


def test_number_and_name_of_a_reviewer_have_to_fit(three: CommandLine) -> None:
    headings = "Employee ID,Cycle,Performance,Reviewer,Reviewer ID"
    wrong = three.file("wrong.csv", headings, f"2,2022,High,{name(three, 'Lou')},1")
    said = three.refuses("import", "reviews", wrong)
    assert f"row 2, Reviewer: “{name(three, 'Lou')}” is not what “1” is called" in said


def test_nobody_is_reviewed_before_they_came_or_after_they_left(three: CommandLine, ledger: Ledger) -> None:
    gone = f"4,{name(three, 'Max')},Tooling,2016-04-14,1,2019-06-16"
    three.does("import", "people", three.file("gone.csv", "id,name,department,hired_on,manager,left_on", gone))
    rows = ("2,28/03/2015,High", "4,28/03/2021,High")
    said = three.refuses("import", "reviews", three.file("days.csv", "Employee ID,Appraisal date,Performance", *rows))
    before = f"is no day on which “{name(three, 'Kim')}” was here, who joined on 2016-04-14"
    assert f"row 2, Appraisal date: “28/03/2015” {before}" in said
    assert f"“28/03/2021” is no day on which “{name(three, 'Max')}” was here, who left on 2019-06-16" in said
    cycles = ("2,2014,High", "4,2021,High", "4,2019,High")
    said = three.refuses("import", "reviews", three.file("years.csv", "Employee ID,Cycle,Performance", *cycles))
    assert "row 2, Cycle: “2014” is dated 2014-12-31, and is no day on which" in said
    assert "row 3, Cycle: “2021” is dated" in said
    assert "row 4" not in said, "of the year in which they left it is the last day"


def test_a_cycle_twice_or_of_the_future_is_told_in_the_words_of_the_file(three: CommandLine, ledger: Ledger) -> None:
    headings = "Employee ID,Beurteilungsjahr,Performance"
    file = three.file("twice.csv", headings, "2,2022,High", "2,2022,Low", "3,2022,High", "3,2022,High", "3,2049,Low")
    said = three.refuses("import", "reviews", file)
    assert "row 3, Beurteilungsjahr: “2022” is reviewed in row 2 too, and otherwise: keep the row that is right" in said
    assert "row 6, Beurteilungsjahr: “2049” has not begun" in said
    assert "row 5" not in said
    assert "assessment-" not in said
    said = three.does("import", "reviews", file, "--skip-bad-rows")
    assert "is reviewed in row 4 in the same way: recorded once" in said
    assert len(days(ledger, three)) == 2


def test_what_marks_are_taken_for_is_told_while_others_are_asked_about(three: CommandLine) -> None:
    file = three.file("marks.csv", "Employee ID,Cycle,Performance", "2,2022,Exceeds Expectations", "3,2022,Stellar")
    said = three.refuses("import", "reviews", file)
    assert "Performance rates results: “Exceeds Expectations” (1) 3" in said


def test_a_code_and_a_name_beside_it_are_both_taken_and_have_to_fit(three: CommandLine) -> None:
    letters = "".join(chr(97 + int(digit, 16)) for digit in three.system[2:])
    one, other = f"Ina {letters.title()}", f"Oda {letters.title()}"
    people = three.file(
        "p.csv", "id,name,department,hired_on", f"71,{one},Mill,2015-02-02", f"72,{other},Mill,2015-02-02"
    )
    three.does("import", "people", people)
    rows = (f"71,{one},2022,2", f"72,{one},2022,2")
    said = three.refuses("import", "reviews", three.file("r.csv", "Emp Code,Employee,Cycle,Performance", *rows))
    assert "row 3" in said, "the second code is not hers"
    assert "row 2" not in said


@pytest.mark.parametrize(
    ("first", "second"),
    [("2021-H1", "2021-H2"), ("2021 S1", "2021 S2"), ("1. Halbjahr 2021", "Halbjahr 2/2021"), ("I półrocze 2021",
     "II półrocze 2021"), ("2021上半年", "2021下半年"), ("1. halvår 2021", "2021 andet halvår")],
)  # fmt: skip
def test_halves_end_in_june_and_in_december(three: CommandLine, first: str, second: str) -> None:
    file = three.file("halves.csv", "Employee ID,Cycle,Performance", f"2,{first},High", f"2,{second},High")
    said = three.does("import", "reviews", file)
    assert f"“{first}” (1) 2021-06-30, “{second}” (1) 2021-12-31." in " ".join(said.split())


@pytest.mark.parametrize(
    ("first", "second"),
    [("2021/1", "2021/2"), ("1/2021", "2/2021"), ("2021 I. Dönem", "2021 II. Dönem"), ("2021-1", "2021-2"),
     ("Cycle 1 2021", "Cycle 2 2021"), ("2021 (1)", "2021 (2)"), ("1. Dönem 2021", "2. Dönem 2021"),
     ("1er semestre 2021", "2ème semestre 2021"), ("I Semestre 2021", "II Semestre 2021"), ("2021 1. yarıyıl",
     "2021 2. yarıyıl")],
)  # fmt: skip
def test_numbered_parts_of_a_year_are_asked_about(three: CommandLine, first: str, second: str) -> None:
    file = three.file("parts.csv", "Employee ID,Cycle,Performance", f"2,{first},High", f"2,{second},High")
    said = three.refuses("import", "reviews", file)
    ends = ((first, "2021-06-30"), (second, "2021-12-31"))
    assert all(
        f'“{part}” does not say on which day it ends: say so with --cycle-ends "{part}=' in said for part, _ in ends
    )
    said = three.does(
        "import", "reviews", file, *(word for part, day in ends for word in ("--cycle-ends", f"{part}={day}"))
    )
    assert f"“{first}” (1) 2021-06-30, “{second}” (1) 2021-12-31." in " ".join(said.split())


@pytest.mark.parametrize("marks", ["Düşük Orta YÜKSEK", "faible moyenne élevée", "niska średnia wysoka", "低 中 高"])
def test_marks_in_three_words_are_known_in_the_main_languages(three: CommandLine, marks: str) -> None:
    rows = (f"{number},2021,{mark}" for number, mark in zip((1, 2, 3), marks.split(), strict=True))
    said = three.does("import", "reviews", three.file("marks.csv", "Employee ID,Cycle,Potential", *rows))
    for mark, step in zip(marks.split(), (1, 2, 3), strict=True):
        assert f"“{mark}” (1) {step} (" in " ".join(said.split())


def test_marks_in_words_of_which_nobody_knows_how_many_there_are_are_asked_about(three: CommandLine) -> None:
    rows = ("2,2021,Très satisfaisant", "3,2021,Satisfaisant")
    said = three.refuses("import", "reviews", three.file("m.csv", "Matricule,Année,Appréciation globale", *rows))
    assert '--rating "results:Très satisfaisant=…"' in " ".join(said.split())
