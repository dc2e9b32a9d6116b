"""An authority for time stamps on this machine: openssl behind HTTP, with certificates of its own."""

from __future__ import annotations

import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Final

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePrivateKey, generate_private_key
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key as generate_rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

CONFIGURATION: Final = """
[tsa]
default_tsa = own
[own]
serial = {home}/serial
default_policy = 1.2.3.4.1
digests = {digests}
signer_digest = sha256
ess_cert_id_alg = sha256
ess_cert_id_chain = no
"""
TIME_STAMPING: Final = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
ONE_DAY: Final = timedelta(days=1)
Key = EllipticCurvePrivateKey | RSAPrivateKey
Answer = tuple[int, str, bytes]


@dataclass
class Authority:
    """What it is asked at, and the certificate that others know it by."""

    url: str
    home: Path
    root: x509.Certificate
    key: Key
    answered: Callable[[bytes], Answer] | None = None
    """Says something else than a time stamp, as long as it is there."""
    asked: list[bytes] = field(default_factory=list)

    @property
    def certificate(self) -> Path:
        """The authority's own."""
        return self.home / "ca.pem"

    def signs_with(self, certificate: x509.Certificate, key: Key) -> None:
        """What it puts on its answers."""
        (self.home / "tsa.pem").write_bytes(certificate.public_bytes(Encoding.PEM))
        (self.home / "tsa.key").write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))

    def reply(self, query: bytes) -> Answer:
        """What openssl makes of a query."""
        self.asked.append(query)
        if self.answered is not None:
            return self.answered(query)
        (self.home / "query").write_bytes(query)
        openssl = ("openssl", "ts", "-reply", "-config", "tsa.cnf", "-section", "own", "-queryfile", "query")
        signer = ("-inkey", "tsa.key", "-signer", "tsa.pem", "-chain", "chain.pem", "-out", "reply")
        subprocess.run([*openssl, *signer], cwd=self.home, capture_output=True)
        return 200, "application/timestamp-reply", (self.home / "reply").read_bytes()

    def takes(self, *digests: str) -> None:
        """Which hashes it puts its stamp on."""
        (self.home / "tsa.cnf").write_text(CONFIGURATION.format(home=self.home, digests=", ".join(digests)))


@contextmanager
def an_authority(
    home: Path, *, rsa: bool = False, between: bool = False, valid: timedelta = ONE_DAY
) -> Iterator[Authority]:
    """One that answers as long as this is open; its certificate is issued by its own, or by one `between`."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not on this machine")
    own, middle, signer = new_key(), new_key(), generate_rsa(65537, 2048) if rsa else new_key()
    root = issue("Example Authority", own, None, own)
    issuing = issue("Example Issuing", middle, root, own) if between else root
    stamping = issue("Example Time", signer, issuing, middle if between else own, TIME_STAMPING, valid=valid)
    (home / "ca.pem").write_bytes(root.public_bytes(Encoding.PEM))
    (home / "chain.pem").write_bytes(b"".join(one.public_bytes(Encoding.PEM) for one in (root, issuing)))
    (home / "serial").write_text("01\n")
    with ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler) as server:
        authority = Authority(f"http://127.0.0.1:{server.server_port}/tsr?of=it", home, root, own)
        authority.signs_with(stamping, signer)
        server.RequestHandlerClass = handler(authority)
        authority.takes("sha256")
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        yield authority
        server.shutdown()
        thread.join()


def handler(authority: Authority) -> type[BaseHTTPRequestHandler]:
    """Whatever the authority replies, over HTTP."""

    class Asked(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            query = self.rfile.read(int(self.headers["content-length"]))
            known = (self.path, self.headers["content-type"]) == ("/tsr?of=it", "application/timestamp-query")
            status, kind, body = authority.reply(query) if known else (404, "text/plain", b"not here")
            self.send_response(status)
            self.send_header("content-type", kind)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    return Asked


def new_key() -> EllipticCurvePrivateKey:
    return generate_private_key(SECP256R1())


def issue(
    name: str,
    key: Key,
    by: x509.Certificate | None,
    by_key: Key,
    usage: x509.ExtendedKeyUsage | None = None,
    *,
    critical: bool = True,
    valid: timedelta = ONE_DAY,
) -> x509.Certificate:
    """A certificate, of an authority unless its usage is said."""
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    builder = (
        x509.CertificateBuilder(by.subject if by else subject, subject, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - ONE_DAY)
        .not_valid_after(now + valid)
        .add_extension(x509.BasicConstraints(ca=usage is None, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(by_key.public_key()), critical=False)
    )
    if usage is not None:
        builder = builder.add_extension(usage, critical=critical)
    return builder.sign(by_key, SHA256())
