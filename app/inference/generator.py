"""The parent's side of the generator: one child process per loaded model, one request at a time.

Invariants: a dead child is `ModelCrashed` for the request under way and a fresh child for the next one, never
a hang; a cancel that is not honoured in time ends the child; `close` leaves no process and no thread. Any
thread may call; calls wait for each other.
"""

from __future__ import annotations

import itertools
import logging
import os
import queue
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, cast

import app
from app.core.errors import AppError, MachineError, ModelCrashed, ModelMissing
from app.core.frames import BrokenFrame, read_frame, write_frame
from app.core.settings import ModelSettings
from app.core.work import CancelToken
from app.inference.catalog import InstalledModel
from app.inference.machine import cores
from app.inference.protocols import ChatTemplate, Generation, GeneratorInfo, Piece, Stopped

BATCH = 512
_LOG = logging.getLogger(__name__)
_POLL = 0.02
_KEEP_ENVIRONMENT = (
    "PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "TEMP", "TMP", "SYSTEMROOT", "LD_LIBRARY_PATH", "VIRTUAL_ENV", "CUDA_PATH",
    "CUDA_VISIBLE_DEVICES", "CUDA_CACHE_PATH", "HIP_VISIBLE_DEVICES", "ROCR_VISIBLE_DEVICES", "GGML_VK_VISIBLE_DEVICES",
)  # fmt: skip


@dataclass(frozen=True)
class Backend:
    """What the model library can do on this machine.

    Attributes:
        build: version and the processor features it uses.
        can_offload: whether it was built for graphics processors.
        gpus: the ones it sees.
    """

    build: str
    can_offload: bool
    gpus: tuple[str, ...]


def worker_command() -> list[str]:
    """Return the command of the child: independent of the current folder, and without it on the import
    path.
    """
    return [sys.executable, "-P", "-m", "app.inference.worker"]


def worker_environment() -> dict[str, str]:
    """Return the child's environment: what finds programs, libraries and devices, and nothing that changes
    behaviour.
    """
    kept = {name: os.environ[name] for name in _KEEP_ENVIRONMENT if name in os.environ}
    root = Path(next(iter(app.__path__))).resolve().parent
    return {
        **kept,
        "PYTHONPATH": str(root),
        "PYTHONUTF8": "1",
        # Threads that wait by spinning take the core from whoever they wait for as soon as anything else
        # runs: on two busy cores the answer came at 0.3 to 14 tokens a second with the default and at 20 to
        # 31 without spinning.
        "OMP_WAIT_POLICY": "passive",
        # no part of the library is meant to use the network; should one come to, it is told not to
        "HF_HUB_OFFLINE": "1",
        "HF_HUB_DISABLE_TELEMETRY": "1",
        "DO_NOT_TRACK": "1",
    }


def probe_backend(timeout: float = 30.0) -> Backend:
    """Ask the model library, in a process of its own, what it can do.

    Raises:
        MachineError: the library is not installed.
        ModelCrashed: the library cannot be loaded here.
    """
    child = _Child(worker_command())
    try:
        reply = child.request({"op": "probe"}, timeout, None, lambda _: None)
    except _Refused as error:
        raise _no_engine(error) from error
    finally:
        child.end()
    return Backend(reply["build"], reply["can_offload"], tuple(reply["gpus"]))


