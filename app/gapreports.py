"""How gaps, interviews, followed questions and the inbox look in a terminal and in JSON.

What all results share is in printing.py.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import Any

from app.core.follows import AnswerDifference, Follow
from app.core.forms import fields_json
from app.core.gaps import AskedAgain, Gap, GapPage, Outcome
from app.core.inbox import InboxItem, ItemKind
from app.core.inquiries import InterviewHead, KeptInterview, Proposal
from app.core.interview import Asked
from app.core.kinds import KINDS
from app.printing import clean, count, shorten, table, wrap

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


def gap_json(one: Gap) -> dict[str, Any]:
    """Return a gap in JSON form."""
    return {
        "id": one.id,
        "question": one.question,
        "status": one.status.value,
        "label": one.label.word,
        "times": one.times,
        "people": one.people,
        "causes": {cause.value: times for cause, times in one.causes},
        "first": one.first,
        "last": one.last,
        "assigned_to": one.assigned_to,
        "assigned_by": one.assigned_by,
        "assigned_at": one.assigned_at,
        "due": one.due,
        "reason": one.reason,
        "unit": one.unit,
        "interview": one.interview,
        "settled": one.settled,
        "asked_again": one.asked,
        "answered": one.answered,
        "questions": [
            {
                "question": item.question,
                "person": item.person,
                "cause": item.cause.value,
                "at": item.at,
                "run": item.run,
                "label": item.label.word,
                "outcome": item.outcome.value,
                "again": item.again,
                "remark": item.remark,
            }
            for item in one.questions
        ],
        "expert": None if one.expert is None else one.expert.as_json(),
        "nobody": one.nobody,
    }


def gaps(page: GapPage) -> str:
    """Return a list of gaps in words."""
    waiting = (
        f"{count(page.waiting, 'new question')}. To group into gaps: citewell gaps gather"
        if page.waiting
        else ""
    )
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


def asked_again_json(one: AskedAgain) -> dict[str, Any]:
    """Return what came of asking again, in JSON form."""
    return {
        "gap": one.gap, "unit": one.unit, "asked": one.asked, "answered": one.answered, "status": one.status.value, "case": one.case
    }  # fmt: skip


def asked_again(found: Sequence[AskedAgain]) -> str:
    """Return what came of asking again."""
    lines = [
        f"Gap {one.gap[:_SHORT]}: {one.answered} of {count(one.asked, 'question')} now answered;"
        f" {one.status.value}."
        for one in found
    ]
    return "\n".join(lines) if lines else "No questions to ask again."


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


def follow_json(one: Follow) -> dict[str, Any]:
    """Return a followed question in JSON form."""
    return {
        "id": one.id,
        "question": one.question,
        "label": one.label.word,
        "run": one.run,
        "answered": one.answered,
        "changed_run": one.changed_run,
        "asked": one.asked,
        "changed": one.changed,
    }


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


def head_json(one: InterviewHead) -> dict[str, Any]:
    """Return an interview as listed, in JSON form."""
    return {
        "id": one.id,
        "title": one.title,
        "kind": one.kind,
        "label": one.label.word,
        "status": one.status.value,
        "expert": one.expert,
        "person": one.person,
        "unit": one.unit,
        "gap": one.gap,
        "imported": one.imported,
        "answers": one.turns,
        "begun": one.begun,
        "changed": one.changed,
    }


def interviews(found: Sequence[InterviewHead]) -> str:
    """Return a list of interviews in words."""
    if not found:
        return "No interviews."
    rows = [[one.id[:_SHORT], one.status.value, one.kind, one.expert, str(one.turns), shorten(clean(one.title), 70)] for one in found]
    return table(["id", "status", "kind", "expert", "answers", "title"], rows)


def interview_json(one: KeptInterview) -> dict[str, Any]:
    """Return an interview in JSON form; offsets count in the transcript."""
    return head_json(one) | {
        "next": None if one.next is None else question_json(one.next) | {"proposed": one.proposed},
        "progress": [{"stage": title, "done": done, "total": total} for title, done, total in one.progress],
        "transcript": one.interview.transcript,
        "turns": [
            {"probe": turn.probe, "point": turn.point, "asked": turn.asked, "start": turn.start, "end": turn.end}
            for turn in one.interview.turns
        ],
        "proposals": [proposal_json(item) for item in one.proposals],
    }


def question_json(one: Asked) -> dict[str, Any]:
    """Return an open question in JSON form."""
    return {
        "probe": one.probe.id, "point": one.number, "about": one.point, "stage": one.stage.title, "words": one.words, "help": one.probe.help
    }  # fmt: skip


def proposal_json(one: Proposal) -> dict[str, Any]:
    """Return a proposed field in JSON form."""
    return {
        "id": one.id,
        "field": one.field,
        "title": one.title,
        "value": fields_json({one.field: one.value})[one.field],
        "spans": [list(span) for span in one.spans],
        "quotes": list(one.quotes),
        "said": one.said.value,
    }


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
