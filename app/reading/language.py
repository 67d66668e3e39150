"""Which language a text is in, told only where there is enough of it to tell.

The statistical model is loaded at the first text that is long enough, once in a child's life. It is loaded by
this module because the library's own way goes through a temporary file, which the child may not write.
"""

from __future__ import annotations

import io
import lzma
from array import array
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from app.core.language.languages import language as by_function_words

LEAST = 200
"""Letters below which statistics tell no language."""
_ENOUGH = 2000
_CERTAIN = 0.9


def language_of(prose: Iterable[str]) -> str:
    """Return the ISO 639-1 code of the prose, by function words when it is shorter than `LEAST` letters, ""
    when it is mixed.
    """
    sample: list[str] = []
    length = 0
    for words in prose:
        sample.append(words[:_ENOUGH])
        length += len(words)
        if length >= _ENOUGH:
            break
    text = " ".join(sample)[:_ENOUGH]
    if sum(char.isalpha() for char in text) < LEAST:
        return by_function_words(text)
    code, probability = _identifier().classify(text)
    return str(code) if probability >= _CERTAIN else ""


@cache
def _identifier() -> Any:
    # Half a second and 130 MB: only a child that met a long text pays.
    import numpy as np
    from py3langid import langid

    packed = (Path(langid.MODEL_DIR) / langid.MODEL_FILE).read_bytes()
    with np.load(io.BytesIO(lzma.decompress(packed)), allow_pickle=False) as model:
        return langid.LanguageIdentifier(
            model["ptc"],
            model["pc"],
            model["classes"].tolist(),
            # An array of machine words: indexed from Python it is faster than NumPy's, and smaller than a
            # list.
            array("I", model["nextmove"].astype(np.uint32).tobytes()),
            model["out_feat"].tolist(),
            norm_probs=True,
            tk_row=array("I", model["nextmove_row"].astype(np.uint32).tobytes()),
        )
