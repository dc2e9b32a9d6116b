"""The book: how events are kept, ordered, sealed and read back."""

from ledger.as_of import AsOf
from ledger.bulk import TooMuchMoved
from ledger.deciding import CommandIdReused
from ledger.entry import Entry, Receipt, Request
from ledger.identifiers import new_id
from ledger.keys import KeyMissing, Wrapping, WrongKeyEncryptionKey
from ledger.ledger import Ledger

__all__ = [
    "AsOf",
    "CommandIdReused",
    "Entry",
    "KeyMissing",
    "Ledger",
    "Receipt",
    "Request",
    "TooMuchMoved",
    "Wrapping",
    "WrongKeyEncryptionKey",
    "new_id",
]
