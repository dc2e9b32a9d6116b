"""A time stamp (RFC 3161): an authority elsewhere says when it was shown something."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from cryptography.x509 import Certificate, load_der_x509_certificate, load_pem_x509_certificates
from rfc3161_client import (
    TimeStampRequest,
    TimeStampResponse,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)


class TimeStampRefused(ValueError):
    """This is not an authority's word on when it was shown something; the message says why."""


@dataclass(frozen=True)
class TimeStamp:
    """What an authority says."""

    by: str
    """The subject of its signer's certificate."""
    at: datetime


def check_time_stamp(
    response: bytes, stamped: bytes, authorities: Sequence[Certificate], request: TimeStampRequest | None = None
) -> TimeStamp:
    """What a response says about some bytes, if its certificate leads to one of these authorities.

    Where the request is at hand, it has to answer that one. Raises TimeStampRefused.
    """
    try:
        said = decode_timestamp_response(response)
        builder = VerifierBuilder(roots=list(authorities), nonce=request.nonce if request else None)
        builder.build().verify_message(said, stamped)
        return TimeStamp(signer_of(said).subject.rfc4514_string(), said.tst_info.gen_time)
    except VerificationError as error:
        raise TimeStampRefused(str(error)) from None
    except Exception as error:  # broken certificates make the libraries raise whatever they stumble over
        raise TimeStampRefused(f"it cannot be read: {error}") from None


def signer_of(response: TimeStampResponse) -> Certificate:
    """The certificate of whoever signed; the verifier has made sure that there is one of each."""
    [signer] = response.signed_data.signer_infos
    given = map(load_der_x509_certificate, response.signed_data.certificates)
    return next(one for one in given if (one.issuer, one.serial_number) == (signer.issuer, signer.serial_number))


def authorities_in(pem: bytes) -> tuple[Certificate, ...]:
    """The certificates in a file; TimeStampRefused if there is none."""
    try:
        return tuple(load_pem_x509_certificates(pem))
    except ValueError:
        raise TimeStampRefused("it holds no certificate: one begins with -----BEGIN CERTIFICATE-----") from None
