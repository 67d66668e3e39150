"""The way out of the reader: the original in its own program, a link in the browser, each only after being
asked for.

Invariant: nothing is opened by showing a source. Who sees a text masked is not handed the file that was kept
of it. GUI thread.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QMenu, QMessageBox, QToolButton

from app.core.documents.documents import Source
from app.core.language.text import MASK
from app.ui import theme

_OPENED_OUTSIDE = ("http", "https", "mailto")


class OutsideButton(QToolButton):
    """Offers the original of `source`."""

    told = Signal(str, object)
    """Words for the reader's notice, and what can be done."""

    def __init__(self) -> None:
        super().__init__()
        self.source: Source | None = None
        theme.set_icon(self, "open", "muted", 20)
        self.setToolTip(self.tr("Open outside Citewell"))
        self.setAccessibleName(self.tr("Open outside Citewell"))
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill)
        self.setMenu(self._menu)

    def _fill(self) -> None:
        self._menu.clear()
        source = self.source
        if source is None:
            return
        self._menu.addAction(self.tr("Open the original file"), self.open_original)
        if source.present:
            self._menu.addAction(
                self.tr("Open its folder"), partial(self._open_path, source.path.rsplit("/", 1)[0])
            )
        if self._may_open_kept(source):
            self._menu.addAction(self.tr("Open the stored copy"), self._open_kept)
        self._menu.addAction(self.tr("Copy path"), partial(QGuiApplication.clipboard().setText, source.path))

    def _may_open_kept(self, source: Source) -> bool:
        # The copy is whole: who sees the text masked is not handed it by this program.
        return source.original is not None and MASK not in source.text

    def open_original(self) -> None:
        """Open the file in the program that the desktop has for it, or say that it is gone."""
        source = self.source
        if source is None:
            return
        if source.present and self._open_path(source.path):
            return
        kept = [(self.tr("Open the stored copy"), self._open_kept)] if self._may_open_kept(source) else []
        name = source.path.rsplit("/", 1)[-1]
        self.told.emit(
            self.tr("No program could open {0}.").format(name)
            if source.present
            else self.tr("{0} is missing. The stored text is shown here.").format(name),
            kept,
        )

    def _open_kept(self) -> None:
        if self.source is not None and self.source.original is not None:
            self._open_path(self.source.original)

    def _open_path(self, path: str) -> bool:
        return QDesktopServices.openUrl(QUrl.fromLocalFile(path))

    def ask_about(self, target: str) -> None:
        """Ask before a link is opened: it would be another program that goes to the network."""
        question = QMessageBox(self)
        question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        question.setWindowTitle(self.tr("Link in the source"))
        question.setTextFormat(Qt.TextFormat.PlainText)
        question.setText(target)
        url = QUrl(target)
        copy = question.addButton(self.tr("Copy address"), QMessageBox.ButtonRole.ActionRole)
        copy.clicked.connect(partial(QGuiApplication.clipboard().setText, target))
        if url.scheme() in _OPENED_OUTSIDE:
            question.setInformativeText(self.tr("This opens your browser and leaves Citewell."))
            leave = question.addButton(self.tr("Open in the browser"), QMessageBox.ButtonRole.AcceptRole)
            leave.clicked.connect(partial(QDesktopServices.openUrl, url))
        else:
            question.setInformativeText(
                self.tr("It leads to another document of the same collection and cannot be opened here.")
            )
        question.addButton(QMessageBox.StandardButton.Cancel)
        question.open()
