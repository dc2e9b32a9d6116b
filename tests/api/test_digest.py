"""The weekly digest, as a mail server gets it: what moved of what is theirs, once to each, and no word of it."""

from __future__ import annotations

import re
import ssl
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from socket import socket
from typing import Any

import psycopg
import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pydantic import SecretStr, ValidationError
from typer.testing import CliRunner

from api.cli.main import app
from api.digest.period import Period
from api.settings import MailTransport, Settings
from ledger import Ledger, Wrapping
from tests.api.conftest import ADDRESS, KEY, Served, serving

HOST = "127.0.0.1"
REFUSED = "nobody@example.com"
WORDS = ("Asks first", "Talks over others", "Left her alone")


def free_port() -> int:
    """A port that nobody listens at."""
    with socket() as found:
        found.bind((HOST, 0))
        port: int = found.getsockname()[1]
    return port


@dataclass
class Letterbox:
    """What a mail server was handed."""

    mails: list[EmailMessage] = field(default_factory=list)
    users: list[str] = field(default_factory=list)

    async def handle_RCPT(self, server: Any, session: Any, envelope: Envelope, address: str, options: Any) -> str:  # noqa: N802
        """Take an address, but for one."""
        if address == REFUSED:
            return "550 5.1.1 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Envelope) -> str:  # noqa: N802
        """Take a mail."""
        assert isinstance(envelope.content, bytes)
        self.mails.append(message_from_bytes(envelope.content, policy=default))
        return "250 OK"

    def authenticated(self, server: Any, session: Any, envelope: Any, mechanism: str, given: Any) -> AuthResult:
        """Take whoever knows the password."""
        assert isinstance(given, LoginPassword)
        self.users.append(given.login.decode())
        return AuthResult(success=given.password == b"opens")


@dataclass(frozen=True)
class House:
    """A ledger in which much was written last week, and its mail server."""

    url: str
    home: Path
    box: Letterbox
    people: dict[str, str]
    case: str
    environment: dict[str, str]

    def digest(self, *arguments: str, **environment: str) -> tuple[int, str]:
        """What the command ends with, and says."""
        self.box.mails.clear()
        ran = CliRunner().invoke(app, ["digest", *arguments], env={**self.environment, **environment})
        assert ran.exception is None or isinstance(ran.exception, SystemExit), ran.exception
        return ran.exit_code, ran.output

    def texts(self) -> dict[str, str]:
        """What was handed over, by whom it is for."""
        return {str(one["To"]): one.get_content().replace("\r\n", "\n") for one in self.box.mails}


