"""What somebody without a mouse, or without eyes for it, has of the window: every page and dialog of it, also
those to come.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QScrollBar,
    QSizePolicy,
    QSpinBox,
    QTextEdit,
    QWidget,
)  # fmt: skip
from pytestqt.qtbot import QtBot

from app.core.answers.checked import CheckedSentence, CheckedText, Standing
from app.core.answers.conversations import Form
from app.core.answers.trace import Drafting
from app.ui import theme
from app.ui.ask.seen import SeenDialog
from app.ui.jobs import JobRunner
from app.ui.library.page import FOLDERS, INVENTORY, UNREAD
from app.ui.library.strip import FileLog, FilesDialog
from app.ui.shell.main_window import MainWindow
from app.ui.shell.welcome import Welcome
from app.workspace.workspace import open_application

PATIENCE = 60_000
QUESTION = "At what pressure does the relief valve RV-7 open?"

CONTROLS = (
    QAbstractButton, QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QSpinBox, QAbstractItemView,
)  # fmt: skip
"""What somebody works with; a page's own kind of control takes the focus and is found by that."""

_BUTTON = (QAccessible.Role.PushButton, QAccessible.Role.CheckBox, QAccessible.Role.ButtonMenu, QAccessible.Role.Button,
           QAccessible.Role.ButtonDropDown, QAccessible.Role.RadioButton)  # fmt: skip
ROLES: tuple[tuple[type[QWidget], tuple[QAccessible.Role, ...]], ...] = (
    (QCheckBox, (QAccessible.Role.CheckBox,)),
    (QRadioButton, (QAccessible.Role.RadioButton,)),
    (QAbstractButton, _BUTTON),
    (QLineEdit, (QAccessible.Role.EditableText,)),
    (QPlainTextEdit, (QAccessible.Role.EditableText,)),
    (QTextEdit, (QAccessible.Role.EditableText, QAccessible.Role.StaticText, QAccessible.Role.Document)),
    (QComboBox, (QAccessible.Role.ComboBox,)),
    (QSpinBox, (QAccessible.Role.SpinBox,)),
    (QAbstractItemView, (QAccessible.Role.Table, QAccessible.Role.List, QAccessible.Role.Tree)),
)

SIZES = ((1280, 800), (1024, 640), (853, 533), (720, 480))
"""What is left of 1280 x 800 at 100, 125 and 150 %, and the smallest window, about that of 1440 x 960 at 200
%.
"""


def _interface(widget: QWidget) -> QAccessibleInterface:
    found = QAccessible.queryAccessibleInterface(widget)
    assert found is not None, widget
    return found


def _name(widget: QWidget) -> str:
    # On X11 and Wayland Qt says what is chosen as the name of a list to choose from, and its own name as that
    # of its label.
    found = _interface(widget)
    said = found.text(QAccessible.Text.Name)
    if isinstance(widget, QComboBox):
        labels = [
            label.text(QAccessible.Text.Name)
            for label, _ in found.relations(QAccessible.RelationFlag.Label)
            if label is not None
        ]
        said = widget.accessibleName() or " ".join(labels)
    return said.replace("&", "").strip()


def _is_part(widget: QWidget) -> bool:
    """Tell what a control carries inside, which is named by it."""
    parent = widget.parentWidget()
    if widget.objectName().startswith("qt_") or isinstance(widget, QScrollBar | QHeaderView):
        return True
    while parent is not None and not parent.isWindow():
        if isinstance(parent, QLineEdit | QComboBox | QSpinBox | QAbstractItemView):
            return True
        parent = parent.parentWidget()
    return False


def _controls(widget: QWidget) -> list[QWidget]:
    """Return what can be worked with and is on the screen, in the order of the tree."""
    return [
        one
        for one in widget.findChildren(QWidget)
        if one.isVisibleTo(widget)
        and not _is_part(one)
        and one.focusProxy() is None  # what is focused in its place is walked by itself
        and (
            isinstance(one, CONTROLS)
            or one.focusPolicy() & Qt.FocusPolicy.TabFocus == Qt.FocusPolicy.TabFocus
        )
    ]


