"""Whether a statement is said of what was asked, or of another thing of its kind. Lexical and English.
Thread: any; pure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.answering.binding import is_named
from app.answering.statements import CAPITALS, Said, Sort, Statement
from app.core.language.designations import designations
from app.core.language.facts import facts
from app.core.language.text import words


def of_another(question: str, base: Statement, others: Sequence[Statement], claim: str = "") -> str:
    """Return what a statement speaks of in the place of what was asked; empty when it may be meant.

    Args:
        others: the other statements of its stretch.
        claim: what is taken from it; one that names what it speaks of itself is true whatever was asked.
    """
    asked = designations(question)
    if asked and not any(is_named(item, base) for item in asked):
        own = designations(claim)
        for item in (*base.designations, *reversed(base.named_around)):
            if any(item.kind == one.kind for one in asked) and item.key not in {one.key for one in own}:
                return f"{item.kind} {item.id}".strip()
    return _of_another_row(question, base, others, claim)


def _of_another_row(question: str, base: Statement, others: Sequence[Statement], claim: str) -> str:
    names = {part for name in facts(question).names if not name.initial for part in name.stems}
    kept = set(facts(question).stems) if base.sort in (Sort.ROW, Sort.ITEM) else names
    kept = {part for part in kept if part not in base.facts.stems and part not in base.around.stems}
    mine = _label(base)
    if not kept or not mine or set(facts(mine).stems) & set(facts(claim).stems):
        return ""
    for other in others:
        if other.sort is base.sort and other is not base:
            label = facts(_label(other)).stems
            if kept & {part for part in label if len(part) > 2}:
                return mine
    return ""


def named_by_another(claim: Said, base: Statement, others: Sequence[Statement]) -> bool:
    """Tell whether a claim names the whole label of another row or item, and not this one's."""
    if base.sort not in (Sort.ROW, Sort.ITEM) or not _label(base):
        return False
    text = f" {' '.join(word.form for word in words(claim.text))} "

    def holds(one: Statement) -> bool:
        label = " ".join(word.form for word in words(_label(one)))
        return bool(label) and f" {label} " in text

    return not holds(base) and any(
        holds(other) for other in others if other.sort is base.sort and other is not base
    )


def _label(base: Statement) -> str:
    if base.cells:
        return base.cells[0].text
    if base.sort is Sort.ITEM:
        return re.split(r":\s| [–—-] ", base.own, maxsplit=1)[0][:60]
    match = CAPITALS.search(base.own, 0, 40)
    return match.group() if match else ""
