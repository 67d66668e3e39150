"""From "Export" to a file: where to, made in a job, and said when it is there or why it is not. GUI
thread.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QToolButton, QWidget

from app.core.answers.conversations import Form
from app.core.errors import AppError
from app.ui import theme
from app.ui.ask import export
from app.ui.jobs import Job, JobRunner
from app.ui.widgets.prose import Prose
from app.workspace.workspace import Application


class NoticeStrip(QWidget):
    """A line above the question that says what became of something, with one thing to do about it."""

    def __init__(self) -> None:
        super().__init__()
        self.text = Prose(size="base")
        self.action = QPushButton()
        self.action.clicked.connect(self._act)
        self._run: Callable[[], object] = lambda: None
        close = QToolButton()
        theme.set_icon(close, "close")
        close.setToolTip(self.tr("Hide"))
        close.setAccessibleName(self.tr("Hide this notice"))
        close.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, theme.SPACE[1])
        row.setSpacing(theme.SPACE[2])
        row.addWidget(self.text, 1)
        row.addWidget(self.action)
        row.addWidget(close)
        self.hide()

    def say(self, text: str, action: str, run: Callable[[], object]) -> None:
        """Show a sentence and a button."""
        self.text.say(text)
        self.action.setText(action)
        self._run = run
        self.show()

    def _act(self) -> None:
        self.hide()
        self._run()


class Exporter(QObject):
    """Writes answers of this person to files that they choose."""

    saved = Signal(str)
    """The path of a file that is complete."""

    def __init__(
        self, application: Application, jobs: JobRunner, strip: NoticeStrip, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._application = application
        self._jobs = jobs
        self._strip = strip
        self._window = parent

    def ask_where(self, question: str, form: Form, runs: Callable[[], Sequence[str]]) -> QFileDialog:
        """Let a place be chosen and export to it.

        Args:
            question: what the file is named after.
            form: what it is to be.
            runs: gives the ids of the runs, oldest first; called in a job.
        """
        name, only = export.file_name(question, form), f"{form.word} (*{form.ending})"
        dialog = QFileDialog(self._window, self.tr("Export"), name, only)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(form.ending[1:])
        dialog.fileSelected.connect(lambda name: self.save(name, question, form, runs))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def save(self, name: str, question: str, form: Form, runs: Callable[[], Sequence[str]]) -> Job:
        """Write the file in a job and say what came of it."""
        application, path = self._application, export.with_ending(name, form)

        def work(_: Job) -> str:
            made = application.dialogue.export(application.actor, runs(), form.written)
            export.write(path, export.pdf(made, question) if form is Form.PDF else made)
            return path

        job = self._jobs.submit(self.tr("Exporting to {0}").format(Path(path).name), "browse", work)
        job.done.connect(self._say_saved)
        job.failed.connect(lambda error: self._say_failed(error, question, form, runs))
        return job

    def _say_saved(self, path: str) -> None:
        folder = str(Path(path).parent)
        self._strip.say(
            self.tr("Exported to {0}").format(path),
            self.tr("Open the folder"),
            lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(folder)),
        )
        self.saved.emit(path)

    def _say_failed(
        self, error: object, question: str, form: Form, runs: Callable[[], Sequence[str]]
    ) -> None:
        words = (
            str(error)
            if isinstance(error, AppError)
            else self.tr("The file could not be created. The answer is still here.")
        )
        self._strip.say(
            words, self.tr("Choose another location"), lambda: self.ask_where(question, form, runs)
        )
