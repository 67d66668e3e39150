"""The window's start and end: the application object, the workspace it opens, and what happens to an error
nobody expected.

The decision hidden here is the order of opening and closing: no command line is served and every job has
ended before the workspace closes. GUI thread.
"""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, QSettings, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMessageBox

from app.core.errors import AppError, WorkspaceLocked
from app.core.work import Changes
from app.ui import theme
from app.ui.jobs import JobRunner
from app.ui.settings import appearance
from app.ui.shell.collecting import Collector
from app.ui.shell.main_window import MainWindow
from app.ui.shell.recent import remember
from app.ui.shell.welcome import Welcome
from app.workspace import ipc
from app.workspace.workspace import Application, open_application

Serve = Callable[[Application, ipc.Visit], int]
"""Runs another process's command line on an open workspace and returns its exit code."""

_DETAILS = 20_000
"""Characters of details that the box of unexpected errors keeps."""

_LOOK_AT_FOLDER = 3000
"""Milliseconds between two looks whether the workspace's folder is there."""

_LOOK_AT_WRITES = 400
"""Milliseconds between two looks, while others are served, whether they changed something."""


class Desktop(QObject):
    """What is on the screen: a workspace's window, or the page that chooses one."""

    _called = Signal()
    _begun = Signal()
    _ended = Signal()

    def __init__(self, qt: QApplication, serve: Serve | None = None) -> None:
        """Begin with nothing on the screen.

        Args:
            serve: makes windows serve command lines; None for windows that do not.
        """
        super().__init__()
        self.qt = qt
        self.window: MainWindow | None = None
        self.welcome: Welcome | None = None
        self._serve = serve
        self._server: ipc.Server | None = None
        self._application: Application | None = None
        self._jobs: JobRunner | None = None
        self._revision = 0
        self._guests = 0
        self._identity: tuple[int, int] | None = None
        self._away = False
        self._unexpected: QMessageBox | None = None
        self._writes = QTimer(self)
        self._writes.setInterval(_LOOK_AT_WRITES)
        self._writes.timeout.connect(self._look_at_writes)
        self._folder = QTimer(self)
        self._folder.setInterval(_LOOK_AT_FOLDER)
        self._folder.timeout.connect(self.look_at_folder)
        # From the threads of the socket to this one.
        self._called.connect(self._come_forward, Qt.ConnectionType.QueuedConnection)
        self._begun.connect(self._guest_came, Qt.ConnectionType.QueuedConnection)
        self._ended.connect(self._guest_went, Qt.ConnectionType.QueuedConnection)

    def open(self, workspace: Path, person: str | None = None) -> bool:
        """Open a workspace in the window; False, with a page that says why, when it cannot be."""
        workspace = workspace.expanduser().absolute()
        if self._application is not None and self._application.workspace == workspace:
            # The same once more: for another person, or because its folder was away.
            self._close_workspace()
        else:
            try:
                if ipc.show_window(workspace):
                    self._close_welcome()
                    return True
            except AppError as error:
                self.choose(str(error))
                return False
        try:
            application = open_application(workspace, person=person)
        except AppError as error:
            self.choose(str(error), workspace, waits=isinstance(error, WorkspaceLocked))
            return False
        self._close_workspace()
        self._application = application
        self._jobs = JobRunner()
        self._jobs.broke.connect(self.show_unexpected)
        self.window = MainWindow(application, self._jobs)
        self.window.scheme_chosen.connect(self._dress)
        # Queued: the window that asks for another one is gone when that is open.
        self.window.workspace_wanted.connect(self._change, Qt.ConnectionType.QueuedConnection)
        self.window.person_wanted.connect(self._play, Qt.ConnectionType.QueuedConnection)
        if application.is_demo:
            self.window.ask.opening.suggest(application.sample_questions())
        self.window.ask.restore()
        # With the pages and not at the first question: making its session holds all threads up for a quarter
        # of a second.
        self.window.whole.connect(partial(self._load, Application.catalog_embedder))
        # First what today's readers read otherwise: its passages would be embedded twice.
        self.window.whole.connect(self._read_again)
        # Whoever begins to type a question waits for nothing when it is typed; who only looks pays no memory
        # for the index.
        self.window.ask.composer.textChanged.connect(
            partial(self._load, Application.warm_up), Qt.ConnectionType.SingleShotConnection
        )
        QSettings("citewell", "window").setValue("workspace", str(application.workspace))
        remember(application.workspace, application.name)
        self.window.show()
        self.window.workspaces.look()
        self._listen(application)
        self._identity = None
        self._away = False
        self.look_at_folder()
        self._folder.start()
        self._close_welcome()
        return True

    def choose(self, problem: str = "", workspace: Path | None = None, *, waits: bool = False) -> None:
        """Show the page that makes or opens a workspace.

        Args:
            problem: why there is none.
            workspace: the one that could not be opened, to be tried again.
            waits: whether to open it as soon as the program that has it open lets it go.
        """
        self._close_welcome()
        self.welcome = Welcome(problem, workspace, waits=waits)
        self.welcome.ready.connect(self._change, Qt.ConnectionType.QueuedConnection)
        self.welcome.show()

    def _load(self, load: Callable[[Application], object]) -> None:
        """Have the workspace load what questions will need, behind the window."""
        application = self._application
        if application is not None and self._jobs is not None:
            self._jobs.submit("", "ask", lambda _: load(application), shown=False)

    def _read_again(self) -> None:
        """Read again in the background what an older reader read, and then embed anew what is to be; what is
        there serves meanwhile.
        """
        if self.window is not None:
            self.window.library.reading.up_to_date.connect(self._embed_anew)
            self.window.library.reading.read_outdated()

    def _embed_anew(self) -> None:
        """Embed every passage in the background when the settings have come to mean another model; what is
        there serves meanwhile.
        """
        due = "" if self._application is None else self._application.due_embedder
        if due and self.window is not None:
            self.window.models.embed(due)

    def _close_welcome(self) -> None:
        if self.welcome is not None:
            self.welcome.close()
            self.welcome.deleteLater()
            self.welcome = None

    def _change(self, folder: str) -> None:
        if folder:
            self.open(Path(folder))
        else:
            self.choose()

    def _play(self, person: str) -> None:
        if self._application is not None:
            self.open(self._application.workspace, person)

    def _dress(self, scheme: str) -> None:
        appearance.keep(self.qt, "scheme", scheme)

    def _close_workspace(self) -> None:
        self._folder.stop()
        self._writes.stop()
        if self._server is not None:
            self._server.close()
            self._server = None
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

    # Command lines

    def _listen(self, application: Application) -> None:
        serve = self._serve
        if serve is None:
            return

        def handle(visit: ipc.Visit) -> int:
            self._begun.emit()
            try:
                return serve(application, visit)
            finally:
                self._ended.emit()

        self._guests = 0
        self._revision = application.revision
        try:
            self._server = ipc.Server(application.workspace, handle, self._called.emit)
        except AppError as error:
            if self.window is not None:
                self.window.banners.say("socket", error.message, error.hint)

    def _come_forward(self) -> None:
        if self.window is not None:
            self.window.come_forward()

    def _guest_came(self) -> None:
        self._guests += 1
        self._writes.start()

    def _guest_went(self) -> None:
        self._guests = max(0, self._guests - 1)
        if not self._guests:
            self._writes.stop()
        self._look_at_writes()

    def _look_at_writes(self) -> None:
        """Tell the pages when something was written while others were served."""
        if (
            self._application is not None
            and self._jobs is not None
            and self._application.revision != self._revision
        ):
            self._revision = self._application.revision
            self._jobs.changed.emit(Changes())

    # The workspace's folder

    def look_at_folder(self) -> None:
        """Look, off this thread, whether the workspace's folder is there and the same as before."""
        if self._application is None or self._jobs is None:
            return
        path = self._application.workspace / "citewell.db"
        job = self._jobs.submit(
            self.tr("Finding the workspace"), "browse", lambda _: _identity(path), shown=False
        )
        job.done.connect(self._judge_folder)

    def _judge_folder(self, found: tuple[int, int] | None) -> None:
        if self.window is None or self._application is None:
            return
        folder = str(self._application.workspace)
        if self._identity is None:
            self._identity = found
        if found is None:
            if not self._away:
                self.window.show_away(folder)
            self._away = True
        elif self._away or found != self._identity:
            # Also the same file: what was open on the drive that went does not come back with it.
            self.window.show_back(folder)
            self._away = False
            self._identity = found

    def show_unexpected(self, error: BaseException) -> None:
        """Show an error that is a bug, with details to copy; the program goes on."""
        words = "".join(traceback.format_exception(error))
        sys.stderr.write(words)
        if self._unexpected is not None:
            # One box is enough for what goes wrong again and again; it tells of all.
            self._unexpected.setDetailedText(f"{self._unexpected.detailedText()}\n{words}"[-_DETAILS:])
            return
        box = self._unexpected = QMessageBox(self.window or self.welcome)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle("Citewell")
        box.setText(self.tr("An unexpected error occurred."))
        box.setInformativeText(
            self.tr(
                "Your saved data is safe and you can continue working. The details help to find the cause; they may contain file names."
            )
        )
        box.setDetailedText(words)
        box.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        copy = box.addButton(self.tr("Copy details"), QMessageBox.ButtonRole.ActionRole)
        # A button of the box would close it.
        copy.clicked.disconnect()
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(box.detailedText()))
        box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Close))
        box.finished.connect(self._forget_unexpected)
        if box.parent() is None:
            theme.dress_window(box)
        box.open()

    def _forget_unexpected(self) -> None:
        self._unexpected = None

    def take_exception(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Take what nobody caught on the GUI thread."""
        if issubclass(kind, KeyboardInterrupt):
            self.qt.quit()
        else:
            self.show_unexpected(error)

    def close(self) -> None:
        """End all work and release the workspace."""
        self._close_workspace()
        self._close_welcome()


def _identity(path: Path) -> tuple[int, int] | None:
    """Return what tells a file from another in its place, or None when it is not there."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def make_qt() -> QApplication:
    """Return the application object, dressed as the user chose."""
    existing = QApplication.instance()
    appearance.prepare()
    qt = existing if isinstance(existing, QApplication) else QApplication(["citewell"])
    # A thread that computes gives way to the window after this; with Python's own five milliseconds lists
    # would scroll in jerks.
    sys.setswitchinterval(0.001)
    if qt.findChild(Collector) is None:
        Collector(qt)
    qt.setApplicationName("citewell")
    qt.setApplicationDisplayName("Citewell")
    qt.setDesktopFileName("citewell")
    qt.setWindowIcon(theme.icon("citewell", "accent", 32))
    appearance.dress(qt)
    qt.styleHints().colorSchemeChanged.connect(lambda _: theme.refresh(qt))
    return qt


def run(workspace: Path | None, person: str | None = None, *, serve: Serve | None = None) -> int:
    """Open the window and return the exit code when it is closed; a workspace that has a window already gets
    that one to the front.

    Args:
        workspace: None for the one of last time.
        serve: runs other processes' command lines on the open workspace.
    """
    if workspace is None:
        last = str(QSettings("citewell", "window").value("workspace", ""))
        workspace = Path(last) if last and Path(last).is_dir() else None
    try:
        if workspace is not None and ipc.show_window(workspace):
            sys.stdout.write("This workspace is already open; its window has been brought to the front.\n")
            return 0
    except AppError as error:
        sys.stderr.write(f"citewell: {error}\n")
        return error.exit_code
    qt = make_qt()
    desktop = Desktop(qt, serve)
    sys.excepthook = desktop.take_exception
    if workspace is None:
        desktop.choose()
    else:
        desktop.open(workspace, person)
    try:
        return qt.exec()
    finally:
        desktop.close()
