from __future__ import annotations

import pytest

from app.core.documents.documents import Label, Passage
from app.retrieval.contradictions import Statement, differences, sentences, statements
from app.retrieval.sentences import SentenceSplitter

SPLITTER = SentenceSplitter()


def passage(text: str, document: str = "d", heading: tuple[str, ...] = (), start: int = 0) -> Passage:
    return Passage(
        "p",
        document,
        f"v-{document}",
        "e",
        Label.INTERNAL,
        "T",
        "/t",
        heading,
        None,
        start,
        start + len(text),
        text,
        "2024-01-01",
    )


def said(item: Passage, own: tuple[str, ...] = ()) -> list[Statement]:
    return statements(sentences([item], SPLITTER), own)


def apart(left: str, right: str, own: tuple[str, ...] = ()) -> list[tuple[list[str], list[str]]]:
    """Return what differs, as written on each side."""
    one = said(passage(left, "l"), own)
    other = said(passage(right, "r"), own)
    return [
        ([value.text for value in a.values], [value.text for value in b.values])
        for a, b in differences(one, other)
    ]


@pytest.mark.parametrize(
    ("left", "right", "found"),
    [
        ("The valve opens at 6.5 bar.", "The valve opens at 7.25 bar.", [(["6.5 bar"], ["7.25 bar"])]),
        (
            "A customer may return a catalogue product within 30 days of delivery.",
            "Catalogue products may be returned within 21 days of delivery.",
            [(["30 days"], ["21 days"])],
        ),
        (
            "The review is due on 3 May 2025 at the latest.",
            "The review is due on 2025-06-03 at the latest.",
            [(["3 May 2025"], ["2025-06-03"])],
        ),
        ("Payment within 30 days.", "Payment within fourteen days.", [(["30 days"], ["fourteen days"])]),
        (
            "The fee is 10 %, at least 40 euros.",
            "The fee is 15 %, at least 40 euros.",
            [(["10 %"], ["15 %"])],
        ),
    ],
)
def test_the_same_said_with_another_value_is_found(
    left: str, right: str, found: list[tuple[list[str], list[str]]]
) -> None:
    assert apart(left, right) == found


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("The pump weighs 1,250.0 kg without oil.", "The pump weighs 1250 kg without oil."),
        ("The review is due on 3 May 2025.", "The review is due on 2025-05-03."),
        ("It is inspected every twelve months by the team.", "It is inspected every 12 months by the team."),
        ("Valve RV-7 opens at 6.5 bar in normal use.", "Valve RV-9 opens at 7.0 bar in normal use."),
        ("The office closes at 18:00 on Fridays.", "A parcel weighs at most 30 kg in the office."),
        ("Send the form in 3 copies to the office.", "Send the form within 5 days to the office."),
        ("1. Open the relief valve slowly by hand.", "2. Open the relief valve slowly by hand."),
        ("The tank holds 40 litres of water.", "The tank holds 40 litres of water, or 35 litres of oil."),
    ],
)
def test_what_says_no_other_value_of_the_same_thing_is_left_alone(left: str, right: str) -> None:
    assert apart(left, right) == []


def test_the_date_of_a_document_itself_is_no_disagreement() -> None:
    left = said(
        passage("Price list 2019 of the northern branch, valid from 1 March 2019.", "l"), ("2019-03-01",)
    )
    right = said(
        passage("Price list 2026 of the northern branch, valid from 1 February 2026.", "r"), ("2026-02-01",)
    )
    assert differences(left, right) == []


def test_rows_of_a_table_meet_by_their_codes() -> None:
    left = "TQ-40   Rotary torque transducer, 40 N·m     1,480.00\nTQ-250  Rotary torque transducer, 250 N·m    1,920.00"
    right = "| TQ-250 | Rotary torque transducer, 250 N·m | 2,460.00 |\n| TQ-40 | Rotary torque transducer, 40 N·m | 1,890.00 |"
    assert apart(left, right) == [(["1,480.00"], ["1,890.00"]), (["1,920.00"], ["2,460.00"])]


def test_a_sentence_that_agrees_somewhere_settles_it() -> None:
    right = "The pump must be oiled every 5 weeks by the team.\n\nThe pump must be oiled every 6 weeks by the team."
    assert apart("The pump must be oiled every 6 weeks by the team.", right) == []


def test_sentences_that_both_have_word_for_word_need_no_looking_into() -> None:
    one, other = (
        sentences([passage("It weighs 5 kg in all.\n\nIt holds\n7 litres of oil.", name)], SPLITTER)
        for name in "lr"
    )
    assert len(statements(one, ())) == 2
    assert statements(one, (), {item.text for item in other}) == []


def test_places_are_offsets_into_the_document() -> None:
    text = "Nothing.\n\nThe relief valve opens at 6.5 bar."
    one = said(passage(text, "l", start=100), ())
    other = said(passage("The relief valve opens at 7 bar.", "r"), ())
    ((left, right),) = differences(one, other)
    assert text[left.start - 100 : left.end - 100] == left.quote == "The relief valve opens at 6.5 bar."
    assert text[left.values[0].start - 100 : left.values[0].end - 100] == "6.5 bar"
    assert (left.document, left.version, right.document) == ("l", "v-l", "r")


def test_masked_values_never_differ() -> None:
    assert (
        apart(
            "The account number of the supplier is ████ 4471.",
            "The account number of the supplier is ████ ████.",
        )
        == []
    )


def test_in_a_long_document_of_equal_sentences_the_code_tells_which_is_meant() -> None:
    def listing(odd: int) -> str:
        return "\n\n".join(
            f"The part P-{number} weighs {number + odd * (number == 77)} grams in the store."
            for number in range(3_000)
        )

    assert apart(listing(0), listing(1)) == [(["77 grams"], ["78 grams"])]
