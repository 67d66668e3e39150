"""What narrows the list: words, type, label, age and health. GUI thread."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from app.core.documents.document_list import Filter, Health
from app.core.documents.documents import Label
from app.ui import language, theme
from app.ui.widgets.choice import Choice

_PAUSE = 120
"""Milliseconds after the last letter before the list follows."""


class FilterBar(QWidget):
    """One row of filters."""

    changed = Signal(object)
    """A `Filter`."""

    def __init__(self) -> None:
        super().__init__()
        self.words = QLineEdit()
        self.words.setPlaceholderText(self.tr("Filter by title or path"))
        self.words.setAccessibleName(self.tr("Filter documents"))
        self.words.setClearButtonEnabled(True)
        # A file dropped here is to be added, not written down.
        self.words.setAcceptDrops(False)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_PAUSE)
        self._later.timeout.connect(lambda: self.changed.emit(self.filter()))
        self.words.textChanged.connect(lambda _: self._later.start())
        self.kind = self._choice(self.tr("Type"), [(self.tr("Any type"), "")])
        self.label = self._choice(
            self.tr("Label"),
            [
                (self.tr("Any label"), None),
                *((language.words(label.word), label) for label in Label),
                (self.tr("default, not confirmed"), "nobody"),
            ],
        )
        self.age = self._choice(
            self.tr("Age"),
            [
                (self.tr("Any age"), ""),
                (self.tr("newer than a month"), "<31"),
                (self.tr("newer than a year"), "<365"),
                (self.tr("older than a year"), ">365"),
                (self.tr("older than 3 years"), ">1095"),
            ],
        )
        self.health = self._choice(
            self.tr("Health"),
            [
                (self.tr("Any health"), Health.GOOD),
                (self.tr("partly read"), Health.PARTLY),
                (self.tr("no text or outdated"), Health.SILENT),
                (self.tr("newer version unread"), Health.STUCK),
            ],
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.SPACE[4], 0, theme.SPACE[4], theme.SPACE[3])
        row.setSpacing(theme.SPACE[2])
        row.addWidget(self.words, 1)
        for one in (self.kind, self.label, self.age, self.health):
            row.addWidget(one)

    def _choice(self, name: str, items: list[tuple[str, object]]) -> QComboBox:
        box = Choice()
        box.setAccessibleName(name)
        box.setToolTip(name)
        for words, value in items:
            box.addItem(words, value)
        box.setMinimumContentsLength(9)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        box.currentIndexChanged.connect(lambda _: self.changed.emit(self.filter()))
        box.view().setMinimumWidth(theme.SPACE[6] * 6)
        return box

    def set_kinds(self, kinds: list[str]) -> None:
        """Offer the types that there are; the one that is chosen stays so."""
        before = self.kind.currentData()
        if [self.kind.itemData(at) for at in range(1, self.kind.count())] == kinds:
            return
        self.kind.blockSignals(True)
        while self.kind.count() > 1:
            self.kind.removeItem(1)
        for kind in kinds:
            self.kind.addItem(language.words(kind), kind)
        self.kind.setCurrentIndex(max(0, self.kind.findData(before)))
        self.kind.blockSignals(False)

    def filter(self) -> Filter:
        """Return what is chosen."""
        label = self.label.currentData()
        age = str(self.age.currentData())
        day = (datetime.now(UTC).date() - timedelta(days=int(age[1:]))).isoformat() if age else ""
        return Filter(
            words=self.words.text(),
            label=Label(label) if isinstance(label, int) else None,
            unlabelled=label == "nobody",
            kind=str(self.kind.currentData()),
            before=day if age.startswith(">") else "",
            since=day if age.startswith("<") else "",
            health=Health(self.health.currentData()),
        )

    def clear(self) -> None:
        """Let everything through."""
        for box in (self.kind, self.label, self.age, self.health):
            box.blockSignals(True)
            box.setCurrentIndex(0)
            box.blockSignals(False)
        self.words.blockSignals(True)
        self.words.clear()
        self.words.blockSignals(False)
        self._later.stop()
        self.changed.emit(self.filter())
