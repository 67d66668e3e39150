"""The parent's side of reading: hand a descriptor to a limited child, get an extraction or a named failure.

The child and its sandbox are hidden here. Invariants: this process never parses a byte of a document; `read`
always comes back, within `Limits.seconds` and a little, or twice that when a child that had served before
dies under it; after a crash, a breach or a cancellation the next call starts a fresh child. A lock lets one
thread in at a time.
"""

from __future__ import annotations

import io
import json
import logging
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, NoReturn, Self, cast

from app.core.documents.documents import Extraction
from app.core.errors import Cancelled, MachineError, UnreadableDocument, UnsupportedFormat
from app.core.frames import BrokenFrame, read_frame, write_frame
from app.core.work import CancelToken
from app.reading import files, wire
from app.reading.versions import ocr_installed

_LOG = logging.getLogger(__name__)
_TICK = 0.05
_START_SECONDS = 30.0
_GRACE_SECONDS = 2.0
_PERSONAL = ("/home", "/root", "/tmp", "/var", "/run", "/mnt", "/media", "/srv")  # noqa: S108  # hidden, not written to
_BOOT = "import sys; sys.path[:] = __import__('json').loads(sys.argv[1]); from app.reading.child import main; main()"


@dataclass(frozen=True)
class Limits:
    """What one document may cost.

    Attributes:
        seconds: from the request to the answer.
        memory_bytes: address space of the child.
        file_bytes: a larger file is not opened to the child.
        output_chars: longest text.
        pages: most pages of a PDF.
        ocr_seconds: for reading pictures of text, on top of `seconds` where the extra for that is installed;
            0 does without.
    """

    seconds: float = 120.0
    memory_bytes: int = 2 * 1024**3
    file_bytes: int = 256 * 1024**2
    output_chars: int = 64 * 1024**2
    pages: int = 20_000
    ocr_seconds: float = 0.0


class _Ended(Exception):
    """The child closed its end: it crashed or was killed."""


class _TooSlow(Exception):
    """The child did not answer in time."""


class _Answers:
    """The child's stream as `read_frame` wants it, watching the clock and the cancel switch between reads."""

    def __init__(self, connection: socket.socket, deadline: float, cancel: CancelToken | None) -> None:
        self._connection = connection
        self._deadline = deadline
        self._cancel = cancel

    def read(self, count: int) -> bytes:
        while True:
            _raise_if_cancelled(self._cancel)
            if time.monotonic() > self._deadline:
                raise _TooSlow
            try:
                return self._connection.recv(count)
            except TimeoutError:
                continue
            except ConnectionError:
                return b""


