"""Words that mean little, words by which a text speaks of itself, and words that may stand for each other.
English. Thread: any; pure.
"""

from __future__ import annotations

from app.core.language.facts import root


def _forms(listed: str) -> frozenset[str]:
    """Return the roots of words in all their regular forms."""
    found = set()
    for form in listed.split():
        bare = form.removesuffix("e")
        found |= {root(form), root(f"{form}s"), root(f"{bare}ed"), root(f"{bare}ing")}
    return frozenset(found)


LIGHT = _forms(
    """
    receive get have hold say state mention specify describe note explain include provide give list make take use follow accord document
    handbook policy guide page answer question example also currently following called named known available thing way please
    """
)
"""Words that a claim may add: they say nothing that could be true of one thing and false of another."""


SELF = frozenset(
    root(form)
    for form in "document policy rule guide handbook page section agreement contract regulation report chapter note".split()
)
"""By these a text speaks of itself, so that its title says what is meant."""


_ALIKE = tuple(
    _forms(forms)
    for forms in (
        "weigh weight heavy mass|cost price fee charge|locate situate lie stand|allow permit|need require must|begin start commence|"
        "end finish conclude|buy purchase|assist help|staff employee personnel|begin start|choose select|show display|job position|"
        "obtain receive get|phone telephone|person people individual|mail email e-mail|link url|fast quick speed|big large size|"
        "high height tall|long length|wide width|deep depth|old age|hot temperature|keep keeper kept|lend lent loan|sell sold sale"
    ).split("|")
)
"""Words that may stand for each other."""


def stood_for(word: str, present: frozenset[str]) -> bool:
    """Tell whether another word that means the same is present."""
    return any(word in group and group & present for group in _ALIKE)
