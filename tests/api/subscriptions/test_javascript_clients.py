"""What dashboards listen with: graphql-sse and graphql-ws, as they come from npm."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable

import pytest

from tests.api.conftest import CLIENTS, Served
from tests.api.subscriptions.conftest import Join


@pytest.mark.parametrize(("client", "scheme"), [("sse.mjs", "http"), ("ws.mjs", "ws")])
def test_a_client_hears_what_moves_and_goes_on_where_it_was(
    served: Served, join: Join, node: Callable[..., str], client: str, scheme: str
) -> None:
    with pytest.raises(AssertionError, match="has not come yet"):
        node(client, f"{scheme}{served.url.removeprefix('http')}/graphql", authorization(served), str(10**8))
    before = join("Before")
    since = served.ask("{ position }")["position"] - 1
    where = f"{scheme}{served.url.removeprefix('http')}/graphql"
    command = [shutil.which("node") or "node", client, where, authorization(served), str(since)]
    with subprocess.Popen(command, cwd=CLIENTS, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as listens:
        assert listens.stdout is not None
        assert listens.stdout.readline().strip() == "moved", listens.stderr and listens.stderr.read()
        after = join("After")
        told, failed = listens.communicate(timeout=30)
    assert listens.returncode == 0, failed
    assert json.loads(told) == [before, after]


def authorization(served: Served) -> str:
    """What a client shows."""
    return str(served.client.headers["authorization"])
