"""Check a text: write, paste, drop or open it, see how each sentence stands, and read the words that say so.

The decision hidden here is what waits for what: one text is checked at a time, in the lane of the questions;
what was written stays when the window is closed and opened again, until the program ends. The dialog holds no
rule. GUI thread.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.core.answers.checked import MOST_BYTES, CheckedText, text_of
from app.core.errors import AppError, UserError
from app.core.work import Progress
from app.ui import theme
from app.ui.ask import export
from app.ui.ask.saving import NoticeStrip
from app.ui.checking import words
from app.ui.checking.sentences import SentenceList
from app.ui.jobs import Job, JobRunner, was_cancelled
from app.ui.reader import Place, SourceReader
from app.ui.widgets.progress import ProgressBar
from app.ui.widgets.prose import Prose
from app.workspace.sharing import checked_markdown, checked_text
from app.workspace.workspace import Application


class TextField(QPlainTextEdit):
    """Where the text is written; a file that is dropped on it is read instead of named."""

    dropped = Signal(str)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasUrls() or super().canInsertFromMimeData(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        path = next((url.toLocalFile() for url in source.urls() if url.isLocalFile()), "")
        if path:
            self.dropped.emit(path)
        else:
            super().insertFromMimeData(source)


class CheckDialog(QDialog):
    """The window."""

    def __init__(self, application: Application, jobs: JobRunner, parent: QWidget) -> None:
        super().__init__(parent)
        self._application, self._jobs = application, jobs
        self._job: Job | None = None
        self._found: CheckedText | None = None
        self.setWindowTitle(self.tr("Check a text"))
        self.setMinimumSize(480, 400)
        self.resize(1040, 680)
        self.strip = NoticeStrip()
        self._pages = QStackedWidget()
        self._pages.addWidget(self._make_writing())
        self._pages.addWidget(self._make_result())
        self._left = QFrame()
        column = QVBoxLayout(self._left)
        column.setContentsMargins(theme.SPACE[5], theme.SPACE[4], theme.SPACE[5], theme.SPACE[4])
        column.setSpacing(theme.SPACE[3])
        column.addWidget(self._pages, 1)
        column.addWidget(self.strip)
        self.reader = SourceReader()
        self.reader.wanted.connect(self._load)
        self.reader.closed.connect(self._close_reader)
        self.reader.setMinimumWidth(320)
        self.reader.hide()
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.addWidget(self._left)
        self.splitter.addWidget(self.reader)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(1)
        self.splitter.setSizes([560, 480])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.splitter)
        QShortcut(QKeySequence("Ctrl+Return"), self, self.check)
        self._show_state()

    def _make_writing(self) -> QWidget:
        words_ = self.tr(
            "Each sentence is checked against what you may read: a letter, a report, another program’s answer."
        )
        told = Prose(words_, size="base", muted=True)
        self.field = TextField()
        self.field.setPlaceholderText(self.tr("Paste or type a text, or drop a text file here"))
        self.field.setAccessibleName(self.tr("Text to check"))
        self.field.setTabChangesFocus(True)
        self.field.setFont(theme.sized("large"))
        self.field.textChanged.connect(self._show_state)
        self.field.dropped.connect(self.open_file)
        self.question = QLineEdit()
        self.question.setPlaceholderText(self.tr("The question it answers, if any (optional)"))
        self.question.setAccessibleName(self.tr("Question that the text answers"))
        self.question.setToolTip(
            self.tr("Statements about anything other than this question then do not count")
        )
        self._open = QPushButton(self.tr("Open a file …"))
        theme.set_icon(self._open, "open")
        self._open.clicked.connect(self.choose_file)
        self.button = QPushButton(self.tr("Check"))
        self.button.setProperty("primary", "true")
        self.button.setDefault(True)
        self.button.setToolTip(self.tr("Check the text (Ctrl+Enter)"))
        self.button.clicked.connect(self.check)
        self._progress = QLabel()
        self._progress.setProperty("role", "muted")
        self._cancel = QPushButton(self.tr("Cancel"))
        self._cancel.clicked.connect(self.cancel)
        self._bar = ProgressBar()
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE[2])
        for part in (self._open, self._progress):
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(self._cancel)
        row.addWidget(self.button)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE[3])
        column.addWidget(told)
        column.addWidget(self.field, 1)
        column.addWidget(self.question)
        column.addWidget(self._bar)
        column.addLayout(row)
        return page

    def _make_result(self) -> QWidget:
        self.summary = QLabel()
        self.summary.setProperty("role", "title")
        self.summary.setWordWrap(True)
        self.tally = QLabel()
        self.tally.setProperty("role", "muted")
        self.tally.setWordWrap(True)
        self.list = SentenceList()
        self.list.setAccessibleName(self.tr("Sentences of the text"))
        self.list.clicked.connect(self._open_words)
        self.list.activated.connect(self._open_words)
        back = QPushButton(self.tr("Change the text"))
        back.clicked.connect(self.write)
        copy = QPushButton(self.tr("Copy"))
        copy.setToolTip(self.tr("Copy the sentences with the words that support them"))
        theme.set_icon(copy, "copy")
        copy.clicked.connect(self.copy)
        save = QPushButton(self.tr("Export …"))
        save.setToolTip(self.tr("Save the sentences with the words that support them as Markdown"))
        theme.set_icon(save, "export")
        save.clicked.connect(self.choose_place)
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE[2])
        row.addWidget(back)
        row.addStretch(1)
        row.addWidget(copy)
        row.addWidget(save)
        for button in (back, copy, save):
            button.setAutoDefault(False)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE[1])
        column.addWidget(self.summary)
        column.addWidget(self.tally)
        column.addSpacing(theme.SPACE[2])
        column.addWidget(self.list, 1)
        column.addSpacing(theme.SPACE[2])
        column.addLayout(row)
        return page

    # The text

    def begin(self) -> None:
        """Show the window with the keyboard in the text."""
        self.show()
        self.raise_()
        self.activateWindow()
        (self.list if self._pages.currentIndex() else self.field).setFocus(Qt.FocusReason.OtherFocusReason)

    def write(self) -> None:
        """Let the text be changed."""
        self.reader.closed.emit()
        self._pages.setCurrentIndex(0)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show_state()

    def choose_file(self) -> QFileDialog:
        """Let a file be chosen and read it."""
        dialog = QFileDialog(
            self, self.tr("Open a text"), "", self.tr("Text files (*.txt *.md *.rst);;All files (*)")
        )
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.open_file)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def open_file(self, path: str) -> None:
        """Read a text file into the field."""
        job = self._jobs.submit(
            self.tr("Reading {0}").format(Path(path).name), "browse", lambda _: _read(Path(path)), shown=False
        )
        job.done.connect(self.field.setPlainText)
        job.failed.connect(self._tell)

    # Checking

    def check(self) -> None:
        """Check what is written."""
        text, question = self.field.toPlainText(), self.question.text()
        if self._job is not None or not text.strip() or self._pages.currentIndex():
            return
        application = self._application
        self.strip.hide()
        self._bar.wait()
        job = self._job = self._jobs.submit(
            self.tr("Checking a text"),
            "ask",
            lambda job: application.checking.check(
                application.actor, text, question, job.report, job.cancel_token
            ),
        )
        job.progressed.connect(self._show_progress)
        job.done.connect(self._show_result)
        job.failed.connect(self._fail)
        job.ended.connect(self._end)
        self._show_state()

    def cancel(self) -> None:
        """Stop checking; the text stays."""
        if self._job is not None:
            self._job.cancel()

    def _show_progress(self, progress: Progress) -> None:
        self._bar.show_progress(progress)
        self._progress.setText(self.tr("{0} of {1} sentences").format(progress.done, progress.total))

    def _show_result(self, found: CheckedText) -> None:
        self._found = found
        self.summary.setText(words.summary(found))
        self.tally.setText(words.tally(found))
        self.list.sentences.show(found)
        self._pages.setCurrentIndex(1)
        self.list.setCurrentIndex(self.list.sentences.index(0))
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fail(self, error: object) -> None:
        if not was_cancelled(error):
            self._tell(error)

    def _end(self) -> None:
        self._job = None
        self._show_state()

    def _show_state(self) -> None:
        checking = self._job is not None
        self.field.setReadOnly(checking)
        self.question.setReadOnly(checking)
        self._open.setVisible(not checking)
        self._bar.setVisible(checking)
        self._cancel.setVisible(checking)
        self._progress.setVisible(checking)
        if not checking:
            self._progress.setText("")
        self.button.setVisible(not checking)
        self.button.setEnabled(bool(self.field.toPlainText().strip()))

    def _tell(self, error: object) -> None:
        told = (
            str(error)
            if isinstance(error, AppError)
            else self.tr("An unexpected error occurred. Your text is still here.")
        )
        self.strip.say(told, self.tr("Close"), lambda: None)

    # What it rests on

    def _open_words(self, index: QModelIndex) -> None:
        sentence = self.list.sentences.sentence(index.row())
        places = [
            Place(one.version, one.start, one.end, number) for number, one in enumerate(sentence.citations, 1)
        ]
        if places:
            self.reader.show()
            self.reader.go(places, 0)
        else:
            self.reader.closed.emit()

    def _load(self, place: Place) -> None:
        application = self._application
        job = self._jobs.submit(
            self.tr("Opening a source"),
            "browse",
            lambda _: application.documents.source(application.actor, place.version),
            shown=False,
        )
        job.done.connect(self.reader.show_source)
        job.failed.connect(lambda error: self.reader.show_problem(str(error)))

    def _close_reader(self) -> None:
        self.reader.clear()
        self.reader.hide()

    def reject(self) -> None:
        """Close what opened last: a search in the source, the source, the work, the window."""
        if not self.reader.isHidden():
            if not self.reader.escape():
                self.reader.closed.emit()
        elif self._job is not None:
            self.cancel()
        else:
            super().reject()

    # Out of the window

    def copy(self) -> None:
        """Put the result into the clipboard."""
        if self._found is not None:
            data = QMimeData()
            data.setText(checked_text(self._found))
            data.setData("text/markdown", checked_markdown(self._found).encode())
            QGuiApplication.clipboard().setMimeData(data)
            self.strip.say(self.tr("Copied."), self.tr("Close"), lambda: None)

    def choose_place(self) -> QFileDialog:
        """Let a place be chosen and save the result there."""
        dialog = QFileDialog(
            self, self.tr("Export"), self.tr("checked text") + ".md", self.tr("Markdown (*.md)")
        )
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("md")
        dialog.fileSelected.connect(self.save)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def save(self, path: str) -> None:
        """Write the result to a file."""
        application, found = self._application, self._found
        if found is None:
            return

        def work(_: Job) -> str:
            application.checking.exported(application.actor, found)
            export.write(path, checked_markdown(found).encode())
            return path

        job = self._jobs.submit(self.tr("Exporting to {0}").format(Path(path).name), "browse", work)
        job.done.connect(self._say_saved)
        job.failed.connect(self._tell)

    def _say_saved(self, path: str) -> None:
        self.strip.say(self.tr("Exported to {0}").format(path), self.tr("Close"), lambda: None)


def _read(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            raw = stream.read(MOST_BYTES + 1)
    except OSError as error:
        raise UserError(
            f"{path.name} cannot be read.", f"The system says: {error.strerror or error}."
        ) from error
    return text_of(raw, path.name)
