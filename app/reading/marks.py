"""Marks of Markdown and of site generators that nobody reads, as edits over the raw text.

Decision hidden: what each construct shows on the page. Each is looked for once, from the outside in; what one
pass has explained is hidden from the next behind filler characters, so that a link's target may hold a
template tag and code may hold anything. Invariant: linear in the text, whatever it holds: no pattern can go
back over what another has taken, and each is bounded. Pure.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator

from app.core.documents.shown import Edit, in_order

_GONE = "\x01"
"""Stands for what is explained already and shows nothing."""
_WORDS = "\x02"
"""Stands for what is explained already and shows words, which are not looked into."""

_LONGEST = 4_000_000
"""Characters of a block whose marks are looked for; they may be half of it, and each takes a hundred
bytes.
"""

_TAG = re.compile(r"\{%-?((?:(?!%\}|\{%).){0,2000}+)%\}", re.DOTALL)
_VARIABLE = re.compile(r"\{\{((?:(?!\}\}|\{\{).){0,500}+)\}\}", re.DOTALL)
_TAG_COMMENT = re.compile(r"\{#(?!\w[\w-]{0,100}\})((?:(?!#\}|\{#).){0,2000}+)#\}", re.DOTALL)
_ATTRIBUTES = re.compile(r"[ \t]?\{(?:[:#.][^{}\n]{0,300})\}")
_LITERAL = re.compile(r"""^\s*([\w-]+)\s+(["'])([^"'/.={}<>]{1,80})\2\s*-?$""")
_NAMED = re.compile(r"""\b(?:title|label|summary|caption|heading)\s*=\s*(["'])([^"'{}<>]{1,120})\1""")
_HTML_COMMENT = "<!--"
_STRUCK_HTML = re.compile(
    r"<(s|del|strike)\b[^<>]{0,300}>(?:(?!</?\1\b).){0,4000}+</\1\s*>", re.IGNORECASE | re.DOTALL
)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_HTML = re.compile(r"</?[a-zA-Z](?:[^<>]{0,2000}+)>")
_ADDRESS = re.compile(
    r"<((?:https?|ftp|mailto):[^<>\s]{1,2000}+|[\w.+-]{1,64}+@[\w-]{1,63}+(?:\.[\w-]{1,63}+){1,8})>",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]\w{1,31});")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_CODE = re.compile(r"`+")
_STRUCK = re.compile(r"~~(?=\S)[^~]{1,4000}+~~")
_ADMONITION = re.compile(
    r"""^[ \t>]*+(?:(?::{3,}+)[ \t]*+(?:\{[^{}\n]{0,80}\}|[\w-]++)?[ \t]*+(?:\[([^\]\n]{0,200})\]|([^\n]{0,200}))?"""
    r"""|(?:!!!|\?\?\?\+?|===)[ \t]*+[\w -]{0,40}?[ \t]*+"([^"\n]{0,200})"|(?:!!!|\?\?\?\+?)[ \t]++[\w-]++)[ \t]*+$""",
    re.MULTILINE,
)
_ALERT = re.compile(r"\[!(?:note|tip|important|warning|caution|info|danger)\]", re.IGNORECASE)
_CONTENTS = re.compile(r"\[\[_?toc_?\]\]|^[ \t]*\[toc\][ \t]*$", re.IGNORECASE | re.MULTILINE)
_MODULE = re.compile(
    r"^(?:import\s[^\n]{1,300}\sfrom\s+['\"][^\n]{1,200}|export\s+(?:const|default|let)\s[^\n]{0,500})$",
    re.MULTILINE,
)
_WIKI = re.compile(r"\[\[([^\[\]|\n]{1,300})(?:\|([^\[\]\n]{1,300}))?\]\]")
_NOTE_MARK = re.compile(r"\[\^[^\[\]\s]{1,60}\]:?")
_LINKING = re.compile(
    r"(!?\[)|\]\([ \t\n]{0,4}(?:<[^<>\n]{0,2000}+>|(?:[^()\s\\]|\\.|\([^()\s]{0,500}\)){0,2000}+)"
    r"(?:\s{1,4}(?:\"[^\"]{0,500}\"|'[^']{0,500}'))?\s{0,4}\)"
    r"|\]\[[^\[\]\n]{0,300}\]|\]"
)
_RUN = re.compile(r"\*+|(?<![^\W_])_+|_+(?![^\W_])")
_QUOTE_MARK = re.compile(r"(?:^|\n)[ \t]*((?:>[ \t]?)+)")


class Marks:
    """The marks of one file.

    Thread: any. `edits(start, end)` gives those of a block; asked in any order.
    """

    def __init__(self, text: str) -> None:
        """Explain everything that does not depend on blocks: comments and tags."""
        self._tags: list[Edit] = []
        shadow = list(text)
        for start, end in _comments(text):
            self._explain(shadow, Edit(start, end))
        for match in _MODULE.finditer(text):
            self._explain(shadow, Edit(*match.span()))
        joined = "".join(shadow)
        for start, end in _between(joined, "comment"):
            self._explain(shadow, Edit(start, end))
        joined = "".join(shadow)
        for pattern, told in ((_TAG, _tag_words), (_TAG_COMMENT, _nothing), (_VARIABLE, _nothing)):
            for match in pattern.finditer(joined):
                self._explain(shadow, Edit(*match.span(), told(match.group(1))))
            joined = "".join(shadow)
        self._shadow = joined
        # What an outer one hides, an inner one need not say again; those that are left are in order by their
        # ends as well.
        self._tags = list(in_order(self._tags, len(text)))

    def _explain(self, shadow: list[str], edit: Edit) -> None:
        self._tags.append(edit)
        shadow[edit.start : edit.end] = (_WORDS if edit.text else _GONE) * (edit.end - edit.start)

    def edits(self, start: int, end: int) -> list[Edit]:
        """Return the edits of a block of prose, in any order.

        Raises:
            ValueError: the block is endless.
        """
        if end - start > _LONGEST:
            raise ValueError("nobody reads a block of that length")
        found = _Block(self._shadow[start:end], start).edits
        first = bisect_right(self._tags, start, key=lambda tag: tag.end)
        last = bisect_left(self._tags, end, first, key=lambda tag: tag.start)
        tags = [
            tag._replace(start=max(tag.start, start), end=min(tag.end, end)) for tag in self._tags[first:last]
        ]
        return [*tags, *found]


def _nothing(_: str) -> str:
    return ""


def _tag_words(inside: str) -> str:
    """Return what a template tag puts on the page, as far as it says so itself: a title, or the name that is
    its only argument.
    """
    if named := _NAMED.search(inside):
        return named[2]
    if literal := _LITERAL.match(inside):
        return f"#{literal[3].lstrip('#')}" if "channel" in literal[1] else literal[3]
    return ""


def _comments(text: str) -> Iterator[tuple[int, int]]:
    at = text.find(_HTML_COMMENT)
    while at >= 0:
        end = text.find("-->", at)
        if end < 0:
            return  # one that never closes is text, as browsers that recover show it
        yield at, end + 3
        at = text.find(_HTML_COMMENT, end)


def _between(text: str, name: str) -> Iterator[tuple[int, int]]:
    """Yield what stands between `{% name %}` and `{% endname %}`, tags included."""
    opening = re.compile(rf"\{{%-?\s*{name}\s*-?%\}}")
    closing = re.compile(rf"\{{%-?\s*end{name}\s*-?%\}}")
    at = 0
    while (first := opening.search(text, at)) is not None:
        last = closing.search(text, first.end())
        if last is None:
            return
        yield first.start(), last.end()
        at = last.end()


class _Block:
    """One block of prose: passes from the outside in, each on what the ones before left; edits are told from
    `offset` on.
    """

    def __init__(self, shadow: str, offset: int) -> None:
        self._shadow = shadow
        self._offset = offset
        self.edits: list[Edit] = []
        self._struck_through(_STRUCK_HTML)
        self._code()
        self._replace(_ESCAPED, lambda match: match.group(1))
        self._struck_through(_STRUCK)
        self._replace(_CONTENTS, _empty)
        self._replace(_ALERT, _empty)
        self._replace(_ADMONITION, lambda match: next((words for words in match.groups() if words), ""))
        self._replace(_ATTRIBUTES, _empty)
        self._replace(_NOTE_MARK, _empty)
        self._replace(_WIKI, lambda match: match.group(2) or match.group(1))
        self._replace(_ADDRESS, lambda match: match.group(1))
        self._links()
        self._replace(_BREAK, lambda _: "\n")
        self._replace(_HTML, _empty)
        self._replace(_ENTITY, lambda match: html.unescape(match.group()).replace("\u00a0", " "))
        self._emphasis()
        for match in _QUOTE_MARK.finditer(self._shadow):
            self._edit(*match.span(1))

    def _edit(self, start: int, end: int, words: str = "") -> None:
        self.edits.append(Edit(self._offset + start, self._offset + end, words))

    def _hide_all(self, spans: list[tuple[int, int, str]]) -> None:
        """Hide many at once, since each by itself would copy the block."""
        pieces, at = [], 0
        for start, end, filler in spans:
            pieces += [self._shadow[at:start], filler * (end - start)]
            at = end
        self._shadow = "".join([*pieces, self._shadow[at:]])

    def _replace(self, pattern: re.Pattern[str], words: Callable[[re.Match[str]], str]) -> None:
        edits, offset = self.edits, self._offset

        def hidden(match: re.Match[str]) -> str:
            shown = words(match)
            if _GONE in shown or _WORDS in shown:
                shown = shown.strip(_GONE + _WORDS)
            start, end = match.span()
            edits.append(Edit(offset + start, offset + end, shown))
            return (_WORDS if shown and not shown.isspace() else _GONE) * (end - start)

        self._shadow = pattern.sub(hidden, self._shadow)

    def _struck_through(self, pattern: re.Pattern[str]) -> None:
        self._replace(pattern, _empty)

    def _code(self) -> None:
        """Take the backticks off code spans; their words are shown as they stand."""
        runs = [match.span() for match in _CODE.finditer(self._shadow)]
        waiting: dict[int, list[int]] = {}
        for number, (start, end) in enumerate(runs):
            waiting.setdefault(end - start, []).append(number)
        for numbers in waiting.values():
            numbers.reverse()
        spans = []
        at = 0
        while at < len(runs):
            start, end = runs[at]
            numbers = waiting[end - start]
            while numbers and numbers[-1] <= at:
                numbers.pop()
            if not numbers:
                at += 1
                continue
            last = numbers.pop()
            stop, after = runs[last]
            self._edit(start, end)
            self._edit(stop, after)
            spans += [(start, end, _GONE), (end, stop, _WORDS), (stop, after, _GONE)]
            at = last + 1
        self._hide_all(spans)

    def _links(self) -> None:
        """Leave the words of links and pictures, without brackets and targets."""
        open_: list[tuple[int, int]] = []
        spans: list[tuple[int, int, str]] = []
        for match in _LINKING.finditer(self._shadow):
            if match.group(1):
                open_.append(match.span())
                continue
            if not open_:
                continue
            start, end = open_.pop()
            if match.end() - match.start() > 1:
                self._edit(start, end)
                self._edit(*match.span())
                spans += [(start, end, _GONE), (*match.span(), _GONE)]
        self._hide_all(sorted(spans))

    def _emphasis(self) -> None:
        """Take off the asterisks and underscores of emphasis, told from others by what stands beside them
        (CommonMark's flanking runs).
        """
        openers: dict[str, list[list[int]]] = {"*": [], "_": []}
        for match in _RUN.finditer(self._shadow):
            start, end = match.span()
            mark = self._shadow[start]
            before, after = self._shadow[start - 1 : start], self._shadow[end : end + 1]
            opens = bool(after) and not after.isspace()
            closes = bool(before) and not before.isspace()
            left = end - start
            while closes and left and openers[mark]:
                opener = openers[mark][-1]
                taken = min(left, opener[1] - opener[0])
                self._edit(opener[1] - taken, opener[1])
                self._edit(end - left, end - left + taken)
                opener[1] -= taken
                left -= taken
                if opener[1] == opener[0]:
                    openers[mark].pop()
            if opens and left:
                openers[mark].append([end - left, end])


def _empty(_: re.Match[str]) -> str:
    return ""
