"""The generator's child process: the only place that loads the model library, so that its crashes end here.

Frames (app.core.frames) come in on standard input and go out on a copy of standard output; whatever the
library prints goes to standard error. Invariants: one request at a time in the main thread, a second thread
only reads frames; when the parent closes its end or dies, the process ends at once, whatever it is doing; a
prompt is evaluated in the same batches whether its beginning was cached or not.
"""

from __future__ import annotations

import ctypes
import os
import queue
import re
import signal
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any, BinaryIO

from app.core.frames import BrokenFrame, read_frame, write_frame
from app.inference.protocols import Stopped
from app.inference.streaming import TextStream
from app.inference.template import UnusableTemplate, split_template

_ABORTED = 2
_OFFLOADED = re.compile(r"offloaded (\d+)/\d+ layers")
_GPU_TYPES = (1, 2)
"""Values of ggml_backend_dev_type: a graphics processor with memory of its own, one that shares the
machine's.
"""


class RequestError(Exception):
    """A request that cannot be served; the process goes on.

    Attributes:
        kind: "load", "not_chat", "no_engine" or "request", for the parent to choose its error by.
    """

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind


@dataclass(frozen=True)
class Chunk:
    """Tokens that were evaluated as one batch."""

    start: int
    tokens: tuple[int, ...]


def plan_chunks(tokens: Sequence[int], fixed: int, batch: int) -> list[Chunk]:
    """Cut a prompt into the batches it is always evaluated in: the fixed part by itself, then the rest."""
    edges = [*range(0, fixed, batch), *range(fixed, len(tokens), batch), len(tokens)]
    return [Chunk(start, tuple(tokens[start:end])) for start, end in zip(edges, edges[1:], strict=False)]


def common_chunks(cached: Sequence[Chunk], wanted: Sequence[Chunk]) -> int:
    """Return how many leading chunks are in the cache already; the last wanted one never counts, for its
    logits are needed.
    """
    same = 0
    while same < min(len(cached), len(wanted) - 1) and cached[same] == wanted[same]:
        same += 1
    return same


class Library:
    """The model library, loaded once, with what it said of itself."""

    def __init__(self) -> None:
        # The library takes a quarter of a second to load and prints while it does; here its output is already
        # out of the way.
        import llama_cpp

        self.api: Any = llama_cpp
        self.lines: list[str] = []
        self._callback = llama_cpp.llama_log_callback(self._log)
        llama_cpp.llama_log_set(self._callback, ctypes.c_void_p(0))
        llama_cpp.llama_backend_init()
        machine = llama_cpp.llama_print_system_info().decode("utf-8", "replace").strip(" |")
        self.build = f"llama-cpp-python {llama_cpp.__version__}; {machine}"
        self.can_offload = bool(llama_cpp.llama_supports_gpu_offload())

    def _log(self, level: int, text: bytes, _: object) -> None:
        line = text.decode("utf-8", "replace")
        self.lines.append(line)
        del self.lines[:-2000]
        if level in (3, 4):  # warnings and errors
            sys.stderr.write(line)

    def gpus(self) -> list[str]:
        """Return the names of the graphics processors that the build sees."""
        from llama_cpp._ggml import libggml  # the high-level binding does not list devices

        count, get = libggml.ggml_backend_dev_count, libggml.ggml_backend_dev_get
        count.restype, get.restype, get.argtypes = ctypes.c_size_t, ctypes.c_void_p, [ctypes.c_size_t]
        kind, describe = libggml.ggml_backend_dev_type, libggml.ggml_backend_dev_description
        kind.restype, kind.argtypes = ctypes.c_int, [ctypes.c_void_p]
        describe.restype, describe.argtypes = ctypes.c_char_p, [ctypes.c_void_p]
        devices = [get(number) for number in range(count())]
        return [
            describe(device).decode("utf-8", "replace") for device in devices if kind(device) in _GPU_TYPES
        ]


