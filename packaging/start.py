"""From a fresh checkout to the first cited answer: `python3 packaging/start.py`. A second run takes seconds.

    --model none|ID   the language model (default: 1.5B if memory and disk allow, otherwise 0.5B)
    --from FOLDER     packages and models from a folder made by bundle.py, for machines without a network
    --gpu             compile the engine for an NVIDIA card (needs its driver and the CUDA toolkit)
    --no-window       do not open the window at the end

The first answer quotes the documents and comes after about two minutes. Then the engine is compiled (four
minutes, once) and the question is asked again with the language model; with --model none that part is left
out. If interrupted, run it again to resume.

Decision hidden: the order of the steps, and what is already done. Invariant: every step may be interrupted,
and the next run resumes it. Standard library only; it parses on old Pythons, so that it can tell them they
are too old.
"""

from __future__ import annotations

import sys

if sys.version_info < (3, 11):
    _running = ".".join(str(part) for part in sys.version_info[:2])
    sys.exit(
        f"Citewell needs Python 3.11 or newer, and this is {_running}: use a newer one, as in python3.11 packaging/start.py"
    )

import argparse
import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import engine
import environment
from console import Trouble, say

EMBEDDER = "all-minilm-l6-v2-int8"
SMALL_MODEL = "qwen2.5-coder-0.5b-instruct"
LARGE_MODEL = "qwen2.5-coder-1.5b-instruct"
NO_MODEL = "none"
LARGE_MEMORY = 4 * 2**30
LARGE_DISK = 4_000_000_000  # the joined file, its parts while they are joined, and room to work
SAMPLE_QUESTION = (
    "How long is the warranty on the CB-12 calibration bench?"  # one of resources/sample/questions.jsonl
)


def available_memory(meminfo: str) -> int:
    """Return the bytes of memory that new programs can have, from the text of /proc/meminfo."""
    match = re.search(r"^MemAvailable:\s+(\d+) kB", meminfo, re.MULTILINE)
    return int(match.group(1)) * 1024 if match else 0


def default_model(memory: int, disk: int) -> str:
    """Choose the language model for a machine by its available memory and free disk in bytes."""
    return LARGE_MODEL if memory >= LARGE_MEMORY and disk >= LARGE_DISK else SMALL_MODEL


def choose_model(asked: str | None, remembered: str | None, memory: int, disk: int) -> tuple[str, str]:
    """Return the model to use and why, as words to print.

    A choice once made is kept: the model itself takes disk and memory, so the machine would look smaller on
    the second run.
    """
    if asked is not None:
        return asked, "as asked"
    if remembered is not None:
        return remembered, "as before"
    chosen = default_model(memory, disk)
    return chosen, f"{memory / 2**30:.1f} GiB of memory available, {disk / 1e9:.0f} GB of disk free"


def data_folder() -> Path:
    """Return the account's folder for the program's data, where the program itself would look for it."""
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share").expanduser() / "citewell"


def sample_workspace() -> Path:
    """Return where the sample workspace is or will be."""
    own = os.environ.get("CITEWELL_WORKSPACE")
    return Path(own).expanduser().resolve() if own else data_folder() / "workspaces" / "sample"


def free_disk(folder: Path) -> int:
    """Return the free bytes on the disk that holds a folder, which need not exist yet."""
    return shutil.disk_usage(next(path for path in [folder, *folder.parents] if path.exists())).free


def citewell(python: Path, *arguments: str, fails: str) -> None:
    """Run a command of the program with its own output; raises Trouble beginning with `fails` when it does
    not succeed.
    """
    # Standard input stays closed: nothing here may wait for an answer nobody gives.
    command = [str(python), "-m", "app", *arguments]
    code = subprocess.run(command, cwd=environment.ROOT, stdin=subprocess.DEVNULL, check=False).returncode
    if code != 0:
        raise Trouble(f"{fails} (see above). Fix that and run start.py again to resume.")


def has_display(variables: Mapping[str, str]) -> bool:
    """Tell whether windows can be shown, from the environment's variables."""
    return bool(variables.get("DISPLAY") or variables.get("WAYLAND_DISPLAY"))


def open_window(python: Path, workspace: Path) -> Path:
    """Open the window as a process of its own, which lives on; return the file that keeps what it says."""
    log = data_folder() / "window.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as output:
        subprocess.Popen(
            [str(python), "-m", "app", "-w", str(workspace)],
            cwd=environment.ROOT, stdin=subprocess.DEVNULL, stdout=output, stderr=output, start_new_session=True,
        )  # fmt: skip
    return log


def install_model(python: Path, model: str, source: Path | None) -> None:
    """Install a model of the catalogue and check it; a moment when it is there."""
    place = ["--from", str(source / "models")] if source else []
    citewell(python, "models", "install", model, *place, fails=f"The model {model} could not be installed")


