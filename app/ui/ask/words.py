"""What is said about an answer: places, numbers, how sure it is, how old its sources are.

The decision hidden here is the wording; it is the same on the screen, in tips, for a screen reader and in
what is copied. Pure, but for the translation of the words.
"""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import QCoreApplication, QLocale

from app.core.answers.answers import Answer, Citation, Evidence, Mode, Sentence
from app.core.inquiry.gaps import Gap
from app.ui.dates import clock, day, local

_UNIT, _EXCEPTION = "unit:", "unit:exception/"
"""How the paths of units and of exceptions among them begin."""

WELL, WEAKLY = 0.8, 0.5
"""Confidence from which an answer is well supported, and below which it is weakly."""


def key(citation: Citation) -> tuple[str, int, int]:
    """Return what makes two citations the same words."""
    return (citation.version, citation.start, citation.end)


def numbered(answer: Answer) -> dict[tuple[str, int, int], int]:
    """Return the number of each citation of an answer, from 1, in the order of their appearance."""
    numbers: dict[tuple[str, int, int], int] = {}
    for sentence in answer.sentences:
        for citation in sentence.citations:
            numbers.setdefault(key(citation), len(numbers) + 1)
    return numbers


def cited(answer: Answer) -> dict[int, Citation]:
    """Return the citations of an answer by their numbers."""
    numbers = numbered(answer)
    found: dict[int, Citation] = {}
    for sentence in answer.sentences:
        for citation in sentence.citations:
            found.setdefault(numbers[key(citation)], citation)
    return found


_BESIDE = 60
"""Characters of marks and white space that may stand between a sentence and its neighbour."""


def paragraphs(answer: Answer) -> list[list[Sentence]]:
    """Return the sentences of an answer as they are read: what stands beside the best quote, before and
    behind it, with it.

    Every other sentence is a paragraph of its own. The best quote is the only one of its paragraph that is
    `answer.sentences[0]`.
    """
    if answer.mode is not Mode.QUOTED or len(answer.sentences) < 2 or not answer.sentences[0].citations:
        return [[sentence] for sentence in answer.sentences]
    first, *rest = answer.sentences
    best, together = first.citations[0], [first]
    while rest and rest[0].citations and _beside(best, rest[0].citations[0]) and len(together) < 3:
        together.append(rest.pop(0))
    together.sort(key=lambda sentence: sentence.citations[0].start)
    return [together, *([sentence] for sentence in rest)]


def _beside(best: Citation, other: Citation) -> bool:
    if other.version != best.version:
        return False
    gap = max(other.start - best.end, best.start - other.end)
    return 0 <= gap <= _BESIDE


def isolated(text: str) -> str:
    """Return a text whose direction of writing does not spread to what stands around it."""
    return f"\u2068{text}\u2069"


def flat(text: str) -> str:
    """Return a text on one line."""
    return " ".join(text.split())


def read_out(text: str) -> str:
    """Return words of a source as they are read: a table's row on one line, without the bars that frame it in
    the text.
    """
    line = flat(text)
    framed = len(line) > 1 and line.startswith("|") and line.endswith("|")
    return line[1:-1].strip() if framed else text


def quoted(item: Citation | Evidence) -> str:
    """Return the words of a piece of evidence or a citation as a person reads them, on one line."""
    return flat(unmarked(item.words))


def unmarked(text: str) -> str:
    """Return words as they are read away from where they stand: without the bars of a row and the mark of a
    list.
    """
    return read_out(text).removeprefix("• ")


def place(where: Citation | Evidence) -> str:
    """Return where words stand in their source: page, heading, file."""
    if where.path.startswith(_UNIT):
        # Its title stands beside this already, and its short name says nothing more: who answers for it does.
        answering = _answering(where) if isinstance(where, Citation) else []
        told = (where.heading[-1] if where.heading else "", ", ".join(answering))
        return " · ".join(isolated(part) for part in told if part)
    page = QCoreApplication.translate("Ask", "page {0}").format(where.page) if where.page else ""
    parts = (page, " › ".join(where.heading), where.path.rsplit("/", 1)[-1])
    return " · ".join(isolated(part) for part in parts if part)


def excepted(sentence: Sentence) -> str:
    """Return the title of the exception that a sentence states; empty when it states none."""
    first = next(iter(sentence.citations), None)
    return first.title if first is not None and first.path.startswith(_EXCEPTION) else ""


def state(name: str) -> str:
    """Return the word for how a sentence stands against its source."""
    return {
        "quoted": QCoreApplication.translate("Ask", "quoted"),
        "supported": QCoreApplication.translate("Ask", "supported"),
        "partial": QCoreApplication.translate("Ask", "partly supported"),
    }[name]


