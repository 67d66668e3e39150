"""Whatever stands in a question, an answer or a title: an export says it, and nothing comes of it but
text.
"""

from __future__ import annotations

import io
import re
from html.parser import HTMLParser
from typing import Any

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

from app.core.answers.answers import Answer
from app.core.answers.conversations import Form
from app.core.answers.trace import Run, RunTrace
from app.core.documents.documents import Label
from app.exchange.answers import markdown, write
from app.exchange.sheets import plain, sheet
from tests.runs import kept_answer

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "![x](http://evil.example/p.png)",
    "[click](javascript:alert(1))",
    "<http://evil.example>",
    "# not a heading #",
    "1. not a list",
    "- not a list",
    "    not code",
    "``` not a fence",
    "*not* _stressed_ **at** __all__ ~~gone~~",
    "a | b | c",
    "&lt;not an entity&gt; &amp; &#x41;",
    "[^1]: no source of mine",
    "[^1]",
    "=HYPERLINK(0)",
    "---",
    "===",
    "\x00\x07\x1b[31mred\x7f",
    "\u202egnp.exe\u2066",
    "\ud800 lone",
    "line\u2028two\nthree\r\nfour",
    "]]>--><!--",
    '" onload="alert(1)',
    "\\",
    "\\*",
    "`",
    "$x^2$",
    "+ plus",
    "> quote",
]
TEXT = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(max_size=40),
    st.lists(st.sampled_from(HOSTILE), min_size=1, max_size=3).map(" ".join),
)
WORDS = TEXT.filter(lambda text: any(char.isalnum() for char in plain(text)))


def _citation(title: str, quote: str, path: str, heading: str, start: int) -> dict[str, Any]:
    return {
        "source": "d", "kind": "document", "version": "v", "title": title, "path": f"/shop/{path}", "page": 3, "heading": heading,
        "start": start, "end": start + 5, "quote": quote, "owner": None, "reviewed": None,
    }  # fmt: skip


def _run(
    question: str,
    text: str,
    title: str,
    quote: str,
    *,
    asked: str = "",
    start: int = 0,
    state: str = "quoted",
) -> Run:
    answer = {
        "status": "answered", "mode": "quoted", "model": None, "warnings": [],
        "sentences": [{"text": text, "state": state, "citations": [_citation(title, quote, "manual.pdf", "Care", start)]}],
    }  # fmt: skip
    made = Answer.parse(answer, Label.INTERNAL)
    trace = RunTrace(asked=asked or None)
    return Run("r1", "2024-01-01T10:00:00.000Z", "ana", question, Label.INTERNAL, made, None, trace, "c")


def _style(paragraph: Any) -> str:
    return str(paragraph.style.name)


def _sheet(*runs: Run, label: Label = Label.INTERNAL) -> Any:
    return sheet(runs, label, "Works", "Ana", "2024-01-02T00:00:00Z")


