"""A generator on an OpenAI-compatible server, behind the same protocol as the child process.

The decisions hidden here: how a prompt made of pieces becomes messages, and that such a server tokenises for
itself. Most of them turn a control token written in a document into a real one, so every stretch that looks
like one is broken by a zero-width space, which quote matching passes over. Tokens are counted as four
characters each, since only the server knows. Invariants: a connection goes to the address that was checked,
through no proxy and after no redirection; a cancel ends it at once; a server that does not answer is
`ServerUnreachable`, never a hang. The same prompt may be answered differently from one server build to the
next. Any thread; calls wait for each other.
"""

from __future__ import annotations

import json
import queue
import re
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from http.client import HTTPConnection, HTTPException, HTTPResponse
from typing import Any

from app.core.endpoints import Endpoint
from app.core.errors import MachineError, ServerUnreachable
from app.core.work import CancelToken
from app.inference.protocols import ChatTemplate, Generation, GeneratorInfo, Piece, Stopped

TOKEN = 4
"""Characters counted as one token: English has about 4.2."""

_SYSTEM, _USER, _ASSISTANT = "[system]\n", "\n[user]\n", "\n[assistant]\n"
_REASONS = {"length": Stopped.LENGTH, "cancelled": Stopped.CANCELLED}
_ROLES = {_SYSTEM: "system", _USER: "user"}
_MARK = re.compile(r"<(?=\s?[|｜/]?[\w|｜▁/][^<>\n]{0,60}>)|\[(?=/?\s?[A-Z_]{2,24}\s?\])")
_LONGEST_LINE = 1 << 20
_POLL = 0.05


def inert(text: str) -> str:
    """Return `text` with everything that could be a control token broken by a zero-width space."""
    return _MARK.sub(lambda match: f"{match.group()}\u200b", text)


