"""A job history into an empty ledger in one go: whoever manages others is known, wherever in the file they stand."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from datetime import date

import pytest

from ledger import Ledger, Wrapping
from tests.api.imports.command_output import kinds, shape
from tests.api.imports.conftest import KEY, CommandLine

HEAD = "EMP_ID,Name,EFFDT,Action,Department,Manager"
LATER = (
    "1,Ada Okafor,2010-01-01,Hire,Tooling,2",
    "1,Ada Okafor,2016-01-01,Transfer,Tooling,Cem Aydin",
    "2,Ben Lind,2009-01-01,Hire,Tooling,3",
    "3,Cem Aydin,2008-01-01,Hire,Tooling,",
)
ROUND = (
    "1,Ada Okafor,2010-01-01,Hire,Tooling,2",
    "1,Ada Okafor,2012-01-01,Transfer,Tooling,",
    "2,Ben Lind,2012-01-01,Hire,Tooling,3",
    "3,Cem Aydin,2013-01-01,Hire,Tooling,1",
)
Above = dict[str, list[tuple[date, str | None]]]


def above(ledger: Ledger, system: str) -> Above:
    """Who managed whom from which day on."""
    told = shape(ledger, system)
    return {who: [(on, manager) for _, _, stood in told[who][0] for on, *_, manager in stood] for who in sorted(told)}


def counted_in(said: str) -> dict[str, int]:
    """The entries that a dry run counts, by their kinds."""
    kinds = ("PersonJoined", "PersonIdentified", "PersonMoved", "PersonLeft")
    lines = (line.rsplit(maxsplit=1) for line in said.splitlines() if line.startswith(kinds))
    return {what.strip(): int(times) for what, times in lines}


def test_managers_who_join_later_in_the_file_are_known_in_an_empty_ledger(
    on_its_own: Callable[[], CommandLine],
) -> None:
    leadership = on_its_own()
    file = leadership.file("jobs.csv", HEAD, *LATER)
    promised = counted_in(leadership.does("import", "spells", file, "--dry-run"))
    said = leadership.does("import", "spells", file)
    assert "about 3 people." in said
    with closing(Ledger.open(leadership.url, Wrapping(KEY))) as ledger:
        assert above(ledger, "hr") == {
            "1": [(date(2010, 1, 1), "2"), (date(2016, 1, 1), "3")],
            "2": [(date(2009, 1, 1), "3")],
            "3": [(date(2008, 1, 1), None)],
        }
        assert promised == {"PersonJoined": 3, "PersonIdentified": 3, "PersonMoved": 1}
        assert promised == {kind: times for kind, times in kinds(ledger).items() if kind in promised}
    assert "Nothing to record" in leadership.does("import", "spells", file)


def test_managers_may_go_round_over_the_years(leadership: CommandLine, ledger: Ledger) -> None:
    file = leadership.file("jobs.csv", HEAD, *ROUND)
    promised = counted_in(leadership.does("import", "spells", file, "--dry-run"))
    leadership.does("import", "spells", file)
    assert above(ledger, leadership.system) == {
        "1": [(date(2010, 1, 1), "2"), (date(2012, 1, 1), None)],
        "2": [(date(2012, 1, 1), "3")],
        "3": [(date(2013, 1, 1), "1")],
    }
    assert promised["PersonJoined"] == 3
    assert promised == {kind: times for kind, times in kinds(ledger, leadership.since).items() if kind in promised}
    assert "Nothing to record" in leadership.does("import", "spells", file)


def test_whoever_was_below_somebody_can_be_above_them_later(leadership: CommandLine, ledger: Ledger) -> None:
    changed_places = (
        "2,Ben Lind,2009-01-01,Hire,Tooling,",
        "2,Ben Lind,2016-01-01,Transfer,Tooling,1",
        "1,Ada Okafor,2010-01-01,Hire,Tooling,2",
        "1,Ada Okafor,2016-01-01,Transfer,Tooling,",
    )
    file = leadership.file("jobs.csv", HEAD, *changed_places)
    leadership.does("import", "spells", file)
    assert above(ledger, leadership.system) == {
        "1": [(date(2010, 1, 1), "2"), (date(2016, 1, 1), None)],
        "2": [(date(2009, 1, 1), None), (date(2016, 1, 1), "1")],
    }
    assert not any(kind.endswith("corrected") for kind in kinds(ledger, leadership.since))


def test_managers_in_a_history_beside_people_may_come_later(leadership: CommandLine, ledger: Ledger) -> None:
    people = leadership.file(
        "people.csv",
        "id,name,department,hired_on,manager",
        "1,Ada Okafor,Tooling,2010-01-01,",
        "2,Ben Lind,Tooling,2009-01-01,1",
    )
    history = leadership.file(
        "jobs.csv",
        HEAD,
        LATER[0],
        "1,Ada Okafor,2016-01-01,Transfer,Tooling,",
        "2,Ben Lind,2009-01-01,Hire,Tooling,",
        "2,Ben Lind,2016-01-01,Transfer,Tooling,1",
    )
    leadership.does("import", "people", people, "--history", history)
    assert above(ledger, leadership.system) == {
        "1": [(date(2010, 1, 1), "2"), (date(2016, 1, 1), None)],
        "2": [(date(2009, 1, 1), None), (date(2016, 1, 1), "1")],
    }
    assert "Nothing to record" in leadership.does("import", "people", people, "--history", history)


def test_a_chain_of_many_managers_each_later_than_the_next(leadership: CommandLine, ledger: Ledger) -> None:
    chain = [f"{n},Person {n},2010-01-01,Hire,Tooling,{n + 1}" for n in range(1, 1_500)]
    file = leadership.file("jobs.csv", HEAD, *chain, "1500,Person 1500,2010-01-01,Hire,Tooling,")
    leadership.does("import", "spells", file, "--dry-run")


def test_whoever_rests_on_somebody_left_out_is_told_in_the_dry_run_as_it_is_recorded(
    leadership: CommandLine, ledger: Ledger
) -> None:
    """Cem's first day cannot be read, so all about Cem is left out, and nobody is recorded under Cem."""
    file = leadership.file("jobs.csv", HEAD, *LATER, "3,Cem Aydin,soon,Transfer,Tooling,")
    assert "Nothing was recorded: put 1 problem right" in leadership.refuses("import", "spells", file)
    dry = leadership.does("import", "spells", file, "--skip-bad-rows", "--dry-run")
    done = leadership.does("import", "spells", file, "--skip-bad-rows")
    for said in (dry, done):
        assert "1 person is left out with all their rows: 3." in said
        assert "row 4, Manager: “3” is left out, as something is wrong with a row of theirs: recorded without" in said
    assert above(ledger, leadership.system) == {
        "1": [(date(2010, 1, 1), "2"), (date(2016, 1, 1), None)],
        "2": [(date(2009, 1, 1), None)],
    }
    promised = counted_in(dry)
    assert promised == {kind: times for kind, times in kinds(ledger, leadership.since).items() if kind in promised}


