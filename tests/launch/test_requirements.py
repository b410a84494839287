"""What the code imports is pinned, not merely brought along by something else."""

import ast
import re
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

from launch.layout import ROOT

PRODUCT = ("config", "tenants", "shared_apps", "tenant_apps", "sandbox", "launch")
AROUND = ("bench", "tests")


def test_it_pins_everything_the_product_imports() -> None:
    missing = imported(PRODUCT) - pinned("requirements.txt")

    assert missing == set()


def test_it_pins_everything_tests_and_benches_import() -> None:
    missing = imported(AROUND) - pinned("requirements.txt") - pinned("requirements-dev.txt")

    assert missing == set()


def test_it_pins_exact_versions() -> None:
    lines = (ROOT / "requirements.txt").read_text().splitlines()

    assert [line for line in lines if not re.fullmatch(r"[\w.-]+(\[[\w,]+\])?==[\w.]+(  # .+)?", line)] == []


@cache
def pinned(name: str) -> frozenset[str]:
    lines = (ROOT / name).read_text().splitlines()
    return frozenset(normal(re.split(r"[\[=]", line)[0]) for line in lines if not line.startswith("-r"))


def imported(roots: Iterable[str]) -> set[str]:
    providers = packages_distributions()
    ours = {*PRODUCT, *AROUND}
    modules = {name for root in roots for path in (ROOT / root).rglob("*.py") for name in modules_of(path)}
    foreign = modules - ours - sys.stdlib_module_names
    return {_provider(providers[module]) for module in foreign if module in providers}


def _provider(names: list[str]) -> str:
    """Return the pinned one of those that share a namespace, such as Google's."""
    known = pinned("requirements.txt") | pinned("requirements-dev.txt")
    return next((normal(name) for name in names if normal(name) in known), normal(names[0]))


def modules_of(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node.module.split(".")[0]


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
