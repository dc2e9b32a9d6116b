"""What version 0.1.0 wrote is read, proved, judged and repeated today as it was then."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any, Final
from uuid import UUID, uuid5

import psycopg
import pytest
from typer.testing import CliRunner

from api.access.gate import Gate
from api.bundles.case_replays import in_json
from api.cli.main import app
from api.imports.exporting import Exported
from audit.bundles.checking import Known, check
from audit.replay import Replay, all_decisions, replays
from domain.amendments.corrections import CorrectEntry
from domain.catalogue import EVENTS
from domain.frameworks.default_pack import DEFAULT_EDITION, DEFAULT_FRAMEWORK
from domain.frameworks.publishing import PublishFramework
from domain.kernel.commands import Command
from domain.kernel.facts import ERASED, Erased, Event, Reference
from domain.kernel.ids import PersonId, UnitId
from domain.people.moving import MovePerson, PersonMoved
from domain.people.naming import IdentifyPerson, RenamePerson
from domain.promotions.judging.first import FOLDS
from ledger import Ledger
from ledger.proofs.checkpoint import open_checkpoint
from ledger.proofs.published import Published
from ledger.proofs.signing import VerifierKey
from ledger.proofs.verifying import verify
from ledger.storage.connections import in_role, roles_of
from ledger.storage.migrations import migrate
from projections.registry import migrate as migrate_read_models
from projections.registry import rebuild
from tests.compatibility.version_1.restoring import FOLDER
from tests.databases import WRAPPING
from tests.kinds_changed import by_both, by_manager, keyed

LAST: Final = 346
ADA, BEN, XIA = (PersonId(f"person-0190a000-0000-7000-8000-{number:012d}") for number in (1, 2, 17))
COMMANDS: Final = UUID("0190a000-0000-7000-8000-000000000000")
STEWARD: Final = "steward"


@pytest.fixture(scope="module")
def url(make_old: Callable[[], str]) -> str:
    """Such a database, brought to the present form."""
    url = make_old()
    migrate(url, migrate_read_models)
    return url


@pytest.fixture(scope="module")
def ledger(url: str) -> Iterator[Ledger]:
    with closing(Ledger.open(url, WRAPPING)) as ledger:
        yield ledger


def keys_in(name: str) -> tuple[VerifierKey, ...]:
    """Verifier keys that were kept."""
    return tuple(map(VerifierKey.parse, (FOLDER / name).read_text().split()))


def unpacked(name: str) -> bytes:
    return gzip.decompress((FOLDER / f"{name}.gz").read_bytes())


def must_verify(url: str) -> None:
    """As whoever kept a checkpoint and the keys would look, the index included."""
    keys = keys_in("verifier-keys")
    held = open_checkpoint((FOLDER / "checkpoint").read_bytes(), keys, keys_in("witness-keys"), quorum=1).checkpoint
    with psycopg.connect(in_role(url, roles_of(url).projector), autocommit=True) as connection:
        found = verify(connection, held, keys, index=True)
    assert found.disagreement is None
    assert (found.entries, found.proved) == (LAST, LAST)


def test_it_verifies_as_it_was_left(make_old: Callable[[], str]) -> None:
    must_verify(make_old())


def test_it_verifies_once_it_is_migrated(url: str) -> None:
    must_verify(url)


def test_it_verifies_when_a_kind_gets_a_further_key(make_old: Callable[[], str]) -> None:
    """Before it is migrated and after."""
    url = make_old()
    with keyed(PersonMoved, by_manager, by_both):
        must_verify(url)
        migrate(url)
        must_verify(url)
        with closing(Ledger.open(url, WRAPPING)) as ledger:
            [moved] = ledger.book().concerning("unit-Assembly", PersonMoved)
            assert (moved.at, moved.event.job_title) == (Reference(ADA, 4), "Shift setter")
            assert moved in ledger.book().concerning(BEN, PersonMoved)


def test_every_entry_is_read(ledger: Ledger) -> None:
    """And of one person only, who was erased, some things are not."""
    erased = {
        entry.position
        for entry in ledger.entries(until=LAST)
        if any(isinstance(said, Erased) for said in (*vars(entry.event).values(), entry.reason))
    }
    of_xia = {entry.position for entry in (*ledger.stream(XIA), *ledger.touching(XIA, after=0, until=LAST))}
    assert erased
    assert erased <= of_xia
    assert all(entry.event.effective_on for entry in ledger.entries(until=LAST, opened=False))


def test_every_decision_is_replayed_word_for_word(ledger: Ledger) -> None:
    then = json.loads(unpacked("replays.json"))
    again = [one for one in replays(ledger, all_decisions(ledger, as_of=LAST), as_of=LAST) if isinstance(one, Replay)]
    assert len(then) == len(again) == 29
    of_stays: list[str] = []
    for was, one in zip(then, again, strict=True):
        if one.decision.event.findings is ERASED:  # they stood in the open then; of whoever is erased they are not told
            was["decision"]["event"]["findings"] = {"erased": True}
        told = json.loads(json.dumps(in_json(one, Gate(ledger))))
        found, known = told["since"]["came_to_light"], was["since"]["came_to_light"]
        stays = [each for each in found if each not in known and is_of_a_stay(ledger, each["entry"]["reference"])]
        told["since"]["came_to_light"] = [each for each in found if each not in stays]
        assert told == was
        of_stays += [each["how"] for each in stays]
    assert {*of_stays} == {"late", "corrected", "retracted"}, "a holder's stay is watched, too"


def is_of_a_stay(ledger: Ledger, reference: str) -> bool:
    """Whether it is said there when somebody was here: of those who held the role, that is told since version 0.2."""
    at = Reference.parse(reference)
    return ledger.stream(at.stream)[at.version - 1].kind in ("PersonJoined", "PersonLeft")


def test_the_judge_that_is_named_remembers_as_it_did_whatever_is_remembered_today(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Leavings, late appointments and retractions touch the roles; and today nothing of that is remembered any more."""

    def forgetful(event: Event[Any], known: object, at: Reference) -> object:
        return known

    for kind in dict.fromkeys(kind for folds in FOLDS.values() for kind in folds):
        monkeypatch.setattr(EVENTS[kind], "evolve", forgetful)
    test_every_decision_is_replayed_word_for_word(ledger)


