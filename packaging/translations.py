"""Bring the files of translations in step with the program: `python packaging/translations.py [--add xx]
[--check]`.

Collects what the window says (every `tr`) and the sentences of the core that the window looks up by their
English pattern, updates each `resources/translations/xx.ts` with Qt's lupdate, makes the `.qm` files that the
program loads, and prints what is left to translate. `--add xx` begins another language; `--check` changes
nothing and fails when something is left or a file is out of step.
"""

from __future__ import annotations

import argparse
import ast
import json
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "resources" / "translations"
PATTERNS = FOLDER / "core.txt"
sys.path.insert(0, str(ROOT))

SPEAKING = (
    "app/answering/answer.py", "app/answering/confidence.py", "app/answering/parts.py", "app/inference/catalog.py",
    "app/ingestion/tally.py",
    "app/retrieval/index.py", "app/retrieval/search.py", "app/retrieval/versions.py", "app/workflows/overview.py",
    "app/workspace/settings.py", "app/workflows/reembedding.py", "app/workflows/models.py", "app/inference/gather.py",
    "app/retrieval/setaside.py",
)  # fmt: skip
"""Modules whose sentences the window shows; what others say stays English."""

_CALLS = {"Progress", "begin", "append", "Finding", "Fit"}
_FUNCTIONS = {"reason", "_calibration_warning", "_warnings", "_stale", "_running", "problem", "_told"}
_VALUES = {"_KIND_WORDS"}
_UNITS = ("bytes", "files", "passages", "questions", "steps")
"""What the core counts while it works."""


def main() -> int:
    """Do as the arguments say and return the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--add", metavar="xx", help="code of a language to begin")
    parser.add_argument("--check", action="store_true", help="change nothing, fail when something is left")
    options = parser.parse_args()
    FOLDER.mkdir(exist_ok=True)
    patterns = "".join(f"{line}\n" for line in core_patterns())
    if options.check:
        return check(patterns)
    PATTERNS.write_text(patterns, "utf-8")
    files = sorted({*FOLDER.glob("*.ts"), *([FOLDER / f"{options.add}.ts"] if options.add else [])})
    for path in files:
        update(path)
        release(path)
        print(f"{path.stem}: {len(unfinished(path))} of {len(messages(path))} left to translate")
    return 0


def check(patterns: str) -> int:
    """Tell whether the files are in step with the program; return the exit code."""
    wrong = (
        []
        if PATTERNS.is_file() and PATTERNS.read_text("utf-8") == patterns
        else [f"{PATTERNS.name} is out of step"]
    )
    with tempfile.TemporaryDirectory() as scratch:
        for path in sorted(FOLDER.glob("*.ts")):
            copy = Path(scratch) / path.name
            copy.write_bytes(path.read_bytes())
            update(copy)
            wrong += [f"{path.stem}: {text!r} is not translated" for text in unfinished(copy)]
    print("\n".join(wrong) or "Every text is translated.")
    return 1 if wrong else 0


def update(path: Path) -> None:
    """Take the texts of the program over into a file of translations, as Qt's own tool does."""
    with tempfile.TemporaryDirectory() as scratch:
        core = Path(scratch) / "core.py"
        lines = [
            f'QCoreApplication.translate("core", {json.dumps(text, ensure_ascii=False)})'
            for text in core_patterns()
        ]
        core.write_text("from PySide6.QtCore import QCoreApplication\n" + "\n".join(lines) + "\n", "utf-8")
        pages = sorted((ROOT / "app" / "ui").rglob("*.py"))
        languages = ("-source-language", "en", "-target-language", path.stem)
        run(
            "pyside6-lupdate",
            "-no-obsolete",
            "-locations",
            "none",
            *languages,
            *map(str, pages),
            str(core),
            "-ts",
            str(path),
        )


def release(path: Path) -> None:
    """Make the file that the program loads."""
    run("pyside6-lrelease", "-silent", str(path), "-qm", str(path.with_suffix(".qm")))


def run(tool: str, *arguments: str) -> None:
    """Run one of Qt's tools, which lie beside this Python."""
    done = subprocess.run(
        [str(Path(sys.executable).parent / tool), *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    # lupdate refuses a file without a language in so many words, and ends as if all were well.
    if done.returncode != 0 or "won't be updated" in done.stderr + done.stdout:
        raise SystemExit(f"translations: {tool} failed: {done.stderr.strip() or done.stdout.strip()}")


def messages(path: Path) -> list[ET.Element]:
    """Return the texts of a file of translations."""
    return list(ET.parse(path).getroot().iter("message"))


def unfinished(path: Path) -> list[str]:
    """Return the texts of a file that have no translation."""
    return [
        one.findtext("source", "")
        for one in messages(path)
        if not (one.findtext("translation") or "").strip()
    ]


def core_patterns() -> list[str]:
    """Return what the core says in English, each place to fill as {0}, {1} …, sorted."""
    # Here, so that --help needs nothing installed.
    from app.core.answers.corrections import CorrectionStatus
    from app.core.documents.document_list import Health
    from app.core.documents.documents import Label
    from app.core.documents.formats import words as formats
    from app.core.options import OPTIONS
    from app.core.units.units import RevisionStatus, UnitStatus
    from app.exchange.templates import templates

    found: set[str] = {*_UNITS, *formats()}
    found |= {one.word for one in Label} | {one.word for one in Health} | {one.words for one in UnitStatus}
    found |= {one.value for one in CorrectionStatus} | {one.value.replace("_", " ") for one in RevisionStatus}
    for one in OPTIONS:
        found |= {one.title, one.meaning, one.unit, *(meaning for _, meaning in one.special)}
    found |= {
        model["purpose"]
        for model in json.loads((ROOT / "resources" / "models.json").read_text("utf-8"))["models"]
    }
    found |= {one.title for one in templates()}
    for name in SPEAKING:
        found |= set(spoken(ast.parse((ROOT / name).read_text("utf-8"))))
    return sorted(
        text
        for text in found
        if any(char.isalpha() for char in text) and (" " in text or text[:1].isupper() or len(text) > 3)
    )


def spoken(tree: ast.AST) -> Iterator[str]:
    """Yield the sentences that a module says to a person."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
            for argument in node.exc.args[:1]:
                yield from texts(argument)
        elif isinstance(node, ast.Call) and _name(node.func) in _CALLS:
            for argument in node.args:
                yield from texts(argument)
        elif isinstance(node, ast.FunctionDef) and node.name in _FUNCTIONS:
            for inner in ast.walk(node):
                if isinstance(inner, ast.Return) and inner.value is not None:
                    yield from texts(inner.value)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if any(isinstance(one, ast.Name) and one.id in _VALUES for one in targets) and isinstance(
                node.value, ast.Dict
            ):
                for value in node.value.values:
                    yield from texts(value)


def texts(node: ast.expr) -> Iterator[str]:
    """Yield the literal texts of an expression; what an f-string fills in becomes {0}, {1} …."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        if " " in node.value or node.value[:1].isupper():
            yield node.value
    elif isinstance(node, ast.JoinedStr):
        parts, places = [], 0
        for part in node.values:
            if isinstance(part, ast.Constant):
                parts.append(str(part.value))
            else:
                parts.append(f"{{{places}}}")
                places += 1
        text = "".join(parts)
        if sum(char.isalpha() for char in text) > 3:
            yield text
    elif isinstance(node, ast.IfExp):
        yield from texts(node.body)
        yield from texts(node.orelse)
    elif isinstance(node, ast.Tuple | ast.List):
        for one in node.elts:
            yield from texts(one)


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


if __name__ == "__main__":
    sys.exit(main())
