"""Which sentences are chosen, with a reader whose words are alike when their stems are."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from app.core.documents.documents import Label, Passage
from app.core.language.text import stem, words
from app.core.settings import RetrievalSettings
from app.inference.protocols import Reading
from app.retrieval.evidence import WINDOW, Candidate, EvidenceFinder, held_share
from app.retrieval.question import Query, make_query

DIMENSIONS = 64


class FakeReader:
    """Reads each word as a fixed random direction of its stem, and counts what it was asked to read."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def read(self, texts: Sequence[str]) -> list[Reading]:
        self.texts.extend(texts)
        return [self._one(text) for text in texts]

    def _one(self, text: str) -> Reading:
        found = words(text)
        rows = [_direction(stem(word.form)) for word in found]
        return Reading(
            np.array(rows, dtype=np.float32).reshape(len(rows), DIMENSIONS),
            tuple((word.start, word.end) for word in found),
        )


def _direction(word: str) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    seed = int.from_bytes(hashlib.sha256(word.encode()).digest()[:4], "big")
    return np.random.default_rng(seed).normal(size=DIMENSIONS).astype(np.float32)


def _query(text: str) -> Query:
    mean = np.mean([_direction(stem(word.form)) for word in words(text)], axis=0)
    return make_query(text, {}, 0, (mean / np.linalg.norm(mean)).astype(np.float32))


def _candidate(
    text: str, *, id: str = "p1", title: str = "Pump manual", start: int = 100, similarity: float | None = 0.5
) -> Candidate:
    passage = Passage(
        id,
        f"d-{id}",
        "v1",
        "x1",
        Label.INTERNAL,
        title,
        "/shelf/pump.md",
        ("Care",),
        3,
        start,
        start + len(text),
        text,
        "2024-05-01",
    )
    return Candidate(passage, 1, 1, 0.03, similarity)


@pytest.fixture
def reader() -> FakeReader:
    return FakeReader()


@pytest.fixture
def finder(reader: FakeReader) -> EvidenceFinder:
    return EvidenceFinder(reader, RetrievalSettings())


CARE = "The pump is painted grey. Its seal is replaced every 400 hours by the workshop. The handle is made of oak."


def test_the_sentence_that_answers_comes_first(finder: EvidenceFinder) -> None:
    best = finder.find(_query("How often is the seal replaced?"), [_candidate(CARE)])[0]
    assert best.quote == "Its seal is replaced every 400 hours by the workshop."
    assert best.score > 0.5


def test_the_best_sentence_is_read_by_itself_and_the_others_stay(finder: EvidenceFinder) -> None:
    query = _query("How often is the seal replaced?")
    found = finder.find(query, [_candidate(CARE)])
    read = finder.read_alone(query, found)
    assert (found[0].alone, found[0].echo) == (0.0, 0.0)
    assert read[0].alone > 0.3
    assert read[0].echo > 0.3
    assert replace(read[0], alone=0.0, echo=0.0) == found[0]
    assert read[1:] == found[1:]
    assert finder.read_alone(query, ()) == ()


def test_quote_and_window_are_slices_at_their_offsets(finder: EvidenceFinder) -> None:
    best = finder.find(_query("How often is the seal replaced?"), [_candidate(CARE, start=100)])[0]
    assert CARE[best.start - 100 : best.end - 100] == best.quote
    assert CARE[best.window_start - 100 : best.window_end - 100] == best.window
    assert best.window == CARE


def test_where_it_stands_is_carried_over(finder: EvidenceFinder) -> None:
    best = finder.find(_query("seal"), [_candidate(CARE)])[0]
    assert (best.passage, best.source, best.title, best.page, best.heading, best.as_of) == (
        "p1", "d-p1", "Pump manual", 3, ("Care",), "2024-05-01",
    )  # fmt: skip


