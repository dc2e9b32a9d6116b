"""History from elsewhere comes in line by line, through the rules, once; and goes out in the same form."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any, cast
from unittest.mock import Mock

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.access.admission import admitted
from api.access.disclosed import Disclosed
from api.access.serialised import serialised
from api.imports import entry_file
from api.imports.command_reader import BY_KIND_FROM_FILES, ENVELOPE, FROM_FILES, CommandReader
from api.imports.exporting import command_for
from api.imports.fields import fields_of
from api.imports.ids import KnownPeople, SameIds
from api.imports.units_meant import UnitsMeant
from domain.frameworks.default_pack import DEFAULT_EDITION, DEFAULT_FRAMEWORK
from domain.kernel.book import Line
from domain.kernel.commands import Command
from domain.kernel.facts import Event, Reference
from domain.people.naming import PersonIdentified
from ledger import Ledger, Wrapping
from tests.api.any_command import register
from tests.api.imports.command_output import histories, units
from tests.api.imports.conftest import KEY, CommandLine
from tests.domain.test_examples import ledger_after
from tests.examples.streams import TOLD, Told
from tests.ledger.entries_written import encoded
from tests.ledger.golden_files import FORM

register()

HISTORY = Path(__file__).with_name("history.ndjson")
"""As another system might tell of somebody's growth, under keys of its own."""


def exported(told: Told) -> bool:
    """Whether a line of its own asks for what was told; one that retracts names what it takes back."""
    return told.retracts is None and type(told.event).__name__ in BY_KIND_FROM_FILES


@pytest.mark.parametrize("command", FROM_FILES.values(), ids=FROM_FILES)
def test_a_line_comes_to_the_command_that_it_spells(command: type[Command[Any]]) -> None:
    units = cast("UnitsMeant", Mock(UnitsMeant))
    reader = CommandReader("hr", cast("KnownPeople", None), cast("SameIds", None), Reference.parse, units)
    assert not ENVELOPE & set(fields_of(command)), "a line could not tell them apart"

    @settings(max_examples=8, suppress_health_check=list(HealthCheck))
    @given(st.from_type(command))
    def check(asked: Command[Any]) -> None:
        told = json.loads(msgspec.json.encode(as_line(asked)))
        assert reader.command(told) == asked, reader.wrong

    check()


@pytest.mark.parametrize(
    "told", [one for one in TOLD if one.is_example and exported(one)], ids=lambda told: type(told.event).__name__
)
def test_what_is_exported_of_every_event_asks_for_it_again(told: Told) -> None:
    """Whatever its command asks for stands in the event, or is worked out of it."""
    units = cast("UnitsMeant", Mock(UnitsMeant))
    reader = CommandReader("hr", cast("KnownPeople", None), cast("SameIds", None), Reference.parse, units)
    entry = encoded(FORM, told.event, told.at.stream, told.at.version)
    command = reader.command(json.loads(msgspec.json.encode(command_for(Disclosed(entry)))))
    assert command is not None, reader.wrong
    decided = ledger_after(TOLD.index(told)).decide(command)
    assert told.event in [line.event if isinstance(line, Line) else line for line in decided]


def as_line(command: Command[Any]) -> dict[str, Any]:
    """A command as a line tells it; and so for a command inside it."""
    said = {one.name: getattr(command, one.name) for one in dataclasses.fields(command)}  # type: ignore[arg-type]
    inner = {name: as_line(value) if isinstance(value, Command) else serialised(value) for name, value in said.items()}
    return {"command": type(command).__name__, **inner}


def lines(*told: dict[str, Any]) -> list[str]:
    """Lines of JSON."""
    return [json.dumps(one, ensure_ascii=False) for one in told]


def join(**more: Any) -> dict[str, Any]:
    """Ada joins."""
    joins = {
        "command": "JoinPerson",
        "person": {"id": "17"},
        "name": "Ada",
        "unit": "Tooling",
        "effective_on": "2019-04-01",
    }
    return {**joins, **more}


def practice(reference: str, **more: Any) -> dict[str, Any]:
    """Ada leads."""
    told = {"command": "RecordPractice", "person": {"id": "17"}, "situation": f"Hand-over {reference}"}
    return {**told, "reference": reference, "effective_on": "2022-03-01", **more}


