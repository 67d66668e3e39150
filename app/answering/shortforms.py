"""Short follow-ups as the question before, asked so: "and for the pump?", "what about 2024?", "and if I'm
new?", "why?".

Decision hidden: which words of the question before make room for the new ones. Invariant: the result is a
whole question, or None where none can be made that a person would say. Pure; any thread.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.answering.clauses import agreeing, asked_of, base, deed, is_people, is_sound, parted
from app.answering.phrases import (
    BEING,
    DETERMINERS,
    MODALS,
    PERSONAL,
    PREPOSITIONS,
    WH,
    Phrase,
    Token,
    is_plural,
    is_verb,
    may_be_verb,
    phrases,
    tokens,
)
from app.answering.topics import (
    ATTRIBUTES,
    MONTHS,
    OWNING,
    POINTING,
    VESSELS,
    Turn,
    is_name,
    is_time,
    leans,
    things,
    topic,
)
from app.core.language.text import stem

_IT = frozenset(
    {
        "it",
        "its",
        "itself",
        "they",
        "them",
        "their",
        "theirs",
        "themselves",
        "he",
        "she",
        "him",
        "his",
        "her",
        "hers",
        "there",
    }
)

_ABOUT = re.compile(
    r"(?:(?:what|how)\s+about|what\s+of|(?:is\s+(?:it|that)\s+)?(?:the\s+)?same\s+(?:question\s+)?(?P<for>for|with)|I\s+mean(?:t)?"
    r"|I\s+was\s+asking\s+about)\s+(?P<new>\S.*)",
    re.IGNORECASE,
)
_ALSO = re.compile(
    r"(?:(?:is|was)\s+(?:that|this|it\s+also|it\s+still|the\s+same)\s+(?:also\s+|still\s+|just\s+as\s+)?(?:true|valid|the\s+case|so)"
    r"|(?:does|do)\s+(?:that|this|the\s+same|it\s+also)\s+(?:rule\s+)?(?:also\s+|still\s+)?(?:apply|go|hold|count|work))\s+(?:also\s+|too\s+)?"
    r"(?P<lead>to|for|in|on|at|with|of|during|after|before|from)\s+(?P<new>\S.*)",
    re.IGNORECASE,
)
_BEHIND = re.compile(r"(?:,?\s+(?:then|instead|too|as\s+well|also|please))+$", re.IGNORECASE)
_CONDITION = re.compile(
    r"(?:(?P<what>what)\s+(?:happens\s+|about\s+)?|how\s+about\s+)?(?P<cond>(?:(?:even|only|also)\s+)?(?:if|unless|when|while|in\s+case)\s+"
    r"(?P<first>\S+)\s+\S[^,]*)",
    re.IGNORECASE,
)
_EMPTY_IT = re.compile(
    r"\bit(?:['’]s|\s+is|\s+was)\s+(?:an?|only|just|not|too|already|late|early|urgent|dark|[a-z]+ing)\b|\bit\s+(?:rain|snow)s?\b",
    re.IGNORECASE,
)
_STATED = re.compile(
    r"(?:I|we|my|our)\b(?=.*\b(?:already|just|now|still|never|not|only|\w+n['’]t)\b).+", re.IGNORECASE
)
_BARE_LEADS = frozenset(
    "for in on at with without under after before during from via of by above below over until since".split()
)
_BOUNDS = frozenset({"above", "below", "over", "under", "within", "after", "before"})
_FOR_THE_SAME = ("for", "of", "with", "")
"""Prepositions behind "and" after which another thing is meant, not another circumstance."""
_LEFT_UNDONE = frozenset("fail failed forget forgot refuse refused".split())
_ON_THE_WAY = frozenset("work example instance free short good ever now sure long".split())
"""What stands behind "for" without being whom or what it is for."""
_LONGEST = 10


def in_short(question: str, newest: Turn, *, joined: bool, marked: bool) -> str | None:
    """Return a short form as the newest question asked so, or None when it is none or leans on a pronoun.

    Args:
        question: without courtesies and joints before it, as `clauses.spruced` gives it.
        joined: it began with "and", "but" or the like.
        marked: it was typed with a question mark.
    """
    text = _BEHIND.sub("", question.rstrip("?"))
    words = tokens(text)
    if not words:
        return None
    if _is_lone(words):
        return _asked_with(text, newest.question)
    condition = condition_of(text, joined=joined)
    if condition and re.match(r"what\s+happens\b", text, re.IGNORECASE):
        doing = deed(f"{parted(newest.question)[0]}?")
        return f"What happens {condition} to {doing}?" if doing and words[-1].form in _LEFT_UNDONE else None
    if condition:
        return None if leans_on_words(condition) else _under(condition, newest)
    also = _ALSO.fullmatch(text)
    if also is not None:
        lead = "for" if also["lead"].lower() in ("to", "for", "of") else also["lead"].lower()
        return _with_frame(f"{lead} {_BEHIND.sub('', also['new'])}", newest, sure=True)
    about = _ABOUT.fullmatch(text)
    if about is not None:
        return _with_frame(f"for {about['new']}" if about["for"] else about["new"], newest, sure=True)
    bare = (
        words[0].form in _BARE_LEADS
        and len(words) > 1
        and (joined or (marked and len(words) <= 8) or len(words) <= 3)
    )
    if not joined and not bare and not (marked and len(words) <= 3):
        return None
    new = text[0].lower() + text[1:] if words[0].form in PREPOSITIONS | DETERMINERS else text
    return _with_frame(new, newest, sure=joined or bare)


def condition_of(text: str, *, joined: bool) -> str:
    """Return the condition that is the whole of a follow-up ("what if I'm new" - "if I'm new"), or
    nothing.
    """
    found = _CONDITION.fullmatch(text)
    if found is not None:
        asking = found["first"].lower() in MODALS | BEING
        own = found["first"].lower() not in PERSONAL | {"i'm", "we're", "it's"} and not joined
        told = own and (re.match(r"what\s+happens", text, re.IGNORECASE) or len(tokens(text)) > _LONGEST)
        return "" if asking or told else found["cond"][0].lower() + found["cond"][1:]
    stated = _STATED.fullmatch(text)
    if stated is not None and not any(word.form in WH for word in tokens(text)):
        return f"if {text if text.startswith('I') else text[0].lower() + text[1:]}"
    if joined and re.match(r"(?:I|we)\s+\w+", text) and "," not in text:
        return f"if {text if text.startswith('I') else text[0].lower() + text[1:]}"
    return ""


def leans_on_words(condition: str) -> bool:
    """Tell whether a condition holds a word that stands for something asked about before."""
    rest = _EMPTY_IT.sub(" ", condition)
    return any(word.form in _IT or (word.form in POINTING and word.form != "that") for word in tokens(rest))


def _is_lone(words: Sequence[Token]) -> bool:
    """Tell whether words are a question word with its preposition and its noun, and nothing is asked with it:
    "in how many days".
    """
    forms = [word.form for word in words]
    at = 1 if forms[0] in PREPOSITIONS and len(forms) > 1 else 0
    if forms[at] not in WH or len(forms) > 5:
        return False
    if forms[at:] in (["why", "not"], ["how", "so"], ["how", "come"]):
        return True
    rest = forms[at + 1 :]
    if rest and (forms[at] not in ("what", "which", "how", "why") or is_verb(rest[0])):
        return False
    if any(may_be_verb(form) for form in rest[1:]):
        return False
    return not set(rest) & _NO_PART_OF_LONE


_NO_PART_OF_LONE = (
    _IT | MODALS | BEING | WH | PERSONAL | DETERMINERS | (PREPOSITIONS - {"in"}) | {"if", "to", "else"}
)


def _under(condition: str, turn: Turn) -> str | None:
    """Return the turn's question asked under a condition, in place of one of the same sort."""
    main, old = parted(turn.question)
    words = tokens(condition)
    doing = deed(f"{main}?")
    verb, _, object_ = doing.partition(" ")
    if object_ and stem(words[-1].form) == stem(verb.lower()) and words[-1].form != verb.lower():
        return f"What {condition} {object_}?"
    place = re.search(
        r"\b(?:am|are|is|['’]m|['’]re|['’]s|live|work|works|lives)\s+(?P<lead>in|at|on|from|with)\s",
        condition,
    )
    if place is not None:
        for phrase in phrases(main):
            if phrase.lead == place["lead"] and not phrase.part and not phrase.asked:
                start = main.rfind(phrase.lead, 0, phrase.start)
                main = f"{main[:start].rstrip()}{main[phrase.end :]}"
                break
    kept = f" {old}" if old and tokens(old)[0].form != words[0].form and words[0].form != "even" else ""
    return f"{main}{kept} {condition}?"


