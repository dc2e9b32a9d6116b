"""What many wait for is not lost with one of them who waits no longer."""

from __future__ import annotations

import asyncio
from pathlib import Path

import api
from api.graphql.gathering import Gathering

API = Path(api.__file__).parent


async def doubled(keys: list[int]) -> list[int]:
    await asyncio.sleep(0.01)
    return [2 * key for key in keys]


def test_whoever_waits_no_longer_takes_nothing_from_others() -> None:
    async def ask() -> tuple[int, bool]:
        numbers: Gathering[int, int] = Gathering(doubled)

        async def one() -> int:
            return await numbers.load(21)

        leaving, staying = asyncio.ensure_future(one()), asyncio.ensure_future(one())
        await asyncio.sleep(0)
        leaving.cancel()
        return await staying, leaving.cancelled()

    assert asyncio.run(ask()) == (42, True)


def test_what_is_asked_for_meanwhile_is_looked_up_together() -> None:
    asked: list[list[int]] = []

    async def look_up(keys: list[int]) -> list[int]:
        asked.append(keys)
        return keys

    async def ask() -> list[int]:
        numbers: Gathering[int, int] = Gathering(look_up)
        return [*await asyncio.gather(*map(numbers.load, (3, 1, 3)))]

    assert asyncio.run(ask()) == [3, 1, 3]
    assert asked == [[3, 1]]


def test_nothing_else_gathers() -> None:
    named = (
        file.relative_to(API).as_posix() for file in API.rglob("*.py") if "strawberry.dataloader" in file.read_text()
    )
    assert [*named] == ["graphql/gathering.py"]
