"""The signing key is changed as the guide says: who has only the earlier one is told so, and of no forgery."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from audit.bundles.archive import packed, unpacked
from audit.bundles.checking import check
from ledger.proofs import reading
from ledger.proofs.signing import Algorithm, SigningKey
from tests.audit.bundles.cases import decide
from tests.audit.bundles.conftest import KEY, ORIGIN, Audited, leadership
from tests.ledger.proofs.conftest import opened
from tests.ledger.proofs.test_verifying import rebuild

OLD, NEW = (SigningKey(ORIGIN, Algorithm.ED25519, bytes([seed] * 32)) for seed in (1, 2))


@dataclass(frozen=True)
class Changed:
    """A house whose signing key was changed, and what an auditor kept from before."""

    audited: Audited
    checkpoint: Path
    before: int
    """How many entries that is over."""
    both: Path
    """A bundle of when both signed."""
    after: Path
    """A bundle of now, since that checkpoint."""


@pytest.fixture(scope="module")
def changed(make_database: Callable[[], str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Changed]:
    home = tmp_path_factory.mktemp("changing")
    keys = home / "signing.key"
    with opened(make_database()) as book, pytest.MonkeyPatch.context() as environment:
        for name, value in {
            "DATABASE_URL": book.url,
            "KEY": KEY,
            "SIGNING_KEY_FILE": str(keys),
            "LOG_ORIGIN": ORIGIN,
        }.items():
            environment.setenv(f"LEADERSHIP_{name}", value)
        audited = Audited(book, decide(book.ledger), home)
        keys.write_text(f"{OLD.text}\n")
        first = unpacked(audited.bundle("first.zip").read_bytes())
        checkpoint = home / "checkpoint-kept"
        checkpoint.write_bytes(first["checkpoint"])
        before = int(first["checkpoint"].split(b"\n")[1])
        book.write(20)
        keys.write_text(f"{OLD.text}\n{NEW.text}\n")
        both = audited.bundle("both.zip", "--since", checkpoint)
        book.write(10)
        keys.write_text(f"{NEW.text}\n")
        after = audited.bundle("after.zip", "--since", checkpoint)
        yield Changed(audited, checkpoint, before, both, after)


def of_ledger(*options: object) -> tuple[int, str]:
    return leadership("verify", "--ledger", *options)


def strange(key: SigningKey) -> str:
    return f"igned by a key that you did not give: {ORIGIN}+{key.verifier.id.hex()}"


@pytest.mark.mission("M67")
def test_the_ledger_agrees_up_to_the_checkpoint_that_was_kept(changed: Changed) -> None:
    code, said = of_ledger("--checkpoint", changed.checkpoint, "--key", OLD.verifier)
    assert code == 4, said
    assert "tree and checkpoints agree." in said
    assert strange(NEW) in said
    assert f"Read: {changed.before + 30} entries." in said
    assert f"Proved under the checkpoint held elsewhere: {changed.before} entries." in said
    assert "Not yet proved by it, as they came later: 30 entries." in said
    assert "forgery" not in said
    code, said = of_ledger("--key", OLD.verifier)
    assert code == 4, said
    assert f"and signed by a key that you gave: {changed.before + 20} entries." in said, "as long as both signed"
    assert "Not yet under one: 10 entries." in said


def test_whoever_has_both_keys_has_no_doubt(changed: Changed) -> None:
    keys = ("--key", OLD.verifier, "--key", NEW.verifier)
    assert of_ledger("--checkpoint", changed.checkpoint, *keys)[0] == 0
    assert of_ledger(*keys)[0] == 0
    code, said = leadership("verify", changed.after, "--checkpoint", changed.checkpoint, *keys)
    assert (code, strange(NEW) in said) == (0, False), said


def test_whoever_has_only_the_new_key_cannot_open_what_they_kept(changed: Changed) -> None:
    code, said = of_ledger("--checkpoint", changed.checkpoint, "--key", NEW.verifier)
    assert code == 4, said
    assert f"the checkpoint is signed by a key that was not given: {ORIGIN}+{OLD.verifier.id.hex()}" in said
    code, said = of_ledger("--key", NEW.verifier)
    assert (code, strange(OLD) in said) == (4, True), "what only the old key signed"


@pytest.mark.mission("M67")
def test_a_bundle_agrees_up_to_the_checkpoint_that_was_kept(changed: Changed) -> None:
    kept = ("--checkpoint", changed.checkpoint, "--key", OLD.verifier)
    assert leadership("verify", changed.both, *kept)[0] == 0
    code, said = leadership("verify", changed.after, *kept)
    assert code == 4, said
    assert "agrees with itself, and with the keys that it names" in said
    assert strange(NEW) in said
    assert f"Proved under the keys that you gave: 7 entries, none after {changed.before}." in said
    assert " holds." not in said
    without = changed.audited.bundle("without.zip")
    code, said = leadership("verify", without, "--key", OLD.verifier)
    assert (code, "Proved under the keys that you gave: 0 entries, none after 0." in said) == (4, True), said
    code, said = leadership("verify", changed.after, "--key", NEW.verifier)
    assert (code, "holds." in said) == (0, True), said


def test_a_bundle_that_does_not_name_its_signer_does_not_hold(changed: Changed, tmp_path: Path) -> None:
    """What it rests on would be nobody's."""
    files = unpacked(changed.after.read_bytes())
    fewer = {
        name: content for name, content in files.items() if not name.startswith(f"openssl/{NEW.verifier.id.hex()}")
    }
    (tmp_path / "less.zip").write_bytes(packed({**fewer, "verifier-keys": f"{OLD.verifier}\n".encode()}))
    code, said = leadership("verify", tmp_path / "less.zip", "--key", OLD.verifier)
    assert (code, "and not by one that the bundle names" in said) == (1, True), said
    with pytest.raises(ValueError, match="not given"):
        check((tmp_path / "less.zip").read_bytes())


def test_another_book_under_a_new_key_is_told_from_a_change_of_keys(
    make_database: Callable[[], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As an owner would make it who says that the key was changed."""
    with opened(make_database()) as book:
        monkeypatch.setenv("LEADERSHIP_DATABASE_URL", book.url)
        book.write(30)
        book.publish(OLD)
        note, _ = reading.last_checkpoint(book.owner) or pytest.fail("nothing was signed")
        (tmp_path / "kept").write_bytes(bytes(note))
        book.forge("ledger.entries", "UPDATE ledger.entries SET recorded_by = 'somebody' WHERE position = 3")
        rebuild(book, NEW)
        code, said = of_ledger("--checkpoint", tmp_path / "kept", "--key", OLD.verifier)
        assert (code, "They do not agree, at entries 1 to 30" in said) == (1, True), said
        assert strange(NEW) in said
