"""Changing what is in the library: labels, removing, purging. Each act says before what goes and after how to
take it back.

Decision hidden: what is asked before and what is offered after. Labels and removals can be undone for the
session; a purge is typed out, because nothing brings it back. GUI thread.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QLineEdit, QMessageBox, QVBoxLayout, QWidget

from app.core.documents.document_list import Impact, Labelled
from app.core.documents.documents import Label
from app.core.work import Changes
from app.ui import language, theme
from app.ui.jobs import Job, JobRunner
from app.ui.library.strip import Banner
from app.ui.library.words import counted
from app.workspace.workspace import Application


class Acting(QObject):
    """The acts on documents, by id."""

    changed = Signal(object)
    """`Changes` that were made."""

    def __init__(self, application: Application, jobs: JobRunner, banner: Banner, window: QWidget) -> None:
        super().__init__(window)
        self._application = application
        self._jobs = jobs
        self._banner = banner
        self._window = window
        self.asking: QDialog | None = None
        """The question that stands open."""

    def relabel(self, ids: Callable[[], Sequence[str]], label: Label) -> Job:
        """Give documents a label; `ids` is asked on the work's thread."""
        application = self._application
        job = self._jobs.submit(
            self.tr("Changing labels"),
            "library",
            lambda _: application.documents.change_labels(application.actor, ids(), label),
        )
        job.done.connect(lambda done: self._relabelled(*done))
        job.failed.connect(self._failed)
        return job

    def _relabelled(self, changes: Changes, done: Labelled) -> None:
        count = len(done.before)
        if not count:
            self._banner.tell(
                self.tr("They already have the label {0}.").format(language.words(done.label.word))
            )
            return
        application = self._application
        words = self.tr("{0} now {1}").format(counted(count, "document"), language.words(done.label.word))
        self._banner.tell(
            words,
            lambda: self._undo(
                lambda: application.documents.give_labels_back(application.actor, done),
                self.tr("{0} restored").format(counted(count, "label")),
            ),
        )
        self.changed.emit(changes)

    def remove(self, ids: Callable[[], Sequence[str]]) -> Job:
        """Take documents out, after saying what goes."""
        return self._ask_impact(ids, self._ask_removal)

    def purge(self, ids: Callable[[], Sequence[str]]) -> Job:
        """Erase documents, after their number was typed."""
        return self._ask_impact(ids, self._ask_purge)

    def _ask_impact(self, ids: Callable[[], Sequence[str]], ask: Callable[[list[str], Impact], None]) -> Job:
        application = self._application

        def work(_: Job) -> tuple[list[str], Impact]:
            found = list(ids())
            return found, application.browsing.impact(application.actor, found)

        job = self._jobs.submit(self.tr("Checking what will be removed"), "browse", work, shown=False)
        job.done.connect(lambda found: ask(*found))
        job.failed.connect(self._failed)
        return job

    def _ask_removal(self, ids: list[str], impact: Impact) -> None:
        box = QMessageBox(self._window)
        box.setWindowTitle(self.tr("Remove from the library"))
        box.setText(self.tr("Remove {0}?").format(goes(impact)))
        box.setInformativeText(
            self.tr(
                "The files are not touched, and existing citations still open. You can undo this while the window is open."
            )
        )
        remove = box.addButton(self.tr("Remove"), QMessageBox.ButtonRole.DestructiveRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(QMessageBox.StandardButton.Cancel)
        remove.clicked.connect(lambda _=False: self._remove(ids, impact))
        self._open(box)

    def _remove(self, ids: list[str], impact: Impact) -> None:
        application = self._application
        job = self._jobs.submit(
            self.tr("Removing"), "library", lambda _: application.documents.remove(application.actor, ids)
        )

        def removed(changes: Changes) -> None:
            gone = sorted(changes.documents)
            words = self.tr("{0} removed").format(counted(impact.documents, "document"))
            back = self.tr("{0} restored").format(counted(impact.documents, "document"))
            self._banner.tell(
                words,
                lambda: self._undo(lambda: application.documents.restore(application.actor, gone), back),
            )
            self.changed.emit(changes)

        job.done.connect(removed)
        job.failed.connect(self._failed)

    def _ask_purge(self, ids: list[str], impact: Impact) -> None:
        dialog = PurgeDialog(impact, self._window)
        dialog.accepted.connect(lambda: self._purge(ids))
        self._open(dialog)

    def _purge(self, ids: list[str]) -> None:
        application = self._application
        job = self._jobs.submit(
            self.tr("Erasing"), "library", lambda _: application.documents.purge(application.actor, ids)
        )

        def purged(changes: Changes) -> None:
            self._banner.tell(
                self.tr("{0} erased, with the text of {1}").format(
                    counted(len(changes.documents), "document"), counted(len(changes.runs), "answer")
                )
            )
            self.changed.emit(changes)

        job.done.connect(purged)
        job.failed.connect(self._failed)

    def _open(self, dialog: QDialog) -> None:
        self.asking = dialog
        dialog.finished.connect(lambda _: self._closed(dialog))
        dialog.open()

    def _closed(self, dialog: QDialog) -> None:
        self.asking = None
        dialog.deleteLater()

    def _undo(self, work: Callable[[], Changes], words: str) -> None:
        job = self._jobs.submit(self.tr("Undoing"), "library", lambda _: work())

        def undone(changes: Changes) -> None:
            self._banner.tell(words)
            self.changed.emit(changes)

        job.done.connect(undone)
        job.failed.connect(self._failed)

    def _failed(self, error: object) -> None:
        self._banner.complain(str(error))


def goes(impact: Impact) -> str:
    """Return what goes: "3 documents, 412 passages, cited in 7 answers"."""
    answers = counted(impact.answers, "answer")
    cited = QCoreApplication.translate("Library", "cited in {0}").format(answers)
    nowhere = QCoreApplication.translate("Library", "not cited")
    return ", ".join(
        (
            counted(impact.documents, "document"),
            counted(impact.passages, "passage"),
            cited if impact.answers else nowhere,
        )
    )


class PurgeDialog(QDialog):
    """Erasing for good is typed out."""

    def __init__(self, impact: Impact, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Erase permanently"))
        self.setMinimumWidth(640)
        self._wanted = self.tr("erase {0}").format(impact.documents)
        head = QLabel(self.tr("Erase {0}?").format(goes(impact)))
        head.setFont(theme.sized("large", bold=True))
        lines = (
            self.tr(
                "Their texts, stored originals, vectors and every answer based on them will be erased permanently."
            ),
            self.tr(
                "The files in their folders are not touched; delete them too if they should not be read again."
            ),
            self.tr("To continue, type: {0}").format(self._wanted),
        )
        self.field = QLineEdit()
        self.field.setAccessibleName(self.tr("Type {0}").format(self._wanted))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.erase = buttons.addButton(self.tr("Erase"), QDialogButtonBox.ButtonRole.DestructiveRole)
        self.erase.setEnabled(False)
        self.erase.clicked.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.field.textChanged.connect(
            lambda words: self.erase.setEnabled(words.strip().casefold() == self._wanted.casefold())
        )
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.SPACE[2])
        layout.addWidget(head)
        for line in lines:
            layout.addWidget(QLabel(line))
        layout.addWidget(self.field)
        layout.addWidget(buttons)
