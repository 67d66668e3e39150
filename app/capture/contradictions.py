"""What says otherwise than a unit in review: approved units, passages of documents, rules that meet.

Decision hidden: how far is looked. The sentences that state most are asked for by words and by meaning, and
what comes back is compared sentence by sentence; rules are met exactly. Invariants: nothing outside the
reviewer's scope is read; what a unit supersedes, is an exception to, or never shares a day with is no
conflict; the same records give the same conflicts. Used by one thread at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from app.capture.veil import veiled_content
from app.core.access import Scope
from app.core.documents.documents import BlockKind, Passage
from app.core.language.contradiction import Clash, agrees, clash, same_thing
from app.core.language.directives import mute
from app.core.language.facts import content as content_words
from app.core.language.facts import facts
from app.core.language.text import STOPWORDS, words
from app.core.rules.applied import rule_of
from app.core.rules.conditions import InvalidCondition
from app.core.rules.rules import Meeting, check, clashes
from app.core.units.fields import FieldType, Relation
from app.core.units.kinds import KINDS
from app.core.units.rendering import field_text
from app.core.units.units import Conflict, Content, Unit
from app.governance.policy import sees_unit
from app.inference.protocols import Embedder
from app.retrieval.approved import Approved
from app.retrieval.index import VectorIndex
from app.retrieval.sentences import SentenceSplitter
from app.storage.documents import DocumentRecords
from app.storage.lexical import Lexical
from app.storage.units import ApprovedRevision, Units

_SENTENCES = 12
"""Sentences that are looked for; the rest of a unit is compared with what these find."""

_NEAREST = 8
"""Passages for each by words, and as many by meaning."""

_WORDS = 6
"""Words of a sentence that are looked for, the rarest."""

MOST = 20
"""Conflicts that are shown; a reviewer who settles these sees the next."""

_READ = (FieldType.TEXT, FieldType.LINE, FieldType.ITEMS, FieldType.OUTCOME, FieldType.STEPS)
_ASIDE = {"example", "options", "learned_from", "happened", "signs", "novice", "not_this"}
"""Fields that tell of one time or of what is not so, and do not say how things are."""


@dataclass(frozen=True)
class _Said:
    """A sentence of the unit: `start` and `end` in its field's text."""

    field: str
    start: int
    end: int
    text: str


