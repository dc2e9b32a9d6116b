"""Settings: what is set from outside. The only reader of the environment."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final, Self
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, SecretStr, ValidationInfo, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from api.loopback import is_of_this_machine
from audit.bundles.time_authority import TimeAuthority
from ledger.embedded_postgres import SERVER_FOLDER, default_home
from ledger.proofs.signing import check_name
from ledger.proofs.web import parts_of
from ledger.proofs.witness import Witness
from ledger.storage.connections import roles_of

KEY_FILE: Final = "key-encryption.key"
MOST_WORKERS: Final = 64
TOKENS_ALONE: Final = "token"
"""What `sign_in` says where tokens are the only way in."""


def must_be_reached_safely(address: str) -> None:
    """Raises ValueError for what others on the way could answer for: without TLS, and not on this machine."""
    told = urlsplit(address)
    if told.scheme != "https" and not (told.scheme == "http" and is_of_this_machine(told.hostname or "")):
        raise ValueError(f"“{address}” is not reached by TLS: write an address as in https://id.example.com")


def must_be_an_origin(address: str) -> None:
    """Raises ValueError for what is no scheme and place alone, as browsers say where a page comes from."""
    told = urlsplit(address)
    if told.scheme not in {"http", "https"} or address != f"{told.scheme}://{told.netloc.lower()}" or not told.hostname:
        raise ValueError(f"“{address}” is no address of a server: write one as in https://ledger.example.com, no path")


CHECKED_BY: Final[Mapping[str, Callable[[str], object]]] = {
    "database_url": roles_of,
    "keys_database_url": roles_of,
    "log_origin": check_name,
    "time_stamp_authority": parts_of,
    "address": must_be_an_origin,
}
"""Settings that may be empty, and what raises a ValueError where one cannot be meant."""


class MailTransport(StrEnum):
    """How a mail server is spoken to."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


