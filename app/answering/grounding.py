"""Draft to checked sentences: the evidence decides what is shown of it, and where each sentence points.

The decision hidden here is when words support a claim. A claim that is copied is *quoted*. Otherwise one
statement of the evidence (`app.answering.binding`), or for each half of the claim one of the same source,
must hold its numbers, dates, names, designations and negations, nothing in it may say the opposite, and its
remaining words must stand there too, save for those that only the question brought up:
*supported*. What is covered less, or holds in one clause and speaks of something else in another, is
*partial*. Everything else is *unsupported*; the sentence of the evidence that it leaned on may be quoted in
its place. What speaks of another thing than was asked is unsupported, however well it is copied.

A directive (`app.core.language.directives`) supports nothing, so a model that obeyed one has said nothing
that is shown. What a sentence orders people to say counts for a claim only when the claim keeps the order,
and never stands in for a claim that failed.

What words alone cannot tell stays untold: synonyms, irony, who is meant by a pronoun, conditions that a copy
leaves out, and roles swapped around anything else than two names and the word between them. The citation
under each sentence is there for that.

Invariant: a sentence that leaves here has a citation; a citation lies inside one shown stretch and its quote
is exactly that slice. Thread: any; pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from app.answering.asked import named_by_another, of_another
from app.answering.binding import objection, states_another_value, unsaid, without_place
from app.answering.claims import Claim, Split, claims
from app.answering.copies import is_copy, matchable
from app.answering.halves import halves
from app.answering.statements import Said, Sort, Statement, statements
from app.answering.verdicts import Grounded as Grounded
from app.answering.vocabulary import LIGHT
from app.core.answers.answers import Citation, Grounding, Sentence, Shown
from app.core.answers.trace import Verdict as Verdict
from app.core.language.designations import designations
from app.core.language.directives import about_replies, mute, place, stated_part
from app.core.language.entailment import contradiction, doubt
from app.core.language.facts import Facts, content, facts, root
from app.core.language.text import negations, words

ENOUGH = 0.75
"""Share of a claim's content words from which it counts as supported."""

SOME = 0.5
"""Share from which it is shown as partial."""

ENOUGH_NEW = 0.8
"""Share of the words that the question did not already have; with it `ECHO` of all words make a claim
partial: half of what the question presupposes is found nowhere, which is to be said and not to be hidden."""

ECHO = 0.35

AKIN = 0.5
"""Share of a claim's words from which a sentence that states another value speaks of the same thing."""

SHORT = 3
"""Content words up to which a supported claim is a short answer, which brings the sentence that holds it."""

_QUESTION_WORD = re.compile(r"\b(?:what|who|whom|whose|which|when|where|why|how)\b", re.IGNORECASE)
_EDGE = "… \t\r\n\"'“”‘’«»`*_.,;:!"
_CLAUSE = re.compile(
    r"[;:,()—]|\s[–-]\s|\b(?:but|although|though|while|whereas|because|and|or|who|which)\b", re.IGNORECASE
)
_ORDER = {Grounding.QUOTED: 3, Grounding.SUPPORTED: 2, Grounding.PARTIAL: 1, Grounding.UNSUPPORTED: 0}


@dataclass(frozen=True)
class _Line:
    """One sentence of the evidence."""

    shown: int
    start: int
    end: int
    text: str
    rank: float
    mute: bool = False
    lead: str = ""

    def facts(self) -> Facts:
        return facts(self.text)

    def stated(self, claim: Facts) -> str:
        """Return what the sentence says for a claim: without what it orders to be said, unless the claim
        keeps the order.
        """
        part, verb = stated_part(self.text)
        return self.text if not verb or root(verb) in claim.roots else part


@dataclass(frozen=True)
class _Basis:
    """Sentences of one source that support a claim, and what their place adds; `statement` is the one that is
    weighed.
    """

    lines: tuple[_Line, ...]
    place: str
    statement: Statement | None = None

    @property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines)


