"""A checked text as a document: each sentence with how it stands and the words that say so.

Invariant: text of others stays text whatever it holds, as in answers.py. Pure; any thread.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from app.core.answers.answers import Citation
from app.core.answers.checked import CheckedText, Standing
from app.exchange.answers import escaped
from app.exchange.sheets import place_words, plain

_STATES = {
    Standing.QUOTED: "quoted",
    Standing.SUPPORTED: "supported",
    Standing.PARTIAL: "partly supported",
    Standing.CONTRADICTED: "contradicted",
    Standing.NOT_FOUND: "not found",
}


def markdown(found: CheckedText) -> str:
    """Return a checked text as Markdown, the tally first, the label of what is quoted behind it."""
    holding = sum(sentence.state.holds for sentence in found.sentences)
    lines = [
        f"**{holding} of {len(found.sentences)} sentences quoted or supported** · {found.label.word}",
        "",
    ]
    for sentence in found.sentences:
        lines.append(f"- **{_STATES[sentence.state]}**: {escaped(plain(sentence.text))}")
        lines += [
            f"  - {where}: “{words}”" if where else f"  - “{words}”"
            for where, words in _cited(sentence.citations, escaped)
        ]
    return "\n".join(lines) + "\n"


def text(found: CheckedText) -> str:
    """Return a checked text as plain text."""
    holding = sum(sentence.state.holds for sentence in found.sentences)
    lines = [f"{holding} of {len(found.sentences)} sentences quoted or supported.", ""]
    for sentence in found.sentences:
        lines.append(f"{_STATES[sentence.state]}: {plain(sentence.text)}")
        lines += [
            f"    {where}: “{words}”" if where else f"    “{words}”"
            for where, words in _cited(sentence.citations, str)
        ]
    return "\n".join(lines) + "\n"


def _cited(citations: Sequence[Citation], made: Callable[[str], str]) -> Iterator[tuple[str, str]]:
    for citation in citations:
        where = " · ".join(part for part in (plain(citation.title), place_words(citation)) if part)
        yield made(where), made(plain(citation.words))
