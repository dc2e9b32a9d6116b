"""Checkpoints: their one form, and whose signature makes them."""

from __future__ import annotations

import pytest

from ledger.proofs.checkpoint import Checkpoint, CheckpointRefused, open_checkpoint
from ledger.proofs.note import NoteRefused, Signed, sign
from ledger.proofs.signing import Algorithm, SigningKey
from ledger.proofs.text import from_base64
from ledger.proofs.tree import leaf_hash

SOFA = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
SUMDB = "go.sum database tree\n123456789012\nTszzRgjTG6xce+z2AG31kAXYKBgQVtCSCE40HmuwBb0=\n"
ROOT = from_base64("CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=")

LOG = SigningKey.generate("example.com/behind-the-sofa")
WITNESSES = [SigningKey.generate(f"witness.example.com/w{number}", Algorithm.COSIGNATURE) for number in (1, 2, 3)]


def test_the_examples_of_the_specification_and_of_go() -> None:
    assert Checkpoint.parse(SOFA) == Checkpoint("example.com/behind-the-sofa", 20852163, ROOT)
    assert Checkpoint.parse(SUMDB) == Checkpoint("go.sum database tree", 123456789012, leaf_hash(b"hello world"))
    for text in (SOFA, SUMDB, SUMDB + "JOE\n" * 3):
        assert Checkpoint.parse(text).text == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        SOFA[:-1],
        SOFA + "\n",
        SOFA + "JOE",
        SOFA + "\nJOE\n",
        "\n" + SOFA,
        SOFA.replace("20852163", "0x13e2dc3"),
        SOFA.replace("20852163", "020852163"),
        SOFA.replace("20852163", "-1"),
        SOFA.replace("20852163", "+1"),
        SOFA.replace("20852163", " 1"),
        SOFA.replace("20852163", "1_0"),
        SOFA.replace("20852163", "٣"),
        SOFA.replace("20852163", ""),
        SOFA.replace("20852163", str(2**63)),
        SOFA.replace("20852163", "9" * 5000),
        SOFA.replace("q2I=", "q2J="),
        SOFA.replace("q2I=", "q2I"),
        SOFA.replace("q2I=", "q2IOOBIG"),
        SOFA.replace("sofa", "so\tfa"),
        SOFA.replace("\n", "\r\n"),
    ],
)
def test_what_is_no_checkpoint(text: str) -> None:
    with pytest.raises(CheckpointRefused):
        Checkpoint.parse(text)


@pytest.mark.parametrize("origin", ["", "two\nlines", "a\x00b"])
def test_what_no_log_is_called(origin: str) -> None:
    with pytest.raises(CheckpointRefused):
        Checkpoint(origin, 1, ROOT)


def test_its_log_signs_it() -> None:
    note = sign(SOFA, LOG)
    opened = open_checkpoint(bytes(note), [LOG.verifier])
    assert opened.checkpoint.size == 20852163
    assert opened.signed == (Signed(LOG.verifier),)
    with pytest.raises(NoteRefused):
        open_checkpoint(note, [SigningKey.generate(LOG.name).verifier])


def test_a_log_speaks_for_itself_only() -> None:
    other = SigningKey.generate("example.com/another-log")
    with pytest.raises(NoteRefused, match=r"not signed by “example.com/another-log” as such"):
        open_checkpoint(sign(SOFA, other), [other.verifier])
    with pytest.raises(NoteRefused, match="not signed by"):
        open_checkpoint(sign(SOFA, other), [LOG.verifier, other.verifier])


def test_a_witness_is_no_log() -> None:
    cosignatures = [witness.sign(SOFA, at=1679315147) for witness in WITNESSES]
    note = sign(SOFA).with_signatures(*cosignatures)
    with pytest.raises(NoteRefused, match="not signed by"):
        open_checkpoint(note, [LOG.verifier], [witness.verifier for witness in WITNESSES])


def test_a_witness_that_calls_itself_as_the_log_is_called() -> None:
    impostor = SigningKey.generate(LOG.name, Algorithm.COSIGNATURE)
    note = sign(SOFA).with_signatures(impostor.sign(SOFA, at=1679315147))
    with pytest.raises(NoteRefused, match="not signed by"):
        open_checkpoint(note, [LOG.verifier], [impostor.verifier])


@pytest.mark.parametrize("quorum", [0, 1, 2, 3])
def test_enough_witnesses(quorum: int) -> None:
    note = sign(SOFA, LOG).with_signatures(*(witness.sign(SOFA, at=1679315147) for witness in WITNESSES[:quorum]))
    known = [witness.verifier for witness in WITNESSES]
    assert len(open_checkpoint(note, [LOG.verifier], known, quorum=quorum).signed) == 1 + quorum
    with pytest.raises(NoteRefused, match="of the witnesses"):
        open_checkpoint(note, [LOG.verifier], known, quorum=quorum + 1)


def test_keys_change_hands() -> None:
    """Both sign for a while; whoever knows either goes on."""
    new = SigningKey.generate(LOG.name)
    note = sign(SOFA, LOG, new)
    for known in ([LOG.verifier], [new.verifier], [LOG.verifier, new.verifier]):
        assert open_checkpoint(note, known).checkpoint.root == ROOT
