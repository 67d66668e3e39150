"""Questions as people type them, taken apart into what is asked and under which condition, and put together
again.

Decision hidden: which words hold a question together in English, so that a follow-up can take over a part of
the one before and still be a sentence that a person would say. Pure; any thread.
"""

from __future__ import annotations

import re

from app.answering.phrases import BEING, DETERMINERS, MODALS, PREPOSITIONS, WH, is_plural, may_be_verb, tokens

_COURTESY = re.compile(
    r"\A\s*(?:(?:thanks(?:\s+a\s+lot)?|thank\s+you|ok(?:ay)?|great|perfect|cool|alright|all\s+right|i\s+see|got\s+it|good|right|yes|yeah|no|sorry"
    r"|hm+|oh|ah|well|sure)\b[\s,.!–-]+)+(?=\S)",
    re.IGNORECASE,
)
_JOINED = re.compile(r"\A\s*(?:(?:and|but|so|or|then|also)\b[\s,]+)+(?=\S)", re.IGNORECASE)
_SHORT_IS = re.compile(
    r"\b(?:(what|where|how|when)['’]?s|(who|why)['’]s)(?=\s+(?!been\b|got\b)\w)", re.IGNORECASE
)
_IT_IS = re.compile(
    r"\b(that|it|he|she)['’]s(?=\s+(?!been\b|got\b)\w)|\b(they|these|those)['’]re(?=\s)", re.IGNORECASE
)
_ITS_IS = re.compile(r"\bits(?=\s+(?:a|an|the|only|just|not|too|already)\b)", re.IGNORECASE)
_SMALL_I = re.compile(r"\bi(?=['’](?:m|ve|d|ll)\b|(?=[\s,;]|$))")

_SUBORDINATE = re.compile(
    r"^(?P<main>\S+(?:\s+\S+){2,}?),?\s+(?P<cond>(?:even\s+|only\s+)?(?:if|when|while|unless|once|because|although)\s+\S+\s+\S.*)$",
    re.IGNORECASE,
)
_FRONTED = re.compile(
    r"^(?P<cond>(?:even\s+)?(?:if|when|while|unless|once)\s[^,]+),\s*(?P<main>\S.*)$", re.IGNORECASE
)
_ASIDE = re.compile(r"^(?P<main>.+), about (?P<topic>[^,]+)$")
_DOING = re.compile(
    r"\b(?:do|does|did|can|could|may|might|must|should|shall|will|would)\s+(?:i|we|you|people|one|somebody|someone|they)\s+"
    r"(?:(?:have|need|want)\s+to\s+)?(?P<doing>(?P<verb>[a-z][a-z-]*)(?:\s.*)?)$",
    re.IGNORECASE,
)
_TO_DO = re.compile(r"\btakes?\s+to\s+(?P<doing>(?P<verb>[a-z][a-z-]*)(?:\s.*)?)$", re.IGNORECASE)
_WHO_DOES = re.compile(
    r"^who\s+(?:else\s+)?(?P<verb>[a-z]+(?:[^s\W]s|[aeiou]s))\s+(?P<rest>\S.*)$", re.IGNORECASE
)
_NO_DEED = frozenset("be do have need get mean know think like want".split())
_NO_DEED_ALONE = frozenset("be do have need mean know think like want".split())


def spruced(question: str) -> str:
    """Return a question without courtesies and joints before it, written as a sentence: "ok and whats a
    buddy" - "What is a buddy?".
    """
    text = bared(question)
    return f"{text[:1].upper()}{text[1:]}?" if text else ""


def bared(question: str) -> str:
    """Return the same as it stands inside a sentence: "what is a buddy"."""
    text = " ".join(question.split())
    while True:
        shorter = _JOINED.sub("", _COURTESY.sub("", text, count=1), count=1)
        if shorter == text:
            break
        text = shorter
    text = _SHORT_IS.sub(lambda match: f"{match[1] or match[2]} is", text)
    text = _SMALL_I.sub("I", _ITS_IS.sub("it's", text))
    return text.rstrip(" ?!.,;:…")


