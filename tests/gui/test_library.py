"""The library's page over a real workspace: list, filter, change and undo, follow, compare, look over."""

from __future__ import annotations

import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, QSettings, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from app.core.documents.document_list import View
from app.core.documents.documents import Label
from app.core.documents.inventory import FindingKind
from app.core.work import FileStage
from app.ui import theme
from app.ui.jobs import JobRunner
from app.ui.library import LibraryPage
from app.ui.library.acting import PurgeDialog
from app.ui.library.detail import ABOUT, CITED, PASSAGES, VERSIONS
from app.ui.library.page import FOLDERS, INVENTORY, UNREAD
from app.workspace.workspace import Application, open_application
from tests.crowd import crowd
from tests.integration.test_browsing import MAIL
from tests.world import HOLIDAY, LASER, VALVE, make_workspace, write

PATIENCE = 60_000


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(
        tmp_path / "files", {"valve.md": VALVE, "laser.md": LASER, "holiday.md": HOLIDAY, "order.eml": MAIL}
    )


@pytest.fixture
def application(tmp_path: Path, models_dir: Path) -> Iterator[Application]:
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(tmp_path))
    with open_application(make_workspace(tmp_path / "workspace")) as app:
        app.change_settings({"model.generator": "none"})
        yield app


@pytest.fixture
def page(
    qtbot: QtBot, qapp: QApplication, application: Application, jobs: JobRunner
) -> Iterator[LibraryPage]:
    theme.apply(qapp, "light")
    made = LibraryPage(application, jobs)
    made.resize(1200, 740)
    theme.dress_window(made)
    made.show()
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def full(qtbot: QtBot, page: LibraryPage, application: Application, folder: Path) -> LibraryPage:
    application.ingestion.ingest(application.actor, [folder])
    page.refresh()
    qtbot.waitUntil(lambda: page.model.rowCount() == 5 and page.follower.last is not None, timeout=PATIENCE)
    return page


def titles(page: LibraryPage) -> list[str]:
    rows = [page.model.entry(row) for row in range(page.model.rowCount())]
    return [row.document.title for row in rows if row is not None]


def _is_here(page: LibraryPage, row: int) -> bool:
    return page.model.entry(row) is not None


def choose(qtbot: QtBot, page: LibraryPage, title: str) -> None:
    qtbot.waitUntil(lambda: title in titles(page), timeout=PATIENCE)
    page.table.selectRow(titles(page).index(title))
    qtbot.waitUntil(
        lambda: page.detail.detail is not None and page.detail.detail.entry.document.title == title,
        timeout=PATIENCE,
    )


def test_an_empty_library_teaches_with_one_button(qtbot: QtBot, page: LibraryPage) -> None:
    page.refresh()
    qtbot.waitUntil(lambda: page._stack.currentIndex() == 1, timeout=PATIENCE)
    assert not page.follower.is_running


def test_what_came_in_a_mail_stands_under_it_and_filters_and_orders_hold(
    qtbot: QtBot, full: LibraryPage
) -> None:
    assert titles(full) == [
        "Holiday policy",
        "Laser bench",
        "Order of the seal rings",
        "Zebra prices",
        "Relief valve RV-7",
    ]
    assert str(full.model.data(full.model.index(3, 0))).startswith("↳")
    full.table.horizontalHeader().setSortIndicator(0, Qt.SortOrder.DescendingOrder)
    qtbot.waitUntil(lambda: titles(full)[0] == "Relief valve RV-7", timeout=PATIENCE)
    full.filters.words.setText("zebra")
    qtbot.waitUntil(lambda: titles(full) == ["Zebra prices"], timeout=PATIENCE)
    assert full.count.text() == "1 of 5 documents"
    full.filters.words.setText("no such words")
    qtbot.waitUntil(lambda: full.model.rowCount() == 0 and full._nothing.isVisible(), timeout=PATIENCE)


def test_labels_change_in_bulk_and_are_given_back(
    qtbot: QtBot, full: LibraryPage, application: Application
) -> None:
    full.table.selectAll()
    full.relabel_selected(Label.CONFIDENTIAL)
    qtbot.waitUntil(full.banner.isVisible, timeout=PATIENCE)
    assert full.banner.words.whole() == "5 documents now confidential"
    assert {one.label for one in application.documents.listed(application.actor)} == {Label.CONFIDENTIAL}
    full.banner.undo()
    qtbot.waitUntil(lambda: full.banner.words.whole() == "5 labels restored", timeout=PATIENCE)
    assert {(one.label, one.labelled) for one in application.documents.listed(application.actor)} == {
        (Label.INTERNAL, False)
    }


