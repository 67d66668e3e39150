"""What is asked in a long text: a letter's greeting and story left out, the circumstances that the question
needs kept.

Decision hidden: which of several sentences is the question, and what of the others it leans on. Invariants:
what comes back are whole stretches of the text; a text of ordinary length comes back as it is; when in doubt,
more of it is kept. Pure; any thread.
"""

from __future__ import annotations

import re

from app.core.language.text import STOPWORDS, words

STORY = 45
"""Words from which on a text is a story and not a question."""
_FEW = 3
"""Words with a meaning of their own below which a question needs the sentence before it."""

_END = re.compile(r"(?<=[.!?…])[\"”’)]*\s+(?=[\"“(]?[^\W_])")
_SHORTENED = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|approx|incl|dr|mr|mrs|ms|prof|st|no|nr|fig|sec|p|pp|vs|ca|cf|max|min|dept|ext|jan|feb|mar|apr|jun|jul|aug"
    r"|sept?|oct|nov|dec)\.|\b[A-Za-z]\.)$",
    re.IGNORECASE,
)
_GREETING = re.compile(
    r"^\s*(?:(?:dear|hello|hi|hey|good\s+(?:morning|afternoon|evening|day)|greetings|to\s+whom\s+it\s+may\s+concern)\b"
    r"(?:\s+(?:all|everyone|everybody|team|there|folks|colleagues?|sir|madam|or|and|both|again|(?-i:[A-Z][\w.’'-]*))){0,5}\s*[,!.:–-]+\s*)+",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"(?:^|(?<=[.!?,…])\s+)(?:(?:many\s+)?thanks|thank\s+you|thx|cheers|(?:(?:kind|best|warm)\s+)?(?:regards|wishes)|yours|sincerely|best)\b"
    r"[^?]{0,80}$",
    re.IGNORECASE,
)
_COURTESY = re.compile(
    r"^(?:(?:can|could|would|will)\s+(?:you|someone|somebody|anyone|anybody)\s+(?:please\s+)?(?:help|assist|advise)\b[^,:]{0,40}"
    r"|(?:does|do)\s+(?:anyone|anybody|someone|you)\s+(?:here\s+)?(?:know|have\s+(?:an?\s+)?(?:idea|answer))"
    r"|any\s+(?:ideas?|help|advice|hints?|thoughts)\b.{0,40}|how\s+are\s+(?:you|things)\b.{0,30}|is\s+that\s+(?:right|ok(?:ay)?|correct)"
    r"|what\s+do\s+you\s+think|right|ok(?:ay)?|who\s+knows|you\s+know)\W*$",
    re.IGNORECASE,
)
_ANNOUNCED = re.compile(
    r"^.*?\b(?:(?:my|our|the)\s+(?:real\s+|actual\s+|only\s+)?question\s+(?:now\s+|then\s+|therefore\s+)?is(?:\s+this)?|question\s*(?=:)"
    r"|(?:what\s+)?(?:I|we)(?:\s+(?:just|only|really|now))?(?:\s+(?:would|['’]d)|['’]d)?\s+(?:like|want|need|have)\s+to\s+know(?:\s+is)?"
    r"|(?:I|we)\s+(?:was|were|am|are)\s+wondering|(?:I|we)\s+wonder|(?:I|we)\s+wanted\s+to\s+(?:ask|know)"
    r"|(?:can|could|would)\s+(?:you|somebody|someone|anyone)\s+(?:please\s+|kindly\s+)?(?:tell|let)\s+(?:me|us)(?:\s+know)?"
    r"|please\s+(?:tell|let)\s+(?:me|us)(?:\s+know)?|(?:does|do)\s+(?:anyone|anybody|someone|you)\s+(?:here\s+)?know)\s*[:,–-]?\s*",
    re.IGNORECASE,
)
_ASKING = re.compile(
    r"^(?:(?:and|so|but|now|then|also|or)[\s,]+)*(?:(?:in|on|at|by|for|from|to|with|until|since|within|of)\s+)?(?:who|whom|whose|what|which|when"
    r"|where|why|how|is|are|was|were|do|does|did|can|could|may|might|must|should|shall|will|would|has|have|am)\b",
    re.IGNORECASE,
)
_LEANING = re.compile(
    r"\b(?:it|its|they|them|their|he|she|him|her|these|those|the\s+same)\b|\b(?:that|this)(?=\s*(?:[?.,;!]|$))"
    r"|\b(?:is|was|does|did|do|about|for|with|of|after|before)\s+(?:that|this)\b|(?<!is\s)(?<!are\s)\bthere\b(?!\s+(?:is|are|was|were)\b)",
    re.IGNORECASE,
)
_HOLDING = re.compile(
    r"\b(?P<lead>do(?:es)?|did|under|in|to|by|with|from|per)\s+the\s+(?:latest|newest|current|most\s+recent|up-to-date|valid)\s+"
    r"(?:version|revision|edition|issue)\s+of\s+(?=\w)",
    re.IGNORECASE,
)
"""Asks for the version that holds, which is what answers anyhow; "What is the latest version of the till
program?" asks which it is.
"""
_JOINT = re.compile(r"^(?:(?:and|so|but|now|well|then)\b[\s,]*)+", re.IGNORECASE)


