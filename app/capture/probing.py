"""Which of the open questions an interviewer asks next, as a model sees it.

Decision hidden: what of a model's reply is trusted: the number of an open question, and a wording that is one
short question. Invariant: anything else, and a model that is missing, fails or is off, leaves the ladder's
order and words. One call at a time.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence

from app.core.errors import MachineError
from app.core.inquiry.interviewing import Asked, Interview
from app.core.work import CancelToken
from app.inference.protocols import Generator, Piece
from app.resources import resource

_CHOICES = 6
"""Questions a small model can hold apart."""

_SAID = 1200
"""Characters of what was said that it is shown."""

_WORDING = 240
"""Characters of a question."""

_TOKENS = 80
_REPLY = re.compile(r"^\W*(\d{1,2})\s*[:.)–-]\s*(.*)$", re.MULTILINE)


class Probing:
    """Asks a model for the next question."""

    def __init__(self, generator: Callable[[str | None], Generator | None]) -> None:
        self._generator = generator

    def choose(
        self, open_ones: Sequence[Asked], talk: Interview, model: str | None, cancel: CancelToken
    ) -> Asked | None:
        """Return one of the open questions of the ladder's present stage in the model's words, or None when
        there is no use of a model.

        Raises:
            Cancelled.
        """
        if not open_ones or not any(turn.answered for turn in talk.turns):
            return None
        first = open_ones[0]
        choices = [one for one in open_ones if one.stage is first.stage and one.number == first.number][
            :_CHOICES
        ]
        try:
            generator = self._generator(model)
            if generator is None:
                return None
            pieces = _prompt(generator, choices, talk)
            tokens = [token for piece in generator.tokenize(pieces) for token in piece]
            reply = generator.generate(tokens, _TOKENS, lambda _: None, cancel, stop=("\n",)).text
        except MachineError:
            # An interview goes on by its ladder whatever becomes of the model.
            return None
        cancel.raise_if_cancelled()
        return read_reply(reply, choices)


def read_reply(reply: str, choices: Sequence[Asked]) -> Asked | None:
    """Return the question that a model's reply names, in its words where these are one short question; None
    when it names none.
    """
    match = _REPLY.search(reply)
    if match is None or not 1 <= int(match[1]) <= len(choices):
        return None
    chosen = choices[int(match[1]) - 1]
    words = " ".join(match[2].split()).strip("\"“”' ")
    if not words.endswith("?") or words.count("?") > 1 or not 8 <= len(words) <= _WORDING:
        return chosen
    return Asked(chosen.stage, chosen.probe, chosen.number, chosen.point, words)


def _prompt(generator: Generator, choices: Sequence[Asked], talk: Interview) -> list[Piece]:
    words = json.loads(resource("prompts", "interview.json").read_text("utf-8"))
    said = [f"{turn.asked}\n{talk.said(turn)}" for turn in talk.turns if turn.answered][-2:]
    listed = "\n".join(f"{number}: {one.words}" for number, one in enumerate(choices, 1))
    user = f"{words['said']}\n{chr(10).join(said)[-_SAID:]}\n\n{words['open']}\n{listed}\n\n{words['reply']}"
    template = generator.info.template
    return [
        Piece(template.before_system, special=True),
        Piece("\n".join(words["system"]), special=False),
        Piece(template.before_user, special=True),
        Piece(user, special=False),
        Piece(template.before_assistant, special=True),
    ]
