"""Who comes in: a person or a system, by what a request shows. Whether they may do a thing is asked elsewhere."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from api.access.callers import Caller
from api.access.sight import Stances
from api.executors import Turns
from ledger import Ledger

BEARER: Final = "bearer "
CHANGES_NOTHING: Final = frozenset({"GET", "HEAD", "OPTIONS"})
SAID_BY_BROWSERS: Final = ("origin", "sec-fetch-site")
"""What browsers say of the page that asks, with everything that may change something."""


class NotKnown(Exception):
    """Nobody is known to ask by what was shown, or by nothing."""


class Shown(NamedTuple):
    """What a request shows of who asks."""

    token: str | None = None
    session: str | None = None


@dataclass(frozen=True)
class Entrance:
    """Who may come in here, and as whom."""

    ledger: Ledger
    cookie: str
    """What the cookie with the secret of a session is called."""
    guarded: bool
    """Whether nothing is told to whoever shows nothing. Where it is not, whoever reaches the server reads."""
    stances: Stances = field(default_factory=Stances)
    turns: Turns = field(default_factory=Turns)

    def shown(self, method: str, headers: Mapping[str, str], cookies: Mapping[str, str]) -> Shown:
        """What is shown; a token comes before a session. Raises NotKnown for what can be neither."""
        said, session = headers.get("authorization"), cookies.get(self.cookie)
        if said is not None:
            if not said.lower().startswith(BEARER):
                raise NotKnown("write “Bearer” and the token")
            return Shown(token=said[len(BEARER) :].strip())
        if (
            session is not None
            and method not in CHANGES_NOTHING
            and not any(name in headers for name in SAID_BY_BROWSERS)
        ):
            raise NotKnown("whoever is signed in asks from a page of ours, and a program by a token")
        return Shown(session=session)

    def still_good(self, several: Collection[Shown]) -> set[Shown]:
        """What of several is good for as much as when it was shown. Two statements, however many they are."""
        tokens = self.ledger.tokens.standing({one.token for one in several if one.token is not None})
        shown = {one.session for one in several if one.token is None and one.session is not None}
        sessions = self.ledger.sessions.standing(shown)
        return {one for one in several if (one.token in tokens if one.token is not None else one.session in sessions)}

    def caller(self, shown: Shown) -> Caller | None:
        """Who asks; None for whoever shows nothing, where that is enough to read. Raises NotKnown."""
        if shown.token is not None:
            if (token := self.ledger.tokens.presented(shown.token)) is None:
                raise NotKnown("it is none of this ledger, has expired, or was revoked")
            return Caller.with_token(token)
        session = None if shown.session is None else self.ledger.sessions.presented(shown.session)
        if session is not None:
            return Caller.signed_in(session)
        if self.guarded:
            raise NotKnown("nobody is known to ask: sign in, or send “Bearer” and a token")
        return None
