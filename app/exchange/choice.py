"""Which of its options a decision record says was chosen, and which it says was not.

Decision hidden: the words in which people tell a choice ("Chosen option: *X*, because …", "We will use X
instead of Y", "X was chosen"), and when a name in them is an option's, though shortened or punctuated
otherwise. Invariant: nothing is concluded from silence: an option of which nothing is said stays open. Pure;
any thread.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

LONGEST_NAME = 160
"""Characters of a name that stands in no list of options and may still be one."""


@dataclass(frozen=True)
class Choice:
    """What a text says of options.

    Attributes:
        chosen: names of options, as they are listed; a name that is in no list when it was called the chosen
            option.
        refused: names of options that it says were not chosen.
        because: the reason given for the choice, on one line.
        rest: the text without a first paragraph that said nothing else.
    """

    chosen: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    because: str = ""
    rest: str = ""


_THING = r"(?:option|alternative|solution|approach|design|candidate|variant|variante|lösung)"
_CALLED = re.compile(
    rf"(?:the\s+|our\s+|final\s+)*(?:(?:chosen|selected|adopted|winning|gewählte)\s+{_THING}s?|{_THING}s?\s+(?:chosen|"
    rf"selected)|choice|chosen|"
    r"selected|decision|entscheidung)\s*(?:\([^)]*\)\s*)?(?::|=|\s(?:is|was|are|were|ist|war)\b:?|\s[-–—]\s|"
    r"(?=[\"“„«]))\s*(?P<said>.+)",
    re.DOTALL | re.IGNORECASE,
)  # fmt: skip
_REASON = re.compile(
    r"[\s,;.:–—-]*\b(?:because|since|due to|owing to|as (?:it|they|this|that|we)\b|weil)\b[\s:,]*",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[\"“„«](?P<name>[^\"”“»]+)[\"”“»]")
_NONE = re.compile(
    r"(?:none|neither|no (?:option|alternative|solution)|nothing)\b(?! (?:yet|so far))", re.IGNORECASE
)
_OPEN = re.compile(
    r"\b(?:tbd|tba|n/?a|to be (?:decided|determined|defined|discussed)|not (?:yet )?(?:decided|chosen|selected|"
    r"determined)|undecided|pending|"
    r"open|yet|so far|offen)\b|^\W*$",
    re.IGNORECASE,
)
_UNSURE = re.compile(
    r"\b(?:may|might|could|would|if|unless|until|whether|consider\w*|propos\w+|recommend\w*|suggest\w*|lean\w*|"
    r"tend\w*|prefer\w*|probably|"
    r"likely|perhaps|maybe|undecided|hope\w*|plan to (?:decide|evaluate)|evaluat\w+|will (?:decide|evaluate|discuss|"
    r"revisit))\b|\?",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"\b(?:will|shall|should|decided?|agreed?|chose|choose|choosing|chosen|selected?|picked?|opt(?:ed)?|adopt(?:ed)?|"
    r"go(?:ing|es)?|went|"
    r"settled?|use|using|take|took|buy|bought|keep|kept|stay|stick|switch(?:ed)?|mov(?:e|ed|ing)|migrat(?:e|ed|ing)|"
    r"introduce|implement|"
    r"favou?r|won|wins|wählen|verwenden|nutzen|nehmen|setzen)\b|['’]ll\b",
    re.IGNORECASE,
)
_PASSIVE = re.compile(
    r"^\W*(?:option\W+)?(?:is|was|were|are|has been|have been|will be|shall be|got|gets)\s+(?:\w+ly\s+|therefore\s+|then\s+)?"
    r"(?:chosen|selected|adopted|picked|used|accepted|introduced|taken|kept|our choice|the (?:choice|winner|chosen|selected|one))"
    r"|^\W*it is\W*$|^\W*(?:wins|won)\b",
    re.IGNORECASE,
)
_AGAINST = re.compile(
    r"\b(?:reject\w*|dismiss\w*|discard\w*|rul(?:e|ed|ing) out|drop(?:ped)?|against|abandon\w*|declin\w*|turned down|"
    r"stop(?:ped)? using)\b"
    r"|(?:\b(?:not|never|no longer)|n['’]t)\s+(?:\w+\s+){0,2}?(?:use|using|used|choose|chose|chosen|select\w*|pick\w*|"
    r"adopt\w*|take|taken|buy|"
    r"bought|keep|kept|go|opt|introduce\w*|implement\w*|accept\w*)\b|\bnicht\b",
    re.IGNORECASE,
)
_OVER = re.compile(
    r"\b(?:instead of|rather than|over|and not|but not|in preference to|statt)\b", re.IGNORECASE
)
_FOR = re.compile(r"\bin favou?r of\b|\bzugunsten\b", re.IGNORECASE)
_REPLACED = re.compile(
    r"\breplac(?:e|es|ed|ing)\b(?P<old>.+?)\b(?:with|by)\b(?P<new>.+)", re.IGNORECASE | re.DOTALL
)
_FROM = re.compile(r"\bfrom\b.+?\bto\b", re.IGNORECASE)
_LEADING = re.compile(r"^\W*(?:instead of|rather than|despite|although|while)\b[^,]*,", re.IGNORECASE)
_SENTENCE = re.compile(
    r"(?<=[.!?])[\"”*_)]*\s+(?=[\"“*_(]*[^\W\d_])|\n\s*\n|\n(?=\s*(?:[-*+•]|\d+[.)])\s)|;\s+"
)
_NUMBERED = re.compile(
    r"(?:option|alternative|variant|solution|variante)?\s*#?(?P<number>\d{1,2}|[a-z])\s*[:.)–—-]\s+(?P<name>.+)",
    re.IGNORECASE,
)
_HEAD = re.compile(r"\s+[-–—]+\s+|\s*[:;(]\s*|,\s")
_PICKED = re.compile(
    r"\s*(?:[-–—←:>]+\s*)?[(\[*_]*\s*(?P<word>chosen|selected|accepted|adopted|our choice|winner|✅|✔️?|☑️?|rejected|"
    r"discarded|dismissed|declined|"
    r"not chosen|not selected|❌|✗|✘)(?P<more>\s+option)?\s*[)\]*_]*\s*$",
    re.IGNORECASE,
)
_INSIDE = re.compile(
    r"\s*[(\[](?P<word>chosen|selected|our choice|x|rejected|discarded|dismissed|not chosen|not selected)[)\]]",
    re.IGNORECASE,
)
_BOX = re.compile(r"^\[(?P<mark>[ xX])\]\s+")
_SIGN = re.compile(r"^(?P<sign>✅|✔️?|☑️?|❌|✗|✘)\s*")
_POSITIVE = ("chosen", "selected", "accepted", "adopted", "our choice", "winner", "✅", "✔", "✔️", "☑", "☑️")
_COMMON = frozenset(
    "a an and the of on in for to with without by or as at is be we our it its this that do use using option "
    "alternative solution new old own "
    "no not both all one two der die das und".split()
)


def plain_words(text: str) -> str:
    """Return Markdown as a person reads it: no emphasis, no link targets, no code marks."""
    text = re.sub(r"!?\[([^\]]*)\](?:\([^()\s]*(?:\([^()]*\))?[^()]*\)|\[[^\]]*\])", r"\1", text)
    text = re.sub(r"(?<!\w)(\*\*\*|\*\*|__|~~)(?=\S)(.+?)(?<=\S)\1(?!\w)", r"\2", text, flags=re.DOTALL)
    text = re.sub(r"(?<![\w*])\*(?=[^\s*])([^*\n]+?)(?<=[^\s*])\*(?![\w*])", r"\1", text)
    text = re.sub(r"(?<!\w)_(?=[^\s_])([^_\n]+?)(?<=[^\s_])_(?!\w)", r"\1", text)
    return re.sub(r"`([^`]*)`", r"\1", text)


def marked(entry: str) -> tuple[str, bool | None]:
    """Return an option of a list without a mark that says what became of it ("(chosen)", "[x]", "✅", struck
    out), " "and what that says."""
    entry = entry.strip()
    box, sign = _BOX.match(entry), _SIGN.match(entry)
    if box:
        # An empty box says nothing by itself: in many lists none is ever ticked.
        return _unmarked(entry[box.end() :])[0], True if box["mark"] in "xX" else None
    if sign:
        return entry[sign.end() :], sign["sign"] in _POSITIVE
    if re.fullmatch(r"~~.+~~", entry):
        return entry[2:-2], False
    return _unmarked(entry)


def _unmarked(entry: str) -> tuple[str, bool | None]:
    inside = _INSIDE.search(entry)
    if inside:
        return (entry[: inside.start()] + entry[inside.end() :]).strip(), inside["word"].casefold() in (
            *_POSITIVE,
            "x",
        )
    match = _PICKED.search(entry)
    # "The accepted" is a name; a mark stands behind a bracket, a dash, an arrow or emphasis, or is a sign.
    if match and match.start() and re.match(r"\s*[(\[*_←:>✅✔☑❌✗✘]|\s+[-–—]", match[0]):
        return entry[: match.start()].rstrip(), match["word"].casefold() in _POSITIVE
    return entry, None


def find_choice(text: str, names: Sequence[str]) -> Choice:
    """Return what a record's words say of its options.

    Args:
        text: Markdown of the section that tells the outcome.
        names: of the options that the record lists.
    """
    first, _, more = text.partition("\n\n")
    called = _CALLED.fullmatch(plain_words(re.sub(r"^\W*[-*+]\s+", "", first.strip())).strip())
    if called and not _VERB.match(called["said"].removeprefix("to ").removeprefix("we ")):
        found = _called(called["said"], more, names)
        if found is not None:
            return found
    chosen: dict[str, str] = {}
    refused: list[str] = []
    for at, sentence in enumerate(_SENTENCE.split(plain_words(text))):
        said = _CALLED.fullmatch(re.sub(r"^\W*[-*+•]\s+", "", sentence.strip()))
        if said:
            found = _called(said["said"], "", names)
            picked, against, because = (found.chosen, found.refused, found.because) if found else ((), (), "")
            if not picked and not against:
                picked, against, because = _told(said["said"], names)
        else:
            picked, against, because = _told(sentence, names)
            if not at and not picked and not against:
                picked, because = _alone(sentence, names)
        named = said is not None and _QUOTED.match(said["said"])
        picked = tuple(one for one in picked if named or one in names)
        for name in picked:
            chosen[name] = chosen.get(name) or because
        refused += against
    both = set(chosen) & set(refused)
    sure = [name for name in chosen if name not in both]
    reason = next((chosen[name] for name in sure if chosen[name]), "")
    return Choice(
        tuple(sure), tuple(name for name in dict.fromkeys(refused) if name not in both), reason, text
    )


def chosen_by_title(title: str, names: Sequence[str]) -> str:
    """Return the option that a record's title names as what is done ("Use Plume for search"), or nothing."""
    opening = (
        r"(?:\W*(?:adr\W*)?\d+\W+)?(?:use|adopt|choose|switch to|move to|go with|introduce|migrate to)\s+(.+)"
    )
    match = re.match(opening, title, re.IGNORECASE)
    found = mentions(match[1], names) if match else []
    return found[0] if len(found) == 1 else ""