def test_a_window_stays_within_its_bound(finder: EvidenceFinder) -> None:
    long = " ".join(["The frame was cast, filed, drilled, painted and dried"] * 9)
    best = finder.find(
        _query("seal replaced"), [_candidate(f"{long}. The seal is replaced yearly. {long}.")]
    )[0]
    assert best.quote == "The seal is replaced yearly."
    assert len(best.window) <= WINDOW


def test_the_kind_of_answer_decides_between_equals(finder: EvidenceFinder) -> None:
    text = (
        "The seal of the pump was replaced by the workshop. The seal of the pump was replaced on 3 May 2024."
    )
    assert finder.find(_query("When was the seal of the pump replaced?"), [_candidate(text)])[
        0
    ].quote.endswith("3 May 2024.")


def test_another_number_is_another_fact(finder: EvidenceFinder) -> None:
    text = "Release 2.2 came out on 21 May 2001.\n\nRelease 2.3 came out on 29 July 2003."
    found = finder.find(_query("When did release 2.3 come out?"), [_candidate(text, title="Releases")])
    assert found[0].quote == "Release 2.3 came out on 29 July 2003."


def test_the_sentence_before_says_what_it_is_about(finder: EvidenceFinder) -> None:
    text = "The crane is the oldest machine. It lifts 12 tons.\n\nThe lorry is the newest machine. It carries 9 tons."
    assert (
        finder.find(_query("How many tons does the crane lift?"), [_candidate(text)])[0].quote
        == "It lifts 12 tons."
    )


def test_an_announcement_is_no_answer(finder: EvidenceFinder) -> None:
    text = "How is the seal replaced?\n\nLoosen the nut and pull the old seal out."
    assert (
        finder.find(_query("How is the seal replaced?"), [_candidate(text)])[0].quote
        == "Loosen the nut and pull the old seal out."
    )


def test_a_heading_or_field_that_repeats_the_title_is_no_answer(finder: EvidenceFinder) -> None:
    text = "Title: Seal replacement\nOwner: Ines Calder\n\nLoosen the nut and pull the old seal out."
    quotes = [
        item.quote
        for item in finder.find(_query("seal replacement"), [_candidate(text, title="Seal replacement")])
    ]
    assert quotes[-1] == "Title: Seal replacement"


def test_a_title_covers_what_its_sentences_take_for_granted(finder: EvidenceFinder) -> None:
    crane = _candidate("It lifts 12 tons at most.", id="crane", title="Crane manual")
    lorry = _candidate("It lifts 9 tons at most.", id="lorry", title="Lorry manual")
    assert finder.find(_query("How much does the crane lift?"), [lorry, crane])[0].passage == "crane"


def test_the_fields_a_document_begins_with_say_what_all_of_it_is_about(finder: EvidenceFinder) -> None:
    fields = "Location: Wausau, WI Registration: N2151J"
    here, elsewhere = (_candidate("The nosewheel dug into soft snow.", id=name) for name in ("p1", "p2"))
    found = finder.find(
        _query("Why did the nosewheel dig in at Wausau?"), [elsewhere, replace(here, masthead=fields)]
    )
    assert found[0].passage == "p1"


def test_a_field_is_the_answer_to_a_question_that_asks_for_it_by_name(finder: EvidenceFinder) -> None:
    text = "Location: Wausau, WI\nRegistration: N2151J\n"
    assert (
        finder.find(_query("What is the registration at Wausau?"), [_candidate(text)])[0].quote
        == "Registration: N2151J"
    )


def test_what_a_named_document_is_stands_where_it_opens(finder: EvidenceFinder) -> None:
    opening = _candidate(
        "This manual tells how pumps are kept in order. It is revised yearly.",
        id="p1",
        title="Manual 12: pumps",
    )
    opening = replace(opening, passage=replace(opening.passage, heading=("Introduction",)))
    other = _candidate("Manual 12 was printed twice.", id="p2", title="Manual 12: pumps")
    found = finder.find(_query("What does manual 12 describe?"), [other, opening])
    assert found[0].quote == "This manual tells how pumps are kept in order."
    assert found[0].titled


