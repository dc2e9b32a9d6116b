"""Whether whoever asks over HTTP, outside GraphQL, may see what is about everybody."""

from __future__ import annotations

from starlette.requests import Request

from api.access.callers import Scope
from api.access.entrance import Entrance, NotKnown
from api.access.sight import WHOLE, Sight
from api.access.table import Information


def may_see_the_book(request: Request) -> bool:
    """Whether whoever asks may see the entries of the ledger one after the other. Blocks. Unguarded, everybody may."""
    entrance: Entrance = request.app.state.entrance
    if not entrance.guarded:
        return True
    try:
        caller = entrance.caller(entrance.shown(request.method, request.headers, request.cookies))
    except NotKnown:
        return False
    if caller is not None and Scope.READ not in caller.scopes:
        return False
    sight = Sight(caller, entrance.ledger)
    sight.look_up((WHOLE,))
    return bool(sight.known(Information.BOOK, WHOLE))
