"""A pack is a file that people write: what is wrong in one is told with its place, and what would be right."""

from __future__ import annotations

import re

import pytest

from domain.frameworks.edition import CapabilityTag, Prompt
from domain.frameworks.modules import CurriculumModule
from domain.frameworks.packs.lines import line_of
from domain.frameworks.packs.reading import PackUnreadable, read_pack
from domain.frameworks.packs.shipped import (
    LEADERSHIP,
    LOOP,
    PASSAGES,
    SMALL_FIRM,
    names,
    present_edition,
    shipped,
    text_of,
)
from domain.frameworks.publishing import faults

TEXT = text_of(LEADERSHIP)
NEWEST = present_edition().number


def wrong(text: str) -> list[tuple[int, str, str, str]]:
    """What is wrong with a file: line, place, value and what would be right."""
    with pytest.raises(PackUnreadable) as caught:
        read_pack(text)
    return [
        (line_of(one.where, text), ".".join(map(str, one.where)), one.value, one.right) for one in caught.value.misread
    ]


def changed(was: str, becomes: str) -> str:
    assert TEXT.count(was) >= 1, was
    return TEXT.replace(was, becomes, 1)


def line(beginning: str, text: str = TEXT) -> int:
    return next(number for number, each in enumerate(text.splitlines(), 1) if each.startswith(beginning))


def test_the_packs_that_ship_are_files() -> None:
    assert (shipped(LEADERSHIP).framework, present_edition().number) == ("framework-leadership", 5)
    small = shipped(SMALL_FIRM)
    assert small.edition.ladder == ("self", "others", "enterprise")
    procedure = small.edition.procedure
    assert (procedure.second_decider_from_seat, procedure.appeal_to_seat, procedure.outside_function) == (True, True, 1)


@pytest.mark.parametrize(
    ("was", "becomes", "place", "value", "right"),
    [
        (f"edition = {NEWEST}", 'edition = "3"', "edition", "3", "whole number"),
        ('facet = "mindset"', 'facet = "mindest"', "competencies.self_awareness.facet", "mindest", "“mindset”"),
        ("cycles = 2 }", "cycle = 2 }", "promotion.0.cycle", "", "did you mean “cycles”?"),
        (", cycles = 2 }", " }", "promotion.0.cycles", "", "is missing"),
        ('asks = "willingness"', 'asks = "wilingness"', "readiness.now.4.asks", "wilingness", "“willingness”"),
        ("quorum = 3", "quorum = true", "procedure.quorum", "true", "whole number"),
        ("panel_required = true", "panel_required = 1", "procedure.panel_required", "1", "true or false"),
        ("quorum = 3", "qorum = 3", "procedure.qorum", "", "did you mean “quorum”?"),
        ('up = "higher"', 'up = "upwards"', "scales.results.up", "upwards", "higher, lower"),
        ("[nine_box]", "[ninebox]", "ninebox", "", "“nine_box”"),
        ("everywhere = []", 'everywhere = ["1 May"]', "holidays.everywhere", "1 May", "2027-05-01"),
        ("results = [2, 3]", "results = 2", "nine_box.results", "2", "[2, 3]"),
        ('on.self = ["hides', 'on.self = ["x", "y", "hides', "competencies.integrity.on.self", "", "two texts"),
        ('title = "Leadership pipeline"', 'title = " "', "title", " ", "says nothing"),
        ("bench_depth = 2", "bench_depth = nan", "thresholds.bench_depth", "nan", "number"),
    ],
)
def test_what_is_wrong_is_told_with_its_line_its_place_and_what_is_right(
    was: str, becomes: str, place: str, value: str, right: str
) -> None:
    text = changed(was, becomes)
    pairs = zip(TEXT.splitlines(), text.splitlines(), strict=True)
    differs_on = next(number for number, (before, after) in enumerate(pairs, 1) if before != after)
    on, _, stands, what = next(one for one in wrong(text) if one[1] == place)
    assert (on, value in stands, right in what) == (differs_on, True, True), (on, stands, what)


def test_what_is_missing_is_told() -> None:
    [(on, place, _, what)] = wrong(changed(f"edition = {NEWEST}\n", "\n"))
    assert (on, place, "is missing" in what) == (0, "edition", True)


