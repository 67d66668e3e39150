"""Bytes of tokens become text that may be shown: whole characters only, and nothing that may turn out to be a
stop string.

Invariant: the texts returned, joined, are the whole text up to the stop string or the end. One thread.
"""

from __future__ import annotations

import codecs


class TextStream:
    """One text under way."""

    def __init__(self, stop: tuple[str, ...]) -> None:
        """Begin a text.

        Args:
            stop: strings that end it and are not part of it; empty ones do nothing.
        """
        self._stop = tuple(text for text in stop if text)
        self._decode = codecs.getincrementaldecoder("utf-8")("replace")
        self._held = ""
        self.stopped = False

    def feed(self, data: bytes) -> str:
        """Take the bytes of a token and return what can be shown now."""
        return "" if self.stopped else self._release(self._decode.decode(data), final=False)

    def finish(self) -> str:
        """Return what was held back, now that nothing follows."""
        return "" if self.stopped else self._release(self._decode.decode(b"", True), final=True)

    def _release(self, text: str, *, final: bool) -> str:
        self._held += text
        found = [at for at in (self._held.find(stop) for stop in self._stop) if at >= 0]
        if found:
            self.stopped = True
            out, self._held = self._held[: min(found)], ""
            return out
        keep = 0 if final else max((_overlap(self._held, stop) for stop in self._stop), default=0)
        cut = len(self._held) - keep
        out, self._held = self._held[:cut], self._held[cut:]
        return out


def _overlap(text: str, stop: str) -> int:
    """Return the length of the longest end of `text` that `stop` begins with."""
    return next(
        (length for length in range(min(len(text), len(stop) - 1), 0, -1) if text.endswith(stop[:length])), 0
    )
