"""Decision records of other programs and of none, in the one form that is read: a title, sections of the
second level, facts apart.

Decision hidden: the ways in which MADR 2 to 4, Nygard's records, log4brains and plain notes are laid out:
underlined and bold headings, headings of any level, comments and links in them, and where each says status,
day and people: a list below the title, lines, a table, a section. Invariant: no word is dropped except
comments and the marks of headings. Pure; any thread.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.core.documents.supersession import References, named, references
from app.exchange.choice import plain_words

SECTIONS: Mapping[str, str] = {
    **dict.fromkeys(
        ("context and problem statement", "context", "problem statement", "problem", "background", "issue",
         "motivation", "situation", "introduction",
         "problem description", "why are we doing this", "kontext", "ausgangslage", "problemstellung"), "situation"),
    **dict.fromkeys(("decision drivers", "drivers", "goals", "forces", "requirements", "criteria", "decision criteria", "treiber"), "goal"),
    **dict.fromkeys(
        ("considered options", "options", "alternatives", "alternatives considered", "considered alternatives",
         "options considered", "positions",
         "possible solutions", "other options", "solutions considered", "betrachtete optionen", "alternativen",
         "optionen"), "options"),
    **dict.fromkeys(("rejected options", "rejected alternatives", "discarded options", "rejected ideas", "options rejected"), "rejected"),
    **dict.fromkeys(
        ("decision outcome", "our decision", "outcome of the decision", "resolution", "solution", "what we decided",
         "what was decided", "conclusion",
         "chosen option", "entscheidung", "beschluss"), "decision"),
    **dict.fromkeys(
        ("consequences", "negative consequences", "tradeoffs", "drawbacks", "implications", "impact", "risks",
         "disadvantages", "konsequenzen",
         "negative konsequenzen", "folgen", "trade offs"), "tradeoffs"),
    **dict.fromkeys(("justification", "argument", "arguments", "reasons", "reasoning", "why", "begründung"), "rationale"),
    **dict.fromkeys(("revisit", "review", "when to revisit"), "revisit"),
    **dict.fromkeys(("positive consequences", "benefits", "advantages", "positive konsequenzen"), "good"),
    **dict.fromkeys(
        ("pros and cons of the options", "pros and cons", "options analysis", "analysis of options",
         "evaluation of options", "comparison"), "pros"),
    "status": "status",
}  # fmt: skip
"""Sections of decision records of others, besides the fields' own titles; "good", "pros", "rejected" and
"status" " "are no fields."""

_STANDING = frozenset(
    "status,state,date,datum,decision date,date decided,decided on,decided,last updated,last modified,updated,created,"
    "proposed on,accepted on,"
    "deciders,decider,decision makers,decision maker,decided by,decision owner,owner,owners,author,authors,by,"
    "proposed by,submitted by,written by,"
    "approvers,approved by,reviewers,reviewed by,consulted,informed,participants,attendees,stakeholders,technical "
    "story,ticket,tags,category,"
    "supersedes,superseded by,superseeds,supercedes,superceded by,replaces,replaced by,amends,amended by,obsoletes,"
    "obsoleted by,driver,accountable,"
    "responsible,contributors,entscheider,autor,autoren,champion".split(",")
)
"""What a record says of itself and not of the matter."""

_SITES = frozenset(
    "layout nav-order nav-exclude parent grand-parent has-children permalink sidebar-position sidebar-label sidebar "
    "weight draft toc "
    "hide-title pagination-next pagination-prev search-exclude".split()
)
"""Front matter by which generators of sites place a page."""

_SECTION_ALONE = frozenset(_STANDING - {"tags", "owner", "by", "decided", "driver"})
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_ATX = re.compile(r"(?P<hashes>#{1,6})[ \t]+(?P<words>.*?)(?:[ \t]+#+)?[ \t]*")
_UNDER = re.compile(r" {0,3}(?P<sign>=|-|~)(?P=sign){2,}[ \t]*")
_BOLD = re.compile(r"\s*(?:\*\*|__)(?P<words>[^*_]+?):?(?:\*\*|__):?\s*")
_LABELLED = re.compile(
    r"\s*(?:>\s*)?(?:[-*+•]\s+)?(?:\*\*|__|\*|_)?(?P<label>[^\W\d_][\w /()&-]{0,30}?)(?:\*\*|__|\*|"
    r"_)?\s*:(?!//)(?:\*\*|__|\*|_)?\s*(?P<value>.*)"
)
_ROW = re.compile(r"\s*\|(?P<cells>.+)\|\s*")
_EDGES = re.compile(
    r"<a\b[^>]*>|</a>|</?[bi]>|</?(?:strong|em|code|u)>|\{[#:.][^{}]*\}|:[a-z0-9_+-]+:(?=\s|$)", re.IGNORECASE
)
_NUMBER = re.compile(r"^\W*(?:\d{1,2}(?:\.\d{1,2})*[.):]?|[ivx]{1,4}[.)]|[a-h][.)])\s+(?=\S)", re.IGNORECASE)


@dataclass(frozen=True)
class Prepared:
    """A record in the form that is read.

    Attributes:
        lines: a title of the first level and sections of the second.
        told: what it says of itself, as label and words, in its order.
        references: the records that it takes the place of, or that take its own.
    """

    lines: tuple[str, ...]
    told: tuple[tuple[str, str], ...] = ()
    references: References = References()

    @property
    def status(self) -> str:
        """The status that it says it has, on one line, or nothing."""
        return next((words for label, words in self.told if label in ("status", "state")), "")


def heading_words(heading: str) -> str:
    """Return a heading as a person reads it: without comments, links, emphasis, anchors and marks."""
    words = plain_words(_EDGES.sub("", _COMMENT.sub("", heading)))
    return " ".join(words.strip(" \t*_`").split())


def section_name(heading: str, names: Mapping[str, str]) -> str:
    """Return which of the names a heading stands for, or nothing.

    Args:
        names: by the words of a heading in small letters.
    """
    words = heading_words(heading).casefold()
    words = re.sub(r"[\W_]+$", "", re.sub(r"\s*[(\[](?:optional|if any|required|mandatory)[)\]]", "", words))
    for one in (
        words,
        _NUMBER.sub("", words),
        re.sub(r"^[\W_]+", "", _NUMBER.sub("", words)),
        re.sub(r"^(?:the|our)\s+", "", words),
    ):
        if one in names:
            return names[one]
    parts = [
        part.strip()
        for part in re.split(r"\s*[/&,|]\s*|\s+and\s+|\s+und\s+", _NUMBER.sub("", words))
        if part.strip()
    ]
    known = [names[part] for part in parts if part in names]
    return known[0] if known and len(known) == len(parts) else ""


def is_of_a_site(name: str) -> bool:
    """Tell whether a key of the front matter only places a page on a site."""
    return name in _SITES


def prepare(body: Sequence[str], names: Mapping[str, str], *, titled: bool = False) -> Prepared:
    """Return a record in the form that is read.

    Args:
        body: lines below the front matter.
        names: which section each heading stands for, by its words in small letters.
        titled: whether a first line by itself is a title where no heading is one.
    """
    lines = _levelled(_parted(_headed(_uncommented(body), names), names), names)
    if titled:
        lines = _titled(lines)
    lines, told = _without_standing(lines)
    found = References()
    for label, words in told:
        found |= _said(label, words)
    found |= references("\n".join(line for line, fenced in _outside(lines) if not fenced))
    return Prepared(
        tuple(lines), tuple((label, " ".join(plain_words(words).split())) for label, words in told), found
    )


def _said(label: str, words: str) -> References:
    if re.fullmatch(r"(?:super[sc]ee?de?s|replaces|obsoletes)", label):
        return References(supersedes=named(words))
    if re.fullmatch(r"(?:super[sc]ee?ded by|replaced by|obsoleted by)", label):
        return References(superseded_by=named(words))
    return references(words, sure=True)


def _outside(lines: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """Yield each line and whether it belongs to a fenced block."""
    fence = ""
    for line in lines:
        match = _FENCE.match(line)
        if fence:
            yield line, True
            fence = (
                ""
                if match and match[1][0] == fence[0] and len(match[1]) >= len(fence) and not line.strip(" `~")
                else fence
            )
        else:
            fence = match[1] if match else ""
            yield line, bool(fence)


def _uncommented(lines: Sequence[str]) -> list[str]:
    found: list[str] = []
    plain: list[str] = []

    def end() -> None:
        if plain:
            text = _COMMENT.sub(lambda match: "\0" if match[0].count("\n") else "", "\n".join(plain))
            found.extend(
                line.replace("\0", "") for line in text.split("\n") if line.strip("\0 \t") or "\0" not in line
            )
            plain.clear()

    inside = False
    for line, fenced in _outside(lines):
        # A fence within a comment is a part of the comment.
        if fenced and not inside:
            end()
            found.append(line)
            continue
        opened, closed = line.rfind("<!--"), line.rfind("-->")
        inside = opened > closed or (inside and closed < 0)
        plain.append(line)
    end()
    return found


def _headed(lines: Sequence[str], names: Mapping[str, str]) -> list[str]:
    """Return lines with every heading under hashes: underlined ones, and bold lines and labels where a record
    has no " "other sections."""
    found: list[str] = []
    for line, fenced in _outside(lines):
        under = None if fenced else _UNDER.fullmatch(line)
        if under and found and _is_title(found, line):
            level = 1 if under["sign"] == "=" else 2
            found[-1] = f"{'#' * level} {found[-1].strip()}"
        else:
            found.append(line)
    if any(match and len(match["hashes"]) > 1 for match in _headings(found)):
        return found
    shown: list[str] = []
    for line, fenced in _outside(found):
        bold, label = _BOLD.fullmatch(line), _LABELLED.fullmatch(line)
        if not fenced and bold and section_name(bold["words"], names):
            shown += ["", f"## {bold['words']}", ""]
        elif (
            not fenced
            and label
            and label["label"].casefold() not in _STANDING
            and section_name(label["label"], names)
        ):
            shown += ["", f"## {label['label']}", "", *([label["value"]] if label["value"].strip() else [])]
        else:
            shown.append(line)
    return shown


def _parted(lines: Sequence[str], names: Mapping[str, str]) -> list[str]:
    """Return lines in which a heading that goes on behind a section's name ("## Decision: Use tape") has that
    below it.
    """
    found: list[str] = []
    for line, head in zip(lines, _headings(lines), strict=True):
        name, colon, words = head["words"].partition(":") if head else ("", "", "")
        if head and len(head["hashes"]) > 1 and colon and words.strip() and section_name(name, names):
            found += [f"{head['hashes']} {name.strip()}", "", words.strip(" *_"), ""]
        else:
            found.append(line)
    return found


def _is_title(before: Sequence[str], under: str) -> bool:
    words = before[-1].strip()
    if (
        not words
        or words.startswith(("#", "|", ">", "-", "*", "+"))
        or (len(before) > 1 and before[-2].strip())
    ):
        return False
    return len(words) <= 120 and (under.strip()[0] != "-" or len(under.strip()) > 2)


def _headings(lines: Sequence[str]) -> list[re.Match[str] | None]:
    return [None if fenced else _ATX.fullmatch(line) for line, fenced in _outside(lines)]


def _levelled(lines: Sequence[str], names: Mapping[str, str]) -> list[str]:
    """Return lines in which the record's sections have the second level, and its title the first."""
    heads = _headings(lines)
    known = [len(one["hashes"]) for one in heads if one and _is_section(one["words"], names)]
    if known.count(1) < 2:
        known = [level for level in known if level > 1]  # a title may be called as a section is
    top = min(known, default=2)
    shift = 2 - top
    if not shift:
        return list(lines)
    titled = False
    found = []
    for line, head in zip(lines, heads, strict=True):
        if head is None:
            found.append(line)
            continue
        level = len(head["hashes"])
        if not titled and level <= max(1, top - 1) and not _is_section(head["words"], names):
            titled = True
            level = 1
        else:
            level = max(2 if titled or shift > 0 else 1, min(6, level + shift))
        found.append(f"{'#' * level} {head['words']}")
    return found