def test_the_same_words_are_shown_once(finder: EvidenceFinder) -> None:
    found = finder.find(
        _query("seal replaced"),
        [_candidate("The seal is replaced.", id="a"), _candidate("The seal is replaced.", id="b")],
    )
    assert [item.passage for item in found] == ["a"]


def test_versions_that_differ_in_a_number_are_both_shown(finder: EvidenceFinder) -> None:
    found = finder.find(
        _query("When is the seal replaced?"),
        [
            _candidate("The seal is replaced after 400 hours.", id="a"),
            _candidate("The seal is replaced after 300 hours.", id="b"),
        ],
    )
    assert {item.passage for item in found} == {"a", "b"}


def test_no_more_than_the_settings_allow(reader: FakeReader) -> None:
    finder = EvidenceFinder(reader, RetrievalSettings(evidence=2))
    assert len(finder.find(_query("pump"), [_candidate(CARE)])) == 2


def test_only_what_the_budget_pays_for_is_read(reader: FakeReader) -> None:
    finder = EvidenceFinder(reader, RetrievalSettings(sentences=4))
    finder.find(
        _query("seal"), [_candidate(f"The seal number {at} is fine. " * 10, id=str(at)) for at in range(8)]
    )
    assert sum(text.startswith("Pump manual:") for text in reader.texts) == 2


def test_what_was_read_is_not_read_again(finder: EvidenceFinder, reader: FakeReader) -> None:
    finder.find(_query("seal replaced"), [_candidate(CARE)])
    before = list(reader.texts)
    again = finder.find(_query("seal replaced"), [_candidate(CARE)])
    assert reader.texts == before
    assert again == finder.find(_query("seal replaced"), [_candidate(CARE)])


def test_another_view_of_a_passage_is_another_text(finder: EvidenceFinder) -> None:
    plain = _candidate("Call Ines on 5550100 about the seal.")
    masked = _candidate("Call Ines on ███████ about the seal.")
    assert "5550100" in finder.find(_query("Who knows about the seal?"), [plain])[0].quote
    best = finder.find(_query("Who knows about the seal?"), [masked])[0]
    assert "5550100" not in best.quote + best.window


def test_a_masked_word_is_never_found(finder: EvidenceFinder) -> None:
    best = finder.find(_query("5550100"), [_candidate("Call Ines on ███████ about the seal.")])[0]
    assert best.coverage == 0.0


def test_a_passage_found_by_words_alone_is_judged_like_the_farthest(finder: EvidenceFinder) -> None:
    near = _candidate("The seal is blue.", id="near", similarity=0.6)
    far = _candidate("The lamp is blue.", id="far", similarity=0.2)
    unknown = _candidate("The seal is replaced after 400 hours.", id="unknown", similarity=None)
    assert finder.find(_query("seal replaced hours"), [near, far, unknown])[0].passage == "unknown"


def test_nothing_found_is_no_evidence(finder: EvidenceFinder, reader: FakeReader) -> None:
    assert finder.find(_query("seal"), []) == ()
    assert finder.find(_query("seal"), [_candidate("---")]) == ()


def test_a_question_of_stop_words_is_survived(finder: EvidenceFinder) -> None:
    assert finder.find(_query("what is it"), [_candidate(CARE)])


@pytest.mark.parametrize(
    ("term", "held", "least", "most"),
    [
        ("valv", {"valv"}, 1.0, 1.0),
        ("manufactur", {"manufacturer"}, 0.5, 0.9),
        ("descend", {"descendant"}, 0.5, 0.9),
        ("cat", {"category"}, 0.0, 0.0),
        ("2019", {"20190"}, 0.0, 0.0),
        ("inter", {"internationalisation"}, 0.0, 0.0),
    ],
)
def test_a_longer_form_of_a_word_counts_in_part(term: str, held: set[str], least: float, most: float) -> None:
    assert least <= held_share(term, frozenset(held)) <= most
