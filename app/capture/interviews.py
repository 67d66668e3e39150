"""Interviews with an expert: questions one after the other, a transcript, and drafts that the expert accepts
field by field.

Decision hidden: that nothing here depends on a model. Invariants: each answer is on the disk before the next
question is asked; a field is drafted out of the expert's own words, and goes into a unit only when the expert
accepted it. Who asks, who answers and stewards see an interview, and nobody else. Used by one thread at a
time.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace

from app.capture.probing import Probing
from app.capture.units import Capture
from app.capture.veil import veiled
from app.core.access import Action, Actor, Scope
from app.core.audit import AuditEvent
from app.core.documents.documents import Label
from app.core.errors import InvalidUnit, NotFound, UserError
from app.core.inquiry.interviewing import (
    Asked,
    Drafted,
    Interview,
    Ladder,
    Probe,
    Stage,
    draft_notes,
    draft_spans,
    drafts,
    merged,
    plain_ladder,
    progress,
    questions,
    read_ladder,
)
from app.core.inquiry.interviewing import answer as take_down
from app.core.inquiry.interviews import (
    TRANSCRIPT,
    InterviewHead,
    InterviewStatus,
    KeptInterview,
    Proposal,
    Said,
)
from app.core.units.fields import FieldValue, Kind
from app.core.units.kinds import KINDS
from app.core.units.rendering import field_text
from app.core.units.units import Content, EvidenceSpan, Unit
from app.core.work import CancelToken, Turn
from app.governance.guard import Guard
from app.inference.protocols import Generator
from app.resources import resource
from app.retrieval.sentences import SentenceSplitter
from app.storage.database import Database
from app.storage.gaps import GapRecords
from app.storage.interviews import InterviewRecords, NewInterview, Recorded, Spoken
from app.storage.people import People
from app.storage.texts import digest

_MOVES = {
    InterviewStatus.RUNNING: AuditEvent.INTERVIEW_RUNNING,
    InterviewStatus.PAUSED: AuditEvent.INTERVIEW_PAUSED,
    InterviewStatus.FINISHED: AuditEvent.INTERVIEW_FINISHED,
}

_LONGEST_TITLE = 200
_LONGEST_TEXT = 2_000_000
"""Characters of a transcript: a talk of about forty hours."""


class Interviews:
    """The use cases of interviews."""

    def __init__(
        self,
        guard: Guard,
        database: Database,
        records: InterviewRecords,
        gaps: GapRecords,
        people: People,
        capture: Capture,
        generator: Callable[[str | None], Generator | None],
        turn: Callable[[], Turn],
    ) -> None:
        """Args:
        generator: gives the model for an id (None: the workspace's choice), or None when phrasing is off.
        turn: gives the turn that everybody takes who has a model phrase something.
        """
        self._guard = guard
        self._database = database
        self._records = records
        self._gaps = gaps
        self._people = people
        self._capture = capture
        self._probing = Probing(generator)
        self._turn = turn
        self._ladders = _ladders()

    def begin(
        self,
        actor: Actor,
        kind: str,
        title: str,
        label: Label = Label.INTERNAL,
        *,
        expert: str = "",
        gap: str = "",
    ) -> KeptInterview:
        """Begin an interview about one incident.

        Args:
            actor: who asks.
            kind: id of the kind of unit it is to become.
            title: the incident in a few words; with a gap, its question when empty.
            label: of transcript and unit.
            expert: who answers; the actor unless somebody else is named.
            gap: id of the gap it is to close.

        Raises:
            InvalidUnit: there is no such kind or person; UserError: the title is empty; AccessDenied,
                NotFound.
        """
        return self._begin(actor, kind, title, "", label, expert, gap)

    def import_text(
        self,
        actor: Actor,
        kind: str,
        title: str,
        text: str,
        label: Label = Label.INTERNAL,
        *,
        expert: str = "",
        gap: str = "",
    ) -> KeptInterview:
        """Begin an interview with a transcript or notes that are there already; its sentences become
        proposals. Raises as `begin` does.
        """
        if not text.strip():
            raise UserError(
                "There is no text.", "Give a file with a transcript or notes, or use standard input."
            )
        if len(text) > _LONGEST_TEXT:
            raise UserError(
                f"The text has {len(text):,} characters; the maximum is {_LONGEST_TEXT:,}.",
                "Import it in parts.",
            )
        return self._begin(
            actor,
            kind,
            title,
            text.replace("\r\n", "\n").replace("\r", "\n").strip() + "\n",
            label,
            expert,
            gap,
        )

    def listed(self, actor: Actor, *, finished: bool = True) -> tuple[InterviewHead, ...]:
        """Return the interviews the actor may see, the one changed last first."""
        return self._records.listed(self._guard.require(actor, Action.WRITE_UNIT), finished=finished)

    def find(self, actor: Actor, name: str) -> str:
        """Return the id of the interview called by the beginning of its id.

        Raises:
            NotFound, AccessDenied.
        """
        return self._records.find(self._guard.require(actor, Action.WRITE_UNIT, name), name)

    def show(self, actor: Actor, interview: str) -> KeptInterview:
        """Return an interview with all that was said, the next question and the proposals.

        Raises:
            NotFound, AccessDenied.
        """
        return self._shown(self._guard.require(actor, Action.WRITE_UNIT, interview), interview)

    def open_questions(self, actor: Actor, interview: str) -> tuple[Asked, ...]:
        """Return every question that is still open, in the ladder's order, to choose from."""
        scope = self._guard.require(actor, Action.WRITE_UNIT, interview)
        return self._open(self._records.get(scope, interview))

    def propose(
        self, actor: Actor, interview: str, *, model: str | None = None, cancel: CancelToken | None = None
    ) -> KeptInterview:
        """Let a model choose and word the next question among the open ones; without a model, the ladder's
        order stays.

        Raises:
            NotFound, AccessDenied, Cancelled.
        """
        scope = self._guard.require(actor, Action.WRITE_UNIT, interview)
        found = self._records.get(scope, interview)
        ladder = self._ladder(found)
        cancel = cancel or CancelToken()
        with self._turn().taken(cancel):
            chosen = self._probing.choose(self._open(found), _talk(found, ladder), model, cancel)
        if chosen is not None:
            asked = {"probe": chosen.probe.id, "point": chosen.number, "words": chosen.words}
            with self._database.transaction() as tx:
                self._records.update(tx, interview, state=json.dumps({"asked": asked}, ensure_ascii=False))
                tx.audit(actor, AuditEvent.INTERVIEW_PROPOSE, interview, {"probe": chosen.probe.id})
        return self._shown(scope, interview)

    def answer(
        self, actor: Actor, interview: str, words: str, *, probe: str = "", point: int | None = None
    ) -> KeptInterview:
        """Take an answer down and go on to the next question.

        Args:
            words: what the expert said; empty words pass the question over.
            probe, point: the open question that is answered; the next one when none is named.

        Raises:
            UserError: there is no such open question; NotFound, AccessDenied.
        """
        scope = self._guard.require(actor, Action.WRITE_UNIT, interview)
        found = self._records.get(scope, interview)
        asked, proposed = self._asked(found, probe, point)
        number = found.turns[-1].number + 1 if found.turns else 1
        said = words.replace("\r\n", "\n").replace("\r", "\n").strip()
        with self._database.transaction() as tx:
            self._records.speak(
                tx, interview, Spoken(number, asked.number, asked.probe.id, asked.words, said, proposed)
            )
            self._records.update(tx, interview, state="{}", status=InterviewStatus.RUNNING.value)
            event = AuditEvent.INTERVIEW_ANSWER if said else AuditEvent.INTERVIEW_SKIP
            tx.audit(actor, event, interview, {"turn": number, "probe": asked.probe.id})
        return self._shown(scope, interview)

    def skip(
        self, actor: Actor, interview: str, *, probe: str = "", point: int | None = None
    ) -> KeptInterview:
        """Pass a question over; raises as `answer` does."""
        return self.answer(actor, interview, "", probe=probe, point=point)

    def take_back(self, actor: Actor, interview: str) -> KeptInterview:
        """Take the last answer back, to give another one.

        Raises:
            UserError: nothing was asked yet, or a field rests on these words; NotFound, AccessDenied.
        """
        scope = self._guard.require(actor, Action.WRITE_UNIT, interview)
        found = self._records.get(scope, interview)
        if not found.turns:
            raise UserError("No questions asked yet.", "Answer the first question.")
        last = _talk(found, self._ladder(found)).turns[-1]
        mark = f":{last.start}:{last.end}"
        if any(place.endswith(mark) and said == Said.ACCEPTED for place, said in found.verdicts.items()):
            raise UserError(
                "A field of the unit is based on the last answer.",
                "Edit the unit instead. Nothing has been changed.",
            )
        kept = {
            place: said
            for place, said in found.verdicts.items()
            if not (last.answered and place.endswith(mark))
        }
        with self._database.transaction() as tx:
            self._records.take_back(tx, interview, found.turns[-1].number)
            self._records.update(tx, interview, state="{}", proposals=json.dumps(kept))
            tx.audit(actor, AuditEvent.INTERVIEW_TAKE_BACK, interview, {"turn": found.turns[-1].number})
        return self._shown(scope, interview)

    def pause(self, actor: Actor, interview: str) -> KeptInterview:
        """Put an interview aside; everything is kept."""
        return self._set(actor, interview, InterviewStatus.PAUSED)

    def resume(self, actor: Actor, interview: str) -> KeptInterview:
        """Take a paused or finished interview up again."""
        return self._set(actor, interview, InterviewStatus.RUNNING)

    def finish(self, actor: Actor, interview: str) -> KeptInterview:
        """Say that there is no more to ask."""
        return self._set(actor, interview, InterviewStatus.FINISHED)

    def accept(
        self, actor: Actor, interview: str, proposal: str, value: FieldValue | None = None
    ) -> KeptInterview:
        """Put a proposed field into the unit's draft, with the words of the transcript that it rests on.

        The first one begins the unit.

        Args:
            proposal: its id, or the field's.
            value: what the expert made of it; as proposed when None.

        Raises:
            AccessDenied: only the expert accepts; InvalidUnit, EditConflict, NotFound.
        """
        scope, found, one = self._proposal(actor, interview, proposal)
        kind = KINDS[found.head.kind]
        unit = self._unit(actor, found)
        content = unit.content
        spans = tuple(
            EvidenceSpan(one.field, f"{TRANSCRIPT}{interview}", start, end, quote)
            for (start, end), quote in zip(one.spans, one.quotes, strict=True)
        )
        # After a stop between the two writes the words may stand in the draft already.
        if not {_place(span) for span in spans} <= {_place(span) for span in content.evidence}:
            drafted = Drafted(one.field, one.value if value is None else value, one.spans)
            grown = replace(
                content, fields=merged(content.fields, drafted, kind), evidence=(*content.evidence, *spans)
            )
            self._capture.save(actor, unit.id, grown, unit.change)
        self._settle(actor, found, one, Said.ACCEPTED)
        return self._shown(scope, interview)

    def reject(self, actor: Actor, interview: str, proposal: str) -> KeptInterview:
        """Say that a proposed field is not what was meant; raises as `accept` does."""
        scope, found, one = self._proposal(actor, interview, proposal)
        self._settle(actor, found, one, Said.REJECTED)
        return self._shown(scope, interview)

    def purge(self, actor: Actor, interview: str) -> None:
        """Erase every word of an interview, and the quotes that units hold of it.

        Raises:
            NotFound, AccessDenied.
        """
        scope = self._guard.require(actor, Action.PURGE, interview)
        self._records.get(scope, interview)
        with self._database.transaction(secure=True) as tx:
            self._records.purge(tx, interview)
            tx.audit(actor, AuditEvent.INTERVIEW_PURGE, interview)
        self._database.erase_copies()
        self._database.rewrite()

    # How

    def _begin(
        self, actor: Actor, kind: str, title: str, text: str, label: Label, expert: str, gap: str
    ) -> KeptInterview:
        scope = self._guard.require(actor, Action.WRITE_UNIT)
        if kind not in KINDS:
            raise InvalidUnit(f"Unknown kind of unit: {kind}.", f"The kinds are {', '.join(KINDS)}.")
        who = expert or actor.person
        known = next((person for person in self._people.people() if person.id == who and person.active), None)
        if who != actor.person and known is None:
            raise InvalidUnit(f"Unknown person: {who}.", "To list people: citewell people list")
        if not scope.allows(label):
            self._guard.deny(
                actor, Action.WRITE_UNIT, reason=f"the label {label.word} is above what the role may read"
            )
        run = ""
        if gap:
            asked = self._gaps.questions(scope, gap)
            if not asked:
                raise NotFound(f"No gap found: {gap}.", "See: citewell gaps list")
            run = asked[0].run
            title = title or (asked[0].question if scope.unmasked else veiled(asked[0].question))
        line = " ".join(title.split())
        if not line:
            raise UserError("The incident has no title.", "Describe in a few words what happened.")
        ladder = self._ladder_for(KINDS[kind])
        new = NewInterview(kind, line[:_LONGEST_TITLE], label, who, actor.person, ladder.id, text, gap, run)
        with self._database.transaction() as tx:
            made = self._records.begin(tx, new)
            if gap:
                self._gaps.take(tx, gap, who, actor.person)
            detail = {"kind": kind, "label": label.word, "expert": who, "gap": gap, "text": len(text)}
            tx.audit(actor, AuditEvent.INTERVIEW_BEGIN, made, detail)
        return self._shown(scope, made)

    def _shown(self, scope: Scope, interview: str) -> KeptInterview:
        found = self._records.get(scope, interview)
        ladder = self._ladder(found)
        talk = _talk(found, ladder)
        open_ones = self._open(found)
        asked, proposed = self._asked(found, "", None) if open_ones else (None, False)
        return KeptInterview(
            **{name: getattr(found.head, name) for name in InterviewHead.__dataclass_fields__},
            interview=talk,
            ladder=ladder,
            next=asked,
            proposed=proposed,
            progress=progress(ladder, talk),
            proposals=self._proposals(found, ladder, talk),
        )

    def _open(self, found: Recorded) -> tuple[Asked, ...]:
        ladder = self._ladder(found)
        return tuple(questions(ladder, _talk(found, ladder)))

    def _asked(self, found: Recorded, probe: str, point: int | None) -> tuple[Asked, bool]:
        """Return the question that is to be answered now, and whether a model chose or worded it."""
        open_ones = self._open(found)
        chosen = found.state.get("asked")
        if probe:
            named = [
                one for one in open_ones if one.probe.id == probe and (point is None or one.number == point)
            ]
            if not named:
                raise UserError(
                    f"The question {probe} is not open.",
                    "To list the open ones: citewell interview next --all",
                )
            if chosen is None or (chosen["probe"], chosen["point"]) != (named[0].probe.id, named[0].number):
                return named[0], False
        if chosen is not None:
            for one in open_ones:
                if (one.probe.id, one.number) == (chosen["probe"], chosen["point"]):
                    return replace(one, words=chosen["words"]), True
        if not open_ones:
            raise UserError("There are no more questions.", "To review the result: citewell interview draft")
        return open_ones[0], False

    def _proposals(self, found: Recorded, ladder: Ladder, talk: Interview) -> tuple[Proposal, ...]:
        kind = KINDS[found.head.kind]
        spoken = [
            *(draft_notes(ladder, found.text, kind, _sentences) if found.text else ()),
            *drafts(ladder, talk, kind),
        ]
        sorted_in: dict[Said, dict[str, list[tuple[int, int]]]] = {said: {} for said in Said}
        for one in spoken:
            for start, end in one.spans:
                said = Said(found.verdicts.get(f"{one.field}:{start}:{end}", Said.OPEN.value))
                sorted_in[said].setdefault(one.field, []).append((start, end))
        made = [
            _proposal(kind, drafted, talk.transcript, said)
            for said, spans in sorted_in.items()
            for drafted in draft_spans(talk.transcript, spans, kind)
        ]
        order = [field.id for field in kind.fields]
        return tuple(sorted(made, key=lambda one: order.index(one.field)))

    def _proposal(self, actor: Actor, interview: str, name: str) -> tuple[Scope, Recorded, Proposal]:
        scope = self._guard.require(actor, Action.WRITE_UNIT, interview)
        found = self._records.get(scope, interview)
        if actor.person != found.head.expert:
            self._guard.deny(
                actor, Action.WRITE_UNIT, interview, f"only {found.head.expert} can decide what was meant"
            )
        ladder = self._ladder(found)
        proposals = [
            one for one in self._proposals(found, ladder, _talk(found, ladder)) if one.said is Said.OPEN
        ]
        one = next((one for one in proposals if name in (one.id, one.field)), None)
        if one is None:
            raise NotFound(
                f"No open proposal found: {name}.",
                "The interview has changed in the meantime, or the proposal has already been settled.",
            )
        return scope, found, one

    def _settle(self, actor: Actor, found: Recorded, one: Proposal, said: Said) -> None:
        verdicts = {
            **found.verdicts,
            **{f"{one.field}:{start}:{end}": said.value for start, end in one.spans},
        }
        with self._database.transaction() as tx:
            self._records.update(tx, found.head.id, proposals=json.dumps(verdicts))
            event = AuditEvent.INTERVIEW_ACCEPT if said is Said.ACCEPTED else AuditEvent.INTERVIEW_REJECT
            tx.audit(actor, event, found.head.id, {"field": one.field})

    def _unit(self, actor: Actor, found: Recorded) -> Unit:
        """Return the draft that accepted fields go into; the first one begins it."""
        head = found.head
        if head.unit:
            return self._capture.show(actor, head.unit)
        unit = self._capture.start(
            actor, head.kind, Content(head.title, review_days=KINDS[head.kind].review_days), head.label
        )
        with self._database.transaction() as tx:
            self._records.update(tx, head.id, unit=unit.id)
            if head.gap:
                self._gaps.link(tx, head.gap, unit.id)
            tx.audit(actor, AuditEvent.INTERVIEW_UNIT, head.id, {"unit": unit.id, "gap": head.gap})
        return unit

    def _set(self, actor: Actor, interview: str, status: InterviewStatus) -> KeptInterview:
        scope = self._guard.require(actor, Action.WRITE_UNIT, interview)
        if self._records.get(scope, interview).head.status is not status:
            with self._database.transaction() as tx:
                self._records.update(tx, interview, status=status.value)
                tx.audit(actor, _MOVES[status], interview)
        return self._shown(scope, interview)

    def _ladder(self, found: Recorded) -> Ladder:
        return self._ladders.get(found.ladder) or self._ladder_for(KINDS[found.head.kind])

    def _ladder_for(self, kind: Kind) -> Ladder:
        own = next((ladder for ladder in self._ladders.values() if kind.id in ladder.kinds), None)
        signals = [signal for ladder in self._ladders.values() for signal in ladder.signals]
        return own or plain_ladder(kind, signals)


def _sentences(text: str) -> list[tuple[int, int]]:
    return [(span.start, span.end) for span in SentenceSplitter().split(text)]


def _ladders() -> Mapping[str, Ladder]:
    files = sorted(path for path in resource("interview").iterdir() if path.suffix == ".json")
    ladders = [read_ladder(json.loads(path.read_text("utf-8"))) for path in files]
    return {ladder.id: ladder for ladder in ladders}


def _talk(found: Recorded, ladder: Ladder) -> Interview:
    """Return an interview as it was led, its transcript made of what is in the records."""
    probes = {probe.id: (stage, probe) for stage in ladder.stages for probe in stage.probes}
    talk = Interview(ladder.id, found.head.kind, found.text)
    for turn in found.turns:
        stage, probe = probes.get(turn.probe) or _forgotten(turn)
        talk = take_down(talk, Asked(stage, probe, turn.point, "", turn.question), turn.answer)
    return talk


def _forgotten(turn: Spoken) -> tuple[Stage, Probe]:
    """Stand for a question that the ladder has no more."""
    probe = Probe(turn.probe, turn.question, "", "", {}, repeat=False, makes_point=False)
    return Stage("", "", "", (probe,)), probe


def _proposal(kind: Kind, drafted: Drafted, transcript: str, said: Said) -> Proposal:
    field = kind.field(drafted.field)
    if field is None:
        raise ValueError(f"a {kind.id} has no field {drafted.field}")
    places = [f"{start}:{end}" for start, end in drafted.spans]
    quotes = tuple(transcript[start:end] for start, end in drafted.spans)
    key = digest("proposal", field.id, *places)[:8]
    return Proposal(
        key,
        field.id,
        field.title,
        drafted.value,
        field_text(field, drafted.value),
        drafted.spans,
        quotes,
        said,
    )


def _place(span: EvidenceSpan) -> tuple[str, str, int, int]:
    return span.field, span.version, span.start, span.end