# Something else in the place of something


def _with_frame(new: str, turn: Turn, *, sure: bool) -> str | None:
    """Return the turn's question asked about what a frame names, or None when the frame holds a clause of its
    own.
    """
    words = tokens(new)
    if (
        not words
        or len(words) > _LONGEST
        or any(word.form in (WH | MODALS | BEING) - {"may"} for word in words)
    ):
        return None
    forms = {word.form for word in words}
    if forms & OWNING and not forms & (_IT - OWNING):
        return _owned_by_topic(new, turn)
    if forms & (_IT | PERSONAL | POINTING) - {
        "everybody",
        "everyone",
        "anybody",
        "anyone",
        "nobody",
        "one",
    } or forms <= {"there", "here"}:
        return None
    if words[-1].form in ("one", "ones") and len(words) > 1:
        return _of_the_same(new, words, turn)
    if not sure and not is_people(new) and not any(_alike(phrase, new) for phrase in phrases(turn.question)):
        return None
    made = _with(new, words, turn)
    if made is None or is_sound(made):
        return made
    main, condition = parted(turn.question)
    return _joined(f"{main} for {re.sub(r'^for ', '', new)}", condition)


def _owned_by_topic(new: str, turn: Turn) -> str | None:
    thing = topic(turn)
    if not thing:
        return None
    owned = f"{thing}’" if is_plural(tokens(thing)[-1].form) else f"{thing}’s"
    name = re.sub(r"\b(?:its|their|his|her)\b", owned, new, flags=re.IGNORECASE)
    return _with(name, tokens(name), turn)