@pytest.fixture
def everything(on_its_own: Callable[[], CommandLine]) -> tuple[CommandLine, Path]:
    """The whole history, with the framework that it needs."""
    leadership = on_its_own()
    pack = {"command": "PublishFramework", "framework": DEFAULT_FRAMEWORK, "edition": serialised(DEFAULT_EDITION)}
    first = msgspec.json.encode({**pack, "effective_on": "2019-01-01", "reference": "pack"}).decode()
    return leadership, leadership.file("history.ndjson", first, *HISTORY.read_text().splitlines())


def events(leadership: CommandLine) -> list[tuple[Any, ...]]:
    """All that a ledger says, but for when it was written."""
    with closing(Ledger.open(leadership.url, Wrapping(KEY))) as ledger:
        return [
            (entry.stream, entry.version, without_key(entry.event), entry.supersedes, entry.reason, entry.recorded_by)
            for entry in ledger.entries()
        ]


def without_key(event: Event[Any]) -> Event[Any]:
    """An event without the key that each ledger makes with a secret of its own."""
    return dataclasses.replace(event, identifier_key=None) if isinstance(event, PersonIdentified) else event


def named(ledger: Ledger, name: str) -> set[str]:
    """The units of a name."""
    return {unit for unit, called in units(ledger).items() if called == name}


def test_a_history_comes_in_once_goes_out_and_comes_in_elsewhere(
    everything: tuple[CommandLine, Path], on_its_own: Callable[[], CommandLine]
) -> None:
    leadership, file = everything
    assert "Recorded 90 entries from 82 lines." in leadership.does("import", "entries", file)
    assert "Nothing to record" in leadership.does("import", "entries", file)
    exported, elsewhere = leadership.folder / "exported.ndjson", on_its_own()
    leadership.does("export", "entries", "--to", exported)
    elsewhere.does("import", "entries", exported)
    assert [event for *event, _, _ in events(elsewhere)] == [event for *event, _, _ in events(leadership)]
    assert "Nothing to record" in elsewhere.does("import", "entries", exported)
    assert "was exported from this very ledger: all of it is here already" in leadership.refuses(
        "import", "entries", exported
    )


def test_lines_cite_each_other_and_files_that_came_before(leadership: CommandLine, ledger: Ledger) -> None:
    first = leadership.file("first.ndjson", *lines(join(reference="j"), practice("p"), practice("q", builds_on=["p"])))
    leadership.does("import", "entries", first)
    leadership.does("import", "entries", leadership.file("second.ndjson", *lines(practice("r", builds_on=["p", "q"]))))
    told = [entry for entry in ledger.entries(after=leadership.since) if entry.kind == "PracticeRecorded"]
    assert [entry.event.builds_on for entry in told] == [(), (told[0].at,), (told[0].at, told[1].at)]


def test_a_kind_of_entry_is_as_good_as_its_command(leadership: CommandLine, ledger: Ledger) -> None:
    moved = {"kind": "PersonMoved", "person": {"id": "17"}, "unit": "Assembly", "effective_on": "2020-01-01"}
    leadership.does("import", "entries", leadership.file("moves.ndjson", *lines(join(), moved)))
    assert histories(ledger, leadership.system)["17"].stays[0].stood[-1].placement.unit in named(ledger, "Assembly")


def test_what_was_before_their_time_here_comes_in_all_the_same(leadership: CommandLine, ledger: Ledger) -> None:
    file = leadership.file("early.ndjson", *lines(join(), practice("p", effective_on="2010-01-01")))
    leadership.does("import", "entries", file)
    assert [entry.kind for entry in ledger.entries(after=leadership.since)][-1] == "PracticeRecorded"


def test_who_wrote_a_line_can_be_said_in_it(leadership: CommandLine, ledger: Ledger) -> None:
    file = leadership.file("by.ndjson", *lines(join(by="payroll"), practice("p", by={"id": "17"}), practice("q")))
    leadership.does("import", "entries", file)
    ada, *_ = written = list(ledger.entries(after=leadership.since))
    machine = ledger.tokens.of_the_machine().id
    assert [entry.recorded_by for entry in written] == [machine, machine, ada.stream, machine]


