"""The shell: navigation, header, jobs, palette, and the pages in it. It knows no page's insides. GUI thread."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QByteArray, QSettings, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QMainWindow,
    QMenu,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from app.bootstrap import Application
from app.ui import theme
from app.ui.ask import AskPage
from app.ui.command import Command
from app.ui.jobs import Job, JobRunner
from app.ui.library import LibraryPage
from app.ui.models import ModelsPage
from app.ui.progress import ProgressBar


class MainWindow(QMainWindow):
    """One open workspace."""

    scheme_chosen = Signal(str)
    workspace_wanted = Signal(str)
    """A folder, or empty to choose one."""

    def __init__(self, application: Application, jobs: JobRunner) -> None:
        super().__init__()
        self._jobs = jobs
        self._palette: Palette | None = None
        self._pages: list[tuple[str, QWidget]] = []
        self.setWindowTitle(f"{application.name} – Citewell")
        self.setMinimumSize(720, 480)
        self.ask = AskPage(application, jobs)
        self.library = LibraryPage(application, jobs)
        self.models = ModelsPage(application, jobs)
        self.models.changed.connect(self.ask.show_model)
        self.ask.models_wanted.connect(lambda: self.go(2))

        self._stack = QStackedWidget()
        self._title = QLabel()
        self._title.setProperty("role", "title")
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
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        for icon, name, page in (("ask", self.tr("Ask"), self.ask), ("library", self.tr("Library"), self.library),
                                 ("models", self.tr("Models"), self.models)):  # fmt: skip
            self._add_page(icon, name, page)
        self._column.addStretch(1)

        self._workspace = QToolButton()
        self._workspace.setText(f"{application.name}  ▾")
        self._workspace.setAccessibleName(self.tr("Workspace {0}").format(application.name))
        self._workspace.setToolTip(str(application.workspace))
        self._workspace.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self._workspace)
        menu.addAction(self.tr("Open another workspace …"), lambda: self.workspace_wanted.emit(""))
        looks = menu.addMenu(self.tr("Appearance"))
        for scheme, words in (("system", self.tr("As the system")), ("light", self.tr("Light")), ("dark", self.tr("Dark"))):
            looks.addAction(words, partial(self.scheme_chosen.emit, scheme))
        self._workspace.setMenu(menu)
        person = QLabel(application.actor.name)
        person.setProperty("role", "muted")
        person.setToolTip(", ".join(sorted(role.value for role in application.actor.roles)))
        self._indicator = JobsButton(jobs)
        header = QFrame()
        header.setObjectName("header")
        header.setFixedHeight(48)
        row = QHBoxLayout(header)
        row.setContentsMargins(theme.SPACE[4], 0, theme.SPACE[4], 0)
        row.setSpacing(theme.SPACE[3])
        row.addWidget(self._title)
        row.addStretch(1)
        row.addWidget(person)
        row.addWidget(self._workspace)
        row.addWidget(self._indicator)

        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(header)
        right.addWidget(self._stack, 1)
        central = QWidget()
        layout = QHBoxLayout(central)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(navigation)
        layout.addLayout(right, 1)
        self.setCentralWidget(central)
        self._make_keys()
        self._restore()
        self.go(0)
        self.library.refresh()
        self.models.refresh()
        self.ask.focus_question()

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
        self._column.addWidget(button)
        self._pages.append((name, page))
        self._stack.addWidget(page)

    def go(self, at: int) -> None:
        """Show a page by its place in the navigation, from 0."""
        name, page = self._pages[at]
        self._stack.setCurrentWidget(page)
        self._title.setText(name)
        button = self._group.button(at)
        if button is not None:
            button.setChecked(True)

    def commands(self) -> list[Command]:
        """Return everything that can be done, with its keys."""
        found = [
            Command(self.tr("Go to {0}").format(name), f"Ctrl+{at + 1}", partial(self.go, at)) for at, (name, _) in enumerate(self._pages)
        ]
        return [
            *found,
            Command(self.tr("Ask a question"), "Ctrl+L", self._to_question),
            *self.ask.commands(),
            Command(self.tr("Next citation"), "Alt+J", lambda: self.ask.reader.step(1)),
            Command(self.tr("Previous citation"), "Alt+K", lambda: self.ask.reader.step(-1)),
            Command(self.tr("Add a folder"), "Ctrl+O", self._add_folder),
            Command(self.tr("Stop, or close what opened last"), "Esc", self._escape),
            Command(self.tr("All commands"), "Ctrl+K", self.show_palette),
            Command(self.tr("Keys"), "F1", self.show_palette),
            Command(self.tr("Light appearance"), "", lambda: self.scheme_chosen.emit("light")),
            Command(self.tr("Dark appearance"), "", lambda: self.scheme_chosen.emit("dark")),
            Command(self.tr("Appearance as the system"), "", lambda: self.scheme_chosen.emit("system")),
            Command(self.tr("Open another workspace"), "", lambda: self.workspace_wanted.emit("")),
            Command(self.tr("Quit"), "Ctrl+Q", self.close),
        ]

    def _make_keys(self) -> None:
        for command in self.commands():
            if command.keys:
                QShortcut(QKeySequence(command.keys), self, command.run)
        for number in range(1, 10):
            QShortcut(QKeySequence(f"Alt+{number}"), self, lambda number=number: self.ask.open_citation(number))

    def _to_question(self) -> None:
        self.go(0)
        self.ask.focus_question()

    def _add_folder(self) -> None:
        self.go(1)
        self.library.choose_folder()

    def _escape(self) -> None:
        if not self.ask.stop():
            self.ask.reader.closed.emit()

    def show_palette(self) -> None:
        """Offer every command, found by its words."""
        self._palette = Palette(self.commands(), self)
        self._palette.open()

    def palette_shown(self) -> Palette:
        """Return the palette that was opened last."""
        assert self._palette is not None
        return self._palette

    def _restore(self) -> None:
        settings = QSettings("citewell", "window")
        geometry = settings.value("geometry")
        if isinstance(geometry, QByteArray):
            self.restoreGeometry(geometry)
        else:
            self.resize(1280, 800)
        for name, splitter in (("ask", self.ask.splitter), ("library", self.library.splitter)):
            state = settings.value(f"splitter/{name}")
            if isinstance(state, QByteArray):
                splitter.restoreState(state)

    def closeEvent(self, event: QCloseEvent) -> None:
        settings = QSettings("citewell", "window")
        settings.setValue("geometry", self.saveGeometry())
        settings.setValue("splitter/ask", self.ask.splitter.saveState())
        settings.setValue("splitter/library", self.library.splitter.saveState())
        super().closeEvent(event)


class JobsButton(QToolButton):
    """How much work is running; a click lists it with its progress and a way to stop each."""

    def __init__(self, jobs: JobRunner) -> None:
        super().__init__()
        self._jobs = jobs
        theme.set_icon(self, "jobs", "muted", 18)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setAccessibleName(self.tr("Running jobs"))
        self.clicked.connect(self._list)
        jobs.started.connect(lambda _: self._count())
        jobs.ended.connect(lambda _: self._count())
        self._count()

    def _shown(self) -> list[Job]:
        return [job for job in self._jobs.running if job.shown]

    def _count(self) -> None:
        count = len(self._shown())
        self.setText(str(count) if count else "")
        self.setToolTip(self.tr("{0} running").format(count) if count else self.tr("Nothing is running"))
        self.setEnabled(bool(count))

    def _list(self) -> None:
        dialog = QDialog(self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(self.tr("Running jobs"))
        layout = QVBoxLayout(dialog)
        for job in self._shown():
            words = QLabel(job.title)
            bar = ProgressBar()
            stop = QPushButton(self.tr("Stop"))
            stop.clicked.connect(job.cancel)
            job.progressed.connect(bar.show_progress)
            row = QHBoxLayout()
            row.addWidget(words, 1)
            row.addWidget(stop)
            layout.addLayout(row)
            layout.addWidget(bar)
        self._jobs.ended.connect(dialog.close)
        dialog.resize(420, 80)
        dialog.open()


class Palette(QDialog):
    """Every command with its keys, filtered as one types."""

    def __init__(self, commands: list[Command], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Commands"))
        self.resize(520, 440)
        self._commands = commands
        self._field = QLineEdit()
        self._field.setPlaceholderText(self.tr("Type what you want to do"))
        self._field.setAccessibleName(self.tr("Command"))
        self._list = QListWidget()
        self._list.setAccessibleName(self.tr("Commands"))
        self._field.textChanged.connect(self._fill)
        self._field.returnPressed.connect(self._run)
        self._list.itemActivated.connect(lambda _: self._run())
        down = QShortcut(QKeySequence(Qt.Key.Key_Down), self._field)
        down.activated.connect(lambda: self._list.setCurrentRow(min(self._list.currentRow() + 1, self._list.count() - 1)))
        up = QShortcut(QKeySequence(Qt.Key.Key_Up), self._field)
        up.activated.connect(lambda: self._list.setCurrentRow(max(self._list.currentRow() - 1, 0)))
        layout = QVBoxLayout(self)
        layout.addWidget(self._field)
        layout.addWidget(self._list, 1)
        self._fill("")

    def _fill(self, words: str) -> None:
        self._list.clear()
        for command in self._commands:
            if all(word in command.words.casefold() for word in words.casefold().split()):
                item = QListWidgetItem(f"{command.words}    {command.keys}" if command.keys else command.words)
                item.setData(Qt.ItemDataRole.UserRole, self._commands.index(command))
                self._list.addItem(item)
        self._list.setCurrentRow(0)

    def _run(self) -> None:
        item = self._list.currentItem()
        if item is not None:
            self.accept()
            self._commands[item.data(Qt.ItemDataRole.UserRole)].run()