def _of_the_same(new: str, words: Sequence[Token], turn: Turn) -> str | None:
    """Return the question asked of another one of the same sort: "and the final one?"."""
    main, condition = parted(turn.question)
    found = [phrase for phrase in things(main) if not is_name(phrase.text.split()[-1])]
    if not found:
        return None
    phrase = found[0]
    head = tokens(phrase.text)[-1].text
    first, _, _ = phrase.text.partition(" ")
    name = f"{new[: words[-1].start]}{head}"
    if words[0].form == "the" and first.lower() in ("my", "our", "your"):
        name = f"{first}{name[3:]}"
    return _joined(f"{main[: phrase.start]}{name}{main[phrase.end :]}", condition)


def _joined(main: str, condition: str) -> str:
    return f"{main.rstrip(' ?!.')}{f' {condition}' if condition else ''}?"


def _with(new: str, words: Sequence[Token], turn: Turn) -> str | None:
    """Return the turn's question asked about something else."""
    main, condition = parted(turn.question)
    if re.match(r"even\b|.*\balready\b", condition):
        condition = ""  # said of the other one alone
    lead = words[0].form if words[0].form in PREPOSITIONS and len(words) > 1 else ""
    name = new[words[1].start - words[0].start :] if lead else new
    whole = _joined(main, condition)
    found = [phrase for phrase in phrases(whole) if not leans(phrase)]
    if lead:
        same = [
            phrase
            for phrase in found
            if phrase.lead == lead and not phrase.part and _makes_room(phrase, lead, name)
        ]
        if same:
            return _put(whole, same[-1], name)
    scored = [
        (score, -number, phrase) for number, phrase in enumerate(found) if (score := _alike(phrase, name)) > 0
    ]
    if scored and (not lead or lead in _FOR_THE_SAME):
        return _put(whole, max(scored, key=lambda item: item[:2])[2], name)
    if is_people(name) and lead in ("", "for"):
        people = _of_people(main, condition, found, name)
        if people:
            return people
    if lead and lead not in _FOR_THE_SAME:
        return _in_circumstance(new, name, lead, main, condition)
    head = words[-1]
    if stem(head.form) in ATTRIBUTES and not lead:
        thing = topic(turn)
        article = "" if words[0].form in DETERMINERS else "the "
        return (
            f"What {'are' if is_plural(head.form) else 'is'} {article}{name} of {thing}?" if thing else None
        )
    chosen = (
        None if lead == "for" and not _can_be_asked(name) else _place_for(main, words, is_plural(head.form))
    )
    if chosen is not None and lead == "for" and " for " not in main:
        fits = chosen.plural == is_plural(head.form) and _is_definite(chosen) == (
            words[1].form in DETERMINERS
        )
        chosen = chosen if fits else None
    if chosen is not None and not (is_people(chosen.text) and not is_people(name)):
        return _joined(_put(main, chosen, name), condition)
    return _joined(f"{main} for {name}", condition)