def mentions(text: str, names: Sequence[str]) -> list[str]:
    """Return the options that a text names, in its order; a shortened name counts when it can be no other
    option's.
    """
    words = _tokens(text)
    placed = _placed(words, names)
    if not placed:
        placed = _shortened(words, names)
    return list(dict.fromkeys(name for _, name in sorted(placed)))


def _called(said: str, more: str, names: Sequence[str]) -> Choice | None:
    """Return the choice of "Chosen option: …"; None when that names no option and no name."""
    reason = _REASON.search(said)
    what = (said[: reason.start()] if reason else said).strip()
    because = " ".join(said[reason.end() :].split()) if reason else ""
    quoted = _QUOTED.match(what)
    if quoted and not reason:
        because = what[quoted.end() :].strip(" ,;.–—-")
    name = (quoted["name"] if quoted else what).strip(" \t\n\"'“”*_.,;:")
    rest = more.strip()
    if reason and not because:
        because, rest = _listed_reason(rest)
    if _NONE.match(name):
        return Choice((), tuple(names), because, rest)
    if (
        re.fullmatch(r"both(?: (?:options|of them))?|all(?: of them| options)?", name, re.IGNORECASE)
        and names
    ):
        return Choice(tuple(names), (), because, rest)
    if not quoted and _OPEN.search(name):
        return Choice(rest=f"{said}\n\n{rest}".strip())
    over = _OVER.search(name)
    found = mentions(name[: over.start()] if over else name, names)
    refused = tuple(one for one in mentions(name[over.end() :], names) if one not in found) if over else ()
    if found:
        # A sentence behind the name is no part of it, and is not to be lost.
        tail = "" if quoted or len(name) <= LONGEST_NAME else said
        exact = len(found) == 1 and len(_tokens(name)) <= len(_tokens(found[0])) + 4
        kept = tail or ("" if exact or quoted else what)
        return Choice(tuple(found), refused, because, "\n\n".join(part for part in (kept, rest) if part))
    if quoted or (len(name) <= LONGEST_NAME and not re.search(r"[.!?]\s|\n", name)):
        return Choice((" ".join(name.split()),), refused, because, rest)
    return None


