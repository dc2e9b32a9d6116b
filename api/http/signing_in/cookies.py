"""The cookies of who is signed in: out of reach of scripts and of other sites, and by TLS alone where there is any."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from starlette.responses import Response

SESSION: Final = "leadership-session"
ATTEMPT: Final = "leadership-sign-in"
FOR_TLS: Final = "__Host-"
"""What begins so, no other name and no unsafe page can have set."""


@dataclass(frozen=True)
class Cookies:
    """What cookies are called, and how they are set, where people come by TLS, or on their own machine without."""

    by_tls: bool

    def named(self, name: str) -> str:
        """A cookie's name."""
        return f"{FOR_TLS}{name}" if self.by_tls else name

    def give(self, answer: Response, name: str, value: str, seconds: int) -> None:
        """Have a browser show this from now on."""
        answer.set_cookie(
            self.named(name), value, max_age=seconds, path="/", secure=self.by_tls, httponly=True, samesite="lax"
        )

    def take(self, answer: Response, name: str) -> None:
        """Have a browser forget it."""
        answer.delete_cookie(self.named(name), path="/", secure=self.by_tls, httponly=True, samesite="lax")
