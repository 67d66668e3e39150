"""The JSON that crosses from the reading child to its parent, and the parent's distrust of it.

Invariant: `decode` returns an extraction whose blocks and pages lie inside its text, disjoint and in order,
or raises; a child that was taken over by a document cannot hand anything else up.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from typing import Any, TypeVar

from app.core.documents.documents import Attachment, Block, BlockKind, Extraction, Notice, Page
from app.core.documents.shown import Edit
from app.core.frames import BrokenFrame

_T = TypeVar("_T")
_MOST = 2**31
_LONGEST_NAME = 200


def encode(extraction: Extraction) -> dict[str, Any]:
    """Return the message form of an extraction."""
    return {
        "text": extraction.text,
        "blocks": [[b.kind.value, b.start, b.end, b.level, b.context, b.place] for b in extraction.blocks],
        "pages": [
            [page.number, page.start, page.end, [list(place) for place in page.moved]]
            for page in extraction.pages
        ],
        "media_type": extraction.media_type,
        "reader": extraction.reader,
        "reader_version": extraction.reader_version,
        "title": extraction.title,
        "language": extraction.language,
        "declared_date": extraction.declared_date,
        "date_origin": extraction.date_origin,
        "metadata": dict(extraction.metadata),
        "notices": [[notice.code, notice.message, notice.page] for notice in extraction.notices],
        "edits": [list(edit) for edit in extraction.edits],
        "attachments": [
            [a.name, b64encode(a.data).decode("ascii"), a.start, a.end] for a in extraction.attachments
        ],
    }


def decode(message: dict[str, Any]) -> Extraction:
    """Return the extraction a child sent.

    Raises:
        BrokenFrame: a part is missing, of another type, or out of range.
    """
    try:
        return _decode(message)
    except (KeyError, TypeError, ValueError) as error:
        raise BrokenFrame(f"the reader's answer is malformed: {error}") from error


def _decode(message: dict[str, Any]) -> Extraction:
    text = _clean(message["text"])
    blocks = tuple(
        Block(BlockKind(kind), _number(start), _number(end), _number(level), _clean(context), _clean(place))
        for kind, start, end, level, context, place in _sequence(message["blocks"])
    )
    pages = tuple(
        Page(_number(number), _number(start), _number(end), _moved(moved, end - start))
        for number, start, end, moved in _sequence(message["pages"])
    )
    _require_order(((block.start, block.end) for block in blocks), len(text))
    edits = tuple(_edit(edit) for edit in _sequence(message["edits"]))
    _require_order(((edit.start, edit.end) for edit in edits), len(text))
    _require_order(((page.start, page.end) for page in pages), len(text))
    return Extraction(
        text=text,
        blocks=blocks,
        pages=pages,
        media_type=_clean(message["media_type"]),
        reader=_clean(message["reader"]),
        reader_version=_clean(message["reader_version"]),
        title=_clean(message["title"]),
        language=_clean(message["language"]),
        declared_date=_clean(message["declared_date"]),
        date_origin=_clean(message["date_origin"]),
        metadata={_clean(key): _clean(value) for key, value in _typed(message["metadata"], dict).items()},
        notices=tuple(
            Notice(_clean(code), _clean(words), None if page is None else _number(page))
            for code, words, page in _sequence(message["notices"])
        ),
        edits=edits,
        attachments=tuple(
            Attachment(_name(name), b64decode(_typed(data, str), validate=True), _number(start), _number(end))
            for name, data, start, end in _sequence(message["attachments"])
        ),
    )


def _moved(places: Any, length: int) -> tuple[tuple[int, int, int], ...]:
    """Return where a page's characters came from: stretches inside the page, in order."""
    found = tuple((_number(at), _number(index), _number(count)) for at, index, count in _sequence(places))
    _require_order(((at, at + count) for at, _, count in found), length)
    return found


def _edit(message: Any) -> Edit:
    start, end, words, column = _sequence(message)
    return Edit(_number(start), _number(end), _clean(words), -1 if column == -1 else _number(column))


def _require_order(spans: Any, length: int) -> None:
    last = 0
    for start, end in spans:
        if not last <= start <= end <= length:
            raise ValueError(f"span {start}..{end} after {last} in {length} characters")
        last = end


def _typed(value: Any, kind: type[_T]) -> _T:
    if not isinstance(value, kind):
        raise TypeError(f"{type(value).__name__} instead of {kind.__name__}")
    return value


def _sequence(value: Any) -> list[Any]:
    return _typed(value, list)


def _number(value: Any) -> int:
    if isinstance(value, bool):
        raise TypeError("a truth value instead of a number")
    if not 0 <= _typed(value, int) < _MOST:
        raise ValueError("a number out of range")
    return int(value)


def _name(value: Any) -> str:
    """Return a name that is one part of a path and leads nowhere else."""
    name = _clean(value)
    if not 0 < len(name) <= _LONGEST_NAME or "/" in name or name in (".", "..") or not name.isprintable():
        raise ValueError("a name that is none")
    return name


def _clean(value: Any) -> str:
    """Return a string that every later stage can store: no lone surrogate, no NUL."""
    text = _typed(value, str)
    if "\0" in text:
        raise ValueError("a NUL character")
    text.encode("utf-8")
    return text
