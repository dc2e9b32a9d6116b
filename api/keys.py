"""The keys of a ledger: read where they stand, made only together with what they are for, and never in its place."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import mkstemp
from typing import Final

from api.settings import KEY_FILE, Settings
from ledger import Wrapping
from ledger.embedded_postgres import SERVER_FOLDER, default_home, former_homes, make_home
from ledger.proofs.known_keys import known_keys, make_known
from ledger.proofs.signing import SigningKey
from ledger.storage.addresses import host_of
from ledger.storage.belonging import must_have_keys
from ledger.storage.connections import beside, place_in_words
from ledger.storage.key_file import KEY_BYTES, KeyFile, NotAKey, decoded_key
from ledger.storage.key_ring import KeyRing
from ledger.storage.keys import wrapped_by


class NotItsKey(Exception):
    """A ledger stands, and the key that belongs to it is missing, or another's is in its place; nothing was made."""


def wrapping_of(settings: Settings, url: str) -> Wrapping:
    """The key-encryption key of the ledger in a database; made where there is no ledger in it yet.

    Raises NotAKey, KeyMissing, and NotItsKey, which names both places and says what is lost and what still works;
    KeysNotApart and KeysOfAnotherBook where the settings name another database for data keys, and they are not there.
    """
    must_have_keys(url, settings.keys_database_url)
    begun_under = wrapped_by(
        settings.keys_database_url or url
    )  # asked before we look for the file: whoever begins a ledger makes that first
    must_have_a_key(settings, url)
    there = key_ring(settings).all()
    wrapping = next((one for one in there if begun_under in (None, one.fingerprint)), None)
    if wrapping is None:
        raise NotItsKey(
            f"The data keys of the ledger in {place_in_words(url)} are wrapped by the key-encryption key {begun_under};"
            f" the one in {key_place(settings)} is {there[0].fingerprint}. {WITHOUT_KEY}"
            f" {elsewhere(settings, url, str(begun_under))}"
        )
    return wrapping


def key_ring(settings: Settings) -> KeyRing:
    """Where the key-encryption key comes from: a file, or the environment.

    One of the environment cannot be destroyed by us: from the first erasure on it wraps one of our own, in a file.
    """
    if settings.key is None:
        return KeyRing(KeyFile(settings.key_file))
    outer = Wrapping(decoded_key(settings.key.get_secret_value(), "LEADERSHIP_KEY"))
    return KeyRing(KeyFile(wrapped_key_file(settings), outer), outer)


def wrapped_key_file(settings: Settings) -> Path:
    """Where our own key stands that one of the environment wraps."""
    return settings.key_file.with_name(f"{settings.key_file.name}.wrapped")


def why_none_is_destroyed(settings: Settings) -> str | None:
    """Why no key can be destroyed as the settings are; None where it can."""
    if settings.key is None or {"key_file", "home"} & settings.model_fields_set:
        return None
    return (
        "the key-encryption key stands in LEADERSHIP_KEY, where nobody can destroy it: name with LEADERSHIP_KEY_FILE a"
        " file on a disk that is kept, so that one of our own, wrapped by it, can stand beside that"
    )


WITHOUT_KEY: Final = (
    "Without its own, no name and no text of this ledger can be read, and nothing be written; `leadership verify"
    " --ledger` still tells whether it is whole. Nothing was made or changed."
)


def must_have_a_key(settings: Settings, url: str) -> None:
    """Makes what data keys are wrapped by, where no ledger stands that it could be missing to. Raises NotItsKey."""
    path = settings.key_file
    if settings.key is None and not path.exists():
        for ledger in (url, *(beside(url) if settings.database_url is None else ())):
            begun_under = wrapped_by(settings.keys_database_url or ledger)
            if begun_under is not None and not path.exists():
                raise NotItsKey(
                    f"A ledger stands in {place_in_words(ledger)}, and its key-encryption key is missing: there is no"
                    f" {path}. {WITHOUT_KEY} {elsewhere(settings, ledger, begun_under)}"
                )
        make_key_file(path, home=settings.home)


