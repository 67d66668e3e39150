"""The program with a disk that fails, as a process that forks a fresh copy of itself for each trial.

Started with `diskfault.so` preloaded. It loads the libraries once, without using them, and then runs real
commands in children of its own: a trial costs a fork instead of two seconds of imports, and nothing of one
trial reaches the next. Requests and replies are JSON lines.
"""

from __future__ import annotations

import contextlib
import ctypes
import importlib
import io
import json
import os
import sys
import traceback
from pathlib import Path
from typing import Any


def main() -> None:
    """Serve trials from standard input until it closes."""
    # The children of the program (readers, models) run on a healthy disk: what they write is not the
    # workspace.
    os.environ.pop("LD_PRELOAD", None)
    disk = ctypes.CDLL(None)
    disk.disk_disarm.restype = disk.disk_failed.restype = ctypes.c_long
    disk.disk_arm.argtypes = [ctypes.c_char_p, ctypes.c_long, ctypes.c_int, ctypes.c_int]
    disk.disk_set_clock.argtypes = [ctypes.c_long]
    _load()
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    for line in sys.stdin:
        request = json.loads(line)
        read, write = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(read)
            code = 70
            try:
                _trial(disk, request, write)
                code = 0
            except BaseException:  # noqa: BLE001 - whatever it is, the parent has to see it and the copy has to end here
                traceback.print_exc()
            finally:
                sys.stderr.flush()
                # What Python or a library would still do at its end belongs to the process this is a copy of.
                os._exit(code)
        os.close(write)
        with os.fdopen(read, encoding="utf-8") as stream:
            steps = [json.loads(text) for text in stream if text.endswith("\n")]
        _, status = os.waitpid(child, 0)
        answers.write(json.dumps({"steps": steps, "code": os.waitstatus_to_exitcode(status)}) + "\n")
        answers.flush()


def _load() -> None:
    """Import what the commands use; nothing of it starts a thread before it is used."""
    for name in (
        "chromadb.api.rust",
        "nupunkt",
        "onnxruntime",
        "tokenizers",
        "phonenumbers",
        "app.cli.main",
        "app.inference.embedder",
    ):
        importlib.import_module(name)


def _trial(disk: Any, request: dict[str, Any], write: int) -> None:
    """Run the steps of one trial, each a command with or without a fault, and report each as it ends."""
    from app.cli.main import run
    from tests.faults import upgrade

    os.environ.update(request["environment"])
    for step in request["steps"]:
        out, errors = io.StringIO(), io.StringIO()
        fault = step.get("fault")
        if fault is not None:
            disk.disk_arm("\n".join(fault["folders"]).encode(), fault["n"], fault["error"], fault["how"])
        disk.disk_set_clock(step.get("clock", 0))
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(errors):
            code = (upgrade.run if "upgrade" in step["arguments"] else run)(step["arguments"])
        failed = disk.disk_failed()
        seen = disk.disk_disarm()
        result = {
            "code": code,
            "out": out.getvalue(),
            "errors": errors.getvalue(),
            "seen": seen,
            "failed": failed if fault else 0,
        }
        os.write(write, (json.dumps(result) + "\n").encode())


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    main()
