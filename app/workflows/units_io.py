"""Units as files in and out: a folder of Markdown that people read and edit, records of other teams,
proposals.

Decisions hidden: what is the same unit (its id, else its kind and short name) and what becomes of a file that
was taken in before. Invariants: a file never approves anything and never lowers a label: what it says of its
status is told and not heeded; taking the same file in twice changes nothing, and one that was edited becomes
a new draft while what was written before is kept; one bad file is one line of the report. Used by one thread
at a time.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from app.capture.units import Capture
from app.capture.veil import masked_fields
from app.core.access import Action, Actor, Scope
from app.core.audit import AuditEvent
from app.core.documents.documents import Label
from app.core.documents.supersession import Named, References, found, paired
from app.core.errors import AccessDenied, InvalidUnit, MachineError, NotFound, UserError
from app.core.language.text import find_quote
from app.core.units.fields import FieldType, Kind, Relation
from app.core.units.kinds import KINDS
from app.core.units.units import Content, EvidenceSpan, Link, Unit, UnitFilter, UnitHead, UnitOrder
from app.core.work import CancelToken
from app.exchange.madr import Quoted, Record, read_unit, same, write_unit
from app.exchange.proposals import is_proposal, read_proposal
from app.governance.guard import Guard
from app.storage.database import Database
from app.storage.documents import DocumentRecords

LONGEST_FILE = 4 << 20
"""Bytes."""

_ENDINGS = (".md", ".markdown", ".rst", ".txt")
_PAGE = 500


@dataclass(frozen=True)
class Taken:
    """What became of one file.

    Attributes:
        path: of the file.
        result: "new", "changed", "unchanged", "skipped" or "failed".
        unit: the unit's path, or empty.
        title: of the unit.
        error: why nothing became of it; for "skipped" as well.
        notes: what was kept where, and what was not heeded.
        filled: ids of the fields that it filled.
    """

    path: str
    result: str
    unit: str = ""
    title: str = ""
    error: str = ""
    notes: tuple[str, ...] = ()
    filled: tuple[str, ...] = ()


@dataclass(frozen=True)
class TakenReport:
    """What became of every file, in the order of their paths."""

    files: tuple[Taken, ...]

    def of(self, result: str) -> tuple[Taken, ...]:
        return tuple(one for one in self.files if one.result == result)

    def as_json(self) -> dict[str, Any]:
        """Return the stable JSON form."""
        return {
            **{
                result: len(self.of(result))
                for result in ("new", "changed", "unchanged", "skipped", "failed")
            },
            "files": [
                {
                    "path": one.path,
                    "result": one.result,
                    "unit": one.unit,
                    "title": one.title,
                    "error": one.error,
                    "notes": list(one.notes),
                }
                for one in self.files
            ],
        }


@dataclass(frozen=True)
class Exported:
    """The files that were written, and the highest label of what is in them."""

    files: tuple[Path, ...]
    label: Label

    def as_json(self) -> dict[str, Any]:
        """Return the stable JSON form."""
        return {"files": [str(path) for path in self.files], "label": self.label.word}


@dataclass(frozen=True)
class _Found:
    """A file that could be read."""

    path: Path
    record: Record
    content: Content
    slug: str
    notes: tuple[str, ...] = ()
    """What is known of it only beside the other files."""

    @property
    def key(self) -> str:
        return f"{self.record.kind.id}/{self.slug}"


class _Blank(Exception):  # noqa: N818  # no error: a form that nobody has filled in
    """The file is a template."""


class Exchange:
    """The use cases of units as files."""

    def __init__(
        self,
        guard: Guard,
        database: Database,
        library: DocumentRecords,
        capture: Capture,
        known: Iterable[str],
    ) -> None:
        """Args:
        known: ids of the people whom a file may name as owner or reviewer.
        """
        self._guard = guard
        self._database = database
        self._library = library
        self._capture = capture
        self._known = frozenset(known)

    def export_units(self, actor: Actor, folder: Path, units: Sequence[str] = ()) -> Exported:
        """Write units as Markdown files below a folder, each `KIND/SHORT-NAME.md`, as the actor sees them.

        Args:
            folder: made when it is not there; files of the same name are written anew.
            units: ids or names; empty for all that the actor may see.

        Raises:
            NotFound, AccessDenied; MachineError: the folder cannot be written.
        """
        scope = self._guard.require(actor, Action.EXPORT, str(folder))
        chosen = [self._capture.find(actor, name) for name in units] if units else self._all(actor)
        found = [self._capture.show(actor, unit) for unit in dict.fromkeys(chosen)]
        files: list[Path] = []
        highest = max((unit.label for unit in found), default=Label.PUBLIC)
        for unit in found:
            sources, label = self._sources(scope, unit)
            highest = max(highest, label)
            content = self._named(actor, KINDS[unit.kind], unit.content)
            path = folder / unit.kind / f"{unit.slug}.md"
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                beside = path.with_name(f".{path.name}.part")
                beside.write_text(
                    write_unit(KINDS[unit.kind], content, _facts(unit, label), sources), "utf-8", newline="\n"
                )
                beside.replace(path)
            except OSError as error:
                raise MachineError(
                    f"{path} cannot be written.", f"The system says: {error.strerror or error}."
                ) from error
            files.append(path)
        with self._database.transaction() as tx:
            tx.audit(
                actor,
                AuditEvent.UNIT_EXPORT,
                str(folder),
                {"units": [unit.id for unit in found], "label": highest.word},
            )
        return Exported(tuple(files), highest)

    def import_units(
        self,
        actor: Actor,
        paths: Sequence[Path],
        label: Label | None = None,
        cancel: CancelToken | None = None,
    ) -> TakenReport:
        """Take files in as drafts of the actor's.

        Args:
            paths: Markdown files and proposals in reStructuredText, or folders with them.
            label: for new units; a file that names a higher one gets that. Internal without either.

        Raises:
            AccessDenied; NotFound: a path leads nowhere.
        """
        scope = self._guard.require(actor, Action.WRITE_UNIT)
        report: list[Taken] = []
        found: list[_Found] = []
        for path in _files(paths):
            try:
                found.append(_read(path))
            except _Blank:
                report.append(
                    Taken(
                        str(path),
                        "skipped",
                        error="It is a template whose placeholders have not been filled in.",
                    )
                )
            except UserError as error:
                report.append(Taken(str(path), "failed", error=str(error)))
        found = self._placed_over(actor, self._refuse_doubles(found, report))
        for one in _in_order(found):
            if cancel is not None:
                cancel.raise_if_cancelled()
            try:
                report.append(self._take(scope, one, label))
            except (UserError, AccessDenied) as error:
                report.append(Taken(str(one.path), "failed", title=one.content.title, error=str(error)))
        return TakenReport(tuple(sorted(report, key=lambda taken: taken.path)))

    # In

    @staticmethod
    def _refuse_doubles(found: Sequence[_Found], report: list[Taken]) -> list[_Found]:
        first: dict[tuple[str, str], _Found] = {}
        for one in found:
            before = first.setdefault((one.record.kind.id, one.slug), one)
            if before is not one:
                report.append(
                    Taken(
                        str(one.path),
                        "failed",
                        error=f"It is the same unit as {before.path}. Rename one of them.",
                    )
                )
        return list(first.values())

    def _placed_over(self, actor: Actor, files: Sequence[_Found]) -> list[_Found]:
        """Return the files, linked where records of other programs say that one takes another's place."""
        said = {one.key: one.record.references for one in files if one.record.references != References()}
        if not said:
            return list(files)
        known = [
            Named(one.key, one.path.stem, one.content.title)
            for one in files
            if one.record.kind.id == "decision"
        ]
        here = {one.key for one in known}
        known += [
            Named(key, one.slug, one.title)
            for one in self._decisions(actor)
            if (key := f"decision/{one.slug}") not in here
        ]
        pairs = paired(said, known)
        result = []
        for one in files:
            others = [name for name in known if name.key != one.key]
            links = [Link(Relation.SUPERSEDES, older) for older in pairs.get(one.key, ())]
            by = [newer for newer, older in pairs.items() if one.key in older]
            notes = [f"it replaces {link.target}, to which it is linked" for link in links]
            for newer in by:
                linked = "which is linked to it" if newer in here else "which has to be revised to say so"
                notes.append(f"it is superseded by {newer}, {linked}")
            refs = one.record.references
            notes += [
                f"it says that it supersedes “{name}”, which is not here"
                for name in refs.supersedes
                if not found(name, others)
            ]
            notes += [
                f"it says that it is superseded by “{name}”, which is not here"
                for name in refs.superseded_by
                if not found(name, others)
            ]
            content = replace(one.content, links=tuple(dict.fromkeys([*one.content.links, *links])))
            result.append(replace(one, content=content, notes=tuple(notes)))
        return result

    def _decisions(self, actor: Actor) -> list[UnitHead]:
        found_: list[UnitHead] = []
        while True:
            page = self._capture.listed(
                actor, UnitFilter(kinds=("decision",)), order=UnitOrder.TITLE, limit=_PAGE, offset=len(found_)
            )
            found_ += page.units
            if len(found_) >= page.total or not page.units:
                return found_

    def _take(self, scope: Scope, file: _Found, label: Label | None) -> Taken:
        actor, facts = scope.actor, file.record.facts
        notes = [*file.record.notes, *file.notes]
        content = self._placed(scope, file, notes)
        said = self._label(facts, notes)
        level = max((one for one in (label, said) if one is not None), default=Label.INTERNAL)
        known = self._there(actor, file)
        if known is None:
            masked = masked_fields(content)
            if masked:
                raise InvalidUnit(
                    f"“{masked[0]}” contains masked characters in place of hidden words.",
                    "Write the words out.",
                )
            owner = self._person(facts.get("owner"), notes)
            asked = [
                person
                for person in (self._person(name, notes) for name in _names(facts.get("reviewers")))
                if person
            ]
            unit = self._capture.start(
                actor, file.record.kind.id, content, level, owner=owner, reviewers=asked, slug=file.slug
            )
            result = "new"
        else:
            if label is not None and level > known.label:
                known = self._capture.assign(actor, known.id, label=level)
            content = self._resolved(actor, file.record.kind, content)
            if "kind" not in facts:
                # Which records it takes the place of may stand in their files alone, and those were taken in
                # before.
                before = [link for link in known.content.links if link.relation is Relation.SUPERSEDES]
                content = replace(content, links=tuple(dict.fromkeys([*content.links, *before])))
            wanted = content
            if same(wanted, known.content):
                unit, result = known, "unchanged"
            else:
                # What the actor sees may be masked; whether the words differ is for the records to say.
                unit = self._capture.rewrite(actor, known.id, content)
                result = "unchanged" if unit.change == known.change else "changed"
        status = str(facts.get("status", ""))
        if status and result != "unchanged" and status != "draft":
            notes.append(f"the file says “{status[:40]}”, which only reviewers can decide: it is a draft")
        return Taken(
            str(file.path), result, unit.path, unit.title, notes=tuple(notes), filled=tuple(content.fields)
        )

    def _there(self, actor: Actor, file: _Found) -> Unit | None:
        """Return the unit that a file was taken in as before."""
        for name in (str(file.record.facts.get("id", "")), f"{file.record.kind.id}/{file.slug}"):
            try:
                unit = self._capture.show(actor, self._capture.find(actor, name)) if name else None
            except NotFound:
                continue
            if (
                unit is not None
                and unit.kind == file.record.kind.id
                and (unit.slug == file.slug or unit.id == name)
            ):
                return unit
        return None

    def _placed(self, scope: Scope, file: _Found, notes: list[str]) -> Content:
        """Return the content with the place of all evidence that is found in the documents here."""
        content = file.content
        evidence: list[EvidenceSpan] = []
        lost: list[str] = []
        for at, span in enumerate(content.evidence):
            if not span.document or self._stands(scope, span):
                evidence.append(span)
                continue
            found = self._search(
                scope, Quoted(span.field, file.record.sources.get(at, span.document), span.quote)
            )
            evidence += [found] if found else []
            lost += [] if found else [f"“{span.quote}” ({file.record.sources.get(at, span.document)})"]
        for quoted in file.record.quotes:
            found = self._search(scope, quoted)
            evidence += [found] if found else []
            lost += [] if found else [f"“{quoted.quote}” ({quoted.source})"]
        notes += [f"the evidence {words} is not in any document that you may read" for words in lost]
        return replace(content, evidence=tuple(dict.fromkeys(evidence)))

    def _stands(self, scope: Scope, span: EvidenceSpan) -> bool:
        try:
            self._library.resolve(scope, span.version, span.start, span.end)
        except NotFound:
            return False
        return True

    def _search(self, scope: Scope, quoted: Quoted) -> EvidenceSpan | None:
        if not quoted.quote.strip() or not quoted.source:
            return None
        for document in self._library.documents(scope):
            if document.kind == "unit" or not (
                document.id == quoted.source or f"/{document.path}".endswith(f"/{quoted.source}")
            ):
                continue
            text = self._library.extraction_text(scope, document.version)
            place = find_quote(text, quoted.quote)
            if place is not None:
                return EvidenceSpan(quoted.field, document.version, *place, document=document.id)
        return None

    def _label(self, facts: Mapping[str, Any], notes: list[str]) -> Label | None:
        word = str(facts.get("label", ""))
        try:
            return Label.from_word(word) if word else None
        except KeyError:
            notes.append(f"unknown label “{word[:40]}”")
            return None

    def _person(self, name: Any, notes: list[str]) -> str:
        if not name or str(name) in self._known:
            return str(name or "")
        notes.append(f"unknown person “{str(name)[:40]}”")
        return ""

    def _resolved(self, actor: Actor, kind: Kind, content: Content) -> Content:
        """Return content with ids in place of names, as it is stored."""
        return self._renamed(kind, content, lambda name: self._id(actor, name))

    def _id(self, actor: Actor, name: str) -> str:
        try:
            return self._capture.find(actor, name)
        except NotFound:
            return name

    # Out

    def _all(self, actor: Actor) -> list[str]:
        found: list[str] = []
        while True:
            page = self._capture.listed(
                actor, UnitFilter(), order=UnitOrder.TITLE, limit=_PAGE, offset=len(found)
            )
            found += [unit.id for unit in page.units]
            if len(found) >= page.total or not page.units:
                return found

    def _sources(self, scope: Scope, unit: Unit) -> tuple[dict[int, str], Label]:
        """Return where each piece of evidence is from, by the end of its path, and the highest label of words
        shown.
        """
        found: dict[int, str] = {}
        highest = unit.label
        for at, span in enumerate(unit.content.evidence):
            if not span.document:
                continue
            try:
                quote = self._library.resolve(scope, span.version, span.start, span.end)
            except NotFound:
                continue
            highest = max(highest, quote.label)
            found[at] = "/".join(Path(quote.path).parts[-2:])
        return found, highest

    def _named(self, actor: Actor, kind: Kind, content: Content) -> Content:
        """Return content with units named by kind and short name, which other workspaces know as well."""
        return self._renamed(kind, content, lambda unit: self._name(actor, unit))

    def _name(self, actor: Actor, unit: str) -> str:
        try:
            shown = self._capture.show(actor, unit)
        except NotFound:
            return unit
        return f"{shown.kind}/{shown.slug}"

    @staticmethod
    def _renamed(kind: Kind, content: Content, name: Callable[[str], str]) -> Content:
        fields = dict(content.fields)
        for field in kind.fields:
            target = fields.get(field.id)
            if field.type is FieldType.UNIT and isinstance(target, str):
                fields[field.id] = name(target)
        return replace(
            content,
            fields=fields,
            links=tuple(replace(link, target=name(link.target)) for link in content.links),
        )


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            for folder, below, names in os.walk(path):
                below[:] = sorted(name for name in below if not name.startswith("."))
                yield from (
                    Path(folder, name)
                    for name in sorted(names)
                    if name.lower().endswith(_ENDINGS) and not name.startswith(".")
                )
        elif path.is_file():
            yield path
        else:
            raise NotFound(
                f"{path} does not exist.", "Give a Markdown file, or a folder with Markdown files."
            )