def test_what_the_rules_refuse_is_left_out_before_it_is_promised(leadership: CommandLine, ledger: Ledger) -> None:
    """Ben would manage himself; whoever is under him is recorded without, and both runs say the same."""
    file = leadership.file(
        "jobs.csv",
        HEAD,
        LATER[0],
        "2,Ben Lind,2009-01-01,Hire,Tooling,",
        "2,Ben Lind,2012-01-01,Transfer,Quality,2",
    )
    refused = leadership.refuses("import", "spells", file)
    assert "row 4, manager" in refused
    dry = leadership.does("import", "spells", file, "--skip-bad-rows", "--dry-run")
    done = leadership.does("import", "spells", file, "--skip-bad-rows")
    assert "1 person is left out with all their rows: 2." in dry
    assert "1 person is left out with all their rows: 2." in done
    assert counted_in(dry) == {"PersonJoined": 1, "PersonIdentified": 1}
    assert kinds(ledger, leadership.since) == counted_in(dry)


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("5,Eve Stone,2007-01-01,Hire,Tooling,1", "row 2: “1”, who joined on 2010-01-01"),
        ("5,Eve Stone,2016-01-01,Hire,Tooling,1", "row 2: “1”, who left on 2015-12-31"),
        ("5,Eve Stone,2010-01-01,Hire,Tooling,1", ""),
    ],
)
def test_managers_who_were_not_here_on_that_day_are_told(leadership: CommandLine, row: str, told: str) -> None:
    rows = ("1,Ada Okafor,2010-01-01,Hire,Tooling,", "1,Ada Okafor,2015-12-31,Termination,Tooling,")
    said = leadership.does("import", "spells", leadership.file("jobs.csv", HEAD, row, *rows), "--dry-run")
    named = "Manager: names managers who were not here on the first day of the row, in 1 row"
    assert (f"{named} ({told})" in said) if told else (named not in said)


def test_of_many_managers_who_were_not_here_three_are_named(leadership: CommandLine) -> None:
    rows = [f"{n},Person {n},2005-01-01,Hire,Tooling,1" for n in range(2, 7)]
    file = leadership.file("jobs.csv", HEAD, *rows, "1,Ada Okafor,2010-01-01,Hire,Tooling,")
    said = leadership.does("import", "spells", file, "--dry-run")
    assert "in 5 rows (row 2: “1”, who joined on 2010-01-01; row 3: “1”" in said
    assert said.count("who joined on") == 3
    leadership.does(
        "import", "people", leadership.file("p.csv", "id,name,department,hired", "1,Ada,Tooling,2010-01-01")
    )
    alone = leadership.file("alone.csv", HEAD, rows[0])
    assert "row 2: “1”, who joined on 2010-01-01" in leadership.does("import", "spells", alone, "--dry-run")