class ChildGenerator:
    """A generator in a child process; also a context manager."""

    def __init__(
        self,
        model: InstalledModel,
        settings: ModelSettings,
        *,
        start_timeout: float = 180.0,
        cancel_timeout: float = 2.0,
        stall_timeout: float = 300.0,
        command: Sequence[str] | None = None,
    ) -> None:
        """Remember what to load; the child starts with the first call that needs it, or with `start`.

        Args:
            model: installed, verified and fitting (`Catalog.ready`).
            settings: threads, context and layers to offload.
            start_timeout: seconds a child may take to load the model.
            cancel_timeout: seconds a cancel may take before the child is ended.
            stall_timeout: seconds without a token after which the child counts as dead.
            command: what runs as the child, for tests.
        """
        self._model = model
        self._settings = settings
        self._start_timeout = start_timeout
        self._cancel_timeout = cancel_timeout
        self._stall_timeout = stall_timeout
        self._command = list(command or worker_command())
        self._busy = threading.Lock()
        self._swap = threading.Lock()
        self._child: _Child | None = None
        self._info: GeneratorInfo | None = None
        self._closed = False

    def __enter__(self) -> ChildGenerator:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def info(self) -> GeneratorInfo:
        """What is loaded and how it runs; starts the child when none has run yet."""
        if self._info is None:
            self.start()
        assert self._info is not None
        return self._info

    @property
    def started(self) -> bool:
        """Whether it has been loaded once, so that `info` starts nothing."""
        return self._info is not None

    @property
    def pid(self) -> int | None:
        """The running child's process id."""
        child = self._child
        return child.pid if child is not None and child.alive else None

    def start(self) -> None:
        """Load the model now, if it is not.

        Raises:
            ModelMissing: the file cannot be loaded, or is not a chat model.
            ModelCrashed: the child died or took too long.
        """
        with self._busy:
            self._running()

    def tokenize(self, pieces: Sequence[Piece]) -> list[tuple[int, ...]]:
        """Return the token ids of each piece; a special first piece carries the beginning token where the
        model wants one.
        """
        with self._busy:
            reply = self._ask(
                {"op": "tokenize", "pieces": [[piece.text, piece.special] for piece in pieces]},
                None,
                lambda _: None,
            )
        return [tuple(ids) for ids in reply["tokens"]]

    def generate(
        self,
        tokens: Sequence[int],
        max_tokens: int,
        on_text: Callable[[str], None],
        cancel: CancelToken,
        stop: tuple[str, ...] = (),
        fixed: int = 0,
    ) -> Generation:
        """Continue a prompt greedily; see `Generator.generate`.

        Raises:
            ModelCrashed: the child died; the next call starts another.
            MachineError: the prompt does not fit into the window.
        """
        request = {
            "op": "generate",
            "tokens": list(tokens),
            "max_tokens": max_tokens,
            "stop": list(stop),
            "fixed": fixed,
        }
        heard: list[str] = []

        def hear(text: str) -> None:
            heard.append(text)
            on_text(text)

        with self._busy:
            started = time.monotonic()
            if cancel.cancelled:
                return Generation("", len(tokens), 0, (), 0, 0, Stopped.CANCELLED)
            try:
                reply = self._ask(request, cancel, hear)
            except _Unresponsive:
                total = round(1000 * (time.monotonic() - started))
                return Generation("".join(heard), len(tokens), 0, (), 0, total, Stopped.CANCELLED)
        return Generation(
            text=reply["text"],
            prompt_tokens=reply["prompt_tokens"],
            reused_tokens=reply["reused_tokens"],
            tokens=tuple(reply["tokens"]),
            first_token_ms=reply["first_token_ms"],
            total_ms=reply["total_ms"],
            stopped=Stopped(reply["stopped"]),
        )

    def close(self) -> None:
        """End the child; a request under way fails with `ModelCrashed`. Calling it again does nothing."""
        with self._swap:
            self._closed = True
            child, self._child = self._child, None
        if child is not None:
            child.end()

    def _ask(
        self, request: dict[str, Any], cancel: CancelToken | None, on_text: Callable[[str], None]
    ) -> dict[str, Any]:
        child = self._running()
        try:
            return child.request(request, self._stall_timeout, cancel, on_text, self._cancel_timeout)
        except (_Unresponsive, ModelCrashed):
            self._drop(child)
            raise
        except _Refused as error:
            raise MachineError(
                f"The model {self._model.id} cannot answer: {error}.",
                "Shorten the question, or increase the context.",
            ) from error
        except BaseException:
            # on_text raised: what the child still sends belongs to nobody
            self._drop(child)
            raise

    def _running(self) -> _Child:
        """Return a child with the model loaded, starting one if need be."""
        with self._swap:
            if self._closed:
                raise ModelCrashed("The generator was closed.", "Start it again.")
            child = self._child
            if child is not None and child.alive:
                return child
            fresh = self._child = _Child(self._command)
        if child is not None:
            child.end()
        try:
            reply = fresh.request(
                {
                    "op": "load", "path": str(self._model.path), "context": self._settings.context, "batch": BATCH,
                    "threads": self._settings.threads or cores(), "gpu_layers": self._settings.gpu_layers,
                },
                self._start_timeout, None, lambda _: None,
            )  # fmt: skip
        except _Refused as error:
            self._drop(fresh)
            raise self._explain(error) from error
        except BaseException:
            self._drop(fresh)
            raise
        self._info = GeneratorInfo(
            id=self._model.id,
            sha256=self._model.sha256,
            path=str(self._model.path),
            context=reply["context"],
            build=reply["build"],
            threads=reply["threads"],
            batch=reply["batch"],
            gpu_layers=reply["gpu_layers"],
            device=reply["device"],
            template=ChatTemplate(**reply["template"]),
            stop=tuple(reply["stop"]),
            load_ms=reply["load_ms"],
        )
        return fresh

    def _explain(self, error: _Refused) -> AppError:
        if error.kind == "not_chat":
            return ModelMissing(
                f"{self._model.id} is not a chat model: {error}.", "Choose another: citewell models list"
            )
        if error.kind == "no_engine":
            return _no_engine(error)
        return ModelMissing(
            f"The model {self._model.id} cannot be loaded: {error}.",
            "Install it again, or choose another: citewell models list",
        )

    def _drop(self, child: _Child) -> None:
        with self._swap:
            if self._child is child:
                self._child = None
        child.end()


