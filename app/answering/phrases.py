"""The noun phrases of a question: what it is about, found without a model.

Decision hidden: how phrases are told from verbs with word lists and the shape of English questions alone. It
errs towards taking a word into a phrase; who uses it must not mind a word too many. Invariant: every phrase
is exactly `question[start:end]`. Pure; any thread.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.core.language.text import fold, stem

_TOKEN = re.compile(
    r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\bper (?:diem|capita|annum)\b|[^\W_](?:[\w'’.\-/+#]*[\w+#])?",
    re.IGNORECASE,
)

DETERMINERS = frozenset(
    "the a an this that these those my our your his her its their every each all any some no both another".split()
)
PREPOSITIONS = frozenset(
    "of for in on at by with from to about under after before during between within without against into onto over per through via"
    " since until above below behind near around inside outside despite according like".split()
)
MODALS = frozenset(
    "do does did don't doesn't didn't can could will would shall should may might must cannot can't won't".split()
)
BEING = frozenset(
    "is are was were be been being am has have had isn't aren't wasn't weren't hasn't haven't hadn't".split()
)
WH = frozenset("who whom whose what which when where why how".split())
PERSONAL = frozenset(
    "i you we me us he she him they them it yours ours one everybody everyone anybody anyone nobody someone somebody".split()
)
_JOINTS = frozenset(
    "and or but nor if while because although though whether unless as than so then that's it's".split()
)
_LOOSE = frozenset(
    """
    again ahead already also always away back directly even ever exactly first here how's just later long more most much never not now often
    once only over please quite really since sometimes soon still there today together tomorrow too twice up usually very yesterday yet
    abroad alone apart down out off instead else long far many old big large small high low deep hot cold fast slow soon late early
    """.split()
)
_MEASURES = frozenset(
    "many much long often far old big large small high low deep hot cold fast slow soon late early wide heavy".split()
)
_PREDICATES = frozenset(
    """
    allowed available compatible current dangerous deprecated different due easy empty enough expensive free full hard heavy illegal
    important legal lit mandatory necessary necessary new obsolete ok old open optional possible ready required responsible safe secret
    sufficient true useful valid visible wrong
    """.split()
)
_NOUNS_IN_ING = frozenset(
    """
    bearing booking building bushing casing catering ceiling coating drawing evening fitting handling heading hearing housing lighting
    marking meeting morning opening parking piping pricing rating reading ring setting shipping spelling spring string thing training
    tubing warning wiring
    """.split()
)
_VERBS = frozenset(
    stem(word)
    for word in """
    accept achieve add adopt affect agree allow announce appear apply approve arrive ask assign avoid become begin behave belong borrow
    bring build buy calculate cancel choose close come compare comply compute conclude connect consider consist contain continue convert
    cover create decide define delete deliver depend describe deserve detect determine develop differ disagree distinguish earn eat
    employ enable end enrol enroll ensure enter exist expire explain express extend fail fill find finish fit follow forbid get give go
    grow guarantee handle happen hear help hire hold identify imply improve include increase indicate inform inspect install introduce
    involve invite join keep know last learn lend let lie live locate look lose maintain make matter mean meet mention mount move need
    obtain occur offer operate originate owe own pay perform permit prevent produce propose protect prove provide publish raise reach
    read receive recommend reduce refer register reject relate rely remain remove renew replace represent require resign restrict retain
    return run say see seem sell send serve solve specify spend split store submit suggest supply take tell tolerate treat try
    understand use vary want wear weigh write
    """.split()
)
_VERBS_OR_NOUNS = frozenset(
    stem(word)
    for word in """
    access answer approach archive attack benefit bill book break call cause change charge check claim clean contact control cost crash
    deal delay design display download drain drift drop exit export fall file fix fly form guide import lack land lead leave limit link
    list load lock mark measure note open order pack plan print process rent repair report request reset rest result rise ring rule
    sample scale seal ship show sign sleep sound stand start state stop store strike support swap switch test time touch track trade
    transfer travel turn update upload visit vote wash wait walk work
    """.split()
)
_PAST = frozenset(
    """
    became began bought broke brought built came chose did drew drove fell felt flew forbade found gave got grew had held kept knew laid
    led left lost made meant met paid put ran read rose said sat saw sent set shook showed sold spent spoke stood struck taught
    thought threw told took tore went withdrew won wore wrote
    """.split()
)
_PAST_OR_NOUN = frozenset({"felt", "rose", "saw", "spoke"})
_PARTICIPLES = _PAST | frozenset(
    "beaten born borne broken chosen done drawn driven fallen flown forbidden given gone grown hidden known lain proven risen seen shaken"
    " shown spoken stolen taken thrown torn withdrawn worn written".split()
)


_TELLING = frozenset({"tell", "give", "show", "list", "explain", "describe", "find"})

_ACTING = PERSONAL - {"me", "us", "him", "them", "it", "yours", "ours", "one"}
_BETWEEN = PREPOSITIONS | MODALS | BEING | WH | PERSONAL | _JOINTS | {"that"}
_NO_NOUNS = _BETWEEN | DETERMINERS


@dataclass(frozen=True)
class Token:
    """A word of a question: folded, and where it stands."""

    form: str
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Phrase:
    """A noun phrase of a question.

    Attributes:
        text: with its determiner, as written.
        start, end: where it stands in the question.
        head: stem of the word it is a kind of: "ring" of "the seat ring of the RV-7".
        plural: whether that is more than one.
        asked: it is what the question asks for ("which valve", "how many days"), not what it is about.
        lead: the preposition before it, or empty.
        part: it stands inside a longer one: "the RV-7" in "the seat ring of the RV-7".
        whole: it is made of others joined by "of".
        chosen: it is asked for with "which": one of several that are known.
    """

    text: str
    start: int
    end: int
    head: str
    plural: bool
    asked: bool
    lead: str
    part: bool = False
    whole: bool = False
    chosen: bool = False


def tokens(question: str) -> list[Token]:
    """Return the words of a question."""
    found = [
        Token(fold(match.group()), match.start(), match.end(), match.group())
        for match in _TOKEN.finditer(question)
    ]
    if " A" in question and not question.isupper():
        # "in B instead of A": a name, no article.
        return [replace(one, form="A") if one.text == "A" and one.start else one for one in found]
    return found


def is_verb(form: str) -> bool:
    """Tell whether a folded word is a verb that is hardly ever anything else."""
    return form in _PAST or stem(form) in _VERBS


def may_be_verb(form: str) -> bool:
    """Tell whether a folded word is a verb, or a noun that is a verb as well."""
    return is_verb(form) or stem(form) in _VERBS_OR_NOUNS


def is_plural(form: str) -> bool:
    """Tell whether a folded noun is a plural."""
    return form in {"people", "staff", "children", "data", "men", "women", "criteria", "police"} or (
        form.endswith("s")
        and not form.endswith(("ss", "us", "is", "'s"))
        and not any(char.isdigit() for char in form)
    )


def phrases(question: str) -> list[Phrase]:
    """Return the noun phrases of a question in reading order; a phrase joined by "of" comes before its
    parts.
    """
    words = tokens(question)
    simple = _simple(question, words)
    found: list[Phrase] = []
    at = 0
    while at < len(simple):
        last = at
        while (
            last + 1 < len(simple)
            and simple[last + 1].lead == "of"
            and question[simple[last].end : simple[last + 1].start].strip() == "of"
        ):
            last += 1
        first = simple[at]
        if last > at:
            end = simple[last].end
            found.append(replace(first, text=question[first.start : end], end=end, whole=True))
        found += [
            replace(one, asked=one.asked and number == 0, part=last > at)
            for number, one in enumerate(simple[at : last + 1])
        ]
        at = last + 1
    return found


def _simple(question: str, words: Sequence[Token]) -> list[Phrase]:
    """Return the phrases that no "of" joins."""
    found: list[Phrase] = []
    mode = "start" if words and words[0].form in WH | MODALS | BEING | PREPOSITIONS else "plain"
    if words and words[0].form in _TELLING:
        mode = "verb"
    at, lead, asked = 0, "", False
    while at < len(words):
        form = words[at].form
        if form in WH:
            asked, mode = form in ("which", "what", "whose", "how", "who"), f"wh-{form}"
            if (
                form == "how"
                and at + 1 < len(words)
                and words[at + 1].form not in MODALS | BEING | DETERMINERS | {"to"}
            ):
                at += 1  # the measure: "how often", "how firmly"
                asked = words[at].form in ("many", "much")
        elif form in MODALS:
            mode, asked, lead = "verb" if _acts(words, at) else "support", False, ""
        elif form in BEING:
            mode, asked, lead = "being" if mode != "support" else "after", False, ""
        elif form in PREPOSITIONS:
            lead = form
            if form == "to" and at + 1 < len(words) and _is_action(words, at + 1):
                at, lead = at + 1, ""
        elif form in _JOINTS or form in PERSONAL or (form == "that" and _is_relative(question, words, at)):
            lead, mode = "", _mode_behind(words, at, mode)
        else:
            stop = _reach(question, words, at)
            if stop == at:  # a word that belongs to no phrase
                at += 1
                continue
            first, last, resume, mode = _trim(words, at, stop, mode, lead)
            phrase = _phrase(question, words[first:last], asked, lead)
            if phrase is not None:
                which = asked and first > 0 and words[first - 1].form == "which"
                found.append(replace(phrase, chosen=which) if which else phrase)
            at, lead, asked = resume - 1, "", False
        at += 1
    return found


def _acts(words: Sequence[Token], at: int) -> bool:
    """Tell whether the question word before a modal is who does what the next word says: "who can approve the
    plan".
    """
    subject = at > 0 and words[at - 1].form in ("who", "what", "which")
    rest = at + 2
    alone = rest == len(words) or (
        rest < len(words) and words[rest].form in DETERMINERS | PREPOSITIONS | PERSONAL
    )
    return (
        subject and alone and words[at].form not in ("do", "does", "did") and may_be_verb(words[at + 1].form)
    )


def _mode_behind(words: Sequence[Token], at: int, mode: str) -> str:
    """Return what to expect behind a joint, a person or a relative "that"."""
    form = words[at].form
    joined = at > 0 and words[at - 1].form in _JOINTS
    acting = form in _ACTING and (mode == "plain" or mode.startswith("wh-") or joined)
    if form == "that" or (form in PERSONAL and mode == "support") or acting:
        return "verb"
    if form in PERSONAL and mode == "being" and at and words[at - 1].form in BEING:
        return "said"
    return mode


def _is_action(words: Sequence[Token], at: int) -> bool:
    form = words[at].form
    return (stem(form) in _VERBS | _VERBS_OR_NOUNS or form.endswith(("ise", "ize", "ate", "ify"))) and (
        at + 1 == len(words) or words[at + 1].form not in BEING | MODALS
    )


def _reach(question: str, words: Sequence[Token], at: int) -> int:
    """Return one past the last word of the stretch that begins at `at` and holds no function word."""
    stop = at
    while stop < len(words):
        form = words[stop].form
        if form in DETERMINERS:
            if stop > at:
                break
        elif form in _BETWEEN or (
            form in _LOOSE and (stop == at or stop + 1 == len(words) or form not in _MEASURES)
        ):
            break
        if stop > at and question[words[stop - 1].end : words[stop].start].strip(" \t\n-–"):
            break
        stop += 1
    return stop


_Trimmed = tuple[int, int, int, str]
"""A phrase's first word, one past its last, where to go on, and what to expect there."""


