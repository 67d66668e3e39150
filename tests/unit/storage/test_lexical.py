"""Full text: what counts as a word, that nothing a user types is syntax, and that frequencies are the index's
own.
"""

from __future__ import annotations

import time
from typing import Any

import pytest

from app.core.audit import AuditEvent
from app.core.documents.documents import Label
from app.storage.lexical import Lexical, _tokens_of


def _found(records: Any, *words: str) -> set[str]:
    hits = records.lexical.search(records.scope(), list(words), 50)
    return {
        passage.text for passage in records.library.passages(records.scope(), [rowid for rowid, _ in hits])
    }


def test_words_meet_whatever_their_ending_case_and_accent(records: Any) -> None:
    records.fill("Measured valves.\n\nCafé pressure.")
    assert _found(records, "valve") == {"Measured valves."}
    assert _found(records, "MEASURING") == {"Measured valves."}
    assert _found(records, "cafe") == {"Café pressure."}


def test_better_matches_come_first_and_k_is_a_limit(records: Any) -> None:
    records.fill(
        "\n\n".join(
            ["torque wrench setting"] + [f"torque number {number} and other words" for number in range(30)]
        )
    )
    hits = records.lexical.search(records.scope(), ["torque", "wrench"], 5)
    assert len(hits) == 5
    assert [score for _, score in hits] == sorted((score for _, score in hits), reverse=True)
    assert records.library.passages(records.scope(), [hits[0][0]])[0].text == "torque wrench setting"


def test_k_is_reached_although_better_hits_lie_outside_the_scope(records: Any) -> None:
    records.fill(
        "\n\n".join(["torque torque torque"] * 1 + [f"torque torque {number}" for number in range(40)]),
        label=Label.RESTRICTED,
    )
    records.fill(
        "\n\n".join(f"a torque among many other words {number}" for number in range(20)),
        path="/shop/b.txt",
        label=Label.PUBLIC,
    )
    scope = records.scope(records.analyst)
    hits = records.lexical.search(scope, ["torque"], 15)
    assert len(hits) == 15
    assert {passage.label for passage in records.library.passages(scope, [rowid for rowid, _ in hits])} == {
        Label.PUBLIC
    }


@pytest.mark.parametrize(
    "word",
    [
        '"',
        '" OR "valve',
        "valve*",
        "title:valve",
        "valve NEAR shop",
        "NOT",
        "-valve",
        "^valve",
        "(",
        "",
        "  ",
        "\0",
        "\ud800",
        "{a b} : c",
    ],
)
def test_nothing_typed_is_syntax(records: Any, word: str) -> None:
    records.fill("Bleed the valve.")
    records.lexical.search(records.scope(), [word], 10)
    records.lexical.frequencies([word])


def test_a_word_of_two_tokens_is_a_phrase(records: Any) -> None:
    records.fill("Version 3.5 of it.\n\nThe 5 of 3.")
    assert _found(records, "3.5") == {"Version 3.5 of it."}


def test_title_and_heading_are_searched(records: Any) -> None:
    records.add(records.new("Words.", title="Gearbox manual", heading=("Lubrication",)))
    assert _found(records, "gearbox") == {"Words."}
    assert _found(records, "lubricating") == {"Words."}


def test_frequencies_count_passages_as_the_index_sees_words(records: Any) -> None:
    document = records.fill("A valve.\n\nTwo valves, valved.\n\nNumber 3.5 here.\n\nOnly 5.")
    words = ["valve", "Valves", "3.5", "5", "nothing", "", "the"]
    assert records.lexical.frequencies(words) == {
        "valve": 2,
        "Valves": 2,
        "3.5": 1,
        "5": 2,
        "nothing": 0,
        "": 0,
        "the": 0,
    }
    assert records.lexical.total() == 4
    with records.database.transaction() as tx:
        records.library.remove(tx, document)
        tx.audit(records.steward, AuditEvent.REMOVE, document)
    assert records.lexical.document_frequency("valve") == 0
    assert records.lexical.total() == 0


def test_tokens_keep_their_word(records: Any) -> None:
    assert _tokens_of(["Running", "3.5", "", "naïve"]) == {
        "Running": ("run",),
        "3.5": ("3", "5"),
        "": (),
        "naïve": ("naiv",),
    }


def _many(number: int) -> str:
    """Passage `number`: "valve" stands in all of them, "torque" in a third, "gasket" in one of forty."""
    spoken = ["valve", *(["torque"] if number % 3 == 0 else []), *(["gasket"] if number % 40 == 0 else [])]
    return f"{' '.join(spoken * (1 + number % 4))} and {'other words ' * (number % 7)}{number}"


def test_common_words_rank_what_rare_words_find_and_the_scores_stay_the_same(records: Any) -> None:
    records.fill("\n\n".join(map(_many, range(1, 401))))
    words = ["valve", "torque", "gasket"]
    every = dict(records.lexical.search(records.scope(), words, 400))
    best = records.lexical.search(records.scope(), words, 8)
    for driving in (10, 30, 150):
        sparing = Lexical(records.database, driving)
        assert sparing.search(records.scope(), words, 8) == best
        assert all(
            every[rowid] == pytest.approx(score)
            for rowid, score in sparing.search(records.scope(), words, 10)
        )


def test_common_words_find_what_the_scope_may_read_when_the_rare_ones_do_not(records: Any) -> None:
    records.fill("\n\n".join(f"gasket {number}" for number in range(40)), label=Label.RESTRICTED)
    records.fill(
        "\n\n".join(f"the valve of pump {number}" for number in range(60)),
        path="/shop/b.txt",
        label=Label.PUBLIC,
    )
    scope = records.scope(records.analyst)
    assert len(Lexical(records.database, 45).search(scope, ["gasket", "valve"], 20)) == 20


def test_spellings_that_a_word_may_be_a_slip_of_come_with_their_counts(records: Any) -> None:
    records.fill(
        "Bleed the valve at low pressure.\n\nValves of the calendar.\n\nA questionnaire on accommodation."
    )
    assert records.lexical.similar("vavle")["valve"] == 2
    assert records.lexical.similar("presure") == {"pressure": 1}
    assert "calendar" in records.lexical.similar("calender")
    assert "accommodation" in records.lexical.similar("acomodation")
    assert records.lexical.similar("windmill") == {}
    assert records.lexical.similar("пример") == {}


def test_similar_spellings_are_found_in_no_time(records: Any) -> None:
    records.fill(
        "\n\n".join(f"valve {number} of pump {number} with pressure {number * 7}" for number in range(2000))
    )
    records.lexical.similar("presure")
    started = time.process_time()
    for _ in range(10):
        records.lexical.similar("presure")
    assert (time.process_time() - started) / 10 < 0.1