class _Child:
    """One running child process."""

    def __init__(self, process: subprocess.Popen[bytes], connection: socket.socket) -> None:
        self.process = process
        self.connection = connection
        self.answered = 0

    def ask(self, descriptor: int, request: dict[str, Any]) -> None:
        """Send a request; the descriptor travels with it.

        Raises:
            _Ended: the child is gone.
        """
        frame = io.BytesIO()
        write_frame(frame, request)
        try:
            socket.send_fds(self.connection, [frame.getvalue()], [descriptor])
        except OSError as error:
            raise _Ended from error

    def answer(self, seconds: float, cancel: CancelToken | None) -> dict[str, Any]:
        """Wait for one message.

        Raises:
            _Ended: the child closed its end first.
            _TooSlow: it took longer than `seconds`.
            Cancelled: the switch was thrown.
            BrokenFrame: what came is no message.
        """
        stream = cast("BinaryIO", _Answers(self.connection, time.monotonic() + seconds, cancel))
        message = read_frame(stream)
        if message is None:
            raise _Ended
        return message

    def end(self, *, patience: float = 0.0) -> int | None:
        """End the process and everything it started; return its exit status, None when even the kernel cannot
        end it.

        Args:
            patience: seconds in which it may end by itself, now that its connection is closed.
        """
        self.connection.close()
        try:
            return self.process.wait(timeout=patience)
        except subprocess.TimeoutExpired:
            _kill_group(self.process.pid)
        try:
            return self.process.wait(timeout=_GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            _LOG.warning(
                "the reading process %d hangs in the kernel, perhaps on a lost network drive; left behind",
                self.process.pid,
            )
            return None


class Reader:
    """Reads documents in one reusable limited child; a context manager, safe to share between threads."""

    def __init__(self, limits: Limits = Limits()) -> None:  # noqa: B008  # frozen
        self._limits = limits
        self._lock = threading.Lock()
        self._child: _Child | None = None
        self._isolation = ""

    def read(self, path: Path, cancel: CancelToken | None = None) -> Extraction:
        """Read the file at `path`, which must be a regular file and no link.

        Raises:
            UnsupportedFormat: no reader understands this kind of file.
            UnreadableDocument: vanished, forbidden, encrypted, damaged, too large or too slow.
            Cancelled: the switch was thrown; the child has been ended.
        """
        with files.opened(path) as descriptor:
            return self.read_fd(descriptor, path.name, cancel)

    def read_fd(self, fd: int, name: str, cancel: CancelToken | None = None) -> Extraction:
        """Read an open regular file from its beginning, wherever its offset stands; the offset is left alone.

        Args:
            fd: readable descriptor; stays open.
            name: for messages, and its suffix for telling dialects of text apart.
            cancel: looked at while waiting.

        Raises:
            UnsupportedFormat, UnreadableDocument, Cancelled: as `read`.
        """
        status = os.fstat(fd)
        files.require_regular(status, name)
        if status.st_size > self._limits.file_bytes:
            size, most = status.st_size // 1024**2, self._limits.file_bytes // 1024**2
            raise UnreadableDocument(
                f"{name} is too large: {size} MB but the limit is {most} MB.", "Split it, or raise the limit."
            )
        while not self._lock.acquire(timeout=_TICK):
            _raise_if_cancelled(cancel)
        try:
            _raise_if_cancelled(cancel)
            return self._read(fd, name, cancel)
        finally:
            self._lock.release()

    @property
    def isolation(self) -> str:
        """How well the child is shut in: "bubblewrap", "unshare" (no network), or "limits" (reduced
        isolation).
        """
        with self._lock:
            if not self._isolation:
                self._running()
            return self._isolation

    @property
    def pid(self) -> int | None:
        """The process id of the running child (or of the sandbox around it); None while there is none."""
        child = self._child
        return None if child is None else child.process.pid

    def close(self) -> None:
        """End the child; a later read would start another."""
        with self._lock:
            self._drop(patience=_GRACE_SECONDS)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _read(self, fd: int, name: str, cancel: CancelToken | None) -> Extraction:
        child = self._running()
        reused = child.answered > 0
        try:
            return self._attempt(child, fd, name, cancel)
        except _Ended as error:
            status = self._drop()
            _LOG.warning("the reading process ended with status %s on %s", status, name)
            if not reused:
                raise _crashed(name) from error
        # Earlier documents, or the end of the thread that started it, may have brought a used child down:
        # only a fresh one proves that it was this document.
        try:
            return self._attempt(self._running(), fd, name, cancel)
        except _Ended as error:
            _LOG.warning("a fresh reading process ended with status %s on %s", self._drop(), name)
            raise _crashed(name) from error

    def _attempt(self, child: _Child, fd: int, name: str, cancel: CancelToken | None) -> Extraction:
        limits = self._limits
        ocr_seconds = limits.ocr_seconds if ocr_installed() else 0.0
        seconds = limits.seconds + ocr_seconds
        request = {
            "name": name,
            "bytes": os.fstat(fd).st_size,
            "output_chars": limits.output_chars,
            "pages": limits.pages,
        }
        try:
            child.ask(fd, {**request, "seconds": seconds, "ocr_seconds": ocr_seconds})
            reply = child.answer(seconds, cancel)
            if "extraction" in reply:
                extraction = wire.decode(reply["extraction"])
            elif "error" not in reply:
                self._breach(name, reply)
        except _TooSlow as error:
            self._drop()
            raise UnreadableDocument(
                f"{name} took longer than {seconds:g} s to read.",
                "Split it, export it again, or raise the limit.",
            ) from error
        except Cancelled:
            self._drop()
            raise
        except (BrokenFrame, RecursionError) as error:
            if _gone(child):
                raise _Ended from error
            self._drop()
            _LOG.warning("the reader's answer on %s was refused: %s", name, error)
            raise _crashed(name) from error
        child.answered += 1
        if reply.get("last"):
            self._drop(patience=_GRACE_SECONDS)
        if "error" in reply:
            kind = UnsupportedFormat if reply["error"] == "UnsupportedFormat" else UnreadableDocument
            raise kind(_printable(reply.get("message")), _printable(reply.get("hint")))
        return extraction

    def _breach(self, name: str, reply: dict[str, Any]) -> NoReturn:
        self._drop()
        if reply.get("breach") == "memory":
            most = self._limits.memory_bytes // 1024**2
            raise UnreadableDocument(
                f"{name} needs more than {most} MB of memory to be read.", "Split it into smaller files."
            )
        _LOG.error("a reader failed on %s: %s", name, reply.get("bug", reply))
        raise _crashed(name)

    def _running(self) -> _Child:
        if self._child is not None and self._child.process.poll() is not None:
            self._drop()
        if self._child is None:
            self._child = self._start()
        return self._child

    def _start(self) -> _Child:
        """Start a child in the best sandbox that works here; once found, only that one is used."""
        for isolation, wrapper in _sandboxes():
            if self._isolation not in ("", isolation):
                continue
            child: _Child | None = None
            try:
                child = _spawn(wrapper, self._limits)
                hello = child.answer(_START_SECONDS, None)
            except (_Ended, _TooSlow, BrokenFrame, OSError) as error:
                _LOG.info(
                    "reading in %s does not work here: %r, status %s",
                    isolation,
                    error,
                    child.end() if child else None,
                )
                continue
            if wrapper and hello.get("network") in ("", _network()):
                child.end()  # it started, but not cut off: not worth its name
                continue
            self._isolation = isolation
            return child
        raise MachineError(
            "The reading process could not be started.",
            "See the log for the reason. Reinstalling Citewell may help.",
        )

    def _drop(self, *, patience: float = 0.0) -> int | None:
        child, self._child = self._child, None
        return None if child is None else child.end(patience=patience)


def _sandboxes() -> list[tuple[str, list[str]]]:
    """Return the ways to start a child, the tightest first, each with the command that goes before
    Python's.
    """
    ways: list[tuple[str, list[str]]] = []
    if (bwrap := shutil.which("bwrap")) is not None:
        loose = [
            bwrap,
            *"--unshare-all --die-with-parent --cap-drop ALL --ro-bind / / --dev /dev --proc /proc".split(),
        ]
        # A Python reached through links into hidden folders does not start in the first; the second shows all
        # files.
        ways += [("bubblewrap", [*loose, *_hidden_folders()]), ("bubblewrap", loose)]
    if (unshare := shutil.which("unshare")) is not None:
        ways.append(("unshare", [unshare, "--map-current-user", "--net", "--ipc", "--uts"]))
    ways.append(("limits", []))
    return ways


def _hidden_folders() -> list[str]:
    """Return the options that hide where people keep their files, and bring back what Python needs from
    there.
    """
    hidden = sorted(
        {str(Path(name).resolve()) for name in (*_PERSONAL, Path.home()) if Path(name).is_dir()} - {"/"}
    )
    program = Path(sys.executable)
    needed = {
        *_import_path(),
        sys.prefix,
        sys.base_prefix,
        str(program.parent),
        str(program.resolve().parent),
    }
    options = [part for folder in hidden for part in ("--tmpfs", folder)]
    for path in sorted(needed):
        if Path(path).exists() and any(Path(path).is_relative_to(folder) for folder in hidden):
            options += ["--ro-bind", path, path]
    return options


def _spawn(wrapper: list[str], limits: Limits) -> _Child:
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
    with theirs:
        python = [sys.executable, "-I", "-S", "-B", "-X", "utf8", "-c", _BOOT, json.dumps(_import_path())]
        process = subprocess.Popen(
            [*wrapper, *python, json.dumps({"memory_bytes": limits.memory_bytes})],
            stdin=theirs.fileno(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            cwd="/",
            start_new_session=True,
        )
    ours.settimeout(_TICK)
    return _Child(process, ours)


def _import_path() -> list[str]:
    """Return where the child finds this program and its libraries, whatever folder it is started from."""
    root = str(Path(__file__).resolve().parents[2])
    return list(dict.fromkeys([root, *(str(Path(entry).resolve()) for entry in sys.path if entry)]))


def _environment() -> dict[str, str]:
    # One thread per numeric library: each would reserve address space per core, and the limit counts it.
    return {
        "PATH": "/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        "MKL_NUM_THREADS": "1",
    }


def _network() -> str:
    try:
        return str(Path("/proc/self/ns/net").readlink())
    except OSError:
        return ""


def _gone(child: _Child) -> bool:
    try:
        child.process.wait(timeout=_GRACE_SECONDS)
    except subprocess.TimeoutExpired:
        return False
    return True


def _kill_group(pid: int) -> None:
    try:
        os.killpg(pid, signal.SIGKILL)  # its own session, hence its own group
    except ProcessLookupError:
        _LOG.debug("the reading process %d ended by itself", pid)


def _raise_if_cancelled(cancel: CancelToken | None) -> None:
    if cancel is not None:
        cancel.raise_if_cancelled()


def _printable(words: object) -> str:
    """Return what a child says as something a terminal can show: it may speak for a hostile document."""
    return "".join(char if char.isprintable() else " " for char in str(words or ""))[:500]


def _crashed(name: str) -> UnreadableDocument:
    return UnreadableDocument(
        f"{name} crashed the reader; it is probably damaged.", "Open it and export it again, perhaps as PDF."
    )
