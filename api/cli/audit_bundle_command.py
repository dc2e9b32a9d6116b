"""`leadership audit-bundle`: one case with all that proves it, for somebody who does not have to trust us."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated, Final

import typer

from api.access.looked_at import note_at_the_machine
from api.access.table import Information
from api.bundles.case_bundle import case_bundle
from api.cli.bundle_report import time_stamp_in_words
from api.cli.console import Console, counted
from api.cli.database_named import database_in_words
from api.cli.exit_codes import COULD_NOT_LOOK, FAILED, WRONG_USE
from api.cli.files_named import kept_checkpoint, new_file, opened_anew
from api.keys import signing_keys_of
from api.services import database, ledger_in
from api.settings import Settings
from audit.bundles.bundling import NoSuchCase
from audit.bundles.checking import check
from audit.bundles.signing_up import NotSignedInTime, signed_up
from audit.bundles.time_authority import NotStamped
from domain.kernel.ids import CaseId
from ledger.proofs.last_signed import LastSigned
from ledger.proofs.published import Published

ENDS_WITH: Final[Mapping[type[Exception], int]] = {NotStamped: COULD_NOT_LOOK, NoSuchCase: WRONG_USE}
"""By what stands in the way of a bundle, the exit code; what is there and cannot be proved fails."""


def audit_bundle(
    case: Annotated[str, typer.Argument(help="The case, as case-….")],
    to: Annotated[Path, typer.Option("-o", "--to", callback=new_file, help="The file to write, a new one.")],
    since: Annotated[
        Path | None, typer.Option(exists=True, dir_okay=False, help="The auditor's last checkpoint.")
    ] = None,
    opened: Annotated[
        bool, typer.Option("--opened", help="With names and texts opened, for an auditor who may read them.")
    ] = False,
) -> None:
    """Write the bundle of a case: its entries, what it cites, a proof for each, the signed state of the log."""
    console, settings = Console(), Settings()
    kept = kept_checkpoint(since, "--since")
    try:
        data, cosigned = signed_bundle(settings, case, kept, opened=opened)
        holds = check(data)
    except (ValueError, NotSignedInTime, NotStamped) as error:
        console.print(f"There is no bundle: {error} (read: {database_in_words(settings)})", "bold red")
        raise typer.Exit(ENDS_WITH.get(type(error), FAILED)) from None
    with opened_anew(to) as file:
        file.write(data)
    size = holds.checkpoint.size
    console.print(
        f"{to}: {counted(len(holds.entries), 'entry', 'entries')}, proved in the log of {size}.", "bold green"
    )
    if holds.time_stamp is not None:
        console.print(f"{time_stamp_in_words(holds.time_stamp)}.")
    if cosigned < len(settings.witnesses):
        console.print(
            f"Cosigned by {cosigned} of {counted(len(settings.witnesses), 'witness', 'witnesses')}.", "yellow"
        )


def signed_bundle(settings: Settings, case: str, since: bytes | None, *, opened: bool) -> tuple[bytes, int]:
    """The bundle, once all is signed; and how many witnesses cosigned."""
    with ExitStack() as open_things:
        url = open_things.enter_context(database(settings))
        ledger = open_things.enter_context(ledger_in(settings, url))
        if opened:
            note_at_the_machine(ledger, Information.CASE, (case,))
        published = open_things.enter_context(Published(url))
        keys = signing_keys_of(settings, url)
        kept = LastSigned(settings.last_signed_path(settings.origin_of(url)))
        cosigned = signed_up(url, published, ledger.position(), keys, settings.witnesses, kept)
        return case_bundle(ledger, published, CaseId(case), settings.time_authority(), since, opened=opened), cosigned
