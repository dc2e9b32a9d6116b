"""What is said where a document that is to be known from the start cannot be served."""

from __future__ import annotations


class DocumentNotServed(Exception):
    """A file of the folder holds no document that could be asked here; says which, and why."""
