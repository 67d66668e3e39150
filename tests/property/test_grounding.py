"""Whatever the model writes: citations are true, and a changed number, name or negation is never passed off
as supported.
"""

from __future__ import annotations

import re

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from app.answering.grounding import Grounded, ground
from app.core.answers.answers import Evidence, Grounding, Shown
from app.core.documents.documents import Label
from app.retrieval.sentences import SentenceSplitter

SPLIT = SentenceSplitter().split
unhurried = settings(deadline=None, max_examples=200)
"""A busy machine is no failure."""

FIRM = {Grounding.QUOTED, Grounding.SUPPORTED}

_SUBJECTS = st.sampled_from(
    [
        "The pump",
        "Every gauge",
        "The east hall",
        "Our workshop",
        "The spare valve",
        "This contract",
        "A visitor",
    ]
)
_VERBS = st.sampled_from(
    ["was moved by", "is checked with", "belongs to", "costs as much as", "was replaced by", "is locked with"]
)
_OBJECTS = st.sampled_from(
    ["the red key", "Ada Brandt", "a new bearing", "the HX-200", "an approved seal", "the Borel works"]
)
_ENDS = st.sampled_from(
    ["in the morning", "during the audit", "for the whole season", "near Larch Street", "without a permit"]
)
_NUMBERS = st.integers(min_value=2, max_value=9999)


@st.composite
def sentences(draw: st.DrawFn) -> str:
    unit = draw(st.sampled_from(["days", "litres", "euros", "volts", "%"]))
    amount = f"{draw(_NUMBERS)}{'' if unit == '%' else ' '}{unit}"
    return f"{draw(_SUBJECTS)} {draw(_VERBS)} {draw(_OBJECTS)} {draw(_ENDS)} at {amount}."


@st.composite
def evidence(draw: st.DrawFn) -> tuple[Shown, ...]:
    items: list[Shown] = []
    for number in range(1, draw(st.integers(1, 3)) + 1):
        text = " ".join(draw(st.lists(sentences(), min_size=1, max_size=4)))
        base = draw(st.integers(0, 10_000))
        items.append(shown(text, number, base))
    return tuple(items)


def shown(text: str, number: int = 1, base: int = 0) -> Shown:
    end = base + len(text)
    item = Evidence(
        passage=f"p{number}", source=f"d{number}", version="v", label=Label.INTERNAL, title="Handbook", path="/h.md", page=None, heading=(),
        start=base, end=end, quote=text, score=0.5, similarity=0.5, coverage=0.5, as_of="", window_start=base, window_end=end, window=text,
    )  # fmt: skip
    return Shown(number, item, base, end, text)


def checked(draft: str, question: str, items: tuple[Shown, ...]) -> Grounded:
    """Ground, and look at what must hold for every draft."""
    grounded = ground(draft, question, items, SPLIT)
    by_source = {item.evidence.source: item for item in items}
    for sentence in (*grounded.sentences, *grounded.instead):
        assert sentence.state is not Grounding.UNSUPPORTED
        assert sentence.citations
    for citation in (one for verdict in grounded.verdicts for one in verdict.citations):
        item = by_source[citation.source]
        assert item.start <= citation.start < citation.end <= item.end
        assert item.text[citation.start - item.start : citation.end - item.start] == citation.quote
    unsupported = {verdict.text for verdict in grounded.verdicts if verdict.state is Grounding.UNSUPPORTED}
    assert not unsupported & {sentence.text for sentence in grounded.sentences}
    assert 0 <= grounded.wrong_numbers <= grounded.cited <= len(grounded.verdicts)
    return grounded


def pieces(item: Shown) -> list[str]:
    return [item.text[span.start : span.end] for span in SPLIT(item.text)]


@unhurried
@given(evidence(), st.data())
def test_a_copied_sentence_is_always_quoted(items: tuple[Shown, ...], data: st.DataObject) -> None:
    copy = data.draw(st.sampled_from([piece for item in items for piece in pieces(item)]))
    (verdict,) = checked(copy, "What is said?", items).verdicts
    assert verdict.state is Grounding.QUOTED
    assert verdict.citations[0].quote == copy