class Page(HTMLParser):
    """What a browser would find: tags with attributes, and the words."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)


PLAIN_TAGS = {
    "html",
    "head",
    "meta",
    "title",
    "style",
    "body",
    "h1",
    "h2",
    "p",
    "em",
    "sup",
    "a",
    "ol",
    "li",
    "strong",
    "br",
    "hr",
    "section",
}


@given(WORDS, WORDS, WORDS, WORDS, WORDS)
def test_html_holds_only_its_own_tags_and_every_word(
    question: str, asked: str, text: str, title: str, quote: str
) -> None:
    page = write(_sheet(_run(question, text, title, quote, asked=asked)), Form.HTML).decode("utf-8")
    read = Page(page)
    assert {tag for tag, _ in read.tags} <= PLAIN_TAGS
    for tag, attributes in read.tags:
        assert set(attributes) <= {
            "href",
            "id",
            "name",
            "class",
            "lang",
            "charset",
            "http-equiv",
            "content",
        }, (tag, attributes)
        assert re.fullmatch(r"#source-\d+", attributes.get("href") or "#source-1")
    words = "".join(read.words)
    for said in (asked, text, title, quote):
        assert plain(said) in words


def _markdown_words(text: str) -> tuple[set[str], str]:
    """Return which tags a Markdown reader makes of a text, and the words that it shows."""
    page = (
        MarkdownIt("commonmark", {"html": True})
        .enable(["table", "strikethrough"])
        .use(footnote_plugin)
        .render(text)
    )
    read = Page(page)
    assert all((attributes.get("href") or "#").startswith("#") for _, attributes in read.tags)
    return {tag for tag, _ in read.tags}, " ".join("".join(read.words).split())


@settings(max_examples=300)
@given(WORDS, WORDS, WORDS, WORDS)
def test_markdown_reads_as_what_was_said(question: str, text: str, title: str, quote: str) -> None:
    tags, words = _markdown_words(
        write(_sheet(_run(question, text, title, quote)), Form.MARKDOWN).decode("utf-8")
    )
    assert tags <= PLAIN_TAGS
    for said in (question, text, title, quote):
        assert plain(said) in words


@given(WORDS, WORDS, WORDS, WORDS)
def test_one_answer_as_markdown_reads_as_what_was_said(
    question: str, text: str, title: str, quote: str
) -> None:
    answer = _run(question, text, title, quote).answer
    assert answer is not None
    tags, words = _markdown_words(markdown(question, answer))
    assert tags <= PLAIN_TAGS | {"strong"}
    for said in (question, text, title, quote):
        assert plain(said) in words


@settings(max_examples=25, deadline=None)
@given(WORDS, WORDS, WORDS, WORDS)
def test_a_word_file_opens_and_holds_every_word(question: str, text: str, title: str, quote: str) -> None:
    made = Document(io.BytesIO(write(_sheet(_run(question, text, title, quote)), Form.WORD)))
    words = "\n".join(paragraph.text for paragraph in made.paragraphs)
    for said in (question, text, title, quote):
        assert plain(said) in words
    assert made.sections[0].header.paragraphs[0].text.startswith("Internal · Works")


@pytest.mark.parametrize("text", HOSTILE)
def test_plain_text_is_one_line_that_any_format_holds(text: str) -> None:
    line = plain(text)
    assert line == plain(line)
    assert not re.search(r"[\x00-\x1f\x7f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]", line)
    line.encode("utf-8")


def test_sources_are_numbered_once_across_questions_and_the_numbers_lead_to_them() -> None:
    runs = (
        _run("First?", "It is 5.", "Manual", "five", start=10),
        _run("Second?", "It is 6.", "Guide", "six", start=20, asked="And then?", state="partial"),
        _run("Third?", "It is 5.", "Manual", "five", start=10),
        Run("r4", "2024-01-01", "ana", "", Label.PUBLIC, None),
        Run("r5", "2024-01-01", "ana", "Why?", Label.PUBLIC, kept_answer(reason="No source says so.")),
    )
    taken = _sheet(*runs, label=Label.CONFIDENTIAL)
    assert [(one.number, one.title, one.place) for one in taken.sources] == [
        (1, "Manual", "page 3 · Care · manual.pdf"),
        (2, "Guide", "page 3 · Care · manual.pdf"),
    ]
    assert [said.numbers for entry in taken.entries for said in entry.said] == [(1,), (2,), (1,)]
    text = write(taken, Form.MARKDOWN).decode()
    for words in (
        "Confidential · Works · exported by Ana on 2024-01-02",
        "## And then?",
        "Understood as: Second?",
        "(partly supported)",
    ):
        assert words in text
    assert "/shop" not in text
    assert "erased" in text
    assert "No source says so." in text
    assert text.count("[^1]") == 3
    page = write(taken, Form.HTML).decode()
    assert page.count('href="#source-1"') == 2
    assert page.count('<li id="source-') == 2
    assert "Confidential" in page
    word = Document(io.BytesIO(write(taken, Form.WORD)))
    body = word.element.body.xml
    assert [
        paragraph.text.split(" ·")[0] for paragraph in word.paragraphs if _style(paragraph) == "List Number"
    ] == ["Manual", "Guide"]
    assert body.count('w:anchor="source_1"') == 2
    assert body.count('w:name="source_1"') == 1
    assert [paragraph.text for paragraph in word.paragraphs if _style(paragraph).startswith("Heading")] == [
        "5 questions and answers", "First?", "And then?", "Third?", "(erased)", "Why?", "Sources",
    ]  # fmt: skip