class ServerGenerator:
    """A generator somewhere else; also a context manager."""

    def __init__(self, server: Endpoint, model: str, context: int, *, patience: float = 120.0) -> None:
        """Remember where it is; the first call speaks to it.

        Args:
            model: its name there; empty for the first one that the server names.
            context: tokens that prompt and answer may take together.
            patience: seconds without a word after which the server counts as gone.
        """
        self._server = server
        self._model = model
        self._context = context
        self._patience = patience
        self._busy = threading.Lock()
        self._info: GeneratorInfo | None = None
        self._chunks: list[tuple[str, bool]] = []
        self._open: HTTPConnection | None = None

    def __enter__(self) -> ServerGenerator:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def info(self) -> GeneratorInfo:
        """What answers, as far as the server says.

        Raises:
            ServerUnreachable: it does not answer, or does not have the model.
        """
        if self._info is None:
            started = time.monotonic()
            model = self._find_model()
            self._info = GeneratorInfo(
                id=f"server:{model}", sha256="", path=self._server.url, context=self._context,
                build=f"an OpenAI-compatible server at {self._server.url}", threads=0, batch=0, gpu_layers=0, device="server",
                template=ChatTemplate(_SYSTEM, _USER, _ASSISTANT), stop=(), load_ms=round(1000 * (time.monotonic() - started)),
            )  # fmt: skip
        return self._info

    def tokenize(self, pieces: Sequence[Piece]) -> list[tuple[int, ...]]:
        """Return numbers that stand for a few characters each; `generate` turns them back into text."""
        with self._busy:
            found = []
            for piece in pieces:
                parts = (
                    [piece.text]
                    if piece.special
                    else [piece.text[at : at + TOKEN] for at in range(0, len(piece.text), TOKEN)]
                )
                first = len(self._chunks)
                self._chunks += [(part, piece.special) for part in parts if part]
                found.append(tuple(range(first, len(self._chunks))))
            return found

    def generate(
        self,
        tokens: Sequence[int],
        max_tokens: int,
        on_text: Callable[[str], None],
        cancel: CancelToken,
        stop: tuple[str, ...] = (),
        fixed: int = 0,
    ) -> Generation:
        """Have a prompt continued; see `Generator.generate`.

        Raises:
            ServerUnreachable: the server went away, refused, or said what cannot be understood.
        """
        model = self.info.id.removeprefix("server:")
        with self._busy:
            messages = _messages([self._chunks[token] for token in tokens])
            self._chunks.clear()
            started = time.monotonic()
            if cancel.cancelled:
                return Generation("", len(tokens), 0, (), 0, 0, Stopped.CANCELLED)
            body: dict[str, Any] = {
                "model": model, "messages": messages, "max_tokens": max_tokens, "temperature": 0.0, "top_p": 1.0, "seed": 0, "stream": True,
            }  # fmt: skip
            if stop:
                body["stop"] = list(stop)
            heard: list[str] = []
            first_ms = 0
            reason = Stopped.END
            for text, ended in self._stream(body, cancel):
                if text:
                    first_ms = first_ms or max(1, round(1000 * (time.monotonic() - started)))
                    heard.append(text)
                    on_text(text)
                reason = _REASONS.get(ended, reason)
            total = round(1000 * (time.monotonic() - started))
        return Generation("".join(heard), len(tokens), 0, (), first_ms, total, reason)

    def close(self) -> None:
        """Drop the connection; a request under way fails. Calling it again does nothing."""
        connection = self._open
        if connection is not None:
            _cut(connection)

    def _find_model(self) -> str:
        with closing(self._connect()) as connection:
            try:
                connection.request("GET", f"{self._server.path}/models", headers=dict(self._server.headers))
                answer = connection.getresponse()
                value = json.loads(self._read(answer).decode("utf-8"))
                names = [str(item["id"]) for item in value["data"]]
            except (OSError, HTTPException, ValueError, KeyError, TypeError) as error:
                raise self._unreachable(str(error)) from error
        if not names or (self._model and self._model not in names):
            raise ServerUnreachable(
                f"The model server {self._server.url} has no model {self._model or 'at all'}.",
                f"Set server.generator_model to one of: {', '.join(names[:8])}",
            )
        return self._model or names[0]

    def _stream(self, body: dict[str, Any], cancel: CancelToken) -> Iterator[tuple[str, str]]:
        """Yield pieces of text and, with the last, why it ended.

        A thread reads, so that a cancel need not wait for the server.
        """
        lines: queue.SimpleQueue[bytes | Exception | None] = queue.SimpleQueue()
        connection = self._connect()
        self._open = connection
        reader = threading.Thread(
            target=self._ask, args=(connection, body, lines.put), name="generator-server", daemon=True
        )
        reader.start()
        ended = False
        try:
            for line in self._heard(lines, cancel):
                if line.strip() == b"data: [DONE]":
                    ended = True
                    break
                text, why = self._event(line)
                ended = ended or bool(why)
                yield text, why
            if cancel.cancelled:
                yield "", "cancelled"
            elif not ended:
                raise self._unreachable("it broke off in the middle of an answer")
        finally:
            _cut(connection)
            reader.join()
            connection.close()
            self._open = None

    def _ask(
        self,
        connection: HTTPConnection,
        body: dict[str, Any],
        put: Callable[[bytes | Exception | None], None],
    ) -> None:
        """Send a request and hand on each line of its answer, then None, or what went wrong instead."""
        try:
            data = json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")
            headers = {
                **dict(self._server.headers),
                "Content-Type": "application/json",
                "Accept": "text/event-stream",
            }
            connection.request("POST", f"{self._server.path}/chat/completions", data, headers)
            answer = connection.getresponse()
            if answer.status != 200:
                self._read(answer)
            while line := answer.readline(_LONGEST_LINE):
                put(line)
            put(None)
        except (OSError, HTTPException, ValueError, AttributeError, MachineError) as error:
            # AttributeError: http.client's own, when the connection is cut off under its hands.
            put(error)

    def _heard(
        self, lines: queue.SimpleQueue[bytes | Exception | None], cancel: CancelToken
    ) -> Iterator[bytes]:
        """Yield what the server says, until it ends or the work is cancelled.

        Raises:
            ServerUnreachable: it is silent for too long, or what reads it failed.
        """
        silent_since = time.monotonic()
        while not cancel.cancelled:
            try:
                line = lines.get(timeout=_POLL)
            except queue.Empty:
                if time.monotonic() - silent_since > self._patience:
                    raise self._unreachable(f"no response for {self._patience:.0f} seconds") from None
                continue
            silent_since = time.monotonic()
            if isinstance(line, MachineError):
                raise line
            if isinstance(line, Exception):
                raise self._unreachable(str(line)) from line
            if line is None:
                return
            yield line

    def _event(self, line: bytes) -> tuple[str, str]:
        if not line.startswith(b"data:"):
            return "", ""
        try:
            value = json.loads(line[5:].decode("utf-8"))
            if "error" in value:
                raise self._unreachable(str(value["error"])[:200])
            if not value["choices"]:
                return "", ""
            choice = value["choices"][0]
            return str((choice.get("delta") or {}).get("content") or ""), str(
                choice.get("finish_reason") or ""
            )
        except (ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
            raise self._unreachable("its response is not understood") from error

    def _connect(self) -> HTTPConnection:
        server = self._server
        connection = HTTPConnection(server.host, server.port, timeout=self._patience)
        try:
            # Connected by hand: to the address that was checked, whatever the name stands for by now.
            plain = socket.create_connection((server.address, server.port), timeout=min(10.0, self._patience))
            plain.settimeout(self._patience)
            connection.sock = (
                ssl.create_default_context().wrap_socket(plain, server_hostname=server.host)
                if server.encrypted
                else plain
            )
        except OSError as error:
            raise self._unreachable(error.strerror or str(error)) from error
        return connection

    def _read(self, answer: HTTPResponse) -> bytes:
        """Return an answer's body when the server was content, else say why it was not."""
        data = answer.read(_LONGEST_LINE)
        if answer.status in (401, 403):
            raise ServerUnreachable(
                f"The model server {self._server.url} does not accept the secret.",
                "Check server.generator_secret.",
            )
        if answer.status != 200:
            raise self._unreachable(
                f"status {answer.status}: {' '.join(data.decode('utf-8', 'replace').split())[:200]}"
            )
        return data

    def _unreachable(self, why: str) -> ServerUnreachable:
        return ServerUnreachable(
            f"The model server {self._server.url} cannot be used ({why}).",
            "Start it, or phrase answers on this machine: citewell settings server.generator=",
            retryable=True,
        )


def _messages(chunks: Sequence[tuple[str, bool]]) -> list[dict[str, str]]:
    """Return the messages that the pieces of a prompt stand for; text of documents and questions is made
    inert, message by message.
    """
    found: list[dict[str, str]] = []
    for text, special in chunks:
        if special and text in _ROLES:
            found.append({"role": _ROLES[text], "content": ""})
        elif not special and found:
            found[-1]["content"] += text
    return [{"role": item["role"], "content": inert(item["content"])} for item in found]


def _cut(connection: HTTPConnection) -> None:
    """End a connection also for the thread that is reading from it."""
    sock = connection.sock
    if sock is not None:
        try:
            sock.shutdown(socket.SHUT_RDWR)
        except OSError:
            return  # the other side has ended it already
