"""An expert's correction in the place of an answer.

Decision hidden: which correction answers a question: that of the very question, else that of the nearest one
whose numbers, names and negations are the same. Invariants: a correction above the scope does not exist for
it; its words are masked for who may not see them; an answer says that it is a correction, whose, and until
when somebody has to look at it. Reads only. Used by one thread at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from app.core.access import Scope
from app.core.answers.answers import Citation, Grounding, Sentence
from app.core.answers.corrections import (
    NEAR,
    Correction,
    CorrectionStatus,
    Pinned,
    may_be_same,
    same_question,
)
from app.core.documents.documents import Label
from app.core.errors import NotFound
from app.governance.masking import veiled
from app.governance.policy import sees_own
from app.inference.protocols import Embedder
from app.retrieval.sentences import SentenceSpan
from app.storage.corrections import CorrectionStore
from app.storage.documents import DocumentRecords

_SHOWN = 80
"""Characters of a question in a warning."""


@dataclass(frozen=True)
class Pin:
    """A correction that answers a question.

    Attributes:
        sentences: its words, cited as the correction, the last with the evidence that the actor may read.
        pinned: what the answer says of it.
        warnings: plain sentences.
        label: of the correction.
        run: the run that it corrects.
        receipt: what a replay compares.
    """

    sentences: tuple[Sentence, ...]
    pinned: Pinned
    warnings: tuple[str, ...]
    label: Label
    run: str
    receipt: tuple[str, ...]


class Pinning:
    """Finds the correction that answers a question."""

    def __init__(
        self,
        corrections: CorrectionStore,
        library: DocumentRecords,
        embedder: Callable[[], Embedder],
        split: Callable[[str], Sequence[SentenceSpan]],
    ) -> None:
        self._corrections = corrections
        self._library = library
        self._embedder = embedder
        self._split = split

    def find(self, scope: Scope, question: str, today: date) -> Pin | None:
        """Return the correction that answers a question inside the scope, or None."""
        known = self._corrections.answering(scope)
        exact = next((one for one in known if same_question(one.question, question)), None)
        if exact is not None:
            return self._pin(scope, exact, question, today)
        candidates = [one for one in known if may_be_same(one.question, question)]
        if not candidates:
            return None
        embedder = self._embedder()
        vector = embedder.embed([question], asked=True)[0]
        vectors = self._corrections.vectors([one.id for one in candidates], embedder.id)
        near = [(float(vectors[one.id] @ vector), one) for one in candidates if one.id in vectors]
        best = max(near, key=lambda pair: pair[0], default=None)
        return self._pin(scope, best[1], question, today) if best is not None and best[0] >= NEAR else None

    def _pin(self, scope: Scope, found: Correction, question: str, today: date) -> Pin:
        plain = sees_own(scope, found.person)
        text, asked = (found.text, found.question) if plain else (veiled(found.text), veiled(found.question))
        near = not same_question(found.question, question)
        overdue = found.overdue(today)
        evidence, warnings = self._evidence(scope, found)
        spans = self._split(text)
        sentences = [
            Sentence(
                " ".join(text[span.start : span.end].split()),
                Grounding.QUOTED,
                (self._citation(found, asked, text, span),),
            )
            for span in spans
        ]
        if sentences and evidence:
            last = sentences[-1]
            sentences[-1] = Sentence(last.text, last.state, (*last.citations, *evidence))
        said = f"{found.name} published this correction on {found.at[:10]}"
        if overdue:
            warnings.append(f"{said}; its review was due on {found.review_due} and has not been done.")
        elif found.status is CorrectionStatus.PINNED:
            warnings.append(f"{said}; it has not been reviewed yet (due {found.review_due}).")
        else:
            warnings.append(f"{said}; it was confirmed by somebody else on {found.settled_at[:10]}.")
        if near:
            warnings.append(f"The correction was made for a differently worded question: “{asked[:_SHOWN]}”.")
        pinned = Pinned(
            found.id, found.person, found.name, found.at, found.status, found.review_due, overdue, asked, near
        )
        return Pin(
            tuple(sentences),
            pinned,
            tuple(warnings),
            found.label,
            found.run,
            (found.id, found.status.value, found.review_due),
        )

    @staticmethod
    def _citation(found: Correction, asked: str, text: str, span: SentenceSpan) -> Citation:
        return Citation(
            source=found.id, kind="correction", version=f"correction:{found.id}", label=found.label, title=f"Correction by {found.name}",
            path=f"correction:{found.id}", page=None, heading=(asked,), start=span.start, end=span.end, quote=text[span.start : span.end],
            owner=found.name, reviewed=found.settled_at[:10] or None, as_of=found.at[:10],
        )  # fmt: skip

    def _evidence(self, scope: Scope, found: Correction) -> tuple[list[Citation], list[str]]:
        """Return the words that a correction rests on as far as the actor may read them, and what speaks
        against them.
        """
        cited: list[Citation] = []
        warnings: list[str] = []
        for span in found.evidence:
            try:
                quote = self._library.resolve(scope, span.version, span.start, span.end)
            except NotFound:
                continue
            cited.append(
                Citation(
                    source=quote.document, kind="document", version=quote.version, label=quote.label, title=quote.title, path=quote.path,
                    page=quote.page, heading=quote.heading, start=quote.start, end=quote.end, quote=quote.text, as_of=quote.as_of,
        shown=quote.shown,
                )
            )  # fmt: skip
            if not quote.current:
                warnings.append(f"“{quote.title}”, the evidence for the correction, has changed since.")
        return cited, warnings