def _listed_reason(text: str) -> tuple[str, str]:
    """Return a reason that is a list of its own below "because", on one line, and the text below it."""
    block, _, after = text.partition("\n\n")
    items = [line.strip() for line in block.splitlines() if line.strip()]
    if not items or not all(re.match(r"(?:[-*+•]|\d{1,2}[.)])\s+", item) for item in items):
        return "", text
    return "; ".join(
        re.sub(r"^(?:[-*+•]|\d{1,2}[.)])\s+", "", plain_words(item)).rstrip(".;,") for item in items
    ), after.strip()


def _told(sentence: str, names: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...], str]:
    """Return what one sentence says: options chosen, options refused, and why."""
    if not names or not sentence.strip():
        return (), (), ""
    reason = _REASON.search(sentence)
    main = sentence[: reason.start()] if reason and reason.start() else sentence
    because = " ".join(sentence[reason.end() :].split()) if reason and reason.start() else ""
    main = _FROM.sub(" to ", _LEADING.sub(" ", main))
    replaced, favoured = _REPLACED.search(main), _FOR.search(main)
    if _UNSURE.search(main):
        return (), (), ""
    if replaced:
        old, new = mentions(replaced["old"], names), mentions(replaced["new"], names)
        return tuple(new), tuple(one for one in old if one not in new), because
    if favoured:
        against, picked = mentions(main[: favoured.start()], names), mentions(main[favoured.end() :], names)
        if picked and not re.search(r"\bnot\b", main[: favoured.start()]):
            return tuple(picked), tuple(one for one in against if one not in picked), because
    over = _OVER.search(main)
    refused = mentions(main[over.end() :], names) if over else []
    main = main[: over.start()] if over else main
    picked, against = _clauses(main, names)
    return tuple(picked), tuple(one for one in [*against, *refused] if one not in picked), because


