"""A pack's file tried: everything at once, nothing twice, and what nobody can use of it."""

from __future__ import annotations

import re

import pytest

from domain.frameworks.packs.checking import faults_beside, unused
from domain.frameworks.packs.reading import PackUnreadable, read_pack
from domain.frameworks.packs.shipped import LEADERSHIP, LOOP, PASSAGES, SMALL_FIRM, names, shipped, text_of
from domain.frameworks.publishing import faults
from domain.frameworks.service_levels import ServiceLevels
from domain.frameworks.shared_names import name_in

TEXT = text_of(LEADERSHIP)


def tried(text: str) -> list[str]:
    """The places at which something is wrong with a file, as far as it cannot be read, and beside that."""
    with pytest.raises(PackUnreadable) as caught:
        read_pack(text)
    misread, edition = caught.value.misread, caught.value.edition
    assert edition is not None
    wrong = [*(one.where for one in misread), *(fault.where for fault in faults_beside(edition, misread))]
    return [".".join(map(str, where)) for where in wrong]


@pytest.mark.parametrize("name", names())
def test_what_ships_can_be_published_and_all_of_it_used(name: str) -> None:
    pack = shipped(name)
    assert [*faults(pack.edition)] == []
    assert [*unused(pack, (shipped(other) for other in names() if other != name))] == []


def test_four_packs_ship_each_under_an_id_of_its_own() -> None:
    assert set(names()) == {LEADERSHIP, SMALL_FIRM, PASSAGES, LOOP}
    assert len({shipped(name).framework for name in names()}) == len(names())
    for name in (PASSAGES, LOOP):
        assert re.search(r"^# Sources?: ", text_of(name), re.MULTILINE)


def test_what_cannot_be_read_hides_no_fault_and_makes_none() -> None:
    text = TEXT.replace('facet = "mindset"', 'facet = "mood"', 1).replace("days_to_mentor = 90", "days_to_mentor = 0")
    assert tried(text) == ["competencies.self_awareness.facet", "service_levels.days_to_mentor"]
    text = TEXT.replace("rating = 3, sources = 2 }", "rating = true, sources = 2 }").replace("quorum = 3", "quorum = 0")
    assert tried(text) == ["promotion.3.rating", "procedure.quorum"]
    blank = TEXT.replace('skills = ["plan own work"', 'skills = [" "').replace("quorum = 3", "quorum = true")
    assert tried(blank) == ["levels.self.skills", "procedure.quorum"]


def test_where_a_table_is_missing_nothing_is_said_of_what_refers_to_it() -> None:
    beginning, _, after = TEXT.partition("[scales.results]\n")
    places = tried(beginning + after[after.index("[scales.leadership]") :])
    assert {place.partition(".")[0] for place in places} == {"scales"}, places


def test_service_levels_are_read_and_may_be_left_out() -> None:
    assert shipped(LEADERSHIP).edition.service_levels == ServiceLevels(0.3, 90)
    assert shipped(SMALL_FIRM).edition.service_levels is None
    one = TEXT.replace("days_to_mentor = 90\n", "")
    assert read_pack(one).edition.service_levels == ServiceLevels(0.3, None)
    strange = TEXT.replace("days_to_mentor = 90", 'days_to_mentor = "soon"').replace("= 0.3", '= "many"')
    assert tried(strange) == ["service_levels.pairs_across_functions", "service_levels.days_to_mentor"]


@pytest.mark.parametrize(
    ("was", "becomes", "place", "value"),
    [
        ('aliases = ["empathy"]', 'aliases = ["empathie"]', "competencies.care_for_people.aliases", "empathie"),
        ('facet = "technical"', 'facet = "skill"\nlevels = ["self"]', "competencies.expertise.levels", "self"),
    ],
)
def test_what_nobody_can_use_is_named(was: str, becomes: str, place: str, value: str) -> None:
    pack = read_pack(TEXT.replace(was, becomes, 1))
    [found] = unused(pack, (shipped(other) for other in names() if other != LEADERSHIP))
    assert (".".join(map(str, found.where)), found.value) == (place, value)


def test_a_level_on_which_nothing_counts_is_named() -> None:
    text = text_of(SMALL_FIRM).replace('facet = "character"', 'facet = "technical"')
    for name in ("communication", "growth_mindset", "care_for_people"):
        text = text.replace(f"[competencies.{name}]\n", f'[competencies.{name}]\nlevels = ["others", "enterprise"]\n')
    found = {(one.where, one.value) for one in unused(read_pack(text), ())}
    assert (("levels", "self"), "self") in found


SAME = {
    "integrity": ("integrity", "setting_the_example"),
    "direction": ("setting_direction", "sharing_a_vision"),
    "improvement": ("questioning_practice", "questioning_how_things_are_done"),
    "empowering": ("letting_go", "enabling_others"),
    "developing_leaders": ("growing_leaders", "mentor"),
    "collaboration": ("working_across", "connector"),
    "growth_mindset": ("learning_the_unknown", "learner"),
}


@pytest.mark.parametrize(("ours", "theirs"), SAME.items())
def test_one_competency_runs_through_a_change_of_pack_both_ways(ours: str, theirs: tuple[str, str]) -> None:
    called = {LEADERSHIP: ours, PASSAGES: theirs[0], LOOP: theirs[1]}
    for one, name in called.items():
        for other, there in called.items():
            assert name_in(shipped(other).edition, shipped(one).edition, name) == there


def test_a_small_firm_that_grows_keeps_its_lines() -> None:
    small = shipped(SMALL_FIRM).edition
    for larger in (LEADERSHIP, PASSAGES):
        kept = {one.name: name_in(shipped(larger).edition, small, one.name) for one in small.competencies}
        assert None not in kept.values(), kept


def test_no_rating_is_told_under_two_names() -> None:
    for name in names():
        for other in names():
            there = [name_in(shipped(other).edition, shipped(name).edition, one.name)
                     for one in shipped(name).edition.competencies]  # fmt: skip
            known = [each for each in there if each is not None]
            assert len(known) == len(set(known)), (name, other, known)