def test_removing_says_what_goes_and_can_be_undone(
    qtbot: QtBot, full: LibraryPage, application: Application
) -> None:
    application.answering.answer(
        application.actor, "At what pressure does the relief valve RV-7 open?", model="none"
    )
    choose(qtbot, full, "Relief valve RV-7")
    passages = full.detail.document.passages if full.detail.document else 0
    full.remove_selected()
    qtbot.waitUntil(lambda: full.acting.asking is not None, timeout=PATIENCE)
    box = full.acting.asking
    assert isinstance(box, QMessageBox)
    assert box.text() == f"Remove 1 document, {passages} passages, cited in 1 answer?"
    next(button for button in box.buttons() if button.text() == "Remove").click()
    qtbot.waitUntil(lambda: "Relief valve RV-7" not in titles(full), timeout=PATIENCE)
    full.banner.undo()
    qtbot.waitUntil(lambda: "Relief valve RV-7" in titles(full), timeout=PATIENCE)


def test_erasing_is_typed_out(qtbot: QtBot, full: LibraryPage) -> None:
    choose(qtbot, full, "Laser bench")
    full.purge_selected()
    qtbot.waitUntil(lambda: full.acting.asking is not None, timeout=PATIENCE)
    dialog = full.acting.asking
    assert isinstance(dialog, PurgeDialog)
    assert not dialog.erase.isEnabled()
    qtbot.keyClicks(dialog.field, "erase 1")
    dialog.erase.click()
    qtbot.waitUntil(
        lambda: "Laser bench" not in titles(full) and full.model.rowCount() == 4, timeout=PATIENCE
    )
    assert full.banner.button.isHidden()


def test_a_document_shows_its_versions_passages_answers_and_what_it_is(
    qtbot: QtBot, full: LibraryPage, application: Application, folder: Path
) -> None:
    run = application.answering.answer(
        application.actor, "At what pressure does the relief valve RV-7 open?", model="none"
    ).run
    (folder / "valve.md").write_text(VALVE.replace("6.5 bar", "7.0 bar"), "utf-8")
    choose(qtbot, full, "Relief valve RV-7")
    # The file changed; the folder is followed, so that the list and the document follow by themselves.
    qtbot.waitUntil(
        lambda: full.detail.detail is not None and len(full.detail.detail.versions) == 2, timeout=PATIENCE
    )
    full.detail.tabs.go(VERSIONS)
    qtbot.waitUntil(lambda: "7.0 bar" in full.detail.difference.toPlainText(), timeout=PATIENCE)
    assert "6.5 bar" in full.detail.difference.toPlainText()
    full.detail.tabs.go(PASSAGES)
    qtbot.waitUntil(lambda: full.detail.passages.count() > 0, timeout=PATIENCE)
    full.detail.tabs.go(CITED)
    with qtbot.waitSignal(full.run_wanted, timeout=PATIENCE) as wanted:
        full.detail.cited.itemActivated.emit(full.detail.cited.item(0))
    assert wanted.args == [run]
    full.detail.tabs.go(ABOUT)
    assert str(folder / "valve.md") in full.detail.about.toPlainText()


def test_what_is_selected_stays_so_while_documents_come(
    qtbot: QtBot, full: LibraryPage, folder: Path
) -> None:
    choose(qtbot, full, "Laser bench")
    write(folder, {"aardvark.md": "# Aardvark pump\n\nThe aardvark pump runs at 3 bar.\n"})
    qtbot.waitUntil(lambda: titles(full)[:1] == ["Aardvark pump"], timeout=PATIENCE)
    chosen = full.table.selectionModel().selectedRows()
    assert [titles(full)[index.row()] for index in chosen] == ["Laser bench"]


