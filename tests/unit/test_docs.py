"""The documents tell the truth: every command, setting, file and table they name exists, and none is left
out.
"""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer.main

from app.cli.main import cli
from app.core.documents.formats import FORMATS
from app.core.options import OPTIONS, default
from app.core.units.kinds import KINDS
from app.workspace.workspace import open_application
from tests.world import make_workspace

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
MOST_LINES = 200
_ROOMS = sorted({one.name.partition(".")[0] for one in OPTIONS} | {"server"})
SETTING = re.compile(rf"\b(?:{'|'.join(_ROOMS)})\.[a-z_]+\b(?!\()")
STANDS_FOR = re.compile("NAME|KIND|SUBJECT")
"""Parts of a path that a recipe leaves open."""
FILE = re.compile(r"\b(?:app|docs|packaging|resources|tests)/[\w./-]*[\w/]")


def _commands() -> dict[str, Any]:
    """Return every command by its words."""
    group: Any = typer.main.get_command(cli)
    found: dict[str, Any] = {}
    for name, command in group.commands.items():
        inner = getattr(command, "commands", {})
        found |= {f"{name} {one}": each for one, each in inner.items()}
        if not inner or getattr(command, "invoke_without_command", False):
            found[name] = command
    return found


COMMANDS = _commands()


def _code(text: str) -> Iterator[str]:
    """Yield what is set as code: spans, and the lines of blocks."""
    for number, part in enumerate(re.split(r"^```.*$", text, flags=re.MULTILINE)):
        yield from part.splitlines() if number % 2 else re.findall(r"`([^`]+)`", part)


def _called(code: str) -> str | None:
    """Return the command line in a piece of code, or None; `-w FOLDER` and the program's folder are
    dropped.
    """
    found = re.match(r"(?:\$ )?(?:\.venv/bin/)?citewell (?!without)(?:-w \S+ ?)?(.*)", code.strip())
    return found.group(1) if found else None


def _faults(line: str) -> Iterator[str]:
    """Yield what is wrong with a command line: an unknown command, an unknown option."""
    words = shlex.split(line.replace("\\|", "|"))
    if not words or words[0].startswith("-"):
        return
    name = " ".join(words[:2]) if " ".join(words[:2]) in COMMANDS else words[0]
    if name not in COMMANDS:
        yield f"no command {line}"
        return
    known = {option for one in COMMANDS[name].params for option in (*one.opts, *one.secondary_opts)}
    named = re.findall(r"(?<!\S)\[?(--?[a-z][a-z-]*)", line)
    yield from (f"no option {option} of {name}" for option in named if option not in known | {"--help"})


def _shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_every_command_is_documented() -> None:
    text = (ROOT / "docs" / "commands.md").read_text("utf-8")
    assert [name for name in COMMANDS if not re.search(rf"`{name}(?![\w-])", text)] == []


def test_every_setting_is_documented_as_the_program_explains_it() -> None:
    text = (ROOT / "docs" / "commands.md").read_text("utf-8")
    told = {line.split("`")[1]: line for line in text.splitlines() if SETTING.match(line.removeprefix("| `"))}
    assert list(told) == [one.name for one in OPTIONS]
    assert [one.name for one in OPTIONS if f"| {one.title}. {one.meaning} |" not in told[one.name]] == []
    assert [
        one.name for one in OPTIONS if f"| `{json.dumps(default(one.name))}` |" not in told[one.name]
    ] == []


@pytest.mark.parametrize("path", PAGES, ids=_shown)
def test_commands_and_options_that_are_named_exist(path: Path) -> None:
    lines = [line for code in _code(path.read_text("utf-8")) if (line := _called(code)) is not None]
    if path.name == "commands.md":
        first = {name.split()[0] for name in COMMANDS}
        lines += [
            code for code in _code(path.read_text("utf-8")) if code.strip() and code.split()[0] in first
        ]
    assert [fault for line in lines for fault in _faults(line)] == []


@pytest.mark.parametrize("path", PAGES, ids=_shown)
def test_settings_that_are_named_exist(path: Path) -> None:
    known = {one.name for one in OPTIONS} | {"server.generator", "server.index"}
    named = {name for code in _code(path.read_text("utf-8")) for name in SETTING.findall(code)}
    assert {name for name in named - known if not name.endswith((".py", ".md", ".json"))} == set()


