"""The knowledge page over a real workspace: each form, saving as one types, two writers, review, rules and
trees, evidence.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.core.access import Actor, Role
from app.core.documents.document_list import View
from app.core.documents.documents import Label
from app.core.errors import EditConflict, InvalidUnit
from app.core.units.fields import Moment, Option, Relation, Step
from app.core.units.forms import read_content, tidied
from app.core.units.kinds import KINDS
from app.core.units.units import Content, Event, Resolution, Unit, UnitFilter, UnitStatus, Way
from app.ui import theme
from app.ui.jobs import JobRunner
from app.ui.knowledge import KnowledgePage
from app.ui.knowledge.attaching import AttachDialog
from app.ui.knowledge.chooser import KindChooser, QuickNote
from app.ui.knowledge.form import UnitForm
from app.ui.knowledge.inputs import ReferenceInput
from app.ui.knowledge.logic import ConditionInput, TreeInput
from app.ui.knowledge.page import RetireDialog
from app.ui.knowledge.rows import OptionRow, RowsInput, StepRow
from app.ui.shell.main_window import MainWindow
from app.workspace.workspace import Application, open_application
from tests.world import VALVE, make_workspace, write

PATIENCE = 60_000
TREE = """Is the serial number legible?
  yes: age is under 36 months
    yes: Repair it under warranty.
    no: Quote the repair.
  no: Ask for photographs of the plate."""
CONDITION = "drift is over 0.2 % and (start is warm or customer is new)"
FILLED: dict[str, dict[str, object]] = {
    "decision": {
        "situation": "Two customers reported drift.\n\nThe series was to ship.", "cues": ("Worse in the morning", "Load made none"),
        "options": (Option("Steel", ("strong", "known"), ("heavy",), True, "held"), Option("Ceramic", (), ("broke twice",), False, "")),
        "decision": "Steel shafts from 4400 on.", "rationale": "It held.",
    },
    "rule": {"conditions": CONDITION, "outcome": "calibration: required", "exceptions": ("Units of the bench",), "otherwise": "Nothing."},
    "exception": {"when": "In the hall.", "instead": "The limit is 0.35 %.", "why": "It is hot.", "limits": ("Ends with the cooling",)},
    "case": {
        "happened": "The oven overheated.", "timeline": (Moment("02:10", "The alarm came"), Moment("", "The doors were opened")),
        "done": "Cut the switch.", "learned": ("Test the relay",),
    },
    "lesson": {"lesson": "Let both halves warm up.", "learned_from": "Three couplings slipped.", "use": ("Parts from the store",)},
    "procedure": {"purpose": "Brings it back.", "steps": (Step("Set the zero", "It reads 0"), Step("Load it")), "tree": TREE},
    "definition": {"meaning": "A start within 30 minutes.", "synonyms": ("hot restart", "restart"), "not_this": ("Soft start: a ramp",)},
}  # fmt: skip

EDDA = Actor("edda", "Edda", frozenset({Role.EXPERT}), "uid:0")


@pytest.fixture
def application(tmp_path: Path, models_dir: Path) -> Iterator[Application]:
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(tmp_path))
    with open_application(make_workspace(tmp_path / "workspace")) as app:
        app.change_settings({"model.generator": "none"})
        app.stewardship.set_person(app.actor, "edda", "Edda", [Role.EXPERT])
        yield app


@pytest.fixture
def page(
    qtbot: QtBot, qapp: QApplication, application: Application, jobs: JobRunner
) -> Iterator[KnowledgePage]:
    theme.apply(qapp, "light")
    made = KnowledgePage(application, jobs)
    made.resize(1200, 740)
    theme.dress_window(made)
    made.show()
    yield made
    made.close()
    made.deleteLater()


def content(kind: str, **raw: object) -> Content:
    found, problems = read_content(KINDS[kind], raw)
    assert problems == ()
    return found


def approved(app: Application, kind: str, **raw: object) -> Unit:
    unit = app.capture.start(app.actor, kind, content(kind, **raw))
    app.capture.submit(app.actor, unit.id)
    accepted = [
        Resolution(one.other, Way.ACCEPT, "Both stand.") for one in app.capture.conflicts(EDDA, unit.id)
    ]
    return app.capture.decide(EDDA, unit.id, Event.APPROVE, resolutions=accepted)


def editing(qtbot: QtBot, page: KnowledgePage, unit: str) -> UnitForm:
    page.edit(unit)
    qtbot.waitUntil(
        lambda: page.is_writing() and page.editor.unit is not None and page.editor.unit.id == unit,
        timeout=PATIENCE,
    )
    assert page.editor.form is not None
    return page.editor.form


def reading(qtbot: QtBot, page: KnowledgePage, unit: str) -> None:
    page.open_unit(unit)
    qtbot.waitUntil(
        lambda: page.view.looked is not None and page.view.looked.unit.id == unit and page.view.isVisible(),
        timeout=PATIENCE,
    )


def settled(qtbot: QtBot, page: KnowledgePage) -> None:
    qtbot.waitUntil(lambda: page.editor.state.text() == "Saved", timeout=PATIENCE)


def saved_as(app: Application, unit: str) -> Content:
    return app.capture.show(app.actor, unit).content


def test_a_unit_begins_with_a_template_or_with_the_words_of_another(
    qtbot: QtBot, page: KnowledgePage, application: Application
) -> None:
    page.begin()
    chooser = page.dialog_shown()
    assert isinstance(chooser, KindChooser)
    qtbot.waitUntil(lambda: bool(chooser.templates), timeout=PATIENCE)
    next(one for one in chooser.templates if "Limit for an approval" in one.whole()).click()
    qtbot.waitUntil(page.is_writing, timeout=PATIENCE)
    assert page.editor.unit is not None
    begun = application.capture.show(application.actor, page.editor.unit.id)
    assert (begun.kind, begun.content.fields["conditions"]) == ("rule", "amount is over 5000")
    with pytest.raises(InvalidUnit):
        application.capture.submit(application.actor, begun.id)
    page.copy_unit(begun)
    qtbot.waitUntil(
        lambda: page.editor.unit is not None and page.editor.unit.id != begun.id, timeout=PATIENCE
    )
    copied = application.capture.show(application.actor, page.editor.unit.id)
    assert copied.content.fields == begun.content.fields
    assert (copied.content.title, copied.content.evidence) == ("", ())


@pytest.mark.parametrize("kind", list(KINDS))
def test_each_form_is_filled_saved_and_read_back_as_it_was(
    qtbot: QtBot, page: KnowledgePage, application: Application, kind: str
) -> None:
    fields = dict(FILLED[kind])
    other = approved(
        application,
        "rule",
        title="The rule",
        conditions="drift is over 0.2 %",
        outcome="calibration: required",
    )
    page.begin()
    chooser = page.dialog_shown()
    assert isinstance(chooser, KindChooser)
    chooser.buttons[kind].click()
    qtbot.waitUntil(page.is_writing, timeout=PATIENCE)
    form = page.editor.form
    assert form is not None
    assert page.editor.unit is not None
    unit = page.editor.unit.id
    form.title.setPlainText("What it says")
    for name, value in fields.items():
        form.inputs[name].set_value(value)  # type: ignore[arg-type]  # of the field's own type
        form.inputs[name].changed.emit()
    reference = form.inputs.get("to")
    if isinstance(reference, ReferenceInput):
        reference.choose.click()
        picker = page.editor.picker_shown()
        qtbot.waitUntil(lambda: picker.list.count() > 0, timeout=PATIENCE)
        picker.line.returnPressed.emit()
        assert reference.open.whole() == "The rule"
        fields["to"] = other.id
    about = page.editor.about
    assert about is not None
    about.tags.setText("drift,  TQ ")
    about.valid_until.setText("2031-01-31")
    about.review.setValue(90)
    qtbot.waitUntil(lambda: saved_as(application, unit).review_days == 90, timeout=PATIENCE)
    settled(qtbot, page)
    found = saved_as(application, unit)
    kept = Content("What it says", fields, "", "2031-01-31", 90, ("drift", "TQ"))  # type: ignore[arg-type]
    assert found == tidied(KINDS[kind], kept)
    page.editor.leave()
    again = editing(qtbot, page, unit)
    assert again is not form
    assert tidied(KINDS[kind], page.editor.content()) == found


def test_a_document_that_a_unit_rests_on_is_chosen_from_the_library(
    qtbot: QtBot, page: KnowledgePage, application: Application, tmp_path: Path
) -> None:
    application.ingestion.ingest(application.actor, [write(tmp_path / "rests", {"valve.md": VALVE})])
    unit = application.capture.start(application.actor, "lesson", Content("Begun"))
    editing(qtbot, page, unit.id)
    about = page.editor.about
    assert about is not None
    about.link_wanted.emit(Relation.CITES)
    picker = page.editor.picker_shown()
    picker.line.setText("RV-7")
    qtbot.waitUntil(lambda: picker.list.count() == 1, timeout=PATIENCE)
    picker.line.returnPressed.emit()
    (link,) = about.links
    assert link.relation is Relation.CITES
    qtbot.waitUntil(lambda: saved_as(application, unit.id).links == (link,), timeout=PATIENCE)
    about.document_opened.emit(link.target)
    qtbot.waitUntil(lambda: page.reader.place is not None, timeout=PATIENCE)


def test_what_is_typed_is_saved_by_itself_and_a_closed_window_loses_nothing(
    qtbot: QtBot, page: KnowledgePage, application: Application
) -> None:
    unit = application.capture.start(application.actor, "lesson", Content("Begun"))
    form = editing(qtbot, page, unit.id)
    form.inputs["lesson"].first().insertPlainText("Let both halves warm up.")  # type: ignore[attr-defined]
    assert page.editor.state.text() != "Saved"
    settled(qtbot, page)
    assert saved_as(application, unit.id).fields["lesson"] == "Let both halves warm up."
    form.title.setPlainText("Changed at the last moment")
    page.finish()
    assert saved_as(application, unit.id).title == "Changed at the last moment"


def test_two_writers_see_both_texts_and_neither_is_lost(
    qtbot: QtBot, page: KnowledgePage, application: Application
) -> None:
    unit = application.capture.start(application.actor, "lesson", Content("Coupling", {"lesson": "First."}))
    form = editing(qtbot, page, unit.id)
    application.capture.save(EDDA, unit.id, Content("Coupling", {"lesson": "Edda's."}), unit.change)
    form.inputs["lesson"].first().setPlainText("Mine.")  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: len(page.editor.strip.buttons) == 3, timeout=PATIENCE)
    assert "edda" in page.editor.strip.words.text().casefold()
    assert saved_as(application, unit.id).fields["lesson"] == "Edda's."
    assert page.editor.content().fields["lesson"] == "Mine."
    page.editor.strip.buttons[2].click()
    qtbot.waitUntil(lambda: page.editor.content().fields["lesson"] == "Edda's.", timeout=PATIENCE)
    assert [
        one.content.fields["lesson"] for one in application.capture.asides(application.actor, unit.id)
    ] == ["Mine."]
    page.editor.strip.buttons[1].click()
    qtbot.waitUntil(lambda: saved_as(application, unit.id).fields["lesson"] == "Mine.", timeout=PATIENCE)
    qtbot.waitUntil(page.editor.strip.isHidden, timeout=PATIENCE)
    assert application.capture.asides(application.actor, unit.id) == []
    form.inputs["lesson"].first().setPlainText("Mine, and on.")  # type: ignore[attr-defined]
    qtbot.waitUntil(
        lambda: saved_as(application, unit.id).fields["lesson"] == "Mine, and on.", timeout=PATIENCE
    )


def test_submitting_says_what_is_missing_and_then_hands_it_in(
    qtbot: QtBot, page: KnowledgePage, application: Application
) -> None:
    unit = application.capture.start(application.actor, "definition", Content("Warm start"))
    form = editing(qtbot, page, unit.id)
    page.editor.submit()
    qtbot.waitUntil(form.boxes["meaning"].problem.isVisible, timeout=PATIENCE)
    assert application.capture.show(application.actor, unit.id).working is UnitStatus.DRAFT
    form.inputs["meaning"].first().setPlainText("A start within 30 minutes.")  # type: ignore[attr-defined]
    qtbot.waitUntil(form.boxes["meaning"].problem.isHidden, timeout=PATIENCE)
    page.editor.submit()
    qtbot.waitUntil(
        lambda: page.view.looked is not None and page.view.looked.unit.working is UnitStatus.IN_REVIEW, timeout=PATIENCE
    )  # fmt: skip
    page.view.act.click()
    qtbot.waitUntil(
        lambda: page.view.looked is not None and page.view.looked.unit.working is UnitStatus.DRAFT, timeout=PATIENCE
    )  # fmt: skip


def test_what_contradicts_itself_is_told_at_its_field_while_it_is_typed(
    qtbot: QtBot, page: KnowledgePage, application: Application
) -> None:
    unit = application.capture.start(application.actor, "rule", Content("A rule"))
    form = editing(qtbot, page, unit.id)
    condition = form.inputs["conditions"]
    assert isinstance(condition, ConditionInput)
    condition.text.setPlainText("drift is over and and")
    assert "▲" in condition.said.text()
    assert condition.text.extraSelections()
    condition.text.setPlainText(CONDITION)
    assert "drift, start, customer" in condition.said.text()
    assert not condition.text.extraSelections()
    about = page.editor.about
    assert about is not None
    about.valid_from.setText("2030-01-01")
    about.valid_until.setText("2029-01-01")
    assert "2029-01-01" in about._problems["valid_until"].text()
    settled(qtbot, page)
    assert saved_as(application, unit.id).valid_until == "2029-01-01"


def test_a_tree_shows_its_outline_and_the_line_that_is_wrong(
    qtbot: QtBot, page: KnowledgePage, application: Application
) -> None:
    unit = application.capture.start(application.actor, "procedure", Content("A procedure"))
    form = editing(qtbot, page, unit.id)
    tree = form.inputs["tree"]
    assert isinstance(tree, TreeInput)
    tree.text.setPlainText(TREE)
    top = tree.outline.topLevelItem(0)
    assert top is not None
    assert top.childCount() == 2
    tree.text.setPlainText(TREE + "\n  no: Again.")
    assert "▲" in tree.said.text()
    assert tree.text.extraSelections()[0].cursor.block().blockNumber() == 5


def test_entries_are_added_moved_and_taken_out(
    qtbot: QtBot, page: KnowledgePage, application: Application
) -> None:
    unit = application.capture.start(
        application.actor, "procedure", Content("P", {"steps": (Step("One"), Step("Two"))})
    )
    form = editing(qtbot, page, unit.id)
    steps = form.inputs["steps"]
    assert isinstance(steps, RowsInput)
    steps.rows[1].moved.emit(-1)
    steps.rows[1].ended.emit()
    row = steps.rows[2]
    assert isinstance(row, StepRow)
    row.one.setPlainText("Three")
    steps.rows[1].drop.click()
    qtbot.waitUntil(
        lambda: saved_as(application, unit.id).fields["steps"] == (Step("Two"), Step("Three")),
        timeout=PATIENCE,
    )


def test_completeness_is_told_in_words(qtbot: QtBot, page: KnowledgePage, application: Application) -> None:
    unit = application.capture.start(
        application.actor, "decision", Content("D", {"options": (Option("Steel", chosen=True),)})
    )
    form = editing(qtbot, page, unit.id)
    assert "No option rejected" in page.editor.guide.missing.text()
    options = form.inputs["options"]
    assert isinstance(options, RowsInput)
    options.add.click()
    row = options.rows[1]
    assert isinstance(row, OptionRow)
    row.name.setText("Ceramic")
    row.because.setPlainText("It broke")
    assert "No option rejected" not in page.editor.guide.missing.text()


def test_a_rule_is_tried_and_another_that_speaks_of_the_same_case_is_found(
    qtbot: QtBot, page: KnowledgePage, application: Application
) -> None:
    rule = approved(application, "rule", title="Back", conditions=CONDITION, outcome="calibration: required")
    other = approved(
        application, "rule", title="Keep", conditions="customer is new", outcome="calibration: not required"
    )
    reading(qtbot, page, rule.id)
    panel = page.view.rule
    assert list(panel.fields) == ["drift", "start", "customer"]
    panel.give({"drift": "0.3 %"})
    assert "start, customer" in panel.outcome.text()
    panel.give({"drift": "0.3 %", "start": "warm"})
    assert panel.outcome.text() == "calibration: required"
    panel.give({"drift": "0.1 %", "start": "warm"})
    top = panel.parts.topLevelItem(0)
    assert top is not None
    assert top.text(0).startswith("✗")
    panel.check.click()
    qtbot.waitUntil(lambda: panel._overlaps.count() == 1, timeout=PATIENCE)
    with qtbot.waitSignal(panel.unit_wanted) as opened:
        panel.unit_wanted.emit(other.id)
    assert opened.args == [other.id]


def test_a_tree_is_walked_forth_and_back(qtbot: QtBot, page: KnowledgePage, application: Application) -> None:
    unit = approved(
        application, "procedure", title="Repair", purpose="Decides.", steps=[{"action": "Look"}], tree=TREE
    )
    reading(qtbot, page, unit.id)
    tree = page.view.tree
    assert tree.question.text() == "Is the serial number legible?"
    tree.choices[0].click()
    tree.choices[1].click()
    assert tree.question.text() == "Quote the repair."
    assert tree.choices == []
    tree.back.click()
    assert tree.question.text() == "age is under 36 months"
    tree.choices[0].click()
    assert tree.question.text() == "Repair it under warranty."
    tree.again.click()
    assert tree.question.text() == "Is the serial number legible?"


def test_the_list_narrows_by_words_kind_state_and_tag(
    qtbot: QtBot, page: KnowledgePage, application: Application
) -> None:
    application.capture.start(
        application.actor, "lesson", replace(Content("Couplings slip"), tags=("coupling",))
    )
    approved(application, "definition", title="Warm start", meaning="A start within 30 minutes.")
    page.refresh()
    qtbot.waitUntil(lambda: page.model.rowCount() == 2, timeout=PATIENCE)
    page.filters.line.setText("warm")
    qtbot.waitUntil(lambda: page.model.rowCount() == 1, timeout=PATIENCE)
    page.filters.line.setText("nothing of the kind")
    qtbot.waitUntil(page._nothing.isVisible, timeout=PATIENCE)
    page.filters.clear()
    qtbot.waitUntil(lambda: page.model.rowCount() == 2, timeout=PATIENCE)
    page.filters.tag.setCurrentIndex(page.filters.tag.findData("coupling"))
    qtbot.waitUntil(lambda: page.model.rowCount() == 1, timeout=PATIENCE)
    page.filters.clear()
    page.filters.state.setCurrentIndex(page.filters.state.findText("approved"))
    qtbot.waitUntil(
        lambda: page.model.rowCount() == 1 and page.filters.wanted()[0].statuses == (UnitStatus.APPROVED,),
        timeout=PATIENCE,
    )
    page.filters.label.setCurrentIndex(page.filters.label.findText("internal"))
    assert page.filters.wanted()[0].labels == (Label.INTERNAL,)


def test_an_empty_page_teaches_with_one_button(qtbot: QtBot, page: KnowledgePage) -> None:
    page.refresh()
    qtbot.waitUntil(page.first.isVisible, timeout=PATIENCE)


def test_a_draft_that_was_retired_comes_back_and_history_says_what_changed(
    qtbot: QtBot, page: KnowledgePage, application: Application
) -> None:
    unit = application.capture.start(application.actor, "lesson", Content("Begun", {"lesson": "Words."}))
    reading(qtbot, page, unit.id)
    page.ask_retire(unit)
    dialog = page.dialog_shown()
    assert isinstance(dialog, RetireDialog)
    dialog.retire.click()
    qtbot.waitUntil(lambda: bool(page.banner.undoable), timeout=PATIENCE)
    assert application.capture.show(application.actor, unit.id).status is UnitStatus.RETIRED
    page.banner.undo()
    qtbot.waitUntil(
        lambda: application.capture.show(application.actor, unit.id).status is UnitStatus.DRAFT,
        timeout=PATIENCE,
    )
    qtbot.waitUntil(lambda: page.view.revisions.count() == 2, timeout=PATIENCE)
    page.view.revisions.setCurrentRow(1)
    qtbot.waitUntil(lambda: "Words." in page.view.difference.toPlainText(), timeout=PATIENCE)


def test_a_note_from_anywhere_is_a_draft_and_words_of_a_source_become_evidence(
    qtbot: QtBot, qapp: QApplication, application: Application, jobs: JobRunner, tmp_path: Path
) -> None:
    application.ingestion.ingest(application.actor, [write(tmp_path / "notes", {"valve.md": VALVE})])
    arranged = application.browsing.arranged(application.actor, View())
    document = application.browsing.page(application.actor, arranged.keys)[0].document
    theme.apply(qapp, "light")
    window = MainWindow(application, jobs)
    window.show()
    page = window.knowledge
    command = next(one for one in window.commands() if one.keys == "Ctrl+Shift+N")
    command.run()
    note = page.dialog_shown()
    assert isinstance(note, QuickNote)
    note.title.setText("The valve opens early")
    note.text.setPlainText("It opens at 6.4 bar when it is warm.")
    note.keep.click()
    qtbot.waitUntil(lambda: page.model.rowCount() == 1, timeout=PATIENCE)
    unit = application.capture.listed(application.actor, UnitFilter(words="valve")).units[0]
    source = application.documents.source(application.actor, document.version)
    start = source.text.index("The relief valve RV-7 opens")
    window.show_page(page)
    form = editing(qtbot, page, unit.id)
    window.library.reader.attach_wanted.emit(
        source.version, start, start + 20, source.text[start : start + 20]
    )
    dialog = page.dialog_shown()
    assert isinstance(dialog, AttachDialog)
    qtbot.waitUntil(lambda: dialog.list.count() == 1, timeout=PATIENCE)
    dialog.attach.click()
    qtbot.waitUntil(lambda: len(form.evidence) == 1, timeout=PATIENCE)
    span = saved_as(application, unit.id).evidence[0]
    assert (span.version, span.start, span.end) == (source.version, start, start + 20)
    page.open_evidence(form.evidence[0])
    qtbot.waitUntil(lambda: page.reader.marked() == source.text[start : start + 20], timeout=PATIENCE)
    form.boxes["lesson"].evidence_dropped.emit(form.evidence[0])
    qtbot.waitUntil(lambda: saved_as(application, unit.id).evidence == (), timeout=PATIENCE)
    window.close()
    with pytest.raises(EditConflict):
        application.capture.save(application.actor, unit.id, Content("late"), unit.change)
