"""Whole conversations: what is understood of each question is one that a person would ask."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from app.answering.clauses import aside, asked_of, deed, is_people, is_sound, joined, parted, spruced
from app.answering.followup import rewrite
from app.answering.topics import Turn

HERE = Path(__file__).parent
Question = tuple[str, list[str]]


def read(name: str) -> list[list[Question]]:
    """Return the conversations of a file, each question with what may be understood of it."""
    found: list[list[Question]] = [[]]
    for line in (HERE / name).read_text("utf-8").splitlines():
        if not line.strip():
            found.append([])
        elif line.startswith("? "):
            found[-1].append((line[2:], []))
        elif line.startswith("= "):
            found[-1][-1][1].append(line[2:])
    return [conversation for conversation in found if conversation]


DEVELOPING, KEPT = read("dialogues.txt"), read("dialogues-kept.txt")


def test_there_are_enough_conversations() -> None:
    assert len(DEVELOPING) >= 20
    assert len(KEPT) >= 10
    assert all(3 <= len(conversation) <= 5 for conversation in [*DEVELOPING, *KEPT])


@pytest.mark.parametrize("conversation", [*DEVELOPING, *KEPT], ids=lambda conversation: conversation[0][0])
def test_a_conversation_is_understood_as_a_person_would(conversation: list[Question]) -> None:
    before: list[Turn] = []
    for asked, want in conversation:
        understood = rewrite(asked, before)
        assert understood.question in (want or [asked])
        assert understood.asked == asked
        before.insert(0, Turn(want[0] if want else asked))


@pytest.mark.parametrize("conversation", [*DEVELOPING, *KEPT], ids=lambda conversation: conversation[0][0])
def test_what_is_understood_of_a_conversation_as_it_comes_is_never_glued_together(
    conversation: list[Question],
) -> None:
    before: list[Turn] = []
    for asked, _ in conversation:
        understood = rewrite(asked, before).question
        assert is_sound(understood)
        before.insert(0, Turn(understood))


@pytest.mark.parametrize("conversation", [*DEVELOPING, *KEPT], ids=lambda conversation: conversation[0][0])
@pytest.mark.parametrize(
    "asked",
    [
        "and if I'm in B instead?",
        "what about them",
        "ok and Berlin?",
        "why",
        "how long does it take",
        "who decides",
    ],
)
def test_whatever_short_form_follows_is_no_heap_of_words(conversation: list[Question], asked: str) -> None:
    assert is_sound(rewrite(asked, [Turn(conversation[0][0])]).question)


def test_a_follow_up_is_understood_at_once() -> None:
    questions = [asked for conversation in DEVELOPING for asked, _ in conversation]
    started = time.process_time()
    for before, asked in zip(questions, questions[1:], strict=False):
        rewrite(asked, [Turn(before)])
    assert (time.process_time() - started) / len(questions) < 0.01


def test_a_question_is_written_as_a_sentence() -> None:
    assert spruced("ok and  whats a buddy") == "What is a buddy?"
    assert spruced("thanks! who's the owner?") == "Who is the owner?"
    assert spruced("can i, if i'm new") == "Can I, if I'm new?"
    assert joined("ok, and the pump?")
    assert not joined("Android phones?")


def test_a_condition_is_told_from_what_is_asked() -> None:
    assert parted("Where do I get a key if I'm new?") == ("Where do I get a key", "if I'm new")
    assert parted("If the lamp is lit, may I open it?") == ("May I open it", "if the lamp is lit")
    assert parted("When does the shop open?") == ("When does the shop open", "")
    assert aside("Who signs it, about the lease?") == ("Who signs it?", "the lease")


@pytest.mark.parametrize(
    ("question", "doing"),
    [
        ("How do I book a van?", "book a van"),
        ("Who approves purchases above 50 euros?", "approve purchases above 50 euros"),
        ("How long does it take to dry the paint?", "dry the paint"),
        ("Which form do I use?", ""),
        ("How many days do I get?", ""),
        ("What is a sprint?", ""),
    ],
)
def test_what_a_question_is_about_doing(question: str, doing: str) -> None:
    assert deed(question) == doing


def test_a_question_about_oneself_is_asked_of_others() -> None:
    assert asked_of("Do I get my key when I'm new?", "guests") == "Do guests get their key when they are new?"
    assert asked_of("Am I insured?", "the trainee") == "Is the trainee insured?"
    assert asked_of("Who signs it?", "guests") == ""


def test_people_are_told_from_things() -> None:
    assert all(map(is_people, ["contractors", "the new hire", "part-timers", "nurses", "Trainees"]))
    assert not any(map(is_people, ["papers", "a laptop", "the fees", "RV-7", ""]))


@pytest.mark.parametrize(
    "glued",
    [
        "Where do I get it if if I'm in B in A?",
        "Do a guest pay?",
        "What the trailer do volunteers need?",
        "How many days of if I'm new do I get?",
    ],
)
def test_what_was_glued_together_is_seen(glued: str) -> None:
    assert not is_sound(glued)
