"""Text of tokens: whole characters, and nothing of a stop string."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.inference.streaming import TextStream


def _play(data: bytes, cuts: list[int], stop: tuple[str, ...]) -> tuple[list[str], TextStream]:
    stream = TextStream(stop)
    edges = [0, *sorted(cut % (len(data) + 1) for cut in cuts), len(data)]
    shown = [stream.feed(data[start:end]) for start, end in zip(edges, edges[1:], strict=False)]
    return [*shown, stream.finish()], stream


@given(st.text(alphabet="abcé€🦊 \n", max_size=30), st.lists(st.integers(0, 200), max_size=20))
def test_any_cutting_of_the_bytes_gives_the_same_text(text: str, cuts: list[int]) -> None:
    shown, _ = _play(text.encode(), cuts, ())
    assert "".join(shown) == text
    assert all("\ufffd" not in piece for piece in shown)


@given(st.text(alphabet="ab#\n", max_size=30), st.lists(st.integers(0, 200), max_size=20))
def test_text_ends_before_the_first_stop_string(text: str, cuts: list[int]) -> None:
    shown, stream = _play(text.encode(), cuts, ("\n\n", "##a"))
    ends = [at for at in (text.find("\n\n"), text.find("##a")) if at >= 0]
    # A stop string may be recognised as soon as it is complete, so a longer look-ahead can only find the same
    # first end.
    assert "".join(shown) == (text[: min(ends)] if ends else text)
    assert stream.stopped == bool(ends)


def test_beginning_of_a_stop_string_is_held_back() -> None:
    stream = TextStream(("\nQuestion:",))
    assert stream.feed(b"It opens.\nQues") == "It opens."
    assert stream.feed(b"t of gold") == "\nQuest of gold"
    assert stream.finish() == ""


def test_half_a_character_at_the_end_is_marked() -> None:
    stream = TextStream(())
    assert stream.feed("é".encode()[:1]) == ""
    assert stream.finish() == "\ufffd"
