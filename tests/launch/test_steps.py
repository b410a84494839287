"""The test run adds up what the runners say."""

import sys
from pathlib import Path

import pytest

from launch.logs import BOUND_BYTES, BoundedLog
from launch.stamps import fingerprint
from launch.steps import PYTEST, VITEST, Step, count, run


def test_it_counts_what_pytest_says() -> None:
    counted = count(PYTEST, "....\n2 failed, 41 passed, 3 skipped, 1 warning in 9.13s\n")

    assert counted == {"passed": 41, "failed": 2, "skipped": 3}


def test_it_counts_errors_of_pytest_as_failures() -> None:
    counted = count(PYTEST, "===== 1 passed, 2 errors in 61.20s (0:01:01) =====\n")

    assert counted == {"passed": 1, "failed": 2, "skipped": 0}


def test_it_counts_what_vitest_says() -> None:
    counted = count(VITEST, " Test Files  9 passed (9)\n      Tests  1 failed | 50 passed (51)\n")

    assert counted == {"passed": 50, "failed": 1, "skipped": 0}


def test_it_fails_a_test_step_that_ran_no_test() -> None:
    step = Step("empty", (sys.executable, "-c", "print('nothing to do')"), counts=PYTEST)

    outcome = run(step, {})

    assert not outcome.is_ok
    assert outcome.output == "nothing to do\n\nNo test was run."


def test_it_ends_a_step_that_takes_too_long() -> None:
    step = Step("slow", (sys.executable, "-c", "import time; time.sleep(60)"), timeout_s=0.3)

    outcome = run(step, {})

    assert not outcome.is_ok
    assert outcome.output == "Stopped after 0 s."
    assert outcome.seconds < 20


def test_it_fails_a_step_whose_product_differs() -> None:
    step = Step("generated", (sys.executable, "-c", ""), after=lambda: "openapi.json is out of step.")

    outcome = run(step, {})

    assert not outcome.is_ok
    assert outcome.output == "openapi.json is out of step."


def test_it_turns_a_full_log_over(tmp_path: Path) -> None:
    log = BoundedLog(tmp_path / "web.log")
    log.line("x" * (BOUND_BYTES - 1))

    log.line("the next day")
    log.close()

    assert (tmp_path / "web.log").read_text() == "the next day\n"
    assert (tmp_path / "web.log.1").stat().st_size == BOUND_BYTES


@pytest.mark.parametrize("name", ["a.py", "folder/b.py"])
def test_it_sees_a_changed_file(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / name).write_text("one")
    before = fingerprint([tmp_path])

    (tmp_path / name).write_text("two")

    assert fingerprint([tmp_path]) != before
