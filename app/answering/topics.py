"""What a question is about, as words that fit into the next one.

Decision hidden: which of a question's phrases is its topic, and which only its circumstance or the thing
asked for. Pure; any thread.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from app.answering.clauses import parted
from app.answering.phrases import DETERMINERS, Phrase, phrases, tokens
from app.core.language.text import stem


@dataclass(frozen=True)
class Turn:
    """A question of before, standing alone, and the titles of the documents that its answer cited; none for
    an abstention.
    """

    question: str
    titles: tuple[str, ...] = ()
    answered: bool = True


POINTING = frozenset({"this", "that", "these", "those"})
OWNING = frozenset({"its", "their", "his", "her"})

HERE_AND_NOW = frozenset(
    "year month week day morning afternoon evening time moment quarter case way workspace program app application company team place page"
    " library collection question answer years months weeks days times".split()
)
"""Nouns that "this" and "that" point to by themselves."""

_SPANS = frozenset("year month week day morning afternoon evening quarter years months weeks days".split())

ATTRIBUTES = frozenset(
    stem(word)
    for word in """
    accuracy address age amount author budget capacity category colour color cost cause currency date deadline deposit diameter discount
    duration fee frequency height interval length licence license lifetime limit location manufacturer mass material maximum minimum name
    number owner period power pressure price purpose quantity range rate reason resistance size speed status supplier temperature tolerance
    torque validity version voltage wavelength weight width
    """.split()
)
"""What things have: "and the price?" asks for another attribute of the same thing, "and the pump?" for the
same of another thing.
"""

MONTHS = frozenset(
    "january february march april may june july august september october november december monday tuesday wednesday thursday friday"
    " saturday sunday spring summer autumn winter".split()
)


def topic(turn: Turn, *, plural: bool | None = None) -> str:
    """Return what a question was about, as words that fit into another question; the best document's title
    when it does not say.

    Args:
        plural: whether one thing or several are looked for; None when that does not matter.
    """
    about = [thing for thing in things(turn.question) if not thing.text.lower().startswith(_EACH)]
    agreeing = [thing for thing in about if plural is None or thing.plural == plural]
    chosen = agreeing or about
    return named(chosen[0]) if chosen else next(iter(turn.titles), "")


def things(question: str) -> list[Phrase]:
    """Return what a question is about, the likeliest first.

    Of "the price of the seat ring" that is the seat ring: the price was asked for. What follows a preposition
    comes after what does not.
    """
    found = [phrase for phrase in phrases(question) if not leans(phrase)]
    main = len(parted(question)[0])
    copula = re.match(
        r"\s*(?:(?:what|which|who|how\s+\w+)\s+(?:is|are|was|were)|(?:is|are)\s+there)\s",
        question,
        re.IGNORECASE,
    )
    ranked: list[tuple[int, Phrase]] = []
    for phrase in found:
        whole = next(
            (one for one in found if one.whole and one.start <= phrase.start and phrase.end <= one.end), None
        )
        if phrase.part and whole is not None:
            # The parts of a whole that was asked about with "what is" stand for themselves, and the last of
            # them is the thing.
            attribute = copula is not None or whole.asked or whole.head in ATTRIBUTES or whole.head in VESSELS
            first = phrase.start == whole.start
            if attribute and not first:
                phrase = replace(phrase, text=question[phrase.start : whole.end], end=whole.end)
            ranked.append((9 if first or not attribute else 0 if not whole.lead else 2, phrase))
        elif phrase.whole:
            inner = copula is not None or phrase.asked or phrase.head in ATTRIBUTES or phrase.head in VESSELS
            asked_as_subject = (
                phrase.asked
                and re.match(r"\s*(?:is|are|was|were|has|have|had)\b", question[phrase.end :]) is not None
            )
            ranked.append((2 if asked_as_subject else 6 if inner else 1 if not phrase.lead else 3, phrase))
        elif phrase.asked:
            much = re.search(r"\bhow\s+much\s+$", question[: phrase.start], re.IGNORECASE)
            ranked.append((2 if much is not None else 7, phrase))
        elif phrase.head in _VAGUE:
            ranked.append((9, phrase))
        elif (
            phrase.text[0].isdigit()
            or phrase.text.lower().startswith(_EACH)
            or (phrase.lead and is_time(phrase.text))
        ):
            ranked.append((_CIRCUMSTANCE, phrase))
        elif phrase.head in ATTRIBUTES and copula is not None:
            ranked.append((5, phrase))
        else:
            ranked.append(
                (
                    1 if not phrase.lead else 3 if phrase.lead in ("for", "on", "about", "with", "to") else 4,
                    phrase,
                )
            )
    # What only a condition names comes last.
    return [
        phrase
        for _, phrase in sorted(
            ranked, key=lambda pair: (pair[0] == _CIRCUMSTANCE, pair[1].start >= main, pair[0])
        )
    ]


_EACH = ("each ", "every ", "another ", "next ", "last ")
_CIRCUMSTANCE = 8
_VAGUE = frozenset({"thing", "stuff", "anything", "something", "nothing", "everything"})
VESSELS = frozenset(
    stem(word)
    for word in "hour day week month year number amount kind type sort piece set lot pair version share percent care".split()
)
"""Heads that only measure what follows them: "28 days of paid leave" is about leave."""


def leans(phrase: Phrase) -> bool:
    """Tell whether a phrase itself stands for something else: "its seat ring"."""
    return phrase.text.lower().split()[0] in OWNING | POINTING


def named(phrase: Phrase) -> str:
    """Return a phrase as it fits into another question."""
    text = re.sub(r"^(?:each|every|all|any|some|no|both)\s+", "", phrase.text, flags=re.IGNORECASE)
    text = re.sub(r"['’]s?$", "", text)
    if phrase.start == 0 and text.split()[0].lower() in DETERMINERS:
        text = text[0].lower() + text[1:]
    # "which vpn": the one asked for is known by now.
    known = (
        phrase.asked and phrase.chosen and not phrase.plural and text == phrase.text and text[:1].islower()
    )
    return f"the {text}" if known and text.split()[0] not in DETERMINERS else text


def is_name(text: str) -> bool:
    """Tell whether words are the name of one thing: "RV-7", "PEP 8"."""
    return len(text.split()) <= 3 and any(char.isupper() or char.isdigit() for char in text)


_TIMES = frozenset(
    "weekend weekends night nights noon midday midnight christmas easter today tomorrow yesterday".split()
)


def is_time(text: str) -> bool:
    """Tell whether words name a time."""
    forms = [word.form for word in tokens(text)]
    return any(
        form in MONTHS | _TIMES or form in _SPANS or re.fullmatch(r"(?:19|20)\d\d", form) for form in forms
    )