def _told(widget: QWidget) -> str:
    return f"{type(widget).__name__} {_name(widget)!r} in {type(widget.parentWidget()).__name__}"


@pytest.fixture(scope="module")
def jobs() -> Iterator[JobRunner]:
    runner = JobRunner()
    yield runner
    runner.close()
    runner.deleteLater()


@pytest.fixture(scope="module")
def filled(
    request: pytest.FixtureRequest,
    qapp: QApplication,
    workspace: Path,
    tmp_path_factory: pytest.TempPathFactory,
    jobs: JobRunner,
) -> Iterator[MainWindow]:
    """The window in front, with an answer, its source and the documents; all tests here only look at it."""
    QSettings.setPath(
        QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(tmp_path_factory.mktemp("settings"))
    )
    theme.apply(qapp, "light")
    bot = QtBot(request)
    with open_application(workspace) as application:
        window = MainWindow(application, jobs)
        window.resize(1280, 800)
        window.show()
        window.activateWindow()
        window.ask.ask(QUESTION)
        turn = window.ask.turns[-1]
        bot.waitUntil(lambda: turn.answer is not None, timeout=PATIENCE)
        turn.open_citation(1)
        bot.waitUntil(lambda: bool(window.ask.reader.marked()) and not jobs.running, timeout=PATIENCE)
        bot.waitUntil(window.isActiveWindow, timeout=PATIENCE)
        yield window
        window.close()
        jobs.close()
        window.deleteLater()


def _pages(qtbot: QtBot, window: MainWindow, jobs: JobRunner) -> Iterator[str]:
    """Show one page after the other, and every view of the library."""
    places: list[tuple[str, Callable[[], object]]] = [
        (name, partial(window.go, at)) for at, name in enumerate(window._names.values())
    ]
    for at, name in ((UNREAD, "Not read"), (FOLDERS, "Folders"), (INVENTORY, "Inventory"), (0, "Documents")):
        places.append((name, partial(_show_view, window, at)))
    for name, show in places:
        show()
        qtbot.waitUntil(lambda: not jobs.running, timeout=PATIENCE)  # what a page asks for when it is shown
        window.activateWindow()  # after a dialog that was closed
        qtbot.waitUntil(window.isActiveWindow, timeout=PATIENCE)
        yield name


def _show_view(window: MainWindow, at: int) -> None:
    window.show_page(window.library)
    window.library.tabs.go(at)


def _dialogs(qtbot: QtBot, window: MainWindow) -> Iterator[QDialog | Welcome]:
    """Open what can be opened, one after the other."""
    window.show_palette()
    yield window.palette_shown()
    window.palette_shown().close()
    window.show_keys()
    yield window.sheet_shown()
    window.sheet_shown().close()
    seen = SeenDialog(Drafting("The pump starts at 4 bar.", (), "At 4 bar.", (), 0, 9, 0, 9, "end"), window)
    seen.open()
    yield seen
    seen.close()
    window.show_check()
    yield window.checking
    window.checking._show_result(
        CheckedText((CheckedSentence("The pump starts at 4 bar.", Standing.NOT_FOUND),))
    )
    yield window.checking
    window.checking.write()
    window.checking.close()
    where = window.ask._exporter.ask_where("The pump", Form.PDF, list)
    yield where
    where.close()
    window.show_page(window.library)
    window.library.table.selectRow(0)
    window.library.remove_selected()
    qtbot.waitUntil(lambda: window.library.acting.asking is not None, timeout=PATIENCE)
    assert window.library.acting.asking is not None
    yield window.library.acting.asking
    window.library.acting.asking.close()
    window.library.purge_selected()
    qtbot.waitUntil(lambda: window.library.acting.asking is not None, timeout=PATIENCE)
    assert window.library.acting.asking is not None
    yield window.library.acting.asking
    window.library.acting.asking.close()
    window.library.table.clearSelection()
    files = FilesDialog(FileLog(), window)
    files.open()
    yield files
    files.close()
    welcome = Welcome("There is no workspace here.")
    qtbot.addWidget(welcome)
    welcome.show()
    yield welcome
    welcome.close()


