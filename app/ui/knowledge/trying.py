"""Rules and trees, run: a field for each value, what held part by part, what follows; a tree walked question
by question.

The panel judges nothing: `core.rules.applied` runs rules and trees, each run a pure look that takes no time.
GUI thread.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from app.core.rules.applied import AppliedRule, UnitRule, rule_of, run_rule
from app.core.rules.conditions import InvalidCondition, Judged, names
from app.core.rules.rules import Meeting, Overlap, RuleCheck
from app.core.rules.trees import InvalidTree, Node, parse_tree, walk_tree
from app.core.units.units import Unit
from app.ui import theme
from app.ui.knowledge.inputs import LinkButton, Wrapped
from app.ui.language import words

_MOST_PARTS = 14

_HELD = {True: ("✓", "supported"), False: ("✗", "muted"), None: ("?", "partial")}


class RulePanel(QScrollArea):
    """A rule to be tried."""

    check_wanted = Signal(object)
    """The `UnitRule` to be checked against the others."""
    unit_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._ready: UnitRule | None = None
        self.fields: dict[str, QLineEdit] = {}
        self._form = QFormLayout()
        self._form.setHorizontalSpacing(theme.SPACE[4])
        self._form.setVerticalSpacing(theme.SPACE[2])
        self.verdict = Wrapped("", "")
        self.verdict.setFont(theme.sized("large", bold=True))
        self.outcome = Wrapped("", "")
        self.parts = QTreeWidget()
        self.parts.setAccessibleName(self.tr("Parts of the condition"))
        self.parts.setColumnCount(2)
        self.parts.setHeaderLabels([self.tr("Condition"), self.tr("Given")])
        self.parts.setRootIsDecorated(False)
        self.parts.setWordWrap(True)
        self.unjudged = Wrapped("", "muted")
        self.check = QPushButton(self.tr("Check against the other rules"))
        self.check.clicked.connect(lambda: self.check_wanted.emit(self._ready))
        self.checked = Wrapped("", "muted")
        self._overlaps = QVBoxLayout()
        self._overlaps.setSpacing(theme.SPACE[3])
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(theme.SPACE[5], theme.SPACE[4], theme.SPACE[5], theme.SPACE[5])
        column.setSpacing(theme.SPACE[3])
        column.addWidget(
            Wrapped(
                self.tr("Enter values as you would write them: 7,200 EUR, 0.3 %, yes, 2026-03-31."), "muted"
            )
        )
        column.addLayout(self._form)
        column.addWidget(self.verdict)
        column.addWidget(self.outcome)
        column.addWidget(self.parts)
        column.addWidget(self.unjudged)
        column.addSpacing(theme.SPACE[2])
        column.addWidget(self.check, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.checked)
        column.addLayout(self._overlaps)
        column.addStretch(1)
        self.setWidget(page)

    def show_rule(self, unit: Unit) -> None:
        """Take a rule; values given for the same names stay."""
        given = (
            {name: line.text() for name, line in self.fields.items()}
            if self._ready and self._ready.rule.id == unit.id
            else {}
        )
        while self._form.rowCount():
            self._form.removeRow(0)
        self.fields = {}
        self.show_checked(None)
        try:
            self._ready = rule_of(unit.id, unit.content.title, unit.content.fields)
        except InvalidCondition as error:
            self._ready = None
            self._say(f"▲ {words(error.message)}", words(error.hint), "problem")
            for part in (self.parts, self.unjudged, self.check):
                part.hide()
            return
        rule = self._ready.rule
        asked = [
            name
            for part in (rule.condition, *(one.condition for one in rule.exemptions))
            for name in names(part)
        ]
        for name in dict.fromkeys(asked):
            line = self.fields[name] = QLineEdit(given.get(name, ""))
            line.setAccessibleName(name)
            line.setPlaceholderText(self.tr("unknown"))
            line.textChanged.connect(lambda _: self._run())
            label = QLabel(name)
            label.setBuddy(line)
            self._form.addRow(label, line)
        self.check.show()
        self._run()

    def give(self, facts: Mapping[str, str]) -> None:
        """Fill in values."""
        for name, line in self.fields.items():
            line.setText(facts.get(name, ""))

    def _run(self) -> None:
        if self._ready is None:
            return
        found = run_rule(
            self._ready, {name: line.text() for name, line in self.fields.items() if line.text().strip()}
        )
        if found.holds is None:
            self._say(
                self.tr("Undecided."),
                self.tr("Still required: {0}").format(", ".join(found.missing)),
                "muted",
            )
        elif found.holds:
            self._say(self.tr("✓ The rule applies."), found.outcome, "supported")
        elif found.condition.held:
            self._say(self.tr("✗ The rule does not apply here; an exception does."), found.outcome, "partial")
        else:
            self._say(
                self.tr("✗ The rule does not apply."),
                found.outcome or self.tr("It then has no outcome."),
                "muted",
            )
        self._show_parts(found)
        self.unjudged.say(
            self.tr("See also these exceptions: {0}").format("; ".join(found.unjudged))
            if found.unjudged
            else ""
        )
        self.unjudged.setVisible(bool(found.unjudged))

    def _say(self, verdict: str, outcome: str, role: str) -> None:
        self.verdict.say(verdict, role)
        self.outcome.say(outcome)

    def _show_parts(self, found: AppliedRule) -> None:
        self.parts.clear()
        self._grow(self.parts.invisibleRootItem(), found.condition, "")
        for exemption in found.exemptions:
            self._grow(self.parts.invisibleRootItem(), exemption, self.tr("Exception: "))
        self.parts.expandAll()
        self.parts.resizeColumnToContents(0)
        count = sum(_size(one) for one in (found.condition, *found.exemptions))
        height = self.parts.sizeHintForRow(0)
        self.parts.setFixedHeight(
            min(_MOST_PARTS, count) * height + self.parts.header().sizeHint().height() + theme.SPACE[2]
        )
        self.parts.show()

    def _grow(self, parent: QTreeWidgetItem, judged: Judged, before: str) -> None:
        glyph, colour = _HELD[judged.held]
        item = QTreeWidgetItem([f"{glyph}  {before}{judged.text}", judged.given])
        item.setForeground(0, QColor(getattr(theme.colours(), colour)))
        told = {True: self.tr("met"), False: self.tr("not met"), None: self.tr("unknown")}[judged.held]
        item.setToolTip(0, f"{judged.text}: {told}")
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{before}{judged.text}: {told}")
        parent.addChild(item)
        for part in judged.parts:
            self._grow(item, part, "")

    def show_checked(self, checked: RuleCheck | None) -> None:
        """Show which rules speak of the same case; None forgets it."""
        while self._overlaps.count():
            item = self._overlaps.takeAt(0)
            old = item.widget() if item is not None else None
            if old is not None:
                old.hide()
                old.deleteLater()
        self.checked.setVisible(checked is not None)
        if checked is None:
            return
        if not checked.overlaps:
            self.checked.say(self.tr("{0} checked: no overlaps.").format(self._counted(checked.rules - 1)))
            return
        self.checked.say(
            self.tr("{0} checked. Overlapping: {1}").format(
                self._counted(checked.rules - 1), len(checked.overlaps)
            )
        )
        for overlap in checked.overlaps:
            self._overlaps.addWidget(self._card(overlap, checked))

    def _counted(self, rules: int) -> str:
        return self.tr("1 other rule") if rules == 1 else self.tr("{0} other rules").format(rules)

    def complain(self, error: object) -> None:
        """Say why a check could not be made."""
        self.checked.say(str(error))
        self.checked.show()

    def _card(self, overlap: Overlap, checked: RuleCheck) -> QWidget:
        mine = self._ready is not None and overlap.first == self._ready.rule.id
        other = overlap.second if mine else overlap.first
        ours, theirs = overlap.outcomes if mine else overlap.outcomes[::-1]
        card = QFrame()
        card.setProperty("card", "true")
        column = QVBoxLayout(card)
        column.setContentsMargins(theme.SPACE[3], theme.SPACE[3], theme.SPACE[3], theme.SPACE[3])
        column.setSpacing(theme.SPACE[1])
        contradicts = overlap.meeting is Meeting.CONTRADICTION
        head = self.tr("▲ Contradicts") if contradicts else self.tr("Differs, but both may be right")
        column.addWidget(Wrapped(head, "problem" if contradicts else "partial"))
        link = LinkButton(checked.titles.get(other, other))
        link.clicked.connect(partial(self.unit_wanted.emit, other))
        column.addWidget(link)
        example = ", ".join(f"{name} = {value}" for name, value in overlap.example.items())
        column.addWidget(Wrapped(self.tr("Example: {0}").format(example), "muted"))
        column.addWidget(Wrapped(self.tr("This rule: {0}").format(ours), ""))
        column.addWidget(Wrapped(self.tr("Other rule: {0}").format(theirs), ""))
        fill = QPushButton(self.tr("Try this example"))
        fill.setProperty("quiet", "true")
        fill.clicked.connect(partial(self.give, overlap.example))
        column.addWidget(fill, 0, Qt.AlignmentFlag.AlignLeft)
        return card


def _size(judged: Judged) -> int:
    return 1 + sum(_size(part) for part in judged.parts)


class TreePanel(QScrollArea):
    """A decision tree to be walked."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._root: Node | None = None
        self._given: list[str] = []
        self.steps = Wrapped("", "muted")
        self.section = QLabel()
        self.section.setProperty("role", "section")
        self.question = Wrapped("", "")
        self.question.setFont(theme.sized("large", bold=True))
        self.choices: list[QPushButton] = []
        self._row = QHBoxLayout()
        self._row.setSpacing(theme.SPACE[2])
        self.back = QPushButton(self.tr("Back"))
        self.back.clicked.connect(self._back)
        self.again = QPushButton(self.tr("Start over"))
        self.again.clicked.connect(self.restart)
        foot = QHBoxLayout()
        foot.setSpacing(theme.SPACE[2])
        for button in (self.back, self.again):
            button.setProperty("quiet", "true")
            foot.addWidget(button)
        foot.addStretch(1)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(theme.SPACE[5], theme.SPACE[4], theme.SPACE[5], theme.SPACE[5])
        column.setSpacing(theme.SPACE[3])
        column.addWidget(self.steps)
        column.addWidget(self.section)
        column.addWidget(self.question)
        column.addLayout(self._row)
        column.addSpacing(theme.SPACE[3])
        column.addLayout(foot)
        column.addStretch(1)
        self.setWidget(page)

    def show_tree(self, text: str) -> None:
        """Take a tree and stand at its first question."""
        try:
            self._root = parse_tree(text)
        except InvalidTree as error:
            self._root = None
            self._clear()
            self.steps.hide()
            self.section.hide()
            self.question.say(f"▲ {words(error.message)} {words(error.hint)}", "problem")
            for button in (self.back, self.again):
                button.hide()
            return
        self.restart()

    def restart(self) -> None:
        """Stand at the first question."""
        self._given = []
        self._walk()

    def answer(self, choice: str) -> None:
        """Answer the question in sight."""
        self._given.append(choice)
        self._walk()

    def _back(self) -> None:
        self._given = self._given[:-1]
        self._walk()

    def _clear(self) -> None:
        while self._row.count():
            item = self._row.takeAt(0)
            old = item.widget() if item is not None else None
            if old is not None:
                old.hide()
                old.deleteLater()
        self.choices = []

    def _walk(self) -> None:
        if self._root is None:
            return
        walked = walk_tree(self._root, self._given)
        self.steps.say(
            "\n".join(f"{at}.  {step.question}  {step.answer}" for at, step in enumerate(walked.steps, 1))
        )
        self.steps.setVisible(bool(walked.steps))
        self.section.setText(
            self.tr("Outcome") if walked.ended else self.tr("Question {0}").format(len(walked.steps) + 1)
        )
        self.section.show()
        self.question.say(walked.at.text, "supported" if walked.ended else " ")
        self._clear()
        for choice, _ in walked.at.branches:
            button = QPushButton(choice[:1].upper() + choice[1:])
            button.setAccessibleName(f"{walked.at.text} {choice}")
            button.clicked.connect(partial(self.answer, choice))
            self._row.addWidget(button)
            self.choices.append(button)
        self._row.addStretch(1)
        for button in (self.back, self.again):
            button.setVisible(bool(self._given))
        if self._given and self.isVisible():
            (self.choices[0] if self.choices else self.again).setFocus()
