"""What the rest of the program may expect of a model; only models have protocols, because only they are slow
and replaceable.

Invariant: an embedder gives one text the same vector whatever it is embedded with; a generator gives the same
tokens for the same prompt whether or not the fixed part of it was still in its cache. Both may be called from
any thread, one call at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from app.core.work import CancelToken

if TYPE_CHECKING:  # numpy costs 0.2 s, and this module is imported wherever a type is named
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Reading:
    """A text as the model understood it, token by token; of a sentence, their mean points nearly where its
    vector does.

    Attributes:
        tokens: one row per token, not normalised: shape (tokens, dimensions).
        spans: where each token stands in the text, in characters.
    """

    tokens: NDArray[np.float32]
    spans: tuple[tuple[int, int], ...]


class Embedder(Protocol):
    """Turns texts into unit vectors.

    Attributes:
        id: catalogue id.
        sha256: of the model file.
        dimensions: length of a vector.
        max_tokens: what the model reads of a text; the rest is cut off.
    """

    @property
    def id(self) -> str: ...
    @property
    def sha256(self) -> str: ...
    @property
    def dimensions(self) -> int: ...
    @property
    def max_tokens(self) -> int: ...

    def embed(self, texts: Sequence[str], *, asked: bool = False) -> NDArray[np.float32]:
        """Return one L2-normalised row per text, in the order given: shape (len(texts), dimensions).

        Args:
            asked: the texts are questions, which some models must be told; else they are passages.
        """
        ...

    def read(self, texts: Sequence[str]) -> list[Reading]:
        """Return each text token by token, in the order given; what lies behind `max_tokens` is left out."""
        ...

    def count_tokens(self, text: str) -> int:
        """Return how many tokens `text` has, without the special ones and without cutting it off."""
        ...


class CrossReader(Protocol):
    """Judges a window of text by a question it reads together with it.

    Attributes:
        id: catalogue id of the model it belongs to.
    """

    @property
    def id(self) -> str: ...

    def scores(self, question: str, windows: Sequence[str]) -> list[float]:
        """Return for each window ("title > heading: text") the log odds that it answers the question, in the
        order given.
        """
        ...


@dataclass(frozen=True)
class Piece:
    """A stretch of a prompt.

    Attributes:
        text: as it goes to the model.
        special: whether control tokens written in it count as such: true only for the chat template's own
            text.
    """

    text: str
    special: bool


@dataclass(frozen=True)
class ChatTemplate:
    """A model's chat format around one system and one user message.

    Where a model knows no system message, `before_user` is what separates the two inside the user message.
    """

    before_system: str
    before_user: str
    before_assistant: str


class Stopped(StrEnum):
    """Why a generator stopped."""

    END = "end"
    LENGTH = "length"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class GeneratorInfo:
    """A loaded generator, as it really runs.

    Attributes:
        id: catalogue id.
        sha256: of the model file.
        path: of the model file.
        context: tokens of the window, prompt and answer together.
        build: version and processor features of the model library.
        threads: used for prefill and decoding.
        batch: most tokens evaluated at once.
        gpu_layers: really offloaded; 0 when the build cannot or no device is there.
        device: "cpu", or the names of the devices used.
        template: the chat format from the model's own file.
        stop: texts of the tokens that end a message, for display.
        load_ms: how long loading took.
    """

    id: str
    sha256: str
    path: str
    context: int
    build: str
    threads: int
    batch: int
    gpu_layers: int
    device: str
    template: ChatTemplate
    stop: tuple[str, ...]
    load_ms: int


@dataclass(frozen=True)
class Generation:
    """What came of one request.

    Attributes:
        text: without the ending token and without a stop string.
        prompt_tokens: length of the prompt.
        reused_tokens: leading tokens of the prompt that were still in the cache and not evaluated again.
        tokens: ids generated, without the ending token.
        first_token_ms: from the request to the first token.
        total_ms: from the request to the end.
        stopped: why it ended.
    """

    text: str
    prompt_tokens: int
    reused_tokens: int
    tokens: tuple[int, ...]
    first_token_ms: int
    total_ms: int
    stopped: Stopped


class Generator(Protocol):
    """Continues a prompt, always with the likeliest token."""

    @property
    def info(self) -> GeneratorInfo: ...

    def tokenize(self, pieces: Sequence[Piece]) -> list[tuple[int, ...]]:
        """Return the token ids of each piece; the first carries the model's beginning token where it wants
        one.
        """
        ...

    def generate(
        self,
        tokens: Sequence[int],
        max_tokens: int,
        on_text: Callable[[str], None],
        cancel: CancelToken,
        stop: tuple[str, ...] = (),
        fixed: int = 0,
    ) -> Generation:
        """Generate at most `max_tokens`, reporting text as it comes.

        Args:
            tokens: the whole prompt.
            max_tokens: longest continuation; less when the context window ends before.
            on_text: called with pieces of text, in this thread; joined they are the result's text.
            cancel: looked at between tokens and within the prompt.
            stop: strings that end the text and are not part of it.
            fixed: how many leading tokens are the same in every request; they are evaluated by themselves, so
                that a cached and a fresh evaluation are the same arithmetic.

        Raises:
            ModelCrashed: the process behind it died; the next call starts a new one.
        """
        ...

    def close(self) -> None:
        """End the process behind it; calling it again does nothing."""
        ...
