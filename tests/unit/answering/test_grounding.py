"""What a draft may say, and where it must point: on an invented house rule book."""

from __future__ import annotations

import pytest

from app.answering.grounding import Grounded, ground
from app.core.answers.answers import Evidence, Grounding, Shown
from app.core.documents.documents import Label
from app.retrieval.sentences import SentenceSplitter

LEAVE = (
    "Staff receive 30 days of leave a year. Unused leave may not be carried over to the next year. "
    "Leave of more than three weeks is approved by the department head, Ada Brandt. The rule has applied since 7 May 1998."
)
PUMPS = (
    "The HX-200 pump was built by Harrow in 1987. It delivers 4.5 litres per minute at 24 volts. "
    "Harrow sold the patent to Borel for 1.5 million dollars. The motor must never be opened without a permit. "
    "After the fire the pump was moved to the east hall."
)
SPLIT = SentenceSplitter().split


def shown(
    text: str = LEAVE,
    *,
    number: int = 1,
    source: str = "leave",
    title: str = "Leave policy",
    base: int = 1000,
) -> Shown:
    start = base
    item = Evidence(
        passage=f"{source}-{number}", source=source, version="v1", label=Label.INTERNAL, title=title, path=f"/{source}.md", page=2,
        heading=("Rules",), start=start, end=start + len(text), quote=text, score=1 / number, similarity=0.5, coverage=0.5, as_of="",
        window_start=start, window_end=start + len(text), window=text,
    )  # fmt: skip
    return Shown(number, item, start, start + len(text), text)


BOTH = (shown(), shown(PUMPS, number=2, source="pumps", title="Pumps", base=50))


def checked(draft: str, question: str = "What is the rule?", evidence: tuple[Shown, ...] = BOTH) -> Grounded:
    grounded = ground(draft, question, evidence, SPLIT)
    for sentence in grounded.sentences:
        assert sentence.citations and sentence.state is not Grounding.UNSUPPORTED
        for citation in sentence.citations:
            (item,) = [one for one in evidence if one.evidence.source == citation.source]
            assert item.text[citation.start - item.start : citation.end - item.start] == citation.quote
    return grounded


def state(draft: str, question: str = "What is the rule?") -> Grounding:
    (verdict,) = checked(draft, question).verdicts
    return verdict.state


def test_a_copied_sentence_is_quoted_at_its_own_place() -> None:
    (sentence,) = checked("Staff receive 30 days of leave a year. [1]").sentences
    assert sentence.state is Grounding.QUOTED
    (citation,) = sentence.citations
    assert (citation.start, citation.quote) == (1000, "Staff receive 30 days of leave a year.")
    assert (citation.source, citation.kind, citation.page, citation.heading) == (
        "leave",
        "document",
        2,
        ("Rules",),
    )


def test_typography_and_case_do_not_unquote() -> None:
    assert state("“staff  receive 30 days of leave a year”") is Grounding.QUOTED


def test_a_few_copied_words_are_quoted_with_the_sentence_around_them() -> None:
    answer, whole = checked("24 volts.", "At what voltage does the pump deliver?").sentences
    assert (answer.text, answer.state) == ("24 volts.", Grounding.QUOTED)
    assert (
        whole.text
        == whole.citations[0].quote
        == answer.citations[0].quote
        == "It delivers 4.5 litres per minute at 24 volts."
    )


def test_an_answer_and_a_quotation_that_does_not_hold_it_compete() -> None:
    question = "At what voltage does the pump deliver?"
    grounded = checked('24 volts. "After the fire the pump was moved to the east hall." [2]', question)
    assert [one.text for one in grounded.sentences] == [
        "24 volts.",
        "It delivers 4.5 litres per minute at 24 volts.",
    ]
    grounded = checked('30 days. "It delivers 4.5 litres per minute at 24 volts." [2]', question)
    assert [(one.text.split()[0], one.state) for one in grounded.sentences] == [
        ("30", Grounding.PARTIAL),
        ("It", Grounding.QUOTED),
    ]


