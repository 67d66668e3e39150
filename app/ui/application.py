"""The window's start and end: the application object, the workspace it opens, and what happens to an error nobody expected.

The decision hidden here is the order of opening and closing: jobs end before the workspace does. GUI thread.
"""

from __future__ import annotations

import sys
import traceback
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox

from app.bootstrap import Application, open_application
from app.core.errors import AppError
from app.ui import theme
from app.ui.jobs import JobRunner
from app.ui.main_window import MainWindow
from app.ui.welcome import Welcome


class Desktop:
    """What is on the screen: a workspace's window, or the page that chooses one."""

    def __init__(self, qt: QApplication) -> None:
        self.qt = qt
        self.window: MainWindow | None = None
        self.welcome: Welcome | None = None
        self._application: Application | None = None
        self._jobs: JobRunner | None = None

    def open(self, workspace: Path, person: str | None = None) -> bool:
        """Open a workspace in the window; False, with a page that says why, when it cannot be."""
        try:
            application = open_application(workspace, person=person)
        except AppError as error:
            self.choose(str(error))
            return False
        self._close_workspace()
        self._application = application
        self._jobs = JobRunner()
        self._jobs.broke.connect(self.show_unexpected)
        self.window = MainWindow(application, self._jobs)
        self.window.scheme_chosen.connect(self._dress)
        self.window.workspace_wanted.connect(lambda _: self._choose_folder())
        if application.is_demo:
            self.window.ask.suggest(application.sample_questions())
        self.window.ask.restore()
        # After the lists were read, and before the first question is typed.
        self._jobs.submit("", "ask", lambda _: application.warm_up(), shown=False)
        QSettings("citewell", "window").setValue("workspace", str(application.workspace))
        self.window.show()
        if self.welcome is not None:
            self.welcome.close()
            self.welcome = None
        return True

    def choose(self, problem: str = "") -> None:
        """Show the page that makes or opens a workspace."""
        self.welcome = Welcome(problem)
        self.welcome.ready.connect(lambda folder: self.open(Path(folder)))
        self.welcome.show()

    def _choose_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self.window, "Open a workspace")
        if name:
            self.open(Path(name))

    def _dress(self, scheme: str) -> None:
        QSettings("citewell", "window").setValue("scheme", scheme)
        theme.apply(self.qt, scheme)

    def _close_workspace(self) -> None:
        if self.window is not None:
            self.window.close()
            self.window.deleteLater()
            self.window = None
        if self._jobs is not None:
            self._jobs.close()
            self._jobs = None
        if self._application is not None:
            self._application.close()
            self._application = None

    def show_unexpected(self, error: BaseException) -> None:
        """Show an error that is a bug, with details to copy; the program goes on."""
        words = "".join(traceback.format_exception(error))
        sys.stderr.write(words)
        box = QMessageBox(self.window or self.welcome)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle("Citewell")
        box.setText("Something unexpected went wrong.")
        box.setInformativeText("Nothing that was saved is lost. The details below help whoever looks into it.")
        box.setDetailedText(words)
        box.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        box.open()

    def take_exception(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Take what nobody caught on the GUI thread."""
        if issubclass(kind, KeyboardInterrupt):
            self.qt.quit()
        else:
            self.show_unexpected(error)

    def close(self) -> None:
        """End all work and release the workspace."""
        self._close_workspace()
        if self.welcome is not None:
            self.welcome.close()
            self.welcome = None


def make_qt() -> QApplication:
    """Return the application object, dressed as the user chose."""
    existing = QApplication.instance()
    qt = existing if isinstance(existing, QApplication) else QApplication(["citewell"])
    # A thread that computes gives way to the window after this; with Python's own five milliseconds lists would scroll in jerks.
    sys.setswitchinterval(0.001)
    qt.setApplicationName("citewell")
    qt.setApplicationDisplayName("Citewell")
    qt.setWindowIcon(theme.icon("citewell", "accent", 32))
    theme.apply(qt, str(QSettings("citewell", "window").value("scheme", "system")))
    qt.styleHints().colorSchemeChanged.connect(lambda _: theme.refresh(qt))
    return qt


def run(workspace: Path | None, person: str | None = None) -> int:
    """Open the window and return the exit code when it is closed.

    Args:
        workspace: None for the one of last time.
    """
    qt = make_qt()
    desktop = Desktop(qt)
    sys.excepthook = desktop.take_exception
    if workspace is None:
        last = str(QSettings("citewell", "window").value("workspace", ""))
        workspace = Path(last) if last and Path(last).is_dir() else None
    if workspace is None:
        desktop.choose()
    else:
        desktop.open(workspace, person)
    try:
        return qt.exec()
    finally:
        desktop.close()
