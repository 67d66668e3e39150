"""A purge on a workspace in which every table was filled by real use leaves no word of what was erased, in
any column or file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from app.core.access import Actor, Role
from app.core.answers.conversations import Verdict
from app.core.errors import EditConflict
from app.core.units.fields import Relation
from app.core.units.forms import read_content
from app.core.units.kinds import KINDS
from app.core.units.units import Content, Event, Link, Unit
from app.storage.runs import run_of
from app.workspace.workspace import Application, open_application
from tests.unit.storage.test_erasure import LEFT, columns, held, pattern_of
from tests.world import HOLIDAY, make_workspace, write

MANUAL = """# Zephyrine manual

The quillwort valve RV-7 opens at 6.5 bar and closes at 5.9 bar.
Ask quillwort@example.org about its seat ring.

## Marrowgate spares

| Brambleton part | Price for quillwort@example.org |
|---|---|
| Obsidian ring 4471-B | 38 euros |
"""
WORDS = re.compile("zephyr|quillw|marrowg|brambl|obsid|oxbow", re.IGNORECASE)
"""Beginnings of the document's words, of its file's name and of what was asked of it: an index holds
stems."""

OPENS = "At what pressure does the quillwort valve RV-7 open?"
PAINTED = "Who painted the quillwort valve in the summer house of the mayor?"
DRIFT = "What do we do with a quillwort transducer that drifts by more than 0.2 percent?"
RULE = {
    "title": "Drifting transducers go back",
    "conditions": "drift_percent > 0.2",
    "outcome": "A transducer that drifts by more than 0.2 percent goes back to calibration before use.",
}

FILLED = {
    ("cases", "question"),
    ("conversations", "title"),
    ("corrections", "answer"),
    ("corrections", "question"),
    ("corrections", "reason"),
    ("documents", "path"),
    ("documents", "root"),
    ("extraction_pieces", "text"),
    ("extractions", "blocks"),
    ("extractions", "title"),
    ("failures", "path"),
    ("feedback", "remark"),
    ("follows", "question"),
    ("gap_questions", "question"),
    ("gap_questions", "remark"),
    ("gaps", "question"),
    ("gaps", "reason"),
    ("interviews", "title"),
    ("listing", "by_title"),
    ("listing", "place"),
    ("listing", "words"),
    ("passages", "context"),
    ("passages", "context_masked"),
    ("passages", "heading"),
    ("roots", "path"),
    ("runs", "answer"),
    ("runs", "question"),
    ("runs", "trace"),
    ("units", "doubt"),
    ("versions", "title"),
}
"""Columns in which the document's words, or what was asked of it, stand before the purge."""

# What the log alone may hold of it: where its file stood, and the words somebody searched for.
LOGGED = {("audit", "target"), ("audit", "detail")}


def person(name: str, role: Role) -> Actor:
    return Actor(name, name.title(), frozenset({role}), "uid:0")


STELLA, ERIK = person("stella", Role.STEWARD), person("erik", Role.EXPERT)
EDDA, ANNA = person("edda", Role.EXPERT), person("anna", Role.ANALYST)


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Application]:
    with open_application(make_workspace(tmp_path / "workspace"), generator=lambda _: None) as opened:
        opened.stewardship.set_person(opened.actor, "edda", "Edda", [Role.EXPERT])
        opened.stewardship.set_group(opened.actor, "users", [Role.ANALYST])
        yield opened


def mail() -> EmailMessage:
    """Return a message with an attachment that is read and one that cannot be."""
    message = EmailMessage()
    message["From"], message["Subject"], message["Date"] = (
        "a@example.org",
        "Zephyrine order",
        "Tue, 05 Mar 2024 09:30:00 +0100",
    )
    message.set_content("The obsidian rings for the quillwort are on their way.")
    message.add_attachment(
        b"# Oxbow list\n\nTwo quillwort rings.\n",
        maintype="text",
        subtype="markdown",
        filename="oxbow-list.md",
    )
    message.add_attachment(
        b"%PDF-1.7\n1 0 obj\n<<", maintype="application", subtype="pdf", filename="zephyrine.pdf"
    )
    return message


def content(kind: str, raw: dict[str, str]) -> Content:
    found, problems = read_content(KINDS[kind], raw)
    assert problems == ()
    return found


