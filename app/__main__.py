"""Start the command line.

`--version` is answered before anything else is imported, because scripts ask for it often.
"""

from __future__ import annotations

import sys

from app import __version__


def main() -> None:
    """Run the program with the arguments of this process."""
    if sys.argv[1:] == ["--version"]:
        print(f"citewell {__version__}")  # noqa: T201
        return
    from app.cli import run  # deferred: see the module's docstring

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
