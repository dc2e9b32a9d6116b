"""Notes, keys and cosignatures: the examples of the specification and of Go's implementation, and strictness."""

from __future__ import annotations

from struct import pack

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from hypothesis import given
from hypothesis import strategies as st

from ledger.proofs.note import Note, NoteRefused, Signed, sign, signature_of
from ledger.proofs.signing import Algorithm, Signature, SigningKey, VerifierKey, cosigned_at
from ledger.proofs.text import from_base64, to_base64

# The example of C2SP signed-note
FOO = VerifierKey.parse("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")
FOO_NOTE = (
    "This is an example message.\n\n"
    "— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"
).encode()

# The keys with which golang.org/x/mod/sumdb/note explains itself
PETER_TEXT = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
PETER = VerifierKey.parse("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")
ENOCH = VerifierKey.parse("EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop")
TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
BY_PETER = (
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)
BY_ENOCH = "— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n"


def test_the_example_of_the_specification() -> None:
    note = Note.parse(FOO_NOTE)
    assert note.text == "This is an example message.\n"
    assert note.open([FOO]) == (Signed(FOO),)
    assert bytes(note) == FOO_NOTE


def test_the_keys_and_signatures_of_others() -> None:
    peter = SigningKey.parse(PETER_TEXT)
    assert peter.text == PETER_TEXT
    assert peter.verifier == PETER
    assert bytes(sign(TEXT, peter)) == f"{TEXT}\n{BY_PETER}".encode()
    assert Note.parse(f"{TEXT}\n{BY_PETER}{BY_ENOCH}".encode()).open([ENOCH, PETER]) == (Signed(PETER), Signed(ENOCH))


@pytest.mark.parametrize(
    "vkey",
    [
        "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8",
        "TEST+7997405c+AQcC+FTVKf0jlTdHDY3rbevmnKxxPjigCXlVtGe6RIr6",
        "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2",
        str(FOO),
        str(PETER),
        str(ENOCH),
    ],
)
def test_verifier_keys_in_use_elsewhere(vkey: str) -> None:
    """Among them one of a witness: its id is made with the number of cosignatures."""
    assert str(VerifierKey.parse(vkey)) == vkey


