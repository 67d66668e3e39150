"""Which version each reader has: the key under which an extraction is kept.

Invariant: a version changes whenever the same bytes could give another text or other blocks, so it names the
reader's own number and the library that decides with it. Loads none of those libraries.
"""

from __future__ import annotations

from functools import cache
from importlib.metadata import version
from importlib.util import find_spec

from app.core.documents.formats import FORMATS, PDF, by_reader

_OCR = "rapidocr"


def ocr_installed() -> bool:
    """Say whether pictures of text can be read; loads nothing."""
    return find_spec(_OCR) is not None


@cache
def reader_version(reader: str) -> str:
    """Return the version of the reader of that name, for example "1+pypdfium2-5.15.2"."""
    known = by_reader(reader)
    if known is None:
        raise KeyError(reader)
    own = f"{known.version}+{known.library}-{version(known.library)}"
    return f"{own}+{_OCR}-{version(_OCR)}" if known is PDF and ocr_installed() else own


def current_readers() -> frozenset[tuple[str, str]]:
    """Return name and version of every reader: an extraction kept under one of these need not be made
    again.
    """
    return frozenset((one.reader, reader_version(one.reader)) for one in FORMATS)


def is_current(reader: str, version: str) -> bool:
    """Tell whether reading again would give nothing more than a reader of that version got.

    What a reader with more libraries got, such as one for pictures of text, is kept where they are not
    installed.
    """
    if by_reader(reader) is None:
        return True
    today = reader_version(reader)
    return version == today or version.startswith(f"{today}+{_OCR}-")
