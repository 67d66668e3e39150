"""The sample is consistent with itself: what the manifest and the questions promise stands in the
documents.
"""

from __future__ import annotations

import hashlib
import html
import json
import re
import runpy
from functools import cache
from pathlib import Path
from typing import Any

import docx
import phonenumbers
import pypdfium2 as pdfium
import pytest

from app.core.access import Actor, Role, labels_of
from app.core.documents.documents import Label
from app.core.rules.conditions import parse_condition
from app.core.rules.rules import Meeting, check, make_rule
from app.core.rules.trees import outcomes, parse_tree
from app.core.units.forms import validate
from app.core.units.kinds import KINDS
from app.core.units.rendering import render
from app.exchange.madr import Record, read_unit

ROOT = Path(__file__).resolve().parents[3]
SAMPLE = ROOT / "resources" / "sample"
DOCUMENTS = SAMPLE / "documents"
MANIFEST: dict[str, Any] = json.loads((SAMPLE / "sample.json").read_text("utf-8"))
QUESTIONS: list[dict[str, Any]] = [
    json.loads(line) for line in (SAMPLE / "questions.jsonl").read_text("utf-8").splitlines()
]
UNIT_QUESTIONS: list[dict[str, Any]] = [
    json.loads(line) for line in (SAMPLE / "unit-questions.jsonl").read_text("utf-8").splitlines()
]
ANSWERABLE = [question for question in QUESTIONS if question["answerable"]]
UNANSWERABLE = [question for question in QUESTIONS if not question["answerable"]]
FILES = sorted(path for path in DOCUMENTS.rglob("*") if path.is_file())
NAMES = [path.relative_to(DOCUMENTS).as_posix() for path in FILES]
TEXT_SUFFIXES = {".txt", ".md", ".rst", ".html"}


def pdf_pages(path: Path) -> list[str]:
    document = pdfium.PdfDocument(path)
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()


def docx_text(path: Path) -> str:
    document = docx.Document(str(path))
    rows = [" | ".join(cell.text for cell in row.cells) for table in document.tables for row in table.rows]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *rows])


@cache
def pages_of(name: str) -> list[str]:
    """The words of a document, page by page, folded as the README says answers are compared."""
    if name.startswith("unit:"):
        record = read_unit((SAMPLE / "units" / f"{name.removeprefix('unit:')}.md").read_text("utf-8"))
        return [folded(render(record.kind, record.content()).text)]
    path = DOCUMENTS / name
    if path.suffix == ".pdf":
        pages = pdf_pages(path)
    elif path.suffix == ".docx":
        pages = [docx_text(path)]
    elif path.suffix == ".html":
        pages = [html.unescape(re.sub(r"<[^>]*>", " ", path.read_text("utf-8")))]
    else:
        pages = [path.read_text("utf-8")]
    return [folded(page) for page in pages]


def folded(text: str) -> str:
    return " ".join(text.casefold().split())


def label_of(name: str) -> Label:
    if name.startswith("unit:"):
        return Label.from_word(
            read_unit((SAMPLE / "units" / f"{name.removeprefix('unit:')}.md").read_text("utf-8")).facts[
                "label"
            ]
        )
    return next(
        Label.from_word(folder["label"])
        for folder in MANIFEST["folders"]
        if name.startswith(folder["path"] + "/")
    )


def labels_for(person: str) -> tuple[Label, ...]:
    found = next(entry for entry in MANIFEST["people"] if entry["id"] == person)
    actor = Actor(found["id"], found["name"], frozenset(Role(role) for role in found["roles"]), "uid:0")
    return labels_of(actor.roles)


def test_every_document_lies_in_a_labelled_folder() -> None:
    assert len(FILES) == MANIFEST["expect"]["documents"]
    for name in NAMES:
        label_of(name)
    for folder in MANIFEST["folders"]:
        assert any(name.startswith(folder["path"] + "/") for name in NAMES), f"{folder['path']} is empty"
    assert {label_of(name) for name in NAMES} == set(Label)


