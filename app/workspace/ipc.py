"""A command line on an open workspace speaks to the window that owns it, and is served there with its
caller's own permissions.

Decisions hidden: where the window listens (a local socket in this account's state folder, named after the
workspace, mode 0600), what is said (one JSON object a frame, never pickle), and how printing in one thread
reaches another process. Invariants: who calls is what the kernel says of the socket's other end, never what a
frame says; a frame that is not understood is answered with a reason and changes nothing; a caller that goes
away, or the window that closes, cancels the command. The window's socket runs in threads of its own.
"""

from __future__ import annotations

import hashlib
import io
import logging
import os
import pwd
import shutil
import signal
import socket
import struct
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Any, BinaryIO, TextIO, cast

from app import __version__
from app.core.errors import MachineError
from app.core.frames import BrokenFrame, read_frame, write_frame
from app.core.work import CancelToken
from app.governance.keys import state_folder
from app.workspace.workspace import group_names

PROTOCOL = 1
REQUEST_BYTES = 4 << 20
"""A command line is at most half of that on Linux; every character of it may take six in JSON."""

_REPLY_BYTES = 1 << 20
_CHUNK = 1 << 15
_GUESTS = 16
"""Command lines served at once; one more is sent away with a word."""

_GREETING = 5.0
"""Seconds in which a caller says what it wants."""

_PATH_BYTES = 107
"""Longest path a local socket can have; a longer one is reached through its folder's descriptor."""

_SO_PEERGROUPS = 59
"""Linux, include/uapi/asm-generic/socket.h; Python has no name for it."""

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class Visit:
    """A command line that another process wants run here.

    Attributes:
        arguments: without the program's name.
        folder: where the caller stands, for relative paths.
        account: for example "uid:1000"; `groups` and `process` likewise come from the kernel.
        cancel: thrown when the caller presses Ctrl+C or is gone.
    """

    arguments: tuple[str, ...]
    folder: Path
    account: str
    groups: tuple[str, ...]
    process: int
    cancel: CancelToken = field(default_factory=CancelToken)

    def place(self, path: Path) -> Path:
        """Return a path as the caller means it, also one of the caller's open files, such as /dev/stdin or -
        for the same.
        """
        words = os.fspath(path)
        named = {"-": "0", "/dev/stdin": "0", "/dev/stdout": "1", "/dev/stderr": "2"}.get(words)
        for start in ("/dev/fd/", "/proc/self/fd/"):
            if words.startswith(start) and words.removeprefix(start).isdigit():
                named = words.removeprefix(start)
        return self.folder / path if named is None else Path(f"/proc/{self.process}/fd/{named}")


def address(workspace: Path) -> Path:
    """Return where the window of a workspace listens, whatever path leads to the workspace."""
    name = hashlib.sha256(os.fsencode(workspace.expanduser().resolve())).hexdigest()[:24]
    return state_folder() / "windows" / f"{name}.sock"


# The caller's side


def call(workspace: Path, arguments: Sequence[str]) -> int | None:
    """Have the window that owns a workspace run a command line, and print here what it prints.

    The first Ctrl+C asks the command to stop, the second ends this process as usual.

    Returns:
        The exit code, or None when no window has the workspace open.

    Raises:
        MachineError: the window is of another version, refuses, or was closed meanwhile.
    """
    connection = _connect(workspace)
    if connection is None:
        return None
    size = shutil.get_terminal_size((100, 24))
    request = {
        "op": "run", "arguments": list(arguments), "folder": str(Path.cwd()), "columns": size.columns, "lines": size.lines,
        "live": [sys.stdout.isatty(), sys.stderr.isatty()],
    }  # fmt: skip
    with connection, _stopping(connection):
        return _converse(connection, request)


def show_window(workspace: Path) -> bool:
    """Have the window of a workspace come to the front; False when there is none.

    Raises:
        MachineError: as `call`.
    """
    connection = _connect(workspace)
    if connection is None:
        return False
    with connection:
        connection.settimeout(_GREETING)
        return _converse(connection, {"op": "show"}) == 0