def _trim(words: Sequence[Token], start: int, stop: int, mode: str, lead: str) -> _Trimmed:
    """Return the phrase in a stretch of words, where to go on, and what to expect there: verbs are left
    out.
    """
    first = start + (words[start].form in DETERMINERS)
    follower = words[stop].form if stop < len(words) else ""
    if mode == "verb":  # "did they choose the cheaper valve": the first word is the verb
        return (start, start, start + 1, "after") if first == start else (start, stop, stop, "after")
    if mode == "said":  # "are we eligible for it": what is said of somebody is no thing
        said = first == start and (stop - start == 1 or is_participle(words[start].form))
        return (start, start, start + 1, "after") if said else (start, stop, stop, "after")
    if mode == "support":
        return _trim_supported(words, start, stop, first, follower)
    if mode == "being":
        return _trim_predicate(words, start, stop, first, follower)
    if mode in ("wh-what", "wh-which", "wh-who", "wh-whose") and follower not in MODALS | BEING:
        return _trim_asked(words, start, stop, mode, follower)
    if mode == "after" and first == start and not lead and is_participle(words[start].form):
        return start, start, start + 1, "after"
    for at in range(first + 1, stop):
        form = words[at].form
        if lead and form in _PAST_OR_NOUN:
            continue  # "of the band saw"
        if form in _PAST or (stem(form) in _VERBS and form.endswith(("s", "ed"))):
            return start, at, at + 1, "after"
    return start, stop, stop, mode