def test_the_demo_has_people_for_every_role() -> None:
    roles = [Role(role) for person in MANIFEST["people"] for role in person["roles"]]
    assert sorted(roles) == sorted([Role.STEWARD, Role.EXPERT, Role.EXPERT, Role.ANALYST, Role.ANALYST])
    ids = [person["id"] for person in MANIFEST["people"]]
    assert len(set(ids)) == len(ids)


def test_every_format_is_there_and_small() -> None:
    suffixes = {path.suffix for path in FILES}
    assert suffixes == TEXT_SUFFIXES | {".pdf", ".docx"}
    assert max(path.stat().st_size for path in FILES) < 5_000_000
    assert sum(path.stat().st_size for path in FILES) < 1_000_000


def test_exactly_the_promised_pages_are_without_text() -> None:
    bare = [
        {"path": name, "page": number}
        for name in NAMES
        if name.endswith(".pdf")
        for number, text in enumerate(pages_of(name), 1)
        if not text
    ]
    assert sorted(bare, key=str) == sorted(MANIFEST["expect"]["needs_ocr"], key=str)


def test_exactly_one_document_is_there_twice() -> None:
    hashes = [hashlib.sha256(path.read_bytes()).hexdigest() for path in FILES]
    assert len(hashes) - len(set(hashes)) == 1


@pytest.mark.parametrize("name", [name for name in NAMES if Path(name).suffix in TEXT_SUFFIXES])
def test_a_text_says_when_it_was_written(name: str) -> None:
    text = (DOCUMENTS / name).read_text("utf-8")
    assert re.search(r"(?im)\b(date|created)\b[:\"= ]+(content=\")?.{0,6}\b(\d{1,2} \w{3} )?20[12]\d\b", text)


def test_old_and_current_documents_lie_side_by_side() -> None:
    years = {year for name in NAMES for year in re.findall(r"\bdate: (20\d\d)-", " ".join(pages_of(name)))}
    assert {"2019", "2026"} <= years


def test_there_are_forty_questions_ten_of_them_unanswerable() -> None:
    assert (len(ANSWERABLE), len(UNANSWERABLE)) == (30, 10)
    assert len({question["id"] for question in QUESTIONS}) == 40
    keys = {"id", "question", "answerable", "source", "page", "words", "never", "as", "note"}
    assert all(set(question) == keys for question in QUESTIONS)
    people = {person["id"] for person in MANIFEST["people"]}
    assert {question["as"] for question in QUESTIONS} <= people | {None}
    assert MANIFEST["first_question"] in {question["question"] for question in ANSWERABLE}


@pytest.mark.parametrize("question", [*ANSWERABLE, *UNIT_QUESTIONS], ids=lambda question: str(question["id"]))
def test_the_words_of_an_answer_stand_in_each_of_its_sources(question: dict[str, Any]) -> None:
    assert question["source"] and question["words"]
    for name in question["source"]:
        pages = pages_of(name)
        if name.endswith(".pdf"):
            pages = [pages[question["page"] - 1]]
        for group in question["words"]:
            assert any(folded(word) in page for word in group for page in pages), f"{group} is not in {name}"


def test_answers_come_from_every_format_and_label() -> None:
    sources = [name for question in ANSWERABLE for name in question["source"] if not name.startswith("unit:")]
    assert {Path(name).suffix for name in sources} == TEXT_SUFFIXES | {".pdf", ".docx"}
    assert {label_of(name) for name in sources} >= {Label.PUBLIC, Label.INTERNAL, Label.CONFIDENTIAL}


@pytest.mark.parametrize("question", [*ANSWERABLE, *UNIT_QUESTIONS], ids=lambda question: str(question["id"]))
def test_whoever_asks_may_read_a_source(question: dict[str, Any]) -> None:
    permitted = labels_for(question["as"] or "amir")
    assert any(label_of(name) in permitted for name in question["source"])


def test_what_an_analyst_must_never_read_stands_only_where_he_cannot_look() -> None:
    forbidden = [question for question in UNANSWERABLE if question["never"]]
    assert forbidden
    for question in forbidden:
        permitted = labels_for(question["as"])
        for word in question["never"]:
            holders = [
                name for name in NAMES if any(folded(word) in page for page in pages_of(name)) or word in name
            ]
            assert holders
            assert not [name for name in holders if label_of(name) in permitted], word