def test_a_short_answer_points_to_the_sentence_that_the_draft_copied() -> None:
    text = "The drawer holds nine needles. The shelf was ordered in spring. The cabinet holds nine keys."
    grounded = checked(
        'nine. "The cabinet holds nine keys." [1]', "How many does the drawer hold?", (shown(text),)
    )
    assert [one.text for one in grounded.sentences] == ["nine.", "The cabinet holds nine keys."]
    assert {one.citations[0].quote for one in grounded.sentences} == {"The cabinet holds nine keys."}


def test_a_sentence_copied_beside_the_answer_is_not_shown() -> None:
    draft = '24 volts. "The HX-200 pump was built by Harrow in 1987. It delivers 4.5 litres per minute at 24 volts." [2]'
    grounded = checked(draft, "At what voltage does the pump deliver?")
    assert [one.text for one in grounded.sentences] == [
        "24 volts.",
        "It delivers 4.5 litres per minute at 24 volts.",
    ]
    assert [verdict.reason for verdict in grounded.verdicts] == ["", "quoted beside the answer", ""]


def test_other_words_in_another_order_are_supported() -> None:
    (sentence,) = checked("In 1987 Harrow built the pump HX-200.", "Who built it?").sentences
    assert sentence.state is Grounding.SUPPORTED
    assert sentence.citations[0].quote == "The HX-200 pump was built by Harrow in 1987."


def test_the_title_may_name_what_the_sentence_leaves_out() -> None:
    assert state("The leave policy has applied since May 7, 1998.", "Since when?") is Grounding.SUPPORTED


def test_two_adjoining_sentences_make_one_citation() -> None:
    (sentence,) = checked(
        "The HX-200 pump, built by Harrow, delivers 4.5 litres per minute.", "What does it deliver?"
    ).sentences
    assert sentence.state is Grounding.SUPPORTED
    (citation,) = sentence.citations
    assert citation.quote.startswith("The HX-200") and citation.quote.endswith("24 volts.")


def test_two_sentences_apart_make_two_citations() -> None:
    (sentence,) = checked(
        "The HX-200 pump was built in 1987 and moved to the east hall after the fire.", "Where is it?"
    ).sentences
    assert [one.quote.split()[0] for one in sentence.citations] == ["The", "After"]


def test_two_sources_never_support_one_claim_together() -> None:
    assert state("Ada Brandt approved the HX-200 pump.", "Who approved it?") is Grounding.UNSUPPORTED


@pytest.mark.parametrize(
    "draft",
    [
        "Staff receive 31 days of leave a year.",
        "Staff receive 30 weeks of leave a year.",
        "Staff do not receive 30 days of leave a year.",
        "Unused leave may be carried over to the next year.",
        "The rule has applied since 8 May 1998.",
        "The rule has applied since 7 May 1999.",
        "Leave of less than three weeks is approved by the department head.",
        "Leave of more than three weeks is approved by Carl Brandt.",
        "The HX-300 pump was built by Harrow in 1987.",
        "Borel sold the patent to Harrow for 1.5 million dollars.",
        "Harrow sold the patent to Borel for 1.5 billion dollars.",
        "Harrow sold the patent to Borel for 1.5 million euros.",
        "Before the fire the pump was moved to the east hall.",
        "After the fire the pump was moved to the west hall.",
        "The pump was painted green by the museum's volunteers.",
        "The motor must be opened without a permit.",
        "Yes.",
    ],
)
def test_what_the_evidence_does_not_say_is_unsupported_and_not_shown(draft: str) -> None:
    grounded = checked(draft)
    assert [verdict.state for verdict in grounded.verdicts] in ([Grounding.UNSUPPORTED], [])
    assert grounded.sentences == ()


