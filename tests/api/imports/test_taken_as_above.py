"""What a clerk means by signs: the same as above, only proposed, nothing; and what is the same but for accents."""

from __future__ import annotations

import pytest

from api.imports.cycles_meant import CycleEnds
from api.imports.names import says_nothing
from api.imports.readiness_meant import means_none
from ledger import Ledger
from tests.api.imports.command_output import histories, units
from tests.api.imports.conftest import CommandLine
from tests.api.imports.three_people import A_DAY_BEFORE, PEOPLE, after, name, title

ROLES = "Role,Unit,Level,Critical,Incumbent ID,Since"


def test_signs_for_what_stands_above_are_taken_for_it(leadership: CommandLine, ledger: Ledger) -> None:
    rows = (
        "id,name,department,hired on,manager",
        "1,Ada Ash,Mill,2015-03-30,",
        "2,Ben Oak,〃,2016-04-14,1",
        '3,Cleo Elm,idem,2017-04-14,""""',
    )
    told = leadership.does("import", "people", leadership.file("people.csv", *rows))
    assert 'Taken for what stands above: “〃” (1), “idem” (1), “"” (1).' in told
    stood = histories(ledger, leadership.system)
    placed = {who: one.stays[0].stood[0].placement for who, one in stood.items()}
    assert {units(ledger)[one.unit] for one in placed.values()} == {"Mill"}
    assert placed["2"].manager == placed["3"].manager is not None


@pytest.mark.parametrize("sign", ["◎", "○", "△", "×", "✓"])
def test_a_sign_that_says_something_is_asked_about(three: CommandLine, sign: str) -> None:
    assert not says_nothing(sign)
    assert not means_none(sign)
    assert means_none("–")
    three.does("import", "roles", three.file("roles.csv", ROLES, f"{title(three)},Tooling,others,Yes,1,2018-01-01"))
    file = three.file("slates.csv", "Role,Person,Readiness", f"{title(three)},2,{sign}")
    said = three.refuses("import", "slates", file, "--as-of", A_DAY_BEFORE)
    assert f"Readiness: “{sign}” is none of now" in said


def test_whoever_stands_in_brackets_is_proposed_alone_and_ranks_count_from_one(
    three: CommandLine, ledger: Ledger
) -> None:
    three.does("import", "roles", three.file("roles.csv", ROLES, f"{title(three)},Tooling,others,Yes,1,2018-01-01"))
    rows = (f"{title(three)},[{name(three, 'Kim')}],1,1", f"{title(three)},3,2,1")
    said = three.does(
        "import", "slates", three.file("slates.csv", "Role,Successor,Rank,Confirmed by", *rows), "--as-of", A_DAY_BEFORE
    )
    assert "stands in brackets: nominated, and not confirmed with the others" in said
    assert "is of 2 on this slate: the ledger counts from 1, in this order" in said
    [confirmed] = after(ledger, three, "SlateConfirmed")
    assert len(confirmed.event.successors) == 1
    assert len(after(ledger, three, "SuccessorNominated")) == 2


def test_a_reviewer_who_is_known_later_is_added_to_the_review(three: CommandLine, ledger: Ledger) -> None:
    head = "Person,Review date,Results,By"
    told = three.does("import", "reviews", three.file("r.csv", head, f"2,{A_DAY_BEFORE},2,Head of the Mill"))
    assert "recorded without" in told
    three.does("import", "reviews", three.file("r.csv", head, f"2,{A_DAY_BEFORE},2,1"))
    first, second = after(ledger, three, "AssessmentRecorded")
    assert (first.event.assessor, second.supersedes, second.event.assessment) == (
        None,
        first.version,
        first.event.assessment,
    )
    told = three.does("import", "reviews", three.file("r.csv", head, f"2,{A_DAY_BEFORE},2,3"))
    assert "is recorded as reviewed by" in told
    assert "Nothing to record" in three.does("import", "reviews", three.file("r.csv", head, f"2,{A_DAY_BEFORE},2,1"))


