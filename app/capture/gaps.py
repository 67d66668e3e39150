"""Gaps: questions that nobody's knowledge answers, gathered by meaning, and how they are closed.

Decision hidden: when two questions ask for the same thing. Invariants: gathering the same questions in the
same order gives the same gaps; a gap that somebody works on keeps its questions. Analysts see what they met
themselves, experts and stewards what their labels allow, all of them with sensitive words masked unless their
role shows them. Used by one thread at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from app.capture.clusters import Clusters
from app.capture.interviews import Interviews
from app.capture.units import Capture
from app.capture.veil import veiled
from app.core.access import Action, Actor, Scope, labels_of, may
from app.core.audit import AuditEvent
from app.core.documents.documents import Label
from app.core.errors import NotFound, UserError
from app.core.inquiry.gaps import Gap, GapFilter, GapOrder, GapPage, GapQuestion, GapStatus, Gathered
from app.core.inquiry.interviews import KeptInterview
from app.core.units.kinds import KINDS
from app.core.units.units import Content, Unit
from app.core.work import CancelToken, Progress, ProgressCallback, ignore_progress
from app.governance.guard import Guard
from app.governance.policy import sees_own
from app.inference.protocols import Embedder
from app.inference.turns import Turns
from app.retrieval.experts import Experts
from app.retrieval.search import Search
from app.storage.database import now
from app.storage.gaps import Waiting
from app.storage.stores import Records

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_BATCH = 64
"""Questions embedded at once, between two looks at whether to stop."""

_LONGEST_TITLE = 200


class Gaps:
    """The use cases of gaps."""

    def __init__(
        self,
        guard: Guard,
        records: Records,
        experts: Experts,
        search: Search,
        embedder: Callable[[], Embedder],
        capture: Capture,
        interviews: Interviews,
        turns: Turns,
    ) -> None:
        self._guard = guard
        self._database = records.database
        self._records = records.gaps
        self._units = records.units
        self._people = records.people
        self._experts = experts
        self._search = search
        self._embedder = embedder
        self._capture = capture
        self._interviews = interviews
        self._turns = turns

    def gather(
        self,
        actor: Actor,
        on_progress: ProgressCallback = ignore_progress,
        cancel: CancelToken | None = None,
        *,
        old_runs: bool = False,
    ) -> Gathered:
        """Sort the questions that wait into gaps; in the background, and as often as one likes.

        Args:
            old_runs: also take in what was asked before there were gaps.

        Raises:
            AccessDenied, ModelMissing, Cancelled: what was sorted in before stays so.
        """
        self._guard.require(actor, Action.ASSIGN_GAP)
        cancel = cancel or CancelToken()
        old = 0
        if old_runs:
            with self._database.transaction() as tx:
                old = self._records.take_in_old_runs(tx)
                tx.audit(actor, AuditEvent.GAP_OLD_RUNS, "", {"questions": old})
        return replace(self._sort_in(actor, on_progress, cancel), old=old)

    def report(
        self, actor: Actor, run: str, *, person: str = "", remark: str = "", cancel: CancelToken | None = None
    ) -> Gap:
        """Report one's own unanswered or wrongly answered question to the experts; it joins a gap at once.

        Args:
            run: the answer's.
            person: who is asked to close its gap; without the right to assign gaps only who is proposed. One
                that somebody has already stays with them.
            remark: what whoever answers should know; it takes the place of what was added before.

        Raises:
            NotFound: no question of the actor's stands among the gaps for this run; UserError: the person
                cannot close it.
            AccessDenied, ModelMissing, Cancelled.
        """
        scope = self._guard.require(actor, Action.REPORT_GAP, run)
        gap = self._records.of_run(scope, run)
        if gap is None:
            raise NotFound(
                f"Run {run} has no question of yours that needs an answer.",
                "Only unanswered or wrongly answered questions become gaps.",
            )
        if not gap:
            self._sort_in(actor, ignore_progress, cancel or CancelToken())
            gap = self._records.of_run(scope, run) or ""
        found = self._shown(scope, gap)
        asks = bool(person) and found.status is GapStatus.OPEN
        if asks:
            if not may(actor, Action.ASSIGN_GAP) and (found.expert is None or found.expert.person != person):
                self._guard.deny(actor, Action.ASSIGN_GAP, gap, f"{person} is not the suggested expert")
            self._must_be_able(person, found)
        with self._database.transaction() as tx:
            if remark.strip():
                self._records.remark(tx, run, actor.person, remark.strip())
            if asks:
                self._records.take(tx, gap, person, actor.person)
            what = {
                "person": person if asks else "",
                "remark": bool(remark.strip()),
                "label": found.label.word,
            }
            tx.audit(actor, AuditEvent.GAP_REPORT, gap, what)
        return self._shown(scope, gap)

    def listed(
        self,
        actor: Actor,
        wanted: GapFilter | None = None,
        *,
        order: GapOrder = GapOrder.OFTEN,
        limit: int = 50,
        offset: int = 0,
    ) -> GapPage:
        """Return a page of the gaps the actor may see."""
        scope = self._guard.require(actor, Action.REPORT_GAP)
        wanted = wanted or GapFilter()
        among = self._holding(scope, wanted.words.split()) if wanted.words.strip() else None
        gaps, total = self._records.page(scope, wanted, order, limit, offset, among)
        return GapPage(tuple(self._veiled(scope, gap) for gap in gaps), total, self._records.count_waiting())

    def find(self, actor: Actor, name: str) -> str:
        """Return the id of the gap called by the beginning of its id.

        Raises:
            NotFound, AccessDenied.
        """
        return self._records.find(self._guard.require(actor, Action.REPORT_GAP, name), name)

    def show(self, actor: Actor, gap: str) -> Gap:
        """Return a gap with its questions and who might close it.

        Raises:
            NotFound, AccessDenied.
        """
        return self._shown(self._guard.require(actor, Action.REPORT_GAP, gap), gap)

    def assign(self, actor: Actor, gap: str, person: str, due: str = "") -> Gap:
        """Ask somebody to close a gap.

        Args:
            person: who may write units and read its questions; empty takes it from whoever has it.
            due: ISO 8601 day, or empty.

        Raises:
            UserError: the person cannot close it; NotFound, AccessDenied.
        """
        scope = self._guard.require(actor, Action.ASSIGN_GAP, gap)
        found = self._records.get(scope, gap)
        if not found.status.waits:
            raise UserError(
                f"This gap is {found.status.value}.", "Reopen it first. Nothing has been changed."
            )
        if person:
            self._must_be_able(person, found)
        if due:
            _day(due)
        with self._database.transaction() as tx:
            if person:
                self._records.take(tx, gap, person, actor.person, due)
            else:
                self._records.update(
                    tx,
                    gap,
                    status=GapStatus.OPEN.value,
                    assigned_to="",
                    assigned_by="",
                    assigned_at="",
                    due="",
                )
            tx.audit(
                actor, AuditEvent.GAP_ASSIGN, gap, {"person": person, "due": due, "label": found.label.word}
            )
        return self._shown(scope, gap)

    def dismiss(self, actor: Actor, gap: str, reason: str) -> Gap:
        """Say why a gap needs no answer.

        Raises:
            UserError: there is no reason; NotFound, AccessDenied.
        """
        scope = self._guard.require(actor, Action.ASSIGN_GAP, gap)
        found = self._records.get(scope, gap)
        if not reason.strip():
            raise UserError(
                "A reason is required: why it needs no answer.",
                "Write one sentence. Nothing has been changed.",
            )
        with self._database.transaction() as tx:
            self._records.update(
                tx, gap, status=GapStatus.DISMISSED.value, reason=reason.strip(), settled_at=now()
            )
            tx.audit(actor, AuditEvent.GAP_DISMISS, gap, {"label": found.label.word})
        return self._shown(scope, gap)

    def reopen(self, actor: Actor, gap: str, reason: str = "") -> Gap:
        """Take up again what was dismissed or answered.

        Raises:
            UserError: it is open; NotFound, AccessDenied.
        """
        scope = self._guard.require(actor, Action.ASSIGN_GAP, gap)
        found = self._records.get(scope, gap)
        if found.status.waits:
            raise UserError("This gap is already open.", "There is nothing to reopen.")
        status = GapStatus.ASSIGNED if found.assigned_to else GapStatus.OPEN
        with self._database.transaction() as tx:
            self._records.update(tx, gap, status=status.value, reason=reason.strip(), settled_at="", unit="")
            tx.audit(actor, AuditEvent.GAP_REOPEN, gap, {"label": found.label.word})
        return self._shown(scope, gap)

    def start_unit(self, actor: Actor, gap: str, kind: str, label: Label | None = None) -> Unit:
        """Begin the unit that is to close a gap, with its question as title.

        Args:
            label: the highest of the questions' that the actor may read, when None.

        Raises:
            UserError: a unit was begun already; InvalidUnit, NotFound, AccessDenied.
        """
        scope = self._guard.require(actor, Action.WRITE_UNIT, gap)
        found = self._waiting(scope, gap)
        content = Content(
            found.question[:_LONGEST_TITLE], review_days=KINDS[kind].review_days if kind in KINDS else 0
        )
        unit = self._capture.start(actor, kind, content, found.label if label is None else label)
        self._link(actor, found, unit.id)
        return unit

    def start_interview(self, actor: Actor, gap: str, kind: str, label: Label | None = None) -> KeptInterview:
        """Begin an interview that is to close a gap; raises as `start_unit` does."""
        scope = self._guard.require(actor, Action.WRITE_UNIT, gap)
        found = self._waiting(scope, gap)
        return self._interviews.begin(
            actor, kind, found.question, found.label if label is None else label, gap=gap
        )

    def answer_with(self, actor: Actor, gap: str, unit: str) -> Gap:
        """Say that a unit which is there already answers a gap; it is asked again when that is approved.

        Raises:
            NotFound, AccessDenied.
        """
        scope = self._guard.require(actor, Action.ASSIGN_GAP, gap)
        found = self._records.get(scope, gap)
        self._units.show(scope, unit)
        self._link(actor, found, unit)
        return self._shown(scope, gap)

    # How

    def _sort_in(self, actor: Actor, on_progress: ProgressCallback, cancel: CancelToken) -> Gathered:
        if not self._records.count_waiting():
            return Gathered(0, 0, 0)
        embedder = self._embedder()
        self._embed(actor, embedder, self._records.waiting(embedder.id), on_progress, cancel)
        waiting = [one for one in self._records.waiting(embedder.id) if one.vector is not None]
        clusters = Clusters(self._records.states(embedder.id), self._records.new_id)
        on_progress(Progress("Comparing questions", 0, len(waiting), "questions"))
        clusters.add(waiting, cancel)
        return self._keep(actor, embedder.id, clusters, len(waiting))

    def _embed(
        self,
        actor: Actor,
        embedder: Embedder,
        waiting: Sequence[Waiting],
        on_progress: ProgressCallback,
        cancel: CancelToken,
    ) -> None:
        """Embed questions that came without a vector, each different one once."""
        texts: dict[str, list[int]] = {}
        for one in waiting:
            if one.vector is None:
                texts.setdefault(one.question, []).append(one.id)
        # Texts of one length together: a batch is as slow as its longest.
        order = sorted(texts, key=len)
        for start in range(0, len(order), _BATCH):
            cancel.raise_if_cancelled()
            self._turns.give_way(cancel)
            on_progress(Progress("Reading questions", start, len(order), "questions"))
            batch = order[start : start + _BATCH]
            vectors = embedder.embed(batch, asked=True)
            found = [
                (one, vector) for text, vector in zip(batch, vectors, strict=True) for one in texts[text]
            ]
            with self._database.transaction() as tx:
                self._records.keep_vectors(tx, found, embedder.id)
                tx.audit(actor, AuditEvent.GAP_EMBED, "", {"questions": len(found)})

    def _keep(self, actor: Actor, embedder: str, clusters: Clusters, questions: int) -> Gathered:
        joins = clusters.join()
        kept = {into for _, into in joins}
        with self._database.transaction() as tx:
            placed = [(gap, group) for gap, group in clusters.placed() if group]
            for gap, group in placed:
                self._records.place(tx, gap, group)
            for gap, into in joins:
                self._records.join(tx, gap, into)
            for gap in clusters.reopened():
                # It was thought to be answered, and is not.
                self._records.update(
                    tx,
                    gap,
                    status=GapStatus.OPEN.value,
                    reason="It was asked again and is still unanswered.",
                    unit="",
                    settled_at="",
                )
            new = len(clusters.new - {gap for gap, _ in joins})
            tx.audit(
                actor, AuditEvent.GAP_GATHER, "", {"questions": questions, "new": new, "joined": len(joins)}
            )
        touched = ({gap for gap, _ in placed} | kept) - {gap for gap, _ in joins}
        centres = {gap: _centre(members) for gap, members in self._records.vectors(touched, embedder).items()}
        with self._database.transaction() as tx:
            for gap, (question, vector) in sorted(centres.items()):
                self._records.centre(tx, gap, question, vector, embedder)
            tx.audit(actor, AuditEvent.GAP_CENTRE, "", {"gaps": len(centres)})
        return Gathered(questions, new, len(joins))

    def _shown(self, scope: Scope, gap: str) -> Gap:
        found = self._veiled(scope, self._records.get(scope, gap))
        questions = tuple(self._veiled_question(scope, one) for one in self._records.questions(scope, gap))
        if not found.status.waits:
            return replace(found, questions=questions)
        askers = {one.person for one in questions}
        asker = next(iter(askers)) if len(askers) == 1 else ""
        expert, nobody = self._experts.propose(scope, self._search, found.question, asker)
        return replace(found, questions=questions, expert=expert, nobody=nobody)

    def _veiled(self, scope: Scope, gap: Gap) -> Gap:
        return (
            gap if scope.unmasked else replace(gap, question=veiled(gap.question), reason=veiled(gap.reason))
        )

    def _veiled_question(self, scope: Scope, one: GapQuestion) -> GapQuestion:
        plain = sees_own(scope, one.person)
        return one if plain else replace(one, question=veiled(one.question), remark=veiled(one.remark))

    def _holding(self, scope: Scope, words: Sequence[str]) -> set[str]:
        """Return the gaps in whose questions each word stands, as the actor sees them."""
        found: set[str] | None = None
        for word in words:
            gaps = {
                gap
                for gap, person, question in self._records.holding(scope, word)
                if gap and (sees_own(scope, person) or word.casefold() in veiled(question).casefold())
            }
            found = gaps if found is None else found & gaps
        return found or set()

    def _waiting(self, scope: Scope, gap: str) -> Gap:
        found = self._veiled(scope, self._records.get(scope, gap))
        if found.unit:
            raise UserError(
                "A unit has already been started for this gap.", f"See: citewell units show {found.unit}"
            )
        if not found.status.waits:
            raise UserError(
                f"This gap is {found.status.value}.", "Reopen it first. Nothing has been changed."
            )
        return found

    def _link(self, actor: Actor, gap: Gap, unit: str) -> None:
        with self._database.transaction() as tx:
            self._records.link(tx, gap.id, unit)
            self._records.take(tx, gap.id, gap.assigned_to or actor.person, actor.person, gap.due)
            tx.audit(actor, AuditEvent.GAP_UNIT, gap.id, {"unit": unit, "label": gap.label.word})

    def _must_be_able(self, person: str, gap: Gap) -> None:
        found = next((one for one in self._people.people() if one.id == person and one.active), None)
        if found is None:
            raise UserError(f"Unknown person: {person}.", "To list people: citewell people list")
        if not may(Actor(found.id, found.name, found.roles, ""), Action.WRITE_UNIT):
            raise UserError(f"{found.name} cannot write units.", "Ask an expert. Nothing has been changed.")
        if not any(one.label in labels_of(found.roles) for one in self._records.members(gap.id)):
            raise UserError(
                f"{found.name} cannot read any of its questions.",
                "Ask somebody who can. Nothing has been changed.",
            )


def _centre(members: Sequence[tuple[str, NDArray[np.float32]]]) -> tuple[str, NDArray[np.float32]]:
    """Return the question nearest to the mean of all, and that mean with length 1."""
    # numpy costs a command line that only lists something 0.1 s.
    import numpy as np

    vectors = np.stack([vector for _, vector in members])
    mean = vectors.mean(axis=0)
    mean /= max(float(np.linalg.norm(mean)), 1e-12)
    return members[int(np.argmax(vectors @ mean))][0], mean


def _day(text: str) -> None:
    try:
        date.fromisoformat(text)
    except ValueError as error:
        raise UserError(f"{text} is not a date.", "Write it as 2026-11-30.") from error
