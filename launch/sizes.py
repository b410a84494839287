"""Print the longest modules and functions, so that growth is seen; nothing is enforced."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from launch.layout import ROOT

ROOTS = ("config", "tenants", "shared_apps", "tenant_apps", "sandbox", "launch", "bench")
SHOWN = 8


def main() -> None:
    """Print both lists."""
    paths = [path for root in ROOTS for path in (ROOT / root).rglob("*.py") if "migrations" not in path.parts]
    modules = sorted(((len(path.read_text().splitlines()), path) for path in paths), reverse=True)
    functions = sorted((found for path in paths for found in _functions(path)), reverse=True)
    print("Longest modules")
    for lines, path in modules[:SHOWN]:
        print(f"  {lines:>4}  {path.relative_to(ROOT)}")
    print("Longest functions")
    for lines, where in functions[:SHOWN]:
        print(f"  {lines:>4}  {where}")


def _functions(path: Path) -> Iterator[tuple[int, str]]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno:
            yield node.end_lineno - node.lineno + 1, f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"


if __name__ == "__main__":
    main()