def test_every_control_has_a_name_and_a_fitting_role(
    qtbot: QtBot, filled: MainWindow, jobs: JobRunner
) -> None:
    wrong = []

    def look(where: str, shown: QWidget) -> None:
        controls = _controls(shown)
        assert controls, where
        for one in controls:
            role = _interface(one).role()
            wanted = next((roles for kind, roles in ROLES if isinstance(one, kind)), None)
            if not _name(one):
                wrong.append(f"{where}: no name: {_told(one)}")
            if wanted is not None and role not in wanted:
                wrong.append(f"{where}: {role.name}: {_told(one)}")
            if wanted is None and role in (
                QAccessible.Role.NoRole,
                QAccessible.Role.Client,
                QAccessible.Role.Pane,
            ):
                wrong.append(f"{where}: takes the focus and is nothing: {_told(one)}")

    for name in _pages(qtbot, filled, jobs):
        look(name, filled)
    for dialog in _dialogs(qtbot, filled):
        look(dialog.windowTitle(), dialog)
    assert wrong == [], "\n".join(wrong)


def test_controls_are_told_apart_by_their_names(qtbot: QtBot, filled: MainWindow, jobs: JobRunner) -> None:
    for name in _pages(qtbot, filled, jobs):
        names = Counter((_interface(one).role(), _name(one)) for one in _controls(filled) if one.isEnabled())
        assert [key for key, count in names.items() if count > 1] == [], name


def test_every_child_of_the_tree_can_be_asked_and_knows_its_parent(
    qtbot: QtBot, filled: MainWindow, jobs: JobRunner
) -> None:
    def walk(one: QAccessibleInterface, depth: int) -> int:
        assert one.isValid()
        assert depth < 60
        seen = 1
        for at in range(min(one.childCount(), 50)):  # a table's cells are all alike
            child = one.child(at)
            if child is not None and child.isValid():
                seen += walk(child, depth + 1)
        return seen

    for name in _pages(qtbot, filled, jobs):
        assert walk(_interface(filled), 0) > 20, name


def _order(qtbot: QtBot, window: QWidget, first: QWidget) -> list[QWidget]:
    """Press Tab until the first comes again."""
    first.setFocus(Qt.FocusReason.TabFocusReason)
    seen: list[QWidget] = []
    for _ in range(200):
        here = QApplication.focusWidget()
        assert here is not None, f"Tab loses the focus after {_told(seen[-1]) if seen else 'nothing'}"
        if here in seen[:-1]:
            break
        if here not in seen:  # within text, Tab goes from one link to the next
            seen.append(here)
        qtbot.keyClick(here, Qt.Key.Key_Tab)
    return seen


def test_tab_reaches_every_control_in_reading_order(
    qtbot: QtBot, filled: MainWindow, jobs: JobRunner
) -> None:
    for name in _pages(qtbot, filled, jobs):
        controls = [
            one
            for one in _controls(filled)
            if one.isEnabled() and one.focusPolicy() & Qt.FocusPolicy.TabFocus
        ]
        order = _order(qtbot, filled, controls[0])
        # Of buttons of which one is chosen, the keyboard stops at that one, and arrows reach the others.
        alike = {
            other
            for one in order
            if isinstance(one, QAbstractButton) and one.group() is not None
            for other in one.group().buttons()
        }
        missed = [_told(one) for one in controls if one not in order and one not in alike]
        assert missed == [], f"{name}: not reached"
        back = []
        for one, other in zip(order, order[1:], strict=False):
            above = other.mapTo(filled, QPoint(0, other.height())).y() <= one.mapTo(filled, QPoint(0, 0)).y()
            left, right = one.mapTo(filled, QPoint(0, 0)).x(), one.mapTo(filled, QPoint(one.width(), 0)).x()
            begin, end = (
                other.mapTo(filled, QPoint(0, 0)).x(),
                other.mapTo(filled, QPoint(other.width(), 0)).x(),
            )
            if above and begin < right and left < end and other is not order[0]:
                back.append(f"{_told(one)} -> {_told(other)}")
        assert back == [], f"{name}: against the reading order"


