"""When words of a draft are a copy of words of the evidence. Offsets are those of the text given. Thread:
any; pure.
"""

from __future__ import annotations

from app.core.language.text import squeeze

LEAST_COPY = 60
"""Characters from which the beginning of a sentence counts as a copy of it that was cut off, rather than as a
short answer.
"""


def matchable(text: str) -> tuple[str, list[int]]:
    """Return `squeeze(text)` without quotation marks, which models double, drop and turn."""
    squeezed, offsets = squeeze(text)
    kept = [
        at
        for at, char in enumerate(squeezed)
        if char not in '"`' and not (char == "'" and not _inside_word(squeezed, at))
    ]
    return "".join(squeezed[at] for at in kept), [*(offsets[at] for at in kept), offsets[-1]]


def is_copy(copy: str, whole: str, *, quoted: bool) -> bool:
    """Tell whether `copy` is the sentence `whole`, more than its first half, or a long part that the model
    gave as a quotation.
    """
    if copy == whole:
        return True
    return len(copy) >= LEAST_COPY and (quoted or (whole.startswith(copy) and 2 * len(copy) > len(whole)))


def _inside_word(text: str, at: int) -> bool:
    return text[at - 1 : at].isalnum() and text[at + 1 : at + 2].isalnum()
