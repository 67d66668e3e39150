"""Answers as files: Markdown and Word as the dialogue writes them, PDF set from its HTML.

The decisions hidden here are how a page is set, and that a file is complete or not there: it is written
beside its place and moved there. Runs in a job's thread; touches no widget.
"""

from __future__ import annotations

import errno
import os
import tempfile
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize, QPdfWriter, QTextDocument

from app.core.answers.conversations import Form
from app.core.errors import DiskFull, MachineError
from app.ui import theme

_MARGIN = 20.0
"""Millimetres around a page."""

_DOTS = 96
"""Dots per inch that the HTML's lengths count in."""


def pdf(markup: bytes, title: str) -> bytes:
    """Return an exported HTML page as a PDF on A4, its title in its properties."""
    array = QByteArray()
    buffer = QBuffer(array)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(title)
    writer.setCreator("Citewell")
    writer.setResolution(_DOTS * 12)
    writer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4),
            QPageLayout.Orientation.Portrait,
            QMarginsF(_MARGIN, _MARGIN, _MARGIN, _MARGIN),
        )
    )
    document = QTextDocument()
    font = theme.serif("base")
    font.setPointSizeF(10.5)
    document.setDefaultFont(font)
    document.setHtml(markup.decode())
    document.setDocumentMargin(0)
    document.print_(writer)
    buffer.close()
    return bytes(array.data())


def file_name(question: str, form: Form) -> str:
    """Return a name for an answer's file: the question's letters and digits, as far as they go."""
    kept = "".join(char if char.isalnum() else " " for char in question)
    return f"{'-'.join(kept.split())[:60].rstrip('-') or 'answer'}{form.ending}"


def with_ending(name: str, form: Form) -> str:
    """Return a path with the form's ending, added when it has another one or none."""
    return name if name.casefold().endswith(form.ending) else f"{name}{form.ending}"


def write(path: str, data: bytes) -> None:
    """Write a file whole, or leave what was there.

    Raises:
        DiskFull, MachineError: it cannot be written.
    """
    target = Path(path)
    beside = ""
    try:
        handle, beside = tempfile.mkstemp(prefix=".citewell-", dir=target.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        # A new one is its owner's alone, as the workspace is; one that was there keeps who may read it.
        if target.exists():
            Path(beside).chmod(target.stat().st_mode & 0o777)
        Path(beside).replace(target)
    except OSError as error:
        if beside:
            with suppress(OSError):
                Path(beside).unlink(missing_ok=True)
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise DiskFull(
                f"There is no room left for {target.name}.",
                "Free up some space or choose another folder. Nothing has been lost.",
            ) from error
        raise MachineError(
            f"{target.name} cannot be written to {target.parent}.",
            f"The system says: {error.strerror or error}. Choose another folder.",
        ) from error
