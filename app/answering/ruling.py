"""Rules and decision trees that a question is about are run on what it states, and not guessed.

Decision hidden: when the best answer is a rule's: it stands among the best evidence, may be relied on today,
and the question states a value of its. Invariants: a missing value is asked for and never assumed; every
sentence is cited where the unit says it; a unit outside the scope does not exist. Reads only. Used by one
thread at a time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from app.core.access import Scope
from app.core.answers.answers import Citation, Evidence, Grounding, Sentence
from app.core.documents.documents import Passage
from app.core.errors import InvalidUnit
from app.core.rules.applied import AppliedRule, AppliedTree, run_rule, run_tree
from app.core.rules.casefacts import CaseFacts, facts_in
from app.core.rules.conditions import Condition
from app.core.rules.rules import Meeting, clashes, meet
from app.core.rules.trees import Node, parse_tree
from app.core.units.kinds import KINDS
from app.retrieval.approved import Approved, ReadyRule
from app.storage.documents import DocumentRecords
from app.storage.units import ApprovedRevision

_CLOSE = 0.8
"""A rule counts as the best answer when a sentence of it scores at least this share of the best one's."""

_MOST_UNJUDGED = 3
_MOST_AGAINST = 3


@dataclass(frozen=True)
class Ruled:
    """What came of running a rule or a tree.

    Attributes:
        sentences: what follows, cited; empty where the answer is to be made of the evidence as usual.
        rule, tree: what was run.
        needed: what has to be known to tell, or None.
        warnings: plain sentences.
        rest: the question without the values that were taken from it.
    """

    sentences: tuple[Sentence, ...] = ()
    rule: AppliedRule | None = None
    tree: AppliedTree | None = None
    needed: str | None = None
    warnings: tuple[str, ...] = ()
    rest: str = ""


class Ruling:
    """Runs what a question is about."""

    def __init__(self, approved: Approved, library: DocumentRecords) -> None:
        self._approved = approved
        self._library = library

    def run(self, scope: Scope, question: str, evidence: Sequence[Evidence], today: date) -> Ruled | None:
        """Return what a rule or a tree among the best evidence comes to; None where there is none to be run.

        Args:
            evidence: best first.
            today: the day on which the rule must hold.
        """
        near = [
            item.source
            for item in evidence
            if item.kind == "unit" and item.score >= _CLOSE * evidence[0].score
        ]
        if not near:
            return None
        units = {
            one.unit: one
            for one in self._approved.units(scope, ("rule", "procedure"), near)
            if _holds(one, today)
        }
        for source in dict.fromkeys(near):
            unit = units.get(source)
            if unit is not None and unit.kind == "rule":
                ruled = self._rule(scope, question, unit, today)
            elif unit is not None:
                ruled = self._tree(scope, question, unit)
            else:
                continue
            if ruled is not None:
                return ruled
        return None

    # Rules

    def _rule(self, scope: Scope, question: str, unit: ApprovedRevision, today: date) -> Ruled | None:
        ready = self._approved.rules(scope, [unit.unit])[0]
        if ready.rule is None:
            return None
        stated = _stated(question, ready)
        if not stated.facts:
            return None
        applied = run_rule(ready.rule, stated.facts, unit.owner_name, unit.reviewed)
        passages = self._library.passages_of(scope, unit.unit)
        sentences = _sentences(applied, unit, passages)
        warnings = [
            f"Judge for yourself whether this exception applies: “{one}”"
            for one in applied.unjudged[:_MOST_UNJUDGED]
        ]
        for other in self._against(scope, question, ready, applied, today):
            found = (
                run_rule(other.rule, _stated(question, other).facts) if other.rule is not None else applied
            )
            sentences = (
                *sentences,
                *_sentences(found, other.unit, self._library.passages_of(scope, other.unit.unit)),
            )
            warnings.append(f"“{other.unit.title}” contradicts this: two approved rules disagree here.")
        needed = None
        if applied.holds is None and applied.missing:
            needed = f"To decide, the rule “{applied.title}” needs: {', '.join(applied.missing)}."
        return (
            Ruled(sentences, rule=applied, needed=needed, warnings=tuple(warnings), rest=stated.rest)
            if sentences
            else None
        )

    def _against(
        self, scope: Scope, question: str, ready: ReadyRule, applied: AppliedRule, today: date
    ) -> list[ReadyRule]:
        """Return the approved rules that hold for the case as well and contradict the outcome, whether or not
        search found them.
        """
        if ready.rule is None or applied.holds is not True:
            return []
        known = {
            one.unit.unit: one
            for one in self._approved.rules(scope)
            if one.rule is not None and _holds(one.unit, today)
        }
        rules = [one.rule.rule for one in known.values() if one.rule is not None]
        found = []
        for overlap in clashes(ready.rule.rule, rules):
            other = known[overlap.second]
            assert other.rule is not None
            theirs = run_rule(other.rule, _stated(question, other).facts)
            if theirs.holds is True and meet(applied.outcome, theirs.outcome) is Meeting.CONTRADICTION:
                found.append(other)
        return found[:_MOST_AGAINST]

    # Trees

    def _tree(self, scope: Scope, question: str, unit: ApprovedRevision) -> Ruled | None:
        tree = unit.fields.get("tree")
        if not isinstance(tree, str) or not tree:
            return None
        try:
            stated = facts_in(question, _conditions(parse_tree(tree)))
            applied = run_tree(unit.unit, unit.title, tree, (), stated.facts, unit.owner_name, unit.reviewed)
        except InvalidUnit:
            return None
        if not applied.walk.steps:
            return None
        if not applied.walk.ended:
            asked = f"To continue: {applied.walk.at.text} ({', '.join(applied.choices)})"
            return Ruled(tree=applied, needed=asked, rest=stated.rest)
        cited = _cite(unit, self._library.passages_of(scope, unit.unit), "tree", applied.walk.at.text)
        sentence = Sentence(applied.walk.at.text, Grounding.QUOTED, cited)
        return Ruled((sentence,) if cited else (), tree=applied, rest=stated.rest)


