"""Documents inside documents: taken in, found, labelled, moved, removed and purged with what they came in."""

from __future__ import annotations

from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest

from app.core.documents.documents import Label
from app.core.errors import Cancelled, UserError
from app.core.work import CancelToken, FileNews
from app.workspace.workspace import Application, open_application
from tests.world import make_workspace, write

TORQUE = "# Torque\n\nThe flange bolts are tightened to 85 Nm.\n"
SEAL = "# Seal\n\nThe gasket is made of graphite foil.\n"


def mail(
    subject: str,
    words: str,
    *inside: tuple[str, str] | EmailMessage,
    date: str = "Tue, 05 Mar 2024 09:30:00 +0100",
) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Date"], message["Subject"] = (
        "Ines <ines@example.org>",
        "jon@example.org",
        date,
        subject,
    )
    message["Message-ID"] = f"<{subject.replace(' ', '')}@example.org>"
    message.set_content(words)
    for one in inside:
        if isinstance(one, EmailMessage):
            message.add_attachment(one)
        else:
            message.add_attachment(one[1], filename=one[0], subtype="markdown")
    return message


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Application]:
    with open_application(make_workspace(tmp_path / "workspace")) as opened:
        yield opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = write(tmp_path / "files", {"note.md": "# Note\n\nThe pump runs at 40 bar.\n"})
    inner = mail(
        "Seal",
        "The seal is described in the attachment.",
        ("seal.md", SEAL),
        date="Mon, 04 Mar 2024 09:30:00 +0100",
    )
    (folder / "order.eml").write_bytes(
        mail("Order", "Please see the torque sheet.", ("torque.md", TORQUE), inner).as_bytes()
    )
    return folder


def counts(app: Application, *paths: Path, label: Label | None = None) -> tuple[int, int, int, int, int]:
    report = app.ingestion.ingest(app.actor, list(paths), label)
    return report.added, report.updated, report.unchanged, report.removed, len(report.failed)


def listed(app: Application, folder: Path) -> dict[str, Label]:
    return {str(Path(item.path).relative_to(folder)): item.label for item in app.documents.listed(app.actor)}


def best(app: Application, query: str) -> tuple[str, str]:
    passage = app.search.search(app.actor, query, 1).candidates[0].passage
    assert app.documents.text(app.actor, passage.document)[passage.start : passage.end] == passage.text
    return Path(passage.path).name, passage.as_of


PARTS = ["order.eml", "order.eml/message 2.eml", "order.eml/message 2.eml/seal.md", "order.eml/torque.md"]


def test_attachments_are_documents_of_their_own(app: Application, folder: Path) -> None:
    assert counts(app, folder) == (5, 0, 0, 0, 0)
    assert sorted(listed(app, folder)) == ["note.md", *PARTS]
    assert best(app, "to what torque are the flange bolts tightened") == (
        "torque.md",
        "2024-03-05T09:30:00+01:00",
    )
    assert best(app, "what is the gasket made of") == ("seal.md", "2024-03-04T09:30:00+01:00")
    assert counts(app, folder) == (0, 0, 2, 0, 0)
    assert sorted(listed(app, folder)) == ["note.md", *PARTS]
    assert counts(app, folder / "order.eml") == (0, 0, 1, 0, 0)


def test_they_follow_their_mail_when_it_changes_moves_and_goes(app: Application, folder: Path) -> None:
    counts(app, folder)
    grease = "# Grease\n\nUse copper paste.\n"
    changed = mail(
        "Order", "Please see the new sheet.", ("torque.md", TORQUE.replace("85", "90")), ("grease.md", grease)
    )
    (folder / "order.eml").write_bytes(changed.as_bytes())
    # The mail and the torque sheet changed, one attachment is new, and the mail inside with its own
    # attachment is gone.
    assert counts(app, folder) == (1, 2, 1, 2, 0)
    assert sorted(listed(app, folder)) == [
        "note.md",
        "order.eml",
        "order.eml/grease.md",
        "order.eml/torque.md",
    ]
    ids = {item.id for item in app.documents.listed(app.actor)}
    (folder / "order.eml").rename(folder / "moved.eml")
    counts(app, folder)
    assert sorted(listed(app, folder)) == [
        "moved.eml",
        "moved.eml/grease.md",
        "moved.eml/torque.md",
        "note.md",
    ]
    assert {item.id for item in app.documents.listed(app.actor)} == ids
    (folder / "moved.eml").unlink()
    assert counts(app, folder)[3] == 3
    assert sorted(listed(app, folder)) == ["note.md"]


