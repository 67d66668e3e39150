"""An answer as something to paste: with its citations, in every form that a place to paste it may understand.

The decision hidden here is what of an answer leaves the window by the clipboard. Pure, but for the
translation of a few words.
"""

from __future__ import annotations

import html
from collections.abc import Sequence

from PySide6.QtCore import QByteArray, QCoreApplication, QMimeData

from app.core.answers.answers import Answer, Citation, Evidence
from app.ui.ask import words
from app.workspace.sharing import answer_markdown


def plain(question: str, answer: Answer) -> str:
    """Return an answer with its citations as plain text."""
    numbers, lines = words.numbered(answer), [question, ""]
    if answer.abstained:
        lines.append(answer.reason or "")
    for sentence in answer.sentences:
        marks = "".join(f"[{numbers[words.key(citation)]}]" for citation in sentence.citations)
        lines.append(f"{words.unmarked(sentence.text)} {marks}".rstrip())
    lines.append("")
    for number, citation in sorted(words.cited(answer).items()):
        lines.append(f"[{number}] {_source(citation)}: “{words.quoted(citation)}”")
    return "\n".join(lines).rstrip() + "\n"


def rich(question: str, answer: Answer) -> str:
    """Return an answer with its citations as HTML for a word processor or a mail."""
    numbers, parts = words.numbered(answer), [f"<p><b>{html.escape(question)}</b></p>"]
    if answer.abstained:
        parts.append(f"<p>{html.escape(answer.reason or '')}</p>")
    for sentence in answer.sentences:
        marks = "".join(f"<sup>[{numbers[words.key(citation)]}]</sup>" for citation in sentence.citations)
        parts.append(f"<p>{html.escape(words.unmarked(sentence.text))}{marks}</p>")
    found = sorted(words.cited(answer).items())
    if found:
        parts.append("<ol>")
        parts += [
            f"<li>{html.escape(_source(one))}: “<i>{html.escape(words.quoted(one))}</i>”</li>"
            for _, one in found
        ]
        parts.append("</ol>")
    return "".join(parts)


def mime(question: str, answer: Answer) -> QMimeData:
    """Return an answer as one entry of the clipboard: Markdown, plain text and HTML."""
    data = QMimeData()
    data.setText(plain(question, answer))
    data.setHtml(rich(question, answer))
    data.setData("text/markdown", QByteArray(answer_markdown(question, answer).encode()))
    return data


def letter(question: str, answer: Answer, evidence: Sequence[Evidence]) -> str:
    """Return a question that was not answered, with what was found, ready to be sent to somebody who may
    know.
    """
    lines = [
        QCoreApplication.translate("Ask", "I could not find an answer to this in our documents:"),
        "",
        f"    {question}",
        "",
    ]
    if answer.reason:
        lines.append(answer.reason)
    if answer.needed:
        lines.append(QCoreApplication.translate("Ask", "What would help: {0}").format(answer.needed))
    if evidence:
        lines += ["", QCoreApplication.translate("Ask", "The closest passages:")]
        lines += [f"{at}. {_source(item)}: “{words.quoted(item)}”" for at, item in enumerate(evidence, 1)]
    lines += ["", QCoreApplication.translate("Ask", "Do you know the answer, or who does?")]
    return "\n".join(lines) + "\n"


def _source(citation: Citation | Evidence) -> str:
    place = words.place(citation).replace("\u2068", "").replace("\u2069", "")
    return f"{words.flat(citation.title)}, {place}"
