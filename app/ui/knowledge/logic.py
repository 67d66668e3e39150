"""Fields that a machine can run: conditions and decision trees, read while they are typed.

Decision hidden: how an error is shown at its place and what was understood is said back. Pages hold no rules:
`core.rules.conditions` and `core.rules.trees` read. GUI thread.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QKeyEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit, QTreeWidget, QTreeWidgetItem

from app.core.rules.conditions import InvalidCondition, names, parse_condition
from app.core.rules.trees import InvalidTree, Node, outcomes, parse_tree
from app.core.units.fields import Field
from app.ui import theme
from app.ui.knowledge.inputs import TextInput, Wrapped
from app.ui.language import words

_EXAMPLE = """Is the serial number legible?
  yes: age is under 36 months
    yes: Repair it under warranty.
    no: Quote the repair.
  no: Ask for photographs of the plate."""


class ConditionInput(TextInput):
    """When a rule holds."""

    def __init__(self, field: Field) -> None:
        super().__init__(field, lines=2)
        self.said = Wrapped()
        self._column.addWidget(self.said)
        self.text.textChanged.connect(self._read)
        self._read()

    def set_value(self, value: object) -> None:
        super().set_value(value if isinstance(value, str) else "")
        self._read()

    def _read(self) -> None:
        typed = self.text.toPlainText()
        if not typed.strip():
            self._underline(0, 0)
            self.said.say(
                self.tr(
                    "Names, comparisons, and, or, not. Example: order value is over 5,000 EUR and not urgent."
                ),
                "small",
            )
            return
        try:
            found = names(parse_condition(typed))
        except InvalidCondition as error:
            self._underline(error.at, len(typed))
            self.said.say(f"▲ {words(error.message)} {words(error.hint)}", "problem")
            return
        self._underline(0, 0)
        self.said.say(self.tr("✓ Needs: {0}").format(", ".join(found)), "supported")

    def _underline(self, start: int, end: int) -> None:
        self.text.setExtraSelections(_waves(self.text.textCursor(), start, end))


class TreeInput(TextInput):
    """A decision tree, with its outline below."""

    def __init__(self, field: Field) -> None:
        super().__init__(field, lines=5)
        self.text.setFont(theme.fixed())
        self.text.setPlaceholderText(field.example or _EXAMPLE)
        self.text.installEventFilter(self)
        self.said = Wrapped()
        self.outline = QTreeWidget()
        self.outline.setAccessibleName(self.tr("Outline of the decision tree"))
        self.outline.setHeaderHidden(True)
        self.outline.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.outline.setWordWrap(True)
        self._column.addWidget(self.said)
        self._column.addWidget(self.outline)
        self.text.textChanged.connect(self._read)
        self._read()

    def set_value(self, value: object) -> None:
        super().set_value(value if isinstance(value, str) else "")
        self._read()

    def eventFilter(self, watched: object, event: object) -> bool:
        # A new line begins where the last one did.
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QKeyEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Return
        ):
            line = self.text.textCursor().block().text()
            indent = len(line) - len(line.lstrip())
            self.text.insertPlainText("\n" + " " * (indent + (2 if line.rstrip().endswith("?") else 0)))
            return True
        return False

    def _read(self) -> None:
        typed = self.text.toPlainText()
        self.outline.clear()
        self.outline.setVisible(False)
        self._underline(0)
        if not typed.strip():
            self.said.say(
                self.tr(
                    "Start with a question. Indent its answers below it, each followed by a colon and what comes next."
                ),
                "small",
            )
            return
        try:
            root = parse_tree(typed)
        except InvalidTree as error:
            self._underline(error.line)
            self.said.say(f"▲ {words(error.message)} {words(error.hint)}", "problem")
            return
        count = len(outcomes(root))
        self.said.say(self.tr("✓ {0} outcomes").format(count), "supported")
        top = QTreeWidgetItem([root.text])
        self.outline.addTopLevelItem(top)
        _grow(top, root)
        self.outline.expandAll()
        lines = sum(1 for line in typed.splitlines() if line.strip())
        self.outline.setFixedHeight(
            min(10, lines) * (self.fontMetrics().lineSpacing() + theme.SPACE[2]) + theme.SPACE[3]
        )
        self.outline.setVisible(True)

    def _underline(self, line: int) -> None:
        block = self.text.document().findBlockByNumber(line - 1) if line else None
        start, end = (
            (block.position(), block.position() + block.length() - 1)
            if block is not None and block.isValid()
            else (0, 0)
        )
        self.text.setExtraSelections(_waves(self.text.textCursor(), start, end))


def _grow(item: QTreeWidgetItem, node: Node) -> None:
    for answer, following in node.branches:
        child = QTreeWidgetItem([f"{answer} → {following.text}"])
        item.addChild(child)
        _grow(child, following)


def _waves(cursor: QTextCursor, start: int, end: int) -> list[QTextEdit.ExtraSelection]:
    """Return what underlines a stretch of a text, or nothing; at its very end the last word."""
    if end <= 0:
        return []
    cursor.setPosition(min(start, end))
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    if not cursor.hasSelection():
        cursor.movePosition(QTextCursor.MoveOperation.PreviousWord, QTextCursor.MoveMode.KeepAnchor)
    selection = QTextEdit.ExtraSelection()
    look = QTextCharFormat()
    look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
    look.setUnderlineColor(QColor(theme.colours().problem))
    selection.format = look
    selection.cursor = cursor
    return [selection]