def _alone(sentence: str, names: Sequence[str]) -> tuple[tuple[str, ...], str]:
    """Return the option of a sentence that is hardly more than its name, with the reason: "Option A, because
    it is near.".
    """
    reason = _REASON.search(sentence)
    main = sentence[: reason.start()] if reason else sentence
    named = mentions(main, names)
    if (
        len(named) != 1
        or _UNSURE.search(main)
        or _AGAINST.search(main)
        or re.search(r"\b(?:no|not|nor|never)\b", main, re.IGNORECASE)
    ):
        return (), ""
    if len(_tokens(main)) > max(2, min(len(key) for key in _keys(named[0]) if key)) + 1:
        return (), ""
    return (named[0],), " ".join(sentence[reason.end() :].split()) if reason else ""


def _clauses(main: str, names: Sequence[str]) -> tuple[list[str], list[str]]:
    picked: list[str] = []
    against: list[str] = []
    for clause in re.split(r",?\s+(?:but|while|whereas)\s+|,\s+(?=(?:we|and)\b)", main):
        found = mentions(clause, names)
        if not found:
            continue
        if _AGAINST.search(clause):
            against += found
            continue
        verb = _VERB.search(clause)
        if verb and (after := mentions(clause[verb.end() :], names)):
            picked += after
        elif any(_PASSIVE.search(tail) for tail in _tails(clause, found)):
            picked += found
    return picked, against


