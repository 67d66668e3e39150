"""What counts as one sentence, in prose and in everything that is not prose."""

from __future__ import annotations

import pytest

from app.retrieval.sentences import LONGEST, SentenceSplitter


@pytest.fixture(scope="module")
def splitter() -> SentenceSplitter:
    return SentenceSplitter()


def _sentences(splitter: SentenceSplitter, text: str) -> list[str]:
    return [text[span.start : span.end] for span in splitter.split(text)]


def test_hard_wrapped_lines_are_read_on(splitter: SentenceSplitter) -> None:
    text = "The valve opens at\n4 bar and closes at\n3 bar. It is tested\nevery year."
    assert _sentences(splitter, text) == [
        "The valve opens at\n4 bar and closes at\n3 bar.",
        "It is tested\nevery year.",
    ]


def test_windows_line_ends_keep_their_offsets(splitter: SentenceSplitter) -> None:
    text = "The valve opens at\r\n4 bar. It closes\r\nat 3 bar."
    assert _sentences(splitter, text) == ["The valve opens at\r\n4 bar.", "It closes\r\nat 3 bar."]


def test_abbreviations_and_decimals_end_nothing(splitter: SentenceSplitter) -> None:
    text = "Dr. Vale met the U.S. team at 5 p.m. on Monday, e.g. for version 3.11.2. They agreed on $3.50."
    assert _sentences(splitter, text) == [
        "Dr. Vale met the U.S. team at 5 p.m. on Monday, e.g. for version 3.11.2.",
        "They agreed on $3.50.",
    ]


def test_a_blank_line_always_ends_a_sentence(splitter: SentenceSplitter) -> None:
    assert _sentences(splitter, "a title without a full stop\n\nand the text below it") == [
        "a title without a full stop",
        "and the text below it",
    ]


@pytest.mark.parametrize("blank", ["\n\n", "\r\n\r\n", "\n \t \n", "\n\f"])
def test_blank_lines_of_any_make(splitter: SentenceSplitter, blank: str) -> None:
    assert _sentences(splitter, f"one thing{blank}another thing") == ["one thing", "another thing"]


def test_headings_stand_alone(splitter: SentenceSplitter) -> None:
    text = "# Warranty\nIt lasts two years.\nScope of cover\n==============\nOnly parts are covered."
    assert _sentences(splitter, text) == [
        "# Warranty",
        "It lasts two years.",
        "Scope of cover",
        "Only parts are covered.",
    ]


def test_a_short_line_of_extracted_text_is_a_heading(splitter: SentenceSplitter) -> None:
    text = "PROBABLE CAUSE\nThe pilot misjudged the height of the trees at the end of the strip and\nhit the wires."
    assert _sentences(splitter, text)[0] == "PROBABLE CAUSE"


def test_table_rows_stand_alone_and_rules_are_nothing(splitter: SentenceSplitter) -> None:
    text = "| Part | Price |\n|------|-------|\n| Valve No. 4 | 3.50 |\n| Seal. Red | 1.20 |"
    assert _sentences(splitter, text) == [
        "| Part | Price |",
        "| Valve No. 4 | 3.50 |",
        "| Seal. Red | 1.20 |",
    ]


def test_header_fields_stand_alone_with_their_continuation(splitter: SentenceSplitter) -> None:
    text = "From: Ana Ruiz\nTo: Ben Okafor,\n    Cleo Marsh\nSubject: Late pumps"
    assert _sentences(splitter, text) == [
        "From: Ana Ruiz",
        "To: Ben Okafor,\n    Cleo Marsh",
        "Subject: Late pumps",
    ]


def test_a_marker_belongs_to_its_item(splitter: SentenceSplitter) -> None:
    text = "1. Switch it on. Wait for the lamp.\n2. Read the\n   value."
    assert _sentences(splitter, text) == ["1. Switch it on.", "Wait for the lamp.", "2. Read the\n   value."]


def test_a_number_in_running_text_starts_no_item(splitter: SentenceSplitter) -> None:
    text = "The lever is the one that figure\n7 of the manual shows and the text on the page explains."
    assert _sentences(splitter, text) == [text]


def test_a_short_list_is_read_with_its_introduction(splitter: SentenceSplitter) -> None:
    text = "Unpack the box. The kit holds:\n- a probe\n- a cable\nReturn the box."
    assert _sentences(splitter, text) == [
        "Unpack the box.",
        "The kit holds:\n- a probe\n- a cable",
        "Return the box.",
    ]


def test_an_item_of_a_long_list_knows_what_it_is_an_item_of(splitter: SentenceSplitter) -> None:
    items = "\n".join(
        f"- the part with the number {number} and the drawing that goes with it" for number in range(8)
    )
    text = f"The kit holds:\n{items}"
    spans = splitter.split(text)
    assert text[spans[0].start : spans[0].end] == "The kit holds:"
    assert [span.lead for span in spans[1:]] == ["The kit holds:"] * 8
    assert {span.lead_start for span in spans[1:]} == {0}


def test_a_list_after_a_blank_line_keeps_its_introduction(splitter: SentenceSplitter) -> None:
    spans = splitter.split("Steps to take:\n\n1. Switch it on.\n2. Wait.")
    assert [span.lead for span in spans] == ["", "Steps to take:", "Steps to take:"]


def test_a_lead_ends_with_its_list(splitter: SentenceSplitter) -> None:
    spans = splitter.split("Steps to take:\n\n1. Switch it on.\n2. Wait.\n\nThe lamp is green.")
    assert spans[-1].lead == ""


def test_text_without_an_end_is_cut(splitter: SentenceSplitter) -> None:
    text = "word " * 1000
    spans = splitter.split(text)
    assert all(span.end - span.start <= LONGEST for span in spans)
    assert sum(text[span.start : span.end].count("word") for span in spans) == 1000


@pytest.mark.parametrize("text", ["", "   \n\n\t", "---", "***\n\n===", "…"])
def test_text_without_a_word_has_no_sentence(splitter: SentenceSplitter, text: str) -> None:
    assert splitter.split(text) == ()


def test_an_introduction_is_read_with_the_one_line_that_it_introduces(splitter: SentenceSplitter) -> None:
    text = "The probable cause of this accident was:\nThe pilot's late flare.\nWeather played no part."
    assert _sentences(splitter, text) == [
        "The probable cause of this accident was:\nThe pilot's late flare.",
        "Weather played no part.",
    ]
