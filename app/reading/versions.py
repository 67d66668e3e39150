"""Which readers there are and which version each has: the key under which an extraction is kept.

Invariant: a version changes whenever the same bytes could give another text or other blocks, so it names the
reader's own number and the library that decides with it. Loads none of those libraries.
"""

from __future__ import annotations

from functools import cache
from importlib.metadata import version
from importlib.util import find_spec

_OWN = {
    "plain": "3", "markdown": "3", "rst": "3", "html": "4", "pdf": "5", "docx": "4", "xlsx": "2", "csv": "2", "eml": "2", "mbox": "2",
    "pptx": "2", "epub": "2", "odt": "2", "ods": "2",
}  # fmt: skip
_LIBRARY = {
    "plain": "charset-normalizer",
    "markdown": "markdown-it-py",
    "rst": "charset-normalizer",
    "html": "selectolax",
    "pdf": "pypdfium2",
    "docx": "python-docx",
    "xlsx": "openpyxl",
    "csv": "charset-normalizer",
    "eml": "selectolax",
    "mbox": "selectolax",
    "pptx": "python-pptx",
    "epub": "selectolax",
    "odt": "defusedxml",
    "ods": "defusedxml",
}


_OCR = "rapidocr"


def ocr_installed() -> bool:
    """Say whether pictures of text can be read; loads nothing."""
    return find_spec(_OCR) is not None


@cache
def reader_version(reader: str) -> str:
    """Return the version of the reader of that name, for example "1+pypdfium2-5.15.2"."""
    library = _LIBRARY[reader]
    own = f"{_OWN[reader]}+{library}-{version(library)}"
    return f"{own}+{_OCR}-{version(_OCR)}" if reader == "pdf" and ocr_installed() else own


def current_readers() -> frozenset[tuple[str, str]]:
    """Return name and version of every reader: an extraction kept under one of these need not be made again."""
    return frozenset((reader, reader_version(reader)) for reader in _OWN)


def is_current(reader: str, version: str) -> bool:
    """Tell whether reading again would give nothing more than a reader of that version got.

    What a reader with more libraries got, such as one for pictures of text, is kept where they are not installed.
    """
    if reader not in _OWN:
        return True
    today = reader_version(reader)
    return version == today or version.startswith(f"{today}+{_OCR}-")
