"""The hash tree written down once more, as RFC 6962 defines it: slow, recursive, and nothing shared with ours."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256


def largest_power_below(n: int) -> int:
    """k of the RFC: the largest power of two smaller than n."""
    k = 1
    while k * 2 < n:
        k *= 2
    return k


def mth(data: Sequence[bytes]) -> bytes:
    """MTH(D[n])."""
    if not data:
        return sha256().digest()
    if len(data) == 1:
        return sha256(bytes(1) + data[0]).digest()
    k = largest_power_below(len(data))
    return sha256(bytes([1]) + mth(data[:k]) + mth(data[k:])).digest()


def path(m: int, data: Sequence[bytes]) -> list[bytes]:
    """PATH(m, D[n])."""
    if len(data) == 1:
        return []
    k = largest_power_below(len(data))
    return [*path(m, data[:k]), mth(data[k:])] if m < k else [*path(m - k, data[k:]), mth(data[:k])]


def subproof(m: int, data: Sequence[bytes], complete: bool = True) -> list[bytes]:
    """SUBPROOF(m, D[n], b); PROOF(m, D[n]) with b = true."""
    if m == len(data):
        return [] if complete else [mth(data)]
    k = largest_power_below(len(data))
    if m <= k:
        return [*subproof(m, data[:k], complete), mth(data[k:])]
    return [*subproof(m - k, data[k:], False), mth(data[:k])]