def _can_be_asked(name: str) -> bool:
    return not is_people(name) and not is_time(name)


def _makes_room(phrase: Phrase, lead: str, name: str) -> bool:
    """Tell whether the new name may stand where a phrase with the same preposition stands."""
    if lead != "for":
        return is_time(phrase.text) == is_time(name) or bool(_alike(phrase, name))
    first = tokens(phrase.text)[-1].form
    return first not in _ON_THE_WAY and not phrase.text[0].isdigit() and is_time(phrase.text) == is_time(name)


def _of_people(main: str, condition: str, found: Sequence[Phrase], name: str) -> str:
    """Return the question asked of other people than it was, or nothing when it is not about people."""
    if main.lower().startswith("who "):
        return _joined(_may_they(main, name), condition) if _may_they(main, name) else ""
    others = [
        phrase
        for phrase in found
        if is_people(phrase.text)
        and not phrase.whole
        and phrase.end <= len(main)
        and not main[: phrase.start].lower().endswith(" as ")
    ]
    if others:
        return _joined(_put(main, others[0], name), condition)
    return asked_of(_joined(main, condition), name)


def _may_they(main: str, name: str) -> str:
    """Return "who may use the lathe" asked of some people: "May guests use the lathe"; empty when that cannot
    be said.
    """
    found = re.match(r"who\s+(?:else\s+)?(\S+)\s*(.*)", main, re.IGNORECASE)
    if found is None:
        return ""
    helper, rest = found.groups()
    many = is_plural(tokens(name)[-1].form)
    if helper.lower() in ("has", "have") and rest.lower().startswith("to "):
        return f"{'Do' if many else 'Does'} {name} have {rest}"
    if helper.lower() in MODALS:
        return f"{helper.capitalize()} {name} {rest}"
    if helper.lower() in ("is", "are"):
        return f"{'Are' if many else 'Is'} {name} {rest}"
    return (
        f"{'Do' if many else 'Does'} {name} {base(helper)} {rest}"
        if may_be_verb(helper.lower()) and helper.endswith("s")
        else ""
    )


def _in_circumstance(new: str, name: str, lead: str, main: str, condition: str) -> str:
    """Return the question asked in another circumstance: instead of one of the same sort, or added."""
    found = [phrase for phrase in phrases(main) if not leans(phrase)]
    bounds = [phrase for phrase in found if phrase.lead in _BOUNDS and phrase.text[0].isdigit()]
    sort = is_time(name)
    same = [
        phrase
        for phrase in found
        if sort and phrase.lead in ("in", "on", "at", "during", "for") and is_time(phrase.text)
    ]
    chosen = bounds[-1:] if bounds and lead in _BOUNDS and name[0].isdigit() else same[-1:]
    for phrase in chosen:
        start = main.rfind(phrase.lead, 0, phrase.start)
        return _joined(f"{main[:start]}{new}{main[phrase.end :]}", condition)
    return _joined(f"{main} {new}", condition)