class ContradictionFinder:
    """Finds what a reviewer has to settle."""

    def __init__(
        self,
        units: Units,
        library: DocumentRecords,
        approved: Approved,
        lexical: Lexical,
        index: VectorIndex,
        embedder: Callable[[], Embedder],
    ) -> None:
        self._units = units
        self._library = library
        self._approved = approved
        self._lexical = lexical
        self._index = index
        self._embedder = embedder
        self._splitter = SentenceSplitter()

    def find(self, scope: Scope, unit: Unit) -> tuple[Conflict, ...]:
        """Return what says otherwise than a unit, in the reviewer's view: units first, contradictions of
        rules before all.
        """
        content = veiled_content(unit.kind, unit.content, plain=sees_unit(scope, unit.owner, unit.authors))
        aside = self._aside(scope, unit)
        found: dict[tuple[str, str], Conflict] = {}
        for conflict in (
            *self._rules(scope, unit, content, aside),
            *self._definitions(scope, unit, content, aside),
            *self._sentences(scope, unit, content, aside),
        ):
            found.setdefault((conflict.other, conflict.field), conflict)
        order = sorted(found.values(), key=lambda one: one.kind != "unit")
        return tuple(order[:MOST])

    def _aside(self, scope: Scope, unit: Unit) -> set[str]:
        """Return the units that cannot be in conflict: what it supersedes, what it is an exception to, and
        its exceptions.
        """
        linked = {link.target for link in unit.content.links if link.relation is Relation.SUPERSEDES}
        to = [
            unit.content.fields.get(field.id)
            for field in KINDS[unit.kind].fields
            if field.relation is Relation.EXCEPTION_TO
        ]
        exceptions = {exception for _, exception in self._units.exceptions(scope, [unit.id])}
        return {unit.id, *linked, *exceptions, *(one for one in to if isinstance(one, str))}

    # Rules

    def _rules(self, scope: Scope, unit: Unit, content: Content, aside: set[str]) -> Iterator[Conflict]:
        if unit.kind != "rule":
            return
        try:
            mine = rule_of(unit.id, content.title, content.fields).rule
            check((mine,))
        except InvalidCondition:
            return  # a draft; it cannot be submitted so
        ready = [
            one
            for one in self._approved.rules(scope)
            if one.unit.unit not in aside and _shares_a_day(content, one.unit)
        ]
        others = {one.unit.unit: one.unit for one in ready}
        for overlap in clashes(mine, [one.rule.rule for one in ready if one.rule is not None]):
            other = others[overlap.second]
            where = "where both apply" if overlap.example else "always"
            verb = "contradicts" if overlap.meeting is Meeting.CONTRADICTION else "differs from"
            why = f"Its outcome {verb} that of “{other.title}” {where}.{_days(content, other)}"
            start, end, version = self._place(scope, other, overlap.outcomes[1])
            own = str(content.fields.get("outcome", ""))
            yield Conflict(
                other.unit, "unit", other.title, why, "outcome", overlap.outcomes[0], overlap.outcomes[1], version, start, end,
                0, len(own), tuple(overlap.example.items()),
            )  # fmt: skip

    def _place(self, scope: Scope, other: ApprovedRevision, words_: str) -> tuple[int, int, str]:
        """Return where an outcome stands in a unit's text."""
        text = self._library.extraction_text(scope, other.version)
        at = text.find(words_)
        return (
            (at, at + len(words_), other.version)
            if at >= 0
            else (0, min(len(other.title), len(text)), other.version)
        )

    # Definitions

    def _definitions(self, scope: Scope, unit: Unit, content: Content, aside: set[str]) -> Iterator[Conflict]:
        if unit.kind != "definition":
            return
        mine = _names(content.title, content.fields.get("synonyms", ()))
        meaning = str(content.fields.get("meaning", ""))
        for other in self._approved.units(scope, ("definition",)):
            theirs = str(other.fields.get("meaning", ""))
            shared = mine & _names(other.title, other.fields.get("synonyms", ()))
            if (
                other.unit in aside
                or not shared
                or content_words(meaning) == content_words(theirs)
                or not _shares_a_day(content, other)
            ):
                continue
            start, end, version = self._place(scope, other, theirs)
            why = f"“{other.title}” defines “{' '.join(min(shared))}” differently.{_days(content, other)}"
            yield Conflict(
                other.unit,
                "unit",
                other.title,
                why,
                "meaning",
                meaning,
                theirs,
                version,
                start,
                end,
                0,
                len(meaning),
            )

    # Sentences

    def _sentences(self, scope: Scope, unit: Unit, content: Content, aside: set[str]) -> Iterator[Conflict]:
        ours = self._ours(unit.kind, content)
        passages = [one for one in self._near(scope, ours) if one.document not in aside]
        by_source: dict[str, list[Passage]] = {}
        for passage in passages:
            by_source.setdefault(passage.document, []).append(passage)
        known = {
            one.unit: one
            for one in self._approved.units(
                scope, KINDS, [name for name, some in by_source.items() if some[0].kind == "unit"]
            )
        }
        for source, some in by_source.items():
            other = known.get(source)
            if other is None and some[0].kind == "unit":
                continue
            if other is not None and not _shares_a_day(content, other):
                continue
            yield from self._compared(content, ours, some, other)

    def _compared(
        self,
        content: Content,
        ours: Sequence[_Said],
        passages: Sequence[Passage],
        other: ApprovedRevision | None,
    ) -> Iterator[Conflict]:
        """Yield where one source says otherwise; a sentence of it that agrees settles ours."""
        theirs = [one for passage in passages for one in self._spoken(passage)]
        for said in ours:
            worst: tuple[Clash, Passage, int, int, str] | None = None
            for passage, start, end, text in theirs:
                if not same_thing(said.text, text):
                    continue
                if agrees(said.text, text):
                    worst = None
                    break
                found = clash(said.text, text)
                if found is not None and (worst is None or found.alike > worst[0].alike):
                    worst = (found, passage, start, end, text)
            if worst is not None:
                found, passage, start, end, _ = worst
                read = passage.view.read(start - passage.start, end - passage.start)
                days = "" if other is None else _days(content, other)
                why = f"{found.why} (contradicts “{passage.title}”).{days}"
                yield Conflict(
                    passage.document, passage.kind, passage.title, why, said.field, said.text, read, passage.version, start, end,
                    said.start, said.end,
                )  # fmt: skip

    def _ours(self, kind: str, content: Content) -> list[_Said]:
        """Return what the unit says how things are, sentence by sentence; a rule also as one sentence of
        outcome and condition.
        """
        found: list[_Said] = []
        for field in KINDS[kind].fields:
            if field.type in _READ and field.id not in _ASIDE:
                text = field_text(field, content.fields.get(field.id))
                found += [
                    _Said(field.id, span.start, span.end, text[span.start : span.end])
                    for span in self._splitter.split(text)
                ]
        conditions = content.fields.get("conditions")
        if isinstance(conditions, str) and conditions:
            outcome = str(content.fields.get("outcome", "")).rstrip(".")
            found.append(_Said("conditions", 0, len(conditions), f"{outcome} when {conditions}"))
        return found

    def _near(self, scope: Scope, ours: Sequence[_Said]) -> list[Passage]:
        asked = sorted(ours, key=lambda one: -_states(one.text))[:_SENTENCES]
        if not asked:
            return []
        rowids: dict[int, None] = {}
        for said in asked:
            forms = [
                form
                for form in dict.fromkeys(word.form for word in words(said.text))
                if form not in STOPWORDS
            ]
            counts = self._lexical.frequencies(forms)
            rare = sorted((form for form in forms if counts[form]), key=lambda form: counts[form])[:_WORDS]
            rowids |= dict.fromkeys(rowid for rowid, _ in self._lexical.search(scope, rare, _NEAREST))
        for vector in self._embedder().embed([said.text for said in asked]):
            rowids |= dict.fromkeys(hit.rowid for hit in self._index.search(scope, vector, _NEAREST))
        return self._library.passages(scope, list(rowids))

    def _spoken(self, passage: Passage) -> Iterator[tuple[Passage, int, int, str]]:
        spans = self._splitter.split(passage.text)
        silent = mute(
            passage.text, [(span.start, span.end) for span in spans], names=(passage.title, *passage.heading)
        )
        if passage.heading and passage.kind == "unit" and passage.heading[-1] in _ASIDE_TITLES:
            return
        # A heading that stands in a passage names what is spoken of, and agrees with nothing.
        headings = [part for part in passage.reading.parts if part.kind == BlockKind.HEADING.value]
        for span, muted in zip(spans, silent, strict=True):
            if not muted and not any(part.start < span.end and span.start < part.end for part in headings):
                text = passage.text[span.start : span.end]
                yield passage, passage.start + span.start, passage.start + span.end, text


