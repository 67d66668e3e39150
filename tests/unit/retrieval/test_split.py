from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.documents.documents import Block, BlockKind, Extraction, Page
from app.retrieval.split import split

PARTS = st.lists(
    st.tuples(
        st.sampled_from(
            [
                BlockKind.HEADING,
                BlockKind.PARAGRAPH,
                BlockKind.LIST_ITEM,
                BlockKind.TABLE_ROW,
                BlockKind.BOILERPLATE,
            ]
        ),
        st.lists(
            st.sampled_from(["valve", "opens", "at", "6.5", "bar.", "Ünïcode", "the", "ring."]),
            min_size=1,
            max_size=60,
        ),
        st.integers(1, 3),
    ),
    max_size=12,
)


def extraction(parts: list[tuple[BlockKind, list[str], int]], pages: tuple[Page, ...] = ()) -> Extraction:
    text = ""
    blocks = []
    for kind, words, level in parts:
        start = len(text)
        text += " ".join(words)
        blocks.append(Block(kind, start, len(text), level if kind is BlockKind.HEADING else 0))
        text += "\n\n"
    return Extraction(text, tuple(blocks), "text/plain", "test", "1", pages)


def tokens(text: str) -> int:
    return len(text.split())


@given(PARTS, st.integers(5, 40))
def test_passages_are_disjoint_in_order_and_hold_every_indexed_word(
    parts: list[tuple[BlockKind, list[str], int]], budget: int
) -> None:
    whole = extraction(parts)
    cuts = split(whole, tokens, budget)
    last = 0
    held: set[int] = set()
    for ordinal, cut in enumerate(cuts):
        assert cut.ordinal == ordinal
        assert last <= cut.start < cut.end <= len(whole.text)
        assert whole.text[cut.start : cut.end].strip() == whole.text[cut.start : cut.end]
        last = cut.end
        held.update(range(cut.start, cut.end))
    for block in whole.blocks:
        letters = {at for at in range(block.start, block.end) if not whole.text[at].isspace()}
        if block.kind is BlockKind.BOILERPLATE:
            assert not letters & held
        elif block.kind is not BlockKind.HEADING:
            assert letters <= held


@given(PARTS, st.integers(8, 40))
def test_a_passage_keeps_to_the_budget(parts: list[tuple[BlockKind, list[str], int]], budget: int) -> None:
    whole = extraction(parts)
    assert all(tokens(whole.text[cut.start : cut.end]) <= budget for cut in split(whole, tokens, budget))


def test_a_passage_carries_its_heading_path() -> None:
    whole = extraction(
        [
            (BlockKind.HEADING, ["Manual"], 1),
            (BlockKind.HEADING, ["Valve"], 2),
            (BlockKind.PARAGRAPH, ["opens"], 0),
            (BlockKind.HEADING, ["Ring"], 2),
            (BlockKind.PARAGRAPH, ["closes"], 0),
        ]
    )
    assert [(cut.heading, whole.text[cut.start : cut.end]) for cut in split(whole, tokens, 50)] == [
        (("Manual", "Valve"), "opens"),
        (("Manual", "Ring"), "closes"),
    ]


def test_a_heading_with_nothing_beneath_it_can_still_be_found() -> None:
    whole = extraction(
        [
            (BlockKind.HEADING, ["Withdrawn", "valves"], 1),
            (BlockKind.HEADING, ["Rings"], 1),
            (BlockKind.PARAGRAPH, ["closes"], 0),
        ]
    )
    assert [whole.text[cut.start : cut.end] for cut in split(whole, tokens, 50)] == [
        "Withdrawn valves",
        "closes",
    ]


def test_a_passage_does_not_cross_a_page() -> None:
    parts = [(BlockKind.PARAGRAPH, ["first"], 0), (BlockKind.PARAGRAPH, ["second"], 0)]
    at = extraction(parts).blocks[1].start
    whole = extraction(parts, (Page(1, 0, at), Page(2, at, at + 8)))
    assert [(cut.page, whole.text[cut.start : cut.end]) for cut in split(whole, tokens, 50)] == [
        (1, "first"),
        (2, "second"),
    ]


def test_rows_of_different_tables_stay_apart() -> None:
    text = "A | 1\nB | 2\nC | 3"
    blocks = (
        Block(BlockKind.TABLE_ROW, 0, 5, context="Part | Price"),
        Block(BlockKind.TABLE_ROW, 6, 11, context="Part | Price"),
        Block(BlockKind.TABLE_ROW, 12, 17, context="Part | Weight"),
    )
    cuts = split(Extraction(text, blocks, "text/plain", "test", "1"), tokens, 50)
    assert [(text[cut.start : cut.end], cut.context) for cut in cuts] == [
        ("A | 1\nB | 2", "Part | Price"),
        ("C | 3", "Part | Weight"),
    ]


def test_a_long_paragraph_is_cut_into_parts_of_about_the_same_length() -> None:
    sentence = "The relief valve opens at six bar and then closes again. "
    whole = Extraction(
        sentence * 20, (Block(BlockKind.PARAGRAPH, 0, len(sentence) * 20),), "text/plain", "test", "1"
    )
    lengths = [tokens(whole.text[cut.start : cut.end]) for cut in split(whole, tokens, 100)]
    assert max(lengths) <= 100
    assert min(lengths) >= 50


@pytest.mark.parametrize("unit", ["x", "水", ".", "word ", "a@", "Short sentence. "])
def test_a_run_without_end_is_cut_with_work_in_proportion(unit: str) -> None:
    counted = 0

    def count(words: str) -> int:
        nonlocal counted
        counted += len(words)
        return (
            len(words) // 4 + 1 if unit != "x" else 1
        )  # an embedder takes an endless word for a single unknown one

    text = unit * (400_000 // len(unit))
    cuts = split(
        Extraction(text, (Block(BlockKind.PARAGRAPH, 0, len(text)),), "text/plain", "test", "1"), count, 160
    )
    assert "".join(text[cut.start : cut.end] for cut in cuts).replace(" ", "") == text.replace(" ", "")
    assert max(cut.end - cut.start for cut in cuts) <= 4000
    assert counted < 150 * len(text)


def test_a_name_that_is_no_valid_text_is_embedded_all_the_same() -> None:
    from app.retrieval.split import addressed

    assert addressed("caf\udce9", ("Menu",), "Soup of the day.") == "caf? > Menu: Soup of the day."
