"""What the evidence says about itself, the fit over it, and the words for what is missing."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from app.answering.confidence import (
    NAMES,
    Calibrator,
    Example,
    Features,
    cross_validated,
    features,
    fit,
    reason,
)
from app.core.answers.answers import Evidence
from app.core.documents.documents import Label
from app.core.errors import InvalidSettings
from app.resources import resource
from app.retrieval.question import Query, make_query


def _query(text: str) -> Query:
    return make_query(text, {}, 0, np.zeros(4, dtype=np.float32))


def _evidence(
    quote: str,
    *,
    window: str = "",
    title: str = "Pump manual",
    passage: str = "p1",
    met: tuple[float, ...] = (),
) -> Evidence:
    return Evidence(
        passage, "d1", "v1", Label.INTERNAL, title, "/shelf/pump.md", None, (), 0, len(quote), quote, 0.8, 0.6, 0.5, "2024-05-01",
        0, len(window or quote), window or quote, meaning=0.7, met=met, alone=0.6, echo=0.5,
    )  # fmt: skip


def test_full_coverage_is_one() -> None:
    found = features(_query("Is the seal replaced?"), [_evidence("The seal is replaced yearly.")])
    assert found.coverage == found.reach == 1.0


def test_neighbours_and_titles_reach_but_do_not_cover() -> None:
    query = _query("Is the pump seal replaced?")
    found = features(
        query, [_evidence("It is replaced yearly.", window="The seal is soft. It is replaced yearly.")]
    )
    assert found.coverage < 0.6
    assert found.reach == 1.0


def test_a_missing_name_counts_and_a_missing_number_counts_double() -> None:
    quote = [_evidence("The bench was sold to the workshop.")]
    none = features(_query("Was the bench sold to the workshop?"), quote).absent
    name = features(_query("Was the bench sold to Okafor?"), quote).absent
    number = features(_query("Was the bench sold to 4711?"), quote).absent
    assert none == 0.0
    assert number == pytest.approx(2 * name)
    assert name > 0.2


def test_the_first_word_of_a_question_is_no_name() -> None:
    assert features(_query("Benches sold?"), [_evidence("Nothing of the kind.")]).absent == 0.0


def test_the_worst_met_important_term_is_the_gap() -> None:
    query = _query("bench seal")
    assert features(query, [_evidence("The bench.", met=(0.9, 0.2))]).gap == pytest.approx(0.8)
    assert features(query, [_evidence("The bench.", met=(0.9, 0.9))]).gap == pytest.approx(0.1)


def test_lead_and_focus_compare_the_best_with_the_rest() -> None:
    others = [
        replace(_evidence("Other."), meaning=0.3),
        replace(_evidence("Another.", passage="p2"), meaning=0.5),
    ]
    found = features(_query("seal"), [_evidence("The seal."), *others])
    assert found.lead == pytest.approx(0.3)
    assert found.focus == pytest.approx(2 / 3)


def test_no_feature_depends_on_the_size_of_the_collection() -> None:
    evidence = [_evidence("The seal is replaced yearly.", met=(0.9, 0.8))]
    small = make_query("seal replaced", {"seal": 2, "replac": 2}, 100, np.zeros(4, dtype=np.float32))
    large = make_query(
        "seal replaced", {"seal": 2000, "replac": 2000}, 100_000, np.zeros(4, dtype=np.float32)
    )
    assert features(small, evidence).values() == pytest.approx(features(large, evidence).values(), abs=0.05)


def test_every_feature_is_written_into_a_trace_and_read_back() -> None:
    found = features(_query("Was the bench sold to Okafor?"), [_evidence("The bench was sold.")])
    assert tuple(found.as_json()) == NAMES
    assert Features(**json.loads(json.dumps(found.as_json()))).values() == pytest.approx(
        found.values(), abs=1e-6
    )


# The calibrator


def _examples(count: int = 200, seed: int = 7) -> list[Example]:
    """Answerable questions have better coverage than near misses, and off-topic ones have none."""
    draw = random.Random(seed)
    made = []
    for at in range(count):
        fold = f"d{at % 5}"
        for answerable, near, middle in ((True, False, 0.7), (False, True, 0.4), (False, False, 0.1)):
            value = min(1.0, max(0.0, draw.gauss(middle, 0.12)))
            made.append(
                Example(
                    Features(coverage=value, reach=value, gap=1 - value, echo=value), answerable, near, fold
                )
            )
    return made


def test_a_fit_tells_the_kinds_apart_and_gives_up_what_it_may() -> None:
    examples = _examples()
    fitted = fit(examples, "v", "e", lost=0.05)
    kept = [
        fitted.probability(example.features) >= fitted.threshold for example in examples if example.answerable
    ]
    off = [
        fitted.probability(example.features) < fitted.threshold
        for example in examples
        if not example.answerable and not example.near
    ]
    assert sum(kept) / len(kept) == pytest.approx(0.95, abs=0.006)
    assert sum(off) / len(off) > 0.99


def test_more_coverage_is_more_probable() -> None:
    fitted = fit(_examples(), "v", "e")
    assert fitted.probability(Features(coverage=0.9, reach=0.9, gap=0.1, echo=0.9)) > 0.9
    assert fitted.probability(Features(coverage=0.1, reach=0.1, gap=0.9, echo=0.1)) < 0.1


def test_a_constant_feature_does_no_harm() -> None:
    fitted = fit(_examples(), "v", "e")
    assert all(np.isfinite(weight) for weight in fitted.weights.values())


def test_no_evidence_has_no_probability() -> None:
    assert fit(_examples(), "v", "e").probability(Features()) == 0.0


def test_both_kinds_are_needed() -> None:
    with pytest.raises(InvalidSettings):
        fit([example for example in _examples(10) if example.answerable], "v", "e")


def test_cross_validation_never_sees_its_own_fold() -> None:
    examples = _examples(40)
    poisoned = [
        replace(example, answerable=not example.answerable, near=False) if example.fold == "d0" else example
        for example in examples
    ]
    at = [place for place, example in enumerate(examples) if example.fold == "d0"]
    clean, other = cross_validated(examples), cross_validated(poisoned)
    assert [clean[place] for place in at] == [other[place] for place in at]
    assert clean != other


def test_a_calibrator_says_for_which_embedder_it_is() -> None:
    fitted = fit(_examples(20), "v", "all-minilm-l6-v2")
    assert fitted.fits("all-minilm-l6-v2")
    assert not fitted.fits("another")


def test_the_shipped_calibration_is_for_this_version() -> None:
    shipped = Calibrator.load(resource("calibration", "all-minilm-l6-v2.json"))
    assert shipped.fits("all-minilm-l6-v2")
    assert 0.05 < shipped.threshold < 0.6
    good = Features(
        coverage=0.9, reach=1.0, gap=0.1, absent=0.0, lead=0.3, focus=0.4, alone=0.8, echo=0.8, strength=2.2, margin=0.5, nearness=0.8,
        stands_out=0.4, peak=1.2,
    )  # fmt: skip
    poor = Features(
        coverage=0.1, reach=0.2, gap=0.9, absent=0.5, lead=0.0, focus=0.2, alone=0.2, echo=0.3, strength=0.3, margin=0.0, nearness=0.15,
        stands_out=0.05, peak=0.2,
    )  # fmt: skip
    assert shipped.probability(good) > 0.95
    assert shipped.probability(poor) < 0.05


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", '{"version": "1", "embedder": "e", "weights": {}, "bias": 0, "threshold": 0.5}']
)
def test_a_file_that_is_no_calibration_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "e.json"
    path.write_text(text)
    with pytest.raises(InvalidSettings):
        Calibrator.load(path)


def test_a_missing_calibration_is_named(tmp_path: Path) -> None:
    with pytest.raises(InvalidSettings, match="Calibration not found: other.json"):
        Calibrator.load(tmp_path / "other.json")


# Reasons


def _reason(question: str, *evidence: Evidence) -> tuple[str, str]:
    query = _query(question)
    return reason(features(query, evidence), query, evidence)


def test_what_comes_closest_is_said_and_an_everyday_word_is_not_called_missing() -> None:
    why, needed = _reason("What warranty does the CB-12 have?", _evidence("The CB-12 is a bench."))
    assert (
        why == "The closest match is in “Pump manual”. It mentions “CB-12”, but does not answer the question."
    )
    assert "“CB-12”" in needed or "“warranty”" in needed


def test_a_missing_name_is_named_and_a_missing_word_is_not() -> None:
    why, _ = _reason("What discount does Okafor get?", _evidence("The bench is grey."))
    assert why == "None of the closest passages mentions “Okafor”. The closest match is in “Pump manual”."


def test_a_designation_that_nothing_speaks_of_is_named_whole() -> None:
    why, _ = _reason(
        "What does the seal of the VX-45 cost?", _evidence("The seal of the VX-12 costs 45 euros.")
    )
    assert why == "None of the closest passages mentions “VX-45”. The closest match is in “Pump manual”."


def test_a_missing_kind_of_answer_is_named() -> None:
    why, needed = _reason("When was the seal replaced?", _evidence("The seal was replaced by the workshop."))
    assert why == "The closest match is in “Pump manual”, but it does not give a date or time."
    assert "a date or time" in needed


def test_words_that_never_meet_are_no_answer() -> None:
    why, _ = _reason(
        "Is the seal of the crane red?",
        _evidence("The crane is tall."),
        _evidence("The red seal leaks.", passage="p2"),
    )
    assert (
        why == "The closest match is in “Pump manual”. It mentions “crane”, but does not answer the question."
    )


def test_even_covered_words_may_not_answer() -> None:
    why, needed = _reason("What does the seal do?", _evidence("The seal leaks."))
    assert why
    assert needed


def test_nothing_found_is_said() -> None:
    why, needed = _reason("What warranty does the bench have?")
    assert why.startswith("Nothing")
    assert "“warranty”" in needed


@pytest.mark.parametrize("question", ["What is it?", "???", "Who are you?"])
def test_a_question_about_nothing_is_survived(question: str) -> None:
    for evidence in ((), (_evidence("The seal."),)):
        why, needed = _reason(question, *evidence)
        assert why
        assert needed
