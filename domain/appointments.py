"""Appointments: a role is established, somebody takes it up, somebody gives it up."""

from __future__ import annotations

from dataclasses import dataclass, replace

from domain.facts import Event, Reference
from domain.role import Role


@dataclass(frozen=True)
class RoleEstablished(Event[Role]):
    """The organisation has a role, filled or not."""

    title: str
    unit: str
    function: str
    level: str
    critical: bool

    def evolve(self, role: Role, at: Reference) -> Role:
        return replace(role, established=True)
