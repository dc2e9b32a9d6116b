"""Learning records as learning systems export them: found, understood, recorded once, and told where they are wrong."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from api.imports.learning_cells import hours_in, money_in
from domain.development.learning import LearningMode
from domain.frameworks.default_pack import DEFAULT_FRAMEWORK
from domain.frameworks.modules import CurriculumModule
from domain.frameworks.packs.shipped import present_edition
from domain.frameworks.publishing import PublishFramework
from ledger import Ledger
from tests.api.imports.conftest import CommandLine
from tests.api.imports.three_people import after, name

CORNERSTONE = "User ID,User Full Name,Training Title,Training Type,Training Provider,Training Hours,Transcript Status"
CORNERSTONE += ",Completed Date,Price,Currency"
MOODLE = "Email address;Course full name;Course short name;Time completed"
SUCCESS_FACTORS = "Student ID\tItem Type\tItem Title\tCompletion Date\tCompletion Status\tTotal Hours"


def learned(ledger: Ledger, leadership: CommandLine) -> list[tuple[Any, ...]]:
    """What was recorded, in its order."""
    events = [entry.event for entry in after(ledger, leadership, "LearningCompleted")]
    return [(one.mode, one.topic, one.hours, one.effective_on, one.cost, one.currency) for one in events]


def test_a_transcript_is_recorded_once_and_corrected_by_a_newer_one(three: CommandLine, ledger: Ledger) -> None:
    kim, lou = name(three, "Kim"), name(three, "Lou")
    rows = (
        f"2,{kim},Reading figures,Online Class,Acme,1:30,Completed,03/28/2021,450.00,EUR",
        f"2,{kim},Hard talks,Event,,16,In Progress,,,",
        f"3,{lou},The long view,Material,,45 min,Completed (Equivalent),03/29/2021,0.00,EUR",
    )
    file = three.file("transcript.csv", CORNERSTONE, *rows)
    said = three.does("import", "learning", file)
    assert "Training Type says how it was learned: “Online Class” (1) course, “Material” (1) reading." in said
    assert "Left out: a row tells of nothing that was completed, row 3 (In Progress)." in said
    assert learned(ledger, three) == [
        (LearningMode.COURSE, "Reading figures", 1.5, date(2021, 3, 28), "450.00", "EUR"),
        (LearningMode.READING, "The long view", 0.75, date(2021, 3, 29), None, None),
    ]
    assert "Nothing to record" in three.does("import", "learning", file)
    newer = three.file("newer.csv", CORNERSTONE, rows[0].replace("1:30", "2:00"), rows[2])
    said = three.does("import", "learning", newer)
    assert (
        f"Corrected: 1 entry that is recorded otherwise, “{kim}”, “Reading figures”: hours from “1.5” to “2.0”" in said
    )
    assert "Nothing to record" in three.does("import", "learning", newer)


def test_titles_that_differ_in_a_sign_are_of_two_courses(three: CommandLine, ledger: Ledger) -> None:
    headings, day = "Learner ID,Course,Hours,Completed on", "2021-03-28"
    file = three.file("signs.csv", headings, f"2,C++,8,{day}", f"2,C#,4,{day}")
    three.does("import", "learning", file)
    assert sorted((topic, hours) for _, topic, hours, *_ in learned(ledger, three)) == [("C#", 4.0), ("C++", 8.0)]
    respelled = three.file("respelled.csv", headings, f"2,c++ ,8,{day}", f"2,C#,4,{day}")
    assert "Nothing to record" in three.does("import", "learning", respelled)


def test_other_systems_head_their_columns_otherwise(three: CommandLine, ledger: Ledger) -> None:
    items = ("2\tCOURSE\tReading figures\t2021-03-28\tPassed\t8", "3\tOJT\tHand-overs\t2021-03-29\tYes\t2,5")
    three.does("import", "learning", three.file("items.tsv", SUCCESS_FACTORS, *items))
    mail = f"{three.system}@example.org"
    three.does(
        "import",
        "people",
        three.file("p.csv", "id,name,department,hired_on,email", f"8,Ola {three.system},Mill,2015-02-02,{mail}"),
    )
    said = three.does("import", "learning", three.file("moodle.csv", MOODLE, f"{mail};Leading a team;LEAD1;28.03.2022"))
    assert "No column says how it was learned: all is taken as a course" in said
    assert learned(ledger, three) == [
        (LearningMode.COURSE, "Reading figures", 8, date(2021, 3, 28), None, None),
        (LearningMode.ON_THE_JOB, "Hand-overs", 2.5, date(2021, 3, 29), None, None),
        (LearningMode.COURSE, "Leading a team", None, date(2022, 3, 28), None, None),
    ]


def test_what_is_wrong_is_told_with_row_column_value_and_what_would_be_right(
    three: CommandLine, ledger: Ledger
) -> None:
    headings = "Learner ID,Course,Type,Hours,Completed on,Status,Cost"
    rows = (
        "99,Figures,Course,2,2021-03-28,Completed,",
        "2,Figures,Tabletop,2,2021-03-28,Completed,",
        "2,Talks,Course,long,2021-03-28,Completed,",
        "2,Vision,Course,2,2021-03-28,Completed,1.250",
        "2,Values,Course,2,2021-03-28,Completed,80",
        "2,Courage,Course,2,2021-03-28,Halfway,",
        "2,Delegating,Course,2,,Completed,",
        "2,Coaching,Course,2,2021-03-28,Completed,",
        "2,Coaching,Course,3,2021-03-28,Completed,",
        "2,,Course,3,2021-03-28,Completed,",
    )
    file = three.file("wrong.csv", headings, *rows)
    said = " ".join(three.refuses("import", "learning", file).split())
    for told in (
        "row 2, Learner ID: “99”",
        "row 3, Type: “Tabletop” is no kind of learning that is known: say what it is with --mode “Tabletop=MODE”",
        "row 4, Hours: “long” is no length of time: write it as 1:30, 1.5 or 90 min",
        "row 5, Cost: “1.250” may mean 1250, or 1.250: write",
        "row 6, Cost: “80” is in no currency",
        "row 7, Status: “Halfway” is no state that is known: write completed, or in progress",
        "row 8, Completed on: is empty: give the day on which it was completed",
        "row 10, Course: “Coaching” is told in row 9 too, and otherwise",
        "row 11, Course: is empty: say what it was about",
    ):
        assert told in said
    assert learned(ledger, three) == []
    three.does("import", "learning", file, "--skip-bad-rows", "--mode", "Tabletop=peers", "--currency", "CHF")
    assert [(mode, topic, cost) for mode, topic, _, _, cost, _ in learned(ledger, three)] == [
        (LearningMode.PEERS, "Figures", None),
        (LearningMode.COURSE, "Values", "80"),
        (LearningMode.COURSE, "Coaching", None),
    ]
    assert "“dance” is none of course" in three.refuses("import", "learning", file, "--mode", "Tabletop=dance")
    assert "three letters" in three.refuses("import", "learning", file, "--currency", "francs")


@pytest.mark.mission("M11")
def test_codes_of_courses_stand_for_modules_of_the_curriculum(three: CommandLine, ledger: Ledger) -> None:
    figures = CurriculumModule("figures-1", "Reading figures", ("judgement",), 16.0)
    edition = replace(present_edition(), number=present_edition().number + 1, modules=(figures,))
    ledger.record(PublishFramework(DEFAULT_FRAMEWORK, edition, effective_on=ledger.today()), by="person-hr")
    headings, row = "Learner ID,Course,Module,Completed on", "2,Figures,{},2021-03-28"
    slip = three.file("slip.csv", headings, row.format("figure-1"))
    said = " ".join(three.refuses("import", "learning", slip).split())
    assert f"row 2, Module: “figure-1” is none of edition {edition.number}" in said
    assert "did you mean “figures-1”?" in said
    three.does("import", "learning", three.file("right.csv", headings, row.format("C-7")), "--module", "C-7=figures-1")
    [entry] = after(ledger, three, "LearningCompleted")
    assert (entry.event.module, entry.event.framework, entry.event.edition) == (
        "figures-1",
        DEFAULT_FRAMEWORK,
        edition.number,
    )


def test_what_goes_out_comes_in_again_and_adds_nothing(three: CommandLine, ledger: Ledger) -> None:
    row = "2,=Figures; +again,Course,1:30,2021-03-28,450.00,EUR"
    three.does(
        "import", "learning", three.file("in.csv", "Learner ID,Course,Type,Hours,Completed on,Cost,Currency", row)
    )
    out = three.folder / "out.csv"
    three.does("export", "learning", "--system", three.system, "--to", out)
    lines = out.read_text(encoding="utf-8").splitlines()
    mine = [line for line in lines if line.startswith(("learner,", "2,"))]
    assert mine[1] == f"2,{name(three, 'Kim')},'=Figures; '+again,course,1.5,2021-03-28,,,450.00,EUR"
    again = three.file("again.csv", *mine)
    assert "Nothing to record" in three.does("import", "learning", again)


@pytest.mark.parametrize(
    ("cell", "hours"),
    [("1:30", 1.5), ("01:30:00", 1.5), ("1.5", 1.5), ("1,5 h", 1.5), ("90 min", 1.5), ("1h 30m", 1.5),
     ("1 Std. 30 Min.", 1.5), ("PT1H30M", 1.5), ("PT45M", 0.75), ("pt1h30m", 1.5), ("P1DT30M", 24.5),
     ("PT90S", 0.025), ("20 minutes", 0.3333), ("0", 0)],
)  # fmt: skip
def test_lengths_of_time_are_hours_however_they_are_written(cell: str, hours: float) -> None:
    assert hours_in(cell) == hours


def test_numbers_alone_are_minutes_where_the_heading_says_so() -> None:
    assert (hours_in("90", minutes=True), hours_in("1:30", minutes=True)) == (1.5, 1.5)
    for cell in ("PT", "1:75", "two", "-3", "3 d", "1 h x"):
        with pytest.raises(ValueError, match="90 min"):
            hours_in(cell)


@pytest.mark.parametrize(
    ("cell", "money"),
    [("450", ("450", "")), ("450.00", ("450.00", "")), ("1.250,50", ("1250.50", "")), ("1,250.50", ("1250.50", "")),
     ("€ 450", ("450", "EUR")), ("450,5 chf", ("450.5", "CHF")), ("1’250.00", ("1250.00", "")),
     ("1 250,00 €", ("1250.00", "EUR")), ("1.250.000", ("1250000", "")), ("0", (None, "")),
     ("0.00 EUR", (None, "EUR"))],
)  # fmt: skip
def test_amounts_are_exact_decimals_however_they_are_written(cell: str, money: tuple[str | None, str]) -> None:
    assert money_in(cell) == money


@pytest.mark.parametrize("cell", ["free", "1.250", "1,250", "-5", "1.2.3", "4.12345", "1 EUR 2"])
def test_what_may_be_two_amounts_or_none_is_asked_about(cell: str) -> None:
    with pytest.raises(ValueError, match="write"):
        money_in(cell)
