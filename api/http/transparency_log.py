"""The log over HTTP (C2SP tlog-tiles): read-only, and what can never change may be kept for ever."""

from __future__ import annotations

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from api.executors import WATCHING, in_thread
from api.http.seeing import may_see_the_book
from api.services import Services
from ledger.proofs.published import Published
from ledger.proofs.reading import NotInTree
from ledger.proofs.tiles import NoSuchPath

FOR_EVER = "public, max-age=31536000, immutable"
BRIEFLY = "public, max-age=1, must-revalidate"
LEAVES = "tile/entries/"
AS_NOBODY = {"www-authenticate": "Bearer", "cache-control": "no-store"}
TEXT = "text/plain; charset=utf-8"


async def checkpoint(request: Request) -> Response:
    """The last checkpoint, with its cosignatures."""
    return await published(request, Published.checkpoint, TEXT, BRIEFLY)


async def tile(request: Request) -> Response:
    """Hashes of the tree, or leaves; what a path names never changes.

    Leaves tell what happened on whose stream, and go to whoever may see the book.
    """
    path = f"tile/{request.path_params['path']}"
    if path.startswith(LEAVES) and not await in_thread(WATCHING, may_see_the_book, request):
        return Response("leaves are told to whoever may see the book: show a token that reads\n", 401, AS_NOBODY, TEXT)
    kept = FOR_EVER.replace("public", "private") if path.startswith(LEAVES) else FOR_EVER
    return await published(request, lambda log: log.tile(path), "application/octet-stream", kept)


async def verifier_keys(request: Request) -> Response:
    """The keys that sign, and those that did; to be compared with what was learnt elsewhere."""
    return await published(request, Published.verifier_keys, TEXT, BRIEFLY)


async def published(request: Request, what: Callable[[Published], bytes], kind: str, kept: str) -> Response:
    """What was asked for; 404 says why it is not there, and is not to be kept, as it may come."""
    services: Services = request.app.state.services
    try:
        content = await in_thread(WATCHING, what, services.proofs)
    except (NoSuchPath, NotInTree) as error:
        return Response(f"{error}\n", 404, {"cache-control": "no-store"}, TEXT)
    return Response(content, 200, {"cache-control": kept}, kind)


ROUTES = (
    Route("/checkpoint", checkpoint),
    Route("/tile/{path:path}", tile),
    Route("/verifier-keys", verifier_keys),
)
