"""Front matter in YAML: what stands between two lines of three hyphens at the head of a Markdown file.

Decision hidden: how little of YAML is taken. Text stays the text that was written (a day is no date, "no" is
no falsehood, 1.0 is no number); only true, false, nothing and whole numbers are read as such. Whatever can
hurt or hide words is refused with its line: aliases, tags, a key that stands twice, nesting without end.
Pure; any thread.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import yaml

from app.core.errors import InvalidUnit

LONGEST = 256 * 1024
"""Characters."""

_DEEPEST = 12
_MARK = "---"
_QUOTE = "Write the value out, or put it in quotation marks."


class _Loader(yaml.SafeLoader):
    """Reads scalars as text but for the four kinds below."""

    yaml_implicit_resolvers: dict[Any, Any] = {}  # noqa: RUF012  # the base class's, emptied


_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"(?:true|false)\Z"), list("tf"))
_Loader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"(?:~|null|)\Z"), ["~", "n", ""])
_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:int", re.compile(r"-?(?:0|[1-9][0-9]{0,8})\Z"), list("-0123456789")
)


class _Dumper(yaml.SafeDumper):
    """Writes each value where it belongs and never by reference."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002  # the base class's signature
        return True


_OTHER_BREAKS = re.compile("[\x85\u2028\u2029]")


def _text_node(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    # YAML takes these for ends of lines and makes a space of them unless they are written as escapes.
    return dumper.represent_scalar(
        "tag:yaml.org,2002:str", text, style='"' if _OTHER_BREAKS.search(text) else None
    )


_Dumper.add_representer(str, _text_node)


@dataclass(frozen=True)
class Front:
    """What a file says of itself.

    Attributes:
        values: by key, as written.
        lines: the line of the file on which each key stands, from 1.
        body: the lines below it.
        first: the number of the first of them.
    """

    values: Mapping[str, Any] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)
    body: Sequence[str] = ()
    first: int = 1


def split_front(text: str) -> Front:
    """Take the front matter off a text; without any, all of it is the body.

    Raises:
        InvalidUnit: it is not what it says; the message names the line.
    """
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if lines[0].rstrip() != _MARK:
        return Front(body=lines)
    end = next((at for at, line in enumerate(lines[1:], 1) if line.rstrip() in (_MARK, "...")), 0)
    if end == 0:
        raise InvalidUnit(
            "Line 1: the front matter has no end.",
            "Write --- on a line of its own below it, or remove the first line.",
        )
    values, where = _read("\n".join(lines[1:end]))
    return Front(values, where, lines[end + 1 :], end + 2)


def write_front(values: Mapping[str, Any]) -> str:
    """Return front matter with its two lines of hyphens; empty values are left out."""
    kept = {name: value for name, value in values.items() if value not in ("", None, [], {}, ())}
    dumped = yaml.dump(kept, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=2**31)
    return f"{_MARK}\n{dumped}{_MARK}\n"


def plain(value: Any) -> str:
    """Return a value as words of a sentence."""
    if isinstance(value, Mapping):
        return "; ".join(f"{name}: {plain(item)}" for name, item in value.items())
    if isinstance(value, (list, tuple)):
        return ", ".join(map(plain, value))
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def _read(source: str) -> tuple[dict[str, Any], dict[str, int]]:
    if len(source) > LONGEST:
        raise InvalidUnit(
            f"Line 2: the front matter has {len(source):,} characters; the maximum is {LONGEST:,}.",
            "Move the text below it.",
        )
    try:
        _refuse_harm(source)
        loader = _Loader(source)
        try:
            node = loader.get_single_node()
            if node is None:
                return {}, {}
            if not isinstance(node, yaml.MappingNode):
                raise InvalidUnit(
                    "Line 2: the front matter is not a list of “name: value” lines.",
                    "Write one name and its value per line.",
                )
            _refuse_twice(node)
            return (
                {str(key.value): loader.construct_object(value, deep=True) for key, value in node.value},
                {str(key.value): _line(key.start_mark) for key, _ in node.value},
            )
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise InvalidUnit(
            f"Line {_line(mark)}: the front matter cannot be read: {error.problem or 'it is not YAML'}.",
            "Put values that contain a colon or begin with a special character in quotation marks.",
        ) from error
    except yaml.YAMLError as error:
        raise InvalidUnit(
            "Line 2: the front matter contains invalid characters.", "Rewrite it as plain text."
        ) from error


def _refuse_harm(source: str) -> None:
    depth = 0
    for event in yaml.parse(source, Loader=_Loader):
        line = _line(event.start_mark)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise InvalidUnit(
                f"Line {line}: the front matter refers to itself (& or *).",
                "Write the value out, or put it in quotation marks.",
            )
        if getattr(event, "tag", None):
            raise InvalidUnit(
                f"Line {line}: the front matter contains a custom type (!).",
                "Remove it, or put the value in quotation marks.",
            )
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            raise InvalidUnit(
                f"Line {line}: the front matter is nested too deeply.", "Write plain values and lists."
            )


def _refuse_twice(node: yaml.Node) -> None:
    for mapping in _mappings(node):
        seen: set[str] = set()
        for key, _ in mapping.value:
            if not isinstance(key, yaml.ScalarNode) or key.tag.endswith(":null"):
                raise InvalidUnit(
                    f"Line {_line(key.start_mark)}: a name is not a word.", "Write “name: value”."
                )
            if key.value in seen:
                raise InvalidUnit(
                    f"Line {_line(key.start_mark)}: “{key.value}” appears twice.", "Keep one of them."
                )
            seen.add(key.value)


def _mappings(node: yaml.Node) -> Iterator[yaml.MappingNode]:
    if isinstance(node, yaml.MappingNode):
        yield node
        for _, value in node.value:
            yield from _mappings(value)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _mappings(item)


def _line(mark: Any) -> int:
    """Return the file's line of a place in the front matter, which begins on the second."""
    return (mark.line if mark is not None else 0) + 2
