"""The inventory as a view: what is amiss, kind by kind, each finding with what can be done about it.

Decision hidden: which acts go with which kind. The findings are those of the command line; nothing is decided
here. GUI thread.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QPushButton,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from app.core.access import Action, may
from app.core.documents.document_list import Detail
from app.core.documents.documents import Label
from app.core.documents.inventory import Finding, FindingKind, InventoryReport
from app.core.work import Progress
from app.ui import language, theme
from app.ui.dates import day
from app.ui.jobs import Job, JobRunner, was_cancelled
from app.ui.library.detail import open_folder, primary
from app.ui.library.strip import OneLine, Strip, plain_table
from app.ui.library.words import KINDS, counted, number
from app.ui.reader import Place, SourceReader
from app.workspace.workspace import Application

_Index = QModelIndex | QPersistentModelIndex


class FindingModel(QAbstractTableModel):
    """The findings of one kind."""

    def __init__(self) -> None:
        super().__init__()
        self.findings: Sequence[Finding] = ()

    def set_findings(self, findings: Sequence[Finding]) -> None:
        """Show other findings."""
        self.beginResetModel()
        self.findings = findings
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else len(self.findings)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else 2

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (self.tr("Documents"), self.tr("What was found"))[section]
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        finding = self.findings[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            if index.column() == 1:
                return finding.text
            titles = [
                f"{one.title}{f' ({day(one.as_of)})' if one.as_of else ''}" for one in finding.documents[:3]
            ]
            rest = len(finding.documents) - 3
            return "\n".join(
                [*titles, *([self.tr("… and {0} more").format(number(rest))] if rest > 0 else [])]
            )
        if role == Qt.ItemDataRole.ToolTipRole:
            return (
                "\n".join(one.path for one in finding.documents[:12])
                if index.column() == 0
                else f"{finding.text}\n{finding.action}"
            )
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == 1:
            return QColor(theme.colours().muted)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None


class InventoryView(QWidget):
    """Kinds at the left, findings at the right, acts below."""

    remove_wanted = Signal(object)
    """Ids of documents."""
    label_wanted = Signal(object, object)
    retry_wanted = Signal(object)
    document_wanted = Signal(str)

    def __init__(self, application: Application, jobs: JobRunner) -> None:
        super().__init__()
        self._application = application
        self._jobs = jobs
        self._job: Job | None = None
        self.report: InventoryReport | None = None
        self.beside: SideBySide | None = None
        self.words = OneLine()
        self.words.setProperty("role", "muted")
        self.look = primary(self.tr("Check the library"))
        self.look.clicked.connect(self.take)
        self.strip = Strip()
        self.strip.stopped.connect(self._stop)
        self.kinds = QListWidget()
        self.kinds.setAccessibleName(self.tr("Kinds of finding"))
        self.kinds.setFixedWidth(240)
        self.kinds.currentRowChanged.connect(lambda _: self._show_kind())
        top = QHBoxLayout()
        top.setContentsMargins(theme.SPACE[4], 0, theme.SPACE[4], theme.SPACE[2])
        top.addWidget(self.words, 1)
        top.addWidget(self.look)
        right = self._make_right()
        self._body = QWidget()
        body = QHBoxLayout(self._body)
        body.setContentsMargins(theme.SPACE[3], 0, 0, 0)
        body.setSpacing(theme.SPACE[2])
        body.addWidget(self.kinds)
        body.addLayout(right, 1)
        self._empty = QLabel(
            self.tr(
                "An inventory finds copies, conflicting versions, unreadable files, unconfirmed labels and old documents."
            )
        )
        self._empty.setProperty("role", "muted")
        self._empty.setWordWrap(True)
        self._empty.setMargin(theme.SPACE[5])
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addWidget(self.strip)
        layout.addWidget(self._body, 1)
        layout.addWidget(self._empty, 1)
        self._body.hide()

    def _make_right(self) -> QVBoxLayout:
        """Return the findings of a kind, what they mean, and what can be done about them."""
        self.explained = QLabel()
        self.explained.setProperty("role", "muted")
        self.explained.setContentsMargins(theme.SPACE[2], theme.SPACE[2], theme.SPACE[2], theme.SPACE[2])
        self.model = FindingModel()
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.setAccessibleName(self.tr("Findings"))
        plain_table(self.table)
        self.table.setWordWrap(True)
        for at in (0, 1):
            self.table.horizontalHeader().setSectionResizeMode(at, QHeaderView.ResizeMode.Stretch)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._offer())
        self.table.doubleClicked.connect(lambda _: self._open())
        self.advice = OneLine()
        self.advice.setProperty("role", "muted")
        self.acts = QHBoxLayout()
        self.acts.setSpacing(theme.SPACE[2])
        self.buttons: list[QPushButton] = []
        foot = QHBoxLayout()
        foot.setContentsMargins(theme.SPACE[2], theme.SPACE[2], theme.SPACE[4], theme.SPACE[2])
        foot.addWidget(self.advice, 1)
        foot.addLayout(self.acts)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.explained)
        right.addWidget(self.table, 1)
        right.addLayout(foot)
        return right

    def take(self) -> None:
        """Check the library."""
        if self._job is not None:
            return
        application = self._application

        def work(job: Job) -> InventoryReport:
            return application.inventory.take(
                application.actor, on_progress=job.report, cancel=job.cancel_token
            )

        job = self._jobs.submit(self.tr("Checking the library"), "batch", work)
        job.progressed.connect(self._progress)
        job.done.connect(self.show_report)
        job.failed.connect(self._failed)
        self._job = job
        # What cannot be pressed hands the focus on to whatever comes next in the window.
        if self.look.hasFocus():
            self.setFocus()
        self.look.setEnabled(False)
        self.strip.begin(job.title)

    def _progress(self, progress: Progress) -> None:
        self.strip.show_progress(progress)

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _failed(self, error: object) -> None:
        self._job = None
        self.look.setEnabled(True)
        if was_cancelled(error):
            self.strip.hide()
        else:
            self.strip.show_problem(str(error))

    def show_report(self, report: InventoryReport) -> None:
        """Show what was found."""
        self._job = None
        self.report = report
        self.look.setEnabled(True)
        self.look.setText(self.tr("Check again"))
        self.strip.hide()
        told = self.tr("{0} checked in {1} s: {2}.").format(
            counted(report.documents, "document"), f"{report.seconds:.1f}",
            counted(len(report.findings), "finding") if report.findings else self.tr("no issues found"),
        )  # fmt: skip
        self.words.say("  ".join([told, *report.notes]))
        before = self._kind()
        self.kinds.blockSignals(True)
        self.kinds.clear()
        for kind, (name, _) in KINDS.items():
            count = sum(finding.kind is kind for finding in report.findings)
            if count:
                item = QListWidgetItem(f"{language.marked(name)}  {number(count)}")
                item.setData(Qt.ItemDataRole.UserRole, kind.value)
                self.kinds.addItem(item)
                if kind is before:
                    self.kinds.setCurrentItem(item)
        if self.kinds.currentRow() < 0:
            self.kinds.setCurrentRow(0)
        self.kinds.blockSignals(False)
        self._body.setVisible(bool(report.findings))
        self._empty.setVisible(not report.findings)
        self._empty.setText(self.tr("No issues found."))
        self._show_kind()

    def _kind(self) -> FindingKind | None:
        item = self.kinds.currentItem()
        return None if item is None else FindingKind(item.data(Qt.ItemDataRole.UserRole))

    def choose(self, kind: FindingKind) -> None:
        """Show the findings of a kind."""
        for row in range(self.kinds.count()):
            if self.kinds.item(row).data(Qt.ItemDataRole.UserRole) == kind.value:
                self.kinds.setCurrentRow(row)

    def _show_kind(self) -> None:
        kind = self._kind()
        if kind is None or self.report is None:
            return
        self.explained.setText(language.marked(KINDS[kind][1]))
        found = [finding for finding in self.report.findings if finding.kind is kind]
        most = max((min(4, len(finding.documents)) for finding in found), default=1)
        self.table.verticalHeader().setDefaultSectionSize(28 + 20 * max(2, most) if most > 1 else 48)
        self.model.set_findings(found)
        self.table.selectRow(0)
        self._offer()

    def selected(self) -> list[Finding]:
        """Return the selected findings."""
        return [self.model.findings[index.row()] for index in self.table.selectionModel().selectedRows()]

    def _offer(self) -> None:
        """Show the acts that go with what is selected."""
        for button in self.buttons:
            self.acts.removeWidget(button)
            button.deleteLater()
        self.buttons = []
        chosen, kind = self.selected(), self._kind()
        self.advice.say(chosen[0].action.split(": citewell")[0] if chosen else "")
        if not chosen or kind is None:
            return
        actor = self._application.actor
        single = len(chosen) == 1
        pairs = kind in (FindingKind.DISAGREEMENT, FindingKind.DUPLICATE, FindingKind.NEAR_DUPLICATE)
        known = all(one.id for finding in chosen for one in finding.documents)
        if pairs:
            self._act(self.tr("Open side by side"), self.open_beside, single)
            words = (
                self.tr("Remove the older one …")
                if kind is FindingKind.DISAGREEMENT
                else self.tr("Remove the others …")
            )
            self._act(words, self._remove_spare, may(actor, Action.REMOVE))
        if kind is FindingKind.NEEDS_OCR:
            words = self.tr(
                "Install the extra citewell[ocr] on this machine and try again, or replace the file with one you have run OCR on."
            )
            self.advice.say(words)
        if kind in (FindingKind.UNREADABLE, FindingKind.NEEDS_OCR):
            self._act(self.tr("Open folder"), self._open_folder, single)
            self._act(self.tr("Try again"), self._retry, may(actor, Action.INGEST))
        if kind is FindingKind.UNLABELLED:
            button = self._act(self.tr("Label"), lambda: None, may(actor, Action.RELABEL))
            menu = QMenu(button)
            for label in Label:
                menu.addAction(language.words(label.word), partial(self._label, label))
            button.setMenu(menu)
        if known and not pairs:
            self._act(self.tr("Open"), self._open, single)
        if kind in (FindingKind.OLD, FindingKind.NEVER_CITED):
            self._act(self.tr("Remove …"), self._remove, may(actor, Action.REMOVE))
        if kind is not FindingKind.UNLABELLED:
            self._act(self.tr("Mark as reviewed"), self.review, may(actor, Action.INGEST))

    def _act(self, words: str, act: Callable[[], object], allowed: bool) -> QPushButton:
        button = QPushButton(words)
        button.clicked.connect(lambda _=False: act())
        button.setEnabled(allowed)
        self.acts.addWidget(button)
        self.buttons.append(button)
        return button

    def _ids(self) -> list[str]:
        return [one.id for finding in self.selected() for one in finding.documents if one.id]

    def _open(self) -> None:
        chosen = self.selected()
        if len(chosen) == 1 and len(chosen[0].documents) > 1:
            self.open_beside()
        elif self._ids():
            self.document_wanted.emit(self._ids()[0])

    def open_beside(self) -> None:
        """Open two documents side by side, at the first place where they differ."""
        finding = self.selected()[0]
        self.beside = SideBySide(finding, self._application, self._jobs, self)
        self.beside.open()

    def _remove_spare(self) -> None:
        """Take out what another document stands for: the older version, or all copies but the first."""
        spare: list[str] = []
        for finding in self.selected():
            documents = [one.id for one in finding.documents]
            spare += documents[:-1] if finding.kind is not FindingKind.DUPLICATE else documents[1:]
        self.remove_wanted.emit(list(dict.fromkeys(spare)))

    def _remove(self) -> None:
        self.remove_wanted.emit(self._ids())

    def _label(self, label: Label) -> None:
        self.label_wanted.emit(self._ids(), label)

    def _retry(self) -> None:
        self.retry_wanted.emit([one.path for finding in self.selected() for one in finding.documents])

    def _open_folder(self) -> None:
        open_folder(self.selected()[0].documents[0].path)

    def review(self) -> None:
        """Mark the selected findings as reviewed."""
        application, chosen = self._application, self.selected()
        job = self._jobs.submit(
            self.tr("Marking as reviewed"),
            "library",
            lambda _: application.inventory.review(application.actor, chosen),
            shown=False,
        )
        job.done.connect(lambda _: self._drop(chosen))
        job.failed.connect(lambda error: self.strip.show_problem(str(error)))

    def _drop(self, findings: Sequence[Finding]) -> None:
        if self.report is not None:
            gone = {finding.key for finding in findings}
            rest = tuple(finding for finding in self.report.findings if finding.key not in gone)
            self.show_report(
                InventoryReport(self.report.documents, rest, self.report.notes, self.report.seconds)
            )


class SideBySide(QDialog):
    """Two documents beside one another."""

    def __init__(self, finding: Finding, application: Application, jobs: JobRunner, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Side by side"))
        self.resize(1160, 720)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setHandleWidth(1)
        self.readers: list[_Half] = []
        for at, one in enumerate(finding.documents[:2]):
            reader = _Half(application, jobs)
            reader.closed.connect(self.reject)
            splitter.addWidget(reader)
            self.readers.append(reader)
            places = [
                Place(group[at].version, group[at].start, group[at].end, number)
                for number, group in enumerate(finding.places, 1)
            ]
            if places:
                reader.go(places, 0)
            else:
                reader.begin(one.id)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        said = QLabel(finding.text)
        said.setProperty("role", "muted")
        said.setContentsMargins(theme.SPACE[5], theme.SPACE[3], theme.SPACE[4], theme.SPACE[2])
        rule = QFrame()
        rule.setProperty("rule", "true")
        layout.addWidget(said)
        layout.addWidget(rule)
        layout.addWidget(splitter, 1)


class _Half(SourceReader):
    """One of the two; what it waits for is dropped with it."""

    def __init__(self, application: Application, jobs: JobRunner) -> None:
        super().__init__()
        self._application = application
        self._jobs = jobs
        self.wanted.connect(self._load)

    def begin(self, document: str) -> None:
        """Open a document at its beginning."""
        application = self._application
        job = self._jobs.submit(
            self.tr("Opening a source"),
            "browse",
            lambda _: application.browsing.show(application.actor, document),
            shown=False,
        )
        job.done.connect(self._open_found)
        job.failed.connect(self._complain)

    def _open_found(self, detail: Detail) -> None:
        self.go([Place(detail.entry.document.version, 0, 0)], 0)

    def _load(self, place: Place) -> None:
        application = self._application
        job = self._jobs.submit(
            self.tr("Opening a source"),
            "browse",
            lambda _: application.documents.source(application.actor, place.version),
            shown=False,
        )
        job.done.connect(self.show_source)
        job.failed.connect(self._complain)

    def _complain(self, error: object) -> None:
        self.show_problem(str(error))
