"""A question goes first: embedding pauses while it lasts, and a change is seen by whole questions only."""

from __future__ import annotations

import threading
from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from app.core.errors import Cancelled
from app.core.work import CancelToken
from app.inference.protocols import Reading
from app.inference.turns import Turns, embed_in_turn

PATIENCE = 20.0


class Counting:
    """An embedder whose vector is the text's length, and that tells of each call."""

    id, sha256, dimensions, max_tokens = "counting", "0" * 64, 3, 256

    def __init__(self) -> None:
        self.calls: list[list[str]] = []
        self.called = threading.Event()

    def embed(self, texts: Sequence[str], *, asked: bool = False) -> NDArray[np.float32]:
        self.calls.append(list(texts))
        self.called.set()
        return np.array([[len(text)] * 3 for text in texts], dtype=np.float32)

    def read(self, texts: Sequence[str]) -> list[Reading]:
        return []

    def count_tokens(self, text: str) -> int:
        return len(text.split())


def test_vectors_come_back_in_order_whatever_the_batches() -> None:
    texts = ["word " * number for number in (9, 1, 5, 3, 7)]
    vectors = embed_in_turn(Counting(), texts, Turns(), CancelToken(), batch=2)
    assert vectors[:, 0].tolist() == [len(text) for text in texts]


def test_embedding_pauses_between_batches_while_a_question_is_under_way() -> None:
    turns, embedder = Turns(), Counting()
    done = threading.Event()
    gave_way = threading.Event()

    def embed() -> None:
        embed_in_turn(embedder, ["a", "b", "c", "d"], turns, CancelToken(), batch=1)
        done.set()

    class Watched(Turns):
        def give_way(self, cancel: CancelToken) -> None:
            gave_way.set()
            super().give_way(cancel)

    turns = Watched()
    with turns.question(), turns.question():  # evidence is looked for within a question
        thread = threading.Thread(target=embed)
        thread.start()
        assert gave_way.wait(PATIENCE)
        assert embedder.calls == []
    assert done.wait(PATIENCE)
    thread.join()
    assert len(embedder.calls) == 4
    assert turns.pauses == 1


def test_a_question_does_not_wait_for_embedding() -> None:
    turns = Turns()
    with turns.embedding(CancelToken()), turns.question():
        pass


def test_one_at_a_time_embeds_and_a_wait_ends_when_it_is_cancelled() -> None:
    turns, token = Turns(), CancelToken()
    token.cancel()
    with turns.embedding(CancelToken()), pytest.raises(Cancelled), turns.embedding(token):
        pass
    with turns.question(), pytest.raises(Cancelled):
        embed_in_turn(Counting(), ["a"], turns, token)
    with turns.question(), pytest.raises(Cancelled), turns.between_questions(token):
        pass
    with turns.embedding(CancelToken()):
        pass


def test_a_change_waits_for_the_question_and_the_next_question_for_the_change() -> None:
    turns = Turns()
    order: list[str] = []
    changing, asked = threading.Event(), threading.Event()

    def change() -> None:
        with turns.between_questions():
            changing.set()
            assert not asked.wait(0)
            order.append("change")

    def ask() -> None:
        assert changing.wait(PATIENCE)
        with turns.question():
            asked.set()
            order.append("next")

    threads = [threading.Thread(target=change), threading.Thread(target=ask)]
    with turns.question():
        for thread in threads:
            thread.start()
        order.append("first")
        assert not changing.is_set()
    for thread in threads:
        thread.join(PATIENCE)
    assert order == ["first", "change", "next"]


def test_embedding_gets_on_though_one_question_follows_the_other() -> None:
    turns = Turns(longest=0.05)
    with turns.question():
        vectors = embed_in_turn(Counting(), ["a", "b"], turns, CancelToken(), batch=1)
    assert vectors.shape[0] == 2
    assert turns.pauses == 2
