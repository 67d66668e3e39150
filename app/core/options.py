"""What can be set: every setting once, with its title, range, unit, meaning, and when a change of it holds.

The decision hidden here is what a setting is called and may be; the command line, the window's form and the check of stored values are all
made from this list. Invariant: every field of `Settings` has exactly one option, in the order of the fields. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from app.core.settings import Settings


class Holds(StrEnum):
    """From when on a changed setting holds."""

    AT_ONCE = "at once"
    REOPENING = "from the next opening on"


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
        holds: from when on a change holds.
        least, most: of a number.
        unit: of a number, plural; empty for a bare one.
        optional: whether it may be left open (null).
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
        return f"The setting {self.name} is {value:g}; it must be from {self.least:g} to {self.most:g}."


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
    """Return the values that hold now, when a workspace opened with `opened` has been given `wanted` since."""
    values: dict[str, dict[str, Any]] = {room: dict(fields) for room, fields in asdict(wanted).items()}
    for one in OPTIONS:
        if one.holds is Holds.REOPENING:
            room, _, field = one.name.partition(".")
            values[room][field] = value_of(opened, one.name)
    return values


_LATER, _NOW = Holds.REOPENING, Holds.AT_ONCE

OPTIONS: tuple[Option, ...] = (
    Option(
        "ingest.passage_tokens", "Length of a passage", "How long the pieces are that documents are cut into. "
        "Documents that are there already keep theirs until they change.", Form.WHOLE, _LATER, 32, 250, "tokens",
    ),
    Option(
        "ingest.batch", "Passages embedded at once", "Small batches are the fast ones on few cores.", Form.WHOLE, _LATER, 1, 256,
        "passages",
    ),
    Option(
        "ingest.ignore", "Names that are never read", "Patterns such as *.tmp, matched against each part of a path below a folder.",
        Form.PATTERNS, _LATER,
    ),
    Option(
        "ingest.max_file_bytes", "Largest file", "A larger file is named as a failure and not read.", Form.WHOLE, _LATER, 1024, 4 << 30,
        "bytes",
    ),
    Option(
        "ingest.read_seconds", "Longest time for one file", "A file that takes longer to read is named as a failure.", Form.NUMBER,
        _LATER, 1, 3600, "seconds",
    ),
    Option(
        "ingest.rescan_seconds", "Look through watched folders every", "Changes are seen as they happen; this finds the ones that the "
        "system did not tell of.", Form.NUMBER, _LATER, 1, 86_400, "seconds",
    ),
    Option(
        "ingest.ocr_seconds", "Text recognition for one file", "How long pages that are pictures of text may take to be recognised, where "
        "the extra “ocr” is installed. 0 does without.", Form.NUMBER, _LATER, 0, 36_000, "seconds", special=((0, "never"),),
    ),
    Option(
        "retrieval.candidates", "Passages asked of each search", "The search by words and the one by meaning each give so many.",
        Form.WHOLE, _NOW, 5, 500, "passages",
    ),
    Option(
        "retrieval.word_weight", "Weight of the search by words", "What the best hit by words counts, where a passage that means exactly "
        "the same counts 1.", Form.NUMBER, _NOW, 0, 2,
    ),
    Option(
        "retrieval.common_share", "Share that makes a word common", "A word in a larger share of the passages is left out of the search "
        "by words.", Form.NUMBER, _NOW, 0.001, 1,
    ),
    Option(
        "retrieval.passages", "Passages looked into", "Of the best so many passages every sentence is looked at.", Form.WHOLE, _NOW, 1,
        100, "passages",
    ),
    Option(
        "retrieval.sentences", "Sentences compared", "So many sentences are compared with the question by meaning.", Form.WHOLE, _NOW, 1,
        200, "sentences",
    ),
    Option(
        "retrieval.evidence", "Evidence shown", "The most sentences of evidence that a question shows, and that an answer can rest on.",
        Form.WHOLE, _NOW, 1, 20, "sentences",
    ),
    Option(
        "retrieval.together", "Sentences read with the question", "Of the best so many sentences each is read once more, together "
        "with the question, which tells best what answers it. 0 does without.", Form.WHOLE, _NOW, 0, 100, "sentences",
        special=((0, "never"),),
    ),
    Option(
        "answer.prompt_tokens", "Budget of the prompt", "The most that the model is given to read: instruction, evidence and question.",
        Form.WHOLE, _NOW, 300, 8000, "tokens",
    ),
    Option(
        "answer.evidence_tokens", "Budget of the evidence", "The part of the prompt that is new for each question. It decides how long the "
        "first word takes.", Form.WHOLE, _NOW, 100, 8000, "tokens",
    ),
    Option(
        "answer.answer_tokens", "Longest draft", "After so many tokens the model is stopped; four tokens are about three words.",
        Form.WHOLE, _NOW, 16, 1000, "tokens",
    ),
    Option(
        "answer.threshold", "Confidence that is answered", "Below it a question is not answered. Left open it is what the calibration "
        "found best.", Form.NUMBER, _NOW, 0, 1, optional=True,
    ),
    Option(
        "answer.stale_days", "Warn about sources older than", "An answer that rests on an older document says so. 0 never warns.",
        Form.WHOLE, _NOW, 0, 100_000, "days", special=((0, "never"),),
    ),
    Option(
        "model.generator", "Model that phrases answers", "A model's name, “auto” for the best one installed, or “none” for quotes only.",
        Form.MODEL, _NOW,
    ),
    Option(
        "model.embedder", "Model that finds passages", "It is changed on the page Models, since every passage is then embedded anew.",
        Form.MODEL, _LATER,
    ),
    Option(
        "model.threads", "Processor threads", "0 takes one for each core; more than that make the models slower.", Form.WHOLE, _NOW, 0,
        256, "threads", special=((0, "one for each core"),),
    ),
    Option(
        "model.context", "Context window", "How many tokens the model keeps in mind, prompt and draft together. A larger one takes more "
        "memory.", Form.WHOLE, _NOW, 512, 131_072, "tokens",
    ),
    Option(
        "model.gpu_layers", "Layers on the graphics processor", "-1 offloads all that fit where the build and the machine can, 0 none.",
        Form.WHOLE, _NOW, -1, 1000, "layers", special=((-1, "all that fit"), (0, "none")),
    ),
    Option(
        "server.index", "Address of an index server", "A Chroma server that holds the vectors. Empty keeps them here.", Form.TEXT, _LATER,
    ),
    Option(
        "server.index_secret", "Where its secret is", "file:/path or env:NAME; never the secret itself.", Form.TEXT, _LATER,
    ),
    Option("server.index_user", "Name that goes with a password", "Empty for a token.", Form.TEXT, _LATER),
    Option(
        "server.generator", "Address of a model server", "An OpenAI-compatible server that phrases answers. Empty keeps that here.",
        Form.TEXT, _LATER,
    ),
    Option(
        "server.generator_secret", "Where its key is", "file:/path or env:NAME; never the key itself.", Form.TEXT, _LATER,
    ),
    Option(
        "server.generator_model", "The model's name there", "Empty for the first one that the server names.", Form.TEXT, _LATER,
    ),
)  # fmt: skip

_BY_NAME = {one.name: one for one in OPTIONS}