def _read(path: Path) -> _Found:
    """Return what a file states.

    Raises:
        UserError: it cannot be read, or is not what it says.
    """
    try:
        with path.open("rb") as file:
            data = file.read(LONGEST_FILE + 1)
        text = data.decode("utf-8")
    except OSError as error:
        raise UserError(f"It cannot be read: {error.strerror or error}.") from error
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise UserError(f"Line {line}: it is not UTF-8 text.", "Save it as UTF-8.") from error
    if len(data) > LONGEST_FILE:
        raise UserError(
            f"It is larger than {LONGEST_FILE >> 20} MiB.",
            "A unit is a page or two; add the rest as a document.",
        )
    record = read_proposal(text) if is_proposal(text) else read_unit(text, name=path.stem)
    if record.blank:
        raise _Blank
    content = record.content()
    if not content.title and not content.fields:
        raise UserError("It is empty.", "A unit starts with “# ” and its title.")
    if "kind" not in record.facts and not content.fields.keys() & {"decision", "options"}:
        raise UserError(
            "It has no kind and no section of a decision record.",
            "Add a kind to its front matter, for example “kind: lesson”.",
        )
    if not content.title:
        content = replace(content, title=path.stem.replace("-", " ").replace("_", " ").strip().capitalize())
    return _Found(path, record, content, _slug(str(record.facts.get("slug") or path.stem)) or record.kind.id)


