"""What somebody means by a document: its id, its file, or a folder with everything below it.

Invariant: nothing outside the scope is ever found, and what came inside a document is found with it. Any
thread.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from app.core.access import Scope
from app.core.documents.documents import Document, Status
from app.core.errors import NotFound, UserError
from app.storage.documents import DocumentRecords

_ID = re.compile(r"[0-9a-f]{32}")


class Targets:
    """Finds documents by what they are called."""

    def __init__(self, library: DocumentRecords) -> None:
        self._library = library

    def find(
        self, scope: Scope, targets: Sequence[str], status: Status | None = Status.ACTIVE
    ) -> list[Document]:
        """Return the documents that targets name, each once.

        Raises:
            NotFound: one names nothing.
            UserError: one names a knowledge unit, which has a life of its own.
        """
        found: dict[str, Document] = {}
        named = self._library.by_ids(scope, [target for target in targets if _ID.fullmatch(target)])
        for target in targets:
            document = named.get(target)
            if document is not None and document.kind == "unit":
                hint = f"See: citewell units show {document.id[:12]}. Nothing has been changed."
                raise UserError(f"“{document.title}” is a knowledge unit.", hint)
            if document is not None and status is not None and document.status is not status:
                document = None
            hits = [] if document is None else [document]
            place = (
                Path(document.path)
                if document is not None and document.path
                else Path(target).expanduser().absolute()
            )
            if document is None or document.path:
                # What is attached to a mail goes the way the mail does. What was purged has no path, and is
                # named by its id only.
                hits += [
                    item for item in self._library.documents(scope, under=place, status=status) if item.path
                ]
            if not hits:
                raise NotFound(
                    f"No document found: {target}.",
                    "To list ids and paths: citewell documents. Nothing has been changed.",
                )
            found.update((item.id, item) for item in hits)
        return list(found.values())

    def one(self, scope: Scope, target: str) -> Document:
        """Return the one document that an id, the beginning of an id, or a file names; removed ones as well.

        Raises:
            NotFound: there is none, or more than one.
        """
        found = self._library.beginning(scope, target) if re.fullmatch(r"[0-9a-f]{4,32}", target) else []
        if not found:
            path = Path(target).expanduser().absolute()
            found = [
                item
                for item in self._library.documents(scope, under=path, status=None)
                if item.path == str(path)
            ]
            found = [item for item in found if item.status is Status.ACTIVE] or found
        if len(found) != 1:
            raise NotFound(f"No document found: {target}.", "To list ids and paths: citewell documents.")
        return found[0]