@dataclass(frozen=True)
class _Finding:
    state: Grounding
    reason: str
    coverage: float
    new: float
    basis: _Basis | None
    whole: bool = False
    """The claim is a copy of whole sentences or of a good part of them; the evidence completes it."""
    words: int = 0
    """Content words of the claim."""
    beside: bool = False
    """It is true and not what was asked."""
    denied: bool = False
    """The basis says otherwise of the same thing."""


def ground(draft: str, question: str, shown: Sequence[Shown], split: Split) -> Grounded:
    """Check each sentence of `draft` against exactly what the model was shown.

    Args:
        draft: as generated.
        question: as asked; a claim that only repeats it is no answer.
        shown: the stretches of the prompt.
        split: cuts both the draft and the evidence into sentences.
    """
    drafted = claims(draft, split)
    checker = _Checker(question, shown, split, [claim.text for claim in drafted])
    checked = [(claim, checker.check(claim.text, quoted=claim.quoted)) for claim in drafted]
    # "No evidence of a leak was found" is a refusal's wording and may be a sentence of the evidence.
    standing = [(claim, finding) for claim, finding in checked if not claim.refusal or finding.whole]
    settled = checker.settled(standing)
    sentences: list[Sentence] = []
    verdicts: list[Verdict] = []
    instead: list[Sentence] = []
    cited = wrong = 0
    for (claim, _), finding in zip(standing, settled, strict=True):
        citations = checker.citations(finding.basis)
        reason = "quoted beside the answer" if finding.beside else finding.reason
        verdicts.append(
            Verdict(
                claim.text,
                finding.state,
                reason,
                round(finding.coverage, 3),
                claim.numbers,
                citations,
                finding.denied,
            )
        )
        if finding.state is Grounding.UNSUPPORTED or finding.basis is None:
            instead.extend(Sentence(citation.words, Grounding.QUOTED, (citation,)) for citation in citations)
            continue
        if claim.numbers:
            cited += 1
            wrong += not {shown[line.shown].number for line in finding.basis.lines} & set(claim.numbers)
        if not finding.beside:
            text = citations[0].words if finding.whole and len(citations) == 1 else claim.text
            sentences.append(Sentence(text, finding.state, citations))
    if sentences and not any(finding.whole and not finding.beside for finding in settled):
        sentences.extend(checker.spoken_for(settled))
    shown_sentences = _distinct(sentences)
    refused = len(standing) < len(drafted)
    return Grounded(
        shown_sentences,
        tuple(verdicts),
        tuple(dict.fromkeys(instead)),
        checker.overlooked(shown_sentences),
        refused,
        cited,
        wrong,
    )


def _distinct(sentences: Iterable[Sentence]) -> tuple[Sentence, ...]:
    """Return the sentences without those whose words were said already: the model leaves out a bullet, the
    quotation has it.
    """
    kept: list[Sentence] = []
    said = " "
    for one in sentences:
        forms = " ".join(word.form for word in words(one.text))
        if f" {forms} " not in said:
            kept.append(one)
            said += f"{forms} "
    return tuple(kept)


def hold(claim: str, question: str, shown: Sequence[Shown], split: Split) -> Verdict:
    """Check one sentence as it stands, whoever wrote it; arguments as for `ground`, an empty question for
    none.
    """
    checker = _Checker(question, shown, split, [claim])
    finding = checker.check(claim)
    return Verdict(
        claim,
        finding.state,
        finding.reason,
        round(finding.coverage, 3),
        (),
        checker.citations(finding.basis),
        finding.denied,
    )


