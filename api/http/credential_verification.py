"""What whoever is shown a credential asks us: who issued it, by which key, and whether it still stands. Public.

Nothing of it tells who is in the ledger: an address that asks for a credential's status can only be had from one. For
any other the answer is the same, whatever it is, and nothing is made of it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from api.credentials.issuing import ISSUER_PATH, KEYS_PATH, STATUS_PATH, Issuing, NowhereToBeVerified
from api.executors import WATCHING, in_thread
from api.services import Services
from ledger.proofs import reading
from ledger.proofs.compact_jws import thumbprint
from ledger.proofs.signing import Algorithm, VerifierKey

BRIEFLY: Final = {"cache-control": "public, max-age=60"}
"""A minute after it was revoked, nobody takes a credential for a good one."""
NOT_KEPT: Final = {"cache-control": "no-store"}


async def issuer(request: Request) -> Response:
    """Who issues."""
    return await told(request, lambda issuing, _: issuing.profile())


async def keys(request: Request) -> Response:
    """All keys that have signed, or may have (JWK set)."""
    return await told(request, lambda issuing, services: {"keys": [*map(issuing.jwk, keys_of(services))]})


async def key(request: Request) -> Response:
    """One of them, at the address that credentials name it by (JWK)."""
    name = request.path_params["key"]

    def found(issuing: Issuing, services: Services) -> dict[str, str] | None:
        return next((issuing.jwk(one) for one in keys_of(services) if thumbprint(one) == name), None)

    return await told(request, found)


async def status(request: Request) -> Response:
    """Whether a credential stands: a list of those revoked that has it, or has nothing; 404 for none of ours."""
    name = request.path_params["name"]
    return await told(request, lambda issuing, _: issuing.status(name))


async def told(request: Request, what: Callable[[Issuing, Services], dict[str, Any] | None]) -> Response:
    """What was asked for, as JSON; 404 where there is no such thing, or where nothing is issued."""
    services: Services = request.app.state.services

    def found() -> dict[str, Any] | None:
        issuing = Issuing(services.ledger, services.address, services.signing_keys, services.time_zone)
        return what(issuing, services)

    try:
        answer = await in_thread(WATCHING, found)
    except NowhereToBeVerified as why:
        return Response(f"{why}\n", 404, NOT_KEPT, "text/plain; charset=utf-8")
    if answer is None:
        return Response("there is no such thing here\n", 404, NOT_KEPT, "text/plain; charset=utf-8")
    return Response(msgspec.json.encode(answer), 200, BRIEFLY, "application/json")


def keys_of(services: Services) -> list[VerifierKey]:
    """The keys of the log that sign, those of before included."""
    known = (*services.proofs.read(reading.verifier_keys), *(key.verifier for key in services.signing_keys))
    ours = services.signing_keys[-1].name
    return [one for one in dict.fromkeys(known) if one.algorithm is Algorithm.ED25519 and one.name == ours]


ROUTES: Final = (
    Route(ISSUER_PATH, issuer),
    Route(KEYS_PATH, keys),
    Route(f"{KEYS_PATH}/{{key}}", key),
    Route(f"{STATUS_PATH}/{{name}}", status),
)