def _trim_supported(words: Sequence[Token], start: int, stop: int, first: int, follower: str) -> _Trimmed:
    """Trim what stands behind an auxiliary: somebody, and the verb that it supports."""
    sure = [at for at in range(first + 1, stop) if is_verb(words[at].form)]
    perhaps: list[int] = []
    if follower != "of":
        perhaps = [at for at in range(first + 1, stop) if stem(words[at].form) in _VERBS_OR_NOUNS]
    verb = sure[0] if sure else perhaps[-1] if perhaps else None
    ends = follower not in BEING | MODALS | {"of"} and words[stop - 1].form.isalpha()
    if verb is None and stop - first > 1 and ends:
        verb = stop - 1
    return (start, stop, stop, "support") if verb is None else (start, verb, verb + 1, "after")


def _trim_predicate(words: Sequence[Token], start: int, stop: int, first: int, follower: str) -> _Trimmed:
    """Trim what stands behind a form of "be": a thing, and what is said or done to it."""
    if first == start and stop - start == 1 and is_participle(words[start].form):
        return start, start, stop, "after"  # "were injured in": no phrase stands there
    for at in range(stop - 1, first, -1):
        done = is_participle(words[at].form) and words[at].form not in _PAST_OR_NOUN
        if done or (words[at].form in _PREDICATES and at == stop - 1):
            return start, at, at + 1, "after"
    return start, stop, stop, "being" if follower == "of" else "after"


