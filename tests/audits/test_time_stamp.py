"""A time stamp by an authority that is set: asked for with a bundle, checked with it, never left out in silence."""

from __future__ import annotations

import random
import shutil
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID
from pydantic import ValidationError
from rfc3161_client import decode_timestamp_response

from api.settings import Settings
from ledger.audits.archive import packed, unpacked
from ledger.audits.checking import Known, check
from ledger.audits.der import SEQUENCE, parts, written
from ledger.audits.time_authority import REPLY, NotStamped, time_stamp
from ledger.audits.time_stamp import TimeStampRefused, check_purpose, check_time_stamp, in_one_form
from tests.audits.authority import TIME_STAMPING, Authority, an_authority, issue, new_key
from tests.audits.conftest import Audited, leadership
from tests.audits.test_bundle import flipped

pytestmark = pytest.mark.mission("M67")
STAMP = "time-stamp.tsr"
STAMPED = b"what is shown to the authority"


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Authority]:
    with an_authority(tmp_path_factory.mktemp("authority")) as authority:
        yield authority


@pytest.fixture
def asked(authority: Authority, monkeypatch: pytest.MonkeyPatch) -> Iterator[Authority]:
    """The authority, set for whoever makes a bundle."""
    monkeypatch.setenv("LEADERSHIP_TIME_STAMP_AUTHORITY", authority.url)
    yield authority
    authority.answered = None
    authority.takes("sha256")


@pytest.fixture(scope="module")
def file(audited: Audited, authority: Authority) -> Path:
    """A bundle with a time stamp."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("LEADERSHIP_TIME_STAMP_AUTHORITY", authority.url)
        return audited.bundle("stamped.zip")


@pytest.fixture(scope="module")
def files(file: Path) -> dict[str, bytes]:
    return unpacked(file.read_bytes())


@pytest.fixture(scope="module")
def stranger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Authority]:
    """Another authority, of the same name."""
    with an_authority(tmp_path_factory.mktemp("stranger")) as stranger:
        yield stranger


def test_the_checkpoint_is_stamped(audited: Audited, authority: Authority, file: Path) -> None:
    code, said = leadership("verify", file, "--key", audited.key, "--time-authority", authority.certificate)
    assert code == 0, said
    assert "The time stamp is by “CN=Example Time” at 20" in said
    assert "its certificate leads to an authority that you know" in said
    stamp = check(file.read_bytes()).time_stamp
    assert stamp is not None
    assert abs(stamp.at - datetime.now(UTC)) < timedelta(minutes=5)


def test_whoever_does_not_know_the_authority_is_told_whose_word_it_is(file: Path) -> None:
    code, said = leadership("verify", file)
    assert code == 0, said
    assert "The time stamp is by “CN=Example Time” at 20" in said
    assert "give the authority's certificate with --time-authority" in said
    assert "leads to an authority that you know" not in said


def test_the_authority_sees_no_more_than_a_hash(authority: Authority, files: dict[str, bytes]) -> None:
    [query] = [query for query in authority.asked if sha256(files["checkpoint"]).digest() in query]
    assert len(query) < 100
    assert files[STAMP] == in_one_form(files[STAMP])


def test_another_authority_of_that_name_is_none(
    file: Path, stranger: Authority, authority: Authority, tmp_path: Path
) -> None:
    code, said = leadership("verify", file, "--time-authority", stranger.certificate)
    assert (code, "does not lead to “CN=Example Authority”" in said) == (1, True), said
    both = ("--time-authority", stranger.certificate, "--time-authority", authority.certificate)
    assert leadership("verify", file, *both)[0] == 0
    none = tmp_path / "none.pem"
    none.write_text("no certificate")
    code, said = leadership("verify", file, "--time-authority", none)
    assert (code, "holds no certificate" in said) == (2, True), said


def test_a_stamp_of_something_else_is_none(
    audited: Audited, authority: Authority, files: dict[str, bytes], file: Path
) -> None:
    other = time_stamp(authority.url, files["checkpoint"] + b"\n")
    with pytest.raises(ValueError, match=r"is no time stamp of the checkpoint: it is .* something else"):
        check(packed({**files, STAMP: other}))
    earlier = unpacked(file.read_bytes())[STAMP]
    audited.book.write(1)
    later = unpacked(audited.bundle("later.zip").read_bytes())
    with pytest.raises(ValueError, match="something else"):
        check(packed({**later, STAMP: earlier}))


def test_openssl_accepts_it_and_refuses_mutations(file: Path, authority: Authority, tmp_path: Path) -> None:
    """As the README says. It reads some of what nobody signed laxly: what it takes must tell it the same."""
    shutil.unpack_archive(file, tmp_path)
    verify = ["openssl", "ts", "-verify", "-data", "checkpoint", "-in", STAMP, "-CAfile", str(authority.certificate)]

    def accepts(name: str, content: bytes) -> bool:
        (tmp_path / name).write_bytes(content)
        return subprocess.run(verify, cwd=tmp_path, capture_output=True).returncode == 0

    def told(content: bytes) -> bytes:
        (tmp_path / "other").write_bytes(content)
        return subprocess.run(
            ["openssl", "ts", "-reply", "-in", "other", "-text"], cwd=tmp_path, capture_output=True
        ).stdout

    checkpoint, stamp = (tmp_path / "checkpoint").read_bytes(), (tmp_path / STAMP).read_bytes()
    assert accepts(STAMP, stamp)
    assert b"Status: Granted" in told(stamp)
    for bit in random.Random(67).sample(range(8 * len(stamp)), 300):
        other = flipped(stamp, bit)
        assert not accepts(STAMP, other) or told(other) == told(stamp)
    assert accepts(STAMP, stamp)
    for bit in random.Random(67).sample(range(8 * len(checkpoint)), 100):
        assert not accepts("checkpoint", flipped(checkpoint, bit))


def test_a_bundle_without_one_says_so(audited: Audited, authority: Authority) -> None:
    plain = audited.bundle("plain.zip")
    assert STAMP not in unpacked(plain.read_bytes())
    code, said = leadership("verify", plain)
    assert (code, "There is no time stamp in it." in said) == (0, True)
    code, said = leadership("verify", plain, "--time-authority", authority.certificate)
    assert (code, "there is no time stamp in it, by any authority" in said) == (1, True)


@pytest.mark.parametrize("known", [True, False])
def test_any_flipped_bit_is_caught_without_the_checksums(
    authority: Authority, files: dict[str, bytes], known: bool
) -> None:
    """Every one in the stamp as a forger would do it, who has a bundle and no authority's key."""
    stamp, stamped = files[STAMP], files["checkpoint"]
    authorities = x509.load_pem_x509_certificates(authority.certificate.read_bytes()) if known else ()
    check_time_stamp(stamp, stamped, authorities)
    for bit in range(8 * len(stamp)):
        with pytest.raises(ValueError, match=r"."):
            check_time_stamp(flipped(stamp, bit), stamped, authorities)
    for bit in random.Random(67).sample(range(8 * len(stamp)), 50):
        with pytest.raises(ValueError, match=r"."):
            check(packed({**files, STAMP: flipped(stamp, bit)}), Known(authorities=authorities))