@pytest.mark.parametrize(
    "vkey",
    [
        "",
        "PeterNeumann",
        "PeterNeumann+c74f20a3",
        "PeterNeumann+c74f20a3+",
        "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeuman+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==",
        "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "rekor.sigstore.dev+12345678+THIS_IS_NOT_BASE64!",
        "rekor.sigstore.dev+12345678+AwEB",
    ],
)
def test_what_is_no_verifier_key(vkey: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        VerifierKey.parse(vkey)


@pytest.mark.parametrize("at", range(len(PETER_TEXT)))
def test_a_signing_key_with_one_character_changed_or_missing(at: int) -> None:
    changed = PETER_TEXT[:at] + chr(ord(PETER_TEXT[at]) ^ 1) + PETER_TEXT[at + 1 :]
    for text in (changed, PETER_TEXT[:at], PETER_TEXT[:at] + PETER_TEXT[at + 1 :]):
        with pytest.raises(ValueError, match=r".") as refusal:
            SigningKey.parse(text)
        assert "YEKFALVFGyNhPJEMzD1QIDr" not in str(refusal.value), "an error tells a secret"


def test_no_secret_is_shown() -> None:
    key = SigningKey.parse(PETER_TEXT)
    assert repr(key.seed) not in repr(key)


@pytest.mark.parametrize(
    "note",
    [
        "",
        TEXT,
        TEXT + "\n",
        f"{TEXT}\n{BY_PETER[:-1]}",
        f"\x01{TEXT}\n{BY_PETER}",
        f"{TEXT}\r\n{BY_PETER}",
        f"{TEXT}\n{BY_PETER}\n",
        f"{TEXT}{BY_PETER}",
        f"{TEXT}\n{BY_PETER}Unexpected line.\n",
        f"{TEXT}\n— Bad Name {BY_PETER.split()[2]}\n",
        f"{TEXT}\n— Bad+Name {BY_PETER.split()[2]}\n",
        f"{TEXT}\n—  {BY_PETER.split()[2]}\n",
        f"{TEXT}\n- {BY_PETER[2:]}",
        f"{TEXT}\n— PeterNeumann x08gow==\n",
        f"{TEXT}\n— PeterNeumann \n",
        f"{TEXT}\n{BY_PETER.replace('AM=', 'AN=')}",
        f"{TEXT}\n{BY_PETER.replace('AM=', 'AM')}",
        f"{TEXT}\n{BY_PETER * 101}",
        f"{TEXT * 11_000}\n{BY_PETER}",
    ],
)
def test_what_is_no_note(note: str) -> None:
    with pytest.raises(NoteRefused):
        Note.parse(note.encode())


def test_a_note_is_utf_8() -> None:
    with pytest.raises(NoteRefused, match="UTF-8"):
        Note.parse(b"\xff" + FOO_NOTE)


def test_an_empty_line_may_be_in_the_text() -> None:
    key = SigningKey.generate("example.com/bar")
    note = sign("One\n\nTwo\n", key)
    assert Note.parse(bytes(note)) == note
    assert note.open([key.verifier])


def test_those_who_are_not_known_are_passed_over() -> None:
    note = Note.parse(f"{TEXT}\n{BY_ENOCH}{BY_PETER}".encode())
    assert note.open([PETER]) == (Signed(PETER),)
    with pytest.raises(NoteRefused, match="none of the keys"):
        note.open([FOO])
    with pytest.raises(NoteRefused, match="none of the keys"):
        note.open([])


def test_a_known_key_that_did_not_sign_spoils_the_note() -> None:
    """Also where another signature holds."""
    enoch = signature_of(BY_ENOCH[:-1])
    forged = Signature(enoch.name, enoch.key_id, enoch.signature[:-1] + b"\x05")
    note = Note.parse(f"{TEXT}\n{BY_PETER}".encode()).with_signatures(forged)
    assert note.open([PETER])
    with pytest.raises(NoteRefused, match="EnochRoot"):
        note.open([PETER, ENOCH])
    with pytest.raises(NoteRefused):
        Note("Another text\n", note.signatures).open([PETER])


def test_two_keys_of_one_name_and_id_cannot_both_be_meant() -> None:
    other = VerifierKey(PETER.name, PETER.algorithm, FOO.public)
    other.__dict__["id"] = PETER.id
    with pytest.raises(ValueError, match="two keys"):
        Note.parse(f"{TEXT}\n{BY_PETER}".encode()).open([PETER, other])


@given(st.data())
def test_any_bit_of_a_note_that_is_flipped_is_noticed(data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(FOO_NOTE) * 8 - 1))
    flipped = bytearray(FOO_NOTE)
    flipped[at // 8] ^= 1 << at % 8
    with pytest.raises(NoteRefused):
        Note.parse(bytes(flipped)).open([FOO])


CHECKPOINT = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
W1 = (
    "— witness.example.com/w1 "
    "jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA=="
)


def test_the_time_in_published_cosignatures() -> None:
    """The example of C2SP tlog-cosignature, and one made by the witness of transparency-dev."""
    assert cosigned_at(signature_of(W1).signature) == 1679315147
    theirs = "ZGhGuQAAAABm/qTPeyKXD+R2rzyQsxPiP8mXum7qq/iF0u4vanlqJyocWODBt97w9uL+8qT7S5gxEHWWOworDcFiEBYJXORmnFBOBA=="
    assert cosigned_at(signature_of(f"— witness {theirs}").signature) == 1727964367


def test_a_cosignature_signs_text_and_time_as_specified() -> None:
    witness = SigningKey.generate("witness.example.com/w1", Algorithm.COSIGNATURE)
    signature = witness.sign(CHECKPOINT, at=1679315147)
    assert signature.signature[:8] == pack("!Q", 1679315147)
    message = f"cosignature/v1\ntime 1679315147\n{CHECKPOINT}".encode()
    Ed25519PublicKey.from_public_bytes(witness.verifier.public).verify(signature.signature[8:], message)
    log = SigningKey.generate("example.com/behind-the-sofa")
    note = Note.parse(bytes(sign(CHECKPOINT, log).with_signatures(signature)))
    assert note.open([log.verifier, witness.verifier]) == (
        Signed(log.verifier),
        Signed(witness.verifier, 1679315147),
    )
    assert note.with_signatures(signature) == note


@pytest.mark.parametrize("spoil", [lambda s: pack("!Q", 1) + s[8:], lambda s: s[:-1], lambda s: s[8:], lambda s: s * 2])
def test_a_cosignature_of_another_time_or_length(spoil: object) -> None:
    assert callable(spoil)
    witness = SigningKey.generate("witness.example.com/w1", Algorithm.COSIGNATURE)
    signature = witness.sign(CHECKPOINT, at=1679315147)
    note = Note(CHECKPOINT, (signature._replace(signature=spoil(signature.signature)),))
    with pytest.raises(NoteRefused, match="does not hold"):
        note.open([witness.verifier])


def test_no_cosignature_from_beyond_63_bits() -> None:
    witness = SigningKey.generate("witness.example.com/w1", Algorithm.COSIGNATURE)
    with pytest.raises(NoteRefused):
        Note(CHECKPOINT, (witness.sign(CHECKPOINT, at=2**63),)).open([witness.verifier])


def test_one_key_signs_as_log_or_as_witness_never_as_both() -> None:
    log = SigningKey.generate("example.com/log")
    witness = SigningKey(log.name, Algorithm.COSIGNATURE, log.seed)
    assert log.verifier.id != witness.verifier.id
    with pytest.raises(ValueError, match="says when"):
        witness.sign(CHECKPOINT)
    with pytest.raises(ValueError, match="says when"):
        log.sign(CHECKPOINT, at=1)


@given(st.binary())
def test_bytes_have_one_base64_text(data: bytes) -> None:
    assert from_base64(to_base64(data)) == data


@pytest.mark.parametrize("text", ["A", "QQ", "QQ=", "QR==", "QQ==\n", " QQ==", "QQ==QQ==", "Q-_=", "ＱＱ=="])
def test_other_texts_are_not_base64(text: str) -> None:
    with pytest.raises(ValueError, match="base64"):
        from_base64(text)
