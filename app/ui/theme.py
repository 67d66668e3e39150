"""How the window looks: every colour, size and space of it, in two schemes.

The decision hidden here is each value; pages use the names. Invariant: text on its ground has a contrast of at least
4.5 to 1 in both schemes. GUI thread.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QStyleFactory

from app.resources import resource

SPACE = (0, 4, 8, 12, 16, 24, 32)
"""Pixels of the steps 0 to 6: everything stands on a grid of four."""

RADIUS = 6
BASE = 13
SCALE = {"small": 11, "base": 13, "large": 15, "title": 18, "display": 24}
"""Pixels of the five sizes of type."""

READING_WIDTH = 72
"""Characters of the widest reading column."""

NAVIGATION_WIDTH = 76
NARROW = 1100
"""Pixels below which the reader slides over the conversation."""

FADE = 120
"""Milliseconds."""


@dataclass(frozen=True)
class Colours:
    """One scheme; every value is "#RRGGBB"."""

    ground: str
    surface: str
    line: str
    text: str
    muted: str
    accent: str
    on_accent: str
    quoted: str
    supported: str
    partial: str
    problem: str
    highlight: str
    on_highlight: str
    hover: str


LIGHT = Colours(
    ground="#FBFAF8", surface="#FFFFFF", line="#E4E1DB", text="#1C1B19", muted="#6B6862", accent="#1F5FBF", on_accent="#FFFFFF",
    quoted="#1F5FBF", supported="#2F7D4F", partial="#8F6000", problem="#B3261E", highlight="#FFE9A8", on_highlight="#1C1B19", hover="#F1EFEA",
)  # fmt: skip

DARK = Colours(
    ground="#17181A", surface="#1F2124", line="#33363B", text="#ECEAE6", muted="#9B9891", accent="#7FB0FF", on_accent="#17181A",
    quoted="#7FB0FF", supported="#72C796", partial="#E0B24A", problem="#F2877F", highlight="#5C4B13", on_highlight="#ECEAE6", hover="#292C30",
)  # fmt: skip

READ_ON = (("text", "ground"), ("text", "surface"), ("muted", "ground"), ("muted", "surface"), ("accent", "ground"), ("accent", "surface"),
           ("on_accent", "accent"), ("quoted", "surface"), ("supported", "surface"), ("partial", "surface"), ("problem", "surface"),
           ("on_highlight", "highlight"), ("text", "hover"))  # fmt: skip
"""Which colour of text stands on which ground."""


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21, after WCAG 2.2."""
    first, second = sorted((_luminance(one), _luminance(other)))
    return (second + 0.05) / (first + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def is_dark() -> bool:
    """Tell whether the window is dark now."""
    application = QGuiApplication.instance()
    chosen = application.property("scheme") if application is not None else None
    if chosen in ("light", "dark"):
        return bool(chosen == "dark")
    return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark


def colours() -> Colours:
    """Return the scheme in use."""
    return DARK if is_dark() else LIGHT


def apply(application: QApplication, scheme: str = "system") -> None:
    """Dress the application.

    Args:
        scheme: "system", "light" or "dark".
    """
    # A platform without a theme of its own keeps no scheme, so the choice is kept here as well.
    application.setProperty("scheme", scheme)
    wanted = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}.get(scheme, Qt.ColorScheme.Unknown)
    hints = application.styleHints()
    if hints.colorScheme() != wanted:
        hints.setColorScheme(wanted)
    application.setStyle(QStyleFactory.create("Fusion"))
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    font.setPixelSize(BASE)
    application.setFont(font)
    refresh(application)


def refresh(application: QApplication) -> None:
    """Take over the scheme that holds now."""
    scheme = colours()
    icon.cache_clear()
    application.setPalette(_palette(scheme))
    application.setStyleSheet(_sheet(scheme))


