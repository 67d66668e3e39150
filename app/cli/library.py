"""The commands of the library: bring documents in, find passages, look documents through, and take them out.

What holds for every command is in session.py and output.py.
"""

from __future__ import annotations

import json
import signal
import sys
import textwrap
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from app.cli import output
from app.cli.options import Json, LabelName, Yes, label_of, label_or_none
from app.cli.output import clean, count, ingest_report, shorten, size, table, wrap
from app.cli.session import cancel_on_interrupt, confirm, open_workspace
from app.core.documents.document_list import Detail, Difference, Health, Mark
from app.core.documents.documents import Document
from app.core.documents.inventory import Finding, FindingKind, InventoryReport, Subject
from app.core.errors import Cancelled
from app.core.work import IngestReport, WatchCause, WatchNews

document_commands = typer.Typer(
    help="List the documents you may read, or work with one.", invoke_without_command=True
)

DocumentName = Annotated[str, typer.Argument(metavar="ID", help="Document id or file.")]
Targets = Annotated[list[str], typer.Argument(help="Document ids, files or folders.")]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="List each file as it is stored.")]

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


# Documents in


def ingest(
    paths: Annotated[list[Path], typer.Argument(help="Files or folders.")],
    label: LabelName = None,
    ignore: Annotated[
        list[str] | None, typer.Option(help="Glob pattern of names to skip; may be repeated.")
    ] = None,
    verify: Annotated[
        bool, typer.Option("--verify", help="Compare the content of every file, not just size and time.")
    ] = False,
    as_json: Json = False,
    verbose: Verbose = False,
) -> None:
    """Sync the library with files and folders.

    If interrupted, run it again to resume.
    """
    on_file = output.name_file if verbose else output.name_nothing
    with open_workspace() as app, cancel_on_interrupt() as cancel, output.progress() as on_progress:
        report = app.ingestion.ingest(
            app.actor, paths, label_or_none(label), ignore=ignore, verify=verify,
            on_progress=on_progress, on_file=on_file, cancel=cancel,
        )  # fmt: skip
    _tell_what_came_in(report, as_json)


def reread(as_json: Json = False, verbose: Verbose = False) -> None:
    """Reread what an older version of Citewell read. If interrupted, run it again to resume."""
    on_file = output.name_file if verbose else output.name_nothing
    with open_workspace() as app, cancel_on_interrupt() as cancel, output.progress() as on_progress:
        report = app.rereading.reread(
            app.actor, failed=True, on_progress=on_progress, cancel=cancel, on_file=on_file
        )
    _tell_what_came_in(report, as_json)


def _tell_what_came_in(report: IngestReport, as_json: bool) -> None:
    """Print a report; exit with 1 if anything was not fully read."""
    output.show(report.as_json(), as_json, ingest_report(report))
    if report.failed:
        raise typer.Exit(1)


def watch(
    paths: Annotated[
        list[Path] | None, typer.Argument(help="Files or folders; default: everything ingested.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print each change as one line of JSON.")] = False,
) -> None:
    """Watch folders and sync every change.

    Runs until Ctrl+C or SIGTERM.
    """
    with (
        open_workspace() as app,
        cancel_on_interrupt(signal.SIGTERM) as cancel,
        output.progress() as on_progress,
    ):
        tell = _tell_news_as_json if as_json else _tell_news
        app.watching.watch(app.actor, paths or [], on_news=tell, on_progress=on_progress, cancel=cancel)


def _tell_news_as_json(told: WatchNews) -> None:
    """Print a change as one line of JSON."""
    print(json.dumps(told.as_json(), ensure_ascii=False), flush=True)  # noqa: T201


def _tell_news(told: WatchNews) -> None:
    """Print a change in words, with the time."""
    print(f"{time.strftime('%H:%M:%S')}  {_news(told)}", flush=True)  # noqa: T201


def _news(told: WatchNews) -> str:
    lines: list[str] = []
    if told.cause is WatchCause.START:
        lines.append(f"Watching {count(told.folders, 'folder')}. Press Ctrl+C to stop.")
        lines += [f"  {clean(path)}" for path in told.watched[:_MOST_DOCUMENTS]]
        if len(told.watched) > _MOST_DOCUMENTS:
            lines.append(f"  and {len(told.watched) - _MOST_DOCUMENTS:,} more")
        if told.polling:
            lines.append(clean(told.polling))
    if told.cause in (WatchCause.START, WatchCause.AWAY):
        lines += [f"{clean(path)} is unavailable; its documents are kept." for path in told.away]
    if told.cause is WatchCause.BACK:
        lines.append("A folder is available again, or has been replaced by another one.")
    if told.report is not None:
        lines.append(ingest_report(told.report))
    return "\n          ".join("\n".join(lines).splitlines())


# What is there


