"""What the parent refuses to believe of a child."""

from __future__ import annotations

import json
from typing import Any

import pytest

from app.core.documents.documents import Attachment, Block, BlockKind, Extraction, Notice, Page
from app.core.frames import BrokenFrame
from app.reading import wire

GOOD = Extraction(
    text="Über Ventile. 🔧 End",
    blocks=(
        Block(BlockKind.HEADING, 0, 13, 1),
        Block(BlockKind.TABLE_ROW, 14, 15, 0, "Part | Price", "A2:B2"),
    ),
    media_type="text/plain",
    reader="plain",
    reader_version="1",
    pages=(Page(1, 0, 13), Page(2, 14, 19)),
    title="Ventile",
    language="de",
    declared_date="2024-01-02",
    date_origin="declared",
    metadata={"owner": "Ines"},
    notices=(Notice("needs_ocr", "Page 2.", 2), Notice("encoding_guessed", "cp1252")),
    attachments=(Attachment("a.pdf", b"%PDF-"), Attachment("b.eml", start=5, end=9)),
)


def sent(**changes: Any) -> dict[str, Any]:
    message: dict[str, Any] = json.loads(json.dumps(wire.encode(GOOD)))
    return {**message, **changes}


def test_what_is_sent_arrives_unchanged() -> None:
    assert wire.decode(sent()) == GOOD


@pytest.mark.parametrize(
    "changes",
    [
        {"text": None},
        {"text": "a\0b" * 10},
        {"text": "lone \ud800 surrogate, long enough"},
        {"text": "short"},
        {"blocks": [["heading", 5, 3, 1, "", ""]]},
        {"blocks": [["heading", 0, 9, 1, "", ""], ["paragraph", 8, 12, 0, "", ""]]},
        {"blocks": [["heading", -1, 9, 1, "", ""]]},
        {"blocks": [["heading", 0, True, 1, "", ""]]},
        {"blocks": [["heading", 0, 1e3, 1, "", ""]]},
        {"blocks": [["heading", 0, 9, 2**40, "", ""]]},
        {"blocks": [["poem", 0, 9, 1, "", ""]]},
        {"blocks": [["heading", 0, 9]]},
        {"blocks": {"0": 1}},
        {"pages": [[1, 0, 900]]},
        {"metadata": [["a", "b"]]},
        {"metadata": {"a": 1}},
        {"notices": [["code", "words", "one"]]},
        {"title": ["x"]},
        {"attachments": [["../a.pdf", "eA==", 0, 0]]},
        {"attachments": [["..", "eA==", 0, 0]]},
        {"attachments": [["", "eA==", 0, 0]]},
        {"attachments": [["a\n.pdf", "eA==", 0, 0]]},
        {"attachments": [["a" * 201, "eA==", 0, 0]]},
        {"attachments": [["a.pdf", "e$A==", 0, 0]]},
        {"attachments": [["a.pdf", "", -1, 0]]},
    ],
)
def test_anything_out_of_shape_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(BrokenFrame):
        wire.decode(sent(**changes))


@pytest.mark.parametrize("part", sorted(wire.encode(GOOD)))
def test_a_missing_part_is_refused(part: str) -> None:
    message = sent()
    del message[part]
    with pytest.raises(BrokenFrame):
        wire.decode(message)
