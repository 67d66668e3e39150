"""Requests that no passage can answer: counts and lists over the collection itself.

The decision hidden here is what tells "how many reports mention icing" from "how many passengers were
aboard": the first counts the documents, the second asks for a fact that one sentence states. When in doubt it
is the second, since evidence is then looked for and found or not. Invariant: pure.
"""

from __future__ import annotations

import re

_OWN = r"(?:documents|docs|files|pdfs|peps|e-?mails|passages|sources|messages)"
"""What the collection consists of, whatever it is about."""

_LIKE = (
    rf"(?:{_OWN}|reports|policies|articles|papers|records|notes|memos|contracts|invoices|manuals|procedures|letters|minutes"
    r"|specifications|specs|threads|decisions|tickets)"
)
"""What a document may be, and what a document may also speak of."""

_ALL = rf"(?:{_LIKE}|collection|workspace|library|corpus)"
_SPEAK = (
    r"(?:mention\w*|contain\w*|discuss\w*|refer\w*|talk\w*|cover(?:s|ed|ing)?|describ\w*|deal\w*\s+with|speak\w*|cit(?:e|es|ed|ing)"
    r"|quot(?:e|es|ed|ing)|address\w*|concern\w*|name|(?:are|is|were)\s+about|about)"
)
_EXIST = (
    r"(?:are\s+there|(?:do|did|have)\s+(?:we|you|i)\b|exist|(?:are|were)\s+(?:in|stored|held|ingested|indexed|known|available)"
    r"|have\s+been\s+(?:ingested|indexed|read))"
)
_CHANGED = r"(?:written|created|updated|changed|added|signed|withdrawn|superseded|rejected|accepted|outdated|modified)"
_AUX = r"(?:were|was|are|has|have|did|by)\b"
_SOME = r"(?:\w+[ -]){0,3}?"
_THE = r"(?:(?:of|the|our|my|these|those)\s+)*"
_EVERY = rf"\b(?:across|throughout|over|in) (?:all|every|each|the whole|the entire) {_THE}(?:\w+\s+)?{_ALL}\b"
_SUM = r"\b(?:how many|how often|total|sum|average|list|count)\b"
_ORDER = (
    r"^\W*(?:please\s+)?(?:(?:can|could) you\s+)?(?:list|show|enumerate|name|find|give|count|print)\s+(?:me\s+|us\s+)?"
    r"(?:a list of\s+|the (?:titles|names) of\s+)?"
)
_ONE = r"(?:document|file|pdf|pep|e-?mail|report|policy)"

_REQUESTS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\bhow many {_SOME}{_OWN}\s*(?:\?*$|\s(?:that\s+|which\s+)?(?:\w+\s+)?(?:{_SPEAK}|{_EXIST}|{_AUX}))",
        rf"\bhow many {_SOME}{_LIKE}\s+(?:that\s+|which\s+)?(?:{_SPEAK}|{_EXIST})",
        rf"\bin how many {_THE}(?:\w+\s+)?{_LIKE}\b",
        r"\bhow (?:many times|often) (?:is|are|was|were)\b.*\b(?:mentioned|referred to|cited|discussed|named|quoted)\b",
        r"\bhow (?:many times|often) (?:do|does|did)\b.*\b(?:appear|occur|come up|show up)\b.*"
        rf"\b(?:in|across|throughout)\s+(?:all\s+)?{_THE}{_LIKE}\b",
        rf"\b(?:which|what) {_THE}{_SOME}{_LIKE}\s+(?:that\s+|which\s+)?(?:\w+ly\s+)?{_SPEAK}",
        rf"\b(?:which|what) {_THE}{_SOME}{_OWN}\s+(?:were|are|have been) (?:\w+ly )?{_CHANGED}\b",
        rf"{_ORDER}all\s+{_THE}{_SOME}{_LIKE}\b",
        rf"{_ORDER}(?:every|each|any)\s+(?:\w+\s+)?{_ONE}\b",
        rf"\b(?:number|count|list|total) of (?:all\s+)?{_THE}(?:\w+\s+)?{_OWN}\s+(?:that\s+|which\s+)?(?:{_SPEAK}|{_EXIST}|in\b)",
        rf"{_EVERY}.*{_SUM}",
        rf"{_SUM}.*{_EVERY}",
    )
)

LIMIT = (
    "This asks for a count or a list over the whole collection, and the closest few passages cannot give one."
    " To see the matching passages: citewell search"
)
"""What the user is told."""


def aggregate_request(question: str) -> str | None:
    """Return the limit in plain words when a question asks to count or list over the collection, else
    None.
    """
    text = " ".join(question.split())
    return LIMIT if any(pattern.search(text) for pattern in _REQUESTS) else None
