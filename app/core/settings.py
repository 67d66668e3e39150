"""Settings as frozen values; `app.workspace.workspace` reads and validates them, nobody else makes them from
input.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class IngestSettings:
    """How files become passages.

    Attributes:
        passage_tokens: aim for a passage's length in the embedder's tokens; the model reads 256 at most.
        batch: passages embedded at once; small batches are the fast ones on few cores.
        ignore: glob patterns of names that are never read, matched against each part of the path below the
            folder.
        max_file_bytes: a larger file is a named failure.
        read_seconds: a file that takes the reader longer is a named failure.
        rescan_seconds: watched folders are looked at as a whole so often, for what the system did not tell.
        ocr_seconds: more seconds for a file with pages that are pictures of text, where the extra "ocr" is
            installed; 0 does without.
    """

    passage_tokens: int = 160
    batch: int = 8
    ignore: tuple[str, ...] = (
        ".git", ".hg", ".svn", ".venv", "node_modules", "__pycache__", ".DS_Store", "Thumbs.db", "~$*", "*.tmp", "*.part", ".~lock.*",
    )  # fmt: skip
    max_file_bytes: int = 256 * 1024 * 1024
    read_seconds: float = 120.0
    rescan_seconds: float = 300.0
    ocr_seconds: float = 60.0


@dataclass(frozen=True)
class RetrievalSettings:
    """How a question finds passages.

    Attributes:
        candidates: passages asked of each of the two searches.
        word_weight: what the best hit of the search by words counts beside a cosine of 1 of the search by
            meaning.
        common_share: a term standing in a larger share of the passages is left out of the lexical query.
        passages: fused passages whose sentences are looked at.
        sentences: of so many sentences, at their usual length, the passages are read word by word.
        evidence: sentences shown.
        together: of the best so many sentences each is read together with the question, where the embedder
            came with a reader; 0 does without.
    """

    candidates: int = 50
    word_weight: float = 0.12
    common_share: float = 0.2
    passages: int = 16
    sentences: int = 64
    evidence: int = 5
    together: int = 16


@dataclass(frozen=True)
class AnswerSettings:
    """How evidence becomes an answer.

    Attributes:
        prompt_tokens: budget of the whole prompt.
        evidence_tokens: budget of what follows the prompt's fixed part and is evaluated anew for each
            question; it decides how long the first word takes (about 150 tokens a second on two cores with
            the 1.5B model).
        answer_tokens: longest draft.
        threshold: lowest calibrated probability that is answered, or None for the calibrator's own.
        stale_days: a source older than this is warned about; 0 never warns.
    """

    prompt_tokens: int = 700
    evidence_tokens: int = 340
    answer_tokens: int = 100
    threshold: float | None = None
    stale_days: int = 1095


@dataclass(frozen=True)
class ModelSettings:
    """Which models run and how.

    Attributes:
        generator: catalogue id, "none" for quotes only, or "auto" for the best one installed.
        embedder: catalogue id.
        threads: 0 means the number of physical cores.
        context: tokens of the generator's context window.
        gpu_layers: layers to offload; -1 all that fit when the build can, 0 none.
    """

    generator: str = "auto"
    embedder: str = "all-minilm-l6-v2-int8"
    threads: int = 0
    context: int = 2048
    gpu_layers: int = -1


@dataclass(frozen=True)
class ServerSettings:
    """Parts that may run on another machine of the team's own network; empty addresses, the default, keep
    them here.

    Attributes:
        index: address of a Chroma server that holds the vector index.
        index_secret: where its token or password is: "file:/path" or "env:NAME", never the secret itself.
        index_user: name that goes with a password; empty for a token.
        generator: address of an OpenAI-compatible server that phrases answers, with "/v1" when it has that.
        generator_secret: where its key is.
        generator_model: the model's name there; empty for the first one that it names.
    """

    index: str = ""
    index_secret: str = ""
    index_user: str = ""
    generator: str = ""
    generator_secret: str = ""
    generator_model: str = ""


@dataclass(frozen=True)
class Settings:
    """All settings of one workspace."""

    ingest: IngestSettings = field(default_factory=IngestSettings)
    retrieval: RetrievalSettings = field(default_factory=RetrievalSettings)
    answer: AnswerSettings = field(default_factory=AnswerSettings)
    model: ModelSettings = field(default_factory=ModelSettings)
    server: ServerSettings = field(default_factory=ServerSettings)