def unfolded(question: str) -> str:
    """Return a question with the pronouns that are drawn together with "is" or "are" as words of their own:
    "if it's late" - "if it is".
    """
    return _IT_IS.sub(lambda match: f"{match[1]} is" if match[1] else f"{match[2]} are", question)


def joined(question: str) -> bool:
    """Tell whether a question begins with a word that joins it to the one before: "and", "but", "ok so"."""
    return _JOINED.match(_COURTESY.sub("", question, count=1)) is not None


def aside(question: str) -> tuple[str, str]:
    """Return a question and the topic that `rewrite` once added behind it ("Who checks the text, about
    blogs?"), or an empty one.
    """
    match = _ASIDE.match(question.rstrip(" ?!."))
    return (f"{match['main']}?", match["topic"]) if match is not None else (question, "")


def parted(question: str) -> tuple[str, str]:
    """Return a question's main clause and its condition ("if I'm in Chicago"), both without the mark at the
    end.
    """
    text = question.strip().rstrip(" ?!.")
    fronted = _FRONTED.match(text)
    if (
        fronted is not None
        and tokens(fronted["main"])[:1]
        and tokens(fronted["main"])[0].form in WH | MODALS | BEING | PREPOSITIONS
    ):
        main, condition = fronted["main"], fronted["cond"]
        return main[0].upper() + main[1:], condition[0].lower() + condition[1:]
    behind = _SUBORDINATE.match(text)
    return (behind["main"], behind["cond"]) if behind is not None else (text, "")


def deed(question: str) -> str:
    """Return what a question is about doing, as it follows "to": "get a badge if I'm in Chicago"; empty when
    it is about no doing.
    """
    main, condition = parted(question)
    behind = f" {condition}" if condition else ""
    who = _WHO_DOES.match(main)
    if who is not None and may_be_verb(who["verb"].lower()):
        return f"{base(who['verb'])} {who['rest']}{behind}"
    match = _TO_DO.search(main) or _DOING.search(main)
    if match is None:
        return ""
    alone = match["doing"] == match["verb"]
    if match["verb"].lower() in (_NO_DEED if alone else _NO_DEED_ALONE):
        return ""
    lead = tokens(main)[0].form
    # "which form do I use": the thing done to stands in front, and nothing is left behind the verb.
    if (
        lead in ("what", "which") or re.match(r"how\s+(?:many|much)\b", main, re.IGNORECASE)
    ) and " to " not in main:
        return ""
    return f"{match['doing']}{behind}"


def base(verb: str) -> str:
    """Return "approve" of "approves"."""
    for ending, instead in (
        ("ies", "y"),
        ("sses", "ss"),
        ("ches", "ch"),
        ("shes", "sh"),
        ("xes", "x"),
        ("goes", "go"),
        ("does", "do"),
    ):
        if verb.endswith(ending):
            return verb[: -len(ending)] + instead
    return verb[:-1]


# Who and how many

_PEOPLE = frozenset(
    """
    adult apprentice artist assistant auditor boarder boss boy buddy carer caregiver child children client colleague consultant
    contractor cook cooks cousin customer dad daughter deputy designer detailee developer director doctor driver employee engineer
    everybody everyone family families father fellow foreigner freelancer friend girl grandparent guest hire husband inspector
    instructor intern janitor joiner kid leader leaver lodger manager member men midwife midwives minor mother mum neighbour neighbor
    newcomer nurse officer official operator owner parent partner passenger patient pensioner people person physician player probationer
    pupil recruit relative resident retiree sibling singer soldier son spouse staff starter student subcontractor supervisor supplier
    surgeon teacher teenager temp tenant trainee trainer user vendor veteran visitor volunteer wife wives woman women worker youth
    """.split()
)
_OF_PEOPLE = re.compile(r".{2,}(?:yees?|inees?|ists?|icians?|workers?|timers?|holders?|women|men)")


