"""A workspace of a hundred thousand documents in some seconds: only what lists look at, written past the use
cases.

The documents have no text of their own; one extraction serves all. The list is made by the step that makes it
of any older workspace.
"""

from __future__ import annotations

import random
from pathlib import Path

from app.core.audit import AuditEvent
from app.storage.migrations import MIGRATIONS
from app.storage.texts import digest
from app.workspace.workspace import open_application

_WORDS = "relief valve pump bench laser seal ring manual notes order report contract warranty holiday policy torque gauge hall".split()
LISTING = next(step for step in MIGRATIONS if "list of documents" in step.name)


def crowd(workspace: Path, count: int) -> None:
    """Fill a workspace that exists with so many documents of several kinds, labels and ages."""
    draw = random.Random(7)
    with open_application(workspace) as app, app._database.transaction() as tx:
        kinds = ("text/markdown", "application/pdf", "text/html", "message/rfc822")
        for kind in kinds:
            tx.execute(
                "INSERT INTO extractions VALUES (?, ?, 'plain', '1', ?, 0, '', 'en', '', '', '[]', '[]', '{}', '[]')",
                (digest(kind), digest(kind), kind),
            )
        documents, versions = [], []
        for number in range(count):
            key, version, kind = (
                digest("crowd", str(number)),
                digest("crowd", str(number), "1"),
                draw.choice(kinds),
            )
            title = f"{' '.join(draw.choices(_WORDS, k=4)).capitalize()} {number}"
            path = f"/srv/team/{number % 97:02d}/{number:06d}.md".encode()
            label = draw.choice((0, 1, 1, 1, 2, 3))
            day = f"{draw.randrange(2010, 2026)}-{draw.randrange(1, 13):02d}-{draw.randrange(1, 29):02d}"
            documents.append(
                (
                    key,
                    path,
                    b"/srv/team",
                    label,
                    draw.randrange(2),
                    "active",
                    version,
                    f"{day}T00:00:00.000Z",
                    day,
                )
            )
            versions.append(
                (
                    version,
                    key,
                    1,
                    digest(kind),
                    title,
                    None,
                    key,
                    100,
                    1,
                    number,
                    day,
                    "modified",
                    draw.randrange(1, 400),
                    day,
                )
            )
        tx.executemany(
            "INSERT INTO documents (id, path, root, label, labelled, status, version, added_at, changed_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            documents,
        )
        tx.executemany("INSERT INTO versions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", versions)
        for table in ("listing", "reviewed"):
            tx.execute(f"DROP TABLE {table}")
        LISTING.apply(tx)
        tx.audit(app.actor, AuditEvent.INGEST_ADDED, "", {"documents": count})