ASPIRES = {
    "command": "StateAspiration",
    "person": {"id": "17"},
    "effective_on": "2022-01-01",
    "path": "up",
    "mobile": True,
}
RENAMED = {"command": "RenamePerson", "person": {"id": "17"}, "effective_on": "2022-01-01"}
WRONG: list[tuple[str | dict[str, Any], str]] = [
    ("nonsense", "line 2: is no JSON (JSON is malformed: invalid character (byte 4))"),
    ("[1]", "line 2: is no JSON object: write {…}"),
    ({"command": "GiveAsignment"}, "command: “GiveAsignment” is no command: did you mean “GiveAssignment”?"),
    ({"kind": "PersonMovd"}, "kind: “PersonMovd” is no kind: did you mean “PersonMoved”?"),
    (practice("p", person={"id": "18"}), "calls nobody: import them, or let them join before"),
    (practice("p", person="Ada"), "person: “Ada” names no person: write person-… as in the ledger, or ref:…"),
    (practice("p", effective_on="1.3.2022"), "effective_on: “1.3.2022” does not fit"),
    (practice("p", effective_on="1.3.2022"), ": write a day, as 2024-05-31"),
    (practice("p", situtation="x"), "situtation: “x” is no field of RecordPractice: did you mean “situation”?"),
    (practice("p", hours="long"), "hours: “long” does not fit (Expected `float | null`, got `str`): write a number"),
    (practice("p", builds_on="q"), "builds_on: “q” does not fit (Expected `array`, got `str`): write a list"),
    (practice("p", by="Ada Okafor"), "by: “Ada Okafor” is no id: write one as in person-0198c0de-…, never a name"),
    (ASPIRES, "path: “up” does not fit (Invalid enum value 'up'): write one of leadership, specialist, undecided"),
    (RENAMED, "line 2, name: is missing: write a text"),
]


@pytest.mark.parametrize(("told", "what"), WRONG)
def test_a_line_that_cannot_be_understood_says_why_before_anything_is_recorded(
    leadership: CommandLine, ledger: Ledger, told: str | dict[str, Any], what: str
) -> None:
    line = told if isinstance(told, str) else json.dumps(told)
    said = leadership.refuses("import", "entries", leadership.file("wrong.ndjson", *lines(join()), line))
    assert what in said
    assert "Nothing was recorded" in said
    assert ledger.position() == leadership.since


def test_what_cannot_be_kept_is_said_before_anything_is_recorded(leadership: CommandLine, ledger: Ledger) -> None:
    inside = join(identities=[{"system": "sso", "identifier": "a\0"}])
    file = leadership.file("nothing.ndjson", *lines(join(), practice("p", situation="a\0b"), inside))
    said = leadership.refuses("import", "entries", file)
    assert "line 2, situation: holds the character U+0000" in said
    assert "line 3, identities[0].identifier: holds the character U+0000" in said
    assert ledger.position() == leadership.since
    people = leadership.file("people.csv", "id,name,unit,hired_on", "17,A\0da,Tooling,2020-01-01")
    assert "U+0000" in leadership.refuses("import", "people", people, "--encoding", "utf-8")
    kept = leadership.file("kept.ndjson", *lines(join(), practice("q", situation="a backslash: \\u0000")))
    assert "Recorded" in leadership.does("import", "entries", kept)


def test_bad_lines_can_be_left_out(leadership: CommandLine, ledger: Ledger) -> None:
    file = leadership.file("wrong.ndjson", *lines(join()), "nonsense", *lines(practice("p")))
    assert "Recorded 3 entries from 2 lines." in leadership.does("import", "entries", file, "--skip-bad-lines")


def test_what_the_rules_refuse_is_told_and_the_rest_is_recorded(leadership: CommandLine, ledger: Ledger) -> None:
    told = lines(join(), practice("p", hours=-1), practice("q"), practice("r", builds_on=["p"]))
    said = leadership.refuses("import", "entries", leadership.file("refused.ndjson", *told))
    assert "line 2, hours: hours is -1.0: give more than 0 and at most 10,000 hours" in said
    assert (
        "line 4, builds_on[0]: “p” is the reference of no earlier line that was recorded, and no stream@version" in said
    )
    assert "Recorded 3 entries from 3 lines." in said
    assert "2 lines were refused: put them right and run the same command again." in said