def search(
    query: str,
    k: Annotated[int, typer.Option("-k", min=1, max=200, help="Number of passages.")] = 10,
    as_json: Json = False,
) -> None:
    """Find passages by words and meaning."""
    with open_workspace() as app:
        ranked = app.search.search(app.actor, query, k)
    output.show(ranked.as_json(), as_json, _hits(ranked.candidates, ranked.warnings))


def _hits(candidates: Sequence[Any], warnings: Sequence[str]) -> str:
    """Return search results in words."""
    lines: list[str] = []
    for number, one in enumerate(candidates, 1):
        passage = one.passage
        page = [f"page {passage.page}"] if passage.page is not None else []
        where = ", ".join([clean(passage.title), *page, *output.section(passage.heading)])
        lines.append(f"{number:>3}. {where} ({clean(passage.path)}, {passage.start}–{passage.end})")
        lines.append(textwrap.indent(wrap(shorten(" ".join(passage.view.text.split()), 300), 5), "     "))
    if not candidates:
        lines.append("No passages found.")
    return "\n".join([*lines, *(f"Note: {clean(warning)}" for warning in warnings)])


@document_commands.callback()
def list_documents(context: typer.Context, as_json: Json = False) -> None:
    """List the documents you may read, or work with one."""
    if context.invoked_subcommand is not None:
        return
    with open_workspace() as app:
        found = app.documents.listed(app.actor)
    output.show([item.as_json() for item in found], as_json, _documents(found))


def _documents(found: Sequence[Document]) -> str:
    """Return a table of documents."""
    if not found:
        return "No documents yet. Add some: citewell ingest FOLDER"
    rows = [
        (one.id[:12], one.label.word, one.as_of[:10], f"{one.passages:,}", clean(one.title), clean(one.path))
        for one in found
    ]
    return table(("id", "label", "as of", "passages", "title", "path"), rows)


@document_commands.command("show")
def show_document(document: DocumentName, as_json: Json = False) -> None:
    """Show a document: its versions, its attachments, where it is cited, and how well it was read."""
    with open_workspace() as app:
        found = app.browsing.show(app.actor, document)
    output.show(found.entry.document.as_json() | found.as_json(), as_json, _detail(found))