def test_they_take_the_label_of_their_mail_and_keep_it(app: Application, folder: Path) -> None:
    counts(app, folder, label=Label.CONFIDENTIAL)
    assert set(listed(app, folder).values()) == {Label.CONFIDENTIAL}
    order = next(item for item in app.documents.listed(app.actor) if item.path.endswith("order.eml"))
    app.documents.relabel(app.actor, [order.id], Label.RESTRICTED)
    assert {name for name, label in listed(app, folder).items() if label is Label.RESTRICTED} == set(PARTS)
    (folder / "order.eml").write_bytes(
        mail("Order", "Again.", ("torque.md", TORQUE), ("new.md", SEAL)).as_bytes()
    )
    counts(app, folder)
    labels = listed(app, folder)
    assert labels.pop("note.md") is Label.CONFIDENTIAL
    assert labels == dict.fromkeys(["order.eml", "order.eml/torque.md", "order.eml/new.md"], Label.RESTRICTED)


def test_remove_and_purge_take_them_along(app: Application, folder: Path) -> None:
    counts(app, folder)
    torque = next(item for item in app.documents.listed(app.actor) if item.path.endswith("torque.md"))
    with pytest.raises(UserError, match="would still contain its text") as caught:
        app.documents.purge(app.actor, [torque.id])
    assert caught.value.hint
    app.documents.remove(app.actor, [str(folder / "order.eml")])
    assert sorted(listed(app, folder)) == ["note.md"]
    order = app.documents.purge(app.actor, [str(folder / "order.eml")])
    assert len(order.documents) == 4
    assert not any(b"85 Nm" in path.read_bytes() for path in app.workspace.rglob("*") if path.is_file())


def test_an_attachment_that_cannot_be_read_is_one_named_failure(app: Application, tmp_path: Path) -> None:
    message = mail("Broken", "The pump runs at 40 bar.", ("torque.md", TORQUE))
    message.add_attachment(
        b"%PDF-1.7\n1 0 obj\n<<", maintype="application", subtype="pdf", filename="broken.pdf"
    )
    path = tmp_path / "broken.eml"
    path.write_bytes(message.as_bytes())
    report = app.ingestion.ingest(app.actor, [path])
    assert (report.added, [Path(failure.path).name for failure in report.failed]) == (2, ["broken.pdf"])


def test_a_mailbox_is_a_document_for_each_message(app: Application, tmp_path: Path) -> None:
    messages = [
        mail("Torque", "See the sheet.", ("torque.md", TORQUE)),
        mail("Seal", SEAL),
        mail("Pump", "It runs at 40 bar."),
    ]

    def box(*chosen: EmailMessage) -> None:
        lines = [
            b"From ines@example.org Tue Mar  5 09:30:00 2024\n" + one.as_bytes() + b"\n" for one in chosen
        ]
        (tmp_path / "archive").write_bytes(b"".join(lines))

    box(*messages[:2])
    assert counts(app, tmp_path / "archive") == (4, 0, 0, 0, 0)
    assert best(app, "what is the gasket made of")[0].startswith("2024-03-05 ")
    assert best(app, "to what torque are the flange bolts tightened")[0] == "torque.md"
    box(*messages[1:])
    # One message came, one went with its attachment, one is as it was, and the mailbox itself changed.
    assert counts(app, tmp_path / "archive") == (1, 1, 1, 2, 0)


def test_what_was_not_finished_is_taken_in_the_next_time(app: Application, folder: Path) -> None:
    token = CancelToken()

    def stop(news: FileNews) -> None:
        if news.outcome is not None and news.path.endswith("seal.md"):
            token.cancel()

    with pytest.raises(Cancelled):
        app.ingestion.ingest(app.actor, [folder / "order.eml"], on_file=stop, cancel=token)
    assert "order.eml" not in {Path(item.path).name for item in app.documents.listed(app.actor)}
    # The two innermost were stored; the two messages around them were not.
    assert counts(app, folder / "order.eml") == (2, 0, 2, 0, 0)
    assert sorted(listed(app, folder)) == PARTS