@pytest.mark.parametrize("path", PAGES, ids=_shown)
def test_files_and_links_that_are_named_exist(path: Path) -> None:
    text = path.read_text("utf-8")
    links = re.findall(r"\]\(([^)#:]+)\)", text)
    assert [link for link in links if not (path.parent / link).exists()] == []
    named = {name for code in _code(text) for name in FILE.findall(code)}
    named = {name for name in named if not STANDS_FOR.search(name)}
    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []


def test_every_page_is_reached_from_the_readme_which_stays_short() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    assert len(readme.splitlines()) < MOST_LINES
    assert [_shown(page) for page in PAGES[1:] if f"({_shown(page)})" not in readme] == []


@pytest.mark.parametrize("line", ["nonsense", "units nonsense", "ask --nonsense", "runs show ID --nonsense"])
def test_a_command_line_that_does_not_exist_is_noticed(line: str) -> None:
    assert list(_faults(line))


def _part(page: str, heading: str) -> str:
    """Return what a page says under a heading, or in the one line that begins with it."""
    found = re.search(
        rf"^{re.escape(heading)}(.*?)(?=^## |\Z)", (ROOT / page).read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
    assert found is not None, heading
    return found.group(1)


def test_every_format_that_is_read_is_named_to_users() -> None:
    told = _part("docs/guide.md", "## What it reads").lower()
    assert [one.word for one in FORMATS if one.reader not in told and one.word.lower() not in told] == []


def test_every_kind_of_unit_is_named_to_users() -> None:
    window, words = (
        _part("docs/guide.md", "**Knowledge.**"),
        _part("docs/glossary.md", "| *kind* |").split("\n")[0],
    )
    for kind in KINDS.values():
        assert kind.plural.lower() in window.lower().split("each with")[0], kind.id
        assert kind.id in words


def test_every_page_of_the_window_is_described() -> None:
    told = (ROOT / "docs" / "guide.md").read_text("utf-8")
    source = (ROOT / "app" / "ui" / "shell" / "main_window.py").read_text("utf-8")
    listed = re.search(r"self\._names = \{(.*?)\}", source, re.DOTALL)
    assert listed is not None
    titles = re.findall(r'"\w+": self\.tr\("([^"]+)"\)', listed.group(1))
    assert titles[0] == "Ask"
    assert [title for title in titles if f"**{title}.**" not in told] == []


def test_every_room_has_its_line_in_the_architecture() -> None:
    told = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    rooms = [path.name for path in (ROOT / "app").iterdir() if (path / "__init__.py").exists()]
    assert [room for room in sorted(rooms) if f"`app/{room}/`" not in told] == []


CAPABILITIES = ("core", "storage", "", "cli", "ui")
"""Where the names in each column of the architecture's table of capabilities stand, below `app/`."""


def test_the_files_of_each_capability_are_there() -> None:
    told = _part("docs/architecture.md", "## Where each capability is")
    rows = [line.strip()[1:-1].split("|") for line in told.splitlines() if line.startswith("| ")][1:]
    assert len(rows) > 15
    missing = []
    for _, *cells in rows:
        for room, cell in zip(CAPABILITIES, cells, strict=True):
            for name in re.findall(r"`([^`]*[a-z_/.]+)`", cell):
                path = ROOT / name if name.startswith("resources/") else ROOT / "app" / room / name
                if name != "Look" and not path.exists() and not path.with_suffix(".py").exists():
                    missing.append(f"{room}/{name}")
    assert missing == []


# The records


def _described() -> dict[str, list[str]]:
    """Return the columns of each table as docs/schema.md tells them."""
    found: dict[str, list[str]] = {}
    for part in re.split(r"^### ", (ROOT / "docs" / "schema.md").read_text("utf-8"), flags=re.MULTILINE)[1:]:
        found[part.split("\n", 1)[0].strip()] = re.findall(r"^\| `(\w+)` \|", part, re.MULTILINE)
    return found


def test_the_schema_is_that_of_a_migrated_database(tmp_path: Path) -> None:
    with open_application(make_workspace(tmp_path / "w")) as app:
        query = app._database.query
        tables = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        names = [row["name"] for row in query(tables)]
        indexes = [
            row["name"] for row in query("SELECT name FROM sqlite_master WHERE sql LIKE '%USING fts5(%'")
        ]
        # What a full-text index keeps for itself has its name and one of these.
        inner = {
            f"{index}_{part}" for index in indexes for part in ("data", "idx", "content", "docsize", "config")
        }
        own = [name for name in names if name not in inner]
        there = {
            name: [row["name"] for row in query("SELECT name FROM pragma_table_info(?)", (name,))]
            for name in own
        }
    assert _described() == there
