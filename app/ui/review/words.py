"""How what waits is called: kinds of items, what is done with each, where things stand.

The decision hidden here is the wording, which is the same on the screen and for a screen reader. Pure, but
for the translation.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.core.inquiry.gaps import Cause, Gap, GapStatus, Outcome
from app.core.inquiry.inbox import ItemKind
from app.core.units.units import UnitHead, UnitStatus, Way
from app.ui.dates import day


def item_group(kind: ItemKind) -> str:
    """Return the title under which items of a kind stand."""
    return {
        ItemKind.REVIEW: QCoreApplication.translate("Review", "To review"),
        ItemKind.RETURNED: QCoreApplication.translate("Review", "Returned to you"),
        ItemKind.DOUBT: QCoreApplication.translate("Review", "Your doubtful units"),
        ItemKind.CORRECTION: QCoreApplication.translate("Review", "Corrections to review"),
        ItemKind.GAP: QCoreApplication.translate("Review", "Questions assigned to you"),
        ItemKind.INTERVIEW: QCoreApplication.translate("Review", "Interviews to finish"),
        ItemKind.EXPIRING: QCoreApplication.translate("Review", "Due soon"),
        ItemKind.FOLLOW: QCoreApplication.translate("Review", "Followed questions with a new answer"),
        ItemKind.ANSWERED: QCoreApplication.translate("Review", "Now answered"),
        ItemKind.STILL_OPEN: QCoreApplication.translate("Review", "Still unanswered"),
    }[kind]


def item_action(kind: ItemKind) -> str:
    """Return the verb on the button of an item."""
    return {
        ItemKind.REVIEW: QCoreApplication.translate("Review", "Review"),
        ItemKind.RETURNED: QCoreApplication.translate("Review", "Open"),
        ItemKind.DOUBT: QCoreApplication.translate("Review", "Review"),
        ItemKind.CORRECTION: QCoreApplication.translate("Review", "Review"),
        ItemKind.GAP: QCoreApplication.translate("Review", "Answer"),
        ItemKind.INTERVIEW: QCoreApplication.translate("Review", "Continue"),
        ItemKind.EXPIRING: QCoreApplication.translate("Review", "Review"),
        ItemKind.FOLLOW: QCoreApplication.translate("Review", "Compare"),
        ItemKind.ANSWERED: QCoreApplication.translate("Review", "Ask again"),
        ItemKind.STILL_OPEN: QCoreApplication.translate("Review", "Ask again"),
    }[kind]


def gap_status(gap: Gap, who: str) -> str:
    """Return where a gap stands, in words.

    Args:
        who: the name of the person it is assigned to.
    """
    if gap.status is GapStatus.ASSIGNED:
        due = QCoreApplication.translate("Review", ", by {0}").format(day(gap.due)) if gap.due else ""
        return QCoreApplication.translate("Review", "assigned to {0}").format(who) + due
    return {
        GapStatus.OPEN: QCoreApplication.translate("Review", "open"),
        GapStatus.ANSWERED: QCoreApplication.translate("Review", "answered"),
        GapStatus.DISMISSED: QCoreApplication.translate("Review", "dismissed"),
    }[gap.status]


def cause(one: Cause) -> str:
    """Return why a question is part of a gap."""
    return {
        Cause.ABSTAINED: QCoreApplication.translate("Review", "not answered"),
        Cause.UNSURE: QCoreApplication.translate("Review", "answered with low confidence"),
        Cause.WRONG: QCoreApplication.translate("Review", "reported as wrong"),
        Cause.INCOMPLETE: QCoreApplication.translate("Review", "reported as incomplete"),
    }[one]


def outcome(one: Outcome) -> str:
    """Return what came of a question that was asked again; empty when it was not."""
    return {
        Outcome.NOT_ASKED: "",
        Outcome.ANSWERED: QCoreApplication.translate("Review", "now answered"),
        Outcome.ABSTAINED: QCoreApplication.translate("Review", "still unanswered"),
        Outcome.ELSEWHERE: QCoreApplication.translate("Review", "answered from another source"),
    }[one]


def met(gap: Gap) -> str:
    """Return how often a gap was met, and by how many."""
    if gap.times == 1:
        return QCoreApplication.translate("Review", "asked once")
    people = (
        QCoreApplication.translate("Review", "by 1 person")
        if gap.people == 1
        else QCoreApplication.translate("Review", "by {0} people").format(gap.people)
    )
    return QCoreApplication.translate("Review", "asked {0} times {1}").format(gap.times, people)


def way(one: Way) -> str:
    """Return what becomes of a conflict, as it stands beside a button."""
    return {
        Way.SUPERSEDE: QCoreApplication.translate("Review", "Replace the other"),
        Way.NARROW: QCoreApplication.translate("Review", "Keep both, narrow the scope"),
        Way.ACCEPT: QCoreApplication.translate("Review", "Keep both"),
    }[one]


def way_asks(one: Way) -> str:
    """Return what the reason of a settlement is to say."""
    return {
        Way.SUPERSEDE: QCoreApplication.translate("Review", "Why this one replaces it (optional)"),
        Way.NARROW: QCoreApplication.translate("Review", "How the scope was narrowed"),
        Way.ACCEPT: QCoreApplication.translate("Review", "Why both are valid"),
    }[one]


def standing(unit: UnitHead) -> str:
    """Return where a unit stands, its working revision first."""
    status = unit.working or unit.status
    return {
        UnitStatus.DRAFT: QCoreApplication.translate("Review", "draft"),
        UnitStatus.IN_REVIEW: QCoreApplication.translate("Review", "in review"),
        UnitStatus.APPROVED: QCoreApplication.translate("Review", "approved"),
        UnitStatus.NEEDS_REVIEW: QCoreApplication.translate("Review", "needs review"),
        UnitStatus.SUPERSEDED: QCoreApplication.translate("Review", "superseded"),
        UnitStatus.RETIRED: QCoreApplication.translate("Review", "retired"),
    }[status]