def fixed(size: str = "base") -> QFont:
    """Return the face of text whose columns are made of spaces."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    font.setPixelSize(SCALE[size])
    return font


def serif(size: str = "large") -> QFont:
    """Return the face of quoted text."""
    font = QFont()
    font.setStyleHint(QFont.StyleHint.Serif)
    font.setFamilies(["Source Serif 4", "Noto Serif", "Charter", "Georgia", "DejaVu Serif"])
    font.setPixelSize(SCALE[size])
    return font


def sized(size: str, *, bold: bool = False) -> QFont:
    """Return the window's own face in one of the five sizes."""
    font = QFont(QGuiApplication.font())
    font.setPixelSize(SCALE[size])
    if bold:
        font.setWeight(QFont.Weight.DemiBold)
    return font


@lru_cache(maxsize=256)
def icon(name: str, colour: str = "text", size: int = 20) -> QIcon:
    """Return an icon of the set, drawn in a colour of the scheme."""
    markup = resource("icons", f"{name}.svg").read_text("utf-8").replace("currentColor", getattr(colours(), colour))
    renderer = QSvgRenderer(QByteArray(markup.encode()))
    made = QIcon()
    for ratio in (1, 2, 3):
        pixmap = QPixmap(QSize(size * ratio, size * ratio))
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        renderer.render(painter, QRectF(0, 0, size * ratio, size * ratio))
        painter.end()
        pixmap.setDevicePixelRatio(ratio)
        made.addPixmap(pixmap)
    return made


def _palette(scheme: Colours) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for name, value in (
        (role.Window, scheme.ground), (role.WindowText, scheme.text), (role.Base, scheme.surface), (role.AlternateBase, scheme.ground),
        (role.Text, scheme.text), (role.Button, scheme.surface), (role.ButtonText, scheme.text), (role.Highlight, scheme.accent),
        (role.HighlightedText, scheme.on_accent), (role.PlaceholderText, scheme.muted), (role.ToolTipBase, scheme.surface),
        (role.ToolTipText, scheme.text), (role.Link, scheme.accent), (role.Light, scheme.line), (role.Mid, scheme.line),
        (role.Dark, scheme.line), (role.Accent, scheme.accent),
    ):  # fmt: skip
        palette.setColor(name, QColor(value))
    for name in (role.Text, role.WindowText, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, QColor(scheme.muted))
    return palette


def _sheet(scheme: Colours) -> str:
    values = {one.name: getattr(scheme, one.name) for one in fields(scheme)} | {"radius": RADIUS, **SCALE}
    sheet = _SHEET
    for name, value in values.items():
        sheet = sheet.replace(f"@{name}@", str(value))
    return sheet


