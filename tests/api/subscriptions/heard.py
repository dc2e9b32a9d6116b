"""Somebody who listens: events are gathered by a thread, and taken one by one."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from queue import Queue
from typing import Any, Final

import httpx

from tests.api.conftest import Served

CHANGED: Final = """
    subscription ($since: Int, $moving: [Moving!]) {
      changed(since: $since, moving: $moving) { position everything people roles units cases cycles } }"""
END: Final = "complete"
CUT_OFF: Final = "cut off"
SOON: Final = 10.0
"""Seconds."""


class Heard:
    """What was told so far."""

    def __init__(self) -> None:
        self._told: Queue[Any] = Queue()

    def next(self, within: float = SOON) -> dict[str, Any]:
        """The next event."""
        told: dict[str, Any] = self.raw(within)["data"]["changed"]
        return told

    def raw(self, within: float = SOON) -> Any:
        """The next result as it came, or how it ended. queue.Empty where nothing comes."""
        return self._told.get(timeout=within)

    def until(self, position: int) -> dict[str, set[str]]:
        """All that is told up to a position, put together."""
        told: dict[str, set[str]] = {}
        at = -1
        while at < position:
            event = self.next()
            at = event["position"]
            for name, ids in event.items():
                if isinstance(ids, list):
                    told.setdefault(name, set()).update(ids)
        return told

    def ends(self, within: float = SOON) -> list[Any]:
        """What comes until it ends, and how that is."""
        rest = [self.raw(within)]
        while rest[-1] not in (END, CUT_OFF):
            rest.append(self.raw(within))
        return rest

    def gather(self, answer: httpx.Response) -> None:
        """Read until it ends."""
        kind = ""
        with suppress(httpx.HTTPError):
            for line in answer.iter_lines():
                name, _, value = line.partition(":")
                if name == "event":
                    kind = value.strip()
                elif name == "data":
                    self._told.put(END if kind == END else json.loads(value))
            if kind == END:
                return
        self._told.put(CUT_OFF)


@contextmanager
def listening(
    served: Served, headers: Mapping[str, str] | None = None, query: str = CHANGED, **variables: Any
) -> Iterator[Heard]:
    """Listens, as long as this is open; by a token of the house's, where no headers are said."""
    shown = headers if headers is not None else {**served.client.headers, **served.headers}
    asked = {"query": query, "variables": variables}
    accept = {"accept": "text/event-stream", "content-type": "application/json"}
    with httpx.Client(timeout=60, verify=False) as client:  # noqa: S501  over HTTP: it would read certificates each time
        sent = {name: value for name, value in shown.items() if name.lower() not in {"accept", *accept}}
        with client.stream("POST", f"{served.url}/graphql", json=asked, headers={**sent, **accept}) as answer:
            assert answer.status_code == 200, answer.read()
            assert answer.headers["content-type"].startswith("text/event-stream")
            heard = Heard()
            reading = threading.Thread(target=heard.gather, args=(answer,), daemon=True)
            reading.start()
            try:
                yield heard
            finally:
                with suppress(OSError):  # it may have ended by itself
                    answer.extensions["network_stream"].get_extra_info("socket").shutdown(socket.SHUT_RDWR)
                reading.join(SOON)
