"""Digests made and sent, one person after the other: what is the matter with one of them does not stop the others."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from api.digest.asking_for import InTheirName, NotAnswered
from api.digest.letters import letter
from api.digest.period import Period
from api.digest.posting import Post, Refused, Sent
from api.digest.what_moved import DigestTold, digest_of
from api.services import Services
from api.settings import Settings
from domain.kernel.ids import PersonId

NO_ADDRESS = "no address of theirs is known: name it in a table with --addresses"
FROM_NOBODY = "ledger@localhost"
"""From whom a mail is that is only shown, where the settings name nobody."""


class NotSent(Exception):
    """Somebody gets none, and why."""


@dataclass
class Run:
    """What became of one run."""

    opened: Services
    settings: Settings
    period: Period
    show: Callable[[str], None] | None = None
    """What shows mails that are not sent; None where they are."""
    sent: int = 0
    before: int = 0
    """How many had theirs already."""
    nothing: int = 0
    """Of how many nothing moved."""
    failed: list[str] = field(default_factory=list)
    """Who got none that should have, and why."""

    async def send(self, to: Mapping[PersonId, str | None]) -> None:
        """Send everybody theirs, at the addresses that are named, or else at those that the ledger knows.

        Raises NoServer.
        """
        for person, address in to.items():
            try:
                await self._send_one(person, address)
            except (NotSent, Refused) as error:
                self.failed.append(f"{person}: {error}")

    async def _send_one(self, person: PersonId, address: str | None) -> None:
        kept = Sent.of(self.settings, self.period)
        if self.show is None and kept.has(person):
            self.before += 1
            return
        told = await self._told(person)
        if not told.moved:
            self.nothing += 1
            return
        if not (to := address or told.email):
            raise NotSent(NO_ADDRESS)
        now = await asyncio.to_thread(self.opened.ledger.now)
        sender = self.settings.smtp_from or FROM_NOBODY
        mail = letter(told, to, self.period, str(self.settings.address), sender, now)
        if self.show is not None:
            self.show(mail.as_string())
        else:
            await asyncio.to_thread(Post(self.settings).send, mail)
            kept.note(person)
        self.sent += 1

    async def _told(self, person: PersonId) -> DigestTold:
        """What somebody is told. Raises NotSent for whoever is nobody here any more."""
        asking = InTheirName(self.opened, person)
        try:
            told = await digest_of(asking, self.period, self.settings.time_zone)
        except NotAnswered as error:
            raise NotSent(str(error)) from error
        if told is None or told.has_left:
            raise NotSent("is not known, or has left")
        return told
