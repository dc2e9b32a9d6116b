"""Asking an authority for a time stamp (RFC 3161 over HTTP) of something that it does not get to see, only its hash."""

from __future__ import annotations

from typing import Final

from rfc3161_client import TimeStampRequest, TimestampRequestBuilder, decode_timestamp_response
from rfc3161_client.base import HashAlgorithm

from ledger.audits.time_stamp import check_time_stamp, in_one_form
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


def time_stamp(authority: str, stamped: bytes) -> bytes:
    """The authority's response about these bytes, checked. Raises NotStamped."""
    request = TimestampRequestBuilder(stamped, HashAlgorithm.SHA256).build()  # with a nonce, and with its certificate
    try:
        with Site(authority) as site:
            answer = site.ask("POST", "", request.as_bytes(), QUERY, longest=LONGEST_REPLY)
        response = granted(answer, request)
        check_time_stamp(response, stamped)
    except CannotBeReached as error:
        raise NotStamped(f"{error}. {TO_DO}") from None
    except ValueError as error:
        raise NotStamped(f"“{authority}” gives no time stamp: {error}. {TO_DO}") from None
    return response


def granted(answer: Answer, request: TimeStampRequest) -> bytes:
    """The response in an answer, if it grants what was asked for. Raises a ValueError."""
    if answer.status != 200 or answer.kind != REPLY:
        raise ValueError(f"it answers {answer.told if answer.status != 200 else f'with {answer.kind}, not {REPLY}'}")
    try:
        response = in_one_form(answer.body)
    except ValueError:
        refused = decode_timestamp_response(answer.body)
        if refused.status == 0:
            raise
        raise ValueError(" ".join((f"it refuses (status {refused.status})", *refused.status_string))) from None
    if decode_timestamp_response(response).tst_info.nonce != request.nonce:
        raise ValueError("it answers another question: the nonce is not the one that was asked with")
    return response