def is_people(name: str) -> bool:
    """Tell whether words name somebody: "contractors", "a new hire's manager"."""
    found = tokens(name)
    if not found or any(char.isdigit() for char in name):
        return False
    head = found[-1].form
    return head in _PEOPLE or head.removesuffix("s") in _PEOPLE or _OF_PEOPLE.fullmatch(head) is not None


_AGREEING = {"do": "does", "are": "is", "were": "was", "have": "has"}
_AGREEING |= {"don't": "doesn't", "aren't": "isn't", "weren't": "wasn't", "haven't": "hasn't"}
_AGREEING_MANY = {one: many for many, one in _AGREEING.items()}
_SUBJECT_I = re.compile(
    r"\b(?P<aux>do|does|did|can|could|may|might|must|should|shall|will|would|am|are|was|were|have)\s+(?P<who>i|we|you)\b",
    re.IGNORECASE,
)


def agreeing(auxiliary: str, *, many: bool) -> str:
    """Return "do", "is", "have" and the like as they stand before one thing or several; other words as they
    are.
    """
    other = (_AGREEING_MANY if many else _AGREEING).get(auxiliary.lower(), auxiliary)
    return other[0].upper() + other[1:] if auxiliary[0].isupper() else other


def asked_of(question: str, who: str) -> str:
    """Return a question that somebody asked about themselves as one about others: "Do I get paid when I'm
    ill?", asked of "guests".

    Empty when it is not about the one who asks.
    """
    match = _SUBJECT_I.search(question)
    if match is None:
        return ""
    many = is_plural(tokens(who)[-1].form)
    auxiliary = match["aux"].lower()
    auxiliary = {"am": "are"}.get(auxiliary, auxiliary)
    auxiliary = agreeing(auxiliary, many=many)
    if match["aux"][0].isupper():
        auxiliary = auxiliary[0].upper() + auxiliary[1:]
    rest = question[match.end() :]
    for pattern, instead in _OTHERS:
        rest = pattern.sub(instead, rest)
    return f"{question[: match.start()]}{auxiliary} {who}{rest}"


_OTHERS = [
    (re.compile(r"\b(?:I['’]m|we['’]re|I\s+am)\b", re.IGNORECASE), "they are"),
    (re.compile(r"\b(?:I|we)['’]ve\b", re.IGNORECASE), "they have"),
    (re.compile(r"\b(?:I|we)\b"), "they"),
    (re.compile(r"\b(?:my|our)\b"), "their"),
    (re.compile(r"\b(?:me|us)\b"), "them"),
]


# Whether it can be said so

_ARTICLES = frozenset({"a", "an", "the", "my", "our", "your", "its", "their", "every"})
_NEVER_BEHIND_ARTICLES = (
    PREPOSITIONS
    - {"like", "over", "per", "inside", "outside", "above", "under", "after", "before", "in", "on", "off"}
    | MODALS - {"will", "might", "must", "can", "may"}
    | BEING
    | DETERMINERS
    | {"if"}
)
_FIRM = frozenset("of for in on at with into onto through via inside outside despite".split())
_TWICE = re.compile(r"\b(\w+)\s+\1\b(?<!had had)(?<!that that)", re.IGNORECASE)


def is_sound(question: str) -> bool:
    """Tell whether nothing in a question shows that it was put together wrongly."""
    if _TWICE.search(question):
        return False
    found = tokens(question)
    if len(found) > 1 and found[0].form in ("do", "don't", "are", "were") and found[1].form in ("a", "an"):
        return False
    for one, following in zip(found, found[1:], strict=False):
        between = question[one.end : following.start]
        if between.strip():
            continue
        if one.form in _ARTICLES and following.form in _NEVER_BEHIND_ARTICLES:
            return False
        if one.form in _FIRM and following.form in {"if", "do", "does", "is", "are", "was", "were"}:
            return False
        if one.form in ("what", "which") and following.form in ("the", "my", "our"):
            return False
    return not (found and found[-1].form in {"a", "an", "the", "my", "our", "and", "or"})