class Engine:
    """A loaded model with its context and its cache."""

    def __init__(
        self, library: Library, path: str, context: int, batch: int, threads: int, gpu_layers: int
    ) -> None:
        """Load a model.

        Raises:
            RequestError: the file cannot be loaded, or is not a chat model.
        """
        api = self._api = library.api
        started = time.monotonic()
        library.lines.clear()
        settings = api.llama_model_default_params()
        settings.n_gpu_layers = (gpu_layers if gpu_layers >= 0 else 999) if library.can_offload else 0
        self._model = api.llama_model_load_from_file(os.fsencode(path), settings)
        if not self._model:
            raise RequestError("load", _complaint(library.lines) or "the model library refuses the file")
        self._vocab = api.llama_model_get_vocab(self._model)
        self._size = api.llama_vocab_n_tokens(self._vocab)
        self._begin = api.llama_vocab_bos(self._vocab) if api.llama_vocab_get_add_bos(self._vocab) else None
        self.template = self._template()
        trained = api.llama_model_n_ctx_train(self._model)
        options = api.llama_context_default_params()
        options.n_ctx = min(context, trained) if trained > 0 else context
        options.n_batch = options.n_ubatch = min(batch, options.n_ctx)
        options.n_seq_max = 1
        options.n_threads = options.n_threads_batch = threads
        options.no_perf = True
        self._context = api.llama_init_from_model(self._model, options)
        if not self._context:
            raise RequestError("load", _complaint(library.lines) or "no context could be made for the model")
        self._memory = api.llama_get_memory(self._context)
        self.context = api.llama_n_ctx(self._context)
        self.batch = api.llama_n_batch(self._context)
        self.threads = threads
        found = [int(match.group(1)) for match in map(_OFFLOADED.search, library.lines) if match]
        self.gpu_layers = found[-1] if found and library.can_offload else 0
        self.device = ", ".join(library.gpus()) if self.gpu_layers else "cpu"
        self._batch = api.llama_batch_init(self.batch, 0, 1)
        self._cached: list[Chunk] = []
        self._aborting = False
        self._abort = ctypes.CFUNCTYPE(ctypes.c_bool, ctypes.c_void_p)(lambda _: self._aborting)
        self._no_abort = type(self._abort)()
        self.load_ms = round(1000 * (time.monotonic() - started))

    def abort(self) -> None:
        """Stop the prompt's evaluation at the next step of the computation; from any thread."""
        self._aborting = True

    def tokenize(self, pieces: Sequence[tuple[str, bool]]) -> list[list[int]]:
        """Return the ids of each piece; a special first piece carries the beginning token where the model
        wants one.
        """
        tokens = [self._tokenize(text, special) for text, special in pieces]
        if pieces and pieces[0][1] and self._begin is not None:
            tokens[0].insert(0, self._begin)
        return tokens

    def generate(
        self,
        tokens: Sequence[int],
        limit: int,
        stop: tuple[str, ...],
        fixed: int,
        on_text: Callable[[str], None],
        cancelled: threading.Event,
    ) -> dict[str, Any]:
        """Continue a prompt with the likeliest token, again and again.

        Raises:
            RequestError: the prompt is empty, too long, or holds ids that the model does not have.
        """
        if not tokens or not all(0 <= token < self._size for token in tokens):
            raise RequestError("request", "the prompt is empty or holds tokens that the model does not have")
        if len(tokens) >= self.context:
            raise RequestError(
                "request", f"the prompt has {len(tokens)} tokens and the model's window {self.context}"
            )
        started = time.monotonic()
        self._aborting = cancelled.is_set()
        reused = self._prefill(tokens, min(max(fixed, 0), len(tokens)))
        stream = TextStream(stop)
        out: list[int] = []
        first_ms = 0
        reason = Stopped.LENGTH
        text = ""
        limit = min(limit, self.context - len(tokens))
        while len(out) < limit:
            if reused is None or cancelled.is_set():
                reason = Stopped.CANCELLED
                break
            token = self._likeliest()
            first_ms = first_ms or max(1, round(1000 * (time.monotonic() - started)))
            if self._api.llama_vocab_is_eog(self._vocab, token) or self._api.llama_vocab_is_control(
                self._vocab, token
            ):
                reason = Stopped.END
                break
            out.append(token)
            shown = stream.feed(self._bytes(token))
            text += shown
            if shown:
                on_text(shown)
            if stream.stopped:
                reason = Stopped.END
                break
            if len(out) < limit:
                self._decode(Chunk(len(tokens) + len(out) - 1, (token,)), logits=True)
        rest = stream.finish()
        if rest:
            text += rest
            on_text(rest)
        return {
            "text": text, "prompt_tokens": len(tokens), "reused_tokens": reused or 0, "tokens": out, "first_token_ms": first_ms,
            "total_ms": round(1000 * (time.monotonic() - started)), "stopped": reason.value,
        }  # fmt: skip

    def stop_texts(self) -> list[str]:
        """Return the texts of the tokens that end a message."""
        found = {self._api.llama_vocab_eos(self._vocab), self._api.llama_vocab_eot(self._vocab)}
        return sorted(self._text(token) for token in found if token >= 0)

    def _prefill(self, tokens: Sequence[int], fixed: int) -> int | None:
        """Evaluate what of a prompt is not in the cache; return how many tokens were, or None when
        aborted.
        """
        chunks = plan_chunks(tokens, fixed, self.batch)
        same = common_chunks(self._cached, chunks)
        keep = chunks[same].start
        if not self._api.llama_memory_seq_rm(self._memory, 0, keep, -1):
            # models with a recurrent state cannot forget the end alone
            self._api.llama_memory_clear(self._memory, True)
            same = keep = 0
        self._cached = self._cached[:same]
        self._api.llama_set_abort_callback(self._context, self._abort, None)
        try:
            for number, chunk in enumerate(chunks[same:], same):
                if not self._decode(chunk, logits=number == len(chunks) - 1):
                    return None
                self._cached.append(chunk)
        finally:
            # The callback is asked at each step of each token, too dear while decoding, where the loop itself
            # looks.
            self._api.llama_set_abort_callback(self._context, self._no_abort, None)
        return keep

    def _decode(self, chunk: Chunk, *, logits: bool) -> bool:
        """Evaluate one batch; False when it was aborted."""
        batch = self._batch
        batch.n_tokens = len(chunk.tokens)
        for place, token in enumerate(chunk.tokens):
            batch.token[place] = token
            batch.pos[place] = chunk.start + place
            batch.n_seq_id[place] = 1
            batch.seq_id[place][0] = 0
            batch.logits[place] = False
        batch.logits[len(chunk.tokens) - 1] = logits
        code = self._api.llama_decode(self._context, batch)
        if code == _ABORTED:
            return False
        if code != 0:
            self._cached = []
            self._api.llama_memory_clear(self._memory, True)
            raise RequestError("request", f"the model library failed to evaluate a batch (code {code})")
        return True

    def _likeliest(self) -> int:
        import numpy as np  # the model library has loaded it already

        logits = np.ctypeslib.as_array(self._api.llama_get_logits_ith(self._context, -1), shape=(self._size,))
        return int(logits.argmax())  # the lowest id among equals

    def _tokenize(self, text: str, special: bool) -> list[int]:
        data = text.encode("utf-8", "replace")
        if not data:
            return []
        room = len(data) + 8
        ids = (ctypes.c_int32 * room)()
        count = self._api.llama_tokenize(self._vocab, data, len(data), ids, room, False, special)
        if count < 0:
            raise RequestError("request", "a piece of the prompt could not be tokenised")
        return list(ids[:count])

    def _bytes(self, token: int, *, special: bool = False) -> bytes:
        room = ctypes.create_string_buffer(256)
        count = self._api.llama_token_to_piece(self._vocab, token, room, len(room), 0, special)
        if count < 0:
            room = ctypes.create_string_buffer(-count)
            count = self._api.llama_token_to_piece(self._vocab, token, room, len(room), 0, special)
        return room.raw[: max(count, 0)]

    def _text(self, token: int) -> str:
        return self._bytes(token, special=True).decode("utf-8", "replace") if token >= 0 else ""

    def _template(self) -> dict[str, str]:
        raw = self._api.llama_model_chat_template(self._model, None)
        begin = self._text(self._api.llama_vocab_bos(self._vocab))
        try:
            parts = split_template(
                (raw or b"").decode("utf-8", "replace"),
                begin,
                self._text(self._api.llama_vocab_eos(self._vocab)),
            )
        except UnusableTemplate as error:
            raise RequestError("not_chat", f"its chat template cannot be used: {error}") from error
        fields = asdict(parts)
        if self._begin is not None:
            # tokenize() adds the beginning token; once is enough
            fields["before_system"] = fields["before_system"].removeprefix(begin)
        return fields