def _connect(workspace: Path) -> socket.socket | None:
    path = address(workspace)
    if not path.exists():
        return None
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        with _reachable(path) as name:
            connection.connect(name)
        owner = _credentials(connection)[1]
    except OSError:
        # What a window left behind that was killed: nobody listens there.
        connection.close()
        return None
    if owner != os.getuid():
        connection.close()
        raise MachineError(
            f"Another account (uid {owner}) is answering in place of the window.",
            f"Check {path} and who can write to it.",
        )
    return connection


def _converse(connection: socket.socket, request: dict[str, Any]) -> int:
    lost = MachineError(
        "The window was closed before the command finished.",
        "Completed work has been saved. Run the command again.",
        retryable=True,
    )
    streams = {"out": sys.stdout, "err": sys.stderr}
    try:
        with connection.makefile("wb") as outlet, connection.makefile("rb") as inlet:
            write_frame(outlet, {"protocol": PROTOCOL, "version": __version__, **request})
            while (frame := read_frame(inlet, _REPLY_BYTES)) is not None:
                match frame.get("op"):
                    case "out" | "err":
                        stream = streams[frame["op"]]
                        _say(stream, str(frame.get("text", "")))
                    case "end":
                        return int(frame.get("code", 3))
                    case "refused":
                        raise MachineError(
                            str(frame.get("message", "The window refused.")), str(frame.get("hint", ""))
                        )
                    case other:
                        raise MachineError(
                            f"The window sent an unknown message ({other}).", "Close it and open it again."
                        )
    except (BrokenFrame, ConnectionError, TimeoutError, ValueError) as error:
        if isinstance(error, BrokenPipeError) and error.filename2 == _OWN_OUTPUT:
            raise
        raise lost from error
    raise lost


_OWN_OUTPUT = "own output"
"""Marks a broken pipe of this process's own output, which is no fault of the window's."""


def _say(stream: TextIO, text: str) -> None:
    try:
        stream.write(text)
        stream.flush()
    except BrokenPipeError as error:
        error.filename2 = _OWN_OUTPUT
        raise