class _Checker:
    """Holds the evidence cut into sentences for the claims of one draft."""

    def __init__(self, question: str, shown: Sequence[Shown], split: Split, claims: Iterable[str]) -> None:
        self._shown = shown
        self._question = question
        self._question_facts = facts(question)
        self._asks = set(content(question))
        self._lines: list[_Line] = []
        self._mute: list[_Line] = []
        self._bases: list[_Basis] = []
        for at, item in enumerate(shown):
            self._take(at, item, list(_lines(at, item, split, about_replies(question))))
        self._source_words: dict[str, frozenset[str]] = {}
        for basis in self._bases:
            source = shown[basis.lines[0].shown].evidence.source
            told = basis.statement.present if basis.statement is not None else frozenset()
            self._source_words[source] = self._source_words.get(source, frozenset()) | told
        self.matchable = [matchable(item.text) for item in shown]
        copied = {matchable(claim.strip(_EDGE))[0] for claim in claims}
        # Where a short answer stands in several places, the one in a sentence that the draft copied whole is
        # meant.
        self._favoured = frozenset(
            line for line in self._lines if matchable(line.text.strip(_EDGE))[0] in copied
        )

    def _take(self, at: int, item: Shown, lines: Sequence[_Line]) -> None:
        """Take in a stretch: its sentences, and what each of them states."""
        self._lines += [line for line in lines if not line.mute]
        self._mute += [line for line in lines if line.mute]
        title, heading = place(item.evidence.title, item.evidence.heading)
        for base in statements(
            item.text, [(line.start, line.end, line.lead) for line in lines], title, heading, item.parts
        ):
            line = lines[base.line]
            if line.mute:
                continue
            if base.sort is Sort.ROW and (base.start, base.end) != (line.start, line.end):
                line = replace(line, start=base.start, end=base.end, text=base.text)
            self._bases.append(_Basis((line,), base.place, base))

    def check(self, claim: str, *, quoted: bool = False) -> _Finding:
        """Return how the claim stands, on the fewest sentences that carry it best."""
        wanted = content(claim)
        stated = facts(claim)
        if not wanted and not stated.quantities and not stated.days:
            return _Finding(Grounding.UNSUPPORTED, "says nothing that could be checked", 0.0, 0.0, None)
        if self._only_repeats(wanted, stated):
            return _Finding(Grounding.UNSUPPORTED, "only repeats the question", 0.0, 0.0, None)
        if stated_part(claim)[1] and _share(list(self._asks), stated.roots) < SOME:
            return _Finding(Grounding.UNSUPPORTED, "orders something that was not asked", 0.0, 0.0, None)
        best = self._copied(claim, stated, quoted=quoted)
        if best is not None and best.state is Grounding.QUOTED:
            return best
        said = Said(claim)
        for basis in self._bases:
            finding = self._weigh(said, stated, basis)
            if best is None or self._better(finding, best):
                best = finding
        if best is not None and best.state is not Grounding.SUPPORTED:
            joined = self._halved(said) or self._one_clause(said)
            best = joined if joined is not None and self._better(joined, best) else best
        if best is None:
            return _Finding(Grounding.UNSUPPORTED, "nothing was shown", 0.0, 0.0, None)
        if best.state is Grounding.UNSUPPORTED:
            return self._denied(said) or self._leaned_on(best, wanted, stated)
        return best

    def settled(self, standing: Sequence[tuple[Claim, _Finding]]) -> list[_Finding]:
        """Return the findings with those marked `beside` that stand beside the answer and need not be shown.

        A draft of the form "answer, then the sentence that says so" sometimes quotes another sentence than
        the one that holds its answer, or goes on quoting. Of its copies those stay that hold the answer.
        Where none does, the answer's own sentence and the copies compete by how well they fit the question;
        an answer that loses is only partly supported.
        """
        findings = [finding for _, finding in standing]
        answers = [
            item
            for item in findings
            if item.basis and not item.whole and item.state is not Grounding.UNSUPPORTED
        ]
        copies = [item for claim, item in standing if item.basis and item.whole and claim.quoted]
        if not copies or len(copies) == len(findings):
            return findings
        lines = {line for item in answers if item.basis for line in item.basis.lines}
        kept = [item for item in copies if item.basis and lines.intersection(item.basis.lines)]
        doubted: list[_Finding] = []
        if not kept:
            best = max(
                (*copies, *answers),
                key=lambda item: self._fit(item.basis, favour=False) if item.basis else 0.0,
            )
            kept = [best]
            doubted = answers if best.whole else []
        other = "is in a different sentence from the one quoted for it"
        return [
            replace(item, beside=True) if item in copies and item not in kept
            else replace(item, state=Grounding.PARTIAL, reason=item.reason or other) if item in doubted
            else item
            for item in findings
        ]  # fmt: skip

    def spoken_for(self, findings: Sequence[_Finding]) -> Iterator[Sentence]:
        """Yield the sentence that holds the first short answer: a few words by themselves cannot be
        judged.
        """
        for item in findings:
            short = item.state is Grounding.QUOTED or (
                item.state is Grounding.SUPPORTED and item.words <= SHORT
            )
            if item.basis and short and not item.whole:
                citation = self.citations(item.basis)[0]
                yield Sentence(citation.words, Grounding.QUOTED, (citation,))
                return

    def overlooked(self, sentences: Sequence[Sentence]) -> Sentence | None:
        """Return the best sentence of the evidence, quoted, when no citation touches it.

        On the development set a draft that rests on it was right 21 times of 22, another one 3 times of 8.
        """
        if not sentences:
            return None
        at, item = max(enumerate(self._shown), key=lambda pair: pair[1].evidence.score)
        start, end = _own(item)
        if start >= end or any(
            line.shown == at and line.start < end and start < line.end for line in self._mute
        ):
            return None
        first, last, _ = item.cited(start, end)
        cited = (citation for sentence in sentences for citation in sentence.citations)
        if any(one.source == item.evidence.source and one.start < last and first < one.end for one in cited):
            return None
        citation = self._citation(at, start, end)
        return Sentence(citation.words, Grounding.QUOTED, (citation,))

    def citations(self, basis: _Basis | None) -> tuple[Citation, ...]:
        """Return one citation per run of adjoining sentences."""
        if basis is None:
            return ()
        lines = sorted(basis.lines, key=lambda line: (line.shown, line.start))
        runs: list[list[_Line]] = []
        for line in lines:
            if runs and runs[-1][-1].shown == line.shown and self._adjoin(runs[-1][-1], line):
                runs[-1].append(line)
            else:
                runs.append([line])
        return tuple(self._citation(run[0].shown, run[0].start, run[-1].end) for run in runs)

    def _adjoin(self, one: _Line, other: _Line) -> bool:
        return not words(self._shown[one.shown].text[one.end : other.start])

    def _citation(self, at: int, start: int, end: int) -> Citation:
        shown = self._shown[at]
        item = shown.evidence
        first, last, quote = shown.cited(start, end)
        return Citation(
            source=item.source, kind=item.kind, version=item.version, label=item.label, title=item.title, path=item.path, page=item.page,
            heading=item.heading, start=first, end=last, quote=quote, as_of=item.as_of, shown=shown.text[start:end],
        )  # fmt: skip

    def _only_repeats(self, wanted: Sequence[str], stated: Facts) -> bool:
        """Tell whether a question for something got back nothing but its own words; a yes-or-no question
        may.
        """
        if not _QUESTION_WORD.search(self._question):
            return False
        new_values = stated.values - self._question_facts.values
        return (
            not new_values
            and not set(stated.days) - set(self._question_facts.days)
            and not set(wanted) - self._asks
        )

    def _copied(self, claim: str, stated: Facts, *, quoted: bool) -> _Finding | None:
        """Return a finding when the claim stands in the evidence word for word; of several places the one
        that fits the question best.
        """
        needle = matchable(claim.strip(_EDGE))[0]
        found: list[tuple[float, _Finding]] = []
        for at, (hay, offsets) in enumerate(self.matchable):
            begin = hay.find(needle) if needle else -1
            while begin >= 0:
                end = begin + len(needle)
                start, stop = offsets[begin], offsets[end - 1] + 1
                mute = any(line.shown == at and line.start < stop and start < line.end for line in self._mute)
                edge = hay[begin - 1 : begin].isalnum() or hay[end : end + 1].isalnum()
                if not (edge or mute or self._cut_through(at, start, stop)):
                    basis = self._around(at, start, stop)
                    whole = is_copy(needle, matchable(basis.text.strip(_EDGE))[0], quoted=quoted)
                    if not whole and not any(
                        needle in matchable(line.stated(stated))[0] for line in basis.lines
                    ):
                        begin = hay.find(needle, begin + 1)
                        continue
                    other = self._of_another(claim, basis, start, stop)
                    held = other or ("" if whole else self._held_back(needle, stated, basis))
                    state = (
                        Grounding.UNSUPPORTED if other else Grounding.PARTIAL if held else Grounding.QUOTED
                    )
                    finding = _Finding(state, held, 1.0, 1.0, basis, whole)
                    found.append((self._fit(basis) - (4.0 if other else 2.0 if held else 0.0), finding))
                begin = hay.find(needle, begin + 1)
        return max(found, key=lambda item: item[0])[1] if found else None

    def _held_back(self, needle: str, stated: Facts, basis: _Basis) -> str:
        """Return why a copied fragment may say another thing than the sentence it was cut from; empty when
        nothing does.
        """
        whole = facts(basis.text)
        if whole.negations <= stated.negations or self._question_facts.negations:
            return ""
        if (whole.negated & stated.affirmed) - stated.negated - whole.affirmed:
            return "the negation was cut off"
        for clause in _CLAUSE.split(basis.text):
            squeezed = matchable(clause)[0]
            if (
                (needle in squeezed or squeezed.strip() in needle)
                and facts(clause).negations > stated.negations
                and len(words(clause)) > 2
            ):
                return "is in a negated clause"
        return ""

    def _within(self, at: int, start: int, end: int) -> list[Statement]:
        """Return the statements of a stretch that a part of it touches; of a list its items."""
        here = [
            basis.statement
            for basis in self._bases
            if basis.lines[0].shown == at and basis.statement is not None
        ]
        return [item for item in here if item.start < end and start < item.end and item.sort is not Sort.LIST]

    def _cut_through(self, at: int, start: int, end: int) -> bool:
        """Tell whether copied words are the end of one row or item and the beginning of the next, or a number
        out of a designation.
        """
        text = self._shown[at].text
        touched = [item for item in self._within(at, start, end) if item.sort in (Sort.ROW, Sort.ITEM)]
        if len(touched) > 1 and words(text[touched[0].start : start]):
            return True
        copied = text[start:end]
        if any(char.isalpha() for char in copied):
            return False
        return any(
            one.start <= start and end <= one.end and (one.start, one.end) != (start, end)
            for one in designations(text)
        )

    def _of_another(self, claim: str, basis: _Basis, start: int, end: int) -> str:
        """Return why copied words do not answer when the statement they stand in speaks of another thing than
        was asked.
        """
        at = basis.lines[0].shown
        others = [
            one.statement for one in self._bases if one.lines[0].shown == at and one.statement is not None
        ]
        for item in self._within(at, start, end):
            other = of_another(self._question, item, others, claim)
            if other:
                return f"is about {other}, which was not asked about"
        return ""

    def _around(self, at: int, start: int, end: int) -> _Basis:
        touched = [line for line in self._lines if line.shown == at and line.start < end and start < line.end]
        if not touched:
            touched = [_Line(at, start, end, self._shown[at].text[start:end], 0.0)]
        return _Basis(tuple(touched), self._place(at))

    def _place(self, at: int) -> str:
        item = self._shown[at].evidence
        title, heading = place(item.title, item.heading)
        return ". ".join([title, *heading])

    def _fit(self, basis: _Basis, *, favour: bool = True) -> float:
        """Return how well sentences fit the question: what decides between two places that support a claim
        equally.
        """
        present = facts(basis.text).roots | facts(basis.place).roots
        covered = len(self._asks & present) / len(self._asks) if self._asks else 0.0
        favoured = favour and bool(self._favoured.intersection(basis.lines))
        return covered + favoured + 0.1 * max(line.rank for line in basis.lines)

    def _better(self, one: _Finding, other: _Finding) -> bool:
        def key(finding: _Finding) -> tuple[float, ...]:
            fit = self._fit(finding.basis) if finding.basis else 0.0
            few = -len(finding.basis.lines) if finding.basis else 0
            return (_ORDER[finding.state], few, round(finding.new + finding.coverage, 2), fit)

        return key(one) > key(other)

    def _weigh(self, said: Said, stated: Facts, basis: _Basis) -> _Finding:
        """Return how the claim stands on one statement."""
        base, line = basis.statement, basis.lines[0]
        assert base is not None
        bare = without_place(said.text, base)
        if bare != said.text:
            said, stated = Said(bare), facts(bare)
        kept = line.stated(stated)
        if kept != line.text:
            base = replace(base, text=kept, items=(), cells=())
        wanted = said.wanted
        new = [word for word in wanted if word not in self._asks]
        present = base.present | (set(wanted) - set(unsaid(said, base)) - LIGHT)
        coverage, fresh = _share(wanted, present), _share(new, present)
        # A "no" or "not" of the title is said of everything below it.
        denied = contradiction(said.text, [base.own], base.around.roots, ordered=not base.cells)
        reason = denied or objection(said, base) or self._unbound(said, base, line)
        if reason:
            return _Finding(Grounding.UNSUPPORTED, reason, coverage, fresh, basis)
        held = doubt(stated, facts(base.own), base.around) or self._clause_doubt(wanted, stated, base)
        if coverage >= ENOUGH:
            return _Finding(
                Grounding.PARTIAL if held else Grounding.SUPPORTED,
                held,
                coverage,
                fresh,
                basis,
                words=len(wanted),
            )
        if coverage >= SOME or (fresh >= ENOUGH_NEW and coverage >= ECHO and new):
            return _Finding(
                Grounding.PARTIAL,
                held or "part of its words stand nowhere in the evidence",
                coverage,
                fresh,
                basis,
            )
        return _Finding(
            Grounding.UNSUPPORTED, "too few of its words stand in the evidence", coverage, fresh, basis
        )

    def _unbound(self, said: Said, base: Statement, line: _Line) -> str:
        """Return why the claim is not bound to the statement: by words that are not its own, or by what was
        asked.
        """
        source = self._shown[line.shown].evidence.source
        lacking = unsaid(said, base)
        strange = [word for word in lacking if word not in self._asks or word in self._source_words[source]]
        if strange:
            if len(strange) > 1:
                return "too few of its words stand in the evidence"
            return f"“{strange[0]}” is not in the sentence that contains the rest"
        if said.subject and lacking and said.subject <= set(lacking):
            return "its subject is not in the evidence"
        others = [
            one.statement
            for one in self._bases
            if one.lines[0].shown == line.shown and one.statement is not None
        ]
        if named_by_another(said, base, others):
            return "names a different row than the rest"
        other = of_another(self._question, base, others, said.text)
        return f"is about {other}, which was not asked about" if other else ""

    def _halved(self, said: Said) -> _Finding | None:
        """Return a finding when both halves of the claim hold, each on a statement of the same source."""
        for left, right in halves(said.text):
            first, second = self._held(left, said.subject), self._held(right, said.subject)
            for one in first:
                for other in second:
                    same = (
                        self._shown[one.lines[0].shown].evidence.source
                        == self._shown[other.lines[0].shown].evidence.source
                    )
                    if same:
                        lines = tuple(dict.fromkeys((*one.lines, *other.lines)))
                        return _Finding(
                            Grounding.SUPPORTED,
                            "",
                            1.0,
                            1.0,
                            _Basis(lines, one.place),
                            words=len(said.wanted),
                        )
        return None

    def _held(self, part: str, subject: frozenset[str] = frozenset()) -> list[_Basis]:
        """Return the statements on which a part of a claim holds, and which name the subject that it takes
        over.
        """
        said, stated = Said(part), facts(part)
        named = subject & set(said.wanted) - LIGHT
        return [
            basis
            for basis in self._bases
            if basis.statement is not None
            and not basis.statement.cells
            and (not subject or said.subject - LIGHT)
            and named <= facts(f"{basis.statement.own} {basis.statement.about}").roots
            and self._weigh(said, stated, basis).state is Grounding.SUPPORTED
        ]

    def _one_clause(self, said: Said) -> _Finding | None:
        """Return a finding when one clause of the claim holds and nothing of the others stands anywhere in
        its source.
        """
        clauses = [clause for clause in _CLAUSE.split(said.text) if words(clause)]
        for clause in clauses if len(clauses) > 1 else ():
            if len(content(clause)) < 2:
                continue
            others = Said(" , ".join(other for other in clauses if other is not clause))
            if others.facts.quantities or others.facts.days or others.designations or not others.wanted:
                continue
            for basis in self._held(clause):
                told = self._source_words[self._shown[basis.lines[0].shown].evidence.source]
                if not told.intersection(others.wanted) and not any(
                    not name.initial for name in others.facts.names
                ):
                    coverage = _share(said.wanted, told)
                    return _Finding(
                        Grounding.PARTIAL,
                        "part of its words stand nowhere in the evidence",
                        coverage,
                        coverage,
                        basis,
                    )
        return None

    def _denied(self, said: Said) -> _Finding | None:
        """Return a finding on the statement that says otherwise of the same thing, if one does."""
        best: tuple[float, _Finding] | None = None
        for basis in self._bases:
            base = basis.statement
            assert base is not None
            share = _share(said.wanted, base.present)
            if share < AKIN or said.subject and not said.subject & base.present:
                continue
            reason = contradiction(said.text, [base.own], base.around.roots, ordered=not base.cells)
            reason = reason or (objection(said, base) if states_another_value(said, base) else "")
            if reason and (best is None or share > best[0]):
                best = (share, _Finding(Grounding.UNSUPPORTED, reason, share, share, basis, denied=True))
        return best[1] if best else None

    def _clause_doubt(self, wanted: Sequence[str], stated: Facts, base: Statement) -> str:
        """Return a doubt when the clause that the claim rests on most is negated and the claim is not."""
        if stated.negations or negations(self._question):
            return ""
        clauses = [facts(clause) for clause in _CLAUSE.split(base.own) if words(clause)]
        heaviest = max(clauses, key=lambda item: len(item.roots & set(wanted)), default=None)
        return "is based on a negated clause" if heaviest is not None and heaviest.negations else ""

    def _leaned_on(self, finding: _Finding, wanted: Sequence[str], stated: Facts) -> _Finding:
        """Return the finding with the one sentence that shares most with what the claim adds to the question,
        if any does.
        """
        new = {word for word in wanted if word not in self._asks}
        values = stated.values - self._question_facts.values

        def shared(line: _Line) -> float:
            item = line.facts()
            both = len(new & item.roots) + len(values & item.values)
            return both / (len(new) + len(values)) if new or values else 0.0

        plain = [line for line in self._lines if not stated_part(line.text)[1]]
        if not plain:
            return _Finding(finding.state, finding.reason, finding.coverage, finding.new, None)
        best = max(
            plain,
            key=lambda line: (round(shared(line), 2), self._fit(_Basis((line,), self._place(line.shown)))),
        )
        basis = _Basis((best,), self._place(best.shown)) if shared(best) >= SOME else None
        return _Finding(finding.state, finding.reason, finding.coverage, finding.new, basis)


def _own(item: Shown) -> tuple[int, int]:
    """Return where the sentence that the stretch was chosen for stands in its text; an empty range when it is
    not in it.
    """
    if item.low < 0:
        return max(item.evidence.start - item.start, 0), min(item.evidence.end - item.start, len(item.text))
    start, end = item.evidence.within.sentence
    return max(start - item.low, 0), min(end - item.low, len(item.text))


def _lines(at: int, item: Shown, split: Split, replies: bool) -> Iterator[_Line]:
    spans = split(item.text, item.parts)
    names = (item.evidence.title, *item.evidence.heading)
    silenced = mute(item.text, [(span.start, span.end) for span in spans], replies=replies, names=names)
    first, last = _own(item)
    for span, silent in zip(spans, silenced, strict=True):
        own = first < span.end and span.start < last
        rank = item.evidence.score if own else 0.5 * item.evidence.score
        text = item.text[span.start : span.end]
        yield _Line(
            at, span.start, span.end, f"{span.lead} {text}" if span.lead else text, rank, silent, span.lead
        )


def _share(wanted: Sequence[str], present: frozenset[str]) -> float:
    """Return the share of `wanted` that is present; all of nothing."""
    return sum(word in present for word in wanted) / len(wanted) if wanted else 1.0
