"""A time stamp (RFC 3161): an authority elsewhere says when it was shown something. Read in one form, and checked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import Certificate, ExtendedKeyUsage, ExtensionNotFound, load_der_x509_certificate
from cryptography.x509.oid import ExtendedKeyUsageOID
from rfc3161_client import TimeStampResponse, VerificationError, VerifierBuilder, decode_timestamp_response

from ledger.audits.der import SEQUENCE, parts, written
from ledger.audits.signed_data import SignedData

GRANTED: Final = bytes.fromhex("3003020100")
"""A status that says no more than that."""
SHA256: Final = "2.16.840.1.101.3.4.2.1"
TIME_STAMP: Final = bytes.fromhex("060b2a864886f70d0109100104")


class TimeStampRefused(ValueError):
    """This is not an authority's word on when it was shown something; the message says why."""


@dataclass(frozen=True)
class TimeStamp:
    """What an authority says."""

    by: str
    """The subject of its certificate."""
    at: datetime
    known: bool
    """Whether its certificate leads to an authority that whoever checks knows."""


def check_time_stamp(response: bytes, stamped: bytes, authorities: Sequence[Certificate] = ()) -> TimeStamp:
    """What a response says about some bytes. Without authorities, whoever signed is believed to be one.

    Raises a ValueError that says what does not hold.
    """
    try:
        return checked(response, stamped, authorities)
    except ValueError:
        raise
    except Exception as error:  # broken certificates make the libraries raise whatever they stumble over
        raise TimeStampRefused(f"it cannot be read: {error}") from None


def checked(response: bytes, stamped: bytes, authorities: Sequence[Certificate]) -> TimeStamp:
    """The same, of certificates that can be read."""
    decoded = decode_timestamp_response(response)
    status, token = parts(response)[0].parts
    if status.whole != GRANTED:
        raise TimeStampRefused("its status is not just that it was granted")
    signed, imprint, at = SignedData.parse(token.whole), decoded.tst_info.message_imprint, decoded.tst_info.gen_time
    if signed.content_type != TIME_STAMP:
        raise TimeStampRefused("what is signed is no time stamp")
    if imprint.hash_algorithm.dotted_string != SHA256 or imprint.message != sha256(stamped).digest():
        raise TimeStampRefused("it is a time stamp of something else")
    given = decoded.signed_data.certificates
    certificate = signed.certificate(given)
    signed.check(certificate)
    check_purpose(certificate, at)
    if given != set(leading_from(certificate, given)):
        raise TimeStampRefused("there is a certificate in it that does not belong to its signer's")
    if authorities:
        check_chain(decoded, stamped, authorities)
    return TimeStamp(certificate.subject.rfc4514_string(), at, known=bool(authorities))


def check_purpose(certificate: Certificate, at: datetime) -> None:
    """Returns if this certificate is for time stamps, for nothing else, and was valid then."""
    try:
        usage = certificate.extensions.get_extension_for_class(ExtendedKeyUsage)
    except ExtensionNotFound:
        usage = None
    if usage is None or not usage.critical or list(usage.value) != [ExtendedKeyUsageOID.TIME_STAMPING]:
        raise TimeStampRefused("its signer's certificate is not one for time stamps, and for nothing else")
    if not certificate.not_valid_before_utc <= at <= certificate.not_valid_after_utc:
        raise TimeStampRefused(f"it was made at {at}, when the certificate of its signer was not valid")


def leading_from(certificate: Certificate, given: Iterable[bytes]) -> list[bytes]:
    """This certificate, the one of these that issued it, the one above that; without the authority's own."""
    rest = [load_der_x509_certificate(one) for one in sorted(given)]
    path = [certificate]
    while above := next((one for one in rest if one not in path and issued(path[-1], one)), None):
        path.append(above)
    return [one.public_bytes(Encoding.DER) for one in path]


def issued(certificate: Certificate, by: Certificate) -> bool:
    """Whether one certificate was issued by another, which was issued by a third."""
    try:
        certificate.verify_directly_issued_by(by)
    except (InvalidSignature, TypeError, ValueError):
        return False
    return by.issuer != by.subject


def check_chain(response: TimeStampResponse, stamped: bytes, authorities: Sequence[Certificate]) -> None:
    """Returns if the signer's certificate leads to one of these, as of the time that is stated."""
    try:
        VerifierBuilder(roots=list(authorities)).build().verify_message(response, stamped)
    except VerificationError as error:
        names = ", ".join(f"“{one.subject.rfc4514_string()}”" for one in authorities)
        raise TimeStampRefused(f"its certificate does not lead to {names}: {error}") from None


def in_one_form(response: bytes) -> bytes:
    """A response without what nobody signed and nobody needs: words about its status, certificates that lead nowhere.

    Authorities send certificates in any order, and in DER there is but one. Raises a ValueError if it is none.
    """
    [whole] = parts(response)
    status, token = whole.parts
    number, *_ = status.parts
    if number.content != b"\0":
        raise TimeStampRefused("it was not granted as it was asked for")
    kind, explicit = token.parts
    [data] = explicit.parts
    version, hashes, content, certificates, *signers = data.parts
    given = [part.whole for part in certificates.parts]
    needed = leading_from(SignedData.parse(token.whole).certificate(given), given)
    again = written(certificates.tag, *sorted(needed))
    signed = written(SEQUENCE, version.whole, hashes.whole, content.whole, again, *(part.whole for part in signers))
    return written(SEQUENCE, GRANTED, written(SEQUENCE, kind.whole, written(explicit.tag, signed)))