def _detail(found: Detail) -> str:
    """Return one document in words."""
    entry = found.entry
    document = entry.document
    by_default = "" if document.labelled else " (by default)"
    lines = [
        clean(document.title),
        clean(document.path),
        f"{document.id} · {document.status.value} · {document.label.word}{by_default}",
    ]
    if entry.health is not Health.GOOD:
        lines.append(f"Health: {entry.health.word}")
    if found.problem:
        problem = f"{clean(found.problem)} {clean(found.hint)}"
        lines.append(wrap(f"The newest version could not be read: {problem}"))
    lines += [wrap(clean(notice.message)) for notice in found.notices]
    if entry.within:
        lines.append(f"Attached to {clean(entry.within)}")
    if not found.there and document.path:
        lines.append("The file is missing.")
    rows = [
        (
            str(one.number),
            one.added_at[:10],
            one.as_of[:10],
            size(one.size),
            f"{one.passages:,}",
            clean(one.title),
        )
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


@document_commands.command("diff")
def compare_versions(
    document: DocumentName,
    before: Annotated[
        int | None, typer.Option("--from", min=1, help="Version number; default: the one before the newest.")
    ] = None,
    after: Annotated[
        int | None, typer.Option("--to", min=1, help="Version number; default: the newest.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Show what changed between two versions of a document."""
    with open_workspace() as app:
        found = app.browsing.difference(app.actor, document, before, after)
    output.show(found.as_json(), as_json, _difference(found))


def _difference(found: Difference) -> str:
    """Return what changed between two versions, as programs print differences."""
    before, after = (f"version {one.number} (as of {one.as_of[:10]})" for one in (found.before, found.after))
    lines = [f"{before} → {after}: {found.added:,} lines added, {found.removed:,} removed"]
    signs = {Mark.SAME: " ", Mark.OUT: "-", Mark.IN: "+"}
    for hunk in found.hunks:
        lines.append(f"@@ {hunk[0].before or hunk[0].after} @@")
        lines += [f"{signs[line.mark]} {clean(line.text)}" for line in hunk]
    return "\n".join(lines)


def text(document: Annotated[str, typer.Argument(help="Document id.")]) -> None:
    """Print a document's text.

    Masked as for you; citation offsets count its characters.
    """
    with open_workspace() as app:
        sys.stdout.write(app.documents.text(app.actor, document))


def inventory(as_json: Json = False) -> None:
    """Check the library for copies, conflicts and gaps.

    Lists copies, conflicting versions, and unreadable, unlabelled, old or never cited documents.
    """
    with open_workspace() as app, cancel_on_interrupt() as cancel, output.progress() as on_progress:
        report = app.inventory.take(app.actor, on_progress=on_progress, cancel=cancel)
    output.show(report.as_json(), as_json, _inventory(report))


def _inventory(report: InventoryReport) -> str:
    """Return an inventory in words: a kind after the other, the longest lists cut."""
    tally = _tally(report.findings)
    lines = [f"Checked {count(report.documents, 'document')} in {report.seconds:.1f} s: {tally}."]
    for kind, name in _KINDS.items():
        found = [finding for finding in report.findings if finding.kind is kind]
        if found:
            lines += ["", f"{name} ({len(found):,})", *_of_one_kind(kind, found)]
    notes = ["", *(wrap(f"Note: {line}") for line in report.notes)] if report.notes else []
    return "\n".join([*lines, *notes])


def _of_one_kind(kind: FindingKind, found: Sequence[Finding]) -> list[str]:
    lines: list[str] = []
    if kind in _LISTED:
        firsts = [finding.documents[0] for finding in found[:_MOST_FINDINGS]]
        rows = [(one.as_of[:10], one.label.word, *_named(one)) for one in firsts]
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
    return lines


def _tally(findings: Sequence[Finding]) -> str:
    counts = {name: sum(finding.kind is kind for finding in findings) for kind, name in _KINDS.items()}
    parts = [f"{number:,} {name[0].lower()}{name[1:]}" for name, number in counts.items() if number]
    return ", ".join(parts) or "no issues found"


def _named(item: Subject) -> tuple[str, str]:
    return shorten(item.title, 40), clean(item.path)


def _finding(finding: Finding) -> list[str]:
    lines = [""] if finding.kind is FindingKind.DISAGREEMENT else []
    for item in finding.documents[:_MOST_DOCUMENTS]:
        title, path = _named(item)
        parts = (path, item.label.word, item.as_of[:10])
        lines.append(f"  {title} ({', '.join(part for part in parts if part)})")
    if len(finding.documents) > _MOST_DOCUMENTS:
        lines.append(f"  … and {len(finding.documents) - _MOST_DOCUMENTS:,} more")
    lines.append(textwrap.indent(wrap(clean(finding.text), 6), "      "))
    for group in finding.places[:_MOST_FINDINGS]:
        if len(group) == 2:
            values = [", ".join(clean(value.text) for value in place.values) for place in group]
            lines.append(f"      · {values[0]}  ≠  {values[1]}")
            for place in group:
                words = f"“{shorten(place.words, 200)}” ({place.start}–{place.end})"
                lines.append(textwrap.indent(wrap(words, 8), "        "))
    if len(finding.places) > _MOST_FINDINGS:
        lines.append(f"      … and {len(finding.places) - _MOST_FINDINGS:,} more places")
    if finding.kind is FindingKind.UNREADABLE and finding.action:
        lines.append(textwrap.indent(wrap(f"→ {clean(finding.action)}", 6), "      "))
    return lines


# Documents out, and how they are classed


def remove(targets: Targets, as_json: Json = False) -> None:
    """Remove documents from every index. Their citations still resolve, and restore undoes it."""
    with open_workspace() as app:
        changes = app.documents.remove(app.actor, targets)
    words = f"Removed {count(len(changes.documents), 'document')}."
    output.show({"documents": sorted(changes.documents)}, as_json, words)


@document_commands.command("restore")
def restore_documents(targets: Targets, as_json: Json = False) -> None:
    """Restore removed documents as they were, without rereading their files."""
    with open_workspace() as app:
        changes = app.documents.restore(app.actor, targets)
    words = f"Restored {count(len(changes.documents), 'document')}."
    output.show({"documents": sorted(changes.documents)}, as_json, words)


def purge(targets: Targets, yes: Yes = False, as_json: Json = False) -> None:
    """Erase documents permanently.

    Originals, texts, vectors and the text of runs based on them cannot be restored.
    """
    if not yes and not confirm("This cannot be undone. Erase them and every run based on them?"):
        raise Cancelled("Nothing was erased.")
    with open_workspace() as app:
        changes = app.documents.purge(app.actor, targets)
    words = f"Erased {count(len(changes.documents), 'document')}"
    words += f" and the text of {count(len(changes.runs), 'run')}."
    output.show({"documents": sorted(changes.documents), "runs": sorted(changes.runs)}, as_json, words)


def relabel(
    label: Annotated[str, typer.Argument(help="public, internal, confidential or restricted.")],
    targets: Targets,
    as_json: Json = False,
) -> None:
    """Change the label of documents."""
    with open_workspace() as app:
        changes = app.documents.relabel(app.actor, targets, label_of(label))
    words = f"{count(len(changes.documents), 'document')} changed to {label}."
    output.show({"documents": sorted(changes.documents)}, as_json, words)
