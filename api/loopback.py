"""Names and numbers that never lead away from this machine."""

from __future__ import annotations

from ipaddress import ip_address
from typing import Final

LOCALHOST: Final = "localhost"
"""This, and whatever ends in it, is never anything but the machine itself (RFC 6761)."""


def is_number(name: str) -> bool:
    """Whether a name is the number of a machine."""
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def is_of_this_machine(name: str) -> bool:
    """Whether a name or number is this machine's for itself."""
    named = name.lower().rstrip(".")
    return named == LOCALHOST or named.endswith(f".{LOCALHOST}") or (is_number(named) and ip_address(named).is_loopback)
