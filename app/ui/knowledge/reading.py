"""A unit as it reads: its text with what it rests on, its history, its links, and what can be done with it.

Decision hidden: how a text is drawn; all of it arrives as values and nothing in it is markup. GUI thread.
"""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from PySide6.QtCore import QT_TRANSLATE_NOOP, Qt, QUrl, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QPushButton,
    QTextBrowser,
    QToolButton,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from app.core.access import Action, Actor, may
from app.core.units.fields import Field, FieldType
from app.core.units.kinds import KINDS
from app.core.units.rendering import field_text
from app.core.units.units import Event, EvidenceSpan, FieldChange, Unit, UnitStatus
from app.ui import theme
from app.ui.dates import day
from app.ui.knowledge.about import RELATIONS
from app.ui.knowledge.looking import Looked
from app.ui.knowledge.trying import RulePanel, TreePanel
from app.ui.knowledge.words import number, standing
from app.ui.language import marked, words
from app.ui.widgets.tabs import Tabs

TEXT, TRY, HISTORY, LINKS = range(4)
_FIXED = (FieldType.CONDITIONS, FieldType.TREE)
_SAID = {
    Event.APPROVE: QT_TRANSLATE_NOOP("tables", "approved it"),
    Event.RETURN: QT_TRANSLATE_NOOP("tables", "returned it"),
    Event.CONFIRM: QT_TRANSLATE_NOOP("tables", "confirmed it"),
    Event.WITHDRAW: QT_TRANSLATE_NOOP("tables", "withdrew it"),
    Event.RETIRE: QT_TRANSLATE_NOOP("tables", "retired it"),
    Event.SUPERSEDE: QT_TRANSLATE_NOOP("tables", "replaced it"),
    Event.DOUBT: QT_TRANSLATE_NOOP("tables", "flagged it as doubtful"),
}


