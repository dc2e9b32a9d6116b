"""Asking somebody elsewhere over HTTP: a witness, a log, an authority. What they answer is for others to judge."""

from __future__ import annotations

from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Final, NamedTuple, Self
from urllib.parse import SplitResult, urlsplit

PATIENCE: Final = 10.0
"""Seconds that somebody elsewhere has for each answer."""


class CannotBeReached(Exception):
    """There is no answer; the message says what happened."""


class Answer(NamedTuple):
    """What somebody said."""

    status: int
    kind: str
    """The media type, without parameters."""
    body: bytes

    @property
    def summary(self) -> str:
        """Its status and first line, for people."""
        first = self.body[:200].decode(errors="replace").strip().partition("\n")[0]
        return f"{self.status}: {first}" if first else str(self.status)


class Site:
    """An address, asked over one connection that is kept as long as this is open; with a token where one is shown."""

    def __init__(self, url: str, token: str | None = None) -> None:
        address, port = parts_of(url)
        connect = HTTPSConnection if address.scheme == "https" else HTTPConnection
        self.url = url.rstrip("/")
        self._path = address.path
        self._query = f"?{address.query}" if address.query else ""
        self._connection = connect(str(address.hostname), port, timeout=PATIENCE)
        self._answered = False
        self._shown = {"authorization": f"Bearer {token}"} if token else {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def ask(self, method: str, path: str, body: bytes | None = None, kind: str = "", *, longest: int) -> Answer:
        """What is answered below the address, up to `longest` bytes of it. Raises CannotBeReached."""
        target = self._path.rstrip("/") + path if path else self._path or "/"
        asked = (method, target + self._query, body, self._shown | ({"content-type": kind} if kind else {}))
        try:
            try:
                answer = self._once(*asked, longest)
            except ConnectionError:
                if not self._answered:
                    raise
                self._connection.close()  # whoever keeps a connection may find it closed by the other side
                answer = self._once(*asked, longest)
        except (OSError, HTTPException) as error:
            self._connection.close()
            raise CannotBeReached(f"“{self.url}” cannot be reached: {why(error)}") from None
        self._answered = True
        return answer

    def _once(self, method: str, path: str, body: bytes | None, headers: dict[str, str], longest: int) -> Answer:
        self._connection.request(method, path, body, headers)
        answer = self._connection.getresponse()
        read = Answer(answer.status, answer.headers.get_content_type(), answer.read(longest))
        if not answer.isclosed():
            self._connection.close()
        return read


def parts_of(url: str) -> tuple[SplitResult, int | None]:
    """An address and its port; ValueError unless it can be asked."""
    try:
        address = urlsplit(url)
        if address.scheme in ("http", "https") and address.hostname and not address.fragment:
            return address, address.port
    except ValueError:
        pass
    raise ValueError(f"“{url}” is no web address: write one as in https://host/path")


def why(error: Exception) -> str:
    """What went wrong, in the words of the system where it has any."""
    return str(getattr(error, "strerror", None) or getattr(error, "reason", None) or type(error).__name__)
