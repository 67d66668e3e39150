"""Stand-ins for the parts that are slow and replaceable: the models behind protocols."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Sequence

from app.core.errors import ModelCrashed
from app.core.work import CancelToken
from app.inference.protocols import ChatTemplate, Generation, GeneratorInfo, Piece, Stopped


class FakeGenerator:
    """Replays a queue of drafts; an exception in the queue is raised. It counts every word as a token."""

    def __init__(self, drafts: Iterable[str | Exception]) -> None:
        self._drafts = deque(drafts)
        self._words: list[str] = []
        self.prompts: list[str] = []
        self.closed = False
        template = ChatTemplate("<s>", "<u>", "<a>")
        self.info = GeneratorInfo(
            "fake", "0" * 64, "fake.gguf", 2048, "fake", 1, 1, 0, "cpu", template, (), 0
        )

    def tokenize(self, pieces: Sequence[Piece]) -> list[tuple[int, ...]]:
        found = []
        for piece in pieces:
            ids = []
            for word in piece.text.split():
                self._words.append(word)
                ids.append(len(self._words) - 1)
            found.append(tuple(ids))
        return found

    def generate(
        self,
        tokens: Sequence[int],
        max_tokens: int,
        on_text: Callable[[str], None],
        cancel: CancelToken,
        stop: tuple[str, ...] = (),
        fixed: int = 0,
    ) -> Generation:
        self.prompts.append(" ".join(self._words[token] for token in tokens))
        draft = self._drafts.popleft()
        if isinstance(draft, Exception):
            raise draft
        on_text(draft)
        # A draft that ends in "…" broke off there.
        text = draft.removesuffix("…")
        stopped = Stopped.END if text == draft else Stopped.LENGTH
        return Generation(text, len(tokens), fixed, tuple(range(len(text.split()))), 1, 2, stopped)

    def close(self) -> None:
        self.closed = True


CRASH = ModelCrashed("The model's process died.", "Ask again.")
