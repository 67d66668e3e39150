"""The window's language: which file of translations is loaded, and how words that come from the core are
found in it.

The decision hidden here is how a sentence of the core is looked up. The core knows no translation: its
sentences are matched with the English patterns they were made of, which `packaging/translations.py` collects,
and put together anew in the other language. What matches none stays English. Languages are files:
`resources/translations/xx.qm`. GUI thread.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from app.resources import resource

SYSTEM = "system"
ENGLISH = "en"
_CONTEXT = "core"
_PLACE = re.compile(r"\{(\d+)\}")
_translators: list[QTranslator] = []


def languages() -> dict[str, str]:
    """Return the languages there are files for, and English, by code with the name each calls itself."""
    found = {ENGLISH: "English"}
    for path in sorted(resource("translations").glob("*.qm")):
        name = QLocale(path.stem).nativeLanguageName()
        found[path.stem] = name[:1].upper() + name[1:] if name else path.stem
    return found


def code(choice: str) -> str:
    """Return the language that a choice comes to: itself, or of the system's languages the first there is a
    file for.
    """
    known = languages()
    if choice != SYSTEM:
        return choice if choice in known else ENGLISH
    spoken = [name.replace("_", "-").split("-")[0] for name in QLocale.system().uiLanguages()]
    return next((name for name in spoken if name in known), ENGLISH)


def install(application: QApplication, choice: str = SYSTEM, folder: Path | None = None) -> str:
    """Load a language for windows that are made from now on; return its code.

    Args:
        folder: where its file is, when it is not one that ships with the program.
    """
    for old in _translators:
        application.removeTranslator(old)
    _translators.clear()
    _patterns.cache_clear()
    chosen = code(choice) if folder is None else choice
    # Numbers and days as that language writes them, unless the system's own form of it is known.
    system = QLocale.system()
    QLocale.setDefault(system if QLocale.languageToCode(system.language()) == chosen else QLocale(chosen))
    if chosen == ENGLISH:
        return chosen
    # Qt's own words (on its dialogs' buttons) come with Qt.
    own = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    for name, where in ((f"qtbase_{chosen}", own), (chosen, str(folder or resource("translations")))):
        translator = QTranslator(application)
        if translator.load(name, where):
            application.installTranslator(translator)
            _translators.append(translator)
    return chosen


def marked(text: object) -> str:
    """Return a text of a table in the window's language; it is the one that QT_TRANSLATE_NOOP("tables", …)
    gave the table.
    """
    return QCoreApplication.translate("tables", str(text))


def words(text: str) -> str:
    """Return a text of the core in the window's language, or as it is when no translation matches."""
    if not _translators or not text:
        return text
    found = QCoreApplication.translate(_CONTEXT, text)
    if found != text:
        return found
    for pattern, template in _patterns():
        match = pattern.fullmatch(text)
        if match is not None:
            parts = [words(part) for part in match.groups()]
            numbers = [int(number) for number in _PLACE.findall(template)]
            return _filled(
                QCoreApplication.translate(_CONTEXT, template), dict(zip(numbers, parts, strict=True))
            )
    return text


def _filled(template: str, parts: dict[int, str]) -> str:
    return _PLACE.sub(lambda place: parts.get(int(place[1]), ""), template)


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return the patterns with places to fill that the language has, the most literal first."""
    lines = resource("translations", "core.txt").read_text("utf-8").splitlines()
    found = [line.replace("\\n", "\n") for line in lines if _PLACE.search(line)]
    known = [line for line in found if QCoreApplication.translate(_CONTEXT, line) != line]
    known.sort(key=lambda line: -len(_PLACE.sub("", line)))
    return tuple(
        (re.compile("(.+?)".join(map(re.escape, _PLACE.split(line)[::2])), re.DOTALL), line) for line in known
    )
