"""What the marks inside a paragraph mean: which characters are words, which only say how words look.

The decision hidden here is the inline markup of Markdown and reStructuredText. Where the file's reader has
said what a person reads (`core.documents.shown`), it is believed: marks then only tell how words look.
Invariant: pure; every character of a range is in exactly one piece or in none, in order, and a piece shows
one character for each of its source, so that offsets hold, or other words in the place of all of them. What
is in no piece is markup: marks, link targets, tags, roles.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.core.documents.formats import Grammar, look_of
from app.core.documents.shown import Edit

BREAK = "\u2028"
"""How the screen breaks a line inside a paragraph."""

_LINE = re.compile(r"\r\n|[\r\n\v\f\x85\u2028\u2029]")
_SOFT = re.compile(r"[ \t]*(?:\r\n|[\r\n\v\f\x85\u2028\u2029])\s*")
_SOFT_QUOTE = re.compile(r"[ \t]*(?:\r\n|[\r\n\v\f\x85\u2028\u2029])(?:\s|>)*")
_UNSHOWN = str.maketrans(
    dict.fromkeys(map(chr, (*range(9), *range(14, 32), 127, 0xFDD0, 0xFDD1, 0xFFFC)), "\ufffd")
)
"""Control characters, and what the widget keeps for its own marks."""
_DEEPEST = 4

_URL = r"(?P<url>https?://[^\s<>\"'`\])|]{1,2000}[^\s<>\"'`\])|.,;:!?])"
_MARKDOWN = re.compile(
    r"(?P<escape>\\(?=[!-/:-@\[-`{-~]))"
    r"|(?P<ticks>`{1,4})(?P<code>[^`].{0,600}?)(?<!`)(?P=ticks)(?!`)"
    r"|!\[(?P<picture>[^\]\n]{0,300})\]\([^)\n]{0,1000}\)"
    r"|\[(?P<link>[^\]\[]{1,500})\]\(<?(?P<target>[^)\s>]{1,1000})>?(?:\s+\"[^\"]{0,200}\")?\)"
    r"|\[(?P<reference>[^\]\[]{1,500})\]\[[^\]\[]{0,100}\]"
    r"|<(?P<auto>https?://[^>\s]{1,1000})>"
    rf"|{_URL}"
    r"|(?P<bold>\*\*|__)(?=\S)(?P<strong>.{1,1000}?\S|\S)(?P=bold)(?![*_])"
    r"|(?<![\w*])\*(?=[^\s*])(?P<star>[^*]{0,600}?[^\s*])\*(?![\w*])"
    r"|(?<!\w)_(?=[^\s_])(?P<under>[^_]{0,600}?[^\s_])_(?!\w)"
    r"|<(?P<html>em|i|strong|b|code|kbd)>(?P<inside>[^<]{1,1000}?)</(?P=html)>"
    r"|<a\s[^<>]{0,300}?href\s*=\s*[\"'](?P<href>[^\"'<>\s]{1,1000})[\"'][^<>]{0,300}>(?P<anchor>[^<]{1,500}?)</a>"
    r"|(?P<tag><!--.{0,2000}?-->|</?[A-Za-z][^<>]{0,300}>|\{%[^%]{0,1000}%\}|\{\{[^{}]{0,500}\}\}|[ \t]?\{[:#.][^{}\n]{0,300}\})",
    re.DOTALL,
)
_HTML_STYLES = {
    "em": "emphasis",
    "i": "emphasis",
    "strong": "strong",
    "b": "strong",
    "code": "code",
    "kbd": "code",
}
_RST = re.compile(
    r"``(?P<code>[^`\s].{0,600}?)``(?!`)"
    r"|:(?P<role>[\w:.+-]{1,40}):`(?P<words>[^`<]{1,500}?)(?:\s*<(?P<of>[^`>]{1,500})>)?`"
    r"|`(?P<link>[^`<]{1,500}?)\s*<(?P<target>[^`>]{1,1000})>`_{1,2}"
    r"|`(?P<reference>[^`\s][^`]{0,500}?)`_{0,2}"
    r"|(?<=\])(?P<foot>_)(?=\W|\Z)"
    rf"|{_URL}"
    r"|\*\*(?=\S)(?P<strong>.{1,1000}?\S|\S)\*\*"
    r"|(?<![\w*])\*(?=[^\s*])(?P<star>[^*]{0,600}?[^\s*])\*(?![\w*])",
    re.DOTALL,
)
_PLAIN = re.compile(_URL)
_GRAMMARS = {Grammar.PLAIN: _PLAIN, Grammar.MARKDOWN: _MARKDOWN, Grammar.RST: _RST}
_NUMBERED = frozenset(("pep", "rfc"))


@dataclass(frozen=True)
class Piece:
    """A run of characters as it is shown.

    Attributes:
        start: offset of the first in the source, or -1 for words that are not in it.
        shown: one character for each of the source, or words that are read in the place of several.
        style: "", "strong", "emphasis", "code", "link", "muted", "upper".
        target: where a link leads.
        stands: how many characters of the source the words stand for together; 0 where there is one for each.
    """

    start: int
    shown: str
    style: str = ""
    target: str = ""
    stands: int = 0

    @property
    def end(self) -> int:
        """One past the last character in the source."""
        return self.start + (self.stands or len(self.shown)) if self.start >= 0 else -1


def inline(
    text: str,
    start: int,
    end: int,
    media_type: str,
    edits: Sequence[Edit] = (),
    *,
    keep_lines: bool = False,
    quote: bool = False,
) -> list[Piece]:
    """Return the pieces of a range.

    Args:
        edits: where a person reads something else in the range, in order and disjoint.
        keep_lines: a line break in the source is one on the screen, else a space.
        quote: lines may begin with ">".
    """
    grammar = _GRAMMARS[look_of(media_type).grammar]
    styles = _Styles(text, grammar)
    styles.take(start, end)
    out = styles.pieces
    if edits:
        out = list(_read(text, start, end, out, edits, believed=grammar is _MARKDOWN))
    pieces = [
        part
        for piece in out
        for part in ([piece] if piece.stands else flowed(text, piece, keep_lines=keep_lines, quote=quote))
    ]
    return _without_doubled_spaces(pieces) if edits else pieces


def _read(
    text: str, start: int, end: int, styled: Sequence[Piece], edits: Sequence[Edit], *, believed: bool
) -> Iterator[Piece]:
    """Yield what is read of a range, with the styles of `styled`.

    Args:
        believed: what is in no piece of `styled` and in no edit is read as it stands.
    """
    at, number = start, 0

    def upto(stop: int) -> Iterator[Piece]:
        nonlocal at, number
        while at < stop:
            while number < len(styled) and styled[number].end <= at:
                number += 1
            piece = styled[number] if number < len(styled) else None
            if piece is not None and piece.start <= at:
                high = min(stop, piece.end)
                yield Piece(at, piece.shown[at - piece.start : high - piece.start], piece.style, piece.target)
            else:
                high = min(stop, piece.start) if piece is not None else stop
                if believed:
                    yield Piece(at, text[at:high])
            at = high

    for edit in edits:
        low, high = max(edit.start, start), min(edit.end, end)
        yield from upto(low)
        words = edit.text.translate(_UNSHOWN).replace("\n", BREAK)
        if words and low < high:
            near = next((one for one in styled[number:] if one.end > low), None)
            inside = near if near is not None and near.start < high else None
            yield Piece(
                low, words, inside.style if inside else "", inside.target if inside else "", high - low
            )
        elif words:
            yield Piece(-1, words)
        at = max(at, high)
    yield from upto(end)


def _without_doubled_spaces(pieces: Sequence[Piece]) -> list[Piece]:
    """Return pieces without the white space that is left where something between two spaces, or at the
    beginning, is not shown.
    """
    kept: list[Piece] = []
    open_ = True
    for piece in pieces:
        words = piece.shown
        if open_ and not piece.stands and piece.start >= 0 and piece.style != "code":
            lead = len(words) - len(words.lstrip(" "))
            piece = Piece(piece.start + lead, words[lead:], piece.style, piece.target)
        if piece.shown:
            kept.append(piece)
            open_ = piece.shown[-1] in f" {BREAK}"
    return kept


def verbatim(text: str, start: int, end: int, style: str = "", *, dedent: int = 0) -> list[Piece]:
    """Return the pieces of a range with its lines and spaces.

    Args:
        dedent: columns of white space to leave out at the start of each line but the first.
    """
    pieces = []
    at = start
    stops = [match.span() for match in _LINE.finditer(text, start, end)]
    for begin, stop in [*stops, (end, end)]:
        broken = begin < stop
        if at < begin:
            pieces.append(Piece(at, text[at:begin].translate(_UNSHOWN), style))
        if broken:
            pieces.append(Piece(begin, BREAK, style))
        at = stop
        column = 0
        while column < dedent and at < end and text[at] in " \t":
            column += 8 - column % 8 if text[at] == "\t" else 1
            at += 1
    return _joined(pieces)


def flowed(text: str, piece: Piece, *, keep_lines: bool, quote: bool) -> list[Piece]:
    """Return a piece with its line breaks as the screen shows them; white space around them is left out."""
    pattern = _SOFT_QUOTE if quote else _SOFT
    stops = [match.span() for match in pattern.finditer(text, piece.start, piece.end)]
    if not stops:
        return [Piece(piece.start, piece.shown.translate(_UNSHOWN), piece.style, piece.target)]
    parts = []
    at = piece.start
    for begin, stop in [*stops, (piece.end, piece.end)]:
        words = text[at:begin].translate(_UNSHOWN)
        if begin < stop:
            # The break itself may be the last of several characters of white space; all but the first are
            # left out.
            words += BREAK if keep_lines else " "
        if words:
            parts.append(Piece(at, words, piece.style, piece.target))
        at = stop
    return parts


def _joined(pieces: list[Piece]) -> list[Piece]:
    """Return pieces that follow on each other as one: each costs the screen as much as a long one."""
    joined: list[Piece] = []
    for piece in pieces:
        last = joined[-1] if joined else None
        if last is not None and last.end == piece.start and last.style == piece.style:
            joined[-1] = Piece(last.start, last.shown + piece.shown, last.style)
        else:
            joined.append(piece)
    return joined


_ROLES_AS_CODE = ("func", "class", "meth", "mod", "attr", "data", "file", "exc")


class _Styles:
    """Takes a text apart by the marks of a grammar; `pieces` are what is left, with their styles."""

    def __init__(self, text: str, grammar: re.Pattern[str]) -> None:
        self.pieces: list[Piece] = []
        self._text = text
        self._grammar = grammar
        self._plain = {
            "code": "code", "picture": "muted", "strong": "strong", "star": "emphasis", "under": "emphasis",
        }  # fmt: skip
        if grammar is _RST:
            self._plain["reference"] = "emphasis"

    def take(self, start: int, end: int, style: str = "", target: str = "", depth: int = 0) -> None:
        """Take a range apart that stands in marks which give it a style, and lead somewhere if it is a
        link.
        """
        at = start
        for match in self._grammar.finditer(self._text, start, end):
            if at < match.start():
                self.pieces.append(Piece(at, self._text[at : match.start()], style, target))
            self._mark(match, style, target, depth)
            at = match.end()
        if at < end:
            self.pieces.append(Piece(at, self._text[at:end], style, target))

    def _mark(self, match: re.Match[str], style: str, target: str, depth: int) -> None:
        found = {name for name, words in match.groupdict().items() if words is not None}
        if "url" in found or "auto" in found:
            begin, stop = match.span("url" if "url" in found else "auto")
            self.pieces.append(Piece(begin, self._text[begin:stop], "link", target or self._text[begin:stop]))
        elif "role" in found:
            self._role(match, target, depth)
        elif "link" in found:
            self._inside(match.span("link"), "link", match["target"], depth)
        elif "anchor" in found:
            self._inside(match.span("anchor"), "link", match["href"], depth)
        elif "inside" in found:
            self._inside(match.span("inside"), _HTML_STYLES[match["html"]], target, depth)
        else:
            for name in found & {*self._plain, "reference"}:
                self._inside(match.span(name), self._plain.get(name, style), target, depth)

    def _role(self, match: re.Match[str], target: str, depth: int) -> None:
        role = match["role"].lower()
        if role in _NUMBERED:
            begin, stop = match.span("role")
            # The colon that ends the role becomes the space before the number.
            self.pieces.append(Piece(begin, f"{self._text[begin:stop]} ", "upper"))
        style = "code" if role.rsplit(":", 1)[-1] in _ROLES_AS_CODE else "emphasis"
        self._inside(match.span("words"), style, target, depth)

    def _inside(self, span: tuple[int, int], style: str, target: str, depth: int) -> None:
        """Take apart what stands between two marks; code, and what is nested too deeply, stays as it is."""
        begin, stop = span
        if depth < _DEEPEST and style != "code":
            self.take(begin, stop, style, target, depth + 1)
        elif begin < stop:
            self.pieces.append(Piece(begin, self._text[begin:stop], style, target))
