"""How one person wants the window on this machine: scheme, size, motion, language. Kept by Qt, not in a
workspace. GUI thread.

Invariant: what is kept and cannot be used counts as not kept.
"""

from __future__ import annotations

import os

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from app.ui import language, theme

SCHEMES = ("system", "light", "dark")
MOTIONS = ("system", "full", "reduced")
SIZES = (90, 100, 110, 125, 150, 200)
"""Percent."""


def kept(name: str) -> str:
    """Return a choice: "scheme", "size", "motion" or "language"."""
    value = str(QSettings("citewell", "window").value(name, ""))
    if name == "size":
        return value if value in map(str, SIZES) else "100"
    known = {"scheme": SCHEMES, "motion": MOTIONS, "language": (language.SYSTEM, *language.languages())}[name]
    return value if value in known else known[0]


def keep(application: QApplication, name: str, value: str) -> bool:
    """Keep a choice and follow it; return whether it holds already, as against from the next start on."""
    QSettings("citewell", "window").setValue(name, value)
    if name == "scheme":
        theme.apply(application, value)
    elif name == "motion":
        application.setProperty("motion", value)
    return name in ("scheme", "motion")


def prepare() -> None:
    """Hand the chosen size to Qt, which reads it once, before its application object is made."""
    size = int(kept("size"))
    if size != 100:
        os.environ.setdefault("QT_SCALE_FACTOR", f"{size / 100:g}")


def dress(application: QApplication) -> None:
    """Dress an application that was just made as was chosen."""
    language.install(application, kept("language"))
    application.setProperty("motion", kept("motion"))
    theme.apply(application, kept("scheme"))
