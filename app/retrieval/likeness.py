"""How words are compared in meaning: what the model made of each token, kept, and matched word by word.

The decision hidden here is that a passage is read once and whole, and that its sentences are told apart
afterwards by where the tokens stand: a pronoun then carries what it stands for, and no sentence is read
twice. Invariant: what is kept is bounded, and keyed by the text itself, so that two actors' views never mix.
Thread: one at a time.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from app.core.language.text import stem, words
from app.inference.protocols import Reading
from app.retrieval.question import Query

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

KEPT = 256
"""Texts whose tokens are kept: about 120 kB each for a passage."""


class TokenReader(Protocol):
    """The part of an embedder that is needed here."""

    def read(self, texts: Sequence[str]) -> list[Reading]:
        """Return each text token by token."""
        ...


@dataclass(frozen=True)
class Text:
    """What the model is given to read.

    Attributes:
        key: tells texts apart.
        text: on one line.
        spans: where its sentences stand in it.
    """

    key: tuple[str, str]
    text: str
    spans: tuple[tuple[int, int], ...]

    @classmethod
    def alone(cls, text: str) -> Text:
        """Return a question or a sentence by itself."""
        return cls(("", text), _flat(text), ((0, len(text)),))

    @classmethod
    def of_passage(cls, id: str, title: str, text: str, spans: Sequence[tuple[int, int]]) -> Text:
        """Return a passage behind its title; the spans are offsets into the passage."""
        lead = f"{title}: " if title else ""
        return cls(
            (id, f"{title}\n{text}"),
            lead + _flat(text),
            tuple((start + len(lead), end + len(lead)) for start, end in spans),
        )


def _flat(text: str) -> str:
    """Return the text on one line, one character for one, so that a token's place is its place in the
    text.
    """
    return "".join(" " if char.isspace() else char for char in text)


@dataclass(frozen=True)
class Tokens:
    """A text as read.

    Attributes:
        unit: one row of length 1 per token, in half precision.
        spans: where the tokens stand in the text read.
        owners: for each token the sentence it belongs to, -1 for the title's.
        vectors: one row of length 1 per sentence, the direction of its tokens' mean; zero for a sentence that
            was cut off.
    """

    unit: NDArray[np.float16]
    spans: tuple[tuple[int, int], ...]
    owners: NDArray[np.int32]
    vectors: NDArray[np.float32]

    @classmethod
    def of(cls, text: Text, reading: Reading) -> Tokens:
        """Return the tokens of a reading, told apart by sentence."""
        # numpy takes 0.1 s to import; only a question needs it.
        import numpy as np

        owners = np.full(len(reading.spans), -1, dtype=np.int32)
        starts = np.array([start for start, _ in reading.spans], dtype=np.int64)
        vectors = np.zeros((len(text.spans), reading.tokens.shape[1]), dtype=np.float32)
        for ordinal, (start, end) in enumerate(text.spans):
            mine = (starts >= start) & (starts < end)
            owners[mine] = ordinal
            if mine.any():
                mean = reading.tokens[mine].mean(axis=0)
                vectors[ordinal] = mean / max(float(np.linalg.norm(mean)), 1e-12)
        norms = np.maximum(np.linalg.norm(reading.tokens, axis=1, keepdims=True), 1e-12)
        return cls((reading.tokens / norms).astype(np.float16), reading.spans, owners, vectors)


class Readings:
    """Reads texts, each once while it is remembered."""

    def __init__(self, reader: TokenReader) -> None:
        """Take the embedder."""
        self._reader = reader
        self._kept: OrderedDict[tuple[str, str], Tokens] = OrderedDict()

    def read(self, texts: Sequence[Text]) -> list[Tokens]:
        """Return the tokens of each text, in order."""
        missing = list({text.key: text for text in texts if text.key not in self._kept}.values())
        if missing:
            for text, reading in zip(
                missing, self._reader.read([text.text for text in missing]), strict=True
            ):
                self._kept[text.key] = Tokens.of(text, reading)
        found = []
        for text in texts:
            self._kept.move_to_end(text.key)
            found.append(self._kept[text.key])
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        return found


def wanted_tokens(query: Query, question: Tokens) -> list[tuple[str, NDArray[np.float32]]]:
    """Return the question's distinct terms, each with the unit rows of its tokens; none for a term that was
    cut off.
    """
    import numpy as np

    places: dict[str, list[int]] = {term: [] for term in query.terms}
    for word in words(query.text):
        term = stem(word.form)
        if term in places:
            places[term].extend(
                at for at, (start, _) in enumerate(question.spans) if word.start <= start < word.end
            )
    return [(term, question.unit[rows].astype(np.float32)) for term, rows in places.items()]


def match(passage: Tokens, terms: Sequence[NDArray[np.float32]]) -> NDArray[np.float32]:
    """Return how well each sentence meets each term, 0..1: the term's likeness to the sentence's token most
    like it.

    The late interaction of ColBERT (Khattab and Zaharia 2020), with a term's tokens taken together. Shape
    (sentences, terms).
    """
    import numpy as np

    result = np.zeros((len(passage.vectors), len(terms)), dtype=np.float32)
    unit = passage.unit.astype(np.float32)
    for column, rows in enumerate(terms):
        if not len(rows) or not len(unit):
            continue
        likeness = (unit @ rows.T).mean(axis=1)
        for ordinal in range(len(result)):
            mine = likeness[passage.owners == ordinal]
            if len(mine):
                result[ordinal, column] = min(1.0, max(0.0, float(mine.max())))
    return result


def echo(question: Tokens, sentence: Tokens) -> float:
    """Return how well the question's every token is met by the sentence's tokens, stop words included."""
    import numpy as np

    if not len(question.unit) or not len(sentence.unit):
        return 0.0
    return float((question.unit.astype(np.float32) @ sentence.unit.astype(np.float32).T).max(axis=1).mean())