@pytest.mark.parametrize(
    "draft",
    [
        "Harrow received $1.5 million for the patent sold to Borel.",
        "Leave of over 3 weeks is approved by the department head.",
        "It delivers 4.5 liters per minute.",
    ],
)
def test_another_notation_of_a_fact_is_not_held_against_a_claim(draft: str) -> None:
    assert state(draft, "What about it?") in {Grounding.SUPPORTED, Grounding.QUOTED}


def test_a_fragment_from_which_the_negation_was_cut_is_not_quoted() -> None:
    assert state("carried over to the next year.", "What happens with leave?") is not Grounding.QUOTED
    assert state("be opened without a permit", "What must happen with the motor?") is not Grounding.QUOTED


def test_half_covered_is_partial_and_says_why() -> None:
    grounded = checked(
        "The pump was moved to the east hall, where visitors admire its polished casing.",
        "Where is the pump?",
    )
    (verdict,) = grounded.verdicts
    assert verdict.state is Grounding.PARTIAL and verdict.reason
    assert 0 < verdict.coverage < 1


def test_the_questions_own_words_need_not_all_stand_in_the_evidence() -> None:
    question = "On which premises does the contraption stand after the blaze destroyed the workshop?"
    assert state("The pump was moved to the east hall after the blaze.", question) is Grounding.SUPPORTED


def test_a_name_of_the_question_must_stand_in_the_evidence_too() -> None:
    assert (
        state("Zenith built the HX-200 pump in 1987.", "When did Zenith build the HX-200 pump?")
        is not Grounding.SUPPORTED
    )
    assert (
        state("The HX-200 pump was built by Zenith in 1987.", "When did Zenith build the HX-200 pump?")
        is Grounding.UNSUPPORTED
    )


def test_repeating_the_question_is_no_answer() -> None:
    (verdict,) = checked("Harrow built the pump.", "Which pump was built by Harrow?").verdicts
    assert (verdict.state, verdict.reason) == (Grounding.UNSUPPORTED, "only repeats the question")


def test_repeating_a_yes_or_no_question_is_an_answer() -> None:
    assert (
        state("Yes, Harrow built the HX-200 pump.", "Was the HX-200 pump built by Harrow?")
        is Grounding.SUPPORTED
    )


def test_the_citation_is_ours_and_the_models_wrong_number_is_counted() -> None:
    grounded = checked(
        "Harrow built the HX-200 pump in 1987 [1]. Staff receive 30 days of leave a year (1).",
        "Who built it?",
    )
    assert [one.citations[0].source for one in grounded.sentences] == ["pumps", "leave"]
    assert [one.text for one in grounded.sentences][0] == "Harrow built the HX-200 pump in 1987."
    assert (grounded.cited, grounded.wrong_numbers) == (2, 1)
    assert [verdict.model_numbers for verdict in grounded.verdicts] == [(1,), (1,)]


def test_a_number_after_the_full_stop_belongs_to_the_sentence_before() -> None:
    grounded = checked(
        "Harrow built the HX-200 pump in 1987. [2] Staff receive 30 days of leave a year. [1, 2]",
        "Who built it?",
    )
    assert [verdict.model_numbers for verdict in grounded.verdicts] == [(2,), (1, 2)]
    assert grounded.wrong_numbers == 0


@pytest.mark.parametrize(
    "preamble",
    [
        "Based on the evidence, ",
        "According to evidence [2], ",
        "The evidence states that ",
        "Answer: ",
        "1. ",
    ],
)
def test_preambles_are_no_part_of_a_claim(preamble: str) -> None:
    (sentence,) = checked(
        preamble + "the HX-200 pump was built by Harrow in 1987.", "Who built it?"
    ).sentences
    assert sentence.state is Grounding.QUOTED


@pytest.mark.parametrize(
    "refusal",
    [
        "The evidence does not say.",
        "The provided text doesn't mention the pump.",
        "It is not stated in the evidence.",
        "I don't know.",
        "NOT FOUND",
    ],
)
def test_a_refusal_is_recognised_and_is_no_claim(refusal: str) -> None:
    grounded = checked(refusal)
    assert grounded.refused and grounded.verdicts == () and grounded.sentences == ()