def asked(text: str) -> str:
    """Return what a text asks, with the circumstances that the question needs; a text of ordinary length as
    it is.

    Args:
        text: a question, a story that ends in one, or a letter, on one line or several.
    """
    if _HOLDING.search(text):
        text = _HOLDING.sub(r"\g<lead> ", text)
    whole = " ".join(text.split())
    if len(whole.split()) <= STORY:
        return _without_frame(whole) if _GREETING.match(whole) else text
    sentences = sentences_of(_without_frame(whole))
    asking = [at for at, sentence in enumerate(sentences) if _asks(sentence)]
    if not asking:
        return text
    announced = [at for at in asking if _ANNOUNCED.match(sentences[at])]
    chosen = announced or asking
    # What is asked before the last question and is about something else stays: it is a second question.
    kept: list[str] = []
    for at in chosen:
        question = _question_in(sentences[at])
        if _needs_more(question) and at and at - 1 not in chosen:
            # What is said just before is meant, or, where the question hardly says a thing, what the whole
            # story begins with.
            kept.append(sentences[at - 1] if len(_telling(question)) > 1 else sentences[0])
        kept.append(question)
    found = " ".join(dict.fromkeys(kept))
    return found if len(words(found)) < len(words(whole)) else text


def sentences_of(text: str) -> list[str]:
    """Return the sentences of a text on one line; no end is seen behind an abbreviation or an ordinal."""
    found: list[str] = []
    for piece in _END.split(text):
        ordinal = bool(found) and piece[0].islower() and re.search(r"\d\.$", found[-1]) is not None
        if found and (ordinal or _SHORTENED.search(found[-1])):
            found[-1] = f"{found[-1]} {piece}"
        else:
            found.append(piece)
    return [piece for piece in found if any(char.isalnum() for char in piece)]


def _without_frame(text: str) -> str:
    body = _GREETING.sub("", text, count=1)
    body = _CLOSING.sub("", body).strip()
    return body if any(char.isalnum() for char in body) else text


def _asks(sentence: str) -> bool:
    bare = _JOINT.sub("", sentence)
    if _COURTESY.match(bare):
        return False
    return sentence.rstrip('"”’) ').endswith("?") or _ANNOUNCED.match(sentence) is not None


def _question_in(sentence: str) -> str:
    """Return a sentence from where it begins to ask: behind "my question is:", behind a colon."""
    announced = _ANNOUNCED.match(sentence)
    rest = sentence[announced.end() :] if announced is not None else sentence
    before, colon, behind = rest.rpartition(": ")
    if colon and _ASKING.match(behind):
        rest = behind
    if len(words(rest)) < 2:
        return sentence
    rest = re.sub(r"^if\b", "whether", rest)
    return rest[0].upper() + rest[1:]


def _needs_more(question: str) -> bool:
    return len(_telling(question)) < _FEW or _LEANING.search(question) is not None


def _telling(question: str) -> list[str]:
    return [word.form for word in words(question) if word.form not in STOPWORDS and len(word.form) > 2]
