"""Random documents of the whole schema run both ways, by plans and by graphql-core: how many are answered otherwise."""

from __future__ import annotations

import asyncio
import sys
from collections import Counter
from typing import Final

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from pydantic import SecretStr

from api.access.callers import Caller
from api.services import ledger_in
from api.settings import Settings
from benchmarks.server import WRAPPING, database, server
from tests.api.both_ways import BothWays, both_ways, callers, documents
from tests.api.planted import Planted, plant

DOCUMENTS: Final = 100_000
TOLD_EVERY: Final = 1_000


def main(how_many: int) -> int:
    """Ask so many documents both ways, and say what was found; 1 where any is answered otherwise."""
    with server() as server_url, database(server_url) as url:
        given_settings = Settings(database_url=url, key=SecretStr(WRAPPING.key.hex()))
        with ledger_in(given_settings, url) as ledger:
            planted = plant(ledger)
        with asyncio.Runner() as runner:
            return runner.run(compared(given_settings, planted, how_many))


async def compared(given_settings: Settings, planted: Planted, how_many: int) -> int:
    """The same in a loop."""
    loop = asyncio.get_running_loop()
    async with both_ways(given_settings) as house:
        return await asyncio.to_thread(asked_both_ways, house, planted, how_many, loop)


def asked_both_ways(house: BothWays, planted: Planted, how_many: int, loop: asyncio.AbstractEventLoop) -> int:
    """The same from a thread, as documents are made without waiting."""
    known = [*planted.subjects, str(planted.decided.evidence)]
    whoever = callers([each for each in planted.subjects if each.startswith("person-")])
    found: Counter[str] = Counter()

    @settings(max_examples=how_many, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(text=documents(known), caller=st.sampled_from(whoever))
    def ask(text: str, caller: Caller | None) -> None:
        by_plan = asyncio.run_coroutine_threadsafe(house.by_plan(caller, text), loop).result()
        other = asyncio.run_coroutine_threadsafe(house.by_graphql_core(caller, text), loop).result()
        found["asked"] += 1
        found["run"] += other.has_run
        found["by their plans"] += by_plan is not None
        if by_plan not in (None, other):
            found["answered otherwise"] += 1
            print(f"  {text!r} of {caller}:\n    {by_plan}\n    {other}")
        if found["asked"] % TOLD_EVERY == 0:
            print(told(found), flush=True)

    ask()
    print(told(found))
    return 1 if found["answered otherwise"] else 0


def told(found: Counter[str]) -> str:
    """How many of each."""
    names = ("asked", "run", "by their plans", "answered otherwise")
    return ", ".join(f"{found[name]:,} {name}" for name in names)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else DOCUMENTS))
