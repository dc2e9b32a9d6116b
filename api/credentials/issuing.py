"""Completed development as Open Badges 3.0 (1EdTech): W3C Verifiable Credentials in their JWT form, to take along.

Nothing of it is stored: what stands in the ledger says which credentials there are, and the same entries always give
the same one. It carries no id of ours, but a number and an address that only this ledger can make or read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any, Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from api.credentials.achievements import Achievement, Namings, achievement_of
from api.credentials.completed import Completed, completed_by
from api.credentials.plain_words import in_one_line
from api.imports.names_known import NamesKnown
from domain.kernel.ids import PersonId
from ledger import Ledger
from ledger.proofs.compact_jws import compact_jws, public_jwk, thumbprint
from ledger.proofs.signing import SigningKey, VerifierKey

BADGES: Final = "https://purl.imsglobal.org/spec/ob/v3p0"
CONTEXT: Final = (
    "https://www.w3.org/ns/credentials/v2",
    f"{BADGES}/context-3.0.3.json",
    f"{BADGES}/extensions.json",
)
PATH: Final = "/credentials"
ISSUER_PATH: Final = f"{PATH}/issuer"
KEYS_PATH: Final = f"{PATH}/keys"
STATUS_PATH: Final = f"{PATH}/status"
CREDENTIAL: Final = "credential"
SUBJECT: Final = "subject"
ACHIEVEMENT: Final = "achievement"
"""What numbers are given to, each apart from the others."""


class NowhereToBeVerified(Exception):
    """Credentials lead whoever verifies them to an address of ours, and none is set."""

    def __init__(self) -> None:
        super().__init__(
            "LEADERSHIP_ADDRESS is not set: credentials name the address at which others verify them, so set the one"
            " under which people reach the server, as in https://ledger.example.com"
        )


@dataclass(frozen=True)
class Credential:
    """One of somebody's credentials."""

    id: str
    """Its own, which tells nothing of what it is about."""
    achievement: Achievement
    begun_on: date | None
    ended_on: date | None
    issued_on: date
    """The day on which the ledger had all of it."""
    jwt: str
    """The credential as it is handed on: signed, in one line."""


class Issuing:
    """Makes and answers for the credentials of one ledger."""

    def __init__(self, ledger: Ledger, address: str | None, keys: Sequence[SigningKey], zone: ZoneInfo) -> None:
        """Raises NowhereToBeVerified where there is no address."""
        if address is None:
            raise NowhereToBeVerified
        self.issuer: Final = f"{address}{ISSUER_PATH}"
        self._ledger, self._address, self._key, self._zone = ledger, address, keys[-1], zone

    def credentials_of(self, person: PersonId) -> list[Credential]:
        """Everything that somebody has completed, the latest first. Blocks."""
        completed = completed_by(person, self._ledger)
        names = NamesKnown(self._ledger)
        namings = Namings(names)
        return [self._credential(one, achievement_of(one, namings), names.name_of(person)) for one in completed]

    def profile(self) -> dict[str, Any]:
        """Who issues, as an Open Badges profile."""
        name = urlsplit(self._address).hostname
        return {"id": self.issuer, "type": ["Profile"], "name": name, "url": self._address}

    def jwk(self, key: VerifierKey) -> dict[str, str]:
        """A key, under the address that credentials name it by."""
        return {**public_jwk(key), "kid": self._key_address(key)}

    def status(self, name: str) -> dict[str, Any] | None:
        """Whether a credential stands, by the last part of its status address; None for all that is no such. Blocks.

        It is a list of those revoked (1EdTech Revocation List Status Method), of one at most: the credential whose
        address it is. Readers of that method look for the list under two names. Of what was sent nothing is made but
        what it was made of here.
        """
        origin = self._ledger.pseudonyms.behind(name)
        if origin is None:
            return None
        revoked = [] if self._stands(origin) else [{"id": self._id(CREDENTIAL, origin), "revoked": True}]
        told = {"id": self._status_address(origin), "issuer": self.issuer}
        return {**told, "revokedCredential": revoked, "revokedCredentials": revoked}

    def _stands(self, origin: str) -> bool:
        person = PersonId(origin.partition(" ")[0])
        return any(one.origin == origin for one in completed_by(person, self._ledger))

    def _credential(self, completed: Completed, achievement: Achievement, name: str) -> Credential:
        payload = self._payload(completed, achievement, name)
        header = {"kid": self._key_address(self._key.verifier), "typ": "JWT"}
        return Credential(
            payload["id"],
            achievement,
            completed.begun_on,
            completed.ended_on,
            completed.recorded_at.astimezone(self._zone).date(),
            compact_jws(header, payload, self._key),
        )

    def _payload(self, completed: Completed, achievement: Achievement, name: str) -> dict[str, Any]:
        """The credential itself, and what JWT says of it once more."""
        said = self._id(CREDENTIAL, completed.origin)
        since = completed.recorded_at.astimezone(UTC).replace(microsecond=0)
        subject = self._subject(completed, achievement, name)
        status = self._status_address(completed.origin)
        return {
            "@context": CONTEXT,
            "id": said,
            "type": ["VerifiableCredential", "OpenBadgeCredential"],
            "name": achievement.name,
            "issuer": self.profile(),
            "validFrom": since.isoformat().replace("+00:00", "Z"),
            "credentialSubject": subject,
            "credentialStatus": {"id": status, "type": "1EdTechRevocationList"},
            "iss": self.issuer,
            "jti": said,
            "nbf": int(since.timestamp()),
            "sub": subject["id"],
        }

    def _subject(self, completed: Completed, achievement: Achievement, name: str) -> dict[str, Any]:
        outcome = achievement.narrative
        narrative = {"narrative": f"In their own words: {outcome}"} if outcome else {}  # signed by us, said by them
        written = in_one_line(name)
        called = {"type": "IdentityObject", "hashed": False, "identityHash": written, "identityType": "name"}
        days = {"activityStartDate": completed.begun_on, "activityEndDate": completed.ended_on}
        return {
            "id": self._id(SUBJECT, completed.person),
            "type": ["AchievementSubject"],
            "identifier": [called],
            **{which: self._begins(day) for which, day in days.items() if day},
            **narrative,
            "achievement": {
                "id": self._id(ACHIEVEMENT, completed.origin),
                "type": ["Achievement"],
                "achievementType": achievement.achievement_type,
                "name": achievement.name,
                "description": achievement.description,
                "criteria": {"narrative": achievement.criteria},
            },
        }

    def _id(self, what: str, of: str) -> str:
        return f"urn:uuid:{self._ledger.pseudonyms.uuid_of(of, what)}"

    def _key_address(self, key: VerifierKey) -> str:
        return f"{self._address}{KEYS_PATH}/{thumbprint(key)}"

    def _status_address(self, origin: str) -> str:
        return f"{self._address}{STATUS_PATH}/{self._ledger.pseudonyms.of(origin)}"

    def _begins(self, day: date) -> str:
        return datetime.combine(day, time.min, self._zone).isoformat()