def _in_order(found: Sequence[_Found]) -> Iterator[_Found]:
    """Yield files such that a unit comes after those it names, as far as that can be."""
    by_name = {f"{one.record.kind.id}/{one.slug}": one for one in found}
    done: set[str] = set()
    for name in by_name:
        waiting = [name]
        begun: set[str] = set()
        while waiting:
            at = waiting[-1]
            one = by_name[at]
            needed = [
                other
                for other in _targets(one)
                if other in by_name and other not in done and other not in begun
            ]
            begun.add(at)
            if needed and at not in done:
                waiting += needed
                continue
            waiting.pop()
            if at not in done:
                done.add(at)
                yield one


def _targets(one: _Found) -> list[str]:
    named = [
        one.content.fields.get(field.id) for field in one.record.kind.fields if field.type is FieldType.UNIT
    ]
    return [str(target) for target in [*named, *(link.target for link in one.content.links)] if target]


def _facts(unit: Unit, highest: Label) -> dict[str, Any]:
    return {
        "id": unit.id,
        "slug": unit.slug,
        "status": unit.status.value,
        "label": unit.label.word,
        "contains": highest.word,
        "date": unit.reviewed or unit.changed[:10],
        "owner": unit.owner,
        "author": unit.author,
        "reviewers": list(unit.reviewers),
        "decision-makers": list(dict.fromkeys([*unit.authors, *([unit.reviewer] if unit.reviewer else [])])),
        "reviewed": unit.reviewed,
        "review-due": unit.review_due,
        "revision": unit.shown,
    }


def _names(value: Any) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else [str(value)] if value else []


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain)[:60].strip("-")
