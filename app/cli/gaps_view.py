"""How gaps, interviews, followed questions and the inbox look in a terminal and in JSON.

What all results share is in output.py.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from app.cli.output import clean, count, shorten, table, wrap
from app.core.answers.follows import AnswerDifference, Follow
from app.core.consequences import Consequence
from app.core.inquiry.gaps import AskedAgain, Gap, GapPage, Outcome
from app.core.inquiry.inbox import InboxItem, ItemKind
from app.core.inquiry.interviewing import Asked
from app.core.inquiry.interviews import InterviewHead, KeptInterview
from app.core.units.kinds import KINDS

_SHORT = 8
"""Characters of an id that are shown; commands take the beginning of one."""

_OUTCOMES = {
    Outcome.NOT_ASKED: "",
    Outcome.ANSWERED: "now answered",
    Outcome.ABSTAINED: "still unanswered",
    Outcome.ELSEWHERE: "answered",
}

_HEADINGS = {
    ItemKind.REVIEW: "To review",
    ItemKind.RETURNED: "Returned to you",
    ItemKind.DOUBT: "Needs review",
    ItemKind.CORRECTION: "Corrections to review",
    ItemKind.GAP: "Questions for you",
    ItemKind.INTERVIEW: "Interviews in progress",
    ItemKind.EXPIRING: "Due soon",
    ItemKind.FOLLOW: "Answers that changed",
    ItemKind.ANSWERED: "Now answered",
    ItemKind.STILL_OPEN: "Still unanswered",
}


def gaps(page: GapPage) -> str:
    """Return a list of gaps in words."""
    waiting = f"{count(page.waiting, 'new question')}. To group into gaps: citewell gaps gather" if page.waiting else ""
    if not page.gaps:
        return waiting or "No gaps."
    rows = [
        [
            one.id[:_SHORT],
            str(one.times),
            str(one.people),
            one.last[:10],
            one.assigned_to or one.status.value,
            shorten(clean(one.question), 90),
        ]
        for one in page.gaps
    ]
    lines = [table(["id", "times", "people", "last", "assigned", "question"], rows)]
    if page.total > len(page.gaps):
        lines.append(f"{len(page.gaps)} of {page.total:,} gaps.")
    return "\n".join([*lines, *([waiting] if waiting else [])])


def gap(one: Gap) -> str:
    """Return a gap in words."""
    lines = [
        clean(one.question),
        f"{one.id}, {one.status.value}, {one.label.word};"
        f" asked {count(one.times, 'time')} by {_people(one.people)}, "
        f"first {one.first[:10]}, last {one.last[:10]}",
    ]
    if one.assigned_to:
        due = f", due {one.due}" if one.due else ""
        lines.append(f"assigned to {one.assigned_to} on {one.assigned_at[:10]} by {one.assigned_by}{due}")
    lines += [clean(f"reason: {one.reason}")] if one.reason else []
    lines += [f"unit {one.unit}"] if one.unit else []
    lines += [f"interview {one.interview}"] if one.interview else []
    if one.asked:
        lines.append(f"asked again: {one.answered} of {one.asked} answered")
    lines.append("")
    for item in one.questions:
        came = f"; {_OUTCOMES[item.outcome]}" if item.outcome is not Outcome.NOT_ASKED else ""
        lines.append(clean(f"  {item.at[:10]} {item.name}, {item.cause.words}{came}: {item.question}"))
        lines += [f"             “{clean(item.remark)}”"] if item.remark else []
    if one.expert is not None:
        lines += ["", clean(f"Ask {one.expert.words}.")]
    elif one.nobody:
        lines += ["", wrap(clean(one.nobody))]
    return "\n".join(lines)


def asked_again(found: Sequence[AskedAgain]) -> str:
    """Return what came of asking again."""
    lines = [f"Gap {one.gap[:_SHORT]}: {one.answered} of {count(one.asked, 'question')} now answered; {one.status.value}." for one in found]
    return "\n".join(lines) if lines else "No questions to ask again."


def consequence(found: Consequence) -> list[str]:
    """Return what followed a change, a line each; nothing where nobody's answer is another one."""
    lines = [asked_again(found.closed)] if found.closed else []
    if found.followed:
        changed = count(len(found.followed), "followed question")
        lines.append(f"The answer to {changed} has changed; see the inbox.")
    if found.left:
        lines.append(f"{count(found.left, 'followed question')} left for next time.")
    return [*lines, clean(found.warning)] if found.warning else lines