def test_any_flipped_bit_of_the_bundle_is_caught(file: Path) -> None:
    data = file.read_bytes()
    for bit in random.Random(67).sample(range(8 * len(data)), 200):
        with pytest.raises(ValueError, match=r"."):
            check(flipped(data, bit))


@pytest.mark.parametrize("rsa", [True, False])
def test_chains_and_kinds_of_keys(tmp_path: Path, rsa: bool) -> None:
    """With a certificate between; those of a chain come in any order, and the authority's own is of no use there."""
    with an_authority(tmp_path, rsa=rsa, between=True) as authority:
        stamp = time_stamp(authority.url, STAMPED)
        _, _, given = authority.reply(authority.asked[0])
    [root] = x509.load_pem_x509_certificates(authority.certificate.read_bytes())
    certificates = decode_timestamp_response(stamp).signed_data.certificates
    assert len(certificates) == 2
    assert root.public_bytes(Encoding.DER) in given
    assert check_time_stamp(stamp, STAMPED, [root]).known
    with pytest.raises(ValueError, match=r"."):
        check_time_stamp(given, STAMPED, [root])
    one, other = sorted(certificates)
    swapped = stamp.replace(one + other, other + one)
    assert swapped != stamp
    assert in_one_form(swapped) == stamp
    for bit in random.Random(67).sample(range(8 * len(stamp)), 500):
        with pytest.raises(ValueError, match=r"."):
            check_time_stamp(flipped(stamp, bit), STAMPED, [root])


