"""The batches of a prompt: the same whether its beginning is cached or not."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.inference.worker import Chunk, common_chunks, plan_chunks


@given(st.lists(st.integers(0, 9), min_size=1, max_size=60), st.integers(0, 60), st.integers(1, 16))
def test_chunks_cover_the_prompt_once_in_order(tokens: list[int], fixed: int, batch: int) -> None:
    fixed = min(fixed, len(tokens))
    chunks = plan_chunks(tokens, fixed, batch)
    assert [token for chunk in chunks for token in chunk.tokens] == tokens
    assert [chunk.start for chunk in chunks] == [
        sum(len(c.tokens) for c in chunks[:i]) for i in range(len(chunks))
    ]
    assert all(0 < len(chunk.tokens) <= batch for chunk in chunks)


@given(
    st.lists(st.integers(0, 9), min_size=1, max_size=30),
    st.lists(st.integers(0, 9), min_size=1, max_size=30),
    st.integers(1, 30),
)
def test_same_fixed_part_is_reused_whatever_follows(first: list[int], second: list[int], batch: int) -> None:
    fixed = [7, 7, 7, 8, 9]
    cached = plan_chunks(fixed + first, len(fixed), batch)
    wanted = plan_chunks(fixed + second, len(fixed), batch)
    reused = sum(len(chunk.tokens) for chunk in wanted[: common_chunks(cached, wanted)])
    assert reused >= len(fixed)
    assert (fixed + first)[:reused] == (fixed + second)[:reused]


def test_last_chunk_is_always_evaluated() -> None:
    chunks = plan_chunks([1, 2, 3], 2, 8)
    assert chunks == [Chunk(0, (1, 2)), Chunk(2, (3,))]
    assert common_chunks(chunks, chunks) == 1


def test_other_batches_of_the_same_tokens_are_not_reused() -> None:
    assert common_chunks(plan_chunks([1, 2, 3, 4], 2, 8), plan_chunks([1, 2, 3, 4], 3, 8)) == 0
