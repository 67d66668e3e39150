"""The knowledge page: the list at the left; the selected unit to read, or its editor; the source at the right
when words are looked at.

The page holds no rule: it reads widgets, submits work, and shows values. Decision hidden: what is shown when
something else is selected while a unit is written: the text is saved first. GUI thread.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from app.core.access import Action, may
from app.core.units.kinds import KINDS
from app.core.units.units import Content, EvidenceSpan, Unit, UnitPage, UnitStatus
from app.ui import theme
from app.ui.command import Command
from app.ui.jobs import JobRunner, was_cancelled
from app.ui.knowledge.attaching import AttachDialog
from app.ui.knowledge.calls import Calls
from app.ui.knowledge.chooser import KindChooser, QuickNote
from app.ui.knowledge.editor import Editor
from app.ui.knowledge.inputs import Growing, Wrapped
from app.ui.knowledge.listing import PAGE, UnitFilters, UnitList, UnitModel
from app.ui.knowledge.looking import Looked, check_rules, look, what_changed
from app.ui.knowledge.reading import UnitView
from app.ui.knowledge.words import number
from app.ui.library.strip import Banner
from app.ui.reader import Place, SourceReader
from app.ui.widgets.empty import Empty
from app.workspace.drafting import templates
from app.workspace.workspace import Application

_ROOM = 1340
"""Pixels of the page below which the list gives way to a source beside the text."""


class KnowledgePage(QWidget):
    """Knowledge units."""

    shown_wanted = Signal()
    """The page is to be shown: something on it was opened from elsewhere."""

    def __init__(self, application: Application, jobs: JobRunner) -> None:
        super().__init__()
        self._application = application
        self._calls = Calls(application, jobs)
        self._unit = ""
        self._look_number = 0
        self._dialog: QDialog | None = None
        self._may_write = may(application.actor, Action.WRITE_UNIT)

        self._left = self._make_left()
        middle = self._make_middle()
        self.reader = self._make_reader()
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        for widget, stretch in ((self._left, 0), (middle, 5), (self.reader, 4)):
            self.splitter.addWidget(widget)
            self.splitter.setStretchFactor(self.splitter.count() - 1, stretch)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(1)
        self.splitter.setSizes([304, 640, 440])
        self._whole = QStackedWidget()
        for widget in (QWidget(), self._make_empty(), self.splitter):
            self._whole.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._whole)

    def _make_left(self) -> QWidget:
        """Return the list of units, with what begins one and what narrows the list."""
        self.new = QPushButton(self.tr("New unit"))
        self.new.setProperty("primary", "true")
        theme.set_icon(self.new, "add", "on_accent")
        self.new.setToolTip(self.tr("Write down what you know (Ctrl+Shift+U)"))
        self.new.clicked.connect(self.begin)
        if not self._may_write:
            self.new.hide()
        self.count = QLabel()
        self.count.setProperty("role", "muted")
        head = QHBoxLayout()
        head.setContentsMargins(theme.SPACE[4], theme.SPACE[3], theme.SPACE[3], theme.SPACE[2])
        head.addWidget(self.count, 1)
        head.addWidget(self.new)
        self.filters = UnitFilters(self._application.actor.person)
        self.filters.changed.connect(self.refresh)
        self.model = UnitModel()
        self.model.wanted.connect(self._load_page)
        self.list = UnitList(self.model)
        self.list.chosen.connect(lambda head: self.open_unit(head.id))
        self._nothing = QLabel(self.tr("No matching units."))
        self._nothing.setProperty("role", "muted")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.filters)
        column.addWidget(self.list, 1)
        column.addWidget(self._nothing, 1)
        left.setMinimumWidth(272)
        return left

    def _make_middle(self) -> QWidget:
        """Return the unit, and its editor, one of which is shown."""
        self.view = self._make_view()
        self.editor = self._make_editor()
        self.banner = Banner()
        self.editor.complained.connect(self.banner.complain)
        self._stack = QStackedWidget()
        self._stack.currentChanged.connect(lambda _: self._settle_buttons())
        self._hint = self._make_hint()
        for widget in (self._hint, self.view, self.editor):
            self._stack.addWidget(widget)
        middle = QWidget()
        middle.setMinimumWidth(340)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.banner)
        column.addWidget(self._stack, 1)
        return middle

    def _make_reader(self) -> SourceReader:
        """Return what shows a source; hidden until one is opened."""
        reader = SourceReader()
        reader.wanted.connect(self._load_source)
        reader.closed.connect(self._close_reader)
        reader.setMinimumWidth(320)
        reader.hide()
        return reader

    def _make_view(self) -> UnitView:
        """Return what shows a unit."""
        view = UnitView(self._application.actor)
        view.edit_wanted.connect(self.edit)
        view.revise_wanted.connect(self._revise)
        view.withdraw_wanted.connect(self._withdraw)
        view.retire_wanted.connect(self.ask_retire)
        view.copy_wanted.connect(self.copy_unit)
        view.unit_wanted.connect(self.open_unit)
        view.evidence_opened.connect(self.open_evidence)
        view.difference_wanted.connect(self._load_difference)
        view.rule.check_wanted.connect(self._check_rules)
        return view

    def _make_editor(self) -> Editor:
        """Return what a unit is written with."""
        editor = Editor(self._calls)
        editor.left.connect(self._read)
        editor.submitted.connect(self._submitted)
        editor.saved.connect(lambda _: self.refresh())
        editor.evidence_opened.connect(self.open_evidence)
        editor.target_opened.connect(self.open_unit)
        editor.document_opened.connect(self.open_document)
        return editor

    def _make_hint(self) -> QWidget:
        hint = QLabel(self.tr("Select a unit to read it."))
        hint.setProperty("role", "muted")
        hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        return hint

    def _make_empty(self) -> QWidget:
        self.first = QPushButton(self.tr("Write the first unit"))
        self.first.setProperty("primary", "true")
        self.first.clicked.connect(self.begin)
        words = self.tr(
            "Record what you know that is written nowhere else: decisions, rules, cases. Once"
            " somebody else has approved it, answers cite it."
        )
        return Empty("knowledge", words, self.first if self._may_write else None)

    def commands(self) -> list[Command]:
        """Return what can be done on this page."""
        writes = self._may_write
        return [
            Command(self.tr("New unit"), "Ctrl+Shift+U", self.begin, lambda: writes),
            Command(self.tr("Find units"), "", self.filters.line.setFocus),
            Command(self.tr("Submit unit for review"), "Ctrl+Return", self.editor.submit, self.is_writing),
            Command(self.tr("Finish editing"), "", self.editor.leave, self.is_writing),
            Command(self.tr("Check all rules for contradictions"), "", lambda: self._check_rules(None)),
        ]

    def is_writing(self) -> bool:
        """Tell whether a unit is in the editor."""
        return self._stack.currentWidget() is self.editor and self.editor.draft is not None

    # The list

    def refresh(self) -> None:
        """Ask again for the list; what is open stays."""
        wanted, order = self.filters.wanted()
        self._look_number += 1
        this = self._look_number

        def work(app: Application) -> tuple[UnitPage, tuple[str, ...]]:
            return app.capture.listed(app.actor, wanted, order=order, limit=PAGE), app.capture.tags(app.actor)

        self._calls.do(self.tr("Loading units"), work, lambda found: self._show(this, *found), self._failed)

    def _show(self, this: int, page: UnitPage, tags: tuple[str, ...]) -> None:
        if this != self._look_number:
            return
        narrows = self.filters.narrows()
        self.model.replace(page)
        self.filters.set_tags(tags)
        self.count.setText(
            self.tr("1 unit") if page.total == 1 else self.tr("{0} units").format(number(page.total))
        )
        self.list.setVisible(bool(page.total))
        self._nothing.setVisible(not page.total)
        self._whole.setCurrentIndex(2 if page.total or narrows or self._unit else 1)
        self.list.select(self._unit)

    def _load_page(self, first: int) -> None:
        wanted, order = self.filters.wanted()
        this = self._look_number

        def show(page: UnitPage) -> None:
            if this == self._look_number:
                self.model.take(first, page)

        self._calls.do(
            self.tr("Loading more units"),
            lambda app: app.capture.listed(app.actor, wanted, order=order, limit=PAGE, offset=first),
            show,
            self._failed,
        )

    def _failed(self, error: object) -> None:
        if not was_cancelled(error):
            self.banner.complain(str(error))

    # One unit

    def open_unit(self, unit: str) -> None:
        """Show a unit to be read; what is being written is saved first."""
        if self.is_writing():
            draft = self.editor.draft
            if draft is not None and draft.unit.id == unit:
                return
            self.editor.leave()
        self._read(unit)

    def _read(self, unit: str) -> None:
        self._unit = unit
        self.list.select(unit)
        self._calls.do(self.tr("Opening a unit"), lambda app: look(app, unit), self._show_unit, self._failed)

    def _show_unit(self, looked: Looked) -> None:
        if looked.unit.id == self._unit and not self.is_writing():
            self.view.show_unit(looked)
            self._stack.setCurrentWidget(self.view)
            self._whole.setCurrentIndex(2)

    def edit(self, unit: str) -> None:
        """Open a draft in the editor."""
        if self.is_writing():
            self.editor.leave()
        self._unit = unit
        self._calls.do(
            self.tr("Opening a unit"), lambda app: look(app, unit), self._show_editor, self._failed
        )

    def _show_editor(self, looked: Looked) -> None:
        if looked.unit.id != self._unit:
            return
        if looked.unit.working is not UnitStatus.DRAFT or looked.unit.masked:
            self.view.show_unit(looked)
            self._stack.setCurrentWidget(self.view)
            return
        self._whole.setCurrentIndex(2)
        self._stack.setCurrentWidget(self.editor)
        self.editor.show_unit(looked)

    def _submitted(self, unit: Unit) -> None:
        self.banner.tell(self.tr("Submitted. A reviewer will look at it."), lambda: self._withdraw(unit.id))
        self.refresh()
        self._read(unit.id)

    def _revise(self, unit: str) -> None:
        def revised(found: Unit) -> None:
            self.refresh()
            self.edit(found.id)

        self._calls.do(
            self.tr("Starting a revision"),
            lambda app: app.capture.revise(app.actor, unit),
            revised,
            self._failed,
        )

    def _withdraw(self, unit: str) -> None:
        def withdrawn(found: Unit) -> None:
            self.banner.tell(self.tr("Withdrawn; it is a draft again."))
            self.refresh()
            self._read(found.id)

        self._calls.do(
            self.tr("Withdrawing a unit"),
            lambda app: app.capture.withdraw(app.actor, unit),
            withdrawn,
            self._failed,
        )

    def ask_retire(self, unit: Unit) -> None:
        """Ask why a unit is not used any more, and take it out of use."""
        dialog = RetireDialog(unit, self)
        dialog.accepted.connect(lambda: self._retire(unit, dialog.reason.toPlainText()))
        self._open(dialog)

    def _retire(self, unit: Unit, reason: str) -> None:
        def retired(found: Unit) -> None:
            undo = None if unit.status.answers else lambda: self._bring_back(found.id)
            self.banner.tell(
                self.tr("“{0}” has been retired; all its revisions are kept.").format(found.title), undo
            )
            self.refresh()
            self._read(found.id)

        self._calls.do(
            self.tr("Retiring a unit"),
            lambda app: app.capture.retire(app.actor, unit.id, reason),
            retired,
            self._failed,
        )

    def _bring_back(self, unit: str) -> None:
        def back(found: Unit) -> None:
            self.banner.tell(self.tr("“{0}” is a draft again.").format(found.title))
            self.refresh()
            self._read(found.id)

        self._calls.do(
            self.tr("Restoring a unit"), lambda app: app.capture.revise(app.actor, unit), back, self._failed
        )

    def _load_difference(self, unit: str, before: int, after: int) -> None:
        self._calls.do(
            self.tr("Comparing revisions"),
            lambda app: what_changed(app, unit, before, after),
            lambda changes: self.view.show_difference(before, after, changes),
            self._failed,
        )

    def _check_rules(self, tried: object) -> None:
        panel = self.view.rule
        if tried is None:
            looked = self.view.looked
            if looked is None or looked.unit.kind != "rule":
                self.banner.tell(self.tr("Open a rule first; it is checked against all others."))
                return
            panel.check.click()
            return
        panel.check.setEnabled(False)

        def ended(show: partial[None]) -> None:
            panel.check.setEnabled(True)
            show()

        self._calls.compute(
            self.tr("Checking rules"),
            lambda app: check_rules(app, tried),  # type: ignore[arg-type]  # a signal carries no type
            lambda checked: ended(partial(panel.show_checked, checked)),
            lambda error: ended(partial(panel.complain, error)),
        )

    # Beginning

    def begin(self) -> None:
        """Ask for a kind and begin a unit of it."""
        if self._may_write:
            chooser = KindChooser(self)
            chooser.chosen.connect(
                lambda kind: self.start(kind, Content("", review_days=KINDS[kind].review_days))
            )
            chooser.template_chosen.connect(lambda template: self.start(template.kind, template.content))
            self._open(chooser)
            self._calls.do(self.tr("Loading templates"), lambda _: templates(), chooser.offer, self._failed)

    def copy_unit(self, unit: Unit) -> None:
        """Begin a unit of the same kind with the same words; what they rest on is to be found anew."""
        content = replace(unit.content, title="", evidence=(), links=(), valid_from="", valid_until="")
        self.start(unit.kind, content)

    def start(self, kind: str, content: Content) -> None:
        """Begin a unit and open it in the editor."""

        def started(unit: Unit) -> None:
            self.refresh()
            self.edit(unit.id)

        self._calls.do(
            self.tr("Starting a unit"),
            lambda app: app.capture.start(app.actor, kind, content),
            started,
            self._failed,
        )

    def note(self) -> None:
        """Take a quick note from anywhere in the window."""
        if self._may_write:
            dialog = QuickNote(self.window())
            dialog.noted.connect(self._keep_note)
            self._open(dialog)

    def _keep_note(self, kind: str, content: Content) -> None:
        def kept(unit: Unit) -> None:
            self.banner.tell(self.tr("“{0}” has been saved as a draft.").format(unit.title))
            self.refresh()

        self._calls.do(
            self.tr("Saving a note"),
            lambda app: app.capture.start(app.actor, kind, content),
            kept,
            self._failed,
        )

    def _open(self, dialog: QDialog) -> None:
        self._dialog = dialog
        dialog.finished.connect(lambda _: dialog.deleteLater())
        dialog.open()

    def dialog_shown(self) -> QDialog:
        """Return the dialog that was opened last."""
        assert self._dialog is not None
        return self._dialog

    # Evidence

    def open_evidence(self, span: EvidenceSpan) -> None:
        """Open the words that a field rests on."""
        if not span.document:
            self.banner.tell(self.tr("These words are from an interview."))
            return
        self.reader.show()
        self._arrange()
        self.reader.go([Place(span.version, span.start, span.end)], 0)

    def open_document(self, document: str) -> None:
        """Open a document that a unit rests on as a whole, beside it."""

        def found(version: str) -> None:
            self.reader.show()
            self._arrange()
            self.reader.go([Place(version, 0, 0)], 0)

        self._calls.do(
            self.tr("Opening a source"),
            lambda app: app.browsing.show(app.actor, document).entry.document.version,
            found,
            self._failed,
        )

    def _load_source(self, place: Place) -> None:
        self._calls.do(
            self.tr("Opening a source"),
            lambda app: app.documents.source(app.actor, place.version),
            self.reader.show_source,
            lambda error: self.reader.show_problem(str(error)),
        )

    def _close_reader(self) -> None:
        self.reader.clear()
        self.reader.hide()
        self._arrange()

    def attach(self, version: str, start: int, end: int, quote: str) -> None:
        """Ask which unit is to rest on words of a document."""
        dialog = AttachDialog(
            self._calls, quote, self.editor.unit if self.is_writing() else None, self.window()
        )
        dialog.chosen.connect(
            lambda unit, field: self._attach(unit, EvidenceSpan(field, version, start, end))
        )
        self._open(dialog)

    def _attach(self, unit: str, span: EvidenceSpan) -> None:
        if self.is_writing() and self.editor.unit is not None and self.editor.unit.id == unit:
            self.editor.attach(span)
            return

        def attached(found: Unit) -> None:
            self.banner.tell(self.tr("Attached to “{0}”.").format(found.title))
            self.refresh()
            if found.id == self._unit:
                self._read(found.id)

        self._calls.do(
            self.tr("Attaching evidence"),
            lambda app: app.capture.attach(app.actor, unit, span.field, span.version, span.start, span.end),
            attached,
            self._failed,
        )

    def finish(self) -> None:
        """Save what is being written, because the window closes."""
        self.editor.finish()

    def _settle_buttons(self) -> None:
        """Let one button ask for attention: while a unit is written that is to submit it."""
        writing = self._stack.currentWidget() is self.editor
        theme.mark(self.new, "primary", "false" if writing else "true")
        theme.set_icon(self.new, "add", "muted" if writing else "on_accent")

    def _arrange(self) -> None:
        self._left.setVisible(self.reader.isHidden() or self.width() >= _ROOM)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()


class RetireDialog(QDialog):
    """What goes when a unit is retired, and why."""

    def __init__(self, unit: Unit, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Retire a unit"))
        self.setMinimumWidth(520)
        head = Wrapped(self.tr("Retire “{0}”?").format(unit.title), "")
        head.setFont(theme.sized("large", bold=True))
        if unit.status.answers:
            says = self.tr(
                "It will no longer be used in answers. Past answers still show it, and all its"
                " revisions are kept."
                " To use it again, revise it and have it approved."
            )
        else:
            says = self.tr(
                "The draft will be put away; all its revisions are kept. You can undo this while the window is open."
            )
        self.reason = Growing(
            self.tr("Why it is no longer used"), self.tr("Why it is no longer used"), lines=2
        )
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.retire = QPushButton(self.tr("Retire"))
        buttons.addButton(self.retire, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.SPACE[5], theme.SPACE[4], theme.SPACE[5], theme.SPACE[4])
        layout.setSpacing(theme.SPACE[3])
        layout.addWidget(head)
        layout.addWidget(Wrapped(says, "muted"))
        layout.addWidget(self.reason)
        layout.addWidget(buttons)
        if unit.status.answers:
            self.retire.setEnabled(False)
            self.reason.textChanged.connect(
                lambda: self.retire.setEnabled(bool(self.reason.toPlainText().strip()))
            )
