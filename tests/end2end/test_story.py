"""The whole story in one window over one workspace: a question abstains; a gap; an interview; a review that
finds a conflict; an approval; the same question answered citing the unit with its exception; the cited file
changes, and the answer warns. No model.

Told by packaging/story.py, which the pictures of the README are taken of as well.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

import story
from app.core.inquiry.gaps import GapFilter, GapStatus
from app.core.inquiry.inbox import ItemKind
from app.core.inquiry.interviews import TRANSCRIPT
from app.core.units.units import UnitStatus
from app.ui import theme
from app.ui.shell.application import Desktop
from app.ui.widgets.prose import Prose
from app.workspace.workspace import create_sample, create_workspace, open_application


@pytest.fixture
def workspace(tmp_path: Path, models_dir: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The sample, with nothing read out of pictures, and the workshop's log."""
    monkeypatch.setenv("CITEWELL_STATE", str(tmp_path / "state"))
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(tmp_path / "settings"))
    folder = tmp_path / "northlight"
    create_workspace(folder, name="Northlight Instruments", demo=True)
    with open_application(folder) as app:
        app.change_settings({"model.generator": "none", "ingest.ocr_seconds": "0"})
    create_sample(folder)
    story.prepare(folder, tmp_path / "workshop")
    return folder


@pytest.fixture
def desktop(qapp: QApplication) -> Iterator[Desktop]:
    theme.apply(qapp, "light")
    made = Desktop(qapp)
    yield made
    made.close()


def _abstention(scene: story.Scene) -> None:
    turn = scene.window.ask.turns[-1]
    assert turn.answer is not None
    assert turn.answer.abstained
    assert turn.abstention is not None
    form = turn.abstention.form
    assert "(asked once)" in form._told.toPlainText(), "an analyst sees what they met themselves"
    assert [form.person.itemData(at) for at in range(form.person.count())] == ["ruth"], (
        "an analyst asks who is proposed"
    )


def _asked(scene: story.Scene) -> None:
    app = scene.application
    (gap,) = app.gaps.listed(app.actor).gaps
    assert (gap.status, gap.assigned_to, gap.assigned_by) == (GapStatus.ASSIGNED, "ruth", "amir")


def _gap(scene: story.Scene) -> None:
    gap = scene.window.review.gaps.detail.gap
    assert gap is not None
    assert (gap.times, gap.people, gap.assigned_to) == (2, 2, "ruth")
    assert {(one.person, one.remark) for one in gap.questions} == {("petra", ""), ("amir", story.NOTE)}
    assert gap.expert is not None
    assert gap.expert.person == "ruth"
    (item,) = [one for one in scene.window.review.inbox.items if one.kind is ItemKind.GAP]
    assert item.why == f"Amir Lindqvist asks you to answer it. “{story.NOTE}” It was asked 2 times."


def _drafts(scene: story.Scene) -> None:
    talk = scene.window.review.talk
    assert {card.proposal.field for card in talk.cards} == set(story.SAID)
    first = talk.cards[0].proposal
    assert talk.transcript.marked == first.quotes == (story.SAID[first.field],)


def _evidence(scene: story.Scene) -> None:
    editor = scene.window.knowledge.editor
    assert editor.unit is not None
    content = editor.unit.content
    assert content.title == story.TITLE
    assert content.fields["why"] == story.REVISED, "changed by the expert where it was drafted"
    spoken = {span.field for span in content.evidence if span.version.startswith(TRANSCRIPT)}
    assert spoken == set(story.SAID), "every field names the words it came from"
    (cited,) = [span for span in content.evidence if span.document]
    assert (cited.field, cited.quote) == ("why", story.CITED)


def _conflict(scene: story.Scene) -> None:
    view = scene.window.review.unit
    (card,) = view.conflicts.cards
    assert card.conflict.title == "Repair of sensors under warranty"
    assert dict(card.conflict.example)["dropped"] == "yes", "an example that both rules hold for"
    assert not view.approve.isEnabled()


def _settled(scene: story.Scene) -> None:
    assert scene.window.review.unit.approve.isEnabled()


def _approved(scene: story.Scene) -> None:
    app = scene.application
    (gap,) = app.gaps.listed(app.actor, GapFilter((GapStatus.ANSWERED,))).gaps
    assert (gap.asked, gap.answered) == (2, 2)
    cases = app.closing.cases(app.actor)
    assert {case.question for case in cases} == {story.QUESTION, story.SAME_QUESTION}
    assert {case.unit for case in cases} == {gap.unit}
    unit = app.capture.show(app.actor, gap.unit)
    assert (unit.status, unit.title, unit.owner) == (UnitStatus.APPROVED, story.TITLE, "ruth")


def _answer(scene: story.Scene) -> None:
    answer = scene.window.ask.turns[-1].answer
    assert answer is not None
    first, *rest = answer.sentences
    assert first.text == story.SAID["outcome"]
    (cited,) = first.citations
    assert (cited.title, cited.owner) == (story.TITLE, "Ruth Okonjo-Hale")
    assert cited.reviewed
    # What is true only under conditions is never told without them.
    conditions, *exception = rest
    assert (conditions.citations[0].title, conditions.citations[0].heading[-1]) == (story.TITLE, "Conditions")
    assert {one.citations[0].title for one in exception} == {story.EXCEPTION}
    assert answer.warnings == ()


def _inbox(scene: story.Scene) -> None:
    item = next(one for one in scene.window.review.inbox.items if one.kind is ItemKind.DOUBT)
    assert item.title == story.TITLE
    assert (
        item.why == "“Why” is based on words that are no longer in “Workshop log 2026, torque transducers”."
    )


def _warning(scene: story.Scene) -> None:
    turn = scene.window.ask.turns[-1]
    assert turn.answer is not None
    assert turn.answer.sentences[0].text == story.SAID["outcome"]
    (warning,) = turn.answer.warnings
    assert f"“{story.TITLE}” needs review" in warning
    assert "Owner: Ruth Okonjo-Hale" in warning
    assert warning in {one.toPlainText() for one in turn.findChildren(Prose)}


LOOKS: dict[str, Callable[[story.Scene], None]] = {
    "abstention": _abstention, "asked": _asked, "gap": _gap, "drafts": _drafts, "evidence": _evidence, "conflict": _conflict,
    "settled": _settled, "approved": _approved, "answer": _answer, "inbox": _inbox, "warning": _warning,
}  # fmt: skip


@pytest.mark.timeout(600)
def test_a_judgement_from_a_question_nobody_can_answer_to_an_answer_that_warns(
    workspace: Path, desktop: Desktop, tmp_path: Path
) -> None:
    seen = []
    for scene in story.tell(desktop, workspace, tmp_path / "workshop", (1280, 800)):
        seen.append(scene.name)
        if scene.name in LOOKS:
            LOOKS[scene.name](scene)
    assert set(LOOKS) <= set(seen)
