"""Documents that are known here by their hash: those of a folder, and those that clients have asked before."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

import msgspec
from graphql import GraphQLError, GraphQLSchema
from starlette.exceptions import HTTPException

from api.graphql.document_not_served import DocumentNotServed
from api.graphql.documents import objections
from api.graphql.request import Asked
from api.graphql.shared_documents import SharedDocuments

MOST_REGISTERED: Final = 1_000
"""Documents that clients register, in each process: the one that was not asked for longest goes first."""
MOST_BYTES_REGISTERED: Final = 8_000_000
NOT_KNOWN_YET: Final = {
    "message": "PersistedQueryNotFound",
    "extensions": {"code": "PERSISTED_QUERY_NOT_FOUND"},
}
"""What Apollo's clients wait for before they send the document with its hash."""


class NotKnownYet(Exception):
    """No document of that hash is known: whoever has it sends it."""


class KnownDocuments:
    """Documents by the SHA-256 of their text. Whoever asks one by its hash asks as if they had sent it."""

    def __init__(self, of_a_folder: Mapping[str, str] | None = None, shared: SharedDocuments | None = None) -> None:
        self._of_a_folder = of_a_folder or {}
        self._shared = shared
        self._registered: OrderedDict[str, str] = OrderedDict()
        self._bytes = 0

    def text_of(self, digest: str) -> str | None:
        """The document of that hash; None if none is known."""
        if (text := self._of_a_folder.get(digest)) is not None:
            return text
        if digest in self._registered:
            self._registered.move_to_end(digest)
        elif self._shared is not None and (text := self._shared.text_of(digest)) is not None:
            self._keep(digest, text)
        return self._registered.get(digest)

    def register(self, text: str) -> None:
        """Know a document from now on, as long as there is room."""
        digest = digest_of(text)
        if self.text_of(digest) is not None:
            return
        self._keep(digest, text)
        if self._shared is not None and digest in self._registered:
            self._shared.keep(digest, text)

    def _keep(self, digest: str, text: str) -> None:
        self._registered[digest] = text
        self._bytes += len(text.encode())
        while len(self._registered) > MOST_REGISTERED or self._bytes > MOST_BYTES_REGISTERED:
            gone, of_before = self._registered.popitem(last=False)
            self._bytes -= len(of_before.encode())
            if self._shared is not None:
                self._shared.drop(gone)

    def meant(self, asked: Asked) -> Asked:
        """The request with the document that its hash names. Raises NotKnownYet, and 400 where they are of two."""
        if asked.digest is None:
            return asked
        if asked.query:
            if digest_of(asked.query) != asked.digest:
                raise HTTPException(400, "provided sha does not match query: extensions.persistedQuery.sha256Hash")
            return asked
        if (text := self.text_of(asked.digest)) is None:
            raise NotKnownYet
        whole = {"query": text, "variables": asked.variables, "operationName": asked.operation_name}
        return replace(asked, query=text, sent=msgspec.json.encode(whole))


def digest_of(text: str) -> str:
    """The SHA-256 of a text, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def documents_in(folder: Path, schema: GraphQLSchema) -> dict[str, str]:
    """The documents in `*.graphql` below a folder, by the hash of each file. Raises DocumentNotServed."""
    if not folder.is_dir():
        raise DocumentNotServed(f"LEADERSHIP_DOCUMENTS: there is no folder {folder}")
    return {digest_of(text): text for text in (document_in(file, schema) for file in sorted(folder.rglob("*.graphql")))}


def document_in(file: Path, schema: GraphQLSchema) -> str:
    """The text of a file, as it is. Raises DocumentNotServed for one that could not be asked."""
    try:
        text = file.read_bytes().decode()
        wrong = next(iter(objections(schema, text)), None)
    except (UnicodeDecodeError, GraphQLError) as error:
        raise DocumentNotServed(f"{file}: {error}") from error
    if wrong is not None:
        raise DocumentNotServed(f"{file}: {wrong.message}")
    return text