@contextmanager
def _stopping(connection: socket.socket) -> Iterator[None]:
    """Pass the first Ctrl+C or SIGTERM on to the window."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}

    def stop(number: int, _frame: FrameType | None) -> None:
        signal.signal(number, before[signal.Signals(number)])
        if number == signal.SIGINT:
            sys.stderr.write("Stopping after the current step; press Ctrl+C again to stop at once.\n")
            sys.stderr.flush()
        body = io.BytesIO()
        write_frame(body, {"op": "cancel"})
        # It may have ended at this very moment.
        with suppress(OSError):
            connection.sendall(body.getvalue())

    for number in before:
        signal.signal(number, stop)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


# The window's side


class Server:
    """Listens for command lines on the workspace that this process owns."""

    def __init__(self, workspace: Path, handle: Callable[[Visit], int], show: Callable[[], None]) -> None:
        """Listen from now on.

        Args:
            workspace: locked by this process; so whatever stands at the socket's place was left behind and is
                replaced.
            handle: runs a command line in the thread it is called in, prints as usual, returns the exit code.
            show: brings the window to the front; called in a thread of the server.

        Raises:
            MachineError: the socket cannot be made.
        """
        self._handle = handle
        self._show = show
        self._path = address(workspace)
        self._guests: dict[threading.Thread, tuple[socket.socket, CancelToken]] = {}
        self._lock = threading.Lock()
        self._closed = False
        self._listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._path.parent.chmod(0o700)
            self._path.unlink(missing_ok=True)
            with _reachable(self._path) as name:
                self._listener.bind(name)
            # Before anybody can connect, which takes `listen`.
            self._path.chmod(0o600)
            self._inode = self._path.stat().st_ino
            self._listener.listen(128)
        except OSError as error:
            self._listener.close()
            raise MachineError(
                f"The window cannot serve command lines at {self._path}.",
                f"The system says: {error.strerror or error}.",
            ) from error
        self._forks: list[_Fork] = []
        self._thread = threading.Thread(target=self._accept, name="citewell-socket", daemon=True)
        self._thread.start()

    @property
    def guests(self) -> int:
        """How many callers are being served."""
        with self._lock:
            return len(self._guests)

    def close(self) -> None:
        """Stop listening, cancel what runs for others and wait for it."""
        with self._lock:
            self._closed = True
            guests = list(self._guests.items())
            for _, (connection, cancel) in guests:
                cancel.cancel()
                with suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._thread.join()
        for thread, _ in guests:
            thread.join()
        self._listener.close()
        # Another window may have taken the place since.
        with suppress(OSError):
            if self._path.stat().st_ino == self._inode:
                self._path.unlink()
        for fork in self._forks:
            fork.take_away()

    def _fork(self, name: str) -> _Fork:
        """Return the fork that stands in a stream's place, put there by the first caller."""
        with self._lock:
            here = getattr(sys, name)
            if not isinstance(here, _Fork):
                here = _Fork(name, here)
                self._forks.append(here)
                setattr(sys, name, here)
            return here

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError as error:
                if not self._closed:
                    _LOG.warning("the socket for command lines ended: %s", error)
                return
            thread = threading.Thread(
                target=self._serve, args=(connection,), name="citewell-guest", daemon=True
            )
            with self._lock:
                if self._closed or len(self._guests) >= _GUESTS:
                    with connection:
                        _refuse(
                            connection,
                            "The window is already serving too many commands.",
                            "Try again when one of them has finished.",
                        )
                    continue
                self._guests[thread] = (connection, CancelToken())
            thread.start()

    def _serve(self, connection: socket.socket) -> None:
        here = threading.current_thread()
        cancel = self._guests[here][1]
        try:
            with connection:
                try:
                    self._answer(connection, cancel)
                except (BrokenFrame, ValueError, KeyError, TypeError) as error:
                    _LOG.info("a command line was refused: %s", error)
                    _refuse(
                        connection,
                        f"The window did not understand the command: {error}.",
                        "Use the same version for both.",
                    )
                except OSError as error:
                    _LOG.info("a caller is gone: %s", error)
        finally:
            with self._lock:
                del self._guests[here]

    def _answer(self, connection: socket.socket, cancel: CancelToken) -> None:
        connection.settimeout(_GREETING)
        with connection.makefile("rb") as inlet:
            request = read_frame(cast("BinaryIO", inlet), REQUEST_BYTES)
            if request is None:
                return
            if request.get("protocol") != PROTOCOL or request.get("version") != __version__:
                hint = "Close the window and reopen it with the same version."
                _refuse(
                    connection,
                    f"The window with this workspace is Citewell {__version__}; this is another version.",
                    hint,
                )
                return
            if request.get("op") == "show":
                self._show()
                _send(connection, {"op": "end", "code": 0})
                return
            if request.get("op") != "run":
                raise BrokenFrame("there is no such request")
            visit, live, columns = _visit(connection, request, cancel)
            connection.settimeout(None)
            listener = threading.Thread(
                target=_hear_cancel, args=(inlet, cancel), name="citewell-guest-ear", daemon=True
            )
            listener.start()
            try:
                out, err = (
                    _Outlet(connection, "out", live[0], columns, cancel),
                    _Outlet(connection, "err", live[1], columns, cancel),
                )
                with self._fork("stdout").lent(out), self._fork("stderr").lent(err):
                    code = self._handle(visit)
                    out.flush()
                    err.flush()
                _send(connection, {"op": "end", "code": code})
            finally:
                with suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)
                listener.join()


def _visit(
    connection: socket.socket, request: dict[str, Any], cancel: CancelToken
) -> tuple[Visit, tuple[bool, bool], int]:
    arguments, folder, live, columns = (
        request["arguments"],
        request["folder"],
        request["live"],
        request["columns"],
    )
    if not isinstance(arguments, list) or not all(
        isinstance(one, str) and "\0" not in one for one in arguments
    ):
        raise BrokenFrame("arguments are not words")
    if not isinstance(folder, str) or "\0" in folder or not Path(folder).is_absolute():
        raise BrokenFrame("the folder is no absolute path")
    if not isinstance(live, list) or len(live) != 2 or type(columns) is not int:
        raise BrokenFrame("the terminal is not described")
    process, uid, gid = _credentials(connection)
    visit = Visit(
        tuple(arguments),
        Path(folder),
        f"uid:{uid}",
        group_names(_groups(connection, uid, gid)),
        process,
        cancel,
    )
    return visit, (bool(live[0]), bool(live[1])), max(20, min(columns, 1000))


