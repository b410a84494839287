"""A process of its own that reads one file: `python -m tenant_apps.knowledge.extract.child <file> <name> <answer>`.

What a stranger's file does to a parser, it does here: the process may use so much memory and time and no more, has no
secrets in its environment, and yields to everything else on the machine. Each page's progress is a line on stdout.
"""

import os
import resource
import sys
from pathlib import Path

import msgspec

from tenant_apps.knowledge.extract.blocks import Extracted, ExtractFailed, FailureCode
from tenant_apps.knowledge.extract.reader import extract

MAX_MEMORY_BYTES = 2_000_000_000
MAX_CPU_S = 1200
NICENESS = 10


class Answer(msgspec.Struct, frozen=True):
    """What came of it: `found`, or why not."""

    found: Extracted | None = None
    failure: FailureCode | None = None
    data: dict[str, int] = {}


def main(source: str, name: str, answer: str) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY_BYTES, MAX_MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (MAX_CPU_S, MAX_CPU_S))
    os.nice(NICENESS)
    Path(answer).write_bytes(msgspec.msgpack.encode(_answer(Path(source).read_bytes(), name)))


def _answer(content: bytes, name: str) -> Answer:
    try:
        return Answer(found=extract(content, name=name, tell=_tell))
    except ExtractFailed as failure:
        return Answer(failure=failure.code, data=failure.data)
    except (MemoryError, RecursionError):
        return Answer(failure=FailureCode.TOO_BIG)


def _tell(done: int, total: int) -> None:
    sys.stdout.write(f"{done} {total}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:4])
