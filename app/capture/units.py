"""Knowledge units as a person works with them: begin, write, attach evidence, look at, compare, list.

Invariants: what was acknowledged is on the disk; a text that cannot be saved because somebody else saved
first is kept aside; a unit with problems can always be saved and never submitted. Used by one thread at a
time.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from app.capture.reviews import Reviews
from app.capture.veil import found_by, masked_fields, veiled, veiled_content, veiled_head
from app.core.access import Action, Actor, Scope
from app.core.audit import AuditEvent
from app.core.documents.documents import Label
from app.core.errors import EditConflict, InvalidUnit, NotFound, Problem
from app.core.units.fields import FieldType, Kind
from app.core.units.forms import COMMON, tidied
from app.core.units.kinds import KINDS
from app.core.units.rendering import field_text
from app.core.units.units import (
    Aside,
    Content,
    Event,
    EvidenceSpan,
    FieldChange,
    Revision,
    RevisionStatus,
    Unit,
    UnitFilter,
    UnitOrder,
    UnitPage,
    UnitStatus,
    move,
)
from app.core.work import Changes
from app.governance.policy import sees_unit
from app.storage import erasure
from app.storage.database import Transaction

_LONGEST_SLUG = 60


class Capture(Reviews):
    """The use cases of knowledge units."""

    def start(
        self,
        actor: Actor,
        kind: str,
        content: Content,
        label: Label = Label.INTERNAL,
        *,
        owner: str = "",
        reviewers: Sequence[str] = (),
        slug: str = "",
    ) -> Unit:
        """Begin a unit as a draft; it may be as unfinished as a title.

        Args:
            actor: its author.
            kind: id of one of `KINDS`.
            content: what there is of it.
            label: no higher than the author may read.
            owner: who answers for it; the author unless somebody else is named.
            reviewers: who is asked to review it; nobody for anybody.
            slug: its short name for life; made of the title when there is none.

        Raises:
            InvalidUnit: there is no such kind, or a person named is not here; AccessDenied.
        """
        scope = self._guard.require(actor, Action.WRITE_UNIT)
        description = _kind(kind)
        self._may_label(scope, label)
        self._must_be_people(scope, [*([owner] if owner else []), *reviewers])
        settled = self._settled(scope, description, content)
        with self._database.transaction() as tx:
            name = _slug(slug or settled.title) or kind
            unit = self._units.begin(tx, kind, name, label, actor.person, owner or actor.person, reviewers)
            number = self._units.add_revision(tx, unit, settled, (actor.person,), found_by(kind, settled))
            self._units.update(tx, unit, actor.person, revision=number)
            tx.audit(actor, AuditEvent.UNIT_START, unit, {"kind": kind, "label": label.word})
        return self._shown(scope, unit)

    def save(self, actor: Actor, unit: str, content: Content, expected_change: int) -> Unit:
        """Write a draft; safe to call after every few words.

        Args:
            unit: its id.
            content: the whole of it.
            expected_change: `Unit.change` as it was when the editor was given it.

        Raises:
            EditConflict: somebody else saved it meanwhile; this text is kept aside.
            InvalidUnit: it is no draft, or holds masked characters.
            AccessDenied, NotFound.
        """
        scope = self._guard.require(actor, Action.WRITE_UNIT, unit)
        self._must_see(scope, unit)
        found = self._state(unit)
        settled = self._settled(scope, KINDS[found.kind], content)
        with self._database.transaction() as tx:
            found = self._state(unit, tx)
            late = found.change != expected_change
            if late:
                aside = self._units.put_aside(tx, unit, actor.person, settled)
                tx.audit(actor, AuditEvent.UNIT_ASIDE, unit, {"aside": aside})
            else:
                self._write(tx, actor, found, settled)
        if late:
            raise EditConflict(
                f"{found.changed_by} saved “{found.title}” while you were editing.",
                "Both versions have been kept: compare them, merge them and save again.",
                by=found.changed_by, change=found.change, aside=aside,
            )  # fmt: skip
        return self._shown(scope, unit)

    def attach(self, actor: Actor, unit: str, field: str, version: str, start: int, end: int) -> Unit:
        """Let a field of a draft rest on words of a document.

        Args:
            field: the field's id.
            version: id of the document's version; start and end count in its text.

        Raises:
            InvalidUnit: it is no draft, has no such field, or the document is more closely held than the
                unit.
            NotFound: there is no such place that the actor may read; AccessDenied.
        """
        scope = self._guard.require(actor, Action.WRITE_UNIT, unit)
        self._must_see(scope, unit)
        quote = self._library.resolve(scope, version, start, end)
        span = EvidenceSpan(field, version, start, end, document=quote.document)
        with self._database.transaction() as tx:
            found = self._state(unit, tx)
            if field != "title" and KINDS[found.kind].field(field) is None:
                raise InvalidUnit(
                    f"A {found.kind} has no field “{field}”.",
                    problems=(Problem(field, "There is no such field."),),
                )
            if quote.label > found.label:
                message = f"“{quote.title}” is {quote.label.word}, but this unit is {found.label.word}."
                raise InvalidUnit(
                    message, "Raise the unit's label first.", problems=(Problem("evidence", message),)
                )
            if span not in found.content.evidence:
                self._write(
                    tx, actor, found, replace(found.content, evidence=(*found.content.evidence, span))
                )
        return self._shown(scope, unit)

    def revise(self, actor: Actor, unit: str) -> Unit:
        """Begin a new draft of an approved or retired unit; what is approved goes on answering until the new
        one is.

        Raises:
            InvalidUnit: it is superseded, or being written already; AccessDenied, NotFound.
        """
        scope = self._guard.require(actor, Action.WRITE_UNIT, unit)
        self._must_see(scope, unit)
        with self._database.transaction() as tx:
            found = self._state(unit, tx)
            if found.working is not None:
                hint = (
                    "Edit the draft."
                    if found.working is UnitStatus.DRAFT
                    else "Withdraw it from review first."
                )
                raise InvalidUnit(f"There is already a new revision of “{found.title}”.", hint)
            move(found.status, Event.REVISE, actor=actor.person, authors=found.authors, owner=found.owner)
            number = self._units.add_revision(
                tx, unit, found.content, (actor.person,), found_by(found.kind, found.content)
            )
            # A unit that was retired before anybody approved it is a draft again.
            status = found.status if found.approved_revision is not None else UnitStatus.DRAFT
            self._units.update(
                tx, unit, actor.person, revision=number, working=UnitStatus.DRAFT.value, status=status.value
            )
            tx.audit(actor, AuditEvent.UNIT_REVISE, unit, {"revision": number})
        return self._shown(scope, unit)

    def rewrite(self, actor: Actor, unit: str, content: Content) -> Unit:
        """Begin a new draft of a unit with other words; a draft that there was ends as it is and is kept in
        the history.

        Where the words are those of its newest revision nothing changes.

        Raises:
            InvalidUnit: it is in review or superseded, or the words hold masked characters; AccessDenied,
                NotFound.
        """
        scope = self._guard.require(actor, Action.WRITE_UNIT, unit)
        self._must_see(scope, unit)
        found = self._state(unit)
        settled = self._settled(scope, KINDS[found.kind], content)
        if settled == found.content:
            return self._shown(scope, unit)
        with self._database.transaction() as tx:
            found = self._state(unit, tx)
            if found.working is UnitStatus.IN_REVIEW:
                raise InvalidUnit(
                    f"“{found.title}” is in review and cannot be edited.", "Withdraw it from review first."
                )
            self._refuse_masked(found, settled)
            if found.working is None:
                move(found.status, Event.REVISE, actor=actor.person, authors=found.authors, owner=found.owner)
            else:
                self._units.settle(tx, unit, found.revision, RevisionStatus.WITHDRAWN)
            number = self._units.add_revision(
                tx, unit, settled, (actor.person,), found_by(found.kind, settled)
            )
            status = found.status if found.approved_revision is not None else UnitStatus.DRAFT
            self._units.update(
                tx, unit, actor.person, revision=number, working=UnitStatus.DRAFT.value, status=status.value
            )
            tx.audit(actor, AuditEvent.UNIT_REWRITE, unit, {"revision": number})
        return self._shown(scope, unit)

    def assign(
        self,
        actor: Actor,
        unit: str,
        *,
        owner: str | None = None,
        reviewers: Sequence[str] | None = None,
        label: Label | None = None,
    ) -> Unit:
        """Change who answers for a unit, who is asked to review it, or its label; None leaves as it is.

        Raises:
            AccessDenied: lowering a label takes a steward; InvalidUnit, NotFound.
        """
        scope = self._guard.require(actor, Action.WRITE_UNIT, unit)
        self._must_see(scope, unit)
        self._must_be_people(scope, [*([owner] if owner else []), *(reviewers or ())])
        before = self._state(unit)
        label = before.label if label is None else label
        self._may_label(scope, label)
        if label < before.label:
            self._guard.require(actor, Action.RELABEL, unit)
        with self._database.transaction() as tx:
            asked = json.dumps(list(before.reviewers if reviewers is None else reviewers))
            self._units.update(
                tx,
                unit,
                actor.person,
                counted=False,
                owner=owner or before.owner,
                reviewers=asked,
                label=int(label),
            )
            if label != before.label:
                self._publisher.relabel(tx, unit, label)
            tx.audit(
                actor,
                AuditEvent.UNIT_ASSIGN,
                unit,
                {"owner": owner or before.owner, "from": before.label.word, "to": label.word},
            )
        if label != before.label:
            self._publisher.follow(actor)
        return self._shown(scope, unit)

    def purge(self, actor: Actor, unit: str) -> Changes:
        """Erase a unit: every revision, its text in every index, and the words of the runs that drew on it.

        Raises:
            AccessDenied, NotFound.
        """
        scope = self._guard.require(actor, Action.PURGE, unit)
        self._must_see(scope, unit)
        with self._database.transaction(secure=True) as tx:
            changes = erasure.purge(tx, unit).changes
            self._units.update(tx, unit, actor.person)
            tx.audit(actor, AuditEvent.UNIT_PURGE, unit, {"runs": len(changes.runs)})
        self._database.erase_copies()
        self._database.rewrite()
        self._publisher.follow(actor, erased=True)
        return replace(changes, units=frozenset({unit}))

    # Looking

    def find(self, actor: Actor, name: str) -> str:
        """Return the id of the unit called by its id, the beginning of it, or "kind/short-name".

        Raises:
            NotFound, AccessDenied.
        """
        return self._units.find(self._guard.require(actor, Action.READ_UNITS, name), name)

    def show(self, actor: Actor, unit: str, revision: int | None = None) -> Unit:
        """Return a unit in the actor's view: the newest revision for who may write units, else the approved
        one.

        Raises:
            NotFound, AccessDenied.
        """
        return self._shown(self._guard.require(actor, Action.READ_UNITS, unit), unit, revision)

    def listed(
        self,
        actor: Actor,
        wanted: UnitFilter | None = None,
        *,
        order: UnitOrder = UnitOrder.CHANGED,
        limit: int = 50,
        offset: int = 0,
    ) -> UnitPage:
        """Return a page of the units the actor may see."""
        scope = self._guard.require(actor, Action.READ_UNITS)
        page = self._units.page(scope, wanted or UnitFilter(), order, limit, offset)
        plain = {unit.id: sees_unit(scope, unit.owner, unit.authors) for unit in page.units}
        return replace(page, units=tuple(veiled_head(unit, plain=plain[unit.id]) for unit in page.units))

    def tags(self, actor: Actor) -> tuple[str, ...]:
        """Return the tags in use, the most used first."""
        scope = self._guard.require(actor, Action.READ_UNITS)
        return tuple(tag if scope.unmasked else veiled(tag) for tag in self._units.tags(scope))

    def problems(self, actor: Actor, unit: str) -> tuple[Problem, ...]:
        """Return what keeps a unit from being submitted, by field."""
        scope = self._guard.require(actor, Action.WRITE_UNIT, unit)
        self._must_see(scope, unit)
        return self._checks.problems(self._state(unit), self._database.query, self._today())

    def history(self, actor: Actor, unit: str) -> tuple[Revision, ...]:
        """Return the revisions of a unit that the actor may see, newest first, with what reviewers said of
        them.
        """
        scope = self._guard.require(actor, Action.READ_UNITS, unit)
        found = self._units.show(scope, unit)
        return tuple(
            one
            if sees_unit(scope, found.owner, one.authors)
            else replace(
                one,
                title=veiled(one.title),
                reviews=tuple(replace(review, reason=veiled(review.reason)) for review in one.reviews),
            )
            for one in self._units.history(scope, unit)
        )

    def difference(self, actor: Actor, unit: str, before: int, after: int) -> tuple[FieldChange, ...]:
        """Return what two revisions say differently, field by field in the order of the form.

        Args:
            before, after: numbers of revisions; 0 for `before` compares with nothing.

        Raises:
            NotFound, AccessDenied.
        """
        scope = self._guard.require(actor, Action.READ_UNITS, unit)
        new = self._units.show(scope, unit, after)
        old = self._units.show(scope, unit, before) if before else None
        kind = KINDS[new.kind]
        titles = {
            **self._visible_titles(scope, new),
            **(self._visible_titles(scope, old) if old is not None else {}),
        }
        texts = []
        for found in (old, new):
            content = Content("", review_days=-1) if found is None else found.content
            plain = found is None or sees_unit(scope, found.owner, found.authors)
            texts.append(_texts(kind, veiled_content(new.kind, content, plain=plain), titles))
        return tuple(
            FieldChange(name, title, texts[0].get(name, ""), texts[1].get(name, ""))
            for name, title in [
                ("title", COMMON["title"]),
                *((field.id, field.title) for field in kind.fields),
                *list(COMMON.items())[1:],
            ]
            if texts[0].get(name, "") != texts[1].get(name, "")
        )

    def asides(self, actor: Actor, unit: str) -> list[Aside]:
        """Return the texts of the actor's that could not be saved because somebody else had, newest first."""
        return self._units.asides(self._guard.require(actor, Action.WRITE_UNIT, unit), unit)

    def drop_aside(self, actor: Actor, unit: str, aside: int) -> None:
        """Forget a text that was put aside.

        Raises:
            NotFound: the actor has no such text there; AccessDenied.
        """
        if all(one.id != aside for one in self.asides(actor, unit)):
            raise NotFound(f"No saved version found: {aside}.")
        with self._database.transaction() as tx:
            self._units.drop_aside(tx, aside)
            tx.audit(actor, AuditEvent.UNIT_ASIDE_DROP, unit, {"aside": aside})

    # How

    def _write(self, tx: Transaction, actor: Actor, found: Unit, content: Content) -> None:
        if found.working is not UnitStatus.DRAFT:
            now_it_is = found.status.words if found.working is None else found.working.words
            hint = "Revise it first." if found.working is None else "Withdraw it from review first."
            raise InvalidUnit(f"“{found.title}” is {now_it_is} and cannot be edited.", hint)
        self._refuse_masked(found, content)
        authors = found.authors if actor.person in found.authors else (*found.authors, actor.person)
        self._units.write(tx, found.id, found.revision, content, authors, found_by(found.kind, content))
        self._units.update(tx, found.id, actor.person)
        tx.audit(
            actor, AuditEvent.UNIT_SAVE, found.id, {"revision": found.revision, "change": found.change + 1}
        )

    @staticmethod
    def _refuse_masked(found: Unit, content: Content) -> None:
        masked = masked_fields(content)
        known = masked_fields(found.content)
        fresh = tuple(name for name in masked if name not in known)
        if fresh:
            raise InvalidUnit(
                "The text contains masked characters, which would replace the words behind them.",
                f"Ask {found.owner}, who can see them, to make the change. Nothing has been changed.",
                problems=tuple(Problem(name, "This text contains masked characters.") for name in fresh),
            )

    def _settled(self, scope: Scope, kind: Kind, content: Content) -> Content:
        """Return content tidied, with the units it names by their short names under their ids."""
        content = tidied(kind, content)
        fields = dict(content.fields)
        for field in kind.fields:
            name = fields.get(field.id)
            if field.type is FieldType.UNIT and isinstance(name, str):
                fields[field.id] = self._id_of(scope, name)
        links = tuple(replace(link, target=self._id_of(scope, link.target)) for link in content.links)
        # The words of a document are read from it each time.
        evidence = tuple(
            replace(span, quote="" if span.document else span.quote) for span in content.evidence
        )
        return replace(content, fields=fields, links=links, evidence=evidence)

    def _id_of(self, scope: Scope, name: str) -> str:
        try:
            return self._units.find(scope, name)
        except NotFound:
            return name  # kept as written; submitting says that there is nothing of this name

    def _visible_titles(self, scope: Scope, unit: Unit) -> dict[str, str]:
        found = {}
        for field in KINDS[unit.kind].fields:
            target = unit.content.fields.get(field.id)
            if field.type is FieldType.UNIT and isinstance(target, str):
                try:
                    found[target] = veiled(self._units.show(scope, target).title)
                except NotFound:
                    continue
        return found

    def _may_label(self, scope: Scope, label: Label) -> None:
        if not scope.allows(label):
            self._guard.deny(
                scope.actor,
                Action.WRITE_UNIT,
                reason=f"the label {label.word} is above what the role may read",
            )

    def _must_be_people(self, scope: Scope, people: Sequence[str]) -> None:
        known = {person.id for person in self._people.people() if person.active}
        unknown = [person for person in people if person not in known and person != scope.actor.person]
        if unknown:
            raise InvalidUnit(f"Unknown person: {unknown[0]}.", "To list people: citewell people list")


def _kind(name: str) -> Kind:
    if name not in KINDS:
        raise InvalidUnit(f"Unknown kind of unit: {name}.", f"The kinds are {', '.join(KINDS)}.")
    return KINDS[name]


def _slug(title: str) -> str:
    """Return a title as a short name: lower-case letters and digits, parted by hyphens."""
    plain = unicodedata.normalize("NFKD", title.casefold()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain)[:_LONGEST_SLUG].strip("-")


def _texts(kind: Kind, content: Content, titles: dict[str, str]) -> dict[str, str]:
    """Return what each field says, in words."""
    found = {field.id: field_text(field, content.fields.get(field.id), titles) for field in kind.fields}
    days = (
        "" if content.review_days < 0 else f"{content.review_days} days" if content.review_days else "never"
    )
    return found | {
        "title": content.title,
        "valid_from": content.valid_from,
        "valid_until": content.valid_until,
        "review_days": days,
        "tags": ", ".join(content.tags),
        "links": "\n".join(
            f"{link.relation.value.replace('_', ' ')} {link.target}" for link in content.links
        ),
        "evidence": "\n".join(
            f"{span.field}: {span.document or span.version} {span.start}–{span.end}"
            for span in content.evidence
        ),
    }
