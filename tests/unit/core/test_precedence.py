"""Whoever waits for an answer goes first; what is read meanwhile waits, and not for ever."""

from __future__ import annotations

import threading
import time

import numpy as np
import pytest

from app.core.precedence import Precedence, goes_first
from app.inference.embedder import OnnxEmbedder
from app.inference.patient import STEP, PatientEmbedder


def test_who_gives_way_goes_on_when_the_first_is_done() -> None:
    precedence = Precedence()
    passed, waiting = threading.Event(), threading.Event()

    def read() -> None:
        waiting.set()
        precedence.give_way()
        passed.set()

    with precedence.first():
        thread = threading.Thread(target=read)
        thread.start()
        assert waiting.wait(5)
        assert not passed.wait(0.05)
    assert passed.wait(5)
    thread.join()


def test_questions_without_end_do_not_stop_reading() -> None:
    precedence = Precedence()
    with precedence.first():
        begun = time.monotonic()
        precedence.give_way(most=0.05)
        assert 0.04 < time.monotonic() - begun < 5


def test_an_error_of_the_first_sets_the_others_free() -> None:
    class Asking:
        precedence = Precedence()

        @goes_first
        def answer(self, words: str) -> str:
            raise ValueError(words)

    asking = Asking()
    with pytest.raises(ValueError, match="no"):
        asking.answer("no")
    begun = time.monotonic()
    asking.precedence.give_way(most=5)
    assert time.monotonic() - begun < 1


def test_a_patient_embedder_gives_the_same_vectors(embedder: OnnxEmbedder) -> None:
    texts = [f"The pump {number} delivers {number * 3} litres a minute{' at full load' * (number % 5)}." for number in range(2 * STEP + 3)]
    patient = PatientEmbedder(embedder, Precedence())
    assert np.array_equal(patient.embed(texts), embedder.embed(texts))
    assert patient.embed([]).shape == (0, embedder.dimensions)
