"""What holds for every function of the program, whoever writes it. Parameters and branches are ruff's to
count.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LONGEST = 60
"""Lines of a function, with its decorators and its docstring."""


def _functions(tree: ast.AST) -> Iterator[tuple[str, int, int]]:
    """Yield the name of each function, the line it begins at, and how many lines it has."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            begin = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
            yield node.name, begin, (node.end_lineno or begin) - begin + 1


def _too_long(source: str) -> list[tuple[str, int, int]]:
    return [found for found in _functions(ast.parse(source)) if found[2] > LONGEST]


@pytest.mark.parametrize("folder", ["app", "packaging"])
def test_no_function_is_longer_than_a_screen(folder: str) -> None:
    found = []
    for path in sorted((ROOT / folder).rglob("*.py")):
        place = path.relative_to(ROOT)
        for name, line, length in _too_long(path.read_text("utf-8")):
            found.append(f"{place}:{line} {name} has {length} lines")
    assert found == []


def test_decorators_and_docstring_count_as_lines_of_a_function() -> None:
    body = "    pass\n" * (LONGEST - 3)
    fits = f'@decorated\ndef one():\n    """Docstring."""\n{body}'
    assert _too_long(fits) == []
    assert _too_long(fits + "    pass\n") == [("one", 1, LONGEST + 1)]
