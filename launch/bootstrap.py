"""Make the Python environment, then go on inside it. Standard library only."""

from __future__ import annotations

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OLDEST = (3, 11)


def main(arguments: list[str]) -> int:
    """Bring `.venv` up to date and replace this process with the launcher inside it."""
    if sys.version_info < OLDEST:
        sys.stderr.write(
            f"Parlor needs Python 3.11 or newer, this is {sys.version.split()[0]}: set PYTHON.\n"
        )
        return 1

    from launch.console import complain, say
    from launch.environment import ensure
    from launch.errors import LaunchError
    from launch.interrupts import Interrupted, as_interrupt

    command = arguments[0] if arguments else "up"
    if command == "up" and "--help" not in arguments:
        say("Parlor")
    try:
        with as_interrupt():
            python = ensure(ROOT, is_development=command in ("test", "check"))
        return os.execv(python, [str(python), "-m", "launch", *arguments])  # noqa: S606 - replaces this process
    except LaunchError as error:
        if error.detail:
            sys.stderr.write(error.detail + "\n")
        complain(error.message)
    except Interrupted:
        return 130
    except OSError as error:
        complain(f"Cannot prepare {ROOT / '.venv'}: {error.strerror or error}. Mend that and start again.")
    return 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