def _stated(question: str, ready: ReadyRule) -> CaseFacts:
    assert ready.rule is not None
    rule = ready.rule.rule
    return facts_in(question, (rule.condition, *(one.condition for one in rule.exemptions)))


def _holds(unit: ApprovedRevision, today: date) -> bool:
    now = today.isoformat()
    return not (unit.valid_from and unit.valid_from > now) and not (
        unit.valid_until and unit.valid_until < now
    )


def _conditions(node: Node) -> list[Condition]:
    own = [] if node.condition is None else [node.condition]
    return [*own, *(condition for _, below in node.branches for condition in _conditions(below))]


def _sentences(
    applied: AppliedRule, unit: ApprovedRevision, passages: Sequence[Passage]
) -> tuple[Sentence, ...]:
    """Return what a rule says of the case, cited where it says so."""
    condition = applied.condition.text
    where = str(unit.fields.get("conditions", condition))
    conditions = _cite(unit, passages, "conditions", where)
    outcome = str(unit.fields.get("outcome", ""))
    met = next((one for one in applied.exemptions if one.held), None)
    if applied.holds is None:
        text = f"When {where.rstrip('.')}: {outcome}"
        found = Sentence(text, Grounding.SUPPORTED, (*conditions, *_cite(unit, passages, "outcome", outcome)))
    elif met is not None:
        line = _line(unit, met.text)
        found = Sentence(
            applied.outcome or f"It does not apply here: {line}",
            Grounding.QUOTED if applied.outcome else Grounding.SUPPORTED,
            _cite(unit, passages, "exceptions", line),
        )
    elif applied.holds:
        found = Sentence(outcome, Grounding.QUOTED, _cite(unit, passages, "outcome", outcome))
    elif applied.outcome:
        found = Sentence(
            applied.outcome, Grounding.QUOTED, _cite(unit, passages, "otherwise", applied.outcome)
        )
    else:
        text = f"“{unit.title}” does not apply here; it applies when {where.rstrip('.')}."
        found = Sentence(text, Grounding.SUPPORTED, conditions)
    return (found,) if found.citations else ()


def _line(unit: ApprovedRevision, condition: str) -> str:
    """Return the line of a rule's exceptions that a condition stands in."""
    listed = unit.fields.get("exceptions", ())
    folded = condition.casefold()
    lines = [line for line in listed if isinstance(line, str) and folded in " ".join(line.casefold().split())]
    return lines[0] if lines else condition


def _cite(unit: ApprovedRevision, passages: Sequence[Passage], field: str, text: str) -> tuple[Citation, ...]:
    """Return the citation of a field's words in a unit's text; of its passage when they do not stand there in
    one piece.
    """
    described = KINDS[unit.kind].field(field)
    title = "" if described is None else described.title
    under = [one for one in passages if one.heading and one.heading[-1] == title]
    for passage in under:
        at = passage.text.find(text)
        if text and at >= 0:
            return (_citation(unit, passage, passage.start + at, passage.start + at + len(text), text),)
    return tuple(_citation(unit, one, one.start, one.end, one.text) for one in under[:1])


def _citation(unit: ApprovedRevision, passage: Passage, start: int, end: int, quote: str) -> Citation:
    whole = Citation(
        source=passage.document, kind=passage.kind, version=passage.version, label=passage.label, title=passage.title, path=passage.path,
        page=passage.page, heading=passage.heading, start=start, end=end, quote=quote, as_of=passage.as_of,
    )  # fmt: skip
    return replace(whole, owner=unit.owner_name, reviewed=unit.reviewed)