def make_sample(python: Path, workspace: Path, stamp: environment.Stamp) -> None:
    """Create the sample workspace once.

    Doing it again would finish an interrupted one, but would also undo what somebody changed in its
    documents.
    """
    say(f"Sample workspace: {workspace}")
    if stamp.get("sample") != str(workspace) or not (workspace / "citewell.db").exists():
        citewell(
            python,
            "-w",
            str(workspace),
            "init",
            "--sample",
            fails="The sample workspace could not be created",
        )
        stamp.set("sample", str(workspace))


def ask(python: Path, workspace: Path, model: str) -> None:
    """Ask the sample question and show the answer, phrased by a model or, with NO_MODEL, quoted."""
    citewell(
        python, "-w", str(workspace), "ask", SAMPLE_QUESTION, "--model", model,
        fails="The sample question could not be answered",
    )  # fmt: skip


def add_model(python: Path, model: str, options: environment.Options) -> None:
    """Compile the engine and install the language model, after saying what takes the time and why."""
    if not environment.engine_is_ready(options):
        say(
            "\nThat answer consists of quotes; no language model took part. A model can phrase it, and needs an engine.\n"
            "The engine is published as source code, so it is compiled now for this machine's processor: about four\n"
            "minutes on two cores, once. Citewell already works: you can stop here (Ctrl+C) and start again later.\n"
        )
        environment.prepare_engine(options)
    install_model(python, model, options.source)


def start(arguments: argparse.Namespace) -> None:
    """Take every step that is not done yet: first an answer in quotes, then the engine and a phrased
    answer.
    """
    source: Path | None = arguments.source.resolve() if arguments.source else None
    options = environment.Options(source=source, gpu=arguments.gpu)
    python = environment.prepare_program(options)
    stamp = environment.Stamp(environment.VENV)
    if not options.gpu and engine.cuda_capability() and "cuda" not in (stamp.get("engine") or ""):
        say("This machine has an NVIDIA card and the CUDA toolkit: --gpu compiles the engine for it.")

    install_model(python, EMBEDDER, source)
    workspace = sample_workspace()
    make_sample(python, workspace, stamp)

    models = Path(os.environ.get("CITEWELL_MODELS") or data_folder() / "models").expanduser()
    memory = available_memory(Path("/proc/meminfo").read_text(encoding="ascii"))
    model, reason = choose_model(arguments.model, stamp.get("model"), memory, free_disk(models))
    if arguments.model is None:
        stamp.set(
            "model", model
        )  # before the engine takes its share of the disk; a next run chooses the same

    say(f"\nThe first question: {SAMPLE_QUESTION}\n")
    if model == NO_MODEL or not environment.engine_is_ready(options):
        ask(python, workspace, NO_MODEL)
    if model == NO_MODEL:
        stamp.set("model", model)
        say(
            f"\nNo language model ({reason}). To add one later: python3 packaging/start.py --model {SMALL_MODEL}"
        )
    else:
        add_model(python, model, options)
        stamp.set("model", model)
        say(f"\nThe same question, phrased by the language model {model} ({reason}):\n")
        ask(python, workspace, model)
    finish(workspace, python, window=not arguments.no_window)


def finish(workspace: Path, python: Path, *, window: bool) -> None:
    """Open the window where it is wanted and possible, and say how to go on."""
    if window and has_display(os.environ):
        log = open_window(python, workspace)
        say(f"\nOpening the window with the sample; its messages go to {log}.")
    command = environment.VENV / "bin" / "citewell"
    shown = command.relative_to(Path.cwd()) if command.is_relative_to(Path.cwd()) else command
    say(
        "\nNext, your own documents:\n"
        f"  {shown} -w FOLDER init                    create a workspace\n"
        f"  {shown} -w FOLDER ingest DOCUMENTS…       read your documents\n"
        f'  {shown} -w FOLDER ask "YOUR QUESTION"     ask\n'
        f"  {shown} --help                            everything else"
    )


def main(arguments: list[str]) -> int:
    """Read the options and start; one sentence and exit code 3 when the machine is in the way."""
    parser = argparse.ArgumentParser(
        prog="start.py", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--model", metavar="none|ID")
    parser.add_argument("--from", dest="source", type=Path, metavar="FOLDER")
    parser.add_argument("--gpu", action="store_true")
    parser.add_argument("--no-window", action="store_true")
    try:
        start(parser.parse_args(arguments))
    except Trouble as trouble:
        say(f"start: {trouble}")
        return 3
    except OSError as failure:
        if failure.errno not in (28, 122):  # disk full, quota exceeded
            raise
        say("start: The disk is full. Free up about 3 GB, plus the model, and run start.py again to resume.")
        return 3
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        say("\nstart: Stopped. Run it again to resume.")
        sys.exit(130)
