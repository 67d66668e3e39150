"""What the model saw, to the letter, and what it wrote before that was checked. GUI thread."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPlainTextEdit,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from app.core.answers.trace import Drafting
from app.ui import theme


class SeenDialog(QDialog):
    """The exact text that the model was shown, and its raw draft."""

    def __init__(self, model: Drafting | None, parent: QWidget) -> None:
        """Show what a run kept of its model; None where no model was asked."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("What the model saw"))
        self.resize(760, 600)
        words = QLabel(
            self.tr("The model was given exactly this text. What it wrote was then checked against it.")
        )
        words.setProperty("role", "muted")
        words.setWordWrap(True)
        tabs = QTabWidget()
        tabs.setDocumentMode(True)
        tabs.setAccessibleName(self.tr("What the model saw and wrote"))
        self.saw = self._page("" if model is None else model.saw, self.tr("What the model saw"))
        self.draft = self._page("" if model is None else model.draft, self.tr("What the model wrote"))
        tabs.addTab(self.saw, self.tr("Saw"))
        tabs.addTab(self.draft, self.tr("Wrote, before checking"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.SPACE[5], theme.SPACE[5], theme.SPACE[5], theme.SPACE[4])
        layout.setSpacing(theme.SPACE[3])
        layout.addWidget(words)
        layout.addWidget(tabs, 1)
        layout.addWidget(buttons)

    def _page(self, text: str, name: str) -> QPlainTextEdit:
        view = QPlainTextEdit(text)
        view.setReadOnly(True)
        view.setFont(theme.fixed())
        view.setAccessibleName(name)
        return view
