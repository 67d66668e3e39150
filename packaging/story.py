"""The story of one judgement, told in the real window: from a question that nobody can answer to an answer
that warns.

Amir asks and is not answered; Ruth, whom the abstention proposes, is interviewed and writes the rule with its
exception; Tomas settles what says otherwise and approves; Amir is answered; then the source that the rule
rests on changes on the disk. Told once, for the pictures (`screenshots.py --story`) and for the test of it
(tests/end2end/test_story.py), which looks closer at each scene.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtTest import QTest

from app.core.inquiry.gaps import GapFilter, GapStatus
from app.core.inquiry.inbox import InboxItem, ItemKind
from app.core.units.units import Content, Event, EvidenceSpan, Way
from app.ui.review.talk import Talk
from app.ui.shell.application import Desktop
from app.ui.shell.main_window import MainWindow
from app.workspace.workspace import Application, open_application

PATIENCE = 120.0

QUESTION = "Is a torque transducer repaired for free after it was dropped?"
SAME_QUESTION = "Is a torque transducer that was dropped repaired for nothing?"
NOTE = "Hallbach waits for an answer until Friday."
TITLE = "Repair of dropped torque transducers"
EXCEPTION = "Dropped in transit with our carrier"
SETTLED = "The older rule is about defects; it does not cover falls."

LOG = """# Workshop log 2026, torque transducers

Kept by Oskar Tvedt. One entry for each instrument that arrived damaged.

## 12 May, TQ-250, serial number 250-3377, Hallbach

The sensor slid off a bench and landed on its flange. From outside nothing could be seen. Under the microscope a hairline crack ran
through the wall of the measuring shaft, and the zero had moved by 0.4 %.

## 3 June, TQ-40, serial number 40-0912, Kestrel Turbines

