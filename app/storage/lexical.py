"""Full-text search: FTS5 over the masked text, asked inside the actor's scope.

Decisions hidden: tokenizer, column weights, how a word becomes a query that cannot be mistaken for query
syntax, and how the label of a hit is checked inside the ranked query. Invariants: words inside a sensitive
span are not in the index, whoever asks; a row outside the scope never leaves SQL. Reads on any thread.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Collection, Sequence
from typing import Any

from sqlcipher3 import dbapi2

from app.core.access import Scope
from app.core.language.spelling import LONG, far_variants, variants
from app.core.language.text import UNSPACED, unlike_their_letters
from app.storage.database import Database, Transaction
from app.storage.embeddings import labels_sql
from app.storage.faults import translated

TOKENIZER = "porter unicode61 remove_diacritics 2"
WEIGHTS = (1.0, 1.0, 1.0)
"""BM25 weights of title, heading and body."""

DRIVING = 10_000
"""Passages that a query scores, about, in a collection of up to 200,000: its rarest words decide which. Fewer
than a tenth of it are too few to choose from."""
VOCABULARY = 20_000
"""Passages of an index of which all words are gone through; it takes about 30 ms."""

DRIVING_SHARE = 0.05
"""The same as a share of a larger collection."""


HOLDS = {"passages_fts": ("title", "heading", "body")}


def forget(tx: Transaction, _documents: Collection[str], _runs: Collection[str]) -> None:
    """Rewrite the index so that nothing of dropped passages is left in it."""
    tx.execute("INSERT INTO passages_fts (passages_fts) VALUES ('optimize')")


class Lexical:
    """The full-text index of the active passages."""

    def __init__(self, database: Database, driving: int = DRIVING) -> None:
        self._database = database
        self._driving = driving
        self._tokens: dict[str, tuple[str, ...]] = {}
        self._tokens_lock = threading.Lock()
        self._counts: tuple[str, dict[str, int]] = ("", {})

    # Writing, within a transaction

    @staticmethod
    def put(tx: Transaction, rowid: int, title: str, heading: str, body: str) -> None:
        """Index one passage; the three texts are masked already."""
        texts = (_searchable(text) for text in (title, heading, body))
        tx.execute(
            "INSERT INTO passages_fts (rowid, title, heading, body) VALUES (?, ?, ?, ?)", (rowid, *texts)
        )

    @staticmethod
    def drop(tx: Transaction, rowids: Sequence[int]) -> None:
        """Take passages out of the index."""
        tx.executemany("DELETE FROM passages_fts WHERE rowid = ?", ((rowid,) for rowid in rowids))

    # Reading

    def search(self, scope: Scope, words: Sequence[str], k: int) -> list[tuple[int, float]]:
        """Return the k best passages that hold any of the words, as (rowid, score), best first.

        Args:
            words: plain words as they stand in a text, not stems; each may hold any character.

        Returns:
            Scores are BM25, higher is better, comparable within one search.
        """
        wanted = list(dict.fromkeys(word for word in words if _quote(word)))
        if not wanted or not scope.labels:
            return []
        driving, common = self._by_rarity(wanted)
        if not common:
            return self._matching(scope, driving, k)
        # The first finds what holds a common word besides, the second what does not: each passage once, with
        # its whole score.
        found = [
            *self._matching(scope, f"({driving}) AND ({common})", k),
            *self._matching(scope, f"({driving}) NOT ({common})", k),
        ]
        if len(found) < k:
            # The rare words stand in little that this scope may read.
            return self._matching(scope, f"{driving} OR {common}", k)
        return sorted(found, key=lambda hit: (-hit[1], hit[0]))[:k]

    def openings(self, scope: Scope, words: Sequence[str], headings: Sequence[str], k: int) -> list[int]:
        """Return the rowids of the k best passages under one of the headings in documents whose title holds
        all the words.
        """
        title = " AND ".join(dict.fromkeys(quoted for word in words if (quoted := _quote(word))))
        heading = _any_of(headings)
        if not title or not heading or not scope.labels:
            return []
        return [
            rowid for rowid, _ in self._matching(scope, f"(title : ({title})) AND (heading : ({heading}))", k)
        ]

    def _by_rarity(self, words: Sequence[str]) -> tuple[str, str]:
        """Return the query for the rare words, of which a passage must hold one, and that for the others, or
        nothing.

        Scoring takes about 1.5 µs for each passage that matches: a million passages and a few common words
        make half a second of it. What holds none of the rare words is hardly ever among the best: of the ten
        best all were kept, of the fifty best 99.5 %, at 100,000 passages in half the time and at 1,000,000 in
        a fifth. In a small collection nothing is left out. It is the idea of MaxScore (Turtle and Flood
        1995).
        """
        counts = self.frequencies(words)
        ordered = sorted(words, key=lambda word: counts[word])
        most = max(self._driving, int(DRIVING_SHARE * self.total()))
        taken = matches = 0
        for word in ordered:
            if matches >= most // 10 and matches + counts[word] > most:
                break
            taken += 1
            matches += counts[word]
        return _any_of(ordered[:taken]), _any_of(ordered[taken:])

    def _matching(self, scope: Scope, expression: str, k: int) -> list[tuple[int, float]]:
        # FTS5 hands out rows in the order of rank; the join is looked at row by row until k are found, so
        # that the check of the label costs k look-ups and not one for each match. CROSS JOIN keeps that order
        # of loops.
        rows = self._database.query(
            "SELECT f.rowid, -f.rank FROM passages_fts f CROSS JOIN passages p ON p.rowid = f.rowid"
            " WHERE f.passages_fts MATCH ? AND f.rank MATCH ?"
            f" AND p.active = 1 AND +p.label IN {labels_sql(scope.labels)} ORDER BY f.rank LIMIT ?",
            (expression, f"bm25({', '.join(map(str, WEIGHTS))})", k),
        )
        return [(row[0], float(row[1])) for row in rows]

    def total(self) -> int:
        """Return how many passages are indexed, of all labels."""
        counts = self._known_counts()
        # No token of the index is empty, so the empty one can stand for all.
        if "" not in counts:
            counts[""] = int(self._database.query("SELECT count(*) FROM passages WHERE active = 1")[0][0])
        return counts[""]

    def _known_counts(self) -> dict[str, int]:
        """Return the counts that were asked before, as long as nothing that can be found has changed."""
        rows = self._database.query("SELECT value FROM meta WHERE key = 'library.state'")
        state = rows[0][0] if rows else ""
        if self._counts[0] != state:
            self._counts = (state, {})
        return self._counts[1]

    def frequencies(self, words: Sequence[str]) -> dict[str, int]:
        """Return in how many passages each word stands, over all labels; for weighting, never shown.

        A word that the tokenizer cuts ("3.5") counts as its rarest part.
        """
        tokens = self._tokenize(words)
        counts = self._known_counts()
        for token in {token for word in words for token in tokens[word]}:
            if token not in counts:
                rows = self._database.query("SELECT doc FROM passages_terms WHERE term = ?", (token,))
                counts[token] = int(rows[0][0]) if rows else 0
        return {word: min((counts[token] for token in tokens[word]), default=0) for word in words}

    def similar(self, word: str) -> dict[str, int]:
        """Return spellings that `word` may be a slip of and that the index knows, with the number of
        passages, over all labels.

        Of a long word those that two slips lead to, where one leads to none. Which of them may be shown is
        for the texts of a scope to say.

        Args:
            word: folded, of letters alone.
        """
        for forms in (variants(word), far_variants(word) if len(word) >= LONG else ()):
            tokens = _token_each(sorted(forms))
            counts = self._counted(set(tokens.values()))
            found = {form: counts[token] for form, token in tokens.items() if token in counts}
            if found:
                return found
        return {}

    def _counted(self, tokens: Collection[str]) -> dict[str, int]:
        """Return in how many passages each of the tokens stands that stand in any."""
        rows = self._database.query(
            "SELECT term, doc FROM json_each(?) CROSS JOIN passages_terms ON term = json_each.value",
            (json.dumps(sorted(tokens)),),
        )
        return {row[0]: int(row[1]) for row in rows}

    def inflected(self, words: Sequence[str], root: int, ending: int, most: int) -> list[str]:
        """Return words of the index that may be other forms of `words`: they begin alike and differ in their
        ends.

        Args:
            words: folded.
            root: letters, at least, and three quarters of the word, that must be the same.
            ending: letters by which one may be longer.
            most: how many are returned at most, the commonest first.
        """
        found: dict[str, int] = {}
        for word in (
            word for word in words if word.isalpha() and len(word) > root and not UNSPACED.match(word)
        ):
            start = word[: max(root, 3 * len(word) // 4)]
            rows = self._database.query(
                "SELECT term, doc FROM passages_terms WHERE term >= ? AND term < ? AND length(term) <= ?",
                (start, start + "\U0010ffff", len(word) + ending),
            )
            found |= {str(row[0]): int(row[1]) for row in rows}
        return sorted(found, key=lambda word: (-found[word], word))[:most]

    def compounds(self, words: Sequence[str], shortest: int, most: int) -> list[str]:
        """Return words of the index of which one of `words` is the end, and those that stand at the end of
        one of them.

        Args:
            words: folded.
            shortest: letters that the end must have, three fewer than the whole.
            most: how many are returned at most, the commonest first; none where the index has over
                `VOCABULARY` passages.
        """
        alphabetic = [word for word in words if word.isalpha() and len(word) >= shortest]
        ends = [word[at:] for word in alphabetic for at in range(3, len(word) - shortest + 1)]
        found = {end: count for end, count in self.frequencies(ends).items() if count}
        stems = {
            token for word in alphabetic for token in self._tokenize([word])[word] if len(token) >= shortest
        }
        if stems and self.total() <= VOCABULARY:
            like = " OR ".join("term LIKE '%___' || ?" for _ in stems)
            found |= {
                str(row[0]): int(row[1])
                for row in self._database.query(
                    f"SELECT term, doc FROM passages_terms WHERE {like}", [*stems]
                )
            }
        return sorted(found, key=lambda word: (-found[word], word))[:most]

    def document_frequency(self, word: str) -> int:
        """Return in how many passages one word stands."""
        return self.frequencies([word])[word]

    def _tokenize(self, words: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """Return the index's tokens of each word, by asking the tokenizer itself on an index of its own."""
        with self._tokens_lock:
            new = [word for word in dict.fromkeys(words) if word not in self._tokens]
            if new:
                if len(self._tokens) > 20_000:
                    self._tokens.clear()
                    new = list(dict.fromkeys(words))
                self._tokens.update(_tokens_of(new))
            return {word: self._tokens[word] for word in words}


