"""Other forms of a word, compounds, and which words of a question are worth looking for."""

from __future__ import annotations

import numpy as np
import pytest

from app.retrieval.evidence import held_share
from app.retrieval.question import Compounding, Inflected, make_query
from app.retrieval.search import rarest

VECTOR = np.zeros(4, dtype=np.float32)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("urlaub", "jahresurlaub"), ("resturlaub", "urlaub"), ("tage", "arbeitstag"), ("wagen", "dienstwagen"), ("heck", "hecken"),
        ("zahler", "wasserzahler"), ("zeiten", "arbeitszeit"), ("nyckel", "reservnyckel"), ("sleutel", "kastsleutel"),
    ],
)  # fmt: skip
def test_a_compound_meets_its_part(one: str, other: str) -> None:
    assert Compounding(one).meets(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("orte", "sport"), ("raum", "traum"), ("rat", "monat"), ("eis", "preis"), ("2024", "x2024")],
)
def test_words_that_only_end_alike_do_not_meet(one: str, other: str) -> None:
    assert not Compounding(one).meets(other)


@pytest.mark.parametrize(
    ("one", "other"), [("недель", "недели"), ("klucze", "kluczy"), ("controlla", "controllate")]
)
def test_endings_that_the_stemmer_does_not_know_do_not_part_a_word(one: str, other: str) -> None:
    assert Inflected(one).meets(other)


@pytest.mark.parametrize(
    ("one", "other"), [("подают", "подписывает"), ("salle", "salarié"), ("costa", "costruzione")]
)
def test_a_common_beginning_is_not_enough(one: str, other: str) -> None:
    assert not Inflected(one).meets(other)


def test_an_english_question_knows_nothing_of_compounds() -> None:
    held = frozenset({"transaction"})
    english = make_query("Which action is due?", {}, 10, VECTOR)
    assert "action" in english.terms and all(type(term) is str for term in english.terms)
    assert held_share("action", held) == 0.0
    german = make_query("Wie viel Urlaub gibt es?", {}, 10, VECTOR, "de")
    assert [type(term) for term in german.terms] == [Compounding]
    assert 0.0 < held_share(german.terms[0], frozenset({"jahresurlaub"})) < 1.0


def test_in_a_small_collection_no_word_is_too_common_to_be_looked_for() -> None:
    assert rarest({"pump": 4, "weigh": 4}, 4, 0.2) == ["pump", "weigh"]
    assert rarest({"pump": 900, "gasket": 12, "quokka": 0}, 1000, 0.2) == ["gasket", "quokka"]


def test_a_query_is_never_left_without_a_word_that_occurs() -> None:
    assert rarest({"pump": 900, "quokka": 0}, 1000, 0.2) == ["pump", "quokka"]
    assert rarest({}, 0, 0.2) == []
