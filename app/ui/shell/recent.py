"""The workspaces opened before, newest first. The decision hidden here is how they are kept; whether one is
still there is asked by a job.

GUI thread.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from app.ui import theme
from app.ui.dates import day, local
from app.ui.jobs import JobRunner

_MOST = 12


@dataclass(frozen=True)
class Recent:
    """A workspace that was open once; `opened` is UTC, ISO 8601."""

    path: str
    name: str
    opened: str


def recents() -> list[Recent]:
    """Return them, newest first."""
    try:
        kept = json.loads(str(_settings().value("recent", "[]")))
        return [Recent(str(item["path"]), str(item["name"]), str(item["opened"])) for item in kept]
    except (ValueError, TypeError, KeyError):
        # Somebody edited the file; the list begins anew.
        return []


def remember(path: Path, name: str) -> None:
    """Put a workspace first."""
    others = [one for one in recents() if one.path != str(path)]
    _keep([Recent(str(path), name, datetime.now(UTC).isoformat(timespec="seconds")), *others])


def forget(path: str) -> None:
    """Take a workspace off the list; nothing of it is touched."""
    _keep([one for one in recents() if one.path != path])


def _keep(found: Sequence[Recent]) -> None:
    _settings().setValue("recent", json.dumps([asdict(one) for one in found[:_MOST]]))


def _settings() -> QSettings:
    return QSettings("citewell", "window")


def present(found: Sequence[Recent]) -> dict[str, bool]:
    """Return which of them are there now; for a job, because a drive may take its time to answer."""
    return {one.path: (Path(one.path) / "citewell.db").is_file() for one in found}


def home_short(path: str) -> str:
    """Return a path as people write it."""
    home = str(Path.home())
    return "~" + path[len(home) :] if path.startswith(home + "/") else path


class RecentList(QWidget):
    """A row for each; `chosen` carries the folder."""

    chosen = Signal(str)

    def __init__(self, jobs: JobRunner) -> None:
        super().__init__()
        self._jobs = jobs
        self._rows: dict[str, RecentRow] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self.refresh()

    @property
    def rows(self) -> list[RecentRow]:
        """The rows, newest first."""
        return list(self._rows.values())

    def refresh(self) -> None:
        """Show the list anew and look which are there."""
        for row in self._rows.values():
            self._layout.removeWidget(row)
            row.deleteLater()
        found = recents()
        self._rows = {one.path: RecentRow(one) for one in found}
        for row in self._rows.values():
            row.chosen.connect(self.chosen)
            row.removed.connect(self._remove)
            self._layout.addWidget(row)
        if found:
            job = self._jobs.submit(
                self.tr("Finding workspaces"), "browse", lambda _: present(found), shown=False
            )
            job.done.connect(self._mark)

    def _mark(self, there: Mapping[str, bool]) -> None:
        for path, row in self._rows.items():
            row.show_presence(there=there.get(path, True))

    def _remove(self, path: str) -> None:
        forget(path)
        self.refresh()


class RecentRow(QFrame):
    """Name and place; a click or Enter opens it, a cross takes it off the list."""

    chosen = Signal(str)
    removed = Signal(str)

    def __init__(self, recent: Recent) -> None:
        super().__init__()
        self.path = recent.path
        self.there = True
        self.setProperty("row", "true")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(self.tr("Open the workspace {0}").format(recent.name))
        self.setToolTip(recent.path)
        self._name = QLabel(recent.name)
        self._name.setTextFormat(Qt.TextFormat.PlainText)
        self._place = QLabel()
        self._place.setProperty("role", "small")
        self._place.setTextFormat(Qt.TextFormat.PlainText)
        # The path is cut to the width that is there; it must not ask for more.
        self._place.setMinimumWidth(0)
        opened = local(recent.opened)
        self._day = day(opened.date().isoformat()) if opened is not None else ""
        self._state = QLabel(self._day)
        self._state.setProperty("role", "small")
        self._cross = QToolButton()
        theme.set_icon(self._cross, "close", "muted", 14)
        self._cross.setAccessibleName(self.tr("Remove {0} from this list").format(recent.name))
        self._cross.setToolTip(self.tr("Remove from this list; the workspace itself is unchanged"))
        self._cross.clicked.connect(lambda: self.removed.emit(self.path))
        text = QVBoxLayout()
        text.setSpacing(0)
        text.addWidget(self._name)
        text.addWidget(self._place)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.SPACE[3], theme.SPACE[1], theme.SPACE[1], theme.SPACE[1])
        row.setSpacing(theme.SPACE[3])
        row.addLayout(text, 1)
        row.addWidget(self._state)
        row.addWidget(self._cross)

    @property
    def state(self) -> str:
        """What is said of it at the right."""
        return self._state.text()

    def show_presence(self, *, there: bool) -> None:
        """Say whether the workspace is there now."""
        self.there = there
        self._state.setText(self._day if there else self.tr("Missing"))
        theme.mark(self._name, "role", "" if there else "muted")
        self.setCursor(Qt.CursorShape.PointingHandCursor if there else Qt.CursorShape.ArrowCursor)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = max(80, self.width() - 200)
        metrics = QFontMetrics(theme.sized("small"))
        self._place.setText(metrics.elidedText(home_short(self.path), Qt.TextElideMode.ElideMiddle, room))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._choose()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._choose()
        elif event.key() == Qt.Key.Key_Delete:
            self.removed.emit(self.path)
        else:
            super().keyPressEvent(event)

    def _choose(self) -> None:
        # One that is not there is opened all the same: it may be back by now, and if not, the page says what
        # to do.
        self.chosen.emit(self.path)