def _complaint(lines: Sequence[str]) -> str:
    """Return the library's own last words on why something failed."""
    errors = [line.strip() for line in lines if "error" in line.lower() or "failed" in line.lower()]
    return errors[-1] if errors else ""


class Worker:
    """Serves frames until the parent closes its end."""

    def __init__(self, incoming: BinaryIO, outgoing: BinaryIO) -> None:
        self._in = incoming
        self._out = outgoing
        self._requests: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
        self._cancelled = threading.Event()
        self._lock = threading.Lock()
        self._current = 0
        self._engine: Engine | None = None
        self._library: Library | None = None

    def serve(self) -> None:
        """Answer each request in turn; returns never."""
        threading.Thread(target=self._listen, name="frames", daemon=True).start()
        while True:
            request = self._requests.get()
            try:
                reply = self._answer(request)
            except RequestError as error:
                reply = {"error": error.kind, "message": str(error)}
            write_frame(self._out, {"id": request.get("id", 0), "op": "done", **reply})

    def _listen(self) -> None:
        """Read frames; end the process with the parent, for nobody would read what it still makes."""
        while True:
            try:
                frame = read_frame(self._in)
            except (BrokenFrame, OSError):
                os._exit(2)
            if frame is None:
                os._exit(0)
            if frame.get("op") != "cancel":
                self._requests.put(frame)
                continue
            with self._lock:
                if frame.get("id") == self._current:
                    self._cancelled.set()
                    if self._engine is not None:
                        self._engine.abort()

    def _answer(self, request: dict[str, Any]) -> dict[str, Any]:
        op = request.get("op")
        if op == "generate":
            return self._generate(request)
        if op == "tokenize" and self._engine is not None:
            return {"tokens": self._engine.tokenize([(text, special) for text, special in request["pieces"]])}
        if op == "probe":
            library = self._load_library()
            return {"build": library.build, "can_offload": library.can_offload, "gpus": library.gpus()}
        if op == "load":
            library = self._load_library()
            engine = Engine(
                library,
                request["path"],
                request["context"],
                request["batch"],
                request["threads"],
                request["gpu_layers"],
            )
            self._engine = engine
            return {
                "context": engine.context, "build": library.build, "threads": engine.threads, "batch": engine.batch,
                "device": engine.device, "gpu_layers": engine.gpu_layers, "template": engine.template,
                "stop": engine.stop_texts(), "load_ms": engine.load_ms,
            }  # fmt: skip
        raise RequestError("request", f"unknown request {op!r}, or no model is loaded")

    def _generate(self, request: dict[str, Any]) -> dict[str, Any]:
        engine, id = self._engine, int(request["id"])
        if engine is None:
            raise RequestError("request", "no model is loaded")
        with self._lock:
            self._current = id
            self._cancelled.clear()
        try:
            return engine.generate(
                request["tokens"],
                int(request["max_tokens"]),
                tuple(request["stop"]),
                int(request["fixed"]),
                lambda text: write_frame(self._out, {"id": id, "op": "text", "text": text}),
                self._cancelled,
            )
        finally:
            with self._lock:
                self._current = 0

    def _load_library(self) -> Library:
        if self._library is None:
            try:
                self._library = Library()
            except ImportError as error:
                raise RequestError("no_engine", str(error)) from error
        return self._library


def main() -> None:
    """Serve frames on standard input and output."""
    # the parent's Ctrl-C is the parent's business: it cancels, or closes the pipe
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    outgoing = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    incoming = os.fdopen(os.dup(0), "rb")
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    os.close(null)
    Worker(incoming, outgoing).serve()


if __name__ == "__main__":
    main()