class Settings(BaseSettings):
    """Read from LEADERSHIP_… in the environment; everything has a default that works on one machine.

    What is empty there counts as not set.
    """

    model_config = SettingsConfigDict(env_prefix="LEADERSHIP_", env_ignore_empty=True, extra="ignore", frozen=True)

    database_url: str | None = None
    """PostgreSQL's connection string; without one an embedded server starts by itself."""

    keys_database_url: str | None = None
    """Another database, in which wrapped data keys are kept, with tokens and sessions; without one they stand beside
    the book."""

    home: Path = Field(default_factory=default_home)
    """One folder for all that a ledger on this machine owns: `postgresql`, where the embedded server keeps its data,
    and beside it the keys."""

    key: SecretStr | None = None
    """The key-encryption key: 32 bytes, as 64 hexadecimal digits or in base64. Comes before `key_file`."""

    key_file: Path = Field(default_factory=lambda said: said["home"] / KEY_FILE)
    """Where the key-encryption key is kept; made with a new ledger. Back it up, apart from the database."""

    time_zone: Annotated[ZoneInfo, NoDecode] = ZoneInfo("UTC")
    """The organisation's own: it says which day today is."""

    token: SecretStr | None = None
    """The token by which the command line writes; without one it writes as whoever holds the machine."""

    log_token: SecretStr | None = None
    """The token that is shown to the log which `leadership verify --log` reads, where that wants one."""

    case_matters_in: Annotated[tuple[str, ...], NoDecode] = ()
    """The systems outside whose identifiers differ where only their case does: names, separated by commas."""

    log_origin: str | None = None
    """What the log of this book is called, for ever: a name that you own, as in ledger.example.com/leadership."""

    signing_key_file: Path | None = None
    """The keys that sign checkpoints, one a line; made with a new log, beside `key_file` where nothing is said."""

    address: str | None = None
    """The address under which people reach the server, as in https://ledger.example.com; where there is none, numbers
    and names of this machine lead to it."""

    origins: Annotated[tuple[str, ...], NoDecode] = ()
    """Where pages come from that may ask as well, as in https://dashboards.example.com, separated by commas."""

    documents: Path | None = None
    """A folder of documents (`*.graphql`) that are known from the start: each is asked at /q/ by the SHA-256 of its
    file."""

    sign_in: str | None = None
    """Who may read. Where it is empty, whoever is on this machine, and it is served there alone; `token`: whoever shows
    a token; the address of an OpenID Connect provider (issuer): also whoever signs in there."""

    sign_in_client: str | None = None
    """What that provider calls us (client id); it is to send people back to `/signed-in` below `address`."""

    sign_in_secret: SecretStr | None = None
    """The secret that it has given us; none for a public client."""

    signed_in_for: float = Field(default=12.0, gt=0, le=24 * 7)
    """Hours after which whoever has signed in does so again."""

    idle_for: float = Field(default=1.0, gt=0, le=24 * 7)
    """Hours after which whoever has signed in, and asks for nothing, does so again."""

    answer_within: float = Field(default=30.0, gt=0)
    """Seconds that a request may take, and each statement of it in the database."""

    stop_within: float = Field(default=30.0, gt=0)
    """Seconds that what is under way may take to end when the server is asked to stop."""

    workers: int = Field(default=1, ge=1, le=MOST_WORKERS)
    """Processes side by side by which `leadership serve` serves."""

    smtp_host: str | None = None
    """The server that takes the mails of `leadership digest`; without one none is sent."""

    smtp_port: int = Field(default=587, ge=1, le=65_535)
    """Its port: 587 as a rule, 465 where it speaks TLS from the first word."""

    smtp_user: str | None = None
    """Who hands mails over there; nobody in particular where it is empty."""

    smtp_password: SecretStr | None = None
    """Their password. Comes before `smtp_password_file`."""

    smtp_password_file: Path | None = None
    """A file that holds it."""

    smtp_from: str | None = None
    """From whom mails come, as in ledger@example.com."""

    smtp_tls: MailTransport = MailTransport.STARTTLS
    """How mails are kept from others on the way: `starttls`, `tls` from the first word, or `none` on this machine."""

    witnesses: Annotated[tuple[Witness, ...], NoDecode] = ()
    """Those who watch the log, each as its address and its verifier key, separated by commas."""

    time_stamp_authority: str | None = None
    """Who is asked for time stamps of audit bundles (RFC 3161), as in https://tsa.example.com/tsr."""

    time_stamp_certificate_file: Path | None = Field(default=None, validate_default=True)
    """The certificates (PEM) that its time stamps must lead to, from wherever the authority publishes them."""

    @field_validator("time_zone", mode="before")
    @classmethod
    def _known_zone(cls, value: object) -> object:
        try:
            return ZoneInfo(value) if isinstance(value, str) else value
        except (ZoneInfoNotFoundError, ValueError):
            raise ValueError(
                f"“{value}” is no time zone; write one of the IANA database, as in Europe/Berlin"
            ) from None

    @field_validator(*CHECKED_BY, mode="before")
    @classmethod
    def _as_it_should_be(cls, value: object, info: ValidationInfo) -> object:
        if isinstance(value, str) and value:
            CHECKED_BY[str(info.field_name)](value)
        return value or None

    @field_validator("origins", mode="after")
    @classmethod
    def _origins(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for one in value:
            must_be_an_origin(one)
        return value

    @field_validator("case_matters_in", "origins", mode="before")
    @classmethod
    def _several(cls, value: object) -> object:
        return tuple(one.strip() for one in value.split(",") if one.strip()) if isinstance(value, str) else value

    @model_validator(mode="after")
    def _beside_which_book(self) -> Self:
        if self.keys_database_url is not None and self.database_url is None:
            raise ValueError(
                "LEADERSHIP_KEYS_DATABASE_URL is set, and LEADERSHIP_DATABASE_URL is not: the embedded server keeps the"
                " keys beside its book"
            )
        return self

    @model_validator(mode="after")
    def _can_sign_in(self) -> Self:
        if self.provider is not None:
            must_be_reached_safely(self.provider)
            for name in ("address", "sign_in_client"):
                if getattr(self, name) is None:
                    raise ValueError(f"LEADERSHIP_{name.upper()} is not set, which signing in by a provider needs")
        elif self.sign_in not in {None, TOKENS_ALONE}:
            raise ValueError(
                f"sign_in “{self.sign_in}” is neither “{TOKENS_ALONE}” nor an address as in https://id.example.com"
            )
        return self

    @model_validator(mode="after")
    def _mail_is_sent_safely(self) -> Self:
        if (
            self.smtp_host is not None
            and self.smtp_tls is MailTransport.NONE
            and not is_of_this_machine(self.smtp_host)
        ):
            raise ValueError(
                f"LEADERSHIP_SMTP_TLS is none, and “{self.smtp_host}” is not this machine: whoever is on the way would"
                " read mails and password"
            )
        return self

    @field_validator("time_stamp_certificate_file")
    @classmethod
    def _with_an_authority(cls, value: Path | None, info: ValidationInfo) -> Path | None:
        if info.data.get("time_stamp_authority") and value is None:
            raise ValueError("is not set: name the file (PEM) with the certificates of your time stamp authority")
        return value

    @field_validator("witnesses", mode="before")
    @classmethod
    def _addresses_and_keys(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        return tuple(Witness.parse(one) for one in value.replace("\n", ",").split(",") if one.strip())

    def smtp_secret(self) -> str | None:
        """The password by which mails are handed over; None if there is none."""
        if self.smtp_password is None and self.smtp_password_file is not None:
            return self.smtp_password_file.read_text(encoding="utf-8").strip()
        return self.smtp_password.get_secret_value() if self.smtp_password else None

    @property
    def provider(self) -> str | None:
        """The address of the provider at which people sign in; None if there is none."""
        return self.sign_in if self.sign_in is not None and "://" in self.sign_in else None

    def origin_of(self, url: str) -> str:
        """What the log of the book in a database is called."""
        return self.log_origin or f"leadership-ledger.local/{roles_of(url).database}"

    def signing_key_path(self, origin: str) -> Path:
        """Where the keys are that sign for a log."""
        return self.signing_key_file or self.key_file.with_name(f"{origin.replace('/', '_')}.signing.key")

    def last_signed_path(self, origin: str) -> Path:
        """Where the last checkpoint of a log is kept: beside its signing keys, and so apart from the book."""
        return self.signing_key_path(origin).with_name(f"{origin.replace('/', '_')}.checkpoint")

    @property
    def embedded_directory(self) -> Path:
        """Where the embedded server lives."""
        return self.home / SERVER_FOLDER

    def time_authority(self) -> TimeAuthority | None:
        """Who is asked for time stamps; None if nobody is."""
        if self.time_stamp_authority is None or self.time_stamp_certificate_file is None:
            return None
        return TimeAuthority(self.time_stamp_authority, self.time_stamp_certificate_file.read_bytes())
