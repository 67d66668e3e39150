"""What a person reads of any Markdown leads back to the raw words that it was made from."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.core.documents.shown import Edit, clipped, in_order, view
from app.reading.blocks import RAW_TEXT
from app.reading.markup import read_markdown
from app.reading.plain import decode

MARKS = (
    "*", "**", "_", "__", "`", "``", "~~", "[", "](", "](x)", "]", "![", "[^1]", "[[", "]]", "<", "<b>", "</b>", "<!-- ", " -->",
    "<s>", "</s>", "{% ", " %}", "{{ ", " }}", "{# ", " #}", "{: .note}", "\\*", "&amp;", "|", " | ",
    "\n| a | b |\n|---|---|\n| 1 | 2 |\n", "\n- ", "\n1. ", "\n> ", "\n# ", "\n\n", "\n", "\t", ":::", "!!! note \"Mind\"\n", "```",
    "\n```\n", "---\n", "\u00ad", "\u00a0", "\u200b", "<br>", "https://a.example",
)  # fmt: skip
TEXTS = st.lists(
    st.one_of(st.sampled_from(MARKS), st.text(st.sampled_from("ab Zä9.,é"), min_size=1, max_size=6)),
    max_size=40,
).map("".join)


@given(TEXTS)
def test_edits_of_any_markdown_are_disjoint_in_order_and_inside_the_text(text: str) -> None:
    extraction = read_markdown(text.encode(), "a.md")
    assert RAW_TEXT not in extraction.notices
    assert extraction.text == decode(text.encode())[0]
    at = 0
    for edit in extraction.edits:
        assert at <= edit.start <= edit.end <= len(extraction.text)
        assert edit.end > edit.start or edit.text or edit.column >= 0
        at = edit.end


@given(TEXTS, st.data())
def test_every_stretch_of_what_is_read_quotes_a_stretch_of_the_raw_text(
    text: str, data: st.DataObject
) -> None:
    extraction = read_markdown(text.encode(), "a.md")
    raw = extraction.text
    low = data.draw(st.integers(0, len(raw)))
    high = data.draw(st.integers(low, len(raw)))
    reading = clipped((), extraction.edits, low, high)
    shown = view(raw[low:high], reading, "Name | Price")
    assert len(shown.text) == len(shown.starts) == len(shown.ends)
    assert all(0 <= start <= end <= high - low for start, end in zip(shown.starts, shown.ends, strict=True))
    assert list(shown.starts) == sorted(shown.starts)
    assert list(shown.ends) == sorted(shown.ends)
    begin = data.draw(st.integers(0, len(shown.text)))
    end = data.draw(st.integers(begin, len(shown.text)))
    first, last = shown.span(begin, end)
    assert 0 <= first <= last <= high - low
    assert shown.quote(begin, end) == raw[low + first : low + last]
    for at in range(begin, end):
        # What was not put in stands in the quote.
        if shown.ends[at] - shown.starts[at] == 1 and shown.raw[shown.starts[at]] == shown.text[at]:
            assert first <= shown.starts[at] < last


PLACES = st.integers(-2, 62)


@given(
    st.integers(0, 60),
    st.lists(
        st.builds(Edit, PLACES, PLACES, st.sampled_from(("", "x", "two ")), st.integers(-1, 2)), max_size=12
    ),
)
def test_any_edits_are_put_in_order_without_one_lying_in_another(length: int, edits: list[Edit]) -> None:
    kept = in_order(edits, length)
    assert all(0 <= edit.start <= edit.end <= length for edit in kept)
    assert all(one.end <= two.start for one, two in zip(kept, kept[1:], strict=False))
    assert in_order(kept, length) == kept
    raw = "".join(chr(97 + number % 26) for number in range(length))
    shown = view(raw, clipped((), kept, 0, length), "")
    assert list(shown.starts) == sorted(shown.starts)
    assert list(shown.ends) == sorted(shown.ends)
