"""What is told again of what was kept: requests a second, by gate and log as ever, beside the same answer made anew."""

from __future__ import annotations

import asyncio
import hashlib
import json
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from urllib.parse import urlsplit

from api.access.callers import Scope
from benchmarks.figures import Bar, Figure, in_pairs
from benchmarks.querying import organisation
from benchmarks.served import served
from benchmarks.server import WRAPPING, database, open_ledger
from projections.registry import rebuild

PEOPLE = 600
ROLES = 60
CLIENTS = 8
SECONDS = 3.0
PAGE = "roles(first: 20{}) {{ nodes {{ title critical successors {{ rank readiness person {{ name }} }} }} }}"
KNOWN = "{ " + PAGE.format("") + " }"
AT_LEAST = Bar(5)


def keeping(server_url: str) -> Iterator[Figure]:
    """A page of the bench at one position, asked by a dashboard, which is written down for each of its looks."""
    with database(server_url) as url:
        with open_ledger(url) as ledger:
            organisation(ledger, PEOPLE, ROLES)
            at, expires_at = ledger.position(), datetime.now(UTC) + timedelta(days=1)
            _, token = ledger.tokens.issue([Scope.READ], expires_at, name="Dashboard")
        rebuild(url, WRAPPING)
        with served(url) as address:
            anew, kept, not_modified = requests(address, f"authorization: Bearer {token}\r\n", at)
            page = f"a page of 20 roles of the bench, {CLIENTS} clients"
            for figure, ours in ((f"{page}, told again", kept), ("… that holds (304)", not_modified)):
                yield in_pairs(
                    figure,
                    "requests a second",
                    partial(a_second, address, ours),
                    "made anew",
                    partial(a_second, address, anew),
                    AT_LEAST,
                )


def requests(address: str, credentials: str, at: int) -> tuple[bytes, bytes, bytes]:
    """One that is answered anew, one that is told again, and one of whoever has the answer. They answer the same."""
    said = f"host: {urlsplit(address).netloc}\r\n{credentials}"
    body = json.dumps({"query": "{ " + PAGE.format(f", asOf: {{position: {at}}}") + " }"})
    anew = (
        f"POST /graphql HTTP/1.1\r\n{said}content-type: application/json\r\ncontent-length: {len(body)}\r\n\r\n{body}"
    )
    sent = json.dumps({"query": KNOWN, "extensions": {"persistedQuery": {"version": 1, "sha256Hash": digest()}}})
    known = (
        f"POST /graphql HTTP/1.1\r\n{said}content-type: application/json\r\ncontent-length: {len(sent)}\r\n\r\n{sent}"
    )
    path = f"GET /q/{digest()}?at={at} HTTP/1.1\r\n{said}"
    asyncio.run(asked_once(address, known.encode()))
    (_, told), (headers, kept) = (asyncio.run(asked_once(address, one.encode())) for one in (anew, f"{path}\r\n"))
    if told != kept or b'"nodes"' not in kept:
        raise AssertionError(f"what is kept is told otherwise than what is made anew: {kept[:200]!r} {told[:200]!r}")
    tag = headers[b"etag"].decode()
    return anew.encode(), f"{path}\r\n".encode(), f"{path}if-none-match: {tag}\r\n\r\n".encode()


def digest() -> str:
    """The hash of the document."""
    return hashlib.sha256(KNOWN.encode()).hexdigest()


def a_second(address: str, request: bytes) -> float:
    """Requests that are answered in a second, of several clients that ask one after the other."""
    return asyncio.run(answered(address, request)) / SECONDS


async def answered(address: str, request: bytes) -> int:
    """How many are answered while there is time."""
    until = time.perf_counter() + SECONDS

    async def client() -> int:
        reader, writer = await asyncio.open_connection(urlsplit(address).hostname, urlsplit(address).port)
        times = 0
        while time.perf_counter() < until:
            writer.write(request)
            await answer_from(reader)
            times += 1
        writer.close()
        return times

    return sum(await asyncio.gather(*(client() for _ in range(CLIENTS))))


async def asked_once(address: str, request: bytes) -> tuple[dict[bytes, bytes], bytes]:
    """The headers and the body of one answer."""
    reader, writer = await asyncio.open_connection(urlsplit(address).hostname, urlsplit(address).port)
    writer.write(request)
    answer = await answer_from(reader)
    writer.close()
    return answer


async def answer_from(reader: asyncio.StreamReader) -> tuple[dict[bytes, bytes], bytes]:
    """The next answer on a connection."""
    status, *lines = (await reader.readuntil(b"\r\n\r\n")).split(b"\r\n")[:-2]
    if status.split()[1] not in {b"200", b"304"}:
        raise AssertionError(status.decode())
    headers = dict(line.lower().split(b": ", 1) for line in lines)
    return headers, await reader.readexactly(int(headers.get(b"content-length", 0)))