def _searchable(text: str) -> str:
    """Return a text with the words that the tokenizer would not find in it by itself: pairs of characters,
    other foldings.
    """
    more = unlike_their_letters(text)
    return f"{text}\n{' '.join(more)}" if more else text


def _any_of(words: Sequence[str]) -> str:
    return " OR ".join(dict.fromkeys(map(_quote, words)))


def _quote(word: str) -> str:
    """Return a word as an FTS5 string, which holds no syntax; empty when it has nothing to look for."""
    clean = word.encode("utf-8", "ignore").decode().replace("\0", " ")
    return '"' + clean.replace('"', '""') + '"' if any(char.isalnum() for char in clean) else ""


def _tokens_of(words: Sequence[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {word: [] for word in words}
    with translated():
        connection: Any = dbapi2.connect(":memory:", isolation_level=None)
        try:
            connection.execute(f"CREATE VIRTUAL TABLE t USING fts5(word, content='', tokenize='{TOKENIZER}')")
            connection.execute("CREATE VIRTUAL TABLE v USING fts5vocab('t', 'instance')")
            clean = (word.encode("utf-8", "ignore").decode() for word in words)
            connection.executemany("INSERT INTO t (rowid, word) VALUES (?, ?)", enumerate(clean, start=1))
            for term, row in connection.execute("SELECT term, doc FROM v ORDER BY doc, offset"):
                found[words[row - 1]].append(term)
        finally:
            connection.close()
    return {word: tuple(tokens) for word, tokens in found.items()}


def _token_each(forms: Sequence[str]) -> dict[str, str]:
    """Return the index's token of each of many words that have but one, in a tenth of the time that
    `_tokens_of` takes.
    """
    with translated():
        connection: Any = dbapi2.connect(":memory:", isolation_level=None)
        try:
            connection.execute(f"CREATE VIRTUAL TABLE t USING fts5(word, content='', tokenize='{TOKENIZER}')")
            connection.execute("CREATE VIRTUAL TABLE v USING fts5vocab('t', 'instance')")
            connection.execute("INSERT INTO t (rowid, word) VALUES (1, ?)", (" ".join(forms),))
            found = sorted(connection.execute("SELECT offset, term FROM v").fetchall())
        finally:
            connection.close()
    return {form: row[1] for form, row in zip(forms, found, strict=True)} if len(found) == len(forms) else {}
