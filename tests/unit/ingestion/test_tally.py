"""The time that is left is told well from early on, whatever the order and the sizes of the files."""

from __future__ import annotations

import pytest

from app.ingestion.tally import Estimate

FILE, PASSAGE = 0.03, 0.012
"""Seconds for a file and for a passage, about what they take on two cores."""

Work = list[tuple[str, int, int]]
"""Suffix, bytes and passages of each file in order; -1 passages for a file that is only compared."""

NOTES = [(".md", 2_000 + 37 * number % 900, 3) for number in range(400)]
MANUALS = [(".pdf", 3_000_000, 400) for _ in range(10)]
BOOKS = [(".txt", 900_000, 1_300) for _ in range(8)]


def told(work: Work, at_share: float) -> tuple[float, float]:
    """Return what is told as left when a share of the time has gone, and what really is."""
    estimate, spent, waiting = Estimate(), 0.0, 0
    total = sum(FILE + PASSAGE * passages if passages >= 0 else FILE / 5 for _, _, passages in work)
    for kind, size, _ in work:
        estimate.expect(kind, size)
    left: float | None = None
    for kind, size, passages in work:
        if passages < 0:
            estimate.skip(kind, size)
            spent += FILE / 5
        else:
            estimate.read(kind, size, passages)
            spent += FILE
            waiting += passages
        if waiting >= 64:
            spent += PASSAGE * waiting
            estimate.embed(waiting)
            waiting = 0
        left = estimate.left(spent)
        if spent >= at_share * total and left is not None:
            return left, total - spent
    raise AssertionError("nothing was told in time")


@pytest.mark.parametrize("share", [0.05, 0.1, 0.3, 0.6])
@pytest.mark.parametrize(
    "work", [NOTES, NOTES + BOOKS, BOOKS + NOTES], ids=["notes", "notes, then books", "books, then notes"]
)
def test_text_is_told_within_a_third_from_the_first_twentieth_on(work: Work, share: float) -> None:
    left, truth = told(work, share)
    assert left == pytest.approx(truth, rel=0.34)


def test_the_count_of_files_would_have_been_wrong_by_far() -> None:
    work = NOTES + BOOKS
    total = sum(FILE + PASSAGE * passages for _, _, passages in work)
    notes = sum(FILE + PASSAGE * passages for _, _, passages in NOTES)
    by_files = notes / len(NOTES) * len(BOOKS)
    assert (total - notes) / by_files > 10


@pytest.mark.parametrize("share", [0.3, 0.6])
def test_a_kind_with_few_passages_in_many_bytes_is_learnt_once_it_was_met(share: float) -> None:
    work = [item for pair in zip(NOTES[:10], MANUALS, strict=True) for item in pair]
    left, truth = told(work, share)
    assert left == pytest.approx(truth, rel=0.34)


def test_files_that_are_only_compared_do_not_count_as_read() -> None:
    work = [(".md", 5_000, -1 if number % 20 else 8) for number in range(2_000)]
    left, truth = told(work, 0.3)
    assert left == pytest.approx(truth, rel=0.5)


def test_nothing_is_told_before_anything_was_embedded_and_nothing_is_left_in_the_end() -> None:
    estimate = Estimate()
    estimate.expect(".md", 1_000)
    assert estimate.left(1.0) is None
    estimate.read(".md", 1_000, 2)
    assert estimate.left(1.0) is None
    estimate.embed(2)
    assert estimate.left(1.0) == pytest.approx(0.0, abs=1e-9)