def test_files_are_dropped_paused_told_of_and_tried_again(
    qtbot: QtBot, page: LibraryPage, application: Application, tmp_path: Path
) -> None:
    page.refresh()
    folder = write(
        tmp_path / "dropped",
        {f"note{number}.md": f"# Note {number}\n\nLine {number}.\n" for number in range(3)},
    )
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7\nnot really")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(folder))])
    drop = QDropEvent(
        QPointF(9, 9),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    page.dropEvent(drop)
    page.strip.pause.click()
    job = page.reading.jobs[0]
    assert job.is_held
    assert page.strip.pause.text() == "Resume"
    page.strip.pause.click()
    qtbot.waitUntil(lambda: not page.reading.jobs and page.model.rowCount() == 3, timeout=PATIENCE)
    assert page.strip.log.counts() == {FileStage.STORED: 3, FileStage.FAILED: 1}
    state = page.strip.log.state(str(folder / "broken.pdf"))
    assert state is not None
    assert state.reason
    page.tabs.go(UNREAD)
    qtbot.waitUntil(lambda: page.unread.model.rowCount() == 1, timeout=PATIENCE)
    write(folder, {"broken.pdf": "Now it is a plain text that can be read."})
    page.unread.retry_all()
    qtbot.waitUntil(
        lambda: page.unread.model.rowCount() == 0 and page.model.rowCount() == 4, timeout=PATIENCE
    )
    assert page.strip.words.whole()


def test_a_folder_that_goes_away_is_shown_and_one_can_be_followed_no_more(
    qtbot: QtBot, full: LibraryPage, application: Application, folder: Path
) -> None:
    full.tabs.go(FOLDERS)
    qtbot.waitUntil(
        lambda: [row.state.text() for row in full.folders.rows] == ["● watched"], timeout=PATIENCE
    )
    folder.rename(folder.with_name("elsewhere"))
    qtbot.waitUntil(lambda: "unavailable" in full.folders.rows[0].state.text(), timeout=PATIENCE)
    assert full.model.rowCount() == 5
    full.unfollow(full.folders.rows[0].folder)
    box = full.acting.asking
    assert isinstance(box, QMessageBox)
    next(button for button in box.buttons() if button.text() == "Keep documents").click()
    qtbot.waitUntil(lambda: not full.folders.rows and not full.follower.is_running, timeout=PATIENCE)
    assert full.model.rowCount() == 5


def test_following_ends_with_the_window(qtbot: QtBot, full: LibraryPage, jobs: JobRunner) -> None:
    job = full.follower._job
    assert job is not None and full.follower.is_running
    jobs.close()
    assert job.cancel_token.cancelled


def test_the_inventory_shows_the_findings_of_the_command_line_and_acts_on_them(
    qtbot: QtBot, full: LibraryPage, application: Application, folder: Path
) -> None:
    write(folder, {"copy.md": VALVE})
    qtbot.waitUntil(lambda: full.model.rowCount() == 6, timeout=PATIENCE)
    full.tabs.go(INVENTORY)
    full.inventory.take()
    qtbot.waitUntil(lambda: full.inventory.report is not None, timeout=PATIENCE)
    view = full.inventory
    assert view.report is not None
    assert view.report.findings == application.inventory.take(application.actor).findings
    view.choose(FindingKind.DUPLICATE)
    assert len(view.model.findings) == 1
    view.open_beside()
    assert view.beside is not None
    readers = view.beside.readers
    qtbot.waitUntil(lambda: all("RV-7" in one.text.toPlainText() for one in readers), timeout=PATIENCE)
    view.beside.reject()
    view.choose(FindingKind.UNLABELLED)
    before = len(view.model.findings)
    view._label(Label.PUBLIC)
    qtbot.waitUntil(lambda: len(view.model.findings) == before - 1, timeout=PATIENCE)
    view.choose(FindingKind.DUPLICATE)
    view.review()
    qtbot.waitUntil(
        lambda: all(one.kind is not FindingKind.DUPLICATE for one in view.model.findings), timeout=PATIENCE
    )


def test_a_hundred_thousand_documents_open_and_scroll_with_few_in_memory(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, models_dir: Path, jobs: JobRunner
) -> None:
    crowd(make_workspace(tmp_path / "crowd"), 100_000)
    with open_application(tmp_path / "crowd") as app:
        page = LibraryPage(app, jobs)
        page.resize(1200, 740)
        page.show()
        page.refresh()
        qtbot.waitUntil(lambda: page.model.rowCount() == 100_000, timeout=PATIENCE)
        qapp.processEvents()
        steps: list[float] = []
        bar = page.table.verticalScrollBar()
        for at in range(40):
            # The processor's time of this thread: what else the machine does is not the page's.
            begun = time.thread_time()
            bar.setValue(bar.maximum() * at // 40)
            qapp.processEvents()
            page.table.viewport().repaint()
            steps.append(time.thread_time() - begun)
            row = page.table.rows_in_sight()[0]
            qtbot.waitUntil(partial(_is_here, page, row), timeout=PATIENCE)
        assert max(steps) < 0.05, sorted(steps)[-5:]
        assert page.model.loaded < 5_000
        page.filters.words.setText("valve 77")
        qtbot.waitUntil(lambda: 0 < page.model.rowCount() < 100_000, timeout=PATIENCE)
        page.table.selectRow(0)
        key = page.table.selected_keys()
        whole = app.browsing.arranged(app.actor, View())
        begun = time.thread_time()
        page.table.replace_rows(whole, [])
        replaced = time.thread_time() - begun
        print(
            f"most of 40 steps {max(steps) * 1000:.1f} ms, another order {replaced * 1000:.1f} ms, {page.model.loaded} rows in memory"
        )
        assert replaced < 0.05
        assert page.table.selected_keys() == key
        jobs.close()
        page.close()
        page.deleteLater()
