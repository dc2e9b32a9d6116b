"""A ledger of version 0.1.0 goes on with salts: its leaves stay as they are, and both forms prove each other."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final
from uuid import uuid4

import psycopg
import pytest

from audit.bundles.archive import unpacked
from audit.bundles.checking import check
from domain.amendments.corrections import CorrectEntry
from domain.kernel.facts import Reference
from domain.kernel.ids import CaseId
from domain.people.naming import RenamePerson
from ledger.proofs.leaf import Leaf
from ledger.proofs.leaves import parsed
from ledger.proofs.salted_leaf import SaltedLeaf, secret_of_unsalted
from ledger.proofs.signing import SigningKey
from ledger.proofs.tiles import bundles_of, unbundled
from ledger.storage.migrations import migrate
from ledger.storage.proposals import NewEntry, Proposal
from ledger.storage.read_set import ReadSet
from projections.registry import migrate as migrate_read_models
from tests.audit.bundles.cases import Decided
from tests.audit.bundles.conftest import KEY, Audited, leadership
from tests.audit.bundles.test_completeness import copied, without
from tests.compatibility.test_version_1 import ADA, LAST
from tests.compatibility.version_1.restoring import FOLDER
from tests.ledger.proofs.conftest import Book, opened
from tests.units import RECORDER

CASE: Final = "case-0190a000-0000-7000-8000-000000000005"
FILE_CLOSED: Final = 96
"""Position of an entry of that case in which nothing is sealed."""
DECIDED: Final = 118
"""Position of the last entry on its stream."""
RENAMED: Final = 3
"""Version at which Ada was renamed."""


@dataclass(frozen=True)
class Continued:
    """That ledger with two entries more: one on the stream of an old case, and a correction of an old entry."""

    book: Book
    home: Path

    @property
    def audited(self) -> Audited:
        """As the command line has it."""
        return Audited(self.book, Decided(CaseId(CASE), Reference(CASE, 3)), self.home)


@pytest.fixture(scope="module")
def continued(make_old: Callable[[], str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Continued]:
    url, home = make_old(), tmp_path_factory.mktemp("continued")
    migrate(url, migrate_read_models)
    keys = home / "signing.key"  # a copy: what was signed last is kept beside it
    keys.write_text((FOLDER / "signing.key").read_text())
    with opened(url) as book, pytest.MonkeyPatch.context() as environment:
        for name, value in {
            "DATABASE_URL": url,
            "KEY": KEY,
            "SIGNING_KEY_FILE": str(keys),
            "LOG_ORIGIN": SigningKey.parse(keys.read_text().strip()).name,
        }.items():
            environment.setenv(f"LEADERSHIP_{name}", value)
        [closed] = book.ledger.recorder.read("WHERE position = %s", FILE_CLOSED)
        touched = tuple((subject, closed.kind) for subject in closed.event.concerns())
        again = NewEntry(CASE, closed.kind, closed.stored, None, touched)
        [outcome] = book.ledger.recorder.append([Proposal(uuid4(), b"", RECORDER, [again], ReadSet({}))])
        assert outcome.what == "recorded"
        renaming = RenamePerson(ADA, "Ada Okafor-Lindt", effective_on=date(2022, 6, 18))
        book.ledger.record(CorrectEntry(Reference(ADA, RENAMED), renaming, "A slip of the pen"), by=RECORDER)
        assert leadership("audit-bundle", CASE, "-o", home / "case.zip", "--since", FOLDER / "checkpoint")[0] == 0
        yield Continued(book, home)


def verified(*options: object) -> tuple[int, str]:
    return leadership("verify", "--ledger", "--index", *options)


def test_the_whole_ledger_verifies_against_what_was_kept(continued: Continued) -> None:
    code, said = verified("--checkpoint", FOLDER / "checkpoint", "--key", FOLDER / "verifier-keys")
    assert code == 0, said
    assert f"Proved under the checkpoint held elsewhere: {LAST} entries." in said
    assert "Not yet proved by it, as they came later: 2 entries." in said


def test_old_leaves_stay_and_new_ones_say_since_when_they_are_others(continued: Continued) -> None:
    log = copied(continued.audited, continued.home / "log")
    leaves = [parsed(leaf) for at in bundles_of(LAST + 2) for leaf in unbundled((log / at.path).read_bytes())]
    assert [type(leaf) for leaf in leaves] == [Leaf] * LAST + [SaltedLeaf] * 2
    assert [leaf.since for leaf in leaves if isinstance(leaf, SaltedLeaf)] == [LAST + 1] * 2


def test_what_begins_where_salts_begin_is_linked_to_what_was_there(continued: Continued) -> None:
    rows = continued.book.owner.execute(
        "SELECT encode(follows, 'hex'), encode(amends, 'hex') FROM ledger.entries"
        " WHERE position > %s ORDER BY position",
        (LAST,),
    ).fetchall()
    before = [
        secret_of_unsalted(stored)
        for where in (f"position = {DECIDED}", f"stream = '{ADA}' AND position <= {LAST}")
        for (stored,) in continued.book.owner.execute(
            f"SELECT stored FROM ledger.entries WHERE {where} ORDER BY version DESC LIMIT 1".encode()
        ).fetchall()
    ]
    [(amended,)] = continued.book.owner.execute(
        "SELECT stored FROM ledger.entries WHERE stream = %s AND %s IN (version, supersedes) AND position <= %s"
        " ORDER BY version DESC LIMIT 1",
        (ADA, RENAMED, LAST),
    ).fetchall()
    assert rows == [(before[0], None), (before[1], secret_of_unsalted(amended))]


def test_a_bundle_holds_entries_of_both_forms(continued: Continued) -> None:
    file = continued.home / "case.zip"
    code, said = leadership("verify", file, "--key", FOLDER / "verifier-keys", "--checkpoint", FOLDER / "checkpoint")
    assert code == 0, said
    holds = check(file.read_bytes())
    assert [entry.position for entry in holds.entries if entry.header] == [LAST + 1]
    assert json.loads(unpacked(file.read_bytes())["case.json"])["form"] == "leadership-ledger/audit-bundle/v2"


def test_decisions_of_the_first_judge_are_judged_again_with_what_it_looked_up(continued: Continued) -> None:
    """Where bundles of before left the vacancy and the procedure to whoever made them."""
    file = continued.home / "case-opened.zip"
    assert leadership("audit-bundle", CASE, "-o", file, "--opened")[0] == 0
    code, said = leadership("verify", file, "--key", FOLDER / "verifier-keys")
    assert code == 0, said
    decided = [one["decision"] for one in json.loads(unpacked(file.read_bytes())["replay.json"])]
    assert [f"{at} was judged again here, by “first”, from what is opened: reproduced." in said for at in decided] == [
        True, True,
    ]  # fmt: skip
    assert "10 criteria, the procedure, and what answers" in said


@pytest.mark.parametrize(
    ("first_gone", "said"),
    [(LAST + 1, f"what follows {CASE}@23, recorded 20"), (DECIDED, f"PromotionApproved {CASE}@23, recorded 20")],
)
def test_what_was_left_out_is_named_whichever_form_it_has(continued: Continued, first_gone: int, said: str) -> None:
    less = without(
        continued.audited,
        "less.zip",
        lambda entry: entry.told.stream == CASE and entry.position >= first_gone,
    )
    assert leadership("verify", less)[0] == 0, "the bundle alone does not show it"
    log = copied(continued.audited, continued.home / "log")
    code, told = leadership("verify", less, "--log", log)
    assert (code, f"  position {first_gone}: {said}" in told) == (1, True), told


def test_a_log_that_mixes_the_forms_is_told(continued: Continued, tmp_path: Path) -> None:
    log = copied(continued.audited, tmp_path)
    last = log / next(at.path for at in bundles_of(LAST + 2) if at.number == 1)
    last.write_bytes(last.read_bytes().replace(b'"since":347', b'"since":340'))
    code, told = leadership("verify", continued.home / "case.zip", "--log", log)
    assert (code, "leaf 346 has no salt, and leaves are salted since 340" in told) == (1, True), told


@pytest.mark.parametrize(
    ("position", "damage"),
    [
        (200, "UPDATE ledger.entries SET salt = uuid_send(gen_random_uuid()) WHERE position = 200"),
        (346, "UPDATE ledger.entries SET salt = uuid_send(gen_random_uuid()) WHERE position = 346"),
        (200, "UPDATE ledger.entries SET follows = uuid_send(gen_random_uuid()) WHERE position = 200"),
        (200, "UPDATE ledger.entries SET amends = uuid_send(gen_random_uuid()) WHERE position = 200"),
        (347, "UPDATE ledger.entries SET salt = NULL, follows = NULL WHERE position = 347"),
        (347, "UPDATE ledger.entries SET salt = NULL, follows = NULL, amends = NULL WHERE position >= 347"),
        (348, "UPDATE ledger.entries SET salt = NULL, follows = NULL, amends = NULL WHERE position = 348"),
    ],
)
def test_no_entry_changes_its_form(continued: Continued, position: int, damage: str) -> None:
    """Not where the change was, and nowhere else."""
    owner = continued.book.owner
    owner.execute("CREATE TEMP TABLE kept AS SELECT position, salt, follows, amends FROM ledger.entries")
    try:
        continued.book.forge("ledger.entries", damage)
        code, said = verified("--key", FOLDER / "verifier-keys")
        assert (code, f"at entry {position}: " in said) == (1, True), said
    finally:
        continued.book.forge(
            "ledger.entries",
            "UPDATE ledger.entries e SET salt = k.salt, follows = k.follows, amends = k.amends"
            " FROM kept k WHERE k.position = e.position",
        )
        owner.execute("DROP TABLE kept")


def test_earlier_versions_take_nothing_more_into_the_tree(continued: Continued) -> None:
    """They would make leaves without salts."""
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        continued.book.signer.execute("INSERT INTO proofs.hashes VALUES (0, 348, sha256(''))")
