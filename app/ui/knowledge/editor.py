"""Writing a unit: the form, what is still missing, and the way to review. It saves as one types.

Decision hidden: when a save is begun and what is shown while somebody else wrote, too. Invariant: leaving
loses nothing. GUI thread.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.core.access import labels_of
from app.core.documents.documents import Document
from app.core.errors import AppError, EditConflict, InvalidUnit, Problem
from app.core.units.fields import Field, Relation
from app.core.units.forms import completeness, tidied, validate
from app.core.units.kinds import KINDS
from app.core.units.units import Aside, Content, EvidenceSpan, Link, Unit, UnitFilter, UnitHead, UnitStatus
from app.ui import theme
from app.ui.dates import minute
from app.ui.knowledge.about import AboutForm
from app.ui.knowledge.both import BothTexts
from app.ui.knowledge.calls import Calls
from app.ui.knowledge.draft import Draft
from app.ui.knowledge.form import UnitForm
from app.ui.knowledge.inputs import ReferenceInput, Wrapped
from app.ui.knowledge.looking import Looked
from app.ui.knowledge.picker import DocumentPicker, Picker, UnitPicker
from app.ui.knowledge.words import complete
from app.ui.language import words
from app.ui.widgets.prose import Elided

_PAUSE = 400
"""Milliseconds after the last letter before a save."""

_GUIDE = 272
_NARROW = 820
"""Pixels of the editor below which there is no room for the guide beside the form."""


class Editor(QWidget):
    """One draft."""

    left = Signal(str)
    """The id of the unit that is to be read now."""
    saved = Signal(object)
    submitted = Signal(object)
    evidence_opened = Signal(object)
    target_opened = Signal(str)
    document_opened = Signal(str)
    complained = Signal(str)

    def __init__(self, calls: Calls) -> None:
        super().__init__()
        self._calls = calls
        self.draft: Draft | None = None
        self.form: UnitForm | None = None
        self.about: AboutForm | None = None
        self._asides: tuple[Aside, ...] = ()
        self._titles: dict[str, str] = {}
        self._strict = False
        """Somebody tried to submit: everything that is missing is said."""
        self._picker: Picker | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self.save)

        self._what = Elided()
        self._what.setFont(theme.sized("base", bold=True))
        self.state = QLabel()
        self.state.setProperty("role", "muted")
        self.state.setAccessibleName(self.tr("Save status"))
        self.done = QPushButton(self.tr("Done"))
        self.done.setToolTip(self.tr("Close the editor; the draft is saved"))
        self.done.clicked.connect(self.leave)
        self.submit_button = QPushButton(self.tr("Submit for review"))
        self.submit_button.setProperty("primary", "true")
        self.submit_button.clicked.connect(self.submit)
        head = QHBoxLayout()
        head.setContentsMargins(theme.SPACE[5], theme.SPACE[3], theme.SPACE[4], theme.SPACE[3])
        head.setSpacing(theme.SPACE[3])
        head.addWidget(self._what, 1)
        head.addWidget(self.state)
        head.addWidget(self.done)
        head.addWidget(self.submit_button)
        self.strip = _Strip()
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.guide = Guide()
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addWidget(self._scroll, 1)
        body.addWidget(self.guide)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self.strip)
        layout.addLayout(body, 1)

    # What is shown

    def show_unit(self, looked: Looked) -> None:
        """Edit a draft."""
        unit = looked.unit
        kind = KINDS[unit.kind]
        self.draft = Draft(self._calls.application, unit)
        self._titles = dict(looked.titles)
        self._asides = looked.asides
        self._strict = False
        self.form = UnitForm(kind)
        self.about = AboutForm(labels_of(self._calls.application.actor.roles))
        self.form.show_content(unit.content, self._titles)
        self.about.show_unit(unit, looked.people, self._titles)
        self.form.changed.connect(self._typed)
        self.form.entered.connect(self.guide.show_question)
        self.form.evidence_opened.connect(self.evidence_opened)
        self.about.changed.connect(self._typed)
        self.about.assigned.connect(self._assign)
        self.about.link_wanted.connect(self._choose_link)
        self.about.target_opened.connect(self.target_opened)
        self.about.document_opened.connect(self.document_opened)
        for made in self.form.inputs.values():
            if isinstance(made, ReferenceInput):
                made.wanted.connect(lambda made=made: self._choose_reference(made))
                made.opened.connect(self.target_opened)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(theme.SPACE[5], theme.SPACE[2], theme.SPACE[5], theme.SPACE[6])
        column.setSpacing(theme.SPACE[5])
        column.addWidget(self.form)
        rule = QFrame()
        rule.setProperty("rule", "true")
        column.addWidget(rule)
        column.addWidget(self.about)
        column.addStretch(1)
        page.setMaximumWidth(theme.SPACE[6] * 24)
        self._scroll.setWidget(page)
        self._scroll.verticalScrollBar().setValue(0)
        self._what.say(self.tr("{0}, revision {1}").format(words(kind.title), unit.revision))
        self.state.setText(self.tr("Saved"))
        self.guide.show_question(self.form.boxes["title"].field)
        self._judge()
        self._show_aside()
        first = self.form.title if not unit.content.title else self.form.inputs[kind.fields[0].id].first()
        first.setFocus()

    def content(self) -> Content:
        """Return what is written now."""
        assert self.form is not None
        assert self.about is not None
        first, last, review, tags = self.about.common()
        return Content(
            self.form.title_words(),
            self.form.values(),
            first,
            last,
            review,
            tags,
            self.about.links,
            self.form.evidence,
        )

    @property
    def unit(self) -> Unit | None:
        """The unit in the editor, as it was last saved."""
        return self.draft.unit if self.draft is not None else None

    # Saving

    def _typed(self) -> None:
        if self.draft is None:
            return
        self.draft.offer(self.content())
        self.state.setText(self.tr("Editing …"))
        self._judge()
        self._pause.start()

    def save(self) -> None:
        """Save what was typed."""
        draft = self.draft
        self._pause.stop()
        if draft is None or draft.is_saved or draft.conflict is not None:
            return
        self.state.setText(self.tr("Saving …"))
        self._calls.do(
            self.tr("Saving a unit"),
            lambda _: draft.write(),
            lambda unit: self._was_saved(draft, unit),
            lambda error: self._not_saved(draft, error),
        )

    def _was_saved(self, draft: Draft, unit: Unit) -> None:
        self.saved.emit(unit)
        if draft is not self.draft:
            return
        if draft.is_saved:
            self.state.setText(self.tr("Saved"))
            if self._strict:
                self._ask_problems()
        else:
            self._pause.start()

    def _not_saved(self, draft: Draft, error: object) -> None:
        if draft is not self.draft:
            self.complained.emit(str(error))
            return
        self.state.setText(self.tr("Not saved"))
        if isinstance(error, EditConflict):
            self._calls.do(
                self.tr("Loading both versions"),
                lambda app: (
                    app.capture.show(app.actor, draft.unit.id),
                    app.capture.asides(app.actor, draft.unit.id),
                ),
                lambda both: self._show_conflict(error, *both),
                lambda failure: self.complained.emit(str(failure)),
            )
            return
        if isinstance(error, InvalidUnit) and error.problems and self.form is not None:
            self.form.show_problems(error.problems)
        self.strip.say(str(error), [(self.tr("Try again"), self.save)])

    def finish(self) -> None:
        """Save at once, because the window closes; the only save that somebody waits for."""
        self._pause.stop()
        draft, self.draft = self.draft, None
        if draft is not None:
            # A text that somebody else overtook is kept aside; any other failure was told when the save
            # before this one met it.
            with suppress(AppError):
                draft.write()

    def leave(self) -> None:
        """Go on to reading."""
        draft = self.draft
        if draft is None:
            return
        self.save()
        self.draft = None
        self.left.emit(draft.unit.id)

    # Two writers

    def _show_conflict(self, error: EditConflict, theirs: Unit, asides: list[Aside]) -> None:
        self._asides = tuple(asides)
        draft = self.draft
        if draft is None or theirs.id != draft.unit.id:
            return
        name = error.by
        self.strip.say(
            self.tr("{0} saved this unit while you were editing. Both versions have been kept.").format(name),
            [
                (self.tr("Show both"), lambda: self._show_both(theirs, self.content())),
                (self.tr("Keep mine"), lambda: self._settle(self.content())),
                (self.tr("Use theirs"), lambda: self._settle(None)),
            ],
        )

    def _show_aside(self) -> None:
        if not self._asides or self.draft is None:
            self.strip.hide()
            return
        aside, unit = self._asides[0], self.draft.unit
        self.strip.say(
            self.tr("Your own version from {0} has been kept as well.").format(minute(aside.at)),
            [
                (self.tr("Show both"), lambda: self._show_both(unit, aside.content)),
                (self.tr("Use mine"), lambda: self._settle(aside.content)),
                (self.tr("Discard mine"), lambda: self._forget(aside)),
            ],
        )

    def _show_both(self, theirs: Unit, mine: Content) -> None:
        dialog = BothTexts(
            KINDS[theirs.kind], theirs.content, theirs.changed_by, tidied(KINDS[theirs.kind], mine), self
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _settle(self, content: Content | None) -> None:
        draft = self.draft
        if draft is not None:
            aside = self._asides[0].id if self._asides and content is not None else None
            self._calls.do(
                self.tr("Merging versions"),
                lambda _: draft.settle(content, aside),
                lambda unit: self._settled(unit, content is not None),
                lambda error: self.strip.say(str(error), []),
            )

    def _settled(self, unit: Unit, mine: bool) -> None:
        if self.draft is None or unit.id != self.draft.unit.id or self.form is None or self.about is None:
            return
        self.form.show_content(unit.content, self._titles)
        self.about.show_content(unit.content)
        if mine:
            self._asides = self._asides[1:]
        self.state.setText(self.tr("Saved"))
        self._judge()
        self._show_aside()
        self.saved.emit(unit)

    def _forget(self, aside: Aside) -> None:
        def forgotten(_: object) -> None:
            self._asides = tuple(one for one in self._asides if one.id != aside.id)
            self._show_aside()

        self._calls.do(
            self.tr("Discarding a version"),
            lambda app: app.capture.drop_aside(app.actor, aside.unit, aside.id),
            forgotten,
            lambda error: self.strip.say(str(error), []),
        )

    # What is missing

    def _judge(self) -> None:
        assert self.form is not None
        content = tidied(self.form.kind, self.content())
        self.guide.show_completeness(self.form.kind.id, content)
        if not self._strict:
            # What is empty is not wrong yet.
            written = {
                "valid_from",
                "valid_until",
                *(name for name, value in content.fields.items() if value),
            }
            self._show_problems([one for one in validate(self.form.kind, content) if one.field in written])

    def _show_problems(self, problems: Sequence[Problem]) -> None:
        if self.form is not None and self.about is not None:
            self.form.show_problems(problems)
            self.about.show_problems(problems)

    def _ask_problems(self) -> None:
        if self.draft is not None:
            unit = self.draft.unit.id
            self._calls.do(
                self.tr("Checking what is missing"),
                lambda app: app.capture.problems(app.actor, unit),
                self._show_problems,
            )

    def submit(self) -> None:
        """Hand the draft in for review, or say what is missing."""
        draft = self.draft
        if draft is None or draft.conflict is not None:
            return
        draft.offer(self.content())
        self._pause.stop()
        self.submit_button.setEnabled(False)
        self._calls.do(
            self.tr("Submitting a unit"),
            lambda app: app.capture.submit(app.actor, draft.write().id),
            self._was_submitted,
            lambda error: self._not_submitted(draft, error),
        )

    def _was_submitted(self, unit: Unit) -> None:
        self.submit_button.setEnabled(True)
        self.draft = None
        self.submitted.emit(unit)

    def _not_submitted(self, draft: Draft, error: object) -> None:
        self.submit_button.setEnabled(True)
        if not isinstance(error, InvalidUnit):
            self._not_saved(draft, error)
            return
        self._strict = True
        self.state.setText(self.tr("Saved"))
        self.saved.emit(draft.unit)
        self._show_problems(error.problems)
        known = self.form.boxes if self.form is not None else {}
        at = next((problem.field for problem in error.problems if problem.field in known), "")
        if at and self.form is not None:
            self._scroll.ensureWidgetVisible(known[at], 0, theme.SPACE[6])
            (self.form.title if at == "title" else self.form.inputs[at].first()).setFocus()
        self.strip.say(words(str(error)), [])

    # People, links, evidence

    def _assign(self, change: Mapping[str, Any]) -> None:
        draft = self.draft
        if draft is None:
            return
        self._calls.do(
            self.tr("Changing reviewers"),
            lambda app: app.capture.assign(app.actor, draft.unit.id, **change),
            self.saved.emit,
            self._not_assigned,
        )

    def _not_assigned(self, error: object) -> None:
        self.strip.say(str(error), [])
        if self.about is not None and self.draft is not None:
            self.about.label.choose(self.draft.unit.label)
            self.about.owner.choose(self.draft.unit.owner)

    def _choose_reference(self, made: ReferenceInput) -> None:
        wanted = UnitFilter(
            statuses=(UnitStatus.APPROVED, UnitStatus.NEEDS_REVIEW, UnitStatus.DRAFT, UnitStatus.IN_REVIEW)
        )
        self._pick(self.tr("Choose a unit"), wanted, lambda head: made.take(head.id, head.title))

    def _choose_link(self, relation: Relation) -> None:
        about = self.about
        if about is None:
            return

        def take(found: UnitHead | Document) -> None:
            about.take_link(Link(relation, found.id), found.title)

        if relation is Relation.CITES:
            self._open_picker(DocumentPicker(self._calls, self.tr("Choose a document"), self), take)
        else:
            self._pick(self.tr("Choose a unit"), UnitFilter(), take)

    def _pick(self, title: str, wanted: UnitFilter, take: Any) -> None:
        unit = self.unit
        self._open_picker(
            UnitPicker(self._calls, title, self, wanted, without=unit.id if unit is not None else ""), take
        )

    def _open_picker(self, picker: Picker, take: Any) -> None:
        self._picker = picker
        picker.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def chosen(found: UnitHead | Document) -> None:
            self._titles[found.id] = found.title
            take(found)

        picker.chosen.connect(chosen)
        picker.open()

    def picker_shown(self) -> Picker:
        """Return the list of units or documents that was opened last."""
        assert self._picker is not None
        return self._picker

    def attach(self, span: EvidenceSpan) -> None:
        """Let a field of the draft rest on words of a document."""
        draft = self.draft
        if draft is None:
            return
        draft.offer(self.content())
        self._calls.do(
            self.tr("Attaching evidence"),
            lambda _: draft.attach(span),
            lambda unit: self._attached(draft, unit),
            lambda error: self.strip.say(str(error), []),
        )

    def _attached(self, draft: Draft, unit: Unit) -> None:
        if draft is self.draft and self.form is not None:
            self.form.show_evidence(unit.content.evidence)
            self.state.setText(self.tr("Saved"))
            self._judge()
        self.saved.emit(unit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.guide.setVisible(self.width() >= _NARROW)


class Guide(QFrame):
    """Beside the form: how complete it is, and what an interviewer would ask now."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(_GUIDE)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 100)
        self.bar.setAccessibleName(self.tr("Completeness"))
        self.share = Wrapped("", "muted")
        self.missing = Wrapped()
        self._asks = QLabel(self.tr("Questions an interviewer would ask"))
        self._asks.setProperty("role", "section")
        self.question = Wrapped("", "")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.SPACE[3], theme.SPACE[2], theme.SPACE[5], theme.SPACE[4])
        layout.setSpacing(theme.SPACE[2])
        layout.addWidget(self.bar)
        layout.addWidget(self.share)
        layout.addWidget(self.missing)
        layout.addSpacing(theme.SPACE[4])
        layout.addWidget(self._asks)
        layout.addWidget(self.question)
        layout.addStretch(1)

    def show_completeness(self, kind: str, content: Content) -> None:
        """Say how complete it is and what is missing."""
        found = completeness(KINDS[kind], content)
        self.bar.setValue(round(100 * found.share))
        self.share.say(complete(found))
        self.missing.say("\n".join(f"–  {words(one)}" for one in found.missing))
        self.missing.setVisible(bool(found.missing))

    def show_question(self, field: Field) -> None:
        """Show what an interviewer asks to have a field told."""
        self.question.say(words(field.question))
        self._asks.setVisible(bool(field.question))


class _Strip(QFrame):
    """One line of what stands in the way, with what can be done."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("notice", "true")
        self.words = Wrapped("", "")
        self._row = QHBoxLayout()
        self._row.setSpacing(theme.SPACE[4])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.SPACE[5], theme.SPACE[2], theme.SPACE[5], theme.SPACE[2])
        layout.setSpacing(theme.SPACE[1])
        layout.addWidget(self.words)
        layout.addLayout(self._row)
        self.buttons: list[QPushButton] = []
        self.hide()

    def say(self, text: str, choices: list[tuple[str, Any]]) -> None:
        """Say something, with buttons below it; one without a choice can be hidden."""
        for button in self.buttons:
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        while self._row.count():
            self._row.takeAt(0)
        self.words.say(text)
        self.buttons = []
        for name, act in choices or [(self.tr("Hide"), self.hide)]:
            button = QPushButton(name)
            button.clicked.connect(lambda _=False, act=act: act())
            self._row.addWidget(button)
            self.buttons.append(button)
        self._row.addStretch(1)
        self.show()