def test_addresses_and_numbers_are_invented() -> None:
    reserved = re.compile(r"\+442079460\d{3}")
    telephones = 0
    for name in NAMES:
        text = " ".join(pages_of(name))
        assert not re.search(r"https?://|www\.", text), f"an address of the web in {name}"
        assert all(domain == "example.com" for domain in re.findall(r"@([\w.-]+\w)", text)), name
        for match in phonenumbers.PhoneNumberMatcher(text, None):
            number = phonenumbers.format_number(match.number, phonenumbers.PhoneNumberFormat.E164)
            assert reserved.fullmatch(number), f"{number} in {name}"
            telephones += 1
    assert telephones >= 15, "the contacts are there to be masked"


def test_the_sheets_still_make_the_committed_documents(tmp_path: Path) -> None:
    """Compares words, not bytes: another version of a library may compress or draw differently."""
    made = runpy.run_path(str(ROOT / "packaging" / "make_sample.py"))["make"](tmp_path)
    assert len(made) == len([name for name in NAMES if Path(name).suffix in {".pdf", ".docx"}])
    for path in made:
        committed = DOCUMENTS / path.relative_to(tmp_path)
        if path.suffix == ".pdf":
            assert pdf_pages(path) == pdf_pages(committed)
        else:
            assert docx_text(path) == docx_text(committed)


UNITS: dict[str, Record] = {
    f"{path.parent.name}/{path.stem}": read_unit(path.read_text("utf-8"))
    for path in sorted((SAMPLE / "units").glob("*/*.md"))
}


@pytest.mark.parametrize("name", UNITS)
def test_a_unit_can_be_submitted_and_names_people_and_sources_that_are_there(name: str) -> None:
    record = UNITS[name]
    content = record.content()
    assert (
        record.kind.id == name.partition("/")[0]
        and record.notes == ()
        and validate(record.kind, content) == ()
    )
    assert (
        record.facts["author"] in MANIFEST["units"]["approver"]
        and record.facts["author"] == record.facts["owner"]
    )
    assert all(quoted.source in NAMES and quoted.quote for quoted in record.quotes)
    assert all(label_of(quoted.source) <= Label.from_word(record.facts["label"]) for quoted in record.quotes)
    named = [content.fields.get("to"), *(link.target for link in content.links)]
    assert all(target in UNITS for target in named if target)
    if "conditions" in content.fields:
        parse_condition(str(content.fields["conditions"]))
    if "tree" in content.fields:
        assert len(outcomes(parse_tree(str(content.fields["tree"])))) >= 5


def test_two_rules_contradict_each_other_until_one_is_narrowed() -> None:
    texts = {name: record.content().fields for name, record in UNITS.items() if record.kind.id == "rule"}
    rules = [
        make_rule(name, name, str(fields["conditions"]), str(fields["outcome"]))
        for name, fields in texts.items()
    ]
    pair = ("rule/repair-after-overload", "rule/repair-under-warranty")
    met = [one for one in check(rules) if one.meeting is Meeting.CONTRADICTION]
    assert [tuple(sorted((one.first, one.second))) for one in met] == [pair]
    narrowed = f"{texts[pair[1]]['conditions']} and stored peak is at most 150 %"
    again = [
        make_rule(one.id, one.title, narrowed, one.outcome) if one.id == pair[1] else one for one in rules
    ]
    assert [one for one in check(again) if one.meeting is Meeting.CONTRADICTION] == []


def test_the_units_cover_every_kind_and_some_stay_on_the_way() -> None:
    told = MANIFEST["units"]
    assert {record.kind.id for record in UNITS.values()} == set(KINDS)
    assert {*told["draft"], *told["in_review"], *told["reviewed_on"]} <= UNITS.keys()
    assert all(UNITS[name].content().valid_until > day for name, day in told["reviewed_on"].items())