_SHEET = """
QToolTip { background: @surface@; color: @text@; border: 1px solid @line@; padding: 6px; }
QLineEdit, QPlainTextEdit, QComboBox, QSpinBox { background: @surface@; color: @text@; border: 1px solid @line@; border-radius: @radius@px; padding: 6px 8px;
  selection-background-color: @accent@; selection-color: @on_accent@; }
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus, QSpinBox:focus { border: 2px solid @accent@; padding: 5px 7px; }
QComboBox::drop-down { border: none; width: 20px; }
QPushButton { background: @surface@; color: @text@; border: 1px solid @line@; border-radius: @radius@px; padding: 6px 12px; }
QPushButton:hover { background: @hover@; }
QPushButton:focus { border: 2px solid @accent@; padding: 5px 11px; }
QPushButton:disabled { color: @muted@; }
QPushButton[primary="true"] { background: @accent@; color: @on_accent@; border: 1px solid @accent@; font-weight: 600; }
QPushButton[primary="true"]:focus { border: 2px solid @text@; }
QPushButton[primary="true"]:disabled { background: @line@; color: @muted@; border: 1px solid @line@; }
QPushButton[quiet="true"], QToolButton { background: transparent; border: 1px solid transparent; border-radius: @radius@px; padding: 4px 8px; color: @muted@; }
QPushButton[quiet="true"]:hover, QToolButton:hover { background: @hover@; color: @text@; }
QPushButton[quiet="true"]:focus, QToolButton:focus { border: 1px solid @accent@; }
QPushButton[quiet="true"]:checked, QToolButton:checked { background: @hover@; color: @accent@; }
QToolButton::menu-indicator { image: none; }
#navigation { background: @ground@; border-right: 1px solid @line@; }
#navigation QToolButton { border-radius: 0; border: none; border-left: 3px solid transparent; padding: 8px 2px; color: @muted@; font-size: @small@px; }
#navigation QToolButton:hover { background: @hover@; color: @text@; }
#navigation QToolButton:checked { color: @accent@; border-left: 3px solid @accent@; background: @hover@; }
#navigation QToolButton:focus { border-left: 3px solid @accent@; background: @hover@; }
#header { background: @ground@; border-bottom: 1px solid @line@; }
QLabel[role="title"] { font-size: @title@px; font-weight: 600; }
QLabel[role="display"] { font-size: @display@px; font-weight: 600; }
QLabel[role="section"] { color: @muted@; font-size: @small@px; font-weight: 600; }
QLabel[role="muted"] { color: @muted@; }
QLabel[role="problem"] { color: @problem@; }
QLabel[role="small"] { color: @muted@; font-size: @small@px; }
QFrame[card="true"] { background: @surface@; border: 1px solid @line@; border-radius: @radius@px; }
QFrame[rule="true"] { background: @line@; border: none; max-height: 1px; min-height: 1px; }
QFrame[row="true"] { background: transparent; border: 1px solid transparent; border-radius: @radius@px; }
QFrame[row="true"]:hover { background: @hover@; }
QFrame[row="true"]:focus { border: 1px solid @accent@; }
QPushButton[chip="true"] { border-radius: 9px; padding: 1px 7px; font-size: @small@px; font-weight: 600; background: @surface@; }
QPushButton[chip="true"]:focus { border: 2px solid @accent@; padding: 0px 6px; }
QPushButton[state="quoted"] { color: @quoted@; border: 1px solid @quoted@; }
QPushButton[state="supported"] { color: @supported@; border: 1px solid @supported@; }
QPushButton[state="partial"] { color: @partial@; border: 1px dashed @partial@; }
QTableView, QTreeView, QListView, QTextBrowser, QScrollArea { background: @surface@; border: none; }
QScrollArea > QWidget > QWidget { background: transparent; }
QTextBrowser { selection-background-color: @accent@; selection-color: @on_accent@; }
QTableView { gridline-color: transparent; alternate-background-color: @ground@; selection-background-color: @hover@; selection-color: @text@; }
QTableView::item { padding: 4px 8px; border-bottom: 1px solid @line@; }
QTableView::item:selected { background: @hover@; color: @text@; }
QTableView:focus { border: 1px solid @accent@; }
QHeaderView::section { background: @ground@; color: @muted@; border: none; border-bottom: 1px solid @line@; padding: 6px 8px; font-size: @small@px; font-weight: 600; }
QListView::item { padding: 8px; border-radius: @radius@px; }
QListView::item:selected { background: @hover@; color: @text@; }
QProgressBar { background: @line@; border: none; border-radius: 2px; max-height: 4px; min-height: 4px; }
QProgressBar::chunk { background: @accent@; border-radius: 2px; }
QSplitter::handle { background: @line@; }
QSplitter::handle:horizontal { width: 1px; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar::handle:vertical { background: @line@; border-radius: 4px; min-height: 32px; margin: 1px; }
QScrollBar::handle:vertical:hover { background: @muted@; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle:horizontal { background: @line@; border-radius: 4px; min-width: 32px; margin: 1px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QMenu { background: @surface@; border: 1px solid @line@; padding: 4px; }
QMenu::item { padding: 6px 16px; border-radius: 4px; }
QMenu::item:selected { background: @hover@; color: @text@; }
QMenu::separator { height: 1px; background: @line@; margin: 4px 8px; }
"""
