"""`leadership backup`: the book and its wrapped data keys in two files; the keys of the home are in neither."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

import typer

from api.cli.console import Console
from api.cli.database_named import database_in_words
from api.cli.files_named import new_file
from api.keys import key_place
from api.services import database_as_it_is
from api.settings import Settings
from ledger.storage.dumps import BOOK, DATA_KEYS, dump, must_hold_a_ledger


def back_up(
    book: Annotated[Path | None, typer.Argument(callback=new_file, help="A new file for the book.")] = None,
    data_keys: Annotated[
        Path | None, typer.Argument(callback=new_file, help="A new file for its wrapped data keys.")
    ] = None,
    keys: Annotated[
        Path | None,
        typer.Option(
            metavar="DATA_KEYS", callback=new_file, help="A new file for the data keys alone, without a book."
        ),
    ] = None,
) -> None:
    """Save a ledger in two files: the book, and the wrapped data keys that are kept apart from it.

    What opens those, the key-encryption key, is in neither, nor is the signing key. Others may go on writing meanwhile.
    """
    console, settings = Console(), Settings()
    if keys is not None and book is None:
        save_keys(console, settings, keys)
        return
    if book is None or data_keys is None or keys is not None:
        raise typer.BadParameter("name two files, one for the book and one for its data keys; or --keys and one file")
    if book.absolute() == data_keys.absolute():
        raise typer.BadParameter("the data keys are kept apart from the book: name two files")
    with database_as_it_is(settings) as url:
        must_hold_a_ledger(url)
        dump(url, book, BOOK)
        try:
            dump(settings.keys_database_url or url, data_keys, DATA_KEYS)
        except BaseException:
            book.unlink()
            raise
        signing_key = settings.signing_key_path(settings.origin_of(url))
    console.print(f"{book}: the book of {database_in_words(settings)}.", "bold green")
    console.print(f"{data_keys}: its wrapped data keys.", "bold green")
    console.print(f"Keep the two apart. {ONLY_THE_LAST}")
    console.print(
        f"In neither are the key-encryption key ({key_place(settings)}), without which no name and no text can be read"
        f" again, and the signing key ({signing_key}). Save both in a third place.",
        "bold yellow",
    )


def save_keys(console: Console, settings: Settings, data_keys: Path) -> None:
    """The data keys alone, as after an erasure."""
    with database_as_it_is(settings) as url:
        must_hold_a_ledger(url)
        dump(settings.keys_database_url or url, data_keys, DATA_KEYS)
    console.print(f"{data_keys}: the wrapped data keys of {database_in_words(settings)}.", "bold green")
    console.print(f"{ONLY_THE_LAST} They fit books that were saved before, too.")
    console.print(f"Save the key-encryption key ({key_place(settings)}) as well, in another place.", "bold yellow")


ONLY_THE_LAST: Final = (
    "Of the data keys keep the last file only: with each erasure what opens the earlier ones is destroyed, and so they"
    " are of no use to anybody."
)