def inbox(found: Sequence[InboxItem]) -> str:
    """Return what waits for a person."""
    lines: list[str] = []
    for kind, heading in _HEADINGS.items():
        mine = [item for item in found if item.kind is kind]
        if mine:
            lines += ["", heading] if lines else [heading]
        for item in mine:
            due = f" (due {item.due})" if item.due else ""
            mark = " " if item.read else "*"
            lines.append(clean(f"{mark} {shorten(item.title, 100)}{due}"))
            lines.append(clean(f"    {item.why} {item.target[0].value} {item.target[1][:16]}, since {item.since[:10]}"))
    return "\n".join(lines) if lines else "You're all caught up."


def follows(found: Sequence[Follow]) -> str:
    """Return followed questions in words."""
    if not found:
        return "You are not following any questions."
    rows = [
        [
            one.id[:_SHORT],
            f"changed {one.changed[:10]}" if one.changed_run else "answered" if one.answered else "not answered",
            one.asked[:10],
            shorten(clean(one.question), 90),
        ]
        for one in found
    ]
    return table(["id", "answer", "asked", "question"], rows)


def difference(one: AnswerDifference) -> str:
    """Return how an answer has changed."""
    lines = [one.summary]
    lines += [clean(f"  - {sentence}") for sentence in one.gone]
    lines += [clean(f"  + {sentence}") for sentence in one.new]
    lines += [clean(f"  no longer cited: {title}") for title in one.sources_gone] + [
        clean(f"  cited now: {title}") for title in one.sources_new
    ]
    return "\n".join(lines)


def interviews(found: Sequence[InterviewHead]) -> str:
    """Return a list of interviews in words."""
    if not found:
        return "No interviews."
    rows = [[one.id[:_SHORT], one.status.value, one.kind, one.expert, str(one.turns), shorten(clean(one.title), 70)] for one in found]
    return table(["id", "status", "kind", "expert", "answers", "title"], rows)


def interview(one: KeptInterview) -> str:
    """Return an interview in words: how far it is, what was said, what is asked next."""
    lines = [
        clean(one.title or "(no title)"),
        f"{one.id}, {KINDS[one.kind].title.lower()}, {one.status.value}, {one.label.word}; {one.expert} answers"
        + (f"; unit {one.unit}" if one.unit else "")
        + (f"; gap {one.gap}" if one.gap else ""),
        ", ".join(f"{title} {done}/{total}" for title, done, total in one.progress),
    ]
    if one.interview.transcript:
        lines += ["", textwrap.indent(clean(one.interview.transcript.rstrip()), "    ")]
    return "\n".join([*lines, "", next_question(one)])


def next_question(one: KeptInterview) -> str:
    """Return the question to ask now."""
    if one.next is None:
        open_ones = sum(item.said.value == "open" for item in one.proposals)
        fields = count(open_ones, "proposed field")
        return f"No more questions. To review {fields}: citewell interview draft {one.id[:_SHORT]}"
    chosen = " (chosen by the model)" if one.proposed else ""
    lines = [f"{one.next.stage.title}{chosen}", wrap(clean(one.next.words))]
    return "\n".join([*lines, *([wrap(clean(one.next.probe.help), 4)] if one.next.probe.help else [])])


def questions(found: Sequence[Asked]) -> str:
    """Return the open questions, to choose from."""
    rows = [[one.probe.id, "" if one.number is None else str(one.number), clean(shorten(one.words, 100))] for one in found]
    return table(["question", "point", "words"], rows) if rows else "No more questions."


def draft(one: KeptInterview) -> str:
    """Return the proposed fields with the words they are based on."""
    lines: list[str] = []
    for item in one.proposals:
        lines += [f"{item.title} ({item.field}), {item.said.value}, {item.id}", textwrap.indent(clean(item.text), "    ")]
        lines += [
            clean(f"      [{start}:{end}] “{shorten(quote, 120)}”") for (start, end), quote in zip(item.spans, item.quotes, strict=True)
        ]
        lines.append("")
    return "\n".join(lines[:-1]) if lines else "No fields drafted yet."


def _people(number: int) -> str:
    return "1 person" if number == 1 else f"{number:,} people"