def _titled(lines: list[str]) -> list[str]:
    if any(head and len(head["hashes"]) == 1 for head in _headings(lines)):
        return lines
    at = next((number for number, line in enumerate(lines) if line.strip()), len(lines))
    line, below = "".join(lines[at : at + 1]).strip(), "".join(lines[at + 1 : at + 2]).strip()
    if (
        not line
        or below
        or len(line) > 120
        or re.match(r"[^\w\"“*]", line)
        or re.search(r"[.:;,|]$", line)
        or _LABELLED.fullmatch(line)
    ):
        return lines
    return [*lines[:at], f"# {line}", *lines[at + 1 :]]


def _is_section(heading: str, names: Mapping[str, str]) -> bool:
    return (
        bool(section_name(heading, names)) or heading_words(heading).casefold().strip(" :") in _SECTION_ALONE
    )


# What a record says of itself


def _without_standing(lines: Sequence[str]) -> tuple[list[str], list[tuple[str, str]]]:
    """Return lines without what the record says of itself, and that."""
    kept: list[str] = []
    told: list[tuple[str, str]] = []
    block: list[str] = []
    section = ""  # the label of a section of such facts
    preamble = True

    def end() -> None:
        nonlocal block
        if section:
            words = "; ".join(re.sub(r"^\s*[-*+•]\s+", "", line).strip() for line in block if line.strip())
            ticked = re.findall(r"\[[xX]\]\s*([^;\[]+)", words)
            told.extend(
                [(section, "; ".join(one.strip() for one in ticked) if ticked else words)] if words else []
            )
        elif preamble:
            rest, facts = _facts_of(block)
            kept.extend(rest)
            told.extend(facts)
        else:
            kept.extend(block)
        block = []

    for line, head in zip(lines, _headings(lines), strict=True):
        if head is None:
            block.append(line)
            continue
        end()
        label = heading_words(head["words"]).casefold().strip(" :")
        section = label if label in _SECTION_ALONE and len(head["hashes"]) > 1 else ""
        preamble = len(head["hashes"]) == 1
        if not section:
            kept.append(line)
    end()
    return kept, told