def test_a_sentence_that_only_sounds_like_a_refusal_is_a_claim() -> None:
    assert not checked("The motor must never be opened without a permit.").refused


def test_a_copied_sentence_in_the_words_of_a_refusal_is_a_claim() -> None:
    text = "The hull was searched in May. No evidence of a leak was found."
    grounded = checked("No evidence of a leak was found.", "Did it leak?", (shown(text),))
    assert [one.state for one in grounded.sentences] == [Grounding.QUOTED] and not grounded.refused


def test_a_copy_that_broke_off_is_completed_by_the_evidence() -> None:
    grounded = checked("Leave of more than three weeks is approved by the department head, Ada")
    assert [one.text for one in grounded.sentences] == [
        "Leave of more than three weeks is approved by the department head, Ada Brandt."
    ]


def test_instead_of_an_unsupported_claim_stands_the_sentence_it_leaned_on() -> None:
    grounded = checked(
        "Zenith Works moved the pump to the east hall after the fire.", "Where is the pump now?"
    )
    assert grounded.sentences == ()
    (sentence,) = grounded.instead
    assert sentence.state is Grounding.QUOTED
    assert (
        sentence.text == sentence.citations[0].quote == "After the fire the pump was moved to the east hall."
    )


def test_the_best_sentence_is_named_when_the_draft_rests_on_another() -> None:
    evidence = (
        shown("The lamp is red. It hangs in the hall."),
        shown("The lamp of the gate is green.", number=2, source="gate"),
    )
    away = checked("The lamp of the gate is green.", "Which colour has the lamp?", evidence)
    assert away.overlooked is not None and away.overlooked.citations[0].source == "leave"
    assert away.overlooked not in away.sentences
    assert checked("The lamp is red.", "Which colour has the lamp?", evidence).overlooked is None


def test_a_claim_said_twice_is_shown_once() -> None:
    assert (
        len(
            checked("Staff receive 30 days of leave a year. Staff receive 30 days of leave a year.").sentences
        )
        == 1
    )


def test_an_item_of_a_list_is_read_with_the_line_that_introduces_it() -> None:
    text = "The following are not covered by the guarantee of the pump, whatever the reason, and are charged at list price:\n\n"
    text += "".join(
        f"- {part} that came with it or was bought later from one of our dealers\n"
        for part in ("the hose", "the filter")
    )
    evidence = (shown(text),)
    (verdict,) = checked(
        "The guarantee covers the filter.", "Is the filter covered by the guarantee?", evidence
    ).verdicts
    assert verdict.state is not Grounding.SUPPORTED


def test_masked_words_are_compared_as_the_model_saw_them() -> None:
    text = "Call ██████ ███ for the key of the east hall."
    assert checked("Call Ada for the key of the east hall.", "Whom?", (shown(text),)).sentences == ()
    assert checked(text, "Whom?", (shown(text),)).sentences[0].state is Grounding.QUOTED


@pytest.mark.parametrize("draft", ["", "   ", "[1]", "...", '"', "[1][2]\n\n", "█"])
def test_nothing_said_is_nothing_shown(draft: str) -> None:
    assert checked(draft).sentences == ()


def test_without_evidence_nothing_is_shown() -> None:
    assert checked("Staff receive 30 days.", evidence=()).sentences == ()


def test_what_the_draft_said_is_not_quoted_again_with_its_bullet() -> None:
    listed = shown(
        "Before a pump is opened:\n\n- Close the inlet.\n- Ask for a permit.\n", source="list", title="Pumps"
    )
    grounded = checked("Close the inlet. [1]", "What is done before a pump is opened?", (listed,))
    said = [sentence.text.strip("•- ") for sentence in grounded.sentences]
    assert said and len(said) == len(set(said))
