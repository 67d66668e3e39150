"""Ordinals, dates, units and short forms: where a full stop ends a sentence and where it does not."""

from __future__ import annotations

import time

import pytest

from app.retrieval.sentences import SentenceSplitter

SPLITTER = SentenceSplitter()


def cut(text: str) -> list[str]:
    return [text[span.start : span.end] for span in SPLITTER.split(text)]


@pytest.mark.parametrize(
    "sentences",
    [
        ("Die Anmeldung endet am 12. November.", "Danach ist die Liste zu."),
        ("Der Vertrag läuft bis zum 30. Juni 2026.", "Er wird nicht verlängert."),
        ("Im 3. Obergeschoss liegt das Archiv.", "Die 2. Mahnung kostet 5 Euro."),
        ("Am 1. und 2. Weihnachtstag ist zu.", "Sonst ist offen."),
        ("Das Treffen ist am 7. Okt. 2025 im Saal.", "Bitte pünktlich sein."),
        ("Es meldeten sich 14.", "Danach war Schluss."),
        ("Smlouva končí 30. Září 2025.", "Poté platí nová."),
        ("Fristen er 4. Mai 2025.", "Svar kommer senere."),
        ("Hakemus jätetään 9. Toukokuuta.", "Vastaus tulee pian."),
        ("Karl IV. regierte lange.", "Er starb in Prag."),
        ("Es gilt Ziff. 4 der Ordnung.", "Die Halle liegt in der Gartenstr. 12."),
        ("Der Umbau kostet 3 Mio. Franken.", "Der Rat stimmt zu."),
        ("The crate weighs 40 kg.", "Two people lift it."),
        ("The beam carries 2.5 t.", "It is tested yearly."),
        ("The fee rose by 4.5 per cent.", "Members were told."),
        ("The pump moves 30 l.", "Then it rests."),
        ("The line takes 16 A.", "The fuse is slow."),
        ("In 2019 J. Weber joined.", "She leads the team."),
        ("We sold 31.", "April was better, and it is the month that we like."),
        ("See No. 12 for the rule.", "It holds for all."),
    ],
)
def test_each_sentence_is_whole(sentences: tuple[str, ...]) -> None:
    assert cut(" ".join(sentences)) == list(sentences)


def test_a_line_break_inside_a_date_does_not_matter() -> None:
    assert cut("Die Meldung muss spätestens am 28.\nFebruar vorliegen und wird dann\ngeprüft.") == [
        "Die Meldung muss spätestens am 28.\nFebruar vorliegen und wird dann\ngeprüft."
    ]


def test_a_dated_item_of_a_list_is_whole() -> None:
    assert (
        cut("- 9. April 2024: hoist inspected by Ole\n- 2. May 2024: scales inspected by Ina")[0]
        == "- 9. April 2024: hoist inspected by Ole"
    )


@pytest.mark.parametrize(
    "words", ["1" * 200_000, "5 kg. " * 40_000, "im 2. Stock " * 20_000, "am 1. Mai " * 20_000]
)
def test_long_texts_take_little_time(words: str) -> None:
    SPLITTER.split("Warm.")
    begun = time.process_time()
    SPLITTER.split(words)
    assert time.process_time() - begun < 4
