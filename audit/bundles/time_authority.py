"""Asking an authority for a time stamp (RFC 3161 over HTTP) of something that it does not get to see, only its hash."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from asn1crypto.tsp import TimeStampResp  # type: ignore[import-untyped]
from rfc3161_client import PKIStatus, TimestampRequestBuilder, TimeStampResponse, decode_timestamp_response
from rfc3161_client.base import HashAlgorithm

from audit.bundles.time_stamp import authorities_in, check_time_stamp
from ledger.proofs.web import Answer, CannotBeReached, Site

QUERY: Final = "application/timestamp-query"
REPLY: Final = "application/timestamp-reply"
LONGEST_REPLY: Final = 100_000
TO_DO: Final = (
    "Try again, name another authority in LEADERSHIP_TIME_STAMP_AUTHORITY,"
    " or unset it for a bundle without a time stamp"
)


class NotStamped(Exception):
    """The authority gives no time stamp; the message says why, and what to do."""


@dataclass(frozen=True)
class TimeAuthority:
    """Who is asked, and the certificates that its time stamps must lead to."""

    url: str
    pem: bytes

    def stamp(self, stamped: bytes) -> bytes:
        """Its response about these bytes, checked. Raises NotStamped."""
        request = TimestampRequestBuilder(stamped, HashAlgorithm.SHA256).build()  # with a nonce, for its certificate
        try:
            with Site(self.url) as site:
                response = granted(site.ask("POST", "", request.as_bytes(), QUERY, longest=LONGEST_REPLY))
            check_time_stamp(response, stamped, authorities_in(self.pem), request)
        except CannotBeReached as error:
            raise NotStamped(f"{error}. {TO_DO}") from None
        except ValueError as error:
            raise NotStamped(f"“{self.url}” gives no time stamp: {error}. {TO_DO}") from None
        return response


def granted(answer: Answer) -> bytes:
    """The response in an answer, unless it refuses. Raises a ValueError."""
    if answer.status != 200 or answer.kind != REPLY:
        raise ValueError(f"it answers {answer.summary if answer.status != 200 else f'with {answer.kind}, not {REPLY}'}")
    response = read(answer.body)
    if response.status != PKIStatus.GRANTED:
        raise ValueError(": ".join((f"it refuses (status {response.status})", *response.status_string)))
    return response.as_bytes()


def read(response: bytes) -> TimeStampResponse:
    """A response, its certificates put in order where they are in none: DER wants one, and OpenSSL sends them as is."""
    try:
        return decode_timestamp_response(response)
    except ValueError:
        return decode_timestamp_response(TimeStampResp.load(response).dump(force=True))