def test_a_reference_names_one_line_for_good(leadership: CommandLine) -> None:
    leadership.does("import", "entries", leadership.file("first.ndjson", *lines(join(), practice("p"))))
    other = leadership.file("other.ndjson", *lines(practice("p", situation="Something else")))
    said = leadership.refuses("import", "entries", other)
    assert "line 1, reference: “p” is the reference of a line that says something else" in said


def test_of_a_file_that_has_grown_only_what_is_new_is_asked_of_the_rules(
    leadership: CommandLine, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = (join(), practice("p"), practice("q", builds_on=["p"]))
    leadership.does("import", "entries", leadership.file("known.ndjson", *lines(*known)))
    asked: list[str] = []

    def told(command: Command[Any], *more: Any, from_a_file: bool) -> None:
        asked.append(getattr(command, "situation", ""))
        admitted(command, *more, from_a_file=from_a_file)

    monkeypatch.setattr(entry_file, "admitted", told)
    grown = (*known, practice("r"), practice("p", situation="Something else"))
    said = leadership.refuses("import", "entries", leadership.file("grown.ndjson", *lines(*grown)))
    assert "line 5, reference: “p” is the reference of a line that says something else" in said
    assert "Recorded 1 entry from 5 lines." in said
    assert asked == ["Hand-over q", "Hand-over r", "Something else"], "what cites others is asked again, as it was"


def test_a_file_that_breaks_off_is_taken_as_far_as_it_goes(leadership: CommandLine, ledger: Ledger) -> None:
    whole = leadership.file("whole.ndjson", *lines(join(), practice("p"), practice("q")))
    broken = leadership.folder / "broken.ndjson"
    broken.write_bytes(whole.read_bytes()[:-20])
    said = leadership.refuses("import", "entries", broken)
    assert "Recorded 3 entries from 2 lines." in said
    assert "line 3: breaks off in the middle: everything before it was taken" in said
    assert "Go on from line 3: complete the file and run the same command again" in said
    assert "Recorded 1 entry from 3 lines." in leadership.does("import", "entries", whole)


def test_a_dry_run_checks_every_line_and_records_nothing(leadership: CommandLine, ledger: Ledger) -> None:
    file = leadership.file("dry.ndjson", *lines(join(), practice("p"), practice("q")))
    said = leadership.does("import", "entries", file, "--dry-run")
    assert "RecordPractice  2" in said
    assert ledger.position() == leadership.since


def test_what_is_erased_does_not_go_out(on_its_own: Callable[[], CommandLine]) -> None:
    leadership = on_its_own()
    leadership.does(
        "import", "entries", leadership.file("two.ndjson", *lines(join(), join(person={"id": "18"}, name="Ben")))
    )
    with closing(Ledger.open(leadership.url, Wrapping(KEY))) as ledger:
        ledger.keys.destroy(next(iter(ledger.entries(kinds=["PersonJoined"]))).stream)
    said = leadership.does("export", "entries", "--to", leadership.folder / "out.ndjson")
    assert "Exported 5 entries up to position 7." in said
    assert "2 entries of erased people were left out." in said
    assert "Ada" not in (leadership.folder / "out.ndjson").read_text()


def test_whoever_is_named_before_they_join_is_recorded_first(on_its_own: Callable[[], CommandLine]) -> None:
    """Also where their own manager joins later still: each joining comes once, and after that of whom it names."""
    leadership = on_its_own()
    ada, ben, cai = ({**join(), "person": f"ref:{name}", "reference": name} for name in ("ada", "ben", "cai"))
    told = lines({**ada, "manager": "ref:ben"}, {**ben, "manager": "ref:cai"}, cai)
    file = leadership.file("later.ndjson", *told)
    said = leadership.does("import", "entries", file)
    assert "refused" not in said
    with closing(Ledger.open(leadership.url, Wrapping(KEY))) as ledger:
        joined = [(entry.stream, entry.event.manager) for entry in ledger.entries(kinds=("PersonJoined",))]
    assert [manager for _, manager in joined] == [None, joined[0][0], joined[1][0]]
    assert "Nothing to record" in leadership.does("import", "entries", file)


def test_a_file_without_any_line_is_told_as_empty(leadership: CommandLine) -> None:
    for lines in ((), ("", "   ")):
        said = leadership.refuses("import", "entries", leadership.file("nothing.ndjson", *lines))
        assert "“nothing.ndjson” is empty" in said
        assert "says all of this already" not in said
