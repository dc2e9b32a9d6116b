"""What one signer signed (CMS, RFC 5652), as far as time stamps have it: the content, and that a certificate's key did.

Libraries for time stamps verify a signature only together with a chain to an authority that is known. Here it is the
signature alone: whoever does not know the authority still has to learn that nothing was changed. Whatever is in it that
nobody signed is refused where it could be otherwise: no bit may be flipped unseen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA1, SHA256, SHA384, SHA512, Hash, HashAlgorithm
from cryptography.x509 import Certificate, load_der_x509_certificate

from ledger.audits.der import OCTETS, SEQUENCE, SET, Part, parts

CONTENT_TYPE: Final = bytes.fromhex("06092a864886f70d010903")
MESSAGE_DIGEST: Final = bytes.fromhex("06092a864886f70d010904")
SIGNING_CERTIFICATE: Final = bytes.fromhex("060b2a864886f70d010910020c")
SIGNING_CERTIFICATE_V2: Final = bytes.fromhex("060b2a864886f70d010910022f")
NULL: Final = bytes.fromhex("0500")
HASHES: Final[Mapping[bytes, HashAlgorithm]] = {
    bytes.fromhex("0609608648016503040201"): SHA256(),
    bytes.fromhex("0609608648016503040202"): SHA384(),
    bytes.fromhex("0609608648016503040203"): SHA512(),
}
RSA: Final = bytes.fromhex("06092a864886f70d010101")
RSA_WITH: Final = {
    "sha256": bytes.fromhex("06092a864886f70d01010b"),
    "sha384": bytes.fromhex("06092a864886f70d01010c"),
    "sha512": bytes.fromhex("06092a864886f70d01010d"),
}
ECDSA_WITH: Final = {
    "sha256": bytes.fromhex("06082a8648ce3d040302"),
    "sha384": bytes.fromhex("06082a8648ce3d040303"),
    "sha512": bytes.fromhex("06082a8648ce3d040304"),
}


class SignatureRefused(ValueError):
    """This is not what that certificate signed; the message says why."""


@dataclass(frozen=True)
class SignedData:
    """The content, and what is said about it by whoever signed."""

    content_type: bytes
    content: bytes
    hash: HashAlgorithm
    attributes: Mapping[bytes, Part]
    """What was signed: by their types, the hash of the content among them."""
    signed: bytes
    """The same as the bytes that the signature is over."""
    algorithm: bytes
    signature: bytes
    signer: bytes
    """Issuer and number of the signer's certificate, as they stand there."""

    @classmethod
    def parse(cls, token: bytes) -> SignedData:
        """Raises SignatureRefused for another form than that of one signer with signed attributes."""
        try:
            [whole] = parts(token)
            _, explicit = whole.parts
            [data] = explicit.parts
            version, hashes, encapsulated, _, signers = data.parts
            kind, content = encapsulated.parts
            [octets] = content.parts
            [signer] = signers.parts
            signer_version, name, digest, attributes, algorithm, signature = signer.parts
            [listed] = hashes.parts
            if (version.content, signer_version.content) != (b"\3", b"\1") or algorithm_of(listed) != algorithm_of(
                digest
            ):
                raise SignatureRefused("its versions and algorithms are not those of a time stamp by one signer")
            typed = [attribute.parts for attribute in attributes.parts]
            return cls(
                kind.whole,
                octets.content,
                HASHES[algorithm_of(digest)],
                {name.whole: values.parts[0] for name, values in typed},
                bytes((SET,)) + attributes.whole[1:],
                algorithm_of(algorithm),
                signature.content,
                name.content,
            )
        except (KeyError, IndexError, ValueError) as error:
            raise SignatureRefused(
                f"it is not signed as time stamps are, once, with SHA-2 and nothing unsigned: {error}"
            ) from None

    def check(self, certificate: Certificate) -> None:
        """Returns if the certificate's key signed this content. Raises SignatureRefused."""
        said = {name: self.attributes[name] for name in (CONTENT_TYPE, MESSAGE_DIGEST) if name in self.attributes}
        if len(said) != 2 or said[CONTENT_TYPE].whole != self.content_type:
            raise SignatureRefused("what was signed does not say of what kind it is")
        if said[MESSAGE_DIGEST].content != hashed(self.content, self.hash):
            raise SignatureRefused("what was signed is another content than this one")
        try:
            self._verify(certificate)
        except InvalidSignature:
            raise SignatureRefused("the signature does not hold") from None

    def certificate(self, given: Iterable[bytes]) -> Certificate:
        """Of these certificates, the one whose hash is among what was signed (RFC 2634, RFC 5035)."""
        for kind, usual in ((SIGNING_CERTIFICATE_V2, SHA256()), (SIGNING_CERTIFICATE, SHA1())):  # noqa: S303 (see there)
            if kind in self.attributes:
                first = self.attributes[kind].parts[0].parts[0].parts
                chosen = HASHES[algorithm_of(first[0])] if first[0].tag == SEQUENCE else usual
                [hash_] = (part.content for part in first[:2] if part.tag == OCTETS)
                for one in given:
                    if hashed(one, chosen) == hash_ and issuer_and_number(one) == self.signer:
                        return load_der_x509_certificate(one)
        raise SignatureRefused("the certificate that its signer names is not in it")

    def _verify(self, certificate: Certificate) -> None:
        key = certificate.public_key()
        if isinstance(key, RSAPublicKey) and self.algorithm in (RSA, RSA_WITH[self.hash.name]):
            key.verify(self.signature, self.signed, PKCS1v15(), self.hash)
        elif isinstance(key, EllipticCurvePublicKey) and self.algorithm == ECDSA_WITH[self.hash.name]:
            key.verify(self.signature, self.signed, ECDSA(self.hash))
        else:
            raise SignatureRefused("it is signed neither by RSA (PKCS #1 v1.5) nor by ECDSA, with SHA-2")


def issuer_and_number(certificate: bytes) -> bytes:
    """Which certificate it is, as signers name it."""
    _, number, _, issuer, *_ = parts(certificate)[0].parts[0].parts
    return issuer.whole + number.whole


def algorithm_of(part: Part) -> bytes:
    """The identifier of an algorithm that has no parameters; ValueError if it has."""
    name, *parameters = part.parts
    if [parameter.whole for parameter in parameters] not in ([], [NULL]):
        raise ValueError("an algorithm has parameters")
    return name.whole


def hashed(content: bytes, algorithm: HashAlgorithm) -> bytes:
    """The hash of something."""
    digest = Hash(algorithm)
    digest.update(content)
    return digest.finalize()