def _place_for(main: str, words: Sequence[Token], several: bool) -> Phrase | None:
    """Return what the question is about that the new words can stand for; of several that with the same
    article and number.
    """
    about = [thing for thing in things(main) if thing.head not in VESSELS and not is_time(thing.text)]
    definite = words[0].form in DETERMINERS
    about = [
        thing for thing in about if not _is_amount(main, thing, several) and not (definite and thing.asked)
    ]
    measured = re.match(r"what\s+(?:is|are|was|were)\b", main, re.IGNORECASE) is not None
    plain = [thing for thing in about if not thing.lead and not (measured and thing.head in ATTRIBUTES)]
    same = [[one for one in those if one.plural == several] for those in (plain, about)]
    fitting = [[one for one in those if _is_definite(one) == definite] for those in same]
    for those in (*fitting, *same):
        if those:
            return those[0]
    return about[0] if about else None


def _is_definite(phrase: Phrase) -> bool:
    return phrase.text.split()[0].lower() in DETERMINERS


def _is_amount(main: str, phrase: Phrase, several: bool) -> bool:
    """Tell whether a phrase is what is counted, and the new thing is not counted so: "leave" in "how much
    leave do mothers get".
    """
    counted = re.search(r"\bhow\s+(much|many)\s+$", main[: phrase.start], re.IGNORECASE)
    return counted is not None and phrase.asked and (counted[1].lower() == "much" or not several)


def _put(old: str, phrase: Phrase, name: str) -> str:
    """Return a question with another name in a phrase's place, with its article where the name needs one."""
    first = phrase.text.split()[0]
    given = name.split()[0].lower()
    bare = first.lower() in ("the", "a", "an", "our", "my") and given not in DETERMINERS
    plain = not any(char.isupper() for char in name) and not is_plural(tokens(name)[-1].form)
    uncounted = first.lower() in ("a", "an") and (
        name.split()[-1].lower().endswith(("ing", "ness", "ment", "age"))
    )
    article = f"{first} " if bare and plain and not uncounted else ""
    if (
        bare
        and first.lower() in ("the", "a", "an")
        and is_name(phrase.text.split(maxsplit=1)[-1])
        and is_name(name)
        and " " in phrase.text
    ):
        article = f"{first} "
    if article and re.fullmatch(r"[\d.,/-]+", name):
        article = ""
    if article.strip().lower() in ("a", "an"):
        right = "an" if name[0].lower() in "aeio" else "a"
        article = f"{right.capitalize() if article[0].isupper() else right} "
    before, behind = old[: phrase.start], old[phrase.end :]
    many = is_plural(tokens(name)[-1].form)
    helper = re.search(r"(\w+(?:n['’]t)?)\s+$", before)
    if helper is not None and not phrase.lead and many != phrase.plural:
        before = f"{before[: helper.start(1)]}{agreeing(helper[1], many=many)} "
    following = re.match(r"\s+(\w+)\b", behind)
    if following is not None and phrase.asked and many != phrase.plural and following[1].lower() in BEING:
        behind = (
            f"{behind[: following.start(1)]}{agreeing(following[1], many=many)}{behind[following.end(1) :]}"
        )
    return f"{before}{article}{name}{behind}"


def _alike(phrase: Phrase, name: str) -> int:
    """Return how much a new name looks like something of the same sort; 0 for not at all."""
    old = [word for word in tokens(phrase.text) if word.form not in DETERMINERS]
    new = [word for word in tokens(name) if word.form not in DETERMINERS]
    if not old or not new or phrase.whole != (" of " in name):
        return 0
    score = 0
    if stem(new[-1].form) == phrase.head or {stem(word.form) for word in new} & {phrase.head}:
        score += 4
    score += 2 * len({stem(word.form) for word in old} & {stem(word.form) for word in new})
    if score == 0 and _is_proper(old) and _is_proper(new):
        score = 1
    if {_shape(word) for word in old} & {_shape(word) for word in new} - {""}:
        score += 3
    return score