class _Refused(Exception):
    """The child answered a request with an error and goes on."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind


def _no_engine(error: _Refused) -> MachineError:
    return MachineError(
        f"The language model engine is not installed ({error}).",
        "Run this to compile it: python3 packaging/start.py",
    )


class _Unresponsive(Exception):
    """The child did not honour a cancel in time."""


class _Child:
    """One process with the threads that read its two outputs."""

    def __init__(self, command: Sequence[str]) -> None:
        self._process = subprocess.Popen(
            list(command),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=worker_environment(),
            start_new_session=True,
        )
        assert (
            self._process.stdin is not None
            and self._process.stdout is not None
            and self._process.stderr is not None
        )
        self._stdin = cast("BinaryIO", self._process.stdin)
        self._stdout = cast("BinaryIO", self._process.stdout)
        self._stderr = cast("BinaryIO", self._process.stderr)
        self._frames: queue.SimpleQueue[dict[str, Any] | None] = queue.SimpleQueue()
        self._last_words: deque[str] = deque(maxlen=20)
        self._ids = itertools.count(1)
        self._ended = threading.Lock()
        self._threads = [
            threading.Thread(target=self._read_frames, name="generator-frames", daemon=True),
            threading.Thread(target=self._read_errors, name="generator-errors", daemon=True),
        ]
        for thread in self._threads:
            thread.start()

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    def request(
        self,
        message: dict[str, Any],
        timeout: float,
        cancel: CancelToken | None,
        on_text: Callable[[str], None],
        cancel_timeout: float = 2.0,
    ) -> dict[str, Any]:
        """Send a request and return its reply, passing on the texts that come before.

        Args:
            message: without an id.
            timeout: seconds without any frame after which the child counts as dead.
            cancel: passed on to the child once.
            on_text: called in this thread.
            cancel_timeout: seconds between the cancel and the reply.

        Raises:
            ModelCrashed: the child died or is silent.
            _Unresponsive: it did not honour a cancel.
            _Refused: it answered with an error.
        """
        id = next(self._ids)
        self._send({**message, "id": id})
        silent_since = time.monotonic()
        cancelled_at: float | None = None
        while True:
            try:
                frame = self._frames.get(timeout=_POLL if cancel is not None else 0.5)
            except queue.Empty:
                now = time.monotonic()
                if cancelled_at is not None and now - cancelled_at > cancel_timeout:
                    raise _Unresponsive from None
                if now - silent_since > timeout:
                    raise ModelCrashed(
                        f"The model did not answer for {timeout:.0f} seconds.", "Ask again.", retryable=True
                    ) from None
                frame = {}
            else:
                silent_since = time.monotonic()
            if frame is None:
                raise self._crashed()
            if cancel is not None and cancel.cancelled and cancelled_at is None:
                cancelled_at = time.monotonic()
                self._send({"op": "cancel", "id": id})
            if frame.get("id") != id:
                continue
            if frame["op"] == "text":
                on_text(frame["text"])
                continue
            if "error" in frame:
                raise _Refused(frame["error"], frame["message"])
            return frame

    def end(self) -> None:
        """End the process and its threads; safe to call from any thread and more than once."""
        with self._ended:
            if self._process.poll() is None:
                self._process.kill()  # it holds nothing worth saving
            self._process.wait()
            for thread in self._threads:
                if thread is not threading.current_thread():
                    thread.join()
            for stream in (self._stdin, self._stdout, self._stderr):
                try:
                    stream.close()
                except OSError as error:  # the unsent rest of a frame to a dead process
                    _LOG.debug("closing a pipe of the generator: %s", error)

    def _send(self, message: dict[str, Any]) -> None:
        try:
            write_frame(self._stdin, message)
        except (OSError, ValueError) as error:
            raise self._crashed() from error

    def _crashed(self) -> ModelCrashed:
        try:
            code = self._process.wait(timeout=1.0)
            how = f"signal {-code}" if code < 0 else f"exit code {code}"
        except subprocess.TimeoutExpired:
            how = "it closed its output"
        words = " ".join(self._last_words)[-400:]
        _LOG.warning("the generator's process %d died (%s): %s", self.pid, how, words)
        return ModelCrashed(
            f"The model's process died ({how}).", "Ask again; it will be restarted.", retryable=True
        )

    def _read_frames(self) -> None:
        try:
            while (frame := read_frame(self._stdout)) is not None:
                self._frames.put(frame)
        except (BrokenFrame, OSError, ValueError) as error:
            _LOG.debug("the generator's output ended: %s", error)
        self._frames.put(None)

    def _read_errors(self) -> None:
        for line in self._stderr:
            text = line.decode("utf-8", "replace").rstrip()
            self._last_words.append(text)
            _LOG.debug("generator: %s", text)
