"""One document beside the table: its words, its versions and what changed between them, its passages, where
it is cited, and what it is.

Decision hidden: how each of these is drawn; all of it arrives as values. Invariant: words of documents are
shown as words: nothing in them is markup. GUI thread.
"""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QTextBrowser,
    QToolButton,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from app.core.documents.document_list import Detail, Difference, Health, Mark
from app.core.documents.documents import Document, Passage, Source, Status
from app.core.documents.formats import word_of
from app.ui import language, theme
from app.ui.dates import day, minute
from app.ui.library.strip import OneLine, quiet_button
from app.ui.library.words import HEALTH_GLYPHS, age, counted, number, sized
from app.ui.reader import Place, SourceReader
from app.ui.widgets.choice import Choice
from app.ui.widgets.tabs import Tabs

TEXT, VERSIONS, PASSAGES, CITED, ABOUT = range(5)
_MOST = 2_000
"""Passages that are listed."""


class DetailPanel(QWidget):
    """The selected document."""

    closed = Signal()
    source_wanted = Signal(object)
    passages_wanted = Signal(str)
    difference_wanted = Signal(str, int, int)
    run_wanted = Signal(str)
    """The id of a run to be opened where questions are asked."""
    document_wanted = Signal(str)
    again_wanted = Signal(str)
    """The path of a file to be read again."""

    def __init__(self) -> None:
        super().__init__()
        self._document: Document | None = None
        self.detail: Detail | None = None
        self.tabs = Tabs()
        self.reader = SourceReader()
        self.reader.wanted.connect(self.source_wanted)
        self.reader.closed.connect(self.closed)
        self.reader.stay_open()
        self.versions = QListWidget()
        self.versions.setAccessibleName(self.tr("Versions"))
        self.versions.currentRowChanged.connect(self._choose_version)
        self.against = Choice()
        self.against.setAccessibleName(self.tr("Compared with"))
        self.against.currentIndexChanged.connect(lambda _: self._compare())
        self.difference = self._pages(self.tr("Difference"))
        self.passages = QListWidget()
        self.passages.setAccessibleName(self.tr("Passages"))
        self.passages.setWordWrap(True)
        self.passages.itemActivated.connect(self._open_passage)
        self.passages.itemClicked.connect(self._open_passage)
        self.cited = QListWidget()
        self.cited.setAccessibleName(self.tr("Answers citing it"))
        self.cited.setWordWrap(True)
        self.cited.itemActivated.connect(
            lambda item: self.run_wanted.emit(item.data(Qt.ItemDataRole.UserRole))
        )
        self.cited.itemClicked.connect(lambda item: self.run_wanted.emit(item.data(Qt.ItemDataRole.UserRole)))
        for one in (self.versions, self.passages, self.cited):
            one.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._no_answers = QLabel()
        self.about = self._pages(self.tr("About this document"))
        self.about.anchorClicked.connect(self._follow)
        self.again = quiet_button(self.tr("Read again"), self._read_again)
        self.folder = quiet_button(self.tr("Open folder"), self._open_folder)

        self.tabs.add(self.tr("Text"), self.reader)
        self.tabs.add(self.tr("Versions"), self._make_versions())
        self.tabs.add(self.tr("Passages"), self._column(self.passages))
        self.tabs.add(self.tr("Cited"), self._make_cited())
        self.tabs.add(self.tr("About"), self._make_about())
        self.tabs.switched.connect(lambda _: self._fill())
        row = self._make_head()
        self._title = OneLine()
        self._title.setFont(theme.sized("large", bold=True))
        self._title.setContentsMargins(theme.SPACE[5], theme.SPACE[2], theme.SPACE[4], theme.SPACE[2])
        rule = QFrame()
        rule.setProperty("rule", "true")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(row)
        layout.addWidget(rule)
        layout.addWidget(self._title)
        layout.addWidget(self.tabs.stack, 1)

    def _make_head(self) -> QHBoxLayout:
        """Return the tabs, and what closes the document."""
        close = QToolButton()
        theme.set_icon(close, "close", "muted", 20)
        close.setToolTip(self.tr("Close document"))
        close.setAccessibleName(self.tr("Close document"))
        close.clicked.connect(self.closed)
        row = QHBoxLayout()
        row.setContentsMargins(theme.SPACE[4], theme.SPACE[1], theme.SPACE[3], theme.SPACE[1])
        row.addWidget(self.tabs, 1)
        row.addStretch(1)
        row.addWidget(close)
        return row

    def _pages(self, name: str) -> QTextBrowser:
        browser = QTextBrowser()
        browser.setOpenLinks(False)
        browser.setAccessibleName(name)
        browser.setFrameShape(QFrame.Shape.NoFrame)
        browser.document().setDocumentMargin(theme.SPACE[5])
        return browser

    def _column(self, *widgets: QWidget) -> QWidget:
        box = QWidget()
        layout = QVBoxLayout(box)
        layout.setContentsMargins(theme.SPACE[3], 0, theme.SPACE[3], theme.SPACE[2])
        layout.setSpacing(theme.SPACE[2])
        for widget in widgets:
            layout.addWidget(widget)
        return box

    def _make_versions(self) -> QWidget:
        box = QWidget()
        layout = QVBoxLayout(box)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self.versions.setMaximumHeight(theme.SPACE[6] * 4)
        row = QHBoxLayout()
        row.setContentsMargins(theme.SPACE[5], theme.SPACE[2], theme.SPACE[4], theme.SPACE[2])
        self._compared = QLabel(self.tr("Compared with"))
        self._compared.setProperty("role", "muted")
        row.setSpacing(theme.SPACE[2])
        row.addWidget(self._compared)
        row.addWidget(self.against)
        row.addStretch(1)
        inner = QVBoxLayout()
        inner.setContentsMargins(theme.SPACE[3], 0, theme.SPACE[3], 0)
        inner.addWidget(self.versions)
        layout.addLayout(inner)
        layout.addLayout(row)
        layout.addWidget(self.difference, 1)
        return box

    def _make_cited(self) -> QWidget:
        self._no_answers.setProperty("role", "muted")
        self._no_answers.setContentsMargins(theme.SPACE[3], 0, 0, 0)
        return self._column(self._no_answers, self.cited)

    def _make_about(self) -> QWidget:
        row = QHBoxLayout()
        row.setContentsMargins(theme.SPACE[4], theme.SPACE[1], theme.SPACE[4], theme.SPACE[2])
        row.addWidget(self.folder)
        row.addWidget(self.again)
        row.addStretch(1)
        box = QWidget()
        layout = QVBoxLayout(box)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.about, 1)
        layout.addLayout(row)
        return box

    @property
    def document(self) -> Document | None:
        """The document that is shown."""
        return self._document

    def show_document(self, document: Document) -> None:
        """Show a document; the tab stays."""
        if self._document is not None and (self._document.id, self._document.version) == (
            document.id,
            document.version,
        ):
            self._document = document
            return
        self._document = document
        self.detail = None
        self._title.say(document.title)
        for one in (self.versions, self.passages, self.cited):
            one.clear()
        for browser in (self.difference, self.about):
            browser.clear()
        for at in (VERSIONS, CITED):
            self.tabs.count(at, "")
        self.tabs.count(PASSAGES, number(document.passages))
        self._fill()

    def clear(self) -> None:
        """Show nothing."""
        self._document = self.detail = None
        self.reader.clear()

    def _fill(self) -> None:
        """Have what the tab in front needs loaded."""
        self._title.setVisible(self.tabs.at != TEXT)
        if self._document is None:
            return
        if self.tabs.at == TEXT:
            self.reader.go([Place(self._document.version, 0, 0)], 0)
        elif self.tabs.at == PASSAGES and not self.passages.count():
            self.passages_wanted.emit(self._document.id)

    def show_source(self, source: Source) -> None:
        """Take the text that was wanted."""
        self.reader.show_source(source)

    def show_detail(self, detail: Detail) -> None:
        """Take what is known of the document."""
        if self._document is None or detail.entry.document.id != self._document.id:
            return
        self.detail = detail
        self.tabs.count(VERSIONS, number(len(detail.versions)))
        self.tabs.count(CITED, number(detail.answers) if detail.answers else "")
        self.again.setEnabled(detail.there)
        self._list_versions(detail)
        self._list_answers(detail)
        self.about.setHtml(self._about(detail))

    def _list_versions(self, detail: Detail) -> None:
        self.versions.blockSignals(True)
        self.versions.clear()
        for one in detail.versions:
            words = self.tr("Version {0}  ·  read {1}").format(one.number, minute(one.added_at))
            item = QListWidgetItem(words)
            told = (
                one.title,
                self.tr("as of {0}").format(day(one.as_of)),
                sized(one.size),
                counted(one.passages, "passage"),
            )
            item.setToolTip("\n".join(told))
            self.versions.addItem(item)
        self.versions.blockSignals(False)
        several = len(detail.versions) > 1
        self.against.setVisible(several)
        self._compared.setVisible(several)
        self.versions.setCurrentRow(0)
        if not several:
            self.difference.setHtml(
                self._said(
                    self.tr("Only one version so far. When the file changes, the differences are shown here.")
                )
            )

    def _choose_version(self, row: int) -> None:
        if self.detail is None or row < 0 or len(self.detail.versions) < 2:
            return
        chosen = self.detail.versions[row]
        self.against.blockSignals(True)
        self.against.clear()
        for one in self.detail.versions:
            if one.number != chosen.number:
                self.against.addItem(self.tr("version {0}").format(one.number), one.number)
        older = [one.number for one in self.detail.versions if one.number < chosen.number]
        self.against.setCurrentIndex(max(0, self.against.findData(max(older, default=0))))
        self.against.blockSignals(False)
        self._compare()

    def _compare(self) -> None:
        row = self.versions.currentRow()
        other = self.against.currentData()
        if self.detail is not None and row >= 0 and other is not None:
            low, high = sorted((int(other), self.detail.versions[row].number))
            self.difference_wanted.emit(self.detail.entry.document.id, low, high)

    def show_difference(self, found: Difference) -> None:
        """Take a difference that was wanted."""
        if self._document is None or found.document != self._document.id:
            return
        scheme = theme.colours()
        head = self.tr("From version {0} to version {1}: {2} added, {3} removed.").format(
            found.before.number,
            found.after.number,
            counted(found.added, "line"),
            counted(found.removed, "line"),
        )
        parts = [self._said(head if found.hunks else self.tr("The text is the same in both versions."))]
        # Told apart by a sign and a word for who hears it, not by colour alone.
        looks = {
            Mark.OUT: ("−", scheme.problem),
            Mark.IN: ("+", scheme.supported),
            Mark.SAME: ("\u2002", scheme.text),
        }
        for hunk in found.hunks:
            rows = []
            for line in hunk:
                sign, colour = looks[line.mark]
                back = "" if line.mark is Mark.SAME else f" bgcolor='{scheme.hover}'"
                rows.append(
                    f"<tr{back}><td width='32' style='color:{scheme.muted}' align='right'>{line.before or ''}&nbsp;</td>"
                    f"<td width='32' style='color:{scheme.muted}' align='right'>{line.after or ''}&nbsp;</td>"
                    f"<td width='24' style='color:{colour}'>{sign}</td>"
                    f"<td style='color:{colour}'>{escape(line.text) or '&nbsp;'}</td></tr>"
                )
            parts.append(
                f"<table width='100%' cellspacing='0' cellpadding='3'>{''.join(rows)}</table><p></p>"
            )
        self.difference.setHtml("".join(parts))

    def _said(self, words: str) -> str:
        return f"<p style='color:{theme.colours().muted}'>{escape(words)}</p>"

    def show_passages(self, document: str, found: list[Passage]) -> None:
        """Take the passages that were wanted."""
        if self._document is None or document != self._document.id:
            return
        self.passages.clear()
        for one in found[:_MOST]:
            place = " › ".join(one.heading) or (
                self.tr("page {0}").format(one.page) if one.page else self.tr("beginning")
            )
            words = " ".join(one.text.split())
            item = QListWidgetItem(f"{place}\n{words[:240]}{' …' if len(words) > 240 else ''}")
            item.setData(Qt.ItemDataRole.UserRole, (one.version, one.start, one.end))
            self.passages.addItem(item)
        if len(found) > _MOST:
            self.passages.addItem(self.tr("… and {0} more").format(number(len(found) - _MOST)))

    def _open_passage(self, item: QListWidgetItem) -> None:
        at = item.data(Qt.ItemDataRole.UserRole)
        if at is not None:
            self.open_at(*at)

    def open_at(self, version: str, start: int, end: int) -> None:
        """Show words of the document's text."""
        self.tabs.blockSignals(True)
        self.tabs.go(TEXT)
        self.tabs.blockSignals(False)
        self._title.hide()
        self.reader.go([Place(version, start, end)], 0)

    def _list_answers(self, detail: Detail) -> None:
        self.cited.clear()
        for one in detail.cited:
            item = QListWidgetItem(f"{one.question}\n{minute(one.at)}  ·  {one.person}")
            item.setData(Qt.ItemDataRole.UserRole, one.run)
            self.cited.addItem(item)
        hidden = detail.answers - len(detail.cited)
        if not detail.answers:
            words = self.tr("Not cited yet.")
        elif hidden > 0:
            words = self.tr("Cited in {0}; other people's are not shown.").format(
                counted(detail.answers, "answer")
            )
        else:
            words = self.tr("Cited in {0}.").format(counted(detail.answers, "answer"))
        self._no_answers.setText(words)
        self.cited.setVisible(bool(detail.cited))

    def _about(self, detail: Detail) -> str:
        entry, scheme = detail.entry, theme.colours()
        one = entry.document
        newest = detail.versions[0] if detail.versions else None
        notes: list[str] = []
        if one.status is not Status.ACTIVE:
            notes.append(self.tr("It has been removed from the library; its text is kept for citations."))
        if detail.problem:
            notes.append(
                self.tr("The newest version of the file could not be read. {0} {1}")
                .format(detail.problem, detail.hint)
                .strip()
            )
        if entry.health is Health.SILENT:
            notes.append(
                self.tr("It contains no text, so it cannot be searched. Check that it is the right file.")
            )
        notes += [notice.message for notice in detail.notices]
        if not detail.there and one.status is Status.ACTIVE:
            notes.append(self.tr("The file is missing; its text is kept."))
        label, with_it = language.words(one.label.word), self.tr("Attachments")
        facts = [
            (self.tr("Health"), f"{HEALTH_GLYPHS[entry.health]}{language.words(entry.health.word)}"),
            (self.tr("Type"), language.words(word_of(one.media_type))),
            (
                self.tr("Label"),
                label if one.labelled else self.tr("{0} (default, not confirmed)").format(label),
            ),
            (self.tr("As of"), f"{day(one.as_of)}, {age(one.as_of)} ({one.as_of_origin})"),
            (self.tr("Read"), minute(newest.added_at) if newest else ""),
            (self.tr("Size"), sized(one.size)),
            (self.tr("Passages"), number(one.passages)),
            (self.tr("Attached to"), entry.within),
            (self.tr("File"), one.path),
            *((name.replace("_", " ").capitalize(), value) for name, value in detail.metadata.items()),
        ]
        rows = "".join(
            f"<tr><td style='color:{scheme.muted}'>{escape(name)}&nbsp;&nbsp;&nbsp;</td><td>{escape(value)}</td></tr>"
            for name, value in facts
            if value
        )
        said = "".join(
            f"<p><span style='color:{scheme.partial}'>▲</span>&nbsp; {escape(note)}</p>" for note in notes
        )
        inside = ""
        if detail.inside:
            links = "".join(
                f"<p style='margin:4px 0'><a href='document:{item.id}' style='color:{scheme.accent}'>{escape(item.title)}</a></p>"
                for item in detail.inside[:200]
            )
            inside = f"<p style='color:{scheme.muted}'>{escape(with_it)}</p>{links}"
        return f"{said}<table cellpadding='4' cellspacing='0'>{rows}</table>{inside}"

    def _follow(self, url: QUrl) -> None:
        if url.scheme() == "document":
            self.document_wanted.emit(url.path())

    def _read_again(self) -> None:
        if self._document is not None:
            self.again_wanted.emit(self._document.path)

    def _open_folder(self) -> None:
        if self._document is not None:
            open_folder(self._document.path)


def open_folder(path: str) -> None:
    """Show a file's folder in the system's own program."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(path.rsplit("/", 1)[0]))


def primary(words: str) -> QPushButton:
    """Return the one button of a view that asks for attention."""
    button = QPushButton(words)
    button.setProperty("primary", "true")
    return button
