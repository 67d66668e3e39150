"""A text that somebody else wrote, held against the library: each sentence is searched for and grounded by
itself.

The decision hidden here is what a sentence is checked as: one that points back ("It weighs 31 kg.") is read
with the subject of the sentence before it, so that it is not taken for true of whatever the library says it
of. The passages found are compared whole. Invariant: nothing is compared that the actor may not read, in the
view the actor has of it; the text itself is kept nowhere, and the audit log holds only how many sentences
stood how, and which sources were cited. Used by one thread at a time.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from app.answering.grounding import Verdict, hold
from app.core.access import Action, Actor, Scope
from app.core.answers.answers import Citation, Evidence, Grounding, Place, Shown
from app.core.answers.checked import CheckedSentence, CheckedText, Standing
from app.core.audit import AuditEvent
from app.core.documents.documents import Label, Passage
from app.core.errors import UserError
from app.core.language.sentences import opening, points_back, speaks_for_itself
from app.core.language.text import words
from app.core.work import CancelToken, Progress, ProgressCallback, ignore_progress
from app.governance.guard import Guard
from app.retrieval.search import LONGEST, Search
from app.retrieval.sentences import SentenceSplitter
from app.storage.database import Database

LONGEST_TEXT = 100_000
"""Characters of a text that is checked at once: about forty pages."""

PASSAGES = 12
"""Passages that a sentence is compared with."""

_STANDING = {
    Grounding.QUOTED: Standing.QUOTED,
    Grounding.SUPPORTED: Standing.SUPPORTED,
    Grounding.PARTIAL: Standing.PARTIAL,
}
_LIST_MARK = re.compile(r"^\s*(?:[-*+•◦▪‣–]|\(?\d{1,3}[.)]|#{1,6})\s+")
_BACK = re.compile(
    r"^(?P<link>(?:and|but|so|also|then|however,?)\s+)?(?P<pronoun>it|they|he|she|this|these|its|their|his|her)\b",
    re.IGNORECASE,
)
_OWNING = frozenset(("its", "their", "his", "her"))


class Checking:
    """Checks texts."""

    def __init__(self, guard: Guard, database: Database, search: Search) -> None:
        self._guard = guard
        self._database = database
        self._search = search
        self._split = SentenceSplitter().split

    def check(
        self,
        actor: Actor,
        text: str,
        question: str = "",
        on_progress: ProgressCallback = ignore_progress,
        cancel: CancelToken | None = None,
    ) -> CheckedText:
        """Hold each sentence of a text against what the actor may read.

        Args:
            actor: who asks.
            text: as it was written; lines that are no sentences are checked as well.
            question: what the text answers, if anything; then what is said of another thing than was asked
                does not hold.
            on_progress: told after each sentence.
            cancel: looked at between two sentences.

        Raises:
            AccessDenied, ModelMissing (the embedder).
            UserError: there is nothing to check, too much of it, or the question is too long.
            Cancelled.
        """
        scope = self._guard.require(actor, Action.ASK)
        pieces = self._pieces(text)
        asked = " ".join(question.split())
        if len(asked) > LONGEST:
            raise UserError(
                f"The question has {len(asked):,} characters; the maximum is {LONGEST:,}.", "Shorten it."
            )
        token = cancel or CancelToken()
        found: list[CheckedSentence] = []
        for number, (piece, before) in enumerate(pieces, 1):
            token.raise_if_cancelled()
            found.append(self._sentence(scope, piece, before, asked))
            on_progress(Progress("Checking", number, len(pieces), "sentences", "", None, None))
        cited = [citation for sentence in found for citation in sentence.citations]
        checked = CheckedText(tuple(found), max((citation.label for citation in cited), default=Label.PUBLIC))
        self._record(scope, checked, cited)
        return checked

    def exported(self, actor: Actor, checked: CheckedText) -> None:
        """Note that a checked text leaves the program as a file.

        Raises:
            AccessDenied.
        """
        self._guard.require(actor, Action.EXPORT, "check")
        with self._database.transaction() as tx:
            tx.audit(
                actor,
                AuditEvent.CHECK_EXPORT,
                "",
                {"sentences": len(checked.sentences), "label": checked.label.word},
            )

    def _pieces(self, text: str) -> list[tuple[str, str]]:
        """Return the sentences of a text, each with what it may point back to."""
        if len(text) > LONGEST_TEXT:
            raise UserError(
                f"The text has {len(text):,} characters; the maximum is {LONGEST_TEXT:,}.",
                "Check it in parts.",
            )
        if "\0" in text:
            raise UserError("This is not text.", "Save it as plain text first.")
        found: list[tuple[str, str]] = []
        subject = ""
        for span in self._split(text):
            for line in _lines(text[span.start : span.end]):
                if not words(line):
                    continue
                found.append((line, subject))
                if speaks_for_itself(line) and not points_back(line):
                    subject = opening(line)
        if not found:
            raise UserError(
                "There is nothing to check: the text contains no words.",
                "Give a text file, or - for standard input.",
            )
        return found

    def _sentence(self, scope: Scope, sentence: str, before: str, question: str) -> CheckedSentence:
        claim = _resolved(sentence, before)
        wanted = " ".join(f"{question} {claim}".split())[:LONGEST]
        ranked = self._search.rank(scope, wanted)
        shown = [_shown(number, one.passage) for number, one in enumerate(ranked.candidates[:PASSAGES], 1)]
        verdict = hold(claim, question, shown, self._split)
        state, citations = _stands(verdict)
        return CheckedSentence(sentence, state, citations)

    def _record(self, scope: Scope, checked: CheckedText, cited: Sequence[Citation]) -> None:
        states = Counter(sentence.state.value for sentence in checked.sentences)
        with self._database.transaction() as tx:
            tx.audit(
                scope.actor,
                AuditEvent.CHECK,
                "",
                {
                    "states": dict(states),
                    "sources": list(dict.fromkeys(one.source for one in cited)),
                    "label": checked.label.word,
                },
            )


def _stands(verdict: Verdict) -> tuple[Standing, tuple[Citation, ...]]:
    if verdict.denied:
        return Standing.CONTRADICTED, verdict.citations
    if verdict.state in _STANDING:
        return _STANDING[verdict.state], verdict.citations
    return Standing.NOT_FOUND, ()


def _lines(raw: str) -> Iterator[str]:
    """Yield what was read as one sentence on one line, items of a list each by itself."""
    lines = raw.splitlines()
    if any(_LIST_MARK.match(line) for line in lines[1:]):
        for line in lines:
            yield _LIST_MARK.sub("", " ".join(line.split()))
    else:
        yield _LIST_MARK.sub("", " ".join(raw.split()))


def _resolved(sentence: str, before: str) -> str:
    """Return a sentence with the subject that it points back to in the place of its pronoun."""
    match = _BACK.match(sentence) if before else None
    if match is None:
        return sentence
    pronoun, rest = match.group("pronoun").lower(), sentence[match.end() :]
    if pronoun in _OWNING:
        return f"{before}'s{rest}"
    # "This pump weighs …" names its thing itself; "this weighs …" and "it weighs …" do not.
    if pronoun in ("this", "these") and not re.match(
        r"\s+(?:is|are|was|were|has|have|can|may|must|will|does|do)\b", rest
    ):
        return sentence
    return f"{before}{rest}"


def _shown(number: int, passage: Passage) -> Shown:
    """Return a whole passage as it is compared."""
    view = passage.view
    whole = (0, len(view.text))
    place = Place(view, passage.start, whole, whole)
    start, end = place.range(*whole)
    item = Evidence(
        passage=passage.id, source=passage.document, version=passage.version, label=passage.label, title=passage.title, path=passage.path,
        page=passage.page, heading=passage.heading, start=start, end=end, quote=view.quote(*whole), score=1.0 / number, similarity=0.0,
        coverage=0.0, as_of=passage.as_of, window_start=start, window_end=end, window=view.text, kind=passage.kind, shown=view.text,
        place=place,
    )  # fmt: skip
    return Shown(number, item, start, end, view.text, 0)