def _is_proper(words: Sequence[Token]) -> bool:
    return all(word.text[0].isupper() and word.text.isalpha() for word in words)


def _shape(word: Token) -> str:
    """Return what a word looks like when it is a name of a series: "year", "month", "TQ-" of "TQ-250"; else
    nothing.
    """
    if re.fullmatch(r"(?:19|20)\d\d", word.form):
        return "year"
    if word.form in MONTHS:
        return "month"
    match = re.match(r"([A-Za-z]+)[-.]?\d", word.text)
    return "series" if match is not None else ""


# Another question word


def _asked_with(wh: str, old: str) -> str | None:
    """Return a question asked with another question word."""
    main, condition = parted(old)
    words = tokens(main)
    helper = next((word for word in words if word.form in MODALS | BEING), None)
    if not words:
        return None
    asking = wh.lower()
    if asking in ("how so", "how come"):
        asking = "why"
    first = words[0].form
    long = asking in ("how long", "how much time")
    if long and first in ("how", "where", "who", "what") and deed(old):
        return f"How long does it take to {deed(old)}?"
    if helper is None:
        return _joined(f"{main}, and {asking}", condition) if first in WH else None
    body = main[helper.start :]
    body = f"{body[0].lower()}{body[1:]}"
    yes_no = helper is words[0]
    adverbial = _is_adverbial(words, helper)
    if re.match(r"why\s|(?:\w+\s+)?how\s+(?:many|much)\s+\w", asking) and asking != "why not":
        return f"{_joined(main, condition).rstrip('?')}, and {asking}?"
    if asking == "why not":
        return _joined(_denied(body), condition) if yes_no else None
    if asking.endswith(("how many", "how much")) and yes_no:
        counted = _counted(body, many=asking.endswith("many"))
        if counted is not None:
            return _joined(f"{asking[0].upper()}{asking[1:]} {counted}", condition)
        if asking.endswith("many"):
            return _joined(f"{main}, and {asking}", condition)
    passive = asking != "by whom" or helper.form in BEING
    subject = asking in ("who", "what", "which") or asking.startswith(("which ", "what "))
    if (yes_no or adverbial) and passive and not subject:
        return _joined(f"{asking[0].upper()}{asking[1:]} {body}", condition)
    return f"{_joined(main, condition).rstrip('?')}, and {asking}?"


def _is_adverbial(words: Sequence[Token], helper: Token) -> bool:
    """Tell whether a question asks for a circumstance, so that another one can be asked for in its place:
    "where", "how often".
    """
    first, second = words[0].form, words[1].form if len(words) > 1 else ""
    if first == "how":
        return second in ("often", "long", "soon", helper.form)
    return first in ("when", "where", "why") or (first in PREPOSITIONS and second in WH - {"who"})


def _denied(body: str) -> str:
    """Return "is the laser tested" as "Why is the laser not tested"."""
    helper, _, rest = body.partition(" ")
    words = tokens(rest)
    if words and words[0].form in PERSONAL | {"it"}:
        end = words[0].end
    else:
        found = next((phrase for phrase in phrases(f"{body}?") if not phrase.part), None)
        end = len(rest) if found is None else found.end - len(helper) - 1
    return f"Why {helper} {rest[:end]} not{rest[end:]}"


def _counted(body: str, *, many: bool) -> str | None:
    """Return "can I borrow scores over the summer" as "scores can I borrow over the summer", or None without
    something to count.
    """
    for phrase in phrases(f"{body}?"):
        before = body[: phrase.start].split()
        counted = (
            phrase.plural if many else not phrase.plural and phrase.text.split()[0].lower() not in DETERMINERS
        )
        if len(before) > 2 and not phrase.lead and counted and not phrase.part:
            name = re.sub(r"^(?:the|my|our|any|some)\s+", "", phrase.text, flags=re.IGNORECASE)
            return f"{name} {body[: phrase.start].rstrip()}{body[phrase.end :]}"
    return None
