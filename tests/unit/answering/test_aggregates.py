"""Counts and lists over the collection, told from facts that a sentence states."""

from __future__ import annotations

import pytest

from app.answering.aggregates import LIMIT, aggregate_request


@pytest.mark.parametrize(
    "question",
    [
        "How many documents mention torque?",
        "how many documents",
        "How many PDF files are there?",
        "How many e-mails did Ana send?",
        "How many policies do we have?",
        "How many accident reports describe engine failure?",
        "In how many reports was fuel exhaustion the cause?",
        "Which documents mention the warranty?",
        "Which of the policies refer to contractors?",
        "What files were updated last week?",
        "List all policies.",
        "Please list all reports about icing",
        "Can you show me every file that mentions CB-12?",
        "How often is the T4 sensor mentioned?",
        "How many times was the supplier named?",
        "How often does CB-12 appear in the manuals?",
        "What is the total price across all invoices?",
        "Give me the number of documents that cite the standard",
    ],
)
def test_a_count_or_list_over_the_collection_is_recognised(question: str) -> None:
    assert aggregate_request(question) == LIMIT


@pytest.mark.parametrize(
    "question",
    [
        "How many bolts hold the cover?",
        "How many passengers were aboard?",
        "How many pages may a report have?",
        "How many reviewers must approve a document?",
        "How many files can be uploaded at once?",
        "How often is the sensor calibrated?",
        "How often does the pump need oil?",
        "Which documents do I need to bring?",
        "What policies apply to contractors?",
        "Which report mentions icing?",
        "List all steps of the calibration",
        "What is the total price of the bench?",
        "Name the supplier of the seal",
        "torque sensor T4 warm-up",
        "",
    ],
)
def test_a_fact_that_one_sentence_states_is_an_ordinary_question(question: str) -> None:
    assert aggregate_request(question) is None
