"""The lines above the table: how far an ingest is, what became of each file, and what was just done with a
way to undo it.

Decision hidden: news of files comes by the thousand, so it is gathered on the work's side and fetched by the
page a few times a second. GUI thread, but for `FileLog.note`.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import (
    QT_TRANSLATE_NOOP,
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QSizePolicy,
    QTableView,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from app.core.work import FileNews, FileStage, IngestReport, Progress
from app.ui import language, theme
from app.ui.library.words import left, number
from app.ui.widgets.choice import Choice
from app.ui.widgets.progress import ProgressBar

_FETCH = 250
"""Milliseconds between two looks at the news of files."""

_MOST_NEWS = 5_000
"""News taken at one look, so that a look takes no time that is felt."""

_STAGES = {
    FileStage.WAITING: (QT_TRANSLATE_NOOP("tables", "waiting"), "muted"),
    FileStage.READING: (QT_TRANSLATE_NOOP("tables", "reading"), "accent"),
    FileStage.STORED: (QT_TRANSLATE_NOOP("tables", "stored"), "supported"),
    FileStage.UNCHANGED: (QT_TRANSLATE_NOOP("tables", "unchanged"), "muted"),
    FileStage.REMOVED: (QT_TRANSLATE_NOOP("tables", "removed"), "muted"),
    FileStage.FAILED: (QT_TRANSLATE_NOOP("tables", "failed"), "problem"),
}
_Index = QModelIndex | QPersistentModelIndex


class FileLog(QAbstractTableModel):
    """The files of an ingest, each with its state."""

    def __init__(self) -> None:
        super().__init__()
        # A deque takes from one side and gives from the other without a lock.
        self._news: deque[FileNews] = deque()
        self._all: list[FileNews] = []
        self._at: dict[str, int] = {}
        self._rows: list[int] = []
        self._only: FileStage | None = None

    def note(self, news: FileNews) -> None:
        """Take the news of a file; on the work's thread."""
        self._news.append(news)

    def fetch(self) -> None:
        """Take over what was noted since."""
        fresh = False
        for _ in range(min(len(self._news), _MOST_NEWS)):
            news = self._news.popleft()
            at = self._at.setdefault(news.path, len(self._all))
            if at == len(self._all):
                self._all.append(news)
            else:
                self._all[at] = news
            fresh = True
        if fresh:
            self._arrange()

    def show_only(self, stage: FileStage | None) -> None:
        """Show the files of one state; None for all."""
        self._only = stage
        self.beginResetModel()
        self._rows = self._wanted()
        self.endResetModel()

    def _wanted(self) -> list[int]:
        return [at for at, one in enumerate(self._all) if self._only is None or one.stage is self._only]

    def _arrange(self) -> None:
        rows = self._wanted() if self._only is not None else list(range(len(self._all)))
        before = len(self._rows)
        if self._only is None and len(rows) > before:
            self.beginInsertRows(QModelIndex(), before, len(rows) - 1)
            self._rows = rows
            self.endInsertRows()
        elif len(rows) != before:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()
        if rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, 2))

    def counts(self) -> dict[FileStage, int]:
        """Return how many files are in each state."""
        found: dict[FileStage, int] = {}
        for one in self._all:
            found[one.stage] = found.get(one.stage, 0) + 1
        return found

    def state(self, path: str) -> FileNews | None:
        """Return the newest of a file."""
        return self._all[self._at[path]] if path in self._at else None

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else 3

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (self.tr("State"), self.tr("File"), self.tr("Why"))[section]
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        one = self._all[self._rows[index.row()]]
        words, colour = _STAGES[one.stage]
        if role == Qt.ItemDataRole.DisplayRole:
            return (language.marked(words), one.path.rsplit("/", 1)[-1], one.reason)[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return one.reason if index.column() == 2 and one.reason else one.path
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == 0:
            return QColor(getattr(theme.colours(), colour))
        return None


class FilesDialog(QDialog):
    """What became of each file."""

    def __init__(self, log: FileLog, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Files"))
        self.resize(760, 480)
        self._log = log
        self._only = Choice()
        self._only.setAccessibleName(self.tr("State"))
        self._only.addItem(self.tr("All files"), None)
        for stage, (words, _) in _STAGES.items():
            self._only.addItem(language.marked(words), stage.value)
        self._only.currentIndexChanged.connect(self._narrow)
        table = QTableView()
        table.setModel(log)
        table.setAccessibleName(self.tr("Files"))
        plain_table(table)
        table.setColumnWidth(0, 96)
        table.setColumnWidth(1, 260)
        table.horizontalHeader().setStretchLastSection(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(self._only)
        layout.addWidget(table, 1)
        layout.addWidget(buttons)
        log.show_only(None)

    def _narrow(self) -> None:
        value = self._only.currentData()
        self._log.show_only(None if value is None else FileStage(value))


def plain_table(table: QTableView) -> None:
    """Give a table the looks and habits of this room's tables."""
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setTabKeyNavigation(False)
    table.setFrameShape(QFrame.Shape.NoFrame)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(36)
    table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    table.horizontalHeader().setHighlightSections(False)
    table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


def quiet_button(words: str, act: Callable[[], object]) -> QPushButton:
    """Return a button that does not ask for attention."""
    button = QPushButton(words)
    button.setProperty("quiet", "true")
    button.clicked.connect(lambda _=False: act())
    return button


class OneLine(QLabel):
    """A line of words that is cut where the room ends, and whole on hover."""

    def __init__(self) -> None:
        super().__init__()
        self._whole = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def say(self, words: str) -> None:
        """Show words."""
        self._whole = words
        self.setToolTip(words)
        self._cut()

    def whole(self) -> str:
        """Return the words uncut."""
        return self._whole

    def _cut(self) -> None:
        self.setText(
            self.fontMetrics().elidedText(
                self._whole, Qt.TextElideMode.ElideRight, max(0, self.contentsRect().width() - 2)
            )
        )

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        self._cut()


class Strip(QFrame):
    """One line of a running ingest: what, how far, how fast, how long still, and ways to pause and stop
    it.
    """

    stopped = Signal()
    held = Signal(bool)
    """The work is to pause, or to go on."""
    failures_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.log = FileLog()
        self._dialog: FilesDialog | None = None
        self.words = OneLine()
        self.bar = ProgressBar()
        self.pause = quiet_button(self.tr("Pause"), self._toggle)
        self.stop = quiet_button(self.tr("Stop"), self.stopped.emit)
        self.files = quiet_button(self.tr("Files"), self.show_files)
        self.more = quiet_button(self.tr("Not read"), self.failures_wanted.emit)
        self._hide = quiet_button(self.tr("Hide"), self.hide)
        self._paused = False
        self._clock = QTimer(self)
        self._clock.setInterval(_FETCH)
        self._clock.timeout.connect(self._fetch)
        row = QHBoxLayout()
        row.addWidget(self.words, 1)
        for button in (self.more, self.files, self.pause, self.stop, self._hide):
            row.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.SPACE[4], theme.SPACE[1], theme.SPACE[4], theme.SPACE[2])
        layout.setSpacing(theme.SPACE[1])
        layout.addLayout(row)
        layout.addWidget(self.bar)
        self.hide()

    def begin(self, title: str, log: FileLog | None = None) -> None:
        """Show that work begins; with a log its files can be listed and it can pause."""
        files = log is not None
        self.log = log if log is not None else FileLog()
        self._paused = False
        self.pause.setText(self.tr("Pause"))
        theme.mark(self.words, "role", "")
        self.words.say(title)
        self.bar.wait()
        self.bar.show()
        self.stop.show()
        self.pause.setVisible(files)
        self.files.setVisible(files)
        self.more.hide()
        self._hide.hide()
        self.show()
        if files:
            self._clock.start()

    def _fetch(self) -> None:
        self.log.fetch()

    def _toggle(self) -> None:
        self._paused = not self._paused
        self.pause.setText(self.tr("Resume") if self._paused else self.tr("Pause"))
        if self._paused:
            self.words.say(self.tr("Paused") + "  ·  " + self.words.whole())
        self.held.emit(self._paused)

    def show_progress(self, progress: Progress) -> None:
        """Show how far the work is."""
        if self._paused:
            return
        stage = language.words(progress.stage)
        parts = [stage]
        self.bar.show_progress(progress)
        if progress.total:
            parts[0] = self.tr("{0} {1} of {2} {3}").format(
                stage, number(progress.done), number(progress.total), language.words(progress.unit)
            )
        if progress.rate:
            parts.append(self.tr("{0}/s").format(f"{progress.rate:.1f}"))
        if progress.seconds_left is not None:
            parts.append(left(progress.seconds_left))
        if progress.item:
            parts.append(progress.item.rsplit("/", 1)[-1])
        self.words.say("  ·  ".join(parts))

    def show_report(self, report: IngestReport) -> None:
        """Show what the work came to."""
        parts = [
            words.format(number(count))
            for count, words in (
                (report.added, self.tr("{0} added")), (report.updated, self.tr("{0} updated")),
                (report.removed, self.tr("{0} removed")), (report.unchanged, self.tr("{0} unchanged")),
            )
            if count
        ]  # fmt: skip
        self.show_words("  ·  ".join(parts) or self.tr("No changes"))
        self.more.setText(self.tr("{0} not fully read").format(number(len(report.failed))))
        self.more.setVisible(bool(report.failed))

    def show_words(self, words: str) -> None:
        """Show how the work ended."""
        self._end()
        theme.mark(self.words, "role", "")
        self.words.say(words)

    def show_problem(self, words: str) -> None:
        """Show why the work could not be done."""
        self._end()
        theme.mark(self.words, "role", "problem")
        self.words.say(words)

    def _end(self) -> None:
        self._clock.stop()
        self.log.fetch()
        self.bar.hide()
        self.stop.hide()
        self.pause.hide()
        self.more.hide()
        self._hide.show()
        self.files.setVisible(self.log.rowCount() > 0)
        self.show()

    def show_files(self) -> None:
        """List the files with their states."""
        self.log.fetch()
        self._dialog = FilesDialog(self.log, self)
        self._dialog.open()


class Banner(QFrame):
    """What was just done, and the way back."""

    def __init__(self) -> None:
        super().__init__()
        self._undo: list[tuple[str, Callable[[], object]]] = []
        self.words = OneLine()
        self.button = quiet_button(self.tr("Undo"), self.undo)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.SPACE[4], theme.SPACE[1], theme.SPACE[4], theme.SPACE[1])
        row.addWidget(self.words, 1)
        row.addWidget(self.button)
        row.addWidget(quiet_button(self.tr("Hide"), self.hide))
        self.hide()

    def tell(self, words: str, undo: Callable[[], object] | None = None) -> None:
        """Say what was done; `undo` takes it back, for the session."""
        theme.mark(self.words, "role", "")
        self.words.say(words)
        if undo is not None:
            self._undo.append((words, undo))
        self.button.setVisible(undo is not None)
        self.show()

    def complain(self, words: str) -> None:
        """Say what could not be done."""
        theme.mark(self.words, "role", "problem")
        self.words.say(words)
        self.button.hide()
        self.show()

    @property
    def undoable(self) -> Sequence[str]:
        """What can be undone, oldest first."""
        return [words for words, _ in self._undo]

    def undo(self) -> None:
        """Take the newest act back."""
        if self._undo:
            _, undo = self._undo.pop()
            self.hide()
            undo()
