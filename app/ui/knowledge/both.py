"""Two texts of one unit beside one another: what somebody else saved, and what could not be saved. GUI
thread.
"""

from __future__ import annotations

from html import escape

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFrame, QTextBrowser, QVBoxLayout, QWidget

from app.core.units.fields import Kind
from app.core.units.rendering import field_text
from app.core.units.units import Content
from app.ui import theme
from app.ui.language import words


class BothTexts(QDialog):
    """What differs, field by field."""

    def __init__(self, kind: Kind, theirs: Content, by: str, mine: Content, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Both versions"))
        self.resize(840, 560)
        self.text = QTextBrowser()
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.text.setAccessibleName(self.tr("Both versions"))
        scheme = theme.colours()
        rows = []
        pairs = [("Title", theirs.title, mine.title)]
        pairs += [
            (
                field.title,
                field_text(field, theirs.fields.get(field.id)),
                field_text(field, mine.fields.get(field.id)),
            )
            for field in kind.fields
        ]
        pairs += [("Tags", ", ".join(theirs.tags), ", ".join(mine.tags))]
        for title, one, other in pairs:
            if one != other:
                rows.append(
                    f"<tr><td colspan='2'><p style='color:{scheme.muted}'><b>{escape(words(title))}</b></p></td></tr>"
                    f"<tr><td width='50%'>{_lines(one)}</td><td width='50%'>{_lines(other)}</td></tr>"
                )
        saved, yours, same = (
            self.tr("Saved by {0}").format(by),
            self.tr("Yours"),
            self.tr("Both versions are the same."),
        )
        heads = f"<tr><td><b>{escape(saved)}</b></td><td><b>{escape(yours)}</b></td></tr>"
        self.text.setHtml(
            f"<table width='100%' cellpadding='6'>{heads}{''.join(rows)}</table>"
            if rows
            else f"<p>{escape(same)}</p>"
        )
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(self.text, 1)
        layout.addWidget(buttons)


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>") or "–"