def _trim_asked(words: Sequence[Token], start: int, stop: int, mode: str, follower: str) -> _Trimmed:
    """Trim what stands behind a question word without an auxiliary.

    The stretch holds the verb, and what is behind that is what the question is about.
    """
    verbs = [start]
    if mode != "wh-who":
        verbs = [
            at
            for at in range(start, stop)
            if is_verb(words[at].form)
            or (words[at].form.endswith("ed") and is_participle(words[at].form))
            or (at > start and stem(words[at].form) in _VERBS_OR_NOUNS)
        ]
    if not verbs and follower == "of":
        return start, stop, stop, mode  # "which lot of crystals was blocked"
    verb = verbs[0] if verbs else start
    return start, verb, verb + 1, "after"


def _is_relative(question: str, words: Sequence[Token], at: int) -> bool:
    """Tell whether "that" begins a clause about the noun before it."""
    before = words[at - 1].form if at else ""
    return (
        bool(before)
        and before not in _NO_NOUNS
        and not is_verb(before)
        and not question[words[at - 1].end : words[at].start].strip()
    )


def is_participle(form: str) -> bool:
    """Tell whether a folded word is what is done to a thing: "inspected", "worn"."""
    past = form.endswith("ed") and (not form.endswith("eed") or form in ("agreed", "freed"))
    return past or (form.endswith("ing") and form not in _NOUNS_IN_ING) or form in _PARTICIPLES


def _phrase(question: str, words: Sequence[Token], asked: bool, lead: str) -> Phrase | None:
    bare = [word for word in words if word.form not in DETERMINERS]
    while words and bare and bare[-1].form in _LOOSE:
        words, bare = words[:-1], bare[:-1]
    if not bare:
        return None
    start, end = words[0].start, bare[-1].end
    head = next((word for word in reversed(bare) if not word.form[0].isdigit()), bare[-1])
    return Phrase(question[start:end], start, end, stem(head.form), is_plural(head.form), asked, lead)