def approved(app: Application, unit: Unit) -> Unit:
    app.capture.submit(ERIK, unit.id)
    conflicts = app.capture.conflicts(EDDA, unit.id)
    assert conflicts == ()
    return app.capture.decide(EDDA, unit.id, Event.APPROVE, "Read against the manual.")


def ask(app: Application, question: str) -> str:
    begun = app.dialogue.begin(ANNA, question)
    return app.answering.answer(ANNA, question, conversation=begun.id).run


def use(app: Application, files: Path) -> tuple[str, Unit]:
    """Do with a document what people do; return its id and a unit that rests on it."""
    alone = write(files, {"oxbow.md": MANUAL, "holiday.md": HOLIDAY}) / "oxbow.md"
    (files / "oxbow.eml").write_bytes(mail().as_bytes())
    app.ingestion.ingest(app.actor, [alone])
    app.ingestion.ingest(app.actor, [files])
    manual = next(one for one in app.documents.listed(STELLA) if one.path.endswith("oxbow.md"))

    drift = ask(app, DRIFT)

    # A unit that rests on it, with what the second of two editors wrote, and in doubt since the manual
    # changed.
    unit = app.capture.start(ERIK, "rule", content("rule", RULE))
    start = app.documents.text(STELLA, manual.id).index("6.5 bar")
    unit = app.capture.attach(ERIK, unit.id, "outcome", manual.version, start - 30, start + 7)
    with pytest.raises(EditConflict):
        app.capture.save(ERIK, unit.id, unit.content, unit.change - 1)
    unit = approved(app, unit)
    link = (Link(Relation.EXCEPTION_TO, unit.id),)
    app.capture.start(ERIK, "lesson", Content("Look twice", links=link))

    # Questions, answered and not; what people think of them; gaps, a case, an interview, a correction, a
    # followed question.
    answered, painted = ask(app, OPENS), ask(app, PAINTED)
    app.dialogue.feedback(ANNA, answered, Verdict.INCOMPLETE, "And where does the quillwort close?")
    app.gaps.gather(EDDA)
    app.gaps.report(ANNA, painted, remark="The quillwort one, not the other.")
    app.gaps.report(ANNA, drift, remark="Before the quillwort audit.")
    gaps = {one.question: one.id for one in app.gaps.listed(EDDA).gaps}
    app.gaps.dismiss(EDDA, gaps[OPENS], "The quillwort manual says it.")
    talk = app.gaps.start_interview(ERIK, gaps[PAINTED], "lesson")
    app.interviews.answer(ERIK, talk.id, "Nobody paints valves here.")
    app.gaps.answer_with(EDDA, gaps[DRIFT], unit.id)
    app.closing.ask_again(EDDA)
    own = app.answering.answer(ERIK, OPENS)
    place = (manual.version, start - 30, start + 7)
    kept = app.corrections.pin(ERIK, own.run, "The quillwort opens at 6.6 bar.", evidence=[place])
    app.corrections.confirm(EDDA, kept.id, "The quillwort was measured.")
    app.follows.follow(ANNA, OPENS)
    app.inbox.mark(ANNA, [one.id for one in app.inbox.items(ANNA)][:1])
    findings = [one for one in app.inventory.take(STELLA).findings if one.documents[0].id == manual.id]
    app.inventory.review(app.actor, findings)

    write(files, {"oxbow.md": MANUAL.replace("6.5 bar", "7.5 bar").replace("The quillwort", "Our quillwort")})
    (files / "oxbow.eml").write_bytes(b"\x7fELF" + bytes(300))
    app.ingestion.ingest(app.actor, [files])
    return manual.id, app.capture.show(STELLA, unit.id)


def found(app: Application, words: re.Pattern[str]) -> dict[tuple[str, str], str]:
    """Return the columns of every table in which a word stands, with one value each."""
    query = app._database.query
    hits: dict[tuple[str, str], str] = {}
    for table, column in columns(query):
        for (value,) in query(f"SELECT {column} FROM {table}"):
            text = value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
            if words.search(text):
                hits[table, column] = text[:200]
    return hits