@unhurried
@given(evidence(), st.data(), _NUMBERS)
def test_a_number_that_stands_nowhere_is_never_supported(
    items: tuple[Shown, ...], data: st.DataObject, number: int
) -> None:
    everything = " ".join(item.text for item in items)
    assume(not re.search(rf"\b{number}\b", everything))
    copy = data.draw(st.sampled_from([piece for item in items for piece in pieces(item)]))
    numbers = list(re.finditer(r"(?<![-\w])\d+", copy))
    place = data.draw(st.sampled_from(numbers))
    changed = copy[: place.start()] + str(number) + copy[place.end() :]
    assert [verdict.state for verdict in checked(changed, "How much?", items).verdicts] == [
        Grounding.UNSUPPORTED
    ]


@unhurried
@given(evidence(), st.data(), st.sampled_from(["Zorblax", "Quentin Ferrow", "NQX", "Tessera-9"]))
def test_a_name_that_stands_nowhere_is_never_supported(
    items: tuple[Shown, ...], data: st.DataObject, name: str
) -> None:
    copy = data.draw(st.sampled_from([piece for item in items for piece in pieces(item)]))
    spaces = [match.start() for match in re.finditer(" ", copy)]
    at = data.draw(st.sampled_from([0, *spaces]))
    changed = f"{copy[:at]} {name} {copy[at:].lstrip()}".strip()
    assert not {verdict.state for verdict in checked(changed, "Who was it?", items).verdicts} & FIRM


@unhurried
@given(evidence(), st.data())
def test_a_negated_copy_is_never_supported(items: tuple[Shown, ...], data: st.DataObject) -> None:
    copy = data.draw(st.sampled_from([piece for item in items for piece in pieces(item)]))
    verb = re.search(r"\b(was|is|belongs|costs)\b", copy)
    assert verb is not None
    changed = f"{copy[: verb.end()]} {data.draw(st.sampled_from(['not', 'never', 'no longer']))}{copy[verb.end() :]}"
    assert not {verdict.state for verdict in checked(changed, "What is said?", items).verdicts} & FIRM


@unhurried
@given(st.data())
def test_a_copy_without_its_negation_is_never_supported(data: st.DataObject) -> None:
    subject, verb, thing = (
        data.draw(_SUBJECTS),
        data.draw(st.sampled_from(["open", "move", "lend", "repair"])),
        data.draw(_OBJECTS),
    )
    negation = data.draw(st.sampled_from(["may not", "must never", "cannot"]))
    items = (shown(f"{subject} {negation} {verb} {thing} at night. {subject} is old."),)
    changed = f"{subject} may {verb} {thing} at night."
    assert (
        not {verdict.state for verdict in checked(changed, f"May {subject} {verb} {thing}?", items).verdicts}
        & FIRM
    )


@unhurried
@given(st.text(max_size=300), st.text(max_size=60), evidence())
def test_any_text_is_a_draft(draft: str, question: str, items: tuple[Shown, ...]) -> None:
    checked(draft, question, items)


@unhurried
@given(st.text(min_size=1, max_size=200), st.text(max_size=200))
def test_any_text_is_evidence(text: str, draft: str) -> None:
    items = (shown(text, base=7),)
    checked(draft, "What?", items)
    checked(text, "What?", items)


@unhurried
@given(evidence(), st.data())
def test_one_source_more_takes_no_support_away(items: tuple[Shown, ...], data: st.DataObject) -> None:
    copy = data.draw(st.sampled_from(pieces(items[0])))
    before = checked(copy, "What is said?", items[:1])
    after = checked(copy, "What is said?", items)
    assert len(after.sentences) >= len(before.sentences)


@unhurried
@given(evidence(), st.data())
def test_citation_marks_change_nothing_but_the_count(items: tuple[Shown, ...], data: st.DataObject) -> None:
    copy = data.draw(st.sampled_from([piece for item in items for piece in pieces(item)]))
    number = data.draw(st.integers(1, 9))
    plain, marked = (
        checked(copy, "What is said?", items),
        checked(f"{copy} [{number}]", "What is said?", items),
    )
    assert plain.sentences == marked.sentences
    assert (plain.cited, marked.cited) == (0, 1)