@pytest.mark.parametrize("name", ["case.zip", "case-opened.zip"])
def test_its_bundles_hold(name: str) -> None:
    known = Known(keys_in("verifier-keys"), keys_in("witness-keys"), quorum=1)
    holds = check((FOLDER / name).read_bytes(), known)
    assert holds.opened == (name == "case-opened.zip")
    assert holds.replay is not None
    assert (holds.since is None) == holds.opened


def test_what_is_published_is_what_was(url: str) -> None:
    with Published(url) as log:
        assert log.checkpoint() == (FOLDER / "checkpoint").read_bytes()
        assert log.verifier_keys() == (FOLDER / "verifier-keys").read_bytes()


ASSEMBLY: Final = UnitId("Assembly")
"""As units were named when this was asked."""
MOVED: Final = MovePerson(ADA, ASSEMBLY, "Production", "self", "Setter", BEN, effective_on=date(2021, 1, 11))
INSTEAD: Final = MovePerson(ADA, ASSEMBLY, "Production", "self", "Lead setter", BEN, effective_on=date(2021, 2, 1))
ASKED: Final[dict[int, Command[Any]]] = {
    1: PublishFramework(DEFAULT_FRAMEWORK, DEFAULT_EDITION, effective_on=date(2019, 1, 7)),
    23: IdentifyPerson(BEN, "email", "ben.sato@plant.example", effective_on=date(2019, 1, 7)),
    24: RenamePerson(ADA, "Ada Okafor-Lind", effective_on=date(2022, 6, 18)),
    25: MOVED,
    26: CorrectEntry(Reference(ADA, 4), INSTEAD, "The contract says February"),
}
"""By its number, what the ledger was asked for."""


@pytest.mark.parametrize("number", ASKED)
def test_a_command_asked_again_gets_its_first_receipt(ledger: Ledger, number: int) -> None:
    command_id = uuid5(COMMANDS, str(number))
    written = [entry for entry in ledger.entries(until=LAST) if entry.command_id == command_id]
    receipt = ledger.record(ASKED[number], by=STEWARD, command_id=command_id)
    assert receipt.repeated
    assert receipt.position == written[-1].position
    assert receipt.references == tuple(entry.at for entry in written)
    assert receipt.recorded_at == written[0].recorded_at
    assert ledger.position() == LAST


def leadership(url: str, *words: str | Path) -> tuple[int, str]:
    """The exit code of `leadership …`, and all that it says."""
    environment = {"LEADERSHIP_DATABASE_URL": url, "LEADERSHIP_KEY": bytes(range(32)).hex(), "COLUMNS": "200"}
    result = CliRunner().invoke(app, [*map(str, words)], env=environment)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.output


def test_what_is_exported_is_what_was(ledger: Ledger) -> None:
    assert b"".join(Exported(ledger)) == unpacked("export.ndjson")


NO_LONGER: Final = {
    71: "mentored by somebody who was erased, and left out",
    **dict.fromkeys((121, 122), "the case of somebody who was erased"),
    **dict.fromkeys((84, 85, 86, 88, 89, 90, 91), "proposed from a level on which the candidate does not stand"),
    **dict.fromkeys(range(109, 118), "an appeal in the hands of those who decided before"),
    127: "appointed to a second whole place",
    **dict.fromkeys((205, 213, 245), "takes back what leaving the role had written, and no longer writes"),
    306: "approved although criteria, judged as they are now, were not met",
    313: "told that an entry was mended which was as it had been when they asked",
}
"""The lines that the rules of today refuse, although they were recorded once: they are told, one by one."""


def test_its_export_is_recorded_elsewhere(make_database: Callable[[], str], tmp_path: Path) -> None:
    """But for what rests on the person who was erased, and for what is refused today; managers may join later in it."""
    file = tmp_path / "export.ndjson"
    file.write_bytes(unpacked("export.ndjson"))
    code, said = leadership(make_database(), "import", "entries", file)
    named = re.findall(r"(?:^line |\(so is )(\d+)", said, re.MULTILINE)  # what is wrong in the same way is told once
    refused = sorted(map(int, named))
    assert (code, refused) == (1, sorted(NO_LONGER)), said
    assert f"mentor “{XIA}” is nobody whom the ledger knows" in said
    assert "Recorded 298 entries from 322 lines.\n25 lines were refused" in said


def test_read_models_are_built_anew(url: str) -> None:
    assert rebuild(url, WRAPPING) == LAST
    with psycopg.connect(in_role(url, roles_of(url).reader)) as connection:
        assert connection.execute("SELECT count(*) FROM read_models.parked").fetchall() == [(0,)]
