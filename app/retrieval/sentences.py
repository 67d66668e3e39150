"""Cut a passage into sentences with offsets: the unit that is scored, shown and quoted.

The decision hidden here is what counts as one sentence in text that was never typeset as prose: hard-wrapped
lines are joined, while list items, table rows, headings and header fields stand alone.
Invariant: the spans are in order, disjoint, trimmed, never cross a blank line, and leave out no letter and no
digit. Thread: any; the tokenizer is only read after it is loaded.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from app.core.documents.shown import Part
from app.retrieval.sentenceends import true_ends

LONGEST = 600
"""Characters; a longer run without a sentence end (code, a table that lost its lines) is cut at line ends or
spaces.
"""

CARD = 48
"""Characters of a line of a card at most."""

SHORT_LIST = 320
"""Characters; a list that follows its introduction directly and is no longer than this is read as one
sentence.
"""

_LINE = re.compile(r"[^\r\n\f\v\x85\u2028\u2029]*(?:\r\n|[\r\n\f\v\x85\u2028\u2029]|\Z)")
_BULLET = re.compile(r"\s*[-*+•◦▪‣–]\s+(?=\S)")
_ENUMERATOR = re.compile(r"\s*(?:\(?\d{1,3}|\(?[a-z]|#)[.)]\s+(?=\S)")
_MARKER_ONLY = re.compile(r"\(?(?:\d{1,3}|[A-Za-z]|#)[.)]|[-*+•◦▪‣–]")
_ROW = re.compile(r"\s*\|.*\||[^|]*\S\s*\|[^|]*\|.*|.*\S\t+\S")
_COLUMNS = re.compile(r"\s*\S.*?\S {3,}\S.*")
_SENTENCE_END = (".", "!", "?", ";", ",")
_HEADING = re.compile(r"\s{0,3}#{1,6}\s+\S")
_RULE = re.compile(r"[\W_]+")
_UNDERLINE = re.compile(r"\s{0,3}([=\-~^\"'*+#`.:_<>])\1{2,}\s*")
_FIELD = re.compile(r":?[A-Z][A-Za-z/-]{1,30}(?: [A-Za-z/-]{1,20}){0,3}:(?:\s+\S|\s*$)")
_WORD_CHAR = re.compile(r"[^\W_]")
_UNFINISHED = re.compile(
    r"(?:[,;(\u00ad\ufffe-]|\b(?:and|or|of|the|a|an|to|in|for|with|by|on|at|from|as|is|are|was|were|that))\Z",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class SentenceSpan:
    """One sentence of a text.

    Attributes:
        start: first character.
        end: one past the last.
        lead: the line that introduces the list the sentence is an item of ("The kit holds:"), or names what a
            card's line is said of; or empty.
        lead_start: where that line starts, or `start`.
    """

    start: int
    end: int
    lead: str = ""
    lead_start: int = -1


@dataclass(frozen=True)
class _Line:
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class _Segment:
    """Lines that are read on as one.

    `item` tells a list item or a definition, `fixed` that it is one sentence whatever it holds, `term` that
    what follows defines it.
    """

    start: int
    end: int
    item: bool = False
    fixed: bool = False
    after_blank: bool = True
    term: bool = False


class SentenceSplitter:
    """Splits texts; holds the sentence tokenizer, loaded at the first use."""

    def __init__(self) -> None:
        self._tokenize: Callable[[str], Iterable[tuple[int, int]]] | None = None

    def split(self, text: str, parts: Sequence[Part] = ()) -> tuple[SentenceSpan, ...]:
        """Return the sentences of `text`, in order.

        Args:
            text: as a person reads it.
            parts: its blocks, where they are known: no sentence crosses one, and a table row is one sentence.
                Guessed from lines without.
        """
        found: list[SentenceSpan] = []
        lead: tuple[int, int] | None = None
        segments = list(_known_segments(text, parts) if parts else _segments(text))
        cards = _cards(text, segments)
        at = 0
        while at < len(segments):
            segment = segments[at]
            spans = list(self._sentences(text, segment))
            at += 1
            if not spans:
                continue
            if (named := cards.get(at - 1)) is not None:
                found.extend(
                    SentenceSpan(start, end, text[named.start : named.end].strip(), named.start)
                    for start, end in spans
                )
                continue
            if segment.item and lead is not None:
                words = " ".join(text[lead[0] : lead[1]].split())
                found.extend(SentenceSpan(start, end, words, lead[0]) for start, end in spans)
                continue
            start, end = spans[-1]
            if not segment.item:
                lead = (start, end) if text[end - 1] == ":" and end - start <= SHORT_LIST else None
                if lead is not None and (joined := _short_list(segments, at, start)):
                    # Alone neither the introduction nor an item says anything.
                    at, spans[-1] = joined[0], (start, _trimmed(text, start, joined[1])[1])
                    lead = None
                elif (
                    lead is not None
                    and at < len(segments)
                    and not segments[at].item
                    and not segments[at].after_blank
                ):
                    # "The cause was:" and, on the next line, the cause.
                    following = list(self._sentences(text, segments[at]))
                    if following and following[0][1] - start <= SHORT_LIST:
                        spans = [*spans[:-1], (start, following[0][1]), *following[1:]]
                        at += 1
                        lead = None
            found.extend(SentenceSpan(low, high, "", low) for low, high in spans)
        return tuple(found)

    def _sentences(self, text: str, segment: _Segment) -> Iterator[tuple[int, int]]:
        raw = text[segment.start : segment.end]
        if segment.fixed:
            pieces: list[tuple[int, int]] = [(0, len(raw))]
        else:
            # One character for one, so that the tokenizer's offsets hold.
            plain = re.sub(r"[\s\ufffe]", " ", raw)
            pieces = true_ends(plain, self._punkt()(plain))
        for start, end in _mended(raw, pieces):
            for low, high in _cut(raw, start, end):
                low, high = _trimmed(raw, low, high)
                if _WORD_CHAR.search(raw, low, high):
                    yield segment.start + low, segment.start + high

    def _punkt(self) -> Callable[[str], Iterable[tuple[int, int]]]:
        if self._tokenize is None:
            # Imported here: it reads a model file, which `citewell --version` must not pay for.
            from nupunkt import load

            self._tokenize = load("default").span_tokenize
        return self._tokenize


def _lines(text: str) -> list[_Line]:
    lines = []
    for match in _LINE.finditer(text):
        if match.end() > match.start():
            lines.append(_Line(match.start(), match.end(), match.group().rstrip()))
    return lines


def _segments(text: str) -> Iterator[_Segment]:
    """Yield the stretches inside which sentences may run on."""
    block: list[_Line] = []
    for line in _lines(text):
        if line.text.strip() and not text[line.start : line.end].startswith("\f"):
            block.append(line)
            if not text[line.start : line.end].endswith("\f"):
                continue
        yield from _block_segments(block)
        block = []
    yield from _block_segments(block)


def _known_segments(text: str, parts: Sequence[Part]) -> Iterator[_Segment]:
    """Yield the stretches of a text whose blocks are known."""
    apart = True
    for part in parts:
        if part.kind in ("table_row", "heading"):
            yield _Segment(part.start, part.end, fixed=True)
            apart = True
        elif part.kind == "list_item":
            yield _Segment(part.start, part.end, item=True, after_blank=apart)
            apart = False
        else:
            for inner in _segments(text[part.start : part.end]):
                yield replace(inner, start=inner.start + part.start, end=inner.end + part.start)
            apart = False


def _cards(text: str, segments: Sequence[_Segment]) -> dict[int, _Segment]:
    """Return for each line of a card the line with the name that it is said of: "Heat pump Bora", "Output 14
    kW", "Weight 147 kg".
    """
    found: dict[int, _Segment] = {}
    first = 0
    while first < len(segments):
        end = first + 1
        while end < len(segments) and not segments[end].after_blank:
            end += 1
        lines = [text[one.start : one.end].strip() for one in segments[first:end]]
        values = sum(any(char.isdigit() for char in line) for line in lines[1:])
        short = all(0 < len(line) <= CARD and line[-1] not in ".!?;:," and "\n" not in line for line in lines)
        plain = not any(one.item for one in segments[first:end])
        if (
            plain
            and short
            and values >= max(2, len(lines) // 2)
            and not any(char.isdigit() for char in lines[0])
        ):
            found.update(dict.fromkeys(range(first + 1, end), segments[first]))
        first = end
    return found


def _block_segments(block: list[_Line]) -> Iterator[_Segment]:
    width = max((len(line.text) for line in block), default=0)
    listing = _is_listing(block)
    open_: list[_Line] = []
    item = fixed = False
    first = True

    def closed() -> Iterator[_Segment]:
        nonlocal open_, first
        if open_:
            yield _Segment(open_[0].start, open_[-1].end, item, fixed, first)
            first = False
        open_ = []

    for at, line in enumerate(block):
        before = block[at - 1] if at else None
        after = block[at + 1] if at + 1 < len(block) else None
        if _RULE.fullmatch(line.text):
            yield from closed()
            continue
        alone = listing or _stands_alone(line, before, after)
        starts_item = _starts_item(line, before)
        new = alone or starts_item
        if not new and open_:
            new = (
                not _continues_field(open_[-1], line, width)
                if fixed
                else _ends_paragraph(open_[-1], line, width)
            )
        if new or not open_:
            yield from closed()
            item, fixed = starts_item, alone
        open_.append(line)
    yield from closed()


def _stands_alone(line: _Line, before: _Line | None, after: _Line | None) -> bool:
    if _HEADING.match(line.text) or _ROW.fullmatch(line.text):
        return True
    if after is not None and _UNDERLINE.fullmatch(after.text) and len(line.text) <= 120:
        return True
    if _COLUMNS.fullmatch(line.text) and any(
        other is not None and _COLUMNS.fullmatch(other.text) for other in (before, after)
    ):
        return True
    if _FIELD.match(line.text):
        return any(other is not None and _FIELD.match(other.text) is not None for other in (before, after))
    return False


def _is_listing(block: list[_Line]) -> bool:
    """Tell lines that each say one thing ("Charging temperature 0 to 45 °C") from prose that was wrapped."""
    if len(block) < 3:
        return False
    return not any(line.text.endswith(_SENTENCE_END) or _opens_low(line.text) for line in block) and not any(
        _UNFINISHED.search(line.text) or _BULLET.match(line.text) or _FIELD.match(line.text) for line in block
    )


def _opens_low(text: str) -> bool:
    head = text.lstrip()[:1]
    return text[:1].isspace() or head.islower() or head in "(\"'“"


def _continues_field(line: _Line, following: _Line, width: int) -> bool:
    """Tell whether `following` is the wrapped rest of a header field."""
    if not _FIELD.match(line.text) and not line.text[:1].isspace() or _ROW.fullmatch(line.text):
        return False
    return following.text[:1].isspace() or following.text[:1].islower() or len(line.text) > 0.85 * width


def _starts_item(line: _Line, before: _Line | None) -> bool:
    if _BULLET.match(line.text):
        return True
    if not _ENUMERATOR.match(line.text):
        return False
    # "… as shown in figure\n7. The next …" is no item: what stands before an item has ended.
    return before is None or before.text[-1:] in ".:;!?)" or _ENUMERATOR.match(before.text) is not None


def _ends_paragraph(line: _Line, following: _Line, width: int) -> bool:
    """Tell whether the break after `line` was meant: the next word would have fitted on it."""
    head = following.text.split(maxsplit=1)[0] if following.text.split() else ""
    if not head[:1].isupper() and not head[:1].isdigit():
        return False
    if _UNFINISHED.search(line.text):
        return False
    if head[:1].isdigit() and line.text[-1:] not in ".:;!?)":
        return False
    return len(line.text) + 1 + len(head) <= 0.75 * width


def _short_list(segments: list[_Segment], at: int, start: int) -> tuple[int, int] | None:
    """Return where the list from segment `at` on ends (segment, character) when it directly follows and is
    short.
    """
    stop = at
    while stop < len(segments) and segments[stop].item and not segments[stop].after_blank:
        stop += 1
    if stop - at < 2 or segments[stop - 1].end - start > SHORT_LIST:
        return None
    return stop, segments[stop - 1].end


def _mended(raw: str, pieces: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Put a list marker back to its item and a wordless tail to its sentence; close gaps between pieces."""
    held: int | None = None
    done: tuple[int, int] | None = None
    for start, end in pieces:
        low, high = _trimmed(raw, start, end)
        if held is not None:
            low, held = held, None
        if _MARKER_ONLY.fullmatch(raw[low:high]):
            held = low
            continue
        if done is not None and not _WORD_CHAR.search(raw, low, high):
            done = (done[0], high)
            continue
        if done is not None:
            yield done
        done = (low, high)
    if held is not None:
        done = (held, len(raw)) if done is None else (done[0], len(raw))
    if done is not None:
        yield done


def _cut(raw: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield pieces of at most `LONGEST` characters, cut at a line end, a semicolon or a space."""
    while end - start > LONGEST:
        window = raw[start : start + LONGEST]
        at = max(window.rfind("\n"), window.rfind("\r"))
        if at < LONGEST // 3:
            at = window.rfind("; ") + 1
        if at < LONGEST // 3:
            at = window.rfind(" ")
        if at <= 0:
            at = LONGEST
        yield start, start + at
        start += at
    yield start, end


def _trimmed(raw: str, start: int, end: int) -> tuple[int, int]:
    while start < end and raw[start].isspace():
        start += 1
    while end > start and raw[end - 1].isspace():
        end -= 1
    return start, end
