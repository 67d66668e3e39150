"""How an inventory, a document, a watch, a conversation, settings and models look in a terminal; what all share is in output.py."""

from __future__ import annotations

import json
import textwrap
import time
from collections.abc import Mapping, Sequence

from app.cli.output import clean, count, ingest_report, shorten, size, table, wrap
from app.core.answers.checked import CheckedText, Standing
from app.core.answers.conversations import Conversation, Feedback, Rewritten
from app.core.answers.trace import Run
from app.core.documents.document_list import Detail, Difference, Health, Mark
from app.core.documents.inventory import Finding, FindingKind, InventoryReport, Subject
from app.core.models import Benchmark, Reembedded
from app.core.options import OPTIONS, default, value_of
from app.core.settings import Settings
from app.core.work import WatchCause, WatchNews

_STANDINGS = {
    Standing.QUOTED: "quoted",
    Standing.SUPPORTED: "supported",
    Standing.PARTIAL: "partly supported",
    Standing.CONTRADICTED: "contradicted",
    Standing.NOT_FOUND: "not found",
}
_KINDS = {
    FindingKind.DISAGREEMENT: "Conflicting versions",
    FindingKind.DUPLICATE: "Copies",
    FindingKind.NEAR_DUPLICATE: "Near-duplicates",
    FindingKind.UNREADABLE: "Unreadable or partly read",
    FindingKind.NEEDS_OCR: "Needs OCR",
    FindingKind.UNLABELLED: "Default label, not confirmed",
    FindingKind.OLD: "Old",
    FindingKind.NEVER_CITED: "Never cited",
}
_MOST_FINDINGS = 20
_MOST_DOCUMENTS = 6
_LISTED = {FindingKind.UNLABELLED, FindingKind.OLD, FindingKind.NEVER_CITED}


def inventory(report: InventoryReport) -> str:
    """Return an inventory in words: a kind after the other, the longest lists cut."""
    lines = [f"Checked {count(report.documents, 'document')} in {report.seconds:.1f} s: {_tally(report.findings)}."]
    for kind, name in _KINDS.items():
        found = [finding for finding in report.findings if finding.kind is kind]
        if not found:
            continue
        lines += ["", f"{name} ({len(found):,})"]
        if kind in _LISTED:
            rows = [(one.documents[0].as_of[:10], one.documents[0].label.word, *_named(one.documents[0])) for one in found[:_MOST_FINDINGS]]
            lines.append(textwrap.indent(table(("as of", "label", "title", "path"), rows), "  "))
        else:
            for finding in found[:_MOST_FINDINGS]:
                lines += _finding(finding)
        if len(found) > _MOST_FINDINGS:
            lines.append(f"  … and {len(found) - _MOST_FINDINGS:,} more; use --json to list them all.")
        actions = list(dict.fromkeys(finding.action for finding in found))
        if kind is FindingKind.UNLABELLED:
            actions = ["Confirm or change the label: citewell relabel LABEL TARGET…"]
        if len(actions) == 1:
            lines.append(textwrap.indent(wrap(f"→ {clean(actions[0])}", 2), "  "))
    return "\n".join([*lines, *(["", *(wrap(f"Note: {line}") for line in report.notes)] if report.notes else [])])


def checked(found: CheckedText) -> str:
    """Return a checked text: each sentence with its verdict and sources, and the tally."""
    lines: list[str] = []
    for sentence in found.sentences:
        lines.append(wrap(f"{_STANDINGS[sentence.state]}: {clean(sentence.text)}"))
        for citation in sentence.citations:
            where = ", ".join(clean(part) for part in (citation.title, *citation.heading[-1:]) if part)
            lines.append(textwrap.indent(wrap(f"{where} ({clean(citation.path)}): “{shorten(citation.words, 400)}”", 4), "    "))
    holding = sum(sentence.state.holds for sentence in found.sentences)
    return "\n".join([*lines, "", f"{holding:,} of {count(len(found.sentences), 'sentence')} quoted or supported."])


def _tally(findings: Sequence[Finding]) -> str:
    counts = {name: sum(finding.kind is kind for finding in findings) for kind, name in _KINDS.items()}
    return ", ".join(f"{number:,} {name[0].lower()}{name[1:]}" for name, number in counts.items() if number) or "no issues found"