class UnitView(QWidget):
    """The selected unit."""

    edit_wanted = Signal(str)
    revise_wanted = Signal(str)
    withdraw_wanted = Signal(str)
    retire_wanted = Signal(object)
    copy_wanted = Signal(object)
    evidence_opened = Signal(object)
    unit_wanted = Signal(str)
    difference_wanted = Signal(str, int, int)
    closed = Signal()

    def __init__(self, actor: Actor) -> None:
        super().__init__()
        self._actor = actor
        self.looked: Looked | None = None
        self._evidence: list[EvidenceSpan] = []
        self.tabs = Tabs()
        self.text = self._browser(self.tr("Text of the unit"))
        self.text.anchorClicked.connect(self._follow)
        self.rule, self.tree = RulePanel(), TreePanel()
        self._tries = QWidget()
        tries = QVBoxLayout(self._tries)
        tries.setContentsMargins(0, 0, 0, 0)
        tries.addWidget(self.rule)
        tries.addWidget(self.tree)
        history = self._make_history()
        linked = self._make_links()
        for name, view in (
            (self.tr("Text"), self.text), (self.tr("Try it"), self._tries), (self.tr("History"), history), (self.tr("Links"), linked)
        ):  # fmt: skip
            self.tabs.add(name, view)
        self.rule.unit_wanted.connect(self.unit_wanted)
        row = self._make_head()
        rule = QFrame()
        rule.setProperty("rule", "true")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(row)
        layout.addWidget(rule)
        layout.addWidget(self.tabs.stack, 1)

    def _make_head(self) -> QHBoxLayout:
        """Return the tabs, what the unit is, and what can be done with it."""
        self._about = QLabel()
        self._about.setProperty("role", "muted")
        self.act = QPushButton()
        self._acts: Callable[[], object] = lambda: None
        self.act.clicked.connect(self._act)
        self.more = QToolButton()
        theme.set_icon(self.more, "more", "muted", 20)
        self.more.setToolTip(self.tr("More"))
        self.more.setAccessibleName(self.tr("More actions"))
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = QMenu(self.more)
        self.more.setMenu(self._menu)
        row = QHBoxLayout()
        row.setContentsMargins(theme.SPACE[4], theme.SPACE[2], theme.SPACE[3], theme.SPACE[2])
        row.setSpacing(theme.SPACE[2])
        row.addWidget(self.tabs)
        row.addStretch(1)
        row.addWidget(self._about)
        row.addWidget(self.act)
        row.addWidget(self.more)
        return row

    def _make_history(self) -> QWidget:
        """Return the revisions, and what changed with one."""
        self.revisions = QListWidget()
        self.revisions.setAccessibleName(self.tr("Revisions"))
        self.revisions.setWordWrap(True)
        self.revisions.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.revisions.currentRowChanged.connect(self._choose_revision)
        self.difference = self._browser(self.tr("What changed"))
        history = QWidget()
        column = QVBoxLayout(history)
        column.setContentsMargins(theme.SPACE[3], 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.revisions)
        column.addWidget(self.difference, 1)
        return history

    def _make_links(self) -> QWidget:
        """Return what the unit is linked with."""
        self.links = QListWidget()
        self.links.setAccessibleName(self.tr("Links"))
        self.links.setWordWrap(True)
        self.links.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.links.itemActivated.connect(self._open_link)
        self.links.itemClicked.connect(self._open_link)
        self._unlinked = QLabel(self.tr("No links."))
        self._unlinked.setProperty("role", "muted")
        self._unlinked.setContentsMargins(theme.SPACE[3], theme.SPACE[2], 0, 0)
        linked = QWidget()
        column = QVBoxLayout(linked)
        column.setContentsMargins(theme.SPACE[3], 0, 0, 0)
        column.addWidget(self._unlinked)
        column.addWidget(self.links, 1)
        return linked

    def _browser(self, name: str) -> QTextBrowser:
        browser = QTextBrowser()
        browser.setOpenLinks(False)
        browser.setAccessibleName(name)
        browser.setFrameShape(QFrame.Shape.NoFrame)
        browser.document().setDocumentMargin(theme.SPACE[5])
        return browser

    def show_unit(self, looked: Looked) -> None:
        """Show a unit; the tab stays for the same one."""
        same = self.looked is not None and self.looked.unit.id == looked.unit.id
        self.looked = looked
        unit, reads = looked.unit, looked.reads
        tree = reads.content.fields.get("tree", "")
        runs = unit.kind == "rule" or (isinstance(tree, str) and bool(tree))
        self.tabs.offer(TRY, runs)
        if not same or (self.tabs.at == TRY and not runs):
            self.tabs.go(TEXT)
        self.rule.setVisible(unit.kind == "rule")
        self.tree.setVisible(unit.kind != "rule")
        if unit.kind == "rule":
            self.rule.show_rule(reads)
        elif isinstance(tree, str) and tree:
            self.tree.show_tree(tree)
        at = self.text.verticalScrollBar().value() if same else 0
        self.text.setHtml(self._html(looked))
        self.text.verticalScrollBar().setValue(at)
        self._list_history(looked)
        self._list_links(looked)
        self._offer(unit)

    def _offer(self, unit: Unit) -> None:
        """Offer what can be done next."""
        writes = may(self._actor, Action.WRITE_UNIT)
        self.act.setProperty("primary", "false")
        self.act.setVisible(writes)
        by_me = self._actor.person in (*unit.authors, unit.owner)
        if unit.working is UnitStatus.DRAFT:
            self._do(self.tr("Continue editing"), lambda: self.edit_wanted.emit(unit.id), primary=True)
        elif unit.working is UnitStatus.IN_REVIEW and by_me:
            self._do(self.tr("Withdraw"), lambda: self.withdraw_wanted.emit(unit.id))
        elif unit.working is None and unit.status in (UnitStatus.APPROVED, UnitStatus.NEEDS_REVIEW):
            self._do(self.tr("Revise"), lambda: self.revise_wanted.emit(unit.id))
        elif unit.working is None and unit.status is UnitStatus.RETIRED:
            self._do(self.tr("Restore"), lambda: self.revise_wanted.emit(unit.id))
        else:
            self.act.hide()
        self._menu.clear()
        retires = may(self._actor, Action.RETIRE_UNIT) and unit.status not in (
            UnitStatus.RETIRED,
            UnitStatus.SUPERSEDED,
        )
        writes = may(self._actor, Action.WRITE_UNIT)
        self._menu.addAction(self.tr("Use as a template"), lambda: self.copy_wanted.emit(unit)).setEnabled(
            writes
        )
        self._menu.addAction(self.tr("Retire …"), lambda: self.retire_wanted.emit(unit)).setEnabled(retires)
        self.more.setVisible(writes or retires)
        self._about.setText(unit.label.word)

    def _act(self) -> None:
        self._acts()

    def _do(self, name: str, act: Callable[[], object], *, primary: bool = False) -> None:
        self.act.setText(name)
        theme.mark(self.act, "primary", "true" if primary else "false")
        self._acts = act

    # Its text

    def _html(self, looked: Looked) -> str:
        unit, reads, scheme = looked.unit, looked.reads, theme.colours()
        kind = KINDS[unit.kind]
        self._evidence = []
        names = dict(looked.people)
        about = [
            words(kind.title),
            standing(unit),
            self.tr("owned by {0}").format(names.get(unit.owner, unit.owner)),
        ]
        if unit.reviewed:
            about.append(
                self.tr("reviewed {0} by {1}").format(
                    day(unit.reviewed), names.get(unit.reviewer, unit.reviewer)
                )
            )
        if unit.review_due and unit.status.answers:
            about.append(self.tr("review due {0}").format(day(unit.review_due)))
        title = reads.content.title or self.tr("Untitled")
        parts = [
            f"<p style='font-size:{theme.SCALE['title']}px; font-weight:600'>{escape(title)}</p>",
            f"<p style='color:{scheme.muted}'>{escape('  ·  '.join(about))}</p>",
        ]
        for notice in self._notices(looked):
            parts.append(f"<p style='color:{scheme.partial}'>▲ {escape(notice)}</p>")
        parts.append(self._quotes(reads, "title"))
        for field in kind.fields:
            value = reads.content.fields.get(field.id)
            if value:
                parts.append(
                    f"<p style='color:{scheme.muted}; font-weight:600; margin-top:14px; margin-bottom:2px'>{escape(words(field.title))}</p>"
                )
                parts.append(self._body(field, field_text(field, value, looked.titles), str(value)))
                parts.append(self._quotes(reads, field.id))
        validity = self._validity(reads)
        if validity:
            parts.append(f"<p style='color:{scheme.muted}; margin-top:14px'>{escape(validity)}</p>")
        if reads.content.tags:
            parts.append(
                f"<p style='color:{scheme.muted}'>{escape('  '.join(f'#{tag}' for tag in reads.content.tags))}</p>"
            )
        if len(parts) <= 3 and not reads.content.fields:
            nothing = self.tr("Nothing written yet.")
            parts.append(f"<p style='color:{scheme.muted}'>{escape(nothing)}</p>")
        return "".join(parts)

    def _notices(self, looked: Looked) -> list[str]:
        unit = looked.unit
        found = []
        if unit.status is UnitStatus.NEEDS_REVIEW:
            found.append(self.tr("Needs review since {0}: {1}").format(day(unit.doubt_since), unit.doubt))
        if unit.superseded_by:
            others = ", ".join(f"“{looked.titles.get(one, one)}”" for one in unit.superseded_by)
            found.append(self.tr("Replaced by {0}.").format(others))
        if unit.exceptions:
            others = ", ".join(f"“{looked.titles.get(one, one)}”" for one in unit.exceptions)
            found.append(self.tr("Exception: {0}").format(others))
        if unit.masked:
            found.append(self.tr("Some of its text is masked for you."))
        returned = next((one for one in looked.history if one.reviews), None)
        if (
            unit.working is UnitStatus.DRAFT
            and returned is not None
            and returned.reviews[-1].verdict is Event.RETURN
        ):
            review = returned.reviews[-1]
            found.append(
                self.tr("Returned by {0}: {1}").format(
                    dict(looked.people).get(review.person, review.person), review.reason
                )
            )
        return found

    def _body(self, field: Field, text: str, raw: str) -> str:
        if field.type in _FIXED:
            return f"<pre style='margin-top:0; white-space:pre-wrap'>{escape(raw)}</pre>"
        if field.type is FieldType.UNIT:
            return f"<p style='margin-top:0'><a href='unit:{escape(raw)}' style='color:{theme.colours().accent}'>{escape(text)}</a></p>"
        items, others = [], []
        lines = text.splitlines()
        for line in lines:
            head, _, rest = line.partition(" ")
            if head == "-" or (head[:-1].isdigit() and head.endswith(".") and field.type is FieldType.STEPS):
                items.append(f"<li>{escape(rest)}</li>")
            else:
                others.append(escape(line))
        mark = "ol" if field.type is FieldType.STEPS else "ul"
        listed = f"<{mark} style='margin-top:0; margin-left:-20px'>{''.join(items)}</{mark}>" if items else ""
        return (f"<p style='margin-top:0'>{'<br>'.join(others)}</p>" if others else "") + listed

    def _quotes(self, unit: Unit, field: str) -> str:
        parts = []
        for span in unit.content.evidence:
            if span.field == field:
                quote = (
                    f"“{span.words}”"
                    if span.quote
                    else self.tr("Text that you may not read or that has been erased")
                )
                title = self.looked.titles.get(span.document, "") if self.looked is not None else ""
                parts.append(
                    f"<p style='margin-left:16px; margin-top:2px'><a href='evidence:{len(self._evidence)}' "
                    f"style='color:{theme.colours().accent}; text-decoration:none'>{escape(quote)}</a> "
                    f"<span style='color:{theme.colours().muted}'>{escape(title)}</span></p>"
                )
                self._evidence.append(span)
        return "".join(parts)

    def _validity(self, unit: Unit) -> str:
        first, last = day(unit.content.valid_from), day(unit.content.valid_until)
        if first and last:
            return self.tr("Valid from {0} to {1}.").format(first, last)
        if first or last:
            return (
                self.tr("Valid from {0}.").format(first)
                if first
                else self.tr("Valid until {0}.").format(last)
            )
        return ""

    def _follow(self, link: QUrl) -> None:
        scheme, _, rest = link.toString().partition(":")
        if scheme == "evidence":
            self.evidence_opened.emit(self._evidence[int(rest)])
        elif scheme == "unit":
            self.unit_wanted.emit(rest)

    # History

    def _list_history(self, looked: Looked) -> None:
        names = dict(looked.people)
        self.revisions.blockSignals(True)
        self.revisions.clear()
        for one in looked.history:
            by = self.tr(" and ").join(names.get(who, who) for who in one.authors)
            state = words(one.status.value.replace("_", " "))
            lines = [
                self.tr("Revision {0}  ·  {1}  ·  {2}  ·  {3}").format(
                    one.number, state, by, day(one.changed)
                )
            ]
            for review in one.reviews:
                said = marked(_SAID[review.verdict]) if review.verdict in _SAID else review.verdict.value
                lines.append(
                    f"{names.get(review.person, review.person)} {said}"
                    + (f": {review.reason}" if review.reason else "")
                )
            self.revisions.addItem(QListWidgetItem("\n".join(lines)))
        self.revisions.blockSignals(False)
        self.tabs.count(HISTORY, number(len(looked.history)) if len(looked.history) > 1 else "")
        self.difference.clear()
        self.revisions.setCurrentRow(0)
        # As high as its lines, so that what changed stands right below.
        rows = sum(self.revisions.sizeHintForRow(at) for at in range(self.revisions.count()))
        self.revisions.setFixedHeight(min(rows + theme.SPACE[2], theme.SPACE[6] * 6))

    def _choose_revision(self, row: int) -> None:
        if self.looked is None or not 0 <= row < len(self.looked.history):
            return
        after = self.looked.history[row].number
        earlier = [one.number for one in self.looked.history if one.number < after]
        self.difference_wanted.emit(self.looked.unit.id, max(earlier, default=0), after)

    def show_difference(self, before: int, after: int, changes: tuple[FieldChange, ...]) -> None:
        """Show what two revisions say differently, field by field."""
        scheme = theme.colours()
        head = (
            self.tr("From revision {0} to {1}").format(before, after)
            if before
            else self.tr("Content of the first revision")
        )
        if not changes:
            head = self.tr("Revision {0} is identical to revision {1}.").format(after, before)
        parts = [f"<p style='color:{scheme.muted}'>{escape(head)}</p>"]
        for change in changes:
            parts.append(f"<p style='font-weight:600; margin-bottom:2px'>{escape(words(change.title))}</p>")
            if change.before:
                parts.append(
                    f"<p style='color:{scheme.problem}; margin-top:2px'>− {_lines(change.before)}</p>"
                )
            if change.after:
                parts.append(
                    f"<p style='color:{scheme.supported}; margin-top:2px'>+ {_lines(change.after)}</p>"
                )
        self.difference.setHtml("".join(parts))

    # Links

    def _list_links(self, looked: Looked) -> None:
        self.links.clear()
        unit = looked.reads
        known: set[str] = set()

        def add(target: str, title: str, words_: str) -> None:
            if target and target not in known and title:
                known.add(target)
                item = QListWidgetItem(f"{title}\n{words_}")
                item.setData(Qt.ItemDataRole.UserRole, target)
                self.links.addItem(item)

        for one in looked.unit.exceptions:
            add(one, looked.titles.get(one, ""), self.tr("Exception to this unit"))
        for one in looked.unit.superseded_by:
            add(one, looked.titles.get(one, ""), self.tr("Replaced by"))
        for field in KINDS[unit.kind].fields:
            if field.type is FieldType.UNIT:
                target = str(unit.content.fields.get(field.id, ""))
                add(target, looked.titles.get(target, ""), words(field.title))
        for link in unit.content.links:
            add(link.target, looked.titles.get(link.target, ""), marked(RELATIONS[link.relation]))
        for head in looked.linked:
            add(head.id, head.title, self.tr("Links to this unit"))
        for span in unit.content.evidence:
            add(span.document, looked.titles.get(span.document, ""), self.tr("Based on this document"))
        self.tabs.count(LINKS, number(self.links.count()) if self.links.count() else "")
        self._unlinked.setVisible(not self.links.count())
        self.links.setVisible(bool(self.links.count()))

    def _open_link(self, item: QListWidgetItem) -> None:
        target = str(item.data(Qt.ItemDataRole.UserRole))
        spans = self.looked.reads.content.evidence if self.looked is not None else ()
        span = next((one for one in spans if one.document == target), None)
        if span is not None:
            self.evidence_opened.emit(span)
        else:
            self.unit_wanted.emit(target)


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>")
