"""Words that stand in a file and that nobody who looks at it can see: they are no part of its text.

The decision hidden here is what counts as invisible: taken out of view, transparent, next to no size, or
painted in the colour of what lies behind. When in doubt a word is visible: white words may stand on a
coloured bar that only a style sheet knows, an invisible text layer over a scanned page is how a scan is made
searchable. Pure; any thread.
"""

from __future__ import annotations

import re

LEAST_POINTS = 1.5
"""Letters smaller than this are read by no eye."""

_NEARLY = 12
"""Levels of 255 by which two colours may differ and still look the same."""

_AWAY = re.compile(
    r"display:none|visibility:(?:hidden|collapse)|opacity:0*(?:\.0+)?(?:[;!]|$)|font-size:(?:0*(?:\.\d+)?p[xt]|0*(?:\.0\d*)?(?:em|rem|%)?|1px)(?:[;!]|$)|"
    r"(?:text-indent|left|top|margin-left):-\d{3,}|clip:rect\(0|clip-path:inset\((?:50|100)%|"
    r"(?:^|;)(?:max-)?(?:height|width):0(?:px)?;.*overflow:hidden|"
    r"color:transparent"
)
_COLOUR = re.compile(r"(?:^|;)color:([^;!]+)")
_BACKGROUND = re.compile(r"(?:^|;)background(?:-color)?:([^;!]+)")
_NAMED = {"white": (255, 255, 255), "snow": (255, 250, 250), "ivory": (255, 255, 240), "black": (0, 0, 0)}
_WHITE = (255, 255, 255)

Colour = tuple[int, int, int]


def out_of_view(style: str) -> bool:
    """Tell whether a CSS declaration takes an element out of view, whatever its colours."""
    return _AWAY.search(_tight(style)) is not None


def text_colour(style: str) -> Colour | None:
    """Return the colour that a CSS declaration gives to words, or None when it says none that is
    understood.
    """
    found = _COLOUR.search(_tight(style))
    return None if found is None else parse_colour(found[1])


def has_background(style: str) -> bool:
    """Tell whether a CSS declaration says what lies behind the words."""
    return _BACKGROUND.search(_tight(style)) is not None


def background(style: str) -> Colour | None:
    """Return the colour that a CSS declaration puts behind the words, or None when it says none that is
    understood.
    """
    found = _BACKGROUND.search(_tight(style))
    return None if found is None else parse_colour(found[1])


def parse_colour(text: str) -> Colour | None:
    """Return the colour that "#fff", "#ffffff", "rgb(255, 255, 255)" or a name stands for; None for another
    notation.
    """
    text = text.strip().lower()
    if text in _NAMED:
        return _NAMED[text]
    if match := re.fullmatch(r"#?([0-9a-f]{6})(?:[0-9a-f]{2})?", text):
        return int(match[1][:2], 16), int(match[1][2:4], 16), int(match[1][4:], 16)
    if match := re.fullmatch(r"#([0-9a-f])([0-9a-f])([0-9a-f])", text):
        return int(match[1] * 2, 16), int(match[2] * 2, 16), int(match[3] * 2, 16)
    if match := re.fullmatch(r"rgba?\((\d{1,3})[, ]+(\d{1,3})[, ]+(\d{1,3})\b.*\)", text):
        return min(255, int(match[1])), min(255, int(match[2])), min(255, int(match[3]))
    return None


def alike(one: Colour, other: Colour = _WHITE) -> bool:
    """Tell whether two colours cannot be told apart by looking."""
    return all(abs(left - right) <= _NEARLY for left, right in zip(one, other, strict=True))


def _tight(style: str) -> str:
    """Return a declaration without the white space around its signs, in small letters."""
    return re.sub(r"\s*([:;,()!])\s*", r"\1", style.strip().lower())