def _hear_cancel(inlet: Any, cancel: CancelToken) -> None:
    try:
        while (frame := read_frame(inlet, _CHUNK)) is not None:
            if frame.get("op") == "cancel":
                cancel.cancel()
    except (BrokenFrame, OSError, ValueError) as error:
        _LOG.debug("a caller's words ended: %s", error)
    cancel.cancel()


class _Outlet:
    """Standard output or error of one caller; what nobody can take any more is dropped."""

    encoding = "utf-8"
    errors = "strict"

    def __init__(
        self, connection: socket.socket, op: str, live: bool, columns: int, cancel: CancelToken
    ) -> None:
        self.columns = columns
        self._connection = connection
        self._op = op
        self._live = live
        self._cancel = cancel
        self._waiting: list[str] = []
        self._length = 0

    def write(self, text: str) -> int:
        self._waiting.append(text)
        self._length += len(text)
        if self._length >= _CHUNK or ((self._live or self._op == "err") and "\n" in text):
            self.flush()
        return len(text)

    def flush(self) -> None:
        text, self._waiting, self._length = "".join(self._waiting), [], 0
        try:
            for at in range(0, len(text), _CHUNK):
                _send(self._connection, {"op": self._op, "text": text[at : at + _CHUNK]})
        except OSError:
            # The caller is gone, as `head` goes when it has seen enough.
            self._cancel.cancel()

    def isatty(self) -> bool:
        return self._live

    def fileno(self) -> int:
        raise io.UnsupportedOperation("another process has it")


class _Fork:
    """Standard output or error of this process, except in a thread that prints for somebody else."""

    def __init__(self, name: str, own: TextIO) -> None:
        self._name = name
        self._own = own
        self._lent: dict[int, _Outlet] = {}

    @contextmanager
    def lent(self, outlet: _Outlet) -> Iterator[None]:
        """Print to an outlet in this thread until the block ends."""
        here = threading.get_ident()
        self._lent[here] = outlet
        try:
            yield
        finally:
            del self._lent[here]

    def take_away(self) -> None:
        """Put the stream back that was there before."""
        if getattr(sys, self._name) is self:
            setattr(sys, self._name, self._own)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._lent.get(threading.get_ident(), self._own), name)


def _send(connection: socket.socket, message: dict[str, Any]) -> None:
    body = io.BytesIO()
    write_frame(body, message)
    connection.sendall(body.getvalue())


def _refuse(connection: socket.socket, message: str, hint: str) -> None:
    with suppress(OSError):
        _send(connection, {"op": "refused", "message": message, "hint": hint})


def _credentials(connection: socket.socket) -> tuple[int, int, int]:
    """Return process, account and group of the other end, as the kernel knows them."""
    found = struct.unpack(
        "iII", connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("iII"))
    )
    return found[0], found[1], found[2]


def _groups(connection: socket.socket, uid: int, gid: int) -> list[int]:
    """Return the groups of the other end: those it has, or, of a kernel that cannot tell or for very many,
    those its account has.
    """
    try:
        raw = connection.getsockopt(socket.SOL_SOCKET, _SO_PEERGROUPS, 1024)
        return list(struct.unpack(f"{len(raw) // 4}I", raw))
    except OSError:
        try:
            return os.getgrouplist(pwd.getpwuid(uid).pw_name, gid)
        except KeyError:
            return [gid]


@contextmanager
def _reachable(path: Path) -> Iterator[str]:
    """Give a name of a socket's path that is short enough."""
    if len(os.fsencode(path)) <= _PATH_BYTES:
        yield str(path)
        return
    folder = os.open(path.parent, os.O_PATH | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        yield f"/proc/self/fd/{folder}/{path.name}"
    finally:
        os.close(folder)