def test_what_is_no_toml_says_where() -> None:
    [(_, _, _, what)] = wrong(changed(f"edition = {NEWEST}", "edition ="))
    assert re.search(r"line \d+", what)


def test_all_that_is_wrong_is_told_at_once() -> None:
    text = changed(f"edition = {NEWEST}", "edition = true").replace("quorum = 3", "quorum = -1.5")
    assert [place for _, place, _, _ in wrong(text)] == ["edition", "procedure.quorum"]


def test_a_fault_of_the_edition_has_its_line_too() -> None:
    text = changed("quorum = 3", "quorum = 0")
    [fault] = faults(read_pack(text).edition)
    assert line_of(fault.where, text) == line("quorum", text)
    text = changed('{ asks = "work_values", rating = 3', '{ asks = "work_values", rating = 9')
    [fault] = faults(read_pack(text).edition)
    assert line_of(fault.where, text) == line('  { asks = "work_values"', text)


def test_a_scale_without_points_is_told_as_such() -> None:
    beginning, _, after = TEXT.partition("[scales.results]\n")
    text = f"{beginning}[scales.results]\n{after[after.index('up = ') :]}"
    told = {(fault.where, fault.refusal.__name__) for fault in faults(read_pack(text).edition)}
    assert (("scales", "results"), "ScaleBroken") in told


MODULES = """
[modules.figures-1]
title = "Reading figures"
competencies = ["judgement"]
levels = ["self", "others"]
hours = 16
cost = "450.00"
currency = "EUR"

[modules.talks]
title = "Hard talks"
competencies = ["courage"]
hours = 7.5
"""


def test_a_curriculum_is_read_module_by_module() -> None:
    *_, first, second = read_pack(TEXT + MODULES).edition.modules
    assert first == CurriculumModule(
        "figures-1", "Reading figures", ("judgement",), 16.0, ("self", "others"), "450.00", "EUR"
    )
    assert second == CurriculumModule("talks", "Hard talks", ("courage",), 7.5)
    told = wrong(TEXT + MODULES.replace("450.00", " ").replace("hours = 16", "hour = 16"))
    assert [(place, right.partition(":")[0]) for _, place, _, right in told] == [
        ("modules.figures-1.hours", "is missing"),
        ("modules.figures-1.cost", "says nothing"),
        ("modules.figures-1.hour", "is nothing that is read here"),
    ]


def test_a_file_may_ask_questions_to_reflect_on() -> None:
    text = text_of(SMALL_FIRM)
    assert read_pack(text).edition.prompts == ()
    assert read_pack(f'{text}\n[prompts]\nmistake = "What went wrong?"\n').edition.prompts == (
        Prompt("mistake", "What went wrong?"),
    )
    assert wrong(f"{text}\n[prompts]\nmistake = 3\n")[0][1] == "prompts.mistake"


def test_two_packs_ask_questions_and_one_has_a_curriculum_that_serves_every_level() -> None:
    assert {name for name in names() if shipped(name).edition.prompts} == {LEADERSHIP, LOOP}
    assert {name for name in names() if shipped(name).edition.modules} == {LEADERSHIP}
    edition = present_edition()
    assert all(any(module.is_for(level) for module in edition.modules) for level in edition.ladder)
    assert {module.cost for module in edition.modules} == {None}, "what a place costs is for the house to say"


def test_a_file_may_have_tags_for_evidence() -> None:
    without = TEXT.partition("[tags.growth]")[0] + "[minimums]" + TEXT.partition("[minimums]")[2]
    assert read_pack(without).edition.tags == ()
    own = f'{without}\n[tags.humour]\ntitle = "Humour"\nmeaning = "Others laughed, and went on"\n'
    assert read_pack(own).edition.tags == (CapabilityTag("humour", "Humour", "Others laughed, and went on"),)
    assert wrong(own.replace("meaning", "means"))[0][1:] == (
        "tags.humour.meaning",
        "",
        "is missing: write a text in quotes",
    )


@pytest.mark.parametrize("name", [LEADERSHIP, LOOP, PASSAGES])
def test_packs_that_ship_tag_growth_inspiring_others_and_navigating_challenge(name: str) -> None:
    assert [tag.name for tag in shipped(name).edition.tags] == ["growth", "inspiring", "navigating_challenge"]