_ASIDE_TITLES = {field.title for kind in KINDS.values() for field in kind.fields if field.id in _ASIDE}


def _states(text: str) -> int:
    """Return how much a sentence states that can be contradicted."""
    found = facts(text)
    return (
        2 * len(found.quantities)
        + 2 * len(found.days)
        + 2 * found.negations
        + len(found.names)
        + min(len(found.roots), 12) // 4
    )


def _names(title: str, synonyms: object) -> frozenset[tuple[str, ...]]:
    listed: Iterable[object] = synonyms if isinstance(synonyms, tuple) else ()
    spelled = [title, *(name for name in listed if isinstance(name, str))]
    return frozenset(tuple(word.form for word in words(name)) for name in spelled if words(name))


def _shares_a_day(content: Content, other: ApprovedRevision) -> bool:
    before = bool(content.valid_until and other.valid_from and content.valid_until < other.valid_from)
    after = bool(content.valid_from and other.valid_until and content.valid_from > other.valid_until)
    return not before and not after


def _days(content: Content, other: ApprovedRevision) -> str:
    """Return the days on which both are valid, where they have an end."""
    first = max(content.valid_from, other.valid_from)
    ends = [day for day in (content.valid_until, other.valid_until) if day]
    if not first and not ends:
        return ""
    return f" Both are valid{f' from {first}' if first else ''}{f' until {min(ends)}' if ends else ''}."
