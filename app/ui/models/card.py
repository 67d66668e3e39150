"""One model on a card: its facts in words, what is going on with it, and how to bring it to a machine without
a network. GUI thread.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.core.models import EMBEDDER, ModelFacts
from app.core.work import Progress
from app.ui import theme
from app.ui.dates import minute
from app.ui.jobs import Job
from app.ui.language import words
from app.ui.widgets.progress import ProgressBar


class ModelCard(QFrame):
    """One model."""

    def __init__(self, facts: ModelFacts) -> None:
        super().__init__()
        self.facts = facts
        self.setProperty("card", "true")
        self.setAccessibleName(facts.name)
        title = QLabel(facts.name)
        title.setFont(theme.sized("large", bold=True))
        self.state = QLabel(self._state())
        self.state.setProperty("role", "problem" if not facts.fits else "accent" if facts.in_use else "muted")
        head = QHBoxLayout()
        head.addWidget(title, 1)
        head.addWidget(self.state, 0, Qt.AlignmentFlag.AlignTop)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(theme.SPACE[4], theme.SPACE[3], theme.SPACE[4], theme.SPACE[3])
        self._column.setSpacing(theme.SPACE[1])
        self._column.addLayout(head)
        if facts.purpose:
            self._line(words(facts.purpose))
        if not facts.fits:
            self._line(words(facts.reason), "problem")
        self._line(self._measures(), "muted")
        if facts.installed:
            self._line(self._checked(), "muted")
            self._line(self._speed(), "muted")
        self._activity = QWidget()
        self._activity_words = QLabel()
        self._activity_words.setProperty("role", "muted")
        self._bar = ProgressBar()
        self._stop = QPushButton(self.tr("Stop"))
        self._stop.setProperty("quiet", "true")
        row = QHBoxLayout(self._activity)
        row.setContentsMargins(0, theme.SPACE[1], 0, 0)
        row.setSpacing(theme.SPACE[3])
        row.addWidget(self._activity_words)
        row.addWidget(self._bar, 1)
        row.addWidget(self._stop)
        self._activity.hide()
        self._column.addWidget(self._activity)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(theme.SPACE[2])
        self._buttons.setContentsMargins(0, theme.SPACE[2], 0, 0)
        self._buttons.addStretch(1)
        self._column.addLayout(self._buttons)
        self._offline: QWidget | None = None

    def add_button(
        self,
        text: str,
        act: Callable[[], object],
        *,
        enabled: bool = True,
        quiet: bool = False,
        reason: str = "",
    ) -> None:
        """Offer something to do, behind what was offered before."""
        button = QPushButton(text)
        button.setEnabled(enabled)
        button.setAccessibleName(f"{text}: {self.facts.name}")
        if reason and not enabled:
            button.setToolTip(reason)
        if quiet:
            button.setProperty("quiet", "true")
        button.clicked.connect(lambda _=False: act())
        self._buttons.insertWidget(self._buttons.count() - 1, button)

    def follow(self, job: Job) -> None:
        """Show work that is going on with the model, and a way to stop it."""
        self._activity_words.setText(job.title)
        self._bar.wait()
        self._activity.show()
        for at in range(self._buttons.count()):
            item = self._buttons.itemAt(at)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.setEnabled(False)
        self._stop.clicked.connect(job.cancel)
        if job.progress is not None:
            self.show_progress(job.progress)

    def show_progress(self, progress: Progress) -> None:
        """Show how far that work is."""
        self._bar.show_progress(progress)
        said = words(progress.stage)
        if progress.unit == "passages" and progress.total:
            locale = QLocale()
            said = self.tr("{0}: {1} of {2} passages").format(
                said, locale.toString(progress.done), locale.toString(progress.total)
            )
        if progress.seconds_left is not None and progress.seconds_left >= 1:
            said = self.tr("{0}, about {1} left").format(said, self._duration(progress.seconds_left))
        self._activity_words.setText(said)

    def explain_offline(
        self, folder: str, choose_folder: Callable[[], object], file: str, choose_file: Callable[[], object]
    ) -> None:
        """Say what to carry over to a machine without a network, and take it from there."""
        if self._offline is not None:
            self._offline.setVisible(self._offline.isHidden())
            return
        self._offline = QWidget()
        column = QVBoxLayout(self._offline)
        column.setContentsMargins(0, theme.SPACE[2], 0, 0)
        column.setSpacing(theme.SPACE[2])
        names = "\n".join(self.facts.wheels)
        say = QLabel(
            self.tr(
                "On a machine with a network, download these files with “pip download --no-deps”, copy them here, and choose their folder:"
            )
            if names
            else self.tr("Copy the model file to this machine and choose it.")
        )
        say.setWordWrap(True)
        listed = QLabel(names)
        listed.setFont(theme.fixed("small"))
        listed.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        listed.setAccessibleName(self.tr("Files to copy"))
        column.addWidget(say)
        column.addWidget(listed)
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE[2])
        offers = [(folder, choose_folder), (file, choose_file)]
        if names:
            offers.append((self.tr("Copy names"), lambda: QGuiApplication.clipboard().setText(names)))
        for text, act in offers:
            button = QPushButton(text)
            button.clicked.connect(lambda _=False, act=act: act())
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        self._column.addWidget(self._offline)
        self._offline.show()

    def _line(self, text: str, role: str = "") -> None:
        label = QLabel(text)
        label.setWordWrap(True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        if role:
            label.setProperty("role", role)
        self._column.addWidget(label)

    def _state(self) -> str:
        facts = self.facts
        if facts.in_use:
            return self.tr("In use")
        if not facts.fits:
            return self.tr("Does not fit")
        return self.tr("Installed") if facts.installed else self.tr("Fits this machine")

    def _measures(self) -> str:
        facts, locale = self.facts, QLocale()
        parts = [_bytes(facts.size), facts.licence]
        if facts.kind == EMBEDDER:
            parts.append(self.tr("{0} dimensions").format(facts.dimensions))
            if facts.context:
                parts.append(self.tr("reads up to {0} tokens").format(locale.toString(facts.context)))
            if facts.installed:
                parts.append(
                    self.tr("confidence calibrated")
                    if facts.calibrated
                    else self.tr("confidence not calibrated")
                )
        elif facts.context:
            parts.append(self.tr("{0} tokens context").format(locale.toString(facts.context)))
        parts.append(
            self.tr("needs about {0} of memory, {1} free").format(
                _bytes(facts.needed), _bytes(facts.available)
            )
        )
        return "  ·  ".join(parts)

    def _checked(self) -> str:
        facts = self.facts
        said = self.tr("Checksum {0}").format(f"{facts.sha256[:16]}…")
        if facts.verified:
            said = self.tr("{0}, verified on {1}").format(said, minute(facts.verified))
        if facts.kind == EMBEDDER and facts.embedded:
            said = self.tr("{0}  ·  {1} passages embedded").format(said, QLocale().toString(facts.embedded))
        return said

    def _speed(self) -> str:
        facts, found, locale = self.facts, self.facts.benchmark, QLocale()
        if facts.kind == EMBEDDER:
            return self.tr("Runs on the processor.")
        now = self.tr("Running {0}").format(words(facts.running)) if facts.running else ""
        if found is None:
            return now or self.tr("Speed not measured yet.")
        where = (
            self.tr("{0} layers on {1}").format(found.gpu_layers, found.device)
            if found.gpu_layers
            else self.tr("on the processor, {0} threads").format(found.threads)
        )
        said = self.tr("Reads {0} tokens/s, writes {1} tokens/s, first word after {2} s ({3}; {4})").format(
            locale.toString(found.prefill, "f", 0), locale.toString(found.decode, "f", 1) if found.decode else "–",
            locale.toString(found.first_token_ms / 1000, "f", 1), where, minute(found.at),
        )  # fmt: skip
        return f"{said}  ·  {now}" if now else said

    def _duration(self, seconds: float) -> str:
        if seconds < 90:
            return self.tr("{0} s").format(round(seconds))
        if seconds < 5400:
            return self.tr("{0} min").format(round(seconds / 60))
        return self.tr("{0} h").format(round(seconds / 3600))


def _bytes(count: int) -> str:
    return QLocale().formattedDataSize(
        count, 1 if count >= 1_000_000_000 else 0, QLocale.DataSizeFormat.DataSizeSIFormat
    )
