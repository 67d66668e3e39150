"""Loading of what an ONNX model consists of: its graph and its tokeniser.

Invariants: no memory is kept between runs, no thread spins, nothing is sent anywhere.
"""

from __future__ import annotations

import ctypes
import os
from pathlib import Path
from typing import Any

from app.core.errors import ModelMissing
from app.inference.machine import cores


def load_session(model: Path, what: str, id: str, threads: int = 0) -> Any:
    """Return the session of a graph.

    Args:
        model: the ONNX file.
        what: how a message calls it, such as "embedder".
        id: of the model it belongs to.
        threads: 0 for one per core.

    Raises:
        ModelMissing: the file is not there or is not what it should be.
    """
    # Newer releases report usage to their maker unless told otherwise before the import.
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    # numpy and onnxruntime take half a second to import; a command that embeds nothing must not pay it.
    import onnxruntime
    from onnxruntime.capi import onnxruntime_pybind11_state as onnx_errors

    if not model.is_file():
        raise ModelMissing(f"The {what} {id} is incomplete.", f"Run: citewell models install {id}")
    options = onnxruntime.SessionOptions()
    options.enable_cpu_mem_arena = False
    options.enable_mem_pattern = False
    options.intra_op_num_threads = threads or cores()
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    try:
        return onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
    except (
        onnx_errors.Fail,
        onnx_errors.InvalidProtobuf,
        onnx_errors.InvalidGraph,
        onnx_errors.NoSuchFile,
    ) as error:
        raise ModelMissing(
            f"The {what} {id} cannot be loaded: {error}", f"Run: citewell models install {id}"
        ) from error


def load_tokenizer(path: Path, id: str) -> Any:
    """Return a tokeniser that neither pads nor cuts off.

    Raises:
        ModelMissing: the file is not there or is not what it should be.
    """
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    from tokenizers import Tokenizer  # deferred like the other libraries

    if not path.is_file():
        raise ModelMissing(f"The tokeniser of {id} is missing.", f"Run: citewell models install {id}")
    try:
        tokenizer = Tokenizer.from_str(path.read_text(encoding="utf-8"))
    except Exception as error:  # noqa: BLE001 - the library raises plain Exception for every fault of the file
        raise ModelMissing(
            f"The tokeniser of {id} is damaged.", f"Run: citewell models install {id}"
        ) from error
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def frame(tokenizer: Any) -> tuple[list[int], list[int]]:
    """Return the special tokens that a tokeniser puts before and after a text."""
    encoding = tokenizer.encode("a")
    special = list(encoding.special_tokens_mask)
    inner = special.index(0)
    return list(encoding.ids[:inner]), list(encoding.ids[inner + special[inner:].count(0) :])


def return_memory() -> None:
    """Give back what loading left with the allocator: 55 MB that nothing uses again; a C library without this
    call does it by itself.
    """
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