def _named(item: Subject) -> tuple[str, str]:
    return shorten(item.title, 40), clean(item.path)


def _finding(finding: Finding) -> list[str]:
    lines = [""] if finding.kind is FindingKind.DISAGREEMENT else []
    for item in finding.documents[:_MOST_DOCUMENTS]:
        title, path = _named(item)
        lines.append(f"  {title} ({', '.join(part for part in (path, item.label.word, item.as_of[:10]) if part)})")
    if len(finding.documents) > _MOST_DOCUMENTS:
        lines.append(f"  … and {len(finding.documents) - _MOST_DOCUMENTS:,} more")
    lines.append(textwrap.indent(wrap(clean(finding.text), 6), "      "))
    for group in finding.places[:_MOST_FINDINGS]:
        if len(group) == 2:
            values = [", ".join(clean(value.text) for value in place.values) for place in group]
            lines.append(f"      · {values[0]}  ≠  {values[1]}")
            for place in group:
                lines.append(textwrap.indent(wrap(f"“{shorten(place.words, 200)}” ({place.start}–{place.end})", 8), "        "))
    if len(finding.places) > _MOST_FINDINGS:
        lines.append(f"      … and {len(finding.places) - _MOST_FINDINGS:,} more places")
    if finding.kind is FindingKind.UNREADABLE and finding.action:
        lines.append(textwrap.indent(wrap(f"→ {clean(finding.action)}", 6), "      "))
    return lines


def detail(found: Detail) -> str:
    """Return one document in words."""
    entry = found.entry
    document = entry.document
    lines = [
        clean(document.title),
        clean(document.path),
        f"{document.id} · {document.status.value} · {document.label.word}{'' if document.labelled else ' (by default)'}",
    ]
    if entry.health is not Health.GOOD:
        lines.append(f"Health: {entry.health.word}")
    if found.problem:
        lines.append(wrap(f"The newest version could not be read: {clean(found.problem)} {clean(found.hint)}"))
    lines += [wrap(clean(notice.message)) for notice in found.notices]
    if entry.within:
        lines.append(f"Attached to {clean(entry.within)}")
    if not found.there and document.path:
        lines.append("The file is missing.")
    rows = [
        (str(one.number), one.added_at[:10], one.as_of[:10], size(one.size), f"{one.passages:,}", clean(one.title))
        for one in found.versions
    ]
    lines += ["", table(("version", "read", "as of", "size", "passages", "title"), rows)]
    if found.metadata:
        lines += ["", *(f"{clean(name)}: {shorten(value, 100)}" for name, value in found.metadata.items())]
    if found.inside:
        lines += ["", "Attachments:", *(f"  {one.id[:12]}  {clean(one.path)}" for one in found.inside)]
    lines += ["", f"Cited in {count(found.answers, 'answer')}" + (":" if found.cited else ".")]
    lines += [f"  {one.run[:12]}  {one.at[:10]}  {shorten(one.question, 80)}" for one in found.cited]
    return "\n".join(lines)


def difference(found: Difference) -> str:
    """Return what changed between two versions, as programs print differences."""
    lines = [
        f"version {found.before.number} (as of {found.before.as_of[:10]}) → version {found.after.number} (as of {found.after.as_of[:10]}):"
        f" {found.added:,} lines added, {found.removed:,} removed"
    ]
    signs = {Mark.SAME: " ", Mark.OUT: "-", Mark.IN: "+"}
    for hunk in found.hunks:
        lines.append(f"@@ {hunk[0].before or hunk[0].after} @@")
        lines += [f"{signs[line.mark]} {clean(line.text)}" for line in hunk]
    return "\n".join(lines)


def news_json(told: WatchNews) -> None:
    """Print a change as one line of JSON."""
    print(json.dumps(told.as_json(), ensure_ascii=False), flush=True)  # noqa: T201


def news(told: WatchNews) -> None:
    """Print a change in words, with the time."""
    print(f"{time.strftime('%H:%M:%S')}  {_news(told)}", flush=True)  # noqa: T201


