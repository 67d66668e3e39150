"""One entry says all that the program knows of a format: adding one touches that entry and one reader."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

import app
from app.core.documents.formats import FORMATS, Format, Look, Surface, by_reader, look_of, word_of, words
from app.core.errors import UnsupportedFormat
from app.reading.sniff import sniff
from app.reading.versions import current_readers, is_current, reader_version

ROOMS = Path(app.__file__).parent
ENTRY = ROOMS / "core" / "documents" / "formats.py"
LEDGER = Format(
    "ldx", "text/x-ldx", "Ledger", "ledger:read_ledger", "1", "charset-normalizer", names=(".ldx",)
)
"""Formats that exist nowhere, so that nobody adds them."""
DRAWING = Format(
    "dwx", "image/x-dwx", "Drawing", "drawing:read_drawing", "1", "defusedxml", magic=(b"\x89DWX", b"DW2\x00")
)


def sources() -> Iterator[tuple[str, str]]:
    """Return every file of the program but the entries, and what was released and calls nothing."""
    for path in sorted(ROOMS.rglob("*.py")):
        if path not in (ENTRY, ROOMS / "storage" / "migrations.py"):
            yield str(path.relative_to(ROOMS)), path.read_text("utf-8")


@pytest.mark.parametrize("one", FORMATS, ids=lambda one: str(one.reader))
def test_an_entry_names_a_reader_that_is_there_and_a_library_that_decides(one: Format) -> None:
    module, _, name = one.read.partition(":")
    read = getattr(import_module(f"app.reading.{module}"), name)
    assert len(inspect.signature(read).parameters) == (4 if one.paged else 2)
    assert reader_version(one.reader).startswith(f"{one.version}+{one.library}-")
    assert by_reader(one.reader) is one
    assert (word_of(one.media_type), look_of(one.media_type)) == (one.word, one.look)
    assert one.word in words()


def test_no_two_entries_are_taken_for_each_other() -> None:
    assert len({one.reader for one in FORMATS}) == len({one.media_type for one in FORMATS}) == len(FORMATS)
    assert {reader for reader, _ in current_readers()} == {one.reader for one in FORMATS}


@pytest.mark.parametrize("one", FORMATS, ids=lambda one: str(one.reader))
def test_nothing_else_in_the_program_knows_a_format_by_its_media_type(one: Format) -> None:
    # Parts of a message and of a book carry types of their own; a reader, or what puts text on a clipboard,
    # may name those.
    apart = {"reading/mail.py", "reading/ebook.py", "ui/ask/clipping.py", "ui/checking/dialog.py"}
    naming = {name for name, text in sources() if f'"{one.media_type}"' in text and name not in apart}
    assert naming == set()


def test_nothing_else_lists_readers_or_words_of_formats() -> None:
    readers = "|".join(one.reader for one in FORMATS)
    listing = re.compile(rf"[\"'](?:{readers})[\"'](?:\s*:\s*[^,\n]+)?,\s*[\"'](?:{readers})[\"']")
    assert [name for name, text in sources() if listing.search(text)] == []


def test_a_new_format_is_told_by_the_signs_of_its_entry() -> None:
    there = (*FORMATS, LEDGER, DRAWING)
    book = b"BEGIN:LEDGER\nSUMMARY:Audit\nEND:LEDGER\n"
    assert sniff(book, "Audits.LDX", there) is LEDGER
    assert sniff(book, "audits.txt", there).reader == "plain"
    assert sniff(b"\x89DWX\x00\x01\x02", "a.bin", there) is DRAWING
    with pytest.raises(UnsupportedFormat):
        sniff(b"\x89DWX\x00\x01\x02", "a.bin")


def test_what_no_entry_speaks_of_is_shown_as_text_under_the_end_of_its_type() -> None:
    assert (word_of("application/x-citewell-unit"), word_of("")) == ("x-citewell-unit", "Unknown")
    assert look_of("application/x-citewell-unit") == Look(Surface.TEXT)
    assert is_current("some-other-program", "7")
