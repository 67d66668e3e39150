"""The shell: navigation, header, jobs, palette, and the pages in it. It knows no page's insides. GUI thread.

The decision hidden here is when a page is made: Ask with the window, the others when the window is painted
and nothing else is to do, one at a time, or as soon as somebody wants them. Their modules are imported then,
which is most of what they take.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, partial
from itertools import chain
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSettings, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDropEvent, QGuiApplication, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from app.core.access import Action, may
from app.core.consequences import Consequence
from app.core.errors import DiskFull
from app.ui import theme
from app.ui.ask import AskPage
from app.ui.command import Command, Commanding, Refreshing
from app.ui.jobs import JobRunner
from app.ui.shell import order
from app.ui.shell.activity import JobsButton
from app.ui.shell.afterwards import Afterwards
from app.ui.shell.banner import Banners
from app.ui.shell.navigation import Navigation
from app.ui.shell.opened import Opened
from app.ui.shell.switcher import PersonButton, WorkspaceButton
from app.ui.widgets.drops import Drops
from app.workspace.workspace import Application

if TYPE_CHECKING:
    from app.ui.checking import CheckDialog
    from app.ui.knowledge import KnowledgePage
    from app.ui.library import LibraryPage
    from app.ui.models.page import ModelsPage
    from app.ui.reader import SourceReader
    from app.ui.review import ReviewPage
    from app.ui.settings.page import SettingsPage
    from app.ui.shell.palette import KeysSheet, Palette

_BESIDES = {"J": ("Alt+J",), "K": ("Alt+K",), "F1": ("?", "Shift+?"), "Ctrl+K": ("Ctrl+Shift+P",)}
"""Other ways to some keys: where a letter would be typed into a field, or where people look for it. Some
platforms say Shift of "?".
"""

_BETWEEN = 40
"""Milliseconds between two pages that are made once the window is painted: what was typed meanwhile is taken
in.
"""


class MainWindow(QMainWindow):
    """One open workspace."""

    scheme_chosen = Signal(str)
    workspace_wanted = Signal(str)
    """A folder, or empty to choose one."""
    person_wanted = Signal(str)
    whole = Signal()
    """Every page was made."""

    def __init__(self, application: Application, jobs: JobRunner) -> None:
        super().__init__()
        self._application = application
        self._jobs = jobs
        self._actor = application.actor
        self._palette: Palette | None = None
        self._sheet: KeysSheet | None = None
        self._keys: set[str] = set()
        self._opened = Opened(self)
        self._splitters: dict[str, QSplitter] = {}
        self.setWindowTitle(f"{application.name} – Citewell")
        self.setMinimumSize(720, 480)
        # In the order of the navigation; the last one stands at its foot.
        self._names = {
            "ask": self.tr("Ask"), "library": self.tr("Library"), "knowledge": self.tr("Knowledge"), "review": self.tr("Review"),
            "models": self.tr("Models"), "settings": self.tr("Settings"),
        }  # fmt: skip
        self._stack = QStackedWidget()
        self._title = QLabel()
        self._title.setProperty("role", "title")
        self.navigation = Navigation(self._names)
        self.navigation.wanted.connect(self._bring)
        self.navigation.commands_wanted.connect(self.show_palette)
        self.banners = Banners()
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self._make_header(application))
        right.addWidget(self.banners)
        right.addWidget(self._stack, 1)
        central = QWidget()
        layout = QHBoxLayout(central)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.navigation)
        layout.addLayout(right, 1)
        self.setCentralWidget(central)
        self._drops = Drops(self, application.actor, self._take_drop)
        jobs.refused.connect(lambda _, error: self._take_error(error))
        jobs.changed.connect(lambda _: self.refresh())
        jobs.followed.connect(self._take_consequence)
        Afterwards(application, jobs)
        self._making = QTimer(self)
        self._making.setInterval(_BETWEEN)
        self._making.setSingleShot(True)
        _, *self._unmade = self._names
        self._making.timeout.connect(self._make_next)
        self._restore()
        self._make_keys(self._own_commands())
        for number in range(1, 10):
            QShortcut(
                QKeySequence(f"Alt+{number}"), self, lambda number=number: self.ask.open_citation(number)
            )
        self.go(0)
        self.ask.focus_question()
        theme.dress_window(self)

    # The pages

    @cached_property
    def ask(self) -> AskPage:
        """Questions and answers."""
        page = AskPage(self._application, self._jobs)
        page.gaps_wanted.connect(self._show_gaps)
        page.check_wanted.connect(self.show_check)
        page.reported.connect(lambda: self._refresh("review"))
        page.models_wanted.connect(lambda: self._bring("models"))
        self._follow(page.reader)
        self._take_in("ask", page, page.splitter)
        return page

    @cached_property
    def library(self) -> LibraryPage:
        """The documents."""
        from app.ui.library import LibraryPage

        page = LibraryPage(self._application, self._jobs)
        # A source that changed may have sent units to review.
        page.changed.connect(lambda: self.refresh(besides=page))
        page.run_wanted.connect(self._show_run)
        self._let_attach(page.reader)
        self._take_in("library", page, page.splitter)
        page.refresh()
        return page

    @cached_property
    def knowledge(self) -> KnowledgePage:
        """The knowledge units."""
        from app.ui.knowledge import KnowledgePage

        page = KnowledgePage(self._application, self._jobs)
        self._follow(page.reader)
        self._take_in("knowledge", page, page.splitter)
        page.refresh()
        return page

    @cached_property
    def review(self) -> ReviewPage:
        """What waits for people."""
        from app.ui.review import ReviewPage

        page = ReviewPage(self._application, self._jobs)
        page.question_wanted.connect(self._ask)
        page.counted.connect(partial(self.navigation.show_waiting, "review"))
        page.editor = self._edit_unit
        self._opened.follow(page, page.show_lists, lambda: page.is_away)
        self._take_in("review", page, page.unit.splitter)
        page.refresh()
        return page

    @cached_property
    def models(self) -> ModelsPage:
        """The models."""
        from app.ui.models.page import ModelsPage

        page = ModelsPage(self._application, self._jobs)
        page.changed.connect(self.ask.show_model)
        page.changed.connect(lambda: self._refresh("settings"))
        self._take_in("models", page)
        page.refresh()
        return page

    @cached_property
    def settings(self) -> SettingsPage:
        """The settings."""
        from app.ui.settings.page import SettingsPage

        page = SettingsPage(self._application, self._jobs)
        page.changed.connect(self.ask.show_model)
        page.changed.connect(lambda: self._refresh("models"))
        page.library_wanted.connect(lambda: self._bring("library"))
        page.models_wanted.connect(lambda: self._bring("models"))
        self._take_in("settings", page)
        return page

    def _follow(self, reader: SourceReader) -> None:
        """Let passages of a source be attached to units, and the source be closed by Esc."""
        self._let_attach(reader)
        self._opened.follow(reader, reader.closed.emit, lambda: reader.place is not None)

    def _let_attach(self, reader: SourceReader) -> None:
        reader.may_attach = may(self._actor, Action.WRITE_UNIT)
        reader.attach_wanted.connect(self._attach)

    def _attach(self, version: str, start: int, end: int, quote: str) -> None:
        self.knowledge.attach(version, start, end, quote)

    def _take_in(self, name: str, page: QWidget, splitter: QSplitter | None = None) -> None:
        """Give a page that was just made its place, its keys, and its parts the widths that they had."""
        self._stack.addWidget(page)
        self._make_keys(self._listed(page))
        if splitter is not None:
            self._splitters[name] = splitter
            state = QSettings("citewell", "window").value(f"splitter/{name}")
            if isinstance(state, QByteArray):
                splitter.restoreState(state)

    def _made(self) -> dict[str, QWidget]:
        """Return the pages that were made, by their names."""
        return {name: self.__dict__[name] for name in self._names if name in self.__dict__}

    def _make_next(self) -> None:
        try:
            getattr(self, self._unmade.pop(0))
        finally:
            # Also after one that cannot be made: the others can.
            if self._unmade:
                self._making.start()
            else:
                self.whole.emit()

    def _make_all(self) -> None:
        for name in self._names:
            getattr(self, name)

    def showEvent(self, event: QShowEvent) -> None:
        if self._unmade:
            self._making.start()
        super().showEvent(event)

    # The frame

    def _make_header(self, application: Application) -> QWidget:
        self.workspaces = WorkspaceButton(application, self._jobs)
        self.workspaces.workspace_wanted.connect(self.workspace_wanted)
        self.workspaces.scheme_chosen.connect(self.scheme_chosen)
        self.people = PersonButton(application, self._jobs)
        self.people.person_wanted.connect(self.person_wanted)
        header = QFrame()
        header.setObjectName("header")
        header.setFixedHeight(48)
        row = QHBoxLayout(header)
        row.setContentsMargins(theme.SPACE[4], 0, theme.SPACE[4], 0)
        row.setSpacing(theme.SPACE[2])
        row.addWidget(self._title)
        row.addStretch(1)
        row.addWidget(self.people)
        row.addWidget(self.workspaces)
        row.addWidget(JobsButton(self._jobs))
        return header

    def go(self, at: int) -> None:
        """Show a page by its place in the navigation, from 0."""
        self._bring(list(self._names)[at])

    def show_page(self, page: QWidget) -> None:
        """Show a page that was made."""
        self._bring(next(name for name, one in self._made().items() if one is page))

    def _bring(self, name: str) -> None:
        """Show a page. One that nobody worked in yet has the focus as a whole: its first control would look
        as if it had been chosen.
        """
        page: QWidget = getattr(self, name)
        fresh = page.focusWidget() is None
        self._stack.setCurrentWidget(page)
        if fresh:
            page.setFocus(Qt.FocusReason.OtherFocusReason)
        self._title.setText(self._names[name])
        self.navigation.mark(name)

    def refresh(self, besides: QWidget | None = None) -> None:
        """Have every page, or every other one, ask again for what it shows; Settings keep what is being typed
        there.
        """
        for name, page in self._made().items():
            if page is not besides and name != "settings":
                self._refresh(name)

    def _refresh(self, name: str) -> None:
        """Have a page ask again for what it shows; one that is not made yet will ask when it is."""
        page = self.__dict__.get(name)
        if isinstance(page, Refreshing):
            page.refresh()

    def come_forward(self) -> None:
        """Show the window in front of others, also when it was put away."""
        self.setWindowState(
            (self.windowState() & ~Qt.WindowState.WindowMinimized) | Qt.WindowState.WindowActive
        )
        self.show()
        self.raise_()
        self.activateWindow()
        QApplication.alert(self)

    # Commands

    def groups(self) -> list[tuple[str, list[Command]]]:
        """Return everything that can be done, by page; what belongs to none has an empty name."""
        self._make_all()
        pages = [
            (self._names[name], [self._on(name, command) for command in self._listed(page)])
            for name, page in self._made().items()
        ]
        return [("", self._own_commands()), *pages]

    def commands(self) -> list[Command]:
        """Return everything that can be done, with its keys."""
        return [command for _, commands in self.groups() for command in commands]

    def _own_commands(self) -> list[Command]:
        *pages, _ = self._names
        return [
            *(Command(self.tr("Go to {0}").format(self._names[name]), f"Ctrl+{at + 1}", partial(self.go, at))
              for at, name in enumerate(pages)),
            Command(self.tr("Settings"), "Ctrl+,", lambda: self._bring("settings")),
            Command(self.tr("Ask a question"), "Ctrl+L", self._to_question),
            Command(
                self.tr("Quick note"), "Ctrl+Shift+N", self._note,
                lambda: may(self._actor, Action.WRITE_UNIT),
            ),
            Command(self.tr("Stop or close"), "Esc", self._escape),
            Command(self.tr("Find a command"), "Ctrl+K", self.show_palette),
            Command(self.tr("Keyboard shortcuts"), "F1", self.show_keys),
            Command(self.tr("Open a workspace …"), "Ctrl+Shift+O", self.workspaces.choose_folder),
            Command(self.tr("Show all workspaces"), "", lambda: self.workspace_wanted.emit("")),
            *self.workspaces.commands(),
            *self.people.commands(),
            Command(self.tr("Light appearance"), "", lambda: self.scheme_chosen.emit("light")),
            Command(self.tr("Dark appearance"), "", lambda: self.scheme_chosen.emit("dark")),
            Command(self.tr("System appearance"), "", lambda: self.scheme_chosen.emit("system")),
            Command(self.tr("Quit"), "Ctrl+Q", self.close),
        ]  # fmt: skip

    def _listed(self, page: QWidget) -> list[Command]:
        return page.commands() if isinstance(page, Commanding) else []

    def _on(self, name: str, command: Command) -> Command:
        def run() -> None:
            self._bring(name)
            command.run()

        return Command(command.words, command.keys, run, command.possible)

    def _make_keys(self, commands: Sequence[Command]) -> None:
        """Listen to the keys of commands that nothing listened to yet."""
        for keys in dict.fromkeys(
            command.keys for command in commands if command.keys not in self._keys | {""}
        ):
            self._keys.add(keys)
            shortcut = QShortcut(self)
            shortcut.setKeys([QKeySequence(one) for one in (keys, *_BESIDES.get(keys, ()))])
            shortcut.activated.connect(partial(self._press, keys))

    def _press(self, keys: str) -> None:
        """Run the command of these keys: the page's in sight, the window's, or another page's."""
        listed = {
            name: [self._on(name, command) for command in self._listed(page)]
            for name, page in self._made().items()
        }
        here = listed.pop(
            next(name for name, page in self._made().items() if page is self._stack.currentWidget())
        )
        # A letter alone belongs to the page in sight: somebody may only have missed the field.
        others = chain(*listed.values()) if len(keys) > 1 else ()
        for command in chain(here, self._own_commands(), others):
            if command.keys == keys and command.possible():
                command.run()
                return

    def _note(self) -> None:
        self.knowledge.note()

    def _edit_unit(self, unit: str) -> None:
        self._bring("knowledge")
        self.knowledge.edit(unit)

    def _show_gaps(self) -> None:
        self._bring("review")
        self.review.show_gaps()

    def _to_question(self) -> None:
        self._bring("ask")
        self.ask.focus_question()

    def _show_run(self, run: str) -> None:
        self._bring("ask")
        self.ask.open_run(run)

    def _take_drop(self, event: QDropEvent) -> None:
        self._bring("library")
        self.library.drop(event)

    def _ask(self, question: str) -> None:
        self._bring("ask")
        self.ask.ask(question)

    def _escape(self) -> None:
        # A search or a difference inside the source closes before the source does.
        if not (
            self.ask.stop()
            or self.ask.reader.escape()
            or self._opened.close_last()
            or self.banners.close_last()
        ):
            self.ask.reader.closed.emit()

    def show_palette(self) -> None:
        """Offer every command, found by its words."""
        from app.ui.shell.palette import Palette  # deferred: most windows open without it

        self._palette = Palette(self.groups(), self)
        self._palette.open()

    def palette_shown(self) -> Palette:
        """Return the palette that was opened last."""
        assert self._palette is not None
        return self._palette

    @cached_property
    def checking(self) -> CheckDialog:
        """Where texts are held against the library; what is written there stays while the window is open."""
        from app.ui.checking import CheckDialog  # deferred: most windows open without it

        return CheckDialog(self._application, self._jobs, self)

    def show_check(self) -> None:
        """Let a text be held against the library."""
        self.checking.begin()

    def show_keys(self) -> None:
        """Show every key."""
        from app.ui.shell.palette import KeysSheet  # deferred: most windows open without it

        self._sheet = KeysSheet(self.groups(), self)
        self._sheet.open()

    def sheet_shown(self) -> KeysSheet:
        """Return the sheet of keys that was opened last."""
        assert self._sheet is not None
        return self._sheet

    # What stands in the way

    def _take_error(self, error: object) -> None:
        if isinstance(error, DiskFull):
            hint = self.tr("Your data is safe. Free up disk space and try again.")
            self.banners.say("disk", error.message, hint)

    def _take_consequence(self, came: Consequence) -> None:
        if came.warning:
            self.banners.say("followed", self.tr("Some questions could not be asked again."), came.warning)

    def show_away(self, folder: str) -> None:
        """Say that the workspace's folder is not there."""
        self.banners.say(
            "folder",
            self.tr("The workspace folder is unavailable: {0}").format(folder),
            self.tr("Reconnect the drive to continue. Until then you cannot ask questions or add documents."),
            [(self.tr("Other workspaces"), lambda: self.workspace_wanted.emit(""))],
        )

    def show_back(self, folder: str) -> None:
        """Say that the folder is back, and must be opened anew."""
        self.banners.say(
            "folder",
            self.tr("The workspace folder is available again."),
            self.tr("Reopen it to continue where you left off."),
            [(self.tr("Reopen"), lambda: self.workspace_wanted.emit(folder))],
        )

    # State

    def _restore(self) -> None:
        settings = QSettings("citewell", "window")
        geometry = settings.value("geometry")
        if not isinstance(geometry, QByteArray) or not self.restoreGeometry(geometry):
            self.resize(1280, 800)
        self._keep_on_screen()

    def _keep_on_screen(self) -> None:
        """Put the window where it can be reached: the screen it was on may be gone."""
        if any(
            screen.availableGeometry().intersects(self.geometry().adjusted(40, 40, -40, -40))
            for screen in QGuiApplication.screens()
        ):
            return
        room = QGuiApplication.primaryScreen().availableGeometry()
        self.resize(self.size().boundedTo(room.size()))
        self.move(room.center() - self.rect().center())

    def focusNextPrevChild(self, forward: bool) -> bool:
        return order.step(self, forward) or super().focusNextPrevChild(forward)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._making.stop()
        settings = QSettings("citewell", "window")
        settings.setValue("geometry", self.saveGeometry())
        for name, splitter in self._splitters.items():
            settings.setValue(f"splitter/{name}", splitter.saveState())
        if "knowledge" in self._made():
            self.knowledge.finish()
        super().closeEvent(event)