def _facts_of(lines: Sequence[str]) -> tuple[list[str], list[tuple[str, str]]]:
    """Return the lines before the first section without lists, lines and tables of facts, and the facts."""
    rest: list[str] = []
    facts: list[tuple[str, str]] = []
    run: list[str] = []
    for line in [*lines, ""]:
        if line.strip() and not (run and _starts_prose(line, run)):
            run.append(line)
            continue
        found = _table(run) if run and _ROW.fullmatch(run[0]) else _labelled(run)
        if found and any(label in _STANDING for label, _ in found):
            facts += found
        else:
            rest += run
        run = [line] if line.strip() else []
        rest += [] if line.strip() else [line]
    return rest, facts


def _starts_prose(line: str, run: Sequence[str]) -> bool:
    """Tell whether a line ends a run of facts though no empty line parts them."""
    return bool(_labelled(run)) and not line[0].isspace() and not _LABELLED.fullmatch(line)


def _labelled(lines: Sequence[str]) -> list[tuple[str, str]]:
    """Return the facts of lines "label: words" that all are; indented lines go on with the one before."""
    found: list[tuple[str, str]] = []
    for line in lines:
        match = _LABELLED.fullmatch(line)
        if match and (not found or not line[0].isspace() or match["label"].casefold() in _STANDING):
            found.append(
                (
                    " ".join(match["label"].casefold().replace("-", " ").split()),
                    match["value"].strip().rstrip("\\"),
                )
            )
        elif found and line[0].isspace():
            more = re.sub(r"^\s*[-*+•]\s+", "", line).strip()
            before = found[-1][1].rstrip(",")
            found[-1] = (found[-1][0], f"{before}, {more}" if before else more)
        else:
            return []
    return found


def _table(lines: Sequence[str]) -> list[tuple[str, str]]:
    """Return the facts of a table that names them in its first column, or in its first row."""
    rows = [
        [cell.strip().strip("*_: ") for cell in match["cells"].split("|")]
        for line in lines
        if (match := _ROW.fullmatch(line))
    ]
    rows = [row for row in rows if not all(re.fullmatch(r":?-*:?", cell) for cell in row) or not any(row)]
    rows = [row for row in rows if any(row)]
    if len(rows) == 2 and sum(cell.casefold() in _STANDING for cell in rows[0]) > 1:
        return [(label.casefold(), words) for label, words in zip(*rows, strict=False) if words]
    if all(len(row) == 2 for row in rows):
        return [(label.casefold(), words) for label, words in rows if words]
    return []
