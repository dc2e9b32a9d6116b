"""`leadership verify`: whether what the ledger says is what was signed, told to whoever has to rely on it."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import Annotated

import typer
from cryptography.x509 import Certificate

from api.cli.bundle_report import verify_bundle
from api.cli.console import Console
from api.cli.database_named import database_in_words
from api.cli.exit_codes import COULD_NOT_LOOK, FAILED, SIGNED_BY_ANOTHER_KEY
from api.cli.files_named import kept_checkpoint
from api.cli.looks_report import looks_in, print_looks, verify_looks
from api.cli.verification_report import print_keys, print_verification
from api.keys import wrapping_of
from api.services import database_as_it_is
from api.settings import Settings
from audit.bundles.archive import NoBundle
from audit.bundles.checking import Known
from audit.bundles.time_stamp import authorities_in
from ledger.proofs import reading
from ledger.proofs.checkpoint import open_checkpoint
from ledger.proofs.note import SignedByOthers
from ledger.proofs.published import Published
from ledger.proofs.signing import VerifierKey
from ledger.proofs.verifying import verify as read_it_all
from ledger.storage.migrations import must_be_migrated
from ledger.storage.missing_keys import keys_found

Key = Annotated[
    list[str] | None,
    typer.Option("--key", help="A verifier key of the log, known from elsewhere; or a file of them. May be repeated."),
]
Witnesses = Annotated[
    list[str] | None, typer.Option("--witness", help="A verifier key of a witness, or a file of them. May be repeated.")
]
Held = Annotated[
    Path | None, typer.Option("--checkpoint", exists=True, dir_okay=False, help="A checkpoint that was kept elsewhere.")
]
Log = Annotated[
    str | None,
    typer.Option("--log", help="Address of the log, or a folder with a copy: read it all, was anything left out?"),
]

Looks = Annotated[
    Path | None,
    typer.Option("--looks", exists=True, dir_okay=False, help="An export of who looked, instead of a bundle."),
]
Authorities = Annotated[
    list[Path] | None,
    typer.Option(
        "--time-authority",
        exists=True,
        dir_okay=False,
        help="Certificates (PEM) of an authority for time stamps that is known from elsewhere. May be repeated.",
    ),
]


def verify(
    file: Annotated[
        Path | None, typer.Argument(exists=True, help="An audit bundle, or the folder that it was unpacked into.")
    ] = None,
    ledger: Annotated[bool, typer.Option("--ledger", help="Read the whole database.")] = False,
    index: Annotated[
        bool, typer.Option("--index", help="With --ledger: the index that decisions look things up in, too.")
    ] = False,
    keys_too: Annotated[
        bool, typer.Option("--keys", help="With --ledger: whose data keys are missing, or do not open.")
    ] = False,
    checkpoint: Held = None,
    key: Key = None,
    witness: Witnesses = None,
    quorum: Annotated[int, typer.Option(min=0, help="How many witnesses must have cosigned a bundle.")] = 0,
    log: Log = None,
    time_authority: Authorities = None,
    looks: Looks = None,
) -> None:
    """Check an audit bundle, offline; or with --ledger the whole database, and where it first does not agree.

    Ends with 1 if something does not hold, 3 if it cannot be looked at, 4 if a key that you did not give signed it.
    """
    if [file is not None, ledger, looks is not None].count(True) != 1:
        raise typer.BadParameter("name the file of an audit bundle, or say --ledger, or --looks FILE")
    if log is not None and file is None:
        raise typer.BadParameter("--log is for an audit bundle: name its file; the database itself is read by --ledger")
    if keys_too and not ledger:
        raise typer.BadParameter("--keys is for the database itself: say --ledger, too")
    if index and not ledger:
        raise typer.BadParameter("--index is for the database itself: say --ledger, too")
    console, settings = Console(), Settings()
    held = kept_checkpoint(checkpoint, "--checkpoint")
    try:
        keys = keys_from(key or ())
        if looks is not None:
            verify_looks(console, looks, keys)
        elif file is None:
            verify_ledger(console, settings, held, keys, index=index, keys_too=keys_too)
        else:
            authorities = authorities_from(time_authority or ())
            known = Known(keys, keys_from(witness or ()), quorum, held, authorities)
            verify_bundle(console, file, known, log)
    except SignedByOthers as error:
        console.print(f"What you kept cannot be compared: {error}. Give that key, too, if you know it.", "bold yellow")
        raise typer.Exit(SIGNED_BY_ANOTHER_KEY) from None
    except NoBundle as error:
        console.print(f"There is nothing to verify: {error} ({file})", "bold red")
        raise typer.Exit(COULD_NOT_LOOK) from None
    except ValueError as error:
        console.print(f"This does not hold: {error} ({file or looks or database_in_words(settings)})", "bold red")
        raise typer.Exit(FAILED) from None


def verify_ledger(
    console: Console,
    settings: Settings,
    kept: bytes | None,
    keys: tuple[VerifierKey, ...],
    *,
    index: bool,
    keys_too: bool,
) -> None:
    """Read the whole database as it is, and report what was found."""
    with ExitStack() as open_things:
        url = open_things.enter_context(database_as_it_is(settings))
        must_be_migrated(url)
        published = open_things.enter_context(Published(url))
        known = keys or published.read(reading.verifier_keys)
        held = None if kept is None else open_checkpoint(kept, known).checkpoint
        total = published.read(reading.tree_size)
        progress = open_things.enter_context(console.progress("Reading the ledger", total))
        found = published.read(lambda connection: read_it_all(connection, held, known, index=index, progress=progress))
        of_keys = (
            keys_found(url, wrapping_of(settings, url), progress, settings.keys_database_url) if keys_too else None
        )
        of_looks = looks_in(url, known)
    if not keys:
        console.print(
            "The keys are those that the database itself names; give those that you know with --key.", "yellow"
        )
    console.print(f"Read: {database_in_words(settings)}.")
    print_verification(console, found, held, "Rows, positions, times, index" if index else "Rows, positions, times")
    if not index:
        console.print("The index that decisions look things up in was not read: add --index.", "yellow")
    looks_are_whole = print_looks(console, of_looks)
    all_open = of_keys is None or print_keys(console, of_keys)
    if found.disagreement is not None or not all_open or not looks_are_whole:
        raise typer.Exit(FAILED)
    if found.strangers:
        raise typer.Exit(SIGNED_BY_ANOTHER_KEY)


def keys_from(given: list[str] | tuple[()]) -> tuple[VerifierKey, ...]:
    """Verifier keys, as such or in files."""
    keys: list[VerifierKey] = []
    for one in given:
        try:
            texts = [one] if "+" in one else Path(one).read_text(encoding="utf-8").split()
            keys += map(VerifierKey.parse, texts)
        except (OSError, ValueError) as error:
            raise typer.BadParameter(f"“{one}” is no verifier key and no file of them: {error}") from None
    return tuple(keys)


def authorities_from(files: list[Path] | tuple[()]) -> tuple[Certificate, ...]:
    """The certificates in files."""
    found: list[Certificate] = []
    for file in files:
        try:
            found += authorities_in(file.read_bytes())
        except (OSError, ValueError) as error:
            raise typer.BadParameter(f"{file}: {error}") from None
    return tuple(found)