def state_explained(name: str) -> str:
    """Return what that word means, as one sentence."""
    return {
        "quoted": QCoreApplication.translate("Ask", "Quoted: copied word for word from the source."),
        "supported": QCoreApplication.translate(
            "Ask", "Supported: every number, name and fact is in the cited words."
        ),
        "partial": QCoreApplication.translate(
            "Ask", "Partly supported: not everything is in the cited words."
        ),
    }[name]


def confidence(answer: Answer) -> str:
    """Return how sure an answer is, in words."""
    sources = len({citation.source for sentence in answer.sentences for citation in sentence.citations})
    sure = answer.confidence
    if sources == 1:
        return (
            QCoreApplication.translate("Ask", "Well supported by 1 source")
            if sure >= WELL
            else QCoreApplication.translate("Ask", "Supported by 1 source")
            if sure >= WEAKLY
            else QCoreApplication.translate("Ask", "Weakly supported by 1 source")
        )
    words = (
        QCoreApplication.translate("Ask", "Well supported by {0} sources")
        if sure >= WELL
        else QCoreApplication.translate("Ask", "Supported by {0} sources")
        if sure >= WEAKLY
        else QCoreApplication.translate("Ask", "Weakly supported by {0} sources")
    )
    return words.format(sources)


def made(answer: Answer) -> str:
    """Return how an answer that no model phrased came about."""
    if answer.mode is Mode.PINNED and answer.pinned is not None:
        told, at = (
            QCoreApplication.translate("Ask", "corrected by {0}").format(answer.pinned.name),
            answer.pinned.review_due,
        )
        due = QCoreApplication.translate("Ask", "review due {0}").format(day(at)) if at else ""
        return ", ".join(part for part in (told, due) if part)
    if answer.mode is Mode.RULE and answer.rule is not None:
        return QCoreApplication.translate("Ask", "derived from the rule “{0}”").format(answer.rule.title)
    return QCoreApplication.translate("Ask", "quoted word for word")


def walked(answer: Answer) -> list[str]:
    """Return how a rule that was run came to its outcome, a line for each part of its condition."""
    rule = answer.rule
    if answer.mode is not Mode.RULE or rule is None:
        return []
    held = {
        True: QCoreApplication.translate("Ask", "met"),
        False: QCoreApplication.translate("Ask", "not met"),
        None: QCoreApplication.translate("Ask", "unknown"),
    }
    parts = rule.condition.parts or (rule.condition,)
    lines = [f"{part.text}: {held[part.held]}" + (f" ({part.given})" if part.given else "") for part in parts]
    if rule.missing:
        lines.append(
            QCoreApplication.translate("Ask", "Required to decide: {0}").format(", ".join(rule.missing))
        )
    return lines


def reported(gap: Gap, holder: str) -> str:
    """Return where a question stands that an expert is to answer.

    Args:
        holder: name of who has it, or empty.
    """
    times = (
        QCoreApplication.translate("Ask", "Added to Gaps (asked once).")
        if gap.times == 1
        else QCoreApplication.translate("Ask", "Added to Gaps (asked {0} times).").format(gap.times)
    )
    if not gap.status.waits:
        return QCoreApplication.translate("Ask", "It has been reviewed before. {0}").format(
            gap.reason or gap.status.value
        )
    return (
        times
        if not holder
        else times + " " + QCoreApplication.translate("Ask", "Assigned to {0}.").format(holder)
    )


def owned(citation: Citation | Evidence) -> str:
    """Return who answers for a correction that is cited; empty for what is none."""
    owner = citation.owner if isinstance(citation, Citation) and citation.kind == "correction" else ""
    return QCoreApplication.translate("Ask", "correction by {0}").format(owner) if owner else ""


def _answering(citation: Citation) -> list[str]:
    """Return who answers for a unit, and since when, as far as it is known."""
    owner, reviewed = citation.owner, citation.reviewed
    told = [QCoreApplication.translate("Ask", "owned by {0}").format(owner)] if owner else []
    return (
        [*told, QCoreApplication.translate("Ask", "reviewed {0}").format(day(reviewed))] if reviewed else told
    )


def since(at: str, now: datetime | None = None) -> str:
    """Return how long ago a moment (ISO 8601) was: the time today, a weekday within the week, else the
    date.
    """
    here = local(at)
    if here is None:
        return at[:10]
    today = (now or datetime.now(UTC)).astimezone()
    days = (today.date() - here.date()).days
    if days == 0:
        return clock(here)
    if days == 1:
        return QCoreApplication.translate("Ask", "Yesterday")
    if 1 < days < 7:
        return QLocale().standaloneDayName(here.isoweekday())
    return day(here.date().isoformat())
