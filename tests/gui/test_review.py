"""Review in the window: the inbox, a unit with its conflicts, gaps, interviews, and what is done about an
answer where it stands.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.core.answers.answers import Mode
from app.core.answers.conversations import Verdict
from app.core.inquiry.gaps import GapFilter, GapStatus
from app.core.inquiry.inbox import InboxItem, ItemKind
from app.core.inquiry.interviews import Said
from app.core.units.units import UnitStatus, Way
from app.ui import theme
from app.ui.jobs import JobRunner
from app.ui.review.drafts import as_lines, from_lines
from app.ui.review.page import GAPS, INTERVIEWS
from app.ui.shell.main_window import MainWindow
from app.workspace.workspace import Application, open_application
from tests.gui.review_world import LIMIT, NEW_LIMIT, QUESTION, RETURNED, STEEL, furnish

PATIENCE = 20_000
Open = Callable[[str], MainWindow]


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory, models_dir: Path) -> Path:
    """The sample workspace with work in it; each test has a copy."""
    return furnish(tmp_path_factory.mktemp("review") / "northlight")


@pytest.fixture
def open_as(furnished: Path, tmp_path: Path, qapp: QApplication) -> Iterator[Open]:
    """Opens the window as a person of the sample; the one before is closed."""
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(tmp_path / "settings"))
    folder = shutil.copytree(furnished, tmp_path / "northlight")
    theme.apply(qapp, "light")
    stack = ExitStack()

    def opened(person: str) -> MainWindow:
        stack.close()
        application = stack.enter_context(open_application(folder, person=person))
        jobs = JobRunner()
        stack.callback(jobs.deleteLater)
        stack.callback(jobs.close)
        window = MainWindow(application, jobs)
        stack.callback(window.close)
        window.resize(1280, 800)
        window.show()
        window.show_page(window.review)
        return window

    yield opened
    stack.close()


def app_of(window: MainWindow) -> Application:
    return window.review._application


def item(qtbot: QtBot, window: MainWindow, title: str) -> InboxItem:
    qtbot.waitUntil(lambda: any(one.title == title for one in window.review.inbox.items), timeout=PATIENCE)
    return next(one for one in window.review.inbox.items if one.title == title)


def look(qtbot: QtBot, window: MainWindow, title: str) -> None:
    """Open a unit from the inbox and wait until everything about it is known."""
    review = window.review
    review.open_item(item(qtbot, window, title))
    qtbot.waitUntil(
        lambda: (
            review.unit.look is not None
            and review.unit.look.unit.title == title
            and not review.unit.conflicts.looking
        ),
        timeout=PATIENCE,
    )


def test_the_inbox_says_what_waits_and_why_and_counts_it(qtbot: QtBot, open_as: Open) -> None:
    window = open_as("ines")
    found = item(qtbot, window, STEEL)
    assert found.kind is ItemKind.REVIEW
    assert found.why == "Tomas Vreeland asks for your review."
    button = window.navigation.buttons["review"]
    # The sample's own work waits as well.
    waiting = len(window.review.inbox.items)
    assert waiting > 2
    qtbot.waitUntil(lambda: button.text().endswith(f" {waiting}"), timeout=PATIENCE)
    assert button.accessibleName() == f"Review, {waiting} items are waiting for you"
    window.review.inbox.rows[0].setFocus()
    qtbot.keyClick(window.review.inbox.rows[0], Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.review.is_away, timeout=PATIENCE)
    qtbot.waitUntil(lambda: button.text().endswith(f" {waiting - 1}"), timeout=PATIENCE)


def test_what_came_back_says_why_and_a_writer_sees_why_they_cannot_approve(
    qtbot: QtBot, open_as: Open
) -> None:
    window = open_as("tomas")
    review = window.review
    assert "Say for which transducers this holds." in item(qtbot, window, RETURNED).why
    units = {one.title: one.id for one in app_of(window).capture.listed(app_of(window).actor).units}
    review.open_unit(units[STEEL])
    qtbot.waitUntil(lambda: review.unit.look is not None, timeout=PATIENCE)
    assert "You wrote this" in review.unit.blocked
    assert review.unit.hint.isVisible()
    assert review.unit.approve.isHidden()
    review.unit.press_approve()
    assert app_of(window).capture.show(app_of(window).actor, units[STEEL]).status is UnitStatus.IN_REVIEW


def test_every_conflict_is_settled_before_an_approval(qtbot: QtBot, open_as: Open) -> None:
    window = open_as("ines")
    view = window.review.unit
    look(qtbot, window, NEW_LIMIT)
    assert view.conflicts.cards
    card = view.conflicts.cards[0]
    assert (card.conflict.title, card.settled) == (LIMIT, False)
    assert not view.approve.isEnabled()
    assert "open" in view.hint.text()
    card.buttons[Way.ACCEPT].click()
    assert not view.approve.isEnabled(), "accepting both needs a reason"
    card.reason.setText("The older rule is for the bench only.")
    for other in view.conflicts.cards[1:]:
        other.buttons[Way.SUPERSEDE].click()
    assert view.approve.isEnabled()
    card.buttons[Way.SUPERSEDE].click()
    qtbot.mouseClick(view.approve, Qt.MouseButton.LeftButton)
    # Done: the next one that waits is there already.
    qtbot.waitUntil(lambda: view.look is not None and view.look.unit.title != NEW_LIMIT, timeout=PATIENCE)
    app = app_of(window)
    status = {one.title: one.status for one in app.capture.listed(app.actor).units}
    assert (status[NEW_LIMIT], status[LIMIT]) == (UnitStatus.APPROVED, UnitStatus.SUPERSEDED)


def test_a_unit_stands_beside_the_words_it_rests_on_and_goes_back_with_a_reason(
    qtbot: QtBot, open_as: Open
) -> None:
    window = open_as("ines")
    view = window.review.unit
    look(qtbot, window, STEEL)
    quote = view.look.unit.content.evidence[0].quote if view.look is not None else ""
    qtbot.waitUntil(
        lambda: " ".join(view.reader.marked().split()) == " ".join(quote.split()) != "", timeout=PATIENCE
    )
    assert {part.field for part in view.parts} >= {"situation", "options", "decision", "rationale"}
    view.press_send_back()
    assert window.focusWidget() is view.reason, "without a reason nothing goes back"
    view.reason.setText("Name the serial numbers.")
    with qtbot.waitSignal(window.review.counted, timeout=PATIENCE):
        view.press_send_back()
    qtbot.waitUntil(lambda: view.look is not None and view.look.unit.title != STEEL, timeout=PATIENCE)
    app = app_of(window)
    unit = next(one for one in app.capture.listed(app.actor).units if one.title == STEEL)
    assert unit.status is UnitStatus.DRAFT


def test_a_revision_is_compared_with_what_answers_now(qtbot: QtBot, open_as: Open) -> None:
    app = app_of(open_as("tomas"))
    unit = next(one for one in app.capture.listed(app.actor).units if one.title == LIMIT)
    draft = app.capture.revise(app.actor, unit.id)
    content = draft.content
    changed = type(content)(
        content.title, {**content.fields, "why": "A drifting transducer passed thirteen wrong couplings."}
    )
    app.capture.save(app.actor, unit.id, changed, draft.change)
    app.capture.submit(app.actor, unit.id)
    window = open_as("ines")
    look(qtbot, window, LIMIT)
    assert [part.field for part in window.review.unit.parts] == ["why"]
    told = window.review.unit.parts[0].text
    assert "twelve" in told.toHtml() and "line-through" in told.toHtml()
    assert "thirteen" in told.accessibleName()


def test_a_gap_is_shown_with_its_questions_assigned_dismissed_and_reopened(
    qtbot: QtBot, open_as: Open
) -> None:
    window = open_as("ines")
    review, detail = window.review, window.review.gaps.detail
    review.tabs.go(GAPS)
    qtbot.waitUntil(lambda: bool(review.gaps.rows), timeout=PATIENCE)
    gap = next(iter(review.gaps.rows))
    review.gaps.rows[gap].opened.emit()
    qtbot.waitUntil(lambda: detail.gap is not None, timeout=PATIENCE)
    assert detail.gap is not None
    assert (detail.gap.question, detail.gap.times, detail.gap.people) == (QUESTION, 4, 2)
    detail.person.setCurrentIndex(detail.person.findData("ruth"))
    detail.assign_wanted.emit(gap, detail.person.currentData())
    qtbot.waitUntil(lambda: detail.gap is not None and detail.gap.assigned_to == "ruth", timeout=PATIENCE)
    detail.dismiss_wanted.emit(gap, "There is no TQ-900.")
    qtbot.waitUntil(
        lambda: detail.gap is not None and detail.gap.status is GapStatus.DISMISSED, timeout=PATIENCE
    )
    assert detail.gap.reason == "There is no TQ-900."
    qtbot.waitUntil(lambda: not review.gaps.rows, timeout=PATIENCE)
    app = app_of(window)
    assert app.gaps.listed(app.actor, GapFilter((GapStatus.DISMISSED,))).total == 1
    detail.reopen_wanted.emit(gap)
    qtbot.waitUntil(lambda: detail.gap is not None and detail.gap.status.waits, timeout=PATIENCE)


def test_an_interview_is_begun_answered_taken_back_and_resumed(qtbot: QtBot, open_as: Open) -> None:
    window = open_as("tomas")
    review, talk = window.review, window.review.talk
    review._begin_form()
    review.interviews.form.title.setText("The oven that overheated")
    review.interviews.form.go.click()
    qtbot.waitUntil(lambda: talk.kept is not None and talk.isVisible(), timeout=PATIENCE)
    first = talk.question.toPlainText()
    talk.answer.setPlainText("On 3 July the oven overheated.")
    qtbot.keyClick(talk.answer, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: talk.question.toPlainText() != first, timeout=PATIENCE)
    assert "the oven overheated" in talk.transcript.toPlainText()
    assert talk.answer.toPlainText() == ""
    talk.take_back.click()
    qtbot.waitUntil(lambda: talk.question.toPlainText() == first, timeout=PATIENCE)
    talk.answer.setPlainText("On 4 July the oven overheated.")
    talk.hand.click()
    qtbot.waitUntil(lambda: "4 July" in talk.transcript.toPlainText(), timeout=PATIENCE)
    second = talk.question.toPlainText()
    talk.skip.click()
    qtbot.waitUntil(lambda: talk.question.toPlainText() != second, timeout=PATIENCE)
    third, interview = talk.question.toPlainText(), talk.kept.id if talk.kept is not None else ""
    again = open_as("tomas")
    again.review.open_interview(interview)
    qtbot.waitUntil(lambda: again.review.talk.kept is not None, timeout=PATIENCE)
    assert again.review.talk.question.toPlainText() == third
    assert "4 July" in again.review.talk.transcript.toPlainText()


def test_drafts_are_accepted_changed_and_rejected_beside_their_words(qtbot: QtBot, open_as: Open) -> None:
    window = open_as("tomas")
    review, talk = window.review, window.review.talk
    review.tabs.go(INTERVIEWS)
    qtbot.waitUntil(lambda: bool(review.interviews.rows), timeout=PATIENCE)
    review.open_interview(next(iter(review.interviews.rows)))
    qtbot.waitUntil(lambda: bool(talk.cards), timeout=PATIENCE)
    talk.tabs.go(1)
    card = talk.cards[0]
    assert card.proposal.field == "happened"
    assert talk.transcript.marked == card.proposal.quotes
    card.buttons["edit"].click()
    card.field.setPlainText("On 3 July 2025 the TQ-250 drifted by 0.4 %.")
    card.buttons["accept"].click()
    qtbot.waitUntil(lambda: talk.kept is not None and bool(talk.kept.unit), timeout=PATIENCE)
    assert talk.kept is not None
    app = app_of(window)
    unit = app.capture.show(app.actor, talk.kept.unit)
    assert unit.content.fields["happened"] == "On 3 July 2025 the TQ-250 drifted by 0.4 %."
    assert all(one.said is not Said.OPEN for one in talk.kept.proposals)


def test_notes_of_a_file_become_drafts(qtbot: QtBot, open_as: Open, tmp_path: Path) -> None:
    notes = tmp_path / "oven-notes.txt"
    notes.write_text(
        "We decided to cut the main switch. The reason was the smell of burning. We considered venting first.",
        "utf-8",
    )
    window = open_as("tomas")
    form = window.review.interviews.form
    window.review._begin_form()
    form.take_file(str(notes))
    assert form.title.text() == "Oven notes"
    form.go.click()
    talk = window.review.talk
    qtbot.waitUntil(lambda: talk.kept is not None and bool(talk.cards), timeout=PATIENCE)
    assert talk.tabs.at == 1, "notes come with drafts"
    assert "main switch" in talk.transcript.toPlainText()
    form.take_file(str(tmp_path / "gone.txt"))
    form.title.setText("Gone")
    form.go.click()
    qtbot.waitUntil(lambda: form._problem.text() != "", timeout=PATIENCE)
    assert form.title.text() == "Gone"


def test_an_expert_is_asked_and_a_wrong_answer_corrected_where_it_stands(qtbot: QtBot, open_as: Open) -> None:
    window = open_as("tomas")
    ask = window.ask
    window.show_page(ask)
    ask.ask("How large was the misalignment that made the TQ-250 at Mossgate Hydro drift?")
    qtbot.waitUntil(lambda: ask.turns[-1].answer is not None, timeout=PATIENCE)
    turn = ask.turns[-1]
    assert turn.feedback is not None
    turn.feedback._press(Verdict.WRONG)
    assert turn.feedback.correct.isVisible()
    turn.feedback.correct.click()
    turn.feedback.correction.field.setPlainText("It was 0.31 mm, measured on 12 June 2025.")
    turn.feedback.correction.pin.click()
    line = turn.feedback.correction
    qtbot.waitUntil(lambda: "It is now the answer" in line._state.text(), timeout=PATIENCE)
    ask.ask("How large was the misalignment that made the TQ-250 at Mossgate Hydro drift?", exact=True)
    qtbot.waitUntil(lambda: ask.turns[-1] is not turn and ask.turns[-1].answer is not None, timeout=PATIENCE)
    assert ask.turns[-1].answer is not None
    assert ask.turns[-1].answer.mode is Mode.PINNED
    assert "corrected by Tomas Vreeland" in ask.turns[-1].body._meta.toPlainText()
    star = ask.turns[-1].star
    assert star is not None
    star.click()
    app = app_of(window)
    qtbot.waitUntil(lambda: star.text() == "Followed", timeout=PATIENCE)
    assert len(app.follows.listed(app.actor)) == 1
    # Somebody else looks at the correction.
    other = open_as("ruth")
    waiting = item(
        qtbot, other, "How large was the misalignment that made the TQ-250 at Mossgate Hydro drift?"
    )
    assert waiting.kind is ItemKind.CORRECTION
    other.review.open_item(waiting)
    qtbot.waitUntil(lambda: other.review.correction.correction is not None, timeout=PATIENCE)
    other.review.correction.settled.emit(waiting.target[1], "reject", "The report says 0.4 mm.")
    qtbot.waitUntil(
        lambda: waiting not in other.review.inbox.items and not other.review.is_away, timeout=PATIENCE
    )


def test_what_abstains_says_to_whom_it_went(qtbot: QtBot, open_as: Open) -> None:
    window = open_as("amir")
    ask = window.ask
    window.show_page(ask)
    ask.ask(QUESTION)
    qtbot.waitUntil(lambda: ask.turns[-1].answer is not None, timeout=PATIENCE)
    body = ask.turns[-1].abstention
    assert body is not None
    body.expert.click()
    qtbot.waitUntil(body.form.isVisible, timeout=PATIENCE)
    assert "Added to Gaps" in body.form._told.toPlainText()
    feedback = ask.turns[-1].feedback
    assert feedback is not None
    feedback._press(Verdict.WRONG)
    assert feedback.correct.isHidden(), "an analyst cannot pin"
    assert not window.review.tabs._group.button(INTERVIEWS).isVisible()


def test_who_asks_chooses_the_expert_and_adds_a_note(qtbot: QtBot, open_as: Open) -> None:
    window = open_as("ines")
    ask = window.ask
    window.show_page(ask)
    ask.ask("Is a torque transducer repaired for free after it was dropped?")
    qtbot.waitUntil(lambda: ask.turns[-1].answer is not None, timeout=PATIENCE)
    body = ask.turns[-1].abstention
    assert body is not None
    body.expert.click()
    form = body.form
    qtbot.waitUntil(form.isVisible, timeout=PATIENCE)
    assert form.person.currentData() == "tomas", "who is proposed comes first"
    form.person.setCurrentIndex(form.person.findData("ruth"))
    form.note.setText("Hallbach waits for the quotation.")
    form.send.click()
    qtbot.waitUntil(lambda: not form.send.isVisible(), timeout=PATIENCE)
    assert "Ruth Okonjo-Hale has been asked" in form._told.toPlainText()
    app = app_of(window)
    (gap,) = app.gaps.listed(app.actor, GapFilter(assigned_to="ruth")).gaps
    ruth = open_as("ruth")
    waiting = item(qtbot, ruth, gap.question)
    assert waiting.kind is ItemKind.GAP
    assert (
        waiting.why
        == "Ines Aldermoor asks you to answer it. “Hallbach waits for the quotation.” It was asked once."
    )


@pytest.mark.parametrize("text", ["First\nSecond", "08:40 – the display froze\nthe alarm rang"])
def test_lists_are_written_as_lines_and_read_back(text: str) -> None:
    from app.core.units.kinds import KINDS

    field = "timeline" if "–" in text else "signs"
    value = from_lines(KINDS["case"], field, text)
    assert value is not None
    assert as_lines(value) == text
