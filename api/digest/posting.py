"""Mails handed to a server (SMTP), each once: to whom they were sent is kept, so that a run can be gone on with."""

from __future__ import annotations

import os
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from typing import Final

from api.digest.period import Period
from api.settings import MailTransport, Settings
from domain.kernel.ids import PersonId

SECONDS: Final = 30.0
"""How long the server is waited for."""
THEIRS: Final = (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError)
"""What is the matter with one mail, and not with the server."""


class Refused(Exception):
    """The server does not take one mail; others it may."""


class NoServer(Exception):
    """No mail can be handed over: nobody answers, or they do not take us."""


@dataclass(frozen=True)
class Post:
    """The server that takes mails, as the settings name it."""

    settings: Settings

    def send(self, message: EmailMessage) -> None:
        """Hand one mail over. Raises Refused, or NoServer."""
        try:
            with self._connected() as server:
                server.send_message(message)
        except THEIRS as error:
            raise Refused(said_by(error)) from error
        except (OSError, smtplib.SMTPException) as error:
            where = f"{self.settings.smtp_host}:{self.settings.smtp_port}"
            raise NoServer(f"{where} takes no mail of ours: {said_by(error)}") from error

    @contextmanager
    def _connected(self) -> Iterator[smtplib.SMTP]:
        host, port, how = str(self.settings.smtp_host), self.settings.smtp_port, self.settings.smtp_tls
        trusted = ssl.create_default_context()
        made = (
            smtplib.SMTP_SSL(host, port, timeout=SECONDS, context=trusted)
            if how is MailTransport.TLS
            else smtplib.SMTP(host, port, timeout=SECONDS)
        )
        with made as server:
            if how is MailTransport.STARTTLS:
                server.starttls(context=trusted)
            if self.settings.smtp_user is not None:
                server.login(self.settings.smtp_user, self.settings.smtp_secret() or "")
            yield server


@dataclass(frozen=True)
class Sent:
    """To whom a digest of some days was sent: a line each, in a file of the ledger's home."""

    file: Path

    @classmethod
    def of(cls, settings: Settings, period: Period) -> Sent:
        """What is kept of a period."""
        return cls(settings.home / "digests" / f"{period.since}_{period.until}.sent")

    def has(self, person: PersonId) -> bool:
        """Whether it was sent to somebody."""
        return self.file.exists() and person in self.file.read_text(encoding="utf-8").split()

    def note(self, person: PersonId) -> None:
        """Keep that it was: on disk before the next is sent."""
        self.file.parent.mkdir(parents=True, exist_ok=True)
        with self.file.open("a", encoding="utf-8") as kept:
            kept.write(f"{person}\n")
            kept.flush()
            os.fsync(kept.fileno())


def said_by(error: Exception) -> str:
    """What a server said, on one line."""
    said: object = str(error)
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        _, said = next(iter(error.recipients.values()))
    elif isinstance(error, smtplib.SMTPResponseException):
        said = error.smtp_error
    return " ".join((said.decode(errors="replace") if isinstance(said, bytes) else str(said)).split())
