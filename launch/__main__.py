"""Inside the environment: choose what to run."""

from __future__ import annotations

import sys


def main() -> int:
    """Run `up`, `test` or `check`."""
    command, *rest = sys.argv[1:] or ["up"]
    if command == "up":
        from launch import up

        return up.main(rest)
    from launch import suite

    return suite.main(rest, is_whole=command == "test")


if __name__ == "__main__":
    raise SystemExit(main())