@pytest.fixture(scope="module")
def house(make_database: Callable[[], str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    url, home, box = make_database(), tmp_path_factory.mktemp("digest"), Letterbox()
    with serving(Settings(database_url=url, key=SecretStr(KEY), address=ADDRESS)) as served:
        people, case = written(served)
    a_week_ago(url)
    port = free_port()
    server = Controller(box, hostname=HOST, port=port, auth_require_tls=False, authenticator=box.authenticated)
    server.start()
    smtp = {"SMTP_HOST": HOST, "SMTP_PORT": str(port), "SMTP_TLS": "none", "SMTP_FROM": "ledger@example.com"}
    named = {"DATABASE_URL": url, "KEY": KEY, "HOME": str(home), "ADDRESS": ADDRESS, **smtp}
    environment = {f"LEADERSHIP_{name}": value for name, value in named.items()} | {"COLUMNS": "300"}
    yield House(url, home, box, people, case, environment)
    server.stop()


def written(served: Served) -> tuple[dict[str, str], str]:
    """Ada, whom Bao leads and Mia mentors; what was said of Ada and of Cai; and a case of Ada's."""

    def joined(name: str, **more: Any) -> str:
        email = [{"system": "email", "identifier": f"{name.split(maxsplit=1)[0].lower()}@example.com"}]
        where = {"unit": "Tooling", "effectiveOn": "2020-03-02"}
        person: str = served.recorded("joinPerson", name=name, identities=email, **where, **more)["subject"]
        return person

    people = {"bao": joined("Bao Lin")}
    people |= {"ada": joined("Ada Okafor", manager=people["bao"]), "cai": joined("Cai Roe", manager=people["bao"])}
    people |= {"mia": joined("Mia Stern"), "zoe": joined("Zoe Amsel"), "leo": joined("Leo Gone")}
    served.recorded("leavePerson", person=people["leo"], effectiveOn="2024-01-01", reason="RETIRED")
    pair = {"goals": "Lead", "hoursPromised": 6.0, "cadenceDays": 30, "effectiveOn": "2024-05-06"}
    served.recorded("agreeMentorship", mentor=people["mia"], mentee=people["ada"], **pair)
    said = {"purpose": "DEVELOPMENT", "strengths": WORDS[0], "improvements": WORDS[1], "effectiveOn": "2024-05-06"}
    served.recorded("giveFeedback", person=people["ada"], giver=people["cai"], **said)
    wrong = served.recorded("giveFeedback", person=people["cai"], giver=people["ada"], **said)["entries"][0]
    served.recorded("retractEntry", entry=wrong, reason=WORDS[2])
    framework = served.ask("{ activeEdition { framework edition { number } } }")["activeEdition"]
    step = {"candidate": people["ada"], "direction": "UP", "fromLevel": "self", "toLevel": "others"}
    under = {"framework": framework["framework"], "edition": framework["edition"]["number"]}
    case: str = served.recorded(
        "proposePromotion", **step, **under, proposedBy=people["bao"], grounds=WORDS[0], effectiveOn="2024-05-06"
    )["subject"]
    return people, case


def a_week_ago(url: str) -> None:
    """Have everything been written in the middle of last week."""
    middle = datetime.combine(week().since + timedelta(days=2), datetime.min.time(), UTC)
    with psycopg.connect(url) as owner:
        owner.execute("ALTER TABLE ledger.entries DISABLE TRIGGER ALL")
        owner.execute("UPDATE ledger.entries SET recorded_at = %s", (middle,))
        owner.execute("ALTER TABLE ledger.entries ENABLE ALWAYS TRIGGER append_only")


def week() -> Period:
    """The last full one."""
    return Period.last_week(datetime.now(UTC).date())


def test_the_last_week_is_the_last_one_from_monday_to_sunday_that_is_over() -> None:
    monday = date(2026, 11, 30)
    for days in range(7):
        assert Period.last_week(monday + timedelta(days)) == Period(date(2026, 11, 23), date(2026, 11, 29))


def test_each_is_told_of_what_is_theirs(house: House) -> None:
    assert house.digest(*to("bao", "ada", "mia", "zoe")) == (0, "4 digests sent.\n")
    mails = house.texts()
    between = f"compare?then-known={week().before}&known={week().until}"
    own = f"{ADDRESS}/people/{house.people['ada']}/{between}"
    assert re.search(rf"- Ada Okafor: \d+ came to light\n  {re.escape(own)}", mails["ada@example.com"])
    bao = mails["bao@example.com"]
    assert "Who reports to you\n- Ada Okafor: " in bao
    assert "- Cai Roe: " in bao
    assert f"Promotion cases\n- A promotion case: 1 came to light\n  {ADDRESS}/cases/{house.case}/{between}" in bao
    assert "Your mentees\n- Ada Okafor: " in mails["mia@example.com"]
    assert house.case not in mails["mia@example.com"], "a mentor reads no case"
    assert "Ada" not in mails["zoe@example.com"]


def to(*names: str) -> list[str]:
    """The options that name these people."""
    called = {"bao": "Bao Lin", "ada": "Ada Okafor", "mia": "Mia Stern", "zoe": "Zoe Amsel", "cai": "Cai Roe"}
    return [part for name in names for part in ("--to", called[name])]


def test_no_word_of_what_was_said_is_in_a_mail(house: House) -> None:
    _, told = house.digest(*to("bao", "ada", "mia", "cai"), "--dry-run")
    assert told.count("Message-ID") == 4
    for word in (*WORDS, "eedback", "ssessment", "romotion proposed", "entorship agreed"):
        assert word not in told, "not even of which kind it was"


def test_nobody_gets_a_second_one_and_what_was_refused_is_told_at_the_end(house: House) -> None:
    table = house.home / "readers.csv"
    ada = house.people["ada"]
    table.write_text(f"person,address\nCai Roe,{REFUSED}\n{ada},ada@home.example\nBao Lin,bao@home.example\n")
    days = ("--since", "2000-01-03", "--until", str(week().until))
    code, told = house.digest("--addresses", str(table), *days)
    assert code == 1
    assert "2 digests sent." in told
    assert f"Not sent: {house.people['cai']}: 5.1.1 no such mailbox" in told
    ids = {str(one["To"]): one["Message-ID"] for one in house.box.mails}
    assert ids["ada@home.example"] == (f"<digest.2000-01-03.{week().until}.{house.people['ada']}@credentials.test>")
    table.write_text(table.read_text().replace(REFUSED, "cai@example.com"))
    assert house.digest("--addresses", str(table), *days) == (0, "1 digest sent; 2 had theirs already.\n")
    assert [str(one["To"]) for one in house.box.mails] == ["cai@example.com"]


def test_that_they_were_told_is_written_down_as_a_look_of_theirs(house: House) -> None:
    with closing(Ledger.open(house.url, Wrapping(bytes.fromhex(KEY)))) as ledger:
        before = ledger.readings.counted([house.people["ada"]])
        house.digest(*to("bao"), "--dry-run")
        looks = ledger.readings.of([house.people["ada"]], 1)
        assert ledger.readings.counted([house.people["ada"]]) > before
    assert looks[0].reader == house.people["bao"]


def test_where_nothing_moved_no_mail_is_sent(house: House) -> None:
    assert house.digest(*to("ada"), "--since", "2019-01-07", "--until", "2019-01-13") == (
        0,
        "0 digests sent; of 1 person nothing moved.\n",
    )
    assert house.box.mails == []


def test_what_cannot_be_meant_is_told(house: House) -> None:
    today = datetime.now(UTC).date()
    for arguments, why in (
        ([], "say who gets one"),
        (["--to", "Nobody Here"], "is nobody of this ledger"),
        ([*to("ada"), "--until", str(today)], "is not over"),
        ([*to("ada"), "--since", "2024-02-02", "--until", "2024-02-01"], "give the earlier day first"),
    ):
        code, told = house.digest(*arguments)
        assert code == 2
        assert why in " ".join(told.replace("│", " ").split()), told
    assert house.digest(*to("ada"), LEADERSHIP_ADDRESS="")[0] == 2
    assert house.digest(*to("ada"), LEADERSHIP_SMTP_HOST="")[0] == 2
    assert house.digest(*to("ada"), "--dry-run", LEADERSHIP_SMTP_HOST="")[0] == 0


def test_a_server_that_is_not_there_stops_the_run(house: House) -> None:
    code, told = house.digest(*to("ada", "bao"), "--since", "2001-01-01", LEADERSHIP_SMTP_PORT="1")
    assert code == 3
    assert "127.0.0.1:1 takes no mail of ours" in told
    assert "0 digests sent." in told


def test_passwords_are_shown_to_the_server_alone(house: House, tmp_path: Path) -> None:
    password = tmp_path / "password"
    password.write_text("opens\n")
    secret = {"LEADERSHIP_SMTP_USER": "ledger", "LEADERSHIP_SMTP_PASSWORD_FILE": str(password)}
    days = ("--since", "2002-01-07")
    wrong = {"LEADERSHIP_SMTP_USER": "ledger", "LEADERSHIP_SMTP_PASSWORD": "shuts"}
    assert house.digest(*to("ada"), *days, **wrong)[0] == 3
    assert house.digest(*to("ada"), *days, **secret)[0] == 0
    assert house.box.users[-1] == "ledger"


def test_mails_go_by_tls_unless_the_server_is_this_machine(house: House, tmp_path: Path) -> None:
    with pytest.raises(ValidationError, match="is not this machine"):
        Settings(smtp_host="mail.example.com", smtp_tls=MailTransport.NONE)
    assert Settings(smtp_host="mail.example.com").smtp_tls == "starttls"
    certificate, key = made(tmp_path)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate, key)
    port = free_port()
    server = Controller(house.box, hostname=HOST, port=port, tls_context=context, require_starttls=True)
    server.start()
    asked = (*to("ada"), "--since", "2003-01-06")
    by_tls = {"LEADERSHIP_SMTP_PORT": str(port), "LEADERSHIP_SMTP_TLS": "starttls", "LEADERSHIP_SMTP_HOST": "localhost"}
    try:
        code, told = house.digest(*asked, **by_tls)
        assert (code, "certificate verify failed" in told) == (3, True), "nobody vouches for it"
        assert house.digest(*asked, **by_tls, SSL_CERT_FILE=str(certificate))[0] == 0
    finally:
        server.stop()
    assert len(house.box.mails) == 1


def made(folder: Path) -> tuple[Path, Path]:
    """A certificate for localhost that vouches for itself, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    signed = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    certificate, secret = folder / "certificate.pem", folder / "key.pem"
    certificate.write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    plain, form = serialization.NoEncryption(), serialization.PrivateFormat.PKCS8
    secret.write_bytes(key.private_bytes(serialization.Encoding.PEM, form, plain))
    return certificate, secret


def test_whoever_has_left_gets_none(house: House) -> None:
    code, told = house.digest("--to", "Leo Gone", "--dry-run")
    assert code == 1
    assert f"Not sent: {house.people['leo']}: is not known, or has left" in told