def elsewhere(settings: Settings, url: str, fingerprint: str) -> str:
    """Where the key of a ledger can be had from instead; a key is only named where it is that of this ledger."""
    for home in (*home_of(url), default_home(), *former_homes()):
        path = home / KEY_FILE
        if not is_key(path, fingerprint):
            continue
        if home in former_homes() and settings.key is None and not settings.key_file.exists():
            return f"It is in {path}, where earlier versions kept it: move it to {settings.key_file}."
        of_the_home = settings.key is None and settings.key_file == settings.home / KEY_FILE
        remedy = f'LEADERSHIP_HOME="{home}"' if of_the_home else f'LEADERSHIP_KEY_FILE="{path}"'
        return f"It is in {path}: set {remedy}{'' if settings.key is None else ', and no LEADERSHIP_KEY'}."
    return "Put it back from where you keep it, or name it with LEADERSHIP_KEY_FILE, LEADERSHIP_KEY or LEADERSHIP_HOME."


def home_of(url: str) -> tuple[Path, ...]:
    """The home in which the server of an address lives, where the address tells that of an embedded one."""
    folder = Path(host_of(url))
    return (folder.parent.parent,) if folder.parent.name == SERVER_FOLDER else ()


def is_key(path: Path, fingerprint: str) -> bool:
    """Whether a file holds the key-encryption key with this fingerprint."""
    try:
        return KeyRing(KeyFile(path)).of(fingerprint) is not None
    except (OSError, NotAKey):
        return False


def key_place(settings: Settings) -> str:
    """Where the key-encryption key was read."""
    return "LEADERSHIP_KEY" if settings.key is not None else str(settings.key_file)


def signing_keys_of(settings: Settings, url: str) -> tuple[SigningKey, ...]:
    """The keys that sign for the log in a database; one is made where none has signed for it yet.

    Raises NotAKey, and NotItsKey where one has, and the file is missing or holds none that has.
    """
    origin = settings.origin_of(url)
    path = settings.signing_key_path(origin)
    known = [key for key in known_keys(url) if key.name == origin]
    if not path.exists():
        if known:
            raise NotItsKey(f"The signing key of the log “{origin}” is missing: there is no {path}. {NOT_SIGNED}")
        make_key_file(path, SigningKey.generate(origin).text, home=settings.home)
    keys = decoded_signing_keys(path, origin)
    if known and not any(key.verifier in known for key in keys):
        raise NotItsKey(f"None of the keys in {path} has ever signed for the log “{origin}”. {NOT_SIGNED}")
    return keys


NOT_SIGNED: Final = (
    "Nothing was made: with another key, whoever checks would take the book for a forged one. What is recorded stands,"
    " and imports, replays and `leadership verify` work. Put the key back from where you keep it; if it is lost for"
    " good, `leadership signing-key add` makes another, which you give to all who check, by another way than this book."
)


def add_signing_key(settings: Settings, url: str) -> SigningKey:
    """Another key for the log in a database, beside those in its file; known as one of the log's when this returns."""
    origin = settings.origin_of(url)
    path = settings.signing_key_path(origin)
    key = SigningKey.generate(origin)
    make_key_file(path, key.text, home=settings.home)
    if key not in decoded_signing_keys(path, origin):
        with path.open("a", encoding="utf-8") as file:
            file.write(f"{key.text}\n")
            file.flush()
            os.fsync(file.fileno())
    make_known(url, key.verifier)
    return key


def text_of(path: Path) -> str:
    """What a file holds, as text; what is none stays no key."""
    return path.read_text(encoding="utf-8", errors="replace")


def decoded_signing_keys(path: Path, origin: str) -> tuple[SigningKey, ...]:
    """The signing keys in a file; NotAKey, which never shows one, says what it should look like."""
    try:
        keys = tuple(SigningKey.parse(line.strip()) for line in text_of(path).splitlines() if line.strip())
    except ValueError as error:
        raise NotAKey(f"The signing key file {path}: {error}") from None
    if not keys or any(key.name != origin for key in keys):
        names = ", ".join(sorted({f"“{key.name}”" for key in keys})) or "nobody"
        raise NotAKey(f"The signing key file {path} holds keys of {names}; this log is called “{origin}”")
    return keys


def make_key_file(path: Path, content: str | None = None, *, home: Path | None = None) -> None:
    """A fresh key in a file for its owner's eyes only. If two processes make it at once, the first one's stands.

    The folder is made where it is missing, for its owner only, but for the home, which the server's account enters.
    """
    if home is not None and path.is_relative_to(home):
        make_home(home)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor, own = mkstemp(dir=path.parent)  # readable by its owner only
    try:
        with os.fdopen(descriptor, "w") as file:
            file.write(f"{content or os.urandom(KEY_BYTES).hex()}\n")
            file.flush()
            os.fsync(file.fileno())
        os.link(own, path)  # fails where a file stands already, and never shows half a key
    except FileExistsError:
        pass
    finally:
        Path(own).unlink()
