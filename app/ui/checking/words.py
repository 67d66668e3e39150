"""How a checked sentence stands, in words, in colour and as a shape, and how a whole text does. Pure, but for
the translation.
"""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import QCoreApplication, QLocale

from app.core.answers.answers import Citation
from app.core.answers.checked import CheckedText, Standing
from app.ui.ask import words

COLOURS = {
    Standing.QUOTED: "quoted",
    Standing.SUPPORTED: "supported",
    Standing.PARTIAL: "partial",
    Standing.CONTRADICTED: "problem",
    Standing.NOT_FOUND: "muted",
}
"""The colour of the scheme that a state has."""


def state(standing: Standing) -> str:
    """Return the word for how a sentence stands."""
    return {
        Standing.QUOTED: QCoreApplication.translate("Check", "quoted"),
        Standing.SUPPORTED: QCoreApplication.translate("Check", "supported"),
        Standing.PARTIAL: QCoreApplication.translate("Check", "partly supported"),
        Standing.CONTRADICTED: QCoreApplication.translate("Check", "contradicted"),
        Standing.NOT_FOUND: QCoreApplication.translate("Check", "not found"),
    }[standing]


def explained(standing: Standing) -> str:
    """Return what that word means, as one sentence."""
    return {
        Standing.QUOTED: QCoreApplication.translate("Check", "The library says this word for word."),
        Standing.SUPPORTED: QCoreApplication.translate(
            "Check", "Every number, name and fact is in the library."
        ),
        Standing.PARTIAL: QCoreApplication.translate("Check", "Not everything is in the words found."),
        Standing.CONTRADICTED: QCoreApplication.translate("Check", "The library contradicts this."),
        Standing.NOT_FOUND: QCoreApplication.translate("Check", "Nothing you may read says this."),
    }[standing]


def summary(found: CheckedText) -> str:
    """Return how many sentences hold."""
    holding, total = sum(sentence.state.holds for sentence in found.sentences), len(found.sentences)
    if total == 1:
        return (
            QCoreApplication.translate("Check", "The sentence is supported")
            if holding
            else QCoreApplication.translate("Check", "The sentence is not supported")
        )
    if holding == total:
        return QCoreApplication.translate("Check", "All {0} sentences are supported").format(
            QLocale().toString(total)
        )
    told = QCoreApplication.translate("Check", "{0} of {1} sentences are supported")
    return told.format(QLocale().toString(holding), QLocale().toString(total))


def tally(found: CheckedText) -> str:
    """Return how many sentences stand how."""
    counts = Counter(sentence.state for sentence in found.sentences)
    return "  ·  ".join(f"{QLocale().toString(counts[one])} {state(one)}" for one in Standing if counts[one])


def place(citation: Citation) -> str:
    """Return where words stand: document, page, heading, file."""
    return f"{words.isolated(words.flat(citation.title))}  ·  {words.place(citation)}"
