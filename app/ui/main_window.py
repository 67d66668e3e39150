"""The shell: navigation, header, jobs, palette, and the pages in it. It knows no page's insides. GUI thread."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QByteArray, QEvent, QObject, QSettings, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from app.bootstrap import Application
from app.core.access import Action, may
from app.core.errors import DiskFull
from app.ui import order, theme
from app.ui.activity import JobsButton
from app.ui.ask import AskPage
from app.ui.banner import Banners
from app.ui.command import Command, Commanding, Refreshing
from app.ui.jobs import JobRunner
from app.ui.knowledge import KnowledgePage
from app.ui.library import Drops, LibraryPage
from app.ui.models import ModelsPage
from app.ui.palette import KeysSheet, Palette
from app.ui.review import ReviewPage
from app.ui.settings import SettingsPage
from app.ui.switcher import PersonButton, WorkspaceButton

_BESIDES = {"J": ("Alt+J",), "K": ("Alt+K",), "F1": ("?", "Shift+?"), "Ctrl+K": ("Ctrl+Shift+P",)}
"""Other ways to some keys: where a letter would be typed into a field, or where people look for it. Some platforms say Shift of "?"."""


class MainWindow(QMainWindow):
    """One open workspace."""

    scheme_chosen = Signal(str)
    workspace_wanted = Signal(str)
    """A folder, or empty to choose one."""
    person_wanted = Signal(str)

    def __init__(self, application: Application, jobs: JobRunner) -> None:
        super().__init__()
        self._jobs = jobs
        self._actor = application.actor
        self._palette: Palette | None = None
        self._sheet: KeysSheet | None = None
        self._pages: list[tuple[str, QWidget]] = []
        self._opened = Opened(self)
        self.setWindowTitle(f"{application.name} – Citewell")
        self.setMinimumSize(720, 480)
        self.ask = AskPage(application, jobs)
        self.library = LibraryPage(application, jobs)
        # A source that changed may have sent units to review.
        self.library.changed.connect(lambda: self.refresh(besides=self.library))
        self._drops = Drops(self, application.actor, self.library, lambda: self.show_page(self.library))
        self.knowledge = KnowledgePage(application, jobs)
        self.review = ReviewPage(application, jobs)
        self.review.question_wanted.connect(self._ask)
        self.review.counted.connect(self._count_waiting)
        self.review.editor = self._edit_unit
        self.ask.gaps_wanted.connect(self._show_gaps)
        self.ask.reported.connect(self.review.refresh)
        self.library.run_wanted.connect(self._show_run)
        self.models = ModelsPage(application, jobs)
        self.models.changed.connect(self.ask.show_model)
        self.ask.models_wanted.connect(lambda: self.show_page(self.models))
        self.settings = SettingsPage(application, jobs)
        self.settings.changed.connect(self.ask.show_model)
        self.settings.changed.connect(self.models.refresh)
        self.models.changed.connect(self.settings.refresh)
        self.settings.library_wanted.connect(lambda: self.show_page(self.library))
        self.settings.models_wanted.connect(lambda: self.show_page(self.models))

        for reader in (self.ask.reader, self.library.reader, self.knowledge.reader):
            reader.may_attach = may(application.actor, Action.WRITE_UNIT)
            reader.attach_wanted.connect(self.knowledge.attach)

        self._stack = QStackedWidget()
        self._title = QLabel()
        self._title.setProperty("role", "title")
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
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
        layout.addWidget(self._make_navigation())
        layout.addLayout(right, 1)
        self.setCentralWidget(central)
        for icon, name, page in (("ask", self.tr("Ask"), self.ask), ("library", self.tr("Library"), self.library),
                                 ("knowledge", self.tr("Knowledge"), self.knowledge), ("review", self.tr("Review"), self.review),
                                 ("models", self.tr("Models"), self.models)):  # fmt: skip
            self._add_page(icon, name, page)
        jobs.refused.connect(lambda _, error: self._take_error(error))
        jobs.changed.connect(lambda _: self.refresh())
        self._make_keys()
        self._restore()
        self.go(0)
        self.library.refresh()
        self.knowledge.refresh()
        self.review.refresh()
        self.models.refresh()
        self.ask.focus_question()

    # The frame

    def _make_navigation(self) -> QWidget:
        navigation = QFrame()
        navigation.setObjectName("navigation")
        navigation.setFixedWidth(theme.NAVIGATION_WIDTH)
        self._column = QVBoxLayout(navigation)
        self._column.setContentsMargins(0, theme.SPACE[3], 0, theme.SPACE[3])
        self._column.setSpacing(theme.SPACE[1])
        mark = QToolButton()
        theme.set_icon(mark, "citewell", "accent", 28)
        mark.setIconSize(QSize(28, 28))
        mark.setFixedSize(theme.NAVIGATION_WIDTH - 1, 44)
        mark.setToolTip(self.tr("All commands (Ctrl+K)"))
        mark.setAccessibleName(self.tr("All commands"))
        mark.clicked.connect(self.show_palette)
        self._column.addWidget(mark)
        self._column.addSpacing(theme.SPACE[2])
        self._column.addStretch(1)
        self._gear = QToolButton()
        theme.set_icon(self._gear, "settings", "muted", 20)
        self._gear.setIconSize(QSize(20, 20))
        self._gear.setCheckable(True)
        self._gear.setFixedSize(theme.NAVIGATION_WIDTH - 1, 44)
        self._gear.setToolTip(self.tr("Settings (Ctrl+,)"))
        self._gear.setAccessibleName(self.tr("Settings"))
        self._gear.clicked.connect(lambda: self.show_page(self.settings))
        self._group.addButton(self._gear)
        self._column.addWidget(self._gear)
        self._stack.addWidget(self.settings)
        return navigation

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

    def _add_page(self, icon: str, name: str, page: QWidget) -> None:
        at = len(self._pages)
        button = QToolButton()
        button.setText(name)
        theme.set_icon(button, icon, "muted", 20)
        button.setIconSize(QSize(20, 20))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        button.setCheckable(True)
        button.setFixedSize(theme.NAVIGATION_WIDTH - 1, 56)
        button.setToolTip(f"{name} (Ctrl+{at + 1})")
        button.clicked.connect(lambda: self.go(at))
        self._group.addButton(button, at)
        # Before the stretch and the foot that end the column.
        self._column.insertWidget(self._column.count() - 2, button)
        self._pages.append((name, page))
        self._stack.addWidget(page)

    def go(self, at: int) -> None:
        """Show a page by its place in the navigation, from 0."""
        name, page = self._pages[at]
        self._bring(page, name)
        button = self._group.button(at)
        if button is not None:
            button.setChecked(True)

    def show_page(self, page: QWidget) -> None:
        """Show a page, of the navigation or its foot."""
        at = next((at for at, (_, one) in enumerate(self._pages) if one is page), None)
        if at is not None:
            self.go(at)
            return
        self._bring(page, self.tr("Settings"))
        self._gear.setChecked(True)

    def _bring(self, page: QWidget, name: str) -> None:
        """Show a page. One that nobody worked in yet has the focus as a whole: its first control would look as if it had been chosen."""
        fresh = page.focusWidget() is None
        self._stack.setCurrentWidget(page)
        if fresh:
            page.setFocus(Qt.FocusReason.OtherFocusReason)
        self._title.setText(name)

    def refresh(self, besides: QWidget | None = None) -> None:
        """Have every page, or every other one, ask again for what it shows."""
        for _, page in self._pages:
            if page is not besides and isinstance(page, Refreshing):
                page.refresh()

    def come_forward(self) -> None:
        """Show the window in front of others, also when it was put away."""
        self.setWindowState((self.windowState() & ~Qt.WindowState.WindowMinimized) | Qt.WindowState.WindowActive)
        self.show()
        self.raise_()
        self.activateWindow()
        QApplication.alert(self)

    # Commands

    def groups(self) -> list[tuple[str, list[Command]]]:
        """Return everything that can be done, by page; what belongs to none has an empty name."""
        writes = may(self._actor, Action.WRITE_UNIT)
        own = [
            Command(self.tr("Go to {0}").format(name), f"Ctrl+{at + 1}", partial(self.go, at)) for at, (name, _) in enumerate(self._pages)
        ]
        own += [
            Command(self.tr("Settings"), "Ctrl+,", lambda: self.show_page(self.settings)),
            Command(self.tr("Ask a question"), "Ctrl+L", self._to_question),
            Command(self.tr("Note a judgement"), "Ctrl+Shift+N", self.knowledge.note, lambda: writes),
            Command(self.tr("Stop, or close what opened last"), "Esc", self._escape),
            Command(self.tr("Find a command"), "Ctrl+K", self.show_palette),
            Command(self.tr("Show the keys"), "F1", self.show_keys),
            Command(self.tr("Open a workspace …"), "Ctrl+Shift+O", self.workspaces.choose_folder),
            Command(self.tr("Show all workspaces"), "", lambda: self.workspace_wanted.emit("")),
            *self.workspaces.commands(),
            *self.people.commands(),
            Command(self.tr("Light appearance"), "", lambda: self.scheme_chosen.emit("light")),
            Command(self.tr("Dark appearance"), "", lambda: self.scheme_chosen.emit("dark")),
            Command(self.tr("Appearance as the system"), "", lambda: self.scheme_chosen.emit("system")),
            Command(self.tr("Quit"), "Ctrl+Q", self.close),
        ]
        found = [("", own)]
        for name, page in self._pages:
            listed = page.commands() if isinstance(page, Commanding) else []
            if page is self.ask:
                listed = [*listed, *self._citation_commands()]
            if page is self.library and not isinstance(page, Commanding):
                listed = [Command(self.tr("Add a folder"), "Ctrl+O", self.library.choose_folder)]
            found.append((name, [self._on(page, command) for command in listed]))
        return found

    def commands(self) -> list[Command]:
        """Return everything that can be done, with its keys."""
        return [command for _, commands in self.groups() for command in commands]

    def _citation_commands(self) -> list[Command]:
        listed = {command.keys for command in self.ask.commands()}
        return [
            command
            for command in (
                Command(self.tr("Next citation"), "J", lambda: self.ask.reader.step(1)),
                Command(self.tr("Previous citation"), "K", lambda: self.ask.reader.step(-1)),
            )
            if command.keys not in listed
        ]

    def _on(self, page: QWidget, command: Command) -> Command:
        def run() -> None:
            self.show_page(page)
            command.run()

        return Command(command.words, command.keys, run, command.possible)

    def _make_keys(self) -> None:
        for keys in dict.fromkeys(command.keys for command in self.commands() if command.keys):
            shortcut = QShortcut(self)
            shortcut.setKeys([QKeySequence(one) for one in (keys, *_BESIDES.get(keys, ()))])
            shortcut.activated.connect(partial(self._press, keys))
        for number in range(1, 10):
            QShortcut(QKeySequence(f"Alt+{number}"), self, lambda number=number: self.ask.open_citation(number))

    def _press(self, keys: str) -> None:
        """Run the command of these keys: the page's in sight, the window's, or another page's."""
        here = self._stack.currentWidget()
        order = sorted(enumerate(self.groups(), -1), key=lambda item: 0 if item[0] >= 0 and self._pages[item[0]][1] is here else 1)
        for at, (_, commands) in order:
            for command in commands:
                # A letter alone belongs to the page in sight: somebody may only have missed the field.
                if command.keys == keys and command.possible() and (len(keys) > 1 or at < 0 or self._pages[at][1] is here):
                    command.run()
                    return

    def _edit_unit(self, unit: str) -> None:
        self.show_page(self.knowledge)
        self.knowledge.edit(unit)

    def _show_gaps(self) -> None:
        self.show_page(self.review)
        self.review.show_gaps()

    def _to_question(self) -> None:
        self.go(0)
        self.ask.focus_question()

    def _show_run(self, run: str) -> None:
        self.show_page(self.ask)
        self.ask.open_run(run)

    def _ask(self, question: str) -> None:
        self.show_page(self.ask)
        self.ask.ask(question)

    def _count_waiting(self, count: int) -> None:
        """Say beside the page's name how much waits for this person."""
        at = next(at for at, (_, page) in enumerate(self._pages) if page is self.review)
        button, name = self._group.button(at), self._pages[at][0]
        button.setText(f"{name} {count}" if count else name)
        waits = self.tr("1 thing waits for you") if count == 1 else self.tr("{0} things wait for you").format(count)
        button.setAccessibleName(f"{name}, {waits}" if count else name)

    def _escape(self) -> None:
        # A search or a difference inside the source closes before the source does.
        if not (self.ask.stop() or self.ask.reader.escape() or self._opened.close_last() or self.banners.close_last()):
            self.ask.reader.closed.emit()

    def show_palette(self) -> None:
        """Offer every command, found by its words."""
        self._palette = Palette(self.groups(), self)
        self._palette.open()

    def palette_shown(self) -> Palette:
        """Return the palette that was opened last."""
        assert self._palette is not None
        return self._palette

    def show_keys(self) -> None:
        """Show every key."""
        self._sheet = KeysSheet(self.groups(), self)
        self._sheet.open()

    def sheet_shown(self) -> KeysSheet:
        """Return the sheet of keys that was opened last."""
        assert self._sheet is not None
        return self._sheet

    # What stands in the way

    def _take_error(self, error: object) -> None:
        if isinstance(error, DiskFull):
            hint = self.tr("Everything stored before is kept. Make room on the disk, then do again what stopped.")
            self.banners.say("disk", error.message, hint)

    def show_away(self, folder: str) -> None:
        """Say that the workspace's folder is not there."""
        self.banners.say(
            "folder",
            self.tr("The folder of this workspace is not there now: {0}").format(folder),
            self.tr("What was stored is in it. Connect the drive again; nothing can be asked or added until then."),
            [(self.tr("Other workspaces"), lambda: self.workspace_wanted.emit(""))],
        )

    def show_back(self, folder: str) -> None:
        """Say that the folder is back, and must be opened anew."""
        self.banners.say(
            "folder",
            self.tr("The folder of this workspace is back."),
            self.tr("Open it again to go on where you were."),
            [(self.tr("Open it again"), lambda: self.workspace_wanted.emit(folder))],
        )

    # State

    def _restore(self) -> None:
        settings = QSettings("citewell", "window")
        geometry = settings.value("geometry")
        if not isinstance(geometry, QByteArray) or not self.restoreGeometry(geometry):
            self.resize(1280, 800)
        self._keep_on_screen()
        splitters = {
            "ask": self.ask.splitter, "library": self.library.splitter, "knowledge": self.knowledge.splitter,
            "review": self.review.unit.splitter,
        }  # fmt: skip
        for name, splitter in splitters.items():
            state = settings.value(f"splitter/{name}")
            if isinstance(state, QByteArray):
                splitter.restoreState(state)
        self._opened.follow(self.ask.reader, self.ask.reader.closed.emit, lambda: self.ask.reader.place is not None)
        self._opened.follow(self.knowledge.reader, self.knowledge.reader.closed.emit, lambda: self.knowledge.reader.place is not None)
        self._opened.follow(self.review, self.review.show_lists, lambda: self.review.is_away)

    def _keep_on_screen(self) -> None:
        """Put the window where it can be reached: the screen it was on may be gone."""
        if any(screen.availableGeometry().intersects(self.geometry().adjusted(40, 40, -40, -40)) for screen in QGuiApplication.screens()):
            return
        room = QGuiApplication.primaryScreen().availableGeometry()
        self.resize(self.size().boundedTo(room.size()))
        self.move(room.center() - self.rect().center())

    def focusNextPrevChild(self, forward: bool) -> bool:
        return order.step(self, forward) or super().focusNextPrevChild(forward)

    def closeEvent(self, event: QCloseEvent) -> None:
        settings = QSettings("citewell", "window")
        settings.setValue("geometry", self.saveGeometry())
        settings.setValue("splitter/ask", self.ask.splitter.saveState())
        settings.setValue("splitter/library", self.library.splitter.saveState())
        settings.setValue("splitter/knowledge", self.knowledge.splitter.saveState())
        self.knowledge.finish()
        settings.setValue("splitter/review", self.review.unit.splitter.saveState())
        super().closeEvent(event)


class Opened(QObject):
    """Panes that open and close, in the order in which they opened."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._known: dict[QWidget, tuple[Callable[[], object], Callable[[], bool]]] = {}
        self._order: list[QWidget] = []

    def follow(self, pane: QWidget, close: Callable[[], object], is_open: Callable[[], bool]) -> None:
        """Remember when a pane opens from now on.

        Args:
            close: what closes it.
            is_open: whether there is something in it to close; one that is only in sight is left alone.
        """
        self._known[pane] = (close, is_open)
        pane.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched in self._known:
            self._order = [*(one for one in self._order if one is not watched), watched]
        return False

    def close_last(self) -> bool:
        """Close the pane that opened last and is still open; False when none is."""
        late = [*(one for one in self._known if one not in self._order), *self._order]
        for pane in reversed(late):
            close, is_open = self._known[pane]
            if pane.isVisible() and is_open():
                close()
                return True
        return False
