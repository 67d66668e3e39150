"""Properties of sentence spans over any text."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from app.retrieval.sentences import LONGEST, SentenceSplitter

_SPLITTER = SentenceSplitter()
_PIECES = st.sampled_from(
    [
        "The valve opens.", "a", "Dr. ", "e.g. ", "3.5", " ", "\n", "\r\n", "\n\n", "\f", "- item\n", "1. ", "# Head\n", "| a | b |\n",
        "|---|\n",
        "Title: x\n", "=====\n", "it holds:", "\t", "(", ")", '"', "?", "!", "…", "\ufffe", "\u2028", "ß", "é", "█", "No. 7", ":", "w" * 50,
    ]
)  # fmt: skip
_TEXTS = st.one_of(st.text(max_size=300), st.lists(_PIECES, max_size=40).map("".join))


@settings(max_examples=300, deadline=None)
@given(_TEXTS)
def test_spans_are_ordered_disjoint_and_trimmed(text: str) -> None:
    end = 0
    for span in _SPLITTER.split(text):
        assert end <= span.start < span.end <= len(text)
        quote = text[span.start : span.end]
        assert quote == quote.strip()
        assert len(quote) <= LONGEST
        end = span.end


@settings(max_examples=300, deadline=None)
@given(_TEXTS)
def test_no_sentence_crosses_a_blank_line(text: str) -> None:
    for span in _SPLITTER.split(text):
        assert not re.search(r"\n[ \t]*\r?\n", text[span.start : span.end])


@settings(max_examples=300, deadline=None)
@given(_TEXTS)
def test_every_letter_and_digit_is_in_a_sentence(text: str) -> None:
    covered: set[int] = set()
    for span in _SPLITTER.split(text):
        covered.update(range(span.start, span.end))
    assert [at for at, char in enumerate(text) if char.isalnum() and at not in covered] == []


@settings(max_examples=100, deadline=None)
@given(_TEXTS)
def test_a_lead_stands_before_its_item(text: str) -> None:
    for span in _SPLITTER.split(text):
        if span.lead:
            assert span.lead_start < span.start
            assert " ".join(text[span.lead_start :].split()).startswith(span.lead)
        else:
            assert span.lead_start == span.start
