"""Answers as documents: Markdown, a page of HTML, a Word file.

Decision hidden: how an answer with its citations is written in each form. Invariant: text of others stays
text whatever it holds: no markup, no link, no script comes of it, and nothing in a document is fetched from
elsewhere. Pure; any thread.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from app.core.answers.answers import Answer
from app.core.answers.conversations import Form
from app.exchange.sheets import Cited, Entry, Sheet, entry_of
from app.exchange.word import word


def write(taken: Sheet, form: Form) -> bytes:
    """Return a sheet as a document."""
    writers: dict[Form, Callable[[Sheet], bytes]] = {
        Form.MARKDOWN: _markdown,
        Form.HTML: _html,
        Form.WORD: word,
    }
    return writers[form](taken)


def markdown(question: str, answer: Answer) -> str:
    """Return one answer with its citations as Markdown."""
    sources: list[Cited] = []
    entry = entry_of(question, question, answer, {}, sources)
    return _lines([*_markdown_entry(entry, "**"), *_markdown_sources(sources)])


# Markdown


_MARKS = re.compile(r"([\\`*_\[\]<>|~&$#^])")
_AT_START = re.compile(r"(?:(?P<mark>[+\-=:])|(?P<number>\d{1,9})(?P<dot>[.)]))")


def escaped(text: str) -> str:
    """Return text that reads as itself in Markdown, also at the beginning of a line."""
    words = _MARKS.sub(r"\\\1", text)
    start = _AT_START.match(words)
    if start is None:
        return words
    return f"\\{words}" if start["mark"] else f"{start['number']}\\{words[start.end() - 1 :]}"


def _markdown(taken: Sheet) -> bytes:
    lines = [f"# {escaped(taken.title)}", "", f"*{escaped(taken.head)}*", ""]
    alone = len(taken.entries) == 1
    for entry in taken.entries:
        lines += _markdown_entry(entry, "" if alone and entry.question == taken.title else "## ")
        lines.append("")
    return _lines(
        [*lines, *(["## Sources", ""] if taken.sources else []), *_markdown_sources(taken.sources)]
    ).encode()


def _markdown_entry(entry: Entry, mark: str) -> list[str]:
    name = escaped(entry.question or "(erased)")
    lines = [f"**{name}**" if mark == "**" else f"{mark}{name}", ""] if mark else []
    if entry.understood:
        lines += [f"*Understood as: {escaped(entry.understood)}*", ""]
    for said in entry.said:
        marks = "".join(f"[^{number}]" for number in said.numbers)
        lines += [f"{escaped(said.text)}{f' *({said.state})*' if said.state else ''}{marks}", ""]
    for note in entry.notes:
        lines += [f"*{escaped(note)}*" if entry.said else escaped(note), ""]
    return lines


def _markdown_sources(sources: Sequence[Cited]) -> list[str]:
    return [
        f"[^{one.number}]: {escaped(one.title)}{f', {escaped(one.place)}' if one.place else ''}: “{escaped(one.quote)}”"
        for one in sources
    ]


def _lines(lines: Sequence[str]) -> str:
    return "\n".join(lines).rstrip() + "\n"


# HTML


_STYLE = (
    "body { font-family: sans-serif; max-width: 46em; margin: 2em auto; padding: 0 1em; line-height: 1.5; }"
    " h1 { font-size: 150%; margin-bottom: 0; } h2 { font-size: 115%; margin-top: 2em; }"
    " p.head { margin-top: 0.3em; } p.head, p.note { color: #555555; font-size: 90%; }"
    " sup { line-height: 0; } a { color: inherit; text-decoration: none; } li { margin-bottom: 0.7em; }"
)


def _html(taken: Sheet) -> bytes:
    from html import escape

    parts = [
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
        # A page out of others' words must load nothing, whatever a browser makes of it.
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
        f"<title>{escape(taken.title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>",
        f'<h1>{escape(taken.title)}</h1>\n<p class="head">{escape(taken.head)}</p>',
    ]
    for entry in taken.entries:
        if entry.question != taken.title or len(taken.entries) > 1:
            parts.append(f"<h2>{escape(entry.question or '(erased)')}</h2>")
        if entry.understood:
            parts.append(f'<p class="note"><em>Understood as: {escape(entry.understood)}</em></p>')
        for said in entry.said:
            state = f" <em>({escape(said.state)})</em>" if said.state else ""
            marks = "".join(
                f'<sup><a href="#source-{number}">[{number}]</a></sup>' for number in said.numbers
            )
            parts.append(f"<p>{escape(said.text)}{state}{marks}</p>")
        parts += [
            f'<p class="{"note" if entry.said else "reason"}">{escape(note)}</p>' for note in entry.notes
        ]
    if taken.sources:
        items = "\n".join(
            f'<li id="source-{one.number}"><a name="source-{one.number}"></a><strong>{escape(one.title)}</strong>'
            f"{f' · {escape(one.place)}' if one.place else ''}<br>“{escape(one.quote)}”</li>"
            for one in taken.sources
        )
        parts.append(f"<h2>Sources</h2>\n<ol>\n{items}\n</ol>")
    return ("\n".join(parts) + "\n</body>\n</html>\n").encode("utf-8")
