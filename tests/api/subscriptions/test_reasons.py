"""By what it is told that something moved, as follows from walls and kinds."""

from __future__ import annotations

from dataclasses import replace

from api.access.moved import Reason, movement_of
from api.access.table import Information
from projections.engine.moving import Moved

NOTHING = Moved(1, "person-1", "person-1@3", frozenset(), frozenset(), frozenset(), frozenset())


def test_a_case_that_a_row_for_everybody_names_is_told_to_nobody_by_that() -> None:
    named = replace(NOTHING, to_all=frozenset({"case-1", "role-1", "person-2", "a title", "unit-9"}))
    told = {one.subject for one in movement_of(named).reasons}
    assert told == {"role-1", "person-2", "unit-9"}


def test_what_everybody_is_told_needs_no_other_reason() -> None:
    both = replace(NOTHING, to_all=frozenset({"person-1"}), kinds=frozenset({"PersonMoved"}))
    assert movement_of(both).reasons == {Reason("person-1", Information.DIRECTORY)}


def test_an_entry_that_is_told_closer_is_asked_for_by_its_address() -> None:
    assessed = replace(NOTHING, kinds=frozenset({"AssessmentRecorded"}))
    assert movement_of(assessed).reasons == {Reason("person-1", Information.ASSESSMENT, "person-1@3")}


def test_whoever_is_erased_moves_for_everybody_and_mandates_are_known() -> None:
    erased = movement_of(replace(NOTHING, kinds=frozenset({"PersonalDataErased"})))
    assert erased.erased == "person-1"
    assert erased.reasons == {Reason("person-1", Information.DIRECTORY)}
    assert movement_of(replace(NOTHING, kinds=frozenset({"MandateEnded"}))).charged == "person-1"