def test_the_focus_can_be_seen(qtbot: QtBot, filled: MainWindow, jobs: JobRunner) -> None:
    unseen = []
    for name in _pages(qtbot, filled, jobs):
        resting = next(one for one in _controls(filled) if isinstance(one, QAbstractButton))
        for one in _controls(filled):
            if not one.isEnabled() or one.focusPolicy() == Qt.FocusPolicy.NoFocus:
                continue
            other = (
                resting
                if one is not resting
                else next(x for x in _controls(filled) if x is not resting and x.isEnabled())
            )
            other.setFocus(Qt.FocusReason.TabFocusReason)
            without = one.grab().toImage()
            one.setFocus(Qt.FocusReason.TabFocusReason)
            if one.hasFocus() and one.grab().toImage() == without:
                unseen.append(f"{name}: {_told(one)}")
    assert unseen == [], "\n".join(unseen)


def _clipped(window: QWidget) -> list[str]:
    """Return whose words do not fit; what gives up its width on purpose is cut by its own rule."""
    found = []
    for label in window.findChildren(QLabel):
        if (
            not label.isVisibleTo(window)
            or not label.text()
            or label.sizePolicy().horizontalPolicy() is QSizePolicy.Policy.Ignored
        ):
            continue
        room = label.contentsRect()
        needed = label.heightForWidth(label.width()) if label.wordWrap() else label.sizeHint().height()
        wide = 0 if label.wordWrap() else label.minimumSizeHint().width()
        if needed > room.height() + 1 or wide > label.width() + 1:
            found.append(
                f"{label.text()[:40]!r} needs {wide} x {needed}, has {label.width()} x {room.height()}"
            )
    for button in window.findChildren(QAbstractButton):
        if not button.isVisibleTo(window) or not button.text() or _is_part(button):
            continue
        wide = QFontMetrics(button.font()).size(Qt.TextFlag.TextShowMnemonic, button.text()).width()
        if wide > button.width():
            found.append(f"button {button.text()[:40]!r} needs {wide}, has {button.width()}")
    return found


@pytest.mark.parametrize("size", SIZES, ids=["100", "125", "150", "200"])
def test_no_words_are_cut_off_when_everything_is_larger(
    qtbot: QtBot, filled: MainWindow, jobs: JobRunner, size: tuple[int, int]
) -> None:
    filled.resize(*size)
    qtbot.waitUntil(lambda: filled.width() == size[0])
    for name in _pages(qtbot, filled, jobs):
        try:
            qtbot.waitUntil(lambda: _clipped(filled) == [], timeout=1000)
        except qtbot.TimeoutError:
            pytest.fail(f"{name}: " + "\n".join(_clipped(filled)))
        assert filled.width() == size[0], f"{name} makes the window wider"


def test_every_action_of_a_page_is_a_command_or_can_be_tabbed_to(
    qtbot: QtBot, filled: MainWindow, jobs: JobRunner
) -> None:
    mouse_only = [
        f"{name}: {_told(one)}"
        for name in _pages(qtbot, filled, jobs)
        for one in _controls(filled)
        if isinstance(one, QAbstractButton) and one.isEnabled() and not one.focusPolicy() & Qt.FocusPolicy.TabFocus
        and one.group() is None  # arrows reach the others of a group
        and not {_name(one), one.text()} & {command.words for command in filled.commands()}
    ]  # fmt: skip
    assert mouse_only == []
