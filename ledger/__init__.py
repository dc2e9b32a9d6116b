"""The book: how events are kept, ordered, sealed and read back."""

from ledger.as_of import AsOf
from ledger.deciding.bulk import TooManyConflicts
from ledger.deciding.draft import CommandIdReused
from ledger.entry import Entry, Receipt, Request
from ledger.identifiers import new_id
from ledger.ledger import Ledger
from ledger.storage.keys import KeyMissing, Wrapping, WrongKeyEncryptionKey

__all__ = [
    "AsOf",
    "CommandIdReused",
    "Entry",
    "KeyMissing",
    "Ledger",
    "Receipt",
    "Request",
    "TooManyConflicts",
    "Wrapping",
    "WrongKeyEncryptionKey",
    "new_id",
]
