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
from pydantic import ValidationError

from api.settings import Settings
from audit.bundles.archive import packed, unpacked
from audit.bundles.checking import check
from audit.bundles.time_authority import REPLY, NotStamped, TimeAuthority
from audit.bundles.time_stamp import TimeStampRefused, authorities_in, check_time_stamp
from tests.audit.bundles.authority import Authority, an_authority, issue, new_key
from tests.audit.bundles.conftest import Audited, leadership
from tests.audit.bundles.test_bundle import flipped

STAMP = "time-stamp.tsr"
STAMPED = b"what is shown to the authority"


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Authority]:
    with an_authority(tmp_path_factory.mktemp("authority")) as authority:
        yield authority


def set_to(authority: Authority) -> dict[str, str]:
    """The environment of whoever asks it."""
    return {
        "LEADERSHIP_TIME_STAMP_AUTHORITY": authority.url,
        "LEADERSHIP_TIME_STAMP_CERTIFICATE_FILE": str(authority.certificate),
    }


def known(authority: Authority) -> TimeAuthority:
    return TimeAuthority(authority.url, authority.certificate.read_bytes())


@pytest.fixture
def asked(authority: Authority, monkeypatch: pytest.MonkeyPatch) -> Iterator[Authority]:
    """The authority, set for whoever makes a bundle."""
    for name, value in set_to(authority).items():
        monkeypatch.setenv(name, value)
    yield authority
    authority.answered = None
    authority.takes("sha256")


@pytest.fixture(scope="module")
def file(audited: Audited, authority: Authority) -> Path:
    """A bundle with a time stamp."""
    with pytest.MonkeyPatch.context() as environment:
        for name, value in set_to(authority).items():
            environment.setenv(name, value)
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
    assert "give yours with --time-authority" not in said
    stamp = check(file.read_bytes()).time_stamp
    assert stamp is not None
    assert abs(stamp.at - datetime.now(UTC)) < timedelta(minutes=5)


def test_whoever_does_not_know_the_authority_is_told_whose_word_it_is(file: Path) -> None:
    code, said = leadership("verify", file)
    assert code == 0, said
    assert "The time stamp is by “CN=Example Time” at 20" in said
    assert "give yours with --time-authority" in said


def test_the_authority_sees_no_more_than_a_hash(authority: Authority, files: dict[str, bytes]) -> None:
    [query] = [query for query in authority.asked if sha256(files["checkpoint"]).digest() in query]
    assert len(query) < 100


def test_another_authority_of_that_name_is_none(
    file: Path, stranger: Authority, authority: Authority, tmp_path: Path
) -> None:
    code, said = leadership("verify", file, "--time-authority", stranger.certificate)
    assert (code, "“time-stamp.tsr” is no time stamp of the checkpoint" in said) == (1, True), said
    both = ("--time-authority", stranger.certificate, "--time-authority", authority.certificate)
    assert leadership("verify", file, *both)[0] == 0
    none = tmp_path / "none.pem"
    none.write_text("no certificate")
    code, said = leadership("verify", file, "--time-authority", none)
    assert (code, "holds no certificate" in said) == (2, True), said


def test_a_stamp_of_something_else_is_none(
    audited: Audited, authority: Authority, files: dict[str, bytes], file: Path
) -> None:
    other = known(authority).stamp(files["checkpoint"] + b"\n")
    with pytest.raises(ValueError, match="is no time stamp of the checkpoint: Mismatch between messages"):
        check(packed({**files, STAMP: other}))
    earlier = unpacked(file.read_bytes())[STAMP]
    audited.book.write(1)
    later = unpacked(audited.bundle("later.zip").read_bytes())
    with pytest.raises(ValueError, match="does not belong into a bundle"):
        check(packed({**later, STAMP: earlier}))
    with pytest.raises(ValueError, match="Mismatch between messages"):
        check(packed({**later, STAMP: earlier, "time-authority.pem": files["time-authority.pem"]}))


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


