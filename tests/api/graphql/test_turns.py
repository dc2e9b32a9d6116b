"""Who writes a lot at once leaves threads to others."""

from __future__ import annotations

import asyncio

from api.executors import WRITES_OF_ONE, Turns


def test_of_one_caller_no_more_writes_at_a_time_than_others_can_spare() -> None:
    async def at_once() -> tuple[int, bool]:
        turns, most, under_way = Turns(), 0, 0

        async def write() -> None:
            nonlocal most, under_way
            async with turns.of("token-1"):
                under_way += 1
                most = max(most, under_way)
                await asyncio.sleep(0.001)
                under_way -= 1

        async def another() -> bool:
            async with turns.of("token-2"):
                return under_way > 0

        *_, went_meanwhile = await asyncio.gather(*(write() for _ in range(20)), another())
        return most, bool(went_meanwhile)

    assert asyncio.run(at_once()) == (WRITES_OF_ONE, True)
