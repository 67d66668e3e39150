"""Every setting, with its title, range, unit, meaning, and when a change takes effect.

The decision hidden here is what a setting is called and may be; the command line, the window's form and the
check of stored values are all made from this list. Invariant: every field of `Settings` has exactly one
option, in the order of the fields. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from app.core.settings import Settings


class Holds(StrEnum):
    """When a changed setting takes effect."""

    AT_ONCE = "immediately"
    REOPENING = "when you reopen the workspace"


class Form(StrEnum):
    """What a value looks like."""

    WHOLE = "whole number"
    NUMBER = "number"
    TEXT = "text"
    PATTERNS = "patterns"
    MODEL = "model"


@dataclass(frozen=True)
class Option:
    """One setting.

    Attributes:
        name: as commands call it: "answer.stale_days".
        title: what it is, for display.
        meaning: what it does, one or two sentences.
        form: what a value looks like.
        holds: when a change takes effect.
        least, most: of a number.
        unit: of a number, plural; empty for a bare one.
        optional: whether it may be null, which is shown as automatic.
        special: what single values mean, such as 0 for "never".
    """

    name: str
    title: str
    meaning: str
    form: Form
    holds: Holds
    least: float = 0
    most: float = 0
    unit: str = ""
    optional: bool = False
    special: tuple[tuple[float, str], ...] = ()

    @property
    def is_number(self) -> bool:
        """Whether its value is counted or measured."""
        return self.form in (Form.WHOLE, Form.NUMBER)

    def problem(self, value: Any) -> str:
        """Return why a value of the right type cannot be used, one sentence, or nothing."""
        if not self.is_number or value is None or self.least <= value <= self.most:
            return ""
        return f"The setting {self.name} is {value:g}; it must be between {self.least:g} and {self.most:g}."


def default(name: str) -> Any:
    """Return the value that a setting has when nobody chose another."""
    return value_of(Settings(), name)


def value_of(settings: Settings, name: str) -> Any:
    """Return a setting by its dotted name."""
    room, _, field = name.partition(".")
    return getattr(getattr(settings, room), field)


def option(name: str) -> Option:
    """Return the description of a setting; KeyError when there is none of that name."""
    return _BY_NAME[name]


def held(opened: Settings, wanted: Settings) -> Mapping[str, dict[str, Any]]:
    """Return the values that hold now, when a workspace opened with `opened` has been given `wanted`
    since.
    """
    values: dict[str, dict[str, Any]] = {room: dict(fields) for room, fields in asdict(wanted).items()}
    for one in OPTIONS:
        if one.holds is Holds.REOPENING:
            room, _, field = one.name.partition(".")
            values[room][field] = value_of(opened, one.name)
    return values


_LATER, _NOW = Holds.REOPENING, Holds.AT_ONCE

OPTIONS: tuple[Option, ...] = (
    Option(
        "ingest.passage_tokens", "Passage length",
        "Length of the pieces documents are split into. Existing documents keep theirs until they"
        " change.",
        Form.WHOLE, _LATER, 32, 250, "tokens",
    ),
    Option(
        "ingest.batch", "Embedding batch size",
        "Small batches are faster on few cores.",
        Form.WHOLE, _LATER, 1, 256, "passages",
    ),
    Option(
        "ingest.ignore", "Ignored files",
        "Patterns such as *.tmp, matched against each part of a path within a folder.",
        Form.PATTERNS, _LATER,
    ),
    Option(
        "ingest.max_file_bytes", "Maximum file size",
        "Larger files are not read and are reported as failures.",
        Form.WHOLE, _LATER, 1024, 4 << 30, "bytes",
    ),
    Option(
        "ingest.read_seconds", "Time limit per file",
        "Files that take longer to read are reported as failures.",
        Form.NUMBER, _LATER, 1, 3600, "seconds",
    ),
    Option(
        "ingest.rescan_seconds", "Check watched folders every",
        "Changes are normally detected at once; this finds those the system did not report.",
        Form.NUMBER, _LATER, 1, 86_400, "seconds",
    ),
    Option(
        "ingest.ocr_seconds", "Text recognition limit per file",
        "How long text recognition may take for scanned pages, if the extra “ocr” is installed. 0 turns"
        " it off.",
        Form.NUMBER, _LATER, 0, 36_000, "seconds", special=((0, "never"),),
    ),
    Option(
        "retrieval.candidates", "Passages per search",
        "Number of passages that the word search and the meaning search each return.",
        Form.WHOLE, _NOW, 5, 500, "passages",
    ),
    Option(
        "retrieval.word_weight", "Weight of the word search",
        "Weight of the best word match, where a passage with exactly the same meaning counts 1.",
        Form.NUMBER, _NOW, 0, 2,
    ),
    Option(
        "retrieval.common_share", "Common word threshold",
        "Words in a larger share of the passages are ignored by the word search.",
        Form.NUMBER, _NOW, 0.001, 1,
    ),
    Option(
        "retrieval.passages", "Passages examined",
        "Every sentence of this many best passages is examined.",
        Form.WHOLE, _NOW, 1, 100, "passages",
    ),
    Option(
        "retrieval.sentences", "Sentences compared",
        "Number of sentences compared with the question by meaning.",
        Form.WHOLE, _NOW, 1, 200, "sentences",
    ),
    Option(
        "retrieval.evidence", "Evidence shown",
        "Maximum number of evidence sentences shown and used for an answer.",
        Form.WHOLE, _NOW, 1, 20, "sentences",
    ),
    Option(
        "retrieval.together", "Sentences reranked",
        "Each of this many best sentences is read again together with the question, the best way to tell"
        " what answers it. 0 turns it off.",
        Form.WHOLE, _NOW, 0, 100, "sentences", special=((0, "never"),),
    ),
    Option(
        "answer.prompt_tokens", "Prompt budget",
        "Maximum length of the prompt: instruction, evidence and question.",
        Form.WHOLE, _NOW, 300, 8000, "tokens",
    ),
    Option(
        "answer.evidence_tokens", "Evidence budget",
        "The part of the prompt that changes with each question. It determines the wait for the first"
        " word.",
        Form.WHOLE, _NOW, 100, 8000, "tokens",
    ),
    Option(
        "answer.answer_tokens", "Maximum draft length",
        "The model is stopped after this many tokens; four tokens are about three words.",
        Form.WHOLE, _NOW, 16, 1000, "tokens",
    ),
    Option(
        "answer.threshold", "Minimum confidence to answer",
        "Questions below it are not answered. Automatic uses the value found by calibration.",
        Form.NUMBER, _NOW, 0, 1, optional=True,
    ),
    Option(
        "answer.stale_days", "Warn about sources older than",
        "Answers based on an older document carry a warning. 0 turns warnings off.",
        Form.WHOLE, _NOW, 0, 100_000, "days", special=((0, "never"),),
    ),
    Option(
        "model.generator", "Model that phrases answers",
        "A model's name, “auto” for the best one installed, or “none” for quotes only.",
        Form.MODEL, _NOW,
    ),
    Option(
        "model.embedder", "Model that finds passages",
        "Change it on the Models page, because every passage is then re-embedded.",
        Form.MODEL, _LATER,
    ),
    Option(
        "model.threads", "Processor threads",
        "0 uses one per core; more than that slows the models down.",
        Form.WHOLE, _NOW, 0, 256, "threads", special=((0, "one per core"),),
    ),
    Option(
        "model.context", "Context window",
        "How many tokens the model can hold, prompt and draft together. Larger windows take more memory.",
        Form.WHOLE, _NOW, 512, 131_072, "tokens",
    ),
    Option(
        "model.gpu_layers", "GPU layers",
        "-1 offloads as many as fit, if the engine and the machine support it; 0 none.",
        Form.WHOLE, _NOW, -1, 1000, "layers", special=((-1, "all that fit"), (0, "none")),
    ),
    Option(
        "server.index", "Index server address",
        "A Chroma server that stores the vectors. Leave empty to keep them on this machine.",
        Form.TEXT, _LATER,
    ),
    Option(
        "server.index_secret", "Secret location",
        "file:/path or env:NAME; never the secret itself.",
        Form.TEXT, _LATER,
    ),
    Option(
        "server.index_user", "User name",
        "Leave empty if the secret is a token.",
        Form.TEXT, _LATER,
    ),
    Option(
        "server.generator", "Model server address",
        "An OpenAI-compatible server that phrases answers. Leave empty to use this machine.",
        Form.TEXT, _LATER,
    ),
    Option(
        "server.generator_secret", "API key location",
        "file:/path or env:NAME; never the key itself.",
        Form.TEXT, _LATER,
    ),
    Option(
        "server.generator_model", "Model name",
        "Leave empty for the first model the server lists.",
        Form.TEXT, _LATER,
    ),
)  # fmt: skip

_BY_NAME = {one.name: one for one in OPTIONS}