def test_a_certificate_for_other_things_is_none() -> None:
    """Nor one that was not valid then."""
    key, now = new_key(), datetime.now(UTC)
    both = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING, ExtendedKeyUsageOID.CODE_SIGNING])
    check_purpose(issue("Example Time", key, None, key, TIME_STAMPING), now)
    for certificate in (
        issue("Example Time", key, None, key),
        issue("Example Time", key, None, key, both),
        issue("Example Time", key, None, key, TIME_STAMPING, critical=False),
    ):
        with pytest.raises(TimeStampRefused, match="is not one for time stamps, and for nothing else"):
            check_purpose(certificate, now)
    for days in (-2, 2):
        with pytest.raises(TimeStampRefused, match="was not valid"):
            check_purpose(issue("Example Time", key, None, key, TIME_STAMPING), now + timedelta(days=days))


def test_an_authority_whose_certificate_has_run_out_is_told(tmp_path: Path) -> None:
    with (
        an_authority(tmp_path, valid=timedelta(hours=-1)) as authority,
        pytest.raises(NotStamped, match="when the certificate of its signer was not valid"),
    ):
        time_stamp(authority.url, STAMPED)


def test_certificates_that_lead_nowhere_are_refused(authority: Authority, files: dict[str, bytes]) -> None:
    """Nobody signed that they are in it."""
    key = new_key()
    for more in (
        issue("Somebody", key, None, key),
        *x509.load_pem_x509_certificates(authority.certificate.read_bytes()),
    ):
        other = with_certificate(files[STAMP], more.public_bytes(Encoding.DER))
        assert in_one_form(other) == files[STAMP]
        with pytest.raises(TimeStampRefused, match="a certificate in it that does not belong to its signer's"):
            check_time_stamp(other, files["checkpoint"])


def with_certificate(stamp: bytes, more: bytes) -> bytes:
    """The same with one more certificate in it."""
    status, token = parts(stamp)[0].parts
    kind, explicit = token.parts
    version, hashes, content, certificates, signers = explicit.parts[0].parts
    given = sorted((*(part.whole for part in certificates.parts), more))
    every = (version.whole, hashes.whole, content.whole, written(certificates.tag, *given), signers.whole)
    signed = written(explicit.tag, written(SEQUENCE, *every))
    return written(SEQUENCE, status.whole, written(SEQUENCE, kind.whole, signed))


def test_an_authority_that_refuses_is_quoted(audited: Audited, asked: Authority) -> None:
    asked.takes("sha512")
    told_and_not_written(audited, "it refuses (status 2) Message digest algorithm is not supported.")


def test_an_authority_that_answers_otherwise_is_told(audited: Audited, asked: Authority, file: Path) -> None:
    assert file.exists(), "it was asked before"
    earlier = asked.reply(asked.asked[0])[2]
    for answer, said in (
        ((503, "text/plain", b"closed on Sundays\n"), "it answers 503: closed on Sundays"),
        ((200, "text/html", b"<html>"), "it answers with text/html, not application/timestamp-reply"),
        ((200, REPLY, b"<html>"), "ASN.1 parse error"),
        ((200, REPLY, b""), "ASN.1 parse error"),
        ((200, REPLY, earlier), "the nonce is not the one"),
        ((200, REPLY, earlier[:-1]), "gives no time stamp"),
    ):
        asked.answered = lambda _, answer=answer: answer
        told_and_not_written(audited, said)


def test_an_authority_that_is_away_is_told(audited: Audited, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEADERSHIP_TIME_STAMP_AUTHORITY", "http://127.0.0.1:9/tsr")
    told_and_not_written(audited, "“http://127.0.0.1:9/tsr” cannot be reached: Connection refused")


def told_and_not_written(audited: Audited, why: str) -> None:
    path = audited.home / "none.zip"
    code, said = leadership("audit-bundle", audited.decided.case, "-o", path)
    assert code == 1, said
    assert said.startswith("There is no bundle: “http://127.0.0.1:")
    assert why in said
    assert "or unset it for a bundle without a time stamp" in said
    assert said.count("\n") == 1
    assert not path.exists()


@pytest.mark.parametrize("address", ["tsa.example.com", "ftp://tsa.example.com", "https://"])
def test_an_address_that_is_none(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("LEADERSHIP_TIME_STAMP_AUTHORITY", address)
    with pytest.raises(ValidationError, match="is no web address: write one as in https://host/path"):
        Settings()
    monkeypatch.setenv("LEADERSHIP_TIME_STAMP_AUTHORITY", "")
    assert Settings().time_stamp_authority is None
