"""How the window looks: every colour, size and space of it, in two schemes.

The decision hidden here is each value; pages use the names. Invariant: text on its ground has a contrast of
at least 4.5 to 1 in both schemes. GUI thread.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QApplication, QStyleFactory, QWidget

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

_STYLE = "fusion"

FADE = 120
"""Milliseconds; `fade` says whether it holds."""


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
    quoted="#1F5FBF", supported="#2F7D4F", partial="#8F6000", problem="#B3261E", highlight="#FFE9A8", on_highlight="#1C1B19",
    hover="#F1EFEA",
)  # fmt: skip

DARK = Colours(
    ground="#17181A", surface="#1F2124", line="#33363B", text="#ECEAE6", muted="#9B9891", accent="#7FB0FF", on_accent="#17181A",
    quoted="#7FB0FF", supported="#72C796", partial="#E0B24A", problem="#F2877F", highlight="#5C4B13", on_highlight="#ECEAE6",
    hover="#292C30",
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


def fade() -> int:
    """Return how long something may take to appear, in milliseconds: nothing where less motion is wanted."""
    application = QGuiApplication.instance()
    chosen = application.property("motion") if application is not None else None
    if chosen in ("full", "reduced"):
        return FADE if chosen == "full" else 0
    # Held, because what it hands out ends with it.
    hints = QGuiApplication.styleHints()
    asked = hints.accessibility().motionPreference()
    return 0 if asked == Qt.MotionPreference.ReducedMotion else FADE


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
    if application.style().objectName().lower() != _STYLE:
        # Every widget there is would be styled anew, one after the other.
        application.setStyle(QStyleFactory.create(_STYLE))
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    font.setPixelSize(BASE)
    application.setFont(font)
    refresh(application)


def refresh(application: QApplication) -> None:
    """Take over the scheme that holds now."""
    scheme = colours()
    icon.cache_clear()
    application.setPalette(_palette(scheme))
    for window in application.topLevelWidgets():
        if window.property("dressed"):
            window.setStyleSheet(_sheet(scheme))
    for widget in application.allWidgets():
        wanted = widget.property("icon-of")
        if wanted is not None and isinstance(widget, QAbstractButton):
            widget.setIcon(icon(*wanted))


def dress_window(window: QWidget) -> None:
    """Dress a window that stands in no other, now and whenever the scheme changes; best when all that is in
    it was made.

    The style sheet is each window's and not the application's: under that, Qt styles a widget anew with all
    that is in it each time it is put into another, and a page that is put together from its smallest parts
    costs several times as much.
    """
    window.setProperty("dressed", True)
    window.setStyleSheet(_sheet(colours()))


def mark(widget: QWidget, name: str, value: str) -> None:
    """Set a property that the style sheet looks at, and style the widget anew where it changed."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def set_icon(button: QAbstractButton, name: str, colour: str = "muted", size: int = 16) -> None:
    """Give a button an icon that follows the scheme; beside words, which are set before, it keeps its
    distance.
    """
    gap = SPACE[1] if button.text() else 0
    button.setProperty("icon-of", [name, colour, size, gap])
    button.setIcon(icon(name, colour, size, gap))
    if gap:
        button.setIconSize(QSize(size + gap, size))


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
def icon(name: str, colour: str = "text", size: int = 20, gap: int = 0) -> QIcon:
    """Return an icon of the set, drawn in a colour of the scheme.

    Args:
        gap: pixels that stay free on the side of the words.
    """
    markup = (
        resource("icons", f"{name}.svg")
        .read_text("utf-8")
        .replace("currentColor", getattr(colours(), colour))
    )
    renderer = QSvgRenderer(QByteArray(markup.encode()))
    made = QIcon()
    for ratio in (1, 2, 3):
        pixmap = QPixmap(QSize((size + gap) * ratio, size * ratio))
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left = gap * ratio if QGuiApplication.isRightToLeft() else 0
        renderer.render(painter, QRectF(left, 0, size * ratio, size * ratio))
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
    sheet = resource("themes", "window.qss").read_text("utf-8")
    for name, value in values.items():
        sheet = sheet.replace(f"@{name}@", str(value))
    return sheet