def test_family_names_that_are_whole_names_are_names(leadership: CommandLine, ledger: Ledger) -> None:
    rows = ("Matricule,Nom,Service,Date d'embauche", '1,"TREMBLAY, Maude",Scierie,2015-03-30')
    told = leadership.does("import", "people", leadership.file("people.csv", *rows))
    assert "as it holds whole names" in told
    assert [one.stays[0].name for one in histories(ledger, leadership.system).values()] == ["Maude TREMBLAY"]


def test_units_that_differ_in_accents_alone_are_one_and_told(leadership: CommandLine, ledger: Ledger) -> None:
    unit = f"Captação {leadership.system}"
    rows = (
        "id,name,department,hired on",
        f"1,Ada Ash,{unit},2015-03-30",
        f"2,Ben,{unit.replace('çã', 'ca')},2016-04-14",
    )
    told = leadership.does("import", "people", leadership.file("people.csv", *rows))
    assert f"Units taken, as only accents or signs differ: “{unit.replace('çã', 'ca')}” for “{unit}”." in told
    stood = histories(ledger, leadership.system)
    assert len({one.stays[0].stood[0].placement.unit for one in stood.values()}) == 1


@pytest.mark.parametrize("cycle", ["2024上期", "2024 下半期", "2024 półrocze", "1er semestre 2024"])
def test_halves_of_whichever_years_are_asked_about(cycle: str) -> None:
    assert CycleEnds().last_day_of(cycle) is None


def test_blanks_of_a_history_are_told_and_filled_within_one_person(leadership: CommandLine, ledger: Ledger) -> None:
    people = (PEOPLE, "1,Ada Ash,Mill,2015-03-30,,", "2,Ben Oak,Paint,2015-03-30,1,")
    leadership.does("import", "people", leadership.file("people.csv", *people))
    rows = ("id,unit,title,from", "2,Mill,Setter,2015-03-30", "2,Paint,,2018-01-01", "1,Mill,,2015-03-30")
    file = leadership.file("history.csv", *rows)
    told = leadership.does("import", "spells", file, "--dry-run")
    assert "“title” is blank in 1 row of people of whom a row above says it" in told
    told = leadership.does("import", "spells", file, "--fill-down", "job_title")
    assert "Where “title” is blank, what stands above it of the same person is taken." in told
    stood = histories(ledger, leadership.system)
    assert [one.placement.job_title for one in stood["2"].stays[0].stood] == ["Setter", "Setter"]
    assert {one.placement.job_title for one in stood["1"].stays[0].stood} == {None}


def test_names_that_change_in_a_history_are_told(leadership: CommandLine) -> None:
    rows = ("id,name,unit,from", "1,Ewa Lis,Mill,2015-03-30", "1,Ewa Kos,Mill,2018-01-01", "2,Jan Maj,Mill,2015-03-30")
    told = leadership.does("import", "spells", leadership.file("history.csv", *rows), "--dry-run")
    assert (
        "1 person has another name in later rows, as “1” (“Ewa Lis”, then “Ewa Kos”): a history renames nobody" in told
    )


def test_whoever_may_have_come_back_under_another_number_is_told(leadership: CommandLine) -> None:
    head = "id,name,department,hired on,left on"
    rows = ("7,Ada Ash,Mill,2015-03-30,2018-03-31", '8,"Ash, Ada",Mill,2020-04-01,', "9,Ben Oak,Mill,2016-04-14,")
    told = leadership.does("import", "people", leadership.file("people.csv", head, *rows), "--dry-run")
    assert "is called as “7”, who had left on 2018-03-31: recorded as two people" in told
    assert told.count("recorded as two people") == 1


def test_a_status_with_a_day_in_it_is_told(leadership: CommandLine) -> None:
    head = "id,name,department,hired on,status"
    rows = (head, "7,Ada Ash,Mill,2015-03-30,Aviso até 20/04/2031", "8,Ben Oak,Mill,2020-04-01,Active")
    file = leadership.file("people.csv", *rows)
    told = leadership.does("import", "people", file, "--status", "Aviso até 20/04/2031=here", "--dry-run")
    assert "“Aviso até 20/04/2031” holds a day, of which nothing is recorded" in told
