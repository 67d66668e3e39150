"""The process in which documents are parsed: takes a descriptor, gives JSON, owns nothing worth stealing.

It limits itself before the first byte of a document is seen: memory, processor time, no file can be written,
few descriptors. What it cannot do to itself (no network, read-only file system) its parent did by starting it
in a sandbox, see `app.reading.reader`. Invariant: one thread, one document at a time, ends when the parent
does.

Each format's library is loaded with the first document that needs it.
"""

from __future__ import annotations

import json
import os
import resource
import socket
import sys
import traceback
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, NoReturn, cast

from app.core.documents.documents import Extraction
from app.core.documents.formats import Format
from app.core.errors import UserError
from app.core.frames import read_frame, write_frame
from app.reading import wire
from app.reading.sniff import sniff

_DESCRIPTORS = 64
_CHUNK = 1 << 20


class _Intake:
    """The parent's messages, and the descriptors that travel with them."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self.descriptors: list[int] = []

    def read(self, count: int, /) -> bytes:
        """Read up to `count` bytes; empty when the parent is gone."""
        data, descriptors, _, _ = socket.recv_fds(self._connection, count, 1)
        self.descriptors.extend(descriptors)
        return data


def main(descriptor: int = 0) -> None:
    """Serve the parent at the other end of the socket `descriptor` until it closes."""
    connection = socket.socket(fileno=os.dup(descriptor))
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, descriptor)
    os.close(null)
    limits = json.loads(sys.argv[-1])
    _limit(int(limits["memory_bytes"]))
    intake = _Intake(connection)
    with connection, connection.makefile("wb") as outlet:
        sys.excepthook = _report_to(outlet)
        write_frame(outlet, {"ready": os.getpid(), "network": _network()})
        while (request := read_frame(cast("BinaryIO", intake))) is not None:
            _limit_time(float(request["seconds"]))
            source = intake.descriptors.pop()
            try:
                reply = _answer(source, request)
            except MemoryError:
                write_frame(outlet, {"breach": "memory"})
                return
            finally:
                os.close(source)
            used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
            # What a large document left behind is given back by ending: the parent starts another process.
            reply["last"] = used > int(limits["memory_bytes"]) // 3
            write_frame(outlet, reply)
            if reply["last"]:
                return


def _answer(source: int, request: dict[str, Any]) -> dict[str, Any]:
    name = str(request["name"])
    try:
        data = _contents(source, int(request["bytes"]))
        kind = sniff(data, name)
        extraction = _reader(kind, float(request["ocr_seconds"]))(data, name, int(request["pages"]))
    except UserError as error:
        return {"error": type(error).__name__, "message": error.message, "hint": error.hint}
    except OSError as error:
        message = f"{name} could not be read to its end: {error.strerror or error}."
        return {
            "error": "UnreadableDocument",
            "message": message,
            "hint": "Check the disk or the network drive it is on.",
        }
    except RecursionError:
        message = f"{name} is nested too deeply to be read."
        return {
            "error": "UnreadableDocument",
            "message": message,
            "hint": "Export it again in a simpler format, such as PDF.",
        }
    if len(extraction.text) > int(request["output_chars"]):
        message = f"{name} contains more text than can be read from one file."
        return {"error": "UnreadableDocument", "message": message, "hint": "Split it into smaller files."}
    return {"extraction": wire.encode(extraction)}


def _contents(source: int, size: int) -> bytes:
    """Return the file's bytes, `size` at most: one that grows meanwhile is read as it was."""
    parts: list[bytes] = []
    at = 0
    # `pread` leaves the offset alone, which the parent's descriptor shares.
    while at < size and (part := os.pread(source, min(_CHUNK, size - at), at)):
        parts.append(part)
        at += len(part)
    return b"".join(parts)


def _reader(kind: Format, ocr_seconds: float) -> Callable[[bytes, str, int], Extraction]:
    """Return the reader for a format; its library is loaded here, so that text files do not wait for
    PDFium."""
    module, _, name = kind.read.partition(":")
    read = getattr(import_module(f"app.reading.{module}"), name)
    if kind.paged:
        return lambda data, name, pages: read(data, name, pages, ocr_seconds)
    return lambda data, name, pages: read(data, name)


def _limit(memory: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (_DESCRIPTORS, _DESCRIPTORS))


def _limit_time(seconds: float) -> None:
    """Allow this many more seconds of processor time; the kernel ends the process after them."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    allowed = int(usage.ru_utime + usage.ru_stime + seconds) + 2
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(
        resource.RLIMIT_CPU, (allowed if hard == resource.RLIM_INFINITY else min(allowed, hard), hard)
    )


def _network() -> str:
    """Return the identity of this process's network namespace, by which the parent sees whether it is cut
    off.
    """
    try:
        return str(Path("/proc/self/ns/net").readlink())
    except OSError:
        return ""


def _report_to(outlet: Any) -> Callable[[type[BaseException], BaseException, TracebackType | None], None]:
    """Return an exception hook that tells the parent what a bug looked like before the process ends."""

    def report(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> NoReturn:
        write_frame(outlet, {"bug": "".join(traceback.format_exception(kind, error, trace))[-4000:]})
        os._exit(70)

    return report


if __name__ == "__main__":
    main()