def in_files(folder: Path, words: re.Pattern[str]) -> dict[str, bytes]:
    pattern = re.compile(words.pattern.encode(), re.IGNORECASE)
    hits = {}
    for path in folder.rglob("*"):
        match = pattern.search(path.read_bytes()) if path.is_file() else None
        if match is not None:
            hits[path.name] = match.string[max(0, match.start() - 60) : match.end() + 60]
    return hits


def test_a_purge_leaves_no_word_in_any_column_or_file(app: Application, tmp_path: Path) -> None:
    document, unit = use(app, tmp_path / "files")
    query: Any = app._database.query
    assert "Zephyrine" in unit.doubt
    rows = query(
        "SELECT v.vector FROM vectors v JOIN passages p ON p.rowid = v.passage WHERE p.document = ?",
        (document,),
    )
    vectors = [row[0][:32] for row in rows]
    empty = {table for table, _ in columns(query) if not query(f"SELECT 1 FROM {table} LIMIT 1")}
    assert empty == set(), "real use fills every table"

    before = found(app, WORDS)
    assert set(before) - LOGGED - {("passages_terms", "term")} <= held()
    assert set(before) > FILLED
    app.documents.purge(STELLA, [document, str(tmp_path / "files" / "oxbow.eml")])

    left = found(app, WORDS)
    assert {place: text for place, text in left.items() if place not in LOGGED} == {}
    assert "erased" in app.capture.show(STELLA, unit.id).doubt
    app.close()
    assert set(in_files(app.workspace, WORDS)) <= {"citewell.db"}, "the log stands there"
    stored = b"".join(path.read_bytes() for path in app.workspace.rglob("*") if path.is_file())
    assert vectors
    assert not any(vector in stored for vector in vectors)


def test_what_a_purge_leaves_by_its_name_holds_ids_choices_and_times(
    app: Application, tmp_path: Path
) -> None:
    use(app, tmp_path / "files")
    query: Any = app._database.query
    strange = {}
    for table, column in columns(query):
        pattern = pattern_of(column)
        if pattern is None or (table, column) in LEFT or (table, column) in held():
            continue
        for (value,) in query(f"SELECT DISTINCT {column} FROM {table} WHERE {column} IS NOT NULL"):
            parts = json.loads(value) if str(value).startswith("[") else [value]
            if not all(pattern.fullmatch(part) for part in parts):
                strange[table, column] = value
    assert strange == {}


def test_a_purged_unit_leaves_no_word_and_no_name(app: Application, tmp_path: Path) -> None:
    app.ingestion.ingest(app.actor, [write(tmp_path / "files", {"holiday.md": HOLIDAY})])
    raw = {**RULE, "title": "Quillwort transducers go back", "why": "The oxbow resonance."}
    talk = app.interviews.begin(ERIK, "rule", "The quillwort that went quiet")
    app.interviews.answer(ERIK, talk.id, "A quillwort went quiet before the audit because of its oxbow.")
    accepted = app.interviews.accept(ERIK, talk.id, app.interviews.show(ERIK, talk.id).proposals[0].id)
    unit = app.capture.show(ERIK, accepted.unit)
    unit = app.capture.save(ERIK, unit.id, content("rule", raw), unit.change)
    with pytest.raises(EditConflict):
        app.capture.save(ERIK, unit.id, unit.content, unit.change - 1)
    approved(app, unit)
    app.capture.doubt(ERIK, unit.id, "The quillwort changed.")
    asked = app.answering.answer(ANNA, "Which quillwort transducers go back to calibration?")
    assert asked.sentences[0].citations[0].source == unit.id
    assert ("units", "slug") in found(app, WORDS)
    app.capture.purge(STELLA, unit.id)
    assert set(found(app, WORDS)) - LOGGED == set()
    app.close()
    assert set(in_files(app.workspace, WORDS)) <= {"citewell.db"}


def test_every_run_of_real_use_is_read_back_byte_for_byte(app: Application, tmp_path: Path) -> None:
    use(app, tmp_path / "files")
    rows = app._database.query("SELECT * FROM runs")
    assert len(rows) >= 5
    for row in rows:
        kept = run_of(row).as_json()
        for name in ("answer", "receipt", "trace"):
            assert json.dumps(kept[name]) == row[name]
