"""Texts that somebody else wrote, and what became of them sentence by sentence. Pure values; any thread."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from app.core.answers.answers import Citation
from app.core.documents.documents import Label
from app.core.errors import UserError

MOST_BYTES = 1_000_000
"""Of a file that is read for checking; far more than may be checked at once."""


class Standing(StrEnum):
    """How a sentence of a checked text stands. The values are stable."""

    QUOTED = "quoted"
    SUPPORTED = "supported"
    PARTIAL = "partial"
    CONTRADICTED = "contradicted"
    NOT_FOUND = "not_found"

    @property
    def holds(self) -> bool:
        return self in (Standing.QUOTED, Standing.SUPPORTED)


@dataclass(frozen=True)
class CheckedSentence:
    """One sentence, how it stands, and the words that say so; for a contradicted one the words that say
    otherwise.
    """

    text: str
    state: Standing
    citations: tuple[Citation, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the stable JSON form."""
        return {
            "text": self.text,
            "state": self.state.value,
            "citations": [citation.as_json() for citation in self.citations],
        }


@dataclass(frozen=True)
class CheckedText:
    """A text after checking.

    Attributes:
        sentences: in order, each once for every time it stands in the text.
        label: the highest label of what is cited (not part of the JSON).
    """

    sentences: tuple[CheckedSentence, ...]
    label: Label = Label.PUBLIC

    @property
    def holds(self) -> bool:
        """Whether each sentence is quoted or supported."""
        return all(sentence.state.holds for sentence in self.sentences)

    def as_json(self) -> dict[str, Any]:
        """Return the stable JSON form."""
        return {"sentences": [sentence.as_json() for sentence in self.sentences]}


def text_of(raw: bytes, name: str) -> str:
    """Return the text of a file that is to be checked.

    Args:
        raw: its first `MOST_BYTES` bytes and one more, where there are so many.
        name: of the file, for what is said when it is no text.

    Raises:
        UserError: it is too long, or no text in UTF-8.
    """
    if len(raw) > MOST_BYTES:
        raise UserError(f"{name} is too large to check.", "Check it in parts of about forty pages.")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UserError(f"{name} is not UTF-8 text.", "Save it as plain text first.") from error
    if "\0" in text:
        raise UserError(f"{name} is not text.", "Save it as plain text first.")
    return text
