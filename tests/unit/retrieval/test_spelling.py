"""Misspelt words are read as the collection spells them, and nothing else is touched."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import pytest

from app.core.language.spelling import distance
from app.core.language.text import words
from app.retrieval.spelling import Correction, corrected

TEXTS = [
    "The Delta-2 has a pressure of 6 bar. Harris checks the gasket.",
    "Descale the kettle with vinegar. Lessons on the accordion are on Friday.",
    "Maintenance of the MRI scanner is done by Mr Meyer. Each questionnaire is kept.",
]
ORDINARY = {"garage", "vacation", "what", "weigh", "wash", "lesson", "check"}


def known(forms: Sequence[str]) -> dict[str, int]:
    return {form: sum(form in {word.form for word in words(text)} for text in TEXTS) for form in forms}


def similar(form: str) -> Mapping[str, int]:
    every = {word.form for text in TEXTS for word in words(text)}
    return {other: 1 for other in every if distance(form, other, 2) <= 2}


def texts(word: str) -> list[str]:
    return [text for text in TEXTS if re.search(rf"\b{word}\b", text, re.IGNORECASE)]


def read(question: str) -> str:
    return corrected(question, known, similar, texts, ORDINARY.__contains__)[0]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("What is the presure of the Dleta-2?", "What is the pressure of the Delta-2?"),
        ("how do i descale the ketle", "how do i descale the kettle"),
        ("MAINTENENCE OF THE SCANER", "MAINTENANCE OF THE SCANNER"),
        ("Is there an acordion lesson on friday?", "Is there an accordion lesson on friday?"),
        ("who keeps the qestionaire", "who keeps the questionnaire"),
        ("Vinegr for the kettle?", "Vinegar for the kettle?"),
        ("Does Haris check it?", "Does Harris check it?"),
    ],
)
def test_a_misspelt_word_is_read_as_the_collection_spells_it(typed: str, meant: str) -> None:
    assert read(typed) == meant


@pytest.mark.parametrize(
    "question",
    [
        "What does the Delta-4 weigh?",
        "Is there a garage?",
        "Who is Mr Meier?",
        "What is VX-45?",
        "Where is the Gamma-2 kept?",
        "kiln",
        "",
        "Wo ist der Kessel, und warum dampft keiner mehr hinten im Flur?",
    ],
)
def test_what_is_no_slip_stays(question: str) -> None:
    assert read(question) == question


def test_each_correction_is_told_once() -> None:
    text, found = corrected("presure, presure and ketle", known, similar, texts, ORDINARY.__contains__)
    assert text == "pressure, pressure and kettle"
    assert found == (Correction("presure", "pressure"), Correction("ketle", "kettle"))


def test_a_word_that_no_text_of_the_scope_has_is_not_brought_in() -> None:
    text, found = corrected("the presure", known, similar, lambda _: [], ORDINARY.__contains__)
    assert (text, found) == ("the presure", ())