The cable was pulled out together with its gland. New gland, new cable, two hours of work.
"""
CITED = "a hairline crack ran\nthrough the wall of the measuring shaft"
CORRECTED = "only a scratch ran\nalong the flange; the crack was an old one, from grinding"
"""What the log says later in the place of the words cited."""

SAID = {
    "conditions": "product is sensor and dropped",
    "outcome": "Repair: charged, whatever the age of the sensor; the repair of a torque transducer that was dropped is quoted first.",
    "applies": "Torque transducers of the TQ series at customers.",
    "why": "A fall is no fault of ours, and what it does to the shaft cannot be seen from outside.",
    "example": "The TQ-250 of Hallbach that slid off a bench in May: quoted at EUR 1,180 and paid.",
}
"""What Ruth answers, by the probe."""

REVISED = "A fall is neither faulty material nor workmanship, and what it does to the shaft cannot be seen from outside."


@dataclass(frozen=True)
class Scene:
    """A moment of the story: its name, and the window as it stands."""

    name: str
    window: MainWindow

    @property
    def application(self) -> Application:
        """The open workspace, for the person of the scene."""
        return self.window.review._application


def wait(done: Callable[[], object], what: str) -> None:
    """Let the window work until something is so.

    Raises:
        TimeoutError: it never was.
    """
    begun = time.monotonic()
    while not done():
        if time.monotonic() - begun > PATIENCE:
            raise TimeoutError(f"the story waited {PATIENCE:.0f} s in vain for {what}")
        QTest.qWait(20)


def prepare(workspace: Path, folder: Path) -> None:
    """Put the workshop's log into a sample workspace, and have Petra ask before Amir does.

    Args:
        folder: for the log; it is followed from then on.
    """
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "workshop-log-2026.md").write_text(LOG, "utf-8")
    with open_application(workspace) as app:
        app.ingestion.ingest(app.actor, [folder])
    with open_application(workspace, person="petra") as app:
        app.answering.answer(app.actor, SAME_QUESTION, model="none")


def tell(desktop: Desktop, workspace: Path, folder: Path, size: tuple[int, int]) -> Iterator[Scene]:
    """Tell the story in a window over a prepared workspace, and stop at each scene."""

    def play(person: str) -> MainWindow:
        desktop.open(workspace, person)
        window = desktop.window
        assert window is not None
        window.resize(*size)
        wait(lambda: not window.ask.is_reading, "the page to be read")
        return window

    yield from _asked(play("amir"))
    unit = yield from _interviewed(play("ruth"))
    yield from _reviewed(play("tomas"), unit)
    yield from _answered(play("amir"))
    yield from _changed(play("ruth"), folder)


def _asked(window: MainWindow) -> Iterator[Scene]:
    """Amir asks, is not answered, and asks who may know."""
    ask(window, QUESTION)
    turn = window.ask.turns[-1]
    body = turn.abstention
    assert body is not None, "the question was answered before anybody wrote down what is missing"
    body.expert.click()
    wait(body.form.isVisible, "the question to stand among the gaps")
    body.form.note.setText(NOTE)
    yield Scene("abstention", window)
    body.form.send.click()
    wait(lambda: not body.form.send.isVisible(), "the expert to be asked")
    yield Scene("asked", window)


def _interviewed(window: MainWindow) -> Generator[Scene, None, str]:
    """Ruth finds the gap in her inbox, answers question by question, accepts field by field, adds the
    evidence and submits.
    """
    review, talk = window.review, window.review.talk
    window.show_page(review)
    review.open_item(_item(window, ItemKind.GAP))
    detail = review.gaps.detail
    wait(lambda: detail.gap is not None and detail.isVisible(), "the gap")
    yield Scene("gap", window)
    assert detail.gap is not None
    detail.kind.setCurrentIndex(detail.kind.findData("rule"))
    detail.interview_wanted.emit(detail.gap.id, detail.kind.currentData())
    wait(lambda: talk.kept is not None and talk.isVisible(), "the interview")
    left = dict(SAID)
    while talk.kept is not None and talk.kept.next is not None:
        probe, turns = talk.kept.next.probe.id, len(talk.kept.interview.turns)
        words = left.pop(probe, "")
        if words:
            talk.answer.setPlainText(words)
            if probe == "why":
                yield Scene("interview", window)
            talk.hand.click()
        else:
            talk.skip.click()
        wait(partial(_asked_more, talk, turns), "the next question")
    talk.tabs.go(1)
    yield Scene("drafts", window)
    while (card := next((one for one in talk.cards if "accept" in one.buttons), None)) is not None:
        if card.proposal.field == "why":
            card.buttons["edit"].click()
            card.field.setPlainText(REVISED)
        cards, accept = list(talk.cards), card.buttons["accept"]
        accept.click()
        wait(lambda cards=cards: talk.cards != cards, "the field to be accepted")  # type: ignore[misc]
    assert talk.kept is not None
    unit = talk.kept.unit
    talk.finish.click()
    wait(talk.unit.isVisible, "the unit")
    talk.unit.click()
    yield from _written(window, unit)
    return unit


def _asked_more(talk: Talk, turns: int) -> bool:
    return talk.kept is not None and len(talk.kept.interview.turns) > turns


def _written(window: MainWindow, unit: str) -> Iterator[Scene]:
    """Ruth gives the unit its title and attaches the words of the log that it rests on."""
    page, editor, app = window.knowledge, window.knowledge.editor, window.review._application
    wait(page.is_writing, "the editor")
    assert editor.form is not None
    editor.form.title.setPlainText(TITLE)
    found = [
        one.passage
        for one in app.search.search(
            app.actor, "hairline crack in the wall of the measuring shaft", 12
        ).candidates
    ]
    version = next(one.version for one in found if one.path.endswith("workshop-log-2026.md"))
    document = next(one.document for one in found if one.version == version)
    start = app.documents.text(app.actor, document).index(CITED)
    page.open_evidence(EvidenceSpan("why", version, start, start + len(CITED), CITED, document))
    wait(lambda: page.reader.marked() != "", "the log")
    page.reader.attach()
    dialog = page.dialog_shown()
    wait(lambda: dialog.list.count() > 0, "the drafts")  # type: ignore[attr-defined]
    dialog.field.choose("why")  # type: ignore[attr-defined]
    dialog.attach.click()  # type: ignore[attr-defined]
    wait(
        lambda: editor.form is not None and any(one.document == document for one in editor.form.evidence),
        "the evidence",
    )
    editor.save()
    wait(lambda: editor.draft is not None and editor.draft.is_saved, "the draft to be saved")
    yield Scene("evidence", window)
    editor.submit()
    wait(lambda: not page.is_writing(), "the unit to be submitted")
    # An exception with a reason of its own is a unit of its own.
    said = {
        "to": unit, "when": "The sensor was dropped in transit, and the carrier was ours.",
        "instead": "The carrier's insurance pays the repair; the customer pays nothing.",
        "why": "Until it is signed for, the parcel is ours.",
    }  # fmt: skip
    exception = app.capture.start(app.actor, "exception", Content(EXCEPTION, said, review_days=365))
    app.capture.submit(app.actor, exception.id)


def _reviewed(window: MainWindow, unit: str) -> Iterator[Scene]:
    """Tomas settles what says otherwise and approves the rule and its exception."""
    review, view, app = window.review, window.review.unit, window.review._application
    window.show_page(review)
    review.open_item(_item(window, ItemKind.REVIEW, TITLE))
    wait(
        lambda: view.look is not None and view.look.unit.id == unit and not view.conflicts.looking,
        "what says otherwise",
    )
    yield Scene("conflict", window)
    for card in view.conflicts.cards:
        card.buttons[Way.NARROW].click()
        card.reason.setText(SETTLED)
    yield Scene("settled", window)
    view.press_approve()
    wait(lambda: _is_approved(app, unit), "the approval")
    wait(
        lambda: app.gaps.listed(app.actor, GapFilter((GapStatus.ANSWERED,))).total,
        "the questions to be asked again",
    )
    exception = next(one for one in app.capture.listed(app.actor).units if one.title == EXCEPTION)
    app.capture.decide(app.actor, exception.id, Event.APPROVE)
    yield Scene("approved", window)


def _is_approved(app: Application, unit: str) -> bool:
    return app.capture.show(app.actor, unit).status.answers


def _answered(window: MainWindow) -> Iterator[Scene]:
    """Amir is told, and reads the answer."""
    window.show_page(window.review)
    before = len(window.ask.turns)
    window.review.open_item(_item(window, ItemKind.ANSWERED))
    wait(lambda: len(window.ask.turns) > before and window.ask.turns[-1].answer is not None, "the answer")
    _open_first(window)
    yield Scene("answer", window)


def _changed(window: MainWindow, folder: Path) -> Iterator[Scene]:
    """The log is corrected on the disk; Ruth is told, and the answer warns."""
    path = folder / "workshop-log-2026.md"
    path.write_text(LOG.replace(CITED, CORRECTED), "utf-8")
    window.show_page(window.review)
    doubt = _item(window, ItemKind.DOUBT)
    yield Scene("inbox", window)
    window.review.open_item(doubt)
    view = window.review.unit
    wait(lambda: view.look is not None and view.look.unit.title == TITLE, "the unit in doubt")
    yield Scene("doubt", window)
    ask(window, QUESTION)
    _open_first(window)
    yield Scene("warning", window)


def ask(window: MainWindow, question: str) -> None:
    """Ask a question in the window and wait for what comes of it."""
    window.show_page(window.ask)
    before = len(window.ask.turns)
    window.ask.ask(question, exact=True)
    wait(
        lambda: len(window.ask.turns) > before and window.ask.turns[-1].answer is not None,
        f"the answer to “{question}”",
    )


def _open_first(window: MainWindow) -> None:
    window.ask.show_turn(window.ask.turns[-1])
    window.ask.turns[-1].open_citation(1)
    wait(lambda: window.ask.reader.marked() != "", "the words cited")


def _item(window: MainWindow, kind: ItemKind, title: str = "") -> InboxItem:
    """Wait until something waits in the inbox, and return it."""

    def found() -> InboxItem | None:
        items = window.review.inbox.items
        return next((one for one in items if one.kind is kind and (not title or one.title == title)), None)

    wait(lambda: found() is not None, f"an item of the kind {kind.value}")
    one = found()
    assert one is not None
    return one