def test_no_flipped_bit_of_the_stamp_makes_it_tell_something_else(
    authority: Authority, files: dict[str, bytes]
) -> None:
    """As a forger would do it, who makes the checksums anew: what nobody signed may change, what is told may not."""
    stamp, checkpoint, authorities = files[STAMP], files["checkpoint"], authorities_in(known(authority).pem)
    told = check_time_stamp(stamp, checkpoint, authorities)
    refused = 0
    for bit in random.Random(67).sample(range(8 * len(stamp)), 1000):
        try:
            assert check_time_stamp(flipped(stamp, bit), checkpoint, authorities) == told
        except TimeStampRefused:
            refused += 1
    assert refused > 700


def test_any_flipped_bit_of_the_bundle_is_caught(file: Path) -> None:
    """Or it says nothing: what an archive tells of its files beside their names and bytes, as when they were packed."""
    data = file.read_bytes()
    for bit in random.Random(67).sample(range(8 * len(data)), 200):
        damaged = flipped(data, bit)
        try:
            check(damaged)
        except ValueError:
            continue
        assert unpacked(damaged) == unpacked(data)


@pytest.mark.parametrize("rsa", [True, False])
@pytest.mark.parametrize("between", [True, False])
def test_chains_and_kinds_of_keys(tmp_path: Path, rsa: bool, between: bool) -> None:
    with an_authority(tmp_path, rsa=rsa, between=between) as authority:
        stamp = known(authority).stamp(STAMPED)
    assert check_time_stamp(stamp, STAMPED, authorities_in(known(authority).pem)).by == "CN=Example Time"


def test_a_certificate_for_other_things_is_none(tmp_path: Path) -> None:
    """An authority's own, as of a web server that it certified."""
    with an_authority(tmp_path) as authority:
        authority.signs_with(
            issue(
                "Example Time",
                key := new_key(),
                authority.root,
                authority.key,
            ),
            key,
        )
        with pytest.raises(NotStamped):
            known(authority).stamp(STAMPED)


def test_an_authority_whose_certificate_has_run_out_is_told(tmp_path: Path) -> None:
    with (
        an_authority(tmp_path, valid=timedelta(hours=-1)) as authority,
        pytest.raises(NotStamped, match="certificate has expired"),
    ):
        known(authority).stamp(STAMPED)


def test_a_file_without_a_certificate_is_told(authority: Authority) -> None:
    with pytest.raises(NotStamped, match="it holds no certificate"):
        TimeAuthority(authority.url, b"no certificate").stamp(STAMPED)


def test_an_authority_that_refuses_is_quoted(audited: Audited, asked: Authority) -> None:
    asked.takes("sha512")
    told_and_not_written(audited, "it refuses (status 2): Message digest algorithm is not supported.")


def test_an_authority_that_answers_otherwise_is_told(audited: Audited, asked: Authority, file: Path) -> None:
    assert file.exists(), "it was asked before"
    earlier = asked.reply(asked.asked[0])[2]
    for answer, said in (
        ((503, "text/plain", b"closed on Sundays\n"), "it answers 503: closed on Sundays"),
        ((200, "text/html", b"<html>"), "it answers with text/html, not application/timestamp-reply"),
        ((200, REPLY, b"<html>"), "gives no time stamp: "),
        ((200, REPLY, b""), "gives no time stamp: "),
        ((200, REPLY, earlier), "Nonce mismatch"),
        ((200, REPLY, earlier[:-1]), "gives no time stamp"),
    ):
        asked.answered = lambda _, answer=answer: answer
        told_and_not_written(audited, said)


@pytest.mark.usefixtures("asked")
def test_an_authority_that_is_away_is_told(audited: Audited, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEADERSHIP_TIME_STAMP_AUTHORITY", "http://127.0.0.1:9/tsr")
    told_and_not_written(audited, "“http://127.0.0.1:9/tsr” cannot be reached: Connection refused")


def told_and_not_written(audited: Audited, why: str) -> None:
    path = audited.home / "none.zip"
    code, said = leadership("audit-bundle", audited.decided.case, "-o", path)
    assert code == 3, said
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


def test_an_authority_is_set_with_its_certificate(authority: Authority, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEADERSHIP_TIME_STAMP_AUTHORITY", authority.url)
    with pytest.raises(ValidationError, match="name the file"):
        Settings()
    monkeypatch.setenv("LEADERSHIP_TIME_STAMP_CERTIFICATE_FILE", str(authority.certificate))
    assert Settings().time_authority() == known(authority)