def _news(told: WatchNews) -> str:
    lines: list[str] = []
    if told.cause is WatchCause.START:
        more = f" and {len(told.watched) - _MOST_DOCUMENTS:,} more" if len(told.watched) > _MOST_DOCUMENTS else ""
        lines.append(f"Watching {count(told.folders, 'folder')}. Press Ctrl+C to stop.")
        lines += [f"  {clean(path)}" for path in told.watched[:_MOST_DOCUMENTS]]
        lines += [f"  {more.strip()}"] if more else []
        if told.polling:
            lines.append(clean(told.polling))
    if told.cause in (WatchCause.START, WatchCause.AWAY):
        lines += [f"{clean(path)} is unavailable; its documents are kept." for path in told.away]
    if told.cause is WatchCause.BACK:
        lines.append("A folder is available again, or has been replaced by another one.")
    if told.report is not None:
        lines.append(ingest_report(told.report))
    return "\n          ".join("\n".join(lines).splitlines())


def understood(rewritten: Rewritten | None) -> str:
    """Return how a follow-up was understood, as the head of its answer; empty if nothing was changed."""
    return f"{wrap(f'Understood as: {clean(rewritten.question)}')}\n\n" if rewritten is not None and rewritten.changed else ""


def conversations(found: Sequence[Conversation]) -> str:
    """Return a table of conversations."""
    rows = [
        (item.id, item.changed[:16].replace("T", " "), str(item.runs), item.label.word, shorten(item.title, 70) or "(erased)")
        for item in found
    ]
    return table(("conversation", "last (UTC)", "asked", "label", "title"), rows) if rows else "No conversations yet."


def conversation(found: Conversation, asked: Sequence[Run], feedback: Mapping[str, Feedback]) -> str:
    """Return a conversation in words, the questions given in the order in which they were asked."""
    lines = [
        clean(found.title) or "(erased)",
        f"started {found.started[:16].replace('T', ' ')} by {found.person}, {count(found.runs, 'question')},",
    ]
    lines[-1] += f" label {found.label.word}"
    for run in asked:
        lines += ["", f"{run.at[:16].replace('T', ' ')}  {run.id}", wrap(f"> {clean(run.asked) or '(erased)'}")]
        if run.question != run.asked:
            lines.append(wrap(f"Understood as: {clean(run.question)}"))
        sentences = [] if run.answer is None else [clean(sentence.text) for sentence in run.answer.sentences]
        if run.answer is not None and (sentences or run.answer.reason):
            lines.append(wrap(" ".join(sentences) or f"No reliable information. {clean(run.answer.reason or '')}"))
        if run.id in feedback:
            remark = feedback[run.id].remark
            lines.append(wrap(f"You marked it {feedback[run.id].verdict.value}{f': {clean(remark)}' if remark else '.'}"))
    return "\n".join(lines)


def explained(values: Settings) -> str:
    """Return every setting with its meaning, its allowed values, and when a change takes effect."""
    lines: list[str] = []
    for one in OPTIONS:
        span = f"{one.least:g} to {one.most:g} {one.unit}".rstrip() if one.is_number else one.form.value
        lines.append(f"{one.name}={json.dumps(value_of(values, one.name))}")
        lines.append(f"    {one.title}: {one.meaning}")
        lines.append(f"    {span}; default {json.dumps(default(one.name))}; a change takes effect {one.holds.value}.")
    return "\n".join(lines)


def reembedded(report: Reembedded) -> str:
    """Return what changing the embedder came to."""
    words = f"{report.embedder} is now used for search: {count(report.passages, 'passage')} embedded,"
    words += f" {report.kept:,} unchanged."
    return "\n".join([words, *report.warnings])


def benchmark(found: Benchmark) -> str:
    """Return how fast a model was."""
    threads = f"on the processor, {found.threads} threads"
    where = f"{found.gpu_layers} layers on {found.device}" if found.gpu_layers else threads
    decode = f"writes {found.decode:g} tokens/s" if found.decode else "it stopped too early to measure its writing speed"
    first = f"first word after {found.first_token_ms / 1000:.1f} s"
    return f"{where}: reads {found.prefill:g} tokens/s, {decode}, {first}."