def _tails(clause: str, names: Sequence[str]) -> Iterator[str]:
    """Yield what stands behind each word of a clause that ends an option's name."""
    last = {token for name in names for token in _tokens(name)}
    for match in re.finditer(r"[\w+#]+[\"”’'*_)]*", clause):
        if set(_tokens(match[0])) & last:
            yield clause[match.end() :]


def _tokens(text: str) -> list[str]:
    folded = unicodedata.normalize("NFKD", text.casefold())
    folded = "".join(char for char in folded if not unicodedata.combining(char)).replace("’", "'")
    return re.findall(r"[a-z0-9\u0370-\uffff]+(?:'[a-z]+)?[+#]*", folded)


def _keys(name: str) -> Iterator[list[str]]:
    """Yield the ways in which an option may be named in full: by its name, what stands before its
    explanation.
    """
    numbered = _NUMBERED.fullmatch(name)
    whole = [name, *([numbered["name"]] if numbered else [])]
    for one in whole:
        yield _tokens(one)
        yield _tokens(_HEAD.split(one, maxsplit=1)[0])


def _labels(at: int, name: str) -> Iterator[list[str]]:
    """Yield the ways in which an option may be named by its number or letter."""
    numbered = _NUMBERED.fullmatch(name)
    label = numbered["number"].casefold() if numbered else str(at)
    yield from ([word, label] for word in ("option", "alternative", "variant", "solution"))


def _placed(words: Sequence[str], names: Sequence[str]) -> list[tuple[int, str]]:
    spans: list[tuple[int, int, str]] = []
    for at, name in enumerate(names, 1):
        keys = [key for key in _keys(name) if key and not set(key) <= _COMMON]
        numbered = _NUMBERED.fullmatch(name)
        if numbered and list(words) == [numbered["number"].casefold()]:
            spans.append((0, 1, name))
        for key in [*keys, *_labels(at, name)]:
            spans += [
                (start, start + len(key), name)
                for start in range(len(words))
                if list(words[start : start + len(key)]) == key
            ]
    return [
        (start, name)
        for start, end, name in spans
        if not any(other != name and first <= start and end <= last and last - first >= end - start for first, last, other in spans)
    ]  # fmt: skip


def _shortened(words: Sequence[str], names: Sequence[str]) -> list[tuple[int, str]]:
    """Return the one option of which the words hold something that no other option has."""
    own = [{_stem(token) for token in _tokens(name)} - _COMMON for name in names]
    there = {_stem(word): at for at, word in reversed(list(enumerate(words)))}
    found = []
    for at, tokens in enumerate(own):
        others = set().union(*(one for number, one in enumerate(own) if number != at))
        hits = [there[token] for token in tokens - others if token in there and len(token) > 1]
        if hits:
            found.append((min(hits), names[at]))
    return found if len(found) == 1 else []


def _stem(token: str) -> str:
    return token[:-1] if len(token) > 3 and token.endswith("s") and not token.endswith("ss") else token


def closest(name: str, options: Sequence[dict[str, Any]]) -> dict[str, Any] | None:
    """Return the one option that a heading names otherwise than the list: shortened, numbered, or with its
    explanation.
    """
    wanted = {tuple(key) for key in _keys(name) if key}
    same = [one for one in options if wanted & {tuple(key) for key in _keys(one["name"]) if key}]
    return same[0] if len(same) == 1 else None
